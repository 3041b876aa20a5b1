#pragma once
// "available" of layer.json and of a tile's metadata. For the .cpp files of this room only.

#include "geodata/core/Result.h"
#include "geodata/terrain/TerrainTiling.h"

#include <string>
#include <string_view>
#include <vector>

namespace guanjing {

/// {"available": [[{"startX", "startY", "endX", "endY"}, …], …]}, one list a level. A missing key is an empty list.
[[nodiscard]] Result<std::vector<std::vector<TerrainTileRange>>> parseAvailability(std::string_view json,
                                                                                   const std::string& source);

} // namespace guanjing
