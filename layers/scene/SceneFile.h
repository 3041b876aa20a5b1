#pragma once

#include "geodata/core/Result.h"

#include <string>
#include <string_view>

namespace guanjing::layers {

/// DiskFull for the error numbers that mean no room, WriteFailed for the others.
[[nodiscard]] ErrorCode writeErrorCode(int errorNumber);

/// Writes to a temporary file beside `path`, syncs it and renames it over `path`, whose permissions stay; a symbolic link
/// is followed. On any failure the old file is whole and no temporary file is left.
[[nodiscard]] Result<void> replaceFile(const std::string& path, std::string_view text);

} // namespace guanjing::layers
