#pragma once

#include "layers/tiling/ContentPreparer.h"
#include "render/upload/SharedTexture.h"

namespace guanjing::render {

/// ContentPreparer that does everything but GL, for running without drawing: contents are built on the worker as for
/// OpenGL, and count as uploaded at once.
class BuildOnlyPreparer final : public layers::ContentPreparer {
public:
    [[nodiscard]] std::unique_ptr<layers::PreparedContent> prepareModel(std::shared_ptr<const tiles3d::Model> model,
                                                                        const glm::dmat4& modelToWorld) override;
    [[nodiscard]] std::unique_ptr<layers::PreparedContent>
    prepareImage(std::shared_ptr<const tiles3d::Image> image) override;
    [[nodiscard]] std::shared_ptr<const layers::ContentLayout>
    layoutOf(const layers::PreparedContent& content) const override;
    [[nodiscard]] std::unique_ptr<layers::PreparedLook> prepareLook(const tiles3d::Model& model,
                                                                    const layers::ContentLayout& layout,
                                                                    const layers::ContentLook& look) const override;
    [[nodiscard]] bool upload(layers::PreparedContent& content, layers::UploadBudget& budget) override;
    void release(std::unique_ptr<layers::PreparedContent> content) override;
    [[nodiscard]] bool takeMovedBytes() override { return m_shelf->takeMoved(); }

private:
    std::shared_ptr<TextureShelf> m_shelf = std::make_shared<TextureShelf>();
};

} // namespace guanjing::render
