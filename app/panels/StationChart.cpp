#include "app/panels/StationChart.h"

#include "app/panels/Format.h"
#include "app/panels/Theme.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace guanjing::app {

namespace {

constexpr qint64 kHourMs = 3600 * 1000;
constexpr qint64 kDayMs = 24 * kHourMs;
constexpr qint64 kGapMs = 2 * kHourMs;
constexpr qint64 kBucketMs = 15 * 60 * 1000;
constexpr qint64 kTickMs = 3 * kHourMs;
constexpr int kHeight = 196;
constexpr int kFontPixels = 11;
constexpr int kGap = 5; // between a label and what it names
constexpr double kDot = 3.5;

layers::UtcTime instant(qint64 ms) { return layers::UtcTime(std::chrono::milliseconds(ms)); }

} // namespace

StationChart::StationChart(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("stationChart"));
    setFixedHeight(kHeight);
}

QSize StationChart::sizeHint() const { return {260, kHeight}; }

void StationChart::setHistory(const std::vector<layers::Observation>& history, const QString& unit, const Limit& limit)
{
    m_points.clear();
    m_limits.clear();
    m_unit = unit;
    if (history.empty()) {
        update();
        return;
    }
    const qint64 latest = history.back().time.time_since_epoch().count();
    m_hours = ChartHours::until(latest);
    double least = history.back().value, greatest = least;
    for (const layers::Observation& observation : history) {
        const qint64 ms = observation.time.time_since_epoch().count();
        if (ms < latest - kDayMs || !std::isfinite(observation.value))
            continue;
        m_points.push_back({ms, observation.value});
        least = std::min(least, observation.value);
        greatest = std::max(greatest, observation.value);
    }
    for (qint64 ms = m_hours.beginMs; limit && ms < m_hours.endMs; ms += kHourMs) {
        const auto value = limit(instant(ms));
        if (!value)
            continue;
        if (!m_limits.empty() && m_limits.back().endMs == ms && m_limits.back().value == *value)
            m_limits.back().endMs = ms + kHourMs;
        else
            m_limits.push_back({ms, ms + kHourMs, *value});
    }
    // A limit far above the values would press the curve flat; it is then left out of sight.
    constexpr double kNear = 2.5;
    for (const LimitSpan& span : m_limits) {
        if (span.value <= kNear * std::max(greatest, 1e-9))
            greatest = std::max(greatest, span.value);
    }
    m_scale = ChartScale::around(least, greatest);
    describe();
    update();
}

void StationChart::describe()
{
    if (m_points.empty())
        return;
    setAccessibleName(tr("Chart of the last 24 hours"));
    const auto [low, high] = std::minmax_element(m_points.begin(), m_points.end(),
                                                 [](const Point& a, const Point& b) { return a.value < b.value; });
    QString text =
        tr("From %1 to %2 %3, latest %4")
            .arg(formatValue(low->value), formatValue(high->value), m_unit, formatValue(m_points.back().value));
    if (!m_limits.empty())
        text += tr("; limit %1").arg(formatValue(m_limits.back().value));
    setAccessibleDescription(text);
    setToolTip(text);
}

QPointF StationChart::place(const QRectF& plot, qint64 ms, double value) const
{
    const double x = static_cast<double>(ms - m_hours.beginMs) / static_cast<double>(m_hours.endMs - m_hours.beginMs);
    const double y = (value - m_scale.low) / (m_scale.high - m_scale.low);
    return {plot.left() + x * plot.width(), plot.bottom() - y * plot.height()};
}

QString StationChart::label(double value) const
{
    QString text = QString::number(value, 'f', m_scale.decimals);
    if (text.startsWith(u'-'))
        text[0] = QChar(0x2212);
    return text;
}

void StationChart::paintEvent(QPaintEvent*)
{
    if (m_points.empty())
        return;
    QPainter painter(this);
    QFont small = font();
    small.setPixelSize(kFontPixels);
    painter.setFont(small);
    const QFontMetricsF metrics(small);
    const double labels =
        std::max(metrics.horizontalAdvance(label(m_scale.low)), metrics.horizontalAdvance(label(m_scale.high)));
    const double line = metrics.height();
    const QRectF plot = QRectF(rect()).adjusted(labels + kGap + 1, line + 2 * kGap, -10, -2 * line - 2 * kGap);
    if (plot.width() < 40 || plot.height() < 40)
        return;
    paintAxes(painter, plot);
    paintCurve(painter, plot);
    paintLimits(painter, plot);
    paintLatest(painter, plot);
}

