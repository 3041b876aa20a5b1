#pragma once
// Motorways and railways: long smooth lines on viaducts across the net of streets, which passes below. Where motorways meet
// there are ramps; where they cross a wide street, slip roads down to it. Courses follow the real ones roughly.

#include "geodata/democity/CityFrame.h"
#include "geodata/democity/Epoch.h"

#include <cstdint>
#include <vector>

namespace guanjing::democity {

class Canvas;
class TileMesh;
struct Vehicle;

enum class CorridorKind : std::uint8_t { Motorway, Railway, Ramp };

struct Corridor {
    const char* name = ""; ///< "G4"; empty for ramps
    CorridorKind kind = CorridorKind::Motorway;
    std::vector<V2> line; ///< about 45 m apart, ramps 20 m
    std::vector<V2> left; ///< unit normals at the points
    std::vector<double> height; ///< of the deck at the points, metres above ground
    std::vector<double> base; ///< elevation that the height counts from: the ground without its small ups and downs
    std::vector<double> ground; ///< the natural ground on the axis; of ramps none
    std::vector<std::uint8_t> covered; ///< 1: the deck lies deeper than the ground, in a tunnel
    std::vector<double> along; ///< metres from the start
    std::vector<std::uint8_t> modelled; ///< of the stretch after each point, 1: tiles hold its deck; else it is painted
    /// A main span between two pylons, over the fairway of a bridge across the estuary.
    struct Span {
        double middle = 0; ///< metres along the line
        double pylonTop = 0; ///< metres above the water
    };
    std::vector<Span> spans;
    Box box;
};

/// All of them, ramps after the lines they belong to. Immutable; any thread.
[[nodiscard]] const std::vector<Corridor>& corridors();
/// Where motorways meet; nothing is built within this distance.
[[nodiscard]] const std::vector<V2>& interchanges();
constexpr double kInterchangeMeters = 170;
/// Half width of the deck, parapets included, metres.
[[nodiscard]] double corridorHalfWidth(CorridorKind kind);
/// Metres from a place to the edge of the nearest strip that is kept clear for a corridor: negative inside; exact up to 60 m,
/// 60 beyond.
[[nodiscard]] double corridorClearance(V2 place);
/// Whether some corridor may come within 60 m of a box.
[[nodiscard]] bool corridorNear(const Box& box);
constexpr double kCorridorReachMeters = 60;
/// From the middle of a main span to its pylons.
constexpr double kHalfSpanMeters = 300;

/// Boxes of the stretches in a box with the height of their tops.
[[nodiscard]] std::vector<std::pair<Box, double>> corridorLimits(const Box& box);
/// The stretches whose middle lies in a box; detail below 0 decks alone, 0 with stays … 2 lanes.
void addCorridors(TileMesh& mesh, const Box& box, int detail);
/// Green strips below, before streets are painted.
void paintCorridorVerges(Canvas& canvas);
/// Decks with their markings, over everything on the ground; those that models do not show, or all.
void paintCorridorDecks(Canvas& canvas, bool modelledToo);
/// Shadows of the decks; where these are shown themselves, they receive none.
void shadeCorridors(Canvas& canvas, bool decksShown);
void corridorVehicles(const Box& box, Epoch epoch, std::vector<Vehicle>& out);

} // namespace guanjing::democity
