#include "geodata/terrain/DemGrid.h"

#include "geodata/crs/Ellipsoid.h"

#include <algorithm>
#include <cmath>

namespace guanjing {
namespace {

/// Of the tile's side: so far beyond it heights are told where the pixels are there.
constexpr double kMargin = 0.05;

} // namespace

DemGrid::DemGrid(Pixels pixels, const Rectangle& rectangle, const Places& places)
    : m_pixels(std::move(pixels)), m_rectangle(rectangle), m_places(places)
{
    m_low = HUGE_VAL;
    m_high = -HUGE_VAL;
    for (const float meters : m_pixels.meters) {
        if (std::isnan(meters)) {
            m_hasVoids = true;
            continue;
        }
        m_low = std::min(m_low, static_cast<double>(meters));
        m_high = std::max(m_high, static_cast<double>(meters));
    }
    const bool isEmpty = m_low > m_high;
    if (isEmpty) {
        m_low = m_high = 0;
        m_pixels.meters.clear();
        return;
    }
    if (m_hasVoids)
        fillVoids();
    // Parts of the tile beyond the raster's edge.
    for (const glm::dvec2& place : m_places)
        m_hasVoids = m_hasVoids
            || !(place.x >= 0 && place.y >= 0 && place.x <= m_pixels.rasterWidth && place.y <= m_pixels.rasterHeight);
}

/// From the edges of each void inward, ring by ring: every pixel is the mean of those known beside it.
void DemGrid::fillVoids()
{
    const int width = m_pixels.width, height = m_pixels.height;
    m_isFilled.assign(m_pixels.meters.size(), false);
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < m_pixels.meters.size(); ++i) {
        if (std::isnan(m_pixels.meters[i])) {
            m_isFilled[i] = true;
            missing.push_back(i);
        }
    }
    std::vector<std::pair<std::size_t, float>> ring;
    while (!missing.empty()) {
        ring.clear();
        std::erase_if(missing, [&](std::size_t index) {
            const int x = static_cast<int>(index % static_cast<std::size_t>(width));
            const int y = static_cast<int>(index / static_cast<std::size_t>(width));
            double sum = 0;
            int count = 0;
            for (int dy = -1; dy <= 1; ++dy) {
                for (int dx = -1; dx <= 1; ++dx) {
                    if (x + dx < 0 || y + dy < 0 || x + dx >= width || y + dy >= height)
                        continue;
                    const float beside = m_pixels.meters[indexOf(x + dx, y + dy)];
                    if (!std::isnan(beside)) {
                        sum += static_cast<double>(beside);
                        ++count;
                    }
                }
            }
            if (count > 0)
                ring.emplace_back(index, static_cast<float>(sum / count));
            return count > 0;
        });
        if (ring.empty())
            return;
        for (const auto& [index, meters] : ring)
            m_pixels.meters[index] = meters;
    }
}

glm::dvec2 DemGrid::pixelAt(double u, double v) const
{
    const double gridX = u * (kPlaces - 1), gridY = v * (kPlaces - 1);
    const int cellX = std::clamp(static_cast<int>(gridX), 0, kPlaces - 2);
    const int cellY = std::clamp(static_cast<int>(gridY), 0, kPlaces - 2);
    const double fx = gridX - cellX, fy = gridY - cellY;
    const auto place = [&](int dx, int dy) {
        return m_places[static_cast<std::size_t>(cellY + dy) * kPlaces + static_cast<std::size_t>(cellX + dx)];
    };
    return (place(0, 0) * (1 - fx) + place(1, 0) * fx) * (1 - fy) + (place(0, 1) * (1 - fx) + place(1, 1) * fx) * fy;
}

