#include "app/viewer/CityWidget.h"

#include "app/services/DataServices.h"
#include "app/services/LoginName.h"
#include "app/viewer/CameraKeys.h"
#include "geodata/crs/Ellipsoid.h"
#include "render/view/CameraController.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QOpenGLContext>
#include <QPointer>

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace guanjing::app {

namespace {

constexpr int kHoverMs = 60;
constexpr int kWatermarkMs = 20'000; // its time goes on in a picture at rest too
constexpr int kLoadingFrameMs = 33; // between frames while only loading goes on and nothing has arrived
constexpr int kRestMs = 300;
constexpr double kCloserMeters = 260.0;
constexpr double kCloserPitchDegrees = -32.0;
constexpr double kSteepestCloserDegrees = -85.0;
constexpr double kCloserPitchStepDegrees = 8.0;
constexpr double kAboveEyeMeters = 50.0;
constexpr double kLongestStepSeconds = 0.1; // a pause must not become a leap

render::CameraPose poseOf(const layers::Viewpoint& viewpoint)
{
    return {viewpoint.lonDegrees, viewpoint.latDegrees, viewpoint.heightMeters, viewpoint.headingDegrees,
            viewpoint.pitchDegrees};
}

} // namespace

CityWidget::CityWidget(DataServices& services, render::TextRasterizer& text, const render::ViewSettings& settings,
                       QWidget* parent)
    : QOpenGLWidget(parent)
    , m_services(services)
    , m_text(text)
    , m_settings(settings)
    , m_camera(std::make_unique<render::CameraController>())
    , m_keys(std::make_unique<CameraKeys>())
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(320, 240);
    m_frameTimer.setSingleShot(true);
    connect(&m_frameTimer, &QTimer::timeout, this, [this] { update(); });
    m_hoverTimer.setSingleShot(true);
    m_hoverTimer.setInterval(kHoverMs);
    connect(&m_hoverTimer, &QTimer::timeout, this, &CityWidget::reportHover);
    m_restTimer.setSingleShot(true);
    connect(&m_restTimer, &QTimer::timeout, this, [this] { noteRest(true); });
    m_watermarkTimer.setInterval(kWatermarkMs);
    connect(&m_watermarkTimer, &QTimer::timeout, this, [this] { update(); });
    m_camera->setSurface([this](const glm::dvec3& eye) -> std::optional<double> {
        if (!m_view)
            return std::nullopt;
        const Geographic at = toGeographic(eye);
        const glm::dvec3 up = ellipsoidNormal(at.lonDegrees, at.latDegrees);
        // From well above, so that an eye inside a building finds its roof (from inside, no wall or roof is seen). Under a
        // tree or a bridge, whose underside is seen, from below that.
        double above = kAboveEyeMeters;
        if (const auto ceiling = m_view->engine().pick({eye, up}); ceiling && ceiling->distanceMeters < above)
            above = 0.5 * ceiling->distanceMeters;
        const auto hit = m_view->engine().pick({eye + up * above, -up});
        // An eye below the ground, which rose since it came there, sees nothing of it.
        return hit ? toGeographic(hit->position).heightMeters
                   : m_view->engine().groundHeightAt(at.lonDegrees, at.latDegrees);
    });
    m_camera->setGround([this](double lonDegrees, double latDegrees) {
        return m_view ? m_view->engine().groundHeightAt(lonDegrees, latDegrees) : 0.0;
    });
    m_camera->setObstacle([this](const glm::dvec3& eye, const glm::dvec3& direction,
                                 double maximumMeters) -> std::optional<render::CameraController::Obstruction> {
        const auto hit = m_view ? m_view->engine().pick({eye, direction}) : std::nullopt;
        if (!hit || hit->distanceMeters > maximumMeters)
            return std::nullopt;
        return render::CameraController::Obstruction{hit->distanceMeters, hit->normal};
    });
}

CityWidget::~CityWidget()
{
    // The base class destroys the context, whose last signal would call a CityWidget that is no more.
    if (context() != nullptr)
        context()->disconnect(this);
    releaseView();
}

void CityWidget::releaseView()
{
    if (!m_view)
        return;
    makeCurrent();
    m_view.reset();
    m_highlight.reset();
    m_selectedStation.reset();
    doneCurrent();
}

