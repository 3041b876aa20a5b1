#include "app/panels/StyleLegend.h"

#include "app/panels/Theme.h"
#include "layers/tiling/SlopeClasses.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLinearGradient>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace guanjing::app {

namespace {

constexpr int kMargin = 10;
constexpr int kSwatch = 14;
constexpr int kBarHeight = 14;

QColor colorOf(const styling::LegendEntry& entry) { return {entry.color[0], entry.color[1], entry.color[2]}; }

struct LegendText {
    Q_DECLARE_TR_FUNCTIONS(LegendText)
public:
    /// ASPRS LAS specification 1.4-R15, table 17.
    static QString lasClass(int code)
    {
        switch (code) {
        case 0: return tr("Never classified");
        case 1: return tr("Unclassified");
        case 2: return tr("Ground");
        case 3: return tr("Low vegetation");
        case 4: return tr("Medium vegetation");
        case 5: return tr("High vegetation");
        case 6: return tr("Building");
        case 7: return tr("Low noise");
        case 9: return tr("Water");
        case 10: return tr("Rail");
        case 11: return tr("Road surface");
        case 13: return tr("Guard wire");
        case 14: return tr("Conductor wire");
        case 15: return tr("Transmission tower");
        case 16: return tr("Wire connector");
        case 17: return tr("Bridge deck");
        case 18: return tr("High noise");
        case 19: return tr("Overhead structure");
        case 20: return tr("Ignored ground");
        case 21: return tr("Snow");
        case 22: return tr("Temporal exclusion");
        default: return code < 64 ? tr("Reserved") : tr("Producer's own");
        }
    }
    static QString slope() { return tr("Slope of the ground"); }
    static QString above(int degrees) { return tr("above %1°", "degrees of slope").arg(degrees); }
    /// For a value that has no words of its own; empty: it has.
    static QString value(styling::LegendValue value)
    {
        switch (value) {
        case styling::LegendValue::EmptyText: return tr("(empty)", "a text without letters");
        case styling::LegendValue::True: return tr("true", "a value: yes or no");
        case styling::LegendValue::False: return tr("false", "a value: yes or no");
        case styling::LegendValue::AsLabelled: break;
        }
        return {};
    }
    static QString height() { return tr("Height of the points (m)"); }
};

} // namespace

QString propertyTitle(std::string_view name)
{
    return name == styling::kPointHeight ? LegendText::height()
                                         : QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

styling::Legend translated(styling::Legend legend)
{
    if (legend.title == styling::kPointHeight)
        legend.title = propertyTitle(legend.title).toStdString();
    for (styling::LegendEntry& entry : legend.entries) {
        if (entry.value != styling::LegendValue::AsLabelled)
            entry.label = LegendText::value(entry.value).toStdString();
        bool isCode = false;
        const int code = QString::fromStdString(entry.label).toInt(&isCode);
        if (legend.hasLasClasses && isCode)
            entry.label += " " + LegendText::lasClass(code).toStdString();
    }
    return legend;
}

styling::Legend slopeLegend()
{
    styling::Legend legend;
    legend.title = LegendText::slope().toStdString();
    const auto& classes = layers::kSlopeClasses;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const int from = static_cast<int>(classes[i].fromDegrees);
        const QString range = i + 1 < classes.size()
            ? QStringLiteral("%1–%2°").arg(from).arg(static_cast<int>(classes[i + 1].fromDegrees))
            : LegendText::above(from);
        legend.entries.push_back({range.toStdString(), classes[i].color});
    }
    return legend;
}

