#include "app/panels/StationView.h"

#include "app/panels/Format.h"
#include "app/panels/Icons.h"
#include "app/panels/LongText.h"
#include "app/panels/StationChart.h"
#include "app/panels/Theme.h"
#include "layers/live/StationAssessment.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace guanjing::app {

using layers::FeedState;
using layers::StationState;

StationView::StationView(QWidget* parent)
    : QWidget(parent)
    , m_name(new QLabel(this))
    , m_state(new QLabel(this))
    , m_stateIcon(new QLabel(this))
    , m_value(new QLabel(this))
    , m_time(new QLabel(this))
    , m_chartNote(new QLabel(this))
    , m_choice(new QComboBox(this))
    , m_chart(new StationChart(this))
{
    setObjectName(QStringLiteral("stationView"));
    m_name->setProperty("role", "title");
    m_name->setObjectName(QStringLiteral("stationName"));
    m_copy = makeToolButton(this, QStringLiteral("stationCopy"), QStringLiteral("copy"));
    m_zoom = makeToolButton(this, QStringLiteral("stationZoom"), QStringLiteral("zoom-to"));
    m_state->setObjectName(QStringLiteral("stationState"));
    m_value->setProperty("role", "value");
    m_value->setObjectName(QStringLiteral("stationValue"));
    m_value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_time->setProperty("role", "caption");
    m_time->setObjectName(QStringLiteral("stationTime"));
    m_chartNote->setProperty("role", "caption");
    m_choice->setObjectName(QStringLiteral("stationDatastream"));
    // Long names wrap; they do not widen the dock.
    for (QLabel* label : {m_name, m_state, m_value, m_time, m_chartNote})
        wrapInPlace(*label);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(6);

    auto* stateRow = new QHBoxLayout;
    stateRow->setSpacing(6);
    stateRow->addWidget(m_stateIcon);
    stateRow->addWidget(m_state, 1);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, -4, 0);
    head->setSpacing(2);
    head->addWidget(m_name, 1);
    head->addWidget(m_copy, 0, Qt::AlignTop);
    head->addWidget(m_zoom, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addLayout(stateRow);
    layout->addSpacing(4);
    layout->addWidget(m_choice);
    layout->addWidget(m_value);
    layout->addWidget(m_time);
    layout->addSpacing(4);
    layout->addWidget(m_chartNote);
    layout->addWidget(m_chart);
    connect(m_copy, &QToolButton::clicked, this, &StationView::copyWanted);
    connect(m_zoom, &QToolButton::clicked, this, &StationView::zoomWanted);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        m_history.clear();
        refresh();
        if (const auto id = datastreamId(); !id.empty())
            emit historyWanted(id);
    });
}

std::string StationView::datastreamId() const { return m_choice->currentData().toString().toStdString(); }

void StationView::setStation(const layers::StationValue& station, FeedState feed)
{
    const bool another = station.id != m_station.id || station.datastreams.size() != m_station.datastreams.size();
    m_station = station;
    m_feed = feed;
    if (another) {
        const QSignalBlocker blocker(m_choice);
        m_history.clear();
        m_choice->clear();
        for (const auto& stream : station.datastreams)
            m_choice->addItem(QString::fromStdString(stream.observedProperty), QString::fromStdString(stream.id));
        m_choice->setVisible(station.datastreams.size() > 1);
    }
    refresh();
    if (another && !datastreamId().empty())
        emit historyWanted(datastreamId());
}

