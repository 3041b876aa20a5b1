#include "geodata/democity/Banks.h"

#include "geodata/democity/Boundary.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Filler.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"

#include <algorithm>

namespace guanjing::democity {

namespace {

bool onRoad(V2 place, std::span<const Road* const> roads)
{
    return std::any_of(roads.begin(), roads.end(), [&](const Road* road) {
        const V2 d = road->b - road->a;
        const double t = clamp01(dot(place - road->a, d) / dot(d, d));
        return (place - (road->a + d * t)).length() < sectionOf(road->roadClass).halfStrip + 3;
    });
}

class Planter {
public:
    Planter(const Box& box, std::span<const Road* const> roads, std::span<const Quad> ports, std::vector<Tree>& out)
        : m_box(box), m_crossed(corridorNear(box)), m_ports(ports), m_out(out)
    {
        for (const Road* road : roads) {
            Box reach;
            reach.add(road->a);
            reach.add(road->b);
            if (reach.grown(45).meets(box))
                m_roads.push_back(road);
        }
    }

    /// Rows along a piece of shore, seen with the water on its left.
    void alongShore(V2 a, V2 b)
    {
        Box reach;
        reach.add(a);
        reach.add(b);
        if (!reach.grown(kBankMeters + 4).meets(m_box))
            return;
        const V2 outward = unit(b - a).left() * -1.0;
        const double length = (b - a).length();
        for (int row = 0; row < 3; ++row)
            for (double s = 0.5 * kSpacing; s < length; s += kSpacing)
                plant(lerp(a, b, s / length) + outward * (kLeveeRoadMeters + 3.5 + 5.2 * row), row);
    }

private:
    static constexpr double kSpacing = 7.4;

    void plant(V2 place, int row)
    {
        if (!m_box.grown(3).holds(place))
            return;
        Rng rng(hashOf(0xBA2Cu, static_cast<std::int64_t>(std::floor(place.x * 8)),
                       static_cast<std::int64_t>(std::floor(place.y * 8))));
        // a row of street trees on the levee, behind it groves and lawns in turn
        const double grove = smoothStep(0.42, 0.58, valueNoise(place.x / 85, place.y / 85, 93));
        if (!rng.chance(row == 0 ? 0.8 : 0.1 + 0.75 * grove))
            return;
        const V2 at = place + V2{rng.range(-1.6, 1.6), rng.range(-1.6, 1.6)};
        const double clearance = waterClearance(at);
        if (!m_box.holds(at) || clearance < kLeveeRoadMeters + 1.5 || clearance > kBankMeters + 1
            || limitDistance(at) < 0 || (m_crossed && corridorClearance(at) < 2) || onRoad(at, m_roads)
            || std::any_of(m_ports.begin(), m_ports.end(), [at](const Quad& port) { return port.holds(at); }))
            return;
        Tree tree;
        tree.centre = at;
        tree.radius = rng.range(2.2, 3.6);
        tree.height = tree.radius * rng.range(2.0, 2.5);
        tree.seed = static_cast<std::uint32_t>(rng.next());
        tree.color = mixed(treeGreen(rng), {82, 106, 58}, 0.5F);
        m_out.push_back(tree);
    }

    Box m_box;
    bool m_crossed;
    std::vector<const Road*> m_roads;
    std::span<const Quad> m_ports;
    std::vector<Tree>& m_out;
};

} // namespace

std::vector<TurningPlace> turningPlaces(const Road& road)
{
    std::vector<TurningPlace> result;
    if (road.roadClass != RoadClass::Secondary && road.roadClass != RoadClass::Local)
        return result;
    const V2 along = unit(road.b - road.a);
    const double length = (road.b - road.a).length();
    const double radius = 1.35 * sectionOf(road.roadClass).halfCarriageway + 3.4;
    const double from = kLeveeRoadMeters + radius;
    double before = waterClearance(road.a);
    for (double s = 0; s < length;) {
        // no water is nearer than the clearance says
        const double step = std::max(4.0, 0.8 * (std::fabs(before) - from));
        const double next = std::min(length, s + step);
        const double here = waterClearance(road.a + along * next);
        if ((before > from) != (here > from)) {
            const double at = s + (next - s) * (before - from) / (before - here);
            // where a street runs beside the water it has no end there
            const V2 towards = road.a + along * (at + (here < before ? from : -from));
            if (at > 40 && at < length - 40 && waterClearance(towards) < 4)
                result.push_back({road.a + along * at, radius});
        }
        before = here;
        s = next;
    }
    return result;
}

void bankTrees(const Box& box, std::span<const Road* const> roads, std::span<const Quad> ports, std::vector<Tree>& out)
{
    const V2 middle{0.5 * (box.minX + box.maxX), 0.5 * (box.minY + box.maxY)};
    const double reach = 0.5 * V2{box.maxX - box.minX, box.maxY - box.minY}.length();
    if (waterClearance(middle) > reach + kBankMeters)
        return;
    Planter planter(box, roads, ports, out);
    for (const River& river : rivers()) {
        if (!river.box.meets(box.grown(kBankMeters)))
            continue;
        for (std::size_t k = 0; k + 1 < river.line.size(); ++k) {
            const V2 across = unit(river.line[k + 1] - river.line[k]).left();
            const V2 a = across * river.halfWidth[k];
            const V2 b = across * river.halfWidth[k + 1];
            planter.alongShore(river.line[k] - a, river.line[k + 1] - b);
            planter.alongShore(river.line[k + 1] + b, river.line[k] + a);
        }
    }
    for (const WaterBody& body : waterBodies())
        if (!body.sea && body.box.meets(box.grown(kBankMeters)))
            for (std::size_t k = 0; k < body.ring.size(); ++k)
                planter.alongShore(body.ring[k], body.ring[(k + 1) % body.ring.size()]);
}

} // namespace guanjing::democity
