#include "render/view/CameraController.h"

#include "geodata/crs/Ellipsoid.h"

#include <glm/geometric.hpp>
#include <glm/gtc/quaternion.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::render {

namespace {

constexpr double kWheelFactor = 0.8; ///< distance per notch
constexpr double kZoomSeconds = 0.07; ///< time constant of the eased wheel
constexpr double kMotionSeconds = 0.12; ///< time constant of keys taking hold
constexpr double kNearestMeters = 1.5; ///< the wheel comes no nearer to a surface
constexpr double kNearestStudioMeters = 0.1;
/// Surfaces steeper than this, as the sine of their slope, are walls; on others the eye stands.
constexpr double kSteepest = 0.7;
constexpr double kHighestMeters = 30'000'000.0;
constexpr double kOrbitDegreesPerPixel = 0.25;
constexpr double kHighestPitch = 80.0;
constexpr double kSmallestMapMeters = 5.0;

double wrapped(double degrees)
{
    const double turn = std::fmod(degrees, 360.0);
    return turn < 0.0 ? turn + 360.0 : turn;
}

/// Distance along the ray to a sphere around the Earth's centre: the entry from outside, the exit from inside.
std::optional<double> hitSphere(const layers::ViewState::Ray& ray, double radius)
{
    const double distance = glm::length(ray.origin);
    const double b = glm::dot(ray.origin, ray.direction);
    const double c = (distance - radius) * (distance + radius);
    const double root = b * b - c;
    if (root < 0.0)
        return std::nullopt;
    const double t = c > 0.0 ? c / (-b + std::sqrt(root)) : -b + std::sqrt(root);
    if (!(t > 0.0) || (c > 0.0 && b >= 0.0))
        return std::nullopt;
    return t;
}

glm::dvec3 rotated(const glm::dvec3& v, const glm::dvec3& axis, double angle)
{
    return glm::angleAxis(angle, axis) * v;
}

} // namespace

CameraController::CameraController(CameraPose home) : m_pose(home), m_home(home) { }

void CameraController::setViewport(int widthPixels, int heightPixels)
{
    m_width = std::max(widthPixels, 1);
    m_height = std::max(heightPixels, 1);
}

void CameraController::setSurface(SurfaceBelow surface) { m_surface = std::move(surface); }

void CameraController::setGround(GroundHeight ground) { m_ground = std::move(ground); }

void CameraController::setObstacle(Obstacle obstacle) { m_obstacle = std::move(obstacle); }

void CameraController::setMapLimit(double meters)
{
    m_mapLimitMeters = std::clamp(meters, kSmallestMapMeters, kEarthMapMeters);
}

void CameraController::setHome(const CameraPose& home) { m_home = home; }

void CameraController::setPose(const CameraPose& pose)
{
    stop();
    m_pose = pose;
    m_pose.headingDegrees = wrapped(m_pose.headingDegrees);
    if (m_flatMap) {
        m_pose.headingDegrees = 0.0;
        m_pose.pitchDegrees = -90.0;
    }
}

glm::dvec3 CameraController::eye() const { return toEcef({m_pose.lonDegrees, m_pose.latDegrees, m_pose.heightMeters}); }

layers::ViewState CameraController::view() const
{
    if (!m_flatMap)
        return layers::ViewState::geographic(m_pose.lonDegrees, m_pose.latDegrees, m_pose.heightMeters,
                                             m_pose.headingDegrees, m_pose.pitchDegrees, m_width, m_height);
    // High enough that nothing of the city stands above the eye.
    const glm::dmat4 frame =
        eastNorthUpToEcef({m_pose.lonDegrees, m_pose.latDegrees,
                           std::max(3000.0 + groundAt(m_pose.lonDegrees, m_pose.latDegrees), m_mapExtentMeters)});
    return layers::ViewState::orthographic(glm::dvec3(frame[3]), -glm::dvec3(frame[2]), glm::dvec3(frame[1]), m_width,
                                           m_height, m_mapExtentMeters);
}

std::optional<layers::ViewState> CameraController::destination() const
{
    if (!m_flight)
        return std::nullopt;
    const CameraPose& to = m_flight->to;
    return layers::ViewState::geographic(to.lonDegrees, to.latDegrees, to.heightMeters, to.headingDegrees,
                                         to.pitchDegrees, m_width, m_height);
}

void CameraController::placeEye(const glm::dvec3& eye)
{
    const Geographic place = toGeographic(eye);
    m_pose.lonDegrees = place.lonDegrees;
    m_pose.latDegrees = std::clamp(place.latDegrees, -89.9, 89.9);
    m_pose.heightMeters = place.heightMeters;
}

