#pragma once
// What a tileset says of itself besides its tiles. For the .cpp files of this room only.

#include "geodata/tiles3d/Json.h"
#include "geodata/tiles3d/Tileset.h"

#include <string>

namespace guanjing::tiles3d {

/// "schemaUri", also of 3DTILES_metadata; empty where there is none.
[[nodiscard]] std::string schemaUriOf(const json::Object& root);

/// Schema, metadata, groups and statistics (3D Tiles 1.1, "Metadata"; 3DTILES_metadata of 1.0) into the document.
void readTilesetMetadata(const json::Object& root, const ExternalBytes* external, TilesetDocument& document,
                         Issues& issues);

/// Types of the members that the reader itself has no use for: properties, extensions, asset.
void checkTilesetHeader(const json::Object& root, Issues& issues);

} // namespace guanjing::tiles3d
