#pragma once

#include <QString>

#include <string>

namespace guanjing::app {

/// A kind, a fact or a count of a report ("overviews", "tiles") for people, in the language in force; the names themselves
/// stand in the JSON. One that is not known is returned as it is.
[[nodiscard]] QString inspectWord(const std::string& name);
/// Blanks behind it up to a width, in which a Chinese character takes two places, as on a terminal.
[[nodiscard]] QString inColumn(const QString& text, int width);
[[nodiscard]] std::string yesOrNo(bool isSo);

} // namespace guanjing::app
