#include "geodata/core/TaskPool.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/net/PackageAssetAccessor.h"
#include "geodata/tiles3d/Content.h"
#include "layers/scene/SceneEngine.h"
#include "layers/tiling/NullPreparer.h"
#include "tests/Corpus.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace guanjing;
using namespace guanjing::layers;

namespace {
constexpr int kSamplesDrawn = 90; // what drew something when this was written
}

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
        QTest::newRow("package") << "3d-tiles-tools/packageServer/3tzTests/3tz_flat/tileset.3tz" << 4;
        QTest::newRow("packages in a tileset") << "3d-tiles-tools/packageServer/3tzTests/3tz_basic/tileset.json" << 4;
        QTest::newRow("instances") << "cesium-native/i3dm/InstancedWithBatchTable/tileset.json" << 1;
    }

    /// From a place that sees all of it: everything arrives, nothing fails, and the middle of the picture can be picked.
    void opensAndSettles()
    {
        QFETCH(QString, path);
        QFETCH(int, leastDrawn);
        CurlAssetAccessor network;
        PackageAssetAccessor assets(network);
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

    /// Every tileset of the sample data, faulty ones too, seen from afar and near: loading ends, nothing crashes.
    void everySampleSettles()
    {
        CurlAssetAccessor network;
        PackageAssetAccessor assets(network);
        TaskPool tasks(2);
        SystemClock clock;
        NullPreparer preparer;
        QStringList paths;
        QDirIterator files(test::corpusDir(), {"*.json", "*.3tz", "*.3dtiles"}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QByteArray bytes = file.readAll();
            if (!path.endsWith(".json")
                || tiles3d::detectFormat(ByteView(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                                  static_cast<std::size_t>(bytes.size())))
                    == tiles3d::ContentFormat::Tileset)
                paths += path;
        }
        QVERIFY(paths.size() > 200);
        int drawn = 0, withErrors = 0;
        QStringList hanging;
        for (const QString& path : paths) {
            SceneEngine engine({assets, tasks, clock, preparer}, {}, [] {});
            Scene scene;
            scene.tilesets.emplace_back();
            scene.tilesets.back().name = "sample";
            scene.tilesets.back().url = path.toStdString();
            engine.setScene(scene);
            const auto settle = [&](const ViewState& view) {
                QElapsedTimer timer;
                timer.start();
                do {
                    engine.update(view);
                    std::this_thread::yield();
                } while (!engine.isSettled() && timer.elapsed() < 10000);
                if (!engine.isSettled())
                    hanging += path;
            };
            settle(ViewState::geographic(113, 23, 1e7, 0, -90, 800, 600));
            const SourceStatus opened = engine.sources().front();
            if (const auto place = engine.viewpointFor(opened.id)) {
                const ViewState view = ViewState::geographic(place->lonDegrees, place->latDegrees, place->heightMeters,
                                                             place->headingDegrees, place->pitchDegrees, 800, 600);
                settle(view);
                const auto& items = engine.update(view).items;
                drawn += std::any_of(items.begin(), items.end(), [](const DrawItem& item) { return !item.isGround; })
                    ? 1
                    : 0;
            }
            withErrors += engine.sources().front().errors.empty() ? 0 : 1;
        }
        qInfo("%d tilesets and packages settled, %d of them drew something, %d told errors", int(paths.size()), drawn,
              withErrors);
        QCOMPARE(hanging, QStringList());
        QVERIFY(drawn >= kSamplesDrawn);
    }
};

QTEST_GUILESS_MAIN(TestTilesetCorpus)
#include "TestTilesetCorpus.moc"
