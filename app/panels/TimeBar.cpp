#include "app/panels/TimeBar.h"

#include "app/panels/Icons.h"
#include "app/panels/Theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::app {

namespace {

constexpr int kHeight = 46;
constexpr int kButton = 28;
constexpr int kMargin = 8;
constexpr int kLeastStepPixels = 78; ///< between two dates with words under them
constexpr int kMostWidth = 760;
constexpr double kLineY = 16;
constexpr double kMarkRadius = 5, kCurrentRadius = 7;

} // namespace

TimeBar::TimeBar(QWidget* parent)
    : QWidget(parent)
    , m_back(makeToolButton(this, QStringLiteral("earlierDate"), QStringLiteral("back")))
    , m_forward(makeToolButton(this, QStringLiteral("laterDate"), QStringLiteral("forward")))
    , m_play(makeToolButton(this, QStringLiteral("playDates"), QStringLiteral("play")))
    , m_compare(makeToolButton(this, QStringLiteral("compareButton"), QStringLiteral("compare")))
{
    setObjectName(QStringLiteral("timeBar"));
    setFocusPolicy(Qt::ClickFocus);
    setAttribute(Qt::WA_NoMousePropagation); // what is done here is not done to the picture behind
    m_compare->setPopupMode(QToolButton::InstantPopup);
    for (QToolButton* button : {m_back, m_forward, m_play, m_compare})
        button->setFocusPolicy(Qt::NoFocus);
    connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_play, &QToolButton::clicked, this, [this] { emit playWanted(!m_isPlaying); });
    retranslate();
}

void TimeBar::setDates(const QStringList& dates)
{
    const QString before = current();
    m_dates = dates;
    m_current = -1;
    setCurrent(before);
    updateGeometry();
    update();
}

void TimeBar::setCurrent(const QString& date)
{
    const auto found = m_dates.indexOf(date);
    const int index = static_cast<int>(found >= 0 ? found : m_dates.size() - 1);
    m_current = index;
    m_back->setEnabled(index > 0);
    m_forward->setEnabled(index >= 0 && index + 1 < m_dates.size());
    setAccessibleDescription(current());
    update();
}

QString TimeBar::current() const { return m_current >= 0 ? m_dates[m_current] : QString(); }

void TimeBar::setPlaying(bool playing)
{
    m_isPlaying = playing;
    m_play->setIcon(themedIcon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
    retranslate();
}

void TimeBar::setCompareMenu(QMenu* menu) { m_compare->setMenu(menu); }

QSize TimeBar::sizeHint() const
{
    const int steps = std::max(static_cast<int>(m_dates.size()) - 1, 1);
    return {std::min(4 * kButton + 4 * kMargin + (steps + 1) * kLeastStepPixels, kMostWidth), kHeight};
}

void TimeBar::step(int by) { choose(m_current + by); }

void TimeBar::choose(int index)
{
    if (index < 0 || index >= m_dates.size() || index == m_current)
        return;
    setCurrent(m_dates[index]);
    emit dateChosen(m_dates[index]);
}

double TimeBar::markOf(int index) const
{
    const double left = m_back->geometry().right() + kMargin + kLeastStepPixels / 2.0;
    const double right = m_forward->geometry().left() - kMargin - kLeastStepPixels / 2.0;
    const auto steps = std::max<double>(static_cast<double>(m_dates.size()) - 1, 1);
    return m_dates.size() == 1 ? (left + right) / 2 : left + (right - left) * index / steps;
}

int TimeBar::nearestMark(double x) const
{
    int nearest = -1;
    for (int i = 0; i < m_dates.size(); ++i)
        if (nearest < 0 || std::abs(markOf(i) - x) < std::abs(markOf(nearest) - x))
            nearest = i;
    return nearest;
}

void TimeBar::resizeEvent(QResizeEvent*)
{
    const int y = (height() - kButton) / 2;
    m_play->setGeometry(kMargin, y, kButton, kButton);
    m_back->setGeometry(m_play->geometry().right() + 3, y, kButton, kButton);
    m_compare->setGeometry(width() - kMargin - kButton, y, kButton, kButton);
    m_forward->setGeometry(m_compare->geometry().left() - kButton - 3, y, kButton, kButton);
}

void TimeBar::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = themeColors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor plate = colors.base;
    plate.setAlphaF(0.9f);
    painter.setPen(QPen(hasFocus() ? colors.accent : colors.border, 1));
    painter.setBrush(plate);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    if (m_dates.isEmpty())
        return;
    painter.setPen(QPen(colors.secondary, 1.5));
    const double ends = kLeastStepPixels / 3.0;
    painter.drawLine(QPointF(markOf(0) - ends, kLineY),
                     QPointF(markOf(static_cast<int>(m_dates.size()) - 1) + ends, kLineY));
    QFont words = font();
    words.setPixelSize(12);
    double wordsEnd = -1e9;
    for (int i = 0; i < m_dates.size(); ++i) {
        const double x = markOf(i);
        const bool isCurrent = i == m_current;
        painter.setPen(QPen(isCurrent ? colors.accent : colors.secondary, 1.5));
        painter.setBrush(isCurrent ? colors.accent : colors.base);
        const double radius = isCurrent ? kCurrentRadius : kMarkRadius;
        painter.drawEllipse(QPointF(x, kLineY), radius, radius);
        words.setBold(isCurrent);
        painter.setFont(words);
        const double half = painter.fontMetrics().horizontalAdvance(m_dates[i]) / 2.0;
        // Where dates lie close together some go without words, the current one never.
        const double currentX = m_current >= 0 ? markOf(m_current) : -1e9;
        const bool isInTheWay = !isCurrent && std::abs(currentX - x) < 2 * half + 8;
        if (isInTheWay || (!isCurrent && x - half < wordsEnd + 6))
            continue;
        wordsEnd = x + half;
        painter.setPen(isCurrent ? colors.text : colors.secondary);
        painter.drawText(QRectF(x - half - 2, kLineY + 8, 2 * half + 4, 18), Qt::AlignCenter, m_dates[i]);
    }
}

void TimeBar::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        choose(nearestMark(event->position().x()));
    event->accept();
}

void TimeBar::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        choose(nearestMark(event->position().x()));
    event->accept();
}

void TimeBar::wheelEvent(QWheelEvent* event)
{
    const int turned = event->angleDelta().y();
    if (turned != 0)
        step(turned > 0 ? -1 : 1);
    event->accept();
}

void TimeBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        step(event->key() == Qt::Key_Left ? -1 : 1);
    else if (event->key() == Qt::Key_Home)
        choose(0);
    else if (event->key() == Qt::Key_End)
        choose(static_cast<int>(m_dates.size()) - 1);
    else if (event->key() == Qt::Key_Space)
        emit playWanted(!m_isPlaying);
    else
        QWidget::keyPressEvent(event);
}

void TimeBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TimeBar::retranslate()
{
    setAccessibleName(tr("Dates"));
    const auto name = [](QToolButton* button, const QString& text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    name(m_back, tr("Earlier date"));
    name(m_forward, tr("Later date"));
    name(m_play, m_isPlaying ? tr("Stop") : tr("Play through the dates"));
    name(m_compare, tr("Compare dates"));
}

} // namespace guanjing::app
