#include "app/viewer/CameraCommands.h"

#include "app/panels/LayersPanel.h"
#include "app/panels/PlacesPanel.h"
#include "app/panels/Thumbnail.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/ViewerActions.h"
#include "app/viewer/ViewerSession.h"
#include "geodata/crs/Ellipsoid.h"

#include <QAction>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::app {

namespace {

constexpr double kZoomSteps = 2.0;
constexpr int kAwaitMs = 200;
constexpr int kAwaitRounds = 150; // half a minute
// Shares of the picture that count as well in view.
constexpr double kMiddleShare = 0.7;
constexpr double kLeastShare = 0.12;
constexpr double kGreatestShare = 1.3;

} // namespace

layers::Viewpoint dongguanOverview()
{
    layers::Viewpoint viewpoint;
    viewpoint.lonDegrees = 113.86;
    viewpoint.latDegrees = 22.52;
    viewpoint.heightMeters = 42000;
    viewpoint.pitchDegrees = -45;
    return viewpoint;
}

CameraCommands::CameraCommands(ViewerSession& session, CityWidget& city, ViewerActions& actions, PlacesPanel& places,
                               LayersPanel& layersPanel, QObject* parent)
    : QObject(parent), m_session(session), m_city(city), m_places(places), m_actions(actions)
{
    connect(actions.home, &QAction::triggered, this, [this] { home(false); });
    connect(actions.northUp, &QAction::triggered, &city, &CityWidget::turnNorth);
    connect(actions.mapMode, &QAction::triggered, &city, &CityWidget::setMapMode);
    connect(&city, &CityWidget::mapModeChanged, actions.mapMode, &QAction::setChecked);
    connect(actions.zoomIn, &QAction::triggered, &city, [&city] { city.zoomBy(kZoomSteps); });
    connect(actions.zoomOut, &QAction::triggered, &city, [&city] { city.zoomBy(-kZoomSteps); });
    connect(actions.addViewpoint, &QAction::triggered, this, &CameraCommands::addViewpoint);
    connect(actions.previousViewpoint, &QAction::triggered, this, [this] { step(-1); });
    connect(actions.nextViewpoint, &QAction::triggered, this, [this] { step(1); });
    connect(&places, &PlacesPanel::flyToWanted, &city, &CityWidget::flyTo);
    connect(&places, &PlacesPanel::searchDone, &city, [&city] { city.setFocus(); });
    connect(&places, &PlacesPanel::addViewpointWanted, this, &CameraCommands::addViewpoint);
    connect(&layersPanel, &LayersPanel::zoomToWanted, this, &CameraCommands::zoomToSource);
    connect(&session.document(), &SceneDocument::sceneReplaced, this, [this] {
        m_current = -1;
        m_awaited.clear();
        m_facing = 0;
    });
    // Later than showNewSources(), which is told at once.
    connect(
        &session.document(), &SceneDocument::sceneChanged, this,
        [this] {
            if (m_city.view()) {
                for (const auto& source : m_city.view()->engine().sources())
                    m_lastSource = std::max(m_lastSource, source.id);
            }
        },
        Qt::QueuedConnection);
    m_awaitTimer.setInterval(kAwaitMs);
    connect(&m_awaitTimer, &QTimer::timeout, this, &CameraCommands::showAwaited);
    connect(&city, &CityWidget::aboutToFly, this, [this] {
        if (!m_travels)
            m_history.leave(m_city.viewpoint());
        updateHistoryActions();
    });
    connect(actions.viewBack, &QAction::triggered, this, [this] { travel(true); });
    connect(actions.viewForward, &QAction::triggered, this, [this] { travel(false); });
    updateHistoryActions();
}

void CameraCommands::home(bool jump)
{
    layers::Viewpoint target = dongguanOverview();
    const auto& viewpoints = m_session.document().scene().viewpoints;
    bool isKnown = !viewpoints.empty();
    if (isKnown) {
        target = viewpoints.front();
    } else if (m_city.view()) {
        for (const auto& source : m_city.view()->engine().sources()) {
            if (const auto all = m_city.view()->engine().viewpointFor(source.id)) {
                target = *all;
                isKnown = true;
                break;
            }
        }
    }
    if (jump)
        m_city.jumpTo(target);
    else
        m_city.flyTo(target);
    m_homeAwaits = !isKnown && jump;
    if (m_homeAwaits) {
        m_awaitedFrom = m_city.viewpoint();
        m_awaitRounds = kAwaitRounds;
        m_awaitTimer.start();
    }
}

void CameraCommands::addViewpoint()
{
    layers::Viewpoint viewpoint = m_city.viewpoint();
    const auto count = m_session.document().scene().viewpoints.size();
    viewpoint.name = tr("Viewpoint %1").arg(count + 1).toStdString();
    viewpoint.thumbnail = thumbnailUrl(m_city.picture());
    m_session.document().addViewpoint(viewpoint);
    m_places.editViewpoint(static_cast<int>(count));
}

void CameraCommands::step(int direction)
{
    const auto& viewpoints = m_session.document().scene().viewpoints;
    if (viewpoints.empty())
        return;
    const int count = static_cast<int>(viewpoints.size());
    m_current = m_current < 0 ? (direction > 0 ? 0 : count - 1) : (m_current + direction + count) % count;
    m_city.flyTo(viewpoints[static_cast<std::size_t>(m_current)]);
}

