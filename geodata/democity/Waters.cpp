#include "geodata/democity/Waters.h"

#include "geodata/democity/Hash.h"
#include "geodata/democity/Terrain.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>

namespace guanjing::democity {

namespace {

struct LonLat {
    double lon, lat;
};

V2 catmullRom(V2 a, V2 b, V2 c, V2 d, double t)
{
    const double t2 = t * t;
    const double t3 = t2 * t;
    return (b * 2 + (c - a) * t + (a * 2 - b * 5 + c * 4 - d) * t2 + (b * 3 - a - c * 3 + d) * t3) * 0.5;
}

std::vector<V2> smoothLine(std::span<const LonLat> points, double wobbleMeters, std::uint64_t seed)
{
    std::vector<V2> raw;
    for (const LonLat& p : points)
        raw.push_back(fromLonLat(p.lon, p.lat));
    std::vector<V2> line;
    double travelled = 0;
    for (std::size_t i = 0; i + 1 < raw.size(); ++i) {
        const V2 a = raw[i > 0 ? i - 1 : 0];
        const V2 d = raw[std::min(i + 2, raw.size() - 1)];
        const double length = (raw[i + 1] - raw[i]).length();
        const int steps = std::max(2, std::min(160, static_cast<int>(length / 60)));
        for (int s = 0; s < steps; ++s) {
            const double t = static_cast<double>(s) / steps;
            const V2 p = catmullRom(a, raw[i], raw[i + 1], d, t);
            const V2 q = catmullRom(a, raw[i], raw[i + 1], d, t + 0.01);
            const double along = (travelled + t * length);
            const double bend =
                valueNoise(along / 1400, 0.5, seed) - 0.5 + 0.35 * (valueNoise(along / 420, 7.5, seed) - 0.5);
            line.push_back(p + unit(q - p).left() * (2 * wobbleMeters * bend));
        }
        travelled += length;
    }
    line.push_back(raw.back());
    return line;
}

River makeRiver(std::span<const LonLat> points, double widthStart, double widthEnd, double wobble, std::uint64_t seed)
{
    River river;
    river.line = smoothLine(points, wobble, seed);
    for (std::size_t i = 0; i < river.line.size(); ++i) {
        const double t = static_cast<double>(i) / static_cast<double>(river.line.size() - 1);
        const double width = widthStart + (widthEnd - widthStart) * t;
        river.halfWidth.push_back(0.5 * width
                                  * (0.86 + 0.28 * valueNoise(static_cast<double>(i) / 14.0, 3.5, seed + 1)));
        river.box.add(river.line[i]);
    }
    river.level.assign(river.line.size(), 0.0); // the tide reaches it
    river.box = river.box.grown(widthStart + widthEnd);
    return river;
}

WaterBody makeLake(double lon, double lat, double radius, double stretch, double tilt, std::uint64_t seed)
{
    WaterBody lake;
    const V2 centre = fromLonLat(lon, lat);
    constexpr int kPoints = 160;
    for (int i = 0; i < kPoints; ++i) {
        const double angle = 2 * std::numbers::pi * i / kPoints;
        const V2 d{std::cos(angle), std::sin(angle)};
        const double arms = valueNoise(d.x * 1.6 + 5, d.y * 1.6 + 5, seed) - 0.5;
        const double coves = valueNoise(d.x * 4.5 + 40, d.y * 4.5 + 40, seed) - 0.5;
        const double r = radius * (1 + 0.9 * arms + 0.55 * coves);
        const V2 p{d.x * r * stretch, d.y * r / stretch};
        lake.ring.push_back(
            centre + V2{p.x * std::cos(tilt) - p.y * std::sin(tilt), p.x * std::sin(tilt) + p.y * std::cos(tilt)});
    }
    for (V2 p : lake.ring)
        lake.box.add(p);
    // as high as the plain around it
    const V2 middle{0.5 * (lake.box.minX + lake.box.maxX), 0.5 * (lake.box.minY + lake.box.maxY)};
    lake.level = std::floor(plainMeters(middle) + 0.4 * std::min(60.0, reliefMeters(middle)));
    return lake;
}

/// A river above the tide falls from its source to its mouth, a little below the plain beside it, by no more than `fall`.
void layBed(River& river, double mouth, double fall)
{
    constexpr double kBelowPlain = 3.6;
    constexpr double kAside = 260;
    const std::size_t n = river.line.size();
    for (std::size_t k = 0; k < n; ++k) {
        const V2 across = unit(river.line[std::min(k + 1, n - 1)] - river.line[k > 0 ? k - 1 : 0]).left()
            * (river.halfWidth[k] + kAside);
        const double plain = std::min(plainMeters(river.line[k] + across), plainMeters(river.line[k] - across));
        river.level[k] = std::max(mouth, plain - kBelowPlain);
        if (k > 0)
            river.level[k] = std::min(river.level[k], river.level[k - 1]);
    }
    double most = mouth;
    for (std::size_t k = n; k-- > 0;) {
        river.level[k] = std::min(river.level[k], most);
        most += k > 0 ? fall * (river.line[k] - river.line[k - 1]).length() : 0;
    }
}

/// How high a river lies where it passes a place.
double levelBeside(const River& river, V2 place)
{
    std::size_t nearest = 0;
    for (std::size_t k = 0; k < river.line.size(); ++k)
        if ((river.line[k] - place).length() < (river.line[nearest] - place).length())
            nearest = k;
    return river.level[nearest];
}

bool holdsPlace(const std::vector<V2>& ring, V2 p)
{
    bool in = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        if ((ring[i].y > p.y) != (ring[j].y > p.y)
            && p.x < (ring[j].x - ring[i].x) * (p.y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
            in = !in;
    return in;
}

/// A river goes on as another one: at its end it lies where that begins, and is as wide.
void leadInto(River& river, const River& next)
{
    constexpr std::size_t kSteps = 24;
    const std::size_t n = river.line.size();
    const V2 aside = next.line.front() - river.line.back();
    const double wider = next.halfWidth.front() - river.halfWidth.back();
    for (std::size_t k = n - kSteps; k < n; ++k) {
        const double share = smoothStep(0, kSteps - 1, static_cast<double>(k - (n - kSteps)));
        river.line[k] = river.line[k] + aside * share;
        river.halfWidth[k] += wider * share;
    }
    river.box.add(next.line.front());
}

/// An arm that is drawn to the bank of the river that it leaves begins in its middle.
void openHead(River& arm, const std::vector<River>& all)
{
    constexpr double kStep = 60;
    const V2 start = arm.line.front();
    V2 source = start;
    double least = 1500;
    for (const River& river : all)
        for (std::size_t k = 0; k < river.line.size() && &river != &arm; ++k)
            if (const double far = (river.line[k] - start).length(); far < least) {
                least = far;
                source = river.line[k];
            }
    std::vector<V2> ahead;
    for (double far = 0; far < (source - start).length(); far += kStep)
        ahead.push_back(source + unit(start - source) * far);
    arm.line.insert(arm.line.begin(), ahead.begin(), ahead.end());
    arm.halfWidth.insert(arm.halfWidth.begin(), ahead.size(), arm.halfWidth.front());
    arm.level.insert(arm.level.begin(), ahead.size(), arm.level.front());
    arm.box.add(source);
}

/// A river that is drawn to the shore goes straight on until its whole end lies in the sea, and opens on the way there.
void openMouth(River& river, const WaterBody& sea, double leastWidth)
{
    constexpr double kStep = 60;
    constexpr double kFarthest = 6000;
    constexpr double kOpening = 1700; // metres along which it becomes wider
    constexpr double kBeyondShore = 60;
    const std::size_t joint = river.line.size() - 1;
    const V2 end = river.line.back();
    const V2 along = unit(end - river.line[river.line.size() - 8]);
    const double level = river.level.back();
    const double half = std::max(river.halfWidth.back(), 0.5 * leastWidth);
    const V2 aside = along.left() * (half + kBeyondShore);
    const auto outAt = [&](double far) {
        const V2 p = end + along * far;
        return holdsPlace(sea.ring, p) && holdsPlace(sea.ring, p - aside) && holdsPlace(sea.ring, p + aside);
    };
    for (double far = kStep; !outAt(far - kStep - kBeyondShore) && far < kFarthest; far += kStep) {
        river.line.push_back(end + along * far);
        river.halfWidth.push_back(half);
        river.level.push_back(level);
        river.box.add(river.line.back());
    }
    // round the bend from its last meander
    const std::size_t bend = std::min(joint, river.line.size() - 2);
    for (int pass = 0; pass < 90; ++pass)
        for (std::size_t k = bend - 14; k < std::min(bend + 14, river.line.size() - 1); ++k)
            river.line[k] = river.line[k] * 0.5 + (river.line[k - 1] + river.line[k + 1]) * 0.25;
    // as wide as its mouth where its shores meet the sea's
    double before = 0;
    for (std::size_t k = river.line.size(); k-- > 0;) {
        const double share = 1 - smoothStep(0, kOpening, before);
        river.halfWidth[k] += std::max(0.0, half - river.halfWidth[k]) * share;
        if (k > 0 && !holdsPlace(sea.ring, river.line[k]))
            before += (river.line[k] - river.line[k - 1]).length();
    }
    river.box = river.box.grown(half);
}

struct WaterMap {
    std::vector<River> rivers;
    std::vector<WaterBody> bodies;
    struct Segment {
        V2 a, b;
        double halfA, halfB;
        double level; ///< of the water, in its middle
    };
    std::vector<Segment> segments;
    std::unordered_map<std::int64_t, std::vector<int>> grid; ///< cells of 1 km

    static std::int64_t key(std::int64_t x, std::int64_t y) { return x * 100003 + y; }

    void addSegment(V2 a, V2 b, double halfA, double halfB, double level)
    {
        const int index = static_cast<int>(segments.size());
        segments.push_back({a, b, halfA, halfB, level});
        const double reach = std::max(halfA, halfB);
        const auto cell = [](double v) { return static_cast<std::int64_t>(std::floor(v / 1000)); };
        for (std::int64_t x = cell(std::min(a.x, b.x) - reach); x <= cell(std::max(a.x, b.x) + reach); ++x)
            for (std::int64_t y = cell(std::min(a.y, b.y) - reach); y <= cell(std::max(a.y, b.y) + reach); ++y)
                grid[key(x, y)].push_back(index);
    }

    WaterMap()
    {
        const LonLat east[] = {{114.32, 23.05},  {114.20, 23.045}, {114.11, 23.045}, {114.05, 23.085},
                               {113.99, 23.108}, {113.94, 23.122}, {113.89, 23.116}, {113.85, 23.118}};
        // by Huizhou, above the plan of the city
        const LonLat upper[] = {{114.56, 23.14},  {114.50, 23.115}, {114.44, 23.10},
                                {114.39, 23.085}, {114.35, 23.06},  {114.32, 23.05}};
        const LonLat north[] = {{113.85, 23.118}, {113.81, 23.128},  {113.765, 23.118},
                                {113.72, 23.127}, {113.665, 23.128}, {113.61, 23.108},
                                {113.56, 23.092}, {113.525, 23.078}, {113.49, 23.06}};
        const LonLat south[] = {{113.855, 23.116}, {113.835, 23.085}, {113.80, 23.072},
                                {113.76, 23.058},  {113.728, 23.04},  {113.70, 23.018},
                                {113.665, 22.995}, {113.625, 22.962}, {113.57, 22.925}};
        const LonLat zhongtang[] = {{113.735, 23.122}, {113.70, 23.09},  {113.64, 23.08},
                                    {113.60, 23.045},  {113.575, 23.01}, {113.535, 22.985}};
        const LonLat houjie[] = {{113.715, 23.028}, {113.708, 22.985}, {113.665, 22.955},
                                 {113.64, 22.93},   {113.61, 22.905},  {113.575, 22.893}};
        const LonLat hanxi[] = {{114.005, 22.915}, {113.985, 22.955}, {113.955, 22.99}, {113.915, 23.012},
                                {113.885, 23.035}, {113.868, 23.062}, {113.838, 23.078}};
        const LonLat shima[] = {{114.095, 22.70}, {114.088, 22.78}, {114.105, 22.83}, {114.085, 22.875},
                                {114.098, 22.93}, {114.112, 22.98}, {114.105, 23.045}};
        const LonLat maozhou[] = {
            {113.92, 22.775}, {113.87, 22.758}, {113.83, 22.742}, {113.785, 22.735}, {113.745, 22.722}};
        const LonLat canal[] = {{113.7640, 23.0600}, {113.742, 23.03},  {113.728, 22.99}, {113.702, 22.955},
                                {113.69, 22.905},    {113.694, 22.855}, {113.682, 22.80}, {113.655, 22.77}};
        const LonLat wangniu[] = {{113.69, 23.095}, {113.68, 23.06},  {113.655, 23.035},
                                  {113.62, 23.02},  {113.59, 22.985}, {113.55, 22.955}};
        const LonLat machong[] = {{113.60, 23.105}, {113.575, 23.07}, {113.545, 23.05}, {113.515, 23.03}};
        rivers.push_back(makeRiver(east, 360, 420, 160, 11));
        rivers.push_back(makeRiver(north, 420, 620, 150, 12));
        rivers.push_back(makeRiver(south, 240, 380, 130, 13));
        rivers.push_back(makeRiver(zhongtang, 170, 230, 140, 14));
        rivers.push_back(makeRiver(houjie, 110, 200, 130, 15));
        rivers.push_back(makeRiver(hanxi, 42, 80, 150, 16));
        rivers.push_back(makeRiver(shima, 30, 70, 160, 17));
        rivers.push_back(makeRiver(maozhou, 60, 150, 120, 18));
        rivers.push_back(makeRiver(canal, 38, 60, 90, 19));
        rivers.push_back(makeRiver(wangniu, 90, 190, 150, 20));
        rivers.push_back(makeRiver(machong, 110, 180, 120, 21));
        rivers.push_back(makeRiver(upper, 90, 360, 160, 22));
        River& dongjiang = rivers[0];
        River& hanxiRiver = rivers[5];
        River& shimaRiver = rivers[6];
        River& maozhouRiver = rivers[7];
        layBed(dongjiang, 0, 1.0 / 6000);
        leadInto(rivers[11], dongjiang);
        layBed(rivers[11], dongjiang.level.front(), 1.0 / 6000);
        layBed(hanxiRiver, 0, 1.0 / 1400);
        layBed(shimaRiver, levelBeside(dongjiang, shimaRiver.line.back()), 1.0 / 1400);
        layBed(maozhouRiver, 0, 1.0 / 1400);

        const LonLat eastShore[] = {{113.36, 23.13},   {113.42, 23.108},  {113.47, 23.098},  {113.500, 23.085},
                                    {113.518, 23.055}, {113.532, 23.02},  {113.548, 22.985}, {113.560, 22.95},
                                    {113.568, 22.915}, {113.580, 22.885}, {113.588, 22.855}, {113.606, 22.828},
                                    {113.630, 22.800}, {113.646, 22.776}, {113.666, 22.752}, {113.705, 22.742},
                                    {113.742, 22.726}, {113.772, 22.706}, {113.800, 22.680}, {113.812, 22.64},
                                    {113.83, 22.55},   {113.88, 22.42},   {114.05, 22.25},   {114.6, 22.1},
                                    {115.6, 21.9},     {115.8, 20.6}};
        const LonLat westShore[] = {{111.9, 20.6},     {112.4, 21.75},   {113.2, 22.0},    {113.5, 22.25},
                                    {113.60, 22.42},   {113.62, 22.55},  {113.605, 22.66}, {113.592, 22.72},
                                    {113.578, 22.78},  {113.560, 22.82}, {113.543, 22.86}, {113.528, 22.91},
                                    {113.512, 22.96},  {113.497, 23.01}, {113.478, 23.05}, {113.455, 23.083},
                                    {113.415, 23.098}, {113.355, 23.122}};
        WaterBody estuary;
        estuary.sea = true;
        estuary.ring = smoothLine(eastShore, 220, 31);
        const std::vector<V2> west = smoothLine(westShore, 260, 32);
        estuary.ring.insert(estuary.ring.end(), west.begin(), west.end());
        for (V2 p : estuary.ring)
            estuary.box.add(p);
        // the Dongjiang's arms, then small waters
        for (std::size_t arm : {1u, 2u, 3u, 4u, 9u, 10u}) {
            openMouth(rivers[arm], estuary, 300);
            openHead(rivers[arm], rivers);
        }
        for (std::size_t small : {7u, 8u})
            openMouth(rivers[small], estuary, 0);
        bodies.push_back(std::move(estuary));
        bodies.push_back(makeLake(113.893, 22.925, 980, 1.65, 0.9, 41)); // 松山湖
        bodies.push_back(makeLake(113.918, 22.897, 620, 1.4, 0.2, 42)); // 松木山水库
        bodies.push_back(makeLake(113.803, 22.972, 760, 1.3, 2.4, 43)); // 同沙水库
        bodies.push_back(makeLake(113.733, 22.953, 380, 1.5, 1.9, 44)); // 水濂湖
        bodies.push_back(makeLake(113.712, 22.915, 420, 1.3, 0.4, 45)); // 横岗水库
        bodies.push_back(makeLake(114.013, 22.845, 460, 1.5, 1.1, 46)); // 黄牛埔
        bodies.push_back(makeLake(114.128, 22.785, 430, 1.6, 2.1, 47)); // 契爷石水库
        bodies.push_back(makeLake(114.062, 22.718, 480, 1.3, 0.3, 48)); // 雁田水库
        bodies.push_back(makeLake(113.765, 22.86, 420, 1.5, 0.7, 49)); // 怀德水库
        bodies.push_back(makeLake(114.015, 23.035, 360, 1.7, 0.1, 50)); // 生态园
        bodies.push_back(makeLake(113.746, 22.997, 150, 1.6, 0.4, 51)); // a park's lake in the south of the core

        for (const River& river : rivers)
            for (std::size_t i = 0; i + 1 < river.line.size(); ++i)
                addSegment(river.line[i], river.line[i + 1], river.halfWidth[i], river.halfWidth[i + 1],
                           0.5 * (river.level[i] + river.level[i + 1]));
        for (const WaterBody& body : bodies)
            for (std::size_t i = 0; i < body.ring.size(); ++i)
                addSegment(body.ring[i], body.ring[(i + 1) % body.ring.size()], 0, 0, body.level);
        sortEdges();
        findCandidates();
        spreadLevels();
    }

    /// Cells of 200 m around the city. Far from any shore one look tells dry from wet; near it a few segments are left, of
    /// which one is the nearest wherever in the cell one stands.
    static constexpr double kCellMeters = 200;
    static constexpr int kCells = 760;
    static constexpr int kOriginCells = 160;
    static constexpr double kReachMeters = 1000; ///< farther shores do not count
    enum class Side : signed char { Dry, Wet, Near };
    struct Cell {
        std::uint32_t first = 0, count = 0; ///< of `candidates`
        Side side = Side::Dry; ///< of the bodies' shores; rivers count besides
    };
    std::vector<Cell> cells;
    std::vector<int> candidates;

    [[nodiscard]] bool wet(V2 p) const
    {
        for (std::size_t i = 0; i < bodies.size(); ++i)
            if (inside(i, p))
                return true;
        return false;
    }

    static double distanceTo(const Segment& s, V2 p)
    {
        const V2 d = s.b - s.a;
        const double length2 = dot(d, d);
        const double t = length2 > 0 ? clamp01(dot(p - s.a, d) / length2) : 0;
        return (p - (s.a + d * t)).length() - (s.halfA + (s.halfB - s.halfA) * t);
    }
    static bool isShore(const Segment& s) { return s.halfA == 0 && s.halfB == 0; }

    void findCandidates()
    {
        cells.resize(static_cast<std::size_t>(kCells) * kCells);
        constexpr int kPerKm = 5; // cells in a cell of the grid
        const double reach = 0.5 * std::sqrt(2.0) * kCellMeters;
        std::vector<int> near;
        std::vector<double> distances;
        for (int ky = 0; ky < kCells / kPerKm; ++ky)
            for (int kx = 0; kx < kCells / kPerKm; ++kx) {
                near.clear();
                const std::int64_t gx = kx - kOriginCells / kPerKm;
                const std::int64_t gy = ky - kOriginCells / kPerKm;
                for (std::int64_t i = gx - 1; i <= gx + 1; ++i)
                    for (std::int64_t j = gy - 1; j <= gy + 1; ++j)
                        if (const auto found = grid.find(key(i, j)); found != grid.end())
                            near.insert(near.end(), found->second.begin(), found->second.end());
                std::sort(near.begin(), near.end());
                near.erase(std::unique(near.begin(), near.end()), near.end());
                const auto placeOf = [&](int x, int y) {
                    return V2{(x - kOriginCells + 0.5) * kCellMeters, (y - kOriginCells + 0.5) * kCellMeters};
                };
                const bool farWet = near.empty() && wet(placeOf(kx * kPerKm + 2, ky * kPerKm + 2));
                for (int y = ky * kPerKm; y < (ky + 1) * kPerKm; ++y)
                    for (int x = kx * kPerKm; x < (kx + 1) * kPerKm; ++x) {
                        Cell& cell = cells[static_cast<std::size_t>(y) * kCells + static_cast<std::size_t>(x)];
                        cell.first = static_cast<std::uint32_t>(candidates.size());
                        cell.side = farWet ? Side::Wet : Side::Dry;
                        if (near.empty())
                            continue;
                        const V2 middle = placeOf(x, y);
                        double shore = kReachMeters + reach;
                        double river = kReachMeters + reach;
                        distances.clear();
                        for (int index : near) {
                            const Segment& s = segments[static_cast<std::size_t>(index)];
                            const double d = distanceTo(s, middle);
                            distances.push_back(d);
                            double& least = isShore(s) ? shore : river;
                            least = std::min(least, d);
                        }
                        for (std::size_t k = 0; k < near.size(); ++k) {
                            const bool isOfShore = isShore(segments[static_cast<std::size_t>(near[k])]);
                            // a little more than twice the reach: a river's half width varies along a segment
                            if (distances[k] <= (isOfShore ? shore : river) + 2.1 * reach
                                && distances[k] <= kReachMeters + reach)
                                candidates.push_back(near[k]);
                        }
                        cell.count = static_cast<std::uint32_t>(candidates.size()) - cell.first;
                        cell.side = shore <= reach ? Side::Near : (wet(middle) ? Side::Wet : Side::Dry);
                    }
            }
    }

    /// How high the rivers near a place lie, where the corners of cells are: the nearer one is, the more it counts.
    static constexpr double kLevelMeters = 250;
    static constexpr int kLevelCells = 608;
    static constexpr int kLevelOrigin = 128;
    std::vector<float> riverLevels;

    void spreadLevels()
    {
        riverLevels.assign(static_cast<std::size_t>(kLevelCells) * kLevelCells, 0.0F);
        std::vector<float> weights(riverLevels.size(), 0.0F);
        constexpr double kReach = kReachMeters + 2 * kLevelMeters;
        for (const Segment& s : segments) {
            if (isShore(s))
                continue;
            const V2 middle = (s.a + s.b) * 0.5;
            const double reach = kReach + std::max(s.halfA, s.halfB) + (s.b - s.a).length();
            const auto corner = [](double v) { return static_cast<int>(std::floor(v / kLevelMeters)) + kLevelOrigin; };
            for (int y = std::max(0, corner(middle.y - reach));
                 y <= std::min(kLevelCells - 1, corner(middle.y + reach)); ++y)
                for (int x = std::max(0, corner(middle.x - reach));
                     x <= std::min(kLevelCells - 1, corner(middle.x + reach)); ++x) {
                    const V2 at{(x - kLevelOrigin) * kLevelMeters, (y - kLevelOrigin) * kLevelMeters};
                    const double far = 120 + std::max(0.0, distanceTo(s, at));
                    const double weight = 1e8 / (far * far * far * far);
                    const auto i = static_cast<std::size_t>(y) * kLevelCells + static_cast<std::size_t>(x);
                    riverLevels[i] += static_cast<float>(weight * s.level);
                    weights[i] += static_cast<float>(weight);
                }
        }
        for (std::size_t i = 0; i < weights.size(); ++i)
            if (weights[i] > 0)
                riverLevels[i] /= weights[i];
    }

    [[nodiscard]] double riverLevel(V2 p) const
    {
        const double x = std::clamp(p.x / kLevelMeters + kLevelOrigin, 0.0, kLevelCells - 1.001);
        const double y = std::clamp(p.y / kLevelMeters + kLevelOrigin, 0.0, kLevelCells - 1.001);
        const auto i = static_cast<std::size_t>(x);
        const auto j = static_cast<std::size_t>(y);
        const double u = x - static_cast<double>(i);
        const double v = y - static_cast<double>(j);
        const float* row = riverLevels.data() + j * kLevelCells + i;
        const double lower = double{row[0]} + (double{row[1]} - double{row[0]}) * u;
        const double upper = double{row[kLevelCells]} + (double{row[kLevelCells + 1]} - double{row[kLevelCells]}) * u;
        return lower + (upper - lower) * v;
    }

    /// The edges of each ring by the rows that they touch: of the estuary's thousands a few lie level with a place.
    static constexpr double kRowMeters = 250;
    std::vector<std::vector<std::vector<std::uint32_t>>> rows;

    static std::size_t rowOf(const WaterBody& body, double y)
    {
        return static_cast<std::size_t>(std::max(0.0, (y - body.box.minY) / kRowMeters));
    }
    void sortEdges()
    {
        for (const WaterBody& body : bodies) {
            rows.emplace_back(rowOf(body, body.box.maxY) + 1);
            for (std::size_t i = 0, j = body.ring.size() - 1; i < body.ring.size(); j = i++) {
                const auto [low, high] = std::minmax(body.ring[i].y, body.ring[j].y);
                for (std::size_t row = rowOf(body, low); row <= rowOf(body, high); ++row)
                    rows.back()[row].push_back(static_cast<std::uint32_t>(i));
            }
        }
    }

    [[nodiscard]] bool inside(std::size_t index, V2 p) const
    {
        const WaterBody& body = bodies[index];
        if (!body.box.holds(p))
            return false;
        bool in = false;
        for (const std::uint32_t i : rows[index][rowOf(body, p.y)]) {
            const V2 a = body.ring[i];
            const V2 b = body.ring[i > 0 ? i - 1 : body.ring.size() - 1];
            if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
                in = !in;
        }
        return in;
    }

    [[nodiscard]] Shores shores(V2 p) const
    {
        Shores result;
        result.river = kReachMeters;
        const double row = std::floor(p.y / kCellMeters) + kOriginCells;
        const double column = std::floor(p.x / kCellMeters) + kOriginCells;
        if (row < 0 || column < 0 || row >= kCells || column >= kCells) { // far outside the city
            result.standing = wet(p) ? -kReachMeters : kReachMeters;
            return result;
        }
        const Cell& cell = cells[static_cast<std::size_t>(row) * kCells + static_cast<std::size_t>(column)];
        double shore = kReachMeters;
        for (std::uint32_t k = cell.first; k < cell.first + cell.count; ++k) {
            const Segment& s = segments[static_cast<std::size_t>(candidates[k])];
            const double far = distanceTo(s, p);
            if (!isShore(s)) {
                result.river = std::min(result.river, far);
            } else if (far < shore) {
                shore = far;
                result.standingLevel = s.level;
            }
        }
        const bool isWet = cell.side == Side::Wet || (cell.side == Side::Near && wet(p));
        result.standing = isWet ? -shore : shore;
        return result;
    }
};

const WaterMap& waterMap()
{
    static const WaterMap map;
    return map;
}

} // namespace

const std::vector<River>& rivers() { return waterMap().rivers; }
const std::vector<WaterBody>& waterBodies() { return waterMap().bodies; }
double waterClearance(V2 place) { return waterMap().shores(place).clearance(); }
Shores shoresAt(V2 place)
{
    Shores shores = waterMap().shores(place);
    if (shores.river < WaterMap::kReachMeters)
        shores.riverLevel = waterMap().riverLevel(place);
    return shores;
}
bool onStandingWater(V2 place) { return waterMap().wet(place); }

} // namespace guanjing::democity
