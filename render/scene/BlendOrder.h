#pragma once

#include "geodata/core/Math.h"

#include <span>

namespace guanjing::render {

/// A blended draw as it is sorted. Bounds in a frame that all of them have in common.
struct BlendedBox {
    glm::vec3 low{0.0f}, high{0.0f};
    bool isBack = false; ///< its far walls alone
    float order = 0; ///< distance: the greatest is drawn first
};

/// Draws by their middle are in the wrong order where one lies within another: gives those around it an order by which their
/// far walls come before and their near walls after it. More than 64 boxes are left as they are. Pure; any thread.
void orderNested(std::span<BlendedBox> boxes);

} // namespace guanjing::render
