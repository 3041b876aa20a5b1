// Flights and the flat map: the part of CameraController that moves by itself.
#include "geodata/crs/Ellipsoid.h"
#include "render/view/CameraController.h"

#include <glm/geometric.hpp>
#include <glm/gtc/quaternion.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::render {

namespace {

/// How far a flight rises for the way it has to go; Van Wijk and Nuij found 1.4 to please most.
constexpr double kRho = 1.4;
constexpr double kPathPerSecond = 1.6;
constexpr double kShortestSeconds = 0.5, kLongestSeconds = 6.0;

double turnBetween(double from, double to)
{
    const double turn = std::fmod(to - from, 360.0);
    return turn > 180.0 ? turn - 360.0 : turn < -180.0 ? turn + 360.0 : turn;
}

double eased(double t) { return t * t * t * (t * (t * 6.0 - 15.0) + 10.0); }

double widthOf(double heightMeters) { return std::max(heightMeters, 2.0); }

} // namespace

void CameraController::startFlight(const CameraPose& target, double seconds)
{
    stop();
    Flight flight;
    flight.from = m_pose;
    flight.to = target;
    flight.to.headingDegrees = std::fmod(std::fmod(target.headingDegrees, 360.0) + 360.0, 360.0);
    const glm::dvec3 a = ellipsoidNormal(m_pose.lonDegrees, m_pose.latDegrees);
    const glm::dvec3 b = ellipsoidNormal(target.lonDegrees, target.latDegrees);
    flight.groundMeters = std::atan2(glm::length(glm::cross(a, b)), glm::dot(a, b)) * kWgs84SemiMajorMeters;
    const double w0 = widthOf(flight.from.heightMeters), w1 = widthOf(flight.to.heightMeters);
    const double u1 = flight.groundMeters;
    flight.straight = u1 < 0.01 * std::min(w0, w1);
    if (flight.straight) {
        flight.pathLength = std::abs(std::log(w1 / w0)) / kRho;
    } else {
        const double rho2 = kRho * kRho;
        const double b0 = (w1 * w1 - w0 * w0 + rho2 * rho2 * u1 * u1) / (2.0 * w0 * rho2 * u1);
        const double b1 = (w1 * w1 - w0 * w0 - rho2 * rho2 * u1 * u1) / (2.0 * w1 * rho2 * u1);
        flight.r0 = std::asinh(-b0);
        flight.pathLength = (std::asinh(-b1) - flight.r0) / kRho;
    }
    const double turn = std::max(std::abs(turnBetween(flight.from.headingDegrees, flight.to.headingDegrees)),
                                 std::abs(flight.to.pitchDegrees - flight.from.pitchDegrees))
        / 90.0;
    flight.seconds = seconds > 0.0
        ? seconds
        : std::clamp(0.4 + std::max(flight.pathLength, turn) / kPathPerSecond, kShortestSeconds, kLongestSeconds);
    m_flight = flight;
}

CameraPose CameraController::flightPose(const Flight& flight, double t) const
{
    const double progress = eased(t);
    CameraPose pose;
    const double w0 = widthOf(flight.from.heightMeters), w1 = widthOf(flight.to.heightMeters);
    double along = progress;
    if (flight.straight) {
        // Heights by their ratio: every second brings the ground nearer by the same share.
        pose.heightMeters = w0 * std::pow(w1 / w0, progress);
    } else {
        const double s = flight.pathLength * progress;
        const double rho2 = kRho * kRho;
        const double c0 = std::cosh(flight.r0);
        pose.heightMeters = w0 * c0 / std::cosh(kRho * s + flight.r0);
        const double u = w0 / rho2 * (c0 * std::tanh(kRho * s + flight.r0) - std::sinh(flight.r0));
        along = std::clamp(u / flight.groundMeters, 0.0, 1.0);
    }
    // Heights below the least width are blended in at the ends.
    pose.heightMeters += (flight.from.heightMeters - w0) * (1.0 - progress) + (flight.to.heightMeters - w1) * progress;
    const glm::dvec3 a = ellipsoidNormal(flight.from.lonDegrees, flight.from.latDegrees);
    const glm::dvec3 b = ellipsoidNormal(flight.to.lonDegrees, flight.to.latDegrees);
    const glm::dvec3 axis = glm::cross(a, b);
    const double sine = glm::length(axis);
    glm::dvec3 normal = a;
    if (sine > 1e-14)
        normal = glm::angleAxis(std::atan2(sine, glm::dot(a, b)) * along, axis / sine) * a;
    pose.lonDegrees = std::atan2(normal.y, normal.x) * kRadiansToDegrees;
    pose.latDegrees = std::asin(std::clamp(normal.z, -1.0, 1.0)) * kRadiansToDegrees;
    double heading =
        flight.from.headingDegrees + turnBetween(flight.from.headingDegrees, flight.to.headingDegrees) * progress;
    heading = std::fmod(heading + 360.0, 360.0);
    pose.headingDegrees = heading;
    pose.pitchDegrees = flight.from.pitchDegrees + (flight.to.pitchDegrees - flight.from.pitchDegrees) * progress;
    return pose;
}

