#include "geodata/ktx2/PixelFormat.h"

namespace guanjing::ktx2 {

namespace {

/// Values of VkFormat (Vulkan 1.3, 49.1); UNORM and SRGB of one layout follow one another within a group.
enum Vk : std::uint32_t {
    R8 = 9,
    R8Srgb = 15,
    Rg8 = 16,
    Rg8Srgb = 22,
    Rgb8 = 23,
    Rgb8Srgb = 29,
    Bgr8 = 30,
    Bgr8Srgb = 36,
    Rgba8 = 37,
    Rgba8Srgb = 43,
    Bgra8 = 44,
    Bgra8Srgb = 50,
    R16 = 70,
    R16Float = 76,
    Rg16 = 77,
    Rg16Float = 83,
    Rgb16 = 84,
    Rgb16Float = 90,
    Rgba16 = 91,
    Rgba16Float = 97,
    R32Float = 100,
    Rg32Float = 103,
    Rgb32Float = 106,
    Rgba32Float = 109,
    Bc1Rgb = 131,
    Bc1RgbSrgb = 132,
    Bc1Rgba = 133,
    Bc1RgbaSrgb = 134,
    Bc2 = 135,
    Bc2Srgb = 136,
    Bc3 = 137,
    Bc3Srgb = 138,
    Bc4 = 139,
    Bc4Signed = 140,
    Bc5 = 141,
    Bc5Signed = 142,
    Bc6h = 143,
    Bc6hSigned = 144,
    Bc7 = 145,
    Bc7Srgb = 146,
    Etc2Rgb = 147,
    Etc2RgbSrgb = 148,
    Etc2RgbA1 = 149,
    Etc2RgbA1Srgb = 150,
    Etc2Rgba = 151,
    Etc2RgbaSrgb = 152,
    EacR11 = 153,
    EacR11Signed = 154,
    EacRg11 = 155,
    EacRg11Signed = 156,
    AstcFirst = 157,
    AstcLast = 184,
    AstcHdrFirst = 1000066000,
    AstcHdrLast = 1000066013
};

/// Footprints in the order of VkFormat.
constexpr int kAstcSizes[14][2] = {{4, 4}, {5, 4},  {5, 5},  {6, 5},  {6, 6},   {8, 5},   {8, 6},
                                   {8, 8}, {10, 5}, {10, 6}, {10, 8}, {10, 10}, {12, 10}, {12, 12}};

PixelFormat plain(Codec codec, int channels, std::size_t channelBytes, bool srgb = false, bool swapped = false)
{
    return {codec, srgb, swapped, channels, 1, 1, static_cast<std::size_t>(channels) * channelBytes};
}

PixelFormat blocks(Codec codec, std::size_t bytes, bool srgb = false) { return {codec, srgb, false, 4, 4, 4, bytes}; }

} // namespace

std::uint64_t PixelFormat::levelBytes(int width, int height) const
{
    const auto across = static_cast<std::uint64_t>((width + blockWidth - 1) / blockWidth);
    const auto down = static_cast<std::uint64_t>((height + blockHeight - 1) / blockHeight);
    return across * down * blockBytes;
}

std::string PixelFormat::name() const
{
    const std::string many = std::to_string(channels) + " channels of ";
    switch (codec) {
    case Codec::Unorm8: return many + "8 bits";
    case Codec::Unorm16: return many + "16 bits";
    case Codec::Float16: return many + "16-bit floats";
    case Codec::Float32: return many + "32-bit floats";
    case Codec::Bc1Rgb:
    case Codec::Bc1Rgba: return "BC1";
    case Codec::Bc2: return "BC2";
    case Codec::Bc3: return "BC3";
    case Codec::Bc4: return "BC4";
    case Codec::Bc5: return "BC5";
    case Codec::Bc7: return "BC7";
    case Codec::Etc2Rgb: return "ETC2 RGB";
    case Codec::Etc2Rgb8A1: return "ETC2 RGB with one bit of alpha";
    case Codec::Etc2Rgba: return "ETC2 RGBA";
    case Codec::EacR11: return "EAC R11";
    case Codec::EacRg11: return "EAC RG11";
    case Codec::Astc: return "ASTC " + std::to_string(blockWidth) + "x" + std::to_string(blockHeight);
    case Codec::Uastc: return "UASTC";
    case Codec::Etc1s: return "ETC1S";
    }
    return {};
}

std::optional<PixelFormat> pixelFormatOf(std::uint32_t vkFormat)
{
    if (vkFormat >= AstcFirst && vkFormat <= AstcLast) {
        const auto& size = kAstcSizes[(vkFormat - AstcFirst) / 2];
        return PixelFormat{Codec::Astc, (vkFormat - AstcFirst) % 2 == 1, false, 4, size[0], size[1], 16};
    }
    switch (vkFormat) {
    case R8: return plain(Codec::Unorm8, 1, 1);
    case R8Srgb: return plain(Codec::Unorm8, 1, 1, true);
    case Rg8: return plain(Codec::Unorm8, 2, 1);
    case Rg8Srgb: return plain(Codec::Unorm8, 2, 1, true);
    case Rgb8: return plain(Codec::Unorm8, 3, 1);
    case Rgb8Srgb: return plain(Codec::Unorm8, 3, 1, true);
    case Bgr8: return plain(Codec::Unorm8, 3, 1, false, true);
    case Bgr8Srgb: return plain(Codec::Unorm8, 3, 1, true, true);
    case Rgba8: return plain(Codec::Unorm8, 4, 1);
    case Rgba8Srgb: return plain(Codec::Unorm8, 4, 1, true);
    case Bgra8: return plain(Codec::Unorm8, 4, 1, false, true);
    case Bgra8Srgb: return plain(Codec::Unorm8, 4, 1, true, true);
    case R16: return plain(Codec::Unorm16, 1, 2);
    case Rg16: return plain(Codec::Unorm16, 2, 2);
    case Rgb16: return plain(Codec::Unorm16, 3, 2);
    case Rgba16: return plain(Codec::Unorm16, 4, 2);
    case R16Float: return plain(Codec::Float16, 1, 2);
    case Rg16Float: return plain(Codec::Float16, 2, 2);
    case Rgb16Float: return plain(Codec::Float16, 3, 2);
    case Rgba16Float: return plain(Codec::Float16, 4, 2);
    case R32Float: return plain(Codec::Float32, 1, 4);
    case Rg32Float: return plain(Codec::Float32, 2, 4);
    case Rgb32Float: return plain(Codec::Float32, 3, 4);
    case Rgba32Float: return plain(Codec::Float32, 4, 4);
    case Bc1Rgb: return blocks(Codec::Bc1Rgb, 8);
    case Bc1RgbSrgb: return blocks(Codec::Bc1Rgb, 8, true);
    case Bc1Rgba: return blocks(Codec::Bc1Rgba, 8);
    case Bc1RgbaSrgb: return blocks(Codec::Bc1Rgba, 8, true);
    case Bc2: return blocks(Codec::Bc2, 16);
    case Bc2Srgb: return blocks(Codec::Bc2, 16, true);
    case Bc3: return blocks(Codec::Bc3, 16);
    case Bc3Srgb: return blocks(Codec::Bc3, 16, true);
    case Bc4: return blocks(Codec::Bc4, 8);
    case Bc5: return blocks(Codec::Bc5, 16);
    case Bc7: return blocks(Codec::Bc7, 16);
    case Bc7Srgb: return blocks(Codec::Bc7, 16, true);
    case Etc2Rgb: return blocks(Codec::Etc2Rgb, 8);
    case Etc2RgbSrgb: return blocks(Codec::Etc2Rgb, 8, true);
    case Etc2RgbA1: return blocks(Codec::Etc2Rgb8A1, 8);
    case Etc2RgbA1Srgb: return blocks(Codec::Etc2Rgb8A1, 8, true);
    case Etc2Rgba: return blocks(Codec::Etc2Rgba, 16);
    case Etc2RgbaSrgb: return blocks(Codec::Etc2Rgba, 16, true);
    case EacR11: return blocks(Codec::EacR11, 8);
    case EacRg11: return blocks(Codec::EacRg11, 16);
    default: return std::nullopt;
    }
}

std::string unreadFormatName(std::uint32_t vkFormat)
{
    switch (vkFormat) {
    case Bc4Signed: return "signed BC4";
    case Bc5Signed: return "signed BC5";
    case Bc6h:
    case Bc6hSigned: return "BC6H (high dynamic range)";
    case EacR11Signed: return "signed EAC R11";
    case EacRg11Signed: return "signed EAC RG11";
    default: break;
    }
    if (vkFormat >= AstcHdrFirst && vkFormat <= AstcHdrLast)
        return "ASTC of high dynamic range";
    return "VkFormat " + std::to_string(vkFormat);
}

} // namespace guanjing::ktx2
