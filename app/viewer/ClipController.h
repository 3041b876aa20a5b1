#pragma once

#include "app/viewer/ClipOverlay.h"
#include "app/viewer/PictureTool.h"
#include "layers/scene/Scene.h"

#include <QObject>
#include <QPointer>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace guanjing::app {

class CityWidget;
class ClipDialog;
class LayersPanel;
class SceneDocument;
class ViewerActions;

/// Clips in the window: draws polygons and places boxes by clicks in the picture, moves corners, asks what a clip does,
/// and shows the outline of the one that is chosen. Every change is an undoable edit of the document. GUI thread.
class ClipController : public QObject, private PictureTool {
    Q_OBJECT

public:
    ClipController(SceneDocument& document, CityWidget& city, LayersPanel& panel, ViewerActions& actions,
                   QWidget& window);
    ~ClipController() override;

private:
    enum class Doing { Nothing, Drawing, PlacingBox, MovingCorners };
    using LonLat = std::array<double, 2>; ///< degrees

    bool pressed(const QPointF& at) override;
    void dragged(const QPointF& at) override;
    void released() override;
    void clicked(const QPointF& at) override;
    void doubleClicked(const QPointF& at) override;
    void hovered(const QPointF& at) override;
    bool keyPressed(const QKeyEvent& event) override;

    void begin(Doing doing);
    /// Back to picking; what was drawn and not finished is gone.
    void end();
    void finishDrawing();
    void placeBox(const glm::dvec3& ecef);
    void moveCorners(int clip);
    void removeCorner(int corner);
    void storeCorners();
    /// The document may have changed under the corners (undo).
    void reloadCorners();
    void openProperties(int clip);
    void ask(const layers::ClipSpec& clip, bool isNew);
    void refresh();
    [[nodiscard]] ClipFigure figureOfWork() const;
    [[nodiscard]] QString measures(const std::vector<LonLat>& outline) const;
    /// What is wrong with an outline, in words; empty: nothing.
    [[nodiscard]] static QString defectOf(const std::vector<LonLat>& outline);
    [[nodiscard]] int cornerAt(const QPointF& position) const;
    [[nodiscard]] double groundHeightAt(const LonLat& place) const;
    [[nodiscard]] const layers::ClipSpec* clipNamed(const std::string& name) const;
    void add(const glm::dvec3& ecef);

    SceneDocument& m_document;
    CityWidget& m_city;
    LayersPanel& m_panel;
    ViewerActions& m_actions;
    QWidget& m_window;
    ClipOverlay* m_overlay;
    QPointer<ClipDialog> m_dialog;
    Doing m_doing = Doing::Nothing;
    std::vector<LonLat> m_outline; ///< being drawn or changed
    std::vector<glm::dvec3> m_points; ///< the same in the picture, ECEF
    std::optional<glm::dvec3> m_cursorPoint; ///< under the cursor
    std::optional<QPointF> m_cursor;
    std::string m_clip; ///< whose corners move
    int m_held = -1, m_hot = -1;
};

} // namespace guanjing::app
