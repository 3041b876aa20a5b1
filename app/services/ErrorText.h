#pragma once

#include "geodata/core/Error.h"

#include <QString>

#include <cstdint>

namespace guanjing::app {

/// A sentence about a failure in the language in force: the source and what is wrong; the English detail only where there
/// is no sentence for it. Any thread.
[[nodiscard]] QString errorText(const Error& error);
/// What is wrong, as precisely as it can be worded, without the source.
[[nodiscard]] QString errorCauseText(const Error& error);
/// What an error code means, in words, without source and detail.
[[nodiscard]] QString errorCodeText(ErrorCode code);
/// Error::source as people know it: the demo platform's addresses are another one each time, and none that can be opened.
[[nodiscard]] QString errorSourceText(const std::string& source);
/// An exact defect, Error::detail, where there are words for it; else as it is.
[[nodiscard]] QString errorDetailText(const std::string& detail);
/// "… and 211 more like it", the line below the first of a kind.
[[nodiscard]] QString moreLikeItText(std::uint64_t more);

/// What is said of a model whose data does not place it.
[[nodiscard]] QString noPlaceText();

} // namespace guanjing::app
