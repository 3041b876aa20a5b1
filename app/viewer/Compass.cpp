#include "app/viewer/Compass.h"

#include "app/panels/Theme.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace guanjing::app {

namespace {

constexpr int kSide = 44;
constexpr double kLeastTurnDegrees = 0.25;

} // namespace

Compass::Compass(QWidget* parent) : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("compass"));
    setFocusPolicy(Qt::NoFocus); // the key for it works everywhere
    setCursor(Qt::PointingHandCursor);
    resize(sizeHint());
    retranslate();
}

QSize Compass::sizeHint() const { return {kSide, kSide}; }

void Compass::setHeading(double degrees)
{
    if (std::abs(std::remainder(degrees - m_headingDegrees, 360.0)) < kLeastTurnDegrees)
        return;
    m_headingDegrees = degrees;
    retranslate();
    update();
}

void Compass::retranslate()
{
    setAccessibleName(tr("Compass"));
    const double turned = std::fmod(std::fmod(m_headingDegrees, 360.0) + 360.0, 360.0);
    setToolTip(tr("Heading %1°; click to turn north up").arg(std::lround(turned) % 360));
}

void Compass::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = themeColors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor plate = colors.base;
    plate.setAlphaF(underMouse() ? 0.96f : 0.82f);
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(plate);
    painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    painter.translate(QRectF(rect()).center());
    painter.rotate(-m_headingDegrees); // a camera that looks east has north at its left
    QPainterPath north, south;
    north.moveTo(0, -10.5);
    north.lineTo(4.4, 3);
    north.lineTo(-4.4, 3);
    north.closeSubpath();
    south.moveTo(0, 15.5);
    south.lineTo(4.4, 3);
    south.lineTo(-4.4, 3);
    south.closeSubpath();
    painter.fillPath(north, colors.bad);
    painter.setPen(QPen(colors.secondary, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(south);
    QFont letter = font();
    letter.setPixelSize(9);
    letter.setBold(true);
    painter.setFont(letter);
    painter.setPen(colors.text);
    // The letter goes round with the needle and stays upright.
    constexpr double kLetterRadius = 15.5;
    const double turned = -m_headingDegrees * std::numbers::pi / 180.0;
    painter.rotate(m_headingDegrees);
    const QPointF at(kLetterRadius * std::sin(turned), -kLetterRadius * std::cos(turned));
    painter.drawText(QRectF(at.x() - 8, at.y() - 6, 16, 12), Qt::AlignCenter, tr("N", "north on the compass"));
}

void Compass::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange
        || event->type() == QEvent::PaletteChange)
        update();
    QAbstractButton::changeEvent(event);
}

void Compass::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void Compass::leaveEvent(QEvent* event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

} // namespace guanjing::app
