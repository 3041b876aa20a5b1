#pragma once

#include <QString>

namespace guanjing::app {

/// Installs the translations of a language ("zh" or "en"; empty: the saved setting, else Chinese) into the application, in
/// place of those installed before. GUI thread. Returns the language in force.
QString installLanguage(const QString& language);

} // namespace guanjing::app
