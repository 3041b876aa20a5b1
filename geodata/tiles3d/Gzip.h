#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <string>

namespace guanjing::tiles3d {

[[nodiscard]] inline bool isGzip(ByteView bytes) { return bytes.size() >= 18 && bytes[0] == 0x1F && bytes[1] == 0x8B; }

/// Undoes gzip (RFC 1952); bounded by limits::kMaxAssetBytes. Tilesets are sometimes stored compressed and served
/// without a Content-Encoding.
[[nodiscard]] Result<Bytes> gunzip(ByteView bytes, const std::string& source);

} // namespace guanjing::tiles3d
