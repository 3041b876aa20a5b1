#pragma once
// Draws the city on a canvas, layer by layer, at any level of detail.

#include "geodata/democity/Canvas.h"
#include "geodata/democity/Demo.h"

#include <functional>

namespace guanjing::democity {

struct River;
class Woods;

class Painter {
public:
    explicit Painter(Canvas& canvas, Decks decks = Decks::Shown);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;
    Painter(Painter&&) = delete;
    Painter& operator=(Painter&&) = delete;
    void paint();
    /// Roofs alone, for comparing with the building tiles: 255 where a roof of a building covers the pixel.
    void paintRoofMask();
    /// Rivers, lakes and the sea alone, in one colour.
    void paintWaters(Rgb color);

    /// 0 where buildings are painted one by one … 1 where the city is a picture: colours then are those of a mosaic of
    /// satellite scenes, clearer than the ground is. By quarters from level to level, so that no step is seen.
    [[nodiscard]] static float farness(double metersPerPixel)
    {
        return static_cast<float>(clamp01(std::log2(metersPerPixel / 8.5) / 4));
    }

private:
    /// Coarser pixels show decks at any rate: seen so, a deck hides what is below it.
    static constexpr double kSeenBelowMetersPerPixel = 5;
    /// From here on trees along streets are not painted one by one.
    static constexpr double kCrownsMetersPerPixel = 5;

    struct Roofed {
        const Part* part;
        std::uint16_t receiver;
        Box box;
    };

    void collect();
    void ground();
    /// Light on the slope of a place in the tile, 1 on the plain.
    [[nodiscard]] float slopeLight(V2 place) const;
    void farGround();
    void outskirts();
    void outskirtBlocks();
    void quarter(const Quad& cell, std::uint64_t seed, float seen);
    void blocks();
    /// Where woods reach into farmland it looks as before the farmland was painted.
    void growWoods(const std::vector<Rgb>& before);
    /// `share`: how much of what is painted below is covered.
    void mosaic(const Block& block, float share);
    /// Light and dark, dry and lush within blocks and across their borders, as fine as the pixels show it.
    void mottle();
    /// How much of a street's strip crowns cover that are not painted one by one.
    [[nodiscard]] float rowsShare(const Road& road) const;
    void paintRoadStrips(const std::vector<Road>& roads);
    void paintCarriageways(const std::vector<Road>& roads);
    void paintMarkings(const Road& road);
    void banks();
    void water();
    void waterShape(const River& river, double grow, Rgb color);
    void crossings();
    void paintStubs();
    void paintTurningPlaces();
    void collectThings();
    void roofs();
    void shadows();
    void forest();
    void vehicles();
    void crowns();
    void finish();

    Canvas& m_canvas;
    double m_mpp;
    float m_far;
    Decks m_decks;
    std::vector<std::shared_ptr<const MeshPlan>> m_plans;
    std::vector<Road> m_arterials, m_localRoads;
    std::vector<Road> m_localOnGround,
        m_onGround; ///< what is painted of both: where decks are left out, without their spans
    std::unique_ptr<const Woods> m_woods;
    std::vector<const Block*> m_woodedFarms; ///< that woods reach into
    std::vector<std::pair<const Block*, std::shared_ptr<const BlockContent>>> m_blocks;
    std::vector<Part> m_details; ///< owned copies of roof details
    std::vector<Roofed> m_roofs;
    static constexpr int kLatticeCells = 32;
    std::vector<float> m_wooded; ///< share of wood on the lattice of the ground
    std::vector<float> m_slopeLight; ///< on the lattice of the ground
    std::vector<Tree> m_trees;
    std::vector<Vehicle> m_vehicles;
};

/// 1 where the plan of the city shows the land, also a little beyond its limits; 0 where the surroundings do; ragged between.
[[nodiscard]] double cityShare(V2 place);
/// Metres inside the limits from where on cityShare() is 1: beyond them.
constexpr double kWholeShareMeters = -1200;
/// From where on, outwards, it is 0.
constexpr double kNoShareMeters = -3200;
/// What a block looks like from afar: its mean colour with all that stands on it.
[[nodiscard]] Rgb meanColor(Use use, std::uint64_t seed);
/// The same for the tops of merged buildings, which the viewer's sun lights once more.
[[nodiscard]] inline Rgb unlit(Rgb seen) { return {seen.r * 0.87F, seen.g * 0.885F, seen.b * 0.90F}; }
/// 0 … 1: nearness to the middle of a town, as wide as the eye sees it from far above.
[[nodiscard]] double townCore(V2 place);
/// The same as seen at a farness: uses stand out from each other, and the middle of a town.
[[nodiscard]] Rgb farColor(const Block& block, float far);
/// The net that land beyond the limits is divided by, where a box sees it: a quarter of town or fields, and its seed.
void eachOutskirtCell(const Box& box, const std::function<void(const Quad& cell, std::uint64_t seed)>& take);
// What covers are seen as from afar.
constexpr Rgb kFarBuilt{148, 146, 139}, kFarCentre{198, 195, 188}, kFarFringe{120, 124, 109}, kFarStreet{146, 144, 137};
constexpr Rgb kFarRoad{184, 179, 168};
constexpr Rgb kFarFarm{106, 112, 87}, kFarPond{100, 112, 104}, kFarPark{86, 97, 72}, kFarWood{60, 74, 55};
/// Fills a polygon given by a convex quad and its sweep along a vector.
[[nodiscard]] std::vector<V2> sweptHull(const Quad& quad, V2 from, V2 to);

} // namespace guanjing::democity
