#pragma once

#include "layers/tiling/ContentPreparer.h"
#include "layers/tiling/DrawList.h"
#include "layers/tiling/ViewState.h"

#include <memory>
#include <vector>

namespace guanjing::bench {

/// Keeps what it is given instead of preparing it, so that a benchmark can do something else with what was selected.
class KeepingPreparer final : public layers::ContentPreparer {
public:
    struct Kept final : layers::PreparedContent {
        std::shared_ptr<const tiles3d::Model> model; ///< with all that drawing needs
        std::shared_ptr<const tiles3d::Image> image;
        [[nodiscard]] std::size_t byteSize() const override;
    };
    [[nodiscard]] std::unique_ptr<layers::PreparedContent> prepareModel(std::shared_ptr<const tiles3d::Model> model,
                                                                        const glm::dmat4& modelToWorld) override;
    [[nodiscard]] std::unique_ptr<layers::PreparedContent>
    prepareImage(std::shared_ptr<const tiles3d::Image> image) override;
    [[nodiscard]] bool upload(layers::PreparedContent& content, layers::UploadBudget& budget) override;
    void release(std::unique_ptr<layers::PreparedContent> content) override;
};

struct PlainFrame {
    double firstMilliseconds = 0; // buffers and textures sent, mip levels made, and drawn
    double medianMilliseconds = 0;
    std::size_t triangles = 0, drawables = 0;
};

/// The triangles and textures of a draw list of kept contents, as OpenSceneGraph draws them with nothing else: one
/// Geometry each with buffer objects, mip-mapped textures, fixed function, no light, no sky. An OpenGL context must be
/// current; draws into an offscreen framebuffer of the view's size.
[[nodiscard]] PlainFrame drawPlainly(const layers::DrawList& list, const layers::ViewState& view, int runs);

} // namespace guanjing::bench
