#pragma once

#include "layers/scene/Scene.h"

#include <QObject>

namespace guanjing::app {

class CityWidget;
class LayersPanel;
class PlacesPanel;
class ViewerActions;
class ViewerSession;

/// Moves of the camera that menus, toolbar and panels ask for, and keeping viewpoints.
class CameraCommands : public QObject {
    Q_OBJECT

public:
    CameraCommands(ViewerSession& session, CityWidget& city, ViewerActions& actions, PlacesPanel& places,
                   LayersPanel& layers, QObject* parent = nullptr);

    /// The scene's first viewpoint, else all of its first source whose bounds are known, else all of Dongguan.
    void home(bool jump);
    void addViewpoint();

private:
    void step(int direction);
    void zoomToSource(std::uint32_t sourceId);

    ViewerSession& m_session;
    CityWidget& m_city;
    PlacesPanel& m_places;
    int m_current = -1;
};

/// All of Dongguan from the south, the view that there is without a scene.
[[nodiscard]] layers::Viewpoint dongguanOverview();

} // namespace guanjing::app
