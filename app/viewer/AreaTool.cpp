#include "app/viewer/AreaTool.h"

#include "app/panels/Format.h"
#include "app/services/ErrorText.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/ClipFigures.h"
#include "geodata/clipping/ClipRegion.h"
#include "geodata/crs/Ellipsoid.h"

#include <QKeyEvent>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::app {
namespace {

constexpr double kLeastDegrees = 1e-6;
/// Outlines of more corners are drawn with fewer.
constexpr std::size_t kMostCorners = 400;
/// Ground further away than this many times the nearest is no longer what one looks at.
constexpr double kFarTimes = 8;

/// Where an outline cannot be used: empty where it can.
QString defectOf(const std::vector<glm::dvec2>& outline)
{
    layers::ClipSpec clip;
    for (const glm::dvec2& p : outline)
        clip.polygon.push_back({p.x, p.y});
    const auto region = layers::regionOf(clip);
    return region || region.error().code == ErrorCode::TooLarge ? QString() : errorDetailText(region.error().detail);
}

} // namespace

AreaTool::AreaTool(CityWidget& city, QObject* parent) : QObject(parent), m_city(city), m_overlay(new ClipOverlay(city))
{
    m_overlay->setObjectName(QStringLiteral("areaOverlay"));
}

AreaTool::~AreaTool()
{
    if (m_isDrawing)
        m_city.setTool(nullptr);
    m_overlay->setFigure({});
}

void AreaTool::begin(bool rectangle)
{
    m_isDrawing = true;
    m_isRectangle = rectangle;
    m_places.clear();
    m_cursor.reset();
    m_cursorPlace.reset();
    m_city.setTool(this);
    m_city.setFocus();
    refresh();
}

void AreaTool::cancel()
{
    if (!m_isDrawing)
        return;
    m_isDrawing = false;
    m_city.setTool(nullptr);
    refresh();
    emit cancelled();
}

void AreaTool::show(const PickedArea& area)
{
    m_shown = area;
    refresh();
}

std::optional<glm::dvec2> AreaTool::placeAt(const QPointF& at)
{
    const auto point = m_city.pointAt(at);
    if (!point)
        return std::nullopt;
    const Geographic place = toGeographic(*point);
    if (m_places.empty())
        m_heightMeters =
            m_city.view() ? groundHeightAt(m_city.view()->engine(), {place.lonDegrees, place.latDegrees}) : 0.0;
    return glm::dvec2(place.lonDegrees, place.latDegrees);
}

bool AreaTool::pressed(const QPointF& at)
{
    if (!m_isRectangle)
        return false;
    m_places.clear();
    if (const auto place = placeAt(at))
        m_places = {*place, *place};
    refresh();
    return !m_places.empty();
}

void AreaTool::dragged(const QPointF& at)
{
    if (!m_isRectangle || m_places.empty())
        return;
    if (const auto place = placeAt(at))
        m_places[1] = *place;
    refresh();
}

void AreaTool::released()
{
    if (m_isRectangle && m_places.size() == 2)
        finish();
}

void AreaTool::clicked(const QPointF& at)
{
    if (m_isRectangle)
        return;
    const auto place = placeAt(at);
    if (place && (m_places.empty() || m_places.back() != *place))
        m_places.push_back(*place);
    refresh();
}

void AreaTool::doubleClicked(const QPointF&)
{
    if (!m_isRectangle)
        finish();
}

void AreaTool::hovered(const QPointF& at)
{
    m_cursor = at;
    m_cursorPlace = m_isRectangle ? std::nullopt : placeAt(at);
    refresh();
}

bool AreaTool::keyPressed(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Escape: cancel(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: finish(); return true;
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
        if (!m_places.empty())
            m_places.pop_back();
        refresh();
        return true;
    default: return false;
    }
}

std::vector<glm::dvec2> AreaTool::outline() const
{
    if (!m_isRectangle || m_places.size() < 2)
        return m_places;
    const glm::dvec2 low{std::min(m_places[0].x, m_places[1].x), std::min(m_places[0].y, m_places[1].y)};
    const glm::dvec2 high{std::max(m_places[0].x, m_places[1].x), std::max(m_places[0].y, m_places[1].y)};
    return {low, {high.x, low.y}, high, {low.x, high.y}};
}

