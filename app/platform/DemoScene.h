#pragma once

#include <string>

namespace guanjing::app {

/// The demo city's scene file (DESIGN.md, section 3) with absolute URLs on the server at `baseUrl`, its names in Chinese or
/// in English.
[[nodiscard]] std::string demoSceneJson(const std::string& baseUrl, bool english = false);

} // namespace guanjing::app
