#pragma once
// Decoders of single blocks. For the .cpp files of this room only.
//
// Each takes the bytes of one block and writes its texels row by row; any bytes are safe.

#include <cstdint>

namespace guanjing::ktx2 {

struct Rgba {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
};
static_assert(sizeof(Rgba) == 4);

/// 4x4 texels; Khronos Data Format 1.4, chapters 18 to 20 (S3TC, RGTC, BPTC).
void decodeBc1(const std::uint8_t* block, Rgba* out, bool withAlpha);
void decodeBc2(const std::uint8_t* block, Rgba* out);
void decodeBc3(const std::uint8_t* block, Rgba* out);
void decodeBc4(const std::uint8_t* block, Rgba* out); ///< red
void decodeBc5(const std::uint8_t* block, Rgba* out); ///< red and green
void decodeBc7(const std::uint8_t* block, Rgba* out); ///< a reserved block is transparent black, as the standard wants

/// 4x4 texels; chapters 21 and 22 (ETC1, ETC2).
void decodeEtc2Rgb(const std::uint8_t* block, Rgba* out);
void decodeEtc2RgbA1(const std::uint8_t* block, Rgba* out);
void decodeEtc2Rgba(const std::uint8_t* block, Rgba* out);
void decodeEacR11(const std::uint8_t* block, Rgba* out); ///< red
void decodeEacRg11(const std::uint8_t* block, Rgba* out); ///< red and green

/// Modifiers of ETC1 (table 21.x of chapter 21): the smaller and the larger step of each of the eight tables.
constexpr std::uint8_t kEtc1Modifiers[8][2] = {{2, 8},   {5, 17},  {9, 29},   {13, 42},
                                               {18, 60}, {24, 80}, {33, 106}, {47, 183}};

/// width · height texels; chapter 23 (ASTC), LDR profile. What the profile does not have, and illegal blocks, become the
/// standard's error colour, opaque magenta.
void decodeAstc(const std::uint8_t* block, int width, int height, bool srgb, Rgba* out);

/// 4x4 texels of UASTC LDR. False for a reserved mode or pattern.
[[nodiscard]] bool decodeUastc(const std::uint8_t* block, bool srgb, Rgba* out);

} // namespace guanjing::ktx2
