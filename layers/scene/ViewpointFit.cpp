#include "layers/scene/ViewpointFit.h"

#include "geodata/crs/Ellipsoid.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::layers {

Viewpoint viewpointOver(const GeographicBounds& bounds, double nearestMeters)
{
    const Rectangle& r = bounds.rectangle;
    const double lon = (r.west + r.east) / 2, lat = (r.south + r.north) / 2;
    const double height = (bounds.minHeightMeters + bounds.maxHeightMeters) / 2;
    const glm::dvec3 center = toEcef({lon, lat, height});
    // From the south, so that north is up.
    constexpr double kPitchDegrees = -35.0;
    const double pitch = kPitchDegrees * kDegreesToRadians;
    const glm::dmat4 frame = eastNorthUpToEcef({lon, lat, height});
    const glm::dvec3 right(frame[0]);
    const glm::dvec3 ahead = glm::dvec3(frame[1]) * std::cos(pitch) + glm::dvec3(frame[2]) * std::sin(pitch);
    const glm::dvec3 up = glm::cross(right, ahead);
    constexpr double kTanAcross = 0.577 * 0.88, kTanUp = kTanAcross / 1.5;
    double distance = nearestMeters;
    for (const double cornerLon : {r.west, r.east}) {
        for (const double cornerLat : {r.south, r.north}) {
            for (const double cornerHeight : {bounds.minHeightMeters, bounds.maxHeightMeters}) {
                const glm::dvec3 corner = toEcef({cornerLon, cornerLat, cornerHeight}) - center;
                const double across =
                    std::max(std::abs(glm::dot(corner, right)) / kTanAcross, std::abs(glm::dot(corner, up)) / kTanUp);
                distance = std::max(distance, across - glm::dot(corner, ahead));
            }
        }
    }
    const Geographic place = toGeographic(center - ahead * distance);
    Viewpoint viewpoint;
    viewpoint.lonDegrees = place.lonDegrees;
    viewpoint.latDegrees = place.latDegrees;
    viewpoint.heightMeters = place.heightMeters;
    viewpoint.headingDegrees = 0;
    viewpoint.pitchDegrees = kPitchDegrees;
    return viewpoint;
}

} // namespace guanjing::layers
