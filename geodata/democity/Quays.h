#pragma once
// Inside the room: where ports meet the water, upright walls with level aprons instead of the levee's slope.

#include "geodata/democity/Content.h"
#include "geodata/democity/Plan.h"

#include <memory>
#include <span>
#include <vector>

namespace guanjing::democity {

class Canvas;
class TileMesh;

/// From the edge of a quay to the yard, metres: containers stand behind it.
constexpr double kQuayMeters = 24;

/// The quays of a port, each a run of places along the shore. Empty for what is no port.
[[nodiscard]] std::vector<Quay> quaysOf(const Block& block);
/// Cranes at the quays and the ships below them, as parts of no building.
void berth(const Block& block, BlockContent& content);
/// Over what was painted of the levee.
void paintQuays(Canvas& canvas, std::span<const Quay> quays);
/// The stretches whose middle lies in a box; needs the relief. Detail 0 the apron and its wall … 2 fenders and rails.
void addQuays(TileMesh& mesh, const Box& box, std::span<const Quay> quays, int detail);
/// The ports that a box meets, where nobody plants trees on the levee.
[[nodiscard]] std::vector<Quad> portsIn(const Box& box, std::span<const std::shared_ptr<const MeshPlan>> plans);

} // namespace guanjing::democity
