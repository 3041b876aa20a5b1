#include "render/symbols/SymbolProjection.h"

#include "geodata/crs/Ellipsoid.h"
#include "layers/tiling/ViewState.h"
#include "render/effects/FrameCamera.h"

#include <glm/geometric.hpp>

#include <cmath>

namespace guanjing::render {

namespace {

constexpr double kDepthSlack = 1.02;

/// Beyond the Earth's limb, seen from the eye; all in the space where the ellipsoid is the unit sphere.
bool beyondHorizon(const glm::dvec3& eye, const glm::dvec3& target)
{
    const double height2 = glm::dot(eye, eye) - 1.0;
    if (height2 <= 0.0)
        return false;
    const glm::dvec3 way = target - eye;
    const double towards = -glm::dot(way, eye);
    return towards > height2 && towards * towards > height2 * glm::dot(way, way);
}

glm::dvec3 toUnitSphere(const glm::dvec3& ecef)
{
    constexpr double a = kWgs84SemiMajorMeters;
    static const double b = a * std::sqrt(1.0 - kWgs84Eccentricity2);
    return ecef / glm::dvec3(a, a, b);
}

} // namespace

SymbolProjection::SymbolProjection(const layers::ViewState& view, const FrameCamera& camera)
    : m_view(view)
    , m_camera(camera)
    , m_toClip(camera.projection * camera.viewRotation)
    , m_unitEye(toUnitSphere(camera.eye))
    , m_eyeHeightMeters(toGeographic(camera.eye).heightMeters)
{ }

std::optional<SymbolProjection::Point> SymbolProjection::operator()(const glm::dvec3& ecefMeters,
                                                                    double marginPixels) const
{
    const glm::dvec4 clip = m_toClip * glm::dvec4(ecefMeters - m_camera.eye, 1.0);
    if (clip.w <= 0.0)
        return std::nullopt;
    Point point;
    point.x = (clip.x / clip.w * 0.5 + 0.5) * m_view.width;
    point.y = (0.5 - clip.y / clip.w * 0.5) * m_view.height;
    if (point.x < -marginPixels || point.y < -marginPixels || point.x > m_view.width + marginPixels
        || point.y > m_view.height + marginPixels)
        return std::nullopt;
    if (!m_camera.orthographic && beyondHorizon(m_unitEye, toUnitSphere(ecefMeters)))
        return std::nullopt;
    const double depth = clip.z / clip.w;
    if (m_camera.reversed)
        point.depth = static_cast<float>(m_camera.orthographic ? depth + 0.002 : depth * kDepthSlack);
    else
        point.depth = static_cast<float>(depth * 0.5 + 0.5 - 1e-4);
    point.distanceMeters = m_camera.orthographic ? 0.0 : clip.w;
    return point;
}

double SymbolProjection::widthMetersAt(double distanceMeters) const
{
    return 2.0 * (m_view.isOrthographic ? m_view.halfX : m_view.tanHalfX * distanceMeters);
}

} // namespace guanjing::render
