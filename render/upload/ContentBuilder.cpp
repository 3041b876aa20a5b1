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

bool isReadable(const tiles3d::Model& model, int texture)
{
    return static_cast<std::size_t>(texture) < model.textures.size()
        && model.textures[static_cast<std::size_t>(texture)].image != nullptr;
}

} // namespace

std::unique_ptr<PreparedModel> buildModel(const tiles3d::Model& model, const glm::dmat4& modelToWorld,
                                          const TextureRules& rules, const std::shared_ptr<TextureShelf>& shelf)
{
    auto result = std::make_unique<PreparedModel>();
    // Up at the model's place, in its own frame; geocentric up is close enough for shading.
    const glm::dvec3 place(modelToWorld[3]);
    glm::dvec3 up(0.0, 0.0, 1.0);
    if (glm::length(place) > 1.0e6)
        up = glm::inverse(glm::dmat3(modelToWorld)) * glm::normalize(place);
    result->mesh = packModel(model, glm::vec3(glm::normalize(up)));
    auto layout = std::make_shared<PackedLayout>();
    layout->draws = result->mesh.draws;
    layout->pieces = std::move(result->mesh.pieces);
    result->layout = std::move(layout);

    std::map<int, int> textureOf; // Model::textures → textures of the result
    for (const PackedDraw& draw : result->mesh.draws) {
        const bool known = draw.material >= 0 && static_cast<std::size_t>(draw.material) < model.materials.size();
        const tiles3d::Material material =
            known ? model.materials[static_cast<std::size_t>(draw.material)] : tiles3d::Material{};
        DrawMaterial ours = drawMaterial(material);
        const auto textureAt = [&](int index) {
            const auto [place2, fresh] = textureOf.try_emplace(index, static_cast<int>(result->textures.size()));
            if (fresh) {
                const tiles3d::Texture& texture = model.textures[static_cast<std::size_t>(index)];
                TextureUpload::Options options;
                options.wrapS = texture.wrapS;
                options.wrapT = texture.wrapT;
                options.magFilter = texture.magFilter;
                options.minFilter = texture.minFilter;
                options.anisotropic = true;
                options.maximumSide = rules.maximumSide;
                options.compresses = rules.compresses;
                result->textures.emplace_back(shelf).build(texture.image, options);
            }
            return place2->second;
        };
        const bool textured = draw.parts & kPartTexCoord && !draw.isEdges;
        if (textured)
            ours.texture = textureAt(material.baseColor.texture);
        if (material.emissive.texture >= 0) {
            // One pair of texture coordinates is packed, that of the base colour; a light that has its own stays dark.
            if (textured && isReadable(model, material.emissive.texture)
                && material.emissive.texCoord == material.baseColor.texCoord
                && material.emissive.transform == material.baseColor.transform && glm::length(ours.emissive) > 0.0f)
                ours.emissiveTexture = textureAt(material.emissive.texture);
            else
                ours.emissive = glm::vec3(0.0f);
        }
        result->hasBlend = result->hasBlend || ours.alphaMode == tiles3d::AlphaMode::Blend;
        result->materials.push_back(ours);
    }
    return result;
}

std::unique_ptr<PreparedImage> buildImage(const std::shared_ptr<const tiles3d::Image>& image, const TextureRules& rules)
{
    auto result = std::make_unique<PreparedImage>();
    TextureUpload::Options options;
    options.minFilter = tiles3d::Filter::LinearMipmapLinear;
    options.anisotropic = true;
    options.maximumSide = rules.maximumSide;
    options.compresses = rules.compresses;
    result->texture.build(image, options);
    return result;
}

} // namespace guanjing::render
