#include "app/viewer/CameraKeys.h"

#include <algorithm>
#include <array>

namespace guanjing::app {

namespace {

constexpr std::array kKeys{Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_W,
                           Qt::Key_S,  Qt::Key_A,    Qt::Key_D,    Qt::Key_E,     Qt::Key_Q};

} // namespace

bool CameraKeys::knows(int key) const { return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end(); }

bool CameraKeys::press(int key)
{
    if (!knows(key))
        return false;
    m_held.insert(key);
    return true;
}

bool CameraKeys::release(int key) { return m_held.erase(key) > 0; }

render::CameraController::Motion CameraKeys::motion(Qt::KeyboardModifiers modifiers) const
{
    const auto axis = [this](std::initializer_list<int> plus, std::initializer_list<int> minus) {
        const auto held = [this](int key) { return m_held.count(key) > 0; };
        return (std::any_of(plus.begin(), plus.end(), held) ? 1.0 : 0.0)
            - (std::any_of(minus.begin(), minus.end(), held) ? 1.0 : 0.0);
    };
    const double forward = axis({Qt::Key_Up, Qt::Key_W}, {Qt::Key_Down, Qt::Key_S});
    const double right = axis({Qt::Key_Right, Qt::Key_D}, {Qt::Key_Left, Qt::Key_A});
    render::CameraController::Motion motion;
    motion.up = axis({Qt::Key_E}, {Qt::Key_Q});
    if (modifiers.testFlag(Qt::ShiftModifier)) {
        motion.turn = right;
        motion.tilt = forward;
    } else {
        motion.forward = forward;
        motion.right = right;
    }
    return motion;
}

} // namespace guanjing::app
