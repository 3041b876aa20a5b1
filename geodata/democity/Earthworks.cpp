#include "geodata/democity/Earthworks.h"

#include "geodata/democity/TileMesh.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace guanjing::democity {

namespace {

/// The formation: from the deck down to it, and how far it reaches beside the deck: the ground is sampled every 19 m, and must not
/// come up through the deck between a sample on the formation and one on the slope.
constexpr double kBelowDeck = 1.0, kBermMeters = 14;
constexpr double kShoulderMeters = 3; ///< of an embankment
constexpr double kCutSlope = 0.9, kFillSlope = 0.6;
/// Up to this height a line lies on an embankment, above it on a viaduct.
constexpr double kHighestFill = 2.2;
constexpr double kReachMeters = 45; ///< of slopes, from the deck's edge
/// From the point where the hill covers a line to the headwall, outward, and to where the cutting ends, inward. The ground
/// between is as steep as its samples allow, and lies within the gallery.
constexpr double kGalleryOutward = 15, kCutInward = 8;
constexpr double kGalleryMeters = 42;

/// A stretch along which the ground is changed.
struct Work {
    V2 a, b;
    double deckA = 0, deckB = 0;
    double gapA = 0, gapB = 0; ///< from the natural ground up to the deck
    double half = 0;
    bool endsAtA = false, endsAtB = false; ///< in a hill: nothing is cut beyond
};

struct Works {
    static constexpr double kCellMeters = 250;
    static constexpr int kOrigin = 176, kCells = 688;
    struct Cell {
        std::uint32_t first = 0, count = 0;
    };
    std::vector<Work> all;
    std::vector<Cell> cells;
    std::vector<std::uint32_t> entries;
    std::vector<Portal> portals;

    Works()
    {
        for (const Corridor& c : corridors())
            if (c.kind != CorridorKind::Ramp)
                addLine(c);
        std::vector<std::vector<std::uint32_t>> lists(static_cast<std::size_t>(kCells) * kCells);
        for (std::uint32_t w = 0; w < all.size(); ++w) {
            Box box;
            box.add(all[w].a);
            box.add(all[w].b);
            box = box.grown(all[w].half + kBermMeters + kReachMeters);
            for (int y = cellOf(box.minY); y <= cellOf(box.maxY); ++y)
                for (int x = cellOf(box.minX); x <= cellOf(box.maxX); ++x)
                    if (x >= 0 && y >= 0 && x < kCells && y < kCells)
                        lists[static_cast<std::size_t>(y) * kCells + static_cast<std::size_t>(x)].push_back(w);
        }
        cells.reserve(lists.size());
        for (const std::vector<std::uint32_t>& list : lists) {
            cells.push_back({static_cast<std::uint32_t>(entries.size()), static_cast<std::uint32_t>(list.size())});
            entries.insert(entries.end(), list.begin(), list.end());
        }
    }

    static int cellOf(double v) { return static_cast<int>(std::floor(v / kCellMeters)) + kOrigin; }

    void addLine(const Corridor& c)
    {
        const double half = corridorHalfWidth(c.kind);
        const auto deck = [&](std::size_t k) { return c.base[k] + c.height[k]; };
        const auto gap = [&](std::size_t k) { return deck(k) - c.ground[k]; };
        for (std::size_t k = 0; k + 1 < c.line.size(); ++k) {
            const bool into = c.covered[k] == 0 && c.covered[k + 1] != 0;
            const bool outOf = c.covered[k] != 0 && c.covered[k + 1] == 0;
            if (c.covered[k] != 0 && c.covered[k + 1] != 0)
                continue;
            Work work{c.line[k], c.line[k + 1], deck(k), deck(k + 1), gap(k), gap(k + 1), half, false, false};
            const V2 along = unit(work.b - work.a);
            if (into) {
                portals.push_back(
                    {work.b - along * kGalleryOutward, along * -1.0, deck(k + 1), c.height[k + 1], c.kind});
                work.b = work.b + along * kCutInward;
                work.endsAtB = true;
            }
            if (outOf) {
                portals.push_back({work.a + along * kGalleryOutward, along, deck(k), c.height[k], c.kind});
                work.a = work.a - along * kCutInward;
                work.endsAtA = true;
            }
            // beside the axis the hill may be higher than on it
            constexpr double kLevelGround = 30;
            if (std::min(work.gapA, work.gapB) < kLevelGround)
                all.push_back(work);
        }
    }

