#include "geodata/raster/TileGrid.h"

#include "geodata/core/Limits.h"
#include "geodata/crs/Ellipsoid.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing {
namespace {

constexpr double kWorld = 2 * kWebMercatorHalfWorldMeters;

bool isAbout(double a, double b, double slack) { return std::abs(a - b) <= slack; }

TileMatrix mercatorLevel(int level)
{
    TileMatrix matrix;
    matrix.origin = {-kWebMercatorHalfWorldMeters, kWebMercatorHalfWorldMeters};
    matrix.columns = matrix.rows = std::uint32_t{1} << level;
    matrix.unitsPerPixel = glm::dvec2(std::ldexp(kWorld / 256.0, -level));
    return matrix;
}

/// Level of the quadtree that a matrix is; −1 for none.
int quadLevelOf(const TileMatrix& matrix)
{
    if (matrix.tileWidth != 256 || matrix.tileHeight != 256)
        return -1;
    const double level = std::log2(kWorld / 256.0 / matrix.unitsPerPixel.x);
    const int whole = static_cast<int>(std::lround(level));
    // Half a pixel across all of its pictures, of which none may reach beyond the world.
    const double pixels = 256.0 * std::min<double>(matrix.columns, std::exp2(std::max(whole, 0)));
    if (whole < 0 || whole > limits::kMaxImageryLevel || std::abs(std::exp2(whole - level) - 1.0) * pixels > 0.25)
        return -1;
    const double slack = 0.25 * matrix.unitsPerPixel.x;
    const bool isPlaced = isAbout(matrix.origin.x, -kWebMercatorHalfWorldMeters, slack)
        && isAbout(matrix.origin.y, kWebMercatorHalfWorldMeters, slack);
    return isPlaced ? whole : -1;
}

bool isHalf(const TileMatrix& coarse, const TileMatrix& fine)
{
    const glm::dvec2 size = coarse.tileSize(), half = fine.tileSize();
    const double across = std::max(coarse.columns, coarse.rows);
    const double slack = 0.25 * std::min(fine.unitsPerPixel.x, fine.unitsPerPixel.y);
    return isAbout(size.x, 2 * half.x, slack / across) && isAbout(size.y, 2 * half.y, slack / across)
        && isAbout(coarse.origin.x, fine.origin.x, slack) && isAbout(coarse.origin.y, fine.origin.y, slack);
}

} // namespace

void TileGrid::asQuad()
{
    if (!isMercator || !isWgs84Degrees || isFromSouth || levels.empty())
        return;
    std::vector<std::pair<int, TileMatrix>> found;
    for (TileMatrix& matrix : levels) {
        const int level = quadLevelOf(matrix);
        if (level < 0)
            return;
        found.emplace_back(level, matrix);
    }
    const int last = found.back().first;
    std::vector<TileMatrix> quad;
    for (int level = 0; level <= last; ++level)
        quad.push_back(mercatorLevel(level));
    for (auto& [level, matrix] : found) {
        TileMatrix& own = quad[static_cast<std::size_t>(level)];
        own.id = std::move(matrix.id);
        own.firstColumn = matrix.firstColumn;
        own.firstRow = matrix.firstRow;
        own.lastColumn = std::min(matrix.lastColumn, matrix.columns - 1);
        own.lastRow = std::min(matrix.lastRow, matrix.rows - 1);
    }
    levels = std::move(quad);
    m_isQuad = true;
}

Result<void> TileGrid::finish(const std::string& source)
{
    if (levels.empty())
        return fail(ErrorCode::BadValue, source, "a tile matrix set without levels");
    for (const TileMatrix& matrix : levels) {
        const std::string name = "tile matrix \"" + matrix.id + "\": ";
        const glm::dvec2& cell = matrix.unitsPerPixel;
        if (!(cell.x > 0) || !(cell.y > 0) || !std::isfinite(cell.x) || !std::isfinite(cell.y))
            return fail(ErrorCode::BadValue, source, name + "a pixel has no size");
        if (!std::isfinite(matrix.origin.x) || !std::isfinite(matrix.origin.y))
            return fail(ErrorCode::BadValue, source, name + "its corner is no position");
        if (matrix.tileWidth < 1 || matrix.tileHeight < 1 || matrix.tileWidth > limits::kMaxImageSide
            || matrix.tileHeight > limits::kMaxImageSide)
            return fail(ErrorCode::BadValue, source,
                        name + "tiles of " + std::to_string(matrix.tileWidth) + " by "
                            + std::to_string(matrix.tileHeight) + " pixels");
        if (matrix.columns < 1 || matrix.rows < 1 || matrix.columns > limits::kMaxTileMatrixSide
            || matrix.rows > limits::kMaxTileMatrixSide)
            return fail(ErrorCode::BadValue, source,
                        name + std::to_string(matrix.columns) + " by " + std::to_string(matrix.rows) + " tiles");
    }
    std::stable_sort(levels.begin(), levels.end(), [](const TileMatrix& a, const TileMatrix& b) {
        return a.unitsPerPixel.x * a.unitsPerPixel.y > b.unitsPerPixel.x * b.unitsPerPixel.y;
    });
    // Twice the same scale: the first is as good as the second.
    levels.erase(std::unique(levels.begin(), levels.end(),
                             [](const TileMatrix& a, const TileMatrix& b) {
                                 return std::abs(a.unitsPerPixel.x - b.unitsPerPixel.x) <= 1e-9 * a.unitsPerPixel.x;
                             }),
                 levels.end());
    if (levels.size() > limits::kMaxTileMatrices)
        return fail(ErrorCode::TooLarge, source,
                    std::to_string(levels.size()) + " levels, the limit is "
                        + std::to_string(limits::kMaxTileMatrices));
    asQuad();
    m_isNested = true;
    for (std::size_t i = 1; i < levels.size() && m_isNested; ++i)
        m_isNested = isHalf(levels[i - 1], levels[i]);
    if (firstPublished() < 0)
        return fail(ErrorCode::BadValue, source, "a tile matrix set without levels that have a name");
    return {};
}

