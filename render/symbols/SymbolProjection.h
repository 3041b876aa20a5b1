#pragma once

#include "geodata/core/Math.h"

#include <optional>

namespace guanjing::layers {
class ViewState;
}

namespace guanjing::render {

struct FrameCamera;

/// Where places on the ground are in the picture. Pure.
class SymbolProjection {
public:
    SymbolProjection(const layers::ViewState& view, const FrameCamera& camera);

    struct Point {
        double x = 0, y = 0; ///< pixels, origin top left
        float depth = 0; ///< a little nearer than it is, so that its own ground does not hide it
        double distanceMeters = 0; ///< along the direction of sight; 0 on a map
    };
    /// Nothing behind the eye, beyond the Earth's limb, or further outside the picture than the margin.
    [[nodiscard]] std::optional<Point> operator()(const glm::dvec3& ecefMeters, double marginPixels) const;
    /// Width of the picture at a distance, metres on the ground.
    [[nodiscard]] double widthMetersAt(double distanceMeters) const;
    /// Of the eye above the ellipsoid, metres.
    [[nodiscard]] double eyeHeightMeters() const { return m_eyeHeightMeters; }

private:
    const layers::ViewState& m_view;
    const FrameCamera& m_camera;
    glm::dmat4 m_toClip;
    glm::dvec3 m_unitEye;
    double m_eyeHeightMeters = 0;
};

} // namespace guanjing::render
