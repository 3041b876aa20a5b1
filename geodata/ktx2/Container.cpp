#include "geodata/ktx2/Container.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

namespace guanjing::ktx2 {

namespace {

constexpr std::uint8_t kIdentifier[12] = {0xAB, 'K', 'T', 'X', ' ', '2', '0', 0xBB, '\r', '\n', 0x1A, '\n'};
constexpr std::size_t kHeaderBytes = 80;
constexpr std::size_t kLevelBytes = 24;

/// Khronos Data Format 1.4, 5.6 and 5.8.
constexpr std::uint32_t kModelEtc1s = 163, kModelUastc = 166;
constexpr std::uint32_t kTransferSrgb = 2;
constexpr std::uint32_t kFlagPremultiplied = 1;

std::uint32_t u32(ByteView bytes, std::size_t at)
{
    return static_cast<std::uint32_t>(bytes[at]) | static_cast<std::uint32_t>(bytes[at + 1]) << 8
        | static_cast<std::uint32_t>(bytes[at + 2]) << 16 | static_cast<std::uint32_t>(bytes[at + 3]) << 24;
}

std::uint64_t u64(ByteView bytes, std::size_t at)
{
    return u32(bytes, at) | static_cast<std::uint64_t>(u32(bytes, at + 4)) << 32;
}

tl::unexpected<Error> bad(ErrorCode code, std::string detail) { return fail(code, {}, "KTX 2: " + std::move(detail)); }

Result<ByteView> section(ByteView bytes, std::uint64_t offset, std::uint64_t length, const std::string& what)
{
    if (offset > bytes.size() || length > bytes.size() - offset)
        return bad(ErrorCode::Truncated,
                   what + " at " + std::to_string(offset) + " of " + std::to_string(length) + " bytes in a file of "
                       + std::to_string(bytes.size()));
    return bytes.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
}

struct Descriptor {
    std::uint32_t model = 0, transfer = 0, flags = 0;
    int samples = 0;
};

Result<Descriptor> readDescriptor(ByteView bytes)
{
    constexpr std::size_t kBasicBytes = 24, kSampleBytes = 16;
    if (bytes.size() < 4 + kBasicBytes)
        return bad(ErrorCode::Truncated, "data format descriptor of " + std::to_string(bytes.size()) + " bytes");
    if (u32(bytes, 0) != bytes.size())
        return bad(ErrorCode::LengthMismatch,
                   "data format descriptor says " + std::to_string(u32(bytes, 0)) + " bytes, the header "
                       + std::to_string(bytes.size()));
    const ByteView block = bytes.subspan(4);
    const std::size_t size = u32(block, 4) >> 16;
    if (u32(block, 0) != 0 || size < kBasicBytes || size > block.size() || (size - kBasicBytes) % kSampleBytes != 0)
        return bad(ErrorCode::BadValue, "the data format descriptor does not start with a basic block");
    return Descriptor{block[8], block[10], block[11], static_cast<int>((size - kBasicBytes) / kSampleBytes)};
}

Result<void> readKeyValues(ByteView bytes, Container& out)
{
    std::size_t at = 0;
    while (bytes.size() - at >= 4) {
        const std::size_t length = u32(bytes, at);
        at += 4;
        if (length > bytes.size() - at)
            return bad(ErrorCode::Truncated, "a key/value pair of " + std::to_string(length) + " bytes");
        const std::string_view pair = asText(bytes.subspan(at, length));
        const std::size_t zero = pair.find('\0');
        if (zero == std::string_view::npos)
            return bad(ErrorCode::BadValue, "a key without its end");
        const std::string_view key = pair.substr(0, zero);
        std::string_view value = pair.substr(zero + 1);
        value = value.substr(0, value.find('\0'));
        if (key == "KTXorientation") {
            out.flipColumns = !value.empty() && value[0] == 'l';
            out.flipRows = value.size() > 1 && value[1] == 'u';
        } else if (key == "KTXswizzle") {
            if (value.size() != 4 || value.find_first_not_of("rgba01") != std::string_view::npos)
                return bad(ErrorCode::BadValue, "KTXswizzle \"" + std::string(value.substr(0, 16)) + "\"");
            if (value != "rgba")
                out.swizzle = value;
        }
        at += length;
        at = std::min(bytes.size(), (at + 3) / 4 * 4);
    }
    return {};
}

Result<void> readShape(ByteView bytes, const Limits& limits, int& width, int& height)
{
    const std::uint32_t w = u32(bytes, 20), h = u32(bytes, 24), depth = u32(bytes, 28), layers = u32(bytes, 32),
                        faces = u32(bytes, 36);
    const std::string size = std::to_string(w) + " x " + std::to_string(h);
    if (w == 0)
        return bad(ErrorCode::BadValue, "a picture without pixels: " + size);
    if (h == 0)
        return bad(ErrorCode::UnsupportedFeature, "one-dimensional textures are not supported");
    if (depth > 0)
        return bad(ErrorCode::UnsupportedFeature, "3D textures are not supported: depth " + std::to_string(depth));
    if (faces == 6)
        return bad(ErrorCode::UnsupportedFeature, "cube maps are not supported");
    if (faces != 1)
        return bad(ErrorCode::BadValue, std::to_string(faces) + " faces");
    if (layers > 1)
        return bad(ErrorCode::UnsupportedFeature,
                   "array textures are not supported: " + std::to_string(layers) + " layers");
    const auto side = static_cast<std::uint32_t>(std::max(limits.maxSide, 0));
    if (w > side || h > side || static_cast<std::uint64_t>(w) * h > limits.maxPixels)
        return bad(ErrorCode::TooLarge,
                   "picture of " + size + " pixels, the limit is " + std::to_string(side) + " on a side and "
                       + std::to_string(limits.maxPixels) + " in all");
    width = static_cast<int>(w);
    height = static_cast<int>(h);
    return {};
}

/// The format, from the VkFormat or, where that is undefined, from the descriptor's colour model.
Result<void> readFormat(ByteView bytes, Container& out)
{
    const std::uint32_t vkFormat = u32(bytes, 12);
    const auto descriptorBytes = section(bytes, u32(bytes, 48), u32(bytes, 52), "data format descriptor");
    if (!descriptorBytes)
        return fail(descriptorBytes.error());
    const auto descriptor = readDescriptor(*descriptorBytes);
    if (!descriptor)
        return fail(descriptor.error());
    out.premultiplied = (descriptor->flags & kFlagPremultiplied) != 0;
    out.samples = descriptor->samples;
    if (vkFormat == 0) {
        if (descriptor->model != kModelEtc1s && descriptor->model != kModelUastc)
            return bad(ErrorCode::UnsupportedFeature,
                       "colour model " + std::to_string(descriptor->model) + " is not supported");
        const bool etc1s = descriptor->model == kModelEtc1s;
        out.format = {etc1s ? Codec::Etc1s : Codec::Uastc, false, false, 4, 4, 4, etc1s ? 8u : 16u};
        out.srgb = descriptor->transfer == kTransferSrgb;
        if (etc1s && (out.samples < 1 || out.samples > 2))
            return bad(ErrorCode::BadValue, "ETC1S with " + std::to_string(out.samples) + " samples");
    } else {
        const auto format = pixelFormatOf(vkFormat);
        if (!format)
            return bad(ErrorCode::UnsupportedFeature, unreadFormatName(vkFormat));
        out.format = *format;
        out.srgb = format->srgb;
    }
    const bool basisLz = out.supercompression == Supercompression::BasisLz;
    if (basisLz != (out.format.codec == Codec::Etc1s))
        return bad(ErrorCode::BadValue, basisLz ? "BasisLZ around " + out.format.name() : "ETC1S without BasisLZ");
    return {};
}

Result<void> readLevels(ByteView bytes, int width, int height, Container& out)
{
    const std::uint32_t stated = u32(bytes, 40);
    const auto possible = static_cast<std::uint32_t>(std::bit_width(static_cast<unsigned>(std::max(width, height))));
    if (stated > possible)
        return bad(ErrorCode::BadValue,
                   std::to_string(stated) + " levels of " + std::to_string(width) + " x " + std::to_string(height));
    const std::uint32_t count = std::max(stated, 1u); // 0 asks for levels to be made, and one is there
    const auto index = section(bytes, kHeaderBytes, count * kLevelBytes, "level index");
    if (!index)
        return fail(index.error());
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::size_t at = i * kLevelBytes;
        const std::string name = "level " + std::to_string(i);
        const auto data = section(bytes, u64(*index, at), u64(*index, at + 8), name);
        if (!data)
            return fail(data.error());
        const int w = std::max(1, width >> i), h = std::max(1, height >> i);
        if (out.supercompression != Supercompression::BasisLz) {
            const std::uint64_t expected = out.format.levelBytes(w, h);
            const std::uint64_t unpacked =
                out.supercompression == Supercompression::None ? data->size() : u64(*index, at + 16);
            if (unpacked != expected)
                return bad(ErrorCode::LengthMismatch,
                           name + " of " + std::to_string(w) + " x " + std::to_string(h) + " " + out.format.name()
                               + " needs " + std::to_string(expected) + " bytes, has " + std::to_string(unpacked));
        }
        out.levels.push_back({w, h, *data});
    }
    return {};
}

} // namespace

