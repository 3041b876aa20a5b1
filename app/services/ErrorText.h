#pragma once

#include "geodata/core/Error.h"

#include <QString>

namespace guanjing::app {

/// A sentence about a failure in the language in force: the source, what is wrong, and the exact defect. Any thread.
[[nodiscard]] QString errorText(const Error& error);
/// What an error code means, in words, without source and detail.
[[nodiscard]] QString errorCodeText(ErrorCode code);

} // namespace guanjing::app
