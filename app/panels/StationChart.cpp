#include "app/panels/StationChart.h"

#include "app/panels/Theme.h"

#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QDateTimeAxis>
#include <QEvent>
#include <QLineSeries>
#include <QTimeZone>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace guanjing::app {

namespace {

constexpr qint64 kDayMs = 24LL * 3600 * 1000;
constexpr qint64 kGapMs = 2LL * 3600 * 1000;
constexpr int kTimeTicks = 5; // every six hours

/// The axis writes times in the machine's zone; shifted by this much they read as Dongguan's.
qint64 zoneShiftMs(qint64 ms)
{
    const QDateTime instant = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    return 1000LL
        * (QTimeZone("Asia/Shanghai").offsetFromUtc(instant) - QTimeZone::systemTimeZone().offsetFromUtc(instant));
}

} // namespace

struct StationChart::Parts {
    QChart* chart = nullptr;
    QChartView* view = nullptr;
    QDateTimeAxis* time = nullptr;
    QValueAxis* value = nullptr;
    std::vector<QLineSeries*> curves; ///< owned by the chart
};

StationChart::StationChart(QWidget* parent) : QWidget(parent), m_parts(new Parts)
{
    setObjectName(QStringLiteral("stationChart"));
    m_parts->chart = new QChart;
    m_parts->chart->legend()->hide();
    m_parts->chart->setMargins(QMargins(0, 4, 14, 4));
    m_parts->chart->setBackgroundRoundness(0);
    m_parts->view = new QChartView(m_parts->chart, this);
    m_parts->view->setRenderHint(QPainter::Antialiasing);
    m_parts->view->setFrameShape(QFrame::NoFrame);
    m_parts->time = new QDateTimeAxis(m_parts->chart);
    m_parts->time->setFormat(QStringLiteral("HH:mm"));
    m_parts->time->setTickCount(kTimeTicks);
    m_parts->value = new QValueAxis(m_parts->chart);
    m_parts->value->setTickCount(4);
    m_parts->chart->addAxis(m_parts->time, Qt::AlignBottom);
    m_parts->chart->addAxis(m_parts->value, Qt::AlignLeft);
    // An axis that is laid out without a range never shows its labels afterwards.
    const QDateTime now = QDateTime::currentDateTime();
    m_parts->time->setRange(now.addMSecs(-kDayMs), now);
    m_parts->value->setRange(0, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_parts->view);
    setFixedHeight(180);
    restyle();
}

StationChart::~StationChart() { delete m_parts; }

void StationChart::setHistory(const std::vector<layers::Observation>& history)
{
    if (history.empty())
        return;
    const qint64 end = history.back().time.time_since_epoch().count();
    const qint64 shift = zoneShiftMs(end);
    double low = history.back().value, high = low;
    std::vector<QList<QPointF>> curves;
    qint64 previous = 0;
    for (const auto& observation : history) {
        const qint64 ms = observation.time.time_since_epoch().count();
        if (ms < end - kDayMs)
            continue;
        if (curves.empty() || ms - previous > kGapMs)
            curves.emplace_back();
        curves.back().append({static_cast<double>(ms + shift), observation.value});
        low = std::min(low, observation.value);
        high = std::max(high, observation.value);
        previous = ms;
    }
    while (m_parts->curves.size() < curves.size()) {
        auto* series = new QLineSeries(m_parts->chart);
        m_parts->chart->addSeries(series);
        series->attachAxis(m_parts->time);
        series->attachAxis(m_parts->value);
        m_parts->curves.push_back(series);
    }
    for (std::size_t i = 0; i < m_parts->curves.size(); ++i)
        m_parts->curves[i]->replace(i < curves.size() ? curves[i] : QList<QPointF>());
    m_parts->time->setRange(QDateTime::fromMSecsSinceEpoch(end - kDayMs + shift),
                            QDateTime::fromMSecsSinceEpoch(end + shift));
    if (high - low < 1e-9)
        high = low + 1;
    m_parts->value->setRange(low >= 0 && low < 0.5 * high ? 0 : low, high);
    m_parts->value->applyNiceNumbers();
    const double span = m_parts->value->max() - m_parts->value->min();
    m_parts->value->setLabelFormat(span >= 6         ? QStringLiteral("%.0f")
                                       : span >= 0.6 ? QStringLiteral("%.1f")
                                                     : QStringLiteral("%.2f"));
    restyle();
}

void StationChart::restyle()
{
    const ThemeColors& colors = themeColors();
    m_parts->chart->setBackgroundBrush(colors.window);
    m_parts->chart->setPlotAreaBackgroundVisible(false);
    m_parts->view->setBackgroundBrush(colors.window);
    QFont small = font();
    small.setPointSizeF(8);
    for (QAbstractAxis* axis :
         {static_cast<QAbstractAxis*>(m_parts->time), static_cast<QAbstractAxis*>(m_parts->value)}) {
        axis->setLabelsBrush(colors.secondary);
        axis->setLabelsFont(small);
        axis->setLinePen(QPen(colors.border, 1));
        axis->setGridLinePen(QPen(colors.border, 0.6));
    }
    m_parts->time->setGridLineVisible(false);
    for (QLineSeries* series : m_parts->curves)
        series->setPen(QPen(colors.accent, 1.8));
}

void StationChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        restyle();
    QWidget::changeEvent(event);
}

} // namespace guanjing::app
