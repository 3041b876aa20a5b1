#include "geodata/exports/ExportPlan.h"

#include "geodata/core/Limits.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/raster/PictureSource.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>

namespace guanjing {
namespace {

using Rings = std::vector<std::vector<glm::dvec2>>;

constexpr double kWorld = 2 * kWebMercatorHalfWorldMeters;
/// Edges are straight in degrees; so long a piece bends by less than a millimetre in any plane.
constexpr double kPieceDegrees = 0.002;
constexpr int kMostPieces = 512;
/// Tiles of the coarsest level, where none is asked for.
constexpr std::uint64_t kFewTiles = 4;
constexpr double kMiddleLatitude = 85.0;

constexpr double kJpegBytesPerPixel = 0.3, kLosslessBytesPerPixel = 2.0;
constexpr double kTemporaryBytesPerPixel = 2.5;
constexpr double kWithOverviews = 4.0 / 3;

template <class Place> Rings placed(const Rings& rings, Place place)
{
    Rings out;
    for (const auto& ring : rings) {
        auto& made = out.emplace_back();
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const glm::dvec2 &a = ring[i], &b = ring[(i + 1) % ring.size()];
            const double length = std::max(std::abs(b.x - a.x), std::abs(b.y - a.y));
            const int pieces = std::clamp(static_cast<int>(length / kPieceDegrees), 1, kMostPieces);
            for (int piece = 0; piece < pieces; ++piece)
                made.push_back(place(a + (b - a) * (double(piece) / pieces)));
        }
    }
    return out;
}

glm::dvec4 boxOf(const Rings& rings)
{
    glm::dvec4 box{HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (const auto& ring : rings)
        for (const glm::dvec2& p : ring)
            box = {std::min(box.x, p.x), std::min(box.y, p.y), std::max(box.z, p.x), std::max(box.w, p.y)};
    return box;
}

std::string degreesText(const Rectangle& r)
{
    char text[120];
    std::snprintf(text, sizeof text, "%.4f,%.4f,%.4f,%.4f", r.west, r.south, r.east, r.north);
    return text;
}

Result<void> checkRings(const Rings& rings)
{
    for (const auto& ring : rings) {
        if (ring.size() < 3)
            return fail(ErrorCode::BadValue, {}, "a polygon needs at least 3 points");
        for (const glm::dvec2& p : ring)
            if (!(std::abs(p.x) <= 180) || !(std::abs(p.y) <= 90))
                return fail(ErrorCode::BadValue, {}, "a point that is no longitude and latitude");
    }
    const glm::dvec4 box = boxOf(rings);
    if (rings.empty() || !(box.x < box.z) || !(box.y < box.w))
        return fail(ErrorCode::BadValue, {}, "the polygon has no area");
    return {};
}

/// The source's pixels lie upright in a system that other programs know.
bool isUpright(const TileGrid& grid)
{
    if (grid.crs == "GCJ-02" || grid.crs == "BD-09" || (grid.isMercator && !grid.isWgs84Degrees))
        return false;
    return grid.toCrs[2] == 0 && grid.toCrs[4] == 0 && grid.toCrs[1] > 0 && grid.toCrs[5] > 0;
}

/// Upper edge of a level in grid coordinates.
double topOf(const TileGrid& grid, const TileMatrix& m)
{
    return grid.isFromSouth ? m.origin.y + m.rows * m.tileSize().y : m.origin.y;
}

/// The pixel window of a level that covers a box.
Result<ExportWindow> windowOf(const std::string& source, const glm::dvec2& corner, const glm::dvec2& pixel,
                              const glm::dvec4& box, int snap)
{
    constexpr double kSlack = 1e-6;
    const auto down = [&](double v) { return std::floor((v + kSlack) / snap) * snap; };
    const auto up = [&](double v) { return std::ceil((v - kSlack) / snap) * snap; };
    const double left = down((box.x - corner.x) / pixel.x), right = up((box.z - corner.x) / pixel.x);
    const double top = down((corner.y - box.w) / pixel.y), bottom = up((corner.y - box.y) / pixel.y);
    const double width = std::max(right - left, 1.0), height = std::max(bottom - top, 1.0);
    constexpr double kMost = std::numeric_limits<int>::max() / 2;
    if (width > kMost || height > kMost)
        return fail(ErrorCode::TooLarge, source,
                    "the file would be " + std::to_string(static_cast<long long>(width)) + " by "
                        + std::to_string(static_cast<long long>(height))
                        + " pixels; choose a smaller area or a coarser level");
    ExportWindow window;
    window.x = static_cast<std::int64_t>(left);
    window.y = static_cast<std::int64_t>(top);
    window.width = static_cast<int>(width);
    window.height = static_cast<int>(height);
    return window;
}

/// Tiles that a part of a plane needs, about: of its box the share that the polygons cover, and those on the edge.
std::uint64_t tilesIn(double across, double down, double share)
{
    const double all = (across + 1) * (down + 1); // as many on an average
    return static_cast<std::uint64_t>(std::min(all, share * all + 2 * (across + down) + 1));
}

class Planner {
public:
    Planner(const OpenedImagery& imagery, const ExportRequest& request)
        : m_source(*imagery.source), m_grid(imagery.source->grid()), m_request(request)
    { }

    Result<ExportPlan> plan()
    {
        if (auto right = checkRings(m_request.rings); !right)
            return fail(std::move(right.error()));
        auto projector = GridProjector::create(m_grid);
        if (!projector)
            return fail(std::move(projector.error()));
        m_plan.projector = std::make_shared<GridProjector>(*std::move(projector));
        if (auto done = findPlace(); !done)
            return fail(std::move(done.error()));
        if (auto done = findLevels(); !done)
            return fail(std::move(done.error()));
        m_plan.way = m_request.format == ExportFormat::MbTiles
            ? (isCopied() ? ExportPlan::Way::Copy : ExportPlan::Way::Tiles)
            : (isUpright(m_grid) ? ExportPlan::Way::Pixels : ExportPlan::Way::Resampled);
        if (auto done = findExtent(); !done)
            return fail(std::move(done.error()));
        reckon();
        return std::move(m_plan);
    }

private:
    [[nodiscard]] bool isCopied() const
    {
        return m_grid.isWebMercatorQuad() && !m_source.urlOf(m_plan.maxLevel, 0, 0).empty();
    }

    /// The area in grid coordinates and in Web Mercator, as far as the source reaches.
    Result<void> findPlace()
    {
        m_gridRings = placed(m_request.rings, [&](const glm::dvec2& p) { return m_plan.projector->toGrid(p); });
        m_mercatorRings = placed(m_request.rings, [](const glm::dvec2& p) { return toWebMercator(p.x, p.y); });
        const AreaMask gridMask(m_gridRings);
        const glm::dvec4 &box = gridMask.box(), covered = m_grid.coveredBox();
        m_gridShare = std::clamp(gridMask.area() / ((box.z - box.x) * (box.w - box.y)), 0.0, 1.0);
        m_gridBox = {std::max(box.x, covered.x), std::max(box.y, covered.y), std::min(box.z, covered.z),
                     std::min(box.w, covered.w)};
        const glm::dvec4 extent = m_plan.projector->extent();
        const glm::dvec4 reach{(extent.x - 0.5) * kWorld, (0.5 - extent.w) * kWorld, (extent.z - 0.5) * kWorld,
                               (0.5 - extent.y) * kWorld};
        const glm::dvec4 area = boxOf(m_mercatorRings);
        m_mercatorBox = {std::max(area.x, reach.x), std::max(area.y, reach.y), std::min(area.z, reach.z),
                         std::min(area.w, reach.w)};
        const bool isBeside = !(m_gridBox.x < m_gridBox.z) || !(m_gridBox.y < m_gridBox.w)
            || !(m_mercatorBox.x < m_mercatorBox.z) || !(m_mercatorBox.y < m_mercatorBox.w)
            || !gridMask.touches(covered);
        if (isBeside) {
            const auto low = fromWebMercator(reach.x, reach.y), high = fromWebMercator(reach.z, reach.w);
            return fail(ErrorCode::BadValue, m_source.name(),
                        "the area lies beside this layer, which covers " + degreesText({low.x, low.y, high.x, high.y}));
        }
        const auto low = fromWebMercator(m_mercatorBox.x, m_mercatorBox.y);
        const auto high = fromWebMercator(m_mercatorBox.z, m_mercatorBox.w);
        m_plan.bounds = {low.x, low.y, high.x, high.y};
        m_middle = {(low.x + high.x) / 2, std::clamp((low.y + high.y) / 2, -kMiddleLatitude, kMiddleLatitude)};
        return {};
    }

    /// Of a pixel of a level, in the middle of the area.
    [[nodiscard]] double metersPerPixel(int level) const
    {
        constexpr double kStepDegrees = 1e-4;
        const double phi = m_middle.y * kDegreesToRadians, sine = std::sin(phi);
        const double metersPerDegree = kWgs84SemiMajorMeters * std::cos(phi)
            / std::sqrt(1 - kWgs84Eccentricity2 * sine * sine) * kDegreesToRadians;
        const glm::dvec2 a = m_plan.projector->toGrid(m_middle);
        const glm::dvec2 b = m_plan.projector->toGrid(m_middle + glm::dvec2(kStepDegrees, 0));
        const double unitsPerMeter = std::hypot(b.x - a.x, b.y - a.y) / (kStepDegrees * metersPerDegree);
        return m_grid.levels[static_cast<std::size_t>(level)].unitsPerPixel.x / unitsPerMeter;
    }

    Result<int> levelOf(int number) const
    {
        for (int level = m_source.minLevel(); level <= m_source.maxLevel(); ++level)
            if (!m_grid.levels[static_cast<std::size_t>(level)].id.empty() && levelNumber(m_grid, level) == number)
                return level;
        return fail(ErrorCode::BadValue, m_source.name(),
                    "has no level " + std::to_string(number) + ", only "
                        + std::to_string(levelNumber(m_grid, m_source.minLevel())) + " to "
                        + std::to_string(levelNumber(m_grid, m_source.maxLevel())));
    }

    Result<void> findLevels()
    {
        m_plan.maxLevel = m_source.maxLevel();
        if (m_request.maxLevel) {
            const auto level = levelOf(*m_request.maxLevel);
            if (!level)
                return fail(level.error());
            m_plan.maxLevel = *level;
        }
        if (m_request.minLevel) {
            const auto level = levelOf(*m_request.minLevel);
            if (!level)
                return fail(level.error());
            if (*level > m_plan.maxLevel)
                return fail(ErrorCode::BadValue, {},
                            "the coarsest level, " + std::to_string(*m_request.minLevel)
                                + ", is finer than the finest");
            m_plan.minLevel = *level;
        } else {
            m_plan.minLevel = m_plan.maxLevel;
            while (m_plan.minLevel > m_source.minLevel() && tilesOf(m_plan.minLevel) > kFewTiles)
                --m_plan.minLevel;
        }
        // Names that are no numbers leave gaps.
        while (m_grid.levels[static_cast<std::size_t>(m_plan.minLevel)].id.empty() && m_plan.minLevel < m_plan.maxLevel)
            ++m_plan.minLevel;
        return {};
    }

    [[nodiscard]] std::uint64_t tilesOf(int level) const
    {
        const TileMatrix& m = m_grid.levels[static_cast<std::size_t>(level)];
        if (m.id.empty())
            return 0;
        const glm::dvec2 size = m.tileSize();
        return tilesIn((m_gridBox.z - m_gridBox.x) / size.x, (m_gridBox.w - m_gridBox.y) / size.y, m_gridShare);
    }

    Result<void> findExtent()
    {
        using Way = ExportPlan::Way;
        const TileMatrix& finest = m_grid.levels[static_cast<std::size_t>(m_plan.maxLevel)];
        if (m_plan.way == Way::Pixels) {
            // Whole tiles where the file has the same.
            const bool isTiled = m_request.format == ExportFormat::GeoPackage && m_grid.isWebMercatorQuad();
            const glm::dvec2 corner{finest.origin.x, topOf(m_grid, finest)};
            auto window =
                windowOf(m_source.name(), corner, finest.unitsPerPixel, m_gridBox, isTiled ? finest.tileWidth : 1);
            if (!window)
                return fail(std::move(window.error()));
            const auto& t = m_grid.toCrs;
            const glm::dvec2 at = corner + glm::dvec2(window->x, -window->y) * finest.unitsPerPixel;
            window->geoTransform = {t[0] + at.x * t[1],
                                    finest.unitsPerPixel.x * t[1],
                                    0,
                                    t[3] + at.y * t[5],
                                    0,
                                    -finest.unitsPerPixel.y * t[5]};
            window->crs = m_grid.isMercator ? "EPSG:3857" : m_grid.crs;
            m_plan.window = std::move(*window);
            m_plan.mask = std::make_shared<const AreaMask>(inCrs());
            return {};
        }
        m_plan.mask = std::make_shared<const AreaMask>(m_mercatorRings);
        m_plan.minZoom = m_grid.isWebMercatorQuad() ? m_plan.minLevel : zoomOf(m_plan.minLevel);
        m_plan.maxZoom = m_grid.isWebMercatorQuad() ? m_plan.maxLevel : zoomOf(m_plan.maxLevel);
        const double finestPixel = std::ldexp(kWorld / 256, -m_plan.maxZoom);
        if (m_request.format == ExportFormat::MbTiles) {
            // Readers count pixels from the bounds: these lie on the pixels' grid.
            const auto down = [&](double v) { return std::floor(v / finestPixel + 1e-6) * finestPixel; };
            const auto up = [&](double v) { return std::ceil(v / finestPixel - 1e-6) * finestPixel; };
            const auto low = fromWebMercator(down(m_mercatorBox.x), down(m_mercatorBox.y));
            const auto high = fromWebMercator(up(m_mercatorBox.z), up(m_mercatorBox.w));
            m_plan.bounds = {low.x, low.y, high.x, high.y};
        }
        if (m_plan.way == Way::Resampled) {
            const double pixel = finestPixel;
            const glm::dvec2 corner{-kWebMercatorHalfWorldMeters, kWebMercatorHalfWorldMeters};
            auto window = windowOf(m_source.name(), corner, glm::dvec2(pixel), m_mercatorBox,
                                   m_request.format == ExportFormat::GeoPackage ? 256 : 1);
            if (!window)
                return fail(std::move(window.error()));
            window->geoTransform = {corner.x + window->x * pixel, pixel, 0, corner.y - window->y * pixel, 0, -pixel};
            m_plan.window = std::move(*window);
        }
        m_plan.window.crs = "EPSG:3857";
        return {};
    }

    /// The area in the coordinates that the file is written in.
    [[nodiscard]] Rings inCrs() const
    {
        const auto& t = m_grid.toCrs;
        Rings rings = m_gridRings;
        for (auto& ring : rings)
            for (glm::dvec2& p : ring)
                p = {t[0] + p.x * t[1], t[3] + p.y * t[5]};
        return rings;
    }

    /// Of Web Mercator's quadtree the level whose pixels are as fine as those of the source's.
    [[nodiscard]] int zoomOf(int level) const
    {
        const double meters = metersPerPixel(level);
        const double onGround = kWorld / 256 * std::cos(m_middle.y * kDegreesToRadians);
        constexpr double kSlack = 0.01;
        return std::clamp(static_cast<int>(std::ceil(std::log2(onGround / meters) - kSlack)), 0,
                          limits::kMaxImageryLevel);
    }

    void reckon()
    {
        using Way = ExportPlan::Way;
        ExportEstimate& e = m_plan.estimate;
        e.copiesPictures = m_plan.way == Way::Copy;
        e.isResampled = (m_plan.way == Way::Tiles && !m_grid.isWebMercatorQuad()) || m_plan.way == Way::Resampled;
        e.crs = m_plan.window.crs;
        const int first = m_plan.way == Way::Copy ? m_plan.minLevel : m_plan.maxLevel;
        for (int level = first; level <= m_plan.maxLevel; ++level) {
            if (m_grid.levels[static_cast<std::size_t>(level)].id.empty())
                continue;
            e.levels.push_back({levelNumber(m_grid, level), metersPerPixel(level), tilesOf(level)});
            e.pictures += e.levels.back().pictures;
        }
        double pixels = 0;
        if (m_plan.way == Way::Copy || m_plan.way == Way::Tiles) {
            const double pixel = std::ldexp(kWorld / 256, -m_plan.maxZoom);
            e.width = static_cast<std::uint64_t>(std::ceil((m_mercatorBox.z - m_mercatorBox.x) / pixel));
            e.height = static_cast<std::uint64_t>(std::ceil((m_mercatorBox.w - m_mercatorBox.y) / pixel));
        } else {
            e.width = static_cast<std::uint64_t>(m_plan.window.width);
            e.height = static_cast<std::uint64_t>(m_plan.window.height);
        }
        const glm::dvec4& box = m_plan.mask->box();
        const double share = std::clamp(m_plan.mask->area() / ((box.z - box.x) * (box.w - box.y)), 0.0, 1.0);
        pixels = double(e.width) * double(e.height) * share;
        const double each = m_request.coding == ExportCoding::Lossless ? kLosslessBytesPerPixel : kJpegBytesPerPixel;
        e.bytes = pixels * each * kWithOverviews;
        if (e.copiesPictures)
            e.bytes = double(e.pictures) * 256 * 256 * kJpegBytesPerPixel;
        if (m_request.format == ExportFormat::Cog)
            e.temporaryBytes = pixels * kTemporaryBytesPerPixel;
        if (m_grid.crs == "GCJ-02" || m_grid.crs == "BD-09")
            e.notes.push_back("its pictures lie in " + m_grid.crs
                              + "; they are moved to WGS 84, which is right to about a metre");
    }

    const PictureSource& m_source;
    const TileGrid& m_grid;
    const ExportRequest& m_request;
    ExportPlan m_plan;
    Rings m_gridRings, m_mercatorRings;
    glm::dvec4 m_gridBox{0.0}, m_mercatorBox{0.0};
    double m_gridShare = 1; ///< of the box around the area in the grid, what the area covers
    glm::dvec2 m_middle{0.0};
};

bool isNumber(const std::string& text, int& value)
{
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return !text.empty() && problem == std::errc() && end == text.data() + text.size();
}

} // namespace

int levelNumber(const TileGrid& grid, int level)
{
    int number = 0;
    for (const TileMatrix& matrix : grid.levels)
        if (!matrix.id.empty() && !isNumber(matrix.id, number))
            return level;
    return isNumber(grid.levels[static_cast<std::size_t>(level)].id, number) ? number : level;
}

std::string sizeText(double bytes)
{
    constexpr const char* kUnits[] = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    std::size_t unit = 0;
    for (; bytes >= 1000 && unit + 1 < std::size(kUnits); ++unit)
        bytes /= 1000;
    char text[40];
    std::snprintf(text, sizeof text, unit == 0 || bytes >= 100 ? "%.0f %s" : "%.1f %s", bytes, kUnits[unit]);
    return text;
}

Result<ExportPlan> planExport(const OpenedImagery& imagery, const ExportRequest& request)
{
    return Planner(imagery, request).plan();
}

std::vector<ExportEstimate::Level> exportLevels(const OpenedImagery& imagery,
                                                const std::vector<std::vector<glm::dvec2>>& rings)
{
    ExportRequest request;
    request.format = ExportFormat::MbTiles;
    request.rings = rings;
    std::vector<ExportEstimate::Level> levels;
    const TileGrid& grid = imagery.source->grid();
    for (int level = imagery.source->minLevel(); level <= imagery.source->maxLevel(); ++level) {
        if (grid.levels[static_cast<std::size_t>(level)].id.empty())
            continue;
        request.minLevel = request.maxLevel = levelNumber(grid, level);
        if (const auto plan = planExport(imagery, request))
            levels.insert(levels.end(), plan->estimate.levels.begin(), plan->estimate.levels.end());
    }
    return levels;
}

} // namespace guanjing