int TileGrid::firstPublished() const
{
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (!levels[i].id.empty())
            return static_cast<int>(i);
    return -1;
}

int TileGrid::lastPublished() const
{
    for (std::size_t i = levels.size(); i-- > 0;)
        if (!levels[i].id.empty())
            return static_cast<int>(i);
    return -1;
}

glm::dvec4 TileGrid::boxOf(int level, std::uint32_t column, std::uint32_t row) const
{
    const TileMatrix& matrix = levels[static_cast<std::size_t>(level)];
    const glm::dvec2 size = matrix.tileSize();
    const double left = matrix.origin.x + column * size.x;
    const double y = isFromSouth ? matrix.origin.y + row * size.y : matrix.origin.y - (row + 1.0) * size.y;
    return {left, y, left + size.x, y + size.y};
}

glm::dvec4 TileGrid::coveredBox() const
{
    glm::dvec4 box{HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const TileMatrix& m = levels[i];
        if (m.id.empty())
            continue;
        const glm::dvec4 first = boxOf(static_cast<int>(i), m.firstColumn, m.firstRow);
        const glm::dvec4 last =
            boxOf(static_cast<int>(i), std::min(m.lastColumn, m.columns - 1), std::min(m.lastRow, m.rows - 1));
        box = {std::min(box.x, first.x), std::min({box.y, first.y, last.y}), std::max(box.z, last.z),
               std::max({box.w, first.w, last.w})};
    }
    if (extent)
        box = {std::max(box.x, extent->x), std::max(box.y, extent->y), std::min(box.z, extent->z),
               std::min(box.w, extent->w)};
    return box;
}

std::optional<std::array<std::uint32_t, 4>> TileGrid::pictures(int level, const glm::dvec4& box) const
{
    const TileMatrix& m = levels[static_cast<std::size_t>(level)];
    if (m.id.empty() || !(box.x <= box.z) || !(box.y <= box.w))
        return std::nullopt;
    const glm::dvec2 size = m.tileSize();
    // What only touches the edge, by a thousandth of a pixel, is beside it.
    const glm::dvec2 slack = 1e-3 * m.unitsPerPixel;
    const double west = std::floor((box.x + slack.x - m.origin.x) / size.x);
    const double east = std::ceil((box.z - slack.x - m.origin.x) / size.x) - 1;
    const double fromRow =
        isFromSouth ? (box.y + slack.y - m.origin.y) / size.y : (m.origin.y - box.w + slack.y) / size.y;
    const double toRow =
        isFromSouth ? (box.w - slack.y - m.origin.y) / size.y : (m.origin.y - box.y - slack.y) / size.y;
    const double first = std::floor(fromRow), last = std::ceil(toRow) - 1;
    const double lastColumn = std::min(m.lastColumn, m.columns - 1), lastRow = std::min(m.lastRow, m.rows - 1);
    const double c0 = std::max<double>(west, m.firstColumn), c1 = std::min(std::max(east, west), lastColumn);
    const double r0 = std::max<double>(first, m.firstRow), r1 = std::min(std::max(last, first), lastRow);
    if (c0 > c1 || r0 > r1)
        return std::nullopt;
    return std::array{static_cast<std::uint32_t>(c0), static_cast<std::uint32_t>(r0), static_cast<std::uint32_t>(c1),
                      static_cast<std::uint32_t>(r1)};
}

TileGrid webMercatorQuad(int minLevel, int maxLevel, const std::string& crs)
{
    TileGrid grid;
    grid.crs = crs;
    grid.isMercator = true;
    grid.isGeographic = true;
    grid.isWgs84Degrees = crs == "EPSG:4326";
    for (int level = 0; level <= maxLevel; ++level) {
        grid.levels.push_back(mercatorLevel(level));
        if (level >= minLevel)
            grid.levels.back().id = std::to_string(level);
    }
    (void)grid.finish({});
    return grid;
}

TileGrid worldDegreesQuad(int minLevel, int maxLevel, const std::string& crs, int offset)
{
    TileGrid grid;
    grid.crs = crs;
    grid.isGeographic = true;
    grid.isWgs84Degrees = crs == "EPSG:4326" || crs == "EPSG:4490" || crs == "OGC:CRS84";
    for (int level = 0; level <= maxLevel; ++level) {
        TileMatrix matrix;
        matrix.origin = {-180, 90};
        matrix.columns = std::uint32_t{2} << level;
        matrix.rows = std::uint32_t{1} << level;
        matrix.unitsPerPixel = glm::dvec2(std::ldexp(180.0 / 256.0, -level));
        if (level >= minLevel)
            matrix.id = std::to_string(level + offset);
        grid.levels.push_back(std::move(matrix));
    }
    (void)grid.finish({});
    return grid;
}

} // namespace guanjing
