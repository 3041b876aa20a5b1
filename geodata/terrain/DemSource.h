#pragma once

#include "geodata/terrain/HeightSource.h"

#include <memory>
#include <string>

namespace guanjing {

/// Opens a raster of heights that GDAL reads (GeoTIFF, COG, VRT …), local or over HTTP, as tiles of the geographic scheme:
/// its finest level is about as fine as its pixels. Between the middles of pixels heights are bilinear; coarser levels are
/// averages, from overviews where there are some. Unit, scale and offset of the band are applied, so that heights are metres.
/// Pixels without data, and values that are no heights on Earth, are voids, filled from their neighbours within a tile; so is
/// what cannot be read of a file that is cut off. A tile says so; of undeclared voids the source
/// does where some are found at its corners or in its middle, else the first tile that meets one.
///
/// `crs` in place of the raster's own system, where it is not empty; see CoordinateTransform. Worker thread: this and the
/// tiles made of it read files and wait for servers. Errors as openDataset, and: UnsupportedFeature for a raster that is no
/// heights, NoPlace for one that is not placed on Earth or whose place cannot be expressed in degrees, TooLarge.
[[nodiscard]] Result<std::shared_ptr<const HeightSource>> openDem(const std::string& url, const std::string& crs);
/// The same of bytes at hand; `url` names them in errors.
[[nodiscard]] Result<std::shared_ptr<const HeightSource>> openDem(const SharedBytes& bytes, const std::string& url);

} // namespace guanjing
