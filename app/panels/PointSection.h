#pragma once

#include "layers/tiling/PointLook.h"

#include <QGroupBox>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QSlider;
class QSpinBox;

namespace guanjing::app {

/// How the points of a layer are drawn, to be changed: shape, size, eye-dome lighting.
class PointSection : public QGroupBox {
    Q_OBJECT

public:
    explicit PointSection(const layers::PointLook& look, QWidget* parent = nullptr);
    [[nodiscard]] layers::PointLook look() const;

signals:
    void changed(const layers::PointLook& look);

private:
    QComboBox* m_shape;
    QDoubleSpinBox* m_scale;
    QSpinBox *m_maximum, *m_radius;
    QCheckBox* m_eyeDome;
    QSlider* m_strength;
};

} // namespace guanjing::app
