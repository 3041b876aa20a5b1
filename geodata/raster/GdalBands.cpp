#include "geodata/raster/GdalBands.h"

#include <gdal.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace guanjing {
namespace {

/// Sides of the windows that values are sampled from, and how many along each side of the raster.
constexpr int kSampleSide = 128, kSampleWindows = 3;
constexpr double kLowShare = 0.02, kHighShare = 0.98;

/// Reads with GDAL's own use of overviews; averaged where the raster is finer, unless values are names of colours.
bool readBand(GDALRasterBandH band, const std::array<int, 4>& window, int columns, int rows, void* to,
              GDALDataType type, int pixelSpace, int lineSpace, bool isAveraged)
{
    GDALRasterIOExtraArg how;
    INIT_RASTERIO_EXTRA_ARG(how);
    how.eResampleAlg = isAveraged ? GRIORA_Average : GRIORA_NearestNeighbour;
    return GDALRasterIOEx(band, GF_Read, window[0], window[1], window[2], window[3], to, columns, rows, type,
                          pixelSpace, lineSpace, &how)
        == CE_None;
}

/// What cannot be read in parts of this size, along a side of a picture, is given up.
constexpr int kLeastPart = 16;
constexpr std::size_t kMostUsualBands = 4;

/// nullptr where there is none.
GDALRasterBandH bandOf(GDALDatasetH dataset, int band, int overview)
{
    GDALRasterBandH full = GDALGetRasterBand(dataset, band);
    return overview < 0 ? full : GDALGetOverview(full, overview);
}

bool isBlank(const PicturePixels& pixels)
{
    for (std::size_t i = 3; i < pixels.rgba.size(); i += 4)
        if (pixels.rgba[i] != 0)
            return false;
    return true;
}

bool isSame(double value, double nodata) { return std::isnan(nodata) ? std::isnan(value) : value == nodata; }

} // namespace

Result<GdalBands> GdalBands::choose(void* dataset, std::optional<double> nodata, Issues& issues)
{
    GdalBands bands;
    bands.m_nodata = nodata;
    const int count = GDALGetRasterCount(dataset);
    if (count < 1)
        return fail(ErrorCode::UnsupportedFeature, {}, "holds no bands");
    std::array<int, 3> named{};
    std::vector<int> plain; // all but opacity
    for (int i = 1; i <= count; ++i) {
        GDALRasterBandH band = GDALGetRasterBand(dataset, i);
        if (GDALDataTypeIsComplex(GDALGetRasterDataType(band)) != 0)
            continue;
        switch (GDALGetRasterColorInterpretation(band)) {
        case GCI_RedBand: named[0] = i; break;
        case GCI_GreenBand: named[1] = i; break;
        case GCI_BlueBand: named[2] = i; break;
        case GCI_AlphaBand: bands.m_alpha = bands.m_alpha == 0 ? i : bands.m_alpha; continue;
        default: break;
        }
        plain.push_back(i);
    }
    if (plain.empty())
        return fail(ErrorCode::UnsupportedFeature, {}, "holds only bands of complex numbers or of opacity");
    if (named[0] > 0 && named[1] > 0 && named[2] > 0)
        bands.m_colors.assign(named.begin(), named.end());
    else if (plain.size() >= 3)
        bands.m_colors.assign(plain.begin(), plain.begin() + 3);
    else
        bands.m_colors = {plain.front()};
    if (plain.size() > bands.m_colors.size()) {
        const auto number = [&](std::size_t i) { return std::to_string(bands.m_colors[i]); };
        const std::string shown = bands.m_colors.size() == 3 ? "those numbered " + number(0) + ", " + number(1)
                + " and " + number(2) + " are shown as red, green and blue"
                                                             : "the one numbered " + number(0) + " is shown";
        // A fourth beside the colours, such as near infrared, is usual.
        issues.push_back(
            {plain.size() > kMostUsualBands || bands.m_colors.size() < 3 ? Severity::Warning : Severity::Info, "bands",
             "of " + std::to_string(count) + " bands " + shown});
    }
    GDALRasterBandH first = GDALGetRasterBand(dataset, bands.m_colors.front());
    if (GDALColorTableH table = bands.m_colors.size() == 1 ? GDALGetRasterColorTable(first) : nullptr;
        table != nullptr) {
        for (int i = 0; i < GDALGetColorEntryCount(table); ++i) {
            GDALColorEntry entry{};
            GDALGetColorEntryAsRGB(table, i, &entry);
            bands.m_palette.push_back({static_cast<std::uint8_t>(std::clamp<int>(entry.c1, 0, 255)),
                                       static_cast<std::uint8_t>(std::clamp<int>(entry.c2, 0, 255)),
                                       static_cast<std::uint8_t>(std::clamp<int>(entry.c3, 0, 255)),
                                       static_cast<std::uint8_t>(std::clamp<int>(entry.c4, 0, 255))});
        }
    }
    for (const int color : bands.m_colors) {
        GDALRasterBandH band = GDALGetRasterBand(dataset, color);
        bands.m_isWide = bands.m_isWide || (GDALGetRasterDataType(band) != GDT_Byte && bands.m_palette.empty());
        bands.m_hasMask = bands.m_hasMask || (GDALGetMaskFlags(band) & (GMF_ALL_VALID | GMF_ALPHA)) == 0;
    }
    if (nodata) // the raster's own is overruled, masks are not
        bands.m_hasMask = (GDALGetMaskFlags(first) & GMF_PER_DATASET) != 0 && bands.m_alpha == 0;
    if (bands.m_isWide)
        bands.sample(dataset, issues);
    bands.m_overviewPixels = overviewPixels(dataset, bands.m_colors.front());
    return bands;
}

