#pragma once
// Inside the room and its tests: orthophoto tiles before compression.

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/democity/Content.h"
#include "geodata/democity/Demo.h"

#include <cstdint>
#include <vector>

namespace guanjing::democity {

/// 256×256 RGB, rows from the north.
[[nodiscard]] Result<std::vector<std::uint8_t>> orthophotoPixels(int level, int x, int y, Epoch epoch = Epoch::June2026,
                                                                 Decks decks = Decks::Shown);
/// Of the lights at night; see lightsTile().
[[nodiscard]] Result<std::vector<std::uint8_t>> lightsPixels(int level, int x, int y);
/// 256×256, share of each pixel that roofs of buildings cover, 0..255.
[[nodiscard]] Result<std::vector<std::uint8_t>> roofMask(int level, int x, int y, Epoch epoch = Epoch::June2026);
/// As orthophotoTile(), but of a quality at which it takes no more than `mostBytes`.
[[nodiscard]] Result<Bytes> orthophotoTileWithin(int level, int x, int y, Epoch epoch, std::size_t mostBytes);
/// The same, kept in a bounded memory; always asked for with the same `mostBytes`.
[[nodiscard]] Result<SharedBytes> encodedTile(int level, int x, int y, Epoch epoch, std::size_t mostBytes);
/// RGB in whole numbers.
[[nodiscard]] std::vector<std::uint8_t> bytesOf(const std::vector<Rgb>& pixels);
[[nodiscard]] Result<Bytes> encodeJpeg(const std::vector<std::uint8_t>& rgb, int width, int height, int quality);

} // namespace guanjing::democity
