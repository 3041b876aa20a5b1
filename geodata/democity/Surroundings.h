#pragma once
// The land around the demo city, as far as one sees it: neighbouring cities, hills, the fish ponds of the delta. It has no plan
// and no buildings, only shares of cover, the same at every level of the orthophoto.

#include "geodata/democity/CityFrame.h"

namespace guanjing::democity {

/// Value noise of wavelength 1 from a table, in [0, 1); repeats after 256 wavelengths. A tenth of the cost of valueNoise().
[[nodiscard]] float tableNoise(double u, double v);

/// How a waveband shows on pixels of this size: 1 where resolved, 0 where it averages out.
[[nodiscard]] inline float resolved(double wavelengthMeters, double metersPerPixel)
{
    return static_cast<float>(clamp01((wavelengthMeters / metersPerPixel - 2) / 3));
}

/// Leanings of a place, 0 … 1, that change over kilometres.
struct Leaning {
    float town = 0, hills = 0, ponds = 0;
    float rim = 0; ///< nearness to the city, which goes on beyond its limits
};
[[nodiscard]] Leaning leaningAt(V2 place);

/// Shares of what covers a place; the rest is farmland.
struct Cover {
    float built = 0, wood = 0;
};
/// Bands of noise too fine for the pixels are left out.
[[nodiscard]] Cover coverAt(V2 place, const Leaning& leaning, double metersPerPixel);
/// Light on wooded slopes, 1 on the level.
[[nodiscard]] float woodLight(V2 place, double metersPerPixel);

} // namespace guanjing::democity
