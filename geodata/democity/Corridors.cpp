#include "geodata/democity/Corridors.h"

#include "geodata/democity/Boundary.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Plan.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>

namespace guanjing::democity {

namespace {

struct LonLat {
    double lon, lat;
};

constexpr double kClearMargin = 9; ///< beside the deck
constexpr double kSpacingMeters = 45;

void finish(Corridor& c)
{
    const std::size_t n = c.line.size();
    c.left.resize(n);
    c.along.resize(n);
    for (std::size_t k = 0; k < n; ++k) {
        c.left[k] = unit(c.line[std::min(k + 1, n - 1)] - c.line[k > 0 ? k - 1 : 0]).left();
        c.along[k] = k > 0 ? c.along[k - 1] + (c.line[k] - c.line[k - 1]).length() : 0;
        c.box.add(c.line[k]);
    }
    c.box = c.box.grown(corridorHalfWidth(c.kind) + kClearMargin + kCorridorReachMeters);
}

/// The ground as a builder of viaducts sees it: levelled over a few hundred metres. Lines that cross agree on it.
double levelled(V2 place)
{
    double sum = naturalGroundAt(place);
    double most = sum;
    for (int k = 0; k < 12; ++k) {
        const double reach = k % 2 == 0 ? 110 : 240;
        const double angle = 0.5235987755982988 * k;
        const double height = naturalGroundAt(place + V2{std::cos(angle), std::sin(angle)} * reach);
        sum += height;
        most = std::max(most, height);
    }
    return 0.6 * sum / 13 + 0.4 * most;
}

/// Hills steeper than a train or a lorry climbs are passed in tunnels.
void layOnGround(Corridor& c)
{
    const std::size_t n = c.line.size();
    const double grade = c.kind == CorridorKind::Railway ? 0.02 : 0.045;
    std::vector<double> deck(n);
    for (std::size_t k = 0; k < n; ++k)
        deck[k] = levelled(c.line[k]) + c.height[k];
    for (std::size_t k = 1; k < n; ++k)
        deck[k] = std::min(deck[k], deck[k - 1] + grade * (c.along[k] - c.along[k - 1]));
    for (std::size_t k = n - 1; k-- > 0;)
        deck[k] = std::min(deck[k], deck[k + 1] + grade * (c.along[k + 1] - c.along[k]));
    c.base.resize(n);
    c.covered.resize(n);
    c.ground.resize(n);
    constexpr double kTunnelMeters = 9.5; // less than that above the deck is cut away
    for (std::size_t k = 0; k < n; ++k) {
        c.base[k] = deck[k] - c.height[k];
        c.ground[k] = naturalGroundAt(c.line[k]);
        const V2 edge = c.left[k] * corridorHalfWidth(c.kind);
        const double lowest =
            std::min({c.ground[k], naturalGroundAt(c.line[k] - edge), naturalGroundAt(c.line[k] + edge)});
        c.covered[k] = deck[k] < lowest - kTunnelMeters ? 1 : 0;
    }
    // no tunnel between two cuttings is shorter than a bridge, nor the open air between two tunnels
    for (std::size_t k = 1; k + 1 < n; ++k)
        if (c.covered[k] == 0 && c.covered[k - 1] != 0 && c.covered[k + 1] != 0)
            c.covered[k] = 1;
    for (std::size_t k = 1; k + 1 < n; ++k)
        if (c.covered[k] != 0 && c.covered[k - 1] == 0 && c.covered[k + 1] == 0)
            c.covered[k] = 0;
}

/// Evenly spaced points on a smooth line through the given places.
std::vector<V2> smoothed(std::span<const LonLat> points)
{
    std::vector<V2> raw;
    for (const LonLat& p : points)
        raw.push_back(fromLonLat(p.lon, p.lat));
    std::vector<V2> dense;
    for (std::size_t i = 0; i + 1 < raw.size(); ++i) {
        const V2 a = raw[i > 0 ? i - 1 : 0];
        const V2 b = raw[i];
        const V2 c = raw[i + 1];
        const V2 d = raw[std::min(i + 2, raw.size() - 1)];
        const int steps = std::max(4, static_cast<int>((c - b).length() / 8));
        for (int s = 0; s < steps; ++s) {
            const double t = static_cast<double>(s) / steps;
            dense.push_back(
                (b * 2 + (c - a) * t + (a * 2 - b * 5 + c * 4 - d) * (t * t) + (b * 3 - a - c * 3 + d) * (t * t * t))
                * 0.5);
        }
    }
    dense.push_back(raw.back());
    std::vector<V2> even{dense.front()};
    double left = kSpacingMeters;
    for (std::size_t i = 1; i < dense.size(); ++i) {
        V2 from = dense[i - 1];
        double length = (dense[i] - from).length();
        while (length >= left) {
            from = lerp(from, dense[i], left / length);
            even.push_back(from);
            length = (dense[i] - from).length();
            left = kSpacingMeters;
        }
        left -= length;
    }
    return even;
}

Corridor makeLine(const char* name, CorridorKind kind, std::span<const LonLat> points)
{
    Corridor c;
    c.name = name;
    c.kind = kind;
    c.line = smoothed(points);
    const double base = kind == CorridorKind::Railway ? 18.5 : 9.5;
    // over rivers, whose own bridges are up to 12 m high, everything lies higher
    std::vector<double> wanted;
    for (V2 p : c.line)
        wanted.push_back(base + (waterClearance(p) < 260 ? 7.5 : 0));
    constexpr int kReach = 9;
    const int n = static_cast<int>(wanted.size());
    for (int k = 0; k < n; ++k) {
        double sum = 0;
        for (int d = -kReach; d <= kReach; ++d)
            sum += wanted[static_cast<std::size_t>(std::clamp(k + d, 0, n - 1))];
        c.height.push_back(sum / (2 * kReach + 1));
    }
    finish(c);
    return c;
}

struct Meeting {
    std::size_t first, second; ///< indices of lines
    std::size_t at, with; ///< points near the meeting
    V2 place;
};

bool segmentsMeet(V2 a, V2 b, V2 c, V2 d, V2& where)
{
    const V2 r = b - a;
    const V2 s = d - c;
    const double det = cross(r, s);
    if (std::fabs(det) < 1e-9)
        return false;
    const double t = cross(c - a, s) / det;
    const double u = cross(c - a, r) / det;
    if (t < 0 || t > 1 || u < 0 || u > 1)
        return false;
    where = a + r * t;
    return true;
}

std::vector<Meeting> meetings(const std::vector<Corridor>& lines)
{
    std::vector<Meeting> result;
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (std::size_t j = i + 1; j < lines.size(); ++j)
            for (std::size_t k = 0; k + 1 < lines[i].line.size(); ++k) {
                if (!lines[j].box.holds(lines[i].line[k]))
                    continue;
                for (std::size_t l = 0; l + 1 < lines[j].line.size(); ++l) {
                    V2 place;
                    if (segmentsMeet(lines[i].line[k], lines[i].line[k + 1], lines[j].line[l], lines[j].line[l + 1],
                                     place))
                        result.push_back({i, j, k, l, place});
                }
            }
    return result;
}

/// The later line passes over the earlier one.
void liftCrossings(std::vector<Corridor>& lines, const std::vector<Meeting>& all)
{
    for (const Meeting& m : all) {
        Corridor& over = lines[m.second];
        const double missing = lines[m.first].height[m.at] + 8 - over.height[m.with];
        if (missing <= 0)
            continue;
        for (std::size_t k = 0; k < over.line.size(); ++k) {
            const double far = std::fabs(over.along[k] - over.along[m.with]);
            if (far < 520)
                over.height[k] += missing * (1 - smoothStep(60, 520, far));
        }
    }
}

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
    finish(c);
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
    const double steps = meters / kSpacingMeters;
    const double k = std::clamp(static_cast<double>(from) + 0.5 + steps, 0.0, static_cast<double>(c.line.size() - 2));
    const auto i = static_cast<std::size_t>(k);
    const double t = k - static_cast<double>(i);
    return {lerp(c.line[i], c.line[i + 1], t), unit(c.line[i + 1] - c.line[i]),
            c.height[i] + (c.height[i + 1] - c.height[i]) * t, c.base[i] + (c.base[i + 1] - c.base[i]) * t,
            c.covered[i] + c.covered[i + 1] > 0};
}

/// Right turns in all four quadrants and two leaves.
void addInterchange(std::vector<Corridor>& out, const Corridor& one, const Corridor& two, const Meeting& m)
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

/// Slip roads beside a motorway down to a street that it crosses.
void addExit(std::vector<Corridor>& out, const Corridor& motorway, std::size_t at)
{
    const double edge = corridorHalfWidth(CorridorKind::Motorway);
    for (int way : {-1, 1})
        for (int side : {-1, 1}) {
            const Station a = stationAt(motorway, at, way * 330.0);
            const Station middle = stationAt(motorway, at, way * 180.0);
            const Station b = stationAt(motorway, at, way * 34.0);
            if (a.inTunnel || middle.inTunnel || b.inTunnel)
                continue;
            const V2 from = a.place + a.direction.left() * (side * (edge - 2));
            const V2 to = b.place + b.direction.left() * (side * (edge + 7));
            const V2 via = middle.place + middle.direction.left() * (side * (edge + 6));
            out.push_back(
                ramp(from, lerp(from, via, 0.7), lerp(to, via, 0.7), to, a.height, 0, a.base, naturalGroundAt(to)));
        }
}

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
                    addExit(out, motorway, k);
                    last = motorway.along[k];
                }
    }
}

