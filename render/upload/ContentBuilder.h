#pragma once

#include "render/upload/PreparedModel.h"

#include "geodata/core/Math.h"

#include <memory>

namespace guanjing::render {

/// What the GPU takes, and how.
struct TextureRules {
    int maximumSide = 16384; ///< larger pictures are halved until they fit
    bool compresses = false; ///< see TextureUpload::Options
};

/// The worker's half of making what is drawn: vertices packed, materials encoded, mip maps made, pictures compressed where
/// that is wanted; no GL. Pictures that models have in common are built once, see TextureShelf. Any thread.
[[nodiscard]] std::unique_ptr<PreparedModel> buildModel(const tiles3d::Model& model, const glm::dmat4& modelToWorld,
                                                        const TextureRules& rules,
                                                        const std::shared_ptr<TextureShelf>& shelf);
[[nodiscard]] std::unique_ptr<PreparedImage> buildImage(const std::shared_ptr<const tiles3d::Image>& image,
                                                        const TextureRules& rules);

} // namespace guanjing::render
