#pragma once

#include "geodata/core/Math.h"

#include <array>

namespace guanjing::render {

struct FrameCamera;
struct Lighting;
struct ShadowFit;

/// What a tile program is told of one tile; vectors in the frame of its vertices.
struct TileUniforms {
    std::array<glm::vec4, 8> values{}; ///< uTile of tile.vert.glsl
    glm::vec4 ground{0.0f}; ///< of ground with relief: up at the tile, height of its origin in metres
    glm::vec3 mapLight{0.0f}; ///< of such: towards the light of a map, from the north-west, 45 degrees high
    /// Of such: east and north at the tile, as long as wave periods a metre; its offset among them, metres a period. See WavePlace.
    std::array<glm::vec3, 3> waves{};
    glm::vec4 sight{0.0f}; ///< towards the eye where all rays are parallel; w 0: they are not
    std::array<glm::vec4, 4> shadow{}; ///< of what shadows fall on: uShadowTile of tile.vert.glsl
    double unitMeters = 1.0;
    bool mirrored = false;
};

/// What ground with relief is told besides.
void addGroundUniforms(const glm::dmat4& modelToWorld, TileUniforms& out);

/// What it is told where the sun's shadows fall on it; after tileUniforms.
void addShadowUniforms(const glm::dmat4& modelToWorld, const ShadowFit& fit, TileUniforms& out);
/// All that a caster is told: the way to a part of the map. zeroToOne: of the clip control in force.
[[nodiscard]] TileUniforms casterUniforms(const glm::dmat4& modelToWorld, const ShadowFit& fit, std::size_t part,
                                          bool zeroToOne);
/// How places in the near part of the map lie in the other one: scale and offset in the texture.
[[nodiscard]] glm::vec4 shadowFar(const ShadowFit& fit);

/// radius: of the tile, metres. Pure; any thread.
[[nodiscard]] TileUniforms tileUniforms(const glm::dmat4& modelToWorld, double radius, const FrameCamera& camera,
                                        const Lighting& lighting);

} // namespace guanjing::render
