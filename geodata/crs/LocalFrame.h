#pragma once

#include "geodata/crs/Ellipsoid.h"

#include <glm/matrix.hpp>

namespace guanjing {

/// East, north, up in metres around an origin on or above the WGS 84 ellipsoid; the other side is ECEF (EPSG:4978).
/// A value; any thread.
class LocalFrame {
public:
    explicit LocalFrame(const Geographic& origin)
        : m_toEcef(eastNorthUpToEcef(origin)), m_axes(m_toEcef), m_origin(m_toEcef[3])
    { }
    [[nodiscard]] glm::dvec3 toEcef(const glm::dvec3& eastNorthUp) const { return m_origin + m_axes * eastNorthUp; }
    /// The difference to the origin is taken first, so that nothing of a millimetre is lost.
    [[nodiscard]] glm::dvec3 toLocal(const glm::dvec3& ecef) const { return (ecef - m_origin) * m_axes; }
    [[nodiscard]] const glm::dmat4& toEcefMatrix() const { return m_toEcef; }
    [[nodiscard]] const glm::dvec3& originEcef() const { return m_origin; }

private:
    glm::dmat4 m_toEcef;
    glm::dmat3 m_axes;
    glm::dvec3 m_origin;
};

} // namespace guanjing
