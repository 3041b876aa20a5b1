#include "render/scene/PointSize.h"

#include "layers/tiling/DrawList.h"
#include "layers/tiling/PointLook.h"
#include "render/effects/FrameCamera.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::render {

namespace {

/// A grid of discs closes when they are √2 of its step wide; no grid is quite even.
constexpr double kClosing = 1.8;
/// Larger than this share of the gaps they only hide each other.
constexpr double kClotting = 2.8;
/// Where nothing is known of the gaps: a few points, which should be seen.
constexpr double kLonePixels = 4.0;

} // namespace

PointSize pointSize(const layers::DrawItem& item, double spacingMeters, const FrameCamera& camera, double pixelRatio)
{
    static const layers::PointLook kDefault;
    const layers::PointLook& look = item.pointLook ? *item.pointLook : kDefault;
    PointSize size;
    size.mostPixels = static_cast<float>(std::max(look.maximumPixels * pixelRatio, 1.0));
    double diameter = static_cast<double>(item.errorMeters);
    if (spacingMeters > 0.0)
        diameter = diameter > 0.0 ? std::clamp(diameter, kClosing * spacingMeters, kClotting * spacingMeters)
                                  : kClosing * spacingMeters;
    if (!(diameter > 0.0)) {
        size.leastPixels = size.nearestPixels =
            std::min(static_cast<float>(kLonePixels * look.scale * pixelRatio), size.mostPixels);
        size.mostPixels = size.leastPixels;
        return size;
    }
    diameter *= look.scale * static_cast<double>(item.pointShare);
    size.pixelsAtOne = static_cast<float>(diameter * camera.height / 2.0 * std::abs(camera.projection[1][1]));
    const double nearest = camera.orthographic
        ? 1.0
        : std::max(glm::dot(item.center - camera.eye, camera.direction) - item.radius, FrameCamera::kNearMeters);
    size.nearestPixels = std::clamp(size.pixelsAtOne / static_cast<float>(nearest), size.leastPixels, size.mostPixels);
    return size;
}

EyeDomeDepth eyeDomeDepth(const FrameCamera& camera)
{
    if (!camera.orthographic)
        return {};
    // A pixel is as wide as in perspective at this distance, 60 degrees across.
    const double distance = std::sqrt(3.0) / camera.projection[0][0];
    const double perMeter = 1.0 / (distance * std::log(2.0));
    const double slope = camera.projection[2][2], start = camera.projection[3][2];
    return {static_cast<float>(-perMeter / slope), static_cast<float>(perMeter * start / slope)};
}

} // namespace guanjing::render
