#pragma once

namespace guanjing {

/// Geographic rectangle in degrees, WGS 84 or CGCS2000 longitude and latitude. A rectangle that crosses the 180°
/// meridian has west > east.
struct Rectangle {
    double west = 0, south = 0, east = 0, north = 0;

    [[nodiscard]] bool contains(double lonDegrees, double latDegrees) const;
    [[nodiscard]] bool intersects(const Rectangle& other) const;
    /// Smallest rectangle around both; neither may cross 180°.
    [[nodiscard]] Rectangle united(const Rectangle& other) const;
    bool operator==(const Rectangle&) const = default;
};

} // namespace guanjing
