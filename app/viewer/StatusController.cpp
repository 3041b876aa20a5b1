#include "app/viewer/StatusController.h"

#include "app/panels/LayersPanel.h"
#include "app/panels/StatusReadout.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/Reprojection.h"

#include <QScreen>

namespace guanjing::app {

namespace {

constexpr int kSoonMs = 200;
constexpr int kSlowMs = 2000;
constexpr double kSmoothing = 0.3;
/// So much coarser the picture has to be before it is worth a sentence of its own.
constexpr double kTellingCoarsening = 1.5;
constexpr double kMetersPerInch = 0.0254;

} // namespace

StatusController::StatusController(CityWidget& city, LayersPanel& layers, StatusReadout& readout,
                                   const Reprojection& reprojection, QObject* parent)
    : QObject(parent), m_city(city), m_layers(layers), m_readout(readout)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &StatusController::refresh);
    // Feeds grow stale without a frame being drawn.
    m_slow.setInterval(kSlowMs);
    connect(&m_slow, &QTimer::timeout, this, &StatusController::refresh);
    m_slow.start();
    connect(&city, &CityWidget::frameDrawn, this, &StatusController::frameDrawn);
    connect(&city, &CityWidget::hovered, this, [this, &reprojection](const std::optional<layers::PickResult>& pick) {
        m_readout.setPosition(pick && m_city.view()
                                  ? std::optional(reprojection.describe(*pick, m_city.view()->engine()))
                                  : std::nullopt);
    });
}

void StatusController::frameDrawn(double milliseconds)
{
    m_frameMilliseconds = m_frameMilliseconds <= 0
        ? milliseconds
        : m_frameMilliseconds + kSmoothing * (milliseconds - m_frameMilliseconds);
    if (!m_soon.isActive())
        m_soon.start();
}

void StatusController::refresh()
{
    if (!m_city.view())
        return;
    auto& engine = m_city.view()->engine();
    m_layers.setStatuses(engine.sources());
    m_readout.setProgress(engine.counters().pending);
    watchMemory(engine.counters(), engine.isSettled());
    m_readout.setFrameMilliseconds(m_frameMilliseconds);
    if (const double metersPerPixel = m_city.metersPerPixelAtCenter(); metersPerPixel > 0) {
        const QScreen* screen = m_city.screen();
        const double dotsPerInch = screen ? screen->logicalDotsPerInch() : 96.0;
        m_readout.setScale(metersPerPixel * dotsPerInch / kMetersPerInch);
    }
}

void StatusController::watchMemory(const layers::EngineCounters& counters, bool isResting)
{
    const int budget = m_city.loading().memoryMebibytes;
    m_readout.setShortage(counters.coarsening, counters.leftOut, budget);
    const bool isWorthTelling = counters.coarsening >= kTellingCoarsening || counters.leftOut > 0;
    if (!isWorthTelling || !isResting || budget == m_toldBudget)
        return;
    m_toldBudget = budget;
    emit told(
        tr("%1 MiB of memory for tiles are too few for this picture, so parts of it are coarser or missing. Tools > "
           "Loading and memory allows more.")
            .arg(budget));
}

} // namespace guanjing::app
