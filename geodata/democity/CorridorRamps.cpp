#include "geodata/democity/CorridorRamps.h"

#include "geodata/democity/Boundary.h"
#include "geodata/democity/Bridges.h"
#include "geodata/democity/Districts.h"
#include "geodata/democity/Plan.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <optional>

namespace guanjing::democity {

namespace {

Corridor ramp(V2 a, V2 controlA, V2 controlB, V2 b, double heightA, double heightB, double baseA, double baseB)
{
    Corridor c;
    c.kind = CorridorKind::Ramp;
    const double chord = (controlA - a).length() + (controlB - controlA).length() + (b - controlB).length();
    const int steps = std::max(6, static_cast<int>(chord / 20));
    for (int s = 0; s <= steps; ++s) {
        const double t = static_cast<double>(s) / steps;
        const double r = 1 - t;
        c.line.push_back(a * (r * r * r) + controlA * (3 * r * r * t) + controlB * (3 * r * t * t) + b * (t * t * t));
        c.height.push_back(heightA + (heightB - heightA) * smoothStep(0.06, 0.94, t));
        c.base.push_back(std::max(baseA + (baseB - baseA) * t, naturalGroundAt(c.line.back()) + 0.2 - c.height.back()));
        c.covered.push_back(0);
    }
    finishCorridor(c);
    return c;
}

/// Point and direction of a line at a distance from one of its points.
struct Station {
    V2 place, direction;
    double height, base;
    bool inTunnel;
};
Station stationAt(const Corridor& c, std::size_t from, double meters)
{
    const double steps = meters / kCorridorSpacingMeters;
    const double k = std::clamp(static_cast<double>(from) + 0.5 + steps, 0.0, static_cast<double>(c.line.size() - 2));
    const auto i = static_cast<std::size_t>(k);
    const double t = k - static_cast<double>(i);
    return {lerp(c.line[i], c.line[i + 1], t), unit(c.line[i + 1] - c.line[i]),
            c.height[i] + (c.height[i + 1] - c.height[i]) * t, c.base[i] + (c.base[i + 1] - c.base[i]) * t,
            c.covered[i] + c.covered[i + 1] > 0};
}

} // namespace

/// Right turns in all four quadrants and two leaves.
void addInterchange(std::vector<Corridor>& out, const Corridor& one, const Corridor& two, const CorridorMeeting& m)
{
    const double edge = corridorHalfWidth(CorridorKind::Motorway);
    for (int wayA : {-1, 1})
        for (int wayB : {-1, 1}) {
            const Station a = stationAt(one, m.at, wayA * 430.0);
            const Station b = stationAt(two, m.with, wayB * 430.0);
            if (a.inTunnel || b.inTunnel)
                continue;
            // on the side of the line that faces the quadrant
            const V2 offA = unit(b.place - m.place) * (edge - 2);
            const V2 offB = unit(a.place - m.place) * (edge - 2);
            const V2 fromA = a.place + a.direction.left() * (dot(offA, a.direction.left()) > 0 ? edge - 2 : 2 - edge);
            const V2 fromB = b.place + b.direction.left() * (dot(offB, b.direction.left()) > 0 ? edge - 2 : 2 - edge);
            out.push_back(ramp(fromA, fromA - a.direction * (wayA * 270.0), fromB - b.direction * (wayB * 270.0), fromB,
                               a.height, b.height, a.base, b.base));
            if (wayA != wayB)
                continue;
            const Station c = stationAt(one, m.at, wayA * 70.0);
            const Station d = stationAt(two, m.with, wayB * 70.0);
            if (c.inTunnel || d.inTunnel)
                continue;
            const V2 leafA = c.place + c.direction.left() * (dot(offA, c.direction.left()) > 0 ? edge - 2 : 2 - edge);
            const V2 leafB = d.place + d.direction.left() * (dot(offB, d.direction.left()) > 0 ? edge - 2 : 2 - edge);
            out.push_back(ramp(leafA, leafA + c.direction * (wayA * 250.0), leafB + d.direction * (wayB * 250.0), leafB,
                               c.height, d.height, c.base, d.base));
        }
}

namespace {

/// Height of a motorway's deck above the ground from which slip roads reach a street.
constexpr double kLeastExitMeters = 5, kMostExitMeters = 14;
/// What lies lower is painted on the ground instead of being built.
constexpr double kGroundMeters = 0.2;

void appendCurve(std::vector<V2>& line, V2 a, V2 controlA, V2 controlB, V2 b, double stepMeters)
{
    const double chord = (controlA - a).length() + (controlB - controlA).length() + (b - controlB).length();
    const int steps = std::max(4, static_cast<int>(std::ceil(chord / stepMeters)));
    for (int s = line.empty() ? 0 : 1; s <= steps; ++s) {
        const double t = static_cast<double>(s) / steps;
        const double r = 1 - t;
        line.push_back(a * (r * r * r) + controlA * (3 * r * r * t) + controlB * (3 * r * t * t) + b * (t * t * t));
    }
}

/// From the deck down beside the motorway, and on the ground round a bend to the kerb of the street; none where there is no
/// room for it.
std::optional<Corridor> slipRoad(const Corridor& motorway, std::size_t at, const Road& street, int way, int side)
{
    constexpr double kBeside = 8; // from the edge of the motorway's deck to the axis of the ramp on the ground
    constexpr double kBend = 48; // in front of the street
    constexpr double kDescent = 330;
    const double edge = corridorHalfWidth(CorridorKind::Motorway);
    const Station here = stationAt(motorway, at, 0);
    const V2 out = here.direction.left() * side;
    const V2 ahead = here.direction * way;
    const V2 along = unit(street.b - street.a);
    const V2 beside = here.place + out * (edge + kBeside);
    const V2 kerb = along.left() * (dot(along.left(), ahead) > 0 ? 1 : -1);
    const V2 outAlong = along * (dot(along, out) > 0 ? 1 : -1);
    const V2 edgeOfStreet = street.a + kerb * sectionOf(street.roadClass).halfCarriageway;
    const V2 end = meetLines(beside, ahead, edgeOfStreet, along) + outAlong * 12;
    const double s = dot(end - street.a, along);
    constexpr double kClear = 26; // between it and a crossing
    if (s < street.trimA + kClear || s > (street.b - street.a).length() - street.trimB - kClear
        || roadHeight(street, s) > 0)
        return std::nullopt;
    const double before = dot(end - here.place, ahead) + kBend;
    const Station foot = stationAt(motorway, at, way * before);
    const Station top = stationAt(motorway, at, way * (before + kDescent));
    const V2 onGround = foot.place + foot.direction.left() * (side * (edge + kBeside));
    const V2 onDeck = top.place + top.direction.left() * (side * (edge - 2));
    const auto isHigh = [](const Station& station) {
        const double above = station.base + station.height - naturalGroundAt(station.place);
        return !station.inTunnel && above > kLeastExitMeters && above < kMostExitMeters;
    };
    if (!isHigh(here) || !isHigh(foot) || !isHigh(top))
        return std::nullopt;
    Corridor c;
    c.kind = CorridorKind::Ramp;
    const V2 lane = top.direction * way;
    const V2 behind = foot.direction * way;
    appendCurve(c.line, onDeck, onDeck - lane * 130, onGround + behind * 110, onGround, 20);
    const std::size_t built = c.line.size();
    appendCurve(c.line, onGround, onGround - behind * 32, end + kerb * 30, end, 5);
    for (std::size_t k = 0; k < c.line.size(); ++k) {
        const double t = std::min(1.0, static_cast<double>(k) / static_cast<double>(built - 1));
        const double ground = naturalGroundAt(c.line[k]);
        c.height.push_back(top.height + (kGroundMeters - top.height) * smoothStep(0.06, 0.97, t));
        const double base = top.base + (naturalGroundAt(onGround) - top.base) * t;
        c.base.push_back(k + 1 < built ? std::max(base, ground + kGroundMeters - c.height.back()) : ground);
        c.covered.push_back(0);
    }
    finishCorridor(c);
    for (std::size_t k = built - 1; k < c.line.size(); ++k)
        c.modelled[k] = 0;
    return c;
}

void addExit(std::vector<Corridor>& out, const Corridor& motorway, std::size_t at, const Road& street)
{
    for (int way : {-1, 1})
        for (int side : {-1, 1})
            if (auto ramp = slipRoad(motorway, at, street, way, side))
                out.push_back(std::move(*ramp));
}

} // namespace

void addExits(std::vector<Corridor>& out, const Corridor& motorway, const std::vector<V2>& interchanges)
{
    double last = 900;
    for (std::size_t k = 0; k + 1 < motorway.line.size(); ++k) {
        if (motorway.along[k] - last < 3200)
            continue;
        const V2 here = motorway.line[k];
        if (limitDistance(here) < 900)
            continue;
        if (std::any_of(interchanges.begin(), interchanges.end(), [&](V2 p) { return (p - here).length() < 1300; }))
            continue;
        const MeshRange range = meshesIn({here.x - 700, here.y - 700, here.x + 700, here.y + 700});
        for (int j = range.minJ; j <= range.maxJ; ++j)
            for (int i = range.minI; i <= range.maxI; ++i)
                for (bool northward : {false, true}) {
                    V2 place;
                    Road road;
                    if (motorway.along[k] - last < 3200
                        || !segmentsMeet(here, motorway.line[k + 1], crossing(i, j),
                                         northward ? crossing(i, j + 1) : crossing(i + 1, j), place)
                        || !arterial(i, j, northward, road) || road.roadClass > RoadClass::Major
                        || std::fabs(dot(unit(road.b - road.a), motorway.left[k])) < 0.6 || waterClearance(place) < 380)
                        continue;
                    const std::size_t before = out.size();
                    addExit(out, motorway, k, road);
                    if (out.size() > before)
                        last = motorway.along[k];
                }
    }
}

} // namespace guanjing::democity
