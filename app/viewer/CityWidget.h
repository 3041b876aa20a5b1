#pragma once

#include "app/panels/LoadingSettings.h"
#include "layers/scene/Scene.h"
#include "layers/tiling/Pick.h"
#include "layers/tiling/ViewState.h"
#include "render/view/CityView.h"
#include "render/view/ViewSettings.h"

#include <QElapsedTimer>
#include <QImage>
#include <QOpenGLWidget>
#include <QTimer>

#include <memory>
#include <optional>

namespace guanjing::render {
class CameraController;
}

namespace guanjing::app {

class CameraKeys;
class DataServices;
class PictureTool;

/// The picture of the city in the window: owns the CityView and the camera, turns mouse, wheel and keys into camera moves,
/// clicks into picks, and draws a frame only when something asks for one. The services outlive it. GUI thread.
class CityWidget : public QOpenGLWidget {
    Q_OBJECT

public:
    CityWidget(DataServices& services, render::TextRasterizer& text, const render::ViewSettings& settings,
               QWidget* parent = nullptr);
    ~CityWidget() override;

    /// Null until the first frame.
    [[nodiscard]] render::CityView* view() { return m_view.get(); }
    [[nodiscard]] const layers::ViewState& viewState() const { return m_state; }

    /// Shows a document; kept until there is a context.
    void setScene(const layers::Scene& scene);
    /// Which dates and layers the views of the picture show, and how it is divided between them; the size is the widget's.
    void setContents(const std::vector<layers::ViewContent>& contents);
    void setPanes(const render::Panes& panes);
    /// Where a view lies in the widget.
    [[nodiscard]] QRect paneRect(int view) const;
    /// How many views lie side by side, each with all of what the camera sees and as viewState() has it; a swiped picture
    /// is one.
    [[nodiscard]] int linkedViews() const { return m_panes.mode == render::Panes::Mode::Linked ? m_panes.count : 1; }
    /// A position in the widget as one in the view that it lies in.
    [[nodiscard]] QPointF positionInView(const QPointF& position) const;
    void setViewSettings(const render::ViewSettings& settings);
    [[nodiscard]] const render::ViewSettings& viewSettings() const { return m_settings; }
    /// What is loaded, and how fine; in force from the next frame on.
    void setLoading(const LoadingSettings& loading);
    [[nodiscard]] const LoadingSettings& loading() const { return m_loading; }
    /// Not in pictureFrom() and not in picture(Marks::None).
    void setHighlight(std::optional<layers::PickResult> pick);
    void setSelectedStation(std::optional<render::CityView::MarkerHit> station);

    /// What the left button does; null: it picks. The tool outlives its use here.
    void setTool(PictureTool* tool);
    /// ECEF of the surface under a pixel of the widget; nothing over the sky.
    [[nodiscard]] std::optional<glm::dvec3> pointAt(const QPointF& position) const;

    void flyTo(const layers::Viewpoint& viewpoint);
    void jumpTo(const layers::Viewpoint& viewpoint);
    /// Towards a point, to a distance from which a building fills a good part of the picture.
    void flyCloser(const glm::dvec3& ecefMeters);
    void turnNorth();
    void setMapMode(bool on);
    [[nodiscard]] bool isMapMode() const;
    /// Towards the point at the centre; positive steps (a wheel's notch each) come nearer.
    void zoomBy(double steps);
    [[nodiscard]] layers::Viewpoint viewpoint() const;

    /// Metres on the ground that one logical pixel covers at the centre of the picture; 0 while unknown.
    [[nodiscard]] double metersPerPixelAtCenter() const;
    enum class Marks { AsShown, None };
    /// A frame drawn now, in device pixels; without marks as it is with nothing picked.
    [[nodiscard]] QImage picture(Marks marks = Marks::AsShown);
    /// One step towards a small picture from elsewhere, without markers and names, for moments when nothing else goes on:
    /// loads what it needs within a frame's budget. Null until all of it is there. endPictures() when no more are wanted.
    [[nodiscard]] QImage pictureFrom(const layers::Viewpoint& viewpoint, const QSize& devicePixels);
    void endPictures();
    /// Nothing loads or moves, and no mouse button is held.
    [[nodiscard]] bool isAtRest() const;
    /// Draws a frame soon. GUI thread.
    void wake();

signals:
    void aboutToFly(); ///< the camera is being sent somewhere
    void viewReady();
    void frameDrawn(double milliseconds);
    void cameraMoved();
    /// Map mode was entered or left, by whatever way: a flight ends it.
    void mapModeChanged(bool on);
    void stationClicked(const guanjing::render::CityView::MarkerHit& hit);
    void surfaceClicked(const guanjing::layers::PickResult& pick);
    void nothingClicked();
    /// The surface under the cursor, at most some times a second; nothing over the sky or outside.
    void hovered(const std::optional<guanjing::layers::PickResult>& pick);

protected:
    void initializeGL() override;
    void resizeGL(int width, int height) override;
    void paintGL() override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void somethingArrived();
    void releaseView();
    void scheduleNext(bool cameraMoves);
    void noteRest(bool rests);
    void updateCameraViewport();
    void limitMap();
    void reportHover();
    [[nodiscard]] std::optional<glm::dvec3> surfaceAt(const QPointF& devicePixels) const;
    /// In the pixels of the view at `anchor`, as the camera counts them.
    [[nodiscard]] QPointF cameraPosition(const QPointF& devicePixels, const QPointF& anchor) const;
    [[nodiscard]] QPointF devicePosition(const QPointF& position) const;
    /// A position in the widget, or the nearest in the linked view that `anchor` lies in.
    [[nodiscard]] QPointF keptInPaneOf(const QPointF& anchor, const QPointF& position) const;

    DataServices& m_services;
    render::TextRasterizer& m_text;
    render::ViewSettings m_settings;
    LoadingSettings m_loading;
    layers::Scene m_scene;
    std::vector<layers::ViewContent> m_contents;
    render::Panes m_panes;
    std::optional<layers::PickResult> m_highlight;
    std::optional<render::CityView::MarkerHit> m_selectedStation;
    bool m_sceneWaits = false;
    std::unique_ptr<render::CityView> m_view;
    std::unique_ptr<render::CameraController> m_camera;
    std::unique_ptr<CameraKeys> m_keys;
    PictureTool* m_tool = nullptr;
    bool m_toolDrags = false; ///< a drag is the tool's
    layers::ViewState m_state;
    mutable std::optional<double> m_metersPerPixel; ///< of the last frame, once somebody has asked
    QTimer m_frameTimer; ///< next frame while something still loads
    QTimer m_hoverTimer;
    QTimer m_restTimer; ///< since something last moved or loaded
    QTimer m_watermarkTimer; ///< runs while the scene has one that shows the time
    QElapsedTimer m_clock;
    QPointF m_pressedAt, m_cursor;
    bool m_dragging = false, m_cursorInside = false;
    bool m_saysMapMode = false; ///< what the menu shows
    bool m_isElsewhere = false; ///< a picture from elsewhere is under way: what arrives is for that one
    bool m_woken = false; ///< something new arrived since the last frame
};

} // namespace guanjing::app
