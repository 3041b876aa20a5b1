#pragma once

#include "render/symbols/PlaceNames.h"

#include <vector>

namespace guanjing::app {

/// Names along the wide streets of the demo city, which has a plan of its own. Pure.
[[nodiscard]] std::vector<render::PlaceName> demoStreetNames(bool english);

} // namespace guanjing::app
