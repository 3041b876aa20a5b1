#pragma once
// The plane that the demo city is laid out in: Web Mercator (EPSG:3857) shifted to the city's south-west corner and scaled by
// cos 22.9°, so that a unit is a metre on the ground (to 0.3%) and orthophoto pixels are straight in it. x east, y north.
// Orthophoto and buildings both derive from this frame alone; that is why they agree to the pixel.

#include "geodata/core/Math.h"

#include <cmath>

namespace guanjing::democity {

constexpr double kFrameScale = 0.9211854055657213; ///< cos 22.9°
constexpr double kFrameMercatorX = 12636543.316889243; ///< of 113.516° E
constexpr double kFrameMercatorY = 2590470.328073237; ///< of 22.656° N
constexpr double kCityWidthMeters = 75883.95880259023; ///< to 114.256° E
constexpr double kCityHeightMeters = 54435.65584081622; ///< to 23.145° N

/// A point or vector of the city plane, metres.
struct V2 {
    double x = 0, y = 0;
    V2 operator+(V2 o) const { return {x + o.x, y + o.y}; }
    V2 operator-(V2 o) const { return {x - o.x, y - o.y}; }
    V2 operator*(double s) const { return {x * s, y * s}; }
    /// Turned left by a right angle.
    [[nodiscard]] V2 left() const { return {-y, x}; }
    [[nodiscard]] double length() const { return std::sqrt(x * x + y * y); }
};
[[nodiscard]] inline double dot(V2 a, V2 b) { return a.x * b.x + a.y * b.y; }
[[nodiscard]] inline double cross(V2 a, V2 b) { return a.x * b.y - a.y * b.x; }
[[nodiscard]] inline V2 lerp(V2 a, V2 b, double t) { return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; }
[[nodiscard]] inline V2 unit(V2 a)
{
    const double l = a.length();
    return l > 0 ? V2{a.x / l, a.y / l} : V2{1, 0};
}
[[nodiscard]] inline double clamp01(double v) { return v < 0 ? 0 : (v > 1 ? 1 : v); }
[[nodiscard]] inline double smoothStep(double a, double b, double v)
{
    const double t = clamp01((v - a) / (b - a));
    return t * t * (3 - 2 * t);
}

/// Axis-parallel box, metres.
struct Box {
    double minX = 1e300, minY = 1e300, maxX = -1e300, maxY = -1e300;
    void add(V2 p)
    {
        minX = p.x < minX ? p.x : minX;
        minY = p.y < minY ? p.y : minY;
        maxX = p.x > maxX ? p.x : maxX;
        maxY = p.y > maxY ? p.y : maxY;
    }
    [[nodiscard]] Box grown(double m) const { return {minX - m, minY - m, maxX + m, maxY + m}; }
    [[nodiscard]] bool meets(const Box& o) const
    {
        return minX <= o.maxX && maxX >= o.minX && minY <= o.maxY && maxY >= o.minY;
    }
    [[nodiscard]] bool holds(V2 p) const { return p.x >= minX && p.x < maxX && p.y >= minY && p.y < maxY; }
};

/// Degrees (lon, lat) → plane and back.
[[nodiscard]] V2 fromLonLat(double lonDegrees, double latDegrees);
[[nodiscard]] glm::dvec2 toLonLat(V2 point);
/// The square that an XYZ tile covers in the plane.
[[nodiscard]] Box tileBox(int level, int x, int y);

} // namespace guanjing::democity
