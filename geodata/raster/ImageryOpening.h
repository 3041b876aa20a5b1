#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Rectangle.h"
#include "geodata/core/Result.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanjing {

class GridProjector;
class PictureSource;

/// An imagery source as a scene states it. Plain data; what a kind has no use for is ignored.
struct ImageryDescription {
    /// "xyz", "tms", "wmts", "wms", "ogc-tiles", "gdal", "pictures".
    std::string kind = "xyz";
    std::string url; ///< of the template, the service, its description, or the file
    std::string crs; ///< empty: as the source says
    std::string layer, style, matrixSet, format; ///< names as the service has them; empty: its first or default
    std::map<std::string, std::string> dimensions; ///< TIME and others; empty ones: the service's default
    /// "xy" or "yx": in which order the service means coordinates; empty: as its standard and its system's authority say.
    std::string axisOrder;
    std::vector<std::string> subdomains; ///< of {s}
    int zoomOffset = 0; ///< of an xyz source's {z}
    int minLevel = 0, maxLevel = 22;
    std::string nodata; ///< of a file: a value that replaces the file's own
    bool operator==(const ImageryDescription&) const = default;
};

struct ImageryDocument {
    std::string url;
    SharedBytes bytes;
};

struct OpenedImagery {
    std::shared_ptr<const PictureSource> source;
    /// Null for the Web Mercator quadtree. Belongs to whoever opened it; one thread at a time.
    std::shared_ptr<GridProjector> projector;
};

/// The kind of service that a document describes, by what it begins with (a few thousand bytes serve), wherever it came from:
/// capabilities of WMS and WMTS, a TileMap or a list of them, tiles of OGC API. Empty for anything else.
[[nodiscard]] std::string_view imageryKindOf(std::string_view beginning);
/// URL of what describes the source; empty where it needs no such thing.
[[nodiscard]] std::string documentUrl(const ImageryDescription& description);
/// Further documents that one names and the source cannot do without: URLs as written there (keys of ImageryDocument::url)
/// and absolute.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
documentsNamedBy(const ImageryDescription& description, const std::string& url, ByteView document);
/// Bytes of a document that another one named, and where they came from in the end.
using DocumentFetch = std::function<Result<ImageryDocument>(const std::string& url, const std::string& referrer)>;
/// All that openImagery() needs of a description: its document, what that names, and what those name in turn, each once. Blocks
/// as `fetch` does. Fails where the first cannot be had; openImagery() tells what it misses of the others.
[[nodiscard]] Result<std::vector<ImageryDocument>> fetchDocuments(const ImageryDescription& description,
                                                                  const DocumentFetch& fetch);
/// True where opening reads a file or asks a server and belongs on a worker.
[[nodiscard]] bool opensSlowly(const ImageryDescription& description);
/// Makes the source, `documents` beginning with that of documentUrl(). Any thread. Errors name the URL or file and the
/// defect.
[[nodiscard]] Result<OpenedImagery> openImagery(const ImageryDescription& description,
                                                const std::vector<ImageryDocument>& documents);

/// Where its pictures lie, in degrees; west > east across 180°.
[[nodiscard]] Rectangle boundsOf(const OpenedImagery& imagery);

} // namespace guanjing
