#pragma once

#include "geodata/core/Result.h"
#include "geodata/crs/LocalFrame.h"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace guanjing::clipping {

enum class ClipMode {
    Inside, ///< what lies inside goes
    Outside, ///< what lies outside of all regions of this mode goes
    Flatten ///< what lies inside is laid on one height
};

/// A box that stands upright, turned about its vertical; metres.
struct ClipBox {
    double lonDegrees = 0, latDegrees = 0, heightMeters = 0; ///< of the middle, ellipsoidal
    double widthMeters = 0, depthMeters = 0, boxHeightMeters = 0; ///< across, along and up, before turning
    double headingDegrees = 0; ///< clockwise from north
    bool operator==(const ClipBox&) const = default;
};

/// What a region is made from: a polygon or a box.
struct ClipShape {
    ClipMode mode = ClipMode::Inside;
    std::vector<glm::dvec2>
        polygon; ///< longitude and latitude in degrees, either sense, the first point repeated or not
    std::optional<ClipBox> box; ///< in place of the polygon
    /// Ellipsoidal heights between which a polygon works; infinite: all.
    double minHeightMeters = -std::numeric_limits<double>::infinity();
    double maxHeightMeters = std::numeric_limits<double>::infinity();
    double flatHeightMeters = 0; ///< of Flatten, ellipsoidal
    bool operator==(const ClipShape&) const = default;
};

/// Where something lies to a region. Cut: neither is certain.
enum class Overlap { Outside, Inside, Cut };

/// A part of space ready for cutting. Points are looked at in the region's own space: east and north in metres on the
/// plane that touches the ellipsoid in the middle of the polygon, and the ellipsoidal height (for a box: up in metres in
/// place of it). Walls are therefore exact planes; they stand upright in the middle and lean by the curve of the Earth
/// away from it, 3 cm for 200 m of height at 1 km.
/// Immutable; any thread.
class ClipRegion {
public:
    /// A half-space of the region's space: inside where dot(plane, (x, y, height, 1)) ≥ 0; normals are unit.
    struct Side {
        glm::dvec4 plane{0.0};
        bool isBorder = false; ///< a wall of the region, not a seam between its convex pieces
    };
    struct Cell {
        std::vector<Side> sides;
        glm::dvec2 low{0.0}, high{0.0};
    };

    /// BadValue where the shape has no inside, crosses itself, is larger than limits::kMaxClipExtentDegrees or has more
    /// corners than limits::kMaxClipCorners.
    [[nodiscard]] static Result<ClipRegion> create(const ClipShape& shape);

    [[nodiscard]] ClipMode mode() const { return m_shape.mode; }
    [[nodiscard]] const ClipShape& shape() const { return m_shape; }
    [[nodiscard]] std::span<const Cell> cells() const { return m_cells; }
    [[nodiscard]] glm::dvec3 toRegion(const glm::dvec3& ecef) const;
    [[nodiscard]] bool contains(const glm::dvec3& ecef) const;
    /// For everything within the convex hull of points. Never wrong when it says Outside or Inside.
    [[nodiscard]] Overlap overlapOf(std::span<const glm::dvec3> ecefHull) const;
    /// True when everything within the convex hull of points, given in the region's space, is certainly outside.
    [[nodiscard]] bool isBeyond(std::span<const glm::dvec3> regionHull) const;
    /// The point moved straight up or down to the flat height.
    [[nodiscard]] glm::dvec3 flattened(const glm::dvec3& ecef) const;

private:
    explicit ClipRegion(const ClipShape& shape, const Geographic& middle) : m_shape(shape), m_frame(middle) { }
    Result<void> makePolygonCells();
    void makeBoxCell();

    ClipShape m_shape;
    LocalFrame m_frame;
    std::vector<glm::dvec2> m_ring; ///< of a polygon, counter-clockwise, in the region's space
    std::vector<Cell> m_cells;
    glm::dvec2 m_low{0.0}, m_high{0.0};
    double m_minHeight = 0, m_maxHeight = 0; ///< in the region's space
    bool m_needsHeight = false;
};

} // namespace guanjing::clipping
