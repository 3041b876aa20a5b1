#pragma once
// Inside the room: how a mesh of the plan is divided.

#include "geodata/democity/Plan.h"

namespace guanjing::democity {

/// Where two lines meet; `b` where they are parallel.
[[nodiscard]] V2 meetLines(V2 a, V2 da, V2 b, V2 db);

/// No building of a block of this use is higher, metres.
[[nodiscard]] double heightLimitOf(const Block& block);

/// Divides the inner part of a mesh into blocks by streets and gives each block a use. `margins`: metres from the sides of
/// `inner` to the kerbs of the arterial roads beyond.
void divideMesh(MeshPlan& plan, const Quad& inner, const std::array<double, 4>& margins, std::uint64_t seed);

/// Above kWoodEdge there is wood: on the hills, and beyond the city's limits on the plain as well.
[[nodiscard]] double woodness(V2 place);
constexpr double kWoodEdge = -0.04;

} // namespace guanjing::democity
