#include "app/viewer/SelectionController.h"

#include "app/panels/InspectorPanel.h"
#include "app/viewer/Reprojection.h"
#include "app/viewer/StationHistory.h"
#include "app/viewer/ViewerSession.h"
#include "geodata/crs/Ellipsoid.h"

#include <algorithm>

namespace guanjing::app {

namespace {

constexpr int kRefreshMs = 1000;
constexpr int kWatchMs = 300;

} // namespace

SelectionController::SelectionController(ViewerSession& session, CityWidget& city, InspectorPanel& inspector,
                                         const Reprojection& reprojection, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_city(city)
    , m_inspector(inspector)
    , m_reprojection(reprojection)
    , m_history(std::make_unique<StationHistory>(session.services()))
{
    connect(&city, &CityWidget::surfaceClicked, this, &SelectionController::showPick);
    connect(&city, &CityWidget::stationClicked, this, &SelectionController::showStation);
    connect(&city, &CityWidget::nothingClicked, this, &SelectionController::clear);
    connect(&inspector, &InspectorPanel::zoomWanted, this, &SelectionController::zoomToSelection);
    connect(&session.document(), &SceneDocument::sceneReplaced, this, &SelectionController::clear);
    // The demo city's layers change their names with the language; the picture learns of them first.
    connect(&session.document(), &SceneDocument::sceneChanged, this, &SelectionController::renamePicked,
            Qt::QueuedConnection);
    connect(&inspector.station(), &StationView::historyWanted, this, [this](const std::string& datastream) {
        if (const auto* source = liveSource())
            m_history->fetch(*source, m_station->stationId, datastream);
    });
    connect(m_history.get(), &StationHistory::fetched, this,
            [this](const std::string& datastream, const auto& observations) {
                m_inspector.station().setHistory(datastream, observations);
            });
    connect(m_history.get(), &StationHistory::failed, this, [this](const std::string& datastream, const QString& text) {
        m_inspector.station().setHistoryError(datastream, text);
    });
    m_timer.setInterval(kRefreshMs);
    connect(&m_timer, &QTimer::timeout, this, &SelectionController::refreshStation);
    m_watch.setInterval(kWatchMs);
    connect(&m_watch, &QTimer::timeout, this, &SelectionController::forgetWhatIsNotShown);
}

SelectionController::~SelectionController() = default;

void SelectionController::clear()
{
    m_station.reset();
    m_pickedSource.reset();
    m_position.reset();
    m_timer.stop();
    m_watch.stop();
    m_history->cancel();
    m_city.setHighlight(std::nullopt);
    m_city.setSelectedStation(std::nullopt);
    m_inspector.showNothing();
}

void SelectionController::showPick(const layers::PickResult& pick)
{
    m_station.reset();
    m_timer.stop();
    m_city.setSelectedStation(std::nullopt);
    m_city.setHighlight(pick.isGround ? std::nullopt : std::optional(pick));
    m_position = pick.position;
    m_pickedSource = pick.source;
    if (pick.isGround)
        m_watch.stop();
    else
        m_watch.start();
    m_inspector.showPick(pick,
                         m_city.view() ? m_reprojection.describe(pick, m_city.view()->engine())
                                       : m_reprojection.describe(pick.position));
    emit selected();
}

void SelectionController::showStation(const render::CityView::MarkerHit& hit)
{
    m_station = hit;
    m_pickedSource.reset();
    m_watch.stop();
    m_revision = 0;
    m_stationSource.clear();
    m_city.setHighlight(std::nullopt);
    m_city.setSelectedStation(hit);
    refreshStation();
    m_timer.start();
    emit selected();
}

void SelectionController::renamePicked()
{
    if (!m_pickedSource || !m_city.view())
        return;
    for (const auto& source : m_city.view()->engine().sources())
        if (source.id == *m_pickedSource)
            m_inspector.renameSource(source.name);
}

void SelectionController::forgetWhatIsNotShown()
{
    if (!m_pickedSource || !m_city.view())
        return;
    const auto sources = m_city.view()->engine().sources();
    const auto picked = std::find_if(sources.begin(), sources.end(),
                                     [this](const auto& source) { return source.id == *m_pickedSource; });
    if (picked == sources.end() || !picked->isShown || picked->state == layers::SourceState::Hidden)
        clear();
}

void SelectionController::findStationAgain()
{
    const auto snapshots = m_city.view()->engine().observations();
    const auto isThere = [this](const auto& snapshot) { return snapshot && snapshot->sourceId == m_station->sourceId; };
    if (std::any_of(snapshots.begin(), snapshots.end(), isThere))
        return;
    for (const auto& snapshot : snapshots) {
        if (!snapshot || snapshot->sourceName != m_stationSource)
            continue;
        m_station->sourceId = snapshot->sourceId;
        m_revision = 0;
        m_city.setSelectedStation(m_station);
        return;
    }
}

void SelectionController::refreshStation()
{
    if (!m_station || !m_city.view())
        return;
    findStationAgain();
    for (const auto& snapshot : m_city.view()->engine().observations()) {
        if (!snapshot || snapshot->sourceId != m_station->sourceId || snapshot->revision == m_revision)
            continue;
        const auto station = std::find_if(snapshot->stations.begin(), snapshot->stations.end(),
                                          [&](const auto& candidate) { return candidate.id == m_station->stationId; });
        if (station == snapshot->stations.end())
            continue;
        m_revision = snapshot->revision;
        m_stationSource = snapshot->sourceName;
        const double ground = m_city.view()->engine().groundHeightAt(station->lonDegrees, station->latDegrees);
        m_position = toEcef({station->lonDegrees, station->latDegrees, std::max(station->heightMeters, ground)});
        m_inspector.showStation(
            *station, snapshot->state,
            m_reprojection.describe(station->lonDegrees, station->latDegrees, std::max(station->heightMeters, ground)));
    }
}

const layers::LiveSourceSpec* SelectionController::liveSource() const
{
    if (!m_station || !m_city.view())
        return nullptr;
    const auto& live = m_session.document().scene().live;
    std::size_t position = 0;
    for (const auto& status : m_city.view()->engine().sources()) {
        if (status.kind != layers::SourceKind::Live)
            continue;
        if (status.id == m_station->sourceId)
            return position < live.size() ? &live[position] : nullptr;
        ++position;
    }
    return nullptr;
}

void SelectionController::zoomToSelection()
{
    if (m_position)
        m_city.flyCloser(*m_position);
}

} // namespace guanjing::app
