#pragma once

#include "geodata/core/Math.h"

#include <chrono>

namespace guanjing::render {

/// Where the sun stands, seen from a place; degrees. Without refraction.
struct SunAngles {
    double elevationDegrees = 0;
    double azimuthDegrees = 0; ///< clockwise from north
};

using SunInstant = std::chrono::sys_time<std::chrono::milliseconds>;

/// Unit vector from the Earth's centre to the sun, ECEF. NOAA's solar equations (after Meeus, Astronomical Algorithms,
/// chapter 25): about 0.01° from 1900 to 2100. Any thread.
[[nodiscard]] glm::dvec3 sunDirectionEcef(SunInstant instant);

/// Elevation and azimuth at a place, by the ellipsoid's normal there. Any thread.
[[nodiscard]] SunAngles sunAngles(SunInstant instant, double lonDegrees, double latDegrees);

} // namespace guanjing::render
