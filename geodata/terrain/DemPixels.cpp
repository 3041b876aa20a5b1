#include "geodata/terrain/DemPixels.h"

#include <gdal.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace guanjing {
namespace {

/// What lies outside is no height on Earth.
constexpr double kLowestMeters = -12000, kHighestMeters = 9000;
/// Land and shallow water lie above; an average below it may have voids in it that the file does not declare.
constexpr double kSuspectMeters = -500;
/// So deep are only the trenches of the oceans, where what usually marks a void may be a depth.
constexpr double kTrenchMeters = -8000;
/// Pixels of the raster, along a side, that are averaged here rather than by GDAL.
constexpr int kMostAveragedSide = 8192;
/// What cannot be read in parts of this size, along a side, is given up.
constexpr int kLeastPart = 16;

/// Values that mark voids by custom.
bool isUsualMark(double raw) { return raw == -9999.0 || raw == -32767.0 || raw == -32768.0; }

} // namespace

bool DemBand::readRaw(const DemWindow& window, float* raw, std::size_t rowLength) const
{
    GDALRasterIOExtraArg how;
    INIT_RASTERIO_EXTRA_ARG(how);
    how.eResampleAlg = window.step > 1 ? GRIORA_Average : GRIORA_NearestNeighbour;
    const int width = std::min(window.width * window.step, GDALGetRasterBandXSize(m_band) - window.x);
    const int height = std::min(window.height * window.step, GDALGetRasterBandYSize(m_band) - window.y);
    const auto rowBytes = static_cast<GSpacing>(rowLength * sizeof(float));
    if (GDALRasterIOEx(m_band, GF_Read, window.x, window.y, width, height, raw, window.width, window.height,
                       GDT_Float32, 0, rowBytes, &how)
        != CE_None)
        return false;
    if ((GDALGetMaskFlags(m_band) & GMF_ALL_VALID) != 0)
        return true;
    const auto columns = static_cast<std::size_t>(window.width), rows = static_cast<std::size_t>(window.height);
    std::vector<std::uint8_t> mask(columns * rows);
    INIT_RASTERIO_EXTRA_ARG(how);
    if (GDALRasterIOEx(GDALGetMaskBand(m_band), GF_Read, window.x, window.y, width, height, mask.data(), window.width,
                       window.height, GDT_Byte, 0, 0, &how)
        != CE_None)
        return false;
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column)
            if (mask[row * columns + column] == 0)
                raw[row * rowLength + column] = NAN;
    return true;
}

/// How many could not be read; these are NaN.
std::size_t DemBand::readParts(const DemWindow& window, float* raw, std::size_t rowLength) const
{
    if (readRaw(window, raw, rowLength))
        return 0;
    if (!m_isLocal || (window.width <= kLeastPart && window.height <= kLeastPart)) {
        for (int row = 0; row < window.height; ++row)
            std::fill_n(raw + static_cast<std::size_t>(row) * rowLength, window.width, NAN);
        return static_cast<std::size_t>(window.width) * static_cast<std::size_t>(window.height);
    }
    const auto halvesOf = [](int size) { return size <= kLeastPart ? size : (size + 1) / 2; };
    const int halfWidth = halvesOf(window.width), halfHeight = halvesOf(window.height);
    std::size_t unreadable = 0;
    for (int y = 0; y < window.height; y += halfHeight) {
        for (int x = 0; x < window.width; x += halfWidth) {
            const DemWindow part{window.x + x * window.step, window.y + y * window.step,
                                 std::min(halfWidth, window.width - x), std::min(halfHeight, window.height - y),
                                 window.step};
            unreadable +=
                readParts(part, raw + static_cast<std::size_t>(y) * rowLength + static_cast<std::size_t>(x), rowLength);
        }
    }
    return unreadable;
}

