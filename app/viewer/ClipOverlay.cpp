#include "app/viewer/ClipOverlay.h"

#include "app/panels/Theme.h"
#include "app/viewer/CityWidget.h"

#include <QAbstractButton>
#include <QEvent>
#include <QPainter>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::app {

namespace {

constexpr double kNearMeters = 0.05;
constexpr int kMargin = 14;
constexpr int kBelowButton = 7;
constexpr int kRoomBeside = 80; ///< for what stands in the corners
constexpr int kMostHintWidth = 720;

/// In view space: right, up, ahead.
glm::dvec3 toView(const layers::ViewState& view, const glm::dvec3& ecef)
{
    const glm::dvec3 from = ecef - view.eye;
    return {glm::dot(from, view.right), glm::dot(from, view.up), glm::dot(from, view.direction)};
}

QPointF onScreen(const layers::ViewState& view, const glm::dvec3& point, double ratio)
{
    const double halfX = view.isOrthographic ? view.halfX : point.z * view.tanHalfX;
    const double halfY = view.isOrthographic ? view.halfY : point.z * view.tanHalfY;
    return QPointF((point.x / halfX + 1) / 2 * view.width, (1 - point.y / halfY) / 2 * view.height) / ratio;
}

/// The part of a line that the painter's coordinates can hold.
std::optional<QLineF> inReach(const QLineF& line)
{
    constexpr double kFar = 20'000;
    double enter = 0, leave = 1;
    for (const auto& [from, along] : {std::pair{line.x1(), line.dx()}, std::pair{line.y1(), line.dy()}}) {
        if (along == 0) {
            if (std::abs(from) > kFar)
                return std::nullopt;
            continue;
        }
        const double first = (-kFar - from) / along, second = (kFar - from) / along;
        enter = std::max(enter, std::min(first, second));
        leave = std::min(leave, std::max(first, second));
    }
    return enter < leave ? std::optional(QLineF(line.pointAt(enter), line.pointAt(leave))) : std::nullopt;
}

/// The part of a line before the eye.
std::optional<QLineF> screenLine(const layers::ViewState& view, const glm::dvec3& from, const glm::dvec3& to,
                                 double ratio)
{
    glm::dvec3 a = toView(view, from), b = toView(view, to);
    if (!view.isOrthographic) {
        if (a.z < kNearMeters && b.z < kNearMeters)
            return std::nullopt;
        if (a.z < kNearMeters)
            a += (b - a) * ((kNearMeters - a.z) / (b.z - a.z));
        else if (b.z < kNearMeters)
            b += (a - b) * ((kNearMeters - b.z) / (a.z - b.z));
    }
    return inReach(QLineF(onScreen(view, a, ratio), onScreen(view, b, ratio)));
}

} // namespace

std::optional<QPointF> screenPoint(const layers::ViewState& view, const glm::dvec3& ecefMeters, double devicePixelRatio)
{
    if (view.width <= 0)
        return std::nullopt;
    const glm::dvec3 point = toView(view, ecefMeters);
    if (!view.isOrthographic && point.z < kNearMeters)
        return std::nullopt;
    return onScreen(view, point, devicePixelRatio);
}

ClipOverlay::ClipOverlay(CityWidget& city) : QWidget(&city), m_city(city)
{
    setObjectName(QStringLiteral("clipOverlay"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    city.installEventFilter(this);
    connect(&city, &CityWidget::frameDrawn, this, [this] {
        const layers::ViewState& view = m_city.viewState();
        if (isVisible() && (view.viewMatrix() != m_drawnView || view.eye != m_drawnEye))
            update();
    });
}

void ClipOverlay::setFigure(ClipFigure figure)
{
    m_figure = std::move(figure);
    const bool isEmpty = m_figure.lines.empty() && m_figure.corners.empty() && m_figure.hint.isEmpty();
    if (!isEmpty && isHidden()) {
        resize(m_city.size());
        lower(); // below compass and scale bar
    }
    setVisible(!isEmpty);
    update();
}

bool ClipOverlay::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_city && event->type() == QEvent::Resize)
        resize(m_city.size());
    return QWidget::eventFilter(watched, event);
}

