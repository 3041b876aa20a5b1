#include "geodata/democity/Bridges.h"

#include "geodata/democity/Content.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Painter.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/TileMesh.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <cmath>

namespace guanjing::democity {

namespace {

constexpr double kStepMeters = 20;
constexpr double kGirderMeters = 1.7;
constexpr double kParapetMeters = 1.05;
constexpr Rgb kDeckFromAfar{111, 112, 113}; ///< as the picture of lanes looks
constexpr Rgb kConcreteDeck{172, 170, 164};
constexpr Rgb kConcreteSide{186, 184, 178};
constexpr Rgb kParapet{202, 200, 194};

/// Piece of a raised stretch.
struct Piece {
    double from, to; ///< metres along the road
    double low, high; ///< surface at both ends
    bool solid; ///< an embankment between walls
};

/// `relief`: heights are elevations, else above the ground.
std::vector<Piece> pieces(const Road& road, const Road::Raised& raised, bool relief)
{
    const auto heightAt = [&](double along) {
        double elevation = 0;
        return relief && deckElevation(road, along, elevation) ? elevation : roadHeight(road, along);
    };
    std::vector<Piece> result;
    const int count = std::max(1, static_cast<int>(std::ceil((raised.to - raised.from) / kStepMeters)));
    for (int k = 0; k < count; ++k) {
        Piece piece{raised.from + (raised.to - raised.from) * k / count,
                    raised.from + (raised.to - raised.from) * (k + 1) / count, 0, 0, false};
        piece.low = heightAt(piece.from);
        piece.high = heightAt(piece.to);
        piece.solid = piece.from < raised.waterFrom - kAbutmentMeters || piece.to > raised.waterTo + kAbutmentMeters;
        result.push_back(piece);
    }
    return result;
}

/// A road seen along itself: distance along, offset to the left, height.
class Ribbon {
public:
    Ribbon(TileMesh& mesh, const Road& road) : m_mesh(mesh), m_start(road.a), m_along(unit(road.b - road.a)) { }

