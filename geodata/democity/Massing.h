#pragma once
// What stands for low buildings in distant tiles: a few boxes for many houses, of the same mean height, footprint and colour.

#include "geodata/democity/Content.h"

#include <span>
#include <vector>

namespace guanjing::democity {

/// Boxes for buildings of one block, one per cell of `cellMeters` that holds any. They belong to no building. Their roofs
/// come nearer to `mean`, what the block looks like from afar, by the share `blend`.
[[nodiscard]] std::vector<Part> mergedBuildings(const BlockContent& content, std::span<const Building* const> buildings,
                                                double cellMeters, Rgb mean, float blend);
/// What those boxes are a feature of: the block's buildings as one, of their mean height, floors and year by volume and
/// their commonest use.
[[nodiscard]] Building mergedFeature(const BlockContent& content, std::span<const Building* const> buildings,
                                     const Block& block);
/// Likewise for boxes of blockMassing.
[[nodiscard]] Building massingFeature(const Block& block, std::span<const Part> boxes);
/// Boxes for a block whose content is not known, from its use alone; none where it is not worth it.
[[nodiscard]] std::vector<Part> blockMassing(const Block& block);

} // namespace guanjing::democity
