// QGIS Server behind nginx: WMS, WMTS by keys and values, features by OGC API.
#include "geodata/gdal/GdalNetwork.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/vector/VectorInfo.h"
#include "tests/NginxServer.h"
#include "tests/Paths.h"
#include "tests/servers/FastCgi.h"
#include "tests/servers/Marks.h"
#include "tests/servers/ServedImagery.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <cmath>

using namespace guanjing;
using namespace guanjing::test;

namespace {

/// QGIS puts rasters into its pictures by whole pixels unless their sizes agree: measured on the very box asked for, up to 0.95.
constexpr double kOfItself = 1.0;
constexpr int kFeatures = 25; // more than a page of the smallest size asked for here
constexpr double kWest = 113.7, kSouth = 22.95, kStep = 0.004, kSize = 0.001; ///< degrees

bool write(const QString& path, const QString& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0;
}

/// Squares in a row from south-west to north-east, in CGCS2000's degrees.
void writePermits(const QString& path)
{
    GDALAllRegister();
    GDALDatasetH file =
        GDALCreate(GDALGetDriverByName("GPKG"), path.toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr);
    OGRSpatialReferenceH crs = OSRNewSpatialReference(nullptr);
    OSRImportFromEPSG(crs, 4490);
    OSRSetAxisMappingStrategy(crs, OAMS_TRADITIONAL_GIS_ORDER);
    OGRLayerH layer = GDALDatasetCreateLayer(file, "permits", crs, wkbPolygon, nullptr);
    for (const auto& [name, type] :
         {std::pair{"name", OFTString}, std::pair{"floors", OFTInteger}, std::pair{"area", OFTReal}}) {
        OGRFieldDefnH field = OGR_Fld_Create(name, type);
        OGR_L_CreateField(layer, field, FALSE);
        OGR_Fld_Destroy(field);
    }
    for (int i = 0; i < kFeatures; ++i) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGR_F_SetFieldString(feature, 0, QStringLiteral("许可 %1").arg(i).toUtf8().constData());
        OGR_F_SetFieldInteger(feature, 1, 3 + i);
        OGR_F_SetFieldDouble(feature, 2, 12.5 * i);
        const double x = kWest + i * kStep, y = kSouth + i * kStep;
        OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon), ring = OGR_G_CreateGeometry(wkbLinearRing);
        for (const auto& [dx, dy] :
             {std::pair{0, 0}, std::pair{1, 0}, std::pair{1, 1}, std::pair{0, 1}, std::pair{0, 0}})
            OGR_G_AddPoint_2D(ring, x + dx * kSize, y + dy * kSize);
        OGR_G_AddGeometryDirectly(polygon, ring);
        OGR_F_SetGeometryDirectly(feature, polygon);
        if (OGR_L_CreateFeature(layer, feature) != OGRERR_NONE)
            qFatal("cannot write");
        OGR_F_Destroy(feature);
    }
    OSRDestroySpatialReference(crs);
    GDALClose(file);
}

