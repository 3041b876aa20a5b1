#include "app/panels/Thumbnail.h"

#include <QBuffer>
#include <QByteArray>
#include <QImageReader>

namespace guanjing::app {

namespace {

constexpr int kMostBytes = 12'000;
constexpr int kFirstQuality = 85;
constexpr int kLastQuality = 25;
constexpr int kQualityStep = 15;
constexpr int kMostSide = 2048; // of a picture in somebody's scene
constexpr auto kBeginning = "data:image/jpeg;base64,";

} // namespace

std::string thumbnailUrl(const QImage& picture)
{
    if (picture.isNull())
        return {};
    QImage small = picture.scaled(kThumbnailSize, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    small.setDevicePixelRatio(1.0);
    const QPoint corner((small.width() - kThumbnailSize.width()) / 2, (small.height() - kThumbnailSize.height()) / 2);
    small = small.copy(QRect(corner, kThumbnailSize)).convertToFormat(QImage::Format_RGB888);
    QByteArray jpeg;
    for (int quality = kFirstQuality; quality >= kLastQuality; quality -= kQualityStep) {
        jpeg.clear();
        QBuffer buffer(&jpeg);
        if (!buffer.open(QIODevice::WriteOnly) || !small.save(&buffer, "JPEG", quality))
            return {};
        if (jpeg.size() <= kMostBytes)
            break;
    }
    return kBeginning + jpeg.toBase64().toStdString();
}

QPixmap thumbnailPixmap(const std::string& url)
{
    QByteArray bytes = QByteArray::fromBase64(QByteArray::fromStdString(url.substr(url.find(',') + 1)));
    QBuffer buffer(&bytes);
    QImageReader reader(&buffer);
    if (reader.size().width() > kMostSide || reader.size().height() > kMostSide)
        return {};
    return QPixmap::fromImage(reader.read());
}

} // namespace guanjing::app
