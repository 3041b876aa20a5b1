#pragma once

#include "geodata/core/AreaMask.h"
#include "geodata/core/Result.h"
#include "geodata/exports/ImageryExport.h"
#include "geodata/raster/GridProjector.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>

namespace guanjing {

/// A window of pixels in a coordinate system.
struct ExportWindow {
    std::int64_t x = 0, y = 0; ///< of its first pixel, counted from the upper left of the level
    int width = 0, height = 0;
    std::array<double, 6> geoTransform{0, 1, 0, 0, 0, -1}; ///< as GDAL has it
    std::string crs;
};

/// How a request is carried out.
struct ExportPlan {
    enum class Way : std::uint8_t {
        Copy, ///< pictures of the Web Mercator quadtree, byte by byte, into MBTiles
        Tiles, ///< resampled into tiles of Web Mercator
        Pixels, ///< the source's own pixels
        Resampled ///< a window of Web Mercator
    };
    Way way = Way::Pixels;
    int minLevel = 0,
        maxLevel = 0; ///< of the source, by index; those that are read are all of them in Copy, else the last
    int minZoom = 0, maxZoom = 0; ///< of Web Mercator's quadtree; of Copy, Tiles and Resampled
    ExportWindow window; ///< of Pixels and Resampled
    /// In the coordinates of the plane that the file is written in: Web Mercator's metres, or those of the source's grid.
    std::shared_ptr<const AreaMask> mask;
    std::shared_ptr<GridProjector> projector;
    Rectangle bounds; ///< degrees, of what is written
    ExportEstimate estimate;
};

/// Errors as estimateExport has them.
[[nodiscard]] Result<ExportPlan> planExport(const OpenedImagery& imagery, const ExportRequest& request);

/// The number by which a level is asked for.
[[nodiscard]] int levelNumber(const TileGrid& grid, int level);
/// "12.3 GB", for sentences.
[[nodiscard]] std::string sizeText(double bytes);

} // namespace guanjing