void ClipOverlay::paintEvent(QPaintEvent*)
{
    const layers::ViewState& view = m_city.viewState();
    m_drawnView = view.viewMatrix();
    m_drawnEye = view.eye;
    if (view.width <= 0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // Linked views have one camera: the figure lies alike in each.
    for (int i = 0; i < m_city.linkedViews(); ++i) {
        const QRect pane = m_city.paneRect(i);
        painter.save();
        if (m_city.linkedViews() > 1) {
            painter.setClipRect(pane);
            painter.translate(pane.topLeft());
        }
        drawFigure(painter);
        painter.restore();
    }
    drawHint(painter);
}

void ClipOverlay::drawFigure(QPainter& painter) const
{
    const layers::ViewState& view = m_city.viewState();
    const double ratio = m_city.devicePixelRatioF();
    // Seen on roofs, lawns and water alike, in either theme.
    const QColor color = m_figure.isBroken ? QColor(0xff, 0x6b, 0x5e) : QColor(0x41, 0xf0, 0xd8);
    std::optional<QPointF> cursor;
    if (m_figure.cursor)
        cursor = m_city.positionInView(*m_figure.cursor);

    QPolygonF fill;
    for (const glm::dvec3& corner : m_figure.ring) {
        if (const auto at = screenPoint(view, corner, ratio))
            fill << *at;
    }
    if (cursor)
        fill << *cursor;
    if (fill.size() >= 3 && fill.size() >= static_cast<qsizetype>(m_figure.ring.size())) {
        QColor light = color;
        light.setAlpha(46);
        painter.setPen(Qt::NoPen);
        painter.setBrush(light);
        painter.drawPolygon(fill, Qt::OddEvenFill);
    }
    // A dark border keeps the line visible on every ground.
    QList<QLineF> solid;
    for (const auto& line : m_figure.lines) {
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            if (const auto part = screenLine(view, line[i], line[i + 1], ratio))
                solid << *part;
        }
    }
    QList<QLineF> dashed;
    if (cursor && !m_figure.corners.empty()) {
        if (const auto last = screenPoint(view, m_figure.corners.back(), ratio))
            solid << QLineF(*last, *cursor);
        if (const auto first = screenPoint(view, m_figure.corners.front(), ratio); first && m_figure.corners.size() > 1)
            dashed << QLineF(*cursor, *first);
    }
    for (const auto& [pen, lines] : {std::pair{QPen(QColor(0, 0, 0, 120), 4.5, Qt::SolidLine, Qt::RoundCap), solid},
                                     std::pair{QPen(color, 2.2, Qt::SolidLine, Qt::RoundCap), solid},
                                     std::pair{QPen(color, 1.6, Qt::DashLine, Qt::FlatCap), dashed}}) {
        painter.setPen(pen);
        painter.drawLines(lines);
    }
    for (const glm::dvec3& middle : m_figure.middles) {
        const auto at = screenPoint(view, middle, ratio);
        if (!at)
            continue;
        painter.setPen(QPen(color, 1.2));
        painter.setBrush(QColor(255, 255, 255, 150));
        painter.drawEllipse(*at, 3.5, 3.5);
    }
    for (std::size_t i = 0; i < m_figure.corners.size(); ++i) {
        const auto at = screenPoint(view, m_figure.corners[i], ratio);
        if (!at)
            continue;
        const bool isHot = static_cast<int>(i) == m_figure.hot;
        painter.setPen(QPen(QColor(0, 0, 0, 140), 1));
        painter.setBrush(isHot ? color : QColor(Qt::white));
        const double half = isHot ? 6.0 : 4.5;
        painter.drawRect(QRectF(at->x() - half, at->y() - half, 2 * half, 2 * half));
    }
}

void ClipOverlay::drawHint(QPainter& painter) const
{
    if (m_figure.hint.isEmpty() && m_figure.figures.isEmpty())
        return;
    const ThemeColors& colors = themeColors();
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    const int room = std::min(kMostHintWidth, width() - 2 * kRoomBeside);
    const int flags = static_cast<int>(Qt::AlignHCenter) | static_cast<int>(Qt::TextWordWrap);
    const QRect hint = QFontMetrics(font()).boundingRect(QRect(0, 0, room, 200), flags, m_figure.hint);
    const QRect figures = m_figure.figures.isEmpty()
        ? QRect()
        : QFontMetrics(strong).boundingRect(QRect(0, 0, room, 200), flags, m_figure.figures);
    const int textWidth = std::max(hint.width(), figures.width());
    const int gap = hint.isEmpty() || figures.isEmpty() ? 0 : 3;
    QRect plate((width() - textWidth) / 2 - 12, kMargin, textWidth + 24, hint.height() + figures.height() + gap + 14);
    // Below the buttons of swiped and linked views.
    for (const auto* button : m_city.findChildren<QAbstractButton*>(QString(), Qt::FindDirectChildrenOnly))
        if (!button->isHidden() && button->geometry().intersects(plate))
            plate.moveTop(button->geometry().bottom() + kBelowButton);
    QColor back = colors.base;
    back.setAlphaF(0.92f);
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(back);
    painter.drawRoundedRect(QRectF(plate).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    int top = plate.top() + 7;
    if (!hint.isEmpty()) {
        painter.setFont(font());
        painter.setPen(colors.secondary);
        painter.drawText(QRect(plate.left() + 12, top, textWidth, hint.height()), flags, m_figure.hint);
        top += hint.height() + gap;
    }
    if (!figures.isEmpty()) {
        painter.setFont(strong);
        painter.setPen(m_figure.isBroken ? colors.bad : colors.text);
        painter.drawText(QRect(plate.left() + 12, top, textWidth, figures.height()), flags, m_figure.figures);
    }
}

} // namespace guanjing::app
