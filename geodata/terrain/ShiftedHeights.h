#pragma once

#include "geodata/terrain/HeightSource.h"

#include <memory>

namespace guanjing {

/// Heights of one datum as those of another: what a grid of offsets (geoid undulations, say) has at a place is added. Where
/// the grid has nothing they stay as they are. Immutable, any thread.
class ShiftedHeights final : public HeightPatch {
public:
    /// `rectangle` of the tile, degrees; `offsets` may be null: none are there.
    ShiftedHeights(std::shared_ptr<const HeightPatch> heights, std::shared_ptr<const HeightPatch> offsets,
                   const Rectangle& rectangle);

    [[nodiscard]] std::optional<HeightSample> at(double lonDegrees, double latDegrees) const override;
    [[nodiscard]] std::optional<EdgeSample> edgeFrom(double lonDegrees, double latDegrees) const override;
    [[nodiscard]] std::optional<float> waterAt(double lonDegrees, double latDegrees) const override
    {
        return m_heights->waterAt(lonDegrees, latDegrees);
    }
    [[nodiscard]] double minHeightMeters() const override { return m_low; }
    [[nodiscard]] double maxHeightMeters() const override { return m_high; }
    [[nodiscard]] bool hasVoids() const override { return m_heights->hasVoids(); }
    [[nodiscard]] std::size_t byteSize() const override;

private:
    void shift(HeightSample& sample, double lonDegrees, double latDegrees) const;

    std::shared_ptr<const HeightPatch> m_heights, m_offsets;
    double m_low = 0, m_high = 0;
};

/// The offsets on a tile, out of the finest tile that the grid has there. Worker thread; may wait as the grid does.
[[nodiscard]] Result<std::shared_ptr<const HeightPatch>> offsetsOn(const HeightSource& grid, TerrainTileId id,
                                                                   TerrainProjection projection);

} // namespace guanjing
