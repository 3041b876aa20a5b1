#pragma once
// One district as oblique photogrammetry gives it: ground, roofs, crowns and walls as one skin, the orthophoto on top and
// facades on the walls.

#include "geodata/democity/CityFrame.h"
#include "geodata/democity/Demo.h"

namespace guanjing::democity {

/// The extent of the district in the plane: 2 km each way in 南城.
[[nodiscard]] Box photoMeshBox();

/// tileset.json or a tile of it, "t/LEVEL/X_Y.glb": level 0 is the whole district, every further one halves its tiles.
[[nodiscard]] Result<NamedBytes> photoMeshFile(std::string_view path, Epoch epoch = Epoch::June2026);

} // namespace guanjing::democity
