// BC7: Khronos Data Format 1.4, 20.1. The tables are those of the standard, packed.
#include "geodata/ktx2/Bits128.h"
#include "geodata/ktx2/Blocks.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace guanjing::ktx2 {

namespace {

constexpr unsigned kTexels = 16;

struct Mode {
    unsigned subsets, partitionBits, rotationBits, selectionBits, colorBits, alphaBits;
    bool endpointParity, sharedParity;
    unsigned indexBits, secondIndexBits;
};

/// Table "Mode-dependent BPTC parameters".
constexpr Mode kModes[8] = {{3, 4, 0, 0, 4, 0, true, false, 3, 0},  {2, 6, 0, 0, 6, 0, false, true, 3, 0},
                            {3, 6, 0, 0, 5, 0, false, false, 2, 0}, {2, 6, 0, 0, 7, 0, true, false, 2, 0},
                            {1, 0, 2, 1, 5, 6, false, false, 2, 3}, {1, 0, 2, 0, 7, 8, false, false, 2, 2},
                            {1, 0, 0, 0, 7, 7, true, false, 4, 0},  {2, 6, 0, 0, 5, 5, true, false, 2, 0}};

/// Bit i: subset of texel i.
constexpr std::uint16_t kTwoSubsets[64] = {
    0xCCCC, 0x8888, 0xEEEE, 0xECC8, 0xC880, 0xFEEC, 0xFEC8, 0xEC80, 0xC800, 0xFFEC, 0xFE80, 0xE800, 0xFFE8,
    0xFF00, 0xFFF0, 0xF000, 0xF710, 0x008E, 0x7100, 0x08CE, 0x008C, 0x7310, 0x3100, 0x8CCE, 0x088C, 0x3110,
    0x6666, 0x366C, 0x17E8, 0x0FF0, 0x718E, 0x399C, 0xAAAA, 0xF0F0, 0x5A5A, 0x33CC, 0x3C3C, 0x55AA, 0x9696,
    0xA55A, 0x73CE, 0x13C8, 0x324C, 0x3BDC, 0x6996, 0xC33C, 0x9966, 0x0660, 0x0272, 0x04E4, 0x4E40, 0x2720,
    0xC936, 0x936C, 0x39C6, 0x639C, 0x9336, 0x9CC6, 0x817E, 0xE718, 0xCCF0, 0x0FCC, 0x7744, 0xEE22};

/// Bits 2i and 2i + 1: subset of texel i.
constexpr std::uint32_t kThreeSubsets[64] = {
    0xAA685050, 0x6A5A5040, 0x5A5A4200, 0x5450A0A8, 0xA5A50000, 0xA0A05050, 0x5555A0A0, 0x5A5A5050,
    0xAA550000, 0xAA555500, 0xAAAA5500, 0x90909090, 0x94949494, 0xA4A4A4A4, 0xA9A59450, 0x2A0A4250,
    0xA5945040, 0x0A425054, 0xA5A5A500, 0x55A0A0A0, 0xA8A85454, 0x6A6A4040, 0xA4A45000, 0x1A1A0500,
    0x0050A4A4, 0xAAA59090, 0x14696914, 0x69691400, 0xA08585A0, 0xAA821414, 0x50A4A450, 0x6A5A0200,
    0xA9A58000, 0x5090A0A8, 0xA8A09050, 0x24242424, 0x00AA5500, 0x24924924, 0x24499224, 0x50A50A50,
    0x500AA550, 0xAAAA4444, 0x66660000, 0xA5A0A5A0, 0x50A050A0, 0x69286928, 0x44AAAA44, 0x66666600,
    0xAA444444, 0x54A854A8, 0x95809580, 0x96969600, 0xA85454A8, 0x80959580, 0xAA141414, 0x96960000,
    0xAAAA1414, 0xA05050A0, 0xA0A5A5A0, 0x96000000, 0x40804080, 0xA9A8A9A8, 0xAAAAAA44, 0x2A4A5254};

/// Texels whose index lacks its top bit, besides texel 0: of the second of two subsets, of the second and third of three.
constexpr std::uint8_t kAnchorOfTwo[64] = {15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
                                           15, 2,  8,  2,  2,  8,  8,  15, 2,  8,  2,  2,  8,  8,  2,  2,
                                           15, 15, 6,  8,  2,  8,  15, 15, 2,  8,  2,  2,  2,  15, 15, 6,
                                           6,  2,  6,  8,  15, 15, 2,  2,  15, 15, 15, 15, 15, 2,  2,  15};
constexpr std::uint8_t kSecondOfThree[64] = {
    3, 3,  15, 15, 8, 3,  15, 15, 8,  8, 6,  6, 6,  5,  3,  3,  3, 3,  8, 15, 3, 3, 6, 10, 5, 8,  8, 6,  8,  5,  15, 15,
    8, 15, 3,  5,  6, 10, 8,  15, 15, 3, 15, 5, 15, 15, 15, 15, 3, 15, 5, 5,  5, 8, 5, 10, 5, 10, 8, 13, 15, 12, 3,  3};
constexpr std::uint8_t kThirdOfThree[64] = {15, 8, 8,  3,  15, 15, 3,  8,  15, 15, 15, 15, 15, 15, 15, 8,
                                            15, 8, 15, 3,  15, 8,  15, 8,  3,  15, 6,  10, 15, 15, 10, 8,
                                            15, 3, 15, 10, 10, 8,  9,  10, 6,  15, 8,  15, 3,  6,  6,  8,
                                            15, 3, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 3,  15, 15, 8};

constexpr std::uint8_t kWeights2[4] = {0, 21, 43, 64};
constexpr std::uint8_t kWeights3[8] = {0, 9, 18, 27, 37, 46, 55, 64};
constexpr std::uint8_t kWeights4[16] = {0, 4, 9, 13, 17, 21, 26, 30, 34, 38, 43, 47, 51, 55, 60, 64};

unsigned weightOf(unsigned index, unsigned bits)
{
    return bits == 2 ? kWeights2[index & 3] : bits == 3 ? kWeights3[index & 7] : kWeights4[index & 15];
}

std::uint8_t mix(unsigned a, unsigned b, unsigned weight)
{
    return static_cast<std::uint8_t>(((64 - weight) * a + weight * b + 32) >> 6);
}

/// Value of `bits` bits as the top of a byte, its own top repeated below.
unsigned toByte(unsigned value, unsigned bits)
{
    value <<= 8 - bits;
    return value | value >> bits;
}

unsigned subsetOf(const Mode& mode, unsigned partition, unsigned texel)
{
    if (mode.subsets == 1)
        return 0;
    return mode.subsets == 2 ? kTwoSubsets[partition] >> texel & 1 : kThreeSubsets[partition] >> (2 * texel) & 3;
}

bool isAnchor(const Mode& mode, unsigned partition, unsigned texel)
{
    if (texel == 0)
        return true;
    if (mode.subsets == 2)
        return texel == kAnchorOfTwo[partition];
    return mode.subsets == 3 && (texel == kSecondOfThree[partition] || texel == kThirdOfThree[partition]);
}

/// Endpoints as [2 · subset + end][channel].
void readEndpoints(const Mode& mode, BlockReader& reader, unsigned (&endpoints)[6][4])
{
    const unsigned ends = 2 * mode.subsets;
    for (unsigned channel = 0; channel < 4; ++channel)
        for (unsigned i = 0; i < ends; ++i)
            endpoints[i][channel] = reader.take(channel < 3 ? mode.colorBits : mode.alphaBits);
    unsigned colorBits = mode.colorBits, alphaBits = mode.alphaBits;
    if (mode.endpointParity || mode.sharedParity) {
        unsigned parity[6] = {};
        for (unsigned i = 0; i < ends; ++i)
            parity[i] = mode.sharedParity && i % 2 == 1 ? parity[i - 1] : reader.take(1);
        for (unsigned i = 0; i < ends; ++i)
            for (unsigned& value : endpoints[i])
                value = value << 1 | parity[i];
        ++colorBits;
        alphaBits += mode.alphaBits > 0 ? 1 : 0;
    }
    for (unsigned i = 0; i < ends; ++i) {
        for (unsigned channel = 0; channel < 3; ++channel)
            endpoints[i][channel] = toByte(endpoints[i][channel], colorBits);
        endpoints[i][3] = alphaBits > 0 ? toByte(endpoints[i][3], alphaBits) : 255;
    }
}

} // namespace

