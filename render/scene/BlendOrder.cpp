#include "render/scene/BlendOrder.h"

#include <glm/vector_relational.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace guanjing::render {

namespace {

constexpr std::size_t kMostBoxes = 64; // it takes as many squares

float size(const BlendedBox& box)
{
    const glm::vec3 sides = box.high - box.low;
    return sides.x + sides.y + sides.z;
}

bool isWithin(const BlendedBox& a, const BlendedBox& b)
{
    return size(a) < size(b) && glm::all(glm::greaterThanEqual(a.low, b.low))
        && glm::all(glm::lessThanEqual(a.high, b.high));
}

} // namespace

void orderNested(std::span<BlendedBox> boxes)
{
    if (boxes.size() > kMostBoxes)
        return;
    // From the smallest: what lies within has its order by then.
    std::vector<BlendedBox*> bySize;
    for (BlendedBox& box : boxes)
        bySize.push_back(&box);
    std::stable_sort(bySize.begin(), bySize.end(),
                     [](const BlendedBox* a, const BlendedBox* b) { return size(*a) < size(*b); });
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    for (std::size_t outer = 1; outer < bySize.size(); ++outer)
        for (std::size_t inner = 0; inner < outer; ++inner) {
            BlendedBox& box = *bySize[outer];
            if (!isWithin(*bySize[inner], box))
                continue;
            const float order = bySize[inner]->order;
            box.order = box.isBack ? std::max(box.order, std::nextafter(order, kInfinity))
                                   : std::min(box.order, std::nextafter(order, -kInfinity));
        }
}

} // namespace guanjing::render