/// A project of both, with what QGIS itself leaves to its defaults left out. Layers whose id is short are passed over.
QString projectText()
{
    const auto reference = [](const char* epsg) {
        return QStringLiteral("<spatialrefsys><srsid>1</srsid><authid>EPSG:%1</authid></spatialrefsys>").arg(epsg);
    };
    const auto value = [](const char* text) { return QStringLiteral("<value>%1</value>").arg(text); };
    return QStringLiteral("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                          "<qgis version=\"3.22.16-Białowieża\" projectname=\"\"><title></title>\n<projectCrs>")
        + reference("4547")
        + QStringLiteral(
               "</projectCrs>\n<layer-tree-group>\n"
               "<layer-tree-layer checked=\"Qt::Checked\" name=\"permits\" providerKey=\"ogr\" expanded=\"1\""
               " source=\"./permits.gpkg|layername=permits\" "
               "id=\"permits_8af013e9_99af_4620_b49a_24a7c9276668\"></layer-tree-layer>\n"
               "<layer-tree-layer checked=\"Qt::Checked\" name=\"marks\" providerKey=\"gdal\" expanded=\"1\""
               " source=\"./marks.tif\" id=\"marks_5bb536a3_7107_40b0_8ebd_2edaf77bc426\"></layer-tree-layer>\n"
               "<custom-order "
               "enabled=\"0\"><item>marks_5bb536a3_7107_40b0_8ebd_2edaf77bc426</"
               "item><item>permits_8af013e9_99af_4620_b49a_24a7c9276668</item></custom-order></layer-tree-group>\n"
               "<projectlayers>\n"
               "<maplayer styleCategories=\"AllStyleCategories\" type=\"raster\" minScale=\"1e+08\" maxScale=\"0\""
               " hasScaleBasedVisibilityFlag=\"0\" autoRefreshEnabled=\"0\" autoRefreshTime=\"0\" "
               "refreshOnNotifyEnabled=\"0\""
               " refreshOnNotifyMessage=\"\" legendPlaceholderImage=\"\">\n"
               "<id>marks_5bb536a3_7107_40b0_8ebd_2edaf77bc426</id><datasource>./marks.tif</"
               "datasource><layername>marks</layername><srs>")
        + reference("4547")
        + QStringLiteral(
               "</srs><provider>gdal</provider>\n"
               "<pipe><provider><resampling maxOversampling=\"2\" zoomedInResamplingMethod=\"bilinear\" "
               "enabled=\"true\""
               " zoomedOutResamplingMethod=\"bilinear\"/></provider>"
               "<rasterrenderer type=\"multibandcolor\" redBand=\"1\" greenBand=\"2\" blueBand=\"3\" alphaBand=\"-1\""
               " opacity=\"1\" nodataColor=\"\"><rasterTransparency/></rasterrenderer>"
               "<resamplingStage>provider</resamplingStage></pipe><blendMode>0</blendMode></maplayer>\n"
               "<maplayer styleCategories=\"AllStyleCategories\" type=\"vector\" geometry=\"Polygon\" "
               "wkbType=\"Polygon\""
               " minScale=\"100000000\" maxScale=\"0\" hasScaleBasedVisibilityFlag=\"0\" readOnly=\"0\" "
               "labelsEnabled=\"0\""
               " autoRefreshEnabled=\"0\" autoRefreshTime=\"0\" refreshOnNotifyEnabled=\"0\" "
               "refreshOnNotifyMessage=\"\""
               " legendPlaceholderImage=\"\" simplifyDrawingHints=\"1\" simplifyDrawingTol=\"1\" "
               "simplifyAlgorithm=\"0\""
               " simplifyLocal=\"1\" simplifyMaxScale=\"1\" symbologyReferenceScale=\"-1\">\n"
               "<id>permits_8af013e9_99af_4620_b49a_24a7c9276668</id><datasource>./permits.gpkg|layername=permits</"
               "datasource>"
               "<layername>permits</layername><srs>")
        + reference("4490")
        + QStringLiteral("</srs><provider encoding=\"UTF-8\">ogr</provider><blendMode>0</blendMode>"
                         "<layerOpacity>1</layerOpacity></maplayer>\n</projectlayers>\n"
                         "<properties><Paths><Absolute type=\"bool\">false</Absolute></Paths>"
                         "<WFSLayers "
                         "type=\"QStringList\"><value>permits_8af013e9_99af_4620_b49a_24a7c9276668</value></"
                         "WFSLayers><WMSCrsList type=\"QStringList\">")
        + value("EPSG:4490") + value("EPSG:4326") + value("EPSG:3857") + value("EPSG:4547")
        + QStringLiteral("</WMSCrsList><WMSServiceCapabilities type=\"int\">1</WMSServiceCapabilities>\n"
                         "<WMTSGrids><CRS type=\"QStringList\">")
        + value("EPSG:3857") + value("EPSG:4326") + value("EPSG:4547")
        + QStringLiteral(
               "</CRS><Config type=\"QStringList\">"
               // Top, left, least scale, finest level.
               "<value>EPSG:3857,20037508.3427892,-20037508.3427892,559082264.0287178,20</value>"
               "<value>EPSG:4326,90,-180,279541132.0143589,19</"
               "value><value>EPSG:4547,2548500,473000,57142.857142857145,6</value>"
               "</Config></WMTSGrids>"
               "<WMTSLayers><Layer "
               "type=\"QStringList\"><value>marks_5bb536a3_7107_40b0_8ebd_2edaf77bc426</value></Layer></WMTSLayers>"
               "<WMTSPngLayers><Layer "
               "type=\"QStringList\"><value>marks_5bb536a3_7107_40b0_8ebd_2edaf77bc426</value></Layer></WMTSPngLayers>"
               "</properties></qgis>\n");
}

} // namespace

