#pragma once

#include "geodata/core/Math.h"
#include "geodata/styling/AttributeStyle.h"

#include <optional>

namespace guanjing::tiles3d {
struct Model;
}

namespace guanjing::layers {

/// Heights of the points of clouds, as a sample for styles by attribute. The styling language knows a point's place only:
/// the height is taken above the plane that touches the ellipsoid's parallel through the cloud, which differs from the
/// height above the ellipsoid by 8 cm a kilometre away and 2 m at 5 km.
class PointHeights {
public:
    void add(const tiles3d::Model& model, const glm::dmat4& modelToWorld);
    /// Nothing where there were no points.
    [[nodiscard]] std::optional<styling::PropertySample> take();

private:
    styling::PropertySample m_sample;
    glm::dvec3 m_up{0.0};
    double m_offset = 0; ///< height = dot(up, position) - offset
};

} // namespace guanjing::layers