struct Net {
    std::vector<Corridor> all;
    std::vector<V2> interchanges;
    struct Segment {
        std::uint32_t corridor, point;
    };
    static constexpr double kCellMeters = 250;
    std::unordered_map<std::int64_t, std::vector<Segment>> grid;

    static std::int64_t key(std::int64_t x, std::int64_t y) { return x * 100003 + y; }
    static std::int64_t cell(double v) { return static_cast<std::int64_t>(std::floor(v / kCellMeters)); }

    Net()
    {
        static constexpr LonLat kG4[] = {{113.47, 23.115}, {113.545, 23.082}, {113.60, 23.058}, {113.643, 23.037},
                                         {113.672, 22.98}, {113.692, 22.95},  {113.695, 22.89}, {113.714, 22.845},
                                         {113.752, 22.81}, {113.80, 22.772},  {113.85, 22.725}, {113.89, 22.64}};
        static constexpr LonLat kS3[] = {{113.49, 23.055},  {113.552, 22.995}, {113.598, 22.945}, {113.617, 22.90},
                                         {113.632, 22.845}, {113.664, 22.79},  {113.70, 22.758},  {113.75, 22.742},
                                         {113.80, 22.705},  {113.84, 22.64}};
        static constexpr LonLat kG94[] = {{113.79, 23.19},  {113.835, 23.14},  {113.83, 23.06},   {113.822, 22.995},
                                          {113.838, 22.93}, {113.872, 22.868}, {113.935, 22.825}, {113.985, 22.77},
                                          {114.035, 22.70}, {114.06, 22.62}};
        static constexpr LonLat kG2518[] = {{113.56, 22.80},  {113.65, 22.838}, {113.74, 22.872},
                                            {113.82, 22.888}, {113.925, 22.90}, {114.02, 22.912},
                                            {114.10, 22.93},  {114.17, 22.945}, {114.30, 22.99}};
        static constexpr LonLat kS29[] = {{113.93, 23.19},  {113.957, 23.10}, {113.985, 23.055}, {114.035, 23.0},
                                          {114.045, 22.94}, {114.035, 22.88}, {114.045, 22.825}, {114.075, 22.77},
                                          {114.12, 22.69},  {114.14, 22.62}};
        static constexpr LonLat kS14[] = {{113.55, 22.915}, {113.64, 22.905}, {113.715, 22.90}, {113.77, 22.93},
                                          {113.83, 22.965}, {113.90, 22.965}, {113.96, 22.95},  {114.02, 22.985},
                                          {114.10, 23.02},  {114.22, 23.05},  {114.32, 23.06}};
        static constexpr LonLat kGuangshen[] = {{113.78, 23.20},   {113.845, 23.135}, {113.882, 23.085},
                                                {113.915, 23.04},  {113.95, 22.995},  {113.985, 22.95},
                                                {114.045, 22.915}, {114.085, 22.86},  {114.108, 22.80},
                                                {114.125, 22.72},  {114.13, 22.62}};
        static constexpr LonLat kHighSpeed[] = {{113.45, 23.04},   {113.54, 22.985}, {113.62, 22.925},
                                                {113.675, 22.868}, {113.74, 22.835}, {113.81, 22.805},
                                                {113.88, 22.765},  {113.96, 22.70},  {114.0, 22.62}};
        all.push_back(makeLine("G4", CorridorKind::Motorway, kG4));
        all.push_back(makeLine("S3", CorridorKind::Motorway, kS3));
        all.push_back(makeLine("G94", CorridorKind::Motorway, kG94));
        all.push_back(makeLine("G2518", CorridorKind::Motorway, kG2518));
        all.push_back(makeLine("S29", CorridorKind::Motorway, kS29));
        all.push_back(makeLine("S14", CorridorKind::Motorway, kS14));
        all.push_back(makeLine("Guangshen railway", CorridorKind::Railway, kGuangshen));
        all.push_back(makeLine("Guangshengang railway", CorridorKind::Railway, kHighSpeed));
        const std::vector<Meeting> crossings = meetings(all);
        liftCrossings(all, crossings);
        for (Corridor& c : all)
            layOnGround(c);
        std::vector<Corridor> ramps;
        for (const Meeting& m : crossings)
            if (all[m.first].kind == CorridorKind::Motorway && all[m.second].kind == CorridorKind::Motorway) {
                addInterchange(ramps, all[m.first], all[m.second], m);
                interchanges.push_back(m.place);
            }
        for (const Corridor& c : all)
            if (c.kind == CorridorKind::Motorway)
                addExits(ramps, c, interchanges);
        all.insert(all.end(), ramps.begin(), ramps.end());
        for (V2 p : interchanges) {
            const double reach = kInterchangeMeters + kCorridorReachMeters;
            for (std::int64_t x = cell(p.x - reach); x <= cell(p.x + reach); ++x)
                for (std::int64_t y = cell(p.y - reach); y <= cell(p.y + reach); ++y)
                    (void)grid[key(x, y)];
        }
        for (std::uint32_t c = 0; c < all.size(); ++c) {
            const double reach = corridorHalfWidth(all[c].kind) + kClearMargin + kCorridorReachMeters;
            for (std::uint32_t k = 0; k + 1 < all[c].line.size(); ++k) {
                if (all[c].covered[k] != 0 && all[c].covered[k + 1] != 0)
                    continue;
                Box box;
                box.add(all[c].line[k]);
                box.add(all[c].line[k + 1]);
                box = box.grown(reach);
                for (std::int64_t x = cell(box.minX); x <= cell(box.maxX); ++x)
                    for (std::int64_t y = cell(box.minY); y <= cell(box.maxY); ++y)
                        grid[key(x, y)].push_back({c, k});
            }
        }
        for (std::int64_t x = kFirstCell; x < kFirstCell + kCells; ++x)
            for (std::int64_t y = kFirstCell; y < kFirstCell + kCells; ++y)
                reached.push_back(grid.contains(key(x, y)) ? 1 : 0);
    }

