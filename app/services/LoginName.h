#pragma once

#include <string>

namespace guanjing::app {

/// The name under which the system knows whose process this is; its number where it has none. Not from the environment,
/// which anyone can change.
[[nodiscard]] std::string loginName();

} // namespace guanjing::app
