#pragma once

#include <string>

namespace guanjing {

/// True for the media types of services whose pictures this program decodes, under the names that are in use: image/png,
/// image/jpeg, image/webp, "image/png; mode=8bit", image/jpgpng, and Tianditu's "tiles".
[[nodiscard]] bool isReadableFormat(const std::string& mediaType);

} // namespace guanjing
