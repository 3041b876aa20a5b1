#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace guanjing::render {

/// A name on the map.
struct PlaceName {
    enum class Kind : std::uint8_t { Town, Water, Street };
    std::string name; ///< in the interface's language
    Kind kind = Kind::Town;
    double lonDegrees = 0, latDegrees = 0;
    /// Drawn where the picture, at the place's distance, is between so many metres wide.
    double minWidthMeters = 3'000, maxWidthMeters = 80'000;
    int rank = 0; ///< among streets: the lower is placed first
    bool operator==(const PlaceName&) const = default;
};

} // namespace guanjing::render
