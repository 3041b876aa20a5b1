#pragma once

#include "app/panels/InspectorPanel.h"

#include <QWidget>

#include <optional>

class QLabel;
class QProgressBar;

namespace guanjing::app {

/// The figures of the status bar: position under the cursor, height, scale, tiles on their way, time of a frame. Every
/// figure keeps its place, so that nothing jumps while the cursor moves.
class StatusReadout : public QWidget {
    Q_OBJECT

public:
    explicit StatusReadout(QWidget* parent = nullptr);

    void setPosition(const std::optional<PositionInfo>& position);
    void setScale(double denominator);
    void setProgress(std::size_t pending);
    /// For want of memory (`budgetMebibytes` are too few) everything is drawn so many times coarser than asked for, 1: it
    /// is not, and so many parts are left out.
    void setShortage(double coarsening, std::size_t leftOut, int budgetMebibytes);
    void setFrameMilliseconds(double milliseconds);
    /// The program runs without a network.
    void setOffline(bool isOffline);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    std::optional<PositionInfo> m_info;
    double m_scale = 0, m_frame = 0, m_coarsening = 1;
    std::size_t m_leftOut = 0;
    int m_budgetMebibytes = 0;
    std::size_t m_pending = 0, m_mostPending = 0;
    bool m_isOffline = false;
    QLabel *m_position, *m_grid, *m_height, *m_scaleLabel, *m_offline, *m_memory, *m_tiles, *m_frameLabel;
    QProgressBar* m_progress;
};

} // namespace guanjing::app
