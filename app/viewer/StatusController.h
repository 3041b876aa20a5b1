#pragma once

#include "layers/tiling/Pick.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace guanjing::layers {
struct EngineCounters;
}

namespace guanjing::app {

class CityWidget;
class LayersPanel;
class Reprojection;
class StatusReadout;

/// Carries what the engine says to the panels: states of the layers, tiles on their way, frame time, scale, and the
/// position under the cursor. Looks some times a second while frames are drawn, and slowly otherwise.
class StatusController : public QObject {
    Q_OBJECT

public:
    StatusController(CityWidget& city, LayersPanel& layers, StatusReadout& readout, const Reprojection& reprojection,
                     QObject* parent = nullptr);

signals:
    /// A sentence for the user.
    void told(const QString& text);

private:
    void refresh();
    void watchMemory(const layers::EngineCounters& counters, bool isResting);
    void frameDrawn(double milliseconds);

    CityWidget& m_city;
    LayersPanel& m_layers;
    StatusReadout& m_readout;
    QTimer m_soon, m_slow;
    double m_frameMilliseconds = 0;
    int m_toldBudget = 0; ///< MiB that were said to be too few; each once
};

} // namespace guanjing::app
