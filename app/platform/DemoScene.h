#pragma once

#include <string>

namespace guanjing::app {

/// The demo city's scene file (DESIGN.md, section 3) with absolute URLs on the server at `baseUrl`.
[[nodiscard]] std::string demoSceneJson(const std::string& baseUrl);

} // namespace guanjing::app
