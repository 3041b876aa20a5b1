#include "layers/tiling/GroundTree.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileEngine.h"
#include "tests/layers_tiling/FakeTree.h"
#include "tests/layers_tiling/Fakes.h"

#include <QTest>

#include <limits>
#include <random>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

Q_DECLARE_METATYPE(glm::dvec3)

namespace {

constexpr double kSize = 4096;

ViewState lookDown(double x, double y, double height, double tilt = 0.0)
{
    return ViewState::perspective({x, y, height}, glm::dvec3(std::sin(tilt), 0, -std::cos(tilt)), {0, 1, 0}, 400, 300);
}

struct World {
    explicit World(int levels, bool isAdditive = false, std::size_t bytesPerTile = 100, bool hasContent = true)
        : engine({assets, tasks, clock, preparer}, [this] { ++changes; })
    {
        engine.setSettings({});
        tree = &engine.add(
            std::make_unique<FakeTree>(7, engine.loader(), levels, kSize, isAdditive, bytesPerTile, hasContent));
        for (TileIndex i = 0; i < tree->size(); ++i)
            assets.put("tile/" + std::to_string(i), std::string("x"));
    }
    const DrawList& frame(const ViewState& view)
    {
        waitForWorkers(tasks);
        return engine.update(view);
    }
    void settle(const ViewState& view)
    {
        int frames = 0;
        do {
            frame(view);
            QVERIFY2(++frames < 500, "the view does not settle");
        } while (!engine.isSettled());
    }
    std::set<TileIndex> drawn(const DrawList& list) const
    {
        std::set<TileIndex> tiles;
        for (const DrawItem& item : list.items)
            tiles.insert(static_cast<TileIndex>(item.tileId & 0xFFFFFFFFu));
        return tiles;
    }

    FakeAssetAccessor assets;
    FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{2};
    std::atomic<int> changes{0};
    TileEngine engine;
    TileTree* tree = nullptr;
};

/// Leaves of a tree that the view sees, each with whether the drawn tiles cover it.
std::map<TileIndex, bool> coverage(const TileTree& tree, const std::set<TileIndex>& drawn, const ViewState& view)
{
    std::map<TileIndex, bool> covered;
    for (TileIndex i = 0; i < tree.size(); ++i) {
        const Tile& tile = tree.tile(i);
        if (tile.childCount > 0)
            continue;
        bool isVisible = true;
        for (const glm::dvec4& plane : view.planes()) {
            const glm::dvec3 n(plane);
            if (glm::dot(n, tile.volume.center) + plane.w < -tile.volume.extentAlong(n))
                isVisible = false;
        }
        if (!isVisible)
            continue;
        bool isCovered = false;
        for (TileIndex up = i; up != kNoTile; up = tree.tile(up).parent)
            isCovered = isCovered || drawn.contains(up);
        covered[i] = isCovered;
    }
    return covered;
}

} // namespace

class TestTileSelection : public QObject {
    Q_OBJECT
private slots:
    void drawsTheCutThatMeetsTheError()
    {
        World world(6);
        const ViewState view = lookDown(100, 50, 700, 0.4);
        world.settle(view);
        const auto drawn = world.drawn(world.frame(view));
        QVERIFY(!drawn.empty());
        for (const TileIndex i : drawn) {
            const Tile& tile = world.tree->tile(i);
            const auto error = [&](const Tile& t) {
                return static_cast<double>(t.geometricError) * view.pixelsPerMeter(t.volume.distanceTo(view.eye));
            };
            QVERIFY2(error(tile) <= 16.0, "a drawn tile misses the error");
            if (tile.parent != kNoTile)
                QVERIFY2(error(world.tree->tile(tile.parent)) > 16.0, "a drawn tile is finer than needed");
            for (TileIndex up = tile.parent; up != kNoTile; up = world.tree->tile(up).parent)
                QVERIFY2(!drawn.contains(up), "a tile and its ancestor are drawn at once in a settled view");
        }
        for (const auto& [leaf, isCovered] : coverage(*world.tree, drawn, view))
            QVERIFY(isCovered);
    }

    void skipsLevels()
    {
        World world(7);
        world.tree->maximumError = 2;
        world.settle(lookDown(0, 0, 700));
        QVERIFY(world.engine.counters().selected > 40);
        // The ideal cut and one cover; nothing between.
        const std::size_t drawn = world.engine.counters().selected;
        QVERIFY2(world.assets.asked().size() <= drawn + 1, qPrintable(QString::number(world.assets.asked().size())));
        QVERIFY(std::ranges::count(world.assets.asked(), "tile/0") == 1);
    }

    void additiveTilesStayUnderTheirChildren()
    {
        World world(5, true);
        const ViewState view = lookDown(0, 0, 120);
        world.settle(view);
        const auto drawn = world.drawn(world.frame(view));
        QVERIFY(drawn.contains(0));
        for (const TileIndex i : drawn) {
            for (TileIndex up = world.tree->tile(i).parent; up != kNoTile; up = world.tree->tile(up).parent)
                QVERIFY2(drawn.contains(up), "an additive ancestor is missing");
        }
    }

