#include "app/viewer/CameraCommands.h"

#include "app/panels/LayersPanel.h"
#include "app/panels/PlacesPanel.h"
#include "app/panels/ViewpointsModel.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/ViewerActions.h"
#include "app/viewer/ViewerSession.h"

#include <QAction>
#include <QBuffer>

namespace guanjing::app {

namespace {

constexpr double kZoomSteps = 2.0;

std::string thumbnailOf(const QImage& picture)
{
    if (picture.isNull())
        return {};
    // Twice the size of the list's, so that it stays sharp on dense screens.
    const QSize size(2 * ViewpointsModel::kThumbnailWidth, 2 * ViewpointsModel::kThumbnailHeight);
    QImage small = picture.scaled(size, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    small.setDevicePixelRatio(1.0);
    small = small.copy((small.width() - size.width()) / 2, (small.height() - size.height()) / 2, size.width(),
                       size.height());
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    if (!small.convertToFormat(QImage::Format_RGB888).save(&buffer, "PNG"))
        return {};
    return png.toBase64().toStdString();
}

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
    : QObject(parent), m_session(session), m_city(city), m_places(places)
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
    connect(&places, &PlacesPanel::addViewpointWanted, this, &CameraCommands::addViewpoint);
    connect(&layersPanel, &LayersPanel::zoomToWanted, this, &CameraCommands::zoomToSource);
    connect(&session.document(), &SceneDocument::sceneReplaced, this, [this] { m_current = -1; });
}

void CameraCommands::home(bool jump)
{
    layers::Viewpoint target = dongguanOverview();
    const auto& viewpoints = m_session.document().scene().viewpoints;
    if (!viewpoints.empty()) {
        target = viewpoints.front();
    } else if (m_city.view()) {
        for (const auto& source : m_city.view()->engine().sources()) {
            if (const auto all = m_city.view()->engine().viewpointFor(source.id)) {
                target = *all;
                break;
            }
        }
    }
    if (jump)
        m_city.jumpTo(target);
    else
        m_city.flyTo(target);
}

void CameraCommands::addViewpoint()
{
    layers::Viewpoint viewpoint = m_city.viewpoint();
    const auto count = m_session.document().scene().viewpoints.size();
    viewpoint.name = tr("Viewpoint %1").arg(count + 1).toStdString();
    viewpoint.thumbnail = thumbnailOf(m_city.picture());
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
    if (const auto viewpoint = m_city.view()->engine().viewpointFor(sourceId))
        m_city.flyTo(*viewpoint);
}

} // namespace guanjing::app
