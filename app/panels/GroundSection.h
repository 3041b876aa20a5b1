#pragma once

#include "layers/scene/Scene.h"

#include <QGroupBox>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace guanjing::app {

/// How the ground of a scene is shown, to be changed: shading, contour lines, exaggeration, opacity.
class GroundSection : public QGroupBox {
    Q_OBJECT

public:
    explicit GroundSection(const layers::GroundSpec& ground, QWidget* parent = nullptr);
    [[nodiscard]] layers::GroundSpec ground() const;
    /// Says above what the contour lines count.
    void setTerrain(const std::vector<layers::TerrainSourceSpec>& terrain);

signals:
    void changed(const layers::GroundSpec& ground);

private:
    QComboBox* m_shading;
    QCheckBox* m_contours;
    QDoubleSpinBox *m_interval, *m_exaggeration;
    QSlider* m_opacity;
    QLabel* m_datum;
};

} // namespace guanjing::app
