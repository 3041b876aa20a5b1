// Small things: on roofs and along roads.
#include "geodata/democity/Banks.h"
#include "geodata/democity/Bridges.h"
#include "geodata/democity/Content.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Filler.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <cmath>

namespace guanjing::democity {

namespace {

class RoofFurnisher {
public:
    RoofFurnisher(const Part& roof, std::vector<Part>& out) : m_roof(roof), m_out(out), m_rng(roof.seed) { }

    Rng& rng() { return m_rng; }

    void add(double x, double y, double hx, double hy, double height, Rgb color, double lift = 0)
    {
        if (std::fabs(x) + hx > m_roof.halfLength - 0.25 || std::fabs(y) + hy > m_roof.halfWidth - 0.25)
            return;
        Part part;
        part.axis = m_roof.axis;
        part.centre = m_roof.centre + part.axis * x + part.axis.left() * y;
        part.halfLength = hx;
        part.halfWidth = hy;
        part.bottom = m_roof.top + lift;
        part.top = part.bottom + height;
        part.roof = Roof::Plain;
        part.roofColor = color;
        part.wallColor = color * 0.94F;
        part.building = m_roof.building;
        part.floorHeight = std::max(0.5, height);
        m_out.push_back(part);
    }

    void flat(Use use)
    {
        const double a = m_roof.halfLength;
        const double b = m_roof.halfWidth;
        const bool big = a * b > 220;
        if (use == Use::Village || use == Use::Slabs) {
            // stair house in a corner, steel tank on it or beside it, plants or washing
            if (use == Use::Village) {
                const double sx = (m_rng.chance(0.5) ? 1 : -1) * (a - 2.0);
                const double sy = (m_rng.chance(0.5) ? 1 : -1) * (b - 2.2);
                add(sx, sy, 1.6, 1.8, 2.7, m_roof.roofColor * 1.04F);
            }
            const int tanks = big ? 4 : 1;
            for (int i = 0; i < tanks; ++i)
                if (m_rng.chance(0.7))
                    add(m_rng.range(-0.8, 0.8) * a, m_rng.range(-0.75, 0.75) * b, 0.65, 0.65, 1.5,
                        m_rng.chance(0.7) ? Rgb{204, 208, 210} : Rgb{92, 124, 158});
            if (m_rng.chance(0.3))
                add(m_rng.range(-0.5, 0.5) * a, m_rng.range(-0.5, 0.5) * b, std::min(2.4, a * 0.3),
                    std::min(1.6, b * 0.3), 0.5, varied(m_rng, {92, 112, 66}, 0.1));
            if (m_rng.chance(0.16))
                add(m_rng.range(-0.4, 0.4) * a, m_rng.range(-0.4, 0.4) * b, std::min(2.0, a * 0.3), 1.0, 0.9,
                    {58, 70, 96}); // solar water heater
            return;
        }
        if (use == Use::Factory || use == Use::Building) {
            add(-a + 3.4, b - 3.4, 2.6, 2.6, 3.2, m_roof.roofColor * 1.05F);
            if (a > 20)
                add(a - 3.4, b - 3.4, 2.6, 2.6, 3.2, m_roof.roofColor * 1.05F);
            for (double x = -a + 9; x < a - 8; x += 7.5)
                if (m_rng.chance(0.35))
                    add(x, m_rng.range(-0.5, 0.5) * b, m_rng.range(0.8, 1.8), m_rng.range(0.8, 1.4), 1.4,
                        {196, 198, 196});
            return;
        }
        if (use == Use::Estate && m_roof.top > 30) {
            add(m_rng.range(-0.3, 0.3) * a, m_rng.range(-0.5, 0.5) * b, 1.1, 1.1, 1.6, {198, 200, 200});
            return;
        }
        // offices, malls, schools: machine rows, plant room, some green roof
        if (big) {
            add(m_rng.range(-0.35, 0.35) * a, m_rng.range(-0.3, 0.3) * b, a * 0.16 + 1.5, b * 0.18 + 1.5, 3.4,
                m_roof.roofColor * 1.06F);
            const double y = (m_rng.chance(0.5) ? 0.62 : -0.62) * b;
            for (double x = -a + 4; x < a - 3; x += 4.2)
                if (m_rng.chance(0.62))
                    add(x, y, 1.3, 1.3, 1.9, {188, 191, 191});
            if (m_rng.chance(0.25))
                add(m_rng.range(-0.4, 0.4) * a, -y * 0.8, a * 0.3, b * 0.14, 0.4, varied(m_rng, {98, 118, 70}, 0.08));
        } else {
            add(m_rng.range(-0.5, 0.5) * a, m_rng.range(-0.4, 0.4) * b, 1.8, 1.6, 2.6, m_roof.roofColor * 1.05F);
        }
    }

