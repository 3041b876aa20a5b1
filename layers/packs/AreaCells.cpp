#include "layers/packs/AreaCells.h"

#include "geodata/crs/Ellipsoid.h"
#include "geodata/raster/GridProjector.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"

#include <algorithm>
#include <cmath>

namespace guanjing::layers {
namespace {

/// An edge that is straight in degrees is bent in most grids: so many pieces for one as long as the area.
constexpr double kPieces = 64;
constexpr double kMercatorLatitude = 85.05112877980659;

} // namespace

Result<AreaCells> AreaCells::create(const Area& area, const OpenedImagery& imagery)
{
    const auto toGrid = [&](const glm::dvec2& place) {
        return imagery.projector ? imagery.projector->toGrid(place)
                                 : toWebMercator(place.x, std::clamp(place.y, -kMercatorLatitude, kMercatorLatitude));
    };
    const Rectangle& bounds = area.bounds();
    const double whole = std::max(bounds.east - bounds.west, bounds.north - bounds.south);
    std::vector<Area::Ring> rings;
    glm::dvec4 box{HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (const Area::Ring& ring : area.rings()) {
        Area::Ring projected;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const glm::dvec2 from = ring[i], to = ring[(i + 1) % ring.size()];
            const double length = std::max(std::abs(to.x - from.x), std::abs(to.y - from.y));
            const int pieces = std::max(static_cast<int>(std::ceil(length / whole * kPieces)), 1);
            for (int piece = 0; piece < pieces; ++piece) {
                const glm::dvec2 p = toGrid(from + (to - from) * (static_cast<double>(piece) / pieces));
                if (!std::isfinite(p.x) || !std::isfinite(p.y))
                    continue; // outside of where the system is defined
                projected.push_back(p);
                box = {std::min(box.x, p.x), std::min(box.y, p.y), std::max(box.z, p.x), std::max(box.w, p.y)};
            }
        }
        if (projected.size() >= 3)
            rings.push_back(std::move(projected));
    }
    if (rings.empty())
        return fail(ErrorCode::BadValue, imagery.source->name(),
                    "the area lies outside of where its system is defined");
    const glm::dvec4 covered = imagery.source->grid().coveredBox();
    box = {std::max(box.x, covered.x), std::max(box.y, covered.y), std::min(box.z, covered.z),
           std::min(box.w, covered.w)};
    return AreaCells(imagery.source, AreaMask(rings), box);
}

std::optional<std::pair<std::uint32_t, std::uint32_t>> AreaCells::rows(int level) const
{
    const auto found = m_source->grid().pictures(level, m_box);
    if (!found)
        return std::nullopt;
    return std::pair{(*found)[1], (*found)[3]};
}

AreaCells::Runs AreaCells::columns(int level, std::uint32_t row) const
{
    const TileGrid& grid = m_source->grid();
    const glm::dvec4 first = grid.boxOf(level, 0, row);
    const double slack = 1e-3 * grid.levels[static_cast<std::size_t>(level)].unitsPerPixel.y;
    Runs runs;
    const double low = std::max(first.y + slack, m_box.y), high = std::min(first.w - slack, m_box.w);
    for (const auto& [from, to] : m_area.spans(std::min(low, high), std::max(low, high))) {
        const auto found =
            grid.pictures(level, {std::max(from, m_box.x), low, std::min(to, m_box.z), std::max(low, high)});
        if (!found)
            continue;
        if (!runs.empty() && (*found)[0] <= runs.back().second)
            runs.back().second = std::max(runs.back().second, (*found)[2]);
        else
            runs.emplace_back((*found)[0], (*found)[2]);
    }
    return runs;
}

std::uint64_t AreaCells::count(int level) const
{
    const auto all = rows(level);
    std::uint64_t sum = 0;
    for (std::uint64_t row = all ? all->first : 1; row <= (all ? all->second : 0); ++row)
        for (const auto& [from, to] : columns(level, static_cast<std::uint32_t>(row)))
            sum += to - from + 1;
    return sum;
}

} // namespace guanjing::layers
