#pragma once

#include "geodata/core/Math.h"
#include "layers/tiling/ViewState.h"

namespace guanjing::render {

/// Of a picture, from the lower left.
struct PixelRectangle {
    int left = 0, bottom = 0, width = 0, height = 0;
    [[nodiscard]] bool isEmpty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] PixelRectangle united(const PixelRectangle& other) const;
};

/// A ViewState as matrices for drawing, in double. With `reversed` the depth of perspective views runs from 1 at the near
/// plane to 0 at infinity (for a clip control of zero to one), else from -1 to 1 between nearMeters and farMeters.
struct FrameCamera {
    glm::dvec3 eye{0.0};
    glm::dmat4 viewRotation{1.0}; ///< world → view, without translation
    glm::dmat4 projection{1.0};
    bool reversed = true;
    bool orthographic = false;
    int width = 0, height = 0;
    glm::dvec3 right{1.0, 0.0, 0.0}, up{0.0, 1.0, 0.0}, direction{0.0, 0.0, -1.0};
    double tanHalfX = 1.0, tanHalfY = 1.0;

    /// Nearest thing drawn in reversed perspective.
    static constexpr double kNearMeters = 0.05;

    /// near and far: of what is drawn, along the direction of sight; perspective uses them without reversed depth only.
    static FrameCamera make(const layers::ViewState& view, bool reversed, double nearMeters, double farMeters);

    /// Clip coordinates of a frame's vertices: the translation is taken relative to the eye before it becomes float.
    [[nodiscard]] glm::dmat4 clipFrom(const glm::dmat4& modelToWorld) const;
    /// What of the picture a sphere may cover, `margin` pixels around it included.
    [[nodiscard]] PixelRectangle pixelsOf(const glm::dvec3& center, double radius, double margin) const;
};

} // namespace guanjing::render
