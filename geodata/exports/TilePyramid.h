#pragma once

#include "geodata/core/Result.h"
#include "geodata/exports/ExportPlan.h"
#include "geodata/exports/MbTilesFile.h"
#include "geodata/exports/PictureReader.h"

#include <cstdint>
#include <functional>

namespace guanjing {

class PictureSource;

/// Told after each picture: how many were dealt with.
using ExportStep = std::function<void(std::uint64_t done)>;

/// The pictures of the plan's levels that touch the area, as the source has them. Cancelled through the reader.
[[nodiscard]] Result<void> copyTiles(const ExportPlan& plan, const PictureSource& source, PictureReader& reader,
                                     MbTilesFile& file, const ExportStep& step);

/// Tiles of the plan's zoom levels that touch the area: the finest resampled from the source, each above it the mean of its
/// four. `coding` as asked for.
[[nodiscard]] Result<void> resampleTiles(const ExportPlan& plan, const PictureSource& source, PictureReader& reader,
                                         ExportCoding coding, MbTilesFile& file, const std::stop_token& stop,
                                         const ExportStep& step);

} // namespace guanjing
