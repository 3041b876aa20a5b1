#pragma once

#include "geodata/core/Math.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace guanjing::render {

/// Share of the light of an even surrounding that the specular lobe of glTF 2.0 (appendix B.3: GGX, height-correlated Smith)
/// sends to the eye, as x · F0 + y; after Karis, "Real Shading in Unreal Engine 4" (2013). roughness as in a material,
/// cosView: between normal and eye, above 0. By sampling, good to 0.01. Any thread.
[[nodiscard]] glm::vec2 environmentBrdf(float roughness, float cosView);

/// The same as a table of kEnvironmentBrdfSide² pairs for a texture, rows of growing roughness: u = cosView, v = roughness,
/// 65535 for 1. Made at the first call, which takes some 100 ms.
constexpr std::size_t kEnvironmentBrdfSide = 24;
[[nodiscard]] const std::vector<std::uint16_t>& environmentBrdfTable();

} // namespace guanjing::render
