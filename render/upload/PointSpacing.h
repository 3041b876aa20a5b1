#pragma once

#include "geodata/core/Math.h"

#include <span>

namespace guanjing::render {

/// Distance between neighbours in a cloud of points that lie on surfaces, in the points' own unit: the side of the square that
/// one of them has to itself, as it is found around a few of them. 0 for too few points to tell, or for
/// points that all lie on each other. Pure; any thread.
[[nodiscard]] float pointSpacing(std::span<const glm::vec3> positions);

} // namespace guanjing::render
