#pragma once
// Descriptions of map services, made for tests.

#include "geodata/core/Bytes.h"
#include "geodata/raster/ImageryOpening.h"

#include <memory>
#include <string>
#include <vector>

namespace guanjing::test {

inline SharedBytes bytesOf(const std::string& text) { return std::make_shared<const Bytes>(text.begin(), text.end()); }

struct MatrixText {
    std::string id, scale, corner;
    int columns = 1, rows = 1;
};

inline std::string matrixSetText(const std::string& id, const std::string& crs, const std::vector<MatrixText>& matrices)
{
    std::string text =
        "<TileMatrixSet><ows:Identifier>" + id + "</ows:Identifier><ows:SupportedCRS>" + crs + "</ows:SupportedCRS>";
    for (const MatrixText& m : matrices)
        text += "<TileMatrix><ows:Identifier>" + m.id + "</ows:Identifier><ScaleDenominator>" + m.scale
            + "</ScaleDenominator><TopLeftCorner>" + m.corner
            + "</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight><MatrixWidth>"
            + std::to_string(m.columns) + "</MatrixWidth><MatrixHeight>" + std::to_string(m.rows)
            + "</MatrixHeight></TileMatrix>";
    return text + "</TileMatrixSet>";
}

/// Capabilities of one layer "img" in the sets that it links to; `extra` goes into the layer.
inline std::string wmtsText(const std::vector<std::string>& links, const std::string& sets,
                            const std::string& extra = {}, const std::string& operations = {},
                            const std::string& format = "image/jpeg")
{
    std::string text = R"(<?xml version="1.0" encoding="UTF-8"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1")"
                       R"( xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">)"
        + operations + "<Contents><Layer><ows:Title>Images</ows:Title><ows:Identifier>img</ows:Identifier>"
        + R"(<Style isDefault="true"><ows:Identifier>default</ows:Identifier></Style><Format>)" + format + "</Format>"
        + extra;
    for (const std::string& link : links)
        text += "<TileMatrixSetLink><TileMatrixSet>" + link + "</TileMatrixSet></TileMatrixSetLink>";
    return text + "</Layer>" + sets + "</Contents></Capabilities>";
}

/// The first levels of Web Mercator as a standard document has them.
inline std::string mercatorSetText(const std::string& id = "GoogleMapsCompatible")
{
    return matrixSetText(id, "urn:ogc:def:crs:EPSG::3857",
                         {{"0", "559082264.0287178", "-20037508.3427892 20037508.3427892", 1, 1},
                          {"1", "279541132.0143589", "-20037508.3427892 20037508.3427892", 2, 2},
                          {"2", "139770566.0071794", "-20037508.3427892 20037508.3427892", 4, 4}});
}

inline Result<OpenedImagery> openDocument(const ImageryDescription& description, const std::string& text,
                                          const std::string& url = {})
{
    return openImagery(description, {{url.empty() ? documentUrl(description) : url, bytesOf(text)}});
}

} // namespace guanjing::test
