#pragma once

#include "render/upload/PreparedModel.h"

#include "geodata/core/Math.h"

#include <memory>

namespace guanjing::render {

/// The worker's half of making what is drawn: vertices packed, materials encoded, mip maps made; no GL. Pictures larger
/// than maximumTextureSide pixels are halved until they fit; those that models have in common are built once, see
/// TextureShelf. Any thread.
[[nodiscard]] std::unique_ptr<PreparedModel> buildModel(const tiles3d::Model& model, const glm::dmat4& modelToWorld,
                                                        int maximumTextureSide,
                                                        const std::shared_ptr<TextureShelf>& shelf);
[[nodiscard]] std::unique_ptr<PreparedImage> buildImage(const std::shared_ptr<const tiles3d::Image>& image,
                                                        int maximumTextureSide);

} // namespace guanjing::render
