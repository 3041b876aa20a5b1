#include "geodata/democity/Waters.h"

#include "geodata/democity/Hash.h"

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
    return lake;
}

struct WaterMap {
    std::vector<River> rivers;
    std::vector<WaterBody> bodies;
    struct Segment {
        V2 a, b;
        double halfA, halfB;
    };
    std::vector<Segment> segments;
    std::unordered_map<std::int64_t, std::vector<int>> grid; // cells of 1 km

    static std::int64_t key(std::int64_t x, std::int64_t y) { return x * 100003 + y; }

    void addSegment(V2 a, V2 b, double halfA, double halfB)
    {
        const int index = static_cast<int>(segments.size());
        segments.push_back({a, b, halfA, halfB});
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
                addSegment(river.line[i], river.line[i + 1], river.halfWidth[i], river.halfWidth[i + 1]);
        for (const WaterBody& body : bodies)
            for (std::size_t i = 0; i < body.ring.size(); ++i)
                addSegment(body.ring[i], body.ring[(i + 1) % body.ring.size()], 0, 0);
        findFarCells();
    }

    /// Per km² cell around the origin: 1 dry and −1 wet where no shore is within the cell or beside it, else 0.
    static constexpr int kFarCells = 128;
    static constexpr int kFarOrigin = 32;
    std::vector<signed char> farCells;
    /// Segments in the cell and the eight around it, each once.
    std::vector<std::vector<int>> nearby;

    void findFarCells()
    {
        farCells.assign(static_cast<std::size_t>(kFarCells * kFarCells), 0);
        nearby.resize(static_cast<std::size_t>(kFarCells * kFarCells));
        for (int y = 0; y < kFarCells; ++y)
            for (int x = 0; x < kFarCells; ++x) {
                const std::int64_t cx = x - kFarOrigin;
                const std::int64_t cy = y - kFarOrigin;
                std::vector<int>& list = nearby[static_cast<std::size_t>(y * kFarCells + x)];
                for (std::int64_t i = cx - 1; i <= cx + 1; ++i)
                    for (std::int64_t j = cy - 1; j <= cy + 1; ++j)
                        if (const auto found = grid.find(key(i, j)); found != grid.end())
                            list.insert(list.end(), found->second.begin(), found->second.end());
                std::sort(list.begin(), list.end());
                list.erase(std::unique(list.begin(), list.end()), list.end());
                const bool shore = !list.empty();
                if (shore)
                    continue;
                const V2 centre{(static_cast<double>(cx) + 0.5) * 1000, (static_cast<double>(cy) + 0.5) * 1000};
                const bool wet = std::any_of(bodies.begin(), bodies.end(),
                                             [&](const WaterBody& body) { return inside(body, centre); });
                farCells[static_cast<std::size_t>(y * kFarCells + x)] = wet ? -1 : 1;
            }
    }

    static bool inside(const WaterBody& body, V2 p)
    {
        if (!body.box.holds(p))
            return false;
        bool in = false;
        for (std::size_t i = 0, j = body.ring.size() - 1; i < body.ring.size(); j = i++) {
            const V2 a = body.ring[i];
            const V2 b = body.ring[j];
            if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
                in = !in;
        }
        return in;
    }

    [[nodiscard]] double clearance(V2 p) const
    {
        const double row = std::floor(p.y / 1000) + kFarOrigin;
        const double column = std::floor(p.x / 1000) + kFarOrigin;
        if (row < 0 || column < 0 || row >= kFarCells || column >= kFarCells) // far outside the city: wet or dry
            return std::any_of(bodies.begin(), bodies.end(), [&](const WaterBody& body) { return inside(body, p); })
                ? -1000
                : 1000;
        const std::size_t cell = static_cast<std::size_t>(row) * kFarCells + static_cast<std::size_t>(column);
        // most places have no shore within reach: one look tells dry from wet
        if (farCells[cell] != 0)
            return farCells[cell] > 0 ? 1000 : -1000;
        double edge = 1000; // to shores of bodies
        double river = 1000;
        for (int index : nearby[cell]) {
            const Segment& s = segments[static_cast<std::size_t>(index)];
            const V2 d = s.b - s.a;
            const double length2 = dot(d, d);
            const double t = length2 > 0 ? clamp01(dot(p - s.a, d) / length2) : 0;
            const double distance = (p - (s.a + d * t)).length();
            if (s.halfA == 0 && s.halfB == 0) {
                edge = std::min(edge, distance);
            } else {
                river = std::min(river, distance - (s.halfA + (s.halfB - s.halfA) * t));
            }
        }
        const bool wet =
            std::any_of(bodies.begin(), bodies.end(), [&](const WaterBody& body) { return inside(body, p); });
        return std::min(wet ? -edge : edge, river);
    }
};

