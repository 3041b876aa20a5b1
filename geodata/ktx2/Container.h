#pragma once
// The container of KTX 2.0. For the .cpp files of this room only.

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/ktx2/Ktx2.h"
#include "geodata/ktx2/PixelFormat.h"

#include <cstdint>
#include <string>
#include <vector>

namespace guanjing::ktx2 {

enum class Supercompression : std::uint32_t { None = 0, BasisLz = 1, Zstandard = 2, Zlib = 3 };

/// The header, indices and metadata of a file, all checked to lie within it (KTX 2.0, section 3).
struct Container {
    struct LevelEntry {
        int width = 0, height = 0;
        ByteView bytes; ///< as stored
    };

    PixelFormat format;
    Supercompression supercompression = Supercompression::None;
    bool srgb = false;
    bool premultiplied = false;
    int samples = 0; ///< of the data format descriptor: 2 where ETC1S has alpha
    std::vector<LevelEntry> levels; ///< largest first
    ByteView globalData;
    bool flipRows = false, flipColumns = false; ///< KTXorientation
    std::string swizzle; ///< KTXswizzle: four of "rgba01", or empty

    static Result<Container> read(ByteView bytes, const Limits& limits);
};

/// `expected` bytes out of a level stored with that scheme.
[[nodiscard]] Result<Bytes> inflateLevel(ByteView stored, Supercompression scheme, std::uint64_t expected);

} // namespace guanjing::ktx2
