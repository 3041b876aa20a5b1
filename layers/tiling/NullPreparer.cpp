#include "layers/tiling/NullPreparer.h"

#include <algorithm>
#include <utility>

namespace guanjing::layers {

namespace {

class NullContent final : public PreparedContent {
public:
    explicit NullContent(std::size_t bytes) : m_bytes(bytes) { }
    [[nodiscard]] std::size_t byteSize() const override { return m_bytes; }

private:
    std::size_t m_bytes;
};

} // namespace

std::unique_ptr<PreparedContent> NullPreparer::prepareModel(std::shared_ptr<const tiles3d::Model> /*model*/,
                                                            const glm::dmat4& /*modelToWorld*/)
{
    return std::make_unique<NullContent>(0);
}

std::unique_ptr<PreparedContent> NullPreparer::prepareImage(std::shared_ptr<const tiles3d::Image> image)
{
    return std::make_unique<NullContent>(image->pixels.size());
}

bool NullPreparer::upload(PreparedContent& content, UploadBudget& budget)
{
    budget.bytes -= std::min(budget.bytes, content.byteSize());
    return true;
}

void NullPreparer::release(std::unique_ptr<PreparedContent> content) { content.reset(); }

} // namespace guanjing::layers
