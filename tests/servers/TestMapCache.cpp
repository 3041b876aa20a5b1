// WMTS, TMS and WMS as MapCache serves them from what MapServer draws, behind nginx.
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/raster/Wmts.h"
#include "tests/NginxServer.h"
#include "tests/Paths.h"
#include "tests/servers/FastCgi.h"
#include "tests/servers/Marks.h"
#include "tests/servers/ServedImagery.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace guanjing;
using namespace guanjing::test;

namespace {

bool write(const QString& path, const QString& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0;
}

/// Levels that halve from `coarsest`, as its configuration lists them.
QString resolutions(double coarsest, int count)
{
    QString text;
    for (int i = 0; i < count; ++i, coarsest /= 2)
        text += QString::number(coarsest, 'g', 17) + ' ';
    return text;
}

} // namespace

class TestMapCache : public QObject {
    Q_OBJECT
    NginxServer m_nginx;
    FastCgi m_mapServer{QStringLiteral("/usr/lib/cgi-bin/mapserv")},
        m_mapCache{QStringLiteral("/usr/lib/cgi-bin/mapcache")};
    CurlAssetAccessor m_assets;
    std::vector<glm::dvec2> m_marks;

    [[nodiscard]] std::string url(const std::string& rest) const
    {
        return "http://" + m_nginx.address() + "/cache/" + rest;
    }
    [[nodiscard]] ImageryDescription described(const char* kind, const std::string& rest) const
    {
        ImageryDescription description;
        description.kind = kind;
        description.url = url(rest);
        return description;
    }
    /// Of the ground: a level further out the pictures of gk114 are too coarse for the marks.
    static std::vector<int> levelsOf(const QString& name)
    {
        return name.contains("gk114") ? std::vector<int>{18} : std::vector<int>{17, 18};
    }
    void checkDrape(const Result<OpenedImagery>& opened, const std::vector<int>& levels)
    {
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        for (const int level : levels) {
            const Drape drape = measureDrape(m_assets, *opened, m_marks, level);
            qInfo("%-45s ground level %d: worst %.3f pixels of %d marks on %d pictures", QTest::currentDataTag(), level,
                  drape.worstPixels, drape.seen, drape.pictures);
            QVERIFY2(drape.defect.empty(), drape.defect.c_str());
            QCOMPARE(drape.missing, 0);
            QVERIFY2(drape.seen >= 30, qPrintable(QString::number(drape.seen)));
            QVERIFY2(drape.worstPixels <= 0.5, qPrintable(QString::number(drape.worstPixels)));
        }
    }

private slots:
    void initTestCase()
    {
        if (!m_nginx.isInstalled())
            QSKIP("needs the package nginx-light");
        if (!m_mapServer.isInstalled())
            QSKIP("needs the packages cgi-mapserver and spawn-fcgi");
        if (!m_mapCache.isInstalled())
            QSKIP("needs the package mapcache-cgi");
        m_marks = writeMarks(m_nginx.at("marks.tif"), "EPSG:4547", kPixelMeters);
        m_nginx.choosePort();
        const QString address = QString::fromStdString(m_nginx.address());
        QVERIFY(write(m_nginx.at("mapserver.conf"), "CONFIG ENV MS_MAP_PATTERN \".\" END END\n"));
        QVERIFY(
            write(m_nginx.at("city.map"),
                  QStringLiteral("MAP NAME \"city\" SIZE 256 256 EXTENT 473000 2545000 476000 2548000\n"
                                 "PROJECTION \"init=epsg:4547\" END\n"
                                 "WEB METADATA \"ows_title\" \"City\" \"ows_enable_request\" \"*\"\n"
                                 "\"ows_srs\" \"EPSG:4326 EPSG:3857 EPSG:4490 EPSG:4547\" END END\n"
                                 "OUTPUTFORMAT NAME \"png\" DRIVER \"AGG/PNG\" MIMETYPE \"image/png\" IMAGEMODE RGBA\n"
                                 "EXTENSION \"png\" TRANSPARENT ON END\n"
                                 "LAYER NAME \"marks\" TYPE RASTER STATUS ON DATA \"%1\"\n"
                                 "PROCESSING \"RESAMPLE=BILINEAR\" PROJECTION \"init=epsg:4547\" END END END\n")
                      .arg(m_nginx.at("marks.tif"))));
        const auto grid = [](const char* name, const char* extent, const char* epsg, const char* unit,
                             const QString& steps) {
            return QStringLiteral("<grid name=\"%1\"><extent>%2</extent><srs>EPSG:%3</srs><units>%4</units>"
                                  "<size>256 256</size><resolutions>%5</resolutions></grid>\n")
                .arg(name, extent, epsg, unit, steps);
        };
        QVERIFY(write(
            m_nginx.at("mapcache.xml"),
            QStringLiteral("<mapcache><source name=\"ms\" type=\"wms\"><getmap><params><FORMAT>image/png</FORMAT>"
                           "<LAYERS>marks</LAYERS><TRANSPARENT>true</TRANSPARENT></params></getmap>"
                           "<http><url>http://%1/ms</url></http></source>\n"
                           "<cache name=\"disk\" type=\"disk\"><base>%2/tiles</base></cache>\n"
                           "<format name=\"PNGX\" type=\"PNG\"><compression>fast</compression></format>\n")
                    .arg(address, m_nginx.folder())
                + grid("cgcs", "-180 -90 180 90", "4490", "dd", resolutions(0.703125, 20))
                // Gauss-Krueger: an origin of its own and a height that its tiles do not divide.
                + grid("gk114", "473000 2545000 476000 2548500", "4547", "m", resolutions(14, 6))
                + QStringLiteral(
                      "<tileset name=\"city\"><source>ms</source><cache>disk</cache><format>PNGX</format>"
                      "<grid>gk114</grid><grid>cgcs</grid><grid>WGS84</grid><grid>GoogleMapsCompatible</grid>"
                      "<metatile>3 3</metatile><metabuffer>8</metabuffer></tileset>\n"
                      "<service type=\"wms\" enabled=\"true\"><full_wms>assemble</full_wms>"
                      "<resample_mode>bilinear</resample_mode><format>PNGX</format><maxsize>2048</maxsize></service>\n"
                      "<service type=\"wmts\" enabled=\"true\"/><service type=\"tms\" enabled=\"true\"/>\n"
                      "<errors>report</errors><locker type=\"disk\"><directory>%1</directory></locker></mapcache>\n")
                      .arg(m_nginx.folder())));
        QVERIFY(m_mapServer.start({"MAPSERVER_CONFIG_FILE=" + m_nginx.at("mapserver.conf")}));
        const QString configuration = m_nginx.at("mapcache.xml");
        QVERIFY(m_mapCache.start({"MAPCACHE_CONFIG_FILE=" + configuration}));
        QVERIFY(m_nginx.start({},
                              m_mapServer.location("/ms", {"MS_MAPFILE " + m_nginx.at("city.map")})
                                  + m_mapCache.location("/cache", {"MAPCACHE_CONFIG_FILE " + configuration}),
                              QStringLiteral("$request_uri $status")));
    }

