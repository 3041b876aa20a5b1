#pragma once

#include "geodata/core/Math.h"

#include <cstdint>

namespace guanjing::layers {

/// A number that stands on a contour line.
struct ContourLabel {
    std::uint64_t id = 0; ///< the same while the line is drawn with other tiles
    double meters = 0; ///< above the datum that the lines count in
    glm::dvec3 place{0.0}, ahead{0.0}; ///< ECEF, as drawn: its middle, and further along the line
    bool operator==(const ContourLabel&) const = default;
};

} // namespace guanjing::layers
