// ETC2 and EAC: Khronos Data Format 1.4, chapter 22. Bit positions are those of its tables, where bit 63 is the top bit of
// the first byte. Texels are numbered down the columns there.
#include "geodata/ktx2/Blocks.h"

#include <algorithm>

namespace guanjing::ktx2 {

namespace {

constexpr int kTexels = 16;

constexpr int kDistances[8] = {3, 6, 11, 16, 23, 32, 41, 64};

constexpr std::int8_t kEacModifiers[16][8] = {
    {-3, -6, -9, -15, 2, 5, 8, 14}, {-3, -7, -10, -13, 2, 6, 9, 12}, {-2, -5, -8, -13, 1, 4, 7, 12},
    {-2, -4, -6, -13, 1, 3, 5, 12}, {-3, -6, -8, -12, 2, 5, 7, 11},  {-3, -7, -9, -11, 2, 6, 8, 10},
    {-4, -7, -8, -11, 3, 6, 7, 10}, {-3, -5, -8, -11, 2, 4, 7, 10},  {-2, -6, -8, -10, 1, 5, 7, 9},
    {-2, -5, -8, -10, 1, 4, 7, 9},  {-2, -4, -8, -10, 1, 3, 7, 9},   {-2, -5, -7, -10, 1, 4, 6, 9},
    {-3, -4, -7, -10, 2, 3, 6, 9},  {-1, -2, -3, -10, 0, 1, 2, 9},   {-4, -6, -8, -9, 3, 5, 7, 8},
    {-3, -5, -7, -9, 2, 4, 6, 8}};

std::uint64_t loadBigEndian(const std::uint8_t* bytes)
{
    std::uint64_t word = 0;
    for (int i = 0; i < 8; ++i)
        word = word << 8 | bytes[i];
    return word;
}

struct Word {
    std::uint64_t bits;
    /// Bits `high` down to `low`.
    [[nodiscard]] int get(unsigned high, unsigned low) const
    {
        return static_cast<int>(bits >> low & ((std::uint64_t{1} << (high - low + 1)) - 1));
    }
};

struct Color {
    int r = 0, g = 0, b = 0;
};

std::uint8_t clampByte(int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); }
Rgba shifted(const Color& color, int by)
{
    return {clampByte(color.r + by), clampByte(color.g + by), clampByte(color.b + by), 255};
}
int extend4(int value) { return value * 17; }
int extend5(int value) { return value << 3 | value >> 2; }
int extend6(int value) { return value << 2 | value >> 4; }
int extend7(int value) { return value << 1 | value >> 6; }
Color extend4(int r, int g, int b) { return {extend4(r), extend4(g), extend4(b)}; }
Color extend5(int r, int g, int b) { return {extend5(r), extend5(g), extend5(b)}; }
int signed3(int value) { return value >= 4 ? value - 8 : value; }

/// 2-bit index of the texel in column x, row y.
int indexAt(const Word& word, int x, int y)
{
    const auto i = static_cast<unsigned>(4 * x + y);
    return word.get(16 + i, 16 + i) << 1 | word.get(i, i);
}

void paint(const Word& word, const Rgba (&palette)[4], Rgba* out)
{
    for (int i = 0; i < kTexels; ++i)
        out[i] = palette[indexAt(word, i % 4, i / 4)];
}

void decodeSubblocks(const Word& word, const Color& first, const Color& second, bool opaque, Rgba* out)
{
    const bool flip = word.get(32, 32) != 0;
    const auto& modifiers1 = kEtc1Modifiers[word.get(39, 37)];
    const auto& modifiers2 = kEtc1Modifiers[word.get(36, 34)];
    for (int i = 0; i < kTexels; ++i) {
        const int x = i % 4, y = i / 4;
        const bool inSecond = (flip ? y : x) >= 2;
        const auto& modifiers = inSecond ? modifiers2 : modifiers1;
        const int index = indexAt(word, x, y);
        if (!opaque && index == 2) {
            out[i] = {0, 0, 0, 0};
            continue;
        }
        const int small = opaque ? modifiers[0] : 0; // without opacity index 0 is the base colour itself
        const int step = index % 2 == 1 ? modifiers[1] : small;
        out[i] = shifted(inSecond ? second : first, index >= 2 ? -step : step);
    }
}

void decodeT(const Word& word, bool opaque, Rgba* out)
{
    const Color first = extend4(word.get(60, 59) << 2 | word.get(57, 56), word.get(55, 52), word.get(51, 48));
    const Color second = extend4(word.get(47, 44), word.get(43, 40), word.get(39, 36));
    const int distance = kDistances[word.get(35, 34) << 1 | word.get(32, 32)];
    Rgba palette[4] = {shifted(first, 0), shifted(second, distance), shifted(second, 0), shifted(second, -distance)};
    if (!opaque)
        palette[2] = {0, 0, 0, 0};
    paint(word, palette, out);
}

void decodeH(const Word& word, bool opaque, Rgba* out)
{
    const int r1 = word.get(62, 59), g1 = word.get(58, 56) << 1 | word.get(52, 52),
              b1 = word.get(51, 51) << 3 | word.get(49, 47);
    const int r2 = word.get(46, 43), g2 = word.get(42, 39), b2 = word.get(38, 35);
    const bool ordered = (r1 << 8 | g1 << 4 | b1) >= (r2 << 8 | g2 << 4 | b2);
    const int distance = kDistances[word.get(34, 34) << 2 | word.get(32, 32) << 1 | (ordered ? 1 : 0)];
    const Color first = extend4(r1, g1, b1), second = extend4(r2, g2, b2);
    Rgba palette[4] = {shifted(first, distance), shifted(first, -distance), shifted(second, distance),
                       shifted(second, -distance)};
    if (!opaque)
        palette[2] = {0, 0, 0, 0};
    paint(word, palette, out);
}

void decodePlanar(const Word& word, Rgba* out)
{
    const int origin[3] = {extend6(word.get(62, 57)), extend7(word.get(56, 56) << 6 | word.get(54, 49)),
                           extend6(word.get(48, 48) << 5 | word.get(44, 43) << 3 | word.get(41, 39))};
    const int right[3] = {extend6(word.get(38, 34) << 1 | word.get(32, 32)), extend7(word.get(31, 25)),
                          extend6(word.get(24, 19))};
    const int below[3] = {extend6(word.get(18, 13)), extend7(word.get(12, 6)), extend6(word.get(5, 0))};
    for (int i = 0; i < kTexels; ++i) {
        const int x = i % 4, y = i / 4;
        const auto at = [&](int c) {
            return clampByte((x * (right[c] - origin[c]) + y * (below[c] - origin[c]) + 4 * origin[c] + 2) >> 2);
        };
        out[i] = {at(0), at(1), at(2), 255};
    }
}

void decodeColors(const Word& word, bool punchThrough, Rgba* out)
{
    const bool bit33 = word.get(33, 33) != 0;
    const bool opaque = !punchThrough || bit33;
    if (!punchThrough && !bit33) { // individual
        decodeSubblocks(word, extend4(word.get(63, 60), word.get(55, 52), word.get(47, 44)),
                        extend4(word.get(59, 56), word.get(51, 48), word.get(43, 40)), true, out);
        return;
    }
    const int r = word.get(63, 59), g = word.get(55, 51), b = word.get(47, 43);
    const int r2 = r + signed3(word.get(58, 56)), g2 = g + signed3(word.get(50, 48)),
              b2 = b + signed3(word.get(42, 40));
    const auto outside = [](int value) { return value < 0 || value > 31; };
    if (outside(r2))
        decodeT(word, opaque, out);
    else if (outside(g2))
        decodeH(word, opaque, out);
    else if (outside(b2))
        decodePlanar(word, out);
    else
        decodeSubblocks(word, extend5(r, g, b), extend5(r2, g2, b2), opaque, out);
}

/// EAC: calls put(texel, modifier) for each texel in rows.
template <class Put> void decodeEac(const Word& word, Put&& put)
{
    const auto& modifiers = kEacModifiers[word.get(51, 48)];
    for (int i = 0; i < kTexels; ++i) {
        const auto texel = static_cast<unsigned>(i % 4 * 4 + i / 4);
        put(i, modifiers[word.get(47 - 3 * texel, 45 - 3 * texel)]);
    }
}

/// 11 bits of EAC R11 as 8.
std::uint8_t r11(const Word& word, int modifier)
{
    const int base = word.get(63, 56) * 8 + 4, multiplier = word.get(55, 52);
    const int value = std::clamp(base + modifier * (multiplier == 0 ? 1 : multiplier * 8), 0, 2047);
    return static_cast<std::uint8_t>((value * 255 + 1023) / 2047);
}

} // namespace

void decodeEtc2Rgb(const std::uint8_t* block, Rgba* out) { decodeColors({loadBigEndian(block)}, false, out); }

void decodeEtc2RgbA1(const std::uint8_t* block, Rgba* out) { decodeColors({loadBigEndian(block)}, true, out); }

void decodeEtc2Rgba(const std::uint8_t* block, Rgba* out)
{
    decodeColors({loadBigEndian(block + 8)}, false, out);
    const Word word{loadBigEndian(block)};
    decodeEac(word, [&](int i, int modifier) { out[i].a = clampByte(word.get(63, 56) + modifier * word.get(55, 52)); });
}

void decodeEacR11(const std::uint8_t* block, Rgba* out)
{
    const Word word{loadBigEndian(block)};
    decodeEac(word, [&](int i, int modifier) { out[i] = {r11(word, modifier), 0, 0, 255}; });
}

void decodeEacRg11(const std::uint8_t* block, Rgba* out)
{
    decodeEacR11(block, out);
    const Word word{loadBigEndian(block + 8)};
    decodeEac(word, [&](int i, int modifier) { out[i].g = r11(word, modifier); });
}

} // namespace guanjing::ktx2
