#pragma once
// Inside the room and its tests: building tiles before they become glb, and what bounds them.

#include "geodata/democity/Demo.h"
#include "geodata/democity/TileMesh.h"

#include <optional>
#include <utility>
#include <vector>

namespace guanjing::democity {

/// Levels 0 (4 km) to 4 (250 m); i east, j north from the frame's origin.
[[nodiscard]] Box buildingTileBox(int level, int i, int j);
[[nodiscard]] bool isBuildingTile(int level, int i, int j);
[[nodiscard]] double buildingTileError(int level);
[[nodiscard]] TileMesh buildTile(int level, int i, int j, Epoch epoch = Epoch::June2026, Relief relief = Relief::Flat);

/// Whether there are tiles where a place is.
[[nodiscard]] bool hasBuildingTiles(V2 place);

/// What may stand in the tiles below a box, from the plans alone. Immutable; any thread.
class TileBounds {
public:
    TileBounds(const Box& box, Epoch epoch, Relief relief);
    /// west, south, east, north in radians, lowest and highest metres; nothing where nothing can stand.
    [[nodiscard]] std::optional<std::array<double, 6>> region(int level, int i, int j) const;
    /// Of the whole box, with nothing in it.
    [[nodiscard]] std::array<double, 6> emptyRegion() const;

private:
    Box m_box;
    std::shared_ptr<const GroundLattice> m_ground;
    std::vector<std::pair<Box, double>> m_limits; ///< heights above ground
};

/// A 4 km cell on which something may stand.
struct BuildingCell {
    int i, j;
    std::array<double, 6> region;
};
[[nodiscard]] const std::vector<BuildingCell>& buildingCells(Relief relief);

/// A file of the implicit tileset; nothing where the path names none.
[[nodiscard]] std::optional<NamedBytes> implicitFile(std::string_view path, Epoch epoch, Relief relief);

} // namespace guanjing::democity
