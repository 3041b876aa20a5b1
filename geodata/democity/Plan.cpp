#include "geodata/democity/Plan.h"

#include "geodata/democity/Boundary.h"
#include "geodata/democity/Bridges.h"
#include "geodata/democity/Changes.h"
#include "geodata/democity/Districts.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <optional>

namespace guanjing::democity {

namespace {

constexpr std::uint64_t kSeed = 0x5EEDD0463441ull;

RoadClass lineClass(int index, std::uint64_t seed)
{
    const int m = ((index % 7) + 7) % 7;
    if (m == 3)
        return RoadClass::Expressway;
    return (hashOf(kSeed, static_cast<std::int64_t>(seed), index) & 1u) != 0 ? RoadClass::Major : RoadClass::Minor;
}

bool hasPlan(V2 p) { return limitDistance(p) > -kPlannedBeyondMeters; }

} // namespace

V2 meetLines(V2 a, V2 da, V2 b, V2 db)
{
    const double det = cross(da, db);
    if (std::fabs(det) < 1e-9)
        return b;
    return a + da * (cross(b - a, db) / det);
}

Box Quad::box() const
{
    Box result;
    for (V2 v : p)
        result.add(v);
    return result;
}

double Quad::area() const { return 0.5 * cross(p[2] - p[0], p[3] - p[1]); }

bool Quad::holds(V2 point) const
{
    for (std::size_t i = 0; i < 4; ++i)
        if (cross(p[(i + 1) % 4] - p[i], point - p[i]) < 0)
            return false;
    return true;
}

Quad Quad::inset(const std::array<double, 4>& metres) const
{
    std::array<V2, 4> origin;
    std::array<V2, 4> direction;
    for (std::size_t i = 0; i < 4; ++i) {
        direction[i] = unit(p[(i + 1) % 4] - p[i]);
        origin[i] = p[i] + direction[i].left() * metres[i];
    }
    Quad result;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t before = (i + 3) % 4;
        result.p[i] = meetLines(origin[before], direction[before], origin[i], direction[i]);
    }
    // turned inside out when a side changed its direction
    for (std::size_t i = 0; i < 4; ++i)
        if (dot(result.p[(i + 1) % 4] - result.p[i], direction[i]) <= 0)
            return Quad{};
    return result;
}

RoadSection sectionOf(RoadClass roadClass)
{
    switch (roadClass) {
    case RoadClass::Expressway: return {17.5, 27, 1.5, 4};
    case RoadClass::Major: return {13.0, 19.5, 2.0, 3};
    case RoadClass::Minor: return {7.6, 12.5, 0.0, 2};
    case RoadClass::Secondary: return {7.2, 11, 0.0, 2};
    case RoadClass::Local: return {4.0, 6.5, 0.0, 1};
    case RoadClass::Lane: return {2.8, 3.8, 0.0, 1};
    case RoadClass::Track: return {1.8, 2.4, 0.0, 1};
    }
    return {2.8, 3.8, 0.0, 1};
}

namespace {

/// Streets do not meet in a river: such a place is moved to the nearer bank. The sea stays the sea.
V2 ashore(V2 place)
{
    constexpr double kBank = 150;
    constexpr double kReach = 520;
    V2 best = place;
    double most = waterClearance(place);
    V2 at = place;
    double here = most;
    for (int step = 0; step < 6 && here < kBank; ++step) {
        constexpr double kEps = 25;
        const V2 slope{waterClearance({at.x + kEps, at.y}) - waterClearance({at.x - kEps, at.y}),
                       waterClearance({at.x, at.y + kEps}) - waterClearance({at.x, at.y - kEps})};
        at = at + (slope.length() > 1 ? unit(slope) : V2{1, 0}) * (kBank + 10 - here);
        here = waterClearance(at);
        if ((at - place).length() > kReach)
            break;
        if (here > most) {
            most = here;
            best = at;
        }
    }
    return most > 30 ? best : place;
}

V2 crossingOf(int i, int j)
{
    const double bx = i * kMeshMeters;
    const double by = j * kMeshMeters;
    const double jx = unitOf(hashOf(kSeed ^ 1u, i, j)) - 0.5;
    const double jy = unitOf(hashOf(kSeed ^ 2u, i, j)) - 0.5;
    const double wx = valueNoise(bx / 9000, by / 9000, kSeed ^ 3u) - 0.5;
    const double wy = valueNoise(bx / 9000, by / 9000, kSeed ^ 4u) - 0.5;
    return ashore({bx + 340 * jx + 2200 * wx, by + 340 * jy + 2200 * wy});
}

struct Crossings {
    static constexpr int kOrigin = 8, kColumns = 86, kRows = 68;
    std::vector<V2> places;

    Crossings()
    {
        for (int j = -kOrigin; j < kRows - kOrigin; ++j)
            for (int i = -kOrigin; i < kColumns - kOrigin; ++i)
                places.push_back(crossingOf(i, j));
    }
};

} // namespace

