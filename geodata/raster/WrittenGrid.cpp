#include "geodata/raster/WrittenGrid.h"

#include "geodata/core/Limits.h"
#include "geodata/crs/CoordinateTransform.h"
#include "geodata/crs/CrsFacts.h"
#include "geodata/crs/Ellipsoid.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing {
namespace {

constexpr double kPixelMeters = 0.00028;
/// What a pixel is at 96 dpi, to one of 0.28 mm.
constexpr double kShareOf96Dpi = 0.0254 / 96 / kPixelMeters;
constexpr double kMercatorWorld = 2 * kWebMercatorHalfWorldMeters;

struct Corner {
    double x = 0, y = 0;
};

Corner cornerOf(const WrittenMatrix& matrix, bool isYFirst)
{
    return isYFirst ? Corner{matrix.second, matrix.first} : Corner{matrix.first, matrix.second};
}

double cellOf(const WrittenMatrix& matrix, const CrsFacts& crs)
{
    return matrix.cellSize > 0 ? matrix.cellSize : matrix.scaleDenominator * kPixelMeters / crs.metersPerUnit;
}

/// Whether a matrix with its corner there lies where its system has any meaning, and covers the layer.
bool isPlausible(const WrittenMatrix& matrix, const Corner& corner, const CrsFacts& crs,
                 const std::optional<glm::dvec2>& middle)
{
    const double cell = cellOf(matrix, crs);
    const double width = cell * matrix.tileWidth * matrix.columns, height = cell * matrix.tileHeight * matrix.rows;
    const double top = matrix.isFromSouth ? corner.y + height : corner.y;
    const double bottom = matrix.isFromSouth ? corner.y : corner.y - height;
    if (crs.isGeographic
        && (bottom > 90 || (matrix.isFromSouth ? corner.y < -91 : corner.y > 91 || corner.y <= -90) || corner.x >= 180
            || corner.x < -361))
        return false;
    if (crs.isWebMercator
        && (corner.x > 0.99 * kWebMercatorHalfWorldMeters || top < -0.99 * kWebMercatorHalfWorldMeters
            || bottom > 0.99 * kWebMercatorHalfWorldMeters))
        return false;
    // A little beside is still right: boxes are written generously.
    const double slack = 0.05;
    return !middle
        || (middle->x >= corner.x - slack * width && middle->x <= corner.x + (1 + slack) * width
            && middle->y <= top + slack * height && middle->y >= bottom - slack * height);
}

std::optional<glm::dvec2> middleOf(const CrsFacts& crs, const std::optional<Rectangle>& bounds)
{
    if (!bounds || bounds->west > bounds->east)
        return std::nullopt;
    const double lon = (bounds->west + bounds->east) / 2, lat = (bounds->south + bounds->north) / 2;
    if (crs.isWebMercator)
        return toWebMercator(lon, lat);
    if (crs.isGeographic)
        return glm::dvec2(lon, lat);
    auto transform = CoordinateTransform::create("EPSG:4326", crs.name);
    const auto at = transform ? transform->forward({lon, lat, 0}) : fail(ErrorCode::BadReference, crs.name, {});
    return at ? std::optional(glm::dvec2(*at)) : std::nullopt;
}

/// What a pixel would be if the matrix spans the world from its west edge; 0 where it does not begin there.
double worldCell(const WrittenMatrix& matrix, const Corner& corner, const CrsFacts& crs)
{
    const double world = crs.isWebMercator ? kMercatorWorld : crs.isGeographic ? 360.0 : 0.0;
    if (world == 0.0 || std::abs(corner.x + world / 2) > 1e-5 * world)
        return 0.0;
    return world / (matrix.tileWidth * matrix.columns);
}

bool isNear(double a, double b, double share) { return std::abs(a / b - 1.0) < share; }

} // namespace

