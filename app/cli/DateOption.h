#pragma once

#include <QString>

namespace guanjing::app {

/// "YYYY", "YYYY-MM" or "YYYY-MM-DD", and a day that there is.
[[nodiscard]] bool isDateText(const QString& text);
/// How the options that take one name it.
inline constexpr const char* kDateForm = "YYYY-MM[-DD]";

} // namespace guanjing::app
