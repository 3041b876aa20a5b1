#pragma once

#include "geodata/core/Math.h"

namespace guanjing {

/// Longitude and latitude in degrees (in that order), height in metres above the WGS 84 ellipsoid.
struct Geographic {
    double lonDegrees = 0;
    double latDegrees = 0;
    double heightMeters = 0;
};

/// EPSG:4979 → EPSG:4978 (metres). EPSG guidance note 7-2, 2.2.1. Any thread.
[[nodiscard]] glm::dvec3 toEcef(const Geographic& position);
/// EPSG:4978 → EPSG:4979; closed form after Heikkinen (1982) with one refinement: within 1e-8 m (what degrees in a double
/// resolve) from −6,000 km to
/// 10,000 km of height. Any thread.
[[nodiscard]] Geographic toGeographic(const glm::dvec3& ecef);
/// Unit outward normal of the ellipsoid at a geographic position.
[[nodiscard]] glm::dvec3 ellipsoidNormal(double lonDegrees, double latDegrees);
/// East, north, up in columns 0..2, the ECEF origin in column 3: local metres → ECEF.
[[nodiscard]] glm::dmat4 eastNorthUpToEcef(const Geographic& origin);
/// Distance along the ray (unit direction) to the ellipsoid raised by heightMeters; negative when it misses.
[[nodiscard]] double intersectEllipsoid(const glm::dvec3& origin, const glm::dvec3& direction, double heightMeters = 0);

/// Spherical Web Mercator (EPSG:3857), metres. Latitudes are clamped to ±85.0511287798066°.
[[nodiscard]] glm::dvec2 toWebMercator(double lonDegrees, double latDegrees);
[[nodiscard]] glm::dvec2 fromWebMercator(double xMeters, double yMeters); ///< (lon, lat) in degrees

constexpr double kWebMercatorHalfWorldMeters = 20037508.342789244;

} // namespace guanjing
