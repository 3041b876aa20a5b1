#pragma once
// What ASTC and UASTC share: ranges, unquantization, partitions. For the .cpp files of this room only.

#include <array>
#include <cstdint>

namespace guanjing::ktx2 {

/// A range of integer sequence encoding: 2^bits values, times 3 with a trit, times 5 with a quint.
struct IntegerRange {
    std::uint8_t bits, trits, quints;
};

/// The 21 ranges, smallest first: 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256 values.
constexpr std::array<IntegerRange, 21> kRanges = {{{1, 0, 0}, {0, 1, 0}, {2, 0, 0}, {0, 0, 1}, {1, 1, 0}, {3, 0, 0},
                                                   {1, 0, 1}, {2, 1, 0}, {4, 0, 0}, {2, 0, 1}, {3, 1, 0}, {5, 0, 0},
                                                   {3, 0, 1}, {4, 1, 0}, {6, 0, 0}, {4, 0, 1}, {5, 1, 0}, {7, 0, 0},
                                                   {5, 0, 1}, {6, 1, 0}, {8, 0, 0}}};
constexpr unsigned kSmallestColorRange = 4; ///< 0..5
constexpr unsigned kWeightRanges = 12; ///< weights use the first twelve

/// Bits that `count` values of a range take (ASTC, "Data Size Determination").
[[nodiscard]] constexpr unsigned sequenceBits(unsigned range, unsigned count)
{
    const IntegerRange& r = kRanges[range];
    return (count * 8 * r.trits + 4) / 5 + (count * 7 * r.quints + 2) / 3 + count * r.bits;
}

/// Values are given as trit or quint << bits | bits. Colours become 0..255, weights 0..64.
struct UnquantizationTables {
    std::uint8_t color[21][256];
    std::uint8_t weight[kWeightRanges][32];
};
[[nodiscard]] const UnquantizationTables& unquantizationTables();

/// Partition of a texel (ASTC, "Partition Pattern Generation"); `smallBlock`: fewer than 31 texels.
[[nodiscard]] unsigned selectPartition(unsigned seed, unsigned x, unsigned y, unsigned partitions, bool smallBlock);

/// One channel between two endpoints by a weight of 0..64 (ASTC, "Weight Application").
[[nodiscard]] inline std::uint8_t interpolate(unsigned low, unsigned high, unsigned weight, bool srgb)
{
    const unsigned a = low << 8 | (srgb ? 0x80u : low), b = high << 8 | (srgb ? 0x80u : high);
    return static_cast<std::uint8_t>((a * (64 - weight) + b * weight + 32) >> 14);
}

} // namespace guanjing::ktx2
