#pragma once

#include "geodata/core/Math.h"
#include "geodata/crs/Ellipsoid.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace guanjing::render {

class GlContext;

/// Waves of a light breeze as a square that repeats, for a texture of kWaveSide² RGBA pixels with all its smaller levels, the
/// largest first. Red and green: slope eastward and northward, 0 to 255 for -kWaveSlope to kWaveSlope. Blue: the mean of the
/// square of the slope, 255 for kWaveSlope² / 4, so that a level knows how rough the waves are that it no longer shows.
/// Alpha: gusts, slow noise. Always the same. Any thread.
constexpr std::size_t kWaveSide = 256;
constexpr float kWaveSlope = 0.6f;
[[nodiscard]] std::vector<std::vector<std::uint8_t>> waveField();

/// Where a place lies among the waves, which go with Web Mercator so that tiles agree about them. A period is 9.8 km at the
/// equator; finer waves repeat a whole number of times in it.
struct WavePlace {
    glm::dvec2 perMeter{0.0}; ///< periods eastward and northward
    glm::dvec2 offset{0.0}; ///< the part of a period to east and north
};
/// Any thread.
[[nodiscard]] WavePlace wavePlace(const Geographic& place);

/// The texture, made by and to be freed through the context. It stays bound to the unit. GL thread.
[[nodiscard]] std::uint32_t makeWaveTexture(GlContext& context, std::uint32_t unit);

} // namespace guanjing::render
