// What a WMTS says of itself, and what is asked of it.
#include "geodata/raster/GridProjector.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/raster/Wmts.h"
#include "tests/Corpus.h"
#include "tests/geodata_raster/ServiceDocuments.h"

#include <QFile>
#include <QTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::test;

namespace {

ImageryDescription wmts(const std::string& url = "https://h/wmts")
{
    ImageryDescription description;
    description.kind = "wmts";
    description.url = url;
    return description;
}

/// Tianditu's sets as they are published: corners of "w" swapped, scales reckoned with 96 dpi.
std::string tiandituSet(bool isMercator)
{
    std::vector<MatrixText> matrices;
    double scale = 2.958293554545656E8;
    for (int level = 1; level <= 18; ++level, scale /= 2)
        matrices.push_back({std::to_string(level), QString::number(scale, 'E', 15).toStdString(),
                            isMercator ? "20037508.3427892 -20037508.3427892" : "90.0 -180.0", 1 << level,
                            1 << (isMercator ? level : level - 1)});
    return matrixSetText(isMercator ? "w" : "c",
                         isMercator ? "urn:ogc:def:crs:EPSG::900913" : "urn:ogc:def:crs:EPSG::4490", matrices);
}

constexpr const char* kGetTile =
    R"(<ows:OperationsMetadata><ows:Operation name="GetTile"><ows:DCP><ows:HTTP>)"
    R"(<ows:Get xlink:href="http://h/rest/"><ows:Constraint name="GetEncoding"><ows:AllowedValues><ows:Value>RESTful</ows:Value></ows:AllowedValues></ows:Constraint></ows:Get>)"
    R"(<ows:Get xlink:href="http://h/img_w/wmts?"><ows:Constraint name="GetEncoding"><ows:AllowedValues><ows:Value>KVP</ows:Value></ows:AllowedValues></ows:Constraint></ows:Get>)"
    R"(</ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata>)";

} // namespace

