#include "render/upload/MeshPacker.h"

#include "layers/tiling/ContentLook.h"
#include "render/upload/EdgeFinder.h"
#include "render/upload/PointSpacing.h"
#include "render/upload/SurfaceDetail.h"

#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <optional>
#include <unordered_map>

namespace guanjing::render {

using tiles3d::Model;
using tiles3d::Primitive;
using tiles3d::PrimitiveMode;

namespace {

/// Height over which the darkening towards the foot of a building fades out, metres.
constexpr float kFootMeters = 14.0f;
constexpr float kFootShade = 0.74f;

struct Key {
    PrimitiveMode mode;
    int material;
    std::uint8_t parts;
    int idPicture; ///< which of those by which styles look, −1: none
    auto operator<=>(const Key&) const = default; // NOLINT(modernize-use-nullptr): taken for a comparison with 0
};

struct Piece {
    const Primitive* primitive;
    glm::dmat4 transform;
    std::uint32_t instance, primitiveIndex;
    std::uint32_t featureId; ///< of the copy as a whole, kNoFeature: of the vertices
};

template <class T> void put(std::uint8_t*& out, const T& value)
{
    std::memcpy(out, &value, sizeof value);
    out += sizeof value;
}

std::uint32_t packNormal(const glm::vec3& n)
{
    const auto ten = [](float v) {
        return static_cast<std::uint32_t>(static_cast<int>(std::lround(std::clamp(v, -1.0f, 1.0f) * 511.0f)) & 0x3FF);
    };
    return ten(n.x) | ten(n.y) << 10 | ten(n.z) << 20;
}

/// glTF colours are linear, ours are in display space.
std::uint8_t encode(float linear)
{
    return static_cast<std::uint8_t>(std::lround(255.0f * std::pow(std::clamp(linear, 0.0f, 1.0f), 1.0f / 2.2f)));
}

const tiles3d::Material& materialOf(const Model& model, int index)
{
    static const tiles3d::Material kDefault;
    return index >= 0 && static_cast<std::size_t>(index) < model.materials.size()
        ? model.materials[static_cast<std::size_t>(index)]
        : kDefault;
}

/// Lowest height of each feature (or of the whole primitive), for the darkening towards the foot.
class Feet {
public:
    Feet(const Piece& piece, const glm::vec3& up) : m_ids(piece.primitive->featureIds)
    {
        const glm::dmat4& t = piece.transform;
        const auto& positions = piece.primitive->positions;
        m_heights.reserve(positions.size());
        for (const glm::vec3& p : positions)
            m_heights.push_back(glm::dot(glm::vec3(t * glm::dvec4(p, 1.0)), up));
        m_lowest = m_heights.empty() ? 0.0f : *std::min_element(m_heights.begin(), m_heights.end());
        for (std::size_t i = 0; i < m_ids.size(); ++i) {
            const auto [place, fresh] = m_byFeature.try_emplace(m_ids[i], m_heights[i]);
            if (!fresh)
                place->second = std::min(place->second, m_heights[i]);
        }
    }
    [[nodiscard]] float shade(std::size_t vertex) const
    {
        const float foot = m_ids.empty() ? m_lowest : m_byFeature.at(m_ids[vertex]);
        const float t = std::clamp((m_heights[vertex] - foot) / kFootMeters, 0.0f, 1.0f);
        return kFootShade + (1.0f - kFootShade) * t;
    }

private:
    const std::vector<std::uint32_t>& m_ids;
    std::vector<float> m_heights;
    std::unordered_map<std::uint32_t, float> m_byFeature;
    float m_lowest = 0;
};

void packVertices(PackedMesh& mesh, PackedDraw& draw, const Model& model, const Piece& piece, bool shadeFoot,
                  const glm::vec3& up)
{
    std::vector<std::uint8_t>& bytes = mesh.vertices;
    const Primitive& primitive = *piece.primitive;
    const tiles3d::Material& material = materialOf(model, primitive.material);
    const glm::dmat3 normalMatrix = glm::transpose(glm::inverse(glm::dmat3(piece.transform)));
    const std::size_t start = bytes.size();
    bytes.resize(start + primitive.positions.size() * vertexStride(draw.parts));
    std::uint8_t* out = bytes.data() + start;
    std::optional<Feet> feet;
    if (shadeFoot)
        feet.emplace(piece, up);
    const auto widen = [&](const glm::vec3& position) {
        draw.low = glm::min(draw.low, position);
        draw.high = glm::max(draw.high, position);
    };
    // What is sorted needs bounds of its own, where primitives have all their vertices in common.
    const bool boundsAll = material.alphaMode != tiles3d::AlphaMode::Blend;
    if (!boundsAll)
        for (const std::uint32_t index : primitive.indices)
            if (index < primitive.positions.size())
                widen(glm::vec3(piece.transform * glm::dvec4(primitive.positions[index], 1.0)));
    for (std::size_t i = 0; i < primitive.positions.size(); ++i) {
        const glm::vec3 position(piece.transform * glm::dvec4(primitive.positions[i], 1.0));
        put(out, position);
        if (boundsAll)
            widen(position);
        if (draw.parts & kPartNormal)
            put(out, packNormal(glm::vec3(glm::normalize(normalMatrix * glm::dvec3(primitive.normals[i])))));
        if (draw.isDetailed) {
            if (draw.parts & kPartTexCoord)
                put(out, primitive.texCoords[0][i]);
        } else if (draw.parts & kPartTexCoord) {
            const auto& coords = primitive.texCoords[material.baseColor.texCoord];
            const glm::vec3 uv = material.baseColor.transform * glm::vec3(coords[i], 1.0f);
            put(out, glm::vec2(uv));
        }
        if (draw.parts & kPartColor) {
            std::array<std::uint8_t, 4> color{255, 255, 255, 255};
            if (!primitive.colors.empty()) {
                const auto& c = primitive.colors[i];
                for (std::size_t k = 0; k < 3; ++k)
                    color[k] = encode(static_cast<float>(c[k]) / 255.0f);
                color[3] = c[3];
                draw.hasTranslucentColors = draw.hasTranslucentColors || c[3] < 255;
            }
            if (feet) {
                const float shade = feet->shade(i);
                for (std::size_t k = 0; k < 3; ++k)
                    color[k] = static_cast<std::uint8_t>(std::lround(static_cast<float>(color[k]) * shade));
            }
            put(out, color);
        }
        if (draw.parts & kPartFeature)
            put(out, piece.featureId != tiles3d::kNoFeature ? piece.featureId : primitive.featureIds[i]);
        if (draw.parts & kPartOverlay) {
            const glm::vec2 uv = glm::clamp(primitive.overlayCoords[i], 0.0f, 1.0f) * 65535.0f;
            put(out, static_cast<std::uint16_t>(std::lround(uv.x)));
            put(out, static_cast<std::uint16_t>(std::lround(uv.y)));
        }
        if (draw.parts & kPartTexCoord1)
            put(out, primitive.texCoords[1][i]);
        if (draw.parts & kPartMapHeight)
            put(out, primitive.mapHeights[i]);
    }
}

void putIndices(PackedMesh& mesh, PackedDraw& draw, const std::vector<std::uint32_t>& indices)
{
    draw.wideIndices = draw.vertexCount > 65536;
    // Keep every list aligned for both widths.
    mesh.indices.resize((mesh.indices.size() + 3) & ~std::size_t{3});
    draw.firstIndexByte = mesh.indices.size();
    draw.indexCount = indices.size();
    const std::size_t width = draw.wideIndices ? 4 : 2;
    mesh.indices.resize(mesh.indices.size() + indices.size() * width);
    std::uint8_t* out = mesh.indices.data() + draw.firstIndexByte;
    for (const std::uint32_t index : indices)
        if (draw.wideIndices)
            put(out, index);
        else
            put(out, static_cast<std::uint16_t>(index));
}

/// Of the largest of the pieces.
float spacingOf(const std::vector<Piece>& pieces)
{
    const auto largest = std::max_element(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
        return a.primitive->positions.size() < b.primitive->positions.size();
    });
    const double unit = std::cbrt(std::abs(glm::determinant(glm::dmat3(largest->transform))));
    return pointSpacing(largest->primitive->positions) * static_cast<float>(unit);
}

} // namespace

