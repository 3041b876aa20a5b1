#pragma once
// The lie of the land: the plain of the delta, and hills whose highest is 银瓶嘴 with 898 m.

#include "geodata/democity/CityFrame.h"

namespace guanjing::democity {

/// 0 plain … 1 mountain: hills of the south-east and 大岭山.
[[nodiscard]] double hilliness(V2 place);
/// Height of the hills above the plain, metres.
[[nodiscard]] double reliefMeters(V2 place);
/// Height of the plain between the waters, metres: polders near the sea, terraces towards the hills.
[[nodiscard]] double plainMeters(V2 place);
/// 0 … 1: the polder delta of the north-west with its fields and fish ponds.
[[nodiscard]] double deltaness(V2 place);
/// Height of the ground above the sea, metres: the estuary at 0, each lake level, rivers falling gently; banks rise to a levee,
/// behind which the ground is level before it rises to the land. Far beyond the city it sinks to 0.
[[nodiscard]] double groundHeightAt(V2 place);
/// The same before motorways and railways were cut into it.
[[nodiscard]] double naturalGroundAt(V2 place);
struct Ground {
    double height = 0; ///< as of groundHeightAt()
    double clearance = 0; ///< as of waterClearance()
};
[[nodiscard]] Ground groundAt(V2 place);
/// From the edge of water to the crest of its levee, metres: nothing is built there.
constexpr double kBankMeters = 30;
/// To the far kerb of the road that runs along the water.
constexpr double kLeveeRoadMeters = 13;

} // namespace guanjing::democity
