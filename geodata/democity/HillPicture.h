#pragma once
// The hills as coarse levels of the orthophoto show them: their woods and the light on their slopes.

#include "geodata/democity/Content.h"

#include <cstdint>
#include <span>
#include <vector>

namespace guanjing::democity {

class HillPicture {
public:
    static constexpr double kPixelMeters = 64;
    static constexpr int kColumns = 1320, kRows = 990;
    static constexpr double kWest = -4300, kSouth = -4500;

    HillPicture();
    /// Share of wood and light on the slope (1 on the level) along a row of places, metres apart to the east: the farther they
    /// lie apart, the more relief is shown.
    void along(V2 first, double stepMeters, const Sun& sun, std::span<float> woods, std::span<float> lights) const;
    /// Whether there are woods or slopes of hills in a box.
    [[nodiscard]] bool reachesInto(const Box& box) const;
    [[nodiscard]] float lightAt(V2 place, double metersPerPixel, const Sun& sun) const;

private:
    struct Sample {
        float wood = 0;
        float east = 0, north = 0; ///< rise of the ground per metre
        float crest = 0; ///< -1 in narrow valleys … 1 on ridges
    };
    std::vector<Sample> m_samples; ///< rows from the south
    static constexpr int kCell = 11; ///< samples; kColumns and kRows are multiples of it
    std::vector<std::uint8_t> m_hilly; ///< by cells, with their neighbours' nearest samples
};

/// Made when it is first asked for: some tenths of a second. Any thread.
[[nodiscard]] const HillPicture& hillPicture();

} // namespace guanjing::democity
