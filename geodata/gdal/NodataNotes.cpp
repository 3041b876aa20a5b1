#include "geodata/gdal/NodataNotes.h"

#include <gdal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

namespace guanjing {
namespace {

constexpr int kMostOverviewSide = 1024; ///< pixels of an overview that is read whole
constexpr int kLookedAt = 64; ///< pixels a side of each place that is looked at
constexpr int kPlaces = 3; ///< such places along a side
constexpr int kRowsAtOnce = 256;

std::string plainNumber(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.9g", value);
    return text.data();
}

/// False for types of fractions, which hold anything.
bool isBeyond(GDALDataType type, double value)
{
    const auto isOutside = [value](double least, double most) {
        return !(value >= least && value <= most) || value != std::floor(value);
    };
    switch (type) {
    case GDT_Byte: return isOutside(0, 255);
    case GDT_UInt16: return isOutside(0, 65535);
    case GDT_Int16: return isOutside(-32768, 32767);
    case GDT_UInt32: return isOutside(0, 4294967295.0);
    case GDT_Int32: return isOutside(-2147483648.0, 2147483647.0);
    default: return false;
    }
}

enum class Look { Nothing, Something, Unreadable };

Look lookAt(GDALRasterBandH band, const std::array<int, 4>& window, double nodata)
{
    std::vector<double> values(static_cast<std::size_t>(window[2]) * static_cast<std::size_t>(window[3]));
    if (GDALRasterIO(band, GF_Read, window[0], window[1], window[2], window[3], values.data(), window[2], window[3],
                     GDT_Float64, 0, 0)
        != CE_None)
        return Look::Unreadable;
    const bool isFloat = GDALGetRasterDataType(band) == GDT_Float32; // whose nodata may be written with more digits
    const bool isNothing = std::all_of(values.begin(), values.end(), [&](double value) {
        return std::isnan(value) || value == nodata
            || (isFloat && static_cast<float>(value) == static_cast<float>(nodata));
    });
    return isNothing ? Look::Nothing : Look::Something;
}

/// Of all of a band that is small.
Look lookAtAll(GDALRasterBandH band, double nodata)
{
    const int width = GDALGetRasterBandXSize(band), height = GDALGetRasterBandYSize(band);
    Look found = Look::Nothing;
    for (int y = 0; y < height && found == Look::Nothing; y += kRowsAtOnce)
        found = lookAt(band, {0, y, width, std::min(kRowsAtOnce, height - y)}, nodata);
    return found;
}

Look lookAtSome(GDALRasterBandH band, double nodata)
{
    for (int i = GDALGetOverviewCount(band) - 1; i >= 0; --i) {
        GDALRasterBandH overview = GDALGetOverview(band, i);
        if (overview == nullptr)
            continue;
        const bool isSmall =
            std::max(GDALGetRasterBandXSize(overview), GDALGetRasterBandYSize(overview)) <= kMostOverviewSide;
        return isSmall ? lookAtAll(overview, nodata) : Look::Something;
    }
    const int width = GDALGetRasterBandXSize(band), height = GDALGetRasterBandYSize(band);
    const int columns = std::min(width, kLookedAt), rows = std::min(height, kLookedAt);
    Look found = Look::Nothing;
    for (int i = 0; i < kPlaces * kPlaces && found == Look::Nothing; ++i)
        found = lookAt(band,
                       {(width - columns) * (i % kPlaces) / (kPlaces - 1),
                        (height - rows) * (i / kPlaces) / (kPlaces - 1), columns, rows},
                       nodata);
    return found;
}

} // namespace

Issues noteNodata(void* band, std::optional<double> stated, double mostReadPixels)
{
    Issues issues;
    int isDeclared = 0;
    const double own = GDALGetRasterNoDataValue(band, &isDeclared);
    const double nodata = stated.value_or(own);
    if (!stated && isDeclared == 0)
        return issues;
    const GDALDataType type = GDALGetRasterDataType(band);
    if (isBeyond(type, nodata)) {
        issues.push_back({Severity::Warning,
                          {},
                          std::string("no pixel of type ") + GDALGetDataTypeName(type) + " can have the nodata value "
                              + plainNumber(nodata)});
        return issues;
    }
    if (lookAtSome(band, nodata) != Look::Nothing)
        return issues;
    const double pixels = double{1} * GDALGetRasterBandXSize(band) * GDALGetRasterBandYSize(band);
    if (pixels > mostReadPixels)
        issues.push_back({Severity::Warning, {}, "every pixel that was looked at is nodata"});
    else if (lookAtAll(band, nodata) == Look::Nothing)
        issues.push_back({Severity::Warning, {}, "every pixel is nodata"});
    return issues;
}

} // namespace guanjing
