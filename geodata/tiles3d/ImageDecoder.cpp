#include "geodata/tiles3d/ImageDecoder.h"

#include "geodata/core/Limits.h"
#include "geodata/ktx2/Ktx2.h"
#include "geodata/tiles3d/Gzip.h"

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

namespace guanjing::tiles3d {

namespace {

constexpr int kChannels = 4;

bool startsWith(ByteView bytes, std::size_t offset, const char* magic, std::size_t length)
{
    return bytes.size() >= offset + length && std::memcmp(bytes.data() + offset, magic, length) == 0;
}

/// `pixelsPerByte` is the most pixels that one byte of the format can stand for.
std::optional<Error> checkSize(std::int64_t width, std::int64_t height, std::uint64_t pixelsPerByte, ByteView bytes,
                               const std::string& source)
{
    const std::string size = std::to_string(width) + " x " + std::to_string(height);
    if (width < 1 || height < 1)
        return Error{ErrorCode::BadValue, source, "a picture without pixels: " + size};
    const auto pixels = static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);
    if (width > limits::kMaxImageSide || height > limits::kMaxImageSide || pixels > limits::kMaxImagePixels)
        return Error{ErrorCode::TooLarge, source,
                     "picture of " + size + " pixels, the limit is " + std::to_string(limits::kMaxImageSide)
                         + " on a side and " + std::to_string(limits::kMaxImagePixels) + " in all"};
    if (pixels / pixelsPerByte > bytes.size())
        return Error{ErrorCode::Truncated, source,
                     "picture of " + size + " pixels in " + std::to_string(bytes.size()) + " bytes"};
    return std::nullopt;
}

Image makeImage(int width, int height)
{
    Image image;
    image.width = width;
    image.height = height;
    image.channels = kChannels;
    image.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * kChannels);
    return image;
}

/// The same of libjpeg-turbo.
std::string jpegDefect(std::string_view words)
{
    const auto has = [&](std::string_view part) { return words.find(part) != std::string_view::npos; };
    if (has("Premature end") || has("Invalid SOS") || has("Insufficient"))
        return "JPEG: the file ends early";
    if (has("Corrupt JPEG data"))
        return "JPEG: the picture's data are damaged";
    return "JPEG: the picture's data are damaged (" + std::string(words) + ")";
}

Result<Image> decodeJpeg(ByteView bytes, const std::string& source, std::string* warning)
{
    struct Destroy {
        void operator()(void* handle) const { tjDestroy(handle); }
    };
    // One decompressor per worker: making one costs as much as decoding a small picture.
    thread_local const std::unique_ptr<void, Destroy> decompressor(tjInitDecompress());
    if (!decompressor)
        return fail(ErrorCode::Internal, source, "libjpeg-turbo cannot start");
    const auto size = static_cast<unsigned long>(bytes.size());
    int width = 0, height = 0, subsampling = 0, colorspace = 0;
    if (tjDecompressHeader3(decompressor.get(), bytes.data(), size, &width, &height, &subsampling, &colorspace) != 0)
        return fail(ErrorCode::DecodeFailed, source, jpegDefect(tjGetErrorStr2(decompressor.get())));
    // A progressive 8 x 8 block takes at least one bit in the first scan.
    if (auto error = checkSize(width, height, 1024, bytes, source))
        return fail(std::move(*error));
    if (colorspace == TJCS_CMYK || colorspace == TJCS_YCCK)
        return fail(ErrorCode::UnsupportedFeature, source, "JPEG in CMYK");
    Image image = makeImage(width, height);
    if (tjDecompress2(decompressor.get(), bytes.data(), size, image.pixels.data(), width, 0, height, TJPF_RGBA,
                      TJFLAG_LIMITSCANS)
        != 0) {
        std::string text = jpegDefect(tjGetErrorStr2(decompressor.get()));
        if (tjGetErrorCode(decompressor.get()) == TJERR_FATAL)
            return fail(ErrorCode::DecodeFailed, source, std::move(text));
        if (warning != nullptr)
            *warning = std::move(text);
    }
    return image;
}

/// What libpng says of a picture, in words of our own where it says what most often happens.
std::string pngDefect(ByteView bytes, std::string_view words)
{
    const auto has = [&](std::string_view part) { return words.find(part) != std::string_view::npos; };
    constexpr std::array<std::uint8_t, 4> kEnd{'I', 'E', 'N', 'D'};
    const bool hasEnd = std::search(bytes.begin(), bytes.end(), kEnd.begin(), kEnd.end()) != bytes.end();
    if (!hasEnd)
        return "PNG: the file ends early";
    if (has("CRC"))
        return "PNG: a checksum does not fit";
    return has("Not enough") || has("Too much") ? "PNG: the picture's data have the wrong length"
                                                : "PNG: the picture's data are damaged (" + std::string(words) + ")";
}

