#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace guanjing::layers {

/// What is wrong with a small picture in a scene file, in words for a message; nothing when it is a data URL (RFC 2397) of
/// a JPEG or PNG in base64 (RFC 4648, section 4) that begins as such a file does. The picture itself is not decoded.
[[nodiscard]] std::optional<std::string> pictureUrlDefect(std::string_view url);

} // namespace guanjing::layers
