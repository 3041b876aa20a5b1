#include "geodata/ktx2/PlainPixels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

namespace guanjing::ktx2 {

namespace {

/// IEEE 754 binary16.
float fromHalf(std::uint16_t half)
{
    const int exponent = half >> 10 & 31;
    const float mantissa = static_cast<float>(half & 1023) / 1024.0f;
    const float sign = (half & 0x8000) != 0 ? -1.0f : 1.0f;
    if (exponent == 31)
        return mantissa > 0.0f ? 0.0f : sign * INFINITY;
    return sign * (exponent == 0 ? std::ldexp(mantissa, -14) : std::ldexp(1.0f + mantissa, exponent - 15));
}

/// NaN becomes 0.
std::uint8_t toByte(float value)
{
    return value > 0.0f ? static_cast<std::uint8_t>(std::min(value, 1.0f) * 255.0f + 0.5f) : std::uint8_t{0};
}

/// Khronos Data Format 1.4, 13.3.
std::uint8_t toSrgbByte(float linear)
{
    if (!(linear > 0.0f))
        return 0;
    const float value = std::min(linear, 1.0f);
    return toByte(value <= 0.0031308f ? value * 12.92f : 1.055f * std::pow(value, 1.0f / 2.4f) - 0.055f);
}

void copyBytes(const std::uint8_t* in, const PixelFormat& format, std::size_t count, std::uint8_t* out)
{
    const auto channels = static_cast<std::size_t>(format.channels);
    if (channels == 4) {
        std::memcpy(out, in, count * 4);
    } else {
        for (std::size_t i = 0; i < count; ++i, in += channels) {
            const std::uint8_t texel[4] = {in[0], channels > 1 ? in[1] : std::uint8_t{0},
                                           channels > 2 ? in[2] : std::uint8_t{0}, 255};
            std::memcpy(out + i * 4, texel, 4);
        }
    }
    if (format.swapRedBlue)
        for (std::size_t i = 0; i < count; ++i)
            std::swap(out[i * 4], out[i * 4 + 2]);
}

float channelAt(const std::uint8_t* in, Codec codec)
{
    if (codec == Codec::Float32) {
        float value = 0.0f;
        std::memcpy(&value, in, 4);
        return value;
    }
    std::uint16_t value = 0;
    std::memcpy(&value, in, 2);
    return codec == Codec::Float16 ? fromHalf(value) : static_cast<float>(value) / 65535.0f;
}

} // namespace

Level decodePlain(ByteView bytes, const PixelFormat& format, int width, int height)
{
    Level level{width, height, {}};
    const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    level.pixels.resize(count * 4);
    if (format.codec == Codec::Unorm8) {
        copyBytes(bytes.data(), format, count, level.pixels.data());
        return level;
    }
    const std::size_t step = format.codec == Codec::Float32 ? 4 : 2;
    const std::uint8_t* in = bytes.data();
    std::uint8_t* out = level.pixels.data();
    for (std::size_t i = 0; i < count; ++i, out += 4) {
        out[3] = 255;
        for (int c = 0; c < format.channels; ++c, in += step) {
            const float value = channelAt(in, format.codec);
            out[c] = c == 3 ? toByte(value) : toSrgbByte(value);
        }
    }
    return level;
}

bool becomesSrgb(const PixelFormat& format)
{
    return format.codec == Codec::Unorm16 || format.codec == Codec::Float16 || format.codec == Codec::Float32;
}

} // namespace guanjing::ktx2
