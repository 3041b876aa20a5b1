// What mouse, wheel and keys do over the picture.
#include "app/viewer/CameraKeys.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/PictureTool.h"
#include "render/view/CameraController.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <utility>

namespace guanjing::app {

namespace {

constexpr int kClickPixels = 4; // a press that moves less is a click
constexpr double kWheelNotchDegrees = 120.0; // eighths of a degree, as Qt counts them

} // namespace

void CityWidget::mousePressEvent(QMouseEvent* event)
{
    using Drag = render::CameraController::Drag;
    setFocus(Qt::MouseFocusReason);
    m_pressedAt = event->position();
    m_dragging = false;
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    Drag drag = Drag::Pan;
    if (event->button() == Qt::RightButton || (event->button() == Qt::LeftButton && control))
        drag = Drag::Orbit;
    else if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && shift))
        drag = Drag::Look;
    else if (event->button() != Qt::LeftButton)
        return;
    if (m_tool && event->button() == Qt::LeftButton && drag == Drag::Pan && m_tool->pressed(event->position())) {
        m_toolDrags = true;
        return;
    }
    const QPointF at = devicePosition(event->position()), pixel = cameraPosition(at, at);
    m_camera->stop();
    m_camera->beginDrag(drag, pixel.x(), pixel.y(), surfaceAt(at));
}

void CityWidget::mouseMoveEvent(QMouseEvent* event)
{
    m_cursor = event->position();
    m_cursorInside = true;
    if (event->buttons() != Qt::NoButton) {
        if (!m_dragging && (event->position() - m_pressedAt).manhattanLength() <= kClickPixels)
            return;
        m_dragging = true;
        if (m_toolDrags) {
            m_tool->dragged(keptInPaneOf(m_pressedAt, event->position()));
            return;
        }
        const QPointF at = cameraPosition(devicePosition(event->position()), devicePosition(m_pressedAt));
        m_camera->drag(at.x(), at.y());
        wake();
        return;
    }
    if (m_tool)
        m_tool->hovered(event->position());
    if (!m_hoverTimer.isActive())
        m_hoverTimer.start();
}

void CityWidget::mouseReleaseEvent(QMouseEvent* event)
{
    if (std::exchange(m_toolDrags, false) && m_tool)
        m_tool->released();
    m_camera->endDrag();
    const bool wasClick = !m_dragging && event->button() == Qt::LeftButton;
    m_dragging = false;
    wake();
    if (!wasClick || !m_view)
        return;
    if (m_tool) {
        m_tool->clicked(event->position());
        return;
    }
    const QPointF at = devicePosition(event->position());
    if (const auto marker = m_view->markerAt(at.x(), at.y()))
        emit stationClicked(*marker);
    else if (const auto pick = m_view->pick(at.x(), at.y()))
        emit surfaceClicked(*pick);
    else
        emit nothingClicked();
}

void CityWidget::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragging = true; // its release is no further click
    if (m_tool) {
        m_tool->doubleClicked(event->position());
        return;
    }
    if (const auto point = surfaceAt(devicePosition(event->position())))
        flyCloser(*point);
}

void CityWidget::wheelEvent(QWheelEvent* event)
{
    const QPointF at = devicePosition(event->position());
    if (m_camera->isFlatMap())
        limitMap(); // sources may have come since
    const QPointF pixel = cameraPosition(at, at);
    m_camera->wheel(pixel.x(), pixel.y(), event->angleDelta().y() / kWheelNotchDegrees, surfaceAt(at));
    wake();
    event->accept();
}

void CityWidget::keyPressEvent(QKeyEvent* event)
{
    if (m_tool && m_tool->keyPressed(*event))
        return;
    if (event->key() == Qt::Key_Escape) {
        m_camera->stop();
        emit nothingClicked();
        return;
    }
    if (!event->isAutoRepeat() && m_keys->press(event->key())) {
        m_camera->setMotion(m_keys->motion(event->modifiers()));
        wake();
        return;
    }
    if (!m_keys->knows(event->key()))
        QOpenGLWidget::keyPressEvent(event);
}

void CityWidget::keyReleaseEvent(QKeyEvent* event)
{
    if (!event->isAutoRepeat() && m_keys->release(event->key())) {
        m_camera->setMotion(m_keys->motion(event->modifiers()));
        wake();
        return;
    }
    QOpenGLWidget::keyReleaseEvent(event);
}

void CityWidget::focusOutEvent(QFocusEvent* event)
{
    m_keys->releaseAll();
    m_camera->setMotion({});
    QOpenGLWidget::focusOutEvent(event);
}

void CityWidget::leaveEvent(QEvent* event)
{
    m_cursorInside = false;
    emit hovered(std::nullopt);
    QOpenGLWidget::leaveEvent(event);
}

void CityWidget::reportHover()
{
    if (!m_view || !m_cursorInside)
        return;
    const QPointF at = devicePosition(m_cursor);
    if (!m_tool)
        setCursor(m_view->markerAt(at.x(), at.y()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    emit hovered(m_view->pick(at.x(), at.y()));
}

} // namespace guanjing::app
