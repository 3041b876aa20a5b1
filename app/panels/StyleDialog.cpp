#include "app/panels/StyleDialog.h"

#include "app/panels/Format.h"
#include "app/panels/StyleLegend.h"
#include "app/panels/Theme.h"
#include "app/services/ContentDefect.h"
#include "geodata/styling/Style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLinearGradient>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace guanjing::app {

using styling::AttributeMethod;

namespace {

constexpr int kAttributeTab = 0;
constexpr int kTextTab = 1;
constexpr int kMostWarnings = 4;

QColor colorOf(std::uint32_t rgb) { return QColor(QRgb(rgb | 0xFF000000u)); }

QPixmap swatchOf(const styling::Palette& palette, double pixelRatio)
{
    const QSize size(96, 14);
    QPixmap picture(size * pixelRatio);
    picture.setDevicePixelRatio(pixelRatio);
    QPainter painter(&picture);
    const auto count = static_cast<int>(palette.colors.size());
    if (palette.isQualitative) {
        for (int i = 0; i < count; ++i)
            painter.fillRect(
                QRectF(double(size.width()) * i / count, 0, double(size.width()) / count + 1, size.height()),
                colorOf(palette.colors[static_cast<std::size_t>(i)]));
        return picture;
    }
    QLinearGradient gradient(0, 0, size.width(), 0);
    for (int i = 0; i < count; ++i)
        gradient.setColorAt(double(i) / (count - 1), colorOf(palette.colors[static_cast<std::size_t>(i)]));
    painter.fillRect(QRect(QPoint(), size), gradient);
    return picture;
}

} // namespace

StyleDialog::StyleDialog(const QString& layerName, const std::string& styleJson,
                         std::vector<styling::PropertySample> samples, QWidget* parent)
    : QDialog(parent), m_samples(std::move(samples)), m_tabs(new QTabWidget(this))
{
    setObjectName(QStringLiteral("styleDialog"));
    setWindowTitle(tr("Style: %1").arg(layerName));
    m_tabs->addTab(makeAttributePage(), tr("By attribute"));
    m_tabs->addTab(makeTextPage(), tr("Style text"));
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Apply | QDialogButtonBox::Cancel, this);
    auto* none = m_buttons->addButton(tr("No style"), QDialogButtonBox::ResetRole);
    none->setObjectName(QStringLiteral("styleNone"));
    none->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_buttons);

    connect(m_property, &QComboBox::currentIndexChanged, this, &StyleDialog::propertyChosen);
    connect(m_method, &QComboBox::currentIndexChanged, this, &StyleDialog::methodChosen);
    connect(m_palette, &QComboBox::currentIndexChanged, this, &StyleDialog::refresh);
    connect(m_classes, &QSpinBox::valueChanged, this, &StyleDialog::refresh);
    connect(m_reversed, &QCheckBox::toggled, this, &StyleDialog::refresh);
    connect(m_opacity, &QSlider::valueChanged, this, &StyleDialog::refresh);
    connect(m_text, &QPlainTextEdit::textChanged, this, &StyleDialog::refresh);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int tab) {
        // What has been chosen so far is where one goes on writing.
        if (tab == kTextTab && sample() != nullptr)
            m_text->setPlainText(QString::fromStdString(makeAttributeStyle(*sample(), options()).json));
        refresh();
    });
    connect(m_buttons->button(QDialogButtonBox::Apply), &QPushButton::clicked, this, [this] {
        if (const auto json = chosenStyle())
            emit applied(*json);
    });
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        if (const auto json = chosenStyle()) {
            emit applied(*json);
            accept();
        }
    });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(none, &QPushButton::clicked, this, [this] {
        emit applied({});
        accept();
    });
    load(styleJson);
    resize(470, 560);
}