    void emptyInnerTilesAreRefined()
    {
        World world(4, false, 100, false);
        const ViewState view = lookDown(0, 0, 90000); // far: every error is met at once
        world.settle(view);
        for (const TileIndex i : world.drawn(world.frame(view)))
            QCOMPARE(world.tree->tile(i).childCount, 0u);
        QCOMPARE(world.engine.counters().selected, 64u);
    }

    void aParentStandsInForAChildThatFailed()
    {
        World world(4);
        const ViewState view = lookDown(1000, 1000, 300);
        // One leaf in sight is never there.
        world.settle(view);
        const auto whole = world.drawn(world.frame(view));
        const TileIndex lost = *whole.rbegin();
        QCOMPARE(world.tree->tile(lost).childCount, 0u);
        World other(4);
        other.assets.fail("tile/" + std::to_string(lost), Error{ErrorCode::NotFound, "tile", "404"});
        other.settle(view);
        const auto drawn = other.drawn(other.frame(view));
        QVERIFY2(drawn.contains(other.tree->tile(lost).parent), "the nearest coarser tile stands in");
        QVERIFY2(!drawn.contains(0), "nothing coarser than needed does");
        for (const auto& [leaf, isCovered] : coverage(*other.tree, drawn, view))
            QVERIFY2(isCovered, qPrintable(QString::number(leaf)));
        for (const TileIndex tile : whole)
            QVERIFY2(tile == lost || drawn.contains(tile), "its neighbours stay as fine as they were");
        QCOMPARE(other.engine.pendingOf(*other.tree), std::size_t{0});
    }

    /// 3D Tiles 1.1, viewerRequestVolume.
    void aParentStandsInForAChildThatMayNotBeAskedFor()
    {
        World world(4);
        const ViewState view = lookDown(1000, 1000, 300);
        world.settle(view);
        const TileIndex kept = *world.drawn(world.frame(view)).rbegin();
        World other(4);
        static_cast<FakeTree*>(other.tree)
            ->setRequestVolume(kept, TileVolume::box(glm::dvec3(1000, 1000, 100), {50, 0, 0}, {0, 50, 0}, {0, 0, 100}));
        other.settle(view);
        auto drawn = other.drawn(other.frame(view));
        QVERIFY(!drawn.contains(kept));
        QVERIFY(drawn.contains(other.tree->tile(kept).parent));
        QCOMPARE(std::ranges::count(other.assets.asked(), "tile/" + std::to_string(kept)), 0);
        for (const auto& [leaf, isCovered] : coverage(*other.tree, drawn, view))
            QVERIFY2(isCovered, qPrintable(QString::number(leaf)));
        other.settle(lookDown(1000, 1000, 150)); // inside
        drawn = other.drawn(other.frame(lookDown(1000, 1000, 150)));
        QVERIFY(drawn.contains(kept));
        QVERIFY(!drawn.contains(other.tree->tile(kept).parent));
    }

    void isDeterministic()
    {
        std::vector<std::vector<std::uint64_t>> runs;
        std::vector<std::vector<std::string>> requests;
        for (int run = 0; run < 2; ++run) {
            World world(6);
            world.assets.answersAtOnce = false;
            const ViewState view = lookDown(333, -250, 300, 0.7);
            world.frame(view);
            requests.push_back(world.assets.waiting());
            world.assets.answersAtOnce = true;
            world.assets.answerAll();
            world.settle(view);
            std::vector<std::uint64_t> ids;
            for (const DrawItem& item : world.frame(view).items)
                ids.push_back(item.tileId);
            runs.push_back(ids);
        }
        QCOMPARE(runs[0], runs[1]);
        QCOMPARE(requests[0], requests[1]);
    }

