#pragma once

#include "geodata/core/Result.h"

#include <glm/vec2.hpp>

#include <string>
#include <vector>

namespace guanjing {

/// A polygon of a file, or several of one feature, by the even-odd rule.
struct NamedArea {
    std::string name; ///< of its name field where it has one, else its number in the file
    std::vector<std::vector<glm::dvec2>> rings; ///< longitude and latitude in degrees, WGS 84, not closed
};

/// The polygons of GeoJSON, GeoPackage, Shapefile, KML or whatever else OGR reads, at most `most`, in the file's order;
/// `path` is a local file or a GdalMemoryFile's name. `nameField`: where names stand; empty or not there: a usual one. Blocks; any thread. Errors as openDataset has them; BadValue where it holds no polygons,
/// BadReference for one without a coordinate system that can be used.
[[nodiscard]] Result<std::vector<NamedArea>> readAreas(const std::string& path, const std::string& nameField = {},
                                                       std::size_t most = 10'000);

} // namespace guanjing
