#include "geodata/democity/Orthophoto.h"

#include "geodata/democity/Demo.h"
#include "geodata/democity/Painter.h"

#include <turbojpeg.h>

#include <algorithm>
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

} // namespace

Result<std::vector<std::uint8_t>> orthophotoPixels(int level, int x, int y, Epoch epoch)
{
    if (!validTile(level, x, y))
        return fail(ErrorCode::NotFound, tileName(level, x, y), "no such tile: levels 0 to 22");
    Canvas canvas(tileBox(level, x, y), epoch);
    Painter(canvas).paint();
    std::vector<std::uint8_t> bytes(kTilePixels * kTilePixels * 3);
    for (std::size_t i = 0; i < canvas.pixels().size(); ++i) {
        const Rgb p = canvas.pixels()[i];
        bytes[3 * i] = static_cast<std::uint8_t>(std::clamp(p.r + 0.5F, 0.0F, 255.0F));
        bytes[3 * i + 1] = static_cast<std::uint8_t>(std::clamp(p.g + 0.5F, 0.0F, 255.0F));
        bytes[3 * i + 2] = static_cast<std::uint8_t>(std::clamp(p.b + 0.5F, 0.0F, 255.0F));
    }
    return bytes;
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

Result<Bytes> orthophotoTile(int level, int x, int y, Epoch epoch)
{
    const Result<std::vector<std::uint8_t>> pixels = orthophotoPixels(level, x, y, epoch);
    if (!pixels)
        return fail(pixels.error());
    return encodeJpeg(*pixels, kTilePixels, kTilePixels, 85);
}

} // namespace guanjing::democity
