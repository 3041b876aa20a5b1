// WMS as MapServer speaks it, behind nginx: what it says of itself, its pictures, its complaints.
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/raster/ServiceException.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "tests/NginxServer.h"
#include "tests/Paths.h"
#include "tests/servers/FastCgi.h"
#include "tests/servers/Marks.h"
#include "tests/servers/ServedImagery.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <gdal.h>
#include <ogr_api.h>

using namespace guanjing;
using namespace guanjing::test;

namespace {

bool write(const QString& path, const QString& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0;
}

/// The rasters of each date, as MapServer wants them listed.
void writeIndex(const QString& path, const std::vector<std::pair<QString, QString>>& rasters)
{
    OGRRegisterAll();
    GDALDatasetH index =
        GDALCreate(GDALGetDriverByName("ESRI Shapefile"), path.toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr);
    OGRLayerH layer = GDALDatasetCreateLayer(index, "index", nullptr, wkbPolygon, nullptr);
    for (const char* name : {"location", "time"}) {
        OGRFieldDefnH field = OGR_Fld_Create(name, OFTString);
        OGR_Fld_SetWidth(field, 200);
        OGR_L_CreateField(layer, field, FALSE);
        OGR_Fld_Destroy(field);
    }
    for (const auto& [location, time] : rasters) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGR_F_SetFieldString(feature, 0, location.toUtf8().constData());
        OGR_F_SetFieldString(feature, 1, time.toUtf8().constData());
        GDALDatasetH raster = GDALOpen(location.toUtf8().constData(), GA_ReadOnly);
        double place[6];
        GDALGetGeoTransform(raster, place);
        const double right = place[0] + kMarksSide * place[1], bottom = place[3] + kMarksSide * place[5];
        OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon), ring = OGR_G_CreateGeometry(wkbLinearRing);
        OGR_G_AddPoint_2D(ring, place[0], place[3]);
        OGR_G_AddPoint_2D(ring, right, place[3]);
        OGR_G_AddPoint_2D(ring, right, bottom);
        OGR_G_AddPoint_2D(ring, place[0], bottom);
        OGR_G_AddPoint_2D(ring, place[0], place[3]);
        OGR_G_AddGeometryDirectly(polygon, ring);
        OGR_F_SetGeometryDirectly(feature, polygon);
        if (OGR_L_CreateFeature(layer, feature) != OGRERR_NONE)
            qFatal("cannot write");
        OGR_F_Destroy(feature);
        GDALClose(raster);
    }
    GDALClose(index);
}

QString layerText(const QString& name, const QString& data, const QString& epsg, const QString& metadata = {})
{
    return QStringLiteral("LAYER NAME \"%1\" TYPE RASTER STATUS ON %2 PROCESSING \"RESAMPLE=BILINEAR\"\n"
                          "PROJECTION \"init=epsg:%3\" END METADATA \"ows_title\" \"%1\" %4 END END\n")
        .arg(name, data, epsg, metadata);
}

QByteArray middleColour(AssetAccessor& assets, const OpenedImagery& imagery)
{
    const PictureSource& source = *imagery.source;
    const glm::dvec4 box = source.grid().coveredBox();
    const glm::dvec2 middle{(box.x + box.z) / 2, (box.y + box.w) / 2};
    const int level = source.maxLevel() >= 18 ? 18 : source.minLevel();
    const auto range = source.grid().pictures(level, {middle, middle});
    AssetRequest request;
    request.url = source.urlOf(level, (*range)[0], (*range)[1]);
    const auto answer = getAndWait(assets, request);
    if (!answer)
        return answer.error().toString().c_str();
    const auto image = tiles3d::decodeImage(*answer->body, request.url);
    if (!image)
        return serviceExceptionOf(*answer->body).c_str();
    // The most frequent of a few: between marks.
    int red = 0, green = 0;
    for (int y = 8; y < image->height; y += 16)
        for (int x = 8; x < image->width; x += 16) {
            const std::size_t at = static_cast<std::size_t>((y * image->width + x) * image->channels);
            red += image->pixels[at] > image->pixels[at + 1] + 20;
            green += image->pixels[at + 1] > image->pixels[at] + 20;
        }
    return red > 100 && green < 20 ? "red" : green > 100 && red < 20 ? "green" : "neither";
}

} // namespace

class TestMapServer : public QObject {
    Q_OBJECT
    NginxServer m_nginx;
    FastCgi m_mapServer{QStringLiteral("/usr/lib/cgi-bin/mapserv")};
    CurlAssetAccessor m_assets;
    std::map<QString, std::vector<glm::dvec2>> m_marks; ///< by layer

