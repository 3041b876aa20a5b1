#pragma once
// The city's rasters as files of which any range can be made.

#include "geodata/democity/Epoch.h"
#include "geodata/democity/VirtualTiff.h"

#include <string_view>

namespace guanjing::democity {

struct RasterFile {
    std::shared_ptr<const VirtualTiff> tiff;
    VirtualTiff::Fetch make; ///< of its tiles; each takes as long as a tile of a map
};

/// "city.tif": heights of the ground above the ellipsoid, metres, in degrees of CGCS2000 (EPSG:4490), about 10 m a pixel.
[[nodiscard]] Result<RasterFile> demFile(std::string_view name);
/// The orthophoto of a date in Web Mercator at 3.4 cm on the ground (3.7 cm of the projection), with overviews, as JPEG:
/// "dongguan.tif" the whole city, or a town by its English name in small letters ("nancheng.tif").
[[nodiscard]] Result<RasterFile> orthophotoFile(std::string_view name, Epoch epoch);

} // namespace guanjing::democity
