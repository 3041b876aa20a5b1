#include "layers/tiling/Admission.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileEngine.h"
#include "tests/layers_tiling/FakeTree.h"
#include "tests/layers_tiling/Fakes.h"

#include <glm/geometric.hpp>

#include <QTest>

#include <algorithm>
#include <optional>
#include <utility>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

/// A FakeTree whose contents differ in size by the factor of `spread`, without any pattern in space.
class UnevenTree final : public FakeTree {
public:
    UnevenTree(TileLoader& loader, int levels, std::size_t bytes, std::size_t spread)
        : FakeTree(1, loader, levels, 4096.0, false, bytes), m_bytes(bytes), m_spread(spread)
    { }
    [[nodiscard]] std::size_t bytesOf(TileIndex index) const
    {
        return m_bytes + (m_spread > 1 ? (index * 2654435761u >> 16) % (m_bytes * m_spread) : 0);
    }
    LoadPlan plan(TileIndex index) override
    {
        LoadPlan plan = FakeTree::plan(index);
        plan.make = [bytes = bytesOf(index)](LoadInput&) -> Result<LoadOutcome> {
            LoadOutcome outcome;
            outcome.parts.emplace_back().prepared = std::make_unique<WeighedContent>(bytes);
            return outcome;
        };
        return plan;
    }

private:
    std::size_t m_bytes, m_spread;
};

/// 64 leaves with contents and nothing coarser, but perhaps a root that shows nothing.
class FlatTree final : public FakeTree {
public:
    FlatTree(TileLoader& loader, bool hasEmptyRoot, std::size_t bytes)
        : FakeTree(1, loader, 4, 4096.0, false, bytes, false)
    {
        m_tiles[0].contentCount = hasEmptyRoot ? 1 : 0;
    }
    LoadPlan plan(TileIndex index) override
    {
        LoadPlan plan = FakeTree::plan(index);
        if (index == 0)
            plan.make = [](LoadInput&) -> Result<LoadOutcome> {
                LoadOutcome outcome;
                outcome.parts.emplace_back().model = std::make_shared<const tiles3d::Model>();
                return outcome;
            };
        return plan;
    }
};

struct World {
    World(std::size_t budgetBytes, std::size_t bytes, std::size_t spread)
        : World(budgetBytes, [&](TileLoader& loader) { return std::make_unique<UnevenTree>(loader, 7, bytes, spread); })
    { }
    template <class MakeTree> World(std::size_t budgetBytes, MakeTree&& makeTree)
    {
        engine.emplace(TileLoader::Services{assets, tasks, clock, preparer}, [] {});
        TileEngineSettings settings;
        settings.memoryBudgetBytes = budgetBytes;
        engine->setSettings(settings);
        tree = &engine->add(makeTree(engine->loader()));
        tree->maximumError = 4;
        for (TileIndex i = 0; i < tree->size(); ++i)
            assets.put("tile/" + std::to_string(i), std::string(1000, 'x'));
    }
    const DrawList& frame(double x, double y, double height)
    {
        waitForWorkers(tasks);
        const DrawList& list = engine->update(ViewState::perspective({x, y, height}, {0, 0, -1}, {0, 1, 0}, 400, 300));
        clock.advance(std::chrono::milliseconds(17));
        most = std::max(most, engine->loader().memoryBytes());
        return list;
    }
    bool settle(double x, double y, double height)
    {
        for (int i = 0; i < 1000; ++i) {
            frame(x, y, height);
            waitForWorkers(tasks);
            if (engine->isSettled())
                return true;
        }
        return false;
    }
    [[nodiscard]] double shareInVain() const
    {
        const LoaderCounters& counters = engine->loader().counters();
        return static_cast<double>(counters.bytesNeverDrawn) / static_cast<double>(counters.bytesLoaded);
    }

    FakeAssetAccessor assets;
    FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{2};
    std::optional<TileEngine> engine;
    TileTree* tree = nullptr;
    std::size_t most = 0;
};

} // namespace

