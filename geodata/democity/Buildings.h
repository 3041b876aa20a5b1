#pragma once
// Inside the room and its tests: building tiles before they become glb.

#include "geodata/democity/Demo.h"
#include "geodata/democity/TileMesh.h"

namespace guanjing::democity {

/// Levels 0 (4 km) to 4 (250 m); i east, j north from the frame's origin.
[[nodiscard]] Box buildingTileBox(int level, int i, int j);
[[nodiscard]] TileMesh buildTile(int level, int i, int j, Epoch epoch = Epoch::June2026, Relief relief = Relief::Flat);

} // namespace guanjing::democity
