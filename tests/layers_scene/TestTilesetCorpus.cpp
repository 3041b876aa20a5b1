#include "geodata/core/TaskPool.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "layers/scene/SceneEngine.h"
#include "layers/tiling/NullPreparer.h"
#include "tests/Corpus.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace guanjing;
using namespace guanjing::layers;

class TestTilesetCorpus : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (test::corpusDir().isEmpty())
            QSKIP("the corpus of sample data is not there");
    }

    void opensAndSettles_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("leastDrawn");
        QTest::newRow("photogrammetry") << "nasa-dingo-gap/tileset.json" << 40;
        QTest::newRow("additive") << "cesium-native/AddTileset/tileset.json" << 4;
        QTest::newRow("replacing") << "cesium-native/ReplaceTileset/tileset.json" << 3;
        QTest::newRow("several contents in a tile") << "3d-tiles-samples/1.1/MultipleContents/tileset.json" << 2;
        QTest::newRow("implicit quadtree") << "3d-tiles-samples/1.1/SparseImplicitQuadtree/tileset.json" << 20;
        QTest::newRow("implicit, child subtrees, Draco") << "city/delaware-implicit-draco/tileset.json" << 50;
        QTest::newRow("instances") << "cesium-native/i3dm/InstancedWithBatchTable/tileset.json" << 1;
    }

    /// From a place that sees all of it: everything arrives, nothing fails, and the middle of the picture can be picked.
    void opensAndSettles()
    {
        QFETCH(QString, path);
        QFETCH(int, leastDrawn);
        CurlAssetAccessor assets;
        TaskPool tasks(2);
        SystemClock clock;
        NullPreparer preparer;
        SceneEngine engine({assets, tasks, clock, preparer}, {}, [] {});
        Scene scene;
        scene.tilesets.emplace_back();
        scene.tilesets.back().name = "sample";
        scene.tilesets.back().url = (test::corpusDir() + "/" + path).toStdString();
        engine.setScene(scene);
        const auto settle = [&](const ViewState& view) {
            QElapsedTimer timer;
            timer.start();
            do {
                engine.update(view);
                std::this_thread::yield();
            } while (!engine.isSettled() && timer.elapsed() < 30000);
            QVERIFY(engine.isSettled());
        };
        settle(ViewState::geographic(113, 23, 1e7, 0, -90, 800, 600));
        const SourceStatus opened = engine.sources().front();
        QVERIFY(opened.bounds.has_value());
        const auto place = engine.viewpointFor(opened.id);
        QVERIFY(place.has_value());
        const ViewState view = ViewState::geographic(place->lonDegrees, place->latDegrees, place->heightMeters,
                                                     place->headingDegrees, place->pitchDegrees, 800, 600);
        settle(view);
        int drawn = 0;
        for (const DrawItem& item : engine.update(view).items)
            drawn += item.isGround ? 0 : 1;
        QVERIFY2(drawn >= leastDrawn, qPrintable(QString("%1 drawn").arg(drawn)));
        const SourceStatus status = engine.sources().front();
        for (const Error& error : status.errors)
            QFAIL(error.toString().c_str());
        QCOMPARE(status.state, SourceState::Ready);
        QCOMPARE(engine.counters().tilesFailed, std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestTilesetCorpus)
#include "TestTilesetCorpus.moc"
