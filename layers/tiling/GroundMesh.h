#pragma once

#include "geodata/core/Rectangle.h"
#include "geodata/tiles3d/Model.h"

#include <cstdint>

namespace guanjing::layers {

/// Degrees covered by a tile of the Web Mercator quadtree (y counted from the north).
[[nodiscard]] Rectangle mercatorTileRectangle(int level, std::uint32_t x, std::uint32_t y);
/// Cells along one side of a tile's mesh: fewer where the Earth is flat enough.
[[nodiscard]] int groundMeshCells(int level);
/// Most metres between the mesh of a level and the ellipsoid.
[[nodiscard]] double groundMeshErrorMeters(int level);

/// The bare WGS 84 ellipsoid as a mesh: a grid linear in Web Mercator, with skirts that hide the seams between levels.
/// Positions are ECEF metres around Model::origin, overlayCoords span the tile. Any thread.
[[nodiscard]] tiles3d::Model makeGroundMesh(int level, std::uint32_t x, std::uint32_t y);
/// What Web Mercator leaves out at a pole; receives no overlay.
[[nodiscard]] tiles3d::Model makePolarCap(bool isNorth);

} // namespace guanjing::layers
