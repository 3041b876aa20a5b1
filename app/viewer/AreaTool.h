#pragma once

#include "app/panels/AreaChooser.h"
#include "app/viewer/ClipOverlay.h"
#include "app/viewer/PictureTool.h"

#include <QObject>

#include <glm/vec3.hpp>

#include <optional>
#include <vector>

namespace guanjing::app {

class CityWidget;

/// Draws a rectangle (along parallels and meridians) or a polygon in the picture, and shows the outline of an area that was
/// chosen. GUI thread.
class AreaTool : public QObject, private PictureTool {
    Q_OBJECT

public:
    AreaTool(CityWidget& city, QObject* parent);
    ~AreaTool() override;

    void begin(bool rectangle);
    /// Back to picking; what was not finished is gone.
    void cancel();
    [[nodiscard]] bool isDrawing() const { return m_isDrawing; }
    /// Outlines it; nothing while one is drawn.
    void show(const PickedArea& area);
    /// What of the ground the picture shows: seen from above its rectangle, else up to where the ground is too far; empty over
    /// the sky.
    [[nodiscard]] PickedArea viewArea() const;

signals:
    void drawn(const guanjing::app::PickedArea& area);
    void cancelled();

private:
    bool pressed(const QPointF& at) override;
    void dragged(const QPointF& at) override;
    void released() override;
    void clicked(const QPointF& at) override;
    void doubleClicked(const QPointF& at) override;
    void hovered(const QPointF& at) override;
    bool keyPressed(const QKeyEvent& event) override;

    void finish();
    void refresh();
    [[nodiscard]] std::vector<glm::dvec2> outline() const;
    [[nodiscard]] std::optional<glm::dvec2> placeAt(const QPointF& at);

    CityWidget& m_city;
    ClipOverlay* m_overlay;
    bool m_isDrawing = false, m_isRectangle = false;
    std::vector<glm::dvec2> m_places; ///< degrees; of a rectangle the first corner and the opposite one
    std::optional<glm::dvec2> m_cursorPlace;
    std::optional<QPointF> m_cursor;
    double m_heightMeters = 0; ///< that the figure is drawn at
    PickedArea m_shown;
};

} // namespace guanjing::app
