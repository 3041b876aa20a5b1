#pragma once
// Where a road leaves the ground to cross water: ramps, deck, piers; for the largest spans pylons and stays.

#include "geodata/democity/Canvas.h"
#include "geodata/democity/Plan.h"

namespace guanjing::democity {

class TileMesh;

/// Nothing of a bridge is higher than this, metres.
constexpr double kBridgeHeightMeters = 110;

/// Works out where a road crosses water and stores it in road.raised.
void raiseOverWater(Road& road);
/// The same where a motorway or railway is cut into the ground below it. Needs the earthworks.
void raiseOverCuttings(Road& road);
/// Height of a road's surface at a distance from its start, metres.
[[nodiscard]] double roadHeight(const Road& road, double along);
/// Whether a bridge or its ramp carries the road there, and at which elevation.
[[nodiscard]] bool deckElevation(const Road& road, double along, double& elevation);
/// Half of the deck's width: carriageway, footways and parapets.
[[nodiscard]] double deckHalfWidth(RoadClass roadClass);

/// From where on a bridge is open below: up to there its ramps are solid.
constexpr double kAbutmentMeters = 14;
/// The stretches of a road that lie on the ground or on a ramp.
void withoutSpans(const Road& road, std::vector<Road>& out);
/// The pieces of a road's bridges whose middle lies in a box. `detail` below 0 decks alone, 0 with stays … 2 lanes.
void addBridges(TileMesh& mesh, const Road& road, const Box& box, int detail);
/// Deck and parapets on the orthophoto; what lies on it is painted after.
void paintDeck(Canvas& canvas, const Road& road);
/// Shadow of the deck on what is below; where the deck is shown itself, it receives none.
void shadeBelow(Canvas& canvas, const Road& road, bool deckShown);

} // namespace guanjing::democity
