#pragma once

#include "geodata/core/Math.h"
#include "geodata/core/Result.h"
#include "geodata/raster/TileGrid.h"

#include <array>
#include <memory>
#include <optional>
#include <span>

namespace guanjing {

class CoordinateTransform;

/// How a rectangle of Web Mercator lies in a TileGrid: a polynomial of second degree from fractions of the rectangle
/// (u to the east, v from its north edge to the south) to grid coordinates.
struct GridFit {
    /// grid = c[0] + c[1] u + c[2] v + c[3] u² + c[4] u v + c[5] v².
    std::array<glm::dvec2, 6> coefficients{};
    double errorUnits = 0; ///< greatest distance from the truth among the points it was fitted to, in grid units
    bool isAffine = false;
    /// v is the fraction of latitude, not of Web Mercator's northing: rows of degrees are even then, however much of the
    /// world the rectangle covers.
    bool isByLatitude = false;
    /// Where it holds, as fractions of the rectangle (west, north, east, south): what of it the grid covers. By latitude where
    /// isByLatitude.
    glm::dvec4 clip{0, 0, 1, 1};
    glm::dvec4 box{0.0}; ///< grid coordinates of the clip: least x, least y, greatest x, greatest y

    [[nodiscard]] glm::dvec2 at(double u, double v) const
    {
        const auto& c = coefficients;
        return c[0] + c[1] * u + c[2] * v + c[3] * (u * u) + c[4] * (u * v) + c[5] * (v * v);
    }
};

/// Between Web Mercator and the coordinates of a TileGrid. Projected systems cost a PROJ transformation of 25 points per
/// fit, so fits are kept. One thread at a time.
class GridProjector {
public:
    /// Errors as CoordinateTransform::create has them; BadValue where the grid cannot be put on Earth.
    [[nodiscard]] static Result<GridProjector> create(TileGrid grid);
    ~GridProjector();
    GridProjector(GridProjector&&) noexcept;
    GridProjector& operator=(GridProjector&&) noexcept;

    [[nodiscard]] const TileGrid& grid() const { return m_grid; }
    /// West, north, east, south of what the grid covers, in units of Web Mercator (0..1, y from the north); east may exceed 1
    /// where it crosses 180°.
    [[nodiscard]] const glm::dvec4& extent() const { return m_extent; }

    /// Longitude and latitude in degrees to grid coordinates; infinite where there are none.
    [[nodiscard]] glm::dvec2 toGrid(const glm::dvec2& lonLat);
    /// Of a rectangle (west, north, east, south, as extent()). Affine where that is right to `affineUnits`, else of second
    /// degree, by latitude where that serves better. Nothing where the grid has nothing.
    [[nodiscard]] std::optional<GridFit> fit(const glm::dvec4& rectangle, double affineUnits)
    {
        return fit(rectangle, {0, 0, 1, 1}, affineUnits);
    }
    /// Of a part of it (west, north, east, south as fractions) alone.
    [[nodiscard]] std::optional<GridFit> fit(const glm::dvec4& rectangle, const glm::dvec4& part, double affineUnits);

private:
    struct Sample;
    GridProjector(TileGrid grid, std::unique_ptr<CoordinateTransform> transform);
    /// In place, degrees to grid coordinates; false when some have none.
    bool project(std::span<glm::dvec3> points);
    /// The points of a fit in grid coordinates; null where some have none. The last one is kept.
    const Sample* sample(const glm::dvec4& rectangle, const glm::dvec4& clip, bool isByLatitude);
    [[nodiscard]] Result<void> findExtent();
    [[nodiscard]] std::optional<GridFit> fitOver(const glm::dvec4& rectangle, const glm::dvec4& part,
                                                 double affineUnits, bool isByLatitude);

    TileGrid m_grid;
    std::unique_ptr<CoordinateTransform> m_transform; ///< WGS 84 degrees to the grid's system; null: they are the same
    std::array<double, 6> m_fromCrs{0, 1, 0, 0, 0, 1};
    glm::dvec4 m_extent{0, 0, 1, 1};
    bool m_isUneven = false; ///< bent at so short a range that more points are looked at: the Chinese offsets
    std::unique_ptr<Sample> m_samples[2]; ///< the last, by latitude or not
};

/// Latitude in degrees of a northing in units of Web Mercator (0 north, 1 south), and back.
[[nodiscard]] double latitudeOfMercatorUnit(double y);
[[nodiscard]] double mercatorUnitOfLatitude(double latDegrees);

} // namespace guanjing
