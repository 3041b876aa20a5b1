#pragma once

#include "geodata/core/Rectangle.h"

#include <cstdint>
#include <vector>

namespace guanjing {

/// A terrain tile: x from the west, y from the south (TMS), level 0 the coarsest.
struct TerrainTileId {
    int level = 0;
    std::uint32_t x = 0, y = 0;
    bool operator==(const TerrainTileId&) const = default;
};

/// Tiles of one level, both ends included; x from the west, y from the south.
struct TerrainTileRange {
    std::uint32_t startX = 0, startY = 0, endX = 0, endY = 0;
    [[nodiscard]] std::uint64_t count() const
    {
        return (std::uint64_t{endX} - startX + 1) * (std::uint64_t{endY} - startY + 1);
    }
    bool operator==(const TerrainTileRange&) const = default;
};

/// The two grids that layer.json knows: geographic degrees with two roots, Web Mercator with one.
enum class TerrainProjection : std::uint8_t { Geographic, WebMercator };

/// Degrees that a tile covers; the mesh's u runs west to east, v south to north, linearly in the projection.
[[nodiscard]] Rectangle terrainTileRectangle(const TerrainTileId& id,
                                             TerrainProjection projection = TerrainProjection::Geographic);

/// Whether a raster of heights within `bounds` (degrees) has something for a tile of the geographic grid: one that covers less
/// than a thirty-second of the tile's side is left to finer tiles, and an edge that is only touched has no pixels on the other
/// side.
[[nodiscard]] bool reachesTerrainTile(const Rectangle& bounds, const TerrainTileId& id);

} // namespace guanjing