void CityWidget::initializeGL()
{
    connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &CityWidget::releaseView, Qt::UniqueConnection);
    m_settings.devicePixelRatio = devicePixelRatioF();
    QPointer<CityWidget> self(this);
    render::CityView::Services services{m_services.assets(),
                                        m_services.tasks(),
                                        m_services.clock(),
                                        &m_text,
                                        [self] {
                                            QMetaObject::invokeMethod(
                                                qApp,
                                                [self] {
                                                    if (self)
                                                        self->somethingArrived();
                                                },
                                                Qt::QueuedConnection);
                                        },
                                        loginName()};
    m_view = std::make_unique<render::CityView>(std::move(services), m_loading.engineSettings(), m_settings);
    m_view->engine().setContents(m_contents);
    if (m_sceneWaits) {
        m_view->engine().setScene(m_scene);
        m_sceneWaits = false;
    }
    m_clock.start();
    emit viewReady();
}

void CityWidget::setScene(const layers::Scene& scene)
{
    m_scene = scene;
    m_sceneWaits = m_view == nullptr;
    if (m_view) {
        makeCurrent(); // sources that went free their textures
        m_view->engine().setScene(scene);
        doneCurrent();
    }
    if (!scene.watermark || !scene.watermark->time)
        m_watermarkTimer.stop();
    else if (!m_watermarkTimer.isActive())
        m_watermarkTimer.start();
    wake();
}

void CityWidget::setContents(const std::vector<layers::ViewContent>& contents)
{
    m_contents = contents;
    if (m_view)
        m_view->engine().setContents(contents);
    wake();
}

void CityWidget::setPanes(const render::Panes& panes)
{
    m_panes = panes;
    updateCameraViewport();
    wake();
}

QRect CityWidget::paneRect(int view) const
{
    // Of the widget as it is now, which may not have been drawn yet.
    const double ratio = devicePixelRatioF();
    render::Panes panes = m_panes;
    panes.width = qRound(width() * ratio);
    panes.height = qRound(height() * ratio);
    const render::Panes::Box box = panes.boxOf(view);
    return QRectF(box.x / ratio, box.y / ratio, box.width / ratio, box.height / ratio).toRect();
}

void CityWidget::setViewSettings(const render::ViewSettings& settings)
{
    m_settings = settings;
    m_settings.devicePixelRatio = devicePixelRatioF();
    if (m_view) {
        makeCurrent();
        m_view->setViewSettings(m_settings);
        doneCurrent();
    }
    wake();
}

void CityWidget::setLoading(const LoadingSettings& loading)
{
    m_loading = loading;
    if (m_view)
        m_view->engine().setSettings(loading.engineSettings());
    wake();
}

void CityWidget::setHighlight(std::optional<layers::PickResult> pick)
{
    m_highlight = std::move(pick);
    if (m_view)
        m_view->setHighlight(m_highlight);
    wake();
}

void CityWidget::setSelectedStation(std::optional<render::CityView::MarkerHit> station)
{
    m_selectedStation = std::move(station);
    if (m_view)
        m_view->setSelectedStation(m_selectedStation);
    wake();
}

void CityWidget::setTool(PictureTool* tool)
{
    m_tool = tool;
    m_toolDrags = false;
    setCursor(tool ? Qt::CrossCursor : Qt::ArrowCursor);
    wake();
}

std::optional<glm::dvec3> CityWidget::pointAt(const QPointF& position) const
{
    return surfaceAt(devicePosition(position));
}

void CityWidget::resizeGL(int, int) { updateCameraViewport(); }

void CityWidget::updateCameraViewport()
{
    m_panes.width = std::max(1, qRound(width() * devicePixelRatioF()));
    m_panes.height = std::max(1, qRound(height() * devicePixelRatioF()));
    const render::Panes::Box box = m_panes.boxOf(0);
    m_camera->setViewport(box.width, box.height);
    if (m_view)
        m_view->setPanes(m_panes);
    if (m_settings.devicePixelRatio != devicePixelRatioF() && m_view) {
        m_settings.devicePixelRatio = devicePixelRatioF();
        m_view->setViewSettings(m_settings);
    }
}

