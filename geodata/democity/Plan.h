#pragma once
// The plan of the city: a net of arterial roads with jittered crossings, its meshes divided into blocks, a use for each block.
// Everything about a mesh follows from its two integers; nothing needs its neighbours' contents.

#include "geodata/democity/Epoch.h"
#include "geodata/democity/Towns.h"

#include <array>
#include <cstdint>
#include <vector>

namespace guanjing::democity {

/// Mean distance of arterial roads.
constexpr double kMeshMeters = 1150;

/// A convex quadrilateral, counter-clockwise.
struct Quad {
    std::array<V2, 4> p;

    [[nodiscard]] Box box() const;
    [[nodiscard]] V2 centre() const { return (p[0] + p[1] + p[2] + p[3]) * 0.25; }
    [[nodiscard]] double area() const;
    [[nodiscard]] bool holds(V2 point) const;
    /// Bilinear: (0,0) is p[0], (1,0) p[1], (1,1) p[2], (0,1) p[3].
    [[nodiscard]] V2 at(double u, double v) const { return lerp(lerp(p[0], p[1], u), lerp(p[3], p[2], u), v); }
    /// Sides moved inward by metres each (side i from p[i] to p[i+1]). May turn inside out: check area() > 0.
    [[nodiscard]] Quad inset(const std::array<double, 4>& metres) const;
    [[nodiscard]] Quad inset(double metres) const { return inset({metres, metres, metres, metres}); }
};

enum class Use : std::uint8_t {
    Business, ///< towers on podiums
    Commerce, ///< malls, markets
    Estate, ///< gated high-rise housing
    Slabs, ///< mid-rise housing of the nineties
    Village, ///< 城中村: dense houses, alleys
    Villas,
    Factory, ///< workshops, sheds, dormitories
    Logistics, ///< warehouses
    Port, ///< containers
    School,
    Campus, ///< research and university grounds
    Public, ///< government, hospital
    Park,
    Building, ///< construction site
    Vacant,
    Fields,
    Ponds, ///< fish ponds with dykes
    Orchard,
    Forest,
    Water
};
constexpr int kUseCount = static_cast<int>(Use::Water) + 1;

enum class RoadClass : std::uint8_t { Expressway, Major, Minor, Secondary, Local, Lane, Track };
/// Half of the carriageway, without the median's share taken out, and of the whole strip, metres.
struct RoadSection {
    double halfCarriageway, halfStrip, halfMedian;
    int lanesEachWay;
};
[[nodiscard]] RoadSection sectionOf(RoadClass roadClass);

/// A straight stretch of road along its centre line.
struct Road {
    V2 a, b;
    RoadClass roadClass = RoadClass::Lane;
    std::uint64_t seed = 0;
    Epoch epoch = Epoch::June2026; ///< its traffic is of this date
    int line = 0; ///< of an arterial: index of its line in the net
    bool northward = false; ///< of an arterial: runs from south to north
    bool crossingAtA = false, crossingAtB = false; ///< arterial crossings: stop lines and zebra
    double trimA = 0, trimB = 0; ///< metres from the ends to where markings begin
    double stubA = 0, stubB = 0; ///< metres at the ends that cross another road's pavement
    /// A bridge: metres along the road where the ramps begin and end, the banks, and the height of the deck.
    struct Raised {
        double from = 0, waterFrom = 0, waterTo = 0, to = 0, rise = 0;
        double groundFrom = 0, groundTo = 0; ///< elevations where the ramps begin and end
    };
    std::array<Raised, 2> raised;
    std::size_t raisedCount = 0;
};

struct Block {
    Quad quad; ///< inside the kerb: no road touches it
    Use use = Use::Vacant;
    std::uint64_t seed = 0;
    int town = 0;
    Character character = Character::Works; ///< of the town that planned the district
    double urban = 0;
    /// No building of this block is higher, metres.
    double heightLimit = 0;
    bool nearWater = false;
    Epoch epoch = Epoch::June2026; ///< contents are those of this date
    bool changes = false; ///< its use is not the same at all dates
    bool nearCorridor = false; ///< a motorway or railway runs through it or beside it
};

struct MeshPlan {
    int i = 0, j = 0;
    Quad outline; ///< on the centre lines of the arterial roads
    std::vector<Block> blocks;
    std::vector<Road> roads; ///< inside the mesh
    std::vector<Road> arterials; ///< on its southern and western edge
};

/// Crossing (i, j) of the arterial net.
[[nodiscard]] V2 crossing(int i, int j);
/// The arterial stretch from crossing (i, j) to (i+1, j), or to (i, j+1) when `northward`; false when there is no road
/// (estuary, mountains, outside the city).
[[nodiscard]] bool arterial(int i, int j, bool northward, Road& road);
/// Plan of the mesh between crossings (i, j) and (i+1, j+1). Cheap: tens of microseconds.
[[nodiscard]] MeshPlan planMesh(int i, int j, Epoch epoch = Epoch::June2026);
/// Indices of meshes that may touch a box.
struct MeshRange {
    int minI, minJ, maxI, maxJ;
};
[[nodiscard]] MeshRange meshesIn(const Box& box);

} // namespace guanjing::democity
