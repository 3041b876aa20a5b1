#pragma once
// The limits of the city and of its towns: stretches of resources/democity/limits.csv joined to rings. Towns share their
// borders, and together they are the city.

#include "geodata/democity/CityFrame.h"

#include <vector>

namespace guanjing::democity {

/// A ring around a town or the city, counter-clockwise, not closed by its first point.
struct Limits {
    std::vector<glm::dvec2> degrees; ///< longitude, latitude
    std::vector<V2> ring;
    Box box;
    double areaKm2 = 0; ///< on the ellipsoid
};

[[nodiscard]] const Limits& cityLimits();
/// Limits of each town, in the order of towns().
[[nodiscard]] const std::vector<Limits>& townLimits();
/// Index of the town whose limits hold a place, -1 outside the city.
[[nodiscard]] int townHolding(V2 place);

/// How far beyond the limits the land has a plan: fields, ponds, woods, hardly a building.
constexpr double kPlannedBeyondMeters = 3000;

/// How far the city is known to lie from the edges of what limitDistance() measures.
constexpr double kLimitReachMeters = 16000;
/// Metres from a place to the limits of the city: positive inside, negative outside, to some ten metres. Where it is beyond
/// -kLimitReachMeters it is no more than a bound: the limits are at least so far. As cheap as four table look-ups.
[[nodiscard]] double limitDistance(V2 place);
/// Bounds of the same over a box.
struct Reach {
    double least, most;
};
[[nodiscard]] Reach limitDistances(const Box& box);

} // namespace guanjing::democity
