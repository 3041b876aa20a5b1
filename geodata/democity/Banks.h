#pragma once
// Inside the room: the strip between a shore and the blocks, with a road on the levee and trees behind it.

#include "geodata/democity/Content.h"
#include "geodata/democity/Plan.h"

#include <span>
#include <vector>

namespace guanjing::democity {

/// Streets end on the levee: what drives there is no nearer to the water.
constexpr double kShoreTrafficMeters = 9;

/// Where a street comes to the water it ends in a turning place beside the road on the levee.
struct TurningPlace {
    V2 centre;
    double radius = 0;
};
[[nodiscard]] std::vector<TurningPlace> turningPlaces(const Road& road);
/// Trees of the strips of rivers and lakes in a box, off the roads and ports: the same whoever asks.
void bankTrees(const Box& box, std::span<const Road* const> roads, std::span<const Quad> ports, std::vector<Tree>& out);
/// Pointers to the roads of several lists.
template <class... Lists> [[nodiscard]] std::vector<const Road*> roadsOf(const Lists&... lists)
{
    std::vector<const Road*> result;
    (
        [&] {
            for (const Road& road : lists)
                result.push_back(&road);
        }(),
        ...);
    return result;
}

} // namespace guanjing::democity
