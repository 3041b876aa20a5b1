#pragma once

#include "geodata/core/Math.h"
#include "geodata/tiles3d/Model.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace guanjing::styling {

/// Further features that the rows of a source belong to.
struct FurtherFeatures {
    const tiles3d::PropertyTable* table = nullptr; ///< never null
    std::span<const std::uint32_t> rows; ///< of the table, by row of the source; none where past its end
};

/// The features that a style is evaluated for: rows of a property table, or the points of a cloud, which also have a
/// position, a colour and a normal. Views: what it names must outlive the evaluation.
struct FeatureSource {
    const tiles3d::PropertyTable* table = nullptr; ///< null: features without properties
    std::size_t count = 1; ///< rows, or points
    /// Of a cloud: row of the table = featureIds[point] where there are ids.
    const tiles3d::Primitive* points = nullptr;
    std::span<const std::uint32_t> rows; ///< of the table, by row of the source; empty: the same, or as points has it
    /// A property that the table lacks is that of the first of these that has it. Classes are those of the table alone.
    std::vector<FurtherFeatures> further;
    glm::dmat4 pointToTile{1.0}; ///< point → the tile's frame before RTC_CENTER, for POSITION
    glm::dmat4 pointToWorld{1.0}; ///< point → ECEF metres, for POSITION_ABSOLUTE
    double timeMilliseconds = 0; ///< since the tileset was opened, for tiles3d_tileset_time

    [[nodiscard]] std::span<const std::uint32_t> tableRows() const
    {
        return rows.empty() && points != nullptr ? std::span<const std::uint32_t>(points->featureIds) : rows;
    }
};

} // namespace guanjing::styling
