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

// OGC API - Tiles, part 1 (OGC 20-057): a list of tilesets, a tileset, a tile matrix set (OGC 17-083r4, annex on JSON).

/// What a document names that the source cannot do without: of a list the tileset of choice, of a tileset its tile matrix set
/// unless that is a well-known one. As written and absolute.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
ogcTilesReferences(const ImageryDescription& description, const std::string& url, ByteView document);

/// The pictures, from the tileset among the documents. Errors name the URL and the defect.
[[nodiscard]] Result<std::shared_ptr<const PictureSource>> openOgcTiles(const ImageryDescription& description,
                                                                        const std::vector<ImageryDocument>& documents);

} // namespace guanjing
