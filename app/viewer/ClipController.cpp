#include "app/viewer/ClipController.h"

#include "app/panels/ClipDialog.h"
#include "app/panels/Format.h"
#include "app/panels/LayersModel.h"
#include "app/panels/LayersPanel.h"
#include "app/services/ErrorText.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/ClipFigures.h"
#include "app/viewer/ViewerActions.h"
#include "geodata/clipping/ClipRegion.h"
#include "geodata/crs/Ellipsoid.h"
#include "layers/scene/ClipPlace.h"

#include <QAction>
#include <QKeyEvent>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::app {

namespace {

constexpr double kReachPixels = 10.0; ///< around a corner
constexpr double kBoxShare = 0.15; ///< of the distance: a box's sides at first
constexpr double kLeastBoxMeters = 5.0, kMostBoxMeters = 2000.0;
constexpr double kFootMeters = 1.0; ///< a box begins so far below the ground

double roundMeters(double meters)
{
    const double step = std::pow(10.0, std::floor(std::log10(meters)));
    return meters < 2 * step ? step : meters < 5 * step ? 2 * step : 5 * step;
}

std::array<double, 2> lonLatOf(const glm::dvec3& ecef)
{
    const Geographic place = toGeographic(ecef);
    return {place.lonDegrees, place.latDegrees};
}

} // namespace

ClipController::ClipController(SceneDocument& document, CityWidget& city, LayersPanel& panel, ViewerActions& actions,
                               QWidget& window)
    : QObject(&window)
    , m_document(document)
    , m_city(city)
    , m_panel(panel)
    , m_actions(actions)
    , m_window(window)
    , m_overlay(new ClipOverlay(city))
{
    connect(actions.clipPolygon, &QAction::triggered, this, [this](bool on) {
        if (on)
            begin(Doing::Drawing);
        else if (m_doing == Doing::Drawing)
            end();
    });
    connect(actions.clipBox, &QAction::triggered, this, [this](bool on) {
        if (on)
            begin(Doing::PlacingBox);
        else if (m_doing == Doing::PlacingBox)
            end();
    });
    connect(&panel, &LayersPanel::zoomToClipWanted, this, [this](int clip) {
        m_city.flyTo(layers::viewpointFor(m_document.scene().clips[static_cast<std::size_t>(clip)]));
    });
    connect(&panel, &LayersPanel::clipPropertiesWanted, this, &ClipController::openProperties);
    connect(&panel, &LayersPanel::clipCornersWanted, this, &ClipController::moveCorners);
    connect(&panel, &LayersPanel::controlsChanged, this, [this] {
        if (m_doing == Doing::Nothing && !m_dialog)
            refresh();
    });
    connect(&document, &SceneDocument::sceneReplaced, this, [this] {
        if (ClipDialog* asking = m_dialog.data())
            asking->reject();
        end();
    });
    connect(&document, &SceneDocument::sceneChanged, this, &ClipController::reloadCorners);
}

ClipController::~ClipController() { m_city.setTool(nullptr); }

const layers::ClipSpec* ClipController::clipNamed(const std::string& name) const
{
    const auto& clips = m_document.scene().clips;
    const auto at = std::find_if(clips.begin(), clips.end(), [&](const auto& clip) { return clip.name == name; });
    return at == clips.end() ? nullptr : &*at;
}

void ClipController::begin(Doing doing)
{
    end();
    if (ClipDialog* asking = m_dialog.data())
        asking->reject();
    m_doing = doing;
    m_actions.clipPolygon->setChecked(doing == Doing::Drawing);
    m_actions.clipBox->setChecked(doing == Doing::PlacingBox);
    m_city.setTool(this);
    m_city.setFocus();
    refresh();
}

void ClipController::end()
{
    m_doing = Doing::Nothing;
    m_outline.clear();
    m_points.clear();
    m_cursor.reset();
    m_cursorPoint.reset();
    m_clip.clear();
    m_held = m_hot = -1;
    m_actions.clipPolygon->setChecked(false);
    m_actions.clipBox->setChecked(false);
    m_city.setTool(nullptr);
    refresh();
}

