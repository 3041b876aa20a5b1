#pragma once

#include "geodata/core/Issue.h"

#include <string>

namespace guanjing {

/// What a library below GDAL (libtiff, SQLite, OpenJPEG, the XML reader …) says, in words of ours that app/ can translate. What
/// is not known comes back as "GDAL says: …", one sentence without handles, or empty for what only follows from another
/// failure.
[[nodiscard]] std::string gdalWords(const std::string& message);

} // namespace guanjing
