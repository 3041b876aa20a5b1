#pragma once
// Where something light lies in a picture: how tests find marks again.

#include "geodata/tiles3d/Model.h"

#include <glm/vec2.hpp>

#include <algorithm>
#include <optional>

namespace guanjing::test {

/// Middle of what is lighter than its surroundings within `reach` pixels of a place, in pixels from the top left corner;
/// none where nothing is, or the surroundings reach past the edge. The picture has one to four channels of 8 bits.
[[nodiscard]] inline std::optional<glm::dvec2> lightNear(const tiles3d::Image& image, const glm::dvec2& place,
                                                         int reach)
{
    const int left = static_cast<int>(place.x) - reach, top = static_cast<int>(place.y) - reach;
    if (left < 0 || top < 0 || left + 2 * reach >= image.width || top + 2 * reach >= image.height)
        return std::nullopt;
    const auto lightAt = [&](int x, int y) {
        const std::size_t at = static_cast<std::size_t>((y * image.width + x) * image.channels);
        const std::size_t blue = image.channels > 2 ? at + 2 : at;
        return (double{1} * image.pixels[at] + image.pixels[blue]) / 2;
    };
    double least = 255, sum = 0, sumX = 0, sumY = 0;
    for (int y = top; y <= top + 2 * reach; ++y)
        for (int x = left; x <= left + 2 * reach; ++x)
            least = std::min(least, lightAt(x, y));
    for (int y = top; y <= top + 2 * reach; ++y)
        for (int x = left; x <= left + 2 * reach; ++x) {
            const double light = std::max(0.0, lightAt(x, y) - least - 25);
            sum += light;
            sumX += light * (x + 0.5);
            sumY += light * (y + 0.5);
        }
    if (sum < 1000)
        return std::nullopt;
    return glm::dvec2(sumX / sum, sumY / sum);
}

} // namespace guanjing::test
