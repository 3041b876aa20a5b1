#include "geodata/democity/Orthophoto.h"

#include "geodata/democity/Painter.h"

#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

namespace guanjing::democity {

Rectangle cityExtent() { return {113.516, 22.656, 114.256, 23.145}; }

namespace {

bool validTile(int level, int x, int y)
{
    return level >= 0 && level <= 22 && x >= 0 && y >= 0 && x < (1LL << level) && y < (1LL << level);
}

std::string tileName(int level, int x, int y)
{
    return std::to_string(level) + "/" + std::to_string(x) + "/" + std::to_string(y);
}

constexpr int kQuality = 85;

} // namespace

std::vector<std::uint8_t> bytesOf(const std::vector<Rgb>& pixels)
{
    std::vector<std::uint8_t> bytes(pixels.size() * 3);
    std::uint8_t* out = bytes.data();
    const auto byteOf = [](float c) {
        return static_cast<std::uint8_t>(static_cast<int>(std::min(std::max(c + 0.5F, 0.0F), 255.0F)));
    };
    for (const Rgb& p : pixels) {
        out[0] = byteOf(p.r);
        out[1] = byteOf(p.g);
        out[2] = byteOf(p.b);
        out += 3;
    }
    return bytes;
}

Result<std::vector<std::uint8_t>> orthophotoPixels(int level, int x, int y, Epoch epoch, Decks decks)
{
    if (!validTile(level, x, y))
        return fail(ErrorCode::NotFound, tileName(level, x, y), "no such tile: levels 0 to 22");
    Canvas canvas(tileBox(level, x, y), epoch);
    Painter(canvas, decks).paint();
    return bytesOf(canvas.pixels());
}

Result<std::vector<std::uint8_t>> roofMask(int level, int x, int y, Epoch epoch)
{
    if (!validTile(level, x, y))
        return fail(ErrorCode::NotFound, tileName(level, x, y), "no such tile: levels 0 to 22");
    Canvas canvas(tileBox(level, x, y), epoch);
    Painter(canvas).paintRoofMask();
    std::vector<std::uint8_t> bytes(kTilePixels * kTilePixels);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(std::clamp(canvas.pixels()[i].r + 0.5F, 0.0F, 255.0F));
    return bytes;
}

Result<Bytes> encodeJpeg(const std::vector<std::uint8_t>& rgb, int width, int height, int quality)
{
    struct Closer {
        void operator()(void* handle) const { tjDestroy(handle); }
    };
    thread_local const std::unique_ptr<void, Closer> encoder(tjInitCompress());
    if (!encoder)
        return fail(ErrorCode::Internal, "turbojpeg", "no encoder");
    Bytes bytes(tjBufSize(width, height, TJSAMP_420));
    unsigned char* target = bytes.data();
    unsigned long size = bytes.size();
    if (tjCompress2(encoder.get(), rgb.data(), width, 0, height, TJPF_RGB, &target, &size, TJSAMP_420, quality,
                    TJFLAG_NOREALLOC)
        != 0)
        return fail(ErrorCode::Internal, "turbojpeg", tjGetErrorStr2(encoder.get()));
    bytes.resize(size);
    bytes.shrink_to_fit();
    return bytes;
}

Result<Bytes> orthophotoTile(int level, int x, int y, Epoch epoch, Decks decks)
{
    const Result<std::vector<std::uint8_t>> pixels = orthophotoPixels(level, x, y, epoch, decks);
    if (!pixels)
        return fail(pixels.error());
    return encodeJpeg(*pixels, kTilePixels, kTilePixels, kQuality);
}

Result<Bytes> orthophotoTileWithin(int level, int x, int y, Epoch epoch, std::size_t mostBytes)
{
    const Result<std::vector<std::uint8_t>> pixels = orthophotoPixels(level, x, y, epoch);
    if (!pixels)
        return fail(pixels.error());
    Result<Bytes> bytes = encodeJpeg(*pixels, kTilePixels, kTilePixels, kQuality);
    for (int quality = kQuality - 10; bytes && bytes->size() > mostBytes && quality > 0; quality -= 10)
        bytes = encodeJpeg(*pixels, kTilePixels, kTilePixels, quality);
    return bytes;
}

Result<Bytes> orthophotoGeographicTile(int level, int x, int y, Epoch epoch)
{
    if (level < 1 || level > 22 || x < 0 || y < 0 || x >= (1LL << level) || y >= (1LL << (level - 1)))
        return fail(ErrorCode::NotFound, tileName(level, x, y), "no such tile: levels 1 to 22");
    const double size = 360.0 / static_cast<double>(1LL << level);
    const double west = -180 + x * size;
    const double north = 90 - y * size;
    static constexpr double kMostLatitude = 85.0511287798066; // of Web Mercator
    const auto planeY = [](double lat) { return fromLonLat(0, std::clamp(lat, -kMostLatitude, kMostLatitude)).y; };
    const V2 low{fromLonLat(west, 0).x, planeY(north - size)};
    const V2 high{fromLonLat(west + size, 0).x, planeY(north)};
    // degrees are not as long as they are wide: painted on a square of the plane and laid onto them
    const double side = std::max(high.x - low.x, high.y - low.y) * (1 + 3.0 / kTilePixels);
    const V2 middle = (low + high) * 0.5;
    Canvas canvas({middle.x - side / 2, middle.y - side / 2, middle.x + side / 2, middle.y + side / 2}, epoch,
                  Box{low.x, low.y, high.x, high.y}.grown(2 * side / kTilePixels));
    Painter(canvas).paint();
    struct Sample {
        int first;
        float share;
    };
    const auto sampleAt = [](double at) {
        const int first = std::clamp(static_cast<int>(std::floor(at)), 0, kTilePixels - 2);
        return Sample{first, static_cast<float>(clamp01(at - first))};
    };
    std::array<Sample, kTilePixels> columns{};
    for (std::size_t column = 0; column < columns.size(); ++column)
        columns[column] = sampleAt(
            canvas.toPixel({low.x + (high.x - low.x) * (static_cast<double>(column) + 0.5) / kTilePixels, 0}).x - 0.5);
    std::vector<Rgb> pixels(kTilePixels * kTilePixels);
    std::array<Rgb, kTilePixels> between; // two rows of the canvas
    Rgb* out = pixels.data();
    for (int row = 0; row < kTilePixels; ++row) {
        const Sample v = sampleAt(canvas.toPixel({0, planeY(north - (row + 0.5) * size / kTilePixels)}).y - 0.5);
        const Rgb* const upper = &canvas.at(0, v.first);
        for (std::size_t x = 0; x < between.size(); ++x)
            between[x] = mixed(upper[x], upper[x + kTilePixels], v.share);
        for (const Sample& u : columns) {
            const Rgb* const left = &between[static_cast<std::size_t>(u.first)];
            *out++ = mixed(left[0], left[1], u.share);
        }
    }
    return encodeJpeg(bytesOf(pixels), kTilePixels, kTilePixels, kQuality);
}

} // namespace guanjing::democity