std::optional<HeightSample> DemGrid::at(double lonDegrees, double latDegrees) const
{
    if (m_pixels.meters.empty())
        return std::nullopt;
    const double u = (lonDegrees - m_rectangle.west) / (m_rectangle.east - m_rectangle.west);
    const double v = (latDegrees - m_rectangle.south) / (m_rectangle.north - m_rectangle.south);
    if (!(u >= -kMargin && u <= 1 + kMargin && v >= -kMargin && v <= 1 + kMargin))
        return std::nullopt;
    const glm::dvec2 pixel = pixelAt(u, v);
    constexpr double kEdge = 1e-6;
    if (!(pixel.x >= -kEdge && pixel.y >= -kEdge && pixel.x <= m_pixels.rasterWidth + kEdge
          && pixel.y <= m_pixels.rasterHeight + kEdge))
        return std::nullopt;
    return sampleAt(pixel);
}

std::optional<EdgeSample> DemGrid::edgeFrom(double lonDegrees, double latDegrees) const
{
    if (m_pixels.meters.empty())
        return std::nullopt;
    const double width = m_rectangle.east - m_rectangle.west, height = m_rectangle.north - m_rectangle.south;
    const double u = (lonDegrees - m_rectangle.west) / width, v = (latDegrees - m_rectangle.south) / height;
    const glm::dvec2 pixel = pixelAt(u, v);
    const glm::dvec2 edge{std::clamp(pixel.x, 0.0, static_cast<double>(m_pixels.rasterWidth)),
                          std::clamp(pixel.y, 0.0, static_cast<double>(m_pixels.rasterHeight))};
    if (!std::isfinite(pixel.x) || !std::isfinite(pixel.y) || edge == pixel)
        return std::nullopt;
    // Pixels are so large there as they are across the tile.
    const glm::dvec2 right = m_places[kPlaces - 1] - m_places[0], up = m_places[kPlaces * (kPlaces - 1)] - m_places[0];
    const double metersPerDegree = kDegreesToRadians * kWgs84SemiMajorMeters;
    const double widthMeters = width * metersPerDegree * std::cos(m_rectangle.south * kDegreesToRadians);
    const double determinant = right.x * up.y - right.y * up.x;
    if (determinant == 0)
        return std::nullopt;
    const glm::dvec2 off = pixel - edge;
    const double eastMeters = (off.x * up.y - off.y * up.x) / determinant * widthMeters;
    const double northMeters = (right.x * off.y - right.y * off.x) / determinant * height * metersPerDegree;
    return EdgeSample{sampleAt(edge), std::hypot(eastMeters, northMeters)};
}

HeightSample DemGrid::sampleAt(const glm::dvec2& pixel) const
{
    const double x = std::clamp((pixel.x - m_pixels.left) / m_pixels.step - 0.5, 0.0, m_pixels.width - 1.0);
    const double y = std::clamp((pixel.y - m_pixels.top) / m_pixels.step - 0.5, 0.0, m_pixels.height - 1.0);
    const int x0 = std::min(static_cast<int>(x), std::max(m_pixels.width - 2, 0));
    const int y0 = std::min(static_cast<int>(y), std::max(m_pixels.height - 2, 0));
    HeightSample sample;
    double sum = 0;
    for (int dy = 0; dy < 2; ++dy) {
        for (int dx = 0; dx < 2; ++dx) {
            const int column = std::min(x0 + dx, m_pixels.width - 1), row = std::min(y0 + dy, m_pixels.height - 1);
            const double weight = (dx == 0 ? 1 - (x - x0) : x - x0) * (dy == 0 ? 1 - (y - y0) : y - y0);
            if (weight <= 0)
                continue;
            const std::size_t index = indexOf(column, row);
            sum += weight;
            sample.heightMeters += weight * static_cast<double>(m_pixels.meters[index]);
            sample.isFilled = sample.isFilled || (!m_isFilled.empty() && m_isFilled[index]);
        }
    }
    sample.heightMeters /= sum;
    return sample;
}

DemGrid::Pixels DemGrid::pixelsAsRead() const
{
    Pixels pixels = m_pixels;
    for (std::size_t i = 0; i < m_isFilled.size(); ++i)
        if (m_isFilled[i])
            pixels.meters[i] = NAN;
    return pixels;
}

std::size_t DemGrid::byteSize() const
{
    return sizeof *this + m_pixels.meters.size() * sizeof(float) + m_isFilled.size() / 8;
}

} // namespace guanjing
