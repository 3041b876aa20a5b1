#pragma once

#include "geodata/tiles3d/PropertyTable.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace guanjing::tiles3d {

/// What is known of one thing as a whole: a tileset, subtree, tile, content or group (3D Tiles 1.1, "Metadata").
struct MetadataEntity {
    std::string className;
    std::vector<Attribute> attributes; ///< values as shown; defaults filled in
    /// The same values by the meaning that the schema gives them ("TILE_BOUNDING_BOX").
    std::map<std::string, PropertyValue, std::less<>> semantics;
};

} // namespace guanjing::tiles3d
