#include "render/effects/ShadowFit.h"

#include "geodata/crs/Ellipsoid.h"
#include "render/effects/Atmosphere.h"
#include "render/effects/FrameCamera.h"

#include <glm/common.hpp>
#include <glm/exponential.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::render {

namespace {

/// Shadows are told apart up to some times as far as the ground below lies, within these.
constexpr double kReachTimes = 5.0, kLeastReachMeters = 1'500.0, kMostReachMeters = 14'000.0;
/// Larger tiles say little of how high the ground lies.
constexpr double kLargeTileMeters = 6'000.0;
/// Above the middle of a tile what it holds may rise so far.
constexpr double kAboveTileMeters = 60.0;
/// The sun's elevation: none below the first, all from the second on.
constexpr double kNoneDegrees = 0.5, kAllDegrees = 5.0;
/// What is not level catches more of a low sun than the ground's plane does.
constexpr double kLeastSine = 0.35;
/// Share of the sky that is seen from where the sun is not.
constexpr float kOpenSky = 0.92f;
/// A part moves by so many texels, and grows by this factor.
constexpr double kStepTexels = 64.0, kGrowth = 1.2599210498948732;
/// Room in a part for a step and what lies a little above or below the slab.
constexpr double kSlack = 1.08;

/// Heights relative to the eye between which the surfaces lie.
struct Slab {
    double low = 1e12, high = -1e12;
};

Slab slabOf(const layers::DrawList& list, const FrameCamera& camera, const glm::dvec3& up)
{
    Slab slab;
    for (const layers::DrawItem& item : list.items) {
        const glm::dvec3 offset = item.center - camera.eye;
        if (item.radius > kLargeTileMeters || glm::length(offset) - item.radius > kMostReachMeters)
            continue;
        const double vertical = glm::dot(offset, up);
        const double across2 = std::max(0.0, glm::dot(offset, offset) - vertical * vertical);
        const double height = vertical + across2 / (2.0 * kWgs84SemiMajorMeters);
        slab.low = std::min(slab.low, height);
        slab.high = std::max(slab.high, height + (item.isGround ? 0.0 : std::min(item.radius, kAboveTileMeters)));
    }
    return slab;
}

/// Bounds on the plane across the light, relative to the eye.
struct Bounds {
    glm::dvec2 low{1e12}, high{-1e12};
    void add(const glm::dvec2& point)
    {
        low = glm::min(low, point);
        high = glm::max(high, point);
    }
    [[nodiscard]] bool isEmpty() const { return low.x > high.x; }
};

/// Of what rays of sight meet of the slab within a distance. The nearest such distance goes to `nearest`.
Bounds seenWithin(const FrameCamera& camera, const glm::dvec3& up, const Slab& slab, const glm::dmat3& axes,
                  double reach, double& nearest)
{
    Bounds bounds;
    constexpr int kSteps = 8;
    for (int j = 0; j <= kSteps; ++j)
        for (int i = 0; i <= kSteps; ++i) {
            const double x = 2.0 * i / kSteps - 1.0, y = 2.0 * j / kSteps - 1.0;
            glm::dvec3 start(0.0), ray = camera.direction;
            double from = 0.0, to = reach;
            if (camera.orthographic) {
                start = camera.right * (x / camera.projection[0][0]) + camera.up * (y / camera.projection[1][1]);
                from = -1e7;
                to = 1e7;
            } else {
                ray = glm::normalize(camera.direction + camera.right * (x * camera.tanHalfX)
                                     + camera.up * (y * camera.tanHalfY));
            }
            const double rise = glm::dot(ray, up), height = glm::dot(start, up);
            if (std::abs(rise) > 1e-6) {
                const double a = (slab.low - height) / rise, b = (slab.high - height) / rise;
                from = std::max(from, std::min(a, b));
                to = std::min(to, std::max(a, b));
            } else if (height < slab.low || height > slab.high) {
                continue;
            }
            if (from > to)
                continue;
            nearest = std::min(nearest, from);
            for (const double along : {from, to}) {
                const glm::dvec3 place = start + ray * along;
                bounds.add({glm::dot(axes[0], place), glm::dot(axes[1], place)});
            }
        }
    return bounds;
}

ShadowFit::Part partOf(const Bounds& bounds, const glm::dvec2& eye)
{
    ShadowFit::Part part;
    for (int k = 0; k < 2; ++k) {
        const double wanted = std::max(0.5 * (bounds.high[k] - bounds.low[k]) * kSlack, 20.0);
        part.half[k] = std::pow(kGrowth, std::ceil(std::log(wanted) / std::log(kGrowth)));
        const double step = kStepTexels * 2.0 * part.half[k] / ShadowFit::kSide;
        part.center[k] = std::round((eye[k] + 0.5 * (bounds.low[k] + bounds.high[k])) / step) * step;
    }
    return part;
}

} // namespace

