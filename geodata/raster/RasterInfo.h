#pragma once

#include "geodata/core/Issue.h"
#include "geodata/core/Rectangle.h"
#include "geodata/core/Result.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace guanjing {

/// Issue::message of a raster without a coordinate system.
inline constexpr const char* kNoSystemDetail = "names no coordinate system; a scene can state it as \"crs\"";

struct RasterBandInfo {
    std::string type; ///< GDAL's name: "Byte", "UInt16", "Int16", "Float32" …
    std::string color; ///< "Red", "Gray", "Palette", "Alpha", "Undefined" …
    std::optional<double> nodata;
    std::vector<std::string> mask; ///< "PER_DATASET", "ALPHA"; empty: every pixel counts, nodata aside
    int overviews = 0;
    int blockWidth = 0, blockHeight = 0; ///< pixels
    /// GDAL's checksum of all pixels; only where all were read.
    std::optional<int> checksum;
    /// Least and greatest value, nodata left out; only where all pixels were read and any counts.
    std::optional<std::array<double, 2>> range;
};

/// What a georeferenced picture or height model is. Plain data.
struct RasterInfo {
    std::string driver; ///< GDAL's short name: "GTiff", "MBTiles", "GPKG", "VRT", "JP2OpenJPEG" …
    int width = 0, height = 0; ///< pixels
    std::vector<RasterBandInfo> bands;
    /// x = [0] + column [1] + row [2], y = [3] + column [4] + row [5]; x is east or longitude.
    std::optional<std::array<double, 6>> geoTransform;
    bool hasControlPoints = false;
    std::string crsName; ///< "WGS 84 / UTM zone 50N"; empty: none
    std::string epsg; ///< "32650"; empty: not one of the authority's
    /// Around all pixels in degrees; west > east across 180°. None without a place on the earth.
    std::optional<Rectangle> bounds;
    std::map<std::string, std::string> layout; ///< GDAL's IMAGE_STRUCTURE: COMPRESSION, INTERLEAVE, LAYOUT …
    std::vector<std::string> otherParts; ///< further pictures of the same file, by GDAL's description
    bool isReadWhole = false;
    Issues issues;
};

struct RasterInfoOptions {
    /// Sources with more values (pixels × bands) are read only at the corners and in the middle.
    std::uint64_t maxCheckedValues = 100'000'000;
    /// Bigger pictures without overviews are warned about.
    int mostPixelsWithoutOverviews = 4096;
};

/// Opens a GeoTIFF, COG, VRT, JPEG 2000, MBTiles, GeoPackage or whatever else GDAL reads, and looks through it. `url` is an
/// absolute path, an http(s) URL (read by ranges), or GdalMemoryFile::name(). Blocks; any thread. Errors as openDataset
/// has them; what is wrong but leaves the rest usable stands in issues, unreadable pixels as Severity::Error.
[[nodiscard]] Result<RasterInfo> readRasterInfo(const std::string& url, const RasterInfoOptions& options = {});

} // namespace guanjing
