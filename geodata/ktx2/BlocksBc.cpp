// BC1 to BC5: Khronos Data Format 1.4, chapters 18 (S3TC) and 19 (RGTC).
#include "geodata/ktx2/Blocks.h"

#include <cstring>

namespace guanjing::ktx2 {

namespace {

constexpr int kTexels = 16;

/// 5:6:5 to 8 bits a channel, the top bits repeated below.
Rgba expand565(unsigned color)
{
    const unsigned r = color >> 11 & 31, g = color >> 5 & 63, b = color & 31;
    return {static_cast<std::uint8_t>(r << 3 | r >> 2), static_cast<std::uint8_t>(g << 2 | g >> 4),
            static_cast<std::uint8_t>(b << 3 | b >> 2), 255};
}

/// The colour `part` of `whole` from one to the other, rounded to nearest.
Rgba between(const Rgba& from, const Rgba& to, unsigned part, unsigned whole)
{
    const auto mix = [&](unsigned a, unsigned b) {
        return static_cast<std::uint8_t>((a * (whole - part) + b * part + whole / 2) / whole);
    };
    return {mix(from.r, to.r), mix(from.g, to.g), mix(from.b, to.b), 255};
}

enum class Bc1Mode { Opaque, PunchThrough, FourColors };

void decodeColors(const std::uint8_t* block, Rgba* out, Bc1Mode mode)
{
    const unsigned first = block[0] | static_cast<unsigned>(block[1]) << 8;
    const unsigned second = block[2] | static_cast<unsigned>(block[3]) << 8;
    Rgba palette[4] = {expand565(first), expand565(second), {}, {}};
    if (mode == Bc1Mode::FourColors || first > second) {
        palette[2] = between(palette[0], palette[1], 1, 3);
        palette[3] = between(palette[0], palette[1], 2, 3);
    } else {
        palette[2] = between(palette[0], palette[1], 1, 2);
        palette[3] = {0, 0, 0, static_cast<std::uint8_t>(mode == Bc1Mode::PunchThrough ? 0 : 255)};
    }
    for (int i = 0; i < kTexels; ++i)
        out[i] = palette[block[4 + i / 4] >> (i % 4 * 2) & 3];
}

/// One channel of RGTC, sixteen values.
void decodeChannel(const std::uint8_t* block, std::uint8_t* out)
{
    const unsigned a = block[0], b = block[1];
    std::uint8_t palette[8] = {block[0], block[1]};
    if (a > b) {
        for (unsigned i = 1; i < 7; ++i)
            palette[i + 1] = static_cast<std::uint8_t>((a * (7 - i) + b * i + 3) / 7);
    } else {
        for (unsigned i = 1; i < 5; ++i)
            palette[i + 1] = static_cast<std::uint8_t>((a * (5 - i) + b * i + 2) / 5);
        palette[6] = 0;
        palette[7] = 255;
    }
    std::uint64_t indices = 0;
    for (int i = 0; i < 6; ++i)
        indices |= static_cast<std::uint64_t>(block[2 + i]) << (8 * i);
    for (int i = 0; i < kTexels; ++i)
        out[i] = palette[indices >> (3 * i) & 7];
}

} // namespace

void decodeBc1(const std::uint8_t* block, Rgba* out, bool withAlpha)
{
    decodeColors(block, out, withAlpha ? Bc1Mode::PunchThrough : Bc1Mode::Opaque);
}

void decodeBc2(const std::uint8_t* block, Rgba* out)
{
    decodeColors(block + 8, out, Bc1Mode::FourColors);
    for (int i = 0; i < kTexels; ++i)
        out[i].a = static_cast<std::uint8_t>((block[i / 2] >> (i % 2 * 4) & 15) * 17);
}

void decodeBc3(const std::uint8_t* block, Rgba* out)
{
    decodeColors(block + 8, out, Bc1Mode::FourColors);
    std::uint8_t alpha[kTexels];
    decodeChannel(block, alpha);
    for (int i = 0; i < kTexels; ++i)
        out[i].a = alpha[i];
}

void decodeBc4(const std::uint8_t* block, Rgba* out)
{
    std::uint8_t red[kTexels];
    decodeChannel(block, red);
    for (int i = 0; i < kTexels; ++i)
        out[i] = {red[i], 0, 0, 255};
}

void decodeBc5(const std::uint8_t* block, Rgba* out)
{
    std::uint8_t red[kTexels], green[kTexels];
    decodeChannel(block, red);
    decodeChannel(block + 8, green);
    for (int i = 0; i < kTexels; ++i)
        out[i] = {red[i], green[i], 0, 255};
}

} // namespace guanjing::ktx2
