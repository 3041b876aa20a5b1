#pragma once

#include "app/viewer/ViewHistory.h"
#include "layers/scene/SceneEngine.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <vector>

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
    /// To be called right after sources were added: flies to them once their place is known, unless they are well in view
    /// or the camera has been moved meanwhile.
    void showNewSources();

private:
    void travel(bool back);
    void updateHistoryActions();
    void showAwaited();
    void faceModel();
    void step(int direction);
    void zoomToSource(std::uint32_t sourceId);

    ViewerSession& m_session;
    CityWidget& m_city;
    PlacesPanel& m_places;
    ViewerActions& m_actions;
    int m_current = -1;
    ViewHistory m_history;
    bool m_travels = false; ///< along the history, which then stays as it is
    std::uint32_t m_lastSource = 0; ///< greatest id of the sources that were there
    std::vector<std::uint32_t> m_awaited; ///< added, place not known yet
    layers::Viewpoint m_awaitedFrom; ///< where the camera was then
    QTimer m_awaitTimer;
    int m_awaitRounds = 0;
    bool m_homeAwaits = false; ///< the scene's place was not known when its home was asked for
    std::uint32_t m_facing = 0; ///< model without a place that was flown to before any of it was loaded
    layers::Viewpoint m_facedFrom; ///< from where it is seen then
};

/// True when a source's bounds lie around the picture's middle, neither tiny nor far larger than the picture.
[[nodiscard]] bool isWellInView(const layers::ViewState& view, const layers::SourceStatus& source);

/// All of Dongguan from the south, the view that there is without a scene.
[[nodiscard]] layers::Viewpoint dongguanOverview();

} // namespace guanjing::app