class TestQgisServer : public QObject {
    Q_OBJECT
    NginxServer m_nginx;
    FastCgi m_qgis{QStringLiteral("/usr/lib/cgi-bin/qgis_mapserv.fcgi")};
    CurlAssetAccessor m_assets;
    std::vector<glm::dvec2> m_marks;

    [[nodiscard]] std::string url(const std::string& rest) const
    {
        return "http://" + m_nginx.address() + "/qgis" + rest;
    }
    void checkDrape(const ImageryDescription& description, double most)
    {
        const auto opened = openServed(m_assets, description);
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const Drape drape = measureDrape(m_assets, *opened, m_marks, 18);
        qInfo("%-40s worst %.3f pixels of %d marks on %d pictures", QTest::currentDataTag(), drape.worstPixels,
              drape.seen, drape.pictures);
        QVERIFY2(drape.defect.empty(), drape.defect.c_str());
        QCOMPARE(drape.missing, 0);
        QVERIFY2(drape.seen >= 25, qPrintable(QString::number(drape.seen)));
        QVERIFY2(drape.worstPixels <= most, qPrintable(QString::number(drape.worstPixels)));
    }
    void checkFeatures(const std::string& address)
    {
        const ProgramRun run = runProgram({"inspect", "--json", QString::fromStdString(address)});
        QVERIFY2(run.exitCode == 0, (run.output + run.errors).constData());
        const QJsonObject report = QJsonDocument::fromJson(run.output).object();
        QCOMPARE(report["kind"].toString(), QString("vector"));
        QCOMPARE(report["counts"].toObject()["features"].toInt(), kFeatures);
        const QJsonArray bounds = report["bounds"].toArray();
        const double last = (kFeatures - 1) * kStep + kSize;
        const double expected[] = {kWest, kSouth, kWest + last, kSouth + last};
        for (int i = 0; i < 4; ++i)
            QVERIFY2(std::abs(bounds[i].toDouble() - expected[i]) < 1e-6, run.output.constData());
        const QJsonObject properties = report["properties"].toObject();
        QCOMPARE(properties["name"].toObject()["first"].toString(), QString::fromUtf8("许可 0"));
        QCOMPARE(properties["name"].toObject()["last"].toString(), QString::fromUtf8("许可 %1").arg(kFeatures - 1));
        QCOMPARE(properties["floors"].toObject()["first"].toInt(), 3);
        QCOMPARE(properties["floors"].toObject()["last"].toInt(), 2 + kFeatures);
        QCOMPARE(properties["area"].toObject()["last"].toDouble(), 12.5 * (kFeatures - 1));
    }

private slots:
    void initTestCase()
    {
        if (!m_nginx.isInstalled())
            QSKIP("needs the package nginx-light");
        if (!m_qgis.isInstalled())
            QSKIP("needs the packages qgis-server and spawn-fcgi");
        m_marks = writeMarks(m_nginx.at("marks.tif"), "EPSG:4547", kPixelMeters);
        writePermits(m_nginx.at("permits.gpkg"));
        const QString project = m_nginx.at("city.qgs");
        QVERIFY(write(project, projectText()));
        QVERIFY(m_qgis.start({"QT_QPA_PLATFORM=offscreen", "QGIS_PROJECT_FILE=" + project, "HOME=" + m_nginx.folder(),
                              "XDG_RUNTIME_DIR=" + m_nginx.folder(), "QGIS_SERVER_LOG_STDERR=1",
                              "QGIS_SERVER_LOG_LEVEL=1"}));
        QVERIFY(m_nginx.start({}, m_qgis.location("/qgis"), QStringLiteral("$request_uri $status")));
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo("%s", m_qgis.log().constData());
    }

