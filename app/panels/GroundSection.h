#pragma once

#include "layers/scene/Scene.h"

#include <QGroupBox>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QSlider;

namespace guanjing::app {

/// How the ground of a scene is shown, to be changed: shading, contour lines, exaggeration, opacity.
class GroundSection : public QGroupBox {
    Q_OBJECT

public:
    explicit GroundSection(const layers::GroundSpec& ground, QWidget* parent = nullptr);
    [[nodiscard]] layers::GroundSpec ground() const;

signals:
    void changed(const layers::GroundSpec& ground);

private:
    QComboBox* m_shading;
    QCheckBox* m_contours;
    QDoubleSpinBox *m_interval, *m_exaggeration;
    QSlider* m_opacity;
};

} // namespace guanjing::app
