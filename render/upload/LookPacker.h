#pragma once

#include "layers/tiling/ContentLook.h"
#include "layers/tiling/ContentPreparer.h"
#include "render/upload/MeshPacker.h"
#include "render/upload/TextureUpload.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace guanjing::render {

/// Where the vertices of a packed mesh come from.
class PackedLayout final : public layers::ContentLayout {
public:
    std::vector<PackedDraw> draws;
    std::vector<PackedPiece> pieces;
};

/// What a look does to one draw.
struct DrawLook {
    bool isStyled = false; ///< false: drawn as without a style
    bool hidesAll = false;
    bool hidesSome = false;
    bool hasTranslucent = false;
    bool hasOpaque = false;
    bool isMixed = false; ///< some triangle has corners of both kinds: cannot be drawn in two passes
    bool hasSizes = false; ///< of points
    bool colorsAll = false; ///< nothing that is shown is as the data has it
    int picture = -1; ///< index into PackedLook::pictures: the ids stand in a picture, and so do the looks
    std::size_t firstColorByte =
        0; ///< four bytes a vertex: RGBA as displayed, alpha 0 hidden; white: as the data has it,
    ///< but for points and lines. With a picture two floats a vertex: where it is sampled
    std::size_t firstSizeByte = 0; ///< two bytes a vertex: eighths of a pixel, 0: as the viewer has it
};

/// Looks of all vertices of a content, ready for upload. Empty bytes: nothing is styled.
class PackedLook final : public layers::PreparedLook {
public:
    std::vector<std::uint8_t> bytes;
    std::vector<DrawLook> draws; ///< one per draw of the mesh
    std::vector<TextureUpload> pictures; ///< RGBA as the colours of vertices
    [[nodiscard]] std::size_t byteSize() const;
};

/// The looks of the texels of a picture of ids: as large as that is.
[[nodiscard]] std::shared_ptr<const tiles3d::Image> paintLooks(const tiles3d::FeatureIdSet& set,
                                                               const layers::ContentLook& look);
/// Pure; any thread. Pictures are no larger than maximumSide.
[[nodiscard]] PackedLook packLook(const tiles3d::Model& model, const PackedLayout& layout,
                                  const layers::ContentLook& look, int maximumSide = 16384);

} // namespace guanjing::render
