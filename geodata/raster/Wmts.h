#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Rectangle.h"
#include "geodata/core/Result.h"
#include "geodata/raster/WrittenGrid.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing {

class PictureSource;
struct ImageryDescription;

/// The capabilities of a WMTS 1.0.0 (OGC 07-057r7, 7.1.1.1). Plain data; names as written.
struct WmtsCapabilities {
    struct Limits {
        double firstRow = 0, lastRow = 0, firstColumn = 0, lastColumn = 0;
    };
    struct Dimension {
        std::string id, byDefault;
        std::vector<std::string> values;
    };
    struct Layer {
        std::string id, title;
        std::vector<std::string> styles;
        std::string defaultStyle;
        std::vector<std::string> formats;
        std::vector<Dimension> dimensions;
        std::map<std::string, std::map<std::string, Limits>> matrixSets; ///< with limits by tile matrix
        std::vector<std::string> matrixSetOrder; ///< as linked
        std::vector<std::pair<std::string, std::string>> templates; ///< of tiles: format, URL template
        std::optional<Rectangle> bounds;
    };
    struct MatrixSet {
        std::string id, crs;
        std::vector<WrittenMatrix> matrices;
    };
    std::string title, provider;
    std::vector<Layer> layers;
    std::vector<MatrixSet> matrixSets;
    std::string getTileUrl; ///< of key-value requests; empty: not offered, or not said
    Issues issues;
};

/// Errors: BadMagic, DecodeFailed, BadValue; what a service says in an exception report comes as DecodeFailed.
[[nodiscard]] Result<WmtsCapabilities> parseWmtsCapabilities(ByteView bytes, const std::string& source);

/// The pictures of one layer: chosen by the description, else the first; of its matrix sets the one that needs the least
/// bending. `url` is where the capabilities came from. BadReference names what is not offered and what is.
[[nodiscard]] Result<std::shared_ptr<const PictureSource>>
openWmts(const WmtsCapabilities& capabilities, const ImageryDescription& description, const std::string& url);

/// The document's URL for what people have: with REQUEST=GetCapabilities where it names a service.
[[nodiscard]] std::string wmtsCapabilitiesUrl(const std::string& url);

} // namespace guanjing
