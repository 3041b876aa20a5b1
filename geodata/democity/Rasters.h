#pragma once
// The city's rasters as files of which any range can be made.

#include "geodata/democity/VirtualTiff.h"

#include <string_view>

namespace guanjing::democity {

struct RasterFile {
    std::shared_ptr<const VirtualTiff> tiff;
    VirtualTiff::Fetch make; ///< of its tiles; each takes as long as a tile of a map
};

/// "city.tif": heights of the ground above the ellipsoid, metres, in degrees of CGCS2000 (EPSG:4490), about 10 m a pixel.
[[nodiscard]] Result<RasterFile> demFile(std::string_view name);

} // namespace guanjing::democity
