#include "render/scene/TileProgram.h"

#include "render/effects/ShadowFit.h"
#include "render/scene/WaveTexture.h"
#include "render/upload/GlContext.h"
#include "render/upload/ShaderSource.h"
#include "render/upload/WaveField.h"

#include <osg/GLExtensions>

#include <array>
#include <string>
#include <utility>

namespace guanjing::render {

namespace {
/// A map of the relief shows water as imagery has it.
constexpr bool mirrors(TileFeatures features)
{
    return features & kTileWater && !(features & (kTileHillshade | kTileSlopeClasses));
}

std::string textOf(const glm::dvec2& vector)
{
    return "vec2(" + std::to_string(vector.x) + ", " + std::to_string(vector.y) + ")";
}
} // namespace

TileProgramCache::TileProgramCache(GlContext& context) : m_context(context) { }

TileProgramCache::~TileProgramCache()
{
    for (auto& [features, program] : m_programs)
        m_context.freeProgram(program.name);
}

TileProgram& TileProgramCache::get(TileFeatures features)
{
    const auto [place, fresh] = m_programs.try_emplace(features);
    TileProgram& program = place->second;
    if (!fresh)
        return program;

    static constexpr std::array<std::pair<TileFeatures, const char*>, 39> kNames{{
        {kTileTexture, "TEXTURE"},
        {kTileColor, "COLOR"},
        {kTileLit, "LIT"},
        {kTileFlat, "FLAT"},
        {kTileDoubleSided, "DOUBLE_SIDED"},
        {kTileMask, "MASK"},
        {kTileFade, "FADE"},
        {kTileHighlight, "HIGHLIGHT"},
        {kTileHighlightAll, "HIGHLIGHT_ALL"},
        {kTileEdges, "EDGES"},
        {kTileSolid, "SOLID"},
        {kTileOverlayCovers, "OVERLAY_COVERS"},
        {kTileOverlayClip, "OVERLAY_CLIP"},
        {kTileCover, "COVER"},
        {kTileGlow, "GLOW"},
        {kTileLamps, "LAMPS"},
        {kTileStyle, "STYLE"},
        {kTileStyleOpaque, "STYLE_OPAQUE"},
        {kTileStyleBlended, "STYLE_BLENDED"},
        {kTileStyleShade, "STYLE_SHADE"},
        {kTileStyleExact, "STYLE_EXACT"},
        {kTilePointSize, "POINT_SIZE"},
        {kTileStyleAll, "STYLE_ALL"},
        {kTilePoint, "POINT"},
        {kTileRound, "ROUND"},
        {kTileEyeDome, "EYE_DOME"},
        {kTileDetail, "DETAIL"},
        {kTileMetalRough, "METAL_ROUGH"},
        {kTileRelief, "RELIEF"},
        {kTileOcclusion, "OCCLUSION"},
        {kTileStylePicture, "STYLE_PICTURE"},
        {kTileOverlayBent, "OVERLAY_BENT"},
        {kTileOverlayTone, "OVERLAY_TONE"},
        {kTileSlopes, "SLOPES"},
        {kTileHillshade, "HILLSHADE"},
        {kTileSlopeClasses, "SLOPE_CLASSES"},
        {kTileContours, "CONTOURS"},
        {kTileShadow, "SHADOW"},
        {kTileWater, "WATER"},
    }};
    std::string defines;
    for (const auto& [bit, name] : kNames)
        if (features & bit)
            defines += std::string("#define ") + name + " 1\n";
    const TileFeatures overlays = (features >> kTileOverlayShift) & kTileOverlayMask;
    if (overlays > 0)
        defines += "#define OVERLAYS " + std::to_string(overlays) + "\n";
    if (mirrors(features))
        defines += "#define MIRROR 1\n#define WAVE_SIDE " + std::to_string(kWaveSide) + ".0\n#define WAVE_SLOPE "
            + std::to_string(kWaveSlope) + "\n#define WAVE_MEAN_SLOPE " + std::to_string(kWaveMeanSlope)
            + "\n#define WAVE_LAST_LEVEL " + std::to_string(kWaveLastLevel) + ".0\n";
    if (mirrors(features) && features & kTileFineWaves)
        defines += "#define FINE_WAVES " + textOf(kFineWaves) + "\n";
    if (mirrors(features) && features & kTileBroadWaves)
        defines += "#define BROAD_WAVES " + textOf(kBroadWaves) + "\n";
    if (features & kTileShadow)
        defines += "#define SHADOW_SIDE " + std::to_string(ShadowFit::kSide) + ".0\n";
    const bool isCaster = (features & kTileCaster) != 0;
    const std::string surface(isCaster                     ? std::string_view()
                                  : features & kTileDetail ? shaderSource("tile.surface.glsl")
                                  : mirrors(features)      ? shaderSource("tile.water.glsl")
                                                           : std::string_view());
    program.name =
        m_context.makeProgram(assembleShader(isCaster ? "caster.vert.glsl" : "tile.vert.glsl", defines),
                              assembleShader(isCaster ? "caster.frag.glsl" : "tile.frag.glsl", defines + surface));
    osg::GLExtensions& gl = m_context.gl();
    const auto find = [&](const char* name) { return gl.glGetUniformLocation(program.name, name); };
    program.tile = find("uTile");
    program.factor = find("uFactor");
    program.emissive = find("uEmissive");
    program.hazeColor = find("uHazeColor");
    program.hazeSunColor = find("uHazeSunColor");
    program.shift = find("uShift");
    program.sunLight = find("uSunLight");
    program.skyLight = find("uSkyLight");
    program.groundLight = find("uGroundLight");
    program.light = find("uLight");
    program.overlayPlace = find("uOverlayPlace");
    program.overlayOpacity = find("uOverlayOpacity");
    program.overlayBend = find("uOverlayBend");
    program.overlayTone = find("uOverlayTone");
    program.alphaCutoff = find("uAlphaCutoff");
    program.opacity = find("uOpacity");
    program.cover = find("uCover");
    program.feature = find("uFeature");
    program.accent = find("uAccent");
    program.lamps = find("uLamps");
    program.overlayLight = find("uOverlayLight");
    program.point = find("uPoint");
    program.eyeDome = find("uEyeDome");
    program.ground = find("uGround");
    program.mapLight = find("uMapLight");
    program.contour = find("uContour");
    program.sight = find("uSight");
    program.surface = find("uSurface");
    program.places = find("uPlaces");
    program.zenith = find("uZenith");
    program.zenithColor = find("uZenithColor");
    program.horizon = find("uHorizon");
    program.shadowTile = find("uShadowTile");
    program.shadowFar = find("uShadowFar");
    program.shadowDark = find("uShadowDark");
    program.waves = find("uWaves");
    program.hazeGlow = find("uHazeGlow");
    // Texture units never change: 0 the material's, 1 to 8 the overlays, 9 the material's lights, then its detail's, 14 the
    // looks of features.
    gl.glUseProgram(program.name);
    gl.glUniform1i(find("uTexture"), 0);
    gl.glUniform1i(find("uGlow"), 9);
    gl.glUniform1i(find("uMetalRough"), 10);
    gl.glUniform1i(find("uRelief"), 11);
    gl.glUniform1i(find("uOcclusion"), 12);
    gl.glUniform1i(find("uLobe"), 13);
    gl.glUniform1i(find("uStyle"), 14);
    gl.glUniform1i(find("uShadowMap"), static_cast<GLint>(kShadowUnit));
    gl.glUniform1i(find("uWaveMap"), static_cast<GLint>(kWavesUnit));
    std::array<GLint, kTileOverlayMask> units{};
    for (std::uint32_t i = 0; i < units.size(); ++i)
        units[i] = static_cast<GLint>(overlayUnit(i));
    if (overlays > 0)
        gl.glUniform1iv(find("uOverlay"), static_cast<GLsizei>(overlays), units.data());
    return program;
}

} // namespace guanjing::render
