#pragma once

#include "geodata/core/Math.h"
#include "geodata/crs/Ellipsoid.h"

#include <cstdint>

namespace guanjing::render {

class GlContext;

/// Where a place lies among the waves, which go with Web Mercator so that tiles agree about them. A period is 9.8 km at the
/// equator; finer waves repeat a whole number of times in it.
struct WavePlace {
    glm::dvec2 perMeter{0.0}; ///< periods eastward and northward
    glm::dvec2 offset{0.0}; ///< the part of a period to east and north
};
/// Any thread.
[[nodiscard]] WavePlace wavePlace(const Geographic& place);

/// By how many whole periods east and north the two kinds of waves are turned and shrunk, see tile.water.glsl.
constexpr glm::dvec2 kFineWaves{247.0, 73.0}, kBroadWaves{-41.0, 63.0};
/// False where they are so small in pixels of that size that their slopes cannot be seen. Any thread.
[[nodiscard]] bool areWavesSeen(const glm::dvec2& turns, double metersPerPixel);

/// The texture of waveField(), made by and to be freed through the context. It stays bound to the unit. GL thread.
[[nodiscard]] std::uint32_t makeWaveTexture(GlContext& context, std::uint32_t unit);

} // namespace guanjing::render
