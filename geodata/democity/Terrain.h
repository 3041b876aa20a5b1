#pragma once
// The lie of the land: the plain of the delta, and hills whose highest is 银瓶嘴 with 898 m.

#include "geodata/democity/CityFrame.h"

namespace guanjing::democity {

/// 0 plain … 1 mountain: hills of the south-east and 大岭山.
[[nodiscard]] double hilliness(V2 place);
/// Height of the hills above the plain, metres.
[[nodiscard]] double reliefMeters(V2 place);
/// 0 … 1: the polder delta of the north-west with its fields and fish ponds.
[[nodiscard]] double deltaness(V2 place);
/// Height of the ground above the sea, metres: rivers and the estuary at 0, each lake level, banks without steps. Far beyond
/// the city it sinks to 0.
[[nodiscard]] double groundHeightAt(V2 place);
struct Ground {
    double height = 0; ///< as of groundHeightAt()
    double clearance = 0; ///< as of waterClearance()
};
[[nodiscard]] Ground groundAt(V2 place);

} // namespace guanjing::democity
