#pragma once

#include "geodata/core/Math.h"
#include "render/effects/Sun.h"

namespace guanjing::render {

/// Light and air at one place and instant. Irradiances are linear and divided by pi, so that a white horizontal surface
/// under a high sun comes out as 1; colours of sky and haze are in display space.
struct Lighting {
    glm::dvec3 sunDirection{0.0, 0.0, 1.0}; ///< unit, ECEF
    glm::dvec3 up{0.0, 0.0, 1.0}; ///< unit, ECEF, at the eye
    double sunElevationDegrees = 0;
    double eyeHeightMeters = 0;
    glm::vec3 sun{0.0f}; ///< on a surface facing the sun
    glm::vec3 sky{0.0f}; ///< on a surface facing up
    glm::vec3 ground{0.0f}; ///< on a surface facing down: light thrown back by the ground
    glm::vec3 zenithColor{0.0f};
    glm::vec3 horizonColor{0.0f}; ///< away from the sun
    glm::vec3 horizonSunColor{0.0f}; ///< below the sun
    float lampShare = 0; ///< 0 by day … 1 at night: how much lamps and lit windows show
    float hazeGlow = 0; ///< how much more of the air is seen towards a low sun, as a share
    float hazePerMeter = 0; ///< extinction at sea level; 0: no haze
};

/// Height over which haze thins to 1/e, metres.
constexpr double kHazeScaleMeters = 1100.0;
/// Light on bare ground with no picture, in display space: what lies beyond the tiles too.
constexpr glm::vec3 kBareGround{0.745f, 0.755f, 0.725f};

/// Light for an eye at an ECEF position. Pure; any thread.
[[nodiscard]] Lighting lightingAt(SunInstant instant, const glm::dvec3& eye, bool haze);

/// Light of a studio: soft from all sides, a key over the left shoulder of a camera that looks along `direction`; no
/// air. Any side of a model is readable. Pure; any thread.
[[nodiscard]] Lighting studioLighting(const glm::dvec3& direction, const glm::dvec3& up);

/// Colour of the sky, display space, without the sun's disc.
/// sinElevation: of the ray; sinHalfSunAngle: sine of half the angle between ray and sun.
[[nodiscard]] glm::vec3 skyColor(const Lighting& lighting, double sinElevation, double sinHalfSunAngle);

/// Light on a horizontal surface, display space.
[[nodiscard]] glm::vec3 horizontalLight(const Lighting& lighting);

/// Sine of the (negative) elevation of the horizon as seen from a height.
[[nodiscard]] double sinHorizon(double eyeHeightMeters);

} // namespace guanjing::render
