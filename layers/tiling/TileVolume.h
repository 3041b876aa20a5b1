#pragma once

#include "geodata/core/Math.h"
#include "geodata/core/Rectangle.h"

#include <array>
#include <span>

namespace guanjing::layers {

/// Where a tile lies: an oriented box in ECEF metres with its bounding sphere. Spheres are kept as boxes without axes.
/// Small, because a tree may have a million of them. Plain data, any thread.
struct TileVolume {
    glm::dvec3 center{0.0};
    glm::vec3 axes[3]{}; ///< unit vectors; all zero for a sphere
    glm::vec3 half{0.0f}; ///< half extents along the axes
    float radius = -1.0f; ///< of the bounding sphere; negative: unknown, counts as everywhere

    [[nodiscard]] bool isUnbounded() const { return radius < 0.0f; }
    [[nodiscard]] bool isSphere() const { return half.x == 0.0f && half.y == 0.0f && half.z == 0.0f; }
    /// Metres from a point to the volume, 0 inside.
    [[nodiscard]] double distanceTo(const glm::dvec3& point) const;
    /// Half the volume's extent along a unit direction.
    [[nodiscard]] double extentAlong(const glm::dvec3& direction) const;
    [[nodiscard]] bool contains(const glm::dvec3& point) const { return isUnbounded() || distanceTo(point) <= 0.0; }

    /// Corners, ECEF, of a box around it that is `factor` times as large in each direction and `extraMeters` larger.
    [[nodiscard]] std::array<glm::dvec3, 8> corners(double factor = 1.0, double extraMeters = 0.0) const;

    [[nodiscard]] static TileVolume sphere(const glm::dvec3& center, double radius);
    /// Half-axis vectors in metres, which need not be orthogonal after a skewing transform.
    [[nodiscard]] static TileVolume box(const glm::dvec3& center, const glm::dvec3& x, const glm::dvec3& y,
                                        const glm::dvec3& z);
    /// Around points and a margin of metres, with axes east, north and up at a place.
    [[nodiscard]] static TileVolume around(std::span<const glm::dvec3> points, const glm::dmat4& eastNorthUp,
                                           double marginMeters);
    /// Around several volumes; unbounded where one is.
    [[nodiscard]] static TileVolume sphereAround(std::span<const TileVolume> volumes);
    /// Geographic rectangle (degrees; may cross 180°) between two ellipsoidal heights.
    [[nodiscard]] static TileVolume region(const Rectangle& rectangle, double minHeightMeters, double maxHeightMeters);
};

/// Degrees and ellipsoidal heights around a volume; good for "zoom to", not exact for volumes of continental size.
struct GeographicBounds {
    Rectangle rectangle;
    double minHeightMeters = 0, maxHeightMeters = 0;
};
[[nodiscard]] GeographicBounds geographicBounds(const TileVolume& volume);

} // namespace guanjing::layers
