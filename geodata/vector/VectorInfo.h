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

struct VectorFieldInfo {
    std::string name;
    std::string type; ///< OGR's name: "String", "Integer", "Real", "Date" …
    std::string firstJson, lastJson; ///< values of the first and the last feature as JSON; "null" for none
};

struct VectorLayerInfo {
    std::string name;
    std::uint64_t features = 0;
    std::map<std::string, std::uint64_t> geometries; ///< by OGR's name: "Polygon", "Point" …; "None" without one
    std::vector<VectorFieldInfo> fields;
    std::string crsName; ///< empty: none
    std::string epsg; ///< "4490"; empty: not one of the authority's
    std::optional<Rectangle> bounds; ///< degrees
};

/// What a file of features holds. Plain data.
struct VectorInfo {
    std::string driver; ///< OGR's name: "GeoJSON", "GPKG", "ESRI Shapefile" …
    std::vector<VectorLayerInfo> layers;
    Issues issues;
};

/// Opens GeoJSON, GeoPackage, Shapefile, FlatGeobuf or whatever else OGR reads, and goes through every feature, up to
/// limits::kMaxInspectedFeatures. `url` as for openDataset. Blocks; any thread. Errors as openDataset has them; features
/// that cannot be used stand in issues.
[[nodiscard]] Result<VectorInfo> readVectorInfo(const std::string& url);

} // namespace guanjing
