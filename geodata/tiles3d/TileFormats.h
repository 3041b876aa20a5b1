#pragma once
// The 1.0 tile formats around glTF. For the .cpp files of this room only.

#include "geodata/tiles3d/BatchTable.h"
#include "geodata/tiles3d/Content.h"

#include <string>
#include <vector>

namespace guanjing::tiles3d {

[[nodiscard]] Result<DecodedContent> decodeBatched(ByteView bytes, const ContentContext& context);
[[nodiscard]] Result<DecodedContent> decodeInstanced(ByteView bytes, const ContentContext& context);
[[nodiscard]] Result<DecodedContent> decodePoints(ByteView bytes, const ContentContext& context);

/// The tiles inside a composite.
[[nodiscard]] Result<std::vector<ByteView>> splitComposite(ByteView bytes, const std::string& source);

/// The glTF URI that an i3dm of gltfFormat 0 holds in place of a glTF.
[[nodiscard]] std::string gltfUri(const TileSections& sections);

} // namespace guanjing::tiles3d
