#include "geodata/crs/ChinaOffset.h"

#include "geodata/core/Math.h"

#include <cmath>

namespace guanjing {

namespace {

constexpr double kPi = std::numbers::pi;
// Krasovsky 1940, on which the offset series is computed.
constexpr double kKrasovskyMeters = 6378245.0;
constexpr double kKrasovskyEccentricity2 = 0.00669342162296594323;
constexpr double kBaiduFrequency = kPi * 3000.0 / 180.0;

bool isOffsetHere(const glm::dvec2& lonLat)
{
    return lonLat.x >= 72.004 && lonLat.x <= 137.8347 && lonLat.y >= 0.8293 && lonLat.y <= 55.8271;
}

double waves(double t, double shortAmplitude, double middleAmplitude, double longAmplitude, double longPeriods)
{
    return (20.0 * std::sin(t * kPi) + shortAmplitude * std::sin(t / 3.0 * kPi)
            + middleAmplitude * std::sin(t / 12.0 * kPi) + longAmplitude * std::sin(t * kPi / longPeriods))
        * 2.0 / 3.0;
}

glm::dvec2 offsetDegrees(const glm::dvec2& lonLat)
{
    const double x = lonLat.x - 105.0, y = lonLat.y - 35.0;
    const double common = (20.0 * std::sin(6.0 * x * kPi) + 20.0 * std::sin(2.0 * x * kPi)) * 2.0 / 3.0;
    const double root = std::sqrt(std::abs(x));
    const double eastMeters =
        300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common + waves(x, 40.0, 150.0, 300.0, 30.0);
    const double northMeters = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
        + waves(y, 40.0, 160.0, 320.0, 30.0);
    const double lat = lonLat.y * kDegreesToRadians;
    const double w2 = 1.0 - kKrasovskyEccentricity2 * std::sin(lat) * std::sin(lat);
    const double w = std::sqrt(w2);
    const double meridianRadius = kKrasovskyMeters * (1.0 - kKrasovskyEccentricity2) / (w2 * w);
    return {eastMeters / (kKrasovskyMeters / w * std::cos(lat)) * kRadiansToDegrees,
            northMeters / meridianRadius * kRadiansToDegrees};
}

// The offsets change by less than 1% of the way, so each round gains two digits or more.
template <class Forward> glm::dvec2 inverted(const glm::dvec2& target, Forward&& forward)
{
    glm::dvec2 guess = target;
    for (int round = 0; round < 30; ++round) {
        const glm::dvec2 step = target - forward(guess);
        guess += step;
        if (std::abs(step.x) < 1e-13 && std::abs(step.y) < 1e-13)
            break;
    }
    return guess;
}

} // namespace

glm::dvec2 wgs84ToGcj02(const glm::dvec2& lonLat)
{
    return isOffsetHere(lonLat) ? lonLat + offsetDegrees(lonLat) : lonLat;
}

glm::dvec2 gcj02ToWgs84(const glm::dvec2& lonLat)
{
    if (!isOffsetHere(lonLat))
        return lonLat;
    return inverted(lonLat, [](const glm::dvec2& p) { return p + offsetDegrees(p); });
}

glm::dvec2 gcj02ToBd09(const glm::dvec2& lonLat)
{
    if (!isOffsetHere(lonLat))
        return lonLat;
    const double radius =
        std::sqrt(lonLat.x * lonLat.x + lonLat.y * lonLat.y) + 2e-5 * std::sin(lonLat.y * kBaiduFrequency);
    const double angle = std::atan2(lonLat.y, lonLat.x) + 3e-6 * std::cos(lonLat.x * kBaiduFrequency);
    return {radius * std::cos(angle) + 0.0065, radius * std::sin(angle) + 0.006};
}

glm::dvec2 bd09ToGcj02(const glm::dvec2& lonLat)
{
    if (!isOffsetHere(lonLat))
        return lonLat;
    return inverted(lonLat, gcj02ToBd09);
}

glm::dvec2 wgs84ToBd09(const glm::dvec2& lonLat) { return gcj02ToBd09(wgs84ToGcj02(lonLat)); }

glm::dvec2 bd09ToWgs84(const glm::dvec2& lonLat) { return gcj02ToWgs84(bd09ToGcj02(lonLat)); }

} // namespace guanjing