const WaterMap& waterMap()
{
    static const WaterMap map;
    return map;
}

struct Hill {
    V2 centre;
    double radius, height;
};

const std::vector<Hill>& hills()
{
    static const std::vector<Hill> all = [] {
        const std::array<std::array<double, 4>, 16> table{{
            {114.215, 22.905, 6200, 890},
            {114.185, 22.86, 3800, 420},
            {114.235, 22.955, 4200, 380},
            {114.125, 22.872, 3600, 460},
            {114.045, 22.862, 3000, 340},
            {114.035, 22.935, 2400, 260},
            {113.815, 22.872, 4300, 520},
            {113.77, 22.885, 3000, 330},
            {113.845, 22.845, 2900, 300},
            {113.965, 22.845, 3000, 330},
            {114.19, 22.765, 3400, 320},
            {114.225, 22.725, 3600, 300},
            {113.72, 22.935, 2300, 240},
            {113.775, 22.955, 1900, 190},
            {114.03, 22.79, 2400, 260},
            {113.93, 22.80, 2800, 280},
        }};
        std::vector<Hill> result;
        for (const auto& row : table)
            result.push_back({fromLonLat(row[0], row[1]), row[2], row[3]});
        return result;
    }();
    return all;
}

double hillEnvelope(V2 at)
{
    bool near = false;
    for (const Hill& hill : hills()) {
        const V2 d = at - hill.centre;
        const double reach = hill.radius + 2500;
        near = near || dot(d, d) < reach * reach;
    }
    if (!near)
        return 0;
    // ridges and valleys instead of round hills
    const V2 place{at.x + 2600 * (valueNoise(at.x / 2300, at.y / 2300, 64) - 0.5)
                       + 900 * (valueNoise(at.x / 800, at.y / 800, 65) - 0.5),
                   at.y + 2600 * (valueNoise(at.x / 2300, at.y / 2300, 66) - 0.5)
                       + 900 * (valueNoise(at.x / 800, at.y / 800, 67) - 0.5)};
    double sum = 0;
    for (const Hill& hill : hills()) {
        const double d = (place - hill.centre).length() / hill.radius;
        if (d < 1)
            sum += (0.35 + 0.65 * hill.height / 890) * (1 - d * d) * (1 - d * d);
    }
    return sum;
}

} // namespace

const std::vector<River>& rivers() { return waterMap().rivers; }
const std::vector<WaterBody>& waterBodies() { return waterMap().bodies; }
double waterClearance(V2 place) { return waterMap().clearance(place); }
bool onStandingWater(V2 place)
{
    const std::vector<WaterBody>& all = waterMap().bodies;
    return std::any_of(all.begin(), all.end(), [&](const WaterBody& body) { return WaterMap::inside(body, place); });
}

double hilliness(V2 place)
{
    const double envelope = hillEnvelope(place);
    const double noise =
        valueNoise(place.x / 1900, place.y / 1900, 61) * 0.65 + valueNoise(place.x / 640, place.y / 640, 62) * 0.35;
    // outside the plain of the delta there are small wooded knolls everywhere
    const double knolls = 0.22 * smoothStep(0.62, 0.9, noise);
    return clamp01(envelope * 2.5 * (0.45 + 0.9 * noise) + knolls * (1 - deltaness(place)));
}

double reliefMeters(V2 place)
{
    const double envelope = hillEnvelope(place);
    if (envelope <= 0)
        return 0;
    double ridge = 0;
    double amplitude = 0.5;
    double wavelength = 1500;
    for (int octave = 0; octave < 4; ++octave) {
        const double n = valueNoise(place.x / wavelength + 17 * octave, place.y / wavelength - 9 * octave,
                                    71u + static_cast<unsigned>(octave));
        ridge += amplitude * (1 - std::fabs(2 * n - 1));
        amplitude *= 0.5;
        wavelength *= 0.48;
    }
    return envelope * 620 * (0.15 + ridge);
}

double deltaness(V2 place)
{
    static const V2 a = fromLonLat(113.56, 23.05);
    static const V2 b = fromLonLat(113.61, 22.95);
    static const V2 c = fromLonLat(113.68, 23.08);
    static const V2 d = fromLonLat(113.61, 22.88);
    const auto near = [&](V2 centre, double reach) {
        return 1 - smoothStep(0.45 * reach, reach, (place - centre).length());
    };
    return std::max({near(a, 8500), near(b, 8000), near(c, 8500), near(d, 5500)});
}

} // namespace guanjing::democity
