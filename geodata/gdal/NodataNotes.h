#pragma once

#include "geodata/core/Issue.h"

#include <optional>

namespace guanjing {

/// Whether the value that stands for "nothing here" can be right: one that no pixel of its type can have, and one that every
/// pixel has, are noted as warnings, in the same words wherever a raster is opened or looked through. `band` is an open
/// GDALRasterBandH, `stated` a value in place of the file's own. Reads little: a coarse overview, or a few places where there is
/// none; all of it only where these show nothing else, and up to `mostReadPixels`.
[[nodiscard]] Issues noteNodata(void* band, std::optional<double> stated, double mostReadPixels);

} // namespace guanjing
