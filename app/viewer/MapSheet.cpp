#include "app/viewer/MapSheet.h"

#include "app/panels/Format.h"

#include <QCoreApplication>
#include <QFont>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace guanjing::app {

namespace {

struct MapSheetText {
    Q_DECLARE_TR_FUNCTIONS(guanjing::app::MapSheet)
};

constexpr double kMarginMillimeters = 10;
constexpr double kFooterMillimeters = 27;
constexpr double kArrowMillimeters = 17;
const QColor kInk(0x1d, 0x24, 0x2b);
const QColor kQuiet(0x5b, 0x66, 0x71);

QFont fontOf(double heightMillimeters, double units, bool bold = false)
{
    QFont font(QStringLiteral("Noto Sans CJK SC"));
    font.setPixelSize(qMax(1, qRound(heightMillimeters * units)));
    font.setBold(bold);
    return font;
}

/// The part of the picture with the frame's proportions, around its centre.
QRectF cropFor(const QSize& picture, const QSizeF& frame)
{
    const double wanted = frame.width() / frame.height();
    double width = picture.width(), height = picture.height();
    if (width / height > wanted)
        width = height * wanted;
    else
        height = width / wanted;
    return {(picture.width() - width) / 2, (picture.height() - height) / 2, width, height};
}

void paintNorthArrow(QPainter& painter, const QPointF& center, double radius, double headingDegrees, double units)
{
    painter.save();
    painter.translate(center);
    painter.setPen(QPen(kQuiet, 0.25 * units));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(0, 0), radius, radius);
    // A camera that looks east has north at its left.
    painter.rotate(-headingDegrees);
    QPainterPath dark, light;
    dark.moveTo(0, -radius * 0.86);
    dark.lineTo(radius * 0.36, radius * 0.52);
    dark.lineTo(0, radius * 0.26);
    dark.closeSubpath();
    light.moveTo(0, -radius * 0.86);
    light.lineTo(-radius * 0.36, radius * 0.52);
    light.lineTo(0, radius * 0.26);
    light.closeSubpath();
    painter.setPen(QPen(kInk, 0.25 * units, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.fillPath(dark, kInk);
    painter.drawPath(light);
    painter.translate(0, -radius - 2.4 * units);
    painter.rotate(headingDegrees);
    painter.setFont(fontOf(3.6, units, true));
    painter.setPen(kInk);
    painter.drawText(QRectF(-4 * units, -2.5 * units, 8 * units, 5 * units), Qt::AlignCenter, QStringLiteral("N"));
    painter.restore();
}

void paintScaleBar(QPainter& painter, const QPointF& at, double widthUnits, double meters, double units)
{
    const double height = 1.5 * units;
    const int parts = 4;
    for (int i = 0; i < parts; ++i) {
        const QRectF cell(at.x() + widthUnits * i / parts, at.y(), widthUnits / parts, height);
        painter.setPen(QPen(kInk, 0.2 * units));
        painter.setBrush(i % 2 == 0 ? QBrush(kInk) : QBrush(Qt::white));
        painter.drawRect(cell);
    }
    painter.setFont(fontOf(2.8, units));
    painter.setPen(kInk);
    const auto label = [&](double x, const QString& text) {
        painter.drawText(QRectF(x - 20 * units, at.y() - 4.6 * units, 40 * units, 4.2 * units),
                         Qt::AlignHCenter | Qt::AlignBottom, text);
    };
    label(at.x(), QStringLiteral("0"));
    label(at.x() + widthUnits / 2, scaleLengthText(meters / 2));
    label(at.x() + widthUnits, scaleLengthText(meters));
}

/// In the lower right corner of the picture, on white.
void paintLegend(QPainter& painter, const QRectF& frame, double units, const styling::Legend& legend)
{
    painter.save();
    const QFont titleFont = fontOf(3.0, units, true), font = fontOf(2.7, units);
    const QString others = MapSheetText::tr("Others");
    const auto labelOf = [&](const styling::LegendEntry& entry) {
        return entry.label.empty() ? others : QString::fromStdString(entry.label);
    };
    const auto colorOf = [](const styling::LegendEntry& entry) {
        return QColor(entry.color[0], entry.color[1], entry.color[2]);
    };
    const double row = 4.6 * units, pad = 2.5 * units, swatch = 6 * units;
    double widest = QFontMetricsF(titleFont, painter.device()).horizontalAdvance(QString::fromStdString(legend.title));
    for (const styling::LegendEntry& entry : legend.entries)
        widest = std::max(widest,
                          swatch + 2 * units + QFontMetricsF(font, painter.device()).horizontalAdvance(labelOf(entry)));
    widest = std::min(widest, frame.width() * 0.3);
    const double titleHeight = legend.title.empty() ? 0 : 5.4 * units;
    const double height = titleHeight + row * static_cast<double>(legend.entries.size()) + 2 * pad;
    const QRectF box(frame.right() - widest - 2 * pad - 3 * units, frame.bottom() - height - 3 * units,
                     widest + 2 * pad, height);
    painter.setPen(QPen(kQuiet, 0.15 * units));
    painter.setBrush(QColor(255, 255, 255, 235));
    painter.drawRect(box);
    painter.setPen(kInk);
    painter.setFont(titleFont);
    double y = box.top() + pad;
    if (titleHeight > 0)
        painter.drawText(QRectF(box.left() + pad, y, widest, titleHeight), Qt::AlignLeft | Qt::AlignTop,
                         QString::fromStdString(legend.title));
    y += titleHeight;
    painter.setFont(font);
    for (const styling::LegendEntry& entry : legend.entries) {
        painter.setPen(QPen(kQuiet, 0.1 * units));
        painter.setBrush(colorOf(entry));
        painter.drawRect(QRectF(box.left() + pad, y + 0.5 * units, swatch, row - 1.0 * units));
        painter.setPen(kInk);
        const double left = box.left() + pad + swatch + 2 * units;
        painter.drawText(QRectF(left, y, box.right() - pad - left, row), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(labelOf(entry), Qt::ElideRight,
                                                          static_cast<int>(box.right() - pad - left) + 1));
        y += row;
    }
    painter.restore();
}

} // namespace

double roundScaleLength(double maxMeters)
{
    if (!(maxMeters > 0) || !std::isfinite(maxMeters))
        return 0;
    const double power = std::pow(10.0, std::floor(std::log10(maxMeters)));
    for (const double factor : {5.0, 2.0}) {
        if (factor * power <= maxMeters * (1 + 1e-12))
            return factor * power;
    }
    return power;
}

QString scaleLengthText(double meters)
{
    if (meters >= 1000)
        return QStringLiteral("%1 km").arg(meters / 1000, 0, 'g', 4);
    return QStringLiteral("%1 m").arg(meters, 0, 'g', 4);
}

void paintMapSheet(QPainter& painter, const QRectF& page, double units, const MapSheetContent& content)
{
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    painter.fillRect(page, Qt::white);
    const double margin = kMarginMillimeters * units;
    const QRectF inner = page.adjusted(margin, margin, -margin, -margin);
    const QRectF frame(inner.left(), inner.top(), inner.width(), inner.height() - kFooterMillimeters * units);

    QRectF crop;
    if (!content.picture.isNull()) {
        crop = cropFor(content.picture.size(), frame.size());
        painter.drawImage(frame, content.picture, crop);
    }
    if (content.legend)
        paintLegend(painter, frame, units, *content.legend);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(kInk, 0.3 * units));
    painter.drawRect(frame);

