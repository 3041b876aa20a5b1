#pragma once
// The outer form of subtrees. For the .cpp files of this room only.

#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Json.h"

#include <string>

namespace guanjing::tiles3d {

struct SubtreeParts {
    ByteView json, binary;
};

/// JSON and binary part of a subtree; a JSON subtree has no binary part (3D Tiles 1.1, "Subtree binary format").
[[nodiscard]] Result<SubtreeParts> splitSubtree(ByteView bytes, const std::string& url);

/// Bytes of a bufferView. `scratch` keeps those of a data: URI; `external` may be null.
[[nodiscard]] Result<ByteView> subtreeView(const json::Object& root, std::size_t index, ByteView binary,
                                           const ExternalBytes* external, const std::string& url, Bytes& scratch);

} // namespace guanjing::tiles3d
