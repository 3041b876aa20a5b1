#pragma once

#include "geodata/core/Bytes.h"

#include <optional>
#include <string_view>

namespace guanjing {

/// True for data: URLs (RFC 2397), well-formed or not.
[[nodiscard]] bool isDataUrl(std::string_view url);
/// The bytes in one, base64 or percent-encoded; nothing where it is none or is damaged.
[[nodiscard]] std::optional<Bytes> decodeDataUrl(std::string_view url);

} // namespace guanjing
