#include "app/services/QtTextRasterizer.h"

#include <QFont>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace guanjing::app {

namespace {

constexpr int kMarginPixels = 1; // antialiasing reaches beyond the metrics
constexpr int kMaxSidePixels = 4096; // a label is never wider than a screen
constexpr double kMinPixelSize = 4.0;
constexpr double kMaxPixelSize = 512.0;

} // namespace

QtTextRasterizer::QtTextRasterizer() = default;

render::TextBitmap QtTextRasterizer::rasterize(const std::string& utf8, double pixelSize, bool bold,
                                               double letterSpacingPixels)
{
    render::TextBitmap bitmap;
    const QString text = QString::fromStdString(utf8);
    if (text.trimmed().isEmpty())
        return bitmap;
    QFont font(QStringLiteral("Noto Sans CJK SC"));
    font.setPixelSize(static_cast<int>(std::lround(std::clamp(pixelSize, kMinPixelSize, kMaxPixelSize))));
    font.setBold(bold);
    if (letterSpacingPixels > 0)
        font.setLetterSpacing(QFont::AbsoluteSpacing, letterSpacingPixels);
    font.setHintingPreference(QFont::PreferVerticalHinting);
    const QFontMetricsF metrics(font);
    const QRectF ink = metrics.boundingRect(text);
    const int left = static_cast<int>(std::floor(std::min(0.0, ink.left())));
    const int right = static_cast<int>(std::ceil(std::max(metrics.horizontalAdvance(text), ink.right())));
    const int top = static_cast<int>(std::floor(std::min(-metrics.capHeight(), ink.top())));
    const int bottom = static_cast<int>(std::ceil(std::max(0.0, ink.bottom())));
    bitmap.width = std::min(right - left + 2 * kMarginPixels, kMaxSidePixels);
    bitmap.height = std::min(bottom - top + 2 * kMarginPixels, kMaxSidePixels);
    bitmap.baseline = kMarginPixels - top;

    QImage image(bitmap.width, bitmap.height, QImage::Format_Grayscale8);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(QPointF(kMarginPixels - left, bitmap.baseline), text);
    painter.end();
    bitmap.alpha.reserve(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height));
    for (int y = 0; y < bitmap.height; ++y) {
        const uchar* row = image.constScanLine(y);
        bitmap.alpha.insert(bitmap.alpha.end(), row, row + bitmap.width);
    }
    return bitmap;
}

} // namespace guanjing::app