void CityWidget::paintGL()
{
    const double seconds = std::min(kLongestStepSeconds, static_cast<double>(m_clock.restart()) / 1000.0);
    updateCameraViewport();
    m_woken = false;
    m_camera->setStudio(m_view->engine().isStudio());
    const bool moves = m_camera->update(seconds);
    m_state = m_camera->view();
    m_metersPerPixel.reset();
    if (moves || !m_view->engine().isSettled())
        noteRest(false);
    m_view->engine().setDestination(m_loading.loadsDestination ? m_camera->destination() : std::nullopt);
    QElapsedTimer timer;
    timer.start();
    // The framebuffer behind the widget is another one after each resize.
    m_view->draw(m_state, defaultFramebufferObject());
    emit frameDrawn(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    if (moves)
        emit cameraMoved();
    // What lies under a cursor at rest changes with the picture.
    if (m_cursorInside && !m_dragging && !m_hoverTimer.isActive())
        m_hoverTimer.start();
    // Entering and leaving are flights; another flight may overtake them.
    if (!m_camera->isFlying() && m_camera->isFlatMap() != m_saysMapMode) {
        m_saysMapMode = m_camera->isFlatMap();
        emit mapModeChanged(m_saysMapMode);
    }
    scheduleNext(moves);
}

void CityWidget::scheduleNext(bool cameraMoves)
{
    if (cameraMoves || m_woken || m_view->engine().isFading()) {
        update();
    } else if (m_view->wantsFrame()) {
        m_frameTimer.start(kLoadingFrameMs);
    }
}

void CityWidget::noteRest(bool rests)
{
    if (!rests)
        m_restTimer.start(kRestMs);
    if (std::exchange(m_settings.isAtRest, rests) == rests || !m_view)
        return;
    m_view->setViewSettings(m_settings);
    if (rests && m_view->looksOtherAtRest())
        update();
}

void CityWidget::wake()
{
    m_woken = true;
    if (m_clock.isValid() && m_clock.elapsed() > 1000)
        m_clock.restart(); // time at rest does not count as movement
    update();
}

void CityWidget::somethingArrived()
{
    if (!m_isElsewhere)
        wake();
}

bool CityWidget::isAtRest() const
{
    return m_view && !m_dragging && !m_woken && !m_camera->isFlying() && QGuiApplication::mouseButtons() == Qt::NoButton
        && (m_isElsewhere || !m_view->wantsFrame());
}

void CityWidget::flyTo(const layers::Viewpoint& viewpoint)
{
    emit aboutToFly();
    m_camera->flyTo(poseOf(viewpoint));
    wake();
}

void CityWidget::jumpTo(const layers::Viewpoint& viewpoint)
{
    m_camera->setPose(poseOf(viewpoint));
    wake();
}

void CityWidget::flyCloser(const glm::dvec3& ecefMeters)
{
    const Geographic target = toGeographic(ecefMeters);
    const double distance = std::min(kCloserMeters, 0.35 * glm::distance(m_state.eye, ecefMeters));
    const double heading = m_camera->pose().headingDegrees * kDegreesToRadians;
    const glm::dmat4 frame = eastNorthUpToEcef(target);
    // Steeper until nothing stands between the place and the eye.
    double pitchDegrees = std::min(m_camera->pose().pitchDegrees, kCloserPitchDegrees);
    glm::dvec3 eye(0.0);
    while (true) {
        const double pitch = pitchDegrees * kDegreesToRadians;
        const double back = distance * std::cos(pitch);
        eye = glm::dvec3(
            frame * glm::dvec4(-std::sin(heading) * back, -std::cos(heading) * back, -std::sin(pitch) * distance, 1.0));
        const glm::dvec3 way = glm::normalize(eye - ecefMeters);
        const auto between = m_view ? m_view->engine().pick({ecefMeters + way * 0.5, way}) : std::nullopt;
        if (!between || between->distanceMeters > distance || pitchDegrees <= kSteepestCloserDegrees)
            break;
        pitchDegrees = std::max(pitchDegrees - kCloserPitchStepDegrees, kSteepestCloserDegrees);
    }
    const Geographic at = toGeographic(eye);
    emit aboutToFly();
    m_camera->flyTo({at.lonDegrees, at.latDegrees, at.heightMeters, m_camera->pose().headingDegrees, pitchDegrees});
    wake();
}

void CityWidget::turnNorth()
{
    m_camera->northUp();
    wake();
}

void CityWidget::setMapMode(bool on)
{
    m_saysMapMode = on;
    limitMap();
    if (on != m_camera->isFlatMap())
        m_camera->setFlatMap(on);
    wake();
}

void CityWidget::limitMap()
{
    // A few times as far as the scene reaches; the whole Earth for one that reaches far or whose place is not known.
    constexpr double kTimes = 2.5, kLeastMeters = 20'000.0, kWorldDegrees = 90.0;
    std::optional<Rectangle> all;
    if (m_view) {
        for (const auto& source : m_view->engine().sources()) {
            if (source.bounds)
                all = all ? all->united(*source.bounds) : *source.bounds;
        }
    }
    double limit = render::CameraController::kEarthMapMeters;
    const double degrees = all ? std::max(all->east - all->west, all->north - all->south) : 0;
    if (all && degrees >= 0 && degrees < kWorldDegrees)
        limit = std::max(kTimes * degrees * kDegreesToRadians * kWgs84SemiMajorMeters, kLeastMeters);
    m_camera->setMapLimit(limit);
}

bool CityWidget::isMapMode() const { return m_camera->isFlatMap(); }

void CityWidget::zoomBy(double steps)
{
    const QPointF center(m_state.width / 2.0, m_state.height / 2.0);
    m_camera->wheel(center.x(), center.y(), steps, surfaceAt(center)); // of the first view
    wake();
}

layers::Viewpoint CityWidget::viewpoint() const
{
    const auto& pose = m_camera->pose();
    layers::Viewpoint viewpoint;
    viewpoint.lonDegrees = pose.lonDegrees;
    viewpoint.latDegrees = pose.latDegrees;
    viewpoint.heightMeters = pose.heightMeters;
    viewpoint.headingDegrees = pose.headingDegrees;
    viewpoint.pitchDegrees = pose.pitchDegrees;
    return viewpoint;
}

std::optional<glm::dvec3> CityWidget::surfaceAt(const QPointF& devicePixels) const
{
    if (!m_view)
        return std::nullopt;
    const auto hit = m_view->pick(devicePixels.x(), devicePixels.y());
    return hit ? std::optional(hit->position) : std::nullopt;
}

double CityWidget::metersPerPixelAtCenter() const
{
    if (!m_view || m_state.width <= 0)
        return 0;
    if (m_metersPerPixel)
        return *m_metersPerPixel;
    if (m_state.isOrthographic)
        return 2.0 * m_state.halfX / m_state.width * devicePixelRatioF();
    // The middle one of some places about the centre: a single one may fall between two points of a cloud.
    std::array<double, 5> distances{};
    std::size_t count = 0;
    constexpr double kAside = 0.03;
    for (const auto& [x, y] : {std::pair{0.0, 0.0}, {-1.0, 0.0}, {1.0, 0.0}, {0.0, -1.0}, {0.0, 1.0}}) {
        const double column = m_state.width * (0.5 + x * kAside), row = m_state.height * (0.5 + y * kAside);
        const auto ray = m_state.rayThrough(column, row);
        double distance = intersectEllipsoid(ray.origin, ray.direction);
        if (const auto hit = m_view->pick(column, row))
            distance = hit->distanceMeters;
        if (distance > 0)
            distances[count++] = distance;
    }
    if (count == 0)
        return 0;
    std::nth_element(distances.begin(), distances.begin() + count / 2, distances.begin() + count);
    m_metersPerPixel = devicePixelRatioF() / m_state.pixelsPerMeter(distances[count / 2]);
    return *m_metersPerPixel;
}

QPointF CityWidget::cameraPosition(const QPointF& devicePixels, const QPointF& anchor) const
{
    const render::Panes::Box box = m_panes.boxOf(m_panes.viewAt(anchor.x(), anchor.y()));
    return devicePixels - QPointF(box.x, box.y);
}

QPointF CityWidget::positionInView(const QPointF& position) const
{
    const QPointF device = devicePosition(position);
    return cameraPosition(device, device) / devicePixelRatioF();
}

QPointF CityWidget::devicePosition(const QPointF& position) const { return position * devicePixelRatioF(); }

QPointF CityWidget::keptInPaneOf(const QPointF& anchor, const QPointF& position) const
{
    if (linkedViews() < 2)
        return position;
    const QPointF from = devicePosition(anchor), to = devicePosition(position);
    const render::Panes::Place kept = m_panes.keptIn(m_panes.viewAt(from.x(), from.y()), to.x(), to.y());
    return QPointF(kept.x, kept.y) / devicePixelRatioF();
}

} // namespace guanjing::app