void GdalBands::sample(void* dataset, Issues& issues)
{
    const int width = GDALGetRasterXSize(dataset), height = GDALGetRasterYSize(dataset);
    std::vector<float> values;
    for (const int color : m_colors) {
        GDALRasterBandH band = GDALGetRasterBand(dataset, color);
        int hasNodata = 0;
        const double nodata = m_nodata ? *m_nodata : GDALGetRasterNoDataValue(band, &hasNodata);
        const bool skips = m_nodata || hasNodata != 0;
        for (int i = 0; i < kSampleWindows * kSampleWindows; ++i) {
            const int w = std::min(width, kSampleSide), h = std::min(height, kSampleSide);
            // At the thirds' middles, so that empty corners count little.
            const int x =
                std::clamp(width * (2 * (i % kSampleWindows) + 1) / (2 * kSampleWindows) - w / 2, 0, width - w);
            const int y =
                std::clamp(height * (2 * (i / kSampleWindows) + 1) / (2 * kSampleWindows) - h / 2, 0, height - h);
            std::vector<float> window(static_cast<std::size_t>(w) * static_cast<std::size_t>(h));
            std::vector<std::uint8_t> mask(window.size(), 255);
            if (!readBand(band, {x, y, w, h}, w, h, window.data(), GDT_Float32, 0, 0, false))
                continue;
            if (m_hasMask)
                (void)readBand(GDALGetMaskBand(band), {x, y, w, h}, w, h, mask.data(), GDT_Byte, 0, 0, false);
            for (std::size_t k = 0; k < window.size(); ++k)
                if (std::isfinite(window[k]) && mask[k] != 0 && !(skips && isSame(double{window[k]}, nodata)))
                    values.push_back(window[k]);
        }
    }
    if (values.empty()) {
        issues.push_back({Severity::Warning, "values", "a sample of it holds no values that count"});
        return;
    }
    const auto at = [&](double share) {
        const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), place, values.end());
        return double{*place};
    };
    m_low = at(kLowShare);
    m_high = std::max(at(kHighShare), m_low + 1e-9 * std::max(1.0, std::abs(m_low)));
    issues.push_back(
        {Severity::Info, "values",
         "values from " + std::to_string(m_low) + " to " + std::to_string(m_high) + " are shown from black to white"});
}

double GdalBands::coarsestReduction(void* dataset) const
{
    GDALRasterBandH band = GDALGetRasterBand(dataset, m_colors.front());
    double most = 1.0;
    for (int i = 0; i < GDALGetOverviewCount(band); ++i)
        if (GDALRasterBandH overview = GDALGetOverview(band, i);
            overview != nullptr && GDALGetRasterBandXSize(overview) > 0)
            most = std::max(most, double{1} * GDALGetRasterBandXSize(band) / GDALGetRasterBandXSize(overview));
    return most;
}

