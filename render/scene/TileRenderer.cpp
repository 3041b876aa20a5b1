#include "render/scene/TileRenderer.h"

#include "render/effects/Atmosphere.h"
#include "render/effects/FrameCamera.h"
#include "render/effects/ShadowFit.h"
#include "render/scene/LobeTexture.h"
#include "render/scene/OverlayUniforms.h"
#include "render/scene/ShadowMap.h"
#include "render/scene/TilePasses.h"
#include "render/scene/TileProgram.h"
#include "render/scene/TileUniforms.h"
#include "render/scene/WaveTexture.h"
#include "render/upload/GlContext.h"
#include "render/upload/PreparedModel.h"

#include <glm/gtc/type_ptr.hpp>

#include <osg/GLExtensions>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace guanjing::render {

#ifndef GL_POINT_SPRITE
#define GL_POINT_SPRITE 0x8861
#endif

using layers::DrawItem;
using layers::DrawList;

namespace {

/// A colour that neither buildings nor ground, sky or water have.
constexpr glm::vec3 kAccent{1.0f, 0.05f, 0.62f};
/// Of the brightest light that a picture of lamps tells of, in daylight, display space.
constexpr float kLampLight = 1.7f;
/// How much longer the night is exposed than the day: what lamps light is bright, lit windows from afar too.
constexpr float kNightExposure = 2.4f;
/// Edges are a drawing's ink, not black.
constexpr glm::vec4 kEdgeInk{0.20f, 0.22f, 0.26f, 0.50f};
/// Halvings of the light for each neighbour of four that stands well before.
constexpr float kEyeDomeStrength = 0.5f;
/// From here on a pixel of a blended picture is taken for opaque.
constexpr float kOpaqueAlpha = 0.99f;
} // namespace