    void wmts_data()
    {
        QTest::addColumn<QString>("matrixSet");
        QTest::addColumn<bool>("byKeys");
        for (const char* set : {"GoogleMapsCompatible", "WGS84", "cgcs", "gk114"}) {
            QTest::addRow("%s, REST", set) << set << false;
            QTest::addRow("%s, KVP", set) << set << true;
        }
    }
    void wmts()
    {
        QFETCH(QString, matrixSet);
        QFETCH(bool, byKeys);
        ImageryDescription description = described("wmts", "wmts?SERVICE=WMTS");
        description.matrixSet = matrixSet.toStdString();
        AssetRequest request;
        request.url = documentUrl(description);
        const auto answer = getAndWait(m_assets, request);
        QVERIFY2(answer, answer ? "" : answer.error().toString().c_str());
        std::string text(asText(*answer->body));
        const std::size_t begin = text.find("<ResourceURL");
        QVERIFY(begin != std::string::npos);
        if (byKeys) // it offers both, of which the viewer takes the templates
            text.erase(begin, text.find("</ResourceURL>") + 14 - begin);
        const auto opened =
            openImagery(description, {{request.url, std::make_shared<Bytes>(text.begin(), text.end())}});
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const std::string asked = opened->source->urlOf(opened->source->minLevel(), 0, 0);
        QCOMPARE(asked.find("TILEMATRIXSET=" + matrixSet.toStdString()) != std::string::npos, byKeys);
        checkDrape(opened, levelsOf(matrixSet));
    }

