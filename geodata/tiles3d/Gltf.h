#pragma once
// Inside of the glTF reader: the steps from an open document to a Model. For the .cpp files of this room only.

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/GltfDocument.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing::tiles3d {

class StructuralMetadata;

/// glTF 2.0, .glb or .gltf, to a model in the tile's frame. Fails when nothing can be drawn and something is wrong.
[[nodiscard]] Result<DecodedContent> decodeGltf(ByteView bytes, const ContentContext& context);

/// URIs of buffers, pictures and metadata schemas outside the document.
[[nodiscard]] std::vector<std::string> gltfReferences(ByteView bytes);

/// Counts what the JSON states, without touching buffers.
void countGltf(const GltfDocument& document, ContentFacts& facts);

/// Materials and textures, one for one; pictures that a material uses are decoded, and those of `further` textures.
void readMaterials(GltfDocument& document, Model& model, const std::vector<std::size_t>& further = {});

/// KHR_texture_transform of a textureInfo; the identity where it has none.
struct TextureTransform {
    glm::mat3 matrix{1.0f};
    std::optional<std::size_t> texCoord; ///< replaces the textureInfo's
};
[[nodiscard]] TextureTransform textureTransformOf(const json::Object& textureInfo);

/// One mesh with all primitives that can be read.
[[nodiscard]] Mesh readMesh(GltfDocument& document, StructuralMetadata& metadata, std::size_t index);

/// Instances of meshes from the default scene, in glTF's own frame; their further features go into the model.
[[nodiscard]] std::vector<MeshInstance> readScene(GltfDocument& document, Model& model);

/// EXT_structural_metadata property tables, in their order.
[[nodiscard]] std::vector<PropertyTable> readPropertyTables(GltfDocument& document);

/// glTF's frame → z-up frame of the tile.
[[nodiscard]] glm::dmat4 upAxisTurn(UpAxis up);

/// Moves large coordinates out of vertices and transforms into Model::origin, so that floats keep their millimetres.
void centerModel(Model& model);

/// A decoded KHR_draco_mesh_compression bitstream.
class DracoGeometry {
public:
    DracoGeometry();
    ~DracoGeometry();
    DracoGeometry(DracoGeometry&&) noexcept;
    static Result<DracoGeometry> decode(ByteView bytes, const std::string& source);
    [[nodiscard]] std::size_t pointCount() const;
    [[nodiscard]] std::vector<std::uint32_t> indices() const; ///< empty for a point cloud
    /// Values of the attribute with this unique id, `components` floats a point; false when it is not there.
    [[nodiscard]] bool readFloats(std::uint32_t id, int components, bool normalized, float* out) const;
    [[nodiscard]] bool readUints(std::uint32_t id, std::uint32_t* out) const;
    [[nodiscard]] int componentsOf(std::uint32_t id) const; ///< 0 when it is not there

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace guanjing::tiles3d
