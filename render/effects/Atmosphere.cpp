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
     {0.0f, 0.0f, 0.0f},
     {.012f, .019f, .050f},
     {.008f, .010f, .019f},
     {.002f, .006f, .026f},
     {.013f, .026f, .085f},
     {.013f, .026f, .085f}},
    {-8,
     {0.0f, 0.0f, 0.0f},
     {.036f, .056f, .142f},
     {.024f, .030f, .058f},
     {.008f, .024f, .095f},
     {.058f, .082f, .19f},
     {.20f, .105f, .13f}},
    {-3,
     {.06f, .026f, .016f},
     {.128f, .158f, .30f},
     {.072f, .076f, .118f},
     {.034f, .085f, .26f},
     {.24f, .235f, .36f},
     {.84f, .37f, .22f}},
    {0,
     {1.05f, .41f, .145f},
     {.39f, .40f, .52f},
     {.17f, .155f, .158f},
     {.08f, .165f, .41f},
     {.51f, .44f, .455f},
     {1.0f, .58f, .28f}},
    {3,
     {1.9f, .82f, .28f},
     {.44f, .45f, .52f},
     {.22f, .185f, .16f},
     {.105f, .205f, .49f},
     {.58f, .52f, .54f},
     {1.0f, .68f, .36f}},
    {8,
     {1.95f, .95f, .38f},
     {.40f, .425f, .50f},
     {.23f, .19f, .155f},
     {.105f, .225f, .54f},
     {.57f, .55f, .60f},
     {1.0f, .76f, .48f}},
    {20,
     {1.6f, 1.14f, .72f},
     {.38f, .43f, .52f},
     {.26f, .235f, .205f},
     {.12f, .25f, .55f},
     {.60f, .63f, .665f},
     {.82f, .78f, .72f}},
    {45,
     {1.34f, 1.20f, .94f},
     {.36f, .43f, .52f},
     {.30f, .28f, .25f},
     {.115f, .265f, .60f},
     {.61f, .655f, .70f},
     {.70f, .71f, .70f}},
    {90,
     {.98f, .90f, .75f},
     {.37f, .43f, .51f},
     {.32f, .30f, .265f},
     {.12f, .275f, .61f},
     {.62f, .665f, .71f},
     {.62f, .665f, .71f}},
}};

/// Light of a city's lamps that its air throws back just above the horizon, display space.
constexpr glm::vec3 kCityGlow{.37f, .25f, .17f};
constexpr float kGlowInHaze = 0.15f;

/// Share of a grazing sun that rough ground catches.
constexpr float kGroundRoughness = 0.26f;

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
    // Along the ground an eighth of the contrast is gone at 5 km, three quarters at 30 km (tile.vert.glsl bends the first
    // kilometres down): a clear day of the Pearl River delta. Straight down through all of the air it is a hundredth.
    // By day an exposed picture shows no lamp; the first are lit before the sun is down.
    result.lampShare = static_cast<float>(1.0 - glm::smoothstep(-5.0, 5.0, result.sunElevationDegrees));
    // Over a city that shines the air above the horizon does, too.
    const float glow = kGlowInHaze * result.lampShare * result.lampShare;
    result.horizonColor = glm::mix(encode(phase.horizon), kCityGlow, glow);
    result.horizonSunColor = glm::mix(encode(phase.horizonSun), kCityGlow, glow);
    // From some kilometres up the air below is seen through at a slant: it closes the view before the tiles end, and opens
    // again for an eye so high that the city is one picture.
    const double rising = glm::smoothstep(800.0, 5000.0, result.eyeHeightMeters);
    const double leaving = glm::smoothstep(7000.0, 20000.0, result.eyeHeightMeters);
    // A low sun shines through much air: it glows towards it, and from very high up it is seen at all.
    const double risen = glm::smoothstep(-4.0, 0.0, result.sunElevationDegrees);
    const double low = risen * (1.0 - glm::smoothstep(12.0, 32.0, result.sunElevationDegrees));
    result.hazeGlow = static_cast<float>(low * (1.8 - 1.3 * rising));
    const double evening = 1.0 + 1.5 * low * leaving;
    result.hazePerMeter = haze ? 6.0e-5f * static_cast<float>(evening * (1.0 + 0.8 * rising * (1.0 - leaving))) : 0.0f;
    return result;
}

Lighting studioLighting(const glm::dvec3& direction, const glm::dvec3& up)
{
    Lighting result;
    result.up = up;
    result.sunDirection = glm::normalize(0.55 * up - direction - 0.5 * glm::cross(direction, up));
    result.sunElevationDegrees = 45.0;
    result.lampShare = 1.0f;
    result.sun = glm::vec3(.62f, .60f, .57f);
    result.sky = glm::vec3(.42f, .43f, .45f);
    result.ground = glm::vec3(.27f, .265f, .26f);
    // The walls that a smooth surface mirrors.
    result.zenithColor = glm::vec3(.93f);
    result.horizonColor = result.horizonSunColor = glm::vec3(.66f, .67f, .69f);
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
    const double air = std::exp(-std::max(lowest, 0.0) / std::max(30'000.0, 0.005 * lighting.eyeHeightMeters));
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
    color = glm::mix(color, kCityGlow,
                     lighting.lampShare * lighting.lampShare * static_cast<float>(0.75 * std::exp(-22.0 * above)));
    return glm::clamp(color * static_cast<float>(air), 0.0f, 1.0f);
}

glm::vec3 horizontalLight(const Lighting& lighting)
{
    const auto sine = static_cast<float>(std::max(0.0, glm::dot(lighting.sunDirection, lighting.up)));
    // The ground is rough: what stands on it catches a low sun that a plane would miss.
    const float rough = kGroundRoughness * (1.0f - sine) * (1.0f - sine);
    // The sun alone never bleaches a picture of the ground: by day it shows its own colours, a little warm.
    return glm::min(glm::sqrt(lighting.sky + lighting.sun * (sine + rough)), glm::vec3(1.02f, 1.0f, 0.965f));
}

} // namespace guanjing::render
