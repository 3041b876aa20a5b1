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

Rgba colorOf(const FeatureLook& feature)
{
    if (!feature.isShown || feature.color[3] == 0)
        return kHidden;
    return feature.isColored ? feature.color : kAsItIs;
}

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

void noteColors(const std::vector<Rgba>& colors, DrawLook& out)
{
    std::size_t hidden = 0, asItIs = 0;
    for (const Rgba& color : colors) {
        hidden += color[3] == 0 ? 1 : 0;
        out.hasTranslucent = out.hasTranslucent || (color[3] > 0 && color[3] < 255);
        out.hasOpaque = out.hasOpaque || color[3] == 255;
        asItIs += color == kAsItIs ? 1 : 0;
    }
    out.hidesAll = hidden == colors.size();
    out.hidesSome = hidden > 0;
    out.colorsAll = asItIs == 0;
    out.isStyled = asItIs < colors.size();
}

/// Looks of pieces whose ids stand in a picture; made once for all draws that have it.
class PicturePainter {
public:
    PicturePainter(const tiles3d::Model& model, const layers::ContentLook& look, int maximumSide)
        : m_model(model), m_look(look), m_maximumSide(maximumSide)
    { }

    /// The set that all pieces of a draw have in common; null: their looks go by vertex.
    [[nodiscard]] const tiles3d::FeatureIdSet* setOf(const PackedLayout& layout, const PackedDraw& draw) const
    {
        if (draw.mode != PrimitiveMode::Triangles || draw.firstPiece >= layout.pieces.size())
            return nullptr;
        const PackedPiece& piece = layout.pieces[draw.firstPiece];
        return layers::pictureOfIds(m_model.instances[piece.instance], primitiveOf(piece));
    }

    void paint(const tiles3d::FeatureIdSet& set, DrawLook& out, std::vector<TextureUpload>& pictures)
    {
        for (const Painted& painted : m_painted)
            if (layers::isSamePicture(*painted.set, set)) {
                out = painted.look;
                return;
            }
        const std::shared_ptr<const tiles3d::Image> image = paintLooks(set, m_look);
        if (image) {
            std::vector<Rgba> colors(image->pixels.size() / 4);
            std::memcpy(colors.data(), image->pixels.data(), colors.size() * 4);
            noteColors(colors, out);
            if (out.isStyled && !out.hidesAll) {
                TextureUpload::Options options;
                options.wrapS = set.texture->wrapS;
                options.wrapT = set.texture->wrapT;
                options.magFilter = options.minFilter = tiles3d::Filter::Nearest;
                options.maximumSide = m_maximumSide;
                out.picture = static_cast<int>(pictures.size());
                pictures.emplace_back().build(image, options);
            }
        }
        m_painted.push_back({&set, out});
    }

    void appendPlaces(const PackedPiece& piece, std::vector<glm::vec2>& places) const
    {
        const Primitive& primitive = primitiveOf(piece);
        const tiles3d::FeatureIdSet* set = layers::pictureOfIds(primitive);
        for (std::size_t i = 0; i < primitive.positions.size(); ++i) {
            const bool isKnown = set != nullptr && i < set->texture->texCoords->size();
            places.push_back(isKnown
                                 ? glm::vec2(set->texture->transform * glm::vec3((*set->texture->texCoords)[i], 1.0f))
                                 : glm::vec2(0.0f));
        }
    }

private:
    struct Painted {
        const tiles3d::FeatureIdSet* set;
        DrawLook look;
    };
    [[nodiscard]] const Primitive& primitiveOf(const PackedPiece& piece) const
    {
        const tiles3d::MeshInstance& instance = m_model.instances[piece.instance];
        return m_model.meshes[static_cast<std::size_t>(instance.mesh)].primitives[piece.primitive];
    }

    const tiles3d::Model& m_model;
    const layers::ContentLook& m_look;
    int m_maximumSide;
    std::vector<Painted> m_painted;
};

} // namespace

std::size_t PackedLook::byteSize() const
{
    std::size_t sum = bytes.size();
    for (const TextureUpload& picture : pictures)
        sum += picture.byteSize();
    return sum;
}

