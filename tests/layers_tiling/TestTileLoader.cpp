#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileEngine.h"
#include "tests/layers_tiling/FakeTree.h"
#include "tests/layers_tiling/Fakes.h"

#include <QTest>

#include <optional>
#include <random>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

ViewState lookDown(double x, double y, double height)
{
    return ViewState::perspective({x, y, height}, {0, 0, -1}, {0, 1, 0}, 400, 300);
}

constexpr std::size_t kTileBytes = 1000;

struct World {
    explicit World(int levels, TileEngineSettings settings = {})
    {
        engine.emplace(TileLoader::Services{assets, tasks, clock, preparer}, [] {});
        engine->setSettings(settings);
        tree = &engine->add(std::make_unique<FakeTree>(1, engine->loader(), levels, 4096.0, false, kTileBytes));
        tree->maximumError = 4;
        for (TileIndex i = 0; i < tree->size(); ++i)
            assets.put("tile/" + std::to_string(i), std::string("x"));
    }
    const DrawList& frame(const ViewState& view)
    {
        waitForWorkers(tasks);
        return engine->update(view);
    }
    bool settle(const ViewState& view, int mostFrames = 400)
    {
        for (int i = 0; i < mostFrames; ++i) {
            frame(view);
            waitForWorkers(tasks);
            if (engine->isSettled())
                return true;
        }
        return false;
    }

    FakeAssetAccessor assets;
    FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{2};
    std::optional<TileEngine> engine;
    TileTree* tree = nullptr;
};

TileEngineSettings inFlight(int most)
{
    TileEngineSettings settings;
    settings.maximumInFlight = most;
    return settings;
}

TileEngineSettings budget(std::size_t tiles)
{
    TileEngineSettings settings;
    settings.memoryBudgetBytes = tiles * kTileBytes;
    return settings;
}

} // namespace

