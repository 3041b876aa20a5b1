#pragma once

#include "layers/scene/Scene.h"

#include <vector>

namespace guanjing::layers {

/// Longitude and latitude in degrees of the outline that a clip has on the ground: its polygon, or the foot of its box.
[[nodiscard]] std::vector<std::array<double, 2>> outlineOf(const ClipSpec& clip);
/// Square metres that an outline (longitude and latitude in degrees) encloses; right to some 0.02 % for one of 2 degrees.
[[nodiscard]] double areaOf(const std::vector<std::array<double, 2>>& outline);
/// Camera that shows all of a clip.
[[nodiscard]] Viewpoint viewpointFor(const ClipSpec& clip);

} // namespace guanjing::layers
