#pragma once

#include "render/symbols/PlaceNames.h"

#include <vector>

namespace guanjing::app {

/// Names along the wide streets of the demo city, which has a plan of its own. Pure.
[[nodiscard]] std::vector<render::PlaceName> demoStreetNames(bool english);

/// The names that the map shows, from the program's resources: the 33 towns and the waters. Pure.
[[nodiscard]] std::vector<render::PlaceName> mapNames(bool english);

} // namespace guanjing::app
