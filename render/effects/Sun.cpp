#include "render/effects/Sun.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::render {

glm::dvec3 sunDirectionEcef(SunInstant instant)
{
    const double unixSeconds = static_cast<double>(instant.time_since_epoch().count()) / 1000.0;
    const double julianDay = unixSeconds / 86400.0 + 2440587.5;
    const double t = (julianDay - 2451545.0) / 36525.0; // Julian centuries since J2000

    const double meanLongitude = 280.46646 + t * (36000.76983 + t * 0.0003032);
    const double meanAnomaly = (357.52911 + t * (35999.05029 - t * 0.0001537)) * kDegreesToRadians;
    const double center = std::sin(meanAnomaly) * (1.914602 - t * (0.004817 + t * 0.000014))
        + std::sin(2.0 * meanAnomaly) * (0.019993 - t * 0.000101) + std::sin(3.0 * meanAnomaly) * 0.000289;
    const double node = (125.04 - 1934.136 * t) * kDegreesToRadians;
    const double apparentLongitude = (meanLongitude + center - 0.00569 - 0.00478 * std::sin(node)) * kDegreesToRadians;
    const double meanObliquity = 23.0 + (26.0 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60.0) / 60.0;
    const double obliquity = (meanObliquity + 0.00256 * std::cos(node)) * kDegreesToRadians;

    const double declination = std::asin(std::sin(obliquity) * std::sin(apparentLongitude));
    const double rightAscension =
        std::atan2(std::cos(obliquity) * std::sin(apparentLongitude), std::cos(apparentLongitude));
    // Greenwich mean sidereal time (Meeus 12.4); with nutation in longitude it becomes apparent.
    const double siderealDegrees =
        280.46061837 + 360.98564736629 * (julianDay - 2451545.0) + t * t * (0.000387933 - t / 38710000.0);
    const double nutation = -0.00478 * std::sin(node) * std::cos(obliquity);
    const double longitude = rightAscension - (siderealDegrees + nutation) * kDegreesToRadians;
    return {std::cos(declination) * std::cos(longitude), std::cos(declination) * std::sin(longitude),
            std::sin(declination)};
}

SunAngles sunAngles(SunInstant instant, double lonDegrees, double latDegrees)
{
    const glm::dvec3 sun = sunDirectionEcef(instant);
    const double lon = lonDegrees * kDegreesToRadians, lat = latDegrees * kDegreesToRadians;
    const glm::dvec3 east(-std::sin(lon), std::cos(lon), 0.0);
    const glm::dvec3 north(-std::sin(lat) * std::cos(lon), -std::sin(lat) * std::sin(lon), std::cos(lat));
    const glm::dvec3 up(std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat));
    double azimuth = std::atan2(glm::dot(sun, east), glm::dot(sun, north)) * kRadiansToDegrees;
    if (azimuth < 0.0)
        azimuth += 360.0;
    return {std::asin(std::clamp(glm::dot(sun, up), -1.0, 1.0)) * kRadiansToDegrees, azimuth};
}

} // namespace guanjing::render
