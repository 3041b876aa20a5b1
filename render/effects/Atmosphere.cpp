#include "render/effects/Atmosphere.h"

#include "geodata/crs/Ellipsoid.h"

#include <glm/common.hpp>
#include <glm/exponential.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace guanjing::render {

namespace {

/// The look of the day by the sun's elevation, by eye: linear colours.
struct DayPhase {
    double elevationDegrees;
    glm::vec3 sun, sky, ground, zenith, horizon, horizonSun;
};
constexpr std::array<DayPhase, 9> kPhases{{
    {-18,
     {0, 0, 0},
     {.046f, .056f, .098f},
     {.026f, .029f, .042f},
     {.004f, .009f, .028f},
     {.022f, .032f, .062f},
     {.024f, .032f, .062f}},
    {-8,
     {0, 0, 0},
     {.080f, .095f, .165f},
     {.040f, .045f, .066f},
     {.014f, .029f, .085f},
     {.070f, .083f, .155f},
     {.200f, .105f, .120f}},
    {-3,
     {.05f, .02f, .01f},
     {.165f, .175f, .265f},
     {.075f, .075f, .090f},
     {.045f, .085f, .215f},
     {.240f, .215f, .290f},
     {.760f, .340f, .185f}},
    {0,
     {.42f, .165f, .055f},
     {.240f, .240f, .320f},
     {.105f, .096f, .096f},
     {.075f, .145f, .350f},
     {.410f, .355f, .375f},
     {.950f, .520f, .235f}},
    {3,
     {.92f, .50f, .22f},
     {.305f, .310f, .380f},
     {.140f, .122f, .110f},
     {.090f, .180f, .440f},
     {.540f, .490f, .470f},
     {1.00f, .690f, .370f}},
    {8,
     {1.12f, .79f, .48f},
     {.335f, .360f, .435f},
     {.165f, .145f, .126f},
     {.100f, .215f, .520f},
     {.570f, .605f, .660f},
     {.960f, .800f, .610f}},
    {20,
     {1.14f, 1.0f, .81f},
     {.365f, .400f, .470f},
     {.200f, .180f, .155f},
     {.100f, .245f, .590f},
     {.570f, .665f, .780f},
     {.800f, .800f, .785f}},
    {45,
     {.91f, .865f, .79f},
     {.360f, .395f, .445f},
     {.220f, .200f, .175f},
     {.100f, .265f, .640f},
     {.550f, .680f, .830f},
     {.640f, .730f, .830f}},
    {90,
     {.66f, .635f, .59f},
     {.360f, .385f, .420f},
     {.230f, .210f, .185f},
     {.110f, .275f, .650f},
     {.560f, .690f, .840f},
     {.560f, .690f, .840f}},
}};

glm::vec3 encode(const glm::vec3& linear) { return glm::pow(glm::max(linear, 0.0f), glm::vec3(1.0f / 2.2f)); }

DayPhase phaseAt(double elevation)
{
    if (elevation <= kPhases.front().elevationDegrees)
        return kPhases.front();
    for (std::size_t i = 1; i < kPhases.size(); ++i) {
        const DayPhase &a = kPhases[i - 1], &b = kPhases[i];
        if (elevation > b.elevationDegrees)
            continue;
        const auto t = static_cast<float>((elevation - a.elevationDegrees) / (b.elevationDegrees - a.elevationDegrees));
        return {elevation,
                glm::mix(a.sun, b.sun, t),
                glm::mix(a.sky, b.sky, t),
                glm::mix(a.ground, b.ground, t),
                glm::mix(a.zenith, b.zenith, t),
                glm::mix(a.horizon, b.horizon, t),
                glm::mix(a.horizonSun, b.horizonSun, t)};
    }
    return kPhases.back();
}

} // namespace

Lighting lightingAt(SunInstant instant, const glm::dvec3& eye, bool haze)
{
    Lighting result;
    result.sunDirection = sunDirectionEcef(instant);
    if (glm::length(eye) > 1.0e6) {
        const Geographic place = toGeographic(eye);
        result.up = ellipsoidNormal(place.lonDegrees, place.latDegrees);
        result.eyeHeightMeters = place.heightMeters;
    }
    result.sunElevationDegrees =
        std::asin(std::clamp(glm::dot(result.sunDirection, result.up), -1.0, 1.0)) * kRadiansToDegrees;
    const DayPhase phase = phaseAt(result.sunElevationDegrees);
    result.sun = phase.sun;
    result.sky = phase.sky;
    result.ground = phase.ground;
    result.zenithColor = encode(phase.zenith);
    result.horizonColor = encode(phase.horizon);
    result.horizonSunColor = encode(phase.horizonSun);
    // A fifth of the contrast is gone at 5 km, five sixths at 40 km: a clear day of the Pearl River delta.
    result.hazePerMeter = haze ? 4.8e-5f : 0.0f;
    return result;
}

double sinHorizon(double eyeHeightMeters)
{
    const double ratio = kWgs84SemiMajorMeters / (kWgs84SemiMajorMeters + std::max(eyeHeightMeters, 0.0));
    return -std::sqrt(std::max(0.0, 1.0 - ratio * ratio));
}

glm::vec3 skyColor(const Lighting& lighting, double sinElevation, double sinHalfSunAngle)
{
    // Thin air above: with height the sky turns dark, and near the ground's limb a rim of air remains.
    const double horizon = sinHorizon(lighting.eyeHeightMeters);
    const double radius = kWgs84SemiMajorMeters + std::max(lighting.eyeHeightMeters, 0.0);
    double lowest = lighting.eyeHeightMeters; // of the ray
    if (sinElevation < 0.0)
        lowest = radius * std::sqrt(std::max(0.0, 1.0 - sinElevation * sinElevation)) - kWgs84SemiMajorMeters;
    // From far away the rim is drawn wider than it is, or it would be thinner than a pixel.
    const double air = std::exp(-std::max(lowest, 0.0) / std::max(14'000.0, 0.005 * lighting.eyeHeightMeters));
    const double above = std::max(0.0, (sinElevation - horizon) / (1.0 - horizon));
    const auto towardsZenith = static_cast<float>(1.0 - std::exp(-4.2 * above));

    // Angle to the sun: the horizon is brighter below a low sun, and a glow surrounds it.
    const double cosAngle = 1.0 - 2.0 * sinHalfSunAngle * sinHalfSunAngle;
    const auto sunward = static_cast<float>(std::pow(0.5 + 0.5 * cosAngle, 6.0));
    const glm::vec3 horizonColor = glm::mix(lighting.horizonColor, lighting.horizonSunColor, sunward);
    glm::vec3 color = glm::mix(horizonColor, lighting.zenithColor, towardsZenith);
    const double angle = 2.0 * std::asin(std::clamp(sinHalfSunAngle, 0.0, 1.0));
    const auto visible = static_cast<float>(std::clamp((lighting.sunElevationDegrees + 4.0) / 6.0, 0.0, 1.0));
    const auto glow = static_cast<float>(0.42 * std::exp(-angle * 9.0) + 0.30 * std::exp(-angle * 40.0)) * visible;
    color = glm::mix(color, glm::max(lighting.horizonSunColor, color) * 1.06f, glow);
    return glm::clamp(color * static_cast<float>(air), 0.0f, 1.0f);
}

glm::vec3 horizontalLight(const Lighting& lighting)
{
    const auto sine = static_cast<float>(std::max(0.0, glm::dot(lighting.sunDirection, lighting.up)));
    return glm::sqrt(lighting.sky + lighting.sun * sine);
}

} // namespace guanjing::render