std::optional<glm::dvec3> CameraController::ellipsoidUnder(double xPixels, double yPixels) const
{
    const layers::ViewState::Ray ray = view().rayThrough(xPixels, yPixels);
    const double t = intersectEllipsoid(ray.origin, ray.direction, groundAt(m_pose.lonDegrees, m_pose.latDegrees));
    if (!(t > 0.0))
        return std::nullopt;
    return ray.origin + ray.direction * t;
}

void CameraController::keepUnderCursor(const glm::dvec3& point, double xPixels, double yPixels)
{
    // The Earth is turned below the camera so that the sphere through the point brings it back under the cursor; heading,
    // pitch and height stay. Levelling the camera at its new place moves the point a little: a few rounds settle it.
    const double radius = glm::length(point);
    const glm::dvec3 wanted = point / radius;
    const double height = m_pose.heightMeters;
    const CameraPose before = m_pose;
    const double reach = std::max(10.0 * glm::length(point - eye()), 10.0);
    for (int round = 0; round < 8; ++round) {
        const layers::ViewState::Ray ray = view().rayThrough(xPixels, yPixels);
        const auto distance = hitSphere(ray, radius);
        if (!distance || (!m_flatMap && *distance > reach)) {
            // Over the horizon or nearly so: there is no such place.
            m_pose = before;
            return;
        }
        const glm::dvec3 now = glm::normalize(ray.origin + ray.direction * *distance);
        const glm::dvec3 axis = glm::cross(now, wanted);
        const double sine = glm::length(axis);
        if (sine * radius < 1e-5)
            return;
        placeEye(rotated(eye(), axis / sine, std::atan2(sine, glm::dot(now, wanted))));
        m_pose.heightMeters = height;
    }
}