int ClipController::cornerAt(const QPointF& position) const
{
    const QPointF at = m_city.positionInView(position);
    int nearest = -1;
    double least = kReachPixels;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const auto corner = screenPoint(m_city.viewState(), m_points[i], m_city.devicePixelRatioF());
        if (!corner)
            continue;
        const double distance = std::hypot(corner->x() - at.x(), corner->y() - at.y());
        if (distance < least) {
            least = distance;
            nearest = static_cast<int>(i);
        }
    }
    return nearest;
}

bool ClipController::pressed(const QPointF& at)
{
    if (m_doing != Doing::MovingCorners)
        return false;
    m_held = cornerAt(at);
    if (m_held < 0) {
        const QPointF inView = m_city.positionInView(at);
        // From the middle of a side a corner more is drawn out.
        for (std::size_t i = 0; i < m_points.size() && m_held < 0; ++i) {
            const glm::dvec3 middle = (m_points[i] + m_points[(i + 1) % m_points.size()]) / 2.0;
            const auto place = screenPoint(m_city.viewState(), middle, m_city.devicePixelRatioF());
            if (!place || std::hypot(place->x() - inView.x(), place->y() - inView.y()) > kReachPixels)
                continue;
            m_held = static_cast<int>(i) + 1;
            m_points.insert(m_points.begin() + m_held, middle);
            m_outline.insert(m_outline.begin() + m_held, lonLatOf(middle));
        }
    }
    m_hot = m_held;
    refresh();
    return m_held >= 0;
}

void ClipController::dragged(const QPointF& at)
{
    if (m_held < 0 || m_held >= static_cast<int>(m_points.size()))
        return;
    // At the height that it has: the city under the cursor goes up and down.
    glm::dvec3& point = m_points[static_cast<std::size_t>(m_held)];
    const double ratio = m_city.devicePixelRatioF();
    const QPointF inView = m_city.positionInView(at);
    const auto ray = m_city.viewState().rayThrough(inView.x() * ratio, inView.y() * ratio);
    const Geographic place = toGeographic(point);
    const glm::dvec3 up = ellipsoidNormal(place.lonDegrees, place.latDegrees);
    const double down = glm::dot(ray.direction, up);
    const double along = glm::dot(point - ray.origin, up) / down;
    if (!(std::abs(down) > 1e-3) || !(along > 0))
        return;
    point = ray.origin + ray.direction * along;
    m_outline[static_cast<std::size_t>(m_held)] = lonLatOf(point);
    refresh();
}

void ClipController::released()
{
    if (std::exchange(m_held, -1) >= 0)
        storeCorners();
}

void ClipController::clicked(const QPointF& at)
{
    const auto point = m_city.pointAt(at);
    if (!point)
        return;
    if (m_doing == Doing::Drawing)
        add(*point);
    else if (m_doing == Doing::PlacingBox)
        placeBox(*point);
}

void ClipController::add(const glm::dvec3& ecef)
{
    const LonLat place = lonLatOf(ecef);
    if (!m_outline.empty() && m_outline.back() == place)
        return;
    m_points.push_back(ecef);
    m_outline.push_back(place);
    refresh();
}

void ClipController::doubleClicked(const QPointF&)
{
    if (m_doing == Doing::Drawing)
        finishDrawing();
    else if (m_doing == Doing::MovingCorners)
        end();
}

void ClipController::hovered(const QPointF& at)
{
    m_cursor = at;
    m_cursorPoint = m_doing == Doing::Drawing ? m_city.pointAt(at) : std::nullopt;
    m_hot = m_doing == Doing::MovingCorners ? cornerAt(at) : -1;
    refresh();
}

