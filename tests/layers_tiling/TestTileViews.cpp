#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileEngine.h"
#include "tests/layers_tiling/FakeTree.h"
#include "tests/layers_tiling/Fakes.h"

#include <QTest>

#include <array>
#include <cmath>
#include <optional>
#include <set>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

ViewState lookDown(double x, double y, double height)
{
    return ViewState::perspective({x, y, height}, {0, 0, -1}, {0, 1, 0}, 400, 300);
}

struct World {
    explicit World(TileEngineSettings settings = {}, int levels = 6)
    {
        engine.emplace(TileLoader::Services{assets, tasks, clock, preparer}, [] {});
        engine->setSettings(settings);
        tree = &engine->add(std::make_unique<FakeTree>(3, engine->loader(), levels, 4096.0));
        tree->maximumError = 4;
        for (TileIndex i = 0; i < tree->size(); ++i)
            assets.put("tile/" + std::to_string(i), std::string("x"));
    }
    const DrawList& frame(const ViewState& view)
    {
        waitForWorkers(tasks);
        return engine->update(view);
    }
    void settle(const ViewState& view)
    {
        for (int i = 0; i < 400; ++i) {
            frame(view);
            waitForWorkers(tasks);
            if (engine->isSettled())
                return;
        }
        qFatal("the view does not settle");
    }

    FakeAssetAccessor assets;
    FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{2};
    std::optional<TileEngine> engine;
    TileTree* tree = nullptr;
};

std::set<std::uint64_t> idsOf(const DrawList& list)
{
    std::set<std::uint64_t> ids;
    for (const DrawItem& item : list.items)
        ids.insert(item.tileId);
    return ids;
}

TileEngineSettings fading()
{
    TileEngineSettings settings;
    settings.fades = true;
    return settings;
}

} // namespace