bool CameraController::stepFlight(double seconds)
{
    Flight& flight = *m_flight;
    flight.elapsed += seconds;
    if (flight.elapsed < flight.seconds) {
        m_pose = flightPose(flight, flight.elapsed / flight.seconds);
        keepAboveGround();
        return true;
    }
    m_pose = flight.to;
    m_flatMap = flight.entersMap;
    m_flight.reset();
    keepAboveGround();
    return false;
}

void CameraController::flyTo(const CameraPose& target, double seconds)
{
    if (m_flatMap) {
        const double tangent = std::tan(30.0 * kDegreesToRadians) * m_height / std::max(m_width, m_height);
        m_flatMap = false;
        m_pose.heightMeters = groundAt(m_pose.lonDegrees, m_pose.latDegrees)
            + std::max(m_mapExtentMeters / (2.0 * tangent), kClearanceMeters);
    }
    startFlight(target, seconds);
}

void CameraController::flyHome() { flyTo(m_home); }

void CameraController::northUp()
{
    if (m_flatMap)
        return;
    CameraPose target = m_pose;
    target.headingDegrees = 0.0;
    // The eye walks around what it looks at.
    if (const auto center = ellipsoidUnder(m_width / 2.0, m_height / 2.0)) {
        const double distance = glm::length(*center - eye());
        if (distance < 100.0 * std::max(m_pose.heightMeters, 10.0)) {
            const double across = distance * std::cos(m_pose.pitchDegrees * kDegreesToRadians);
            const Geographic place = toGeographic(*center);
            const glm::dmat4 frame = eastNorthUpToEcef(place);
            const Geographic south = toGeographic(glm::dvec3(frame[3]) - glm::dvec3(frame[1]) * across);
            target.lonDegrees = south.lonDegrees;
            target.latDegrees = south.latDegrees;
        }
    }
    startFlight(target, 0.7);
}

void CameraController::setFlatMap(bool on)
{
    if (on == (m_flatMap || (m_flight && m_flight->entersMap)))
        return;
    const double tangent = std::tan(30.0 * kDegreesToRadians) * m_height / std::max(m_width, m_height);
    if (on) {
        stop();
        const auto center = ellipsoidUnder(m_width / 2.0, m_height / 2.0);
        Geographic place{m_pose.lonDegrees, m_pose.latDegrees, 0.0};
        double distance = std::max(m_pose.heightMeters, 10.0);
        if (center && glm::length(*center - eye()) < 20.0 * distance) {
            place = toGeographic(*center);
            distance = glm::length(*center - eye());
        }
        m_pitchBeforeMap = std::max(m_pose.pitchDegrees, -60.0);
        m_headingBeforeMap = m_pose.headingDegrees;
        m_mapExtentMeters = std::min(2.0 * distance * tangent, m_mapLimitMeters);
        distance = m_mapExtentMeters / (2.0 * tangent);
        startFlight(
            {place.lonDegrees, place.latDegrees, distance + groundAt(place.lonDegrees, place.latDegrees), 0.0, -90.0},
            0.9);
        m_flight->entersMap = true;
        return;
    }
    const bool wasMap = m_flatMap;
    stop();
    m_flatMap = false;
    const double distance = std::max(m_mapExtentMeters / (2.0 * tangent), 3.0);
    const double ground = groundAt(m_pose.lonDegrees, m_pose.latDegrees);
    if (wasMap)
        m_pose.heightMeters = distance + ground;
    // Back to the slanted view of the same middle.
    const double pitch = std::min(m_pitchBeforeMap, -15.0) * kDegreesToRadians;
    const double heading = m_headingBeforeMap * kDegreesToRadians;
    const glm::dmat4 frame = eastNorthUpToEcef({m_pose.lonDegrees, m_pose.latDegrees, ground});
    const glm::dvec3 ahead = glm::dvec3(frame[0]) * std::sin(heading) + glm::dvec3(frame[1]) * std::cos(heading);
    const glm::dvec3 middle(frame[3]);
    const glm::dvec3 place =
        middle - ahead * (distance * std::cos(pitch)) - glm::dvec3(frame[2]) * (distance * std::sin(pitch));
    const Geographic target = toGeographic(place);
    // From afar "down" is another direction at the eye's place than at the middle, and the same angles would look past the
    // Earth.
    const glm::dvec3 local =
        glm::normalize(middle - place) * glm::dmat3(eastNorthUpToEcef({target.lonDegrees, target.latDegrees, 0.0}));
    startFlight({target.lonDegrees, target.latDegrees, target.heightMeters,
                 std::atan2(local.x, local.y) * kRadiansToDegrees,
                 std::asin(std::clamp(local.z, -1.0, 1.0)) * kRadiansToDegrees},
                0.9);
}

} // namespace guanjing::render
