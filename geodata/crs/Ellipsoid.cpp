#include "geodata/crs/Ellipsoid.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing {

namespace {

constexpr double kA = kWgs84SemiMajorMeters;
constexpr double kE2 = kWgs84Eccentricity2;
constexpr double kB2 = kA * kA * (1.0 - kE2);
const double kB = std::sqrt(kB2);
constexpr double kMaxMercatorLatDegrees = 85.0511287798066;
// Inside this distance of the Earth's centre several normals of the ellipsoid meet and no answer is the right one.
constexpr double kCentreMeters = 45000.0;

struct MeridianPoint {
    double sinLat, cosLat, heightMeters;
};

// One Newton step on the latitude; the height is stationary in latitude and needs none.
MeridianPoint refined(double p, double z, double sinLat, double cosLat)
{
    for (int step = 0; step < 2; ++step) {
        const double w2 = 1.0 - kE2 * sinLat * sinLat;
        const double w = std::sqrt(w2);
        const double n = kA / w;
        const double height = p * cosLat + z * sinLat - kA * w;
        if (step == 1)
            return {sinLat, cosLat, height};
        const double northMeters =
            (z - (n * (1.0 - kE2) + height) * sinLat) * cosLat - (p - (n + height) * cosLat) * sinLat;
        const double delta = northMeters / (n * (1.0 - kE2) / w2 + height);
        const double s = sinLat + delta * cosLat;
        const double c = cosLat - delta * sinLat;
        const double length = std::sqrt(s * s + c * c);
        sinLat = s / length;
        cosLat = c / length;
    }
    return {};
}

MeridianPoint toMeridian(double p, double z)
{
    const double r2 = p * p + z * z;
    if (r2 < kCentreMeters * kCentreMeters) {
        const double r = std::sqrt(r2);
        if (r == 0)
            return {0, 1, -kA};
        const double sinLat = z / r, cosLat = p / r;
        return {sinLat, cosLat, r - kA * std::sqrt(1.0 - kE2 * sinLat * sinLat)};
    }
    // Heikkinen 1982, with lengths in units of the semi-major axis so that the fourth powers stay small.
    const double pu = p / kA, zu = z / kA;
    constexpr double b2 = 1.0 - kE2;
    constexpr double second2 = kE2 / b2;
    const double p2 = pu * pu, z2 = zu * zu;
    const double f = 54.0 * b2 * z2;
    const double g = p2 + b2 * z2 - kE2 * kE2;
    const double c = kE2 * kE2 * f * p2 / (g * g * g);
    const double s = std::cbrt(1.0 + c + std::sqrt(std::max(0.0, c * c + 2.0 * c)));
    const double k = s + 1.0 / s + 1.0;
    const double bigP = f / (3.0 * k * k * g * g);
    const double q = std::sqrt(1.0 + 2.0 * kE2 * kE2 * bigP);
    const double r0 = -bigP * kE2 * pu / (1.0 + q)
        + std::sqrt(std::max(0.0, 0.5 * (1.0 + 1.0 / q) - bigP * b2 * z2 / (q * (1.0 + q)) - 0.5 * bigP * p2));
    const double d = pu - kE2 * r0;
    const double v = std::sqrt(d * d + b2 * z2);
    const double z0 = b2 * zu / v;
    const double sy = zu + second2 * z0;
    const double length = std::sqrt(sy * sy + p2);
    return refined(p, z, sy / length, pu / length);
}

glm::dvec3 normalAt(double lonDegrees, double latDegrees)
{
    const double lon = lonDegrees * kDegreesToRadians, lat = latDegrees * kDegreesToRadians;
    const double cosLat = std::cos(lat);
    return {cosLat * std::cos(lon), cosLat * std::sin(lon), std::sin(lat)};
}

// Smallest non-negative distance to the ellipsoid of these semi-axes, -1 when there is none.
double hitScaled(const glm::dvec3& origin, const glm::dvec3& direction, double a, double b)
{
    const glm::dvec3 inverse(1.0 / a, 1.0 / a, 1.0 / b);
    const glm::dvec3 o = origin * inverse, d = direction * inverse;
    const double dd = glm::dot(d, d);
    if (!(dd > 0))
        return -1;
    // The nearest approach to the centre, rather than the plain discriminant, keeps the digits of far origins.
    const double along = -glm::dot(o, d) / dd;
    const glm::dvec3 nearest = o + along * d;
    const double rest = 1.0 - glm::dot(nearest, nearest);
    if (rest < 0)
        return -1;
    const double half = std::sqrt(rest / dd);
    if (along - half >= 0)
        return along - half;
    return along + half >= 0 ? along + half : -1;
}

} // namespace

