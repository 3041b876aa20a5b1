#include "layers/scene/ClipPlace.h"

#include "geodata/crs/LocalFrame.h"
#include "layers/scene/ViewpointFit.h"

#include <algorithm>
#include <cmath>

namespace guanjing::layers {

namespace {

constexpr double kNearestMeters = 60.0;
constexpr double kHousesMeters = 30.0; ///< height of what a clip without an upper end is looked at for

} // namespace

std::vector<std::array<double, 2>> outlineOf(const ClipSpec& clip)
{
    if (!clip.box)
        return clip.polygon;
    const ClipBoxSpec& box = *clip.box;
    const LocalFrame frame({box.lonDegrees, box.latDegrees, box.heightMeters});
    const double heading = box.headingDegrees * kDegreesToRadians;
    std::vector<std::array<double, 2>> outline;
    for (const auto& [across, along] : {std::pair{-0.5, -0.5}, {0.5, -0.5}, {0.5, 0.5}, {-0.5, 0.5}}) {
        const double x = across * box.widthMeters, y = along * box.depthMeters;
        const Geographic corner =
            toGeographic(frame.toEcef({x * std::cos(heading) + y * std::sin(heading),
                                       y * std::cos(heading) - x * std::sin(heading), -box.boxHeightMeters / 2}));
        outline.push_back({corner.lonDegrees, corner.latDegrees});
    }
    return outline;
}

double areaOf(const std::vector<std::array<double, 2>>& outline)
{
    if (outline.size() < 3)
        return 0;
    double lon = 0, lat = 0;
    for (const auto& [x, y] : outline) {
        lon += x / static_cast<double>(outline.size());
        lat += y / static_cast<double>(outline.size());
    }
    const LocalFrame frame({lon, lat, 0});
    double twice = 0;
    glm::dvec3 before = frame.toLocal(toEcef({outline.back()[0], outline.back()[1], 0}));
    for (const auto& [x, y] : outline) {
        const glm::dvec3 point = frame.toLocal(toEcef({x, y, 0}));
        twice += before.x * point.y - before.y * point.x;
        before = point;
    }
    return std::abs(twice) / 2;
}

Viewpoint viewpointFor(const ClipSpec& clip)
{
    GeographicBounds bounds;
    const auto outline = outlineOf(clip);
    if (outline.empty())
        return {};
    bounds.rectangle = {outline.front()[0], outline.front()[1], outline.front()[0], outline.front()[1]};
    for (const auto& [lon, lat] : outline)
        bounds.rectangle = bounds.rectangle.united({lon, lat, lon, lat});
    if (clip.box) {
        bounds.minHeightMeters = clip.box->heightMeters - clip.box->boxHeightMeters / 2;
        bounds.maxHeightMeters = clip.box->heightMeters + clip.box->boxHeightMeters / 2;
    } else {
        bounds.minHeightMeters = clip.minHeightMeters.value_or(clip.mode == "flatten" ? clip.flatHeightMeters : 0);
        bounds.maxHeightMeters = clip.maxHeightMeters.value_or(bounds.minHeightMeters + kHousesMeters);
    }
    Viewpoint viewpoint = viewpointOver(bounds, kNearestMeters);
    viewpoint.name = clip.name;
    viewpoint.heightMeters = std::max(viewpoint.heightMeters, bounds.maxHeightMeters + 2);
    return viewpoint;
}

} // namespace guanjing::layers
