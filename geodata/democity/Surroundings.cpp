#include "geodata/democity/Surroundings.h"

#include "geodata/democity/Boundary.h"
#include "geodata/democity/Content.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Terrain.h"

#include <algorithm>
#include <array>
#include <vector>

namespace guanjing::democity {

namespace {

/// A round stretch of land: middle in degrees, reach in kilometres, weight at the middle.
struct Spot {
    double lon, lat, reachKm, weight;
};

// Built-up areas of the neighbours, from any map of the Pearl River delta.
constexpr std::array<Spot, 20> kCities{{
    {113.27, 23.13, 30, 1.0}, // Guangzhou
    {113.38, 22.97, 15, 0.75}, // Panyu
    {113.12, 23.03, 24, 0.95}, // Foshan
    {113.25, 22.80, 19, 0.8}, // Shunde
    {113.23, 23.37, 14, 0.65}, // Huadu
    {113.56, 23.17, 13, 0.7}, // Huangpu
    {113.81, 23.27, 11, 0.6}, // Zengcheng
    {113.53, 22.80, 8, 0.5}, // Nansha
    {114.06, 22.55, 20, 1.0}, // Shenzhen
    {113.89, 22.58, 15, 0.95}, // Bao'an
    {113.90, 22.74, 13, 0.9}, // Guangming, Songgang
    {114.03, 22.66, 14, 0.85}, // Longhua
    {114.24, 22.71, 17, 0.85}, // Longgang
    {114.37, 22.69, 11, 0.65}, // Pingshan
    {114.42, 23.09, 17, 0.75}, // Huizhou
    {114.50, 22.78, 12, 0.6}, // Huiyang
    {113.39, 22.53, 17, 0.75}, // Zhongshan
    {113.08, 22.59, 15, 0.7}, // Jiangmen
    {113.56, 22.25, 15, 0.75}, // Zhuhai, Macau
    {114.17, 22.32, 12, 0.9}, // Kowloon
}};

constexpr std::array<Spot, 17> kHills{{
    {113.31, 23.20, 8, 0.8}, // Baiyun
    {113.60, 23.42, 36, 1.0}, // Conghua
    {114.05, 23.28, 22, 1.1}, // Luofu
    {114.45, 23.40, 40, 1.0},
    {114.75, 22.98, 36, 0.9},
    {114.35, 22.90, 14, 0.8},
    {114.22, 22.58, 11, 0.95}, // Wutong
    {114.15, 22.41, 15, 0.95}, // New Territories
    {114.45, 22.60, 16, 0.85},
    {113.96, 22.60, 5, 0.6}, // Yangtai
    {114.85, 23.40, 50, 0.9},
    {113.43, 22.44, 11, 0.95}, // Wugui
    {112.75, 22.95, 36, 0.85},
    {112.90, 22.40, 26, 0.75},
    {113.05, 23.55, 40, 0.9},
    {112.50, 23.30, 60, 0.9},
    {115.30, 23.10, 70, 0.9},
}};

// Dyke and pond country between the arms of the rivers.
constexpr std::array<Spot, 5> kPonds{{
    {113.20, 22.78, 28, 1.0},
    {113.38, 22.68, 20, 0.9},
    {113.55, 22.70, 13, 1.0},
    {113.30, 22.30, 20, 0.8},
    {112.98, 22.92, 16, 0.8},
}};

template <std::size_t N> double nearness(const std::array<Spot, N>& spots, V2 place)
{
    struct Disc {
        V2 centre;
        double reach2, weight;
    };
    static const std::vector<Disc> discs = [&] {
        std::vector<Disc> result;
        result.reserve(spots.size());
        for (const Spot& spot : spots)
            result.push_back({fromLonLat(spot.lon, spot.lat), spot.reachKm * spot.reachKm * 1e6, spot.weight});
        return result;
    }();
    double rest = 1;
    for (const Disc& disc : discs) {
        const V2 away = place - disc.centre;
        const double t = 1 - dot(away, away) / disc.reach2;
        if (t > 0)
            rest *= 1 - std::min(1.0, disc.weight * t * (0.4 + 0.6 * t));
    }
    return 1 - rest;
}

/// A waveband on axes of its own (cosine and sine of their turn), so that no direction of the lattice is seen.
struct Band {
    double wavelengthMeters, amplitude, cosine, sine;
};

/// Sum of bands, around 0.
template <std::size_t N> float bands(V2 p, double metersPerPixel, const std::array<Band, N>& table, double shift)
{
    const float* const noise = noiseTable();
    float sum = 0;
    for (const Band& band : table) {
        const float seen = resolved(band.wavelengthMeters, metersPerPixel);
        if (seen <= 0)
            break; // the coarsest come first
        const double scale = 1 / band.wavelengthMeters;
        const double u = (p.x * band.cosine + p.y * band.sine) * scale;
        const double v = (p.y * band.cosine - p.x * band.sine) * scale;
        sum += seen * static_cast<float>(band.amplitude) * (tableNoise(noise, u + shift, v - shift) - 0.5F);
    }
    return sum;
}

/// The same along a row.
template <std::size_t N>
void addBandsAlong(V2 first, double stepMeters, double metersPerPixel, const std::array<Band, N>& table, double shift,
                   std::span<float> sums)
{
    for (const Band& band : table) {
        const float seen = resolved(band.wavelengthMeters, metersPerPixel);
        if (seen <= 0)
            break;
        const double scale = 1 / band.wavelengthMeters;
        addNoiseAlong((first.x * band.cosine + first.y * band.sine) * scale + shift,
                      (first.y * band.cosine - first.x * band.sine) * scale - shift, stepMeters * band.cosine * scale,
                      -stepMeters * band.sine * scale, seen * static_cast<float>(band.amplitude), sums);
    }
}

constexpr std::array<Band, 5> kTown{{{11800, 0.80, 12.0 / 13, 5.0 / 13},
                                     {5100, 0.62, 8.0 / 17, 15.0 / 17},
                                     {2300, 0.46, 24.0 / 25, 7.0 / 25},
                                     {1050, 0.36, 20.0 / 29, 21.0 / 29},
                                     {470, 0.24, 35.0 / 37, 12.0 / 37}}};
constexpr std::array<Band, 5> kWood{{{15700, 0.70, 20.0 / 29, 21.0 / 29},
                                     {6900, 0.56, 35.0 / 37, 12.0 / 37},
                                     {2900, 0.42, 3.0 / 5, 4.0 / 5},
                                     {1300, 0.30, 12.0 / 13, 5.0 / 13},
                                     {560, 0.20, 8.0 / 17, 15.0 / 17}}};
constexpr std::array<Band, 2> kQuarters{{{690, 0.95, 4.0 / 5, 3.0 / 5}, {310, 0.75, 9.0 / 41, 40.0 / 41}}};
constexpr std::array<Band, 4> kRidges{{{3900, 640, 12.0 / 13, 5.0 / 13},
                                       {1750, 250, 8.0 / 17, 15.0 / 17},
                                       {790, 100, 24.0 / 25, 7.0 / 25},
                                       {360, 40, 20.0 / 29, 21.0 / 29}}};
constexpr double kTownShift = 17.7, kWoodShift = 91.3, kQuarterShift = 61.9, kRidgeShift = 43.1;

/// Sums of noise at a place.
struct Sums {
    float wood = 0, town = 0, quarters = 0, grain = 0;
};
/// What the pixels show of quarters, and how strongly their chance is seen where they are not.
struct Seen {
    float quarters = 0, grain = 0;
    double grainCell = 0;

