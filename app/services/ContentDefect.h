#pragma once

#include <QString>

namespace guanjing::app {

/// The exact defect that an error's detail names ("glb states 64 bytes, there are 12") in the language in force; names and
/// values stay as they are. Other words, such as a library's, are quoted as they are. Any thread.
[[nodiscard]] QString contentDefectText(const QString& detail);
/// "band 2" or "tile matrix set", where a defect was found, in the language in force; a path within a file as it is.
[[nodiscard]] QString defectPlaceText(const QString& place);
/// True where contentDefectText has words of its own for it.
[[nodiscard]] bool isKnownContentDefect(const QString& detail);

} // namespace guanjing::app
