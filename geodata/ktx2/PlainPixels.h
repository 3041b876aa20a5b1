#pragma once
// Pixels without compression. For the .cpp files of this room only.

#include "geodata/core/Bytes.h"
#include "geodata/ktx2/Ktx2.h"
#include "geodata/ktx2/PixelFormat.h"

namespace guanjing::ktx2 {

/// A level of one of the plain formats; `bytes` has PixelFormat::levelBytes.
[[nodiscard]] Level decodePlain(ByteView bytes, const PixelFormat& format, int width, int height);

/// Whether decodePlain() leaves RGB encoded as sRGB: formats of more than 8 bits are encoded so.
[[nodiscard]] bool becomesSrgb(const PixelFormat& format);

} // namespace guanjing::ktx2
