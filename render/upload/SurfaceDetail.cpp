#include "render/upload/SurfaceDetail.h"

#include <glm/geometric.hpp>

#include <initializer_list>

namespace guanjing::render {

namespace {

// Up to here the lobe of a dielectric is so wide and weak that it cannot be told from diffuse light.
constexpr float kMattRoughness = 0.9f;
constexpr float kMattMetallic = 0.1f;

} // namespace

bool hasPicture(const tiles3d::Model& model, const tiles3d::TextureRef& texture)
{
    return texture.texture >= 0 && static_cast<std::size_t>(texture.texture) < model.textures.size()
        && model.textures[static_cast<std::size_t>(texture.texture)].image != nullptr;
}

bool needsDetail(const tiles3d::Model& model, const tiles3d::Material& material)
{
    if (material.unlit)
        return false;
    if (material.metallicFactor > kMattMetallic || material.roughnessFactor < kMattRoughness
        || hasPicture(model, material.metallicRoughness) || hasPicture(model, material.normal)
        || hasPicture(model, material.occlusion))
        return true;
    if (glm::length(material.emissiveFactor) == 0.0f)
        return false;
    // All of it shines: the contrast of light per vertex would take from that.
    if (material.emissive.texture < 0)
        return true;
    return hasPicture(model, material.emissive)
        && !(hasPicture(model, material.baseColor) && material.emissive.texCoord == material.baseColor.texCoord
             && material.emissive.transform == material.baseColor.transform);
}

TexCoordSets texCoordsOf(const tiles3d::Model& model, const tiles3d::Material& material)
{
    TexCoordSets sets{};
    for (const tiles3d::TextureRef* texture :
         {&material.baseColor, &material.metallicRoughness, &material.normal, &material.occlusion, &material.emissive})
        if (hasPicture(model, *texture))
            sets.at(static_cast<std::size_t>(texture->texCoord)) = true;
    return sets;
}

void setPlace(SurfaceDetail& detail, SurfacePicture picture, const tiles3d::TextureRef& texture)
{
    const glm::mat3& m = texture.transform; // columns
    const std::size_t first = 3 * static_cast<std::size_t>(picture);
    const glm::length_t set = texture.texCoord == 1 ? 2 : 0;
    for (glm::length_t row = 0; row < 2; ++row) {
        glm::vec4& sum = detail.places.at(first + static_cast<std::size_t>(row));
        sum = glm::vec4(0.0f);
        sum[set] = m[0][row];
        sum[set + 1] = m[1][row];
    }
    detail.places.at(first + 2) = glm::vec4(m[2][0], m[2][1], 0.0f, 0.0f);
}

} // namespace guanjing::render
