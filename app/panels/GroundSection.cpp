#include "app/panels/GroundSection.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSlider>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace guanjing::app {

namespace {

constexpr int kOpaque = 100; ///< steps of the slider

} // namespace

GroundSection::GroundSection(const layers::GroundSpec& ground, QWidget* parent)
    : QGroupBox(tr("Ground"), parent)
    , m_shading(new QComboBox(this))
    , m_contours(new QCheckBox(tr("Contour lines"), this))
    , m_interval(new QDoubleSpinBox(this))
    , m_exaggeration(new QDoubleSpinBox(this))
    , m_opacity(new QSlider(Qt::Horizontal, this))
    , m_datum(new QLabel(this))
{
    setObjectName(QStringLiteral("groundSection"));
    m_shading->setObjectName(QStringLiteral("groundShading"));
    m_shading->addItem(tr("By the sun"), QStringLiteral("natural"));
    m_shading->addItem(tr("Hillshade"), QStringLiteral("hillshade"));
    m_shading->addItem(tr("Slope: 2°, 6°, 15°, 25°"), QStringLiteral("slope"));
    m_shading->setCurrentIndex(std::max(m_shading->findData(QString::fromStdString(ground.shading)), 0));
    m_contours->setObjectName(QStringLiteral("groundContours"));
    m_contours->setChecked(ground.contours);
    m_datum->setObjectName(QStringLiteral("groundContourDatum"));
    m_interval->setObjectName(QStringLiteral("groundContourInterval"));
    m_interval->setRange(0, 1000);
    m_interval->setDecimals(1);
    m_interval->setSuffix(tr(" m"));
    m_interval->setSpecialValueText(tr("By the scale"));
    m_interval->setValue(ground.contourIntervalMeters);
    m_interval->setEnabled(ground.contours);
    m_exaggeration->setObjectName(QStringLiteral("groundExaggeration"));
    m_exaggeration->setRange(0, 100);
    m_exaggeration->setSingleStep(0.5);
    m_exaggeration->setDecimals(1);
    m_exaggeration->setPrefix(QStringLiteral("× "));
    m_exaggeration->setValue(ground.exaggeration);
    m_exaggeration->setToolTip(tr("Multiplies the heights of the terrain. Models stay at the heights of their data."));
    m_opacity->setObjectName(QStringLiteral("groundOpacity"));
    m_opacity->setAccessibleName(tr("Opacity"));
    m_opacity->setRange(10, kOpaque);
    m_opacity->setValue(static_cast<int>(std::lround(ground.opacity * kOpaque)));
    m_opacity->setMinimumHeight(m_interval->sizeHint().height());
    auto* form = new QFormLayout(this);
    form->addRow(tr("Shading"), m_shading);
    form->addRow(m_contours);
    form->addRow(tr("Interval"), m_interval);
    form->addRow(tr("They count"), m_datum);
    form->addRow(tr("Exaggeration"), m_exaggeration);
    form->addRow(tr("Opacity"), m_opacity);

    const auto tell = [this] {
        m_interval->setEnabled(m_contours->isChecked());
        emit changed(this->ground());
    };
    connect(m_shading, &QComboBox::currentIndexChanged, this, tell);
    connect(m_contours, &QCheckBox::toggled, this, tell);
    connect(m_interval, &QDoubleSpinBox::valueChanged, this, tell);
    connect(m_exaggeration, &QDoubleSpinBox::valueChanged, this, tell);
    connect(m_opacity, &QSlider::valueChanged, this, tell);
}

void GroundSection::setTerrain(const std::vector<layers::TerrainSourceSpec>& terrain)
{
    const auto isNational = [](const layers::TerrainSourceSpec& source) { return source.heights == "1985"; };
    std::vector<layers::TerrainSourceSpec> shown;
    std::copy_if(terrain.begin(), terrain.end(), std::back_inserter(shown),
                 [](const layers::TerrainSourceSpec& source) { return source.visible; });
    const auto national = std::count_if(shown.begin(), shown.end(), isNational);
    m_datum->setText(national == 0 ? tr("metres above the ellipsoid")
                         : national == static_cast<std::ptrdiff_t>(shown.size())
                         ? tr("metres above the 1985 national height datum")
                         : tr("metres above the datum of the source at work: 1985 or ellipsoid"));
    m_datum->setWordWrap(true);
}

layers::GroundSpec GroundSection::ground() const
{
    layers::GroundSpec ground;
    ground.shading = m_shading->currentData().toString().toStdString();
    ground.contours = m_contours->isChecked();
    ground.contourIntervalMeters = m_interval->value();
    ground.exaggeration = m_exaggeration->value();
    ground.opacity = static_cast<double>(m_opacity->value()) / kOpaque;
    return ground;
}

} // namespace guanjing::app
