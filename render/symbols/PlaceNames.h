#pragma once

#include <cstdint>
#include <optional>
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
    struct Ahead {
        double lonDegrees = 0, latDegrees = 0;
        bool operator==(const Ahead&) const = default;
    };
    std::optional<Ahead> ahead =
        std::nullopt; ///< of a street: another place on its axis; the name then stands along it
    bool operator==(const PlaceName&) const = default;
};

} // namespace guanjing::render
