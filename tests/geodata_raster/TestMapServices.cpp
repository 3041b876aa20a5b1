// WMS, TMS and OGC API Tiles: what they say of themselves, and what is asked of them. Templates too.
#include "geodata/raster/GridProjector.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/raster/ServiceException.h"
#include "geodata/raster/Wms.h"
#include "tests/Corpus.h"
#include "tests/geodata_raster/ServiceDocuments.h"

#include <QFile>
#include <QTest>
#include <QUrl>
#include <QUrlQuery>

#include <cmath>
#include <map>

using namespace guanjing;
using namespace guanjing::test;

namespace {

ImageryDescription described(const std::string& kind, const std::string& url)
{
    ImageryDescription description;
    description.kind = kind;
    description.url = url;
    return description;
}

/// One layer "ortho" over Dongguan, inside a heading that has the systems.
std::string wmsText(const std::string& version, const std::string& systems)
{
    const bool is130 = version == "1.3.0";
    const std::string tag = is130 ? "CRS" : "SRS", root = is130 ? "WMS_Capabilities" : "WMT_MS_Capabilities";
    std::string list;
    for (const QString& system : QString::fromStdString(systems).split(' '))
        list += "<" + tag + ">" + system.toStdString() + "</" + tag + ">";
    const std::string box = is130 ? "<EX_GeographicBoundingBox><westBoundLongitude>113.5</"
                                    "westBoundLongitude><eastBoundLongitude>114.3</eastBoundLongitude>"
                                    "<southBoundLatitude>22.6</southBoundLatitude><northBoundLatitude>23.2</"
                                    "northBoundLatitude></EX_GeographicBoundingBox>"
                                  : R"(<LatLonBoundingBox minx="113.5" miny="22.6" maxx="114.3" maxy="23.2"/>)";
    return "<?xml version=\"1.0\"?><" + root + " version=\"" + version
        + "\" "
          "xmlns:xlink=\"x\"><Service><Title>Maps</Title><MaxWidth>4096</MaxWidth></"
          "Service><Capability><Request><GetMap>"
          "<Format>image/jpeg</Format><Format>image/png</Format><DCPType><HTTP><Get><OnlineResource "
          "xlink:href=\"http://h/map?map=a&amp;\"/>"
          "</Get></HTTP></DCPType></GetMap></Request><Layer><Title>All</Title>"
        + list + box
        + "<Layer><Name>ortho</Name><Title>Orthophoto</Title></Layer><Layer><Name>roads</Name></Layer></Layer></"
          "Capability></"
        + root + ">";
}

QUrlQuery queryOf(const std::string& url) { return QUrlQuery(QUrl(QString::fromStdString(url))); }

std::array<double, 4> boxIn(const std::string& url)
{
    std::array<double, 4> box{};
    const QStringList parts = queryOf(url).queryItemValue("BBOX").split(',');
    for (qsizetype i = 0; i < 4 && i < parts.size(); ++i)
        box[static_cast<std::size_t>(i)] = parts[i].toDouble();
    return box;
}

} // namespace

class TestMapServices : public QObject {
    Q_OBJECT

private slots:
    void aVersionThatIsWrittenIsAskedFor()
    {
        const auto asked = [](const char* url) { return queryOf(documentUrl(described("wms", url))); };
        QCOMPARE(asked("http://h/map?map=a&version=1.1.1&request=GetMap&bbox=1").queryItemValue("VERSION"),
                 QString("1.1.1"));
        QCOMPARE(asked("http://h/map?VERSION=1.3.0").queryItemValue("VERSION"), QString("1.3.0"));
        QVERIFY(!asked("http://h/map?SERVICE=WMS").hasQueryItem("VERSION"));
        QVERIFY(!asked("http://h/map?myversion=1.1.1").hasQueryItem("VERSION"));
    }

