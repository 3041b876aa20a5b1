#pragma once

#include <QString>

#include <cstdint>

namespace guanjing::app {

/// Installs the translations of a language ("zh" or "en"; empty: the saved
/// setting, else Chinese) into the application, in place of those installed
/// before. GUI thread. Returns the language in force.
QString installLanguage(const QString& language);

/// Groups of digits parted by narrow spaces, as everywhere in the program: the
/// languages' own rules put commas there.
[[nodiscard]] QString withThinGroups(QString text);

/// "16,384 bytes" with thin spaces.
[[nodiscard]] QString byteCountText(std::int64_t bytes);
/// "950 bytes", "1.2 MB" (of 1,024 kB).
[[nodiscard]] QString dataSizeText(double bytes, int decimals = 1);

} // namespace guanjing::app