class TestTileLoader : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { QCOMPARE(WeighedContent::alive.load(), 0); }

    void slotsAreRefilledWithoutAFrame()
    {
        World world(6, inFlight(4));
        world.assets.answersAtOnce = false;
        world.frame(lookDown(0, 0, 700));
        QCOMPARE(world.assets.waiting().size(), std::size_t{4});
        for (int i = 0; i < 5; ++i) {
            world.assets.answer(0);
            QCOMPARE(world.assets.waiting().size(), std::size_t{4});
        }
        QCOMPARE(world.assets.asked().size(), std::size_t{9});
        QCOMPARE(world.assets.mostWaiting(), std::size_t{4});
    }

    void asksForTheCoarseCoverFirstAndThenByPriority()
    {
        World world(6, inFlight(1));
        world.assets.answersAtOnce = false;
        const ViewState view = lookDown(60, 60, 700);
        world.frame(view);
        std::vector<double> offsets;
        QCOMPARE(world.assets.waiting().front(), std::string("tile/0"));
        while (!world.assets.waiting().empty()) {
            const auto index = static_cast<TileIndex>(std::stoul(world.assets.waiting().front().substr(5)));
            if (index != 0)
                offsets.push_back(glm::length(glm::dvec2(world.tree->tile(index).volume.center) - glm::dvec2(60, 60)));
            world.assets.answer(0);
            waitForWorkers(world.tasks);
        }
        QVERIFY(offsets.size() > 8);
        // The middle of the picture comes before its edge.
        QCOMPARE(offsets.front(), *std::min_element(offsets.begin(), offsets.end()));
        QVERIFY(offsets.back() > offsets.front());
    }

    void whatIsNoLongerWantedIsNotAskedFor()
    {
        World world(6, inFlight(2));
        world.assets.answersAtOnce = false;
        world.frame(lookDown(-1500, -1500, 100));
        const std::size_t before = world.assets.asked().size();
        QCOMPARE(before, std::size_t{2});
        world.frame(lookDown(1500, 1500, 100));
        while (!world.assets.waiting().empty())
            world.assets.answer(0);
        for (std::size_t i = before; i < world.assets.asked().size(); ++i) {
            const auto index = static_cast<TileIndex>(std::stoul(world.assets.asked()[i].substr(5)));
            QVERIFY2(world.tree->tile(index).volume.center.x >= 0, "asked for a tile of the view before");
        }
        QVERIFY(world.assets.asked().size() > before);
    }

    void staleRequestsGiveUpTheirSlots()
    {
        World world(6, inFlight(2));
        world.assets.answersAtOnce = false;
        world.frame(lookDown(-1500, -1500, 100));
        for (int i = 0; i < 20; ++i)
            world.frame(lookDown(1500, 1500, 100));
        QCOMPARE(world.assets.cancelled(), std::size_t{2});
        QCOMPARE(world.assets.waiting().size(), std::size_t{2});
        world.assets.answersAtOnce = true;
        world.assets.answerAll();
        QVERIFY(world.settle(lookDown(1500, 1500, 100)));
    }

    void contentsOfCancelledTilesAreReleased()
    {
        World world(6);
        world.assets.answersAtOnce = false;
        world.frame(lookDown(0, 0, 150));
        world.assets.answerAll();
        waitForWorkers(world.tasks);
        QVERIFY(WeighedContent::alive.load() > 0);
        world.engine->remove(*world.tree);
        world.tree = nullptr;
        world.frame(lookDown(0, 0, 150));
        QCOMPARE(WeighedContent::alive.load(), 0);
        QCOMPARE(world.engine->loader().memoryBytes(), std::size_t{0});
    }

    void endsWhileMuchIsUnderWay()
    {
        for (int round = 0; round < 20; ++round) {
            World world(6);
            world.assets.answersAtOnce = round % 2 == 0;
            world.engine->update(lookDown(0, 0, 150));
            if (round % 3 == 0 && !world.assets.waiting().empty())
                world.assets.answer(0);
            world.engine.reset();
            QVERIFY(world.assets.waiting().empty());
        }
    }

    void missingTilesAreNotAskedForAgain()
    {
        World world(4);
        for (TileIndex i = 0; i < world.tree->size(); ++i)
            world.assets.fail("tile/" + std::to_string(i), {ErrorCode::NotFound, "http://h/x?key=abc", "404"});
        QVERIFY(world.settle(lookDown(0, 0, 200)));
        const std::size_t asked = world.assets.asked().size();
        for (int i = 0; i < 10; ++i)
            world.frame(lookDown(0, 0, 200));
        QCOMPARE(world.assets.asked().size(), asked);
        QCOMPARE(world.engine->loader().counters().failed, std::uint64_t{asked});
        QCOMPARE(world.tree->log().count(), std::uint64_t{asked});
        QVERIFY(world.tree->log().errors().front().source.find("abc") == std::string::npos);
    }

    void temporaryFailuresEndAfterAFewAttempts_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<int>("attempts");
        QTest::newRow("refused") << static_cast<int>(ErrorCode::ConnectionFailed) << "refused" << 4;
        QTest::newRow("silent") << static_cast<int>(ErrorCode::Timeout) << "no byte for 30 s" << 4;
        QTest::newRow("overloaded") << static_cast<int>(ErrorCode::HttpStatus) << "HTTP 503" << 4;
        QTest::newRow("too many requests") << static_cast<int>(ErrorCode::HttpStatus) << "HTTP 429" << 4;
        QTest::newRow("forbidden") << static_cast<int>(ErrorCode::HttpStatus) << "HTTP 403" << 1;
        QTest::newRow("missing") << static_cast<int>(ErrorCode::NotFound) << "HTTP 404" << 1;
    }

    void temporaryFailuresEndAfterAFewAttempts()
    {
        QFETCH(int, code);
        QFETCH(QString, detail);
        QFETCH(int, attempts);
        World world(1);
        world.assets.fail("tile/0",
                          {static_cast<ErrorCode>(code), "tile/0", detail.toStdString(), ErrorReason::HttpStatus,
                           detail.section(u' ', 1).toInt()});
        for (int i = 0; i < 30; ++i) {
            world.frame(lookDown(0, 0, 9000));
            world.clock.advance(std::chrono::milliseconds(2500));
        }
        QVERIFY(world.engine->isSettled());
        QCOMPARE(world.assets.asked().size(), static_cast<std::size_t>(attempts));
        QCOMPARE(world.tree->log().count(), std::uint64_t{1});
    }

    void budgetHoldsInFlight_data()
    {
        QTest::addColumn<int>("tiles");
        QTest::newRow("ample") << 400;
        QTest::newRow("tight") << 60;
        QTest::newRow("far too small") << 12;
    }

    void budgetHoldsInFlight()
    {
        QFETCH(int, tiles);
        World world(7, budget(static_cast<std::size_t>(tiles)));
        std::mt19937 random(5);
        const auto uniform = [&](double low, double high) {
            return std::uniform_real_distribution<double>(low, high)(random);
        };
        const std::size_t most = (static_cast<std::size_t>(tiles) + 1) * kTileBytes;
        for (int stop = 0; stop < 12; ++stop) {
            const ViewState view = lookDown(uniform(-1500, 1500), uniform(-1500, 1500), uniform(60, 900));
            for (int i = 0; i < 60; ++i) {
                world.frame(view);
                QVERIFY2(world.engine->loader().memoryBytes() <= most,
                         qPrintable(QString("%1 bytes").arg(world.engine->loader().memoryBytes())));
            }
        }
    }

    /// Whoever sleeps until `changed` gets to the end too.
    void noUpdateIsMissedWhileCoarsening()
    {
        FakeAssetAccessor assets;
        FakeClock clock;
        NullPreparer preparer;
        TaskPool tasks{2};
        std::atomic<int> changes{0};
        TileEngine engine({assets, tasks, clock, preparer}, [&] { ++changes; });
        engine.setSettings(budget(40));
        TileTree& tree = engine.add(std::make_unique<FakeTree>(1, engine.loader(), 7, 4096.0, false, kTileBytes));
        tree.maximumError = 4;
        for (TileIndex i = 0; i < tree.size(); ++i)
            assets.put("tile/" + std::to_string(i), std::string("x"));
        int updates = 0;
        do {
            const int before = changes.load();
            engine.update(lookDown(10, 10, 1200));
            waitForWorkers(tasks);
            QVERIFY2(engine.isSettled() || changes.load() > before, "unsettled, and nobody would wake the caller");
            QVERIFY(++updates < 500);
        } while (!engine.isSettled());
        QVERIFY(engine.errorFactor() > 1.0);
    }

    void aSetThatDoesNotFitIsCoarsenedAndThenRests()
    {
        World world(7, budget(40));
        const ViewState view = lookDown(10, 10, 1200);
        World ample(7);
        QVERIFY(ample.settle(view));
        QVERIFY2(ample.engine->counters().selected > 45,
                 qPrintable(QString::number(ample.engine->counters().selected)));
        QVERIFY2(world.settle(view), "never settles");
        for (int i = 0; i < 100; ++i)
            world.frame(view);
        QVERIFY(world.engine->isSettled());
        QVERIFY(world.engine->errorFactor() > 1.0);
        const std::size_t asked = world.assets.asked().size();
        std::vector<std::uint64_t> first;
        for (int i = 0; i < 50; ++i) {
            std::vector<std::uint64_t> ids;
            for (const DrawItem& item : world.frame(view).items)
                ids.push_back(item.tileId);
            if (i == 0)
                first = ids;
            QVERIFY2(ids == first, "the picture alternates");
        }
        QCOMPARE(world.assets.asked().size(), asked);
        QVERIFY(!first.empty());
        // From a place that needs little, everything becomes as fine as asked for again.
        const ViewState high = lookDown(0, 0, 40000);
        for (int i = 0; i < 60; ++i)
            world.frame(high);
        QCOMPARE(world.engine->errorFactor(), 1.0);
    }

    void aLongFlightEndsWhereItBegan()
    {
        World world(7, budget(150));
        QVERIFY(world.settle(lookDown(0, 0, 300)));
        std::vector<std::uint64_t> first, last;
        for (const DrawItem& item : world.frame(lookDown(0, 0, 300)).items)
            first.push_back(item.tileId);
        for (int i = 0; i < 500; ++i)
            world.frame(lookDown(1800 * std::sin(i * 0.05), 1800 * std::sin(i * 0.031), 300));
        QVERIFY(world.settle(lookDown(0, 0, 300)));
        for (const DrawItem& item : world.frame(lookDown(0, 0, 300)).items)
            last.push_back(item.tileId);
        QCOMPARE(last, first);
        QVERIFY(world.engine->loader().memoryBytes() <= 151 * kTileBytes);
        QVERIFY(static_cast<std::size_t>(WeighedContent::alive.load()) <= 151);
    }

    void uploadsKeepToTheirBudget()
    {
        /// Takes three calls for each content and 100 bytes for each call.
        class SlowPreparer final : public ContentPreparer {
        public:
            std::unique_ptr<PreparedContent> prepareModel(std::shared_ptr<const tiles3d::Model>,
                                                          const glm::dmat4&) override
            {
                return nullptr;
            }
            std::unique_ptr<PreparedContent> prepareImage(std::shared_ptr<const tiles3d::Image>) override
            {
                return nullptr;
            }
            bool upload(PreparedContent& content, UploadBudget& left) override
            {
                ++callsThisFrame;
                left.bytes -= std::min<std::size_t>(left.bytes, 100);
                return ++calls[&content] >= 3;
            }
            void release(std::unique_ptr<PreparedContent> content) override { calls.erase(content.get()); }
            std::map<PreparedContent*, int> calls;
            int callsThisFrame = 0;
        };
        FakeAssetAccessor assets;
        FakeClock clock;
        SlowPreparer preparer;
        TaskPool tasks{1};
        TileEngine engine({assets, tasks, clock, preparer}, [] {});
        TileEngineSettings settings;
        settings.uploadPerFrame = {400, 1000.0};
        engine.setSettings(settings);
        TileTree& tree = engine.add(std::make_unique<FakeTree>(1, engine.loader(), 5, 4096.0));
        for (TileIndex i = 0; i < tree.size(); ++i)
            assets.put("tile/" + std::to_string(i), std::string("x"));
        int frames = 0;
        do {
            preparer.callsThisFrame = 0;
            engine.update(lookDown(0, 0, 200));
            waitForWorkers(tasks);
            QVERIFY(preparer.callsThisFrame <= 4);
            QVERIFY(++frames < 500);
        } while (!engine.isSettled());
        QVERIFY(frames > 5);
    }
};

QTEST_GUILESS_MAIN(TestTileLoader)
#include "TestTileLoader.moc"