void decodeBc7(const std::uint8_t* block, Rgba* out)
{
    const Bits128 bits = Bits128::load(block);
    const auto number = static_cast<unsigned>(std::countr_zero(bits.low));
    if (number > 7) {
        std::fill(out, out + kTexels, Rgba{0, 0, 0, 0});
        return;
    }
    const Mode& mode = kModes[number];
    BlockReader reader(bits, number + 1);
    const unsigned partition = reader.take(mode.partitionBits);
    const unsigned rotation = reader.take(mode.rotationBits);
    const bool swapIndices = reader.take(mode.selectionBits) != 0;
    unsigned endpoints[6][4] = {};
    readEndpoints(mode, reader, endpoints);
    std::uint8_t first[kTexels], second[kTexels] = {};
    for (unsigned i = 0; i < kTexels; ++i)
        first[i] = static_cast<std::uint8_t>(
            weightOf(reader.take(mode.indexBits - (isAnchor(mode, partition, i) ? 1 : 0)), mode.indexBits));
    if (mode.secondIndexBits > 0)
        for (unsigned i = 0; i < kTexels; ++i)
            second[i] = static_cast<std::uint8_t>(
                weightOf(reader.take(mode.secondIndexBits - (i == 0 ? 1 : 0)), mode.secondIndexBits));
    for (unsigned i = 0; i < kTexels; ++i) {
        const unsigned subset = subsetOf(mode, partition, i);
        const auto& low = endpoints[2 * subset];
        const auto& high = endpoints[2 * subset + 1];
        unsigned colorWeight = first[i], alphaWeight = mode.secondIndexBits > 0 ? second[i] : first[i];
        if (swapIndices)
            std::swap(colorWeight, alphaWeight);
        Rgba& texel = out[i];
        texel = {mix(low[0], high[0], colorWeight), mix(low[1], high[1], colorWeight),
                 mix(low[2], high[2], colorWeight), mix(low[3], high[3], alphaWeight)};
        if (rotation == 1)
            std::swap(texel.r, texel.a);
        else if (rotation == 2)
            std::swap(texel.g, texel.a);
        else if (rotation == 3)
            std::swap(texel.b, texel.a);
    }
}

} // namespace guanjing::ktx2
