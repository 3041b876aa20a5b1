#include "geodata/exports/MercatorSampler.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace guanjing {
namespace {

constexpr double kAffineErrorPixels = 0.05, kMostErrorPixels = 0.2;
/// Parts are not cut any finer.
constexpr int kLeastPart = 8;
/// Along a side, of the source, for one part.
constexpr double kMostSourcePixels = 3000;

} // namespace

glm::dvec4 MercatorSampler::rectangleOf(int zoom, std::int64_t x, std::int64_t y, const Part& part) const
{
    const double pixel = std::ldexp(1.0 / 256, -zoom);
    const double left = static_cast<double>(x + part.left), top = static_cast<double>(y + part.top);
    return glm::dvec4(left, top, left + part.width, top + part.height) * pixel;
}

glm::dvec2 MercatorSampler::pixelOf(const glm::dvec2& at) const
{
    const TileGrid& grid = m_source.grid();
    const TileMatrix& m = grid.levels[static_cast<std::size_t>(m_level)];
    const double top = grid.isFromSouth ? m.origin.y + m.rows * m.tileSize().y : m.origin.y;
    return {(at.x - m.origin.x) / m.unitsPerPixel.x, (top - at.y) / m.unitsPerPixel.y};
}

glm::dvec4 MercatorSampler::sourceBox(const GridFit& fit) const
{
    const glm::dvec2 low = pixelOf({fit.box.x, fit.box.w}), high = pixelOf({fit.box.z, fit.box.y});
    const TileMatrix& m = m_source.grid().levels[static_cast<std::size_t>(m_level)];
    const double width = double(m.columns) * m.tileWidth, height = double(m.rows) * m.tileHeight;
    return {std::max(std::floor(low.x) - 2, 0.0), std::max(std::floor(low.y) - 2, 0.0),
            std::min(std::ceil(high.x) + 2, width), std::min(std::ceil(high.y) + 2, height)};
}

void MercatorSampler::expect(int zoom, std::int64_t x, std::int64_t y, int width, int height)
{
    const TileMatrix& m = m_source.grid().levels[static_cast<std::size_t>(m_level)];
    const double unit = std::min(m.unitsPerPixel.x, m.unitsPerPixel.y);
    const auto fit = m_projector.fit(rectangleOf(zoom, x, y, {0, 0, width, height}), kAffineErrorPixels * unit);
    if (!fit || fit->errorUnits > 100 * unit)
        return;
    const glm::dvec4 box = sourceBox(*fit);
    if (box.x >= box.z || box.y >= box.w || box.z - box.x > 4 * kMostSourcePixels
        || box.w - box.y > 4 * kMostSourcePixels)
        return;
    for (const auto& address :
         m_reader.needed(m_level, static_cast<std::int64_t>(box.x), static_cast<std::int64_t>(box.y),
                         static_cast<int>(box.z - box.x), static_cast<int>(box.w - box.y)))
        m_reader.expect(address);
}