    [[nodiscard]] double ground(V2 p, double natural) const
    {
        const int x = cellOf(p.x);
        const int y = cellOf(p.y);
        if (x < 0 || y < 0 || x >= kCells || y >= kCells)
            return natural;
        const Cell& cell = cells[static_cast<std::size_t>(y) * kCells + static_cast<std::size_t>(x)];
        double highest = 1e9;
        double lowest = -1e9;
        for (std::uint32_t k = cell.first; k < cell.first + cell.count; ++k) {
            const Work& work = all[entries[k]];
            const V2 d = work.b - work.a;
            const double along = dot(p - work.a, d) / dot(d, d);
            if ((work.endsAtA && along < 0) || (work.endsAtB && along > 1))
                continue;
            const double t = clamp01(along);
            const double fromEdge = (p - (work.a + d * t)).length() - work.half;
            if (fromEdge > kBermMeters + kReachMeters)
                continue;
            const double formation = work.deckA + (work.deckB - work.deckA) * t - kBelowDeck;
            const double gap = work.gapA + (work.gapB - work.gapA) * t;
            highest = std::min(highest, formation + kCutSlope * std::max(0.0, fromEdge - kBermMeters));
            lowest = std::max(lowest,
                              formation - 1.6 * std::max(0.0, gap - kHighestFill)
                                  - kFillSlope * std::max(0.0, fromEdge - kShoulderMeters));
        }
        // slopes that do not end within their reach would end as a wall: there a hill is steeper than they are
        return std::min(std::max(natural, lowest), highest);
    }
};

const Works& works()
{
    static const Works all;
    return all;
}

} // namespace

double withEarthworks(V2 place, double naturalHeight) { return works().ground(place, naturalHeight); }
const std::vector<Portal>& portals() { return works().portals; }

void addPortals(TileMesh& mesh, const Box& box)
{
    constexpr Rgb kWall{176, 173, 165};
    constexpr Rgb kRim{196, 193, 186};
    constexpr Rgb kDark{34, 35, 38};
    constexpr Rgb kSod{98, 112, 72};
    for (const Portal& portal : portals()) {
        if (!box.holds(portal.place))
            continue;
        const double half = corridorHalfWidth(portal.kind);
        const double height = portal.kind == CorridorKind::Railway ? 10.5 : 9.6;
        const double deck = mesh.hasRelief() ? portal.deck : portal.ground;
        const V2 out = portal.outward;
        const V2 side = out.left() * -1.0; // to the right of who looks out of the hill
        const auto at = [&](double right, double outward) { return portal.place + side * right + out * outward; };
        const auto face = [&](double l, double r, double z0, double z1, double outward, Rgb color) {
            mesh.addPolygon({{at(r, outward), z0}, {at(l, outward), z0}, {at(l, outward), z1}, {at(r, outward), z1}},
                            color);
        };
        // the gallery: a box with sod on it, its sides in the slope
        const double wide = half + 2;
        const double top = deck + height;
        const double foot = deck - 3;
        const double back = -kGalleryMeters;
        mesh.addPolygon({{at(-wide, 0), top - 0.8},
                         {at(-wide, back), top - 0.8},
                         {at(wide, back), top - 0.8},
                         {at(wide, 0), top - 0.8}},
                        kSod);
        mesh.addPolygon({{at(wide, back), foot}, {at(wide, 0), foot}, {at(wide, 0), top}, {at(wide, back), top}},
                        kWall);
        mesh.addPolygon({{at(-wide, 0), foot}, {at(-wide, back), foot}, {at(-wide, back), top}, {at(-wide, 0), top}},
                        kWall);
        // the headwall and its wings, which fall away as the slope of the cutting does
        face(-wide, wide, foot, top, 0, kWall);
        face(-wide - 0.4, wide + 0.4, top - 0.7, top + 0.5, 0.35, kRim);
        const double wing = wide + kBermMeters + 8;
        for (double way : {-1.0, 1.0}) {
            const TileMesh::Point inner0{at(way * wide, 0), foot};
            const TileMesh::Point inner1{at(way * wide, 0), top};
            const TileMesh::Point outer1{at(way * wing, -2), top - 1.5};
            const TileMesh::Point outer0{at(way * wing, -2), foot};
            if (way > 0)
                mesh.addPolygon({outer0, inner0, inner1, outer1}, kWall * 0.97F);
            else
                mesh.addPolygon({inner0, outer0, outer1, inner1}, kWall * 0.97F);
        }
        // two tubes, one of a railway
        const auto tube = [&](double centre, double reach) {
            const double spring = deck + 0.56 * (height - 2);
            const double crown = deck + height - 1.9;
            face(centre - reach, centre + reach, deck - 0.3, spring, 0.12, kDark);
            mesh.addPolygon({{at(centre + reach, 0.12), spring},
                             {at(centre - reach, 0.12), spring},
                             {at(centre - 0.62 * reach, 0.12), crown},
                             {at(centre + 0.62 * reach, 0.12), crown}},
                            kDark);
        };
        if (portal.kind == CorridorKind::Railway) {
            tube(0, half - 0.6);
        } else {
            tube(-0.5 * half, 0.42 * half);
            tube(0.5 * half, 0.42 * half);
        }
    }
}

} // namespace guanjing::democity
