#include "app/panels/PointSection.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QSpinBox>

#include <cmath>

namespace guanjing::app {

namespace {

/// Steps of the slider per unit of strength.
constexpr double kStrengthSteps = 20.0;
constexpr double kMostStrength = 3.0;

} // namespace

PointSection::PointSection(const layers::PointLook& look, QWidget* parent)
    : QGroupBox(tr("Points"), parent)
    , m_shape(new QComboBox(this))
    , m_scale(new QDoubleSpinBox(this))
    , m_maximum(new QSpinBox(this))
    , m_radius(new QSpinBox(this))
    , m_eyeDome(new QCheckBox(tr("Darken edges and hollows (eye-dome lighting)"), this))
    , m_strength(new QSlider(Qt::Horizontal, this))
{
    setObjectName(QStringLiteral("pointSection"));
    m_shape->setObjectName(QStringLiteral("pointShape"));
    m_shape->addItem(tr("Round"), true);
    m_shape->addItem(tr("Square"), false);
    m_shape->setCurrentIndex(look.isRound ? 0 : 1);
    m_scale->setObjectName(QStringLiteral("pointScale"));
    m_scale->setRange(0.1, 10.0);
    m_scale->setSingleStep(0.1);
    m_scale->setDecimals(1);
    m_scale->setSuffix(tr(" × the gaps"));
    m_scale->setValue(look.scale);
    m_maximum->setObjectName(QStringLiteral("pointMaximum"));
    m_maximum->setRange(1, 64);
    m_maximum->setSuffix(tr(" px"));
    m_maximum->setValue(static_cast<int>(std::lround(look.maximumPixels)));
    m_eyeDome->setObjectName(QStringLiteral("pointEyeDome"));
    m_eyeDome->setChecked(look.hasEyeDome);
    m_strength->setObjectName(QStringLiteral("pointEyeDomeStrength"));
    m_strength->setAccessibleName(tr("Strength"));
    m_strength->setRange(0, static_cast<int>(kMostStrength * kStrengthSteps));
    m_strength->setValue(static_cast<int>(std::lround(look.eyeDomeStrength * kStrengthSteps)));
    m_radius->setObjectName(QStringLiteral("pointEyeDomeRadius"));
    m_radius->setRange(1, 10);
    m_radius->setSuffix(tr(" px"));
    m_radius->setValue(static_cast<int>(std::lround(look.eyeDomePixels)));
    auto* form = new QFormLayout(this);
    form->addRow(tr("Shape"), m_shape);
    form->addRow(tr("Size"), m_scale);
    form->addRow(tr("At most"), m_maximum);
    form->addRow(m_eyeDome);
    // As high as its neighbours, or its label does not stand in line with it.
    m_strength->setMinimumHeight(m_radius->sizeHint().height());
    auto* strengthValue = new QLabel(this);
    strengthValue->setObjectName(QStringLiteral("pointEyeDomeStrengthValue"));
    strengthValue->setMinimumWidth(strengthValue->fontMetrics().horizontalAdvance(QStringLiteral("0.00 ")));
    const auto showStrength = [this, strengthValue] {
        strengthValue->setText(QString::number(m_strength->value() / kStrengthSteps, 'f', 2));
    };
    connect(m_strength, &QSlider::valueChanged, this, showStrength);
    showStrength();
    auto* strengthRow = new QHBoxLayout;
    strengthRow->addWidget(m_strength, 1);
    strengthRow->addWidget(strengthValue);
    form->addRow(tr("Strength"), strengthRow);
    form->addRow(tr("Radius"), m_radius);

    const auto tell = [this] {
        m_strength->setEnabled(m_eyeDome->isChecked());
        m_radius->setEnabled(m_eyeDome->isChecked());
        emit changed(this->look());
    };
    m_strength->setEnabled(look.hasEyeDome);
    m_radius->setEnabled(look.hasEyeDome);
    connect(m_shape, &QComboBox::currentIndexChanged, this, tell);
    connect(m_scale, &QDoubleSpinBox::valueChanged, this, tell);
    connect(m_maximum, &QSpinBox::valueChanged, this, tell);
    connect(m_radius, &QSpinBox::valueChanged, this, tell);
    connect(m_eyeDome, &QCheckBox::toggled, this, tell);
    connect(m_strength, &QSlider::valueChanged, this, tell);
}

layers::PointLook PointSection::look() const
{
    layers::PointLook look;
    look.isRound = m_shape->currentData().toBool();
    look.scale = m_scale->value();
    look.maximumPixels = m_maximum->value();
    look.hasEyeDome = m_eyeDome->isChecked();
    look.eyeDomeStrength = m_strength->value() / kStrengthSteps;
    look.eyeDomePixels = m_radius->value();
    return look;
}

} // namespace guanjing::app
