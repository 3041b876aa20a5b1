#include "geodata/ktx2/Ktx2.h"

#include "geodata/ktx2/BasisLz.h"
#include "geodata/ktx2/Blocks.h"
#include "geodata/ktx2/Container.h"
#include "geodata/ktx2/PlainPixels.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace guanjing::ktx2 {

namespace {

/// Calls decodeBlock(block, texels) for each block of a level and puts the texels in place. False where that refuses one;
/// `refused` then tells which.
template <class DecodeBlock>
bool decodeBlocks(ByteView bytes, const PixelFormat& format, Level& level, std::size_t& refused,
                  DecodeBlock&& decodeBlock)
{
    constexpr std::size_t kMaxTexels = 12 * 12;
    Rgba texels[kMaxTexels];
    const std::size_t stride = static_cast<std::size_t>(level.width) * sizeof(Rgba);
    level.pixels.resize(stride * static_cast<std::size_t>(level.height));
    const std::uint8_t* block = bytes.data();
    for (int y = 0; y < level.height; y += format.blockHeight) {
        const int rows = std::min(format.blockHeight, level.height - y);
        for (int x = 0; x < level.width; x += format.blockWidth, block += format.blockBytes) {
            if (!decodeBlock(block, texels)) {
                refused = static_cast<std::size_t>(block - bytes.data()) / format.blockBytes;
                return false;
            }
            const auto columns = static_cast<std::size_t>(std::min(format.blockWidth, level.width - x));
            std::uint8_t* out =
                level.pixels.data() + static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x) * sizeof(Rgba);
            for (int row = 0; row < rows; ++row, out += stride)
                std::memcpy(out, texels + row * format.blockWidth, columns * sizeof(Rgba));
        }
    }
    return true;
}

Result<Level> decodeLevel(ByteView bytes, const Container& container, std::size_t index)
{
    const PixelFormat& format = container.format;
    Level level{container.levels[index].width, container.levels[index].height, {}};
    std::size_t refused = 0;
    const auto each = [&](auto&& decodeBlock) {
        decodeBlocks(bytes, format, level, refused, [&](const std::uint8_t* block, Rgba* out) {
            decodeBlock(block, out);
            return true;
        });
    };
    switch (format.codec) {
    case Codec::Unorm8:
    case Codec::Unorm16:
    case Codec::Float16:
    case Codec::Float32: return decodePlain(bytes, format, level.width, level.height);
    case Codec::Bc1Rgb: each([](const std::uint8_t* in, Rgba* out) { decodeBc1(in, out, false); }); break;
    case Codec::Bc1Rgba: each([](const std::uint8_t* in, Rgba* out) { decodeBc1(in, out, true); }); break;
    case Codec::Bc2: each(decodeBc2); break;
    case Codec::Bc3: each(decodeBc3); break;
    case Codec::Bc4: each(decodeBc4); break;
    case Codec::Bc5: each(decodeBc5); break;
    case Codec::Bc7: each(decodeBc7); break;
    case Codec::Etc2Rgb: each(decodeEtc2Rgb); break;
    case Codec::Etc2Rgb8A1: each(decodeEtc2RgbA1); break;
    case Codec::Etc2Rgba: each(decodeEtc2Rgba); break;
    case Codec::EacR11: each(decodeEacR11); break;
    case Codec::EacRg11: each(decodeEacRg11); break;
    case Codec::Astc:
        each([&](const std::uint8_t* in, Rgba* out) {
            decodeAstc(in, format.blockWidth, format.blockHeight, container.srgb, out);
        });
        break;
    case Codec::Uastc:
        if (!decodeBlocks(bytes, format, level, refused,
                          [&](const std::uint8_t* in, Rgba* out) { return decodeUastc(in, container.srgb, out); }))
            return fail(ErrorCode::DecodeFailed, {},
                        "KTX 2: UASTC: block " + std::to_string(refused) + " of level " + std::to_string(index)
                            + " has a reserved mode or pattern");
        break;
    case Codec::Etc1s: return fail(ErrorCode::Internal, {}, "KTX 2: ETC1S has no blocks of its own");
    }
    return level;
}

void applySwizzle(Level& level, const std::string& swizzle)
{
    for (std::size_t at = 0; at + 4 <= level.pixels.size(); at += 4) {
        std::uint8_t texel[4];
        std::uint8_t* pixel = level.pixels.data() + at;
        for (std::size_t c = 0; c < 4; ++c) {
            switch (swizzle[c]) {
            case 'r': texel[c] = pixel[0]; break;
            case 'g': texel[c] = pixel[1]; break;
            case 'b': texel[c] = pixel[2]; break;
            case 'a': texel[c] = pixel[3]; break;
            case '1': texel[c] = 255; break;
            default: texel[c] = 0;
            }
        }
        std::memcpy(pixel, texel, 4);
    }
}

void flipRows(Level& level)
{
    const auto rowBytes = static_cast<std::ptrdiff_t>(level.width) * 4;
    for (int top = 0, bottom = level.height - 1; top < bottom; ++top, --bottom)
        std::swap_ranges(level.pixels.begin() + rowBytes * top, level.pixels.begin() + rowBytes * (top + 1),
                         level.pixels.begin() + rowBytes * bottom);
}

void flipColumns(Level& level)
{
    const auto width = static_cast<std::size_t>(level.width);
    for (std::size_t y = 0; y < static_cast<std::size_t>(level.height); ++y) {
        std::uint8_t* row = level.pixels.data() + y * width * 4;
        for (std::size_t left = 0, right = width - 1; left < right; ++left, --right)
            std::swap_ranges(row + left * 4, row + left * 4 + 4, row + right * 4);
    }
}

} // namespace

Result<Picture> decode(ByteView bytes, const Limits& limits)
{
    const auto container = Container::read(bytes, limits);
    if (!container)
        return fail(container.error());
    Picture picture;
    picture.srgb = container->srgb || becomesSrgb(container->format);
    picture.premultiplied = container->premultiplied;
    picture.format = container->format.name();
    BasisLz basisLz;
    if (container->supercompression == Supercompression::BasisLz) {
        auto read = BasisLz::read(*container);
        if (!read)
            return fail(read.error());
        basisLz = std::move(*read);
    }
    for (std::size_t i = 0; i < container->levels.size(); ++i) {
        const Container::LevelEntry& entry = container->levels[i];
        Result<Level> level;
        if (container->supercompression == Supercompression::BasisLz) {
            level = basisLz.decode(*container, i);
        } else if (container->supercompression == Supercompression::None) {
            level = decodeLevel(entry.bytes, *container, i);
        } else {
            const auto inflated = inflateLevel(entry.bytes, container->supercompression,
                                               container->format.levelBytes(entry.width, entry.height));
            if (!inflated)
                return fail(inflated.error());
            level = decodeLevel(*inflated, *container, i);
        }
        if (!level)
            return fail(level.error());
        if (!container->swizzle.empty())
            applySwizzle(*level, container->swizzle);
        if (container->flipRows)
            flipRows(*level);
        if (container->flipColumns)
            flipColumns(*level);
        picture.levels.push_back(std::move(*level));
    }
    return picture;
}

} // namespace guanjing::ktx2
