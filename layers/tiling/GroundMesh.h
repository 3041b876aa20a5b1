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
/// How far the walls round the mesh of the bare ellipsoid reach down.
[[nodiscard]] double groundSkirtMeters(int level);
/// Degrees; `y` counts tiles of the level from the north.
[[nodiscard]] double latitudeOfMercatorRow(int level, double y);
/// A model of the ground of one primitive, whose positions lie around the origin (ECEF).
[[nodiscard]] tiles3d::Model finishGroundMesh(tiles3d::Primitive primitive, const glm::dvec3& origin);
/// Gives that model a picture that spans the tile as overlayCoords do: land as bare ground is, and water; null: as it is.
/// Its alpha, where it has one, is the share of land: water mirrors, whatever imagery lies on it.
void paintGroundMesh(tiles3d::Model& model, std::shared_ptr<const tiles3d::Image> picture);
/// Adds a second primitive to it, with a picture of its own.
void addWater(tiles3d::Model& model, tiles3d::Primitive primitive, std::shared_ptr<const tiles3d::Image> picture);
/// Colours of such pictures, 8 bits. Pictures are lit less than plain colours are: this land looks as bare ground does.
extern const glm::u8vec3 kLandColor, kWaterColor;
/// What Web Mercator leaves out at a pole; receives no overlay.
[[nodiscard]] tiles3d::Model makePolarCap(bool isNorth);

} // namespace guanjing::layers