V2 crossing(int i, int j)
{
    static const Crossings all;
    const int column = i + Crossings::kOrigin;
    const int row = j + Crossings::kOrigin;
    if (column < 0 || row < 0 || column >= Crossings::kColumns || row >= Crossings::kRows)
        return crossingOf(i, j);
    return all.places[static_cast<std::size_t>(row * Crossings::kColumns + column)];
}

namespace {

bool arterialBetween(int i, int j, bool northward, Road& road)
{
    const V2 a = crossing(i, j);
    const V2 b = northward ? crossing(i, j + 1) : crossing(i + 1, j);
    if (!hasPlan(a) || !hasPlan(b))
        return false;
    const RoadClass roadClass = lineClass(northward ? i : j, northward ? 1 : 2);
    // wide roads alone leave the city
    if (roadClass == RoadClass::Minor && limitDistance(lerp(a, b, 0.5)) < -250)
        return false;
    // a road begins and ends on land, and crosses rivers, not bays and lakes; not every road has a bridge
    if (waterClearance(a) < 25 || waterClearance(b) < 25)
        return false;
    double wood = 0;
    double wet = 0;
    double standing = 0;
    constexpr int kSamples = 24;
    for (int s = 0; s <= kSamples; ++s) {
        const V2 p = lerp(a, b, static_cast<double>(s) / kSamples);
        if (waterClearance(p) < 0) {
            wet += 1;
            standing += onStandingWater(p) ? 1 : 0;
        }
        if (s % 3 == 0)
            wood += hilliness(p) > 0.62 ? 1 : 0;
    }
    const double perSample = (b - a).length() / kSamples;
    const double width = wet * perSample;
    const double luck = unitOf(hashOf(kSeed ^ (northward ? 23u : 24u), i, j));
    if (standing * perSample > 170 || width > 780)
        return false;
    if ((roadClass == RoadClass::Minor && width > 200) || (roadClass == RoadClass::Minor && width > 50 && luck < 0.5)
        || (roadClass == RoadClass::Major && width > 300 && luck < 0.4))
        return false;
    if (wood >= 5)
        return false;
    if (wood >= 2) { // nor is any road steeper than cars like it
        double before = reliefMeters(a);
        for (int s = 3; s <= kSamples; s += 3) {
            const double here = reliefMeters(lerp(a, b, static_cast<double>(s) / kSamples));
            if (std::fabs(here - before) > 0.11 * 3 * perSample)
                return false;
            before = here;
        }
    }
    road = Road{};
    road.a = a;
    road.b = b;
    road.roadClass = roadClass;
    road.seed = hashOf(kSeed ^ (northward ? 21u : 22u), i, j);
    road.line = northward ? i : j;
    road.northward = northward;
    road.crossingAtA = road.crossingAtB = true;
    const double acrossA = sectionOf(lineClass(northward ? j : i, northward ? 2 : 1)).halfCarriageway;
    const double acrossB = sectionOf(lineClass(northward ? j + 1 : i + 1, northward ? 2 : 1)).halfCarriageway;
    road.trimA = acrossA + 9;
    road.trimB = acrossB + 9;
    if (wet > 0 || waterClearance(lerp(a, b, 0.5)) < 0.5 * (b - a).length() + 60)
        raiseOverWater(road);
    return true;
}

/// All of them but those that lead nowhere: to a crossing without another road, in a wood or in the fields beyond the limits.
struct Arterials {
    static constexpr int kOrigin = Crossings::kOrigin, kColumns = Crossings::kColumns, kRows = Crossings::kRows;
    std::vector<std::optional<Road>> roads; ///< to the east and to the north of each crossing

    Arterials()
    {
        for (int j = -kOrigin; j < kRows - kOrigin; ++j)
            for (int i = -kOrigin; i < kColumns - kOrigin; ++i)
                for (bool northward : {false, true}) {
                    Road road;
                    roads.push_back(arterialBetween(i, j, northward, road) ? std::optional(road) : std::nullopt);
                }
        for (int j = -kOrigin; j < kRows - kOrigin; ++j)
            for (int i = -kOrigin; i < kColumns - kOrigin; ++i)
                prune(i, j);
    }

    std::optional<Road>* at(int i, int j, bool northward)
    {
        const int column = i + kOrigin;
        const int row = j + kOrigin;
        if (column < 0 || row < 0 || column >= kColumns || row >= kRows)
            return nullptr;
        return &roads[2 * static_cast<std::size_t>(row * kColumns + column) + (northward ? 1 : 0)];
    }

private:
    struct End {
        int i, j; ///< of the crossing at the other end
        std::optional<Road>* road;
    };

    void prune(int i, int j)
    {
        const V2 here = crossing(i, j);
        const bool wooded = woodness(here) > kWoodEdge;
        // a road that leaves the city goes on where the plan ends
        if (!wooded && (limitDistance(here) > 0 || limitDistance(here) < 1500 - kPlannedBeyondMeters))
            return;
        std::vector<End> ends;
        for (const End& end : {End{i + 1, j, at(i, j, false)}, End{i, j + 1, at(i, j, true)},
                               End{i - 1, j, at(i - 1, j, false)}, End{i, j - 1, at(i, j - 1, true)}})
            if (end.road != nullptr && end.road->has_value())
                ends.push_back(end);
        if (ends.size() != 1)
            return;
        ends.front().road->reset();
        prune(ends.front().i, ends.front().j);
    }
};

} // namespace