bool GdalBands::readColors(void* dataset, const Window& window, int side, PicturePixels& pixels) const
{
    const int columns = window.columns, rows = window.rows;
    const auto at = [&](int row, int column) {
        return (static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(column)) * 4;
    };
    if (m_isWide) {
        std::vector<float> values(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
        std::vector<bool> isNothing(values.size(), true);
        const double factor = 255.0 / (m_high - m_low);
        for (std::size_t c = 0; c < m_colors.size(); ++c) {
            if (!readBand(bandOf(dataset, m_colors[c], window.overview), window.source, columns, rows, values.data(),
                          GDT_Float32, 0, 0, true))
                return false;
            for (std::size_t i = 0; i < values.size(); ++i) {
                const double value = double{values[i]};
                const bool isNodata = !std::isfinite(value) || (m_nodata && isSame(value, *m_nodata));
                isNothing[i] = isNothing[i] && isNodata;
                const double shown = isNodata ? 0.0 : std::clamp((value - m_low) * factor, 0.0, 255.0);
                pixels.rgba[at(static_cast<int>(i) / columns, static_cast<int>(i) % columns) + c] =
                    static_cast<std::uint8_t>(std::lround(shown));
            }
        }
        for (std::size_t i = 0; i < values.size(); ++i)
            if (isNothing[i])
                pixels.rgba[at(static_cast<int>(i) / columns, static_cast<int>(i) % columns) + 3] = 0;
    } else {
        for (std::size_t c = 0; c < m_colors.size(); ++c)
            if (!readBand(bandOf(dataset, m_colors[c], window.overview), window.source, columns, rows,
                          pixels.rgba.data() + c, GDT_Byte, 4, 4 * side, m_palette.empty()))
                return false;
    }
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            std::uint8_t* pixel = pixels.rgba.data() + at(row, column);
            if (m_nodata && !m_isWide) {
                bool isNothing = true;
                for (std::size_t c = 0; c < m_colors.size(); ++c)
                    isNothing = isNothing && isSame(pixel[c], *m_nodata);
                pixel[3] = isNothing ? 0 : pixel[3];
            }
            if (!m_palette.empty()) {
                const std::array<std::uint8_t, 4> entry =
                    pixel[0] < m_palette.size() ? m_palette[pixel[0]] : std::array<std::uint8_t, 4>{};
                pixel[3] = std::min(pixel[3], entry[3]);
                std::copy(entry.begin(), entry.begin() + 3, pixel);
            } else if (m_colors.size() == 1) {
                pixel[1] = pixel[2] = pixel[0];
            }
        }
    return true;
}

bool GdalBands::readMask(void* dataset, int band, const Window& window, std::uint8_t* to)
{
    GDALRasterBandH full = GDALGetRasterBand(dataset, band), own = bandOf(dataset, band, window.overview);
    if (own == nullptr)
        return false;
    std::array<int, 4> source = window.source;
    const int width = GDALGetRasterBandXSize(full), height = GDALGetRasterBandYSize(full);
    if (own != full && (GDALGetMaskFlags(own) & GMF_ALL_VALID) > (GDALGetMaskFlags(full) & GMF_ALL_VALID)) {
        // One in a file beside it knows nothing of overviews in a third.
        const glm::dvec2 factor(double{1} * width / GDALGetRasterBandXSize(own),
                                double{1} * height / GDALGetRasterBandYSize(own));
        const auto scaled = [](int value, double by) { return static_cast<int>(std::lround(value * by)); };
        source = {scaled(source[0], factor.x), scaled(source[1], factor.y), scaled(source[2], factor.x),
                  scaled(source[3], factor.y)};
        source[2] = std::min(source[2], width - source[0]);
        source[3] = std::min(source[3], height - source[1]);
        own = full;
    }
    return readBand(GDALGetMaskBand(own), source, window.columns, window.rows, to, GDT_Byte, 0, 0, true);
}