    /// Which system is chosen, under which key, and in which order the box stands.
    void wmsAsksInTheRightOrder_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("systems");
        QTest::addColumn<QString>("override");
        QTest::addColumn<QString>("system");
        QTest::addColumn<bool>("isNorthFirst");
        QTest::newRow("1.3.0, 3857") << "1.3.0"
                                     << "EPSG:4326 EPSG:3857 EPSG:4547"
                                     << ""
                                     << "EPSG:3857" << false;
        QTest::newRow("1.3.0, 4326") << "1.3.0"
                                     << "EPSG:4326 EPSG:4547"
                                     << ""
                                     << "EPSG:4326" << true;
        QTest::newRow("1.3.0, 4490") << "1.3.0"
                                     << "EPSG:4547 EPSG:4490"
                                     << ""
                                     << "EPSG:4490" << true;
        QTest::newRow("1.3.0, CRS:84") << "1.3.0"
                                       << "CRS:84"
                                       << ""
                                       << "CRS:84" << false;
        QTest::newRow("1.3.0, 4547") << "1.3.0"
                                     << "EPSG:4547"
                                     << ""
                                     << "EPSG:4547" << true;
        QTest::newRow("1.3.0, 4547, against the standard") << "1.3.0"
                                                           << "EPSG:4547"
                                                           << "xy"
                                                           << "EPSG:4547" << false;
        QTest::newRow("1.1.1, 4326") << "1.1.1"
                                     << "EPSG:4326"
                                     << ""
                                     << "EPSG:4326" << false;
        QTest::newRow("1.1.1, 4547") << "1.1.1"
                                     << "EPSG:4547"
                                     << ""
                                     << "EPSG:4547" << false;
        QTest::newRow("1.1.1, 4326, against the standard") << "1.1.1"
                                                           << "EPSG:4326"
                                                           << "yx"
                                                           << "EPSG:4326" << true;
        QTest::newRow("1.1.1, 900913") << "1.1.1"
                                       << "EPSG:900913"
                                       << ""
                                       << "EPSG:900913" << false;
    }
    void wmsAsksInTheRightOrder()
    {
        QFETCH(QString, version);
        QFETCH(QString, systems);
        QFETCH(QString, override);
        QFETCH(QString, system);
        QFETCH(bool, isNorthFirst);
        ImageryDescription description = described("wms", "https://h/map?map=a");
        description.axisOrder = override.toStdString();
        description.dimensions["TIME"] = "2026-06";
        const auto opened = openDocument(description, wmsText(version.toStdString(), systems.toStdString()));
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const PictureSource& source = *opened->source;
        const TileGrid& grid = source.grid();
        QVERIFY(grid.isNested());
        const int level = grid.isWebMercatorQuad() ? 10 : 2;
        const auto range = grid.pictures(level, *grid.extent);
        QVERIFY(range);
        const std::string url = source.urlOf(level, (*range)[0], (*range)[1]);
        const QUrlQuery query = queryOf(url);
        QCOMPARE(query.queryItemValue(version == "1.3.0" ? "CRS" : "SRS", QUrl::FullyDecoded), system);
        QCOMPARE(query.queryItemValue("LAYERS"), QString("ortho"));
        QCOMPARE(query.queryItemValue("FORMAT", QUrl::FullyDecoded), QString("image/png"));
        QCOMPARE(query.queryItemValue("TRANSPARENT"), QString("TRUE"));
        QCOMPARE(query.queryItemValue("TIME"), QString("2026-06"));
        QCOMPARE(query.queryItemValue("map"), QString("a"));
        QVERIFY(query.hasQueryItem("STYLES") && query.queryItemValue("WIDTH") == "256");
        const glm::dvec4 box = grid.boxOf(level, (*range)[0], (*range)[1]);
        const std::array<double, 4> expected =
            isNorthFirst ? std::array{box.y, box.x, box.w, box.z} : std::array{box.x, box.y, box.z, box.w};
        const auto asked = boxIn(url);
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY2(std::abs(asked[i] - expected[i]) < 1e-9 * std::max(1.0, std::abs(expected[i])), url.c_str());
        QVERIFY(url.find('e', url.find("BBOX")) == std::string::npos); // no exponents
    }

    void wmsPaintsSeveralLayers()
    {
        ImageryDescription description = described("wms", "https://h/map");
        description.layer = "ortho,roads";
        const auto opened = openDocument(description, wmsText("1.3.0", "EPSG:3857"));
        QVERIFY(opened);
        QVERIFY(opened->source->urlOf(5, 26, 13).find("&LAYERS=ortho,roads&STYLES=,&") != std::string::npos);
        description.layer = "ortho,rails";
        const auto missing = openDocument(description, wmsText("1.3.0", "EPSG:3857"));
        QVERIFY(!missing && missing.error().detail.find("has no layer \"rails\", only \"ortho\", \"roads\"") == 0);
    }

    void wmsCorpus_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("layers");
        QTest::newRow("MapServer 1.1.1") << "wms_1_1_1.xml" << 0;
        QTest::newRow("nested") << "wms_nested_groups.xml" << 0;
        QTest::newRow("Esri") << "wms_esri.xml" << 0;
        QTest::newRow("GeoServer") << "comms_geoserver.xml" << 0;
        QTest::newRow("ncWMS") << "ncwms_service.xml" << 0;
        QTest::newRow("period") << "single_period_datetimes.xml" << 0;
    }
    void wmsCorpus()
    {
        const QString root = corpusDir();
        if (root.isEmpty())
            QSKIP("no corpus: set GUANJING_CORPUS");
        QFETCH(QString, file);
        QFile document(root + "/services/terriajs/WMS/" + file);
        QVERIFY(document.open(QIODevice::ReadOnly));
        const QByteArray text = document.readAll();
        const auto parsed = parseWmsCapabilities(*bytesOf(text.toStdString()), "document");
        QVERIFY2(parsed, parsed ? "" : parsed.error().toString().c_str());
        QVERIFY(!parsed->layers.empty() && !parsed->getMapUrl.empty() && !parsed->formats.empty());
        // Every layer can be opened, or says why not.
        for (const auto& layer : parsed->layers) {
            ImageryDescription description = described("wms", "http://h/wms");
            description.layer = layer.name;
            if (layer.name.find(',') != std::string::npos)
                continue;
            const auto opened = openWms(*parsed, description, "http://h/wms");
            QVERIFY2(opened || !opened.error().detail.empty(), layer.name.c_str());
            if (opened)
                QVERIFY((*opened)->urlOf((*opened)->minLevel(), 0, 0).find("BBOX=") != std::string::npos);
        }
    }

    void tileMapOfTheCorpus()
    {
        const QString root = corpusDir();
        if (root.isEmpty())
            QSKIP("no corpus: set GUANJING_CORPUS");
        QFile document(root + "/cesium-native/CesiumRasterOverlays/Cesium_Logo_Color/tilemapresource.xml");
        QVERIFY(document.open(QIODevice::ReadOnly));
        const auto description = described("tms", "http://h/logo/");
        QCOMPARE(documentUrl(description), std::string("http://h/logo/tilemapresource.xml"));
        const auto opened = openDocument(description, document.readAll().toStdString());
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const PictureSource& source = *opened->source;
        QVERIFY(source.grid().isWebMercatorQuad());
        QCOMPARE(source.maxLevel(), 4);
        // Level 4 holds columns 2 to 5 and, counted from the south, rows 8 and 9.
        QCOMPARE(source.urlOf(4, 2, 15 - 9), std::string("http://h/logo/4/2/9.png"));
        QVERIFY(source.has(4, 2, 15 - 9) && source.has(4, 5, 15 - 8));
        QVERIFY(!source.has(4, 9, 6));
    }

    /// As servers have it: addresses below 1.0.0, and a list of them.
    void tileMapOfAService()
    {
        QCOMPARE(documentUrl(described("tms", "http://h/tms/1.0.0/city@g/")),
                 std::string("http://h/tms/1.0.0/city@g/"));
        ImageryDescription description = described("tms", "http://h/tms/1.0.0?key=1");
        QCOMPARE(documentUrl(description), description.url);
        const std::string list =
            R"(<TileMapService version="1.0.0"><TileMaps><TileMap title="Degrees" srs="EPSG:4326" href="/tms/1.0.0/city@d"/>)"
            R"(<TileMap title="Metres" srs="EPSG:3857" href="/tms/1.0.0/city@m/"/></TileMaps></TileMapService>)";
        const auto bytes = std::make_shared<Bytes>(list.begin(), list.end());
        const auto chosen = [&](const char* layer) {
            description.layer = layer;
            const auto named = documentsNamedBy(description, description.url, *bytes);
            return named.empty() ? std::string() : named.front().second;
        };
        QCOMPARE(chosen(""), std::string("http://h/tms/1.0.0/city@m/?key=1"));
        QCOMPARE(chosen("city@d"), std::string("http://h/tms/1.0.0/city@d?key=1"));
        QCOMPARE(chosen("Degrees"), std::string("http://h/tms/1.0.0/city@d?key=1"));
        QCOMPARE(chosen("village"), std::string());
        const auto opened = openImagery(description, {{description.url, bytes}});
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::BadReference);
        QVERIFY(opened.error().detail.find("only \"city@d\", \"city@m\"") != std::string::npos);
    }

    void tileMapOfAnOwnOrigin()
    {
        const std::string text =
            R"(<TileMap version="1.0.0"><SRS>EPSG:4547</SRS><BoundingBox minx="400000" miny="2500000" maxx="440000" maxy="2560000"/>)"
            R"(<Origin x="400000" y="2500000"/><TileFormat width="256" height="256" extension="jpg"/>)"
            R"(<TileSets profile="local"><TileSet href="t/0" units-per-pixel="100" order="0"/><TileSet href="t/1" units-per-pixel="50" order="1"/></TileSets></TileMap>)";
        const auto opened = openDocument(described("tms", "http://h/a/tilemapresource.xml"), text);
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const PictureSource& source = *opened->source;
        QCOMPARE(source.urlOf(1, 0, 2), std::string("http://h/a/t/1/0/2.jpg"));
        QCOMPARE(source.grid().boxOf(1, 0, 2), glm::dvec4(400000, 2500000 + 2 * 12800, 412800, 2500000 + 3 * 12800));
        QVERIFY(source.grid().isNested());
        QVERIFY(!openDocument(described("tms", "http://h/a.xml"), "<TileMap/>"));
    }

    void boxesOfGdal2tilesAreLatitudeFirst()
    {
        const auto boxOf = [](const std::string& srs, const std::string& profile, const std::string& origin,
                              const std::string& box) {
            const auto opened = openDocument(
                described("tms", "http://h/tilemapresource.xml"),
                "<TileMap version=\"1.0.0\"><SRS>" + srs + "</SRS><BoundingBox " + box + "/><Origin " + origin
                    + "/><TileFormat width=\"256\" height=\"256\" extension=\"png\"/><TileSets profile=\"" + profile
                    + "\"><TileSet href=\"8\" units-per-pixel=\""
                    + (profile == "mercator" ? "611.49622628141" : "0.00274658203125")
                    + "\" order=\"8\"/></TileSets></TileMap>");
            return opened ? boundsOf(*opened) : Rectangle{};
        };
        const auto isNear = [](const Rectangle& a, const Rectangle& b) {
            return std::abs(a.west - b.west) < 1e-6 && std::abs(a.south - b.south) < 1e-6
                && std::abs(a.east - b.east) < 1e-6 && std::abs(a.north - b.north) < 1e-6;
        };
        const Rectangle city{113.5, 22.6, 114.3, 23.2};
        const std::string swapped = "minx='22.6' miny='113.5' maxx='23.2' maxy='114.3'";
        QVERIFY(isNear(boxOf("EPSG:3857", "mercator", "x='113.5' y='22.6'", swapped), city));
        QVERIFY(isNear(boxOf("EPSG:4326", "geodetic", "x='113.5' y='22.6'", swapped), city));
        QVERIFY(isNear(
            boxOf("EPSG:4326", "geodetic", "x='-180' y='-90'", "minx='113.5' miny='22.6' maxx='114.3' maxy='23.2'"),
            city));
        // Where both orders are possible, the origin tells.
        QVERIFY(isNear(boxOf("EPSG:4326", "geodetic", "x='10' y='50'", "minx='50' miny='10' maxx='51' maxy='12'"),
                       {10, 50, 12, 51}));
        QVERIFY(isNear(boxOf("EPSG:4326", "geodetic", "x='50' y='10'", "minx='50' miny='10' maxx='51' maxy='12'"),
                       {50, 10, 51, 12}));
    }

    void relativeDocumentsAreFoundFromWhereTheyWereNamed()
    {
        const std::string list =
            R"({"tilesets":[{"tileMatrixSetId":"gk38","dataType":"map","links":[{"rel":"self","href":"deep/er/gk38"}]}]})";
        const std::string tileset =
            R"({"tileMatrixSetId":"gk38","links":[{"rel":"item","type":"image/jpeg","href":"t/{tileMatrix}/{tileRow}/{tileCol}"},)"
            R"({"rel":"http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme","href":"../sets/gk38"}]})";
        const std::string set =
            R"({"id":"gk38","crs":"http://www.opengis.net/def/crs/EPSG/0/4547","orderedAxes":["X","Y"],"tileMatrices":[)"
            R"({"id":"a","cellSize":20,"scaleDenominator":71428.57,"pointOfOrigin":[2600000,400000],"tileWidth":512,"tileHeight":512,"matrixWidth":8,"matrixHeight":10}]})";
        const std::map<std::string, std::string> files{{"https://h/map/tiles?f=json", list},
                                                       {"https://h/map/deep/er/gk38", tileset},
                                                       {"https://h/map/deep/sets/gk38", set}};
        ImageryDescription description = described("ogc-tiles", "https://h/map/tiles");
        description.axisOrder = "yx";
        std::vector<std::string> asked;
        const auto documents =
            fetchDocuments(description, [&](const std::string& url, const std::string&) -> Result<ImageryDocument> {
                asked.push_back(url);
                const auto found = files.find(url);
                if (found == files.end())
                    return fail(ErrorCode::NotFound, url, "not there");
                return ImageryDocument{url, bytesOf(found->second)};
            });
        QVERIFY2(documents, documents ? "" : documents.error().toString().c_str());
        QCOMPARE(asked.size(), std::size_t{3});
        const auto opened = openImagery(description, *documents);
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        QCOMPARE(opened->source->urlOf(0, 3, 4), std::string("https://h/map/deep/er/t/a/4/3"));
    }

    void ogcTiles()
    {
        const std::string list =
            R"({"tilesets":[{"tileMatrixSetId":"WorldCRS84Quad","dataType":"map","links":[{"rel":"self","href":"/t/WorldCRS84Quad?f=json"}]},)"
            R"({"tileMatrixSetURI":"http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad","dataType":"map","links":[{"rel":"self","type":"application/json","href":"/t/WebMercatorQuad"}]}]})";
        ImageryDescription description = described("ogc-tiles", "https://h/collections/a/map/tiles?key=K");
        const auto named =
            documentsNamedBy(description, "https://h/collections/a/map/tiles?key=K&f=json", *bytesOf(list));
        QCOMPARE(named.size(), std::size_t{1});
        QCOMPARE(named[0].second, std::string("https://h/t/WebMercatorQuad?key=K"));
        const std::string tileset =
            R"({"tileMatrixSetURI":"http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad","links":[)"
            R"({"rel":"item","type":"application/vnd.mapbox-vector-tile","href":"/t/{tileMatrix}/{tileRow}/{tileCol}.mvt"},)"
            R"({"rel":"item","type":"image/png","templated":true,"href":"/t/{tileMatrix}/{tileRow}/{tileCol}.png"}],)"
            R"("tileMatrixSetLimits":[{"tileMatrix":"7","minTileRow":55,"maxTileRow":56,"minTileCol":104,"maxTileCol":105}]})";
        QVERIFY(documentsNamedBy(description, "https://h/t/WebMercatorQuad", *bytesOf(tileset)).empty());
        const auto opened = openImagery(
            description,
            {{"https://h/collections/a/map/tiles?key=K&f=json", bytesOf(list)}, {named[0].first, bytesOf(tileset)}});
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        QCOMPARE(opened->source->urlOf(7, 104, 55), std::string("https://h/t/7/55/104.png?key=K"));
        QVERIFY(opened->source->grid().isWebMercatorQuad());
        QVERIFY(opened->source->has(7, 104, 55) && !opened->source->has(7, 103, 55)
                && !opened->source->has(8, 208, 110));
    }

    void ogcTilesOfAnOwnSet()
    {
        const std::string tileset =
            R"({"tileMatrixSetId":"gk38","links":[{"rel":"item","type":"image/jpeg","href":"t/{tileMatrix}/{tileRow}/{tileCol}"},)"
            R"({"rel":"http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme","href":"/sets/gk38"}]})";
        const std::string set =
            R"({"id":"gk38","crs":"http://www.opengis.net/def/crs/EPSG/0/4547","orderedAxes":["X","Y"],"tileMatrices":[)"
            R"({"id":"a","cellSize":20,"scaleDenominator":71428.57,"pointOfOrigin":[2600000,400000],"tileWidth":512,"tileHeight":512,"matrixWidth":8,"matrixHeight":10},)"
            R"({"id":"b","cellSize":5,"scaleDenominator":17857.14,"pointOfOrigin":[2600000,400000],"tileWidth":512,"tileHeight":512,"matrixWidth":32,"matrixHeight":40}]})";
        ImageryDescription description = described("ogc-tiles", "https://h/tiles/gk38");
        description.axisOrder = "yx"; // X of this system is its northing
        const auto named = documentsNamedBy(description, "https://h/tiles/gk38?f=json", *bytesOf(tileset));
        QCOMPARE(named.size(), std::size_t{1});
        QCOMPARE(named[0].second, std::string("https://h/sets/gk38"));
        const auto opened = openImagery(
            description, {{"https://h/tiles/gk38?f=json", bytesOf(tileset)}, {named[0].first, bytesOf(set)}});
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const TileGrid& grid = opened->source->grid();
        QVERIFY(!grid.isNested()); // four times finer, not twice
        QCOMPARE(grid.boxOf(0, 0, 0), glm::dvec4(400000, 2600000 - 10240, 410240, 2600000));
        QCOMPARE(opened->source->urlOf(1, 3, 4), std::string("https://h/tiles/t/b/4/3"));
        QVERIFY(!openImagery(description, {{"https://h/tiles/gk38", bytesOf(tileset)}})); // without its set
    }

    void templates_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("crs");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("expected"); // of level 3, column 6, row 3
        QTest::newRow("xyz") << "http://h/{z}/{x}/{y}"
                             << ""
                             << "xyz"
                             << "http://h/3/6/3";
        QTest::newRow("from the south") << "http://h/{z}/{x}/{-y}"
                                        << ""
                                        << "xyz"
                                        << "http://h/3/6/4";
        QTest::newRow("tms") << "http://h/{z}/{x}/{y}"
                             << ""
                             << "tms"
                             << "http://h/3/6/4";
        QTest::newRow("quadkey") << "http://h/{q}.jpg"
                                 << ""
                                 << "xyz"
                                 << "http://h/132.jpg";
        QTest::newRow("servers") << "http://t{s}.h/{z}/{x}/{y}"
                                 << ""
                                 << "xyz"
                                 << "http://ta.h/3/6/3";
        QTest::newRow("range") << "http://t{0-7}.h/{z}/{x}/{y}"
                               << ""
                               << "xyz"
                               << "http://t1.h/3/6/3";
        QTest::newRow("degrees, from the south") << "http://h/{z}/{x}/{y}"
                                                 << "EPSG:4490"
                                                 << "tms"
                                                 << "http://h/3/6/4";
        QTest::newRow("GCJ-02") << "http://h/{z}/{x}/{y}"
                                << "GCJ-02"
                                << "xyz"
                                << "http://h/3/6/3";
    }
    void templates()
    {
        QFETCH(QString, url);
        QFETCH(QString, crs);
        QFETCH(QString, kind);
        QFETCH(QString, expected);
        ImageryDescription description = described(kind.toStdString(), url.toStdString());
        description.crs = crs.toStdString();
        const auto opened = openImagery(description, {});
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        QCOMPARE(QString::fromStdString(opened->source->urlOf(3, 6, 3)), expected);
        QCOMPARE(opened->projector != nullptr, !crs.isEmpty());
        description.crs = "EPSG:4547";
        QVERIFY(!openImagery(description, {}));
    }

    void exceptionsAreQuoted()
    {
        const auto said = [](const char* text) { return serviceExceptionOf(*bytesOf(text)); };
        QCOMPARE(said("<ServiceExceptionReport><ServiceException code=\"LayerNotDefined\">no\nsuch "
                      "layer</ServiceException></ServiceExceptionReport>"),
                 std::string("the service says: no such layer"));
        QCOMPARE(said("<ows:ExceptionReport><ows:Exception><ows:ExceptionText>late</ows:ExceptionText></"
                      "ows:Exception></ows:ExceptionReport>"),
                 std::string("the service says: late"));
        QVERIFY(said("\x89PNG").empty() && said("").empty() && said("<Exception").empty());
    }

    void badInput_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("WMS: old") << "wms"
                                  << QByteArray(
                                         "<WMT_MS_Capabilities version=\"1.0.0\"><Capability/></WMT_MS_Capabilities>")
                                  << "WMS version";
        QTest::newRow("WMS: no layer") << "wms"
                                       << QByteArray(
                                              "<WMS_Capabilities version=\"1.3.0\"><Capability/></WMS_Capabilities>")
                                       << "without a layer";
        QTest::newRow("WMS: no system") << "wms" << QByteArray::fromStdString(wmsText("1.3.0", "EPSG:999999"))
                                        << "no coordinate system";
        QTest::newRow("WMS: not it") << "wms" << QByteArray("<a/>") << "no WMS capabilities";
        QTest::newRow("TMS: not it") << "tms" << QByteArray("<a/>") << "no TileMap";
        QTest::newRow("tiles: no JSON") << "ogc-tiles" << QByteArray("<a/>") << "no JSON";
        QTest::newRow("tiles: nothing") << "ogc-tiles" << QByteArray("{\"links\":[]}") << "names no tileset";
        QTest::newRow("tiles: odd types")
            << "ogc-tiles"
            << QByteArray("{\"links\":[1,{\"rel\":\"item\",\"href\":7}],\"tileMatrixSetId\":\"WebMercatorQuad\"}")
            << "offers no format";
    }
    void badInput()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const auto opened = openDocument(described(kind.toStdString(), "https://h/x"), text.toStdString());
        QVERIFY(!opened);
        const QString said = QString::fromStdString(opened.error().toString());
        QVERIFY2(said.contains(words) && said.contains("https://h/x"), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TestMapServices)
#include "TestMapServices.moc"
