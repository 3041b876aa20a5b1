#pragma once
// The tool that lays out one block; the uses are written with it (FillBusiness.cpp, FillHousing.cpp, FillPublic.cpp, FillIndustry.cpp, FillGreen.cpp).

#include "geodata/democity/Content.h"
#include "geodata/democity/Hash.h"

namespace guanjing::democity {

class Filler {
public:
    Filler(const Block& block, BlockContent& out, Wanted wanted);
    void fill();

private:
    // layout
    [[nodiscard]] V2 place(double x, double y) const { return m_centre + m_axis * x + m_axis.left() * y; }
    [[nodiscard]] V2 turnedAxis(double angle) const
    {
        return angle == 0 ? m_axis : m_axis * std::cos(angle) + m_axis.left() * std::sin(angle);
    }
    /// Corners inside the block less `setback`, and on dry land. `angle`: radians that the box is turned to the left.
    [[nodiscard]] bool fits(double x, double y, double hx, double hy, double setback, double angle = 0) const;
    /// The same, and `gap` metres from what stands there already.
    [[nodiscard]] bool roomFor(double x, double y, double hx, double hy, double setback, double gap,
                               double angle = 0) const;
    [[nodiscard]] bool isFree(V2 point, double margin) const;
    // paint
    void paint(std::span<const V2> outline, Rgb color, float detail, float alpha = 1);
    void paintQuad(const Quad& quad, Rgb color, float detail, float alpha = 1);
    void paintRect(double x, double y, double hx, double hy, Rgb color, float detail, float alpha = 1);
    void paintRing(double x, double y, double hx, double hy, double width, Rgb color);
    void paintEllipse(double x, double y, double rx, double ry, Rgb color, float detail);
    void paintStrip(double v0, double v1, Rgb color, float detail); ///< the block between two lines along the axis
    void runningTrack(double x, double y, double scale);
    void ballCourt(double x, double y, bool along, Rgb color);
    void path(V2 a, V2 b, double width, Rgb color);
    // things
    std::uint32_t beginBuilding(double x, double y);
    Part& box(double x, double y, double hx, double hy, double bottom, double top, Roof roof, Facade facade,
              Rgb roofColor, Rgb wallColor);
    /// A box turned to the left by `angle` radians.
    Part& turned(double angle, double x, double y, double hx, double hy, double bottom, double top, Roof roof,
                 Facade facade, Rgb roofColor, Rgb wallColor);
    void endBuilding();
    void scatterTrees(double spacing, double share, double setback, Rgb color, double radius = 3.1);
    void treeRow(double spacing, double setback, double share);
    void parking(double x, double y, double hx, double hy, double share);
    void container(double x, double y, int stack);

    // towers (Towers of offices and flats have many forms: FillTowers.cpp)
    struct TowerSite {
        double x = 0, y = 0, hx = 0, hy = 0; ///< the rectangle that the tower stays in
        double angle = 0; ///< turned to the left, radians
        double bottom = 0, top = 0, floorHeight = 4;
        Facade facade = Facade::Glass;
        Rgb roof, wall;
    };
    Part& section(const TowerSite& site, double dx, double dy, double hx, double hy, double bottom, double top,
                  Roof roof = Roof::Parapet);
    void officeTower(const TowerSite& site);
    void flatTower(const TowerSite& site, int form);
    void officeSite(double x, double y, double hx, double hy, double top);

    void modestBuilding();
    /// Walls along the edge of a plot that has a gate.
    void enclose();
    void fence(V2 a, V2 b, double height, Rgb color);

    // uses
    void business();
    void commerce();
    void estate();
    void slabs();
    void village();
    void villageHouse(Rng& rng, double x, double y, double hx, double hy, int floors);
    void villas();
    void factory();
    void logistics();
    void port();
    void school();
    void campus();
    void publicUse();
    void park();
    void construction();
    void siteThings();
    void vacant();
    void meadow();
    void overgrown();
    void cleared();
    void idleCarPark();
    void gardens();
    void rubble();
    /// Ellipses of about a colour, sizes as shares of the block's.
    void spots(int count, double least, double most, Rgb color, double spread);
    /// A way or, where it has two lines `apart`, a track across the block.
    void trodden(double width, Rgb color, double apart = 0);
    void machines(int count);
    void fields();
    void plots(double v0, double v1, Rgb crop);
    void ponds();
    void orchard();

    const Block& m_block;
    BlockContent& m_out;
    /// False: no paint and no plants. Neither takes chances from m_rng, so that the buildings stay what they are.
    bool m_withGround;
    Rng m_rng;
    V2 m_centre, m_axis;
    double m_halfX = 0, m_halfY = 0; ///< of the bounding box in the block's frame
    int m_year = 0; ///< of all buildings that are begun; 0: each its own
    /// Parts by cells of the block's frame, those added since it was last asked not yet.
    struct PartGrid {
        static constexpr double kCellMeters = 20;
        int columns = 0, rows = 0;
        std::size_t known = 0;
        /// Lists in one array: the first entry of each cell, and of each entry its part and the next one; kNone ends a list.
        struct Entry {
            std::uint32_t part, next;
        };
        static constexpr std::uint32_t kNone = 0xFFFFFFFFu;
        std::vector<std::uint32_t> first;
        std::vector<Entry> entries;
    };
    void gridParts() const;
    mutable PartGrid m_grid;
    std::vector<Box> m_taken; ///< in the block's frame: courts, pools, where no tree grows
};

// palette, sRGB
Rgb roofGrey(Rng& rng);
Rgb steelRoof(Rng& rng);
Rgb wallTint(Rng& rng);
Rgb treeGreen(Rng& rng);
/// Paint and tiles of housing as they were liked in the year.
Rgb housingTint(Rng& rng, int year);
/// Curtain walls: silver, blue, green, bronze, dark.
Rgb glassTint(Rng& rng);
Rgb varied(Rng& rng, Rgb color, double amount);

/// What is made of a plot that waits for better days.
enum class Idleness : std::uint8_t { Meadow, Overgrown, Cleared, CarPark, Gardens, Rubble };
[[nodiscard]] Idleness idlenessOf(std::uint64_t seed);

constexpr Rgb kConcrete{163, 160, 152};
constexpr Rgb kPaving{172, 165, 154};
constexpr Rgb kLawn{104, 117, 76};
constexpr Rgb kAsphalt{116, 117, 117};
constexpr Rgb kSoil{164, 136, 106};
constexpr Rgb kPondWater{92, 108, 92};

} // namespace guanjing::democity
