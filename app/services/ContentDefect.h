#pragma once

#include <QString>

namespace guanjing::app {

/// The exact defect that an error's detail names ("glb states 64 bytes, there are 12") in the language in force; names and
/// values stay as they are. A detail in other words, such as a library's, is returned unchanged. Any thread.
[[nodiscard]] QString contentDefectText(const QString& detail);
/// True where contentDefectText has words of its own for it.
[[nodiscard]] bool isKnownContentDefect(const QString& detail);

} // namespace guanjing::app