Result<Image> decodePng(ByteView bytes, const std::string& source)
{
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    struct Free {
        void operator()(png_image* image) const { png_image_free(image); }
    };
    const std::unique_ptr<png_image, Free> guard(&png);
    if (png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()) == 0)
        return fail(ErrorCode::DecodeFailed, source, pngDefect(bytes, png.message));
    // deflate packs at most 1032 to 1, and a pixel may be one bit.
    if (auto error = checkSize(png.width, png.height, 1032 * 8, bytes, source))
        return fail(std::move(*error));
    png.format = PNG_FORMAT_RGBA;
    Image image = makeImage(static_cast<int>(png.width), static_cast<int>(png.height));
    if (png_image_finish_read(&png, nullptr, image.pixels.data(), 0, nullptr) == 0)
        return fail(ErrorCode::DecodeFailed, source, pngDefect(bytes, png.message));
    return image;
}

Result<Image> decodeWebP(ByteView bytes, const std::string& source)
{
    WebPBitstreamFeatures features{};
    if (WebPGetFeatures(bytes.data(), bytes.size(), &features) != VP8_STATUS_OK)
        return fail(ErrorCode::DecodeFailed, source, "WebP: bad header");
    if (features.has_animation != 0)
        return fail(ErrorCode::UnsupportedFeature, source, "animated WebP");
    // One colour needs no bits per pixel in lossless WebP, so only the limits bound it.
    if (auto error = checkSize(features.width, features.height, limits::kMaxImagePixels, bytes, source))
        return fail(std::move(*error));
    Image image = makeImage(features.width, features.height);
    if (WebPDecodeRGBAInto(bytes.data(), bytes.size(), image.pixels.data(), image.pixels.size(),
                           features.width * kChannels)
        == nullptr)
        return fail(ErrorCode::DecodeFailed, source, "WebP: bad bitstream");
    return image;
}

Result<Image> decodeKtx2(ByteView bytes, const std::string& source)
{
    auto picture = ktx2::decode(bytes);
    if (!picture) {
        picture.error().source = source;
        return fail(std::move(picture.error()));
    }
    const auto take = [](ktx2::Level& level) {
        Image taken;
        taken.width = level.width;
        taken.height = level.height;
        taken.channels = kChannels;
        taken.pixels = std::move(level.pixels);
        return taken;
    };
    Image image = take(picture->levels.front());
    for (std::size_t i = 1; i < picture->levels.size(); ++i)
        image.mips.push_back(take(picture->levels[i]));
    return image;
}

} // namespace

ImageFormat detectImageFormat(ByteView bytes)
{
    if (startsWith(bytes, 0, "\xFF\xD8\xFF", 3))
        return ImageFormat::Jpeg;
    if (startsWith(bytes, 0, "\x89PNG\r\n\x1A\n", 8))
        return ImageFormat::Png;
    if (startsWith(bytes, 0, "RIFF", 4) && startsWith(bytes, 8, "WEBP", 4))
        return ImageFormat::WebP;
    if (ktx2::isKtx2(bytes))
        return ImageFormat::Ktx2;
    return ImageFormat::Unknown;
}

Result<Image> decodeImage(ByteView bytes, const std::string& source, std::string* warning)
{
    if (bytes.empty())
        return fail(ErrorCode::Empty, source, "picture of no bytes");
    if (isGzip(bytes)) {
        const auto unpacked = gunzip(bytes, source);
        if (!unpacked)
            return fail(unpacked.error());
        if (!isGzip(*unpacked))
            return decodeImage(*unpacked, source, warning);
    }
    switch (detectImageFormat(bytes)) {
    case ImageFormat::Jpeg: return decodeJpeg(bytes, source, warning);
    case ImageFormat::Png: return decodePng(bytes, source);
    case ImageFormat::WebP: return decodeWebP(bytes, source);
    case ImageFormat::Ktx2: return decodeKtx2(bytes, source);
    case ImageFormat::Unknown: break;
    }
    return fail(ErrorCode::BadMagic, source, "picture is neither JPEG, PNG, WebP nor KTX 2");
}

} // namespace guanjing::tiles3d
