#pragma once
// Names of the streets of the plan. They are plausible, not the real ones: words that streets of the region bear, spread so
// that no two arterial roads of a town have one name.

#include "geodata/democity/Plan.h"

#include <string>

namespace guanjing::democity {

struct StreetName {
    std::string zh, en;
    bool operator==(const StreetName&) const = default;
};

/// Name of a road of the plan; empty for lanes and tracks, which have none. A function of the road alone.
[[nodiscard]] StreetName streetName(const Road& road);

} // namespace guanjing::democity
