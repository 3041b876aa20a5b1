#pragma once

#include "render/symbols/PlaceNames.h"

#include <vector>

namespace guanjing::app {

/// The names that the map shows, from the program's resources: the 33 towns and the waters. Pure.
[[nodiscard]] std::vector<render::PlaceName> mapNames(bool english);

} // namespace guanjing::app
