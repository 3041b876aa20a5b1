#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <memory>
#include <string>

namespace guanjing {

class PictureSource;
struct ImageryDescription;
struct PicturePixels;
struct TileGrid;

// Imagery of kind "pictures": the pyramid of a source that is read rather than asked for (a GeoTIFF, say), picture by picture
// as it is, and a document that holds its grid to the last digit. What packs keep of such sources.

/// The document; pictures lie at "{level}/{column}/{row}" in the folder `folder` beside it, levels by their index.
[[nodiscard]] std::string writePicturesDocument(const PictureSource& source, const std::string& folder);
/// Errors: BadJson, BadValue.
[[nodiscard]] Result<std::shared_ptr<const PictureSource>> openPictures(ByteView document, const std::string& url,
                                                                        const ImageryDescription& description);

/// As WebP, exactly, where there are few colours, such as those of a palette, or where some of it is transparent; else as JPEG
/// that is hard to tell from exact. No pixels: no bytes.
[[nodiscard]] Result<Bytes> encodePicture(const PicturePixels& picture);

} // namespace guanjing
