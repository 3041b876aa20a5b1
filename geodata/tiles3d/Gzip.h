#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Limits.h"
#include "geodata/core/Result.h"

#include <functional>
#include <map>
#include <string>

namespace guanjing::tiles3d {

[[nodiscard]] inline bool isGzip(ByteView bytes) { return bytes.size() >= 18 && bytes[0] == 0x1F && bytes[1] == 0x8B; }

/// Undoes gzip (RFC 1952). Tilesets are sometimes stored compressed and served without a Content-Encoding.
[[nodiscard]] Result<Bytes> gunzip(ByteView bytes, const std::string& source,
                                   std::size_t maxBytes = limits::kMaxAssetBytes);

/// Undoes gzip in the files that a content names, limits::kMaxAssetBytes of them together. What cannot be unpacked stays
/// as it is: a buffer of plain numbers may begin like gzip. May throw std::bad_alloc.
void unpackGzip(std::map<std::string, SharedBytes, std::less<>>& files);

} // namespace guanjing::tiles3d
