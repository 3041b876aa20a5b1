#pragma once

namespace guanjing::tiles3d {

/// Which axis of a glTF inside a tileset points up. glTF says y; asset.gltfUpAxis of early tilesets may say otherwise.
enum class UpAxis : unsigned char { X, Y, Z };

} // namespace guanjing::tiles3d
