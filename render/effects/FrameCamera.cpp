#include "render/effects/FrameCamera.h"

#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

namespace guanjing::render {

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
