#pragma once

#include "layers/tiling/ViewState.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace guanjing::app {

class CityWidget;

/// An outline in the city as ClipOverlay draws it; ECEF metres.
struct ClipFigure {
    std::vector<std::vector<glm::dvec3>> lines;
    std::vector<glm::dvec3> ring; ///< laid with a light colour
    std::vector<glm::dvec3> corners, middles; ///< to be taken hold of
    int hot = -1; ///< corner under the cursor
    bool isBroken = false; ///< cannot be used as it is
    std::optional<QPointF> cursor; ///< a line from the last corner follows it, and one back to the first
    QString hint, figures; ///< what to do, and what has been drawn; shown at the picture's upper border
};

/// Where a point appears, in pixels of a widget that shows the view; nothing behind the eye.
[[nodiscard]] std::optional<QPointF> screenPoint(const layers::ViewState& view, const glm::dvec3& ecefMeters,
                                                 double devicePixelRatio);

/// Draws a figure over the picture, whatever lies before it, and lets the mouse through. Shown only while there is one.
class ClipOverlay : public QWidget {
    Q_OBJECT

public:
    explicit ClipOverlay(CityWidget& city);
    void setFigure(ClipFigure figure);
    [[nodiscard]] const ClipFigure& figure() const { return m_figure; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// In the pixels of one view.
    void drawFigure(QPainter& painter) const;
    void drawHint(QPainter& painter) const;

    CityWidget& m_city;
    ClipFigure m_figure;
    glm::dmat4 m_drawnView{0.0};
    glm::dvec3 m_drawnEye{0.0};
};

} // namespace guanjing::app
