#include "geodata/core/AreaMask.h"

#include <algorithm>
#include <cmath>

namespace guanjing {
namespace {

/// Whether a segment has a point in a box (Liang and Barsky).
bool meets(const glm::dvec2& a, const glm::dvec2& b, const glm::dvec4& box)
{
    double from = 0, to = 1;
    const auto cut = [&](double start, double delta, double low, double high) {
        if (delta == 0)
            return start >= low && start <= high;
        double t0 = (low - start) / delta, t1 = (high - start) / delta;
        if (t0 > t1)
            std::swap(t0, t1);
        from = std::max(from, t0);
        to = std::min(to, t1);
        return from <= to;
    };
    return cut(a.x, b.x - a.x, box.x, box.z) && cut(a.y, b.y - a.y, box.y, box.w);
}

} // namespace

AreaMask::AreaMask(const std::vector<std::vector<glm::dvec2>>& rings)
{
    m_box = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (const auto& ring : rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const glm::dvec2 &a = ring[i], &b = ring[(i + 1) % ring.size()];
            m_edges.push_back(a.y <= b.y ? Edge{a, b} : Edge{b, a});
            m_box = {std::min(m_box.x, a.x), std::min(m_box.y, a.y), std::max(m_box.z, a.x), std::max(m_box.w, a.y)};
        }
    }
    std::sort(m_edges.begin(), m_edges.end(), [](const Edge& a, const Edge& b) { return a.a.y < b.a.y; });
}

std::vector<double> AreaMask::crossings(double y) const
{
    std::vector<double> found;
    for (const Edge& edge : m_edges) {
        if (edge.a.y > y)
            break;
        if (edge.b.y > y)
            found.push_back(edge.a.x + (y - edge.a.y) / (edge.b.y - edge.a.y) * (edge.b.x - edge.a.x));
    }
    std::sort(found.begin(), found.end());
    return found;
}

double AreaMask::area() const
{
    constexpr int kStrips = 512;
    const double step = (m_box.w - m_box.y) / kStrips;
    double sum = 0;
    for (int i = 0; i < kStrips; ++i) {
        const auto at = crossings(m_box.y + (i + 0.5) * step);
        for (std::size_t k = 0; k + 1 < at.size(); k += 2)
            sum += (at[k + 1] - at[k]) * step;
    }
    return sum;
}

bool AreaMask::contains(const glm::dvec2& point) const
{
    const auto at = crossings(point.y);
    return (std::upper_bound(at.begin(), at.end(), point.x) - at.begin()) % 2 == 1;
}

bool AreaMask::touches(const glm::dvec4& box) const
{
    if (box.z < m_box.x || box.x > m_box.z || box.w < m_box.y || box.y > m_box.w)
        return false;
    for (const Edge& edge : m_edges) {
        if (edge.a.y > box.w)
            break;
        if (edge.b.y >= box.y && meets(edge.a, edge.b, box))
            return true;
    }
    return contains({(box.x + box.z) / 2, (box.y + box.w) / 2});
}

std::vector<std::pair<double, double>> AreaMask::spans(double yLow, double yHigh) const
{
    std::vector<std::pair<double, double>> found;
    for (const Edge& edge : m_edges) {
        if (edge.a.y > yHigh)
            break;
        if (edge.b.y < yLow)
            continue;
        const double height = edge.b.y - edge.a.y;
        const auto at = [&](double y) { return edge.a.x + (y - edge.a.y) / height * (edge.b.x - edge.a.x); };
        const double x0 = height > 0 ? at(std::max(yLow, edge.a.y)) : edge.a.x;
        const double x1 = height > 0 ? at(std::min(yHigh, edge.b.y)) : edge.b.x;
        found.emplace_back(std::min(x0, x1), std::max(x0, x1));
    }
    const auto inside = crossings(yLow);
    for (std::size_t i = 0; i + 1 < inside.size(); i += 2)
        found.emplace_back(inside[i], inside[i + 1]);
    std::sort(found.begin(), found.end());
    std::vector<std::pair<double, double>> joined;
    for (const auto& span : found) {
        if (!joined.empty() && span.first <= joined.back().second)
            joined.back().second = std::max(joined.back().second, span.second);
        else
            joined.push_back(span);
    }
    return joined;
}

void AreaMask::clip(std::span<std::uint8_t> rgba, int width, int height, const glm::dvec2& corner,
                    const glm::dvec2& pixel) const
{
    for (int row = 0; row < height; ++row) {
        const auto at = crossings(corner.y + (row + 0.5) * pixel.y);
        std::uint8_t* line =
            rgba.data() + std::size_t{4} * static_cast<std::size_t>(row) * static_cast<std::size_t>(width);
        std::size_t next = 0;
        for (int column = 0; column < width; ++column) {
            const double x = corner.x + (column + 0.5) * pixel.x;
            while (next < at.size() && at[next] <= x)
                ++next;
            if (next % 2 == 0)
                std::fill_n(line + std::size_t{4} * static_cast<std::size_t>(column), 4, std::uint8_t{0});
        }
    }
}

} // namespace guanjing
