#pragma once
// The land around the demo city, as far as one sees it: neighbouring cities, hills, the fish ponds of the delta. It has no plan
// and no buildings, only shares of cover, the same at every level of the orthophoto.

#include "geodata/democity/CityFrame.h"

#include <cstdint>
#include <span>

namespace guanjing::democity {

constexpr std::int64_t kNoiseSide = 256;
/// Its values, rows of kNoiseSide.
[[nodiscard]] const float* noiseTable();

/// Value noise of wavelength 1 from a table, in [0, 1); repeats after 256 wavelengths. A tenth of the cost of valueNoise().
[[nodiscard]] inline float tableNoise(const float* table, double u, double v)
{
    // to where truncation rounds down, the world over
    const double shiftedU = u + 262144;
    const double shiftedV = v + 262144;
    const auto iu = static_cast<std::int64_t>(shiftedU);
    const auto iv = static_cast<std::int64_t>(shiftedV);
    auto fu = static_cast<float>(shiftedU - static_cast<double>(iu));
    auto fv = static_cast<float>(shiftedV - static_cast<double>(iv));
    fu = fu * fu * (3 - 2 * fu);
    fv = fv * fv * (3 - 2 * fv);
    const std::int64_t x0 = iu & (kNoiseSide - 1);
    const std::int64_t x1 = (iu + 1) & (kNoiseSide - 1);
    const float* lower = table + (iv & (kNoiseSide - 1)) * kNoiseSide;
    const float* upper = table + ((iv + 1) & (kNoiseSide - 1)) * kNoiseSide;
    const float a = lower[x0] + (lower[x1] - lower[x0]) * fu;
    const float b = upper[x0] + (upper[x1] - upper[x0]) * fu;
    return a + (b - a) * fv;
}

/// Adds amplitude · (the same noise − ½) to a row of numbers, whose places lie du, dv apart.
void addNoiseAlong(double u, double v, double du, double dv, float amplitude, std::span<float> sums);

/// How a waveband shows on pixels of this size: 1 where resolved, 0 where it averages out.
[[nodiscard]] inline float resolved(double wavelengthMeters, double metersPerPixel)
{
    return static_cast<float>(clamp01((wavelengthMeters / metersPerPixel - 2) / 3));
}

/// Leanings of a place, 0 … 1, that change over kilometres.
struct Leaning {
    float town = 0, hills = 0, ponds = 0;
};
[[nodiscard]] Leaning leaningAt(V2 place);

/// Shares of what covers a place; the rest is farmland.
struct Cover {
    float built = 0, wood = 0;
};
/// Bands of noise too fine for the pixels are left out.
[[nodiscard]] Cover coverAt(V2 place, const Leaning& leaning, double metersPerPixel);
/// The same along a row of places, metres apart to the east.
void coversAlong(V2 first, double stepMeters, std::span<const Leaning> leanings, double metersPerPixel,
                 std::span<Cover> covers);
/// Light on wooded slopes, 1 on the level.
[[nodiscard]] float woodLight(V2 place, double metersPerPixel, V2 shadowDirection);
void woodLightsAlong(V2 first, double stepMeters, double metersPerPixel, V2 shadowDirection, std::span<float> lights);

} // namespace guanjing::democity