void DemBand::toMeters(DemPixels& pixels) const
{
    const auto metersOf = [this](float raw) { return static_cast<double>(raw) * m_scale + m_offset; };
    const bool isDeep = std::any_of(pixels.meters.begin(), pixels.meters.end(), [&](float raw) {
        return !isUsualMark(static_cast<double>(raw)) && metersOf(raw) < kTrenchMeters
            && metersOf(raw) >= kLowestMeters;
    });
    for (float& value : pixels.meters) {
        const auto raw = static_cast<double>(value);
        const double meters = metersOf(value);
        const bool isMark = (isUsualMark(raw) && !(isDeep && meters >= kLowestMeters))
            || (std::isfinite(raw) && !(meters >= kLowestMeters && meters <= kHighestMeters));
        if (isMark && !pixels.undeclaredVoid)
            pixels.undeclaredVoid = raw;
        value = isMark || !std::isfinite(meters) ? NAN : static_cast<float>(meters);
    }
}

/// From the raster's own pixels, so that undeclared voids are in no average; false where these are too many.
bool DemBand::averageExactly(const DemWindow& window, DemPixels& pixels) const
{
    const int width = std::min(window.width * window.step, GDALGetRasterBandXSize(m_band) - window.x);
    const int height = std::min(window.height * window.step, GDALGetRasterBandYSize(m_band) - window.y);
    if (width > kMostAveragedSide || height > kMostAveragedSide)
        return false;
    for (int row = 0; row < window.height; ++row) {
        const int first = row * window.step;
        DemWindow strip{window.x, window.y + first, width, std::min(window.step, height - first), 1};
        DemPixels fine;
        fine.meters.resize(static_cast<std::size_t>(strip.width) * static_cast<std::size_t>(strip.height));
        (void)readParts(strip, fine.meters.data(), static_cast<std::size_t>(strip.width));
        toMeters(fine);
        if (!pixels.undeclaredVoid)
            pixels.undeclaredVoid = fine.undeclaredVoid;
        for (int column = 0; column < window.width; ++column) {
            double sum = 0;
            int count = 0;
            const int begin = column * window.step, end = std::min(begin + window.step, width);
            for (int y = 0; y < strip.height; ++y)
                for (int x = begin; x < end; ++x) {
                    const float meters = fine.meters[static_cast<std::size_t>(y) * static_cast<std::size_t>(width)
                                                     + static_cast<std::size_t>(x)];
                    if (!std::isnan(meters)) {
                        sum += static_cast<double>(meters);
                        ++count;
                    }
                }
            pixels.meters[static_cast<std::size_t>(row) * static_cast<std::size_t>(window.width)
                          + static_cast<std::size_t>(column)] = count > 0 ? static_cast<float>(sum / count) : NAN;
        }
    }
    return true;
}

DemPixels DemBand::read(const DemWindow& window, bool hasUndeclaredVoids) const
{
    DemPixels pixels;
    pixels.meters.resize(static_cast<std::size_t>(window.width) * static_cast<std::size_t>(window.height));
    pixels.unreadable = readParts(window, pixels.meters.data(), static_cast<std::size_t>(window.width));
    const auto isSuspect = [this](float raw) {
        const double meters = static_cast<double>(raw) * m_scale + m_offset;
        return meters < kSuspectMeters || meters > kHighestMeters;
    };
    if (window.step > 1 && std::any_of(pixels.meters.begin(), pixels.meters.end(), isSuspect)) {
        if (averageExactly(window, pixels))
            return pixels;
        if (hasUndeclaredVoids)
            std::replace_if(pixels.meters.begin(), pixels.meters.end(), isSuspect, NAN);
    }
    toMeters(pixels);
    return pixels;
}

std::optional<double> DemBand::findUndeclaredVoid() const
{
    const int width = GDALGetRasterBandXSize(m_band), height = GDALGetRasterBandYSize(m_band);
    const int columns = std::min(width, kLeastPart), rows = std::min(height, kLeastPart);
    for (const int x : {0, (width - columns) / 2, width - columns})
        for (const int y : {0, (height - rows) / 2, height - rows})
            if (const auto found = read({x, y, columns, rows, 1}, false).undeclaredVoid)
                return found;
    return std::nullopt;
}

} // namespace guanjing
