#pragma once
// Rivers, lakes and the estuary: a few hand-placed lines after the real ones, with invented meanders.

#include "geodata/democity/CityFrame.h"

#include <vector>

namespace guanjing::democity {

/// A river: centre line at about 60 m steps and half width at every point.
struct River {
    std::vector<V2> line;
    std::vector<double> halfWidth;
    std::vector<double> level; ///< of its surface at every point, metres above the sea; never rises downstream
    Box box;
};
/// A lake, reservoir or the estuary: closed ring.
struct WaterBody {
    std::vector<V2> ring;
    Box box;
    bool sea = false;
    double level = 0; ///< of its surface, metres above the sea
};

[[nodiscard]] const std::vector<River>& rivers();
[[nodiscard]] const std::vector<WaterBody>& waterBodies();
/// Metres from a place to the nearest water edge: negative inside water; exact within ±1,000 m, clamped beyond.
[[nodiscard]] double waterClearance(V2 place);
/// The waters around a place: metres to the nearest edge, as of waterClearance(), and how high their surface lies.
struct Shores {
    double river = 0, riverLevel = 0; ///< of rivers; the level changes smoothly from one to the other
    double standing = 0, standingLevel = 0; ///< of lakes and the estuary
    [[nodiscard]] double clearance() const { return river < standing ? river : standing; }
    [[nodiscard]] double level() const { return river < standing ? riverLevel : standingLevel; }
};
[[nodiscard]] Shores shoresAt(V2 place);
/// In a lake or the estuary, rivers not counted.
[[nodiscard]] bool onStandingWater(V2 place);

} // namespace guanjing::democity
