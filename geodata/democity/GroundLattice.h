#pragma once

#include "geodata/democity/CityFrame.h"

#include <vector>

namespace guanjing::democity {

/// The ground in a box, sampled where multiples of a step cross, the same whoever asks, and straight between. Immutable.
class GroundLattice {
public:
    GroundLattice(const Box& box, double stepMeters);

    [[nodiscard]] double step() const { return m_step; }
    /// Metres above the ellipsoid; outside the box that of its nearest edge.
    [[nodiscard]] double at(V2 place) const;
    struct Span {
        double lowest = 0, highest = 0;
    };
    /// Of the samples in and around a box.
    [[nodiscard]] Span spanOf(const Box& box) const;

private:
    double m_step;
    double m_firstX, m_firstY; ///< in steps
    int m_columns, m_rows;
    std::vector<float> m_heights;
};

} // namespace guanjing::democity
