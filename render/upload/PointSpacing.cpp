#include "render/upload/PointSpacing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace guanjing::render {

namespace {

/// Of a regular grid the sixth neighbour is one of the diagonal ones, for which the circle's share comes out at 1.02 of
/// the grid's step; of points strewn at random the mean over six is steady enough.
constexpr std::size_t kNeighbours = 6;
constexpr std::size_t kMostSamples = 32;
/// Looked at in all: large clouds are asked at fewer places.
constexpr std::size_t kMostDistances = 1'500'000;
constexpr float kPi = 3.14159265f;

/// Squared distance to the n-th nearest.
float neighbourDistance2(std::span<const glm::vec3> positions, std::size_t at)
{
    std::array<float, kNeighbours> nearest;
    nearest.fill(std::numeric_limits<float>::max());
    const glm::vec3 center = positions[at];
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const glm::vec3 offset = positions[i] - center;
        const float distance2 = offset.x * offset.x + offset.y * offset.y + offset.z * offset.z;
        if (!(distance2 < nearest.back()) || i == at)
            continue;
        std::size_t place = kNeighbours - 1;
        for (; place > 0 && nearest[place - 1] > distance2; --place)
            nearest[place] = nearest[place - 1];
        nearest[place] = distance2;
    }
    return nearest.back();
}

} // namespace

float pointSpacing(std::span<const glm::vec3> positions)
{
    if (positions.size() <= kNeighbours)
        return 0.0f;
    const std::size_t samples =
        std::clamp(kMostDistances / positions.size(), std::size_t{5}, std::min(kMostSamples, positions.size()));
    std::vector<float> found;
    for (std::size_t k = 0; k < samples; ++k)
        found.push_back(neighbourDistance2(positions, (2 * k + 1) * positions.size() / (2 * samples)));
    // Thick spots count less than thin ones, which are to close.
    const auto middle = found.begin() + static_cast<std::ptrdiff_t>(found.size() * 2 / 3);
    std::nth_element(found.begin(), middle, found.end());
    const float spacing = std::sqrt(*middle * kPi / static_cast<float>(kNeighbours));
    return std::isfinite(spacing) ? spacing : 0.0f;
}

} // namespace guanjing::render
