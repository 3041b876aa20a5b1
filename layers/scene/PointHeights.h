#pragma once

#include "geodata/core/Math.h"
#include "geodata/styling/AttributeStyle.h"

#include <optional>

namespace guanjing::tiles3d {
struct Model;
}

namespace guanjing::layers {

/// Ellipsoidal heights of the points of clouds, as a sample for styles by attribute. The styling language knows a point's
/// place only: its expression is a height in closed form, right to a millimetre up to 2 km above the ellipsoid or below.
class PointHeights {
public:
    void add(const tiles3d::Model& model, const glm::dmat4& modelToWorld);
    /// Nothing where there were no points.
    [[nodiscard]] std::optional<styling::PropertySample> take();

private:
    styling::PropertySample m_sample;
};

} // namespace guanjing::layers
