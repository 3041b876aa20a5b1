#include "geodata/terrain/ShiftedHeights.h"

#include <algorithm>
#include <cmath>

namespace guanjing {
namespace {

constexpr int kSamples = 5; ///< along one side; such grids are smooth

} // namespace

ShiftedHeights::ShiftedHeights(std::shared_ptr<const HeightPatch> heights, std::shared_ptr<const HeightPatch> offsets,
                               const Rectangle& rectangle)
    : m_heights(std::move(heights))
    , m_offsets(std::move(offsets))
    , m_low(m_heights->minHeightMeters())
    , m_high(m_heights->maxHeightMeters())
{
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (int i = 0; m_offsets && i < kSamples * kSamples; ++i) {
        const double x = static_cast<double>(i % kSamples) / (kSamples - 1),
                     y = static_cast<double>(i / kSamples) / (kSamples - 1);
        if (const auto offset = m_offsets->at(rectangle.west + (rectangle.east - rectangle.west) * x,
                                              rectangle.south + (rectangle.north - rectangle.south) * y)) {
            least = std::min(least, offset->heightMeters);
            most = std::max(most, offset->heightMeters);
        }
    }
    if (least <= most) {
        m_low += least;
        m_high += most;
    }
}

std::optional<HeightSample> ShiftedHeights::at(double lonDegrees, double latDegrees) const
{
    auto sample = m_heights->at(lonDegrees, latDegrees);
    if (sample)
        shift(*sample, lonDegrees, latDegrees);
    return sample;
}

std::optional<EdgeSample> ShiftedHeights::edgeFrom(double lonDegrees, double latDegrees) const
{
    auto edge = m_heights->edgeFrom(lonDegrees, latDegrees);
    if (edge)
        shift(edge->sample, lonDegrees, latDegrees);
    return edge;
}

void ShiftedHeights::shift(HeightSample& sample, double lonDegrees, double latDegrees) const
{
    const auto offset = m_offsets ? m_offsets->at(lonDegrees, latDegrees) : std::nullopt;
    if (!offset)
        return;
    sample.heightMeters += offset->heightMeters;
    sample.datumOffsetMeters = offset->heightMeters;
}

std::size_t ShiftedHeights::byteSize() const
{
    return sizeof *this + m_heights->byteSize() + (m_offsets ? m_offsets->byteSize() : 0);
}

Result<std::shared_ptr<const HeightPatch>> offsetsOn(const HeightSource& grid, TerrainTileId id,
                                                     TerrainProjection projection)
{
    if (projection != grid.projection()) {
        // The finest tile of the grid's scheme that holds all of the one asked for.
        const Rectangle tile = terrainTileRectangle(id, projection);
        const auto holding = [](double lon, double lat, int level) {
            const double rows = std::ldexp(1.0, level);
            return TerrainTileId{level,
                                 static_cast<std::uint32_t>(std::clamp((lon + 180) / 180 * rows, 0.0, 2 * rows - 1)),
                                 static_cast<std::uint32_t>(std::clamp((lat + 90) / 180 * rows, 0.0, rows - 1))};
        };
        const double inset = (tile.east - tile.west) * 1e-6;
        int level = id.level;
        while (level > 0
               && holding(tile.west + inset, tile.south + inset, level)
                   != holding(tile.east - inset, tile.north - inset, level))
            --level;
        id = holding(tile.west + inset, tile.south + inset, level);
    }
    while (id.level > 0 && grid.isAvailable(id) == false)
        id = {id.level - 1, id.x / 2, id.y / 2};
    if (grid.isAvailable(id) == false)
        return std::shared_ptr<const HeightPatch>();
    auto data = grid.make(id, {}, {});
    if (!data)
        return fail(std::move(data.error()));
    return std::move(data->patch);
}

} // namespace guanjing
