#pragma once

#include "layers/live/ObservationSnapshot.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QToolButton;

namespace guanjing::app {

class StationChart;

/// A station: its state, the value of one datastream with unit and time, and the last 24 hours of it as a chart.
class StationView : public QWidget {
    Q_OBJECT

public:
    explicit StationView(QWidget* parent = nullptr);

    /// Shows or refreshes; the datastream chosen stays chosen while the station is the same.
    void setStation(const layers::StationValue& station, layers::FeedState feed);
    [[nodiscard]] QString stationId() const { return QString::fromStdString(m_station.id); }
    [[nodiscard]] std::string datastreamId() const;
    /// History of the datastream chosen; ignored when another one is shown by now.
    void setHistory(const std::string& datastreamId, const std::vector<layers::Observation>& history);
    void setHistoryError(const std::string& datastreamId, const QString& text);

    /// Everything as lines with tabs, to copy.
    [[nodiscard]] QString text() const;

signals:
    void copyWanted();
    void zoomWanted();
    /// The chart wants the last 24 hours of this datastream.
    void historyWanted(const std::string& datastreamId);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void refreshChart();

    layers::StationValue m_station;
    layers::FeedState m_feed = layers::FeedState::Connecting;
    std::vector<layers::Observation> m_history;
    QLabel *m_name, *m_state, *m_stateIcon, *m_value, *m_time, *m_chartNote;
    QComboBox* m_choice;
    QToolButton *m_copy, *m_zoom;
    QString m_stateText;
    StationChart* m_chart;
};

} // namespace guanjing::app