void AreaTool::finish()
{
    const auto ring = outline();
    if (ring.size() < 3 || !defectOf(ring).isEmpty()) {
        if (m_isRectangle)
            m_places.clear();
        m_cursor.reset();
        m_cursorPlace.reset();
        refresh();
        return;
    }
    if (m_isRectangle && (ring[2].x - ring[0].x < kLeastDegrees || ring[2].y - ring[0].y < kLeastDegrees)) {
        m_places.clear();
        refresh();
        return;
    }
    m_isDrawing = false;
    m_city.setTool(nullptr);
    PickedArea area;
    area.rings = {ring};
    area.isRectangle = m_isRectangle;
    m_shown = area;
    refresh();
    emit drawn(area);
}

void AreaTool::refresh()
{
    ClipFigure figure;
    const auto place = [&](const glm::dvec2& p) { return toEcef({p.x, p.y, m_heightMeters}); };
    if (m_isDrawing) {
        figure.hint = m_isRectangle
            ? tr("Drag from one corner of the area to the other · Esc cancels")
            : tr("Click the corners of the area · double click or Enter ends · Backspace takes the last one away · Esc "
                 "cancels");
        std::vector<glm::dvec2> ring = outline();
        for (const glm::dvec2& p : ring)
            figure.ring.push_back(place(p));
        figure.corners = figure.ring;
        figure.lines.push_back(figure.ring);
        if (m_isRectangle && ring.size() == 4)
            figure.lines.push_back({figure.ring.back(), figure.ring.front()});
        if (!m_isRectangle && !ring.empty() && m_cursorPlace) {
            figure.cursor = m_cursor;
            ring.push_back(*m_cursorPlace);
        }
        if (ring.size() > 2) {
            figure.figures = formatArea(areaOfRings({ring}));
            if (const QString defect = defectOf(ring); !m_isRectangle && !defect.isEmpty()) {
                figure.isBroken = true;
                figure.figures = tr("%1 · %2").arg(figure.figures, defect);
            }
        }
    } else if (!m_shown.isEmpty()) {
        const double height = m_city.view() && !m_shown.rings.front().empty()
            ? m_city.view()->engine().groundHeightAt(m_shown.rings.front().front().x, m_shown.rings.front().front().y)
            : 0.0;
        for (const auto& ring : m_shown.rings) {
            std::vector<glm::dvec3> line;
            const std::size_t step = std::max<std::size_t>(1, ring.size() / kMostCorners);
            for (std::size_t i = 0; i < ring.size(); i += step)
                line.push_back(toEcef({ring[i].x, ring[i].y, height}));
            if (!line.empty())
                line.push_back(line.front());
            figure.lines.push_back(std::move(line));
        }
    }
    m_overlay->setFigure(std::move(figure));
}

PickedArea AreaTool::viewArea() const
{
    PickedArea area;
    if (!m_city.view())
        return area;
    const layers::ViewState& view = m_city.viewState();
    const Geographic eye = toGeographic(view.eye);
    const double ground = m_city.view()->engine().groundHeightAt(eye.lonDegrees, eye.latDegrees);
    const auto hit = [&](double u, double v) -> std::optional<std::pair<glm::dvec2, double>> {
        const auto ray = view.rayThrough(u * view.width, v * view.height);
        const double along = intersectEllipsoid(ray.origin, ray.direction, ground);
        if (!(along > 0))
            return std::nullopt;
        const Geographic at = toGeographic(ray.origin + ray.direction * along);
        return std::pair{glm::dvec2(at.lonDegrees, at.latDegrees), along};
    };
    constexpr double kEdge = 0.001;
    const auto nearLeft = hit(kEdge, 1 - kEdge), nearRight = hit(1 - kEdge, 1 - kEdge);
    if (!nearLeft || !nearRight)
        return area;
    const double farthest = kFarTimes * std::max(nearLeft->second, nearRight->second);
    constexpr int kRows = 40;
    for (int row = 0; row < kRows; ++row) {
        const double v = kEdge + (1 - 2 * kEdge) * row / kRows;
        const auto left = hit(kEdge, v), right = hit(1 - kEdge, v);
        if (!left || !right || std::max(left->second, right->second) > farthest)
            continue;
        area.rings = {{nearLeft->first, nearRight->first, right->first, left->first}};
        break;
    }
    if (!area.isEmpty() && m_city.isMapMode()) {
        const auto& r = area.rings.front();
        const auto [west, east] = std::minmax({r[0].x, r[1].x, r[2].x, r[3].x});
        const auto [south, north] = std::minmax({r[0].y, r[1].y, r[2].y, r[3].y});
        area.rings = {{{west, south}, {east, south}, {east, north}, {west, north}}};
        area.isRectangle = true;
    }
    return area;
}

} // namespace guanjing::app
