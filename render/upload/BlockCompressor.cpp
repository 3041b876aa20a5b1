#include "render/upload/BlockCompressor.h"

#include <squish.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace guanjing::render {

namespace {

std::size_t bytesOf(BlockFormat format) { return format == BlockFormat::Bc1 ? 8 : 16; }

} // namespace

std::size_t blockRowBytes(BlockFormat format, int width)
{
    return static_cast<std::size_t>((width + 3) / 4) * bytesOf(format);
}

int blockRows(int height) { return (height + 3) / 4; }

std::vector<std::uint8_t> compressToBlocks(const std::uint8_t* rgba, int width, int height, BlockFormat format)
{
    std::vector<std::uint8_t> blocks(blockRowBytes(format, width) * static_cast<std::size_t>(blockRows(height)));
    const int flags = (format == BlockFormat::Bc1 ? squish::kDxt1 : squish::kDxt5) | squish::kColourRangeFit;
    std::uint8_t* out = blocks.data();
    // Block by block rather than by squish's own loop over pictures, which starts threads of its own on a worker.
    for (int y = 0; y < height; y += 4) {
        for (int x = 0; x < width; x += 4, out += bytesOf(format)) {
            std::array<std::uint8_t, 64> block{};
            const int columns = std::min(4, width - x), rows = std::min(4, height - y);
            int inside = 0;
            for (int row = 0; row < rows; ++row) {
                const std::size_t first =
                    static_cast<std::size_t>(y + row) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
                std::memcpy(block.data() + row * 16, rgba + first * 4, static_cast<std::size_t>(columns) * 4);
                inside |= ((1 << columns) - 1) << (4 * row);
            }
            squish::CompressMasked(block.data(), inside, out, flags);
        }
    }
    return blocks;
}

} // namespace guanjing::render
