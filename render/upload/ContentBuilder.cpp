#include "render/upload/ContentBuilder.h"

#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <cmath>
#include <map>

namespace guanjing::render {

namespace {

glm::vec3 encoded(const glm::vec3& linear)
{
    const auto one = [](float v) { return std::pow(std::max(v, 0.0f), 1.0f / 2.2f); };
    return {one(linear.x), one(linear.y), one(linear.z)};
}

DrawMaterial drawMaterial(const tiles3d::Material& material)
{
    DrawMaterial result;
    result.factor = glm::vec4(encoded(glm::vec3(material.baseColorFactor)), material.baseColorFactor.a);
    result.emissive = encoded(material.emissiveFactor);
    result.alphaMode = material.alphaMode;
    result.alphaCutoff = material.alphaCutoff;
    result.doubleSided = material.doubleSided;
    result.unlit = material.unlit;
    return result;
}

} // namespace

std::unique_ptr<PreparedModel> buildModel(const tiles3d::Model& model, const glm::dmat4& modelToWorld,
                                          int maximumTextureSide)
{
    auto result = std::make_unique<PreparedModel>();
    // Up at the model's place, in its own frame; geocentric up is close enough for shading.
    const glm::dvec3 place(modelToWorld[3]);
    glm::dvec3 up(0.0, 0.0, 1.0);
    if (glm::length(place) > 1.0e6)
        up = glm::inverse(glm::dmat3(modelToWorld)) * glm::normalize(place);
    result->mesh = packModel(model, glm::vec3(glm::normalize(up)));

    std::map<int, int> textureOf; // Model::textures → textures of the result
    for (const PackedDraw& draw : result->mesh.draws) {
        const bool known = draw.material >= 0 && static_cast<std::size_t>(draw.material) < model.materials.size();
        const tiles3d::Material material =
            known ? model.materials[static_cast<std::size_t>(draw.material)] : tiles3d::Material{};
        DrawMaterial ours = drawMaterial(material);
        if (draw.parts & kPartTexCoord && !draw.isEdges) {
            const auto [place2, fresh] =
                textureOf.try_emplace(material.baseColor.texture, static_cast<int>(result->textures.size()));
            if (fresh) {
                const tiles3d::Texture& texture = model.textures[static_cast<std::size_t>(material.baseColor.texture)];
                TextureUpload::Options options;
                options.wrapS = texture.wrapS;
                options.wrapT = texture.wrapT;
                options.magFilter = texture.magFilter;
                options.minFilter = texture.minFilter;
                options.anisotropic = true;
                options.maximumSide = maximumTextureSide;
                result->textures.emplace_back().build(texture.image, options);
            }
            ours.texture = place2->second;
        }
        result->hasBlend = result->hasBlend || ours.alphaMode == tiles3d::AlphaMode::Blend;
        result->materials.push_back(ours);
    }
    return result;
}

std::unique_ptr<PreparedImage> buildImage(const std::shared_ptr<const tiles3d::Image>& image, int maximumTextureSide)
{
    auto result = std::make_unique<PreparedImage>();
    TextureUpload::Options options;
    options.minFilter = tiles3d::Filter::LinearMipmapLinear;
    options.anisotropic = true;
    options.maximumSide = maximumTextureSide;
    result->texture.build(image, options);
    return result;
}

} // namespace guanjing::render
