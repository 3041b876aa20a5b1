#pragma once

#include <QImage>
#include <QPixmap>

#include <string>

namespace guanjing::app {

/// Pixels of a viewpoint's picture as it is kept in the scene.
inline constexpr QSize kThumbnailSize{192, 108};

/// The middle of a picture, small enough for a scene file: a data URL of a JPEG below 12 KB. Empty for no picture.
[[nodiscard]] std::string thumbnailUrl(const QImage& picture);
/// Null when it cannot be decoded.
[[nodiscard]] QPixmap thumbnailPixmap(const std::string& url);

} // namespace guanjing::app
