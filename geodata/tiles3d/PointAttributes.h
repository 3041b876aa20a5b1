#pragma once
// Positions, ids and directions in feature tables, shared by i3dm and pnts. For the .cpp files of this room only.

#include "geodata/core/Math.h"
#include "geodata/tiles3d/BatchTable.h"

#include <cstdint>
#include <vector>

namespace guanjing::tiles3d {

/// POSITION or POSITION_QUANTIZED with its volume; all finite.
[[nodiscard]] Result<std::vector<glm::dvec3>> readPositions(const FeatureTable& table, std::size_t count);

/// BATCH_ID of 1, 2 or 4 bytes; empty when absent or unreadable.
[[nodiscard]] std::vector<std::uint32_t> readBatchIds(const FeatureTable& table, std::size_t count, Issues& issues);

/// A unit vector from two numbers in 0 … range (octahedral projection, Cigolle et al. 2014).
[[nodiscard]] glm::vec3 decodeOctahedral(float x, float y, float range);

} // namespace guanjing::tiles3d
