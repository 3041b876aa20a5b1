#include "render/upload/BuildOnlyPreparer.h"

#include "geodata/core/Limits.h"
#include "render/upload/ContentBuilder.h"

namespace guanjing::render {

std::unique_ptr<layers::PreparedContent> BuildOnlyPreparer::prepareModel(std::shared_ptr<const tiles3d::Model> model,
                                                                         const glm::dmat4& modelToWorld)
{
    return buildModel(*model, modelToWorld, {limits::kMaxImageSide}, m_shelf);
}

std::unique_ptr<layers::PreparedContent> BuildOnlyPreparer::prepareImage(std::shared_ptr<const tiles3d::Image> image)
{
    return buildImage(image, {limits::kMaxImageSide});
}

std::shared_ptr<const layers::ContentLayout> BuildOnlyPreparer::layoutOf(const layers::PreparedContent& content) const
{
    const auto* model = dynamic_cast<const PreparedModel*>(&content);
    return model ? model->layout : nullptr;
}

std::unique_ptr<layers::PreparedLook> BuildOnlyPreparer::prepareLook(const tiles3d::Model& model,
                                                                     const layers::ContentLayout& layout,
                                                                     const layers::ContentLook& look) const
{
    return std::make_unique<PackedLook>(packLook(model, static_cast<const PackedLayout&>(layout), look));
}

bool BuildOnlyPreparer::upload(layers::PreparedContent&, layers::UploadBudget&) { return true; }

void BuildOnlyPreparer::release(std::unique_ptr<layers::PreparedContent> content) { content.reset(); }

} // namespace guanjing::render