struct TileRenderer::Impl {
    explicit Impl(GlContext& glContext) : context(glContext), programs(glContext) { }
    ~Impl()
    {
        context.freeTexture(lobe);
        context.freeTexture(waves);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    GlContext& context;
    TileProgramCache programs;
    Counters counters;
    std::uint64_t frame = 0;
    TilePasses passes; ///< of the frame at work

    // What GL has at the moment.
    TileProgram* program = nullptr;
    TileFeatures programFeatures = 0;
    std::array<std::uint32_t, kWavesUnit + 1> boundTextures{}; ///< by unit
    std::uint32_t lobe = 0; ///< texture: see environmentBrdf; made at first use
    std::uint32_t waves = 0; ///< texture: see waveField; the same
    const DrawMaterial* materialOfProgram = nullptr;
    const TileUniforms* uniformsOfProgram = nullptr;
    bool culling = false, cullingFront = false, mirrored = false, sizing = false;

    void begin();
    void end();
    void run(const std::vector<TileCall>& calls);
    void runSourcesWithStandIns();
    void runBlended();
    void drawShadows();
    void useProgram(TileFeatures features);
    void setFrame();
    void bindTexture(std::uint32_t unit, std::uint32_t name);
    void issue(const TileCall& call);
    void setTile(const DrawItem& item, const TileUniforms& tile);
    void setMaterial(const TileCall& call, const PreparedModel& model);
    void setDetail(const PreparedModel& model, const SurfaceDetail& detail);
    void setPoints(const TileCall& call, const PackedDraw& draw);
    void setOverlays(const TileCall& call);
    void setFaces(const TileCall& call, bool isBothSided, bool isMirrored);
};

void TileRenderer::Impl::useProgram(TileFeatures features)
{
    if (program && programFeatures == features)
        return;
    program = &programs.get(features);
    programFeatures = features;
    materialOfProgram = nullptr;
    uniformsOfProgram = nullptr;
    ++counters.programs;
    osg::GLExtensions& gl = context.gl();
    gl.glUseProgram(program->name);
    if (program->frame != frame)
        setFrame();
}

/// What a program has to be told once a frame.
void TileRenderer::Impl::setFrame()
{
    osg::GLExtensions& gl = context.gl();
    const Lighting& lighting = passes.lighting();
    const FrameCamera& camera = passes.camera();
    program->frame = frame;
    const auto set = [&](int location, const glm::vec3& value) {
        if (location >= 0)
            gl.glUniform3fv(location, 1, glm::value_ptr(value));
    };
    set(program->hazeColor, lighting.horizonColor);
    set(program->hazeSunColor, lighting.horizonSunColor);
    if (program->hazeGlow >= 0)
        gl.glUniform1f(program->hazeGlow, lighting.hazeGlow);
    set(program->sunLight, lighting.sun);
    set(program->skyLight, lighting.sky);
    set(program->groundLight, lighting.ground);
    set(program->light, horizontalLight(lighting));
    set(program->zenith, lighting.zenithColor * lighting.zenithColor);
    set(program->zenithColor, lighting.zenithColor);
    set(program->horizon, lighting.horizonColor * lighting.horizonColor);
    set(program->accent, kAccent);
    set(program->lamps, kLampLight / glm::max(horizontalLight(lighting), 0.05f));
    if (program->shadowDark >= 0) {
        const ShadowFit& shadows = *passes.options().shadows;
        gl.glUniform4fv(program->shadowDark, 1, glm::value_ptr(glm::vec4(shadows.tint, shadows.darkness)));
        gl.glUniform4fv(program->shadowFar, 1, glm::value_ptr(shadowFar(shadows)));
    }
    if (program->contour >= 0) {
        const layers::GroundLook& look = passes.list().groundLook;
        const double interval = look.contourMeters > 0 ? look.contourMeters : 1.0;
        gl.glUniform3f(program->contour, static_cast<float>(1.0 / interval),
                       static_cast<float>(1.0 / std::max(look.exaggeration, 0.01)),
                       static_cast<float>(passes.options().pixelRatio));
    }
    if (program->feature >= 0)
        gl.glUniform1ui(program->feature, passes.options().highlight->featureId.value_or(0));
    if (program->shift >= 0) {
        const bool perspective = camera.reversed && !camera.orthographic;
        gl.glUniform4f(program->shift, perspective ? 1.002f : 1.0f,
                       perspective           ? 0.0f
                           : camera.reversed ? 2e-6f
                                             : -1e-5f,
                       camera.orthographic ? 0.0f : static_cast<float>(1.0 / kEdgeReachMeters), 0.0f);
    }
}

void TileRenderer::Impl::bindTexture(std::uint32_t unit, std::uint32_t name)
{
    if (boundTextures[unit] == name)
        return;
    boundTextures[unit] = name;
    context.gl().glActiveTexture(GL_TEXTURE0 + unit);
    glBindTexture(GL_TEXTURE_2D, name);
}

void TileRenderer::Impl::setDetail(const PreparedModel& model, const SurfaceDetail& detail)
{
    osg::GLExtensions& gl = context.gl();
    gl.glUniform4f(program->surface, detail.metallic, detail.roughness, detail.normalScale, detail.occlusionStrength);
    if (program->places >= 0)
        gl.glUniform4fv(program->places, static_cast<GLsizei>(detail.places.size()), glm::value_ptr(detail.places[0]));
    const auto bind = [&](std::uint32_t unit, int texture) {
        if (texture >= 0)
            bindTexture(unit, model.textures[static_cast<std::size_t>(texture)].name());
    };
    bind(10, detail.metallicRoughness);
    bind(11, detail.normal);
    bind(12, detail.occlusion);
    if (!lobe)
        boundTextures[13] = lobe = makeLobeTexture(context);
    bindTexture(13, lobe);
}

void TileRenderer::Impl::setTile(const DrawItem& item, const TileUniforms& tile)
{
    if (uniformsOfProgram == &tile)
        return;
    uniformsOfProgram = &tile;
    osg::GLExtensions& gl = context.gl();
    gl.glUniform4fv(program->tile, 8, glm::value_ptr(tile.values[0]));
    if (program->opacity >= 0)
        gl.glUniform1f(program->opacity, item.opacity);
    if (program->cover >= 0)
        gl.glUniform1f(program->cover, item.cover);
    if (program->sight >= 0)
        gl.glUniform4fv(program->sight, 1, glm::value_ptr(tile.sight));
    if (program->shadowTile >= 0)
        gl.glUniform4fv(program->shadowTile, 4, glm::value_ptr(tile.shadow[0]));
    if (program->ground >= 0)
        gl.glUniform4fv(program->ground, 1, glm::value_ptr(tile.ground));
    if (program->waves >= 0)
        gl.glUniform3fv(program->waves, 3, glm::value_ptr(tile.waves[0]));
    if (program->mapLight >= 0)
        gl.glUniform3fv(program->mapLight, 1, glm::value_ptr(tile.mapLight));
}

void TileRenderer::Impl::setMaterial(const TileCall& call, const PreparedModel& model)
{
    const DrawMaterial& material = model.materials[call.draw];
    if (materialOfProgram == &material)
        return;
    materialOfProgram = &material;
    osg::GLExtensions& gl = context.gl();
    glm::vec4 factor = model.mesh.draws[call.draw].isEdges ? kEdgeInk : material.factor;
    // Ground without a picture yet.
    if (passes.itemOf(call).isGround && material.texture < 0)
        factor = glm::vec4(kBareGround, factor.a);
    if (program->factor >= 0)
        gl.glUniform4fv(program->factor, 1, glm::value_ptr(factor));
    if (program->emissive >= 0) {
        // With the picture of what shines left out, nothing does.
        const bool isDark = material.emissiveTexture >= 0 && !(call.features & kTileGlow);
        const bool isExposed = material.lampsOnly && material.emissiveTexture >= 0;
        const float exposure = isExposed ? kNightExposure : 1.0f;
        const float share = isDark ? 0.0f : material.lampsOnly ? exposure * passes.lighting().lampShare : 1.0f;
        gl.glUniform3fv(program->emissive, 1, glm::value_ptr(material.emissive * share));
    }
    if (program->alphaCutoff >= 0)
        gl.glUniform1f(program->alphaCutoff,
                       material.alphaMode == tiles3d::AlphaMode::Blend ? kOpaqueAlpha : material.alphaCutoff);
    if (program->surface >= 0 || program->places >= 0)
        setDetail(model, model.details[static_cast<std::size_t>(material.detail)]);
}

void TileRenderer::Impl::setPoints(const TileCall& call, const PackedDraw& draw)
{
    osg::GLExtensions& gl = context.gl();
    if (program->point >= 0) {
        const PointSize size = passes.sizeOf(call.item, draw);
        gl.glUniform3f(program->point, size.pixelsAtOne, size.leastPixels, size.mostPixels);
    }
    if (program->eyeDome >= 0) {
        const EyeDomeDepth depth = eyeDomeDepth(passes.camera());
        const double strength = pointLookOf(passes.itemOf(call)).eyeDomeStrength;
        gl.glUniform3f(program->eyeDome, depth.x, depth.y, static_cast<float>(strength) * kEyeDomeStrength);
    }
    if (((call.features & kTilePoint) != 0) == sizing)
        return;
    sizing = !sizing;
    // Discs need to know where in the point a fragment lies.
    for (const GLenum what : {GL_PROGRAM_POINT_SIZE, GL_POINT_SPRITE}) {
        if (sizing)
            glEnable(what);
        else
            glDisable(what);
    }
}

void TileRenderer::Impl::setOverlays(const TileCall& call)
{
    if (call.overlayCount == 0)
        return;
    const std::span overlays(&passes.overlays[call.firstOverlay], call.overlayCount);
    for (std::uint32_t i = 0; i < call.overlayCount; ++i)
        bindTexture(overlayUnit(i), static_cast<const PreparedImage*>(overlays[i].image)->texture.name());
    sendOverlays(context.gl(), *program, overlays);
}

void TileRenderer::Impl::setFaces(const TileCall& call, bool isBothSided, bool isMirrored)
{
    const bool cull = call.faces != TileCall::Faces::AsMaterial || !isBothSided;
    if (const bool front = call.faces == TileCall::Faces::Back; cull && front != cullingFront) {
        cullingFront = front;
        glCullFace(front ? GL_FRONT : GL_BACK);
    }
    if (cull != culling) {
        culling = cull;
        if (cull)
            glEnable(GL_CULL_FACE);
        else
            glDisable(GL_CULL_FACE);
    }
    if (isMirrored != mirrored) {
        mirrored = isMirrored;
        glFrontFace(mirrored ? GL_CW : GL_CCW);
    }
}

void TileRenderer::Impl::issue(const TileCall& call)
{
    const DrawItem& item = passes.itemOf(call);
    const auto& model = *static_cast<const PreparedModel*>(item.content);
    const PackedDraw& draw = model.mesh.draws[call.draw];
    const DrawMaterial& material = model.materials[call.draw];
    const TileUniforms& tile = passes.uniforms[call.uniforms];
    useProgram(call.features);
    setTile(item, tile);
    setMaterial(call, model);
    setPoints(call, draw);
    setOverlays(call);
    const auto bind = [&](std::uint32_t unit, int texture) {
        bindTexture(unit, model.textures[static_cast<std::size_t>(texture)].name());
    };
    if (call.features & (kTileTexture | kTileWater))
        bind(0, material.texture);
    if (program->waves >= 0)
        bindTexture(kWavesUnit, waves ? waves : (waves = makeWaveTexture(context, kWavesUnit)));
    if (call.features & kTileGlow)
        bind(9, material.emissiveTexture);
    if (call.features & kTileStylePicture)
        bindTexture(14, model.lookPictures[static_cast<std::size_t>(model.looks[call.draw].picture)].name());
    if (call.features & kTileShadow)
        bindTexture(kShadowUnit, passes.options().shadowMap->texture());
    setFaces(call,
             material.doubleSided || item.isGround || call.features & kTileCaster
                 || draw.mode != tiles3d::PrimitiveMode::Triangles,
             tile.mirrored);

    context.gl().glBindVertexArray(model.vertexArrays[call.draw]);
    const GLenum mode = draw.mode == tiles3d::PrimitiveMode::Triangles ? GL_TRIANGLES
        : draw.mode == tiles3d::PrimitiveMode::Lines                   ? GL_LINES
                                                                       : GL_POINTS;
    glDrawElements(mode, static_cast<GLsizei>(draw.indexCount), draw.wideIndices ? GL_UNSIGNED_INT : GL_UNSIGNED_SHORT,
                   reinterpret_cast<const void*>(draw.firstIndexByte));
    ++counters.drawCalls;
    counters.indices += draw.indexCount;
}

void TileRenderer::Impl::begin()
{
    program = nullptr;
    uniformsOfProgram = nullptr;
    boundTextures.fill(0);
    culling = cullingFront = mirrored = sizing = false;
    glDisable(GL_CULL_FACE);
    glCullFace(GL_BACK);
    glFrontFace(GL_CCW);
    glPointSize(3.0f);
}

void TileRenderer::Impl::end()
{
    osg::GLExtensions& gl = context.gl();
    gl.glBindVertexArray(0);
    gl.glUseProgram(0);
    for (std::uint32_t unit = 0; unit < boundTextures.size(); ++unit)
        bindTexture(unit, 0);
    gl.glActiveTexture(GL_TEXTURE0);
    glDisable(GL_CULL_FACE);
    glCullFace(GL_BACK);
    glDisable(GL_PROGRAM_POINT_SIZE);
    glDisable(GL_POINT_SPRITE);
    glFrontFace(GL_CCW);
    program = nullptr;
}

void TileRenderer::Impl::run(const std::vector<TileCall>& calls)
{
    for (const TileCall& call : calls)
        issue(call);
}

/// A stand-in and the finer tiles that are there already show the same surface, so it must lie behind them; but not behind
/// what lies below them, such as the ground. So the finer ones mark their pixels with an alpha of 0. On marked pixels the
/// stand-in is drawn pushed back, where it still hides what is farther; on all others where it is. What of it the mark
/// keeps off leaves its depth there, off by the difference between the levels at most.
void TileRenderer::Impl::runSourcesWithStandIns()
{
    std::vector<std::uint32_t> sources;
    for (const TileCall& call : passes.standIns)
        sources.push_back(passes.itemOf(call).source);
    std::sort(sources.begin(), sources.end());
    sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
    osg::GLExtensions& gl = context.gl();
    const auto clearMarks = [] {
        glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_TRUE);
        glClearColor(0.0f, 0.0f, 0.0f, 1.0f);
        glClear(GL_COLOR_BUFFER_BIT);
        glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    };
    const auto itemCount = static_cast<std::uint32_t>(passes.list().items.size());
    for (const std::uint32_t source : sources) {
        const auto isOther = [&](const TileCall& call) { return passes.itemOf(call).source != source; };
        clearMarks();
        glEnable(GL_BLEND);
        gl.glBlendFuncSeparate(GL_ONE, GL_ZERO, GL_ZERO, GL_ZERO);
        for (const TileCall& call : passes.opaque)
            if (!isOther(call))
                issue(call);
        std::erase_if(passes.opaque, [&](const TileCall& call) { return !isOther(call); });
        glDisable(GL_BLEND);
        for (TileCall call : passes.standIns) {
            if (isOther(call))
                continue;
            call.uniforms = itemCount + static_cast<std::uint32_t>(passes.itemOf(call).standIn);
            issue(call);
        }
        glEnable(GL_BLEND);
        gl.glBlendFuncSeparate(GL_DST_ALPHA, GL_ONE_MINUS_DST_ALPHA, GL_ZERO, GL_ONE);
        for (const TileCall& call : passes.standIns)
            if (!isOther(call))
                issue(call);
        glDisable(GL_BLEND);
    }
    clearMarks();
}

