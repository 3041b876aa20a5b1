// ASTC, LDR profile: Khronos Data Format 1.4, chapter 23.
#include "geodata/ktx2/AstcTables.h"
#include "geodata/ktx2/Bits128.h"
#include "geodata/ktx2/Blocks.h"

#include <algorithm>
#include <array>
#include <optional>

namespace guanjing::ktx2 {

namespace {

constexpr Rgba kErrorColor{255, 0, 255, 255};
constexpr unsigned kMaxWeights = 64, kMaxColorValues = 18, kMaxPartitions = 4;

std::uint64_t reversed(std::uint64_t value)
{
    value = (value >> 1 & 0x5555555555555555) | (value & 0x5555555555555555) << 1;
    value = (value >> 2 & 0x3333333333333333) | (value & 0x3333333333333333) << 2;
    value = (value >> 4 & 0x0F0F0F0F0F0F0F0F) | (value & 0x0F0F0F0F0F0F0F0F) << 4;
    return __builtin_bswap64(value);
}

/// Five trits out of 8 bits (integer sequence encoding).
std::array<std::uint8_t, 5> unpackTrits(unsigned t)
{
    const auto bit = [&](unsigned i) { return t >> i & 1; };
    std::array<unsigned, 5> out{};
    unsigned c = 0;
    if ((t >> 2 & 7) == 7) {
        c = (t >> 5 & 7) << 2 | (t & 3);
        out[4] = out[3] = 2;
    } else {
        c = t & 31;
        if ((t >> 5 & 3) == 3) {
            out[4] = 2;
            out[3] = bit(7);
        } else {
            out[4] = bit(7);
            out[3] = t >> 5 & 3;
        }
    }
    const unsigned c3 = c >> 3 & 1, c2 = c >> 2 & 1, c1 = c >> 1 & 1, c0 = c & 1;
    if ((c & 3) == 3) {
        out[2] = 2;
        out[1] = c >> 4;
        out[0] = c3 << 1 | (c2 & ~c3 & 1);
    } else if ((c >> 2 & 3) == 3) {
        out[2] = out[1] = 2;
        out[0] = c & 3;
    } else {
        out[2] = c >> 4;
        out[1] = c >> 2 & 3;
        out[0] = c1 << 1 | (c0 & ~c1 & 1);
    }
    std::array<std::uint8_t, 5> trits{};
    std::transform(out.begin(), out.end(), trits.begin(), [](unsigned v) { return static_cast<std::uint8_t>(v); });
    return trits;
}

/// Three quints out of 7 bits.
std::array<std::uint8_t, 3> unpackQuints(unsigned q)
{
    const auto bit = [&](unsigned i) { return q >> i & 1; };
    unsigned q2 = 0, q1 = 0, q0 = 0;
    if ((q >> 1 & 3) == 3 && (q >> 5 & 3) == 0) {
        q2 = bit(0) << 2 | (bit(4) & ~bit(0) & 1) << 1 | (bit(3) & ~bit(0) & 1);
        q1 = q0 = 4;
    } else {
        unsigned c = 0;
        if ((q >> 1 & 3) == 3) {
            q2 = 4;
            c = (q >> 3 & 3) << 3 | (~(q >> 5) & 3) << 1 | bit(0);
        } else {
            q2 = q >> 5 & 3;
            c = q & 31;
        }
        if ((c & 7) == 5) {
            q1 = 4;
            q0 = c >> 3;
        } else {
            q1 = c >> 3;
            q0 = c & 7;
        }
    }
    return {static_cast<std::uint8_t>(q0), static_cast<std::uint8_t>(q1), static_cast<std::uint8_t>(q2)};
}

struct DigitTables {
    std::array<std::array<std::uint8_t, 5>, 256> trits;
    std::array<std::array<std::uint8_t, 3>, 128> quints;
};

const DigitTables& digitTables()
{
    static const DigitTables kTables = [] {
        DigitTables out{};
        for (unsigned i = 0; i < 256; ++i)
            out.trits[i] = unpackTrits(i);
        for (unsigned i = 0; i < 128; ++i)
            out.quints[i] = unpackQuints(i);
        return out;
    }();
    return kTables;
}

/// `count` values of a range from bit `at` on; bits at and past `end` count as 0.
void readSequence(const Bits128& bits, unsigned at, unsigned end, unsigned rangeIndex, unsigned count,
                  std::uint8_t* out)
{
    const IntegerRange& range = kRanges[rangeIndex];
    const auto take = [&](unsigned n) {
        const unsigned usable = at >= end ? 0 : std::min(n, end - at);
        const unsigned value = bits.get(at, usable);
        at += n;
        return value;
    };
    if (range.trits + range.quints == 0) {
        for (unsigned i = 0; i < count; ++i)
            out[i] = static_cast<std::uint8_t>(take(range.bits));
        return;
    }
    // How the bits of the packed digits lie behind each value of a group.
    constexpr unsigned kTritPieces[5] = {2, 2, 1, 2, 1}, kQuintPieces[3] = {3, 2, 2};
    const bool trit = range.trits != 0;
    const unsigned group = trit ? 5 : 3;
    for (unsigned first = 0; first < count; first += group) {
        unsigned low[5] = {}, packed = 0, shift = 0;
        const unsigned n = std::min(group, count - first);
        for (unsigned i = 0; i < n; ++i) {
            low[i] = take(range.bits);
            const unsigned piece = trit ? kTritPieces[i] : kQuintPieces[i];
            packed |= take(piece) << shift;
            shift += piece;
        }
        for (unsigned i = 0; i < n; ++i) {
            const unsigned digit = trit ? digitTables().trits[packed][i] : digitTables().quints[packed][i];
            out[first + i] = static_cast<std::uint8_t>(digit << range.bits | low[i]);
        }
    }
}

struct BlockMode {
    unsigned width = 0, height = 0, weightRange = 0;
    bool dualPlane = false;
};

/// Table "ASTC 2D block mode layout".
std::optional<BlockMode> readBlockMode(unsigned mode)
{
    const auto field = [&](unsigned at, unsigned count) { return mode >> at & ((1u << count) - 1); };
    BlockMode out;
    unsigned rho = field(4, 1);
    bool highPrecision = field(9, 1) != 0;
    out.dualPlane = field(10, 1) != 0;
    if (field(0, 2) != 0) {
        rho |= field(0, 2) << 1;
        const unsigned a = field(5, 2), b = field(7, 2);
        switch (field(2, 2)) {
        case 0:
            out.width = b + 4;
            out.height = a + 2;
            break;
        case 1:
            out.width = b + 8;
            out.height = a + 2;
            break;
        case 2:
            out.width = a + 2;
            out.height = b + 8;
            break;
        default:
            if (field(8, 1) == 0) {
                out.width = a + 2;
                out.height = field(7, 1) + 6;
            } else {
                out.width = field(7, 1) + 2;
                out.height = a + 2;
            }
        }
    } else {
        rho |= field(2, 2) << 1;
        if (field(2, 2) == 0)
            return std::nullopt;
        const unsigned a = field(5, 2);
        switch (field(7, 2)) {
        case 0:
            out.width = 12;
            out.height = a + 2;
            break;
        case 1:
            out.width = a + 2;
            out.height = 12;
            break;
        case 2:
            out.width = a + 6;
            out.height = field(9, 2) + 6;
            highPrecision = out.dualPlane = false;
            break;
        default:
            if (a > 1)
                return std::nullopt;
            out.width = a == 0 ? 6 : 10;
            out.height = a == 0 ? 10 : 6;
        }
    }
    if (rho < 2)
        return std::nullopt;
    out.weightRange = rho - 2 + (highPrecision ? 6 : 0);
    return out;
}

struct Endpoints {
    int low[4], high[4]; ///< RGBA
    bool valid = false;
};

void transferBit(int& a, int& b)
{
    b = b >> 1 | (a & 0x80);
    a = a >> 1 & 0x3F;
    if ((a & 0x20) != 0)
        a -= 0x40;
}

void set(int (&out)[4], int r, int g, int b, int a)
{
    out[0] = r;
    out[1] = g;
    out[2] = b;
    out[3] = a;
}

/// Blue contraction: red and green are stored as differences from blue.
void setContracted(int (&out)[4], int r, int g, int b, int a) { set(out, (r + b) >> 1, (g + b) >> 1, b, a); }

/// "LDR Endpoint Decoding"; v holds unquantized values.
Endpoints decodeEndpoints(unsigned mode, const std::uint8_t* values)
{
    Endpoints out{};
    int v[8] = {};
    std::copy(values, values + (mode / 4 + 1) * 2, v);
    out.valid = true;
    const auto direct = [&](int a0, int a1) {
        if (v[1] + v[3] + v[5] >= v[0] + v[2] + v[4]) {
            set(out.low, v[0], v[2], v[4], a0);
            set(out.high, v[1], v[3], v[5], a1);
        } else {
            setContracted(out.low, v[1], v[3], v[5], a1);
            setContracted(out.high, v[0], v[2], v[4], a0);
        }
    };
    const auto offset = [&](int a0, int a1) {
        const int r = v[0] + v[1], g = v[2] + v[3], b = v[4] + v[5];
        if (v[1] + v[3] + v[5] >= 0) {
            set(out.low, v[0], v[2], v[4], a0);
            set(out.high, r, g, b, a1);
        } else {
            setContracted(out.low, r, g, b, a1);
            setContracted(out.high, v[0], v[2], v[4], a0);
        }
    };
    const auto scaled = [&](int a0, int a1) {
        set(out.low, v[0] * v[3] >> 8, v[1] * v[3] >> 8, v[2] * v[3] >> 8, a0);
        set(out.high, v[0], v[1], v[2], a1);
    };
    switch (mode) {
    case 0:
        set(out.low, v[0], v[0], v[0], 255);
        set(out.high, v[1], v[1], v[1], 255);
        break;
    case 1: {
        const int l0 = v[0] >> 2 | (v[1] & 0xC0), l1 = l0 + (v[1] & 0x3F);
        set(out.low, l0, l0, l0, 255);
        set(out.high, l1, l1, l1, 255);
        break;
    }
    case 4:
        set(out.low, v[0], v[0], v[0], v[2]);
        set(out.high, v[1], v[1], v[1], v[3]);
        break;
    case 5: {
        transferBit(v[1], v[0]);
        transferBit(v[3], v[2]);
        const int l = v[0] + v[1];
        set(out.low, v[0], v[0], v[0], v[2]);
        set(out.high, l, l, l, v[2] + v[3]);
        break;
    }
    case 6: scaled(255, 255); break;
    case 8: direct(255, 255); break;
    case 9:
    case 13:
        transferBit(v[1], v[0]);
        transferBit(v[3], v[2]);
        transferBit(v[5], v[4]);
        if (mode == 13)
            transferBit(v[7], v[6]);
        offset(mode == 13 ? v[6] : 255, mode == 13 ? v[6] + v[7] : 255);
        break;
    case 10: scaled(v[4], v[5]); break;
    case 12: direct(v[6], v[7]); break;
    default: out.valid = false; // high dynamic range
    }
    for (int c = 0; c < 4; ++c) {
        out.low[c] = std::clamp(out.low[c], 0, 255);
        out.high[c] = std::clamp(out.high[c], 0, 255);
    }
    return out;
}

std::optional<Rgba> decodeVoidExtent(const Bits128& bits)
{
    if (bits.get(9, 3) != 6) // low dynamic range, reserved bits set
        return std::nullopt;
    const unsigned s0 = bits.get(12, 13), s1 = bits.get(25, 13), t0 = bits.get(38, 13), t1 = bits.get(51, 13);
    const bool whole = (s0 & s1 & t0 & t1) == 0x1FFF;
    if (!whole && (s0 >= s1 || t0 >= t1))
        return std::nullopt;
    const auto channel = [&](unsigned at) { return static_cast<std::uint8_t>(bits.get(at, 16) >> 8); };
    return Rgba{channel(64), channel(80), channel(96), channel(112)};
}

/// Everything that a block states, unpacked.
struct Unpacked {
    BlockMode mode;
    unsigned partitions = 1, seed = 0, secondPlaneChannel = 4;
    Endpoints endpoints[kMaxPartitions];
    std::uint8_t weights[2][kMaxWeights]; ///< by plane
};

/// Color endpoint modes and values. `top` is the first bit that belongs to the weights.
bool readColors(const Bits128& bits, unsigned top, Unpacked& out)
{
    unsigned modes[kMaxPartitions] = {bits.get(13, 4)};
    unsigned start = 17;
    if (out.partitions > 1) {
        start = 29;
        unsigned field = bits.get(23, 6);
        if ((field & 3) == 0) {
            std::fill(modes, modes + out.partitions, field >> 2);
        } else {
            const unsigned extra = 3 * out.partitions - 4;
            top -= extra;
            field |= bits.get(top, extra) << 6;
            const unsigned lowerClass = (field & 3) - 1;
            for (unsigned i = 0; i < out.partitions; ++i)
                modes[i] = (lowerClass + (field >> (2 + i) & 1)) << 2 | (field >> (2 + out.partitions + 2 * i) & 3);
        }
    }
    if (out.mode.dualPlane) {
        top -= 2;
        out.secondPlaneChannel = bits.get(top, 2);
    }
    unsigned count = 0;
    for (unsigned i = 0; i < out.partitions; ++i)
        count += (modes[i] / 4 + 1) * 2;
    if (count > kMaxColorValues || top <= start)
        return false;
    unsigned range = static_cast<unsigned>(kRanges.size()) - 1;
    while (range >= kSmallestColorRange && sequenceBits(range, count) > top - start)
        --range;
    if (range < kSmallestColorRange)
        return false;
    std::uint8_t values[kMaxColorValues];
    readSequence(bits, start, start + sequenceBits(range, count), range, count, values);
    for (unsigned i = 0; i < count; ++i)
        values[i] = unquantizationTables().color[range][values[i]];
    const std::uint8_t* next = values;
    for (unsigned i = 0; i < out.partitions; ++i) {
        out.endpoints[i] = decodeEndpoints(modes[i], next);
        next += (modes[i] / 4 + 1) * 2;
    }
    return true;
}

bool unpack(const Bits128& bits, unsigned blockWidth, unsigned blockHeight, Unpacked& out)
{
    const auto mode = readBlockMode(bits.get(0, 11));
    if (!mode || mode->width > blockWidth || mode->height > blockHeight)
        return false;
    out.mode = *mode;
    out.partitions = bits.get(11, 2) + 1;
    if (mode->dualPlane && out.partitions == 4)
        return false;
    const unsigned planes = mode->dualPlane ? 2 : 1;
    const unsigned weights = mode->width * mode->height * planes;
    if (weights > kMaxWeights)
        return false;
    const unsigned weightBits = sequenceBits(mode->weightRange, weights);
    if (weightBits < 24 || weightBits > 96)
        return false;
    out.seed = bits.get(13, 10);
    if (!readColors(bits, 128 - weightBits, out))
        return false;
    // Weights are stored from the top bit downwards.
    const Bits128 backwards{reversed(bits.high), reversed(bits.low)};
    std::uint8_t stored[kMaxWeights];
    readSequence(backwards, 0, weightBits, mode->weightRange, weights, stored);
    for (unsigned i = 0; i < weights; ++i)
        out.weights[i % planes][i / planes] = unquantizationTables().weight[mode->weightRange][stored[i]];
    return true;
}

/// Weights of all texels of one plane ("Weight Infill").
void infill(const std::uint8_t* grid, const BlockMode& mode, unsigned blockWidth, unsigned blockHeight,
            std::uint8_t* out)
{
    if (mode.width == blockWidth && mode.height == blockHeight) {
        std::copy(grid, grid + static_cast<std::size_t>(blockWidth) * blockHeight, out);
        return;
    }
    const unsigned ds = (1024 + blockWidth / 2) / (blockWidth - 1), dt = (1024 + blockHeight / 2) / (blockHeight - 1);
    for (unsigned t = 0; t < blockHeight; ++t) {
        const unsigned gt = (dt * t * (mode.height - 1) + 32) >> 6, jt = gt >> 4, ft = gt & 15;
        for (unsigned s = 0; s < blockWidth; ++s) {
            const unsigned gs = (ds * s * (mode.width - 1) + 32) >> 6, js = gs >> 4, fs = gs & 15;
            const unsigned w11 = (fs * ft + 8) >> 4, w10 = ft - w11, w01 = fs - w11, w00 = 16 - fs - ft + w11;
            // A share of 0 goes to neighbours that may lie outside the grid.
            const unsigned right = std::min(js + 1, mode.width - 1), below = std::min(jt + 1, mode.height - 1);
            const unsigned sum = grid[jt * mode.width + js] * w00 + grid[jt * mode.width + right] * w01
                + grid[below * mode.width + js] * w10 + grid[below * mode.width + right] * w11;
            *out++ = static_cast<std::uint8_t>((sum + 8) >> 4);
        }
    }
}

} // namespace

void decodeAstc(const std::uint8_t* block, int width, int height, bool srgb, Rgba* out)
{
    const auto w = static_cast<unsigned>(width), h = static_cast<unsigned>(height);
    const unsigned texels = w * h;
    const Bits128 bits = Bits128::load(block);
    if (bits.get(0, 9) == 0x1FC) {
        std::fill(out, out + texels, decodeVoidExtent(bits).value_or(kErrorColor));
        return;
    }
    Unpacked unpacked;
    if (!unpack(bits, w, h, unpacked)) {
        std::fill(out, out + texels, kErrorColor);
        return;
    }
    constexpr unsigned kMaxTexels = 12 * 12;
    std::uint8_t weights[2][kMaxTexels];
    for (unsigned plane = 0; plane < (unpacked.mode.dualPlane ? 2u : 1u); ++plane)
        infill(unpacked.weights[plane], unpacked.mode, w, h, weights[plane]);
    for (unsigned i = 0; i < texels; ++i) {
        const unsigned partition = unpacked.partitions == 1
            ? 0
            : selectPartition(unpacked.seed, i % w, i / w, unpacked.partitions, texels < 31);
        const Endpoints& ends = unpacked.endpoints[partition];
        if (!ends.valid) {
            out[i] = kErrorColor;
            continue;
        }
        const auto channel = [&](unsigned c) {
            return interpolate(static_cast<unsigned>(ends.low[c]), static_cast<unsigned>(ends.high[c]),
                               weights[c == unpacked.secondPlaneChannel ? 1 : 0][i], srgb && c < 3);
        };
        out[i] = {channel(0), channel(1), channel(2), channel(3)};
    }
}

} // namespace guanjing::ktx2
