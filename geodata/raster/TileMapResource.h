#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <memory>
#include <string>

namespace guanjing {

class PictureSource;
struct ImageryDescription;

/// The pictures that a TileMap resource of TMS 1.0.0 describes (tilemapresource.xml, as gdal2tiles writes it too): from the
/// south, at the origin of the profile or the one that is stated. Errors name the URL and the defect.
[[nodiscard]] Result<std::shared_ptr<const PictureSource>>
openTileMap(ByteView bytes, const ImageryDescription& description, const std::string& url);

} // namespace guanjing
