// UASTC LDR 4x4 (Basis Universal, "UASTC LDR 4x4 Texture Specification"): a subset of ASTC 4x4 with fields in an order of
// their own. Hints for transcoding to other formats are skipped.
#include "geodata/ktx2/AstcTables.h"
#include "geodata/ktx2/Bits128.h"
#include "geodata/ktx2/Blocks.h"

#include <algorithm>
#include <array>

namespace guanjing::ktx2 {

namespace {

constexpr unsigned kTexels = 16;
constexpr unsigned kSolidMode = 8, kReservedMode = 19;

/// Which seeds of ASTC partitions the pattern number of a mode stands for.
enum class Patterns : std::uint8_t { None, Two, Three, TwoOfBc7Three };

struct Mode {
    std::uint8_t codeBits, code; ///< prefix code, lowest bit first
    std::uint8_t dataBit; ///< where the fields after the hints start
    std::uint8_t weightBits, endpointRange;
    std::uint8_t channels; ///< 2: luminance and alpha, 3: RGB, 4: RGBA
    bool dualPlane;
    Patterns patterns;
};

constexpr Mode kModes[19] = {
    {4, 0x01, 19, 4, 19, 3, false, Patterns::None}, {6, 0x35, 21, 2, 20, 3, false, Patterns::None},
    {5, 0x1D, 20, 3, 8, 3, false, Patterns::Two},   {5, 0x03, 20, 2, 7, 3, false, Patterns::Three},
    {5, 0x13, 20, 2, 12, 3, false, Patterns::Two},  {5, 0x0B, 20, 3, 20, 3, false, Patterns::None},
    {5, 0x1B, 20, 2, 18, 3, true, Patterns::None},  {5, 0x07, 20, 2, 12, 3, false, Patterns::TwoOfBc7Three},
    {5, 0x17, 5, 0, 20, 4, false, Patterns::None},  {5, 0x0F, 28, 2, 8, 4, false, Patterns::Two},
    {3, 0x02, 20, 4, 13, 4, false, Patterns::None}, {2, 0x00, 19, 2, 13, 4, true, Patterns::None},
    {3, 0x06, 20, 3, 19, 4, false, Patterns::None}, {5, 0x1F, 28, 1, 20, 4, true, Patterns::None},
    {5, 0x0D, 28, 2, 20, 4, false, Patterns::None}, {7, 0x05, 30, 4, 20, 2, false, Patterns::None},
    {6, 0x15, 29, 2, 20, 2, false, Patterns::Two},  {6, 0x25, 29, 2, 20, 2, true, Patterns::None},
    {4, 0x09, 19, 5, 11, 3, false, Patterns::None}};

constexpr std::uint16_t kTwoSeeds[30] = {28, 20,  16,  29, 91,  9,   107, 72,  149, 204, 50,  114, 496, 17,  78,
                                         39, 252, 828, 43, 156, 116, 210, 476, 273, 684, 359, 246, 195, 694, 524};
constexpr std::uint16_t kThreeSeeds[11] = {260, 74, 32, 156, 183, 15, 745, 0, 335, 902, 254};
constexpr std::uint16_t kTwoOfBc7ThreeSeeds[19] = {36,  48,  61,  137, 161, 183, 226, 281, 302, 307,
                                                   479, 495, 593, 594, 605, 799, 812, 988, 993};

struct Pattern {
    std::uint8_t subset[kTexels];
    std::uint16_t anchors; ///< texels whose weight lacks its top bit: the first of each subset
};

struct Tables {
    std::array<std::uint8_t, 128> modeOfPrefix;
    std::array<Pattern, 30> two;
    std::array<Pattern, 11> three;
    std::array<Pattern, 19> twoOfBc7Three;
    std::uint8_t weights[6][32]; ///< by bits a weight
};

Pattern makePattern(unsigned seed, unsigned subsets)
{
    Pattern out{};
    unsigned seen = 0;
    for (unsigned i = 0; i < kTexels; ++i) {
        const unsigned subset = selectPartition(seed, i % 4, i / 4, subsets, true);
        out.subset[i] = static_cast<std::uint8_t>(subset);
        if ((seen >> subset & 1) == 0)
            out.anchors = static_cast<std::uint16_t>(out.anchors | 1u << i);
        seen |= 1u << subset;
    }
    return out;
}

const Tables& tables()
{
    static const Tables kTables = [] {
        Tables out{};
        out.modeOfPrefix.fill(kReservedMode);
        for (unsigned mode = 0; mode < std::size(kModes); ++mode)
            for (unsigned i = kModes[mode].code; i < 128; i += 1u << kModes[mode].codeBits)
                out.modeOfPrefix[i] = static_cast<std::uint8_t>(mode);
        for (unsigned i = 0; i < out.two.size(); ++i)
            out.two[i] = makePattern(kTwoSeeds[i], 2);
        for (unsigned i = 0; i < out.three.size(); ++i)
            out.three[i] = makePattern(kThreeSeeds[i], 3);
        for (unsigned i = 0; i < out.twoOfBc7Three.size(); ++i)
            out.twoOfBc7Three[i] = makePattern(kTwoOfBc7ThreeSeeds[i], 2);
        constexpr unsigned kRangeOfBits[6] = {0, 0, 2, 5, 8, 11};
        for (unsigned bits = 1; bits < 6; ++bits)
            std::copy_n(unquantizationTables().weight[kRangeOfBits[bits]], 1u << bits, out.weights[bits]);
        return out;
    }();
    return kTables;
}

/// Endpoint values, unquantized. Digits come first, five trits in 8 bits or three quints in 7 as plain numbers; then the bits.
void readEndpoints(BlockReader& reader, unsigned rangeIndex, unsigned count, std::uint8_t* out)
{
    const IntegerRange& range = kRanges[rangeIndex];
    std::uint8_t digits[24] = {};
    if (range.trits + range.quints != 0) {
        constexpr unsigned kTritBits[6] = {0, 2, 4, 5, 7, 8}, kQuintBits[4] = {0, 3, 5, 7};
        const unsigned group = range.trits != 0 ? 5 : 3, base = range.trits != 0 ? 3 : 5;
        for (unsigned first = 0; first < count; first += group) {
            const unsigned n = std::min(group, count - first);
            unsigned packed = reader.take(range.trits != 0 ? kTritBits[n] : kQuintBits[n]);
            for (unsigned i = 0; i < n; ++i, packed /= base)
                digits[first + i] = static_cast<std::uint8_t>(packed % base);
        }
    }
    const auto& unquantize = unquantizationTables().color[rangeIndex];
    for (unsigned i = 0; i < count; ++i)
        out[i] = unquantize[static_cast<unsigned>(digits[i]) << range.bits | reader.take(range.bits)];
}

/// Four channels at once, in half the time that they take one by one.
using Lanes = std::int32_t __attribute__((vector_size(16)));

/// A line of colours: channel c at weight w is (start[c] + w · step[c]) >> 14, which is interpolate() of AstcTables.h.
struct ColorLine {
    Lanes start, step;
};

/// Between two endpoints of `channels` values, low and high by turns.
ColorLine lineOf(const std::uint8_t* values, unsigned channels, bool srgb)
{
    ColorLine out;
    for (unsigned c = 0; c < 4; ++c) {
        // Luminance stands in for all colours, and alpha follows it.
        const unsigned at = channels == 2 ? (c == 3 ? 2 : 0) : 2 * c;
        const bool stored = c < 3 || channels != 3;
        const int low = stored ? values[at] : 255, high = stored ? values[at + 1] : 255;
        const bool encoded = srgb && c < 3;
        out.start[c] = (low << 8 | (encoded ? 0x80 : low)) * 64 + 32;
        out.step[c] = (high << 8 | (encoded ? 0x80 : high)) - (low << 8 | (encoded ? 0x80 : low));
    }
    return out;
}

Rgba colorAt(const ColorLine& line, std::int32_t weight)
{
    const Lanes mixed = (line.start + weight * line.step) >> 14;
    return {static_cast<std::uint8_t>(mixed[0]), static_cast<std::uint8_t>(mixed[1]),
            static_cast<std::uint8_t>(mixed[2]), static_cast<std::uint8_t>(mixed[3])};
}

void decodeDualPlane(BlockReader& reader, const Mode& mode, const ColorLine& line, unsigned channel, Rgba* out)
{
    const auto& weights = tables().weights[mode.weightBits];
    for (unsigned i = 0; i < kTexels; ++i) {
        const unsigned bits = mode.weightBits - (i == 0 ? 1u : 0u);
        const std::int32_t first = weights[reader.take(bits)], second = weights[reader.take(bits)];
        out[i] = colorAt(line, first);
        const auto value = static_cast<std::uint8_t>((line.start[channel] + second * line.step[channel]) >> 14);
        (channel == 0 ? out[i].r : channel == 1 ? out[i].g : channel == 2 ? out[i].b : out[i].a) = value;
    }
}

} // namespace

bool decodeUastc(const std::uint8_t* block, bool srgb, Rgba* out)
{
    const Bits128 bits = Bits128::load(block);
    const unsigned number = tables().modeOfPrefix[bits.low & 127];
    if (number == kReservedMode)
        return false;
    const Mode& mode = kModes[number];
    BlockReader reader(bits, mode.dataBit);
    if (number == kSolidMode) {
        const auto channel = [&] { return static_cast<std::uint8_t>(reader.take(8)); };
        Rgba color;
        color.r = channel();
        color.g = channel();
        color.b = channel();
        color.a = channel();
        std::fill(out, out + kTexels, color);
        return true;
    }
    static constexpr Pattern kWhole{{}, 1};
    const Pattern* pattern = &kWhole;
    unsigned subsets = 1;
    if (mode.patterns != Patterns::None) {
        const bool three = mode.patterns == Patterns::Three;
        const unsigned index = reader.take(three ? 4 : 5);
        const Tables& t = tables();
        const auto choose = [&](const auto& list) { return index < list.size() ? &list[index] : nullptr; };
        pattern = three ? choose(t.three) : mode.patterns == Patterns::Two ? choose(t.two) : choose(t.twoOfBc7Three);
        if (pattern == nullptr)
            return false;
        subsets = three ? 3 : 2;
    }
    // Luminance and alpha on two planes: always alpha on the second.
    const unsigned channel = !mode.dualPlane ? 0 : mode.channels == 2 ? 3 : reader.take(2);
    std::uint8_t values[18];
    readEndpoints(reader, mode.endpointRange, 2 * mode.channels * subsets, values);
    ColorLine lines[3];
    for (unsigned i = 0; i < subsets; ++i)
        lines[i] = lineOf(values + static_cast<std::size_t>(2) * mode.channels * i, mode.channels, srgb);
    if (mode.dualPlane) {
        decodeDualPlane(reader, mode, lines[0], channel, out);
        return true;
    }
    const auto& weights = tables().weights[mode.weightBits];
    for (unsigned i = 0; i < kTexels; ++i) {
        const std::int32_t weight = weights[reader.take(mode.weightBits - (pattern->anchors >> i & 1))];
        out[i] = colorAt(lines[pattern->subset[i]], weight);
    }
    return true;
}

} // namespace guanjing::ktx2
