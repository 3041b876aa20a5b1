#pragma once

#include <QObject>
#include <QTimer>

#include <vector>

class QWidget;

namespace guanjing::app {

class CityWidget;
class Compass;
class ScaleBar;
class Settings;
class ViewerActions;

/// What lies over the picture: compass and scale bar in its corners, and the names on the map, in the interface's
/// language. GUI thread.
class OverlayController : public QObject {
    Q_OBJECT

public:
    OverlayController(CityWidget& city, ViewerActions& actions, Settings& settings, QObject* parent = nullptr);
    /// Names in the language in force.
    void retranslate();
    /// Whether the demo city is shown: its streets then have names on the map.
    void setDemoShown(bool shown);

    /// What others laid over the picture: labels keep off it too.
    void setFurther(std::vector<const QWidget*> widgets);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    void refresh();
    void keepClear();
    void nameThings();

    CityWidget& m_city;
    Compass* m_compass;
    ScaleBar* m_scaleBar;
    std::vector<const QWidget*> m_further;
    QTimer m_soon;
    bool m_isDemoShown = false;
    bool m_isNamedForMap = false; ///< the names are those of map mode
};

} // namespace guanjing::app
