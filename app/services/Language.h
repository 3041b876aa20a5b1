#pragma once

#include <QString>

namespace guanjing::app {

/// Installs the translations of a language ("zh" or "en"; empty: the saved
/// setting, else Chinese) into the application, in place of those installed
/// before. GUI thread. Returns the language in force.
QString installLanguage(const QString& language);

/// Groups of digits parted by narrow spaces, as everywhere in the program: the
/// languages' own rules put commas there.
[[nodiscard]] QString withThinGroups(QString text);

} // namespace guanjing::app
