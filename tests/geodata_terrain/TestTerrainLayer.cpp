#include "geodata/terrain/TerrainLayer.h"
#include "tests/Corpus.h"

#include <QFile>
#include <QtTest>

using namespace guanjing;

namespace {

Result<TerrainLayer> parse(const QByteArray& json, const std::string& url = "http://example.invalid/t/layer.json?key=1")
{
    return parseTerrainLayer(
        {reinterpret_cast<const std::uint8_t*>(json.constData()), static_cast<std::size_t>(json.size())}, url);
}

const QByteArray kHead = R"({"format":"quantized-mesh-1.0","version":"2","tiles":["{z}/{x}/{y}.terrain?v={version}"])";

} // namespace

class TestTerrainLayer : public QObject {
    Q_OBJECT
private slots:
    void addressesAndAvailability()
    {
        const auto layer = parse(kHead
                                 + R"(,"available":[[{"startX":0,"startY":0,"endX":1,"endY":0}],)"
                                   R"([{"startX":2,"startY":1,"endX":3,"endY":1}]]})");
        QVERIFY2(layer, layer ? "" : layer.error().toString().c_str());
        QCOMPARE(layer->rootCount(), 2U);
        QCOMPARE(QString::fromStdString(layer->tileUrl({1, 2, 1})).section('&', 0, 0),
                 QString("http://example.invalid/t/1/2/1.terrain?v=2"));
        QCOMPARE(layer->isAvailable({1, 2, 1}), std::optional(true));
        QCOMPARE(layer->isAvailable({1, 0, 0}), std::optional(false));
        QCOMPARE(layer->isAvailable({2, 0, 0}), std::optional(false));
        QVERIFY(layer->issues.empty());
    }

    void northDownSchemes()
    {
        const auto layer = parse(kHead + R"(,"scheme":"slippyMap","maxzoom":3})", "/data/layer.json");
        QVERIFY(layer);
        QCOMPARE(QString::fromStdString(layer->tileUrl({2, 1, 0})), QString("/data/2/1/3.terrain"));
        QCOMPARE(layer->isAvailable({1, 0, 0}), std::optional<bool>()); // the tiles' metadata may know
        QCOMPARE(layer->isAvailable({4, 0, 0}), std::optional(false));
    }

    void faults_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("code");
        QTest::newRow("no JSON") << QByteArray("{") << int(ErrorCode::BadJson);
        QTest::newRow("a list") << QByteArray("[]") << int(ErrorCode::BadValue);
        QTest::newRow("deep") << QByteArray(300, '[') << int(ErrorCode::TooDeep);
        QTest::newRow("another format") << QByteArray(R"({"format":"heightmap-1.0"})")
                                        << int(ErrorCode::UnsupportedFeature);
        QTest::newRow("no tiles") << QByteArray(R"({"format":"quantized-mesh-1.0"})") << int(ErrorCode::BadValue);
        QTest::newRow("no placeholder") << QByteArray(R"({"format":"quantized-mesh-1.0","tiles":["a.terrain"]})")
                                        << int(ErrorCode::BadValue);
        QTest::newRow("projection") << QByteArray(kHead + R"(,"projection":"EPSG:4547"})")
                                    << int(ErrorCode::UnsupportedFeature);
    }

    void faults()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, code);
        const auto layer = parse(json);
        QVERIFY(!layer);
        QVERIFY2(int(layer.error().code) == code, layer.error().toString().c_str());
    }

    void rangesBeyondTheGridAreCut()
    {
        const auto layer = parse(kHead + R"(,"available":[[{"startX":0,"startY":0,"endX":9,"endY":9}]]})");
        QVERIFY(layer);
        QCOMPARE(layer->issues.size(), std::size_t{1});
        QCOMPARE(layer->available[0][0].count(), std::uint64_t{2});
        const auto backwards = parse(kHead + R"(,"available":[[{"startX":3,"startY":0,"endX":1,"endY":0}]]})");
        QVERIFY(backwards);
        QCOMPARE(backwards->issues.front().severity, Severity::Error);
    }

    void corpusFilesAreRead()
    {
        const QString folder = test::corpusDir();
        if (folder.isEmpty())
            QSKIP("no corpus: set GUANJING_CORPUS");
        for (const char* name : {"MetadataAvailability.tile.json", "OctVertexNormals.tile.json", "ParentUrl.tile.json",
                                 "QuantizedMesh.tile.json", "9_759_335/layer.json"}) {
            QFile file(folder + "/cesium-native/CesiumTerrainTileJson/" + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto layer = parse(file.readAll(), file.fileName().toStdString());
            QVERIFY2(layer && layer->issues.empty(), name);
        }
    }
};

QTEST_GUILESS_MAIN(TestTerrainLayer)
#include "TestTerrainLayer.moc"