bool ClipController::keyPressed(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Escape: end(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_doing == Doing::Drawing)
            finishDrawing();
        else
            end();
        return true;
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
        if (m_doing == Doing::Drawing && !m_points.empty()) {
            m_points.pop_back();
            m_outline.pop_back();
            refresh();
        } else if (m_doing == Doing::MovingCorners) {
            removeCorner(m_hot);
        }
        return true;
    default: return false;
    }
}

QString ClipController::defectOf(const std::vector<LonLat>& outline)
{
    layers::ClipSpec clip;
    clip.polygon = outline;
    const auto region = layers::regionOf(clip);
    return region ? QString() : errorDetailText(region.error().detail);
}

void ClipController::finishDrawing()
{
    if (!defectOf(m_outline).isEmpty()) {
        m_cursor.reset(); // what is wrong is wrong without what the cursor would add
        m_cursorPoint.reset();
        refresh();
        return;
    }
    layers::ClipSpec clip;
    clip.name = tr("Clip").toStdString();
    clip.polygon = m_outline;
    clip.flatHeightMeters = 0;
    end();
    ask(clip, true);
}

void ClipController::placeBox(const glm::dvec3& ecef)
{
    const Geographic place = toGeographic(ecef);
    const double ground = groundHeightAt({place.lonDegrees, place.latDegrees});
    const double side = std::clamp(roundMeters(kBoxShare * glm::distance(m_city.viewState().eye, ecef)),
                                   kLeastBoxMeters, kMostBoxMeters);
    layers::ClipBoxSpec box;
    box.lonDegrees = place.lonDegrees;
    box.latDegrees = place.latDegrees;
    box.widthMeters = box.depthMeters = side;
    // From the ground to above what was clicked.
    box.boxHeightMeters = std::ceil(std::max(side, place.heightMeters - ground + side / 2) + kFootMeters);
    box.heightMeters = std::round((ground - kFootMeters + box.boxHeightMeters / 2) * 100) / 100;
    layers::ClipSpec clip;
    clip.name = tr("Clip").toStdString();
    clip.box = box;
    end();
    ask(clip, true);
}

void ClipController::openProperties(int clip)
{
    const auto& clips = m_document.scene().clips;
    if (clip < 0 || clip >= static_cast<int>(clips.size()))
        return;
    end();
    ask(clips[static_cast<std::size_t>(clip)], false);
}

void ClipController::ask(const layers::ClipSpec& clip, bool isNew)
{
    if (ClipDialog* asking = m_dialog.data())
        asking->reject();
    std::vector<std::string> tilesets;
    for (const layers::TilesetSourceSpec& tileset : m_document.scene().tilesets)
        tilesets.push_back(tileset.name);
    auto* dialog = new ClipDialog(clip, tilesets, &m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ClipDialog::changed, this, &ClipController::refresh);
    connect(dialog, &QDialog::accepted, this, [this, dialog, isNew, name = clip.name] {
        if (isNew) {
            m_document.addClip(dialog->clip());
            m_panel.selectClip(static_cast<int>(m_document.scene().clips.size()) - 1);
        } else {
            m_document.setClip(name, dialog->clip());
        }
    });
    connect(dialog, &QDialog::finished, this, [this] {
        m_dialog.clear();
        refresh();
        m_city.setFocus();
    });
    // Beside the city rather than in its middle.
    dialog->adjustSize();
    const QPoint corner = m_city.mapToGlobal(QPoint(m_city.width() - dialog->width() - 24, 64));
    dialog->move(corner);
    dialog->show();
    refresh();
}

void ClipController::moveCorners(int clip)
{
    const auto& clips = m_document.scene().clips;
    if (clip < 0 || clip >= static_cast<int>(clips.size()) || clips[static_cast<std::size_t>(clip)].box)
        return;
    begin(Doing::MovingCorners);
    m_clip = clips[static_cast<std::size_t>(clip)].name;
    reloadCorners();
}

void ClipController::reloadCorners()
{
    if (m_doing == Doing::MovingCorners) {
        const layers::ClipSpec* clip = clipNamed(m_clip);
        if (!clip || clip->box) {
            end();
            return;
        }
        m_outline = clip->polygon;
        m_points.clear();
        for (const LonLat& place : m_outline)
            m_points.push_back(toEcef({place[0], place[1], groundHeightAt(place)}));
        m_held = m_hot = -1;
    }
    refresh();
}

