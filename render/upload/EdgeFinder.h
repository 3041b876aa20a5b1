#pragma once

#include "geodata/tiles3d/Model.h"

#include <cstdint>
#include <vector>

namespace guanjing::render {

/// Pairs of vertex indices along the edges that a draughtsman would draw: borders, and creases of more than 30 degrees.
/// Vertices at the same position count as one, whatever their normals; but an edge at which several features meet is given
/// once for each, by vertices of its own, since each may be hidden alone. Empty for meshes too large to be worth it (over
/// 200,000 triangles). Pure; any thread.
[[nodiscard]] std::vector<std::uint32_t> findEdges(const tiles3d::Primitive& primitive);

} // namespace guanjing::render
