// The orthophoto by WMTS, TMS and COG: asked over HTTP, read by GDAL.
#include "app/platform/DemoServer.h"
#include "app/platform/TileServices.h"
#include "geodata/crs/Ellipsoid.h"

#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <httplib.h>

#include <cmath>

using namespace guanjing;

class TestTileServices : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start().has_value());
        m_base = m_server.baseUrl();
        m_client = std::make_unique<httplib::Client>(m_base.substr(0, m_base.size() - 1));
        m_client->set_keep_alive(true);
        m_client->set_read_timeout(std::chrono::seconds(120));
        GDALAllRegister();
        CPLSetConfigOption("GDAL_DEFAULT_WMS_CACHE_PATH", m_folder.path().toUtf8().constData());
        CPLSetConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR");
        CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".tif");
        CPLSetConfigOption("NO_PROXY", "*");
        CPLSetConfigOption("GDAL_HTTP_PROXY", "");
    }
    void cleanupTestCase()
    {
        VSICurlClearCache();
        m_client.reset();
        m_server.stop();
    }

    void everyProtocolGivesTheSameTile_data()
    {
        QTest::addColumn<QString>("date");
        QTest::newRow("2023") << "2023-06";
        QTest::newRow("2026") << "2026-06";
    }
    void everyProtocolGivesTheSameTile()
    {
        QFETCH(QString, date);
        const std::string d = date.toStdString();
        const std::string xyz = body("/ortho/" + d + "/18/213903/113740.jpg");
        QVERIFY(xyz.size() > 2000);
        QCOMPARE(body("/tms/" + d + "/18/213903/" + std::to_string((1 << 18) - 1 - 113740) + ".jpg"), xyz);
        QCOMPARE(body("/wmts/rest/orthophoto/default/" + d + "/WebMercatorQuad/18/113740/213903.jpg"), xyz);
        QCOMPARE(
            body("/wmts?service=WMTS&Request=GetTile&version=1.0.0&layer=orthophoto&style=default&format=image/jpeg"
                 "&tilematrixset=WebMercatorQuad&tilematrix=18&tilerow=113740&tilecol=213903&time="
                 + d),
            xyz);
        const std::string ofTheSet = body("/wmts/rest/orthophoto/default/" + d + "/CGCS2000Quad/18/48857/213903.jpg");
        QVERIFY(ofTheSet.size() > 2000);
        QVERIFY(ofTheSet != xyz);
    }

    void withoutATimeItIsThePresent()
    {
        QCOMPARE(body("/wmts?SERVICE=WMTS&REQUEST=GetTile&LAYER=orthophoto&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=18"
                      "&TILEROW=113740&TILECOL=213903"),
                 body("/ortho/18/213903/113740.jpg"));
        QCOMPARE(body("/tms/18/213903/148403.jpg"), body("/ortho/18/213903/113740.jpg"));
    }

    void mistakesAreReported_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("code");
        const QString tile = QStringLiteral("SERVICE=WMTS&REQUEST=GetTile&LAYER=%1&TILEMATRIXSET=%2&TILEMATRIX=%3&"
                                            "TILEROW=%4&TILECOL=0&TIME=%5");
        QTest::newRow("nothing") << ""
                                 << "MissingParameterValue";
        QTest::newRow("another service") << "SERVICE=WMS&REQUEST=GetMap"
                                         << "InvalidParameterValue";
        QTest::newRow("no request") << "SERVICE=WMTS"
                                    << "MissingParameterValue";
        QTest::newRow("feature info") << "SERVICE=WMTS&REQUEST=GetFeatureInfo"
                                      << "OperationNotSupported";
        QTest::newRow("no layer") << "SERVICE=WMTS&REQUEST=GetTile"
                                  << "MissingParameterValue";
        QTest::newRow("layer") << tile.arg("x<y", "WebMercatorQuad", "1", "0", "2026-06") << "InvalidParameterValue";
        QTest::newRow("set") << tile.arg("orthophoto", "x", "1", "0", "2026-06") << "InvalidParameterValue";
        QTest::newRow("time") << tile.arg("orthophoto", "WebMercatorQuad", "1", "0", "1999") << "InvalidParameterValue";
        QTest::newRow("row") << tile.arg("orthophoto", "CGCS2000Quad", "1", "1", "2026-06") << "TileOutOfRange";
        QTest::newRow("level") << tile.arg("orthophoto", "CGCS2000Quad", "0", "0", "2026-06") << "TileOutOfRange";
    }
    void mistakesAreReported()
    {
        QFETCH(QString, query);
        QFETCH(QString, code);
        const auto answer = m_client->Get("/wmts?" + query.toStdString());
        QVERIFY(answer);
        QCOMPARE(answer->status, 400);
        QXmlStreamReader xml(QByteArray::fromStdString(answer->body));
        QString said;
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("Exception"))
                said = xml.attributes().value("exceptionCode").toString();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(said, code);
    }

    void rastersAgreeWithTheTiles_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("degrees");
        QTest::addColumn<int>("least"); ///< pixels that the whole is wide
        QTest::newRow("COG of the city") << "/vsicurl/BASEcog/2026-06/dongguan.tif" << false << 2'000'000;
        QTest::newRow("COG of a town") << "/vsicurl/BASEcog/nancheng.tif" << false << 100'000;
        const QString wmts = QStringLiteral("WMTS:BASEwmts/1.0.0/WMTSCapabilities.xml,layer=orthophoto,tilematrixset=");
        QTest::newRow("WMTS, Mercator") << wmts + "WebMercatorQuad" << false << 2'000'000;
        QTest::newRow("WMTS, degrees") << wmts + "CGCS2000Quad" << true << 2'000'000;
    }
    void rastersAgreeWithTheTiles()
    {
        QFETCH(QString, source);
        QFETCH(bool, degrees);
        QFETCH(int, least);
        const QByteArray name = source.replace("BASE", QString::fromStdString(m_base)).toUtf8();
        const auto raster =
            std::unique_ptr<GDALDataset>(GDALDataset::Open(name.constData(), GDAL_OF_RASTER | GDAL_OF_VERBOSE_ERROR));
        QVERIFY(raster != nullptr);
        QVERIFY(raster->GetRasterXSize() > least);
        const auto tiles = std::unique_ptr<GDALDataset>(GDALDataset::Open(
            ("WMTS:" + m_base + "wmts/1.0.0/WMTSCapabilities.xml,layer=orthophoto,tilematrixset=WebMercatorQuad")
                .c_str(),
            GDAL_OF_RASTER));
        QVERIFY(tiles != nullptr);
        // a window of 60 m around a place, by its coordinates in either system
        const glm::dvec2 a = toWebMercator(113.7450, 23.0060);
        const glm::dvec2 b = fromWebMercator(a.x + 60, a.y - 60);
        constexpr int kSide = 200;
        const auto window = [&](GDALDataset& from, bool inDegrees) {
            double geo[6];
            from.GetGeoTransform(geo);
            const glm::dvec2 corner = inDegrees ? glm::dvec2(113.7450, 23.0060) : a;
            const glm::dvec2 other = inDegrees ? b : glm::dvec2(a.x + 60, a.y - 60);
            GDALRasterIOExtraArg how;
            INIT_RASTERIO_EXTRA_ARG(how);
            how.eResampleAlg = GRIORA_Average;
            how.bFloatingPointWindowValidity = TRUE;
            how.dfXOff = (corner.x - geo[0]) / geo[1];
            how.dfYOff = (corner.y - geo[3]) / geo[5];
            how.dfXSize = (other.x - corner.x) / geo[1];
            how.dfYSize = (other.y - corner.y) / geo[5];
            std::vector<std::uint8_t> grey(kSide * kSide);
            const CPLErr done = from.GetRasterBand(2)->RasterIO(
                GF_Read, static_cast<int>(how.dfXOff), static_cast<int>(how.dfYOff), static_cast<int>(how.dfXSize),
                static_cast<int>(how.dfYSize), grey.data(), kSide, kSide, GDT_Byte, 0, 0, &how);
            return done == CE_None ? grey : std::vector<std::uint8_t>();
        };
        const auto expected = window(*tiles, false);
        const auto actual = window(*raster, degrees);
        QCOMPARE(actual.size(), expected.size());
        QVERIFY(!actual.empty());
        double difference = 0;
        double shifted = 0;
        for (std::size_t k = 0; k + 8 < actual.size(); ++k) {
            difference += std::abs(int{actual[k]} - int{expected[k]});
            shifted += std::abs(int{actual[k + 8]} - int{expected[k]});
        }
        difference /= static_cast<double>(actual.size());
        shifted /= static_cast<double>(actual.size());
        // the same picture, and not one that lies 2.4 m beside
        QVERIFY2(difference < (degrees ? 4.0 : 1.5), qPrintable(QString::number(difference)));
        QVERIFY2(shifted > 1.5 * difference + 1, qPrintable(QString::number(shifted)));
    }

    void tileMapsNameTheirLevels()
    {
        for (const char* path : {"/tms/tilemapresource.xml", "/tms/2023-06/tilemapresource.xml"}) {
            QXmlStreamReader xml(QByteArray::fromStdString(body(path)));
            int sets = 0;
            while (!xml.atEnd())
                sets += xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("TileSet");
            QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
            QCOMPARE(sets, 23);
        }
    }

    void unknownIs404_data()
    {
        QTest::addColumn<QString>("path");
        for (const char* path :
             {"/tms/2024-01/tilemapresource.xml", "/tms/23/0/0.jpg", "/tms/2/0/4.jpg", "/cog/nowhere.tif",
              "/cog/2024-01/dongguan.tif", "/wmts/rest/orthophoto/default/2026-06/WebMercatorQuad/2/4/0.jpg",
              "/wmts/rest/orthophoto/default/2026-06/other/2/0/0.jpg"})
            QTest::newRow(path) << path;
    }
    void unknownIs404()
    {
        QFETCH(QString, path);
        const auto answer = m_client->Get(path.toStdString());
        QVERIFY(answer);
        QCOMPARE(answer->status, 404);
    }

private:
    std::string body(const std::string& path)
    {
        const auto answer = m_client->Get(path);
        return answer && answer->status == 200 ? answer->body : std::string();
    }

    app::DemoServer m_server{app::DemoServer::Options()};
    QTemporaryDir m_folder; ///< of GDAL's own cache, else in the working directory
    std::string m_base;
    std::unique_ptr<httplib::Client> m_client;
};

QTEST_GUILESS_MAIN(TestTileServices)
#include "TestTileServices.moc"
