#include "render/upload/LookPacker.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace guanjing::render {

using styling::FeatureLook;
using tiles3d::Primitive;
using tiles3d::PrimitiveMode;

namespace {

using Rgba = std::array<std::uint8_t, 4>;

std::uint8_t toDisplay(float linear)
{
    return static_cast<std::uint8_t>(std::lround(255.0f * std::pow(std::clamp(linear, 0.0f, 1.0f), 1.0f / 2.2f)));
}

/// A point's own colour, for those that a style leaves as they are.
class OwnColor {
public:
    OwnColor(const tiles3d::Model& model, const Primitive& primitive) : m_primitive(primitive)
    {
        const auto material = static_cast<std::size_t>(primitive.material);
        if (primitive.material >= 0 && material < model.materials.size())
            m_factor = model.materials[material].baseColorFactor;
    }
    [[nodiscard]] Rgba operator()(std::size_t vertex) const
    {
        static const auto kDisplay = [] {
            std::array<std::uint8_t, 256> table{};
            for (std::size_t i = 0; i < table.size(); ++i)
                table[i] = toDisplay(static_cast<float>(i) / 255.0f);
            return table;
        }();
        Rgba color{};
        for (std::size_t k = 0; k < 3; ++k) {
            const float factor = m_factor[static_cast<int>(k)];
            if (vertex < m_primitive.colors.size())
                color[k] = factor == 1.0f
                    ? kDisplay[m_primitive.colors[vertex][k]]
                    : toDisplay(factor * static_cast<float>(m_primitive.colors[vertex][k]) / 255.0f);
            else
                color[k] = toDisplay(factor);
        }
        const float alpha = m_factor.a * (vertex < m_primitive.colors.size() ? m_primitive.colors[vertex][3] : 255.0f);
        color[3] = static_cast<std::uint8_t>(std::lround(std::clamp(alpha, 1.0f, 255.0f)));
        return color;
    }

private:
    const Primitive& m_primitive;
    glm::vec4 m_factor{1.0f};
};

constexpr Rgba kHidden{255, 255, 255, 0};
constexpr Rgba kAsItIs{255, 255, 255, 255};

struct DrawLooks {
    std::vector<Rgba> colors;
    std::vector<std::uint16_t> sizes;
};

void packPiece(const tiles3d::Model& model, const PackedPiece& piece, const layers::ContentLook& look, DrawLooks& out)
{
    const tiles3d::MeshInstance& instance = model.instances[piece.instance];
    const Primitive& primitive = model.meshes[static_cast<std::size_t>(instance.mesh)].primitives[piece.primitive];
    const std::size_t count = primitive.positions.size();
    const bool isPoint = primitive.mode != PrimitiveMode::Triangles;
    const auto colorOf = [](const FeatureLook& feature) {
        if (!feature.isShown || feature.color[3] == 0)
            return kHidden;
        return feature.isColored ? feature.color : kAsItIs;
    };
    const std::size_t start = out.colors.size();
    out.colors.resize(start + count);
    if (isPoint) {
        const OwnColor own(model, primitive);
        out.sizes.resize(start + count);
        for (std::size_t i = 0; i < count; ++i) {
            const FeatureLook& feature = look.of(instance, piece.primitive, primitive, i);
            out.colors[start + i] = feature.isShown && !feature.isColored ? own(i) : colorOf(feature);
            out.sizes[start + i] = feature.sizeEighths;
        }
        return;
    }
    for (std::size_t i = 0; i < count; ++i)
        out.colors[start + i] = colorOf(look.of(instance, piece.primitive, primitive, i));
    const bool hasHidden = std::any_of(out.colors.begin() + static_cast<std::ptrdiff_t>(start), out.colors.end(),
                                       [](const Rgba& color) { return color[3] == 0; });
    if (!hasHidden || primitive.featureIds.size() != count)
        return;
    // Hidden vertices collapse, which would tear a triangle that also has a corner of a shown feature: it is drawn whole.
    for (std::size_t i = 0; i + 2 < primitive.indices.size(); i += 3) {
        std::array<Rgba*, 3> corners{};
        int shown = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            const std::size_t vertex = std::min<std::size_t>(primitive.indices[i + k], count - 1);
            const FeatureLook& feature = look.of(instance, piece.primitive, primitive, vertex);
            shown += feature.isShown && feature.color[3] > 0 ? 1 : 0;
            corners[k] = &out.colors[start + vertex];
        }
        if (shown > 0 && shown < 3)
            for (Rgba* corner : corners)
                if ((*corner)[3] == 0)
                    *corner = kAsItIs;
    }
}