void StationChart::paintAxes(QPainter& painter, const QRectF& plot) const
{
    const ThemeColors& colors = themeColors();
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height();
    painter.setRenderHint(QPainter::Antialiasing, false); // level lines are sharp
    const int steps = static_cast<int>(std::lround((m_scale.high - m_scale.low) / m_scale.step));
    for (int i = 0; i <= steps; ++i) {
        const double value = m_scale.low + i * m_scale.step;
        const double y = place(plot, m_hours.beginMs, value).y();
        painter.setPen(QPen(colors.border, i == 0 ? 1.2 : 0.8));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(colors.secondary);
        painter.drawText(QRectF(0, y - line / 2, plot.left() - kGap, line), Qt::AlignRight | Qt::AlignVCenter,
                         label(value));
    }
    painter.drawText(QRectF(0, 0, plot.right(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     m_unit.isEmpty() ? tr("Value") : m_unit);
    for (qint64 ms = m_hours.beginMs; ms <= m_hours.endMs; ms += kTickMs) {
        const double x = place(plot, ms, m_scale.low).x();
        const int hour = ChartHours::hourOfDay(ms);
        painter.setPen(QPen(colors.border, 1));
        // Midnight parts the days.
        painter.drawLine(QPointF(x, hour == 0 ? plot.top() : plot.bottom()), QPointF(x, plot.bottom() + 4));
        painter.setPen(colors.secondary);
        painter.drawText(QRectF(x - 14, plot.bottom() + kGap, 28, line), Qt::AlignCenter, QString::number(hour));
    }
    painter.drawText(QRectF(plot.left(), plot.bottom() + kGap + line, plot.width(), line), Qt::AlignCenter,
                     tr("Hour of the day in Dongguan"));
}

void StationChart::paintLimits(QPainter& painter, const QRectF& plot) const
{
    const ThemeColors& colors = themeColors();
    const QFontMetricsF metrics(painter.font());
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(colors.bad, 1, Qt::DashLine));
    const LimitSpan* named = nullptr;
    for (const LimitSpan& span : m_limits) {
        if (span.value > m_scale.high)
            continue;
        painter.drawLine(place(plot, span.beginMs, span.value), place(plot, span.endMs, span.value));
        if (!named || span.endMs - span.beginMs > named->endMs - named->beginMs)
            named = &span;
    }
    if (!named)
        return;
    const QString text = tr("Limit %1").arg(formatValue(named->value));
    const QPointF at = place(plot, named->beginMs, named->value);
    const QRectF box(at.x() + 3, at.y() - metrics.height() - 1, metrics.horizontalAdvance(text) + 4, metrics.height());
    QColor plate = colors.window;
    plate.setAlphaF(0.8f);
    painter.fillRect(box, plate);
    painter.setPen(colors.bad);
    painter.drawText(box, Qt::AlignCenter, text);
}

void StationChart::paintCurve(QPainter& painter, const QRectF& plot) const
{
    const ThemeColors& colors = themeColors();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.accent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    // Values a minute apart would be a blur: the curve is their mean, the band behind it their range.
    QPainterPath path;
    QColor band = colors.accent;
    band.setAlphaF(0.3f);
    qint64 before = 0;
    for (std::size_t first = 0, end = 0; first < m_points.size(); first = end) {
        const qint64 bucket = m_points[first].ms / kBucketMs;
        double sum = 0, least = m_points[first].value, greatest = least;
        for (end = first; end < m_points.size() && m_points[end].ms / kBucketMs == bucket; ++end) {
            sum += m_points[end].value;
            least = std::min(least, m_points[end].value);
            greatest = std::max(greatest, m_points[end].value);
        }
        const qint64 middle = (m_points[first].ms + m_points[end - 1].ms) / 2;
        const QPointF at = place(plot, middle, sum / static_cast<double>(end - first));
        if (end - first > 1)
            painter.fillRect(QRectF(QPointF(at.x() - 1, place(plot, middle, greatest).y()),
                                    QPointF(at.x() + 1, place(plot, middle, least).y())),
                             band);
        if (before == 0 || m_points[first].ms - before > kGapMs)
            path.moveTo(at);
        else
            path.lineTo(at);
        before = m_points[end - 1].ms;
    }
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

void StationChart::paintLatest(QPainter& painter, const QRectF& plot) const
{
    const ThemeColors& colors = themeColors();
    painter.setRenderHint(QPainter::Antialiasing);
    // The latest value, with its number on the side where there is room.
    const QPointF latest = place(plot, m_points.back().ms, m_points.back().value);
    painter.setPen(QPen(colors.window, 1.5));
    painter.setBrush(colors.accent);
    painter.drawEllipse(latest, kDot, kDot);
    QFont bold = painter.font();
    bold.setBold(true);
    painter.setFont(bold);
    const QFontMetricsF metrics(bold);
    const QString text = formatValue(m_points.back().value);
    const double width = metrics.horizontalAdvance(text) + 4;
    const bool above = latest.y() - metrics.height() - kDot > plot.top();
    const QRectF box(std::min(latest.x() - width / 2, plot.right() + 8 - width),
                     above ? latest.y() - metrics.height() - kDot - 1 : latest.y() + kDot + 1, width, metrics.height());
    QColor plate = colors.window;
    plate.setAlphaF(0.8f);
    painter.fillRect(box, plate);
    painter.setPen(colors.text);
    painter.drawText(box, Qt::AlignCenter, text);
}

void StationChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange
        || event->type() == QEvent::LanguageChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace guanjing::app
