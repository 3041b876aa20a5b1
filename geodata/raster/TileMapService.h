#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace guanjing {

class PictureSource;
struct ImageryDescription;
struct ImageryDocument;

// Tile Map Service 1.0.0 as servers offer it: <root>/1.0.0/ lists tile maps, <root>/1.0.0/NAME describes one. Folders of tiles
// (gdal2tiles) hold that description as tilemapresource.xml.

/// What describes the tiles or lists the tile maps. Of a folder its tilemapresource.xml; addresses below /1.0.0 as they are.
[[nodiscard]] std::string tileMapDocumentUrl(const std::string& url);

/// Of a list the tile map of choice, by name or title, else the first in Web Mercator, else the first: as written and
/// absolute.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
tileMapReferences(const ImageryDescription& description, const std::string& url, ByteView document);

/// The pictures; the documents are the list and a tile map of it, or a tile map alone. BadReference names what a list has.
[[nodiscard]] Result<std::shared_ptr<const PictureSource>>
openTileMapService(const ImageryDescription& description, const std::vector<ImageryDocument>& documents);

} // namespace guanjing
