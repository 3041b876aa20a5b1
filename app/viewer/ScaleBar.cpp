#include "app/viewer/ScaleBar.h"

#include "app/panels/Theme.h"
#include "app/viewer/MapSheet.h"

#include <QEvent>
#include <QPainter>

#include <cmath>

namespace guanjing::app {

namespace {

constexpr int kHeight = 30;
constexpr int kSideMargin = 10;
constexpr double kMaxPixels = 130;
constexpr double kMaxMeters = 300'000; ///< beyond that the centre lies at the horizon
constexpr double kLeastChangePixels = 0.5;

} // namespace

ScaleBar::ScaleBar(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("scaleBar"));
    resize(sizeHint());
    retranslate();
    hide();
}

QSize ScaleBar::sizeHint() const { return {static_cast<int>(std::ceil(m_lengthPixels)) + 2 * kSideMargin, kHeight}; }

void ScaleBar::setScale(double metersPerPixel, bool isExact)
{
    const double most = metersPerPixel * kMaxPixels;
    const bool known = most > 0 && most < kMaxMeters;
    const double meters = known ? roundScaleLength(most) : 0;
    const double pixels = known ? meters / metersPerPixel : 0;
    setVisible(known);
    if (isExact != m_isExact) {
        m_isExact = isExact;
        retranslate();
        update();
    }
    if (!known || (meters == m_lengthMeters && std::abs(pixels - m_lengthPixels) < kLeastChangePixels))
        return;
    m_lengthMeters = meters;
    m_lengthPixels = pixels;
    const int bottom = geometry().bottom();
    resize(sizeHint());
    move(x(), bottom - height() + 1);
    setAccessibleDescription(text());
    update();
}

QString ScaleBar::text() const
{
    const QString length = scaleLengthText(m_lengthMeters);
    return m_isExact ? length : QStringLiteral("≈ ") + length;
}

void ScaleBar::retranslate()
{
    setAccessibleName(tr("Scale bar"));
    setToolTip(m_isExact ? tr("Scale of the map") : tr("Scale at the centre of the picture"));
}

void ScaleBar::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = themeColors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor plate = colors.base;
    plate.setAlphaF(0.82f);
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(plate);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    QFont words = font();
    words.setPixelSize(11);
    painter.setFont(words);
    painter.setPen(colors.text);
    painter.drawText(QRectF(0, 3, width(), 14), Qt::AlignCenter, text());
    const double left = (width() - m_lengthPixels) / 2, right = left + m_lengthPixels, base = kHeight - 7.5;
    painter.setPen(QPen(colors.text, 1.5, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    const QPointF bar[] = {{left, base - 5}, {left, base}, {right, base}, {right, base - 5}};
    painter.drawPolyline(bar, 4);
}

void ScaleBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace guanjing::app
