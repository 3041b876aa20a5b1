// Khronos Data Format 1.4, chapter 23 (ASTC).
#include "geodata/ktx2/AstcTables.h"

namespace guanjing::ktx2 {

namespace {

/// A value of `bits` bits repeated until it fills `wanted` bits.
unsigned replicate(unsigned value, unsigned bits, unsigned wanted)
{
    unsigned out = 0;
    for (int at = static_cast<int>(wanted - bits); at > -static_cast<int>(bits); at -= static_cast<int>(bits))
        out |= at >= 0 ? value << at : value >> -at;
    return out;
}

/// Table "ASTC color unquantization parameters"; `digit` is the trit or quint.
unsigned unquantizeColor(const IntegerRange& range, unsigned digit, unsigned bits)
{
    if (range.trits + range.quints == 0)
        return replicate(bits, range.bits, 8);
    constexpr unsigned kTritFactors[7] = {0, 204, 93, 44, 22, 11, 5}, kQuintFactors[6] = {0, 113, 54, 26, 13, 6};
    const unsigned a = (bits & 1) != 0 ? 0x1FF : 0, x = bits >> 1;
    const bool trit = range.trits != 0;
    unsigned b = 0;
    switch (range.bits) {
    case 2: b = trit ? x * 0x116 : x * 0x10C; break;
    case 3: b = trit ? x << 7 | x << 2 | x : x << 7 | x << 1 | x >> 1; break;
    case 4: b = trit ? x << 6 | x : x << 6 | x >> 1; break;
    case 5: b = trit ? x << 5 | x >> 2 : x << 5 | x >> 3; break;
    case 6: b = x << 4 | x >> 4; break;
    default: break;
    }
    const unsigned c = trit ? kTritFactors[range.bits] : kQuintFactors[range.bits];
    return (a & 0x80) | ((digit * c + b) ^ a) >> 2;
}

/// Table "ASTC weight unquantization parameters".
unsigned unquantizeWeight(const IntegerRange& range, unsigned digit, unsigned bits)
{
    unsigned out = 0;
    if (range.trits + range.quints == 0) {
        out = replicate(bits, range.bits, 6);
    } else if (range.bits == 0) {
        constexpr unsigned kTrits[3] = {0, 32, 63}, kQuints[5] = {0, 16, 32, 47, 63};
        out = range.trits != 0 ? kTrits[digit] : kQuints[digit];
    } else {
        constexpr unsigned kTritFactors[4] = {0, 50, 23, 11}, kQuintFactors[3] = {0, 28, 13};
        const unsigned a = (bits & 1) != 0 ? 0x7F : 0, x = bits >> 1;
        const bool trit = range.trits != 0;
        unsigned b = 0;
        if (range.bits == 2)
            b = trit ? x * 0x45 : x * 0x42;
        else if (range.bits == 3)
            b = x << 5 | x;
        const unsigned c = trit ? kTritFactors[range.bits] : kQuintFactors[range.bits];
        out = (a & 0x20) | ((digit * c + b) ^ a) >> 2;
    }
    return out > 32 ? out + 1 : out;
}

UnquantizationTables makeTables()
{
    UnquantizationTables out{};
    for (unsigned r = 0; r < kRanges.size(); ++r) {
        const IntegerRange& range = kRanges[r];
        const unsigned digits = range.trits != 0 ? 3 : range.quints != 0 ? 5 : 1;
        for (unsigned digit = 0; digit < digits; ++digit)
            for (unsigned bits = 0; bits < 1u << range.bits; ++bits) {
                const unsigned value = digit << range.bits | bits;
                out.color[r][value] = static_cast<std::uint8_t>(unquantizeColor(range, digit, bits));
                if (r < kWeightRanges)
                    out.weight[r][value] = static_cast<std::uint8_t>(unquantizeWeight(range, digit, bits));
            }
    }
    return out;
}

std::uint32_t hash52(std::uint32_t p)
{
    p ^= p >> 15;
    p *= 0xEEDE0891; // the shifts, subtraction and additions of the standard in one
    p ^= p >> 5;
    p += p << 16;
    p ^= p >> 7;
    p ^= p >> 3;
    p ^= p << 6;
    p ^= p >> 17;
    return p;
}

} // namespace

const UnquantizationTables& unquantizationTables()
{
    static const UnquantizationTables kTables = makeTables();
    return kTables;
}

unsigned selectPartition(unsigned seed, unsigned x, unsigned y, unsigned partitions, bool smallBlock)
{
    if (smallBlock) {
        x <<= 1;
        y <<= 1;
    }
    seed += (partitions - 1) * 1024;
    const std::uint32_t random = hash52(seed);
    const unsigned odd = partitions == 3 ? 6 : 5, even = (seed & 2) != 0 ? 4 : 5;
    const unsigned shiftX = (seed & 1) != 0 ? even : odd, shiftY = (seed & 1) != 0 ? odd : even;
    const auto slope = [&](unsigned nibble, unsigned shift) {
        const unsigned value = random >> (4 * nibble) & 0xF;
        return value * value >> shift;
    };
    const auto height = [&](unsigned nibble, unsigned offset) {
        return (slope(nibble, shiftX) * x + slope(nibble + 1, shiftY) * y + (random >> offset)) & 0x3F;
    };
    const unsigned a = height(0, 14), b = height(2, 10), c = partitions < 3 ? 0 : height(4, 6),
                   d = partitions < 4 ? 0 : height(6, 2);
    if (a >= b && a >= c && a >= d)
        return 0;
    if (b >= c && b >= d)
        return 1;
    return c >= d ? 2 : 3;
}

} // namespace guanjing::ktx2
