#include "geodata/core/Limits.h"
#include "geodata/net/DataUrl.h"
#include "geodata/net/Url.h"
#include "geodata/tiles3d/Gltf.h"
#include "geodata/tiles3d/ImageDecoder.h"

#include <algorithm>
#include <cmath>

namespace guanjing::tiles3d {

namespace {

using json::Object;

std::optional<Object> extensionOf(const Object& object, std::string_view name)
{
    const auto extensions = json::objectAt(object, "extensions");
    return extensions ? json::objectAt(*extensions, name) : std::nullopt;
}

template <class Vector> Vector vectorAt(const Object& object, std::string_view key, Vector otherwise)
{
    double values[4];
    if (!json::readNumbers(json::member(object, key), values, static_cast<std::size_t>(Vector::length())))
        return otherwise;
    for (int i = 0; i < Vector::length(); ++i)
        otherwise[i] = static_cast<float>(values[i]);
    return otherwise;
}

float floatAt(const Object& object, std::string_view key, float otherwise)
{
    const double value = json::numberAt(object, key, static_cast<double>(otherwise));
    return static_cast<float>(value);
}

class MaterialReader {
public:
    MaterialReader(GltfDocument& document, Model& model) : m_document(document), m_model(model) { }

    void read(const std::vector<std::size_t>& further);

private:
    TextureRef textureRef(const Object& parent, std::string_view key, const std::string& where);
    Material material(const Object& object, const std::string& where);
    void readTexture(std::size_t index);
    std::shared_ptr<const Image> image(std::size_t index);

