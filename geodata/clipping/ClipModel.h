#pragma once

#include "geodata/clipping/ClipRegion.h"
#include "geodata/tiles3d/Model.h"

#include <memory>
#include <span>
#include <vector>

namespace guanjing::clipping {

using RegionList = std::vector<std::shared_ptr<const ClipRegion>>;

/// True when nothing of what fills the hull at most stays visible.
[[nodiscard]] bool isClippedAway(const RegionList& regions, std::span<const glm::dvec3> ecefHull);
/// The regions that may change what lies in the hull, in their order. Equal lists cut it alike.
[[nodiscard]] RegionList relevantTo(const RegionList& regions, std::span<const glm::dvec3> ecefHull);
/// True when the regions leave everything in the hull as it is.
[[nodiscard]] bool isUntouched(const RegionList& regions, std::span<const glm::dvec3> ecefHull);

/// Cuts a decoded model in place, in double in the frame of the world: triangles and lines are parted at the regions'
/// walls, points are kept or dropped. Regions of mode Inside come first, then the union of those of mode Outside, then
/// flattening by the first region that holds a piece, with walls along the border. Copies of a mesh that are cut get
/// meshes of their own; what is left out altogether is gone from `instances`. modelToWorld as ContentPreparer's.
/// Returns whether anything changed. Any thread.
bool clipModel(tiles3d::Model& model, const glm::dmat4& modelToWorld, const RegionList& regions);

} // namespace guanjing::clipping
