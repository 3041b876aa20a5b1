#include "layers/scene/ViewpointFit.h"

#include "geodata/crs/Ellipsoid.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::layers {

namespace {

/// What is larger is looked at from where the whole Earth is seen.
constexpr double kGlobeDegrees = 60.0;
constexpr double kGlobeHeightMeters = 1.35e7;
/// In sight where no side of the Earth is meant more than another.
constexpr double kHomeLonDegrees = 113.75, kHomeLatDegrees = 23.0;

} // namespace

Viewpoint viewpointOver(const GeographicBounds& bounds, double nearestMeters, double headingDegrees,
                        double pitchDegrees)
{
    const Rectangle& r = bounds.rectangle;
    const double lon = (r.west + r.east) / 2, lat = (r.south + r.north) / 2;
    if (r.east - r.west > kGlobeDegrees || r.north - r.south > kGlobeDegrees) {
        const bool isAllRound = r.east - r.west > 180.0;
        Viewpoint viewpoint;
        viewpoint.lonDegrees = isAllRound ? kHomeLonDegrees : lon;
        viewpoint.latDegrees = isAllRound ? kHomeLatDegrees : lat;
        viewpoint.heightMeters = std::max(kGlobeHeightMeters, 3.0 * bounds.maxHeightMeters);
        viewpoint.pitchDegrees = -90.0;
        return viewpoint;
    }
    const double height = (bounds.minHeightMeters + bounds.maxHeightMeters) / 2;
    const glm::dvec3 center = toEcef({lon, lat, height});
    const double pitch = pitchDegrees * kDegreesToRadians, heading = headingDegrees * kDegreesToRadians;
    const glm::dmat4 frame = eastNorthUpToEcef({lon, lat, height});
    const glm::dvec3 east(frame[0]), north(frame[1]);
    const glm::dvec3 right = east * std::cos(heading) - north * std::sin(heading);
    const glm::dvec3 ahead = (east * std::sin(heading) + north * std::cos(heading)) * std::cos(pitch)
        + glm::dvec3(frame[2]) * std::sin(pitch);
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
    viewpoint.headingDegrees = headingDegrees;
    viewpoint.pitchDegrees = pitchDegrees;
    return viewpoint;
}

} // namespace guanjing::layers
