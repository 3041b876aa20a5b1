#pragma once

#include <cstdint>
#include <map>

namespace guanjing::render {

class GlContext;

/// What a tile program can do; a set of bits. The number of overlays (0 to 8) stands in bits 16 to 19.
using TileFeatures = std::uint64_t;
enum TileFeature : TileFeatures {
    kTileNothing = 0,
    kTileTexture = 1ull << 0,
    kTileColor = 1ull << 1,
    kTileLit = 1ull << 2, ///< normals at the vertices
    kTileFlat = 1ull << 3, ///< lit without normals
    kTileDoubleSided = 1ull << 4,
    kTileMask = 1ull << 5,
    kTileFade = 1ull << 6,
    kTileHighlight = 1ull << 7, ///< one feature
    kTileHighlightAll = 1ull << 8,
    kTileEdges = 1ull << 9,
    kTileSolid = 1ull << 10, ///< not blended: alpha comes out as 1
    kTileOverlayCovers = 1ull << 11, ///< the lowest overlay hides the base
    kTileOverlayClip = 1ull << 12, ///< some overlay covers a part only
    kTileGlow = 1ull << 13, ///< a picture of lights is added
    kTileLamps = 1ull << 14, ///< some pictures are light that falls on the others
    kTileCover = 1ull << 15, ///< only a share of the pixels, in a fixed pattern
    // bits 16 to 19: overlays
    kTileStyle = 1ull << 20, ///< features have colours and visibility of their own
    kTileStyleOpaque = 1ull << 21, ///< only the opaque ones are drawn
    kTileStyleBlended = 1ull << 22, ///< only the translucent ones are drawn
    kTileStyleShade = 1ull << 23, ///< vertex colours are shade alone, and stay
    kTileStyleExact = 1ull << 24, ///< the style's colours are all there is: points and lines
    kTilePointSize = 1ull << 25, ///< points that have sizes of their own among them
    kTileStyleAll = 1ull << 26, ///< nothing is left as the data has it
    kTilePoint = 1ull << 27, ///< points: sized by the gaps between them
    kTileRound = 1ull << 28, ///< discs
    kTileEyeDome = 1ull << 29, ///< tells its depth for eye-dome lighting
    kTileDetail = 1ull << 30, ///< lit per fragment, by tile.surface.glsl
    kTileMetalRough = 1ull << 31, ///< of such: with a picture of metal and roughness,
    kTileRelief = 1ull << 32, ///< of normals,
    kTileOcclusion = 1ull << 33, ///< of occlusion
    kTileStylePicture = 1ull << 34, ///< features by a picture have colours and visibility of their own
    kTileOverlayBent = 1ull << 35, ///< some overlay lies in another coordinate system than the tile
    kTileOverlayTone = 1ull << 36, ///< some overlay's colours are changed
    kTileSlopes = 1ull << 37, ///< ground that is lit by its slopes
    kTileHillshade = 1ull << 38, ///< of such: as on maps
    kTileSlopeClasses = 1ull << 39, ///< of such: coloured by steepness
    kTileContours = 1ull << 40, ///< ground with lines of equal height
    kTileShadow = 1ull << 41, ///< the sun's shadows fall on it
    kTileCaster = 1ull << 42, ///< not drawn: throws a shadow, by caster.vert.glsl
    kTileWater = 1ull << 43, ///< ground whose own picture tells land from water in its alpha; lit by tile.water.glsl
    kTileFineWaves = 1ull << 44, ///< of such: near enough for these to be seen,
    kTileBroadWaves = 1ull << 45 ///< or those
};
constexpr std::uint32_t kTileOverlayShift = 16;
constexpr TileFeatures kTileOverlayMask = 15;

/// Texture unit of an overlay: 0 is the model's own picture, 9 to 14 are other pictures of materials.
[[nodiscard]] constexpr std::uint32_t overlayUnit(std::uint32_t overlay)
{
    constexpr std::uint32_t kBefore = 8, kAfter = 15;
    return overlay < kBefore ? 1 + overlay : kAfter + overlay - kBefore;
}

/// Texture unit of the sun's shadows: after the last overlay's.
constexpr std::uint32_t kShadowUnit = 21;
/// Of the waves of water.
constexpr std::uint32_t kWavesUnit = 22;

/// A compiled program and where its uniforms are; -1 where it has none of that name.
struct TileProgram {
    std::uint32_t name = 0;
    int tile = -1, factor = -1, emissive = -1, hazeColor = -1, hazeSunColor = -1, shift = -1;
    int sunLight = -1, skyLight = -1, groundLight = -1, light = -1;
    int overlayPlace = -1, overlayOpacity = -1, overlayBend = -1, overlayTone = -1, alphaCutoff = -1, opacity = -1,
        cover = -1, feature = -1, accent = -1;
    int lamps = -1, overlayLight = -1, point = -1, eyeDome = -1;
    int ground = -1, mapLight = -1, contour = -1;
    int sight = -1, surface = -1, places = -1, zenith = -1, zenithColor = -1, horizon = -1;
    int shadowTile = -1, shadowFar = -1, shadowDark = -1;
    int waves = -1, hazeGlow = -1;
    std::uint64_t frame = 0; ///< for which the uniforms of the frame were set
};

/// Programs by their features, compiled at first use.
class TileProgramCache {
public:
    explicit TileProgramCache(GlContext& context);
    ~TileProgramCache();
    TileProgramCache(const TileProgramCache&) = delete;
    TileProgramCache& operator=(const TileProgramCache&) = delete;
    [[nodiscard]] TileProgram& get(TileFeatures features);

private:
    GlContext& m_context;
    std::map<TileFeatures, TileProgram> m_programs;
};

} // namespace guanjing::render
