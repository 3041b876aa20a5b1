#pragma once

#include "layers/live/ObservationSnapshot.h"

#include <optional>
#include <string>
#include <string_view>

namespace guanjing::layers {

/// An ISO 8601 instant with zone ("2026-11-22T08:00:00.250+08:00", "…Z"), or the end of an interval "a/b", in UTC.
/// Nothing when it is no such text, names no zone or a day that does not exist.
[[nodiscard]] std::optional<UtcTime> parseUtcTime(std::string_view text);

/// "2026-11-22T08:00:00.250Z"
[[nodiscard]] std::string formatUtcTime(UtcTime time);

} // namespace guanjing::layers
