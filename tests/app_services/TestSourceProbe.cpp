// A look at a source before it is added: what can be opened, what not, and that it can be called off.
#include "app/services/DataServices.h"
#include "app/services/DemoPlatform.h"
#include "app/services/SceneSource.h"

#include "tests/DemWriter.h"
#include "tests/LoopbackServer.h"

#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace guanjing;
using namespace guanjing::app;

class TestSourceProbe : public QObject {
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
    void localFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code"); // empty: can be opened
        const QByteArray tileset = R"({"asset": {"version": "1.1"}, "geometricError": 1, "root": {"geometricError": 0,
            "boundingVolume": {"sphere": [0, 0, 0, 1]}}})";
        QTest::newRow("tileset") << "tileset.json" << tileset << "";
        QTest::newRow("tileset cut off") << "tileset.json" << tileset.left(60) << "bad-json";
        QTest::newRow("tileset without a root")
            << "tileset.json" << QByteArray(R"({"asset": {"version": "1.1"}})") << "bad-value";
        QByteArray hollow = tileset;
        hollow.replace("[0, 0, 0, 1]}", R"([0, 0, 0, 1]}, "content": {"uri": "nothing.glb"})");
        QTest::newRow("tileset whose only content is not there") << "tileset.json" << hollow << "not-found";
        QTest::newRow("model cut off") << "a.glb" << QByteArray("glTF\x02\0\0\0\x40\0\0\0", 12) << "truncated";
        QTest::newRow("page in place of a model") << "a.b3dm" << QByteArray("<!DOCTYPE html><html>") << "bad-magic";
        QTest::newRow("scene without sources") << "a.scene.json" << QByteArray("{}") << "empty";
    }
    void localFiles()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        const auto found = probeSource(put(name, bytes), services.assets(), demo, std::chrono::seconds(10), {});
        const QString got = found ? QString() : QString::fromLatin1(errorCodeName(found.error().code).data());
        QVERIFY2(got == code, found ? "opened" : found.error().toString().c_str());
    }

    void aRasterOfHeightsIsOfferedAsTerrain_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<bool>("isOffered"); // as terrain too
        QTest::addColumn<bool>("isTerrain"); // before it is imagery
        QTest::newRow("heights in float") << int(GDT_Float32) << 2.0 << 898.0 << true << true;
        QTest::newRow("whole metres") << int(GDT_Int16) << -3.0 << 640.0 << true << true;
        QTest::newRow("an index of vegetation") << int(GDT_Float32) << -0.2 << 0.9 << true << false;
        QTest::newRow("radiances") << int(GDT_Float32) << 100.0 << 24'000.0 << true << false;
        QTest::newRow("16 bits without a sign") << int(GDT_UInt16) << 2.0 << 898.0 << true << false;
        QTest::newRow("a grey picture") << int(GDT_Byte) << 2.0 << 250.0 << false << false;
    }
    void aRasterOfHeightsIsOfferedAsTerrain()
    {
        QFETCH(int, type);
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(bool, isOffered);
        QFETCH(bool, isTerrain);
        const QString path = m_folder.filePath(QStringLiteral("heights.tif"));
        test::DemForm form;
        form.place = {113.7, 0.001, 0, 23.1, 0, -0.001};
        form.type = static_cast<GDALDataType>(type);
        form.declaresNodata = type != GDT_Byte;
        if (type == GDT_UInt16)
            form.nodata = 0;
        test::writeDem(path, form, [&](double x, double) {
            return x < 113.71 && form.declaresNodata ? std::nan("") : low + (high - low) * (x - 113.7) / 0.064;
        });
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        const auto found = probeSource(path, services.assets(), demo, std::chrono::seconds(10), {});
        QVERIFY2(found, found ? "" : found.error().toString().c_str());
        QCOMPARE(found->scene.imagery.size(), std::size_t{1});
        QCOMPARE(found->scene.terrain.size(), std::size_t{isOffered ? 1U : 0U});
        QCOMPARE(isRasterWithTerrain(found->scene), isOffered);
        QCOMPARE(found->scene.imagery.front().visible, !isTerrain);
        if (!isOffered)
            return;
        QCOMPARE(found->scene.terrain.front().kind, std::string("dem"));
        QCOMPARE(found->scene.terrain.front().url, found->scene.imagery.front().url);
        QCOMPARE(found->scene.terrain.front().visible, isTerrain);
        QVERIFY(found->scene.terrain.front().name != found->scene.imagery.front().name);
    }

    void theLayersOfAServiceAreOffered_data()
    {
        QTest::addColumn<QByteArray>("capabilities");
        const QByteArray matrix = "<TileMatrixSet><ows:Identifier>d</ows:Identifier><ows:SupportedCRS>EPSG:4490"
                                  "</ows:SupportedCRS><TileMatrix><ows:Identifier>1</ows:Identifier><ScaleDenominator>"
                                  "279541132.014</ScaleDenominator><TopLeftCorner>90 -180</TopLeftCorner><TileWidth>256"
                                  "</TileWidth><TileHeight>256</TileHeight><MatrixWidth>2</MatrixWidth><MatrixHeight>1"
                                  "</MatrixHeight></TileMatrix></TileMatrixSet>";
        const auto layer = [](const QByteArray& id, const QByteArray& title, const QByteArray& dimension) {
            return "<Layer><ows:Title>" + title + "</ows:Title><ows:Identifier>" + id
                + "</ows:Identifier><Style isDefault=\"true\"><ows:Identifier>s</ows:Identifier></Style>"
                  "<Format>image/jpeg</Format>"
                + dimension
                + "<TileMatrixSetLink><TileMatrixSet>d</TileMatrixSet></TileMatrixSetLink><ResourceURL "
                  "format=\"image/jpeg\" resourceType=\"tile\" "
                  "template=\"http://127.0.0.1:1/{TileMatrix}/{TileRow}/{TileCol}.jpg\"/></Layer>";
        };
        const QByteArray time = "<Dimension><ows:Identifier>Time</ows:Identifier><Default>2026-06</Default>"
                                "<Value>2023-06</Value><Value>2026-06</Value></Dimension>";
        QTest::newRow("WMTS") << "<?xml version=\"1.0\"?><Capabilities version=\"1.0.0\" "
                                 "xmlns=\"http://www.opengis.net/wmts/1.0\" "
                                 "xmlns:ows=\"http://www.opengis.net/ows/1.1\"><Contents>"
                + layer("ortho", "Orthophoto", time) + layer("roads", "", {}) + matrix + "</Contents></Capabilities>";
        QTest::newRow("WMS") << QByteArray(
            "<?xml version=\"1.0\"?><WMS_Capabilities version=\"1.3.0\" xmlns=\"http://www.opengis.net/wms\">"
            "<Service><Name>WMS</Name></Service><Capability><Request><GetMap><Format>image/png</Format><DCPType><HTTP>"
            "<Get><OnlineResource xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"http://127.0.0.1:1/\"/>"
            "</Get></HTTP></DCPType></GetMap></Request><Layer><Title>All</Title><CRS>EPSG:4326</CRS>"
            "<EX_GeographicBoundingBox><westBoundLongitude>113</westBoundLongitude><eastBoundLongitude>114"
            "</eastBoundLongitude><southBoundLatitude>22</southBoundLatitude><northBoundLatitude>23"
            "</northBoundLatitude></EX_GeographicBoundingBox><Layer><Name>ortho</Name><Title>Orthophoto</Title>"
            "<Dimension name=\"Time\" units=\"ISO8601\">2023-06, 2026-06</Dimension></Layer>"
            "<Layer><Name>roads</Name></Layer></Layer></Capability></WMS_Capabilities>");
    }
    void theLayersOfAServiceAreOffered()
    {
        QFETCH(QByteArray, capabilities);
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        const auto found = probeSource(put(QStringLiteral("service.xml"), capabilities), services.assets(), demo,
                                       std::chrono::seconds(10), {});
        QVERIFY2(found, found ? "" : found.error().toString().c_str());
        QCOMPARE(found->scene.imagery.size(), std::size_t{3});
        QVERIFY(isChoice(found->scene));
        const std::vector<layers::ImagerySourceSpec>& imagery = found->scene.imagery;
        QCOMPARE(imagery[0].name, std::string("Orthophoto 2023-06"));
        QCOMPARE(imagery[1].name, std::string("Orthophoto 2026-06"));
        QCOMPARE(imagery[2].name, std::string("roads"));
        QCOMPARE(imagery[0].date, std::string("2023-06"));
        QCOMPARE(imagery[0].series, imagery[1].series);
        QCOMPARE(imagery[1].dimensions.at("Time"), std::string("2026-06"));
        QCOMPARE(imagery[2].layer, std::string("roads"));
        QVERIFY(imagery[0].visible && imagery[1].visible && !imagery[2].visible);
        QVERIFY(imagery[2].date.empty() && imagery[2].dimensions.empty());
    }

    void picturesAreLookedForAtSeveralPlaces_data()
    {
        QTest::addColumn<QString>("there"); // levels that the server has
        QTest::addColumn<bool>("isUnseen");
        QTest::newRow("none") << "" << true;
        QTest::newRow("the usual ones") << "10" << false;
        QTest::newRow("fine ones only") << "17" << false;
        QTest::newRow("coarse ones only") << "4" << false;
    }
    void picturesAreLookedForAtSeveralPlaces()
    {
        QFETCH(QString, there);
        QFETCH(bool, isUnseen);
        test::LoopbackServer server([&](const std::string& head) {
            const bool isThere = !there.isEmpty() && head.starts_with("GET /" + there.toStdString() + "/");
            return isThere ? test::LoopbackServer::whole("200 OK", "\xFF\xD8\xFF\xE0 as good as a JPEG")
                           : test::LoopbackServer::whole("404 Not Found", "nothing here");
        });
        DataServices services({m_folder.filePath(QStringLiteral("cache3")).toStdString(), false});
        DemoPlatform demo(services);
        const auto found = probeSource(QString::fromStdString(server.url("/{z}/{x}/{y}.jpg")), services.assets(), demo,
                                       std::chrono::seconds(10), {});
        QVERIFY2(found, found ? "" : found.error().toString().c_str());
        QCOMPARE(found->scene.imagery.size(), std::size_t{1});
        QCOMPARE(found->isUnseen, isUnseen);
    }

    void isCalledOffAtOnce()
    {
        QTcpServer silent; // takes connections and never answers
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        DataServices services({m_folder.filePath(QStringLiteral("cache2")).toStdString(), false});
        DemoPlatform demo(services);
        std::stop_source stop;
        std::optional<ErrorCode> code;
        std::thread worker([&] {
            const auto found = probeSource(QStringLiteral("http://127.0.0.1:%1/tileset.json").arg(silent.serverPort()),
                                           services.assets(), demo, std::chrono::minutes(5), stop.get_token());
            if (!found)
                code = found.error().code;
        });
        const bool asked = silent.waitForNewConnection(20'000);
        stop.request_stop();
        worker.join(); // in five minutes, did it not listen
        QVERIFY(asked);
        QVERIFY(code == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestSourceProbe)
#include "TestSourceProbe.moc"
