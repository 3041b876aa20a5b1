#pragma once

#include "geodata/core/Math.h"

#include <array>

namespace guanjing::render {

struct FrameCamera;
struct Lighting;

/// What a tile program is told of one tile; vectors in the frame of its vertices.
struct TileUniforms {
    std::array<glm::vec4, 8> values{}; ///< uTile of tile.vert.glsl
    glm::vec4 sight{0.0f}; ///< towards the eye where all rays are parallel; w 0: they are not
    double unitMeters = 1.0;
    bool mirrored = false;
};

/// radius: of the tile, metres. Pure; any thread.
[[nodiscard]] TileUniforms tileUniforms(const glm::dmat4& modelToWorld, double radius, const FrameCamera& camera,
                                        const Lighting& lighting);

} // namespace guanjing::render