/// True when some triangle has corners that belong to the opaque pass and some that belong to the blended one.
bool hasMixedTriangles(const tiles3d::Model& model, const PackedPiece& piece, const std::vector<Rgba>& colors)
{
    const tiles3d::MeshInstance& instance = model.instances[piece.instance];
    const Primitive& primitive = model.meshes[static_cast<std::size_t>(instance.mesh)].primitives[piece.primitive];
    if (primitive.mode != PrimitiveMode::Triangles || primitive.featureIds.empty())
        return false;
    const std::size_t last = primitive.positions.size() - 1;
    const auto isOpaque = [&](std::size_t i) {
        return colors[piece.firstVertex + std::min<std::size_t>(primitive.indices[i], last)][3] == 255;
    };
    for (std::size_t i = 0; i + 2 < primitive.indices.size(); i += 3)
        if (isOpaque(i) != isOpaque(i + 1) || isOpaque(i) != isOpaque(i + 2))
            return true;
    return false;
}

} // namespace

PackedLook packLook(const tiles3d::Model& model, const PackedLayout& layout, const layers::ContentLook& look)
{
    PackedLook result;
    result.draws.resize(layout.draws.size());
    for (std::size_t d = 0; d < layout.draws.size(); ++d) {
        const PackedDraw& draw = layout.draws[d];
        DrawLook& out = result.draws[d];
        if (draw.isEdges && d > 0) {
            // Lines along the same vertices.
            out = result.draws[d - 1];
            continue;
        }
        DrawLooks looks;
        looks.colors.reserve(draw.vertexCount);
        const std::size_t end = std::min(draw.firstPiece + draw.pieceCount, layout.pieces.size());
        for (std::size_t p = draw.firstPiece; p < end; ++p)
            packPiece(model, layout.pieces[p], look, looks);
        bool isColored = draw.mode != PrimitiveMode::Triangles
            && (look.style != nullptr); // points carry their own colour here as well
        std::size_t hidden = 0, asItIs = 0;
        for (const Rgba& color : looks.colors) {
            hidden += color[3] == 0 ? 1 : 0;
            out.hasTranslucent = out.hasTranslucent || (color[3] > 0 && color[3] < 255);
            out.hasOpaque = out.hasOpaque || color[3] == 255;
            isColored = isColored || color != kAsItIs;
            asItIs += color == kAsItIs ? 1 : 0;
        }
        out.hidesAll = hidden == looks.colors.size();
        out.hidesSome = hidden > 0;
        out.colorsAll = asItIs == 0;
        out.hasSizes = std::any_of(looks.sizes.begin(), looks.sizes.end(), [](std::uint16_t s) { return s > 0; });
        out.isStyled = isColored || out.hidesSome || out.hasSizes;
        if (!out.isStyled || out.hidesAll)
            continue;
        if (out.hasTranslucent && out.hasOpaque)
            for (std::size_t p = draw.firstPiece; p < end && !out.isMixed; ++p)
                out.isMixed = hasMixedTriangles(model, layout.pieces[p], looks.colors);
        const auto append = [&result](const auto& list) {
            const std::size_t first = (result.bytes.size() + 3) & ~std::size_t{3};
            result.bytes.resize(first + list.size() * sizeof list[0]);
            std::memcpy(result.bytes.data() + first, list.data(), list.size() * sizeof list[0]);
            return first;
        };
        out.firstColorByte = append(looks.colors);
        if (out.hasSizes)
            out.firstSizeByte = append(looks.sizes);
    }
    return result;
}

} // namespace guanjing::render