void CameraCommands::zoomToSource(std::uint32_t sourceId)
{
    if (!m_city.view())
        return;
    const layers::SceneEngine& engine = m_city.view()->engine();
    const auto target = engine.viewpointFor(sourceId);
    m_city.flyTo(target.value_or(dongguanOverview()));
    if (!target || !engine.isStudio() || engine.hasContent(sourceId))
        return;
    // Which side of it is its front is known once some of it is loaded.
    m_facing = sourceId;
    m_facedFrom = *target;
    m_awaitRounds = kAwaitRounds;
    m_awaitTimer.start();
}

void CameraCommands::travel(bool back)
{
    const auto here = m_city.viewpoint();
    if (const auto target = back ? m_history.back(here) : m_history.forward(here)) {
        m_travels = true;
        m_city.flyTo(*target);
        m_travels = false;
    }
    updateHistoryActions();
}

void CameraCommands::updateHistoryActions()
{
    m_actions.viewBack->setEnabled(m_history.canGoBack());
    m_actions.viewForward->setEnabled(m_history.canGoForward());
}

void CameraCommands::showNewSources()
{
    if (!m_city.view())
        return;
    m_awaited.clear();
    for (const auto& source : m_city.view()->engine().sources()) {
        if (source.id > m_lastSource)
            m_awaited.push_back(source.id);
    }
    m_awaitedFrom = m_city.viewpoint();
    m_awaitRounds = kAwaitRounds;
    m_awaitTimer.start();
}

void CameraCommands::faceModel()
{
    if (--m_awaitRounds <= 0 || !m_city.view()) {
        m_facing = 0;
        m_awaitTimer.stop();
        return;
    }
    if (!m_city.view()->engine().hasContent(m_facing) || !m_city.isAtRest())
        return;
    m_awaitTimer.stop();
    const auto front = m_city.view()->engine().viewpointFor(std::exchange(m_facing, 0));
    const layers::Viewpoint here = m_city.viewpoint();
    constexpr double kSameDegrees = 0.01, kSameShare = 0.001;
    const bool wasLeft = std::abs(here.headingDegrees - m_facedFrom.headingDegrees) > kSameDegrees
        || std::abs(here.pitchDegrees - m_facedFrom.pitchDegrees) > kSameDegrees
        || std::abs(here.heightMeters - m_facedFrom.heightMeters) > kSameShare * std::abs(m_facedFrom.heightMeters);
    if (front && !wasLeft && std::abs(front->headingDegrees - m_facedFrom.headingDegrees) > kSameDegrees)
        m_city.flyTo(*front);
}

void CameraCommands::showAwaited()
{
    if (m_facing != 0) {
        faceModel();
        return;
    }
    if ((m_awaited.empty() && !m_homeAwaits) || --m_awaitRounds <= 0 || !m_city.view()
        || !(m_city.viewpoint() == m_awaitedFrom)) {
        m_awaitTimer.stop();
        m_homeAwaits = false;
        return;
    }
    const auto sources = m_city.view()->engine().sources();
    const auto isImagery = [](const layers::SourceStatus& source) {
        return source.kind == layers::SourceKind::Imagery;
    };
    const bool isImageryOnly = std::all_of(sources.begin(), sources.end(), isImagery);
    for (const auto& source : sources) {
        if (m_homeAwaits && source.bounds && (isImageryOnly || !isImagery(source))) {
            m_homeAwaits = false;
            m_awaitTimer.stop();
            zoomToSource(source.id);
            return;
        }
        if (!source.bounds || std::find(m_awaited.begin(), m_awaited.end(), source.id) == m_awaited.end())
            continue;
        m_awaitTimer.stop();
        if (!isWellInView(m_city.viewState(), source))
            zoomToSource(source.id);
        return;
    }
}

bool isWellInView(const layers::ViewState& view, const layers::SourceStatus& source)
{
    if (!source.bounds)
        return false;
    const auto project = [&view](double lon, double lat, double height) -> std::optional<glm::dvec2> {
        const glm::dvec3 relative = toEcef({lon, lat, height}) - view.eye;
        const double depth = glm::dot(relative, view.direction);
        if (depth <= 0)
            return std::nullopt;
        return glm::dvec2(glm::dot(relative, view.right) / (view.isOrthographic ? view.halfX : view.tanHalfX * depth),
                          glm::dot(relative, view.up) / (view.isOrthographic ? view.halfY : view.tanHalfY * depth));
    };
    const Rectangle& r = *source.bounds;
    const auto middle =
        project((r.west + r.east) / 2, (r.south + r.north) / 2, (source.minHeightMeters + source.maxHeightMeters) / 2);
    if (!middle || std::abs(middle->x) > kMiddleShare || std::abs(middle->y) > kMiddleShare)
        return false;
    glm::dvec2 low = *middle, high = *middle;
    for (const double lon : {r.west, r.east}) {
        for (const double lat : {r.south, r.north}) {
            for (const double height : {source.minHeightMeters, source.maxHeightMeters}) {
                const auto corner = project(lon, lat, height);
                if (!corner)
                    return false;
                low = glm::min(low, *corner);
                high = glm::max(high, *corner);
            }
        }
    }
    const double across = std::max(high.x - low.x, high.y - low.y) / 2;
    return across >= kLeastShare && across <= kGreatestShare;
}

} // namespace guanjing::app