class TestWmts : public QObject {
    Q_OBJECT

private slots:
    void capabilitiesAreFound_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("document");
        QTest::newRow("service") << "https://h/wmts?tk=K"
                                 << "https://h/wmts?tk=K&SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0";
        QTest::newRow("document") << "https://h/1.0.0/WMTSCapabilities.xml"
                                  << "https://h/1.0.0/WMTSCapabilities.xml";
        QTest::newRow("a tile")
            << "https://h/wmts?SERVICE=WMTS&REQUEST=GetTile&LAYER=img&TILEMATRIX=3&TILEROW=1&TILECOL=2&tk=K"
            << "https://h/wmts?tk=K&SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0";
        QTest::newRow("file") << "/data/capabilities.xml"
                              << "/data/capabilities.xml";
    }
    void capabilitiesAreFound()
    {
        QFETCH(QString, url);
        QFETCH(QString, document);
        QCOMPARE(QString::fromStdString(documentUrl(wmts(url.toStdString()))), document);
    }

    void keysAndValues()
    {
        const auto opened =
            openDocument(wmts("https://h/img_w/wmts?tk=K"), wmtsText({"w"}, tiandituSet(true), {}, kGetTile, "tiles"));
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const PictureSource& source = *opened->source;
        QVERIFY(source.grid().isWebMercatorQuad());
        QVERIFY(!opened->projector);
        QCOMPARE(source.minLevel(), 1);
        QCOMPARE(source.maxLevel(), 18);
        // By https, since the capabilities came by it from the same host.
        QCOMPARE(
            QString::fromStdString(source.urlOf(3, 6, 3)),
            QString(
                "https://h/img_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=img&STYLE=default&FORMAT=tiles"
                "&TILEMATRIXSET=w&TILEMATRIX=3&TILEROW=3&TILECOL=6&tk=K"));
        QVERIFY(source.has(18, 1, 1));
        QVERIFY(!source.has(0, 0, 0));
    }

    void tiandituInDegrees()
    {
        const auto opened = openDocument(wmts(), wmtsText({"c"}, tiandituSet(false), {}, {}, "tiles"));
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const TileGrid& grid = opened->source->grid();
        QVERIFY(opened->projector && grid.isNested() && grid.isWgs84Degrees && !grid.isMercator);
        QCOMPARE(grid.levels.front().id, std::string("1"));
        QCOMPARE(grid.levels.front().unitsPerPixel.x, 0.703125);
        QCOMPARE(grid.levels.back().unitsPerPixel.y, 0.703125 / (1 << 17));
        const glm::dvec4 box = grid.boxOf(1, 3, 0);
        QCOMPARE(box, glm::dvec4(90, 0, 180, 90));
        QVERIFY(opened->source->issues().size() >= 1); // 96 dpi
    }

    void resourceUrlsAreUsed()
    {
        const std::string extra =
            R"(<ResourceURL format="image/png" resourceType="tile" )"
            R"(template="https://t/{layer}/{style}/{Time}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png"/>)"
            R"(<Dimension><ows:Identifier>Time</ows:Identifier><Default>2026-06</Default><Value>2023-06</Value><Value>2026-06</Value></Dimension>)";
        ImageryDescription description = wmts();
        auto opened = openDocument(description, wmtsText({"GoogleMapsCompatible"}, mercatorSetText(), extra));
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        QCOMPARE(QString::fromStdString(opened->source->urlOf(2, 3, 1)),
                 QString("https://t/img/default/2026-06/GoogleMapsCompatible/2/1/3.png"));
        description.dimensions["TIME"] = "2023-06";
        opened = openDocument(description, wmtsText({"GoogleMapsCompatible"}, mercatorSetText(), extra));
        QVERIFY(QString::fromStdString(opened->source->urlOf(2, 3, 1)).contains("/2023-06/"));
    }

    void dimensionsGoWithKeys_data()
    {
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("asked");
        QTest::newRow("default") << "<Default>2024</Default><Value>2023</Value><Value>2026</Value>"
                                 << "2024";
        QTest::newRow("last") << "<Value>2023</Value><Value>2026</Value>"
                              << "2026";
        QTest::newRow("interval") << "<Value>2020-01-01/2026-06-30/P1D</Value>"
                                  << "2026-06-30";
    }
    void dimensionsGoWithKeys()
    {
        QFETCH(QString, values);
        QFETCH(QString, asked);
        const std::string extra =
            "<Dimension><ows:Identifier>TIME</ows:Identifier>" + values.toStdString() + "</Dimension>";
        const auto opened = openDocument(wmts(), wmtsText({"GoogleMapsCompatible"}, mercatorSetText(), extra));
        QVERIFY(opened);
        QVERIFY(QString::fromStdString(opened->source->urlOf(1, 0, 0)).endsWith("&TIME=" + asked));
    }

    void webMercatorIsPreferred()
    {
        const std::string sets = tiandituSet(false) + mercatorSetText();
        auto opened = openDocument(wmts(), wmtsText({"c", "GoogleMapsCompatible"}, sets));
        QVERIFY(opened && opened->source->grid().isWebMercatorQuad());
        ImageryDescription description = wmts();
        description.matrixSet = "c";
        opened = openDocument(description, wmtsText({"c", "GoogleMapsCompatible"}, sets));
        QVERIFY(opened && !opened->source->grid().isWebMercatorQuad());
    }

    /// The order of a corner's coordinates, by the authority, by sense, by the scene.
    void axisOrder_data()
    {
        QTest::addColumn<QString>("crs");
        QTest::addColumn<QString>("corner");
        QTest::addColumn<QString>("override");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::newRow("4326, latitude first") << "urn:ogc:def:crs:EPSG::4326"
                                              << "90 -180"
                                              << "" << -180.0 << 90.0;
        QTest::newRow("4326, swapped") << "urn:ogc:def:crs:EPSG::4326"
                                       << "-180 90"
                                       << "" << -180.0 << 90.0;
        QTest::newRow("4490, latitude first") << "EPSG:4490"
                                              << "90 -180"
                                              << "" << -180.0 << 90.0;
        QTest::newRow("CRS84, longitude first") << "urn:ogc:def:crs:OGC:1.3:CRS84"
                                                << "-180 90"
                                                << "" << -180.0 << 90.0;
        QTest::newRow("CRS84, swapped") << "urn:ogc:def:crs:OGC:1.3:CRS84"
                                        << "90 -180"
                                        << "" << -180.0 << 90.0;
        QTest::newRow("4547, north first") << "urn:ogc:def:crs:EPSG::4547"
                                           << "2600000 400000"
                                           << "" << 400000.0 << 2600000.0;
        QTest::newRow("4547, swapped") << "urn:ogc:def:crs:EPSG::4547"
                                       << "400000 2600000"
                                       << "" << 400000.0 << 2600000.0;
        QTest::newRow("4547, overridden") << "urn:ogc:def:crs:EPSG::4547"
                                          << "400000 2600000"
                                          << "yx" << 2600000.0 << 400000.0;
        QTest::newRow("32650, east first") << "urn:ogc:def:crs:EPSG::32650"
                                           << "100000 2600000"
                                           << "" << 100000.0 << 2600000.0;
    }
    void axisOrder()
    {
        QFETCH(QString, crs);
        QFETCH(QString, corner);
        QFETCH(QString, override);
        QFETCH(double, x);
        QFETCH(double, y);
        const bool isDegrees = std::abs(x) <= 180;
        const std::string bounds = "<ows:WGS84BoundingBox><ows:LowerCorner>113.5 22.6</ows:LowerCorner>"
                                   "<ows:UpperCorner>114.3 23.2</ows:UpperCorner></ows:WGS84BoundingBox>";
        const std::string set = matrixSetText(
            "s", crs.toStdString(), {{"0", isDegrees ? "279541132.0143589" : "4000000", corner.toStdString(), 2, 2}});
        ImageryDescription description = wmts();
        description.axisOrder = override.toStdString();
        const auto opened = openDocument(description, wmtsText({"s"}, set, override.isEmpty() ? bounds : ""));
        QVERIFY2(opened || !override.isEmpty(), opened ? "" : opened.error().toString().c_str());
        if (!opened)
            return; // a place where the system has no meaning is refused in words
        QCOMPARE(opened->source->grid().levels.front().origin, glm::dvec2(x, y));
    }

    void limitsBound()
    {
        const std::string link =
            "<TileMatrixSetLink><TileMatrixSet>GoogleMapsCompatible</TileMatrixSet><TileMatrixSetLimits>"
            "<TileMatrixLimits><TileMatrix>1</TileMatrix><MinTileRow>0</MinTileRow><MaxTileRow>0</MaxTileRow>"
            "<MinTileCol>1</MinTileCol><MaxTileCol>1</MaxTileCol></TileMatrixLimits>"
            "<TileMatrixLimits><TileMatrix>2</TileMatrix><MinTileRow>3</MinTileRow><MaxTileRow>1</MaxTileRow>"
            "<MinTileCol>2</MinTileCol><MaxTileCol>3</MaxTileCol></TileMatrixLimits>"
            "</TileMatrixSetLimits></TileMatrixSetLink>";
        const auto opened = openDocument(wmts(), wmtsText({}, mercatorSetText(), link));
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        QVERIFY(opened->source->has(1, 1, 0));
        QVERIFY(!opened->source->has(1, 0, 0));
        QVERIFY(!opened->source->has(0, 0, 0)); // a level without limits where others have them
        QVERIFY(opened->source->has(2, 0, 0)); // limits that lie are none
        QCOMPARE(opened->source->issues().size(), std::size_t{1});
    }

    void badInput_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("layer");
        const auto text = [](const std::string& t) { return QByteArray::fromStdString(t); };
        QTest::newRow("nothing") << QByteArray() << "no bytes"
                                 << "";
        QTest::newRow("JSON") << QByteArray("{}") << "no XML"
                              << "";
        QTest::newRow("cut short") << text(wmtsText({"GoogleMapsCompatible"}, mercatorSetText()).substr(0, 900)) << ""
                                   << "";
        QTest::newRow("login page") << QByteArray("<html><body>login</body></html>") << "no WMTS capabilities"
                                    << "";
        QTest::newRow("exception") << QByteArray("<ows:ExceptionReport><ows:Exception><ows:ExceptionText>key is wrong"
                                                 "</ows:ExceptionText></ows:Exception></ows:ExceptionReport>")
                                   << "key is wrong"
                                   << "";
        QTest::newRow("no such layer") << text(wmtsText({"GoogleMapsCompatible"}, mercatorSetText()))
                                       << "has no layer \"vec\", only \"img\""
                                       << "vec";
        QTest::newRow("no such set") << text(wmtsText({"other"}, mercatorSetText())) << "which is not described"
                                     << "";
        QTest::newRow("no sets") << text(wmtsText({}, "")) << "names no tile matrix set"
                                 << "";
        QTest::newRow("scale") << text(wmtsText({"s"}, matrixSetText("s", "EPSG:3857", {{"0", "NaN", "0 0"}})))
                               << "ScaleDenominator is \"NaN\""
                               << "";
        QTest::newRow("corner") << text(wmtsText({"s"}, matrixSetText("s", "EPSG:3857", {{"0", "1000", "nowhere"}})))
                                << "TopLeftCorner is \"nowhere\""
                                << "";
        QTest::newRow("size") << text(wmtsText({"s"}, matrixSetText("s", "EPSG:3857", {{"0", "1000", "0 0", 0, 0}})))
                              << "by 0"
                              << "";
        QTest::newRow("system") << text(
            wmtsText({"s"}, matrixSetText("s", "urn:ogc:def:crs:EPSG::999999", {{"0", "1000", "0 0"}})))
                                << "not a coordinate system"
                                << "";
        QTest::newRow("format") << text(
            wmtsText({"GoogleMapsCompatible"}, mercatorSetText(), {}, {}, "application/x-mvt"))
                                << "is offered as \"application/x-mvt\" only"
                                << "";
        QTest::newRow("deep") << QByteArray("<a>").repeated(5000) << "nested"
                              << "";
    }
    void badInput()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        QFETCH(QString, layer);
        ImageryDescription description = wmts("https://user:secret@h/wmts?tk=secret");
        description.layer = layer.toStdString();
        const auto opened = openDocument(description, text.toStdString());
        QVERIFY(!opened);
        const QString said = QString::fromStdString(opened.error().toString());
        QVERIFY2(said.contains(words), qPrintable(said));
        QVERIFY2(said.contains("https://h/wmts") && !said.contains("secret"), qPrintable(said));
    }

    void corpus_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("levels");
        QTest::addColumn<bool>("isDegrees");
        QTest::newRow("OGC's example") << "loaders.gl/wms/wmts/get-capabilities-response.xml" << 2 << true;
        QTest::newRow("Copernicus") << "services/terriajs/WMTS/with_operation_metadata.xml" << 11 << false;
    }
    void corpus()
    {
        const QString root = corpusDir();
        if (root.isEmpty())
            QSKIP("no corpus: set GUANJING_CORPUS");
        QFETCH(QString, file);
        QFETCH(int, levels);
        QFETCH(bool, isDegrees);
        QFile source(root + "/" + file);
        QVERIFY(source.open(QIODevice::ReadOnly));
        const auto opened = openDocument(wmts(), source.readAll().toStdString());
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const PictureSource& pictures = *opened->source;
        int published = 0;
        for (const TileMatrix& matrix : pictures.grid().levels)
            published += !matrix.id.empty();
        QCOMPARE(published, levels);
        QCOMPARE(pictures.grid().isGeographic && !pictures.grid().isMercator, isDegrees);
        QVERIFY(pictures.urlOf(pictures.minLevel(), 0, 0).starts_with("http"));
    }
};

QTEST_GUILESS_MAIN(TestWmts)
#include "TestWmts.moc"