void ClipController::removeCorner(int corner)
{
    if (corner < 0 || corner >= static_cast<int>(m_outline.size()) || m_outline.size() <= 3)
        return;
    m_outline.erase(m_outline.begin() + corner);
    m_points.erase(m_points.begin() + corner);
    m_hot = -1;
    storeCorners();
}

void ClipController::storeCorners()
{
    const layers::ClipSpec* clip = clipNamed(m_clip);
    if (clip && defectOf(m_outline).isEmpty()) {
        layers::ClipSpec moved = *clip;
        moved.polygon = m_outline;
        m_document.setClip(m_clip, moved);
    }
    refresh();
}

double ClipController::groundHeightAt(const LonLat& place) const
{
    return m_city.view() ? app::groundHeightAt(m_city.view()->engine(), place) : 0.0;
}

QString ClipController::measures(const std::vector<LonLat>& outline) const
{
    // The area as it would be with the cursor; the corners that there are.
    const QString corners = tr("%n corner(s)", nullptr, static_cast<int>(m_outline.size()));
    return outline.size() < 3 ? corners : tr("%1 · %2").arg(corners, formatArea(layers::areaOf(outline)));
}

ClipFigure ClipController::figureOfWork() const
{
    ClipFigure figure;
    if (m_doing == Doing::PlacingBox) {
        figure.hint = tr("Click the place that the box is to stand around · Esc cancels");
        return figure;
    }
    figure.corners = m_points;
    figure.ring = m_points;
    figure.lines.push_back(m_points);
    std::vector<LonLat> outline = m_outline;
    if (m_doing == Doing::Drawing) {
        figure.hint = tr("Click the corners of the area · double click or Enter ends · Backspace takes the last one "
                         "away · Esc cancels");
        if (!m_points.empty() && m_cursorPoint) {
            figure.cursor = m_cursor;
            outline.push_back(lonLatOf(*m_cursorPoint));
        } else if (m_points.size() > 2) {
            figure.lines.push_back({m_points.back(), m_points.front()});
        }
    } else {
        figure.hint = tr("Drag a corner, or the middle of a side for one more · Delete takes the corner under the "
                         "cursor away · Enter ends");
        figure.hot = m_hot;
        figure.lines.push_back({m_points.back(), m_points.front()});
        for (std::size_t i = 0; i < m_points.size(); ++i)
            figure.middles.push_back((m_points[i] + m_points[(i + 1) % m_points.size()]) / 2.0);
    }
    if (outline.empty())
        return figure;
    figure.figures = measures(outline);
    if (outline.size() < 3 && figure.cursor)
        return figure;
    if (const QString defect = defectOf(outline); !defect.isEmpty()) {
        // While one draws, only what the next click would make wrong.
        figure.isBroken = true;
        figure.figures = tr("%1 · %2").arg(figure.figures, defect);
    }
    return figure;
}

void ClipController::refresh()
{
    if (m_doing != Doing::Nothing) {
        m_overlay->setFigure(figureOfWork());
        return;
    }
    if (const ClipDialog* asking = m_dialog.data()) {
        m_overlay->setFigure(figureOf(asking->clip(), [this](const LonLat& place) { return groundHeightAt(place); }));
        return;
    }
    const auto& clips = m_document.scene().clips;
    const int chosen = m_panel.selectedClip();
    const bool isThere = chosen >= 0 && chosen < static_cast<int>(clips.size());
    ClipFigure figure = isThere ? figureOf(clips[static_cast<std::size_t>(chosen)],
                                           [this](const LonLat& place) { return groundHeightAt(place); })
                                : ClipFigure{};
    figure.ring.clear(); // what it does is to be seen
    m_overlay->setFigure(std::move(figure));
}

} // namespace guanjing::app