bool isKtx2(ByteView bytes)
{
    return bytes.size() >= sizeof(kIdentifier) && std::memcmp(bytes.data(), kIdentifier, sizeof(kIdentifier)) == 0;
}

Result<Container> Container::read(ByteView bytes, const Limits& limits)
{
    if (!isKtx2(bytes))
        return bad(ErrorCode::BadMagic, "the identifier is missing");
    if (bytes.size() < kHeaderBytes)
        return bad(ErrorCode::Truncated, "header of " + std::to_string(bytes.size()) + " bytes");
    int width = 0, height = 0;
    if (auto shape = readShape(bytes, limits, width, height); !shape)
        return fail(shape.error());
    Container out;
    const std::uint32_t scheme = u32(bytes, 44);
    if (scheme > static_cast<std::uint32_t>(Supercompression::Zlib))
        return bad(ErrorCode::UnsupportedFeature,
                   "supercompression scheme " + std::to_string(scheme) + " is not supported");
    out.supercompression = static_cast<Supercompression>(scheme);
    if (auto format = readFormat(bytes, out); !format)
        return fail(format.error());
    if (auto levels = readLevels(bytes, width, height, out); !levels)
        return fail(levels.error());
    const auto keyValues = section(bytes, u32(bytes, 56), u32(bytes, 60), "key/value data");
    if (!keyValues)
        return fail(keyValues.error());
    if (auto read = readKeyValues(*keyValues, out); !read)
        return fail(read.error());
    const auto global = section(bytes, u64(bytes, 64), u64(bytes, 72), "supercompression global data");
    if (!global)
        return fail(global.error());
    out.globalData = *global;
    return out;
}

} // namespace guanjing::ktx2