glm::dmat4 ShadowFit::mapFrom(const glm::dmat4& modelToWorld, std::size_t part) const
{
    const Part& p = parts[part];
    const glm::dvec3 scale(1.0 / p.half.x, 1.0 / p.half.y, -0.5 / depthHalf);
    glm::dmat4 result(0.0);
    for (int c = 0; c < 4; ++c)
        result[c] = glm::dvec4(glm::dvec3(modelToWorld[c]) * axes * scale, 0.0);
    result[3] += glm::dvec4(-p.center.x * scale.x, -p.center.y * scale.y, 0.5 - depthCenter * scale.z, 1.0);
    return result;
}

bool ShadowFit::covers(const glm::dvec3& center, double radius, std::size_t part) const
{
    const glm::dvec2 offset = glm::abs(glm::dvec2(center * axes) - parts[part].center);
    return offset.x < parts[part].half.x + radius && offset.y < parts[part].half.y + radius;
}

bool ShadowFit::sharesMapWith(const ShadowFit& other) const
{
    return axes == other.axes && parts == other.parts && depthCenter == other.depthCenter
        && depthHalf == other.depthHalf;
}

double ShadowFit::texelMeters(std::size_t part) const
{
    return 2.0 * std::max(parts[part].half.x, parts[part].half.y) / kSide;
}

std::optional<ShadowFit> fitShadows(const layers::DrawList& list, const FrameCamera& camera, const Lighting& lighting)
{
    const double elevation = lighting.sunElevationDegrees;
    if (list.isStudio || elevation <= kNoneDegrees)
        return std::nullopt;
    const Slab slab = slabOf(list, camera, lighting.up);
    if (slab.low > slab.high)
        return std::nullopt;

    ShadowFit fit;
    const glm::dvec3& sun = lighting.sunDirection;
    // The second axis lies along the fall of the shadows, which the light sees foreshortened. "Up" is that of a degree around,
    // so that the axes stand still while the eye moves.
    const Geographic place = toGeographic(camera.eye);
    const glm::dvec3 up = ellipsoidNormal(std::round(place.lonDegrees), std::round(place.latDegrees));
    const glm::dvec3 level = glm::cross(up, sun);
    fit.axes[0] = glm::normalize(glm::length(level) > 1e-3 ? level : glm::cross(glm::dvec3(0.0, 0.0, 1.0), sun));
    fit.axes[1] = glm::cross(sun, fit.axes[0]);
    fit.axes[2] = sun;

    const double reach = std::clamp(-slab.low * kReachTimes, kLeastReachMeters, kMostReachMeters);
    double nearest = reach;
    const Bounds all = seenWithin(camera, lighting.up, slab, fit.axes, reach, nearest);
    if (all.isEmpty())
        return std::nullopt;
    if (camera.orthographic && glm::length(all.high - all.low) > 2.0 * kMostReachMeters)
        return std::nullopt;
    const double split = std::sqrt(std::max(nearest, 0.02 * reach) * reach);
    const Bounds close = camera.orthographic ? all : seenWithin(camera, lighting.up, slab, fit.axes, split, nearest);
    const glm::dvec3 eye = camera.eye * fit.axes;
    fit.parts[1] = partOf(all, glm::dvec2(eye));
    fit.parts[0] = close.isEmpty() ? fit.parts[1] : partOf(close, glm::dvec2(eye));
    fit.reachMeters = camera.orthographic ? 0.0 : reach;
    // Along the light whatever can be seen has room; in steps, as it moves with the eye.
    const double extent = camera.orthographic ? glm::length(all.high - all.low) : reach;
    fit.depthHalf =
        std::pow(kGrowth, std::ceil(std::log(extent + 3'000.0 - std::min(slab.low, 0.0)) / std::log(kGrowth)));
    const double step = 0.25 * fit.depthHalf;
    fit.depthCenter = std::round((eye.z + 0.5 * (slab.low + slab.high) * glm::dot(lighting.up, sun)) / step) * step;

    const auto sine = static_cast<float>(std::max(std::sin(elevation * kDegreesToRadians), kLeastSine));
    const glm::vec3 lost = 1.0f - kOpenSky * glm::sqrt(lighting.sky / (lighting.sky + lighting.sun * sine));
    fit.darkness = lost.g;
    fit.tint = glm::clamp(lost / std::max(lost.g, 1e-3f), 0.6f, 1.3f);
    fit.strength = static_cast<float>(std::clamp((elevation - kNoneDegrees) / (kAllDegrees - kNoneDegrees), 0.0, 1.0));
    return fit;
}

} // namespace guanjing::render
