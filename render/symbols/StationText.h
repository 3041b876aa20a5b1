#pragma once

#include "layers/live/ObservationSnapshot.h"

#include <string>

namespace guanjing::render {

/// "PM2.5 35 µg/m³": the first datastream that has a value, with its unit as people write it; empty without one. Pure.
[[nodiscard]] std::string mainValueText(const layers::StationValue& station);

} // namespace guanjing::render
