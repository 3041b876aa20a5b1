// Roads on the orthophoto: strips, carriageways, markings, crossings.
#include "geodata/democity/Banks.h"
#include "geodata/democity/Bridges.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Painter.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <tuple>

namespace guanjing::democity {

namespace {

constexpr Rgb kAsphaltRoad{112, 113, 114};
constexpr Rgb kExpresswayRoad{104, 105, 107};
constexpr Rgb kConcreteRoad{150, 147, 140};
constexpr Rgb kTrackRoad{158, 146, 122};
constexpr Rgb kPavement{168, 161, 150};
constexpr Rgb kVerge{100, 116, 72};
constexpr Rgb kWhite{212, 212, 206};
constexpr Rgb kYellow{200, 176, 96};

Rgb surfaceOf(const Road& road)
{
    const float tone = static_cast<float>(0.95 + 0.10 * unitOf(hashOf(road.seed, 41)));
    switch (road.roadClass) {
    case RoadClass::Expressway: return kExpresswayRoad;
    case RoadClass::Major:
    case RoadClass::Minor: return kAsphaltRoad; // arterials meet: one tone
    case RoadClass::Secondary: return kAsphaltRoad * (0.5F + 0.5F * tone);
    case RoadClass::Local: return unitOf(hashOf(road.seed, 42)) < 0.45 ? kConcreteRoad * tone : kAsphaltRoad * tone;
    case RoadClass::Lane: return kConcreteRoad * tone;
    case RoadClass::Track: return kTrackRoad * tone;
    }
    return kAsphaltRoad;
}

/// Crowns along a street, which are painted one by one from near by alone.
constexpr Rgb kRowsOfTrees{86, 98, 68};

} // namespace

float Painter::rowsShare(const Road& road) const
{
    if (road.roadClass > RoadClass::Secondary)
        return 0;
    // denser here, thinner there
    const auto dense = static_cast<float>(0.35 + 0.3 * unitOf(hashOf(road.seed, 43)));
    return dense * static_cast<float>(clamp01((m_mpp - kCrownsMetersPerPixel) / kCrownsMetersPerPixel));
}

void Painter::paintRoadStrips(const std::vector<Road>& roads)
{
    for (const Road& road : roads) {
        const RoadSection section = sectionOf(road.roadClass);
        const bool green = road.roadClass == RoadClass::Expressway;
        const bool planted = !green && road.roadClass <= RoadClass::Secondary;
        const V2 u = unit(road.b - road.a);
        // strips end at the pavement of the crossing road
        const double inset = road.crossingAtA || road.crossingAtB ? 0 : 4;
        const Rgb plain = green ? kVerge : kPavement;
        m_canvas.line(road.a + u * inset, road.b - u * inset, 2 * section.halfStrip,
                      planted ? mixed(plain, kRowsOfTrees, rowsShare(road)) : plain);
        if (road.roadClass == RoadClass::Major || road.roadClass == RoadClass::Minor
            || road.roadClass == RoadClass::Secondary) {
            // the planted strip between kerb and footway
            const V2 n = u.left() * (section.halfCarriageway + 1.5);
            m_canvas.line(road.a + n + u * road.trimA, road.b + n - u * road.trimB, 1.9, kVerge, 0.8F);
            m_canvas.line(road.a - n + u * road.trimA, road.b - n - u * road.trimB, 1.9, kVerge, 0.8F);
        }
        if (road.raisedCount > 0)
            paintDeck(m_canvas, road);
    }
}

void Painter::paintCarriageways(const std::vector<Road>& roads)
{
    for (const Road& road : roads) {
        const RoadSection section = sectionOf(road.roadClass);
        const V2 u = unit(road.b - road.a);
        if (m_mpp < 0.8) { // kerb
            m_canvas.line(road.a, road.b, 2 * section.halfCarriageway + 0.5, {184, 182, 176},
                          road.roadClass <= RoadClass::Local ? 0.8F : 0.3F);
        }
        m_canvas.line(road.a - u * 0.5, road.b + u * 0.5, 2 * section.halfCarriageway,
                      mixed(surfaceOf(road), kRowsOfTrees, 0.4F * rowsShare(road)));
    }
    for (const Road& road : roads)
        paintMarkings(road);
}

void Painter::paintMarkings(const Road& road)
{
    const RoadSection section = sectionOf(road.roadClass);
    if (road.roadClass >= RoadClass::Lane)
        return;
    const V2 u = unit(road.b - road.a);
    const V2 n = u.left();
    const double length = (road.b - road.a).length();
    const double from = road.trimA + (road.crossingAtA ? 6 : 0);
    const double to = length - road.trimB - (road.crossingAtB ? 6 : 0);
    if (to - from < 8)
        return;
    const auto along = [&](double offset, double a, double b, double width, Rgb color, float alpha = 1) {
        m_canvas.line(road.a + u * a + n * offset, road.a + u * b + n * offset, width, color, alpha);
    };
    const double lane = (section.halfCarriageway - section.halfMedian) / section.lanesEachWay;
    if (section.halfMedian > 0) {
        const double end = road.crossingAtA ? 4 : 0;
        along(0, from + end, to - end, 2 * section.halfMedian, {176, 172, 162});
        along(0, from + end + 0.4, to - end - 0.4, 2 * section.halfMedian - 0.7, {96, 112, 70});
    } else if (road.roadClass != RoadClass::Local) {
        along(0.16, from, to, 0.15, kYellow);
        along(-0.16, from, to, 0.15, kYellow);
    }
    if (m_mpp > 1.3)
        return;
    // wheel tracks: asphalt a little darker where tyres run
    for (int way = -1; way <= 1; way += 2)
        for (int k = 0; k < section.lanesEachWay; ++k) {
            const double middle = way * (section.halfMedian + (k + 0.5) * lane);
            along(middle, 0, length, lane * 0.55, surfaceOf(road) * 0.95F, 0.5F);
        }
    const auto dashed = [&](double offset, double dash, double gap, Rgb color) {
        // stop lines and solid lines near crossings
        double a = from;
        double b = to;
        if (road.crossingAtA) {
            along(offset, from, std::min(to, from + 30), 0.15, color);
            a = from + 30;
        }
        if (road.crossingAtB) {
            along(offset, std::max(from, to - 30), to, 0.15, color);
            b = to - 30;
        }
        // only what the tile sees
        const double reach = 0.75 * (m_canvas.box().maxX - m_canvas.box().minX) + 20;
        const V2 middle{0.5 * (m_canvas.box().minX + m_canvas.box().maxX),
                        0.5 * (m_canvas.box().minY + m_canvas.box().maxY)};
        const double here = dot(middle - road.a, u);
        const double period = dash + gap;
        for (double s = a + period * std::max(0.0, std::floor((here - reach - a) / period));
             s + dash < std::min(b, here + reach); s += period)
            along(offset, s, s + dash, 0.15, color);
    };
    if (m_mpp < 0.75)
        for (int way = -1; way <= 1; way += 2) {
            for (int k = 1; k < section.lanesEachWay; ++k)
                dashed(way * (section.halfMedian + k * lane), road.roadClass == RoadClass::Expressway ? 6 : 4,
                       road.roadClass == RoadClass::Expressway ? 9 : 6, kWhite);
            if (road.roadClass != RoadClass::Local) {
                along(way * (section.halfCarriageway - 0.35), from, to, 0.15, kWhite);
                if (section.halfMedian > 0)
                    along(way * (section.halfMedian + 0.3), from, to, 0.15, kYellow);
            }
        }
    if (road.roadClass == RoadClass::Local && m_mpp < 0.75)
        dashed(0, 4, 6, kYellow);
    // zebra crossings and stop lines
    for (int end = 0; end < 2; ++end) {
        if (!(end == 0 ? road.crossingAtA : road.crossingAtB))
            continue;
        const double at = end == 0 ? road.trimA : length - road.trimB;
        const double outward = end == 0 ? 1 : -1;
        if (m_mpp < 0.75)
            for (double x = -section.halfCarriageway + 0.6; x < section.halfCarriageway - 0.3; x += 1.05)
                if (std::fabs(x) > section.halfMedian || section.halfMedian == 0)
                    m_canvas.line(road.a + u * (at - 2.0) + n * x, road.a + u * (at + 2.0) + n * x, 0.48, kWhite, 0.9F);
        // traffic that comes towards the crossing keeps to its right side
        const double side = end == 0 ? 1 : -1;
        const double lineAt = at + outward * 4.2;
        m_canvas.line(road.a + u * lineAt + n * (side * section.halfMedian),
                      road.a + u * lineAt + n * (side * (section.halfCarriageway - 0.3)), 0.4, kWhite);
        // arrows on the lanes
        if (m_mpp < 0.4)
            for (int k = 0; k < section.lanesEachWay; ++k) {
                const double offset = side * (section.halfMedian + (k + 0.5) * lane);
                const double tip = at + outward * 10;
                const double tail = at + outward * 15;
                m_canvas.line(road.a + u * (tip + outward * 1.2) + n * offset, road.a + u * tail + n * offset, 0.18,
                              kWhite);
                const V2 outline[3] = {road.a + u * tip + n * offset,
                                       road.a + u * (tip + outward * 1.6) + n * (offset + 0.42),
                                       road.a + u * (tip + outward * 1.6) + n * (offset - 0.42)};
                m_canvas.fill(outline, kWhite);
            }
    }
}

// Arterial strips were laid over the ends of the streets that meet them.
void Painter::paintStubs()
{
    if (m_mpp > 6)
        return;
    for (const Road& road : m_localRoads) {
        const V2 u = unit(road.b - road.a);
        const double width = 2 * sectionOf(road.roadClass).halfCarriageway;
        for (const auto& [end, inward, reach] :
             {std::tuple{road.a, u, road.stubA}, std::tuple{road.b, u * -1.0, road.stubB}})
            if (reach > 4 && m_canvas.sees({end.x - 12, end.y - 12, end.x + 12, end.y + 12}) && waterClearance(end) > 6)
                m_canvas.line(end, end + inward * (reach + 0.5), width, surfaceOf(road));
    }
}

void Painter::paintTurningPlaces()
{
    if (m_mpp > 3)
        return;
    for (const Road& road : m_localRoads) {
        if (waterClearance(lerp(road.a, road.b, 0.5)) > 900)
            continue;
        for (const TurningPlace& turn : turningPlaces(road)) {
            Box box{turn.centre.x, turn.centre.y, turn.centre.x, turn.centre.y};
            if (!m_canvas.sees(box.grown(turn.radius + 1)))
                continue;
            constexpr double kIsland = 0.4;
            m_canvas.disc(turn.centre, turn.radius + 0.3, {184, 182, 176});
            m_canvas.disc(turn.centre, turn.radius, surfaceOf(road));
            m_canvas.disc(turn.centre, kIsland * turn.radius, {184, 182, 176});
            m_canvas.disc(turn.centre, kIsland * turn.radius - 0.3, kVerge);
        }
    }
}

void Painter::crossings()
{
    // the carriageways meet in a plain surface with rounded corners
    struct Node {
        V2 place;
        double half = 0;
        int count = 0;
        RoadClass roadClass = RoadClass::Minor;
        V2 ahead; ///< along the road that comes last
    };
    std::vector<Node> nodes;
    for (const Road& road : m_arterials)
        for (V2 end : {road.a, road.b}) {
            const V2 ahead = unit(end.x == road.a.x && end.y == road.a.y ? road.a - road.b : road.b - road.a);
            auto found = std::find_if(nodes.begin(), nodes.end(),
                                      [&](const Node& node) { return node.place.x == end.x && node.place.y == end.y; });
            if (found == nodes.end())
                found = nodes.insert(nodes.end(), {end, 0, 0, road.roadClass, ahead});
            found->half = std::max(found->half, sectionOf(road.roadClass).halfCarriageway);
            ++found->count;
        }
    for (const Node& node : nodes) {
        if (!m_canvas.sees(Box{node.place.x, node.place.y, node.place.x, node.place.y}.grown(60)))
            continue;
        if (node.count > 1 || m_mpp > 6) {
            m_canvas.disc(node.place, node.half * 1.18, kAsphaltRoad);
            continue;
        }
        // where no road goes on, one turns around a green
        const RoadSection section = sectionOf(node.roadClass);
        const double radius = std::min(section.halfStrip - 0.5, section.halfCarriageway + 8);
        const V2 centre = node.place - node.ahead * (radius + 1);
        m_canvas.line(centre, node.place + node.ahead * 0.5, 2 * section.halfStrip, kVerge);
        m_canvas.disc(centre, radius, {184, 182, 176});
        m_canvas.disc(centre, radius - 0.3, kAsphaltRoad);
        m_canvas.disc(centre, 0.42 * radius, {184, 182, 176});
        m_canvas.disc(centre, 0.42 * radius - 0.3, kVerge);
    }
}

} // namespace guanjing::democity
