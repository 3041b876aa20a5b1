#include "geodata/democity/GroundLattice.h"

#include "geodata/democity/Terrain.h"

#include <algorithm>
#include <cmath>

namespace guanjing::democity {

GroundLattice::GroundLattice(const Box& box, double stepMeters)
    : m_step(stepMeters)
    , m_firstX(std::floor(box.minX / stepMeters))
    , m_firstY(std::floor(box.minY / stepMeters))
    , m_columns(static_cast<int>(std::ceil(box.maxX / stepMeters) - m_firstX) + 1)
    , m_rows(static_cast<int>(std::ceil(box.maxY / stepMeters) - m_firstY) + 1)
{
    m_heights.reserve(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows));
    for (int j = 0; j < m_rows; ++j)
        for (int i = 0; i < m_columns; ++i) {
            m_heights.push_back(static_cast<float>(groundHeightAt({(m_firstX + i) * m_step, (m_firstY + j) * m_step})));
        }
}

GroundLattice::Span GroundLattice::spanOf(const Box& box) const
{
    const auto clamped = [](double v, int count) { return std::clamp(static_cast<int>(v), 0, count - 1); };
    const int i0 = clamped(std::floor(box.minX / m_step) - m_firstX, m_columns);
    const int i1 = clamped(std::ceil(box.maxX / m_step) - m_firstX, m_columns);
    const int j0 = clamped(std::floor(box.minY / m_step) - m_firstY, m_rows);
    const int j1 = clamped(std::ceil(box.maxY / m_step) - m_firstY, m_rows);
    Span span{1e9, -1e9};
    for (int j = j0; j <= j1; ++j)
        for (int i = i0; i <= i1; ++i) {
            const double height = double{m_heights[static_cast<std::size_t>(j) * static_cast<std::size_t>(m_columns)
                                                   + static_cast<std::size_t>(i)]};
            span.lowest = std::min(span.lowest, height);
            span.highest = std::max(span.highest, height);
        }
    return span;
}

double GroundLattice::at(V2 place) const
{
    const double u = std::clamp(place.x / m_step - m_firstX, 0.0, m_columns - 1.001);
    const double v = std::clamp(place.y / m_step - m_firstY, 0.0, m_rows - 1.001);
    const auto i = static_cast<std::size_t>(u);
    const auto j = static_cast<std::size_t>(v);
    const double fu = u - static_cast<double>(i);
    const double fv = v - static_cast<double>(j);
    const auto columns = static_cast<std::size_t>(m_columns);
    const float* row = m_heights.data() + j * columns + i;
    const double lower = double{row[0]} + (double{row[1]} - double{row[0]}) * fu;
    const double upper = double{row[columns]} + (double{row[columns + 1]} - double{row[columns]}) * fu;
    return lower + (upper - lower) * fv;
}

} // namespace guanjing::democity
