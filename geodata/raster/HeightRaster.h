#pragma once

#include "geodata/core/Result.h"

#include <string>

namespace guanjing {

/// What the pixels of a raster may be: colours or greys, or heights of the ground.
enum class RasterMeaning { Picture, PerhapsHeights, Heights };

/// A guess by the number and type of its bands and a look at some of its values; a raster without a place on Earth is a picture.
/// `url` as openDataset has it, whose errors these are. Blocks, perhaps for a server; any thread.
[[nodiscard]] Result<RasterMeaning> meaningOfRaster(const std::string& url);

} // namespace guanjing