bool GdalBands::readOpacity(void* dataset, const Window& window, int side, PicturePixels& pixels) const
{
    const int columns = window.columns, rows = window.rows;
    if (m_alpha == 0 && !m_hasMask)
        return true;
    const std::size_t count = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    std::vector<std::uint8_t> opacity(count, 0), one(count);
    if (m_alpha > 0) {
        // An opacity of 16 bits is none that a byte holds.
        GDALRasterBandH band = bandOf(dataset, m_alpha, window.overview);
        if (band != nullptr && GDALGetRasterDataType(band) == GDT_UInt16) {
            std::vector<std::uint16_t> wide(count);
            if (!readBand(band, window.source, columns, rows, wide.data(), GDT_UInt16, 0, 0, true))
                return false;
            std::transform(wide.begin(), wide.end(), opacity.begin(),
                           [](std::uint16_t value) { return static_cast<std::uint8_t>(value / 257); });
        } else if (!readBand(band, window.source, columns, rows, opacity.data(), GDT_Byte, 0, 0, true)) {
            return false;
        }
    } else {
        for (const int color : m_colors) { // what counts in one of the bands is to be seen
            if (!readMask(dataset, color, window, one.data()))
                return false;
            std::transform(opacity.begin(), opacity.end(), one.begin(), opacity.begin(),
                           [](std::uint8_t a, std::uint8_t b) { return std::max(a, b); });
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t row = i / static_cast<std::size_t>(columns), column = i % static_cast<std::size_t>(columns);
        std::uint8_t& alpha = pixels.rgba[(row * static_cast<std::size_t>(side) + column) * 4 + 3];
        alpha = std::min(alpha, opacity[i]);
    }
    return true;
}

GdalBands::Window GdalBands::windowAt(void* dataset, const glm::ivec2& corner, double reduction, int columns, int rows)
{
    const int width = GDALGetRasterXSize(dataset), height = GDALGetRasterYSize(dataset);
    // Whole pixels of this level; what is left of one at the edge is seen at finer levels.
    const auto countOf = [&](int from, int all, int most) {
        return std::clamp(static_cast<int>(std::floor((all - from) / reduction)), 1, most);
    };
    Window window;
    window.columns = countOf(corner.x, width, columns);
    window.rows = countOf(corner.y, height, rows);
    window.source = {corner.x, corner.y, std::min(static_cast<int>(window.columns * reduction), width - corner.x),
                     std::min(static_cast<int>(window.rows * reduction), height - corner.y)};
    return window;
}

bool GdalBands::readWindow(void* dataset, const Window& window, int side, PicturePixels& pixels) const
{
    pixels.width = pixels.height = side;
    pixels.rgba.assign(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 4, 0);
    for (int row = 0; row < window.rows; ++row)
        for (int column = 0; column < window.columns; ++column)
            pixels.rgba[(static_cast<std::size_t>(row) * static_cast<std::size_t>(side)
                         + static_cast<std::size_t>(column))
                            * 4
                        + 3] = 255;
    return readColors(dataset, window, side, pixels) && readOpacity(dataset, window, side, pixels);
}

bool GdalBands::readLevel(void* dataset, const glm::ivec2& corner, double reduction, int side,
                          PicturePixels& pixels) const
{
    const Window plain = windowAt(dataset, corner, reduction, side, side);
    GDALRasterBandH first = GDALGetRasterBand(dataset, m_colors.front());
    const auto use = m_palette.empty() ? overviewFor(first, reduction, m_overviewPixels) : std::nullopt;
    const glm::ivec2 at(glm::dvec2(corner) / reduction);
    if (!use || at.x >= use->size.x || at.y >= use->size.y)
        return readWindow(dataset, plain, side, pixels);
    const OverviewUse::Span across = use->span(0, at.x, plain.columns), down = use->span(1, at.y, plain.rows);
    Window window;
    window.overview = use->overview;
    window.source = {across.from * use->mean, down.from * use->mean, across.count * use->mean, down.count * use->mean};
    window.columns = across.count;
    window.rows = down.count;
    if (across.isWhole && down.isWhole)
        return readWindow(dataset, window, side, pixels);
    PicturePixels between;
    const int most = std::max(window.columns, window.rows);
    if (!readWindow(dataset, window, most, between))
        return false;
    pixels.width = pixels.height = side;
    pixels.rgba.assign(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 4, 0);
    resample(between.rgba, most, across, down, {plain.columns, plain.rows}, side, pixels.rgba);
    return true;
}

Result<PicturePixels> GdalBands::read(void* dataset, const glm::dvec2& corner, double reduction, int side) const
{
    const glm::ivec2 at(corner);
    PicturePixels pixels;
    if (at.x >= GDALGetRasterXSize(dataset) || at.y >= GDALGetRasterYSize(dataset))
        return pixels;
    if (!readLevel(dataset, at, reduction, side, pixels))
        return fail(ErrorCode::DecodeFailed, {}, {});
    return isBlank(pixels) ? PicturePixels{} : pixels;
}

Result<PicturePixels> GdalBands::readParts(void* dataset, const glm::dvec2& corner, double reduction, int side) const
{
    PicturePixels all;
    all.width = all.height = side;
    all.rgba.assign(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 4, 0);
    struct Part {
        int x, y, side; ///< in the picture
    };
    std::vector<Part> parts{{0, 0, side}};
    bool isAnyRead = false;
    while (!parts.empty()) {
        const Part part = parts.back();
        parts.pop_back();
        const glm::ivec2 at(corner + glm::dvec2(part.x, part.y) * reduction);
        if (at.x >= GDALGetRasterXSize(dataset) || at.y >= GDALGetRasterYSize(dataset))
            continue;
        PicturePixels pixels;
        if (part.side < side && readLevel(dataset, at, reduction, part.side, pixels)) {
            isAnyRead = true;
            const auto row = static_cast<std::size_t>(part.side) * 4;
            for (int y = 0; y < part.side; ++y)
                std::copy_n(pixels.rgba.data() + static_cast<std::size_t>(y) * row, row,
                            all.rgba.data()
                                + (static_cast<std::size_t>(part.y + y) * static_cast<std::size_t>(side)
                                   + static_cast<std::size_t>(part.x))
                                    * 4);
        } else if (const int half = part.side / 2; half >= kLeastPart) {
            for (const glm::ivec2& quarter : {glm::ivec2(0, 0), {half, 0}, {0, half}, {half, half}})
                parts.push_back({part.x + quarter.x, part.y + quarter.y, half});
        }
    }
    if (!isAnyRead)
        return fail(ErrorCode::DecodeFailed, {}, {});
    return isBlank(all) ? PicturePixels{} : all;
}

} // namespace guanjing
