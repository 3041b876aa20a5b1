#pragma once

#include "layers/tiling/ContentPreparer.h"

namespace guanjing::layers {

/// Prepares nothing and draws nothing: for `bench --no-draw` and tests. Pictures count their pixels, as long as they
/// would be in memory.
class NullPreparer final : public ContentPreparer {
public:
    [[nodiscard]] std::unique_ptr<PreparedContent> prepareModel(std::shared_ptr<const tiles3d::Model> model,
                                                                const glm::dmat4& modelToWorld) override;
    [[nodiscard]] std::unique_ptr<PreparedContent> prepareImage(std::shared_ptr<const tiles3d::Image> image) override;
    [[nodiscard]] bool upload(PreparedContent& content, UploadBudget& budget) override;
    void release(std::unique_ptr<PreparedContent> content) override;
};

} // namespace guanjing::layers
