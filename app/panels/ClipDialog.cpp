#include "app/panels/ClipDialog.h"

#include "app/panels/Format.h"
#include "app/panels/Theme.h"
#include "app/services/ErrorText.h"
#include "geodata/clipping/ClipRegion.h"
#include "layers/scene/ClipPlace.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace guanjing::app {

namespace {

constexpr double kMostMeters = 20'000;
constexpr double kLongestBoxMeters = 100'000;
constexpr int kGroundRow = 0, kAllRow = 1, kFirstTilesetRow = 2;
constexpr int kMostRows = 7;

bool holds(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

ClipDialog::ClipDialog(const layers::ClipSpec& clip, const std::vector<std::string>& tilesets, QWidget* parent)
    : QDialog(parent)
    , m_clip(clip)
    , m_name(new QLineEdit(QString::fromStdString(clip.name), this))
    , m_mode(new QComboBox(this))
    , m_sources(new QListWidget(this))
    , m_enabled(new QCheckBox(tr("S&witched on"), this))
    , m_area(new QLabel(this))
    , m_message(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setObjectName(QStringLiteral("clipDialog"));
    setWindowTitle(clip.box ? tr("Clip by box") : tr("Clip by polygon"));
    m_name->setObjectName(QStringLiteral("clipName"));
    m_mode->setObjectName(QStringLiteral("clipMode"));
    m_mode->addItem(tr("Cut away what is inside"), QStringLiteral("clip-inside"));
    m_mode->addItem(tr("Keep only what is inside"), QStringLiteral("clip-outside"));
    m_mode->addItem(tr("Lay flat what is inside"), QStringLiteral("flatten"));
    m_mode->setCurrentIndex(std::max(0, m_mode->findData(QString::fromStdString(clip.mode))));
    m_mode->setToolTip(tr("Flattening keeps everything and lays it on one height, with walls along the border"));
    m_flatHeight = metersBox("clipHeight", -kMostMeters, kMostMeters, clip.flatHeightMeters);
    m_flatHeight->setToolTip(tr("Ellipsoidal height that everything inside is laid on"));
    m_enabled->setObjectName(QStringLiteral("clipEnabled"));
    m_enabled->setChecked(clip.enabled);
    m_message->setObjectName(QStringLiteral("clipMessage"));
    m_message->setWordWrap(true);
    QPalette palette = m_message->palette();
    palette.setColor(QPalette::WindowText, themeColors().bad);
    m_message->setPalette(palette);

    auto* form = new QFormLayout;
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Effect"), m_mode);
    form->addRow(tr("&Height"), m_flatHeight);
    if (clip.box)
        addBox(*form);
    else
        addHeights(*form);
    form->addRow(tr("Area"), m_area);
    addSources(*form, tilesets);
    form->addRow(QString(), m_enabled);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->addLayout(form);
    layout->addWidget(m_message);
    layout->addStretch();
    layout->addWidget(m_buttons);

    connect(m_name, &QLineEdit::textChanged, this, &ClipDialog::refresh);
    connect(m_mode, &QComboBox::currentIndexChanged, this, &ClipDialog::refresh);
    connect(m_enabled, &QCheckBox::toggled, this, &ClipDialog::refresh);
    connect(m_sources, &QListWidget::itemChanged, this, &ClipDialog::refresh);
    for (QDoubleSpinBox* box : findChildren<QDoubleSpinBox*>())
        connect(box, &QDoubleSpinBox::valueChanged, this, &ClipDialog::refresh);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_name->selectAll();
    refresh();
}

QDoubleSpinBox* ClipDialog::metersBox(const char* name, double low, double high, double value)
{
    auto* box = new QDoubleSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setRange(low, high);
    box->setDecimals(2);
    box->setSuffix(QStringLiteral(" m"));
    box->setValue(value);
    return box;
}

void ClipDialog::addHeights(QFormLayout& form)
{
    const auto addRow = [&](QCheckBox*& check, QDoubleSpinBox*& box, const QString& text, const char* name,
                            const std::optional<double>& value, double usual) {
        check = new QCheckBox(text, this);
        check->setObjectName(QLatin1String(name) + QLatin1String("Check"));
        check->setChecked(value.has_value());
        check->setToolTip(tr("Without it the polygon works at every height"));
        box = metersBox(name, -kMostMeters, kMostMeters, value.value_or(usual));
        box->setEnabled(value.has_value());
        box->setAccessibleName(text);
        connect(check, &QCheckBox::toggled, box, &QWidget::setEnabled);
        connect(check, &QCheckBox::toggled, this, &ClipDialog::refresh);
        form.addRow(check, box);
    };
    addRow(m_hasLow, m_low, tr("From the height o&f"), "clipLow", m_clip.minHeightMeters, 0);
    addRow(m_hasHigh, m_high, tr("&Up to the height of"), "clipHigh", m_clip.maxHeightMeters, 100);
}

void ClipDialog::addBox(QFormLayout& form)
{
    const layers::ClipBoxSpec& box = *m_clip.box;
    const auto degrees = [this](const char* name, double low, double high, double value, int decimals) {
        auto* spin = new QDoubleSpinBox(this);
        spin->setObjectName(QLatin1String(name));
        spin->setRange(low, high);
        spin->setDecimals(decimals);
        spin->setSingleStep(decimals > 2 ? 0.0001 : 5);
        spin->setSuffix(QStringLiteral("°"));
        spin->setValue(value);
        return spin;
    };
    m_lon = degrees("clipLon", -180, 180, box.lonDegrees, 7);
    m_lat = degrees("clipLat", -90, 90, box.latDegrees, 7);
    m_middle = metersBox("clipMiddle", -kMostMeters, kMostMeters, box.heightMeters);
    m_middle->setToolTip(tr("Ellipsoidal height of the middle of the box"));
    m_width = metersBox("clipWidth", 0.1, kLongestBoxMeters, box.widthMeters);
    m_depth = metersBox("clipDepth", 0.1, kLongestBoxMeters, box.depthMeters);
    m_boxHeight = metersBox("clipBoxHeight", 0.1, kLongestBoxMeters, box.boxHeightMeters);
    m_heading = degrees("clipHeading", -360, 360, box.headingDegrees, 1);
    m_heading->setToolTip(tr("Clockwise from north"));
    form.addRow(tr("&Longitude"), m_lon);
    form.addRow(tr("La&titude"), m_lat);
    form.addRow(tr("&Middle at"), m_middle);
    form.addRow(tr("Wi&dth"), m_width);
    form.addRow(tr("De&pth"), m_depth);
    form.addRow(tr("Height of the bo&x"), m_boxHeight);
    form.addRow(tr("Tu&rned by"), m_heading);
}

void ClipDialog::addSources(QFormLayout& form, const std::vector<std::string>& tilesets)
{
    m_sources->setObjectName(QStringLiteral("clipSources"));
    const auto add = [this](const QString& text, bool isChecked) {
        auto* item = new QListWidgetItem(text, m_sources);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(isChecked ? Qt::Checked : Qt::Unchecked);
    };
    const auto& names = m_clip.sources;
    const bool isAll = names.empty() || holds(names, layers::kTilesetsName);
    add(tr("Ground"), holds(names, layers::kGroundName));
    add(tr("All 3D models, also those added later"), isAll);
    for (const std::string& name : tilesets) {
        add(QString::fromStdString(name), isAll || holds(names, name));
        m_sources->item(m_sources->count() - 1)->setData(Qt::UserRole, QString::fromStdString(name));
    }
    m_sources->setCurrentRow(0);
    m_sources->setFixedHeight(m_sources->sizeHintForRow(0) * std::min(m_sources->count(), kMostRows) + 8);
    m_sources->setToolTip(tr("The layers that it cuts"));
    form.addRow(tr("&Applies to"), m_sources);
}

bool ClipDialog::hasChosenSources() const
{
    for (int row = 0; row < m_sources->count(); ++row)
        if (m_sources->item(row)->checkState() == Qt::Checked)
            return true;
    return false;
}

std::vector<std::string> ClipDialog::chosenSources() const
{
    const auto isChecked = [this](int row) { return m_sources->item(row)->checkState() == Qt::Checked; };
    std::vector<std::string> names;
    if (isChecked(kGroundRow))
        names.emplace_back(layers::kGroundName);
    if (isChecked(kAllRow)) {
        if (!names.empty())
            names.emplace_back(layers::kTilesetsName);
        return names;
    }
    for (int row = kFirstTilesetRow; row < m_sources->count(); ++row)
        if (isChecked(row))
            names.push_back(m_sources->item(row)->data(Qt::UserRole).toString().toStdString());
    return names;
}

layers::ClipSpec ClipDialog::clip() const
{
    layers::ClipSpec clip = m_clip;
    const std::string name = m_name->text().trimmed().toStdString();
    if (!name.empty())
        clip.name = name;
    clip.mode = m_mode->currentData().toString().toStdString();
    clip.flatHeightMeters = clip.mode == "flatten" ? m_flatHeight->value() : 0;
    if (clip.box) {
        // What the fields show is rounded; what was not touched stays as it was.
        const auto take = [](double& value, const QDoubleSpinBox& box) {
            if (box.textFromValue(value) != box.textFromValue(box.value()))
                value = box.value();
        };
        take(clip.box->lonDegrees, *m_lon);
        take(clip.box->latDegrees, *m_lat);
        take(clip.box->heightMeters, *m_middle);
        take(clip.box->widthMeters, *m_width);
        take(clip.box->depthMeters, *m_depth);
        take(clip.box->boxHeightMeters, *m_boxHeight);
        take(clip.box->headingDegrees, *m_heading);
    } else {
        clip.minHeightMeters = m_hasLow->isChecked() ? std::optional(m_low->value()) : std::nullopt;
        clip.maxHeightMeters = m_hasHigh->isChecked() ? std::optional(m_high->value()) : std::nullopt;
    }
    clip.sources = chosenSources();
    clip.enabled = m_enabled->isChecked();
    return clip;
}

void ClipDialog::refresh()
{
    const bool isAll = m_sources->item(kAllRow)->checkState() == Qt::Checked;
    {
        const QSignalBlocker blocker(m_sources);
        for (int row = kFirstTilesetRow; row < m_sources->count(); ++row) {
            QListWidgetItem* item = m_sources->item(row);
            item->setFlags(isAll ? Qt::ItemFlags(Qt::NoItemFlags)
                                 : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            if (isAll)
                item->setCheckState(Qt::Checked);
        }
    }
    const layers::ClipSpec chosen = clip();
    m_flatHeight->setEnabled(chosen.mode == "flatten");
    m_area->setText(formatArea(layers::areaOf(layers::outlineOf(chosen))));
    QString defect;
    if (m_name->text().trimmed().isEmpty())
        defect = tr("It needs a name.");
    else if (!hasChosenSources())
        defect = tr("Choose at least one layer that it cuts.");
    else if (const auto region = layers::regionOf(chosen); !region)
        defect = errorDetailText(region.error().detail);
    m_message->setText(defect);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(defect.isEmpty());
    emit changed();
}

} // namespace guanjing::app