QWidget* StyleDialog::makeAttributePage()
{
    auto* page = new QWidget(this);
    m_property = new QComboBox(page);
    m_property->setObjectName(QStringLiteral("styleProperty"));
    for (const styling::PropertySample& sample : m_samples)
        m_property->addItem(propertyTitle(sample.name), QString::fromStdString(sample.name));
    // Clouds have colours of their own to go back to.
    const bool hasPoints = std::any_of(m_samples.begin(), m_samples.end(), [](const styling::PropertySample& sample) {
        return sample.name == styling::kPointHeight;
    });
    if (hasPoints)
        m_property->addItem(tr("Colours as recorded (RGB)"));
    m_method = new QComboBox(page);
    m_method->setObjectName(QStringLiteral("styleMethod"));
    m_palette = new QComboBox(page);
    m_palette->setObjectName(QStringLiteral("stylePalette"));
    m_palette->setIconSize(QSize(96, 14));
    for (const styling::Palette& palette : styling::palettes())
        m_palette->addItem(QIcon(swatchOf(palette, devicePixelRatioF())),
                           QString::fromUtf8(palette.name.data(), static_cast<qsizetype>(palette.name.size())));
    m_classes = new QSpinBox(page);
    m_classes->setObjectName(QStringLiteral("styleClasses"));
    m_classes->setRange(2, 12);
    m_classes->setValue(5);
    m_reversed = new QCheckBox(tr("Reverse the colours"), page);
    m_opacity = new QSlider(Qt::Horizontal, page);
    m_opacity->setRange(5, 100);
    m_opacity->setValue(100);
    m_found = new QLabel(page);
    m_found->setProperty("role", "caption");
    m_found->setWordWrap(true);
    m_note = new QLabel(page);
    m_note->setObjectName(QStringLiteral("styleNote"));
    m_note->setProperty("role", "caption");
    m_note->setWordWrap(true);
    m_note->setVisible(false);
    m_legend = new StyleLegend;
    auto* scroll = new QScrollArea(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* holder = new QWidget;
    auto* inner = new QVBoxLayout(holder);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->addWidget(m_legend);
    inner->addStretch();
    scroll->setWidget(holder);

    auto* form = new QFormLayout;
    form->addRow(tr("Property"), m_property);
    form->addRow(QString(), m_found);
    form->addRow(tr("Classes by"), m_method);
    form->addRow(tr("Number of classes"), m_classes);
    form->addRow(tr("Colours"), m_palette);
    form->addRow(QString(), m_reversed);
    // As high as its neighbours, or its label does not stand in line with it.
    m_opacity->setMinimumHeight(m_palette->sizeHint().height());
    auto* opacityValue = new QLabel(page);
    opacityValue->setObjectName(QStringLiteral("styleOpacityValue"));
    opacityValue->setMinimumWidth(opacityValue->fontMetrics().horizontalAdvance(QStringLiteral("100 % ")));
    const auto showOpacity = [this, opacityValue] {
        opacityValue->setText(QStringLiteral("%1 %").arg(m_opacity->value()));
    };
    connect(m_opacity, &QSlider::valueChanged, this, showOpacity);
    showOpacity();
    auto* opacityRow = new QHBoxLayout;
    opacityRow->addWidget(m_opacity, 1);
    opacityRow->addWidget(opacityValue);
    form->addRow(tr("Opacity"), opacityRow);
    auto* layout = new QVBoxLayout(page);
    layout->addLayout(form);
    layout->addWidget(m_note);
    layout->addWidget(scroll, 1);
    return page;
}

QWidget* StyleDialog::makeTextPage()
{
    auto* page = new QWidget(this);
    m_text = new QPlainTextEdit(page);
    m_text->setObjectName(QStringLiteral("styleText"));
    m_text->setAccessibleName(tr("Style text"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_message = new QLabel(page);
    m_message->setObjectName(QStringLiteral("styleMessage"));
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(page);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_message);
    return page;
}

void StyleDialog::load(const std::string& styleJson)
{
    const auto choice = styling::choiceOf(styleJson);
    const bool isOurs = choice && m_property->findData(QString::fromStdString(choice->property)) >= 0;
    if (isOurs)
        m_property->setCurrentIndex(m_property->findData(QString::fromStdString(choice->property)));
    propertyChosen();
    if (isOurs) {
        m_method->setCurrentIndex(std::max(0, m_method->findData(static_cast<int>(choice->options.method))));
        m_palette->setCurrentIndex(static_cast<int>(choice->options.palette));
        m_classes->setValue(choice->options.classes);
        m_reversed->setChecked(choice->options.isReversed);
        m_opacity->setValue(static_cast<int>(choice->options.opacity * 100 + 0.5));
    }
    {
        const QSignalBlocker blocker(m_tabs);
        m_tabs->setTabEnabled(kAttributeTab, !m_samples.empty());
        m_tabs->setCurrentIndex(m_samples.empty() || (!styleJson.empty() && !isOurs) ? kTextTab : kAttributeTab);
    }
    m_text->setPlainText(QString::fromStdString(styleJson));
    refresh();
}

const styling::PropertySample* StyleDialog::sample() const
{
    const int index = m_property->currentIndex();
    return index >= 0 && index < static_cast<int>(m_samples.size()) ? &m_samples[static_cast<std::size_t>(index)]
                                                                    : nullptr;
}

bool StyleDialog::isAsRecorded() const { return sample() == nullptr && m_property->currentIndex() >= 0; }

void StyleDialog::propertyChosen()
{
    const styling::PropertySample* chosen = sample();
    {
        const QSignalBlocker blocker(m_method);
        m_method->clear();
        const auto add = [this](const QString& text, AttributeMethod method) {
            m_method->addItem(text, static_cast<int>(method));
        };
        if (chosen && styling::areLasClasses(*chosen))
            add(tr("LAS classes"), AttributeMethod::LasClasses);
        if (chosen && chosen->isNumeric()) {
            add(tr("Natural breaks"), AttributeMethod::NaturalBreaks);
            add(tr("Equal intervals"), AttributeMethod::EqualIntervals);
            add(tr("Quantiles"), AttributeMethod::Quantiles);
            add(tr("Gradient"), AttributeMethod::Gradient);
            add(tr("Gradient without strays (2 % to 98 %)"), AttributeMethod::Stretched);
        }
        add(tr("Unique values"), AttributeMethod::UniqueValues);
        if (chosen) {
            const styling::AttributeStyleOptions usual = styling::usualOptions(*chosen);
            m_method->setCurrentIndex(std::max(0, m_method->findData(static_cast<int>(usual.method))));
            m_palette->setCurrentIndex(static_cast<int>(usual.palette));
        }
    }
    if (chosen && chosen->isNumeric()) {
        const auto [least, greatest] = formatEnds(chosen->numbers.front(), chosen->numbers.back());
        m_found->setText(tr("%1 values, %2 to %3")
                             .arg(formatMeters(static_cast<double>(chosen->numbers.size()), 0), least, greatest));
    } else if (chosen && chosen->texts.size() == chosen->distinctCount())
        m_found->setText(tr("%n different text(s)", nullptr, static_cast<int>(chosen->texts.size())));
    else if (chosen)
        m_found->setText(tr("%n different value(s)", nullptr, static_cast<int>(chosen->distinctCount())));
    else if (isAsRecorded())
        m_found->setText(tr("The points keep the colours of the data."));
    else
        m_found->setText(tr("No properties in the tiles that are loaded"));
    methodChosen();
}

void StyleDialog::methodChosen()
{
    const auto method = static_cast<AttributeMethod>(m_method->currentData().toInt());
    const bool isUnique = method == AttributeMethod::UniqueValues;
    // A palette of the right kind, unless one of that kind has been chosen.
    const auto all = styling::palettes();
    const auto current = static_cast<std::size_t>(std::max(0, m_palette->currentIndex()));
    const std::size_t values = isUnique && sample() ? sample()->distinctCount() : 0;
    const bool isTooSmall = all[current].colors.size() < values;
    const bool hasOwnColors = method == AttributeMethod::LasClasses || !sample();
    m_palette->setEnabled(!hasOwnColors);
    m_reversed->setEnabled(!hasOwnColors);
    m_method->setEnabled(sample() != nullptr);
    if (!hasOwnColors && (all[current].isQualitative != isUnique || isTooSmall)) {
        // The first with enough colours, or the one with most.
        auto found = all.end();
        for (auto it = all.begin(); it != all.end(); ++it) {
            const bool isBetter =
                found == all.end() || (found->colors.size() < values && it->colors.size() > found->colors.size());
            if (it->isQualitative == isUnique && isBetter)
                found = it;
        }
        m_palette->setCurrentIndex(static_cast<int>(found - all.begin()));
    }
    m_classes->setEnabled(!isUnique && !hasOwnColors && method != AttributeMethod::Gradient
                          && method != AttributeMethod::Stretched);
    refresh();
}

styling::AttributeStyleOptions StyleDialog::options() const
{
    styling::AttributeStyleOptions options;
    options.method = static_cast<AttributeMethod>(m_method->currentData().toInt());
    options.classes = m_classes->value();
    options.palette = static_cast<std::size_t>(std::max(0, m_palette->currentIndex()));
    options.isReversed = m_reversed->isChecked();
    options.opacity = m_opacity->value() / 100.0;
    return options;
}

std::optional<std::string> StyleDialog::chosenStyle() const
{
    if (m_tabs->currentIndex() == kAttributeTab && isAsRecorded())
        return std::string();
    if (m_tabs->currentIndex() == kAttributeTab)
        return sample() ? std::optional(makeAttributeStyle(*sample(), options()).json) : std::nullopt;
    const std::string text = m_text->toPlainText().trimmed().toStdString();
    if (text.empty() || styling::Style::parse(text, {}))
        return text;
    return std::nullopt;
}

QString StyleDialog::noteText() const
{
    if (!sample() || !m_legend->legend())
        return {};
    const auto method = static_cast<AttributeMethod>(m_method->currentData().toInt());
    if (sample()->hasInexact && method == AttributeMethod::UniqueValues)
        return tr("Whole numbers beyond 9 007 199 254 740 992 (2⁵³) cannot be told "
                  "apart exactly: values that lie close "
                  "together share a class, which is marked with ≈.");
    const auto& entries = m_legend->legend()->entries;
    const auto made = std::count_if(entries.begin(), entries.end(),
                                    [](const styling::LegendEntry& entry) { return !entry.label.empty(); });
    if (m_classes->isEnabled() && made < m_classes->value())
        return tr("%n class(es) only: many features have the same values, between "
                  "which nothing can be divided.",
                  nullptr, static_cast<int>(made));
    return {};
}

void StyleDialog::setCheck(Check check)
{
    m_check = std::move(check);
    refresh();
}

void StyleDialog::refresh()
{
    bool isGood = true;
    if (m_tabs->currentIndex() == kAttributeTab) {
        isGood = sample() != nullptr || isAsRecorded();
        m_legend->setLegend(sample() ? std::optional(makeAttributeStyle(*sample(), options()).legend) : std::nullopt);
        m_note->setText(noteText());
        m_note->setVisible(!m_note->text().isEmpty());
    } else {
        const std::string text = m_text->toPlainText().trimmed().toStdString();
        const auto parsed = styling::Style::parse(text.empty() ? "{}" : text, {});
        isGood = parsed.has_value();
        const ThemeColors& colors = themeColors();
        QPalette palette = m_message->palette();
        QStringList warnings;
        if (isGood && m_check)
            for (const std::string& words : m_check(*parsed))
                warnings << contentDefectText(QString::fromStdString(words));
        else if (isGood)
            for (const styling::StyleProblem& warning : (*parsed)->warnings())
                warnings << contentDefectText(QString::fromStdString(warning.toString()));
        palette.setColor(QPalette::WindowText,
                         !isGood                  ? colors.bad
                             : warnings.isEmpty() ? colors.good
                                                  : colors.warning);
        m_message->setPalette(palette);
        if (!isGood)
            m_message->setText(tr("✗ %1").arg(contentDefectText(QString::fromStdString(parsed.error().detail))));
        else if (warnings.isEmpty())
            m_message->setText(tr("✓ The style can be used."));
        else
            m_message->setText(tr("The style can be used, but: %1").arg(warnings.mid(0, kMostWarnings).join(u'\n')));
    }
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(isGood);
    m_buttons->button(QDialogButtonBox::Apply)->setEnabled(isGood);
}

} // namespace guanjing::app
