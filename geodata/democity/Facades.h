#pragma once
// The picture that all walls share: one horizontal strip per kind of facade, repeating to the right every eight bays.

#include "geodata/core/Bytes.h"
#include "geodata/democity/Content.h"

#include <vector>

namespace guanjing::democity {

constexpr int kAtlasWidth = 256;
constexpr int kAtlasHeight = 1024;
constexpr int kBaysPerAtlas = 8;

/// Where a facade lies in the picture: rows of floors from the bottom; the lowest row is the ground floor.
struct FacadeStrip {
    int firstPixel = 0; ///< top row of pixels
    int rows = 1;
    int pixelsPerRow = 16;
    double bayMeters = 3.2;
};
[[nodiscard]] const FacadeStrip& facadeStrip(Facade facade);
/// The picture as JPEG; `half`: at half size, for distant tiles.
[[nodiscard]] const Bytes& facadeJpeg(bool half);
/// 256×1024 RGB.
[[nodiscard]] const std::vector<std::uint8_t>& facadePixels();

} // namespace guanjing::democity
