#pragma once
// Inside the room: ramps between motorways, and from motorways down to streets.

#include "geodata/democity/Corridors.h"

#include <vector>

namespace guanjing::democity {

constexpr double kCorridorSpacingMeters = 45; ///< of a line's points

/// Normals, lengths and bounds, from the line's points.
void finishCorridor(Corridor& c);
/// Where two stretches cross.
[[nodiscard]] bool segmentsMeet(V2 a, V2 b, V2 c, V2 d, V2& where);

struct CorridorMeeting {
    std::size_t first, second; ///< indices of lines
    std::size_t at, with; ///< points near the meeting
    V2 place;
};

/// Right turns in all four quadrants and two leaves.
void addInterchange(std::vector<Corridor>& out, const Corridor& one, const Corridor& two, const CorridorMeeting& m);
/// Slip roads beside a motorway, down to some of the wide streets that it crosses.
void addExits(std::vector<Corridor>& out, const Corridor& motorway, const std::vector<V2>& interchanges);

} // namespace guanjing::democity
