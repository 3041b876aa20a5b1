#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/tiles3d/Model.h"

#include <string>

namespace guanjing::tiles3d {

enum class ImageFormat : unsigned char { Unknown, Jpeg, Png, WebP, Ktx2 };

/// By the first bytes.
[[nodiscard]] ImageFormat detectImageFormat(ByteView bytes);

/// Decodes JPEG, PNG, WebP or KTX 2 (with its mip levels) to RGBA, 8 bits a channel, rows from the top. Refuses sizes over
/// limits::kMaxImageSide and kMaxImagePixels, and sizes that so few bytes cannot describe, before any memory is taken. `warning`, when given, receives what a tolerated picture suffers from, e.g. a JPEG that ends early.
/// Any thread.
[[nodiscard]] Result<Image> decodeImage(ByteView bytes, const std::string& source, std::string* warning = nullptr);

} // namespace guanjing::tiles3d
