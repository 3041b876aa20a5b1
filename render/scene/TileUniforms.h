#pragma once

#include "geodata/core/Math.h"

#include <array>

namespace guanjing::render {

struct FrameCamera;
struct Lighting;

/// What a tile program is told of one tile; vectors in the frame of its vertices.
struct TileUniforms {
    std::array<glm::vec4, 8> values{}; ///< uTile of tile.vert.glsl
    glm::vec4 ground{0.0f}; ///< of ground with relief: up at the tile, height of its origin in metres
    glm::vec3 mapLight{0.0f}; ///< of such: towards the light of a map, from the north-west, 45 degrees high
    glm::vec4 sight{0.0f}; ///< towards the eye where all rays are parallel; w 0: they are not
    double unitMeters = 1.0;
    bool mirrored = false;
};

/// What ground with relief is told besides.
void addGroundUniforms(const glm::dmat4& modelToWorld, TileUniforms& out);

/// radius: of the tile, metres. Pure; any thread.
[[nodiscard]] TileUniforms tileUniforms(const glm::dmat4& modelToWorld, double radius, const FrameCamera& camera,
                                        const Lighting& lighting);

} // namespace guanjing::render
