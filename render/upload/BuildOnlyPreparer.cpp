#include "render/upload/BuildOnlyPreparer.h"

#include "geodata/core/Limits.h"
#include "render/upload/ContentBuilder.h"

namespace guanjing::render {

std::unique_ptr<layers::PreparedContent> BuildOnlyPreparer::prepareModel(std::shared_ptr<const tiles3d::Model> model,
                                                                         const glm::dmat4& modelToWorld)
{
    return buildModel(*model, modelToWorld, limits::kMaxImageSide);
}

std::unique_ptr<layers::PreparedContent> BuildOnlyPreparer::prepareImage(std::shared_ptr<const tiles3d::Image> image)
{
    return buildImage(image, limits::kMaxImageSide);
}

bool BuildOnlyPreparer::upload(layers::PreparedContent&, layers::UploadBudget&) { return true; }

void BuildOnlyPreparer::release(std::unique_ptr<layers::PreparedContent> content) { content.reset(); }

} // namespace guanjing::render
