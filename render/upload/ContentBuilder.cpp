#include "render/upload/ContentBuilder.h"

#include "render/upload/EnvironmentBrdf.h"
#include "render/upload/WaveField.h"

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
    if (!material.unlit)
        result.emissive = encoded(material.emissiveFactor);
    result.alphaMode = material.alphaMode;
    result.alphaCutoff = material.alphaCutoff;
    result.doubleSided = material.doubleSided;
    result.unlit = material.unlit;
    result.lampsOnly = material.lampsOnly;
    return result;
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
        // Numbers are not compressed as colours are: they would show it.
        const auto textureAt = [&](const tiles3d::TextureRef& ref, bool isColor, bool isLight = false) {
            const auto [place2, fresh] = textureOf.try_emplace(ref.texture, static_cast<int>(result->textures.size()));
            if (fresh) {
                const tiles3d::Texture& texture = model.textures[static_cast<std::size_t>(ref.texture)];
                TextureUpload::Options options;
                options.wrapS = texture.wrapS;
                options.wrapT = texture.wrapT;
                options.magFilter = texture.magFilter;
                options.minFilter = texture.minFilter;
                options.anisotropic = true;
                options.maximumSide = rules.maximumSide;
                options.compresses = rules.compresses && isColor;
                options.isLight = isLight;
                result->textures.emplace_back(shelf).build(texture.image, options);
            }
            return place2->second;
        };
        const bool shines = hasPicture(model, material.emissive) && glm::length(ours.emissive) > 0.0f;
        if (draw.isEdges) {
            ours.emissive = glm::vec3(0.0f);
        } else if (draw.isDetailed) {
            (void)environmentBrdfTable(); // here, so that the GL thread finds it made
            SurfaceDetail& detail = result->details.emplace_back();
            ours.detail = static_cast<int>(result->details.size()) - 1;
            detail.metallic = material.metallicFactor;
            detail.roughness = material.roughnessFactor;
            detail.normalScale = material.normalScale;
            detail.occlusionStrength = material.occlusionStrength;
            const auto take = [&](SurfacePicture picture, const tiles3d::TextureRef& ref, bool isColor,
                                  bool isLight = false) {
                if (!hasPicture(model, ref) || !(draw.parts & (ref.texCoord == 1 ? kPartTexCoord1 : kPartTexCoord)))
                    return -1;
                setPlace(detail, picture, ref);
                return textureAt(ref, isColor, isLight);
            };
            // Colours first: what serves as both is treated as one.
            ours.texture = take(SurfacePicture::BaseColor, material.baseColor, true);
            if (shines)
                ours.emissiveTexture = take(SurfacePicture::Emissive, material.emissive, true, true);
            detail.metallicRoughness = take(SurfacePicture::MetallicRoughness, material.metallicRoughness, false);
            detail.normal = take(SurfacePicture::Normal, material.normal, false);
            detail.occlusion = take(SurfacePicture::Occlusion, material.occlusion, false);
        } else if (draw.parts & kPartTexCoord) {
            ours.texture = textureAt(material.baseColor, true);
            if (shines) // a plain draw samples both at one place
                ours.emissiveTexture = textureAt(material.emissive, true, true);
        }
        // The factor of a picture that is not there lights nothing.
        if (material.emissive.texture >= 0 && ours.emissiveTexture < 0)
            ours.emissive = glm::vec3(0.0f);
        // Many a writer says BLEND of what is opaque all over.
        const bool isOpaque = ours.factor.a >= 1.0f && !draw.hasTranslucentColors
            && (ours.texture < 0 || !result->textures[static_cast<std::size_t>(ours.texture)].hasAlpha());
        if (ours.alphaMode == tiles3d::AlphaMode::Blend && isOpaque)
            ours.alphaMode = tiles3d::AlphaMode::Opaque;
        // A picture whose alpha is no opacity tells water from land.
        if (ours.alphaMode == tiles3d::AlphaMode::Opaque && !isOpaque && draw.parts & kPartOverlay)
            (void)waveField(); // here, so that the GL thread finds it made
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
