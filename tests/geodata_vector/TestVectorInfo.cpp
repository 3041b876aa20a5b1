#include "geodata/gdal/GdalDataset.h"
#include "geodata/vector/VectorInfo.h"
#include "tests/Corpus.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace guanjing;

namespace {

Result<VectorInfo> read(const QByteArray& text, const std::string& name)
{
    const GdalMemoryFile file(std::make_shared<const Bytes>(text.begin(), text.end()), name);
    return readVectorInfo(file.name());
}

QString allOf(const Issues& issues)
{
    QString all;
    for (const Issue& issue : issues)
        all += QString::fromStdString(issue.message) + '\n';
    return all;
}

} // namespace

class TestVectorInfo : public QObject {
    Q_OBJECT
private slots:
    void features()
    {
        const auto info = read(R"({"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"name":"一","floors":3},"geometry":{"type":"Point","coordinates":[113.5,22.9]}},
            {"type":"Feature","properties":{"name":"二","floors":7},
             "geometry":{"type":"Polygon","coordinates":[[[114,23],[114.1,23],[114,23.1],[114,23]]]}}]})",
                               "a.geojson");
        QVERIFY2(info, info ? "" : info.error().toString().c_str());
        QCOMPARE(info->layers.size(), std::size_t{1});
        const VectorLayerInfo& layer = info->layers.front();
        QCOMPARE(layer.features, std::uint64_t{2});
        QCOMPARE(layer.geometries.at("Point"), std::uint64_t{1});
        QCOMPARE(layer.geometries.at("Polygon"), std::uint64_t{1});
        QCOMPARE(layer.fields.size(), std::size_t{2});
        QCOMPARE(layer.fields[0].firstJson, std::string("\"一\""));
        QCOMPARE(layer.fields[1].lastJson, std::string("7"));
        QVERIFY(layer.bounds);
        QCOMPARE(layer.bounds->west, 113.5);
        QCOMPARE(layer.bounds->north, 23.1);
        QVERIFY2(info->issues.empty(), qPrintable(allOf(info->issues)));
    }

    void faults_data()
    {
        QTest::addColumn<QByteArray>("geometry");
        QTest::addColumn<QString>("said");
        QTest::newRow("crosses itself") << QByteArray(
            R"({"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]})")
                                        << "not valid";
        QTest::newRow("metres") << QByteArray(R"({"type":"Point","coordinates":[38400000,2546000]})")
                                << "no longitudes";
        QTest::newRow("none") << QByteArray("null") << "no geometry";
    }

    void faults()
    {
        QFETCH(QByteArray, geometry);
        QFETCH(QString, said);
        const auto info =
            read(R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)" + geometry
                     + "}]}",
                 "a.geojson");
        QVERIFY2(info, info ? "" : info.error().toString().c_str());
        QVERIFY2(allOf(info->issues).contains(said), qPrintable(allOf(info->issues)));
    }

    void badText()
    {
        const auto info = read(R"({"type":"FeatureCollection","features":[{"type":)", "a.geojson");
        QVERIFY(!info);
        QVERIFY(!info.error().detail.empty());
    }

    void corpusAgrees()
    {
        const QString folder = test::corpusDir();
        if (folder.isEmpty())
            QSKIP("no corpus: set GUANJING_CORPUS");
        QFile facts(folder + "/expected_facts.json");
        QVERIFY(facts.open(QIODevice::ReadOnly));
        const QJsonObject all = QJsonDocument::fromJson(facts.readAll()).object();
        int total = 0, agreed = 0;
        for (auto it = all.begin(); it != all.end(); ++it) {
            const QJsonObject expected = it.value().toObject();
            if (expected["format"] != "geojson")
                continue;
            ++total;
            const auto info = readVectorInfo((folder + "/" + it.key()).toStdString());
            QVERIFY2(info, info ? "" : info.error().toString().c_str());
            // the facts count a collection's members; a feature on its own is none there and one here
            const int count = std::max(1, expected["features"].toInt());
            const bool same = info->layers.size() == 1 && info->layers.front().features == std::uint64_t(count);
            agreed += same ? 1 : 0;
            if (!same)
                qInfo().noquote() << "differs:" << it.key();
        }
        qInfo("%d of %d GeoJSON files agree", agreed, total);
        QCOMPARE(total, 6);
        QCOMPARE(agreed, total);
    }
};

QTEST_GUILESS_MAIN(TestVectorInfo)
#include "TestVectorInfo.moc"
