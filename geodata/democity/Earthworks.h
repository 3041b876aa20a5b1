#pragma once
// Where motorways and railways meet hills: cuttings, embankments, and the mouths of tunnels.

#include "geodata/democity/CityFrame.h"
#include "geodata/democity/Corridors.h"

#include <vector>

namespace guanjing::democity {

/// The ground as it lies after the lines were built, from its natural height.
[[nodiscard]] double withEarthworks(V2 place, double naturalHeight);

/// Where a line goes into a hill: a gallery that reaches out of the slope, closed by a headwall.
struct Portal {
    V2 place; ///< on the axis, in the plane of the headwall
    V2 outward; ///< unit vector out of the hill
    double deck = 0; ///< elevation of the line
    double ground = 0; ///< metres that the deck counts above the ground in tiles without relief
    CorridorKind kind = CorridorKind::Motorway;
};
/// All of them. Immutable; any thread.
[[nodiscard]] const std::vector<Portal>& portals();
/// Those in a box.
void addPortals(TileMesh& mesh, const Box& box);

} // namespace guanjing::democity
