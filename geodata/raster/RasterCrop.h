#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Rectangle.h"
#include "geodata/core/Result.h"

#include <string>

namespace guanjing {

/// The part of a raster around a rectangle of degrees, its values as they are, as a GeoTIFF in memory; for small grids such as
/// geoid undulations. Blocks. Errors as openDataset; BadValue where it has nothing there, TooLarge.
[[nodiscard]] Result<SharedBytes> cropRaster(const std::string& url, const Rectangle& bounds);

} // namespace guanjing
