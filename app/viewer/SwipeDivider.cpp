#include "app/viewer/SwipeDivider.h"

#include "app/panels/Theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace guanjing::app {

namespace {

constexpr int kWidth = 34; ///< of what can be grabbed at the handle
constexpr double kHandleRadius = 15;
constexpr double kKeyStep = 0.01;
constexpr int kEdge = kWidth / 2; ///< pixels that the line keeps from the picture's edges: the handle stays whole

} // namespace

SwipeDivider::SwipeDivider(QWidget& picture) : QWidget(&picture), m_picture(picture)
{
    setObjectName(QStringLiteral("swipeDivider"));
    setCursor(Qt::SplitHCursor);
    setFocusPolicy(Qt::ClickFocus);
    retranslate();
    place();
}

void SwipeDivider::setShare(double share)
{
    m_share = std::clamp(share, 0.0, 1.0);
    place();
}

void SwipeDivider::place()
{
    const double x =
        std::clamp(m_share * m_picture.width(), double{kEdge}, std::max<double>(m_picture.width() - kEdge, kEdge));
    setGeometry(static_cast<int>(std::lround(x)) - kWidth / 2, 0, kWidth, m_picture.height());
    // Beside the handle the picture gets the mouse but for a narrow strip.
    const int middle = kWidth / 2;
    QRegion grip(middle - 4, 0, 8, height());
    grip += QRegion(0, height() / 2 - kWidth / 2, kWidth, kWidth, QRegion::Ellipse);
    setMask(grip);
}

void SwipeDivider::moveTo(double share)
{
    share = std::clamp(share, 0.0, 1.0);
    if (share == m_share)
        return;
    setShare(share);
    emit moved(m_share);
}

void SwipeDivider::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = themeColors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = kWidth / 2.0, y = height() / 2.0;
    painter.setPen(QPen(QColor(0, 0, 0, 90), 4));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    painter.setPen(QPen(Qt::white, 2));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    painter.setPen(QPen(hasFocus() || m_isDragged ? colors.accent : colors.border, 1.5));
    painter.setBrush(colors.base);
    painter.drawEllipse(QPointF(x, y), kHandleRadius, kHandleRadius);
    painter.setPen(QPen(colors.text, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const double side : {-1.0, 1.0}) {
        QPainterPath arrow(QPointF(x + side * 4, y - 4.5));
        arrow.lineTo(x + side * 8.5, y);
        arrow.lineTo(x + side * 4, y + 4.5);
        painter.drawPath(arrow);
    }
}

void SwipeDivider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_isDragged = true;
    m_grabbedAt = event->position().x() - kWidth / 2.0;
    update();
}

void SwipeDivider::mouseMoveEvent(QMouseEvent* event)
{
    if (m_isDragged && m_picture.width() > 0)
        moveTo((mapTo(&m_picture, event->position()).x() - m_grabbedAt) / m_picture.width());
}

void SwipeDivider::mouseReleaseEvent(QMouseEvent*)
{
    m_isDragged = false;
    update();
}

void SwipeDivider::mouseDoubleClickEvent(QMouseEvent*) { moveTo(0.5); }

void SwipeDivider::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        moveTo(m_share + (event->key() == Qt::Key_Left ? -kKeyStep : kKeyStep));
    else
        QWidget::keyPressEvent(event);
}

void SwipeDivider::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SwipeDivider::retranslate()
{
    setAccessibleName(tr("Divider"));
    setToolTip(tr("Drag to compare; double click: to the middle"));
}

} // namespace guanjing::app