void CameraController::beginDrag(Drag drag, double xPixels, double yPixels, std::optional<glm::dvec3> picked)
{
    stop();
    m_drag = drag;
    m_dragX = xPixels;
    m_dragY = yPixels;
    m_dragPoint = picked ? picked : ellipsoidUnder(xPixels, yPixels);
    // A point at the horizon is no handle.
    if (m_dragPoint && !m_flatMap && glm::length(*m_dragPoint - eye()) > 400.0 * std::max(heightAboveSurface(), 5.0)
        && m_pose.heightMeters < 50'000.0)
        m_dragPoint.reset();
}

void CameraController::drag(double xPixels, double yPixels)
{
    if (!m_drag)
        return;
    const double dx = xPixels - m_dragX, dy = yPixels - m_dragY;
    m_dragX = xPixels;
    m_dragY = yPixels;
    if (m_flatMap || *m_drag == Drag::Pan) {
        if (m_dragPoint) {
            const glm::dvec3 before = eye();
            keepUnderCursor(*m_dragPoint, xPixels, yPixels);
            stayOutside(before, true);
            keepAboveGround();
            return;
        }
    } else if (*m_drag == Drag::Orbit && m_dragPoint) {
        orbit(dx, dy);
        return;
    }
    const double degreesPerPixel = 60.0 / std::max(m_width, m_height);
    m_pose.headingDegrees = wrapped(m_pose.headingDegrees - dx * degreesPerPixel);
    m_pose.pitchDegrees = std::clamp(m_pose.pitchDegrees + dy * degreesPerPixel, -90.0, kHighestPitch);
}

void CameraController::endDrag() { m_drag.reset(); }

void CameraController::orbit(double dxPixels, double dyPixels)
{
    const glm::dvec3 point = *m_dragPoint;
    const Geographic place = toGeographic(point);
    const glm::dvec3 up = ellipsoidNormal(place.lonDegrees, place.latDegrees);
    const double pitch = std::clamp(m_pose.pitchDegrees - dyPixels * kOrbitDegreesPerPixel, -90.0, kHighestPitch);
    const double tilt = (pitch - m_pose.pitchDegrees) * kDegreesToRadians;
    const double yaw = -dxPixels * kOrbitDegreesPerPixel * kDegreesToRadians;

    const layers::ViewState before = view();
    const CameraPose old = m_pose;
    glm::dvec3 arm = before.eye - point;
    // About the camera's own right, then about the point's up: the camera and the arm turn as one, so the point stays
    // where it is on the screen.
    arm = rotated(rotated(arm, before.right, tilt), up, yaw);
    const glm::dvec3 direction = rotated(rotated(before.direction, before.right, tilt), up, yaw);
    const glm::dvec3 top = rotated(rotated(before.up, before.right, tilt), up, yaw);
    placeEye(point + arm);
    const glm::dmat3 frame(eastNorthUpToEcef({m_pose.lonDegrees, m_pose.latDegrees, 0.0}));
    const glm::dvec3 local = direction * frame;
    m_pose.pitchDegrees = std::asin(std::clamp(local.z, -1.0, 1.0)) * kRadiansToDegrees;
    // Near the nadir the heading is that of the picture's upper edge.
    const glm::dvec3 ahead = std::abs(local.z) > 0.7 ? (top * frame) * (local.z > 0.0 ? -1.0 : 1.0) : local;
    m_pose.headingDegrees = wrapped(std::atan2(ahead.x, ahead.y) * kRadiansToDegrees);
    const glm::dvec3 wanted = eye();
    if ((heightAboveSurface() < kClearanceMeters && !m_studio)
        || glm::length(reachable(before.eye, wanted, false) - wanted) > 1e-6) {
        // Not into the ground or a wall: the turn sideways alone.
        m_pose = old;
        if (dyPixels != 0.0)
            orbit(dxPixels, 0.0);
    }
}

void CameraController::wheel(double xPixels, double yPixels, double steps, std::optional<glm::dvec3> picked)
{
    m_flight.reset();
    const double way = steps * std::log(kWheelFactor);
    if (m_zoom && std::hypot(m_zoom->x - xPixels, m_zoom->y - yPixels) < 3.0) {
        m_zoom->remaining += way; // the same point: the surface that was seen when it began
        return;
    }
    if (m_zoom) {
        zoomBy(std::exp(m_zoom->remaining));
        m_zoom.reset();
    }
    std::optional<glm::dvec3> point = picked ? picked : ellipsoidUnder(xPixels, yPixels);
    if (!point) {
        // Towards the sky: as far as the ground is below.
        const layers::ViewState::Ray ray = view().rayThrough(xPixels, yPixels);
        point = ray.origin + ray.direction * std::max(heightAboveSurface(), 20.0);
    }
    m_zoom = Zoom{*point, xPixels, yPixels, way};
}

void CameraController::zoomBy(double factor)
{
    const glm::dvec3 point = m_zoom->point;
    if (m_flatMap) {
        m_mapExtentMeters = std::clamp(m_mapExtentMeters * factor, kSmallestMapMeters, m_mapLimitMeters);
        keepUnderCursor(point, m_zoom->x, m_zoom->y);
        return;
    }
    const glm::dvec3 arm = eye() - point;
    const double distance = glm::length(arm);
    const double nearest = m_studio ? kNearestStudioMeters : kNearestMeters;
    if (distance <= 0.0 || (factor < 1.0 && distance <= nearest))
        return;
    const double wanted = std::clamp(distance * factor, std::min(nearest, distance), kHighestMeters);
    const CameraPose before = m_pose;
    const glm::dvec3 eyeBefore = eye();
    placeEye(point + arm * (wanted / distance));
    if (m_pose.heightMeters > kHighestMeters) {
        m_pose = before;
        return;
    }
    keepUnderCursor(point, m_zoom->x, m_zoom->y);
    stayOutside(eyeBefore, false);
    keepAboveGround();
}

bool CameraController::stepZoom(double seconds)
{
    if (!m_zoom)
        return false;
    const double left = m_zoom->remaining * std::exp(-seconds / kZoomSeconds);
    if (std::abs(left) < 0.002) {
        zoomBy(std::exp(m_zoom->remaining));
        m_zoom.reset();
        return false;
    }
    zoomBy(std::exp(m_zoom->remaining - left));
    m_zoom->remaining = left;
    return true;
}

void CameraController::setMotion(const Motion& motion)
{
    m_motion = motion;
    if (!(motion == Motion{})) {
        m_flight.reset();
        m_zoom.reset();
    }
}

double CameraController::heightAboveSurface() const
{
    const std::optional<double> surface = m_surface ? m_surface(eye()) : std::nullopt;
    return m_pose.heightMeters - surface.value_or(groundAt(m_pose.lonDegrees, m_pose.latDegrees));
}

void CameraController::keepAboveGround()
{
    if (m_flatMap)
        return;
    const double above = heightAboveSurface();
    if (above < kClearanceMeters && !m_studio)
        m_pose.heightMeters += kClearanceMeters - above;
    m_pose.heightMeters = std::min(m_pose.heightMeters, kHighestMeters);
}

bool CameraController::riseWithGround()
{
    if (!m_ground || m_flatMap || m_studio || m_pose.heightMeters >= groundAt(m_pose.lonDegrees, m_pose.latDegrees)
        || heightAboveSurface() >= 0.0)
        return false;
    keepAboveGround();
    return true;
}

glm::dvec3 CameraController::reachable(const glm::dvec3& from, const glm::dvec3& to, bool slides) const
{
    if (!m_obstacle || m_flatMap || m_studio)
        return to;
    const Geographic place = toGeographic(from);
    const glm::dvec3 zenith = ellipsoidNormal(place.lonDegrees, place.latDegrees);
    glm::dvec3 at = from, rest = to - from;
    // Along one wall, along a second one in a corner, and there the way ends.
    for (int i = 0; i < (slides ? 3 : 1); ++i) {
        const double way = glm::length(rest);
        if (way < 1e-9)
            return at;
        const glm::dvec3 direction = rest / way;
        // A wall met at a slant is near before the ray reaches it.
        const auto hit = m_obstacle(at, direction, way + 10.0 * kWallMeters);
        if (!hit || glm::dot(hit->normal, zenith) > kSteepest) // where one stands, keepAboveGround() decides
            return at + rest;
        const double slant = -glm::dot(hit->normal, direction);
        if (slant <= 1e-6)
            return at + rest;
        const double free = std::max(hit->distanceMeters - kWallMeters / slant, 0.0);
        if (free >= way)
            return at + rest;
        at += direction * free;
        rest -= direction * free;
        rest -= hit->normal * glm::dot(rest, hit->normal);
    }
    return at;
}

void CameraController::stayOutside(const glm::dvec3& from, bool slides)
{
    const glm::dvec3 wanted = eye();
    const glm::dvec3 reached = reachable(from, wanted, slides);
    if (reached != wanted)
        placeEye(reached);
}

bool CameraController::stepMotion(double seconds)
{
    const double blend = 1.0 - std::exp(-seconds / kMotionSeconds);
    const auto approach = [&](double& now, double wanted) {
        now += (wanted - now) * blend;
        if (std::abs(now - wanted) < 1e-3)
            now = wanted;
    };
    approach(m_velocity.forward, m_motion.forward);
    approach(m_velocity.right, m_motion.right);
    approach(m_velocity.up, m_motion.up);
    approach(m_velocity.turn, m_motion.turn);
    approach(m_velocity.tilt, m_motion.tilt);
    if (m_velocity == Motion{} && m_motion == Motion{})
        return false;

    if (m_flatMap) {
        const double meters = m_mapExtentMeters * 0.8 * seconds;
        const glm::dmat4 frame = eastNorthUpToEcef({m_pose.lonDegrees, m_pose.latDegrees, m_pose.heightMeters});
        const double height = m_pose.heightMeters;
        placeEye(eye() + glm::dvec3(frame[0]) * (m_velocity.right * meters)
                 + glm::dvec3(frame[1]) * (m_velocity.forward * meters));
        m_pose.heightMeters = height;
        m_mapExtentMeters =
            std::clamp(m_mapExtentMeters * std::exp(m_velocity.up * seconds), kSmallestMapMeters, m_mapLimitMeters);
        return true;
    }
    const double speed = std::clamp(0.9 * std::abs(heightAboveSurface()), m_studio ? 0.1 : 3.0, 2'000'000.0) * seconds;
    const glm::dmat4 frame = eastNorthUpToEcef({m_pose.lonDegrees, m_pose.latDegrees, m_pose.heightMeters});
    const double heading = m_pose.headingDegrees * kDegreesToRadians;
    const glm::dvec3 east(frame[0]), north(frame[1]);
    const glm::dvec3 ahead = east * std::sin(heading) + north * std::cos(heading);
    const glm::dvec3 right = east * std::cos(heading) - north * std::sin(heading);
    const double height = m_pose.heightMeters + m_velocity.up * speed;
    const glm::dvec3 before = eye();
    placeEye(before + ahead * (m_velocity.forward * speed) + right * (m_velocity.right * speed));
    m_pose.heightMeters = height;
    stayOutside(before, true);
    m_pose.headingDegrees = wrapped(m_pose.headingDegrees + m_velocity.turn * 60.0 * seconds);
    m_pose.pitchDegrees = std::clamp(m_pose.pitchDegrees + m_velocity.tilt * 40.0 * seconds, -90.0, kHighestPitch);
    keepAboveGround();
    return true;
}

void CameraController::stop()
{
    m_flight.reset();
    m_zoom.reset();
    m_drag.reset();
    m_velocity = {};
}

bool CameraController::update(double seconds)
{
    seconds = std::clamp(seconds, 0.0, 0.25); // after a pause the flight goes on, it does not leap
    if (m_flight)
        return stepFlight(seconds);
    const bool rises = riseWithGround();
    const bool moves = stepMotion(seconds);
    return stepZoom(seconds) || moves || rises;
}

} // namespace guanjing::render
