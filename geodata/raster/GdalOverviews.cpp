#include "geodata/raster/GdalOverviews.h"

#include <gdal.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace guanjing {
namespace {

/// Of a look at pixels: those of the overview along a side of a window, windows along a side, and the most of the raster's
/// pixels for one.
constexpr int kLookSide = 32, kLooks = 4;
constexpr double kMostLooked = 16;
constexpr double kWholeEnough = 0.05; ///< of a pixel

glm::dvec2 sizeOf(GDALRasterBandH band) { return {GDALGetRasterBandXSize(band), GDALGetRasterBandYSize(band)}; }

bool readLook(GDALRasterBandH band, const glm::ivec2& from, const glm::ivec2& size, std::vector<float>& values)
{
    values.resize(static_cast<std::size_t>(size.x) * static_cast<std::size_t>(size.y));
    return GDALRasterIO(band, GF_Read, from.x, from.y, size.x, size.y, values.data(), size.x, size.y, GDT_Float32, 0, 0)
        == CE_None;
}

/// How far the pixels of a window of the overview are from those that they would be if picked, and from means; added up.
void look(GDALRasterBandH band, GDALRasterBandH overview, const glm::ivec2& from, const glm::dvec2& factor,
          glm::dvec2& differences)
{
    std::vector<float> coarse, fine;
    const glm::ivec2 first(glm::dvec2(from) * factor);
    const glm::ivec2 size(glm::min(glm::ceil(double{kLookSide} * factor) + 1.0, sizeOf(band) - glm::dvec2(first)));
    if (!readLook(overview, from, glm::ivec2(kLookSide), coarse) || !readLook(band, first, size, fine))
        return;
    const glm::ivec2 box = glm::ivec2(glm::round(factor));
    for (int y = 0; y < kLookSide; ++y)
        for (int x = 0; x < kLookSide; ++x) {
            const glm::ivec2 at = glm::ivec2(glm::floor(glm::dvec2(from + glm::ivec2(x, y)) * factor + 0.5)) - first;
            if (at.x + box.x > size.x || at.y + box.y > size.y)
                continue;
            const auto value = [&](int dx, int dy) {
                return double{fine[static_cast<std::size_t>((at.y + dy) * size.x + at.x + dx)]};
            };
            double mean = 0;
            for (int dy = 0; dy < box.y; ++dy)
                for (int dx = 0; dx < box.x; ++dx)
                    mean += value(dx, dy) / (box.x * box.y);
            const double shown{coarse[static_cast<std::size_t>(y * kLookSide + x)]};
            if (std::isfinite(shown) && std::isfinite(mean))
                differences += glm::dvec2(std::abs(shown - value(0, 0)), std::abs(shown - mean));
        }
}

double cubic(double distance)
{
    const double d = std::abs(distance);
    return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
}

/// The four pixels that one lies between, and what each counts.
struct Taps {
    std::array<std::size_t, 4> at{};
    std::array<float, 4> weights{};
};

std::vector<Taps> tapsOf(const OverviewUse::Span& span, int count)
{
    std::vector<Taps> all(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const double place = span.at + i * span.step;
        const int left = static_cast<int>(std::floor(place));
        for (int k = 0; k < 4; ++k) {
            const auto n = static_cast<std::size_t>(k);
            all[static_cast<std::size_t>(i)].at[n] =
                static_cast<std::size_t>(std::clamp(left - 1 + k, 0, span.count - 1));
            all[static_cast<std::size_t>(i)].weights[n] = static_cast<float>(cubic(place - (left - 1 + k)));
        }
    }
    return all;
}

} // namespace

OverviewPixels overviewPixels(void* dataset, int band)
{
    const std::string_view driver(GDALGetDriverShortName(GDALGetDatasetDriver(dataset)));
    if (driver.starts_with("JP2") || driver == "JPEG2000")
        return OverviewPixels::PickedByHalves;
    GDALRasterBandH full = GDALGetRasterBand(dataset, band);
    if (GDALGetOverviewCount(full) == 0 || std::string_view(GDALGetDescription(dataset)).starts_with("/vsi"))
        return OverviewPixels::Means;
    GDALRasterBandH overview = GDALGetOverview(full, 0);
    const glm::dvec2 size = overview == nullptr ? glm::dvec2(0) : sizeOf(overview);
    if (size.x < kLookSide || size.y < kLookSide)
        return OverviewPixels::Means;
    const glm::dvec2 factor = sizeOf(full) / size;
    if (std::min(factor.x, factor.y) < 1.5 || std::max(factor.x, factor.y) > kMostLooked)
        return OverviewPixels::Means;
    glm::dvec2 differences(0);
    // As a rule the first window has enough to tell by.
    for (int i = 0; i < kLooks * kLooks && differences.x + differences.y < kLookSide * kLookSide; ++i) {
        const glm::dvec2 share(((i + 2) % kLooks + 0.5) / kLooks, ((i / kLooks + 2) % kLooks + 0.5) / kLooks);
        look(full, overview, glm::ivec2((size - double{kLookSide}) * share), factor, differences);
    }
    return 2 * differences.x < differences.y ? OverviewPixels::Picked : OverviewPixels::Means;
}

