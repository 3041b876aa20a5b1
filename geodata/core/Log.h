#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace guanjing {

enum class LogLevel { Debug, Info, Warning, Error, Off };

/// Receives every line at or above the level. Called from any thread, never while a lock of ours is held.
using LogSink = std::function<void(LogLevel, std::string_view category, std::string_view text)>;

/// Sets where log lines go; before the first call they go to stderr from Warning up. Any thread.
void setLogSink(LogLevel minimum, LogSink sink);
[[nodiscard]] bool logEnabled(LogLevel level);
/// One category per room, e.g. "geodata.net". Never a secret or a token; nothing per tile above Debug.
void log(LogLevel level, std::string_view category, std::string_view text);

} // namespace guanjing
