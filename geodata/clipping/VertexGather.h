#pragma once

#include "geodata/tiles3d/Model.h"

#include <array>
#include <cstdint>
#include <vector>

namespace guanjing::clipping {

/// Where a vertex of a cut primitive comes from: a vertex of the uncut one (weights 1, 0, 0), or a place on one of its
/// triangles.
struct VertexSource {
    std::array<std::uint32_t, 3> corners{};
    glm::dvec3 weights{1.0, 0.0, 0.0};

    [[nodiscard]] bool isOriginal() const { return weights.x == 1.0; }
};

/// Everything of `from` at the sources, indices left empty. Positions, normals, texture coordinates and colours are
/// interpolated in double; ids and property rows are those of the triangle's first corner, since numbers that mean
/// something must not be mixed.
[[nodiscard]] tiles3d::Primitive gatherVertices(const tiles3d::Primitive& from,
                                                const std::vector<VertexSource>& sources);

} // namespace guanjing::clipping
