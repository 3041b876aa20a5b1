#include "layers/tiling/TileVolume.h"

#include "geodata/crs/Ellipsoid.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace guanjing::layers {

double TileVolume::distanceTo(const glm::dvec3& point) const
{
    if (isUnbounded())
        return 0.0;
    const glm::dvec3 offset = point - center;
    if (isSphere())
        return std::max(glm::length(offset) - static_cast<double>(radius), 0.0);
    double squared = 0.0;
    for (int i = 0; i < 3; ++i) {
        const double beyond = std::abs(glm::dot(offset, glm::dvec3(axes[i]))) - static_cast<double>(half[i]);
        if (beyond > 0.0)
            squared += beyond * beyond;
    }
    return std::sqrt(squared);
}

double TileVolume::extentAlong(const glm::dvec3& direction) const
{
    if (isSphere())
        return static_cast<double>(radius);
    double extent = 0.0;
    for (int i = 0; i < 3; ++i)
        extent += std::abs(glm::dot(direction, glm::dvec3(axes[i]))) * static_cast<double>(half[i]);
    return extent;
}

std::array<glm::dvec3, 8> TileVolume::corners(double factor, double extraMeters) const
{
    glm::dvec3 arms[3];
    for (glm::length_t i = 0; i < 3; ++i) {
        glm::dvec3 axis(axes[i]);
        if (isSphere()) {
            axis = glm::dvec3(0.0);
            axis[i] = 1.0;
        }
        arms[i] = axis * (static_cast<double>(isSphere() ? radius : half[i]) * factor + extraMeters);
    }
    std::array<glm::dvec3, 8> corners;
    for (std::size_t i = 0; i < 8; ++i)
        corners[i] =
            center + (i & 1 ? arms[0] : -arms[0]) + (i & 2 ? arms[1] : -arms[1]) + (i & 4 ? arms[2] : -arms[2]);
    return corners;
}

TileVolume TileVolume::sphere(const glm::dvec3& center, double radius)
{
    TileVolume volume;
    volume.center = center;
    volume.radius = static_cast<float>(std::max(radius, 0.0));
    return volume;
}

TileVolume TileVolume::box(const glm::dvec3& center, const glm::dvec3& x, const glm::dvec3& y, const glm::dvec3& z)
{
    glm::dvec3 vectors[3] = {x, y, z};
    glm::dvec3 units[3];
    double lengths[3] = {};
    for (int i = 0; i < 3; ++i)
        lengths[i] = glm::length(vectors[i]);
    // The longest first, so that the directions of thin and skewed boxes stay well defined.
    int a = 0, b = 1, c = 2;
    const auto longerFirst = [&](int& i, int& k) {
        if (lengths[i] < lengths[k])
            std::swap(i, k);
    };
    longerFirst(a, b);
    longerFirst(b, c);
    longerFirst(a, b);
    if (!(lengths[a] > 0.0))
        return sphere(center, 0.0);
    units[a] = vectors[a] / lengths[a];
    glm::dvec3 second = vectors[b] - units[a] * glm::dot(vectors[b], units[a]);
    if (glm::length(second) <= 1e-9 * lengths[a]) {
        const glm::dvec3 any = std::abs(units[a].z) < 0.9 ? glm::dvec3(0, 0, 1) : glm::dvec3(1, 0, 0);
        second = glm::cross(units[a], any);
    }
    units[b] = glm::normalize(second);
    units[c] = glm::cross(units[a], units[b]);
    TileVolume volume;
    volume.center = center;
    double squared = 0.0;
    for (int i = 0; i < 3; ++i) {
        double extent = 0.0;
        for (const glm::dvec3& vector : vectors)
            extent += std::abs(glm::dot(units[i], vector));
        volume.axes[i] = glm::vec3(units[i]);
        volume.half[i] = static_cast<float>(extent);
        squared += extent * extent;
    }
    volume.radius = static_cast<float>(std::sqrt(squared));
    return volume;
}

