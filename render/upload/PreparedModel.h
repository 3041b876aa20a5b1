#pragma once

#include "layers/tiling/ContentPreparer.h"
#include "render/upload/LookPacker.h"
#include "render/upload/MeshPacker.h"
#include "render/upload/SharedTexture.h"
#include "render/upload/SurfaceDetail.h"
#include "render/upload/TextureUpload.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace guanjing::render {

/// A material as the shaders want it.
struct DrawMaterial {
    glm::vec4 factor{1.0f}; ///< base colour in display space
    glm::vec3 emissive{0.0f};
    int texture = -1; ///< index into PreparedModel::textures
    int emissiveTexture = -1; ///< the same; sampled where the texture is, unless there is detail
    int detail = -1; ///< index into PreparedModel::details; -1: matt, lit at its vertices
    tiles3d::AlphaMode alphaMode = tiles3d::AlphaMode::Opaque;
    float alphaCutoff = 0.5f;
    bool doubleSided = false;
    bool unlit = false;
    bool lampsOnly = false; ///< emissive while lamps burn
};

/// What GlContentPreparer makes of a Model. Filled on a worker, uploaded and drawn on the GL thread.
class PreparedModel final : public layers::PreparedContent {
public:
    [[nodiscard]] std::size_t byteSize() const override;

    PackedMesh mesh; ///< bytes are freed once uploaded; the draws stay
    std::vector<DrawMaterial> materials; ///< one per draw of the mesh
    std::vector<SurfaceDetail> details;
    std::vector<ModelTexture> textures;

    std::uint32_t vertexBuffer = 0, indexBuffer = 0;
    std::vector<std::uint32_t> vertexArrays; ///< one per draw
    std::size_t vertexBytesSent = 0, indexBytesSent = 0, gpuBytes = 0;
    bool isReady = false;

    std::shared_ptr<const PackedLayout> layout; ///< of the mesh
    std::vector<DrawLook> looks; ///< in force, one per draw; empty: as the data has it
    std::uint32_t lookBuffer = 0;
    std::size_t lookBytes = 0;
    std::vector<TextureUpload> lookPictures; ///< of ids, see DrawLook::picture
    // The next look on its way.
    bool hasNextLook = false;
    std::unique_ptr<PackedLook> nextLook; ///< null: back to the data's own
    std::uint32_t nextLookBuffer = 0;
    std::size_t nextLookBytesSent = 0;
};

/// What GlContentPreparer makes of an imagery tile.
class PreparedImage final : public layers::PreparedContent {
public:
    [[nodiscard]] std::size_t byteSize() const override { return sizeof *this + texture.byteSize(); }
    TextureUpload texture;
};

} // namespace guanjing::render
