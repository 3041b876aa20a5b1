#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Issue.h"
#include "geodata/core/Result.h"
#include "geodata/terrain/TerrainTiling.h"

#include <optional>
#include <string>
#include <vector>

namespace guanjing {

/// layer.json of a quantized-mesh terrain. Plain data, immutable once built.
struct TerrainLayer {
    std::string url; ///< of the layer.json
    std::string format; ///< "quantized-mesh-1.0"
    std::string version;
    std::string attribution;
    TerrainProjection projection = TerrainProjection::Geographic;
    bool isNorthDown = false; ///< scheme "slippyMap" or "xyz": {y} counts from the north
    std::vector<std::string> tileTemplates; ///< as written, relative to the layer.json
    std::optional<Rectangle> bounds; ///< degrees
    int minLevel = 0;
    std::optional<int> maxLevel;
    std::vector<std::vector<TerrainTileRange>> available; ///< by level; empty: not said here
    std::vector<std::string> extensions; ///< "octvertexnormals", "watermask", "metadata" …
    /// Every so many levels a tile's metadata says what is available below it; 0: none.
    int metadataAvailability = 0;
    std::string parentUrl; ///< a layer that stands in where this one has no tile; as written
    Issues issues;

    /// Absolute URL of a tile, by the first template.
    [[nodiscard]] std::string tileUrl(const TerrainTileId& id) const;
    /// What the layer itself says; nothing where it leaves that to the tiles' metadata.
    [[nodiscard]] std::optional<bool> isAvailable(const TerrainTileId& id) const;
    /// Tiles side by side on level 0.
    [[nodiscard]] std::uint32_t rootCount() const { return projection == TerrainProjection::Geographic ? 2 : 1; }
};

/// Fails on text that is not JSON, a format other than quantized-mesh-1.0 and a missing or unusable tile address.
[[nodiscard]] Result<TerrainLayer> parseTerrainLayer(ByteView bytes, const std::string& url);

} // namespace guanjing
