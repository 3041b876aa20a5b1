#pragma once

#include "render/view/CameraController.h"

#include <Qt>

#include <set>

namespace guanjing::app {

/// Which keys that move the camera are held down, and the motion they add up to: arrows or W A S D move, with Shift they
/// turn and tilt, E and Q go up and down.
class CameraKeys {
public:
    [[nodiscard]] bool knows(int key) const;
    /// False when the key does not move the camera.
    bool press(int key);
    bool release(int key);
    void releaseAll() { m_held.clear(); }
    [[nodiscard]] render::CameraController::Motion motion(Qt::KeyboardModifiers modifiers) const;

private:
    std::set<int> m_held;
};

} // namespace guanjing::app