glm::dvec3 toEcef(const Geographic& position)
{
    const glm::dvec3 n = normalAt(position.lonDegrees, position.latDegrees);
    const double radius = kA / std::sqrt(1.0 - kE2 * n.z * n.z);
    const double horizontal = radius + position.heightMeters;
    return {horizontal * n.x, horizontal * n.y, (radius * (1.0 - kE2) + position.heightMeters) * n.z};
}

Geographic toGeographic(const glm::dvec3& ecef)
{
    const double p = std::sqrt(ecef.x * ecef.x + ecef.y * ecef.y);
    const MeridianPoint point = toMeridian(p, ecef.z);
    const double lon = p > 0 ? std::atan2(ecef.y, ecef.x) : 0.0;
    return {lon * kRadiansToDegrees, std::atan2(point.sinLat, point.cosLat) * kRadiansToDegrees, point.heightMeters};
}

glm::dvec3 ellipsoidNormal(double lonDegrees, double latDegrees) { return normalAt(lonDegrees, latDegrees); }

glm::dmat4 eastNorthUpToEcef(const Geographic& origin)
{
    const double lon = origin.lonDegrees * kDegreesToRadians;
    const double sinLon = std::sin(lon), cosLon = std::cos(lon);
    const glm::dvec3 up = normalAt(origin.lonDegrees, origin.latDegrees);
    const double cosLat = std::cos(origin.latDegrees * kDegreesToRadians);
    const glm::dvec3 east(-sinLon, cosLon, 0.0);
    const glm::dvec3 north(-up.z * cosLon, -up.z * sinLon, cosLat);
    return glm::dmat4(glm::dvec4(east, 0), glm::dvec4(north, 0), glm::dvec4(up, 0), glm::dvec4(toEcef(origin), 1));
}

double intersectEllipsoid(const glm::dvec3& origin, const glm::dvec3& direction, double heightMeters)
{
    double t = hitScaled(origin, direction, kA + heightMeters, kB + heightMeters);
    if (t < 0 || heightMeters == 0)
        return t;
    // The surface of equal height is no ellipsoid; step along the ray until the height is right.
    for (int i = 0; i < 2; ++i) {
        const Geographic hit = toGeographic(origin + t * direction);
        const double slope = glm::dot(normalAt(hit.lonDegrees, hit.latDegrees), direction);
        if (std::abs(slope) < 1e-3)
            break;
        t = std::max(0.0, t + (heightMeters - hit.heightMeters) / slope);
    }
    return t;
}

glm::dvec2 toWebMercator(double lonDegrees, double latDegrees)
{
    const double lat = std::clamp(latDegrees, -kMaxMercatorLatDegrees, kMaxMercatorLatDegrees) * kDegreesToRadians;
    return {kA * lonDegrees * kDegreesToRadians, kA * std::asinh(std::tan(lat))};
}

glm::dvec2 fromWebMercator(double xMeters, double yMeters)
{
    return {xMeters / kA * kRadiansToDegrees, std::atan(std::sinh(yMeters / kA)) * kRadiansToDegrees};
}

} // namespace guanjing
