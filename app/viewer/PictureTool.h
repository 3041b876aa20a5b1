#pragma once

#include <QPointF>

class QKeyEvent;

namespace guanjing::app {

/// What the left button and the keys do in the picture while it is in force; the camera keeps everything else. Positions
/// are in pixels of the widget. GUI thread.
class PictureTool {
public:
    virtual ~PictureTool() = default;
    /// The left button went down. True takes the drag that may follow away from the camera.
    [[nodiscard]] virtual bool pressed(const QPointF& at) = 0;
    /// Of a drag that pressed() took.
    virtual void dragged(const QPointF& at) = 0;
    virtual void released() = 0;
    /// Pressed and let go at the same place.
    virtual void clicked(const QPointF& at) = 0;
    virtual void doubleClicked(const QPointF& at) = 0;
    /// No button is held.
    virtual void hovered(const QPointF& at) = 0;
    /// True: the key was for the tool.
    [[nodiscard]] virtual bool keyPressed(const QKeyEvent& event) = 0;
};

} // namespace guanjing::app
