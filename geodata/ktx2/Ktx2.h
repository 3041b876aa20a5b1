#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Limits.h"
#include "geodata/core/Result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace guanjing::ktx2 {

/// One mip level: RGBA, 8 bits a channel, rows from the top, tightly packed.
struct Level {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;
};

struct Picture {
    std::vector<Level> levels; ///< largest first, each half the one before, rounded down; never empty
    bool srgb = false; ///< RGB carry the sRGB transfer function; false: linear
    bool premultiplied = false; ///< RGB are multiplied by alpha already
    std::string format; ///< what the file holds, e.g. "ETC1S", "UASTC", "BC7"
};

/// What a file may ask for; checked before memory is taken.
struct Limits {
    int maxSide = limits::kMaxImageSide; ///< pixels
    std::uint64_t maxPixels = limits::kMaxImagePixels; ///< pixels of the largest level
};

/// The identifier of KTX 2.0 stands at the start.
[[nodiscard]] bool isKtx2(ByteView bytes);

/// Decodes a KTX 2.0 file to RGBA, all levels that it has.
///
/// Reads two-dimensional pictures (also arrays of one layer): Basis Universal ETC1S in BasisLZ and UASTC LDR, 8-bit, 16-bit
/// and float formats of one to four channels, BC1 to BC5 and BC7, ETC2 and EAC, ASTC LDR; supercompressed by Zstandard or
/// zlib. One- and two-channel formats become red and green, unless KTXswizzle says otherwise. Linear float and 16-bit
/// colours are cut to 0..1 and encoded as sRGB, for 8 bits of linear light are too few. KTXorientation is undone. Cube maps,
/// arrays, 3D, signed and HDR formats are UnsupportedFeature, named; damage is an Error that says what is wrong and where.
/// Error::source is left empty.
///
/// Any thread. Sources: KTX File Format Specification 2.0; Khronos Data Format Specification 1.4; Basis Universal's "UASTC
/// LDR 4x4 Texture Specification".
[[nodiscard]] Result<Picture> decode(ByteView bytes, const Limits& limits = {});

} // namespace guanjing::ktx2
