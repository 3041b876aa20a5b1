#include "layers/tiling/ViewState.h"

#include "geodata/crs/Ellipsoid.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::layers {

namespace {

/// Half the width of the cone in which points and lines are hit.
constexpr double kConePixels = 6.0;

ViewState makeView(const glm::dvec3& eye, const glm::dvec3& direction, const glm::dvec3& up, int widthPixels,
                   int heightPixels)
{
    ViewState view;
    view.eye = eye;
    view.direction = glm::normalize(direction);
    view.right = glm::normalize(glm::cross(view.direction, up));
    view.up = glm::cross(view.right, view.direction);
    view.width = std::max(widthPixels, 1);
    view.height = std::max(heightPixels, 1);
    return view;
}

} // namespace

ViewState ViewState::perspective(const glm::dvec3& eye, const glm::dvec3& direction, const glm::dvec3& up,
                                 int widthPixels, int heightPixels, double fovDegrees)
{
    ViewState view = makeView(eye, direction, up, widthPixels, heightPixels);
    const double half = std::tan(fovDegrees * kDegreesToRadians / 2);
    const double wider = std::max(view.width, view.height);
    view.tanHalfX = half * view.width / wider;
    view.tanHalfY = half * view.height / wider;
    view.finish();
    return view;
}

ViewState ViewState::orthographic(const glm::dvec3& eye, const glm::dvec3& direction, const glm::dvec3& up,
                                  int widthPixels, int heightPixels, double extentMeters)
{
    ViewState view = makeView(eye, direction, up, widthPixels, heightPixels);
    view.isOrthographic = true;
    view.halfY = extentMeters / 2;
    view.halfX = view.halfY * view.width / view.height;
    view.finish();
    return view;
}

ViewState ViewState::geographic(double lonDegrees, double latDegrees, double heightMeters, double headingDegrees,
                                double pitchDegrees, int widthPixels, int heightPixels, double fovDegrees)
{
    const glm::dmat4 frame = eastNorthUpToEcef({lonDegrees, latDegrees, heightMeters});
    const double heading = headingDegrees * kDegreesToRadians;
    const double pitch = pitchDegrees * kDegreesToRadians;
    const glm::dvec3 ahead = glm::dvec3(frame[0]) * std::sin(heading) + glm::dvec3(frame[1]) * std::cos(heading);
    const glm::dvec3 zenith(frame[2]);
    // The up vector follows the pitch, so that looking straight down keeps its heading.
    return perspective(glm::dvec3(frame[3]), ahead * std::cos(pitch) + zenith * std::sin(pitch),
                       zenith * std::cos(pitch) - ahead * std::sin(pitch), widthPixels, heightPixels, fovDegrees);
}

void ViewState::finish()
{
    const auto plane = [](const glm::dvec3& normal, const glm::dvec3& point) {
        const glm::dvec3 n = glm::normalize(normal);
        return glm::dvec4(n, -glm::dot(n, point));
    };
    if (isOrthographic) {
        m_planes = {plane(right, eye - right * halfX), plane(-right, eye + right * halfX), plane(up, eye - up * halfY),
                    plane(-up, eye + up * halfY)};
    } else {
        m_planes = {plane(right + direction * tanHalfX, eye), plane(-right + direction * tanHalfX, eye),
                    plane(up + direction * tanHalfY, eye), plane(-up + direction * tanHalfY, eye)};
    }
}

void ViewState::limitTo(double leftPixels, double rightPixels)
{
    const double leftmost = std::clamp(2 * leftPixels / width - 1, -1.0, 1.0);
    const double rightmost = std::clamp(2 * rightPixels / width - 1, -1.0, 1.0);
    const auto plane = [this](double x, double side) {
        if (isOrthographic)
            return glm::dvec4(right * side, -side * glm::dot(right, eye + right * (x * halfX)));
        // Through the eye and the column: right − direction·x·tanHalfX is across it.
        const glm::dvec3 normal = glm::normalize((right - direction * (x * tanHalfX)) * side);
        return glm::dvec4(normal, -glm::dot(normal, eye));
    };
    m_planes[0] = plane(leftmost, 1.0);
    m_planes[1] = plane(rightmost, -1.0);
}

bool ViewState::isFinite() const
{
    const auto isNumber = [](const auto& vector) { return std::isfinite(glm::dot(vector, vector * 0.0)); };
    return isNumber(eye) && isNumber(direction) && isNumber(up) && isNumber(right)
        && std::all_of(m_planes.begin(), m_planes.end(), isNumber)
        && (isOrthographic ? std::isfinite(halfX) && std::isfinite(halfY) && halfY > 0
                           : std::isfinite(tanHalfX) && std::isfinite(tanHalfY) && tanHalfY > 0);
}

ViewState::Ray ViewState::rayThrough(double xPixels, double yPixels) const
{
    const double x = 2 * xPixels / width - 1;
    const double y = 1 - 2 * yPixels / height;
    if (isOrthographic)
        return {eye + right * (x * halfX) + up * (y * halfY), direction, kConePixels * 2 * halfX / width, 0};
    return {eye, glm::normalize(direction + right * (x * tanHalfX) + up * (y * tanHalfY)), 0,
            kConePixels * 2 * tanHalfX / width};
}

glm::dmat4 ViewState::viewMatrix() const
{
    const glm::dvec3 back = -direction;
    return glm::dmat4(right.x, up.x, back.x, 0.0, right.y, up.y, back.y, 0.0, right.z, up.z, back.z, 0.0,
                      -glm::dot(right, eye), -glm::dot(up, eye), -glm::dot(back, eye), 1.0);
}

double ViewState::pixelsPerMeter(double distanceMeters) const
{
    if (isOrthographic)
        return height / (2 * halfY);
    return height / (2 * tanHalfY * std::max(distanceMeters, 1e-3));
}

} // namespace guanjing::layers
