#include "app/platform/TileServices.h"

#include "geodata/core/Rectangle.h"
#include "geodata/democity/Demo.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <string_view>

namespace guanjing::app {

namespace {

constexpr const char* kLayer = "orthophoto";
constexpr const char* kMercatorSet = "WebMercatorQuad";
constexpr const char* kGeographicSet = "CGCS2000Quad";
constexpr int kFinestLevel = 22;
constexpr int kTilePixels = 256;
constexpr double kHalfWorldMeters = 20037508.342789244;
/// OGC 07-057r7, 6.1: a pixel is taken as 0.28 mm wide, a degree as that of the equator.
constexpr double kPixelMeters = 0.00028;
constexpr double kMetersPerDegree = 111319.49079327358;

template <class... Values> std::string text(const char* format, Values... values)
{
    std::array<char, 700> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), format, values...);
    return {buffer.data(), static_cast<std::size_t>(std::max(0, length))};
}

std::optional<int> numberOf(const std::string& word)
{
    int value = 0;
    const char* const end = word.data() + word.size();
    const auto [at, error] = std::from_chars(word.data(), end, value);
    if (error != std::errc() || at != end || word.empty())
        return std::nullopt;
    return value;
}

std::string escaped(std::string_view word)
{
    std::string result;
    for (char c : word)
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        default: result += c;
        }
    return result;
}

ServiceDocument report(const char* code, const std::string& locator, const std::string& message)
{
    return {400, "application/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ExceptionReport xmlns=\"http://www.opengis.net/ows/1.1\" "
            "version=\"1.1.0\"><Exception exceptionCode=\""
                + std::string(code) + "\" locator=\"" + escaped(locator) + "\"><ExceptionText>" + escaped(message)
                + "</ExceptionText></Exception></ExceptionReport>\n"};
}

/// Levels of a set. The geographic one begins where two tiles make the world, which is counted as 1, as Tianditu does.
int firstLevel(bool geographic) { return geographic ? 1 : 0; }
int columnsOf(int level) { return 1 << level; }
int rowsOf(bool geographic, int level) { return geographic ? 1 << (level - 1) : 1 << level; }

std::string matrixSet(bool geographic)
{
    std::string xml = text("<TileMatrixSet><ows:Identifier>%s</ows:Identifier>"
                           "<ows:SupportedCRS>urn:ogc:def:crs:EPSG::%d</ows:SupportedCRS>",
                           geographic ? kGeographicSet : kMercatorSet, geographic ? 4490 : 3857);
    if (!geographic)
        xml += "<WellKnownScaleSet>urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible</WellKnownScaleSet>";
    xml += '\n';
    for (int level = firstLevel(geographic); level <= kFinestLevel; ++level) {
        const double pixels = static_cast<double>(kTilePixels) * columnsOf(level);
        const double pixelMeters = geographic ? 360 / pixels * kMetersPerDegree : 2 * kHalfWorldMeters / pixels;
        // the corner in the order of the system's axes: latitude first in EPSG:4490
        xml += text("<TileMatrix><ows:Identifier>%d</ows:Identifier><ScaleDenominator>%.12g</ScaleDenominator>"
                    "<TopLeftCorner>%s</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight>"
                    "<MatrixWidth>%d</MatrixWidth><MatrixHeight>%d</MatrixHeight></TileMatrix>\n",
                    level, pixelMeters / kPixelMeters,
                    geographic ? "90.0 -180.0" : "-20037508.342789244 20037508.342789244", columnsOf(level),
                    rowsOf(geographic, level));
    }
    return xml + "</TileMatrixSet>\n";
}

} // namespace

std::optional<OrthoTileName> wmtsTile(const std::string& time, const std::string& matrixSetName,
                                      const std::string& matrix, const std::string& row, const std::string& column)
{
    const auto epoch = time.empty() || time == "default" || time == "current" ? std::optional(democity::Epoch::June2026)
                                                                              : democity::epochNamed(time);
    const bool geographic = matrixSetName == kGeographicSet;
    const auto level = numberOf(matrix);
    const auto x = numberOf(column);
    const auto y = numberOf(row);
    if (!epoch || !level || !x || !y || (!geographic && matrixSetName != kMercatorSet)
        || *level < firstLevel(geographic) || *level > kFinestLevel || *x < 0 || *y < 0 || *x >= columnsOf(*level)
        || *y >= rowsOf(geographic, *level))
        return std::nullopt;
    return OrthoTileName{*epoch, geographic, *level, *x, *y};
}

