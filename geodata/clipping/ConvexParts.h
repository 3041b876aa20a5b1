#pragma once

#include "geodata/core/Result.h"

#include <glm/vec2.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace guanjing::clipping {

/// A convex piece of a polygon: corners of the ring by index, counter-clockwise.
using ConvexPart = std::vector<std::size_t>;

/// The ring counter-clockwise, without a repeated last point, without points that repeat their neighbour or lie on the
/// straight line between their neighbours. Metres.
[[nodiscard]] std::vector<glm::dvec2> tidyRing(std::span<const glm::dvec2> ring);

/// Convex pieces that together are the polygon: ears cut off, then joined again over every diagonal that convexity does
/// not need (Hertel and Mehlhorn 1983). `ring` as from tidyRing. BadValue when it crosses itself or has no area.
[[nodiscard]] Result<std::vector<ConvexPart>> convexParts(std::span<const glm::dvec2> ring);

} // namespace guanjing::clipping