StyleLegend::StyleLegend(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("styleLegend"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVisible(false);
}

void StyleLegend::setLegend(std::optional<styling::Legend> legend, const QString& layer)
{
    if (legend == m_legend && layer == m_layer)
        return;
    m_legend = std::move(legend);
    m_layer = layer;
    describe();
    setVisible(m_legend.has_value());
    updateGeometry();
    update();
}

void StyleLegend::describe()
{
    QStringList words;
    m_shown = m_legend ? translated(*m_legend) : styling::Legend{};
    if (m_legend && !m_layer.isEmpty())
        m_shown.title = m_shown.title.empty()
            ? m_layer.toStdString()
            : tr("%1: %2", "layer: property").arg(m_layer, QString::fromStdString(m_shown.title)).toStdString();
    if (m_legend) {
        words << QString::fromStdString(m_shown.title);
        for (const styling::LegendEntry& entry : m_shown.entries)
            words << (entry.label.empty() ? tr("Others") : QString::fromStdString(entry.label));
    }
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    setToolTip(words.mid(1).join(QLatin1Char('\n')));
}

int StyleLegend::rowHeight() const { return std::max(fontMetrics().height(), kSwatch) + 4; }

QSize StyleLegend::sizeHint() const
{
    if (!m_legend)
        return {0, 0};
    const int title = m_shown.title.empty() ? 0 : rowHeight() + 2;
    const int body = m_shown.isGradient ? kBarHeight + 2 + fontMetrics().height()
                                        : rowHeight() * static_cast<int>(m_shown.entries.size());
    return {160, title + body + 12};
}

void StyleLegend::paintEvent(QPaintEvent*)
{
    if (!m_legend)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors& colors = themeColors();
    const int width = this->width() - 2 * kMargin;
    int y = 6;
    const auto elided = [&](const QString& text, int room) {
        return fontMetrics().elidedText(text, Qt::ElideRight, room);
    };
    if (!m_shown.title.empty()) {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        painter.setPen(colors.text);
        painter.drawText(QRect(kMargin, y, width, rowHeight()), Qt::AlignVCenter | Qt::AlignLeft,
                         elided(QString::fromStdString(m_shown.title), width));
        painter.setFont(font());
        y += rowHeight() + 2;
    }
    QPen frame(colors.border);
    if (m_shown.isGradient && m_shown.entries.size() > 1) {
        QLinearGradient gradient(kMargin, 0, kMargin + width, 0);
        const auto last = static_cast<double>(m_shown.entries.size() - 1);
        for (std::size_t i = 0; i < m_shown.entries.size(); ++i)
            gradient.setColorAt(static_cast<double>(i) / last, colorOf(m_shown.entries[i]));
        painter.setPen(frame);
        painter.setBrush(gradient);
        painter.drawRoundedRect(QRectF(kMargin + 0.5, y + 0.5, width - 1, kBarHeight - 1), 3, 3);
        y += kBarHeight + 2;
        painter.setPen(colors.secondary);
        const QRect words(kMargin, y, width, fontMetrics().height());
        painter.drawText(words, Qt::AlignLeft, QString::fromStdString(m_shown.entries.front().label));
        painter.drawText(words, Qt::AlignRight, QString::fromStdString(m_shown.entries.back().label));
        if (m_shown.entries.size() % 2 == 1)
            painter.drawText(words, Qt::AlignHCenter,
                             QString::fromStdString(m_shown.entries[m_shown.entries.size() / 2].label));
        return;
    }
    for (const styling::LegendEntry& entry : m_shown.entries) {
        const int top = y + (rowHeight() - kSwatch) / 2;
        painter.setPen(frame);
        painter.setBrush(colorOf(entry));
        painter.drawRoundedRect(QRectF(kMargin + 0.5, top + 0.5, kSwatch * 1.6 - 1, kSwatch - 1), 3, 3);
        const int left = kMargin + static_cast<int>(std::lround(kSwatch * 1.6)) + 8;
        painter.setPen(entry.label.empty() ? colors.secondary : colors.text);
        painter.drawText(
            QRect(left, y, kMargin + width - left, rowHeight()), Qt::AlignVCenter | Qt::AlignLeft,
            elided(entry.label.empty() ? tr("Others") : QString::fromStdString(entry.label), kMargin + width - left));
        y += rowHeight();
    }
}

void StyleLegend::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace guanjing::app