std::optional<OverviewUse> overviewFor(void* band, double reduction, OverviewPixels pixels)
{
    const glm::dvec2 full = sizeOf(band);
    OverviewUse use;
    glm::dvec2 factor(1.0), size = full;
    double largest = 1; // of all that could serve
    for (int i = 0; i < GDALGetOverviewCount(band); ++i) {
        GDALRasterBandH overview = GDALGetOverview(band, i);
        const glm::dvec2 own = overview == nullptr ? glm::dvec2(0) : sizeOf(overview);
        if (own.x < 1 || own.y < 1)
            continue;
        const double halvings = std::round(std::log2(std::max(full.x / own.x, full.y / own.y)));
        const double power = std::exp2(halvings);
        const bool isHalved = std::abs(own.x - full.x / power) < 1 && std::abs(own.y - full.y / power) < 1 && power > 1;
        if (!isHalved) {
            if (const double about = std::max(full.x / own.x, full.y / own.y); about <= 1.2 * reduction)
                largest = std::max(largest, about);
            continue;
        }
        if (power > reduction || power <= factor.x)
            continue;
        use.overview = i;
        factor = pixels == OverviewPixels::PickedByHalves ? glm::dvec2(power) : full / own;
        size = own;
    }
    if (largest > std::max(factor.x, factor.y))
        return std::nullopt;
    const double power = std::exp2(std::round(std::log2(std::max(factor.x, factor.y))));
    use.mean = static_cast<int>(std::lround(reduction / power));
    use.size = glm::max(glm::ivec2(size) / use.mean, glm::ivec2(1));
    // Where the middle of the overview's first pixel lies in the raster.
    const glm::dvec2 middle = pixels == OverviewPixels::Means || use.overview < 0 ? 0.5 * factor : glm::dvec2(0.5);
    use.from = ((0.5 * reduction - middle) / factor - 0.5 * (use.mean - 1)) / double(use.mean);
    use.step = reduction / (factor * double(use.mean));
    return use;
}

OverviewUse::Span OverviewUse::span(int axis, int first, int count) const
{
    Span span;
    span.step = step[axis];
    const double at = from[axis] + first * span.step, last = at + (count - 1) * span.step;
    const int all = size[axis];
    const double start = std::round(at);
    span.isWhole = std::abs(at - start) <= kWholeEnough && std::abs(last - (start + count - 1)) <= kWholeEnough
        && start >= 0 && start + count <= all;
    span.from = span.isWhole ? static_cast<int>(start) : std::clamp(static_cast<int>(std::floor(at)) - 1, 0, all - 1);
    span.count =
        span.isWhole ? count : std::clamp(static_cast<int>(std::floor(last)) + 3 - span.from, 1, all - span.from);
    span.at = at - span.from;
    return span;
}

void resample(const std::vector<std::uint8_t>& rgba, int stride, const OverviewUse::Span& across,
              const OverviewUse::Span& down, const glm::ivec2& size, int side, std::vector<std::uint8_t>& out)
{
    const std::vector<Taps> columns = tapsOf(across, size.x), rows = tapsOf(down, size.y);
    const auto width = static_cast<std::size_t>(size.x);
    // Across first, colours times opacity.
    std::vector<std::array<float, 4>> lines(width * static_cast<std::size_t>(down.count));
    for (std::size_t y = 0; y < static_cast<std::size_t>(down.count); ++y)
        for (std::size_t x = 0; x < width; ++x) {
            std::array<float, 4>& sum = lines[y * width + x];
            for (std::size_t k = 0; k < 4; ++k) {
                const std::uint8_t* pixel = rgba.data() + (y * static_cast<std::size_t>(stride) + columns[x].at[k]) * 4;
                const float weight = columns[x].weights[k] * float(pixel[3]);
                for (std::size_t c = 0; c < 3; ++c)
                    sum[c] += weight * float(pixel[c]);
                sum[3] += weight;
            }
        }
    for (std::size_t y = 0; y < static_cast<std::size_t>(size.y); ++y)
        for (std::size_t x = 0; x < width; ++x) {
            std::array<float, 4> sum{};
            for (std::size_t k = 0; k < 4; ++k)
                for (std::size_t c = 0; c < 4; ++c)
                    sum[c] += rows[y].weights[k] * lines[rows[y].at[k] * width + x][c];
            std::uint8_t* pixel = out.data() + (y * static_cast<std::size_t>(side) + x) * 4;
            for (std::size_t c = 0; c < 3; ++c)
                pixel[c] = sum[3] < 0.5f
                    ? 0
                    : static_cast<std::uint8_t>(std::lround(std::clamp(sum[c] / sum[3], 0.0f, 255.0f)));
            pixel[3] = static_cast<std::uint8_t>(std::lround(std::clamp(sum[3], 0.0f, 255.0f)));
        }
}

} // namespace guanjing
