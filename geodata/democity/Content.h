#pragma once
// What stands in a block: buildings as upright boxes, painted ground, trees, vehicles. Orthophoto and glb are made of this.

#include "geodata/democity/Plan.h"

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace guanjing::democity {

/// sRGB, 0..255. Four lanes wide, so that one instruction works on all channels: painting is mixing colours.
struct alignas(16) Rgb {
    float r = 0, g = 0, b = 0;
    float unused = 0;
    using Lanes [[gnu::vector_size(16)]] = float;

    [[nodiscard]] Lanes lanes() const { return std::bit_cast<Lanes>(*this); }
    [[nodiscard]] static Rgb of(Lanes lanes) { return std::bit_cast<Rgb>(lanes); }
    Rgb operator*(float s) const { return of(lanes() * s); }
    Rgb operator+(Rgb o) const { return of(lanes() + o.lanes()); }
};
[[nodiscard]] inline Rgb mixed(Rgb a, Rgb b, float t) { return Rgb::of(a.lanes() + (b.lanes() - a.lanes()) * t); }

enum class Roof : std::uint8_t {
    Parapet, ///< flat behind a parapet
    Plain, ///< flat
    Gable, ///< steel or tile, ridge along the axis
    Hip,
    Shed ///< one slope, high on the left of the axis: a tooth of a saw-tooth roof
};
enum class Facade : std::uint8_t {
    Village, ///< small windows, shops on the ground floor
    Tower, ///< flats: balconies and windows in turn
    Modern, ///< flats: white slabs, wide windows
    Glass, ///< curtain wall: a grid of panes
    Fins, ///< offices behind upright ribs
    Strips, ///< offices: bands of windows
    Workshop,
    Steel,
    Civic,
    Villa,
    Deck, ///< a lane of a raised road, seen from above; runs along it
    Blank
};
constexpr int kFacadeCount = static_cast<int>(Facade::Blank) + 1;

constexpr std::uint32_t kNoBuilding = 0xFFFFFFFFu;

/// A rectangle, or one whose corners are cut off; counter-clockwise.
struct Outline {
    std::array<V2, 8> p;
    std::size_t count = 4;
    operator std::span<const V2>() const { return {p.data(), count}; }
};

/// An upright box with a roof. `axis` is a unit vector, half sizes along and across it.
struct Part {
    V2 centre, axis;
    double halfLength = 0, halfWidth = 0;
    double cut = 0; ///< metres that each corner of a flat-roofed box is cut back
    double bottom = 0, top = 0; ///< top: eaves
    double rise = 0; ///< ridge above the eaves
    Roof roof = Roof::Plain;
    Facade facade = Facade::Blank;
    Rgb roofColor, wallColor;
    double floorHeight = 3;
    std::uint32_t building = kNoBuilding; ///< index in its block's buildings
    std::uint64_t seed = 0;

    /// The rectangle around it.
    [[nodiscard]] Quad footprint() const;
    /// What it covers, moved inward by metres.
    [[nodiscard]] Outline outline(double inward = 0) const;
    [[nodiscard]] double highest() const { return top + rise; }
    /// A wall or fence around a plot.
    [[nodiscard]] bool isFence() const { return building == kNoBuilding && halfWidth < 0.3; }
    /// Rows of windows on its walls, its share of the building's floors: 0 for what has none (plant rooms, masts, shelters).
    [[nodiscard]] int storeys() const;
};
/// Floors of a building: storeys counted up through the parts that stand on each other, along the way that has most.
[[nodiscard]] int floorsOf(std::span<const Part> parts);

struct Building {
    std::uint64_t id = 0;
    V2 centre;
    std::uint32_t firstPart = 0, partCount = 0;
    Use use = Use::Vacant;
    int floors = 1;
    int year = 2000; ///< 0: not known
    int town = 0;
    double height = 0; ///< to the highest point of its main parts
    int count = 1; ///< more: stands for so many buildings of a block, seen from afar

    /// "DG" and 16 hexadecimal digits.
    [[nodiscard]] std::string name() const;
};

/// A flat polygon on the ground; later ones and higher layers lie on top.
struct Paint {
    std::uint32_t first = 0, count = 0;
    Rgb color;
    float detail = 10; ///< least width, metres: not drawn where much smaller than a pixel
    float alpha = 1;
};

struct Tree {
    V2 centre;
    double radius = 3, height = 7;
    std::uint32_t seed = 0;
    bool lit = false; ///< by lamps at night; of woods and fields none is
    Rgb color;
};

struct Vehicle {
    V2 centre, axis;
    double halfLength = 2.3, halfWidth = 0.92, height = 1.5;
    double ground = 0; ///< metres above the ground beside, on bridges above 0
    bool onDeck = false;
    double deck = 0; ///< elevation of the deck that carries it
    Rgb color;
    bool lorry = false;
};

/// A run of places along the wall of a quay, the land on the left, and those behind them where its apron ends.
struct Quay {
    std::vector<V2> edge, yard;
};

struct BlockContent {
    Box box; ///< of everything in it
    std::vector<Building> buildings;
    std::vector<Part> parts;
    std::vector<Paint> paints;
    std::vector<V2> points;
    std::vector<Tree> trees;
    std::vector<Vehicle> vehicles;
    std::vector<Quay> quays;

    [[nodiscard]] std::span<const V2> outline(const Paint& paint) const
    {
        return {points.data() + paint.first, paint.count};
    }
    [[nodiscard]] std::size_t byteSize() const;
};

/// What of a block is wanted; its buildings are the same either way.
enum class Wanted : std::uint8_t { Everything, Buildings };
/// Contents of a block at its date: a pure function. Buildings alone cost a fraction.
[[nodiscard]] BlockContent fillBlock(const Block& block, Wanted wanted = Wanted::Everything);
/// Mean ground colour of a use before anything stands on it; what a block is filled with first.
[[nodiscard]] Rgb groundColor(Use use, std::uint64_t seed);

/// Small things on a roof (stair houses, tanks, machines, skylights, plants) as parts in plane coordinates.
void roofDetails(const Part& part, Use use, std::vector<Part>& out);
/// Translucent strips across the slopes of a hall's gable roof: metres along its axis from the centre.
[[nodiscard]] std::vector<double> skylightsOf(const Part& part);
constexpr double kSkylightMeters = 1.1;
constexpr double kSkylightFrom = 0.2, kSkylightTo = 0.86; ///< shares of the way from the ridge to the eaves
constexpr Rgb kSkylight{222, 226, 224};
constexpr float kSkylightShare = 0.55F; ///< of its colour, the rest is the roof's
/// Trees and vehicles along a road.
void furnishRoad(const Road& road, std::vector<Tree>& trees, std::vector<Vehicle>& vehicles);
/// The same, of the trees those in a box that stand neither in water nor, where it is `crossed`, on a motorway or railway.
void furnishRoad(const Road& road, const Box& box, bool crossed, std::vector<Tree>& trees,
                 std::vector<Vehicle>& vehicles);

/// A street lamp: its foot, and the way its arm points.
struct Lamp {
    V2 foot, arm;
    double ground = 0; ///< metres above the ground beside, on bridges above 0
    bool onDeck = false;
    double deck = 0; ///< elevation of the deck that carries it
};
[[nodiscard]] std::vector<Lamp> lampsAlong(const Road& road);
/// The same on the map.
struct LampPlace {
    V2 foot, arm;
    double along = 0; ///< metres along the road
};
[[nodiscard]] std::vector<LampPlace> lampPlaces(const Road& road);

/// Plans and contents kept in a bounded memory; any thread.
[[nodiscard]] std::shared_ptr<const MeshPlan> meshPlan(int i, int j, Epoch epoch = Epoch::June2026);
[[nodiscard]] std::shared_ptr<const BlockContent> blockContent(const Block& block, Wanted wanted = Wanted::Everything);

/// Word for the use of a building in property tables: "residential", "industrial", …
[[nodiscard]] const char* useWord(Use use);

/// The sun of the day of a flight.
struct Sun {
    double x, y, z; ///< towards it
    V2 shadowDirection; ///< in which shadows fall on the orthophoto, unit

    /// Where the shadow of a point at a height falls, from its foot. Shorter than the sun's, the more so the higher: these
    /// shadows stay while the viewer's sun moves, and must not contradict it.
    [[nodiscard]] V2 shadowOf(double height) const
    {
        const double h = height > 0 ? height : 0;
        return shadowDirection * (0.30 * h / (1 + h / 55));
    }
};
/// An afternoon of 2023: azimuth 245°, elevation 58°; the hour before noon of 2026: azimuth 160°, elevation 64°.
constexpr Sun kSun2023{-0.480267, -0.223953, 0.848048, {0.9063077870366499, 0.42261826174069944}};
constexpr Sun kSun2026{0.149931, -0.411933, 0.898794, {-0.3420201433256687, 0.9396926207859084}};
[[nodiscard]] constexpr const Sun& sunOf(Epoch epoch) { return epoch == Epoch::June2023 ? kSun2023 : kSun2026; }

} // namespace guanjing::democity
