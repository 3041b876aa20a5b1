#pragma once

#include "geodata/core/Issue.h"
#include "geodata/core/Rectangle.h"
#include "geodata/core/Result.h"
#include "geodata/raster/TileGrid.h"

#include <optional>
#include <string>
#include <vector>

namespace guanjing {

/// A tile matrix as a document has it.
struct WrittenMatrix {
    std::string id;
    double scaleDenominator = 0; ///< at 0.28 mm a pixel
    double cellSize = 0; ///< units a pixel; 0: follows from the scale
    double first = 0, second = 0; ///< the corner's coordinates in the order of the text
    bool isFromSouth = false; ///< the corner is the south-west one
    int tileWidth = 256, tileHeight = 256;
    double columns = 1, rows = 1;
};

struct WrittenGrid {
    std::string source; ///< what names it in errors
    std::string crs; ///< as written
    std::vector<WrittenMatrix> matrices;
    std::string axisOrder; ///< "xy", "yx": overrides; empty: the authority's
    std::optional<Rectangle> bounds; ///< degrees, of the layer
};

/// Reads a tile matrix set of WMTS (OGC 07-057r7, 6) or OGC API Tiles (OGC 17-083r4). Corners written in the wrong order, and
/// scales reckoned with 96 dpi, as Tianditu has both, are recognised by what they would mean otherwise and told in `issues`.
/// Not finished yet: limits may be added. Errors: BadReference for the system, BadValue.
[[nodiscard]] Result<TileGrid> readGrid(const WrittenGrid& written, Issues& issues);

/// Degrees to a box of a grid's coordinates (least x, least y, greatest x, greatest y); none where that makes no sense.
[[nodiscard]] std::optional<glm::dvec4> gridBoxOf(const TileGrid& grid, const Rectangle& bounds);

} // namespace guanjing