    [[nodiscard]] V2 place(double along, double left) const
    {
        return m_start + m_along * along + m_along.left() * left;
    }
    void face(const Piece& p, double l0, double d0, double l1, double d1, Rgb color, double u = kBlankU) const
    {
        m_mesh.addPolygon({{place(p.from, l0), p.low + d0},
                           {place(p.to, l0), p.high + d0},
                           {place(p.to, l1), p.high + d1},
                           {place(p.from, l1), p.low + d1}},
                          color, u);
    }
    void box(double along, double left, double halfAlong, double halfAcross, double bottom, double top, Rgb color) const
    {
        Part part;
        part.centre = place(along, left);
        part.axis = m_along;
        part.halfLength = halfAlong;
        part.halfWidth = halfAcross;
        part.bottom = bottom;
        part.top = top;
        part.roofColor = color;
        part.wallColor = color * 0.94F;
        m_mesh.addPart(part);
    }

private:
    TileMesh& m_mesh;
    V2 m_start, m_along;
};

void addPiers(const TileMesh& mesh, const Ribbon& ribbon, const Road& road, const Road::Raised& raised, const Box& box)
{
    const double half = deckHalfWidth(road.roadClass);
    const double length = raised.waterTo - raised.waterFrom + 16;
    const int spans = std::max(1, static_cast<int>(length / 34));
    for (int k = 0; k <= spans; ++k) {
        const double s = raised.waterFrom - 8 + length * k / spans;
        if (!box.holds(ribbon.place(s, 0)) || corridorClearance(ribbon.place(s, 0)) < -4)
            continue;
        double deck = roadHeight(road, s);
        const double bottom =
            mesh.hasRelief() && deckElevation(road, s, deck) ? mesh.groundAt(ribbon.place(s, 0)) - 2 : 0;
        const double top = deck - kGirderMeters;
        if (top - bottom < 0.6)
            continue;
        for (double side : {-0.55, 0.55})
            ribbon.box(s, side * half, 0.8, 0.8, bottom, top - 0.9, kConcreteSide);
        ribbon.box(s, 0, 1.0, 0.82 * half, top - 0.9, top, kConcreteSide);
    }
}

/// Pylons in the median with stays to both sides.
void addPylons(TileMesh& mesh, const Ribbon& ribbon, const Road& road, const Road::Raised& raised, const Box& box,
               int detail)
{
    const double width = raised.waterTo - raised.waterFrom;
    const double base = mesh.hasRelief() ? 0.5 * (raised.groundFrom + raised.groundTo) : 0;
    const double height = base + std::min(kBridgeHeightMeters - 8, raised.rise + 0.21 * width);
    for (double share : {0.24, 0.76}) {
        const double s = raised.waterFrom + share * width;
        if (!box.holds(ribbon.place(s, 0)))
            continue;
        const Rgb color{206, 206, 202};
        ribbon.box(s, 0, 1.9, 1.2, 0, height, color);
        ribbon.box(s, 0, 3.4, 3.4, 0, base + raised.rise - kGirderMeters, kConcreteSide);
        for (int way = -1; way <= 1; way += 2)
            for (int k = 1; k <= 7 && detail >= 0; ++k) {
                const double foot = s + way * k * 0.031 * width;
                const double top = height - 3 - (7 - k) * 2.4;
                double deck = roadHeight(road, foot);
                if (mesh.hasRelief())
                    (void)deckElevation(road, foot, deck);
                const double half =
                    detail > 1 ? 0.13 : (detail > 0 ? 0.30 : 0.55); // or they would be thinner than pixels
                for (double thick : {half, -half}) // both faces
                    mesh.addPolygon({{ribbon.place(s, 0), top + thick},
                                     {ribbon.place(foot, 0), deck + thick},
                                     {ribbon.place(foot, 0), deck - thick},
                                     {ribbon.place(s, 0), top - thick}},
                                    {218, 218, 214});
            }
    }
}

} // namespace

double deckHalfWidth(RoadClass roadClass) { return sectionOf(roadClass).halfCarriageway + 2.2; }

void raiseOverWater(Road& road)
{
    road.raisedCount = 0;
    const V2 along = unit(road.b - road.a);
    const double length = (road.b - road.a).length();
    const double margin = 0.5 * sectionOf(road.roadClass).halfStrip + 4;
    std::vector<std::pair<double, double>> wet;
    for (double s = 0; s < length;) {
        const double clearance = waterClearance(road.a + along * s);
        if (clearance < margin) {
            if (wet.empty() || s - wet.back().second > 110)
                wet.emplace_back(s, s);
            wet.back().second = s;
        }
        // no water is nearer than the clearance says
        s += std::max(6.0, clearance - margin);
    }
    while (wet.size() > road.raised.size()) { // one long viaduct rather than a third bridge
        wet[wet.size() - 2].second = wet.back().second;
        wet.pop_back();
    }
    double free = road.trimA + 14;
    for (std::size_t k = 0; k < wet.size(); ++k) {
        Road::Raised& raised = road.raised[road.raisedCount++];
        raised.waterFrom = wet[k].first;
        raised.waterTo = wet[k].second;
        const double width = raised.waterTo - raised.waterFrom;
        const double wanted = width < 45 ? 2.4 : (width < 110 ? 4.6 : (width < 240 ? 8 : 12));
        const double end =
            k + 1 < wet.size() ? 0.5 * (raised.waterTo + wet[k + 1].first) - 8 : length - road.trimB - 14;
        // ramps of 1 in 20; where a crossing or the next bridge is near, lower and to 1 in 12
        const double room = std::max(10.0, std::min(raised.waterFrom - free, end - raised.waterTo));
        raised.rise = std::clamp(room / 12, 0.9, wanted);
        const double ramp = std::min(room, 20 * raised.rise);
        raised.from = raised.waterFrom - ramp;
        raised.to = raised.waterTo + ramp;
        raised.groundFrom = naturalGroundAt(road.a + along * raised.from);
        raised.groundTo = naturalGroundAt(road.a + along * raised.to);
        free = raised.to + 4;
    }
}

void raiseOverCuttings(Road& road)
{
    if (road.raisedCount > 0 || road.roadClass == RoadClass::Track)
        return;
    Box reach;
    reach.add(road.a);
    reach.add(road.b);
    if (!corridorNear(reach))
        return;
    const V2 along = unit(road.b - road.a);
    const double length = (road.b - road.a).length();
    constexpr double kStep = 8;
    constexpr double kLeastCut = 1.5;
    constexpr double kSeenFrom = 45; // metres beside a corridor
    double first = -1;
    double last = -1;
    double floor = 1e9;
    for (double s = 0; s <= length; s += kStep) {
        const V2 p = road.a + along * s;
        if (const double clearance = corridorClearance(p); clearance > kSeenFrom) {
            s += kStep * std::floor((clearance - kSeenFrom) / kStep); // no nearer on the way there
            continue;
        }
        const double ground = groundHeightAt(p);
        if (naturalGroundAt(p) - ground < kLeastCut)
            continue;
        first = first < 0 ? s : first;
        last = s;
        floor = std::min(floor, ground);
    }
    constexpr double kLongest = 190;
    const double room = std::min(first - road.trimA, length - road.trimB - last) - 20;
    if (first < 0 || last - first > kLongest || room < 12)
        return;
    Road::Raised raised;
    raised.waterFrom = first - kStep;
    raised.waterTo = last + kStep;
    raised.from = std::max(raised.waterFrom - room, raised.waterFrom - 70);
    raised.to = std::min(raised.waterTo + room, raised.waterTo + 70);
    raised.groundFrom = naturalGroundAt(road.a + along * raised.from);
    raised.groundTo = naturalGroundAt(road.a + along * raised.to);
    constexpr double kClear = 7.5; // from the formation to the deck
    raised.rise = 0.5;
    for (double s = first; s <= last; s += kStep) {
        const double ground = groundHeightAt(road.a + along * s);
        const double t = (s - raised.from) / (raised.to - raised.from);
        if (ground < floor + 1)
            raised.rise = std::max(raised.rise,
                                   ground + kClear - (raised.groundFrom + (raised.groundTo - raised.groundFrom) * t));
    }
    if (raised.rise > std::min(room, 70.0) / 11)
        return;
    road.raised[0] = raised;
    road.raisedCount = 1;
    for (double s = raised.from; s < raised.to; s += 0.5 * kStep) // nothing of it lies in the hill
        if (double deck = 0; deckElevation(road, s, deck) && groundHeightAt(road.a + along * s) > deck + 0.6) {
            road.raisedCount = 0;
            return;
        }
}

double roadHeight(const Road& road, double along)
{
    for (std::size_t k = 0; k < road.raisedCount; ++k) {
        const Road::Raised& raised = road.raised[k];
        if (along > raised.from && along < raised.to)
            return raised.rise
                * std::min(smoothStep(raised.from, raised.waterFrom, along),
                           1 - smoothStep(raised.waterTo, raised.to, along));
    }
    return 0;
}

bool deckElevation(const Road& road, double along, double& elevation)
{
    for (std::size_t k = 0; k < road.raisedCount; ++k) {
        const Road::Raised& raised = road.raised[k];
        if (along < raised.from || along > raised.to)
            continue;
        const double t = (along - raised.from) / (raised.to - raised.from);
        elevation = raised.groundFrom + (raised.groundTo - raised.groundFrom) * t + roadHeight(road, along);
        return true;
    }
    return false;
}

void withoutSpans(const Road& road, std::vector<Road>& out)
{
    const V2 along = unit(road.b - road.a);
    Road piece = road;
    piece.raisedCount = 0;
    for (std::size_t k = 0; k < road.raisedCount; ++k) {
        const Road::Raised& raised = road.raised[k];
        piece.b = road.a + along * std::max(raised.from, raised.waterFrom - kAbutmentMeters);
        piece.crossingAtB = false;
        piece.trimB = piece.stubB = 0;
        if (dot(piece.b - piece.a, along) > 1)
            out.push_back(piece);
        piece.a = road.a + along * std::min(raised.to, raised.waterTo + kAbutmentMeters);
        piece.crossingAtA = false;
        piece.trimA = piece.stubA = 0;
    }
    piece.b = road.b;
    piece.crossingAtB = road.crossingAtB;
    piece.trimB = road.trimB;
    piece.stubB = road.stubB;
    if (dot(piece.b - piece.a, along) > 1)
        out.push_back(piece);
}

void addBridges(TileMesh& mesh, const Road& road, const Box& box, int detail)
{
    const RoadSection section = sectionOf(road.roadClass);
    const double half = deckHalfWidth(road.roadClass);
    const double edge = section.halfCarriageway;
    const Ribbon ribbon(mesh, road);
    // the walls of ramps go down into the ground on both sides
    const auto footAt = [&](double along) {
        return mesh.hasRelief()
            ? std::min({mesh.groundAt(ribbon.place(along, -half)), mesh.groundAt(ribbon.place(along, 0)),
                        mesh.groundAt(ribbon.place(along, half))})
                - 1
            : 0;
    };
    mesh.standOnEllipsoid();
    for (std::size_t r = 0; r < road.raisedCount; ++r) {
        const Road::Raised& raised = road.raised[r];
        for (const Piece& p : pieces(road, raised, mesh.hasRelief())) {
            if (!box.holds(ribbon.place(0.5 * (p.from + p.to), 0)))
                continue;
            if (detail > 0) {
                const double lane = (edge - section.halfMedian) / section.lanesEachWay;
                if (detail < 2) // from afar the picture of lanes would mix with its neighbours
                    ribbon.face(p, -half, 0, half, 0, asOnGround(kDeckFromAfar), kDeckU);
                for (int way = -1; way <= 1 && detail > 1; way += 2)
                    for (int k = 0; k < section.lanesEachWay; ++k) {
                        const double inner = way * (section.halfMedian + k * lane);
                        const double outer = inner + way * lane;
                        mesh.addLane(
                            {ribbon.place(p.from, std::min(inner, outer)), ribbon.place(p.to, std::min(inner, outer)),
                             ribbon.place(p.to, std::max(inner, outer)), ribbon.place(p.from, std::max(inner, outer))},
                            p.low, p.high, p.from, p.to);
                    }
                if (section.halfMedian > 0)
                    ribbon.face(p, -section.halfMedian, 0.02, section.halfMedian, 0.02, asOnGround({112, 124, 86}));
                for (int side = -1; side <= 1; side += 2) {
                    const double outer = side * half;
                    const double rail = side * (half - 0.3);
                    const double kerb = side * edge;
                    ribbon.face(p, std::min(kerb, rail), 0.12, std::max(kerb, rail), 0.12, kConcreteDeck * 0.8F,
                                kDeckU);
                    // the parapet: inside, top
                    if (side > 0) {
                        ribbon.face(p, rail, 0.1, rail, kParapetMeters, kParapet, kDeckU);
                        ribbon.face(p, rail, kParapetMeters, outer, kParapetMeters, kParapet * 1.04F);
                    } else {
                        ribbon.face(p, rail, kParapetMeters, rail, 0.1, kParapet, kDeckU);
                        ribbon.face(p, outer, kParapetMeters, rail, kParapetMeters, kParapet * 1.04F);
                    }
                }
            } else {
                ribbon.face(p, -half, 0, half, 0, asOnGround(kDeckFromAfar), kDeckU);
            }
            // outer faces: a girder, or the wall of the ramp
            const double up = detail > 0 ? kParapetMeters : 0;
            Piece foot = p;
            foot.low = p.solid ? footAt(p.from) : p.low - kGirderMeters;
            foot.high = p.solid ? footAt(p.to) : p.high - kGirderMeters;
            mesh.addPolygon({{ribbon.place(p.from, -half), foot.low},
                             {ribbon.place(p.to, -half), foot.high},
                             {ribbon.place(p.to, -half), p.high + up},
                             {ribbon.place(p.from, -half), p.low + up}},
                            kConcreteSide);
            mesh.addPolygon({{ribbon.place(p.to, half), foot.high},
                             {ribbon.place(p.from, half), foot.low},
                             {ribbon.place(p.from, half), p.low + up},
                             {ribbon.place(p.to, half), p.high + up}},
                            kConcreteSide);
            if (!p.solid && detail > 0)
                ribbon.face(foot, half, 0, -half, 0, kConcreteSide * 0.7F);
        }
        addPiers(mesh, ribbon, road, raised, box);
        if (raised.waterTo - raised.waterFrom > 300 && road.roadClass != RoadClass::Minor)
            addPylons(mesh, ribbon, road, raised, box, detail);
    }
}

void paintDeck(Canvas& canvas, const Road& road)
{
    const V2 along = unit(road.b - road.a);
    const double half = deckHalfWidth(road.roadClass);
    for (std::size_t k = 0; k < road.raisedCount; ++k) {
        const V2 a = road.a + along * road.raised[k].from;
        const V2 b = road.a + along * road.raised[k].to;
        canvas.line(a, b, 2 * half, kConcreteDeck);
        for (double side : {-1.0, 1.0}) {
            const V2 off = along.left() * (side * (half - 0.15));
            canvas.line(a + off, b + off, 0.3, kParapet * 1.04F);
        }
    }
}

void shadeBelow(Canvas& canvas, const Road& road, bool deckShown)
{
    if (canvas.metersPerPixel() > 5)
        return;
    constexpr std::uint16_t kDeck = 0xFFFE;
    const V2 along = unit(road.b - road.a);
    const V2 across = along.left() * deckHalfWidth(road.roadClass);
    for (std::size_t k = 0; k < road.raisedCount; ++k) {
        const Road::Raised& raised = road.raised[k];
        const V2 a = road.a + along * raised.from;
        const V2 b = road.a + along * raised.to;
        const V2 outline[4] = {a - across, b - across, b + across, a + across};
        if (deckShown)
            canvas.receive(outline, kDeck);
        for (const Piece& piece : pieces(road, raised, false)) {
            // seams between pieces would show: each reaches a little into the next
            const V2 ahead = along * (0.8 * canvas.metersPerPixel());
            const V2 from = road.a + along * piece.from - ahead;
            const V2 to = road.a + along * piece.to + ahead;
            const Quad quad{{from - across, to - across, to + across, from + across}};
            const double height = 0.5 * (piece.low + piece.high);
            canvas.shade(sweptHull(quad, canvas.shadowOf(piece.solid ? 0 : height - kGirderMeters),
                                   canvas.shadowOf(height + kParapetMeters)),
                         0, 0.85F);
            if (!deckShown && !piece.solid)
                canvas.shade(quad.p, 0, kUnderDeckShade);
        }
    }
}

} // namespace guanjing::democity
