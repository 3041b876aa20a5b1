#pragma once

#include "layers/live/ObservationSnapshot.h"

#include <string>

namespace guanjing::render {

/// "PM2.5 35 µg/m³": a value with its unit as people write it; empty without one. Pure.
[[nodiscard]] std::string valueText(const layers::DatastreamValue& stream);
/// The value that made the station warn, else the first datastream that has one. Pure.
[[nodiscard]] std::string mainValueText(const layers::StationValue& station);
/// The same with a sign before it for warnings and alarms, as their markers have it: ▲ and ■. Nothing for stale stations,
/// whose values are old. Pure.
[[nodiscard]] std::string labelValueText(const layers::StationValue& station, layers::StationState state);

} // namespace guanjing::render