QString StationView::text() const
{
    QStringList lines{QString::fromStdString(m_station.name) + u'\t' + m_stateText};
    for (const auto& stream : m_station.datastreams) {
        QStringList cells{QString::fromStdString(stream.observedProperty)};
        if (stream.latest)
            cells << formatValue(stream.latest->value) + u' ' + formatUnit(QString::fromStdString(stream.unit))
                  << formatLocalTime(stream.latest->time);
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

void StationView::setHistory(const std::string& id, const std::vector<layers::Observation>& history)
{
    if (id != datastreamId())
        return;
    m_history = history;
    std::sort(m_history.begin(), m_history.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
    refreshChart();
}

void StationView::setHistoryError(const std::string& id, const QString& text)
{
    if (id == datastreamId())
        m_chartNote->setText(tr("No history: %1").arg(text));
}

void StationView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange)
        refresh();
    QWidget::changeEvent(event);
}

void StationView::refresh()
{
    const ThemeColors& colors = themeColors();
    QString text, icon;
    QColor color = colors.secondary;
    switch (m_station.state) {
    case StationState::Normal: text = tr("Normal"), icon = QStringLiteral("state-ready"), color = colors.good; break;
    case StationState::Warning:
        text = tr("Warning"), icon = QStringLiteral("state-warning"), color = colors.warning;
        break;
    case StationState::Alarm: text = tr("Alarm"), icon = QStringLiteral("state-failed"), color = colors.bad; break;
    case StationState::Stale:
        text = tr("No new values"), icon = QStringLiteral("state-stale"), color = colors.warning;
        break;
    case StationState::Unknown: text = tr("No value yet"), icon = QStringLiteral("help"); break;
    }
    if (m_feed == FeedState::Disconnected) {
        text = tr("Disconnected, last known value");
        icon = QStringLiteral("state-disconnected");
        color = colors.bad;
    }
    QString kind;
    if (m_station.kind == "air")
        kind = tr("Air quality");
    else if (m_station.kind == "water")
        kind = tr("Water quality");
    else if (m_station.kind == "noise")
        kind = tr("Noise");
    m_name->setText(breakable(QString::fromStdString(m_station.nameIn(QLocale().language() == QLocale::English))));
    m_copy->setToolTip(tr("Copy all"));
    m_zoom->setToolTip(tr("Fly closer"));
    for (QToolButton* button : {m_copy, m_zoom})
        button->setAccessibleName(button->toolTip());
    m_state->setText(kind.isEmpty() ? text : tr("%1 · %2").arg(kind, text));
    m_stateText = text;
    m_stateIcon->setPixmap(themedPixmap(icon, color, 17, devicePixelRatioF()));

    const auto id = datastreamId();
    const auto stream = std::find_if(m_station.datastreams.begin(), m_station.datastreams.end(),
                                     [&](const auto& candidate) { return candidate.id == id; });
    if (stream == m_station.datastreams.end() || !stream->latest) {
        m_value->setText(QStringLiteral("—"));
        m_time->setText(tr("No value yet"));
    } else {
        m_value->setText(formatValue(stream->latest->value) + QStringLiteral(" ")
                         + formatUnit(QString::fromStdString(stream->unit)));
        m_time->setText(m_choice->isVisible() || m_choice->count() > 1
                            ? formatLocalTime(stream->latest->time)
                            : tr("%1, %2").arg(QString::fromStdString(stream->observedProperty),
                                               formatLocalTime(stream->latest->time)));
    }
    m_choice->setAccessibleName(tr("Measured quantity"));
    refreshChart();
}

void StationView::refreshChart()
{
    const auto id = datastreamId();
    auto history = m_history;
    for (const auto& stream : m_station.datastreams) {
        // What the feed has brought since the history was fetched belongs to the curve too.
        if (stream.id == id && stream.latest && (history.empty() || stream.latest->time > history.back().time))
            history.push_back(*stream.latest);
    }
    m_history = history;
    m_chart->setVisible(history.size() > 1);
    const auto stream = std::find_if(m_station.datastreams.begin(), m_station.datastreams.end(),
                                     [&](const auto& candidate) { return candidate.id == id; });
    if (stream == m_station.datastreams.end())
        m_chart->setHistory(history, {}, {});
    else
        m_chart->setHistory(history, formatUnit(QString::fromStdString(stream->unit)),
                            [shown = *stream](layers::UtcTime at) { return layers::warningLimit(shown, at); });
    m_chartNote->setText(history.size() > 1 ? tr("The last 24 hours") : QString());
}

} // namespace guanjing::app
