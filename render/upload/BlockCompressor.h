#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace guanjing::render {

/// S3TC block formats (EXT_texture_compression_s3tc): pixels in blocks of 4x4, rows of blocks from the top.
enum class BlockFormat : std::uint8_t {
    None,
    Bc1, ///< opaque, 8 bytes a block
    Bc3 ///< with alpha, 16 bytes a block
};

/// Bytes of a row of blocks.
[[nodiscard]] std::size_t blockRowBytes(BlockFormat format, int width);
/// Rows of blocks.
[[nodiscard]] int blockRows(int height);

/// Tightly packed RGBA to blocks, by the fast range fit; blocks that reach over the edge count only what is inside. The
/// channels are taken as they are: what was meant for display stays so, and is to be sampled as such. Pure; any thread.
[[nodiscard]] std::vector<std::uint8_t> compressToBlocks(const std::uint8_t* rgba, int width, int height,
                                                         BlockFormat format);

} // namespace guanjing::render
