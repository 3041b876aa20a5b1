#pragma once

#include "layers/live/ObservationSnapshot.h"

#include <QWidget>

#include <vector>

namespace guanjing::app {

/// A curve over the last 24 hours, in Dongguan's time, with a calm grid. A gap longer than two hours is not bridged.
class StationChart : public QWidget {
    Q_OBJECT

public:
    explicit StationChart(QWidget* parent = nullptr);
    ~StationChart() override;
    /// In the order of time.
    void setHistory(const std::vector<layers::Observation>& history);

protected:
    void changeEvent(QEvent* event) override;

private:
    void restyle();
    struct Parts;
    Parts* m_parts;
};

} // namespace guanjing::app