std::size_t vertexStride(std::uint8_t parts)
{
    return 12u + (parts & kPartNormal ? 4u : 0u) + (parts & kPartTexCoord ? 8u : 0u) + (parts & kPartColor ? 4u : 0u)
        + (parts & kPartFeature ? 4u : 0u) + (parts & kPartOverlay ? 4u : 0u) + (parts & kPartTexCoord1 ? 8u : 0u)
        + (parts & kPartMapHeight ? 4u : 0u);
}

PackedMesh packModel(const Model& model, const glm::vec3& up)
{
    std::map<Key, std::vector<Piece>> groups;
    std::vector<const tiles3d::FeatureIdSet*> idPictures;
    const auto idPictureOf = [&](const tiles3d::MeshInstance& instance, const Primitive& primitive) {
        const auto* set =
            primitive.mode == PrimitiveMode::Triangles ? layers::pictureOfIds(instance, primitive) : nullptr;
        if (set == nullptr)
            return -1;
        const auto known = std::find_if(idPictures.begin(), idPictures.end(),
                                        [&](const auto* other) { return layers::isSamePicture(*other, *set); });
        const auto index = static_cast<int>(known - idPictures.begin());
        if (known == idPictures.end())
            idPictures.push_back(set);
        return index;
    };
    for (std::size_t k = 0; k < model.instances.size(); ++k) {
        const tiles3d::MeshInstance& instance = model.instances[k];
        if (instance.mesh < 0 || static_cast<std::size_t>(instance.mesh) >= model.meshes.size())
            continue;
        const auto& primitives = model.meshes[static_cast<std::size_t>(instance.mesh)].primitives;
        for (std::size_t p = 0; p < primitives.size(); ++p) {
            const Primitive& primitive = primitives[p];
            const std::size_t count = primitive.positions.size();
            if (count == 0 || primitive.indices.empty())
                continue;
            const tiles3d::Material& material = materialOf(model, primitive.material);
            const bool surface = primitive.mode == PrimitiveMode::Triangles;
            std::uint8_t parts = 0;
            // Points that have normals are lit as surfaces are.
            if (primitive.mode != PrimitiveMode::Lines && !material.unlit && primitive.normals.size() == count)
                parts |= kPartNormal;
            const auto has = [&](int set) { return primitive.texCoords[set].size() == count; };
            if (surface && needsDetail(model, material)) {
                const TexCoordSets sets = texCoordsOf(model, material);
                parts |= (sets[0] && has(0) ? kPartTexCoord : 0) | (sets[1] && has(1) ? kPartTexCoord1 : 0);
            } else if (hasPicture(model, material.baseColor) && has(material.baseColor.texCoord)) {
                parts |= kPartTexCoord;
            }
            const bool textured = (parts & (kPartTexCoord | kPartTexCoord1)) != 0;
            // Lit surfaces without texture get their shade towards the foot through the colour.
            if (primitive.colors.size() == count
                || (surface && !textured && !material.unlit && primitive.overlayCoords.empty()))
                parts |= kPartColor;
            if (primitive.featureIds.size() == count || instance.featureId != tiles3d::kNoFeature)
                parts |= kPartFeature;
            if (primitive.overlayCoords.size() == count)
                parts |= kPartOverlay;
            if (primitive.mapHeights.size() == count)
                parts |= kPartMapHeight;
            groups[Key{primitive.mode, primitive.material, parts, idPictureOf(instance, primitive)}].push_back(
                {&primitive, instance.transform, static_cast<std::uint32_t>(k), static_cast<std::uint32_t>(p),
                 instance.featureId});
        }
    }

    PackedMesh mesh;
    for (const auto& [key, pieces] : groups) {
        const bool plain = key.mode == PrimitiveMode::Triangles
            && !(key.parts & (kPartTexCoord | kPartTexCoord1 | kPartOverlay)) && !materialOf(model, key.material).unlit;
        PackedDraw draw;
        draw.mode = key.mode;
        draw.parts = key.parts;
        draw.material = key.material;
        draw.isDetailed = key.mode == PrimitiveMode::Triangles && needsDetail(model, materialOf(model, key.material));
        draw.low = glm::vec3(std::numeric_limits<float>::max());
        draw.high = -draw.low;
        draw.firstVertexByte = mesh.vertices.size();
        draw.firstPiece = mesh.pieces.size();
        draw.pieceCount = pieces.size();
        std::vector<std::uint32_t> indices;
        std::vector<std::uint32_t> edges;
        for (const Piece& piece : pieces) {
            const auto base = static_cast<std::uint32_t>(draw.vertexCount);
            mesh.pieces.push_back({piece.instance, piece.primitiveIndex, draw.vertexCount});
            draw.hasOwnColors = draw.hasOwnColors || !piece.primitive->colors.empty();
            packVertices(mesh, draw, model, piece, plain, up);
            const bool mirrored =
                glm::determinant(glm::dmat3(piece.transform)) < 0.0 && key.mode == PrimitiveMode::Triangles;
            const auto& source = piece.primitive->indices;
            const auto count = static_cast<std::uint32_t>(piece.primitive->positions.size());
            indices.reserve(indices.size() + source.size());
            for (std::size_t i = 0; i < source.size(); ++i) {
                // A mirrored instance turns its triangles inside out; swap two corners back.
                const std::size_t from =
                    mirrored && i % 3 != 0 && i - i % 3 + 2 < source.size() ? i - i % 3 + (3 - i % 3) : i;
                indices.push_back(base + std::min(source[from], count - 1));
            }
            if (plain)
                for (const std::uint32_t index : findEdges(*piece.primitive))
                    edges.push_back(base + index);
            draw.vertexCount += piece.primitive->positions.size();
        }
        putIndices(mesh, draw, indices);
        if (key.mode == PrimitiveMode::Points)
            draw.pointSpacing = spacingOf(pieces);
        mesh.draws.push_back(draw);
        if (!edges.empty()) {
            PackedDraw lines = draw;
            lines.mode = PrimitiveMode::Lines;
            lines.isEdges = true;
            putIndices(mesh, lines, edges);
            mesh.draws.push_back(lines);
        }
    }
    return mesh;
}

} // namespace guanjing::render