    explicit Seen(double metersPerPixel) : quarters(resolved(360, metersPerPixel))
    {
        if (quarters >= 1 || metersPerPixel >= 2500)
            return;
        // where many quarters are in a pixel, what is left of their chance: less the more there are
        constexpr double kQuarterMeters = 200;
        grainCell = std::max(kQuarterMeters, 1.1 * metersPerPixel);
        grain = (1 - quarters) * static_cast<float>(1.5 * kQuarterMeters / grainCell);
    }
};

float smooth(float a, float b, float v)
{
    const float t = std::clamp((v - a) / (b - a), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

Cover coverOf(const Sums& sums, const Leaning& leaning, const Seen& seen)
{
    Cover cover;
    cover.wood = smooth(0.46F, 0.60F, 0.5F + sums.wood + 0.86F * (leaning.hills - 0.62F));
    const float settled = 0.5F + sums.town + 0.66F * (leaning.town - 0.40F);
    // towns are never built up whole, nor is farmland without villages: quarter by quarter where pixels show quarters
    const float built = 0.07F + 0.80F * smooth(0.36F, 0.68F, settled);
    cover.built = built;
    if (seen.quarters > 0)
        cover.built += seen.quarters * (smooth(-0.09F, 0.09F, built - 0.5F - sums.quarters) - built);
    cover.built = std::clamp(cover.built + sums.grain, 0.0F, 1.0F) * (1 - cover.wood);
    return cover;
}

/// Places of a row are worked on so many at a time.
constexpr std::size_t kRun = 320;

} // namespace

const float* noiseTable()
{
    static const std::vector<float> table = [] {
        std::vector<float> values(static_cast<std::size_t>(kNoiseSide * kNoiseSide));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<float>(unitOf(hashOf(0x7AB1Eu, static_cast<std::int64_t>(i))));
        return values;
    }();
    return table.data();
}

Leaning leaningAt(V2 place)
{
    Leaning leaning;
    leaning.town = static_cast<float>(nearness(kCities, place));
    leaning.ponds = static_cast<float>(nearness(kPonds, place));
    // beyond the delta there are hills with villages in the valleys
    static const V2 delta = fromLonLat(113.55, 22.85);
    const double inland = smoothStep(75000, 190000, (place - delta).length());
    leaning.hills = static_cast<float>(std::max(nearness(kHills, place), 0.62 * inland));
    // hills that are hills in the terrain are wooded
    const double relief = smoothStep(0.30, 0.46, hilliness(place));
    leaning.hills += static_cast<float>(2.6 * relief);
    // between the city and its neighbours the land is green
    leaning.town *= static_cast<float>((0.15 + 0.85 * smoothStep(2000, 8500, -limitDistance(place))) * (1 - relief));
    return leaning;
}

void addNoiseAlong(double u, double v, double du, double dv, float amplitude, std::span<float> sums)
{
    // fixed point with 24 binary places: the 8 above them wrap around as the table does
    constexpr double kOne = 1 << 24;
    const auto fixed = [](double value) {
        return static_cast<std::uint32_t>(static_cast<std::int64_t>(std::floor(value * kOne)));
    };
    const float* const table = noiseTable();
    std::uint32_t x = fixed(u);
    std::uint32_t y = fixed(v);
    const std::uint32_t dx = fixed(du + 0.5 / kOne);
    const std::uint32_t dy = fixed(dv + 0.5 / kOne);
    for (float& sum : sums) {
        auto fx = static_cast<float>(static_cast<std::int32_t>(x & 0xFFFFFFu)) * static_cast<float>(1 / kOne);
        auto fy = static_cast<float>(static_cast<std::int32_t>(y & 0xFFFFFFu)) * static_cast<float>(1 / kOne);
        fx = fx * fx * (3 - 2 * fx);
        fy = fy * fy * (3 - 2 * fy);
        const std::uint32_t x0 = x >> 24;
        const std::uint32_t x1 = (x0 + 1) & 255u;
        const float* lower = table + ((y >> 24) << 8);
        const float* upper = table + ((((y >> 24) + 1) & 255u) << 8);
        const float a = lower[x0] + (lower[x1] - lower[x0]) * fx;
        const float b = upper[x0] + (upper[x1] - upper[x0]) * fx;
        sum += amplitude * (a + (b - a) * fy - 0.5F);
        x += dx;
        y += dy;
    }
}

Cover coverAt(V2 place, const Leaning& leaning, double metersPerPixel)
{
    const Seen seen(metersPerPixel);
    Sums sums;
    sums.wood = bands(place, metersPerPixel, kWood, kWoodShift);
    sums.town = bands(place, metersPerPixel, kTown, kTownShift);
    if (seen.quarters > 0)
        sums.quarters = bands(place, metersPerPixel, kQuarters, kQuarterShift);
    if (seen.grain > 0)
        sums.grain = seen.grain * (tableNoise(noiseTable(), place.x / seen.grainCell, place.y / seen.grainCell) - 0.5F);
    return coverOf(sums, leaning, seen);
}

void coversAlong(V2 first, double stepMeters, std::span<const Leaning> leanings, double metersPerPixel,
                 std::span<Cover> covers)
{
    const Seen seen(metersPerPixel);
    for (std::size_t from = 0; from < covers.size(); from += kRun) {
        const std::size_t count = std::min(kRun, covers.size() - from);
        const V2 start{first.x + stepMeters * static_cast<double>(from), first.y};
        std::array<float, kRun> wood{};
        std::array<float, kRun> town{};
        std::array<float, kRun> quarters{};
        std::array<float, kRun> grain{};
        addBandsAlong(start, stepMeters, metersPerPixel, kWood, kWoodShift, std::span(wood).first(count));
        addBandsAlong(start, stepMeters, metersPerPixel, kTown, kTownShift, std::span(town).first(count));
        if (seen.quarters > 0)
            addBandsAlong(start, stepMeters, metersPerPixel, kQuarters, kQuarterShift,
                          std::span(quarters).first(count));
        if (seen.grain > 0)
            addNoiseAlong(start.x / seen.grainCell, start.y / seen.grainCell, stepMeters / seen.grainCell, 0,
                          seen.grain, std::span(grain).first(count));
        for (std::size_t k = 0; k < count; ++k)
            covers[from + k] = coverOf({wood[k], town[k], quarters[k], grain[k]}, leanings[from + k], seen);
    }
}

namespace {

float lightOf(float slope, double stepMeters)
{
    return std::clamp(1 + 1.25F * slope / static_cast<float>(stepMeters), 0.62F, 1.42F);
}

/// How far apart the heights of a slope are looked at.
double slopeStep(double metersPerPixel) { return std::max(90.0, metersPerPixel); }

} // namespace

float woodLight(V2 place, double metersPerPixel, V2 shadowDirection)
{
    const double step = slopeStep(metersPerPixel);
    const V2 sunward = place - shadowDirection * step;
    return lightOf(bands(place, metersPerPixel, kRidges, kRidgeShift)
                       - bands(sunward, metersPerPixel, kRidges, kRidgeShift),
                   step);
}

void woodLightsAlong(V2 first, double stepMeters, double metersPerPixel, V2 shadowDirection, std::span<float> lights)
{
    const double step = slopeStep(metersPerPixel);
    std::fill(lights.begin(), lights.end(), 0.0F);
    addBandsAlong(first - shadowDirection * step, stepMeters, metersPerPixel, kRidges, kRidgeShift, lights);
    for (float& light : lights)
        light = -light;
    addBandsAlong(first, stepMeters, metersPerPixel, kRidges, kRidgeShift, lights);
    for (float& light : lights)
        light = lightOf(light, step);
}

} // namespace guanjing::democity
