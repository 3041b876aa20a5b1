#pragma once

#include "geodata/core/Result.h"

#include <memory>

namespace guanjing {

class PictureSource;
struct ImageryDescription;

/// A raster that GDAL reads (GeoTIFF, COG, MBTiles, GeoPackage, VRT, JPEG 2000 …) as pictures of 256 pixels of its own rows
/// and columns, halved level by level; its overviews are used where they serve. Nothing is resampled into another system.
/// Nodata, masks and alpha become transparency, palettes colours; values wider than a byte are stretched from the 2nd to
/// the 98th percentile of a sample. Of more than four bands those called red, green and blue are shown, else the first three.
///
/// description.url is a path or an http(s) URL, which is read by ranges; reading then blocks a worker for as long as the
/// server takes (GdalScope bounds that). description.layer names one raster of several in a file.
/// Errors: as openDataset has them; NoPlace without a coordinate system or a place.
[[nodiscard]] Result<std::shared_ptr<const PictureSource>> openGdalPictures(const ImageryDescription& description);

} // namespace guanjing
