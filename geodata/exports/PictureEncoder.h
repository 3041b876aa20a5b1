#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <cstdint>
#include <span>

namespace guanjing {

enum class PictureCoding : std::uint8_t { Jpeg, Png, WebP };

/// RGBA, rows from the top; JPEG drops alpha. Through GDAL; any thread.
[[nodiscard]] Result<Bytes> encodePicture(std::span<const std::uint8_t> rgba, int width, int height,
                                          PictureCoding coding, int quality);

} // namespace guanjing
