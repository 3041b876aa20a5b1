#pragma once
// Vectors and matrices are GLM's, in double for world coordinates. Matrices are column-major as in OpenGL and in
// 3D Tiles (18.3.1 "transform"). World coordinates are ECEF metres (EPSG:4978); vertices are floats around a
// double origin.
#include <glm/mat3x3.hpp>
#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <numbers>

namespace guanjing {

constexpr double kDegreesToRadians = std::numbers::pi / 180.0;
constexpr double kRadiansToDegrees = 180.0 / std::numbers::pi;

/// Semi-major axis and first eccentricity squared of WGS 84 (EPSG:7030). CGCS2000's ellipsoid differs by 0.1 mm at
/// the pole and is treated as the same surface.
constexpr double kWgs84SemiMajorMeters = 6378137.0;
constexpr double kWgs84Eccentricity2 = 6.69437999014131699613723e-3;

} // namespace guanjing
