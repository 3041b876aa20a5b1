#include "render/scene/TileUniforms.h"

#include "geodata/crs/Ellipsoid.h"
#include "render/effects/Atmosphere.h"
#include "render/effects/FrameCamera.h"
#include "render/effects/ShadowFit.h"
#include "render/scene/WaveTexture.h"

#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::render {

namespace {

/// Tiles larger than this are drawn with the haze of sea level: their own "up" varies too much.
constexpr double kHazeRadiusMeters = 50'000.0;
/// From this share of their reach on shadows fade.
constexpr double kShadowFadeFrom = 0.7;
/// Of a part of the shadow map: its border.
constexpr double kShadowInner = 1.0 - 2.0 * ShadowFit::kBorder / ShadowFit::kSide;
/// A surface throws no shadow on itself: what the map's depth is off by beside the slope, metres and texels.
constexpr double kShadowBiasMeters = 0.05, kShadowBiasTexels = 0.15;

} // namespace

TileUniforms tileUniforms(const glm::dmat4& modelToWorld, double radius, const FrameCamera& camera,
                          const Lighting& lighting)
{
    TileUniforms out;
    const glm::mat4 clip(camera.clipFrom(modelToWorld));
    for (int i = 0; i < 4; ++i)
        out.values[static_cast<std::size_t>(i)] = clip[i];
    const glm::dmat3 linear(modelToWorld);
    const glm::dmat3 inverse = glm::inverse(linear);
    const double unitMeters = std::cbrt(std::abs(glm::determinant(linear)));
    out.unitMeters = unitMeters;
    out.mirrored = glm::determinant(linear) < 0.0;
    const glm::dvec3 origin(modelToWorld[3]);
    const glm::dvec3 eye = inverse * (camera.eye - origin);
    const bool hazy = lighting.hazePerMeter > 0.0f && !camera.orthographic;
    out.values[4] = glm::vec4(glm::vec3(eye), hazy ? static_cast<float>(lighting.hazePerMeter * unitMeters) : 0.0f);
    const glm::dvec3 sun = glm::normalize(inverse * lighting.sunDirection);
    const glm::dvec3 up = glm::normalize(inverse * lighting.up);
    const double low = std::max(lighting.eyeHeightMeters, 0.0) / kHazeScaleMeters;
    out.values[6] = glm::vec4(glm::vec3(sun), static_cast<float>(low));
    out.values[7] = glm::vec4(glm::vec3(up), static_cast<float>(std::exp(-low)));
    out.sight =
        camera.orthographic ? glm::vec4(glm::vec3(glm::normalize(inverse * -camera.direction)), 1.0f) : glm::vec4(0.0f);
    if (radius < kHazeRadiusMeters && glm::length(origin) > 1.0e6) {
        // Height above the plane of the eye's foot, lowered by the Earth's curvature.
        const glm::dvec3 relative = origin - camera.eye;
        const double vertical = glm::dot(relative, lighting.up);
        const double across2 = std::max(0.0, glm::dot(relative, relative) - vertical * vertical);
        const double height = lighting.eyeHeightMeters + vertical + across2 / (2.0 * kWgs84SemiMajorMeters);
        out.values[5] =
            glm::vec4(glm::vec3(up * (unitMeters / kHazeScaleMeters)), static_cast<float>(height / kHazeScaleMeters));
    } else {
        out.values[5] = glm::vec4(0.0f);
    }
    return out;
}

void addGroundUniforms(const glm::dmat4& modelToWorld, TileUniforms& out)
{
    const Geographic place = toGeographic(glm::dvec3(modelToWorld[3]));
    const glm::dmat3 frame(eastNorthUpToEcef(place));
    const glm::dmat3 inverse = glm::inverse(glm::dmat3(modelToWorld));
    out.ground = glm::vec4(glm::vec3(glm::normalize(inverse * frame[2])), static_cast<float>(place.heightMeters));
    const WavePlace waves = wavePlace(place);
    out.waves[0] = glm::vec3(glm::normalize(inverse * frame[0]) * waves.perMeter.x);
    out.waves[1] = glm::vec3(glm::normalize(inverse * frame[1]) * waves.perMeter.y);
    out.waves[2] = glm::vec3(glm::vec2(waves.offset), 1.0f / static_cast<float>(waves.perMeter.x));
    const double half = std::sqrt(0.5);
    out.mapLight = glm::vec3(glm::normalize(inverse * (half * (half * (frame[1] - frame[0])) + half * frame[2])));
}

void addShadowUniforms(const glm::dmat4& modelToWorld, const ShadowFit& fit, TileUniforms& out)
{
    // The near part lies in the left half of the texture.
    const glm::dmat4 map = fit.mapFrom(modelToWorld, 0);
    for (int i = 0; i < 4; ++i) {
        const glm::dvec3 column = glm::dvec3(map[i]) * glm::dvec3(0.25 * kShadowInner, 0.5 * kShadowInner, 1.0);
        out.shadow[static_cast<std::size_t>(i)] = glm::vec4(glm::vec3(column), 0.0f);
    }
    out.shadow[3] += glm::vec4(0.25f, 0.5f, 0.0f, 0.0f);
    const double fade = fit.reachMeters > 0.0 ? 1.0 / ((1.0 - kShadowFadeFrom) * fit.reachMeters) : 0.0;
    out.shadow[0].w = static_cast<float>(fade * out.unitMeters);
    out.shadow[1].w = fade > 0.0 ? static_cast<float>(fade * fit.reachMeters) : 1.0f;
    out.shadow[2].w = fit.strength;
}

TileUniforms casterUniforms(const glm::dmat4& modelToWorld, const ShadowFit& fit, std::size_t part, bool zeroToOne)
{
    TileUniforms out;
    glm::dmat4 map = fit.mapFrom(modelToWorld, part);
    map[3].z += 0.5 * (kShadowBiasMeters + kShadowBiasTexels * fit.texelMeters(part)) / fit.depthHalf;
    for (int i = 0; i < 4; ++i) {
        if (!zeroToOne)
            map[i].z = 2.0 * map[i].z - map[i].w;
        out.values[static_cast<std::size_t>(i)] = glm::vec4(map[i]);
    }
    return out;
}

glm::vec4 shadowFar(const ShadowFit& fit)
{
    const ShadowFit::Part &near = fit.parts[0], &all = fit.parts[1];
    const glm::dvec2 scale = near.half / all.half;
    const glm::dvec2 shift = (near.center - all.center) / all.half * glm::dvec2(0.25, 0.5) * kShadowInner;
    return glm::vec4(glm::vec2(scale), glm::vec2(glm::dvec2(0.75, 0.5) - scale * glm::dvec2(0.25, 0.5) + shift));
}

} // namespace guanjing::render