    const QRectF footer(inner.left(), frame.bottom() + 5 * units, inner.width(), (kFooterMillimeters - 5) * units);
    const double arrowRadius = kArrowMillimeters * units * 0.36;
    const QPointF arrowCenter(footer.right() - kArrowMillimeters * units / 2, footer.top() + 4.6 * units + arrowRadius);
    paintNorthArrow(painter, arrowCenter, arrowRadius, content.headingDegrees, units);

    const double barMaxUnits = footer.width() * 0.24;
    double barLeft = arrowCenter.x() - kArrowMillimeters * units / 2 - 8 * units;
    if (content.pictureWidthMeters > 0 && !crop.isEmpty()) {
        const double metersPerUnit =
            content.pictureWidthMeters * (crop.width() / content.picture.width()) / frame.width();
        const double meters = roundScaleLength(barMaxUnits * metersPerUnit);
        const double barUnits = meters / metersPerUnit;
        barLeft -= barMaxUnits;
        const QPointF bar(barLeft + barMaxUnits - barUnits, footer.top() + 6 * units);
        paintScaleBar(painter, bar, barUnits, meters, units);
        painter.setFont(fontOf(2.6, units));
        painter.setPen(kQuiet);
        const double denominator = metersPerUnit * units * 1000.0;
        const QString scale = formatScale(denominator);
        painter.drawText(QRectF(barLeft - 40 * units, bar.y() + 3 * units, barMaxUnits + 40 * units, 5 * units),
                         Qt::AlignRight | Qt::AlignTop,
                         content.isMap ? scale : MapSheetText::tr("%1 at the centre of the picture").arg(scale));
    }
    const double textWidth = barLeft - footer.left() - 8 * units;
    painter.setPen(kInk);
    painter.setFont(fontOf(6.2, units, true));
    painter.drawText(QRectF(footer.left(), footer.top(), textWidth, 8.4 * units), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(content.title, Qt::ElideRight, static_cast<int>(textWidth)));
    painter.setPen(kQuiet);
    painter.setFont(fontOf(2.9, units));
    const QString date = content.date.toString(QStringLiteral("yyyy-MM-dd"));
    painter.drawText(QRectF(footer.left(), footer.top() + 9.4 * units, textWidth, 4.6 * units),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     content.position.isEmpty() ? date : date + QStringLiteral("    ") + content.position);
    if (!content.sources.isEmpty()) {
        painter.drawText(
            QRectF(footer.left(), footer.top() + 14.2 * units, textWidth, 8 * units),
            Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
            MapSheetText::tr("Sources: %1").arg(content.sources.join(MapSheetText::tr("; ", "between sources"))));
    }
    painter.restore();
}

} // namespace guanjing::app