void TileRenderer::Impl::drawShadows()
{
    ShadowMap& map = *passes.options().shadowMap;
    const ShadowFit& fit = *passes.options().shadows;
    if (map.shows(fit, passes.casterPrint))
        return;
    map.begin(fit, passes.casterPrint);
    ++counters.shadowMaps;
    for (std::size_t part = 0; part < passes.casters.size(); ++part) {
        map.beginPart(part);
        begin();
        run(passes.casters[part]);
    }
    map.end();
}

void TileRenderer::Impl::runBlended()
{
    // All of its depth first: what of it lies behind other parts of it, such as the walls round its tiles, is not mixed in.
    glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
    run(passes.clearGround);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glDepthMask(GL_FALSE);
    run(passes.clearGround);
    glDepthMask(GL_TRUE);
    for (const TileCall& call : passes.blended) {
        if (call.hidesItself) {
            // Its depth first: then its nearest surface alone is mixed in.
            glDepthMask(GL_TRUE);
            glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
            issue(call);
            glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
        }
        glDepthMask(GL_FALSE);
        issue(call);
    }
    glDepthMask(GL_TRUE);
}

TileRenderer::TileRenderer(GlContext& context) : m_impl(std::make_unique<Impl>(context)) { }

TileRenderer::~TileRenderer() = default;

