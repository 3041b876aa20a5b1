#include "render/scene/TileUniforms.h"

#include "geodata/crs/Ellipsoid.h"
#include "render/effects/Atmosphere.h"
#include "render/effects/FrameCamera.h"

#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::render {

namespace {

/// Tiles larger than this are drawn with the haze of sea level: their own "up" varies too much.
constexpr double kHazeRadiusMeters = 50'000.0;

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
    const double half = std::sqrt(0.5);
    out.mapLight = glm::vec3(glm::normalize(inverse * (half * (half * (frame[1] - frame[0])) + half * frame[2])));
}

} // namespace guanjing::render
