#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Issue.h"
#include "geodata/core/Rectangle.h"
#include "geodata/core/Result.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing {

class PictureSource;
struct ImageryDescription;

/// The capabilities of a WMS 1.1.1 (OGC 01-068r3) or 1.3.0 (OGC 06-042). Plain data; names as written.
struct WmsCapabilities {
    struct Dimension {
        std::string name, byDefault, values;
    };
    struct Layer {
        std::string name, title; ///< name empty: only a heading
        std::vector<std::string> systems; ///< CRS or SRS, inherited ones included
        std::vector<std::string> styles;
        std::map<std::string, Dimension> dimensions; ///< by name in small letters
        std::optional<Rectangle> bounds; ///< degrees
        std::string attribution;
        bool isOpaque = false;
    };
    std::string version, title;
    std::vector<Layer> layers; ///< in the order of the document, headings left out
    std::vector<std::string> formats;
    std::string getMapUrl;
    int maxWidth = 0, maxHeight = 0; ///< pixels; 0: no limit
};

/// Errors: BadMagic, DecodeFailed, BadValue, UnsupportedVersion; an exception report comes as DecodeFailed.
[[nodiscard]] Result<WmsCapabilities> parseWmsCapabilities(ByteView bytes, const std::string& source);

/// GetMap as pictures of 256 pixels on a grid: Web Mercator's tree where the service offers that, else degrees, else the
/// first system that is known, over the layer's extent. `url` is where the capabilities came from. BadReference names what is
/// not offered and what is.
[[nodiscard]] Result<std::shared_ptr<const PictureSource>>
openWms(const WmsCapabilities& capabilities, const ImageryDescription& description, const std::string& url);

/// The document's URL for what people have: with REQUEST=GetCapabilities where it names a service.
[[nodiscard]] std::string wmsCapabilitiesUrl(const std::string& url);

} // namespace guanjing
