#pragma once

#include "geodata/core/Math.h"
#include "geodata/core/Result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanjing {

/// One level of a TileGrid: a raster of pictures of the same size. OGC 17-083r4, 6.1.
struct TileMatrix {
    std::string id; ///< as the source names it; empty: the source does not publish this level
    glm::dvec2 origin{0.0}; ///< the grid's corner that rows and columns are counted from, in grid coordinates
    glm::dvec2 unitsPerPixel{1.0};
    int tileWidth = 256, tileHeight = 256; ///< pixels
    std::uint32_t columns = 1, rows = 1;
    /// Pictures outside do not exist: TileMatrixLimits. Both included.
    std::uint32_t firstColumn = 0, lastColumn = 0xFFFFFFFF, firstRow = 0, lastRow = 0xFFFFFFFF;

    [[nodiscard]] glm::dvec2 tileSize() const { return unitsPerPixel * glm::dvec2(tileWidth, tileHeight); }
    [[nodiscard]] bool has(std::uint32_t column, std::uint32_t row) const
    {
        return !id.empty() && column < columns && row < rows && column >= firstColumn && column <= lastColumn
            && row >= firstRow && row <= lastRow;
    }
};

/// A pyramid of pictures over a coordinate system ("tile matrix set"). Plain data.
///
/// Grid coordinates have x to the east or to the right first and y to the north or up, whatever order the authority or the
/// document uses. `toCrs` leads from them to coordinates of `crs`; for pictures that lie askew in their system it is not
/// the identity.
struct TileGrid {
    std::string crs = "EPSG:4326"; ///< as CoordinateTransform takes it
    /// The coordinates are spherical Web Mercator metres of the longitudes and latitudes of `crs`: EPSG:3857 is this over
    /// EPSG:4326, the tiles of Chinese commercial maps are this over GCJ-02.
    bool isMercator = false;
    bool isGeographic = false; ///< the coordinates of `crs` are degrees; with isMercator those below the metres
    bool isWgs84Degrees = false; ///< and they are those of WGS 84
    bool isFromSouth = false; ///< rows are counted from the south
    /// x = [0] + gx [1] + gy [2], y = [3] + gx [4] + gy [5].
    std::array<double, 6> toCrs{0, 1, 0, 0, 0, 1};
    std::vector<TileMatrix> levels; ///< coarse to fine
    /// Least x, least y, greatest x, greatest y of where there are pictures; none: all of the levels.
    std::optional<glm::dvec4> extent;

    /// True for the quadtree of Web Mercator that the ground's own tiles are: level z has 2^z by 2^z pictures of 256
    /// pixels over all of the world, rows from the north. levels[z] is level z then, unpublished ones included.
    [[nodiscard]] bool isWebMercatorQuad() const { return m_isQuad; }
    /// Every picture is covered by four of the next level: columns and rows halve on the way up.
    [[nodiscard]] bool isNested() const { return m_isNested; }
    /// Checks the levels, sorts them from coarse to fine and finds out what they are: call it once they are complete.
    /// BadValue names what cannot be.
    [[nodiscard]] Result<void> finish(const std::string& source);

    [[nodiscard]] int firstPublished() const;
    [[nodiscard]] int lastPublished() const;
    /// Left, bottom, right, top of a picture.
    [[nodiscard]] glm::dvec4 boxOf(int level, std::uint32_t column, std::uint32_t row) const;
    /// Extent, or all that the levels cover.
    [[nodiscard]] glm::dvec4 coveredBox() const;
    /// First column, first row, last column, last row of pictures of a level that exist and touch a box of grid
    /// coordinates; none: nullopt.
    [[nodiscard]] std::optional<std::array<std::uint32_t, 4>> pictures(int level, const glm::dvec4& box) const;

private:
    void asQuad();
    bool m_isQuad = false;
    bool m_isNested = false;
};

/// EPSG:3857's quadtree, levels named by their number; `crs` may be "GCJ-02" or "BD-09" as well.
[[nodiscard]] TileGrid webMercatorQuad(int minLevel, int maxLevel, const std::string& crs = "EPSG:4326");
/// Degrees, 2 by 1 pictures at level 0 (OGC 17-083r4, WorldCRS84Quad). The levels are named number + offset.
[[nodiscard]] TileGrid worldDegreesQuad(int minLevel, int maxLevel, const std::string& crs, int offset = 0);

} // namespace guanjing