    [[nodiscard]] std::string url(const std::string& rest) const
    {
        return "http://" + m_nginx.address() + "/ms?" + rest;
    }
    [[nodiscard]] ImageryDescription wms(const QString& version, const QString& layer, const QString& crs) const
    {
        ImageryDescription description;
        description.kind = "wms";
        description.url = url("SERVICE=WMS&VERSION=" + version.toStdString());
        description.layer = layer.toStdString();
        description.crs = crs.toStdString();
        return description;
    }

private slots:
    void initTestCase()
    {
        if (!m_nginx.isInstalled())
            QSKIP("needs the package nginx-light");
        if (!m_mapServer.isInstalled())
            QSKIP("needs the packages cgi-mapserver and spawn-fcgi");
        const QString folder = m_nginx.folder();
        for (const auto& [epsg, pixel] : {std::pair{"4547", kPixelMeters}, std::pair{"4490", kPixelMeters / 111'000},
                                          std::pair{"3857", kPixelMeters / 0.92}}) {
            const QString name = QStringLiteral("from%1").arg(epsg);
            m_marks[name] = writeMarks(folder + "/" + name + ".tif", std::string("EPSG:") + epsg, pixel);
        }
        const QString older = m_nginx.at("y2023.tif"), newer = m_nginx.at("y2026.tif");
        m_marks["years"] = writeMarks(older, "EPSG:4547", kPixelMeters, {30, 90, 30});
        writeMarks(newer, "EPSG:4547", kPixelMeters, {90, 30, 30});
        writeIndex(m_nginx.at("index.shp"), {{older, "2023-06-01"}, {newer, "2026-06-01"}});
        const auto file = [&](const char* name) { return QStringLiteral("DATA \"%1\"").arg(m_nginx.at(name)); };
        QVERIFY(write(m_nginx.at("mapserver.conf"), "CONFIG ENV MS_MAP_PATTERN \".\" END END\n"));
        QVERIFY(
            write(m_nginx.at("city.map"),
                  QStringLiteral("MAP NAME \"city\" SIZE 256 256 EXTENT 473000 2545000 476000 2548000\n"
                                 "PROJECTION \"init=epsg:4547\" END\n"
                                 "WEB METADATA \"ows_title\" \"City\" \"ows_enable_request\" \"*\"\n"
                                 "\"ows_srs\" \"EPSG:4326 EPSG:3857 EPSG:4490 EPSG:4547\" END END\n"
                                 "OUTPUTFORMAT NAME \"png\" DRIVER \"AGG/PNG\" MIMETYPE \"image/png\" IMAGEMODE RGBA\n"
                                 "EXTENSION \"png\" TRANSPARENT ON END\n")
                      + layerText("from4547", file("from4547.tif"), "4547")
                      + layerText("from4490", file("from4490.tif"), "4490")
                      + layerText("from3857", file("from3857.tif"), "3857")
                      + layerText("years",
                                  QStringLiteral("TILEINDEX \"%1\" TILEITEM \"location\"").arg(m_nginx.at("index.shp")),
                                  "4547",
                                  "\"wms_timeextent\" \"2023-06-01,2026-06-01\" \"wms_timeitem\" \"time\" "
                                  "\"wms_timedefault\" \"2026-06-01\"")
                      + "END\n"));
        QVERIFY(m_mapServer.start({"MAPSERVER_CONFIG_FILE=" + m_nginx.at("mapserver.conf")}));
        QVERIFY(m_nginx.start({}, m_mapServer.location("/ms", {"MS_MAPFILE " + m_nginx.at("city.map")}),
                              QStringLiteral("$request_uri $status")));
    }

    /// Every system in both versions: the order of the axes is the standard's, and everything lies where it belongs.
    void theDrapeIsRight_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("crs");
        for (const char* version : {"1.1.1", "1.3.0"}) {
            for (const char* crs : {"EPSG:3857", "EPSG:4326", "EPSG:4490", "EPSG:4547"})
                QTest::addRow("%s, EPSG:4547 as %s", version, crs) << version << "from4547" << crs;
            QTest::addRow("%s, EPSG:4490 as EPSG:4547", version) << version << "from4490"
                                                                 << "EPSG:4547";
            QTest::addRow("%s, EPSG:3857 as EPSG:4490", version) << version << "from3857"
                                                                 << "EPSG:4490";
            QTest::addRow("%s, EPSG:3857, as the viewer chooses", version) << version << "from3857"
                                                                           << "";
        }
    }
    void theDrapeIsRight()
    {
        QFETCH(QString, version);
        QFETCH(QString, layer);
        QFETCH(QString, crs);
        const auto opened = openServed(m_assets, wms(version, layer, crs));
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const PictureSource& source = *opened->source;
        const std::string asked = source.urlOf(source.maxLevel(), 0, 0);
        QVERIFY2(asked.find("VERSION=" + version.toStdString()) != std::string::npos, asked.c_str());
        for (const int level : {17, 18}) {
            const Drape drape = measureDrape(m_assets, *opened, m_marks[layer], level);
            qInfo("%-40s ground level %d: worst %.3f pixels of %d marks on %d pictures", QTest::currentDataTag(), level,
                  drape.worstPixels, drape.seen, drape.pictures);
            QVERIFY2(drape.defect.empty(), drape.defect.c_str());
            QCOMPARE(drape.missing, 0);
            QVERIFY2(drape.seen >= 30, qPrintable(QString::number(drape.seen)));
            QVERIFY2(drape.worstPixels <= 0.5, qPrintable(QString::number(drape.worstPixels)));
        }
    }