/// Several views, what is loaded ahead of them, and how levels dissolve.
class TestTileViews : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { QCOMPARE(WeighedContent::alive.load(), 0); }

    /// Points of a coarse tile that are drawn among finer ones look like those.
    void coarsePointsShrinkAmongFinerOnes()
    {
        World world;
        world.engine->remove(*world.tree);
        world.tree =
            &world.engine->add(std::make_unique<FakeTree>(3, world.engine->loader(), 4, 4096.0, /*isAdditive*/ true));
        world.tree->maximumError = 1e6;
        world.settle(lookDown(0, 0, 5000));
        QCOMPARE(world.engine->list(0).items.size(), std::size_t{1});
        QCOMPARE(world.engine->list(0).items[0].errorMeters, 256.0f);
        QCOMPARE(world.engine->list(0).items[0].pointShare, 1.0f);
        world.tree->maximumError = 4;
        world.settle(lookDown(0, 0, 5000));
        const DrawList& list = world.engine->list(0);
        QVERIFY(list.items.size() > 80);
        for (const DrawItem& item : list.items) {
            // Levels of 256, 128, 64 and 0 metres; the last counts as half of the one above it.
            const float expected = item.errorMeters > 0 ? 32.0f / item.errorMeters : 1.0f;
            QCOMPARE(item.pointShare, expected);
        }
    }

    void aTurnOfTheHeadAsksForNothing()
    {
        World world;
        const ViewState here = lookDown(-900, -700, 500), there = lookDown(900, 800, 300);
        world.settle(here);
        world.settle(there);
        const auto list = idsOf(world.frame(there));
        const std::size_t asked = world.assets.asked().size();
        world.settle(here);
        world.settle(there);
        QCOMPARE(world.assets.asked().size(), asked);
        QCOMPARE(idsOf(world.frame(there)), list);
    }

    void viewsShareTreeAndRequests()
    {
        World one, both;
        const ViewState left = lookDown(-300, 0, 600), right = lookDown(-100, 0, 600);
        one.settle(left);
        const auto leftAlone = idsOf(one.frame(left));
        one.settle(right);
        const auto rightAlone = idsOf(one.frame(right));

        const std::array<ViewState, 2> views{left, right};
        int frames = 0;
        do {
            waitForWorkers(both.tasks);
            both.engine->update(views);
            QVERIFY(++frames < 400);
        } while (!both.engine->isSettled());
        QCOMPARE(idsOf(both.engine->list(0)), leftAlone);
        QCOMPARE(idsOf(both.engine->list(1)), rightAlone);
        // Each tile once, however many views show it.
        const auto asked = both.assets.asked();
        QCOMPARE(std::set<std::string>(asked.begin(), asked.end()).size(), asked.size());
        // A ray of each view finds what that view draws.
        QVERIFY(both.engine->pick(left.rayThrough(200, 150), 2) == std::nullopt);
    }

    void theDestinationIsThereOnArrival()
    {
        World world;
        const ViewState start = lookDown(-1500, -1500, 800), end = lookDown(1500, 1500, 150);
        world.settle(start);
        world.engine->setDestination(end);
        world.frame(start);
        QVERIFY2(world.engine->isSettled(), "the view at hand does not wait for the destination");
        world.settle(start);
        for (int i = 0; i < 50 && world.engine->loader().counters().loaded == 0; ++i)
            world.frame(start);
        for (int i = 0; i < 20; ++i)
            world.frame(start);
        const std::size_t asked = world.assets.asked().size();
        world.engine->setDestination(std::nullopt);
        world.frame(end);
        world.frame(end);
        QVERIFY(world.engine->isSettled());
        QCOMPARE(world.assets.asked().size(), asked);
    }

    void idleLoadingKeepsTheWayUpAndAsideReady()
    {
        TileEngineSettings settings;
        settings.preloadAncestors = true;
        World world(settings), plain;
        const ViewState low = lookDown(200, 300, 150);
        world.settle(low);
        plain.settle(low);
        for (int i = 0; i < 60; ++i)
            world.frame(low);
        const auto missingOnTheWayUp = [&](World& w) {
            std::size_t missing = 0;
            for (double height = 150; height < 3000; height *= 1.3) {
                w.frame(lookDown(200, 300, height));
                missing += w.engine->loader().pending();
                w.settle(lookDown(200, 300, height));
            }
            return missing;
        };
        const std::size_t with = missingOnTheWayUp(world), without = missingOnTheWayUp(plain);
        QVERIFY2(with < without, qPrintable(QString("%1 against %2").arg(with).arg(without)));
    }

    void idleLoadingStaysWithinTheBudget()
    {
        TileEngineSettings settings;
        settings.preloadAncestors = settings.preloadSiblings = true;
        settings.memoryBudgetBytes = 150 * 100;
        World world(settings, 7);
        const ViewState view = lookDown(200, 300, 400);
        world.settle(view);
        for (int i = 0; i < 60; ++i)
            world.frame(view);
        const std::size_t asked = world.assets.asked().size();
        for (int i = 0; i < 60; ++i)
            world.frame(view);
        QVERIFY(world.engine->loader().memoryBytes() <= settings.memoryBudgetBytes);
        QCOMPARE(world.assets.asked().size(), asked); // loaded, let go and loaded again it must not be
        QCOMPARE(world.engine->errorFactor(), 1.0); // and nothing became coarser for its sake
    }

    void levelsDissolve()
    {
        World world(fading());
        const ViewState far = lookDown(0, 0, 2500), near = lookDown(0, 0, 1000);
        world.settle(far);
        world.clock.advance(std::chrono::seconds(1));
        world.frame(far);
        const auto coarse = idsOf(world.frame(far));
        QVERIFY(!world.engine->isFading());

        world.settle(near);
        const DrawList& during = world.frame(near);
        QVERIFY(world.engine->isFading());
        bool hasEntering = false, hasLeaving = false;
        for (const DrawItem& item : during.items) {
            hasEntering = hasEntering || item.cover < 1.0f;
            if (coarse.contains(item.tileId)) {
                hasLeaving = true;
                QCOMPARE(item.cover, 1.0f);
                QVERIFY2(item.standIn >= 0, "what leaves lies behind what comes");
            }
        }
        QVERIFY(hasEntering);
        QVERIFY(hasLeaving);

        world.clock.advance(std::chrono::milliseconds(150));
        for (const DrawItem& item : world.frame(near).items)
            QVERIFY2(coarse.contains(item.tileId) || item.cover > 0.4f, "half of the time, half of the pixels");
        world.clock.advance(std::chrono::milliseconds(400));
        world.frame(near);
        const DrawList& after = world.frame(near);
        QVERIFY(!world.engine->isFading());
        for (const DrawItem& item : after.items) {
            QCOMPARE(item.cover, 1.0f);
            QVERIFY(!coarse.contains(item.tileId));
        }
    }

    void motionAloneDissolvesNothing()
    {
        World world(fading());
        const auto view = [](double x) { return lookDown(x, 0, 40); }; // everywhere the finest level
        for (double x = -300; x <= 300; x += 20)
            world.settle(view(x));
        world.clock.advance(std::chrono::seconds(1));
        // Everything is in memory: sideways, tiles enter the picture whole.
        world.frame(view(300));
        for (double x = 280; x >= -300; x -= 20) {
            for (const DrawItem& item : world.frame(view(x)).items)
                QCOMPARE(item.cover, 1.0f);
        }
    }

    void fogAndFoveationSpareTheFarAndTheEdge()
    {
        const ViewState view =
            ViewState::perspective({-1800, 0, 120}, glm::normalize(glm::dvec3(1, 0, -0.12)), {0, 0, 1}, 400, 300);
        World plain;
        plain.settle(view);
        TileEngineSettings foggy;
        foggy.fogPerMeter = 1e-3;
        World fog(foggy);
        fog.settle(view);
        TileEngineSettings foveated;
        foveated.foveation = 3;
        World fovea(foveated);
        fovea.settle(view);
        const std::size_t all = plain.engine->list(0).items.size();
        QVERIFY(fog.engine->list(0).items.size() < all);
        QVERIFY(fovea.engine->list(0).items.size() < all);
        // Near the eye, on the line of sight, nothing changes.
        QCOMPARE(fog.engine->list(0).items.front().tileId, plain.engine->list(0).items.front().tileId);
    }
};

QTEST_GUILESS_MAIN(TestTileViews)
#include "TestTileViews.moc"
