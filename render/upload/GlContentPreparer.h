#pragma once

#include "layers/tiling/ContentPreparer.h"
#include "render/upload/SharedTexture.h"

#include <atomic>

namespace guanjing::render {

class GlContext;
struct TextureRules;

/// ContentPreparer for OpenGL: packs meshes and mip maps on the worker, uploads in slices on the GL thread. Contents must
/// be released before the GlContext goes.
class GlContentPreparer final : public layers::ContentPreparer {
public:
    explicit GlContentPreparer(GlContext& context);

    [[nodiscard]] std::unique_ptr<layers::PreparedContent> prepareModel(std::shared_ptr<const tiles3d::Model> model,
                                                                        const glm::dmat4& modelToWorld) override;
    [[nodiscard]] std::unique_ptr<layers::PreparedContent>
    prepareImage(std::shared_ptr<const tiles3d::Image> image) override;
    [[nodiscard]] std::shared_ptr<const layers::ContentLayout>
    layoutOf(const layers::PreparedContent& content) const override;
    [[nodiscard]] std::unique_ptr<layers::PreparedLook> prepareLook(const tiles3d::Model& model,
                                                                    const layers::ContentLayout& layout,
                                                                    const layers::ContentLook& look) const override;
    void setLook(layers::PreparedContent& content, std::unique_ptr<layers::PreparedLook> look) override;
    [[nodiscard]] bool upload(layers::PreparedContent& content, layers::UploadBudget& budget) override;
    void release(std::unique_ptr<layers::PreparedContent> content) override;
    [[nodiscard]] bool takeMovedBytes() override { return m_shelf->takeMoved(); }
    void setCompressesPictures(bool compresses) override { m_compresses = compresses && m_canCompress; }

private:
    [[nodiscard]] TextureRules rules() const;

    std::shared_ptr<TextureShelf> m_shelf = std::make_shared<TextureShelf>();
    GlContext& m_context;
    // Read by workers, so they do not reach into the context.
    const int m_maximumTextureSide;
    const bool m_canCompress;
    std::atomic<bool> m_compresses{false};
};

} // namespace guanjing::render