    /// The order of axes that the standard does not have shows the same place nowhere.
    void theWrongOrderShowsNothing()
    {
        ImageryDescription description = wms("1.3.0", "from4547", "EPSG:4490");
        description.axisOrder = "xy";
        const auto opened = openServed(m_assets, description);
        QVERIFY(opened);
        const Drape drape = measureDrape(m_assets, *opened, m_marks["from4547"], 17);
        QVERIFY(drape.pictures > 0); // it asked, and all answers showed none of the marks
        QCOMPARE(drape.seen, 0);
    }

    void dates()
    {
        for (const char* version : {"1.1.1", "1.3.0"}) {
            for (const auto& [time, colour] :
                 {std::pair{"2023-06-01", "green"}, std::pair{"2026-06-01", "red"}, std::pair{"", "red"}}) {
                ImageryDescription description = wms(version, "years", "EPSG:3857");
                if (*time != '\0')
                    description.dimensions["TIME"] = time;
                const auto opened = openServed(m_assets, description);
                QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
                QCOMPARE(middleColour(m_assets, *opened), QByteArray(colour));
            }
        }
    }

    void whatItRefusesIsSaid()
    {
        const auto opened = openServed(m_assets, wms("1.3.0", "no-such", ""));
        QVERIFY(!opened);
        QVERIFY2(opened.error().toString().find("has no layer \"no-such\", only \"city\"") != std::string::npos,
                 opened.error().toString().c_str());
        // A style that it does not have: the answer to a request for a picture.
        const ProgramRun inspected = runProgram(
            {"inspect", QString::fromStdString(url("SERVICE=WMS&REQUEST=GetMap&LAYERS=from4547&STYLES=pale"))});
        QCOMPARE(inspected.exitCode, 1);
        QVERIFY2((inspected.output + inspected.errors).contains("the service says: "),
                 (inspected.output + inspected.errors).constData());
        QVERIFY2((inspected.output + inspected.errors).contains("pale"), inspected.output.constData());
        // It serves no such thing at all, and says so in HTML.
        const ProgramRun none = runProgram({"inspect", QString::fromStdString(url("SERVICE=WMTS"))});
        QCOMPARE(none.exitCode, 1);
        QVERIFY2(none.errors.contains("no WMTS capabilities"), (none.output + none.errors).constData());
    }

    void theProgramInspectsIt()
    {
        const ProgramRun run =
            runProgram({"inspect", "--json", QString::fromStdString(url("SERVICE=WMS&LAYERS=from4490"))});
        QVERIFY2(run.exitCode == 0, (run.output + run.errors).constData());
        for (const char* word : {"\"wms\"", "from4547", "years", "EPSG:3857", "256"})
            QVERIFY2(run.output.contains(word), run.output.constData());
    }

    void theProgramDrawsIt()
    {
        QDir().mkpath(buildPath("pictures"));
        const Drape drape = measureRendered(QString::fromStdString(url("SERVICE=WMS&LAYERS=from4547")),
                                            m_marks["from4547"], kPixelMeters, buildPath("pictures/mapserver-wms.png"));
        QVERIFY2(drape.defect.empty(), drape.defect.c_str());
        qInfo("worst %.3f source pixels of %d marks", drape.worstPixels, drape.seen);
        QCOMPARE(drape.missing, 0);
        QVERIFY(drape.seen >= 10);
        QVERIFY(drape.worstPixels <= 0.5);
    }
};

QTEST_GUILESS_MAIN(TestMapServer)
#include "TestMapServer.moc"