    GltfDocument& m_document;
    Model& m_model;
    std::uint64_t m_decodedBytes = 0;
    std::vector<bool> m_usedTextures;
    std::vector<std::optional<std::shared_ptr<const Image>>> m_images;
};

void MaterialReader::read(const std::vector<std::size_t>& further)
{
    m_usedTextures.resize(m_document.textures.size());
    for (const std::size_t index : further)
        m_usedTextures[index] = true;
    m_images.resize(m_document.images.size());
    m_model.materials.resize(m_document.materials.size());
    for (std::size_t i = 0; i < m_document.materials.size(); ++i) {
        const std::string where = "materials[" + std::to_string(i) + "]";
        if (const auto object = m_document.item(m_document.materials, i))
            m_model.materials[i] = material(*object, where);
        else
            m_document.issue(Severity::Error, where, "not an object");
    }
    m_model.textures.resize(m_document.textures.size());
    for (std::size_t i = 0; i < m_document.textures.size(); ++i)
        if (m_usedTextures[i])
            readTexture(i);
    // Who reads values out of a picture needs its pixels, whether others draw it or not.
    for (const std::size_t index : further)
        if (auto& held = m_model.textures[index].image; held && held->whole)
            held = held->whole();
}

TextureRef MaterialReader::textureRef(const Object& parent, std::string_view key, const std::string& where)
{
    TextureRef ref;
    const auto object = json::objectAt(parent, key);
    if (!object)
        return ref;
    const auto index = json::indexAt(*object, "index");
    if (!index || *index >= m_document.textures.size()) {
        m_document.issue(Severity::Error, where + "/" + std::string(key), "its texture does not exist");
        return ref;
    }
    ref.texture = static_cast<int>(*index);
    m_usedTextures[*index] = true;
    std::size_t texCoord = json::indexAt(*object, "texCoord").value_or(0);
    const TextureTransform transform = textureTransformOf(*object);
    ref.transform = transform.matrix;
    texCoord = transform.texCoord.value_or(texCoord);
    if (texCoord > 1) {
        m_document.issue(Severity::Warning, where + "/" + std::string(key),
                         "TEXCOORD_" + std::to_string(texCoord) + " is not read; TEXCOORD_0 is taken");
        texCoord = 0;
    }
    ref.texCoord = static_cast<int>(texCoord);
    return ref;
}

Material MaterialReader::material(const Object& object, const std::string& where)
{
    Material material;
    material.metallicFactor = 1.0f; // 5.22.5, and 5.19.5: what is not there has its defaults
    if (const auto pbr = json::objectAt(object, "pbrMetallicRoughness")) {
        material.baseColorFactor = vectorAt(*pbr, "baseColorFactor", material.baseColorFactor);
        material.baseColor = textureRef(*pbr, "baseColorTexture", where);
        material.metallicFactor = floatAt(*pbr, "metallicFactor", 1.0f);
        material.roughnessFactor = floatAt(*pbr, "roughnessFactor", 1.0f);
        material.metallicRoughness = textureRef(*pbr, "metallicRoughnessTexture", where);
    }
    if (const auto glossy = extensionOf(object, "KHR_materials_pbrSpecularGlossiness")) {
        material.baseColorFactor = vectorAt(*glossy, "diffuseFactor", glm::vec4(1.0f));
        material.baseColor = textureRef(*glossy, "diffuseTexture", where);
        material.metallicFactor = 0.0f;
        material.roughnessFactor = 1.0f - floatAt(*glossy, "glossinessFactor", 1.0f);
        material.metallicRoughness = {};
    }
    material.normal = textureRef(object, "normalTexture", where);
    if (const auto normal = json::objectAt(object, "normalTexture"))
        material.normalScale = floatAt(*normal, "scale", 1.0f);
    material.occlusion = textureRef(object, "occlusionTexture", where);
    if (const auto occlusion = json::objectAt(object, "occlusionTexture"))
        material.occlusionStrength = floatAt(*occlusion, "strength", 1.0f);
    material.emissive = textureRef(object, "emissiveTexture", where);
    material.emissiveFactor = vectorAt(object, "emissiveFactor", glm::vec3(0.0f));
    if (const auto strength = extensionOf(object, "KHR_materials_emissive_strength"))
        material.emissiveFactor *= floatAt(*strength, "emissiveStrength", 1.0f);
    if (const auto extras = json::objectAt(object, "extras"))
        if (const auto ours = json::objectAt(*extras, "guanjing"))
            material.lampsOnly = json::asBool(json::member(*ours, "lampsOnly"), false);
    const auto alpha = json::stringAt(object, "alphaMode").value_or("OPAQUE");
    if (alpha == "MASK")
        material.alphaMode = AlphaMode::Mask;
    else if (alpha == "BLEND")
        material.alphaMode = AlphaMode::Blend;
    else if (alpha != "OPAQUE")
        m_document.issue(Severity::Error, where, "alphaMode \"" + std::string(alpha) + "\"");
    material.alphaCutoff = floatAt(object, "alphaCutoff", 0.5f);
    material.doubleSided = json::asBool(json::member(object, "doubleSided"), false);
    material.unlit = extensionOf(object, "KHR_materials_unlit").has_value();
    return material;
}

void MaterialReader::readTexture(std::size_t index)
{
    const std::string where = "textures[" + std::to_string(index) + "]";
    const auto object = m_document.item(m_document.textures, index);
    if (!object) {
        m_document.issue(Severity::Error, where, "not an object");
        return;
    }
    Texture& texture = m_model.textures[index];
    if (const auto samplerIndex = json::indexAt(*object, "sampler")) {
        if (const auto sampler = m_document.item(m_document.samplers, *samplerIndex)) {
            const auto wrap = [&](std::string_view key) {
                const auto code = json::integerAt(*sampler, key).value_or(10497);
                return code == 33071 ? Wrap::ClampToEdge : code == 33648 ? Wrap::MirroredRepeat : Wrap::Repeat;
            };
            texture.wrapS = wrap("wrapS");
            texture.wrapT = wrap("wrapT");
            texture.magFilter = json::integerAt(*sampler, "magFilter") == 9728 ? Filter::Nearest : Filter::Linear;
            switch (json::integerAt(*sampler, "minFilter").value_or(9987)) {
            case 9728: texture.minFilter = Filter::Nearest; break;
            case 9729: texture.minFilter = Filter::Linear; break;
            case 9984: texture.minFilter = Filter::NearestMipmapNearest; break;
            case 9985: texture.minFilter = Filter::LinearMipmapNearest; break;
            case 9986: texture.minFilter = Filter::NearestMipmapLinear; break;
            default: texture.minFilter = Filter::LinearMipmapLinear; break;
            }
        } else {
            m_document.issue(Severity::Error, where, "its sampler does not exist");
        }
    }
    if (!m_document.context().decodeImages)
        return;
    auto source = json::indexAt(*object, "source");
    if (const auto webp = extensionOf(*object, "EXT_texture_webp"))
        if (const auto webpSource = json::indexAt(*webp, "source"))
            source = webpSource;
    const auto fallback = source;
    if (const auto basisu = extensionOf(*object, "KHR_texture_basisu"))
        if (const auto basisuSource = json::indexAt(*basisu, "source"))
            source = basisuSource;
    if (!source) {
        m_document.issue(Severity::Error, where, "no source");
        return;
    }
    texture.image = image(*source);
    if (!texture.image && fallback && fallback != source)
        texture.image = image(*fallback);
}

std::shared_ptr<const Image> MaterialReader::image(std::size_t index)
{
    if (index < m_images.size() && m_images[index])
        return *m_images[index];
    const std::string where = "images[" + std::to_string(index) + "]";
    const auto object = m_document.item(m_document.images, index);
    if (!object) {
        m_document.issue(Severity::Error, where, "does not exist");
        return nullptr;
    }
    m_images[index].emplace();
    Result<ByteView> bytes = fail(ErrorCode::BadValue, m_document.source(), "neither uri nor bufferView");
    const auto uri = json::stringAt(*object, "uri");
    if (uri)
        bytes = m_document.resource(*uri);
    else if (const auto view = json::indexAt(*object, "bufferView"))
        bytes = m_document.bufferView(*view);
    if (!bytes) {
        m_document.issue(where, bytes.error());
        return nullptr;
    }
    std::string warning;
    Result<std::shared_ptr<const Image>> decoded = nullptr;
    if (const auto& shared = m_document.context().sharedImage)
        decoded = shared(uri ? m_document.nameOf(*uri) : std::string(), *bytes, &warning);
    else
        decoded = decodeImage(*bytes, m_document.source(), &warning).map([](Image&& own) {
            return std::make_shared<const Image>(std::move(own));
        });
    // What is wrong in a file of its own is told with its name.
    const std::string file = uri && !isDataUrl(*uri) ? "\"" + redactUrl(*uri) + "\": " : std::string();
    if (!decoded) {
        m_document.issue(Severity::Error, where, file + decoded.error().detail);
        return nullptr;
    }
    if (!warning.empty())
        m_document.issue(Severity::Warning, where, file + warning);
    // Without pixels it still stands for as many.
    m_decodedBytes +=
        std::max((*decoded)->byteSize(),
                 static_cast<std::size_t>((*decoded)->width) * static_cast<std::size_t>((*decoded)->height)
                     * static_cast<std::size_t>((*decoded)->channels));
    if (m_decodedBytes > limits::kMaxDecodedBytes) {
        m_document.issue(Severity::Error, where, "the pictures together are over the limit on decoded bytes");
        return nullptr;
    }
    m_images[index] = std::move(*decoded);
    return *m_images[index];
}

} // namespace

void readMaterials(GltfDocument& document, Model& model, const std::vector<std::size_t>& further)
{
    MaterialReader(document, model).read(further);
}

TextureTransform textureTransformOf(const Object& textureInfo)
{
    TextureTransform result;
    const auto transform = extensionOf(textureInfo, "KHR_texture_transform");
    if (!transform)
        return result;
    const glm::vec2 offset = vectorAt(*transform, "offset", glm::vec2(0.0f));
    const glm::vec2 scale = vectorAt(*transform, "scale", glm::vec2(1.0f));
    const float rotation = floatAt(*transform, "rotation", 0.0f);
    const float c = std::cos(rotation), s = std::sin(rotation);
    // offset · rotation · scale; columns. The rotation turns the picture clockwise, since v points down.
    result.matrix =
        glm::mat3(scale.x * c, -scale.x * s, 0.0f, scale.y * s, scale.y * c, 0.0f, offset.x, offset.y, 1.0f);
    result.texCoord = json::indexAt(*transform, "texCoord");
    return result;
}

} // namespace guanjing::tiles3d
