#include "geodata/democity/Rasters.h"

#include "geodata/democity/TerrainTiles.h"

#include <cstring>

namespace guanjing::democity {

namespace {

constexpr double kDemPixelDegrees = 0.0001;
constexpr std::uint32_t kDemTileSide = 64; ///< so that a tile is made in the time of any other
constexpr double kDemWest = 113.51, kDemNorth = 23.15;

Result<SharedBytes> demTile(int level, std::uint32_t x, std::uint32_t y)
{
    const double pixel = kDemPixelDegrees * (1 << level);
    const double side = pixel * kDemTileSide;
    const std::vector<float> heights =
        groundRaster(kDemWest + x * side, kDemNorth - y * side, pixel, kDemTileSide, kDemTileSide);
    auto bytes = std::make_shared<Bytes>(heights.size() * sizeof(float));
    std::memcpy(bytes->data(), heights.data(), bytes->size());
    return SharedBytes(std::move(bytes));
}

} // namespace

Result<RasterFile> demFile(std::string_view name)
{
    if (name != "city.tif")
        return fail(ErrorCode::NotFound, std::string(name), "no such DEM; there is city.tif");
    static const auto tiff = [] {
        VirtualTiff::Form form;
        form.width = 7520;
        form.height = 5000;
        form.tileSide = kDemTileSide;
        form.levels = 7;
        form.slotBytes = kDemTileSide * kDemTileSide * sizeof(float);
        form.west = kDemWest;
        form.north = kDemNorth;
        form.pixelSize = kDemPixelDegrees;
        form.epsg = 4490;
        form.geographic = true;
        return std::make_shared<const VirtualTiff>(form);
    }();
    return RasterFile{tiff, demTile};
}

} // namespace guanjing::democity