ServiceAnswer answerWmts(const ServiceParameters& parameters, const std::string& base)
{
    const auto value = [&](const char* name) {
        const auto found = parameters.find(name);
        return found == parameters.end() ? std::string() : found->second;
    };
    if (value("SERVICE") != "WMTS")
        return report(value("SERVICE").empty() ? "MissingParameterValue" : "InvalidParameterValue", "SERVICE",
                      "SERVICE must be WMTS");
    const std::string request = value("REQUEST");
    if (request == "GetCapabilities")
        return ServiceDocument{200, "application/xml", wmtsCapabilities(base)};
    if (request.empty())
        return report("MissingParameterValue", "REQUEST", "GetCapabilities or GetTile");
    if (request != "GetTile")
        return report("OperationNotSupported", "REQUEST", "GetCapabilities and GetTile are offered");
    for (const char* name : {"LAYER", "TILEMATRIXSET", "TILEMATRIX", "TILEROW", "TILECOL"})
        if (value(name).empty())
            return report("MissingParameterValue", name, "GetTile needs it");
    if (value("LAYER") != kLayer)
        return report("InvalidParameterValue", "LAYER", "the layer is orthophoto");
    if (const std::string format = value("FORMAT"); !format.empty() && format != "image/jpeg" && format != "tiles")
        return report("InvalidParameterValue", "FORMAT", "tiles are image/jpeg");
    const std::string set = value("TILEMATRIXSET");
    if (set != kMercatorSet && set != kGeographicSet)
        return report("InvalidParameterValue", "TILEMATRIXSET", "WebMercatorQuad or CGCS2000Quad");
    if (const auto tile = wmtsTile(value("TIME"), set, value("TILEMATRIX"), value("TILEROW"), value("TILECOL")))
        return *tile;
    if (!wmtsTile(value("TIME"), set, "1", "0", "0"))
        return report("InvalidParameterValue", "TIME", "2023-06 or 2026-06");
    return report("TileOutOfRange", "TILEROW", "there is no such tile");
}

std::string wmtsCapabilities(const std::string& base)
{
    const Rectangle city = democity::cityExtent();
    std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
<ows:ServiceIdentification><ows:Title>Guanjing demo city</ows:Title><ows:ServiceType>OGC WMTS</ows:ServiceType><ows:ServiceTypeVersion>1.0.0</ows:ServiceTypeVersion></ows:ServiceIdentification>
<ows:OperationsMetadata>
)";
    for (const char* operation : {"GetCapabilities", "GetTile"})
        xml += "<ows:Operation name=\"" + std::string(operation) + "\"><ows:DCP><ows:HTTP><ows:Get xlink:href=\""
            + escaped(base) + "wmts?\"><ows:Constraint name=\"GetEncoding\"><ows:AllowedValues><ows:Value>KVP"
            + "</ows:Value></ows:AllowedValues></ows:Constraint></ows:Get></ows:HTTP></ows:DCP></ows:Operation>\n";
    xml += "</ows:OperationsMetadata>\n<Contents>\n<Layer><ows:Title>Orthophoto</ows:Title>";
    xml += text("<ows:WGS84BoundingBox><ows:LowerCorner>%.6f %.6f</ows:LowerCorner><ows:UpperCorner>%.6f %.6f"
                "</ows:UpperCorner></ows:WGS84BoundingBox>",
                city.west, city.south, city.east, city.north);
    xml +=
        "<ows:Identifier>orthophoto</ows:Identifier><Style isDefault=\"true\"><ows:Identifier>default</ows:Identifier>"
        "</Style><Format>image/jpeg</Format>\n<Dimension><ows:Identifier>Time</ows:Identifier><Default>2026-06</"
        "Default>";
    for (democity::Epoch epoch : democity::kEpochs)
        xml += "<Value>" + std::string(democity::epochName(epoch)) + "</Value>";
    xml += "</Dimension>\n";
    for (const char* set : {kMercatorSet, kGeographicSet})
        xml += "<TileMatrixSetLink><TileMatrixSet>" + std::string(set) + "</TileMatrixSet></TileMatrixSetLink>\n";
    xml += "<ResourceURL format=\"image/jpeg\" resourceType=\"tile\" template=\"" + escaped(base)
        + "wmts/rest/orthophoto/default/{Time}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.jpg\"/>\n</Layer>\n";
    xml += matrixSet(false) + matrixSet(true);
    return xml + "</Contents>\n<ServiceMetadataURL xlink:href=\"" + escaped(base)
        + "wmts/1.0.0/WMTSCapabilities.xml\"/>\n</Capabilities>\n";
}

std::string tileMapResource(democity::Epoch epoch)
{
    std::string xml =
        text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TileMap version=\"1.0.0\" "
             "tilemapservice=\"http://tms.osgeo.org/1.0.0\">\n<Title>Orthophoto %s</Title><Abstract/>\n"
             "<SRS>EPSG:3857</SRS>\n<BoundingBox minx=\"%.9f\" miny=\"%.9f\" maxx=\"%.9f\" maxy=\"%.9f\"/>\n"
             "<Origin x=\"%.9f\" y=\"%.9f\"/>\n"
             "<TileFormat width=\"256\" height=\"256\" mime-type=\"image/jpeg\" extension=\"jpg\"/>\n"
             "<TileSets profile=\"global-mercator\">\n",
             std::string(democity::epochName(epoch)).c_str(), -kHalfWorldMeters, -kHalfWorldMeters, kHalfWorldMeters,
             kHalfWorldMeters, -kHalfWorldMeters, -kHalfWorldMeters);
    for (int level = 0; level <= kFinestLevel; ++level)
        xml += text("<TileSet href=\"%d\" units-per-pixel=\"%.12g\" order=\"%d\"/>\n", level,
                    2 * kHalfWorldMeters / kTilePixels / columnsOf(level), level);
    return xml + "</TileSets>\n</TileMap>\n";
}

} // namespace guanjing::app
