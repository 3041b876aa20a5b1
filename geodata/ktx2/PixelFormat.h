#pragma once
// What the numbers of VkFormat mean. For the .cpp files of this room only.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace guanjing::ktx2 {

enum class Codec : std::uint8_t {
    Unorm8,
    Unorm16,
    Float16,
    Float32,
    Bc1Rgb,
    Bc1Rgba,
    Bc2,
    Bc3,
    Bc4,
    Bc5,
    Bc7,
    Etc2Rgb,
    Etc2Rgb8A1,
    Etc2Rgba,
    EacR11,
    EacRg11,
    Astc,
    Uastc,
    Etc1s
};

struct PixelFormat {
    Codec codec = Codec::Unorm8;
    bool srgb = false;
    bool swapRedBlue = false; ///< stored as BGR
    int channels = 4; ///< of the plain formats
    int blockWidth = 1, blockHeight = 1; ///< pixels
    std::size_t blockBytes = 4;

    /// Bytes of a level of that size.
    [[nodiscard]] std::uint64_t levelBytes(int width, int height) const;
    [[nodiscard]] std::string name() const;
};

/// Nothing for a format that is not read.
[[nodiscard]] std::optional<PixelFormat> pixelFormatOf(std::uint32_t vkFormat);

/// The name of a format that is not read, for messages: "BC6H", or its number.
[[nodiscard]] std::string unreadFormatName(std::uint32_t vkFormat);

} // namespace guanjing::ktx2
