#include "render/effects/FrameCamera.h"

#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::render {

PixelRectangle PixelRectangle::united(const PixelRectangle& other) const
{
    if (isEmpty() || other.isEmpty())
        return isEmpty() ? other : *this;
    PixelRectangle all{std::min(left, other.left), std::min(bottom, other.bottom), 0, 0};
    all.width = std::max(left + width, other.left + other.width) - all.left;
    all.height = std::max(bottom + height, other.bottom + other.height) - all.bottom;
    return all;
}

PixelRectangle FrameCamera::pixelsOf(const glm::dvec3& center, double radius, double margin) const
{
    const glm::dvec3 offset = center - eye;
    const double along = glm::dot(offset, direction);
    if (!orthographic && along < -radius)
        return {};
    const auto span = [&](const glm::dvec3& axis, double scale, int pixels, int& first, int& count) {
        const double middle = glm::dot(offset, axis);
        double low = -1.0, high = 1.0;
        if (orthographic) {
            low = (middle - radius) * scale;
            high = (middle + radius) * scale;
        } else if (along > 1.01 * radius) {
            // Whichever of its ends is seen further out.
            low = std::min((middle - radius) / (along - radius), (middle - radius) / (along + radius)) * scale;
            high = std::max((middle + radius) / (along - radius), (middle + radius) / (along + radius)) * scale;
        }
        const double most = pixels;
        first = static_cast<int>(std::floor(std::clamp((low * 0.5 + 0.5) * most - margin, 0.0, most)));
        count = static_cast<int>(std::ceil(std::clamp((high * 0.5 + 0.5) * most + margin, 0.0, most))) - first;
    };
    PixelRectangle result;
    span(right, projection[0][0], width, result.left, result.width);
    span(up, projection[1][1], height, result.bottom, result.height);
    return result;
}

FrameCamera FrameCamera::make(const layers::ViewState& view, bool reversed, double nearMeters, double farMeters)
{
    FrameCamera camera;
    camera.eye = view.eye;
    camera.reversed = reversed;
    camera.orthographic = view.isOrthographic;
    camera.width = view.width;
    camera.height = view.height;
    camera.direction = view.direction;
    camera.right = glm::normalize(glm::cross(view.direction, view.up));
    camera.up = glm::cross(camera.right, camera.direction);
    camera.tanHalfX = view.tanHalfX;
    camera.tanHalfY = view.tanHalfY;
    camera.viewRotation = glm::transpose(glm::dmat4(glm::dvec4(camera.right, 0.0), glm::dvec4(camera.up, 0.0),
                                                    glm::dvec4(-camera.direction, 0.0), glm::dvec4(0, 0, 0, 1)));
    glm::dmat4 p(0.0);
    if (view.isOrthographic) {
        p[0][0] = 1.0 / view.halfX;
        p[1][1] = 1.0 / view.halfY;
        p[3][3] = 1.0;
        const double range = farMeters - nearMeters;
        // z in view space is minus the distance.
        p[2][2] = reversed ? 1.0 / range : -2.0 / range;
        p[3][2] = reversed ? farMeters / range : -(farMeters + nearMeters) / range;
    } else {
        p[0][0] = 1.0 / view.tanHalfX;
        p[1][1] = 1.0 / view.tanHalfY;
        p[2][3] = -1.0;
        if (reversed) {
            p[3][2] = kNearMeters;
        } else {
            p[2][2] = -(farMeters + nearMeters) / (farMeters - nearMeters);
            p[3][2] = -2.0 * farMeters * nearMeters / (farMeters - nearMeters);
        }
    }
    camera.projection = p;
    return camera;
}

glm::dmat4 FrameCamera::clipFrom(const glm::dmat4& modelToWorld) const
{
    glm::dmat4 relative = modelToWorld;
    relative[3] -= glm::dvec4(eye, 0.0);
    return projection * (viewRotation * relative);
}

} // namespace guanjing::render