Result<TileGrid> readGrid(const WrittenGrid& written, Issues& issues)
{
    auto crs = crsFacts(written.crs);
    if (!crs)
        return fail(crs.error().code, written.source, crs.error().source + ": " + crs.error().detail);
    TileGrid grid;
    grid.crs = crs->isWebMercator ? "EPSG:4326" : crs->name;
    grid.isMercator = crs->isWebMercator;
    grid.isGeographic = crs->isGeographic || crs->isWebMercator;
    grid.isWgs84Degrees = crs->isWgs84Degrees || crs->isWebMercator;
    if (written.matrices.empty())
        return fail(ErrorCode::BadValue, written.source, "a tile matrix set without levels");
    const auto coarsest = std::max_element(
        written.matrices.begin(), written.matrices.end(),
        [&](const WrittenMatrix& a, const WrittenMatrix& b) { return cellOf(a, *crs) < cellOf(b, *crs); });

    bool isYFirst = written.axisOrder.empty() ? crs->isNorthFirst : written.axisOrder == "yx";
    if (written.axisOrder.empty()) {
        const auto middle = middleOf(*crs, written.bounds);
        const bool isRight = isPlausible(*coarsest, cornerOf(*coarsest, isYFirst), *crs, middle);
        if (!isRight && isPlausible(*coarsest, cornerOf(*coarsest, !isYFirst), *crs, middle)) {
            isYFirst = !isYFirst;
            issues.push_back({Severity::Info, "tile matrix \"" + coarsest->id + "\"",
                              "the corner is written in the other order than " + crs->name
                                  + " has its axes; read as it makes sense"});
        }
    }
    std::size_t at96Dpi = 0, spanning = 0;
    for (const WrittenMatrix& matrix : written.matrices) {
        const double world = worldCell(matrix, cornerOf(matrix, isYFirst), *crs);
        spanning += world > 0 ? 1 : 0;
        at96Dpi += world > 0 && isNear(cellOf(matrix, *crs) * kShareOf96Dpi, world, 0.002) ? 1 : 0;
    }
    const bool is96Dpi = spanning == written.matrices.size() && at96Dpi * 2 > spanning;
    if (is96Dpi)
        issues.push_back({Severity::Info, "tile matrix set",
                          "its scale denominators are reckoned with 96 dpi instead of pixels of 0.28 mm"});
    grid.isFromSouth = written.matrices.front().isFromSouth;
    for (const WrittenMatrix& matrix : written.matrices) {
        if (matrix.isFromSouth != grid.isFromSouth)
            return fail(ErrorCode::UnsupportedFeature, written.source,
                        "a tile matrix set whose levels begin at different corners");
        if (!(matrix.columns >= 1) || !(matrix.rows >= 1) || matrix.columns > limits::kMaxTileMatrixSide
            || matrix.rows > limits::kMaxTileMatrixSide)
            return fail(ErrorCode::BadValue, written.source,
                        "tile matrix \"" + matrix.id + "\": " + std::to_string(matrix.columns) + " by "
                            + std::to_string(matrix.rows) + " tiles");
        const Corner corner = cornerOf(matrix, isYFirst);
        double cell = cellOf(matrix, *crs) * (is96Dpi ? kShareOf96Dpi : 1.0);
        TileMatrix own;
        own.origin = {corner.x, corner.y};
        // Digits that were rounded off add up over a million tiles.
        if (const double world = worldCell(matrix, corner, *crs); world > 0 && isNear(cell, world, 1e-3)) {
            cell = world;
            own.origin.x = crs->isWebMercator ? -kWebMercatorHalfWorldMeters : -180.0;
            const double top = crs->isWebMercator ? kWebMercatorHalfWorldMeters : 90.0;
            if (!matrix.isFromSouth && std::abs(corner.y - top) < 1e-5 * top)
                own.origin.y = top;
        }
        own.id = matrix.id;
        own.unitsPerPixel = glm::dvec2(cell);
        own.tileWidth = matrix.tileWidth;
        own.tileHeight = matrix.tileHeight;
        own.columns = static_cast<std::uint32_t>(matrix.columns);
        own.rows = static_cast<std::uint32_t>(matrix.rows);
        grid.levels.push_back(std::move(own));
    }
    return grid;
}

std::optional<glm::dvec4> gridBoxOf(const TileGrid& grid, const Rectangle& bounds)
{
    if (!(bounds.west < bounds.east) || !(bounds.south < bounds.north) || bounds.south < -90.01 || bounds.north > 90.01)
        return std::nullopt;
    if (grid.isMercator) {
        const glm::dvec2 low = toWebMercator(bounds.west, bounds.south),
                         high = toWebMercator(bounds.east, bounds.north);
        return glm::dvec4(low, high);
    }
    if (grid.isWgs84Degrees)
        return glm::dvec4(bounds.west, bounds.south, bounds.east, bounds.north);
    auto transform = CoordinateTransform::create("EPSG:4326", grid.crs);
    if (!transform)
        return std::nullopt;
    constexpr int kSteps = 20;
    std::vector<glm::dvec3> points;
    for (int row = 0; row <= kSteps; ++row)
        for (int column = 0; column <= kSteps; ++column)
            points.emplace_back(std::lerp(bounds.west, bounds.east, double{1} * column / kSteps),
                                std::lerp(bounds.south, bounds.north, double{1} * row / kSteps), 0.0);
    if (transform->forward(points) > 0)
        return std::nullopt;
    glm::dvec4 box{HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (const glm::dvec3& p : points)
        box = {std::min(box.x, p.x), std::min(box.y, p.y), std::max(box.z, p.x), std::max(box.w, p.y)};
    const double dx = 0.01 * (box.z - box.x), dy = 0.01 * (box.w - box.y); // edges bulge between the points
    return box + glm::dvec4(-dx, -dy, dx, dy);
}

} // namespace guanjing
