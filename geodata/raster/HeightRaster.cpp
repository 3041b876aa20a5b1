#include "geodata/raster/HeightRaster.h"

#include "geodata/gdal/GdalDataset.h"
#include "geodata/gdal/GdalScope.h"

#include <gdal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

namespace guanjing {
namespace {

constexpr double kLowestMeters = -11'000, kHighestMeters = 9'000; ///< on Earth
/// A share, an index or a probability does not leave these, and hardly any ground is as flat.
constexpr double kShareLimit = 1;
constexpr int kLookedAt = 64; ///< pixels a side that a look takes
constexpr int kReadWhole = 2048; ///< pixels a side

/// Values from all over the raster: of its overviews, or of a few places where it is large and has none.
std::vector<double> someValues(GDALDatasetH dataset, GDALRasterBandH band)
{
    const int width = GDALGetRasterXSize(dataset), height = GDALGetRasterYSize(dataset);
    std::vector<double> values;
    const auto read = [&](int x, int y, int columns, int rows) {
        const int outColumns = std::min(columns, kLookedAt), outRows = std::min(rows, kLookedAt);
        std::vector<double> part(static_cast<std::size_t>(outColumns) * static_cast<std::size_t>(outRows));
        if (GDALRasterIO(band, GF_Read, x, y, columns, rows, part.data(), outColumns, outRows, GDT_Float64, 0, 0)
            == CE_None)
            values.insert(values.end(), part.begin(), part.end());
    };
    if (GDALGetOverviewCount(band) > 0 || (width <= kReadWhole && height <= kReadWhole)) {
        read(0, 0, width, height);
        return values;
    }
    const int columns = std::min(width, kLookedAt), rows = std::min(height, kLookedAt);
    for (const int y : {0, (height - rows) / 2, height - rows})
        for (const int x : {0, (width - columns) / 2, width - columns})
            read(x, y, columns, rows);
    return values;
}

/// Nodata left out; none where there is nothing else.
std::optional<std::array<double, 2>> rangeOf(GDALDatasetH dataset, GDALRasterBandH band)
{
    int hasNodata = 0;
    const double nodata = GDALGetRasterNoDataValue(band, &hasNodata);
    std::optional<std::array<double, 2>> range;
    for (const double value : someValues(dataset, band)) {
        const bool isUsualVoid = value == -9999 || value == -32767 || value == -32768 || std::abs(value) > 1e30;
        if (!std::isfinite(value) || isUsualVoid || (hasNodata != 0 && value == nodata))
            continue;
        range =
            range ? std::array{std::min((*range)[0], value), std::max((*range)[1], value)} : std::array{value, value};
    }
    return range;
}

bool isPlaced(GDALDatasetH dataset)
{
    std::array<double, 6> place{};
    return GDALGetGeoTransform(dataset, place.data()) == CE_None && GDALGetSpatialRef(dataset) != nullptr;
}

} // namespace

Result<RasterMeaning> meaningOfRaster(const std::string& url)
{
    GdalScope scope;
    const auto opened = openDataset(url, GdalKind::Raster, scope);
    if (!opened)
        return fail(opened.error());
    GDALDatasetH dataset = opened->get();
    if (GDALGetRasterCount(dataset) != 1 || !isPlaced(dataset))
        return RasterMeaning::Picture;
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    if (GDALGetRasterColorTable(band) != nullptr)
        return RasterMeaning::Picture;
    switch (GDALGetRasterDataType(band)) {
    case GDT_UInt16: return RasterMeaning::PerhapsHeights; // panchromatic pictures come like this as well
    case GDT_Int16:
    case GDT_Int32:
    case GDT_Float32:
    case GDT_Float64: break;
    default: return RasterMeaning::Picture;
    }
    const auto range = rangeOf(dataset, band);
    if (!range)
        return RasterMeaning::PerhapsHeights;
    const double scale = GDALGetRasterScale(band, nullptr), offset = GDALGetRasterOffset(band, nullptr);
    const double low = (*range)[0] * scale + offset, high = (*range)[1] * scale + offset;
    const bool isShare = low >= -kShareLimit && high <= kShareLimit;
    return std::min(low, high) >= kLowestMeters && std::max(low, high) <= kHighestMeters && !isShare
        ? RasterMeaning::Heights
        : RasterMeaning::PerhapsHeights;
}

} // namespace guanjing
