#pragma once

#include "geodata/core/Math.h"
#include "geodata/tiles3d/Model.h"

#include <cstddef>

namespace guanjing::styling {

/// The features that a style is evaluated for: rows of a property table, or the points of a cloud, which also have a
/// position, a colour and a normal. Views: what it names must outlive the evaluation.
struct FeatureSource {
    const tiles3d::PropertyTable* table = nullptr; ///< null: features without properties
    std::size_t count = 1; ///< rows, or points
    /// Of a cloud: row of the table = featureIds[point] where there are ids.
    const tiles3d::Primitive* points = nullptr;
    glm::dmat4 pointToTile{1.0}; ///< point → the tile's frame before RTC_CENTER, for POSITION
    glm::dmat4 pointToWorld{1.0}; ///< point → ECEF metres, for POSITION_ABSOLUTE
    double timeMilliseconds = 0; ///< since the tileset was opened, for tiles3d_tileset_time
};

} // namespace guanjing::styling