std::shared_ptr<const tiles3d::Image> paintLooks(const tiles3d::FeatureIdSet& set, const layers::ContentLook& look)
{
    const tiles3d::MetadataTexture& texture = *set.texture;
    // Where others have sent the pixels away they are had again.
    const std::shared_ptr<const tiles3d::Image> ids =
        texture.image->pixels.empty() && texture.image->whole ? texture.image->whole() : texture.image;
    const auto channels = static_cast<std::size_t>(ids ? ids->channels : 0);
    if (!ids || ids->width < 1 || ids->height < 1 || channels < 1
        || ids->pixels.size() < static_cast<std::size_t>(ids->width) * static_cast<std::size_t>(ids->height) * channels)
        return nullptr;
    auto image = std::make_shared<tiles3d::Image>();
    image->width = ids->width;
    image->height = ids->height;
    image->channels = 4;
    const std::size_t count = static_cast<std::size_t>(ids->width) * static_cast<std::size_t>(ids->height);
    image->pixels.resize(count * 4);
    std::uint32_t lastId = tiles3d::kNoFeature;
    Rgba color = kAsItIs;
    for (std::size_t i = 0; i < count; ++i) {
        std::uint32_t id = 0;
        for (std::size_t k = 0; k < texture.channels.size() && k < 4; ++k) {
            // As MetadataTexture::bytesOfTexel reads them.
            const std::size_t held = channels == 1 && texture.channels[k] < 3 ? 0 : texture.channels[k];
            id |= std::uint32_t{held < channels ? ids->pixels[i * channels + held] : std::uint8_t{255}} << (8 * k);
        }
        if (id != lastId || i == 0) {
            color = colorOf(look.ofId(set, id));
            lastId = id;
        }
        std::memcpy(image->pixels.data() + i * 4, color.data(), 4);
    }
    return image;
}

PackedLook packLook(const tiles3d::Model& model, const PackedLayout& layout, const layers::ContentLook& look,
                    int maximumSide)
{
    PackedLook result;
    PicturePainter painter(model, look, maximumSide);
    const auto append = [&result](const auto& list) {
        const std::size_t first = (result.bytes.size() + 3) & ~std::size_t{3};
        result.bytes.resize(first + list.size() * sizeof list[0]);
        std::memcpy(result.bytes.data() + first, list.data(), list.size() * sizeof list[0]);
        return first;
    };
    result.draws.resize(layout.draws.size());
    for (std::size_t d = 0; d < layout.draws.size(); ++d) {
        const PackedDraw& draw = layout.draws[d];
        DrawLook& out = result.draws[d];
        if (draw.isEdges && d > 0) {
            // Lines along the same vertices.
            out = result.draws[d - 1];
            continue;
        }
        const std::size_t end = std::min(draw.firstPiece + draw.pieceCount, layout.pieces.size());
        if (const tiles3d::FeatureIdSet* set = painter.setOf(layout, draw)) {
            painter.paint(*set, out, result.pictures);
            if (out.picture < 0)
                continue;
            std::vector<glm::vec2> places;
            places.reserve(draw.vertexCount);
            for (std::size_t p = draw.firstPiece; p < end; ++p)
                painter.appendPlaces(layout.pieces[p], places);
            out.firstColorByte = append(places);
            continue;
        }
        DrawLooks looks;
        looks.colors.reserve(draw.vertexCount);
        for (std::size_t p = draw.firstPiece; p < end; ++p)
            packPiece(model, layout.pieces[p], look, looks);
        noteColors(looks.colors, out);
        out.hasSizes = std::any_of(looks.sizes.begin(), looks.sizes.end(), [](std::uint16_t s) { return s > 0; });
        // Points carry their own colour here as well.
        out.isStyled = out.isStyled || out.hasSizes || (draw.mode != PrimitiveMode::Triangles && look.style != nullptr);
        if (!out.isStyled || out.hidesAll)
            continue;
        if (out.hasTranslucent && out.hasOpaque)
            for (std::size_t p = draw.firstPiece; p < end && !out.isMixed; ++p)
                out.isMixed = hasMixedTriangles(model, layout.pieces[p], looks.colors);
        out.firstColorByte = append(looks.colors);
        if (out.hasSizes)
            out.firstSizeByte = append(looks.sizes);
    }
    return result;
}

} // namespace guanjing::render
