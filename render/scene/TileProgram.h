#pragma once

#include <cstdint>
#include <map>

namespace guanjing::render {

class GlContext;

/// What a tile program can do; a set of bits. The number of overlays (0 to 8) stands in bits 16 to 19.
enum TileFeature : std::uint32_t {
    kTileTexture = 1u << 0,
    kTileColor = 1u << 1,
    kTileLit = 1u << 2, ///< normals at the vertices
    kTileFlat = 1u << 3, ///< lit without normals
    kTileDoubleSided = 1u << 4,
    kTileMask = 1u << 5,
    kTileFade = 1u << 6,
    kTileHighlight = 1u << 7, ///< one feature
    kTileHighlightAll = 1u << 8,
    kTileEdges = 1u << 9,
    kTileSolid = 1u << 10, ///< not blended: alpha comes out as 1
    kTileOverlayCovers = 1u << 11, ///< the lowest overlay hides the base
    kTileOverlayClip = 1u << 12, ///< some overlay covers a part only
    kTileGlow = 1u << 13, ///< a picture of lights is added
    kTileStreets = 1u << 14, ///< grey ground shines in the light of street lamps
    kTileCover = 1u << 15, ///< only a share of the pixels, in a fixed pattern
    // bits 16 to 19: overlays
    kTileStyle = 1u << 20, ///< features have colours and visibility of their own
    kTileStyleOpaque = 1u << 21, ///< only the opaque ones are drawn
    kTileStyleBlended = 1u << 22, ///< only the translucent ones are drawn
    kTileStyleShade = 1u << 23, ///< vertex colours are shade alone, and stay
    kTileStyleExact = 1u << 24, ///< the style's colours are all there is: points and lines
    kTilePointSize = 1u << 25, ///< points that have sizes of their own among them
    kTileStyleAll = 1u << 26, ///< nothing is left as the data has it
    kTilePoint = 1u << 27, ///< points: sized by the gaps between them
    kTileRound = 1u << 28, ///< discs
    kTileEyeDome = 1u << 29, ///< tells its depth for eye-dome lighting
    kTileStylePicture = 1u << 31 ///< features by a picture have colours and visibility of their own
};
constexpr std::uint32_t kTileOverlayShift = 16;
constexpr std::uint32_t kTileOverlayMask = 15;

/// A compiled program and where its uniforms are; -1 where it has none of that name.
struct TileProgram {
    std::uint32_t name = 0;
    int tile = -1, factor = -1, emissive = -1, hazeColor = -1, hazeSunColor = -1, shift = -1;
    int sunLight = -1, skyLight = -1, groundLight = -1, light = -1;
    int overlayPlace = -1, overlayOpacity = -1, alphaCutoff = -1, opacity = -1, cover = -1, feature = -1, accent = -1;
    int streets = -1, point = -1, eyeDome = -1;
    std::uint64_t frame = 0; ///< for which the uniforms of the frame were set
};

/// Programs by their features, compiled at first use.
class TileProgramCache {
public:
    explicit TileProgramCache(GlContext& context);
    ~TileProgramCache();
    TileProgramCache(const TileProgramCache&) = delete;
    TileProgramCache& operator=(const TileProgramCache&) = delete;
    [[nodiscard]] TileProgram& get(std::uint32_t features);

private:
    GlContext& m_context;
    std::map<std::uint32_t, TileProgram> m_programs;
};

} // namespace guanjing::render
