#include "geodata/democity/Corridors.h"

#include "geodata/democity/Boundary.h"
#include "geodata/democity/Buildings.h"
#include "geodata/democity/CorridorRamps.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Plan.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <unordered_map>

namespace guanjing::democity {

namespace {

constexpr double kClearMargin = 9; ///< beside the deck

} // namespace

void finishCorridor(Corridor& c)
{
    const std::size_t n = c.line.size();
    c.left.resize(n);
    c.along.resize(n);
    for (std::size_t k = 0; k < n; ++k) {
        c.left[k] = unit(c.line[std::min(k + 1, n - 1)] - c.line[k > 0 ? k - 1 : 0]).left();
        c.along[k] = k > 0 ? c.along[k - 1] + (c.line[k] - c.line[k - 1]).length() : 0;
        c.box.add(c.line[k]);
        c.modelled.push_back(hasBuildingTiles(lerp(c.line[k], c.line[std::min(k + 1, n - 1)], 0.5)) ? 1 : 0);
    }
    c.box = c.box.grown(corridorHalfWidth(c.kind) + kClearMargin + kCorridorReachMeters);
}

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

namespace {

struct LonLat {
    double lon, lat;
};

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
    double left = kCorridorSpacingMeters;
    for (std::size_t i = 1; i < dense.size(); ++i) {
        V2 from = dense[i - 1];
        double length = (dense[i] - from).length();
        while (length >= left) {
            from = lerp(from, dense[i], left / length);
            even.push_back(from);
            length = (dense[i] - from).length();
            left = kCorridorSpacingMeters;
        }
        left -= length;
    }
    return even;
}

/// Where a motorway crosses the estuary, ships pass below the middle.
void spanFairways(Corridor& c)
{
    constexpr double kLeastWidth = 1800;
    constexpr double kDeck = 50;
    constexpr double kGrade = 0.03;
    constexpr double kPylonAboveDeck = 118;
    const auto atSea = [&](std::size_t k) { return c.modelled[k] != 0 && onStandingWater(c.line[k]); };
    for (std::size_t k = 0; k < c.line.size(); ++k) {
        const std::size_t first = k;
        while (k < c.line.size() && atSea(k))
            ++k;
        if (k == first || c.along[k - 1] - c.along[first] < kLeastWidth)
            continue;
        const double middle = 0.5 * (c.along[first] + c.along[k - 1]);
        for (std::size_t p = 0; p < c.line.size(); ++p) {
            const double beside = std::fabs(c.along[p] - middle) - 0.5 * kHalfSpanMeters;
            // a crest, and ramps that bend into it
            const double fall = kGrade * (std::hypot(std::max(0.0, beside), 300.0) - 300);
            c.height[p] = std::max(c.height[p], kDeck - fall);
        }
        c.spans.push_back({middle, kDeck + kPylonAboveDeck});
    }
}

/// Beyond its models a line is part of the picture of the ground: it lies on an embankment there.
void comeDown(Corridor& c)
{
    constexpr double kEmbankment = 1.2;
    const double grade = c.kind == CorridorKind::Railway ? 0.018 : 0.028;
    double most = std::numeric_limits<double>::max();
    const auto cap = [&](std::size_t k, double step) {
        most = c.modelled[k] == 0 ? kEmbankment : most + grade * step;
        c.height[k] = std::min(c.height[k], most);
    };
    for (std::size_t k = 1; k < c.line.size(); ++k)
        cap(k, c.along[k] - c.along[k - 1]);
    most = std::numeric_limits<double>::max();
    for (std::size_t k = c.line.size() - 1; k-- > 0;)
        cap(k, c.along[k + 1] - c.along[k]);
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
    finishCorridor(c);
    if (kind == CorridorKind::Motorway)
        spanFairways(c);
    return c;
}

double longestStep(const Corridor& c)
{
    double longest = 0;
    for (std::size_t k = 0; k + 1 < c.line.size(); ++k)
        longest = std::max(longest, c.along[k + 1] - c.along[k]);
    return longest;
}

std::vector<CorridorMeeting> meetings(const std::vector<Corridor>& lines)
{
    std::vector<CorridorMeeting> result;
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (std::size_t j = i + 1; j < lines.size(); ++j) {
            const double step = longestStep(lines[j]);
            const double reach = step + longestStep(lines[i]) + 1;
            for (std::size_t k = 0; k + 1 < lines[i].line.size(); ++k) {
                const V2 here = lines[i].line[k];
                if (!lines[j].box.holds(here))
                    continue;
                for (std::size_t l = 0; l + 1 < lines[j].line.size();) {
                    const double far = (lines[j].line[l] - here).length();
                    if (far > reach) { // so many points of the other line cannot lie beside this one
                        l += static_cast<std::size_t>((far - reach) / step) + 1;
                        continue;
                    }
                    V2 place;
                    if (segmentsMeet(here, lines[i].line[k + 1], lines[j].line[l], lines[j].line[l + 1], place))
                        result.push_back({i, j, k, l, place});
                    ++l;
                }
            }
        }
    return result;
}

/// The later line passes over the earlier one.
void liftCrossings(std::vector<Corridor>& lines, const std::vector<CorridorMeeting>& all)
{
    for (const CorridorMeeting& m : all) {
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
        // far enough that no end is seen from the city; where they cross the estuary, the other bank is land
        static constexpr LonLat kG4[] = {{113.14, 23.33},   {113.27, 23.24},  {113.38, 23.165},  {113.47, 23.115},
                                         {113.545, 23.082}, {113.60, 23.058}, {113.643, 23.037}, {113.672, 22.98},
                                         {113.692, 22.95},  {113.695, 22.89}, {113.714, 22.845}, {113.752, 22.81},
                                         {113.80, 22.772},  {113.85, 22.725}, {113.89, 22.64},   {113.93, 22.57},
                                         {114.02, 22.50},   {114.07, 22.42},  {114.13, 22.33}};
        static constexpr LonLat kS3[] = {{113.62, 23.42},   {113.60, 23.28},   {113.612, 23.19},  {113.613, 23.125},
                                         {113.60, 23.09},   {113.588, 23.055}, {113.57, 23.02},   {113.568, 22.985},
                                         {113.598, 22.945}, {113.617, 22.90},  {113.632, 22.845}, {113.664, 22.79},
                                         {113.70, 22.758},  {113.75, 22.742},  {113.80, 22.705},  {113.84, 22.64},
                                         {113.885, 22.55},  {113.94, 22.45},   {114.00, 22.37}};
        static constexpr LonLat kG94[] = {{113.70, 23.42},   {113.75, 23.30},   {113.79, 23.19},  {113.835, 23.14},
                                          {113.83, 23.06},   {113.822, 22.995}, {113.838, 22.93}, {113.872, 22.868},
                                          {113.935, 22.825}, {113.985, 22.77},  {114.035, 22.70}, {114.06, 22.62},
                                          {114.10, 22.52},   {114.16, 22.42},   {114.22, 22.34}};
        static constexpr LonLat kG2518[] = {{113.22, 22.72},  {113.36, 22.755}, {113.47, 22.775}, {113.56, 22.80},
                                            {113.65, 22.838}, {113.74, 22.872}, {113.82, 22.888}, {113.925, 22.90},
                                            {114.02, 22.912}, {114.10, 22.93},  {114.17, 22.945}, {114.30, 22.99},
                                            {114.42, 23.02},  {114.55, 23.03},  {114.68, 23.06}};
        static constexpr LonLat kS29[] = {{113.88, 23.42},   {113.90, 23.30},  {113.93, 23.19},  {113.957, 23.10},
                                          {113.985, 23.055}, {114.035, 23.0},  {114.045, 22.94}, {114.035, 22.88},
                                          {114.045, 22.825}, {114.075, 22.77}, {114.12, 22.69},  {114.14, 22.62},
                                          {114.20, 22.53},   {114.30, 22.46},  {114.38, 22.40}};
        static constexpr LonLat kS14[] = {
            {113.22, 22.96}, {113.36, 22.935}, {113.47, 22.92},  {113.55, 22.915}, {113.64, 22.905}, {113.715, 22.90},
            {113.77, 22.93}, {113.83, 22.965}, {113.90, 22.965}, {113.96, 22.95},  {114.02, 22.985}, {114.10, 23.02},
            {114.22, 23.02}, {114.33, 23.03},  {114.44, 23.08},  {114.57, 23.10},  {114.68, 23.14}};
        static constexpr LonLat kGuangshen[] = {
            {113.64, 23.36},   {113.72, 23.27},  {113.78, 23.20},  {113.845, 23.135},
            {113.882, 23.085}, {113.915, 23.04}, {113.95, 22.995}, {113.985, 22.95},
            {114.045, 22.915}, {114.085, 22.86}, {114.108, 22.80}, {114.125, 22.72},
            {114.13, 22.62},   {114.135, 22.55}, {114.18, 22.48},  {114.24, 22.42}};
        // the real one passes below the estuary; this one stays on its bank
        static constexpr LonLat kHighSpeed[] = {
            {113.62, 23.36},   {113.645, 23.25},  {113.66, 23.16},  {113.665, 23.10}, {113.66, 23.05},  {113.65, 23.0},
            {113.645, 22.925}, {113.675, 22.868}, {113.74, 22.835}, {113.81, 22.805}, {113.88, 22.765}, {113.96, 22.70},
            {114.0, 22.62},    {114.03, 22.55},   {114.06, 22.47},  {114.11, 22.40}};
        all.push_back(makeLine("G4", CorridorKind::Motorway, kG4));
        all.push_back(makeLine("S3", CorridorKind::Motorway, kS3));
        all.push_back(makeLine("G94", CorridorKind::Motorway, kG94));
        all.push_back(makeLine("G2518", CorridorKind::Motorway, kG2518));
        all.push_back(makeLine("S29", CorridorKind::Motorway, kS29));
        all.push_back(makeLine("S14", CorridorKind::Motorway, kS14));
        all.push_back(makeLine("Guangshen railway", CorridorKind::Railway, kGuangshen));
        all.push_back(makeLine("Guangshengang railway", CorridorKind::Railway, kHighSpeed));
        const std::vector<CorridorMeeting> crossings = meetings(all);
        liftCrossings(all, crossings);
        for (Corridor& c : all) {
            comeDown(c);
            layOnGround(c);
        }
        std::vector<Corridor> ramps;
        for (const CorridorMeeting& m : crossings)
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
