// inspect and what opens scenes say the same of a file that is neither; what is wrong with a package is told without its path.
#include "app/cli/Inspector.h"
#include "app/services/DataServices.h"
#include "app/services/DemoPlatform.h"
#include "app/services/SceneSource.h"
#include "geodata/tiles3d/Content.h"
#include "tests/DemWriter.h"
#include "tests/LoopbackServer.h"
#include "tests/geodata_raster/ServiceDocuments.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace guanjing;
using namespace guanjing::app;
using namespace guanjing::test;

class TestInspector : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString put(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }

private slots:
    void saysWhatOpeningSays_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("detail");
        QTest::newRow("web page") << QByteArray("<html><body>404</body></html>")
                                  << QString::fromLatin1(tiles3d::kWebPageDetail);
        QTest::newRow("a root that is none") << QByteArray(R"({"root":5})") << "no root tile";
    }
    void saysWhatOpeningSays()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, detail);
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        const QString path = put(QStringLiteral("a.json"), bytes);
        const auto opened = probeSource(path, services.assets(), demo, std::chrono::seconds(10), {});
        QVERIFY(!opened);
        QCOMPARE(QString::fromStdString(opened.error().detail), detail);
        const auto scene = openScene(path, services.assets(), demo, {});
        if (!scene)
            QCOMPARE(QString::fromStdString(scene.error().detail), detail);
        else
            QCOMPARE(scene->tilesets.size(), std::size_t{1});
        const auto report = Inspector(services.assets(), demo, {}).inspect(path.toStdString());
        const std::string told = !report ? report.error().detail : report->issues.at(0).message;
        QCOMPARE(QString::fromStdString(told), detail);
    }

    void schemasAndTilesAreToldTheirDefects_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("message");
        QTest::newRow("schema") << QByteArray(R"({"id":"S","enums":{"e":{"values":[{"name":"A","value":"one"}]}}})")
                                << "schema"
                                << "a value without a name and a whole number";
        QTest::newRow("content beside contents")
            << QByteArray(R"({"asset":{"version":"1.1"},"geometricError":1,"root":{"refine":"ADD","geometricError":1,)"
                          R"("boundingVolume":{"sphere":[0,0,0,1]},"content":{"uri":"a.glb"},"contents":[]}})")
            << "tileset"
            << "both content and contents";
    }
    void schemasAndTilesAreToldTheirDefects()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, format);
        QFETCH(QString, message);
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        const QString path = put(QStringLiteral("b.json"), bytes);
        const auto report = Inspector(services.assets(), demo, {}).inspect(path.toStdString());
        QVERIFY(report);
        QCOMPARE(QString::fromStdString(report->format), format);
        const auto told = [&](const Issue& issue) { return QString::fromStdString(issue.message) == message; };
        QCOMPARE(std::count_if(report->issues.begin(), report->issues.end(), told), 1);
    }

    /// A scene's DEM and its offset grid are rasters: no layer.json is looked for.
    void rastersOfTerrainAreTaken()
    {
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        const QByteArray scene = "{\"name\":\"S\",\"terrain\":[{\"name\":\"DEM\",\"kind\":\"dem\",\"url\":\"none.tif\","
                                 "\"heights\":\"1985\",\"offsetGrid\":\"geoid.tif\"}]}";
        const QString path = put(QStringLiteral("dem.scene.json"), scene);
        const auto report = Inspector(services.assets(), demo, {}).inspect(path.toStdString());
        QVERIFY(report.has_value());
        QCOMPARE(report->issues.size(), std::size_t{2});
        QVERIFY2(report->issues[0].message.find("none.tif") != std::string::npos
                     && report->issues[0].message.find("layer.json") == std::string::npos,
                 report->issues[0].message.c_str());
        QVERIFY(report->issues[1].message.find("geoid.tif") != std::string::npos);
    }

    /// What cannot be opened for use is an error of inspect, what opens is none, and notices are the same.
    void rastersAreToldAsOpeningTellsThem_data()
    {
        QTest::addColumn<bool>("asHeights");
        QTest::addColumn<QString>("form");
        QTest::addColumn<QString>("crs");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("warning");
        QTest::newRow("right") << true << ""
                               << ""
                               << ""
                               << "";
        QTest::newRow("no system") << false << "no system"
                                   << ""
                                   << "names no coordinate system"
                                   << "";
        QTest::newRow("no system, heights") << true << "no system"
                                            << ""
                                            << "names no coordinate system"
                                            << "";
        QTest::newRow("the scene says it") << false << "no system"
                                           << "EPSG:4326"
                                           << ""
                                           << "";
        QTest::newRow("the scene says it, heights") << true << "no system"
                                                    << "EPSG:4326"
                                                    << ""
                                                    << "";
        QTest::newRow("the scene says nonsense") << false << ""
                                                 << "EPSG:foo"
                                                 << "not a coordinate system"
                                                 << "";
        QTest::newRow("nonsense, heights") << true << ""
                                           << "EPSG:foo"
                                           << "not a coordinate system"
                                           << "";
        QTest::newRow("complex") << false << "complex"
                                 << ""
                                 << "complex numbers"
                                 << "";
        QTest::newRow("complex, heights") << true << "complex"
                                          << ""
                                          << "complex numbers"
                                          << "";
        QTest::newRow("heights of 1e38") << true << "huge"
                                         << ""
                                         << ""
                                         << "1e+38";
        QTest::newRow("all nodata") << true << "void"
                                    << ""
                                    << ""
                                    << "every pixel is nodata";
    }
    void rastersAreToldAsOpeningTellsThem()
    {
        QFETCH(bool, asHeights);
        QFETCH(QString, form);
        QFETCH(QString, crs);
        QFETCH(QString, error);
        QFETCH(QString, warning);
        DemForm dem;
        dem.place = {113.7, 0.001, 0, 23.06, 0, -0.001};
        dem.epsg = form == "no system" ? 0 : 4326;
        dem.type = form == "complex" ? GDT_CFloat32 : GDT_Float64;
        dem.declaresNodata = form == "void";
        writeDem(m_folder.filePath("told.tif"), dem, [&](double x, double) {
            return form == "void" ? -9999.0 : form == "huge" && x > 113.73 ? 1e38 : 60.0;
        });
        const QByteArray scene =
            QByteArray(asHeights ? "{\"terrain\":[{\"kind\":\"dem\"," : "{\"imagery\":[{\"kind\":\"gdal\",")
            + "\"name\":\"L\",\"url\":\"told.tif\"" + (crs.isEmpty() ? "" : ",\"crs\":\"" + crs.toUtf8() + "\"")
            + "}]}";
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        const auto report =
            Inspector(services.assets(), demo, {}).inspect(put(QStringLiteral("told.scene.json"), scene).toStdString());
        QVERIFY2(report, report ? "" : report.error().toString().c_str());
        QString errors, warnings;
        for (const Issue& issue : report->issues)
            (issue.severity == Severity::Error ? errors : warnings) += QString::fromStdString(issue.message) + '\n';
        QVERIFY2(error.isEmpty() ? errors.isEmpty() : errors.count(error) == 1, qPrintable(errors + warnings));
        QVERIFY2(warning.isEmpty() || warnings.count(warning) >= 1, qPrintable(warnings));
        QCOMPARE(report->isUsable(), error.isEmpty());
    }

    /// What a service is stands in what it answers; its address may be anything.
    void servicesAreKnownByTheirContent_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("format");
        const std::string wmts = wmtsText({"GoogleMapsCompatible"}, mercatorSetText());
        QTest::newRow("WMTS") << QByteArray::fromStdString(wmts) << "imagery"
                              << "wmts";
        const char* wms =
            "<?xml version=\"1.0\"?><WMS_Capabilities version=\"1.3.0\" xmlns=\"http://www.opengis.net/wms\">"
            "<Capability><Request><GetMap><Format>image/png</Format></GetMap></Request><Layer>"
            "<Name>roads</Name><Title>Roads</Title><CRS>EPSG:3857</CRS><EX_GeographicBoundingBox>"
            "<westBoundLongitude>113</westBoundLongitude><eastBoundLongitude>114</eastBoundLongitude>"
            "<southBoundLatitude>22</southBoundLatitude><northBoundLatitude>23</northBoundLatitude>"
            "</EX_GeographicBoundingBox></Layer></Capability></WMS_Capabilities>";
        QTest::newRow("WMS") << QByteArray(wms) << "imagery"
                             << "wms";
        const char* tms =
            "<?xml version=\"1.0\"?><TileMap version=\"1.0.0\" tilemapservice=\"x\"><SRS>EPSG:3857</SRS>"
            "<Origin x=\"-20037508.34\" y=\"-20037508.34\"/><TileFormat width=\"256\" height=\"256\" "
            "mime-type=\"image/png\" extension=\"png\"/><TileSets profile=\"mercator\"><TileSet href=\"0\" "
            "units-per-pixel=\"156543.03\" order=\"0\"/></TileSets></TileMap>";
        QTest::newRow("TMS") << QByteArray(tms) << "imagery"
                             << "tms";
        QTest::newRow("OGC API landing page")
            << QByteArray("{\"title\":\"t\",\"links\":[{\"rel\":\"http://www.opengis.net/def/rel/ogc/1.0/"
                          "tilesets-map\",\"type\":\"application/json\",\"href\":\"/tiles.json\"}]}")
            << "imagery"
            << "ogc-tiles";
        QTest::newRow("layer.json") << QByteArray(
            "{\"tilejson\":\"2.1.0\",\"format\":\"quantized-mesh-1.0\",\"version\":\"1.0.0\","
            "\"projection\":\"EPSG:4326\",\"tiles\":[\"{z}/{x}/{y}.terrain\"],"
            "\"available\":[[{\"startX\":0,\"startY\":0,\"endX\":1,\"endY\":0}]]}")
                                    << "terrain"
                                    << "quantized-mesh";
        QTest::newRow("tileset") << QByteArray("{\"asset\":{\"version\":\"1.1\"},\"geometricError\":1,\"root\":{"
                                               "\"refine\":\"ADD\",\"geometricError\":1,\"boundingVolume\":{"
                                               "\"sphere\":[0,0,0,1]}}}")
                                 << "tileset"
                                 << "tileset";
    }
    void servicesAreKnownByTheirContent()
    {
        QFETCH(QByteArray, document);
        QFETCH(QString, kind);
        QFETCH(QString, format);
        test::LoopbackServer server([&](const std::string& head) {
            if (head.find(" /odd/7?f=x ") != std::string::npos)
                return test::LoopbackServer::whole("200 OK", document.toStdString());
            if (head.find(" /tiles.json ") != std::string::npos)
                return test::LoopbackServer::whole(
                    "200 OK",
                    "{\"tilesets\":[{\"dataType\":\"map\",\"tileMatrixSetId\":\"WebMercatorQuad\",\"links\":[{"
                    "\"rel\":\"self\",\"type\":\"application/json\",\"href\":\"/set.json\"}]}],\"links\":[]}");
            if (head.find(" /set.json ") != std::string::npos)
                return test::LoopbackServer::whole(
                    "200 OK",
                    "{\"dataType\":\"map\",\"tileMatrixSetId\":\"WebMercatorQuad\",\"links\":[{\"rel\":\"item\","
                    "\"type\":\"image/png\",\"templated\":true,\"href\":\"/t/{tileMatrix}/{tileRow}/{tileCol}\"}]}");
            return test::LoopbackServer::whole("404 Not Found", "");
        });
        DataServices services({m_folder.filePath(QStringLiteral("cache-services")).toStdString()});
        DemoPlatform demo(services);
        const auto report = Inspector(services.assets(), demo, {}).inspect(server.url("/odd/7?f=x"));
        QVERIFY2(report, report ? "" : report.error().toString().c_str());
        QCOMPARE(QString::fromStdString(report->kind), kind);
        QVERIFY2(QString::fromStdString(report->format).contains(format), report->format.c_str());
    }

    /// A file whose server sends all of it whatever part is asked for.
    void ignoredRangesAreTold()
    {
        DemForm form;
        form.place = {113.7, 0.001, 0, 23.06, 0, -0.001};
        const QString path = m_folder.filePath(QStringLiteral("whole.tif"));
        writeDem(path, form, [](double, double) { return 60.0; });
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string bytes = file.readAll().toStdString();
        test::LoopbackServer server([&](const std::string&) { return test::LoopbackServer::whole("200 OK", bytes); });
        DataServices services({m_folder.filePath(QStringLiteral("cache-ranges")).toStdString()});
        DemoPlatform demo(services);
        const auto report = Inspector(services.assets(), demo, {}).inspect(server.url("/whole.tif"));
        QVERIFY2(report, report ? "" : report.error().toString().c_str());
        QCOMPARE(report->kind, std::string("raster"));
        const auto isTold = [](const Issue& issue) {
            return issue.message.find("gives no parts of files") != std::string::npos;
        };
        QCOMPARE(std::count_if(report->issues.begin(), report->issues.end(), isTold), 1);
    }

    void packageIsNotNamedTwice()
    {
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        for (const char* name : {"a.3tz", "a.3dtiles"}) {
            const QString path = put(QString::fromLatin1(name), QByteArray(200, 'x'));
            const auto report = Inspector(services.assets(), demo, {}).inspect(path.toStdString());
            QVERIFY(report);
            QCOMPARE(report->issues.size(), std::size_t{1});
            QCOMPARE(report->issues.front().where, std::string());
            QVERIFY(!report->issues.front().message.empty());
        }
    }
};

QTEST_GUILESS_MAIN(TestInspector)
#include "TestInspector.moc"