/// A budget that does not suffice: what is asked for, what is held, and what was fetched in vain.
class TestLoaderBudget : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { QCOMPARE(WeighedContent::alive.load(), 0); }

    void admitsInTheOrderOfImportance()
    {
        Admission admission(100, 30, true);
        QVERIFY(admission.admits(60, false));
        QVERIFY(!admission.admits(20, false));
        QVERIFY2(!admission.admits(5, false), "what is less important does not slip in");
        QCOMPARE(admission.takenBytes(), std::size_t{90});
    }

    void replacementsComeOneByOneWhereNothingIsLeft()
    {
        Admission ample(100, 95, true);
        QVERIFY2(ample.admits(20, true), "one may exceed the budget");
        QVERIFY(!ample.admits(20, true));
        Admission over(100, 120, true);
        QVERIFY2(!over.admits(20, true), "not while another is on its way");
        Admission idle(100, 120, false);
        QVERIFY(!idle.admits(1, false));
        QVERIFY(idle.admits(20, true));
        QVERIFY(!idle.admits(20, true));
    }

    void whatIsLargerThanTheBudgetComesAlone()
    {
        Admission admission(100, 0, false);
        QVERIFY(admission.admits(500, false));
        QVERIFY(!admission.admits(1, false));
    }

    void asksForNoMoreThanHasRoom()
    {
        World world(30'000, 1000, 1);
        world.assets.answersAtOnce = false;
        for (int i = 0; i < 40; ++i) {
            world.frame(0, 0, 600);
            const std::size_t there = world.engine->loader().usedBytes();
            const std::size_t waiting = world.assets.waiting().size();
            QVERIFY2(there + 1000 * waiting <= 31'000,
                     qPrintable(QString("%1 there, %2 asked for").arg(there).arg(waiting)));
            if (waiting > 0 && i % 2 == 0)
                world.assets.answer(0);
        }
        world.assets.answersAtOnce = true;
        world.assets.answerAll();
        QVERIFY(world.settle(0, 0, 600));
    }

    void littleIsFetchedInVain_data()
    {
        QTest::addColumn<int>("tiles");
        QTest::addColumn<int>("spread");
        QTest::newRow("far too small") << 12 << 1;
        QTest::newRow("a quarter") << 30 << 1;
        QTest::newRow("a quarter, uneven") << 30 << 8;
        QTest::newRow("half") << 60 << 1;
        QTest::newRow("half, uneven") << 60 << 8;
        QTest::newRow("nearly enough, uneven") << 110 << 8;
    }

    void littleIsFetchedInVain()
    {
        QFETCH(int, tiles);
        QFETCH(int, spread);
        const std::size_t mean = spread > 1 ? 1000 + 500 * static_cast<std::size_t>(spread) : 1000;
        const std::size_t budget = static_cast<std::size_t>(tiles) * mean;
        World world(budget, 1000, static_cast<std::size_t>(spread));
        const double places[][3] = {{0, 0, 600}, {300, 100, 400}, {-900, 500, 900}, {-900, 500, 200}, {0, 0, 600}};
        for (const auto& place : places) {
            QVERIFY2(world.settle(place[0], place[1], place[2]), "stalls");
            const std::size_t asked = world.assets.asked().size();
            std::vector<std::uint64_t> first;
            for (int i = 0; i < 60; ++i) {
                std::vector<std::uint64_t> ids;
                for (const DrawItem& item : world.frame(place[0], place[1], place[2]).items)
                    ids.push_back(item.tileId);
                first = i == 0 ? ids : first;
                QVERIFY2(ids == first, "alternates");
            }
            QCOMPARE(world.assets.asked().size(), asked);
            QVERIFY(!first.empty());
        }
        QVERIFY2(world.shareInVain() < 0.1, qPrintable(QString::number(world.shareInVain())));
        QVERIFY2(world.most <= budget + 1000 * (static_cast<std::size_t>(spread) + 1),
                 qPrintable(QString::number(world.most)));
        QVERIFY2(world.engine->loader().usedBytes() * 4 > budget, "the budget is made use of");
    }

    /// A camera that never rests: what is asked for changes from frame to frame.
    void littleIsFetchedInVainInFlight()
    {
        World world(50 * 3000, 1000, 4);
        QVERIFY(world.settle(0, 0, 300));
        for (int i = 0; i < 600; ++i) {
            const double t = i * 0.01;
            world.frame(1200 * std::sin(t), 900 * std::sin(0.7 * t), 400 + 250 * std::sin(1.3 * t));
        }
        QVERIFY2(world.shareInVain() < 0.15, qPrintable(QString::number(world.shareInVain())));
        QVERIFY2(world.most <= 50 * 3000 + 5000, qPrintable(QString::number(world.most)));
    }

    void becomesFinerWhereItFits()
    {
        World world(40'000, 1000, 1);
        QVERIFY(world.settle(0, 0, 900));
        const double coarse = world.engine->errorFactor();
        QVERIFY(coarse > 1.0);
        QVERIFY(world.settle(0, 0, 30)); // few tiles of the finest level
        QCOMPARE(world.engine->errorFactor(), 1.0);
        QVERIFY(world.settle(0, 0, 900));
        QCOMPARE(world.engine->errorFactor(), coarse);
    }

    void whatFitsIsShownWhereCoarserDoesNotHelp_data()
    {
        QTest::addColumn<bool>("hasEmptyRoot");
        QTest::newRow("nothing coarser") << false;
        QTest::newRow("a root that shows nothing") << true;
    }

    void whatFitsIsShownWhereCoarserDoesNotHelp()
    {
        QFETCH(bool, hasEmptyRoot);
        constexpr std::size_t kBudget = 20'000;
        World world(kBudget,
                    [&](TileLoader& loader) { return std::make_unique<FlatTree>(loader, hasEmptyRoot, 1000); });
        const auto shown = [&](double x, double y) {
            std::vector<std::uint64_t> ids;
            for (const DrawItem& item : world.frame(x, y, 4000).items)
                ids.push_back(item.tileId & 0xFFFFFFFFu); // without the tree
            std::sort(ids.begin(), ids.end());
            return ids;
        };
        const auto distanceOf = [&](std::uint64_t id, double x, double y) {
            return glm::distance(world.tree->tile(static_cast<TileIndex>(id)).volume.center, glm::dvec3(x, y, 0));
        };
        for (const auto& [x, y] : {std::pair(-900.0, -900.0), std::pair(1100.0, 700.0), std::pair(-900.0, -900.0)}) {
            QVERIFY2(world.settle(x, y, 4000), "stalls");
            std::vector<std::uint64_t> first = shown(x, y);
            std::erase(first, std::uint64_t{0});
            QVERIFY2(first.size() >= 12, qPrintable(QString::number(first.size()))); // 17 fit into the share
            // The most important ones: those in the middle.
            double farthest = 0, nearestMissing = 1e9;
            for (TileIndex i = 0; i < world.tree->size(); ++i) {
                if (world.tree->tile(i).childCount > 0)
                    continue;
                const bool isShown = std::binary_search(first.begin(), first.end(), std::uint64_t{i});
                (isShown ? farthest : nearestMissing) =
                    isShown ? std::max(farthest, distanceOf(i, x, y)) : std::min(nearestMissing, distanceOf(i, x, y));
            }
            QVERIFY2(farthest < nearestMissing + 400,
                     qPrintable(QString("%1 shown, %2 not").arg(farthest).arg(nearestMissing)));
            const std::size_t asked = world.assets.asked().size();
            for (int i = 0; i < 30; ++i) {
                std::vector<std::uint64_t> again = shown(x, y);
                std::erase(again, std::uint64_t{0});
                QVERIFY2(again == first, "alternates");
                QVERIFY(world.engine->isSettled());
            }
            QCOMPARE(world.assets.asked().size(), asked);
            QVERIFY(world.engine->loader().memoryBytes() <= kBudget);
            QVERIFY2(world.engine->errorFactor() <= 4.0, qPrintable(QString::number(world.engine->errorFactor())));
        }
        QVERIFY2(world.most <= kBudget + 2000, qPrintable(QString::number(world.most)));
    }

    void aSmallerBudgetIsKeptWhileDrawing()
    {
        World world(1'000'000, 1000, 1);
        QVERIFY(world.settle(0, 0, 600));
        QCOMPARE(world.engine->errorFactor(), 1.0);
        TileEngineSettings settings;
        settings.memoryBudgetBytes = world.engine->loader().usedBytes() / 3;
        world.engine->setSettings(settings);
        QVERIFY2(world.settle(0, 0, 600), "stalls");
        QVERIFY(world.engine->errorFactor() > 1.0);
        QVERIFY(world.engine->loader().memoryBytes() <= settings.memoryBudgetBytes);
        QVERIFY(!world.frame(0, 0, 600).items.empty());
    }
};

QTEST_GUILESS_MAIN(TestLoaderBudget)
#include "TestLoaderBudget.moc"
