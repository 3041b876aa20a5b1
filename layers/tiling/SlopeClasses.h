#pragma once

#include <array>
#include <cstdint>

namespace guanjing::layers {

/// The classes of steepness of China's land surveys, as tile.frag.glsl colours them.
struct SlopeClass {
    double fromDegrees = 0;
    std::array<std::uint8_t, 3> color{};
};
constexpr std::array<SlopeClass, 5> kSlopeClasses{
    {{0, {158, 199, 140}}, {2, {219, 224, 140}}, {6, {245, 199, 107}}, {15, {232, 135, 76}}, {25, {181, 64, 56}}}};

} // namespace guanjing::layers
