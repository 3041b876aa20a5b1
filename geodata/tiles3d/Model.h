#pragma once

#include "geodata/core/Math.h"
#include "geodata/tiles3d/PropertyTable.h"
#include "geodata/tiles3d/SurfaceMetadata.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace guanjing::tiles3d {

/// A decoded picture, 8 bits a channel, rows from the top, tightly packed.
struct Image {
    int width = 0;
    int height = 0;
    int channels = 4; ///< 1, 3 or 4
    std::vector<std::uint8_t> pixels;
    /// Smaller levels that the file brings, largest first, each half the one before; mostly empty, or ending early.
    std::vector<Image> mips;
    /// What tells it apart where several models have it in common, kept alive by it; null: it belongs to one model.
    std::shared_ptr<const void> origin;
    /// Set where the pixels are not at hand, since others have sent them to the GPU already: gives the picture with its
    /// pixels, null where it cannot be decoded. Any thread.
    std::function<std::shared_ptr<const Image>()> whole;

    /// Bytes of pixels, mips included.
    [[nodiscard]] std::size_t byteSize() const;
};

enum class Wrap : std::uint8_t { Repeat, ClampToEdge, MirroredRepeat };
enum class Filter : std::uint8_t {
    Nearest,
    Linear,
    NearestMipmapNearest,
    LinearMipmapNearest,
    NearestMipmapLinear,
    LinearMipmapLinear
};

struct Texture {
    std::shared_ptr<const Image> image; ///< null when the picture could not be read; an issue says why
    Wrap wrapS = Wrap::Repeat;
    Wrap wrapT = Wrap::Repeat;
    Filter magFilter = Filter::Linear;
    Filter minFilter = Filter::LinearMipmapLinear;
};

/// glTF textureInfo with KHR_texture_transform applied as uv' = transform · (u, v, 1).
struct TextureRef {
    int texture = -1; ///< index into Model::textures, −1 none
    int texCoord = 0; ///< 0 or 1
    glm::mat3 transform{1.0f};
};

enum class AlphaMode : std::uint8_t { Opaque, Mask, Blend };

/// glTF 2.0 material (3.9). Factors are linear. Made here it is matt; one that a glTF describes is a metal where it does not
/// say otherwise, as the standard has it. A primitive without any material is matt too: nobody meant a metal.
struct Material {
    glm::vec4 baseColorFactor{1.0f};
    TextureRef baseColor;
    float metallicFactor = 0.0f;
    float roughnessFactor = 1.0f;
    TextureRef metallicRoughness;
    TextureRef normal;
    float normalScale = 1.0f;
    TextureRef occlusion;
    float occlusionStrength = 1.0f;
    TextureRef emissive;
    glm::vec3 emissiveFactor{0.0f};
    /// Shines only while lamps burn: lit windows. Said by `"extras": {"guanjing": {"lampsOnly": true}}` of the material.
    bool lampsOnly = false;
    AlphaMode alphaMode = AlphaMode::Opaque;
    float alphaCutoff = 0.5f;
    bool doubleSided = false;
    bool unlit = false;
};

constexpr std::uint32_t kNoFeature = 0xFFFFFFFFu;

enum class PrimitiveMode : std::uint8_t { Points, Lines, Triangles };

/// One drawable. Strips, fans and loops arrive as lists of lines or triangles; the counts of the source are kept in
/// ContentFacts. Arrays are empty or as long as positions.
struct Primitive {
    PrimitiveMode mode = PrimitiveMode::Triangles;
    int material = -1; ///< index into Model::materials, −1: the glTF default material
    std::vector<glm::vec3> positions; ///< metres in the frame of the mesh
    std::vector<glm::vec3> normals; ///< unit; empty: flat shading
    std::vector<glm::vec2> texCoords[2];
    std::vector<std::array<std::uint8_t, 4>> colors; ///< RGBA, linear
    std::vector<std::uint32_t> featureIds; ///< rows of propertyTable; kNoFeature where none
    int propertyTable = -1; ///< index into Model::propertyTables
    /// All sets of EXT_mesh_features, the primary one among them; empty for other ids.
    std::vector<FeatureIdSet> featureSets;
    std::vector<SurfaceProperties> surfaces; ///< property textures and property attributes
    /// 0..1 over the tile's overlay rectangle in Web Mercator, v = 0 at the north edge; what raster overlays are sampled
    /// with. Empty: receives no overlay.
    std::vector<glm::vec2> overlayCoords;
    std::vector<float> mapHeights; ///< of ground: metres above the datum that contour lines count in
    std::vector<std::uint32_t> indices; ///< never empty: made where the source has none
    glm::vec3 minimum{0.0f}, maximum{0.0f}; ///< of positions
};

/// One more feature that a copy of a mesh belongs to.
struct InstanceFeature {
    std::uint32_t featureId = kNoFeature;
    std::int32_t propertyTable = -1; ///< index into Model::propertyTables
    std::int32_t label = -1; ///< index into Model::featureLabels
};

struct MeshInstance {
    int mesh = -1; ///< index into Model::meshes
    glm::dmat4 transform{1.0}; ///< mesh → model
    /// Set where the copy as a whole is a feature (i3dm, EXT_instance_features); the primitives' own ids give way.
    std::uint32_t featureId = kNoFeature;
    int propertyTable = -1; ///< index into Model::propertyTables
    /// Further sets of EXT_instance_features: Model::instanceFeatures[firstFurther, firstFurther + furtherCount).
    std::uint32_t firstFurther = 0, furtherCount = 0;
};

struct Mesh {
    std::string name;
    std::vector<Primitive> primitives;
    int part = 0; ///< of a composite: which of its inner tiles it came with
    /// What of the vertices' place in the tile a point cloud's file keeps apart from its positions: RTC_CENTER and the
    /// offset of the quantized volume. Styles see the position without it.
    glm::dvec3 positionBase{0.0};
};

/// One decoded content, ready to be built for drawing. The model frame is z-up in the tile's coordinate system after
/// the up-axis turn: position in the tile = origin + instance.transform · vertex. `origin` holds RTC_CENTER, CESIUM_RTC and
/// any large translation of the nodes, in double.
struct Model {
    glm::dvec3 origin{0.0};
    std::vector<Mesh> meshes;
    std::vector<MeshInstance> instances;
    std::vector<Material> materials;
    std::vector<Texture> textures;
    std::vector<PropertyTable> propertyTables;
    std::vector<InstanceFeature> instanceFeatures;
    std::vector<std::string> featureLabels;
    std::string copyright; ///< asset.copyright, for attribution

    /// Bytes held in memory, for the budget; without pictures that have an origin, which several models may hold.
    [[nodiscard]] std::size_t byteSize() const;
};

} // namespace guanjing::tiles3d
