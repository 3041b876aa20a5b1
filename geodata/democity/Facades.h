#pragma once
// The picture that all walls share: one horizontal strip per kind of facade, repeating to the right every eight bays; and
// its twin for the night, in which only lit windows and lamps are not black.

#include "geodata/core/Bytes.h"
#include "geodata/democity/Content.h"

#include <vector>

namespace guanjing::democity {

constexpr int kAtlasWidth = 256;
constexpr int kAtlasHeight = 1024;
constexpr int kBaysPerAtlas = 8;
constexpr int kUvRepeats = 8; ///< so often a wall repeats the picture, at most

/// Where a facade lies in the picture: rows of floors from the bottom; the lowest row is the ground floor. Rows begin and
/// end in the middle of a floor slab, so that any upper row fits onto any other.
struct FacadeStrip {
    int firstPixel = 0; ///< top row of pixels
    int rows = 1;
    int pixelsPerRow = 16;
    double bayMeters = 3.2;
};
[[nodiscard]] const FacadeStrip& facadeStrip(Facade facade);

enum class AtlasLight { Day, Night };
/// The picture as JPEG; `half`: at half size, for distant tiles. The night's is always at half size or less.
[[nodiscard]] const Bytes& facadeJpeg(AtlasLight light, bool half);
/// 256×1024 RGB.
[[nodiscard]] const std::vector<std::uint8_t>& facadePixels(AtlasLight light);
/// Where the picture is plain white, 0..1: dark at night, lit as leaves near lamps are or a raised road is, or shining: as the lights around the top
/// of a tower, as a lamp, as a tail light.
[[nodiscard]] double blankV();
constexpr double kBlankU = 0.0625; ///< no light beside it, which JPEG would smear
constexpr double kLitLeavesU = 0.1875;
constexpr double kDeckU = 0.3125;
constexpr double kWhiteCrownU = 0.4375;
constexpr double kBlueCrownU = 0.5625;
constexpr double kGoldenCrownU = 0.6875;
constexpr double kLampU = 0.8125;
constexpr double kTailLightU = 0.9375;

} // namespace guanjing::democity
