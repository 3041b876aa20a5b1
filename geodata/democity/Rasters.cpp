#include "geodata/democity/Rasters.h"

#include "geodata/crs/Ellipsoid.h"
#include "geodata/democity/Canvas.h"
#include "geodata/democity/Orthophoto.h"
#include "geodata/democity/TerrainTiles.h"
#include "geodata/democity/Towns.h"

#include <cmath>
#include <cstring>
#include <map>

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

namespace {

constexpr int kFinestLevel = 22;
/// Readers fetch whole blocks: a slot is one of 64 KiB, or two of 32, so that a tile never costs its neighbours too.
constexpr std::uint32_t kSlotBytes = 64u << 10, kMostTileBytes = 40u << 10;

/// A town's name as files are called: letters alone.
std::string fileName(const std::string& name)
{
    std::string result;
    for (char c : name)
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            result += static_cast<char>(c | 0x20);
    return result;
}

/// Tiles of the orthophoto from one level on; the finest lies at `kFinestLevel`.
struct TileArea {
    int coarsestLevel;
    int x0, y0, columns, rows; ///< of the coarsest level
};

TileArea areaOf(const Box& box, int coarsestLevel)
{
    const Box world = tileBox(0, 0, 0);
    const double size = (world.maxX - world.minX) / static_cast<double>(1LL << coarsestLevel);
    const auto column = [&](double x) { return static_cast<int>(std::floor((x - world.minX) / size)); };
    const auto row = [&](double y) { return static_cast<int>(std::floor((world.maxY - y) / size)); };
    const int x0 = column(box.minX);
    const int y0 = row(box.maxY);
    return {coarsestLevel, x0, y0, column(box.maxX) - x0 + 1, row(box.minY) - y0 + 1};
}

RasterFile orthophotoOf(const TileArea& area, Epoch epoch)
{
    const int overviews = kFinestLevel - area.coarsestLevel;
    VirtualTiff::Form form;
    form.pixels = VirtualTiff::Pixels::YcbcrJpeg;
    form.width = static_cast<std::uint32_t>(area.columns) * kTilePixels << overviews;
    form.height = static_cast<std::uint32_t>(area.rows) * kTilePixels << overviews;
    form.tileSide = kTilePixels;
    form.levels = overviews + 1;
    form.slotBytes = kSlotBytes;
    form.mostBytes = kMostTileBytes;
    form.pixelSize = 2 * kWebMercatorHalfWorldMeters / kTilePixels / static_cast<double>(1LL << kFinestLevel);
    const double tile = 2 * kWebMercatorHalfWorldMeters / static_cast<double>(1LL << area.coarsestLevel);
    form.west = -kWebMercatorHalfWorldMeters + area.x0 * tile;
    form.north = kWebMercatorHalfWorldMeters - area.y0 * tile;
    form.epsg = 3857;
    form.dateTime = epoch == Epoch::June2023 ? "2023:06:11 15:10:00" : "2026:06:14 11:20:00";
    const auto make = [area, epoch](int level, std::uint32_t x, std::uint32_t y) -> Result<SharedBytes> {
        const int at = kFinestLevel - level;
        const int shift = at - area.coarsestLevel;
        // Who reads a tile in several pieces has it made once.
        return encodedTile(at, (area.x0 << shift) + static_cast<int>(x), (area.y0 << shift) + static_cast<int>(y),
                           epoch, kMostTileBytes);
    };
    return {std::make_shared<const VirtualTiff>(form), make};
}

} // namespace

Result<RasterFile> orthophotoFile(std::string_view name, Epoch epoch)
{
    static const auto all = [] {
        std::map<std::string, TileArea, std::less<>> result;
        result.emplace("dongguan.tif", areaOf({0, 0, kCityWidthMeters, kCityHeightMeters}, 12));
        for (const Town& town : towns()) {
            const double reach = 0.9 * town.radiusMeters;
            result.emplace(
                fileName(town.nameEn) + ".tif",
                areaOf({town.centre.x - reach, town.centre.y - reach, town.centre.x + reach, town.centre.y + reach},
                       14));
        }
        return result;
    }();
    const auto found = all.find(name);
    if (found == all.end())
        return fail(ErrorCode::NotFound, std::string(name),
                    "no such orthophoto; there is dongguan.tif, and one of each town, like nancheng.tif");
    return orthophotoOf(found->second, epoch);
}

} // namespace guanjing::democity
