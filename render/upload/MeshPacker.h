#pragma once

#include "geodata/core/Math.h"
#include "geodata/tiles3d/Model.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace guanjing::render {

/// Parts of a packed vertex beside its position; a set of bits.
enum VertexPart : std::uint8_t {
    kPartNormal = 1, ///< 10-10-10-2, signed normalized
    kPartTexCoord = 2, ///< two floats: where the base colour is sampled; of a detailed draw TEXCOORD_0 as it is
    kPartColor = 4, ///< four bytes, in display (gamma 2.2) space
    kPartFeature = 8, ///< 32-bit feature id
    kPartOverlay = 16, ///< two 16-bit fractions
    kPartTexCoord1 = 32, ///< two floats, of a detailed draw: TEXCOORD_1 as it is
    kPartMapHeight = 64 ///< a float: metres
};

/// Bytes of a vertex with these parts.
[[nodiscard]] std::size_t vertexStride(std::uint8_t parts);

/// Vertices of one copy of a primitive, in their order.
struct PackedPiece {
    std::uint32_t instance = 0; ///< index into Model::instances
    std::uint32_t primitive = 0; ///< of that instance's mesh
    std::size_t firstVertex = 0; ///< of the draw
};

/// One draw call: everything in a content that shares material, mode and vertex parts.
struct PackedDraw {
    tiles3d::PrimitiveMode mode = tiles3d::PrimitiveMode::Triangles;
    std::uint8_t parts = 0;
    bool wideIndices = false; ///< 32 instead of 16 bits
    bool isEdges = false; ///< lines along the creases of untextured surfaces
    int material = -1; ///< index into Model::materials
    std::size_t firstVertexByte = 0;
    std::size_t vertexCount = 0;
    std::size_t firstIndexByte = 0;
    std::size_t indexCount = 0;
    std::size_t firstPiece = 0; ///< index into PackedMesh::pieces
    std::size_t pieceCount = 0;
    float pointSpacing = 0; ///< of points: distance between neighbours, metres; 0: not known
    bool hasOwnColors = false; ///< kPartColor holds more than the shade towards the foot
    bool hasTranslucentColors = false; ///< some of them let through what is behind
    bool isDetailed = false; ///< see needsDetail
    glm::vec3 low{0.0f}, high{0.0f}; ///< of its positions
};

/// A content as vertex and index bytes ready for upload. Positions are metres from the model's origin.
struct PackedMesh {
    std::vector<std::uint8_t> vertices;
    std::vector<std::uint8_t> indices;
    std::vector<PackedDraw> draws;
    std::vector<PackedPiece> pieces;
};

/// Applies the instances' transforms, merges primitives that can be drawn in one call, packs vertices and finds the edges
/// of untextured surfaces. `up` is the unit up direction in the model's frame: untextured features are darkened
/// slightly towards their foot. Pure; any thread.
[[nodiscard]] PackedMesh packModel(const tiles3d::Model& model, const glm::vec3& up);

} // namespace guanjing::render
