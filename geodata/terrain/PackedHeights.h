#pragma once

#include "geodata/terrain/HeightSource.h"

#include <memory>
#include <string>
#include <string_view>

namespace guanjing {

// Tiles of heights of a DEM as they were read, and a document (*.heights.json) that describes them: what packs keep of rasters,
// so that heights are to the last bit those of the raster itself.

/// True for a URL or path of such a document.
[[nodiscard]] bool isPackedHeightsUrl(std::string_view url);
/// The document; tiles lie at "{level}/{x}/{y}" in the folder `folder` beside it.
[[nodiscard]] std::string writeHeightsDocument(const HeightSource& dem, const std::string& folder);
/// Errors: BadJson, BadValue, UnsupportedVersion. Its tiles are asked for, and make() neither reads files nor waits.
[[nodiscard]] Result<std::shared_ptr<const HeightSource>> openPackedHeights(ByteView document, const std::string& url);
/// A tile that openDem() made; no patch: no bytes. Internal for a patch of another source.
[[nodiscard]] Result<Bytes> encodeHeights(const HeightTileData& tile);

} // namespace guanjing
