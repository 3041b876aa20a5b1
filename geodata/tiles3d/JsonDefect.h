#pragma once

#include <string>
#include <string_view>

namespace guanjing::tiles3d {

/// Where and how a text stops being JSON, in words of our own: `line 3, column 7: unexpected "NaN"`; empty where it is
/// JSON. Lines and columns (in bytes) count from 1. Any thread.
[[nodiscard]] std::string jsonDefect(std::string_view text);

} // namespace guanjing::tiles3d
