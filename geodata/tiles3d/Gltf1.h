#pragma once
// glTF 1.0 as glTF 2.0. For the .cpp files of this room only.

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <string>

namespace guanjing::tiles3d {

/// Rewrites the JSON of a glTF 1.0 (objects by name, KHR_binary_glTF) as 2.0: names become indices, the binary body
/// becomes buffer 0, diffuse values become base colours. Shaders and techniques are dropped. Source: glTF 1.0.1.
[[nodiscard]] Result<std::string> upgradeGltf1(ByteView text, const std::string& source);

} // namespace guanjing::tiles3d