void TileRenderer::drawOpaque(const DrawList& list, const FrameCamera& camera, const Lighting& lighting,
                              const Options& options)
{
    Impl& d = *m_impl;
    ++d.frame;
    d.counters = {};
    Options used = options;
    if (used.shadows && !used.shadowMap->make())
        used.shadows = nullptr;
    d.passes.collect(list, camera, lighting, used);
    if (used.shadows)
        d.drawShadows();
    d.begin();
    if (!d.passes.standIns.empty())
        d.runSourcesWithStandIns();
    d.run(d.passes.opaque);
    d.run(d.passes.ground);
    if (!d.passes.edges.empty()) {
        glEnable(GL_BLEND);
        d.context.gl().glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
        glDepthMask(GL_FALSE);
        d.run(d.passes.edges);
        glDepthMask(GL_TRUE);
        glDisable(GL_BLEND);
    }
    d.end();
}

void TileRenderer::drawEyeDomePoints()
{
    Impl& d = *m_impl;
    d.begin();
    d.run(d.passes.points);
    d.end();
}

const TileRenderer::EyeDomePoints& TileRenderer::eyeDomePoints() const { return m_impl->passes.eyeDome; }

void TileRenderer::drawBlended()
{
    Impl& d = *m_impl;
    if (!d.passes.blended.empty() || !d.passes.clearGround.empty()) {
        d.begin();
        glEnable(GL_BLEND);
        d.context.gl().glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
        d.runBlended();
        glDisable(GL_BLEND);
        d.end();
    }
    d.passes.release();
}

const TileRenderer::Counters& TileRenderer::counters() const { return m_impl->counters; }

} // namespace guanjing::render
