#pragma once
// Inside the room: what lamps stand where, and their light as it is, not as it is seen; 1 is the brightest there is.

#include "geodata/democity/Content.h"

#include <vector>

namespace guanjing::democity {

constexpr Rgb kSodium{1.0F, 0.50F, 0.13F};
constexpr Rgb kWarmWhite{1.0F, 0.66F, 0.31F};
constexpr Rgb kWhite{0.94F, 0.90F, 0.80F};

/// What lamps in a block light between its houses.
struct Glow {
    Rgb color;
    float level = 0; ///< mean over the block
    double pitchMeters = 30; ///< of its lamps
    double reachMeters = 20;
};
[[nodiscard]] Glow glowOf(const Block& block);
/// Seen from afar, with what falls from windows and signs.
[[nodiscard]] Rgb meanGlow(const Block& block);

/// Light on a street and beside it; none where it has no lamps.
struct StreetLight {
    Rgb color;
    float peak = 0; ///< below a lamp
    float mean = 0; ///< over the strip that it lights
    double reachMeters = 0;
    double widthMeters = 0; ///< of the strip
};
[[nodiscard]] StreetLight lightOf(const Road& road);

/// Mean light at some size of pixels: from so far streets are a net of threads.
struct LightPicture {
    static constexpr double kPixel = 64;
    static constexpr double kWest = -4000, kSouth = -1500;

    double pixelMeters = kPixel;
    int columns = 0, rows = 0; ///< from the south
    std::vector<Rgb> light;
};
/// The city's whose pixels are nearest to a size; made at the first call.
[[nodiscard]] const LightPicture& lightPicture(double metersPerPixel);

} // namespace guanjing::democity