    void whatWasCoveredStaysCovered_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 12; ++seed)
            QTest::addRow("flight %u", seed) << seed;
    }

    /// A random flight while answers come in random order, some never, some as failures.
    void whatWasCoveredStaysCovered()
    {
        QFETCH(unsigned, seed);
        World world(6);
        world.assets.answersAtOnce = false;
        std::mt19937 random(seed);
        const auto uniform = [&](double low, double high) {
            return std::uniform_real_distribution<double>(low, high)(random);
        };
        for (int i = 0; i < 40; ++i)
            world.assets.fail("tile/" + std::to_string(1 + random() % (world.tree->size() - 1)),
                              {ErrorCode::NotFound, "", "404"});
        TileEngineSettings settings;
        settings.maximumInFlight = 8;
        world.engine.setSettings(settings);
        glm::dvec3 eye(0, 0, 3000);
        std::map<TileIndex, bool> before;
        bool hasCovered = false;
        for (int step = 0; step < 300; ++step) {
            eye += glm::dvec3(uniform(-60, 60), uniform(-60, 60), uniform(-0.1, 0.09) * eye.z);
            eye.z = std::clamp(eye.z, 40.0, 4000.0);
            const ViewState view = lookDown(eye.x, eye.y, eye.z, uniform(0.29, 0.31));
            const auto drawn = world.drawn(world.frame(view));
            auto now = coverage(*world.tree, drawn, view);
            for (const auto& [leaf, isCovered] : now) {
                hasCovered = hasCovered || isCovered;
                const auto was = before.find(leaf);
                if (was != before.end() && was->second)
                    QVERIFY2(isCovered, qPrintable(QString("step %1: leaf %2 lost its cover").arg(step).arg(leaf)));
            }
            before = std::move(now);
            for (int n = static_cast<int>(random() % 6); n > 0 && !world.assets.waiting().empty(); --n)
                world.assets.answer(random() % world.assets.waiting().size());
        }
        QVERIFY(hasCovered);
    }

    void standInsArePushedBack()
    {
        World world(7);
        world.assets.answersAtOnce = false;
        world.tree->maximumError = 2;
        const ViewState view = lookDown(0, 0, 700);
        world.frame(view);
        // Root first, then one tile: the root stands in behind it, at the same place on the screen.
        const auto waiting = world.assets.waiting();
        QCOMPARE(waiting.front(), std::string("tile/0"));
        world.assets.answer(0);
        world.frame(view);
        const DrawList& alone = world.frame(view);
        QCOMPARE(alone.items.size(), std::size_t{1});
        QVERIFY(alone.items[0].standIn < 0);
        world.assets.answer(0);
        world.frame(view);
        const DrawList& both = world.frame(view);
        QCOMPARE(both.items.size(), std::size_t{2});
        for (const DrawItem& item : both.items) {
            QVERIFY(item.modelToWorld == glm::dmat4(1.0));
            QCOMPARE(item.standIn >= 0, (item.tileId & 0xFFFFFFFFu) == 0);
            if (item.standIn < 0)
                continue;
            const glm::dvec3 corner(100, 70, 0);
            const glm::dvec3 moved(both.pushes[static_cast<std::size_t>(item.standIn)] * glm::dvec4(corner, 1.0));
            const auto seen = [&](const glm::dvec3& p) { return glm::normalize(p - view.eye); };
            QVERIFY(glm::length(seen(corner) - seen(moved)) < 1e-12);
            QVERIFY(glm::length(moved - view.eye) > glm::length(corner - view.eye) * 1.00005);
        }
    }

    void aCameraThatIsNowhereSelectsNothing_data()
    {
        QTest::addColumn<glm::dvec3>("eye");
        QTest::addColumn<glm::dvec3>("direction");
        QTest::addColumn<double>("fov");
        const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
        const glm::dvec3 eye(0, 0, 300), down(0, 0, -1);
        QTest::newRow("eye is no number") << glm::dvec3(0, nan, 300) << down << 60.0;
        QTest::newRow("eye at infinity") << glm::dvec3(0, 0, inf) << down << 60.0;
        QTest::newRow("eye all infinite") << glm::dvec3(-inf) << down << 60.0;
        QTest::newRow("direction is no number") << eye << glm::dvec3(nan, 0, -1) << 60.0;
        QTest::newRow("no direction") << eye << glm::dvec3(0.0) << 60.0;
        QTest::newRow("up along direction") << eye << glm::dvec3(0, 1, 0) << 60.0;
        QTest::newRow("angle is no number") << eye << down << nan;
        QTest::newRow("no angle") << eye << down << 0.0;
    }

    void aCameraThatIsNowhereSelectsNothing()
    {
        QFETCH(glm::dvec3, eye);
        QFETCH(glm::dvec3, direction);
        QFETCH(double, fov);
        World world(6);
        TileTree& ground = world.engine.add(std::make_unique<GroundTree>(8, world.engine.loader()));
        const ViewState good = lookDown(0, 0, 300);
        world.settle(good);
        const auto drawn = world.drawn(world.frame(good));
        QVERIFY(!drawn.empty());
        const std::size_t requests = world.assets.asked().size(), tiles = ground.size();
        const ViewState bad = ViewState::perspective(eye, direction, {0, 1, 0}, 400, 300, fov);
        QVERIFY(good.isFinite() && !bad.isFinite());
        for (int i = 0; i < 10; ++i) {
            QVERIFY(world.frame(bad).items.empty());
            QCOMPARE(world.engine.counters().visited, std::uint64_t{0});
            (void)world.engine.pick(bad.rayThrough(200, 150));
        }
        QVERIFY(world.engine.isSettled());
        world.engine.setDestination(bad);
        world.settle(good);
        QCOMPARE(world.drawn(world.frame(good)), drawn);
        QCOMPARE(world.assets.asked().size(), requests);
        QCOMPARE(ground.size(), tiles);
    }

    void hiddenTreesCostNothing()
    {
        World world(6);
        world.tree->isVisible = false;
        world.settle(lookDown(0, 0, 100));
        QVERIFY(world.assets.asked().empty());
        QCOMPARE(world.engine.counters().visited, 0u);
    }
};

QTEST_GUILESS_MAIN(TestTileSelection)
#include "TestTileSelection.moc"
