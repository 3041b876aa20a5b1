#include "app/panels/ToneSection.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include <cmath>

namespace guanjing::app {

namespace {

constexpr int kSteps = 100; ///< of a slider to each side

QString signedPercent(int value) { return (value > 0 ? QStringLiteral("+%1 %") : QStringLiteral("%1 %")).arg(value); }

} // namespace

ToneSection::ToneSection(const PictureTone& tone, QWidget* parent) : QGroupBox(tr("Picture"), parent)
{
    setObjectName(QStringLiteral("toneSection"));
    auto* form = new QFormLayout(this);
    auto* asItIs = new QPushButton(tr("As it is"), this);
    asItIs->setObjectName(QStringLiteral("toneReset"));
    asItIs->setAutoDefault(false);
    const auto refresh = [this, asItIs] {
        for (const Row& row : m_rows)
            row.percent->setText(signedPercent(row.slider->value()));
        asItIs->setEnabled(this->tone() != PictureTone{});
    };
    const std::array<std::pair<QString, double>, 3> tones{
        {{tr("Brightness"), tone.brightness}, {tr("Contrast"), tone.contrast}, {tr("Saturation"), tone.saturation}}};
    const std::array<QString, 3> names{QStringLiteral("toneBrightness"), QStringLiteral("toneContrast"),
                                       QStringLiteral("toneSaturation")};
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        row = {new QSlider(Qt::Horizontal, this), new QLabel(this)};
        row.slider->setObjectName(names[i]);
        row.slider->setAccessibleName(tones[i].first);
        row.slider->setRange(-kSteps, kSteps);
        row.slider->setPageStep(kSteps / 10);
        row.slider->setValue(static_cast<int>(std::lround(tones[i].second * kSteps)));
        row.percent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row.percent->setMinimumWidth(row.percent->fontMetrics().horizontalAdvance(signedPercent(-kSteps)));
        auto* line = new QHBoxLayout;
        line->addWidget(row.slider, 1);
        line->addWidget(row.percent);
        form->addRow(tones[i].first, line);
    }
    asItIs->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    form->addRow(QString(), asItIs);
    refresh();

    for (const Row& row : m_rows)
        connect(row.slider, &QSlider::valueChanged, this, [this, refresh] {
            refresh();
            emit changed(this->tone());
        });
    connect(asItIs, &QPushButton::clicked, this, [this, refresh] {
        for (const Row& row : m_rows) {
            const QSignalBlocker quiet(row.slider);
            row.slider->setValue(0);
        }
        refresh();
        emit changed(this->tone());
    });
}

PictureTone ToneSection::tone() const
{
    const auto value = [this](std::size_t i) { return m_rows[i].slider->value() / static_cast<double>(kSteps); };
    return {value(0), value(1), value(2)};
}

} // namespace guanjing::app
