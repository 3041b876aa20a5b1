#pragma once
// Where a GDAL raster lies on the earth. For the .cpp files of this room only.

namespace guanjing {

class GdalScope;
struct RasterInfo;

/// Fills geoTransform, hasControlPoints, crsName, epsg and bounds of `info`, and the issues about them. `dataset` is an
/// open GDALDatasetH; its width and height stand in `info` already.
void readPlace(void* dataset, GdalScope& scope, RasterInfo& info);

} // namespace guanjing
