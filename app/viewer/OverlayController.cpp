#include "app/viewer/OverlayController.h"

#include "app/services/MapNames.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/Compass.h"
#include "app/viewer/DemoStreetNames.h"
#include "app/viewer/ScaleBar.h"
#include "app/viewer/Settings.h"
#include "app/viewer/ViewerActions.h"

#include <QAction>
#include <QEvent>
#include <QLocale>

#include <utility>

namespace guanjing::app {

namespace {

constexpr int kMargin = 14;
constexpr int kSoonMs = 100;

} // namespace

OverlayController::OverlayController(CityWidget& city, ViewerActions& actions, Settings& settings, QObject* parent)
    : QObject(parent), m_city(city), m_compass(new Compass(&city)), m_scaleBar(new ScaleBar(&city))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &OverlayController::refresh);
    connect(&city, &CityWidget::frameDrawn, this, [this] {
        m_compass->setHeading(m_city.viewpoint().headingDegrees);
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(&city, &CityWidget::viewReady, this, &OverlayController::retranslate);
    connect(m_compass, &QAbstractButton::clicked, &city, &CityWidget::turnNorth);
    actions.placeNames->setChecked(settings.placeNames());
    connect(actions.placeNames, &QAction::toggled, this, [this, &settings](bool on) {
        settings.setPlaceNames(on);
        render::ViewSettings view = m_city.viewSettings();
        view.placeNames = on;
        m_city.setViewSettings(view);
    });
    city.installEventFilter(this);
    m_compass->show();
    place();
}

void OverlayController::retranslate()
{
    const bool english = QLocale().language() == QLocale::English;
    render::ViewSettings view = m_city.viewSettings();
    view.englishNames = english;
    nameThings();
    keepClear();
    m_city.setViewSettings(view);
}

void OverlayController::setDemoShown(bool shown)
{
    if (m_isDemoShown == shown)
        return;
    m_isDemoShown = shown;
    nameThings();
}

void OverlayController::nameThings()
{
    if (!m_city.view())
        return;
    const bool english = QLocale().language() == QLocale::English;
    std::vector<render::PlaceName> names = mapNames(english);
    m_isNamedForMap = m_city.isMapMode();
    if (m_isDemoShown && m_isNamedForMap) {
        const std::vector<render::PlaceName> streets = demoStreetNames(english);
        names.insert(names.end(), streets.begin(), streets.end());
    }
    m_city.view()->setPlaceNames(std::move(names));
    m_city.setViewSettings(m_city.viewSettings()); // draws them
}

void OverlayController::refresh()
{
    // Straight down the scale is the same all over the picture, but for the ground's ups and downs.
    constexpr double kStraightDownDegrees = -88;
    m_scaleBar->setScale(m_city.metersPerPixelAtCenter(),
                         m_city.isMapMode() || m_city.viewpoint().pitchDegrees < kStraightDownDegrees);
    // not by mapModeChanged(): a wish fulfilled is not told
    if (m_isNamedForMap != m_city.isMapMode())
        nameThings();
    keepClear();
}

void OverlayController::place()
{
    m_compass->move(m_city.width() - m_compass->width() - kMargin, kMargin);
    m_scaleBar->move(kMargin, m_city.height() - m_scaleBar->height() - kMargin);
    keepClear();
}

void OverlayController::setFurther(std::vector<const QWidget*> widgets)
{
    m_further = std::move(widgets);
    keepClear();
}

void OverlayController::keepClear()
{
    if (!m_city.view())
        return;
    std::vector<render::ScreenBox> boxes;
    const auto ratio = static_cast<float>(m_city.devicePixelRatioF());
    std::vector<const QWidget*> widgets = m_further;
    widgets.insert(widgets.end(), {m_compass, m_scaleBar});
    for (const QWidget* widget : widgets) {
        const QRectF area(widget->geometry());
        if (!widget->isHidden())
            boxes.push_back({static_cast<float>(area.left()) * ratio, static_cast<float>(area.top()) * ratio,
                             static_cast<float>(area.right()) * ratio, static_cast<float>(area.bottom()) * ratio});
    }
    m_city.view()->setKeepClear(std::move(boxes)); // holds from the next frame on
}

bool OverlayController::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QObject::eventFilter(watched, event);
}

} // namespace guanjing::app