TileVolume TileVolume::region(const Rectangle& written, double minHeightMeters, double maxHeightMeters)
{
    // What would go nearly all the way round over 180° has its west and east exchanged.
    constexpr double kLeastGapDegrees = 0.6;
    Rectangle rectangle = written;
    double width = rectangle.east - rectangle.west;
    if (width < 0 && width > -kLeastGapDegrees) {
        std::swap(rectangle.west, rectangle.east);
        width = -width;
    }
    if (width < 0)
        width += 360;
    const double height = rectangle.north - rectangle.south;
    if (width > 100 || height > 100)
        return sphere(glm::dvec3(0.0), kWgs84SemiMajorMeters + std::max(maxHeightMeters, 0.0));
    const double lon = rectangle.west + width / 2;
    const double lat = (rectangle.south + rectangle.north) / 2;
    const glm::dmat4 frame = eastNorthUpToEcef({lon, lat, 0});
    const glm::dvec3 origin(frame[3]);
    glm::dvec3 low(std::numeric_limits<double>::max()), high(std::numeric_limits<double>::lowest());
    // A small rectangle is as good as flat between its corners and middles; a wide one needs more of its outline.
    const int steps = std::max(width, height) > 10 ? 8 : 2;
    for (int i = 0; i <= steps; ++i) {
        for (int j = 0; j <= steps; ++j) {
            for (const double h : {minHeightMeters, maxHeightMeters}) {
                const glm::dvec3 point =
                    toEcef({rectangle.west + width * i / steps, rectangle.south + height * j / steps, h}) - origin;
                const glm::dvec3 local(glm::dot(point, glm::dvec3(frame[0])), glm::dot(point, glm::dvec3(frame[1])),
                                       glm::dot(point, glm::dvec3(frame[2])));
                low = glm::dvec3(std::min(low.x, local.x), std::min(low.y, local.y), std::min(low.z, local.z));
                high = glm::dvec3(std::max(high.x, local.x), std::max(high.y, local.y), std::max(high.z, local.z));
            }
        }
    }
    // The equator bulges between samples where the rectangle straddles it off-centre; a thousandth covers that.
    const glm::dvec3 half = (high - low) * 0.5 * 1.001 + glm::dvec3(1e-3);
    const glm::dvec3 middle = (low + high) * 0.5;
    return box(glm::dvec3(frame * glm::dvec4(middle, 1.0)), glm::dvec3(frame[0]) * half.x,
               glm::dvec3(frame[1]) * half.y, glm::dvec3(frame[2]) * half.z);
}

TileVolume TileVolume::around(std::span<const glm::dvec3> points, const glm::dmat4& eastNorthUp, double marginMeters)
{
    const glm::dvec3 origin(eastNorthUp[3]);
    glm::dvec3 low(std::numeric_limits<double>::max()), high(std::numeric_limits<double>::lowest());
    for (const glm::dvec3& point : points)
        for (int i = 0; i < 3; ++i) {
            const double along = glm::dot(point - origin, glm::dvec3(eastNorthUp[i]));
            low[i] = std::min(low[i], along);
            high[i] = std::max(high[i], along);
        }
    const glm::dvec3 half = (high - low) * 0.5 + glm::dvec3(marginMeters);
    return box(glm::dvec3(eastNorthUp * glm::dvec4((low + high) * 0.5, 1.0)), glm::dvec3(eastNorthUp[0]) * half.x,
               glm::dvec3(eastNorthUp[1]) * half.y, glm::dvec3(eastNorthUp[2]) * half.z);
}

TileVolume TileVolume::sphereAround(std::span<const TileVolume> volumes)
{
    glm::dvec3 middle(0.0);
    for (const TileVolume& volume : volumes) {
        if (volume.isUnbounded())
            return {};
        middle += volume.center / static_cast<double>(volumes.size());
    }
    double radius = 0;
    for (const TileVolume& volume : volumes)
        radius = std::max(radius, glm::length(volume.center - middle) + static_cast<double>(volume.radius));
    return sphere(middle, radius);
}

GeographicBounds geographicBounds(const TileVolume& volume)
{
    GeographicBounds bounds;
    if (volume.isUnbounded() || glm::length(volume.center) < 1e6) {
        bounds.rectangle = {-180, -90, 180, 90};
        return bounds;
    }
    const Geographic center = toGeographic(volume.center);
    const glm::dmat4 frame = eastNorthUpToEcef(center);
    double east = 0, north = 0, up = 0;
    east = volume.extentAlong(glm::dvec3(frame[0]));
    north = volume.extentAlong(glm::dvec3(frame[1]));
    up = volume.extentAlong(glm::dvec3(frame[2]));
    const double metersPerDegree = kWgs84SemiMajorMeters * kDegreesToRadians;
    const double dLat = north / metersPerDegree;
    const double dLon = east / (metersPerDegree * std::max(std::cos(center.latDegrees * kDegreesToRadians), 0.01));
    bounds.rectangle = {std::max(center.lonDegrees - dLon, -180.0), std::max(center.latDegrees - dLat, -90.0),
                        std::min(center.lonDegrees + dLon, 180.0), std::min(center.latDegrees + dLat, 90.0)};
    bounds.minHeightMeters = center.heightMeters - up;
    bounds.maxHeightMeters = center.heightMeters + up;
    return bounds;
}

} // namespace guanjing::layers