    /// Cells that have a list, as one array: most questions need no more.
    static constexpr std::int64_t kFirstCell = -64, kCells = 512;
    std::vector<std::uint8_t> reached;

    [[nodiscard]] bool reaches(std::int64_t x, std::int64_t y) const
    {
        const std::int64_t column = x - kFirstCell;
        const std::int64_t row = y - kFirstCell;
        if (column < 0 || row < 0 || column >= kCells || row >= kCells)
            return grid.contains(key(x, y));
        return reached[static_cast<std::size_t>(column * kCells + row)] != 0;
    }
    [[nodiscard]] bool reaches(const Box& box) const
    {
        for (std::int64_t x = cell(box.minX); x <= cell(box.maxX); ++x)
            for (std::int64_t y = cell(box.minY); y <= cell(box.maxY); ++y)
                if (reaches(x, y))
                    return true;
        return false;
    }
};

const Net& net()
{
    static const Net all;
    return all;
}

} // namespace

const std::vector<Corridor>& corridors() { return net().all; }
const std::vector<V2>& interchanges() { return net().interchanges; }

double corridorHalfWidth(CorridorKind kind)
{
    switch (kind) {
    case CorridorKind::Motorway: return 16.6;
    case CorridorKind::Railway: return 6.4;
    case CorridorKind::Ramp: return 4.9;
    }
    return 10;
}

double corridorClearance(V2 place)
{
    const Net& all = net();
    double least = kCorridorReachMeters;
    if (!all.reaches(Net::cell(place.x), Net::cell(place.y)))
        return least;
    const auto found = all.grid.find(Net::key(Net::cell(place.x), Net::cell(place.y)));
    for (const Net::Segment& s : found->second) {
        const Corridor& c = all.all[s.corridor];
        const V2 a = c.line[s.point];
        const V2 d = c.line[s.point + 1] - a;
        const double t = clamp01(dot(place - a, d) / dot(d, d));
        least = std::min(least, (place - (a + d * t)).length() - corridorHalfWidth(c.kind) - kClearMargin);
    }
    for (V2 p : all.interchanges)
        least = std::min(least, (place - p).length() - kInterchangeMeters);
    return least;
}

bool corridorNear(const Box& box) { return net().reaches(box); }

} // namespace guanjing::democity