    /// Turbine ventilators along the ridge of a hall.
    void gable()
    {
        if (m_roof.halfLength * m_roof.halfWidth < 150 || m_rng.chance(0.3))
            return;
        const double pitch = m_rng.range(8, 14);
        for (double x = -m_roof.halfLength + 0.5 * pitch; x < m_roof.halfLength - 3; x += pitch)
            add(x, 0, 0.55, 0.55, 0.9, {186, 190, 192}, m_roof.rise - 0.2);
    }

private:
    const Part& m_roof;
    std::vector<Part>& m_out;
    Rng m_rng;
};

constexpr Rgb kCars[] = {{226, 226, 224}, {62, 64, 68},  {150, 152, 154}, {234, 234, 230},
                         {126, 44, 40},   {54, 72, 106}, {194, 194, 196}, {168, 150, 120}};

} // namespace

void roofDetails(const Part& part, Use use, std::vector<Part>& out)
{
    RoofFurnisher furnisher(part, out);
    if (part.building == kNoBuilding)
        return;
    if (part.roof == Roof::Parapet)
        furnisher.flat(use);
    else if (part.roof == Roof::Gable && (use == Use::Factory || use == Use::Logistics))
        furnisher.gable();
}

std::vector<double> skylightsOf(const Part& part)
{
    std::vector<double> result;
    if (part.roof == Roof::Gable && part.halfLength * part.halfWidth > 150)
        for (double s = -part.halfLength + 6; s < part.halfLength - 4; s += 9)
            result.push_back(s);
    return result;
}

void furnishRoad(const Road& road, std::vector<Tree>& trees, std::vector<Vehicle>& vehicles)
{
    const RoadSection section = sectionOf(road.roadClass);
    const V2 along = unit(road.b - road.a);
    const V2 side = along.left();
    const double length = (road.b - road.a).length();
    const double from = road.trimA + 8;
    const double to = length - road.trimB - 8;
    if (to - from < 10)
        return;
    const auto onBridge = [&](double s) {
        for (std::size_t k = 0; k < road.raisedCount; ++k)
            if (s > road.raised[k].from - 3 && s < road.raised[k].to + 3)
                return true;
        return false;
    };
    const auto plant = [&](double offset, double spacing, double radius, double share, int row) {
        for (double s = from; s < to; s += spacing) {
            Rng rng(hashOf(road.seed ^ 0x7233u, row, static_cast<std::int64_t>(s * 8)));
            if (!rng.chance(share) || onBridge(s))
                continue;
            Tree tree;
            tree.centre = road.a + along * (s + rng.range(-0.7, 0.7)) + side * (offset + rng.range(-0.3, 0.3));
            tree.radius = radius * rng.range(0.75, 1.2);
            tree.height = tree.radius * 2.3;
            tree.seed = static_cast<std::uint32_t>(rng.next());
            tree.color = mixed(treeGreen(rng), {82, 102, 62}, 0.5F);
            trees.push_back(tree);
        }
    };
    double traffic = 0;
    double speedGap = 30;
    switch (road.roadClass) {
    case RoadClass::Expressway:
        plant(section.halfCarriageway + 4, 9, 2.6, 0.8, 1);
        plant(-section.halfCarriageway - 4, 9, 2.6, 0.8, 2);
        plant(section.halfCarriageway + 7.6, 8, 3.2, 0.8, 3);
        plant(-section.halfCarriageway - 7.6, 8, 3.2, 0.8, 4);
        traffic = 0.72;
        speedGap = 42;
        break;
    case RoadClass::Major:
        plant(section.halfCarriageway + 2.0, 8.5, 2.9, 0.88, 1);
        plant(-section.halfCarriageway - 2.0, 8.5, 2.9, 0.88, 2);
        plant(0, 7.5, 1.7, 0.85, 3);
        traffic = 0.62;
        speedGap = 30;
        break;
    case RoadClass::Minor:
    case RoadClass::Secondary:
        plant(section.halfCarriageway + 1.6, 9, 2.5, 0.78, 1);
        plant(-section.halfCarriageway - 1.6, 9, 2.5, 0.78, 2);
        traffic = 0.45;
        speedGap = 30;
        break;
    case RoadClass::Local:
        plant(section.halfCarriageway + 1.3, 10, 2.0, 0.55, 1);
        plant(-section.halfCarriageway - 1.3, 10, 2.0, 0.55, 2);
        traffic = 0.22;
        speedGap = 34;
        break;
    case RoadClass::Lane: traffic = 0.12; break;
    case RoadClass::Track: break;
    }
    if (traffic <= 0)
        return;
    const double laneWidth = (section.halfCarriageway - section.halfMedian) / section.lanesEachWay;
    for (int way = -1; way <= 1; way += 2)
        for (int lane = 0; lane < section.lanesEachWay; ++lane) {
            const double offset = -way * (section.halfMedian + (lane + 0.5) * laneWidth); // right-hand traffic
            for (double s = from; s < to; s += speedGap) {
                Rng rng(hashOf(road.seed ^ (road.epoch == Epoch::June2023 ? 0x2023u : 0xCA25u), way * 8 + lane,
                               static_cast<std::int64_t>(s)));
                if (!rng.chance(traffic))
                    continue;
                Vehicle car;
                const double kind = rng.unit();
                if (kind < 0.13) {
                    car.lorry = true;
                    car.halfLength = rng.chance(0.4) ? 6.0 : 3.6;
                    car.halfWidth = 1.22;
                    car.height = 3.4;
                    car.color = rng.chance(0.6) ? Rgb{208, 208, 204} : Rgb{84, 112, 150};
                } else if (kind < 0.18) {
                    car.halfLength = 5.6;
                    car.halfWidth = 1.25;
                    car.height = 3.1;
                    car.color = rng.chance(0.5) ? Rgb{92, 148, 108} : Rgb{198, 176, 90};
                } else {
                    car.color = kCars[rng.below(8)];
                }
                const double where = s + rng.range(0, speedGap * 0.6);
                car.centre = road.a + along * where + side * (offset + rng.range(-0.25, 0.25));
                car.ground = roadHeight(road, where);
                car.onDeck = deckElevation(road, where, car.deck);
                car.axis = along * way;
                vehicles.push_back(car);
            }
        }
}

void furnishRoad(const Road& road, const Box& box, bool crossed, std::vector<Tree>& trees,
                 std::vector<Vehicle>& vehicles)
{
    std::vector<Tree> all;
    const auto others = static_cast<std::ptrdiff_t>(vehicles.size());
    furnishRoad(road, all, vehicles);
    std::vector<TurningPlace> turns;
    if (waterClearance(lerp(road.a, road.b, 0.5)) < 900)
        turns = turningPlaces(road);
    const auto onTurn = [&](V2 place) {
        return std::any_of(turns.begin(), turns.end(), [place](const TurningPlace& turn) {
            return (place - turn.centre).length() < turn.radius + 1.5;
        });
    };
    vehicles.erase(std::remove_if(vehicles.begin() + others, vehicles.end(),
                                  [&](const Vehicle& vehicle) { return onTurn(vehicle.centre); }),
                   vehicles.end());
    for (const Tree& tree : all)
        if (box.holds(tree.centre) && waterClearance(tree.centre) > kLeveeRoadMeters + 1
            && (!crossed || corridorClearance(tree.centre) > 1) && !onTurn(tree.centre))
            trees.push_back(tree);
}

std::vector<Lamp> lampsAlong(const Road& road)
{
    std::vector<Lamp> result;
    for (const LampPlace& place : lampPlaces(road)) {
        Lamp& lamp = result.emplace_back(Lamp{place.foot, place.arm, roadHeight(road, place.along)});
        lamp.onDeck = deckElevation(road, place.along, lamp.deck);
    }
    return result;
}

std::vector<LampPlace> lampPlaces(const Road& road)
{
    std::vector<LampPlace> result;
    const RoadSection section = sectionOf(road.roadClass);
    if (road.roadClass > RoadClass::Local)
        return result;
    const V2 along = unit(road.b - road.a);
    const double length = (road.b - road.a).length();
    const double pitch = road.roadClass <= RoadClass::Minor ? 34 : 38;
    for (double s = road.trimA + 12; s < length - road.trimB - 8; s += pitch)
        for (int side = -1; side <= 1; side += 2) {
            if (side < 0 && road.roadClass == RoadClass::Local)
                continue;
            const V2 left = along.left() * side;
            result.push_back({road.a + along * s + left * (section.halfCarriageway + 0.9), left * -1.0, s});
        }
    return result;
}

} // namespace guanjing::democity
