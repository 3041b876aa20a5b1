#pragma once

#include <cstdint>

namespace guanjing::render {

class GlContext;

/// A texture of environmentBrdfTable, made by and to be freed through the context. It stays bound to texture unit 13. GL thread.
[[nodiscard]] std::uint32_t makeLobeTexture(GlContext& context);

} // namespace guanjing::render