bool arterial(int i, int j, bool northward, Road& road)
{
    static Arterials all;
    const std::optional<Road>* known = all.at(i, j, northward);
    if (known == nullptr || !known->has_value())
        return false;
    road = **known;
    return true;
}

namespace {

/// Streets with nothing but wood on both sides are none: the wood goes on over them.
void overgrow(MeshPlan& plan)
{
    std::vector<std::pair<Box, const Block*>> others;
    for (const Block& block : plan.blocks)
        if (block.use != Use::Forest)
            others.emplace_back(block.quad.box(), &block);
    if (others.size() == plan.blocks.size())
        return;
    std::vector<Block> woods;
    const auto grow = [&](const Road& road, double from, double to) {
        const V2 along = unit(road.b - road.a);
        const V2 half = along.left() * (sectionOf(road.roadClass).halfStrip + 0.5);
        const V2 a = road.a + along * from;
        const V2 b = road.a + along * to;
        Block wood;
        wood.use = Use::Forest;
        wood.seed = hashOf(road.seed, 0xF02E, static_cast<std::int64_t>(from));
        wood.quad = {{a - half, b - half, b + half, a + half}};
        wood.town = plan.blocks.front().town;
        woods.push_back(wood);
    };
    std::erase_if(plan.roads, [&](Road& road) {
        const V2 along = unit(road.b - road.a);
        const V2 across = along.left() * (sectionOf(road.roadClass).halfStrip + 5);
        const double length = (road.b - road.a).length();
        double first = length; // of the stretch along which anything else than wood lies
        double last = 0;
        for (double s = 0; s <= length; s += 12)
            for (double side : {-1.0, 1.0}) {
                const V2 p = road.a + along * s + across * side;
                if (std::none_of(others.begin(), others.end(), [&](const auto& other) {
                        return other.first.holds(p) && other.second->quad.holds(p);
                    }))
                    continue;
                first = std::min(first, s);
                last = s;
            }
        if (first >= last) {
            grow(road, 0, length);
            return true;
        }
        constexpr double kLongEnd = 20;
        constexpr double kPast = 4;
        const V2 start = road.a;
        if (last < length - kLongEnd) {
            grow(road, last + kPast, length);
            road.b = start + along * (last + kPast);
            road.stubB = 0;
        }
        if (first > kLongEnd) {
            grow(road, 0, first - kPast);
            road.a = start + along * (first - kPast);
            road.stubA = 0;
        }
        return false;
    });
    plan.blocks.insert(plan.blocks.end(), woods.begin(), woods.end());
}

} // namespace

MeshPlan planMesh(int i, int j, Epoch epoch)
{
    MeshPlan plan;
    plan.i = i;
    plan.j = j;
    plan.outline = Quad{{crossing(i, j), crossing(i + 1, j), crossing(i + 1, j + 1), crossing(i, j + 1)}};
    const V2 centre = plan.outline.centre();
    if (!hasPlan(centre))
        return plan;
    // an arterial that does not exist leaves no strip
    std::array<double, 4> strips{0, 0, 0, 0};
    std::array<double, 4> margins{0, 0, 0, 0};
    Road road;
    const auto edge = [&](std::size_t side, int ci, int cj, bool northward) {
        if (!arterial(ci, cj, northward, road))
            return;
        const RoadSection section = sectionOf(road.roadClass);
        strips[side] = section.halfStrip;
        margins[side] = section.halfStrip - section.halfCarriageway + 0.4;
        if (ci == i && cj == j)
            plan.arterials.push_back(road);
    };
    edge(0, i, j, false);
    edge(1, i + 1, j, true);
    edge(2, i, j + 1, false);
    edge(3, i, j, true);
    const Quad inner = plan.outline.inset(strips);
    divideMesh(plan, inner, margins, hashOf(kSeed ^ 5u, i, j));
    overgrow(plan);
    for (Block& block : plan.blocks)
        block = blockAt(block, epoch);
    for (std::vector<Road>* roads : {&plan.roads, &plan.arterials})
        for (Road& each : *roads) {
            each.epoch = epoch;
            raiseOverCuttings(each);
        }
    return plan;
}

MeshRange meshesIn(const Box& box)
{
    constexpr double kReach = 1800; // how far a crossing strays from its place in the regular net
    return {static_cast<int>(std::floor((box.minX - kReach) / kMeshMeters)) - 1,
            static_cast<int>(std::floor((box.minY - kReach) / kMeshMeters)) - 1,
            static_cast<int>(std::floor((box.maxX + kReach) / kMeshMeters)) + 1,
            static_cast<int>(std::floor((box.maxY + kReach) / kMeshMeters)) + 1};
}

} // namespace guanjing::democity
