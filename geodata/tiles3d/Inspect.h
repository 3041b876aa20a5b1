#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/tiles3d/Issue.h"
#include "geodata/tiles3d/PropertyTable.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace guanjing::tiles3d {

/// First and last value of a column as stored: before normalization, scale and offset.
struct InspectProperty {
    std::string type;
    PropertyValue first, last;
};

/// One more thing worth knowing of a source: a raster's size, a terrain tile's lowest height.
struct InspectFact {
    std::string name; ///< key in the JSON
    PropertyValue value;
    std::string text; ///< for people; empty: the value's own text
};

/// What a tileset or content is and holds, and what is wrong with it; the facts that `inspect` prints.
struct InspectReport {
    std::string kind; ///< "tileset" or "content"; empty when the bytes are neither
    std::string format; ///< "tileset", "subtree", "b3dm", "gltf", "glb", "i3dm", "pnts", "cmpt", "unknown" …
    std::string version; ///< asset.version of tileset or glTF
    /// Those that apply of "tiles", "contents", "subtrees", "features", "vertices", "triangles", "points", "lines".
    std::map<std::string, std::uint64_t> counts;
    std::vector<std::uint64_t> tilesPerLevel;
    /// West, south, east, north in degrees, lowest and highest ellipsoidal height in metres; only on the earth.
    std::optional<std::array<double, 6>> bounds;
    std::map<std::string, InspectProperty> properties;
    std::vector<InspectFact> facts; ///< in the order in which they are printed
    Issues issues;

    /// No issue of severity Error.
    [[nodiscard]] bool isUsable() const;
    /// The object that `inspect --json` prints.
    [[nodiscard]] std::string toJson() const;
};

/// Gets what a document names, by absolute URL or path; may block.
using FetchFunction = std::function<Result<SharedBytes>(const std::string& url)>;

struct InspectOptions {
    bool follow = false; ///< add the tiles of external tilesets
    /// Contents of a tileset that are fetched and decoded to see whether they can be used; an Info issue says so when
    /// there are more.
    std::size_t maxCheckedContents = 2000;
};

/// Counting rules: each mesh once however often it is instanced; a strip or fan of k vertices is k − 2 triangles; a line
/// primitive counts 1; an external tileset is one content of its parent. Blocks in `fetch`; any thread.
[[nodiscard]] InspectReport inspectBytes(ByteView bytes, const std::string& url, const FetchFunction& fetch,
                                         const InspectOptions& options = {});

/// The same of a metadata schema on its own, as a tileset's schemaUri names one: kind "content", format "schema".
/// Fails on text that is not a JSON object. OGC 22-025r4, 8.
[[nodiscard]] Result<InspectReport> inspectSchema(ByteView bytes, const std::string& url);

} // namespace guanjing::tiles3d
