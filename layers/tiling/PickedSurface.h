#pragma once

#include "geodata/tiles3d/Model.h"
#include "layers/tiling/Pick.h"

namespace guanjing::layers {

/// Fills a pick's features and attributes from where it hit the model. GUI thread.
void describeSurface(const tiles3d::Model& model, const tiles3d::MeshInstance& instance,
                     const tiles3d::Primitive& primitive, const tiles3d::SurfacePoint& point, PickResult& pick);

/// Anything of the model tells features apart.
[[nodiscard]] bool hasFeatures(const tiles3d::Model& model);

} // namespace guanjing::layers
