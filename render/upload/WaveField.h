#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace guanjing::render {

/// Waves of a light breeze as a square that repeats, for a texture of kWaveSide² RGBA pixels with all its smaller levels, the
/// largest first. Red and green: slope eastward and northward, 0 to 255 for -kWaveSlope to kWaveSlope. Blue: the mean of the
/// square of the slope, 255 for kWaveSlope² / 4, so that a level knows how rough the waves are that it no longer shows.
/// Alpha: gusts, slow noise. Always the same; worked out at the first call, which is that of the worker that builds the first
/// ground with water. Any thread.
constexpr std::size_t kWaveSide = 256;
constexpr float kWaveSlope = 0.6f;
/// Of all waves together: the root of the mean square of the slope (Cox and Munk, 1954, for a wind of 4 m/s).
constexpr float kWaveMeanSlope = 0.14f;
/// From this level on a texel holds so many waves that their slopes are as good as none, and all of them are roughness.
constexpr int kWaveLastLevel = 6;
[[nodiscard]] const std::vector<std::vector<std::uint8_t>>& waveField();
/// True once that is done.
[[nodiscard]] bool isWaveFieldMade();

} // namespace guanjing::render
