#include "geodata/democity/Surroundings.h"

#include "geodata/democity/Boundary.h"
#include "geodata/democity/Content.h"
#include "geodata/democity/Hash.h"

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
    // between the city and its neighbours the land is green
    leaning.town *= static_cast<float>(0.15 + 0.85 * smoothStep(2000, 8500, -limitDistance(place)));
    return leaning;
}

Cover coverAt(V2 place, const Leaning& leaning, double metersPerPixel)
{
    static constexpr std::array<Band, 5> kTown{{{11800, 0.80, 12.0 / 13, 5.0 / 13},
                                                {5100, 0.62, 8.0 / 17, 15.0 / 17},
                                                {2300, 0.46, 24.0 / 25, 7.0 / 25},
                                                {1050, 0.36, 20.0 / 29, 21.0 / 29},
                                                {470, 0.24, 35.0 / 37, 12.0 / 37}}};
    static constexpr std::array<Band, 5> kWood{{{15700, 0.70, 20.0 / 29, 21.0 / 29},
                                                {6900, 0.56, 35.0 / 37, 12.0 / 37},
                                                {2900, 0.42, 3.0 / 5, 4.0 / 5},
                                                {1300, 0.30, 12.0 / 13, 5.0 / 13},
                                                {560, 0.20, 8.0 / 17, 15.0 / 17}}};
    Cover cover;
    const float wooded = 0.5F + bands(place, metersPerPixel, kWood, 91.3) + 0.86F * (leaning.hills - 0.62F);
    cover.wood = static_cast<float>(smoothStep(0.46, 0.60, wooded));
    if (cover.wood >= 1)
        return cover;
    const float settled = 0.5F + bands(place, metersPerPixel, kTown, 17.7) + 0.66F * (leaning.town - 0.40F);
    // towns are never built up whole, nor is farmland without villages: quarter by quarter where pixels show quarters
    const auto share = static_cast<float>(0.07 + 0.80 * smoothStep(0.36, 0.68, settled));
    const float built = share;
    static constexpr std::array<Band, 2> kQuarters{{{690, 0.95, 4.0 / 5, 3.0 / 5}, {310, 0.75, 9.0 / 41, 40.0 / 41}}};
    const float shown = resolved(360, metersPerPixel);
    cover.built = built;
    if (shown > 0) {
        const float draw = 0.5F + bands(place, metersPerPixel, kQuarters, 61.9);
        cover.built += shown * (static_cast<float>(smoothStep(-0.09, 0.09, built - draw)) - built);
    }
    if (shown < 1 && metersPerPixel < 2500) {
        // where many quarters are in a pixel, what is left of their chance: less the more there are
        constexpr double kQuarterMeters = 200;
        const double cell = std::max(kQuarterMeters, 1.1 * metersPerPixel);
        const float grain = tableNoise(noiseTable(), place.x / cell, place.y / cell) - 0.5F;
        cover.built += (1 - shown) * grain * static_cast<float>(1.5 * kQuarterMeters / cell);
    }
    cover.built = std::clamp(cover.built, 0.0F, 1.0F) * (1 - cover.wood);
    return cover;
}

float woodLight(V2 place, double metersPerPixel, V2 shadowDirection)
{
    static constexpr std::array<Band, 4> kRidges{{{3900, 640, 12.0 / 13, 5.0 / 13},
                                                  {1750, 250, 8.0 / 17, 15.0 / 17},
                                                  {790, 100, 24.0 / 25, 7.0 / 25},
                                                  {360, 40, 20.0 / 29, 21.0 / 29}}};
    const double step = std::max(90.0, metersPerPixel);
    const V2 sunward = place - shadowDirection * step;
    const float slope = bands(place, metersPerPixel, kRidges, 43.1) - bands(sunward, metersPerPixel, kRidges, 43.1);
    return std::clamp(1 + 1.25F * slope / static_cast<float>(step), 0.62F, 1.42F);
}

} // namespace guanjing::democity