    void tms_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("layer");
        for (const char* grid : {"GoogleMapsCompatible", "WGS84", "cgcs", "gk114"})
            QTest::addRow("%s", grid) << QString("tms/1.0.0/city@%1/").arg(grid) << "";
        QTest::newRow("from the list: the first in Web Mercator, or else") << "tms/1.0.0/"
                                                                           << "";
        QTest::newRow("from the list by name") << "tms/1.0.0"
                                               << "city@WGS84";
    }
    void tms()
    {
        QFETCH(QString, path);
        QFETCH(QString, layer);
        ImageryDescription description = described("tms", path.toStdString());
        description.layer = layer.toStdString();
        checkDrape(openServed(m_assets, description), levelsOf(path));
    }

    void wms() { checkDrape(openServed(m_assets, described("wms", "?SERVICE=WMS")), {17, 18}); }

    void whatItRefusesIsSaid()
    {
        ImageryDescription none = described("tms", "tms/1.0.0/");
        none.layer = "village";
        const auto opened = openServed(m_assets, none);
        QVERIFY(!opened);
        QVERIFY2(opened.error().toString().find("has no layer \"village\", only \"city@gk114\"") != std::string::npos,
                 opened.error().toString().c_str());
        const ProgramRun run = runProgram({"inspect", QString::fromStdString(url("tms/1.0.0/village@g/"))});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(!run.errors.isEmpty(), run.output.constData());
    }

    /// Outside of the grid: 404, which is no failure.
    void beyondTheGridThereIsNothing()
    {
        ImageryDescription description = described("tms", "tms/1.0.0/city@gk114/");
        const auto opened = openServed(m_assets, description);
        QVERIFY(opened);
        const PictureSource& source = *opened->source;
        AssetRequest request;
        request.url = source.urlOf(source.minLevel(), 7, 7);
        const auto answer = getAndWait(m_assets, request);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::NotFound);
    }

    void theProgramInspectsAndDrawsIt_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("wmts") << "wmts?SERVICE=WMTS&REQUEST=GetCapabilities";
        QTest::newRow("tms") << "tms/1.0.0/city@gk114/";
    }
    void theProgramInspectsAndDrawsIt()
    {
        QFETCH(QString, path);
        const QString source = QString::fromStdString(url(path.toStdString()));
        const ProgramRun run = runProgram({"inspect", "--json", source});
        QVERIFY2(run.exitCode == 0, (run.output + run.errors).constData());
        QVERIFY2(run.output.contains("256"), run.output.constData());
        QDir().mkpath(buildPath("pictures"));
        const Drape drape = measureRendered(source, m_marks, kPixelMeters,
                                            buildPath("pictures/mapcache-%1.png").arg(QTest::currentDataTag()));
        QVERIFY2(drape.defect.empty(), drape.defect.c_str());
        qInfo("worst %.3f source pixels of %d marks", drape.worstPixels, drape.seen);
        QCOMPARE(drape.missing, 0);
        QVERIFY(drape.seen >= 10);
        QVERIFY(drape.worstPixels <= 0.5);
    }
};

QTEST_GUILESS_MAIN(TestMapCache)
#include "TestMapCache.moc"
