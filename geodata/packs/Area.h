#pragma once

#include "geodata/core/AreaMask.h"
#include "geodata/core/Math.h"
#include "geodata/core/Rectangle.h"
#include "geodata/core/Result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing {

/// A part of the map: one or more polygons with holes, by the even-odd rule. Longitude and latitude in degrees, edges straight
/// in them; across 180° it is refused. Plain data, immutable; any thread.
class Area {
public:
    using Ring = std::vector<glm::dvec2>; ///< not closed: the last point is another one than the first

    Area() = default;
    /// BadValue for a rectangle that is none.
    [[nodiscard]] static Result<Area> fromRectangle(const Rectangle& rectangle);
    /// BadValue for fewer than three points, or points that are none.
    [[nodiscard]] static Result<Area> fromRings(std::vector<Ring> rings);
    /// RFC 7946: a polygon, several, a feature or a collection of them; `source` names it in errors. Errors: BadJson,
    /// BadValue, TooLarge.
    [[nodiscard]] static Result<Area> fromGeoJson(std::string_view json, const std::string& source);
    /// "W,S,E,N" in degrees. BadValue.
    [[nodiscard]] static Result<Area> fromText(std::string_view text);

    [[nodiscard]] bool isEmpty() const { return m_rings.empty(); }
    [[nodiscard]] const std::vector<Ring>& rings() const { return m_rings; }
    [[nodiscard]] const Rectangle& bounds() const { return m_bounds; }
    [[nodiscard]] bool contains(double lonDegrees, double latDegrees) const;
    /// Has a point in common with a rectangle, which must not cross 180°.
    [[nodiscard]] bool touches(const Rectangle& rectangle) const;
    /// On the sphere, to about a percent.
    [[nodiscard]] double squareKilometers() const;
    /// A geometry: MultiPolygon, or Polygon where one ring suffices.
    [[nodiscard]] std::string toGeoJson() const;

private:
    std::vector<Ring> m_rings;
    std::shared_ptr<const AreaMask> m_mask; ///< the same; null: empty
    Rectangle m_bounds;
};

} // namespace guanjing