    void wms_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("crs");
        for (const char* version : {"1.1.1", "1.3.0"})
            for (const char* crs : {"EPSG:3857", "EPSG:4326", "EPSG:4490", "EPSG:4547"})
                QTest::addRow("%s, %s", version, crs) << version << crs;
    }
    void wms()
    {
        QFETCH(QString, version);
        QFETCH(QString, crs);
        ImageryDescription description;
        description.kind = "wms";
        description.url = url("?SERVICE=WMS&VERSION=" + version.toStdString());
        description.layer = "marks";
        description.crs = crs.toStdString();
        checkDrape(description, kOfItself);
    }

    void wmts_data()
    {
        QTest::addColumn<QString>("matrixSet");
        for (const char* set : {"", "EPSG:3857", "EPSG:4326", "EPSG:4547"})
            QTest::addRow("WMTS %s", set) << set;
    }
    void wmts()
    {
        QFETCH(QString, matrixSet);
        ImageryDescription description;
        description.kind = "wmts";
        description.url = url("?SERVICE=WMTS");
        description.matrixSet = matrixSet.toStdString();
        checkDrape(description, kOfItself);
    }

    /// Wherever one comes in: collection, list, landing page, a page of items.
    void features_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("collection") << "/wfs3/collections/permits";
        QTest::newRow("collection as JSON") << "/wfs3/collections/permits.json";
        QTest::newRow("list") << "/wfs3/collections";
        QTest::newRow("landing page") << "/wfs3";
        QTest::newRow("first page of the items") << "/wfs3/collections/permits/items?limit=10";
        QTest::newRow("all items") << "/wfs3/collections/permits/items?limit=1000";
    }
    void features()
    {
        QFETCH(QString, path);
        checkFeatures(url(path.toStdString()));
    }

    /// Through the viewer's own requests, so that logins, proxies and the cache count for features too.
    void featuresByOwnRequests()
    {
        setGdalAccessor(&m_assets);
        const std::uint64_t before = m_assets.statistics().requests;
        const auto info = readVectorInfo("OAPIF:" + url("/wfs3/collections/permits"));
        setGdalAccessor(nullptr);
        QVERIFY2(info, info ? "" : info.error().toString().c_str());
        QCOMPARE(info->layers.at(0).features, std::uint64_t(kFeatures));
        QVERIFY(m_assets.statistics().requests > before);
    }

    void whatItRefusesIsSaid()
    {
        for (const char* path : {"?SERVICE=WMS&LAYERS=marks&STYLES=pale", "?SERVICE=WMTS&LAYER=nowhere"}) {
            const ProgramRun run = runProgram({"inspect", QString::fromStdString(url(path))});
            QVERIFY2(run.exitCode == 1, (run.output + run.errors).constData());
            const QByteArray said = run.output + run.errors;
            QVERIFY2(said.contains("the server says: ") || said.contains("has no layer"), said.constData());
        }
        const ProgramRun none = runProgram({"inspect", QString::fromStdString(url("/wfs3/collections/nowhere"))});
        QCOMPARE(none.exitCode, 1);
        QVERIFY(!none.errors.isEmpty());
    }

    void theProgramDrawsIt_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<double>("most");
        QTest::newRow("wms") << "?SERVICE=WMS&LAYERS=marks" << 1.5 * kOfItself;
        QTest::newRow("wmts") << "?SERVICE=WMTS&LAYER=marks&TILEMATRIXSET=EPSG:4547" << 1.5 * kOfItself;
    }
    void theProgramDrawsIt()
    {
        QFETCH(QString, path);
        QFETCH(double, most);
        QDir().mkpath(buildPath("pictures"));
        const Drape drape = measureRendered(QString::fromStdString(url(path.toStdString())), m_marks, kPixelMeters,
                                            buildPath("pictures/qgis-%1.png").arg(QTest::currentDataTag()));
        QVERIFY2(drape.defect.empty(), drape.defect.c_str());
        qInfo("worst %.3f source pixels of %d marks", drape.worstPixels, drape.seen);
        QCOMPARE(drape.missing, 0);
        QVERIFY(drape.seen >= 10);
        QVERIFY(drape.worstPixels <= most);
    }
};

QTEST_GUILESS_MAIN(TestQgisServer)
#include "TestQgisServer.moc"