Result<void> MercatorSampler::fill(int zoom, std::int64_t x, std::int64_t y, int width, int height,
                                   std::vector<std::uint8_t>& rgba)
{
    rgba.assign(std::size_t{4} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
    return fillPart(zoom, x, y, {0, 0, width, height}, width, rgba);
}

Result<void> MercatorSampler::fillPart(int zoom, std::int64_t x, std::int64_t y, const Part& part, int stride,
                                       std::vector<std::uint8_t>& rgba)
{
    const TileMatrix& m = m_source.grid().levels[static_cast<std::size_t>(m_level)];
    const double unit = std::min(m.unitsPerPixel.x, m.unitsPerPixel.y);
    const glm::dvec4 rectangle = rectangleOf(zoom, x, y, part);
    const auto fit = m_projector.fit(rectangle, kAffineErrorPixels * unit);
    bool isRight = fit && fit->errorUnits <= kMostErrorPixels * unit;
    if (isRight) {
        const glm::dvec4 box = sourceBox(*fit);
        isRight = box.z - box.x <= kMostSourcePixels && box.w - box.y <= kMostSourcePixels;
    }
    if (isRight)
        return sample(*fit, rectangle, part, stride, rgba);
    if (part.width <= kLeastPart || part.height <= kLeastPart)
        return {}; // it has nothing there
    const int left = part.width / 2, top = part.height / 2;
    for (const Part& quarter :
         {Part{part.left, part.top, left, top}, Part{part.left + left, part.top, part.width - left, top},
          Part{part.left, part.top + top, left, part.height - top},
          Part{part.left + left, part.top + top, part.width - left, part.height - top}})
        if (auto done = fillPart(zoom, x, y, quarter, stride, rgba); !done)
            return done;
    return {};
}

Result<void> MercatorSampler::sample(const GridFit& fit, const glm::dvec4& rectangle, const Part& part, int stride,
                                     std::vector<std::uint8_t>& rgba)
{
    const glm::dvec4 box = sourceBox(fit);
    if (box.x >= box.z || box.y >= box.w)
        return {};
    const auto left = static_cast<std::int64_t>(box.x), top = static_cast<std::int64_t>(box.y);
    const int width = static_cast<int>(box.z - box.x), height = static_cast<int>(box.w - box.y);
    if (auto done = m_reader.readWindow(m_level, left, top, width, height, m_pixels); !done)
        return done;
    const double north = latitudeOfMercatorUnit(rectangle.y), south = latitudeOfMercatorUnit(rectangle.w);
    const glm::dvec4 covered = m_source.grid().coveredBox();
    for (int row = 0; row < part.height; ++row) {
        double v = (row + 0.5) / part.height;
        if (fit.isByLatitude)
            v = (north - latitudeOfMercatorUnit(std::lerp(rectangle.y, rectangle.w, v))) / (north - south);
        if (v < fit.clip.y || v > fit.clip.w)
            continue;
        std::uint8_t* out = rgba.data()
            + std::size_t{4}
                * (static_cast<std::size_t>(part.top + row) * static_cast<std::size_t>(stride)
                   + static_cast<std::size_t>(part.left));
        for (int column = 0; column < part.width; ++column, out += 4) {
            const double u = (column + 0.5) / part.width;
            if (u < fit.clip.x || u > fit.clip.z)
                continue;
            const glm::dvec2 grid = fit.at(u, v);
            if (grid.x < covered.x || grid.x > covered.z || grid.y < covered.y || grid.y > covered.w)
                continue;
            const glm::dvec2 at = pixelOf(grid) - glm::dvec2(box.x + 0.5, box.y + 0.5);
            const double fx = std::floor(at.x), fy = std::floor(at.y);
            const double wx = at.x - fx, wy = at.y - fy;
            const int x0 = static_cast<int>(fx), y0 = static_cast<int>(fy);
            std::array<double, 4> sum{};
            for (int corner = 0; corner < 4; ++corner) {
                const int sx = std::clamp(x0 + (corner & 1), 0, width - 1);
                const int sy = std::clamp(y0 + (corner >> 1), 0, height - 1);
                const double weight = ((corner & 1) ? wx : 1 - wx) * ((corner >> 1) ? wy : 1 - wy);
                const std::uint8_t* p = m_pixels.data()
                    + std::size_t{4}
                        * (static_cast<std::size_t>(sy) * static_cast<std::size_t>(width)
                           + static_cast<std::size_t>(sx));
                const double alpha = weight * p[3];
                sum[0] += alpha * p[0];
                sum[1] += alpha * p[1];
                sum[2] += alpha * p[2];
                sum[3] += alpha;
            }
            if (sum[3] < 0.5)
                continue;
            for (std::size_t c = 0; c < 3; ++c)
                out[c] = static_cast<std::uint8_t>(std::clamp(sum[c] / sum[3] + 0.5, 0.0, 255.0));
            out[3] = static_cast<std::uint8_t>(std::min(sum[3] + 0.5, 255.0));
        }
    }
    return {};
}

} // namespace guanjing
