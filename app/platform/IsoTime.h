#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace guanjing::app {

using UtcTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// An instant as of ISO 8601, "2026-11-22T08:00:00.5+08:00"; nothing where the text is none or has no offset.
[[nodiscard]] std::optional<UtcTime> parseIsoTime(std::string_view text);
/// To the whole second, in UTC with a Z.
[[nodiscard]] std::string formatIsoTime(UtcTime time);
/// A duration as of ISO 8601 without months and years, "P1DT2H"; weeks ("P2W") too.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseIsoDuration(std::string_view text);

} // namespace guanjing::app
