#pragma once

#include "geodata/core/Math.h"
#include "geodata/tiles3d/Model.h"

#include <array>
#include <cstddef>

namespace guanjing::render {

/// Pictures of a material, in the order of SurfaceDetail::places.
enum class SurfacePicture : std::size_t { BaseColor, MetallicRoughness, Normal, Occlusion, Emissive };
constexpr std::size_t kSurfacePictures = 5;

/// What a surface that is lit per fragment has beyond a DrawMaterial.
struct SurfaceDetail {
    float metallic = 0, roughness = 1, normalScale = 1, occlusionStrength = 1;
    // Indices into PreparedModel::textures, -1 none.
    int metallicRoughness = -1, normal = -1, occlusion = -1;
    /// Where each picture is sampled. Three of them each: u and v as sums over (TEXCOORD_0, TEXCOORD_1), then what is added.
    std::array<glm::vec4, 3 * kSurfacePictures> places{};
};

/// True for a lit material that light per vertex cannot show: one that is smooth or metallic, has pictures beside its base
/// colour, shines all over, or by a picture that lies otherwise than the base colour's. Any thread, as all of these.
[[nodiscard]] bool needsDetail(const tiles3d::Model& model, const tiles3d::Material& material);

/// The texture is there and its picture could be read.
[[nodiscard]] bool hasPicture(const tiles3d::Model& model, const tiles3d::TextureRef& texture);

/// Which of TEXCOORD_0 and TEXCOORD_1 the pictures of a material are sampled with.
using TexCoordSets = std::array<bool, 2>;
[[nodiscard]] TexCoordSets texCoordsOf(const tiles3d::Model& model, const tiles3d::Material& material);

/// Sets where a picture is sampled.
void setPlace(SurfaceDetail& detail, SurfacePicture picture, const tiles3d::TextureRef& texture);

} // namespace guanjing::render
