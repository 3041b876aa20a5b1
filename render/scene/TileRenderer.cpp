#include "render/scene/TileRenderer.h"

#include "layers/tiling/PointLook.h"
#include "render/effects/Atmosphere.h"
#include "render/effects/FrameCamera.h"
#include "render/scene/BlendOrder.h"
#include "render/scene/LobeTexture.h"
#include "render/scene/PointSize.h"
#include "render/scene/TileProgram.h"
#include "render/scene/TileUniforms.h"
#include "render/upload/GlContext.h"
#include "render/upload/PreparedModel.h"

#include <glm/geometric.hpp>
#include <glm/gtc/type_ptr.hpp>
#include <glm/matrix.hpp>

#include <osg/GLExtensions>

#include <algorithm>
#include <array>
#include <cmath>
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
/// Of street lamps on asphalt, display space.
constexpr glm::vec3 kStreetLight{0.52f, 0.31f, 0.09f};
/// Edges are a drawing's ink, not black.
constexpr glm::vec4 kEdgeInk{0.20f, 0.22f, 0.26f, 0.50f};
const layers::PointLook kUsualPoints;
/// Halvings of the light for each neighbour of four that stands well before.
constexpr float kEyeDomeStrength = 0.5f;
/// From here on a pixel of a blended picture is taken for opaque.
constexpr float kOpaqueAlpha = 0.99f;
/// Smaller discs look like squares, and cost less as such.
constexpr float kRoundPixels = 2.5f;
constexpr double kEdgeReachMeters = 2500.0;

enum class Faces : std::uint8_t { AsMaterial, Back, Front };

/// One glDrawElements to come.
struct Call {
    TileFeatures features = 0;
    std::uint32_t item = 0; ///< index into the list: near to far
    std::uint32_t draw = 0; ///< index into the model's draws
    std::uint32_t uniforms = 0; ///< the item's own, or beyond them those of the stand-in that is pushed back
    std::uint32_t firstOverlay = 0, overlayCount = 0;
    // Of blended ones:
    float order = 0; ///< far to near, metres
    Faces faces = Faces::AsMaterial;
    bool hidesItself =
        false; ///< of what it shows only the nearest is seen: an opaque surface that lets the rest through
};

const layers::PointLook& lookOf(const DrawItem& item) { return item.pointLook ? *item.pointLook : kUsualPoints; }

bool covers(const layers::OverlayBinding& overlay)
{
    // Inside the picture at both corners of the tile, up to half a step of the packed coordinates.
    constexpr float kSlack = 1e-4f;
    const glm::vec2 low = glm::min(overlay.offset, overlay.offset + overlay.scale);
    const glm::vec2 high = glm::max(overlay.offset, overlay.offset + overlay.scale);
    return low.x >= -kSlack && low.y >= -kSlack && high.x <= 1.0f + kSlack && high.y <= 1.0f + kSlack;
}

} // namespace

struct TileRenderer::Impl {
    explicit Impl(GlContext& glContext) : context(glContext), programs(glContext) { }
    ~Impl() { context.freeTexture(lobe); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    GlContext& context;
    TileProgramCache programs;
    Counters counters;
    std::uint64_t frame = 0;

    // Of the frame at work.
    const DrawList* list = nullptr;
    const FrameCamera* camera = nullptr;
    Lighting lighting;
    Options options;
    std::vector<TileUniforms> uniforms; ///< per item, then per entry of DrawList::pushes
    std::vector<layers::OverlayBinding> overlays;
    std::vector<Call> opaque, ground, edges, points, blended, standIns;
    std::vector<std::uint32_t> sourcesWithStandIns;
    EyeDomePoints eyeDome;

    // What GL has at the moment.
    TileProgram* program = nullptr;
    TileFeatures programFeatures = 0;
    std::array<std::uint32_t, 15> boundTextures{};
    std::uint32_t lobe = 0; ///< texture: see environmentBrdf; made at first use
    std::uint32_t tileOfProgram = 0;
    const DrawMaterial* materialOfProgram = nullptr;
    const TileUniforms* uniformsOfProgram = nullptr;
    bool culling = false, cullingFront = false, mirrored = false, sizing = false;

    void collect();
    void collectDraw(std::uint32_t itemIndex, std::uint32_t drawIndex, const DrawItem& item,
                     const PreparedModel& model);
    void addBlended(Call call, const PackedDraw& draw, bool isBothSided, bool hidesItself);
    void nestBlended(std::size_t first);
    void begin();
    void end();
    void run(const std::vector<Call>& calls);
    void runSourcesWithStandIns();
    void runBlended();
    void useProgram(TileFeatures features);
    void bindTexture(std::uint32_t unit, std::uint32_t name);
    void issue(const Call& call);
    void setDetail(const PreparedModel& model, const SurfaceDetail& detail);
    [[nodiscard]] PointSize sizeOf(std::uint32_t item, const PackedDraw& draw) const;
};

PointSize TileRenderer::Impl::sizeOf(std::uint32_t item, const PackedDraw& draw) const
{
    return pointSize(list->items[item], static_cast<double>(draw.pointSpacing) * uniforms[item].unitMeters, *camera,
                     options.pixelRatio);
}

void TileRenderer::Impl::collectDraw(std::uint32_t itemIndex, std::uint32_t drawIndex, const DrawItem& item,
                                     const PreparedModel& model)
{
    const PackedDraw& draw = model.mesh.draws[drawIndex];
    const DrawMaterial& material = model.materials[drawIndex];
    Call call;
    call.item = call.uniforms = itemIndex;
    call.draw = drawIndex;
    const DrawLook* look =
        drawIndex < model.looks.size() && model.looks[drawIndex].isStyled ? &model.looks[drawIndex] : nullptr;
    if (look && look->hidesAll)
        return;
    if (draw.isEdges) {
        const double distance = glm::length(item.center - camera->eye) - item.radius;
        if (options.edges && !item.isGround && item.standIn < 0 && distance < kEdgeReachMeters
            && item.opacity > 0.99f) {
            call.features = kTileEdges | (draw.parts & kPartNormal ? kTileLit | kTileDoubleSided : kTileNothing)
                | (item.cover < 1.0f ? kTileCover : kTileNothing)
                | (look && (look->hidesSome || look->hasTranslucent)
                       ? (look->picture >= 0 ? kTileStylePicture : kTileStyle)
                       : kTileNothing);
            edges.push_back(call);
        }
        return;
    }
    TileFeatures features = 0;
    if (material.texture >= 0)
        features |= kTileTexture;
    if (draw.parts & kPartColor)
        features |= kTileColor;
    const bool surface = draw.mode == tiles3d::PrimitiveMode::Triangles;
    const bool detailed = material.detail >= 0 && !item.isGround;
    if (detailed) {
        const SurfaceDetail& detail = model.details[static_cast<std::size_t>(material.detail)];
        features |= kTileDetail | (draw.parts & kPartNormal ? kTileLit : kTileNothing)
            | (material.doubleSided ? kTileDoubleSided : kTileNothing)
            | (detail.metallicRoughness >= 0 ? kTileMetalRough : kTileNothing)
            | (detail.normal >= 0 ? kTileRelief : kTileNothing)
            | (detail.occlusion >= 0 ? kTileOcclusion : kTileNothing);
    } else if (surface && !material.unlit && !item.isGround) {
        features |=
            draw.parts & kPartNormal ? kTileLit | (material.doubleSided ? kTileDoubleSided : kTileNothing) : kTileFlat;
    } else if (draw.mode == tiles3d::PrimitiveMode::Points && draw.parts & kPartNormal) {
        // Scanners do not agree on which way a normal points: a point that is seen faces the eye.
        features |= kTileLit | kTileDoubleSided;
    }
    if (material.emissiveTexture >= 0 && (!material.lampsOnly || lighting.lampShare > 0.0f))
        features |= kTileGlow;
    if (material.alphaMode == tiles3d::AlphaMode::Mask)
        features |= kTileMask;
    bool blend = material.alphaMode == tiles3d::AlphaMode::Blend || item.opacity < 0.999f;
    bool isSplit = false; // opaque features in one pass, translucent ones in another
    if (look) {
        features |=
            look->picture >= 0 ? kTileStylePicture : kTileStyle | (look->colorsAll ? kTileStyleAll : kTileNothing);
        features |= look->hasSizes ? kTilePointSize : kTileNothing;
        if (!surface)
            features = (features & ~static_cast<TileFeatures>(kTileColor)) | kTileStyleExact;
        else if (features & kTileColor && !draw.hasOwnColors)
            features |= kTileStyleShade;
        if (look->hasTranslucent && !blend) {
            isSplit = look->hasOpaque && !look->isMixed;
            blend = !isSplit;
        }
    }
    features |= blend ? (item.opacity < 0.999f ? kTileFade : kTileNothing) : kTileSolid;
    if (item.cover < 1.0f)
        features |= kTileCover;

    if (draw.mode == tiles3d::PrimitiveMode::Points) {
        features |= kTilePoint;
        if (lookOf(item).isRound && (features & kTilePointSize || sizeOf(itemIndex, draw).nearestPixels > kRoundPixels))
            features |= kTileRound;
    }
    if (options.highlight && options.highlight->tileId == item.tileId) {
        if (!options.highlight->featureId)
            features |= kTileHighlightAll;
        else if (draw.parts & kPartFeature)
            features |= kTileHighlight;
    }

    if (draw.parts & kPartOverlay && item.overlayCount > 0) {
        call.firstOverlay = static_cast<std::uint32_t>(overlays.size());
        const auto bound = list->overlaysOf(item);
        // What lies below the topmost opaque picture that covers all of the tile is not seen.
        for (const layers::OverlayBinding& overlay : bound) {
            const auto* image = static_cast<const PreparedImage*>(overlay.image);
            if (!image || image->texture.name() == 0 || overlay.opacity <= 0.0f)
                continue;
            if (overlay.opacity >= 0.999f && !image->texture.hasAlpha() && covers(overlay)) {
                overlays.resize(call.firstOverlay);
                features |= kTileOverlayCovers;
                features &= ~static_cast<TileFeatures>(kTileOverlayClip);
            } else if (!covers(overlay)) {
                features |= kTileOverlayClip;
            }
            overlays.push_back(overlay);
        }
        call.overlayCount = static_cast<std::uint32_t>(overlays.size()) - call.firstOverlay;
        if (call.overlayCount > layers::kMaxOverlaysPerTile) {
            call.firstOverlay += call.overlayCount - static_cast<std::uint32_t>(layers::kMaxOverlaysPerTile);
            call.overlayCount = layers::kMaxOverlaysPerTile;
            features &= ~static_cast<TileFeatures>(kTileOverlayCovers);
        }
        features |= call.overlayCount << kTileOverlayShift;
        if (features & kTileOverlayCovers)
            features &= ~static_cast<TileFeatures>(detailed ? kTileTexture : kTileTexture | kTileGlow);
        if (call.overlayCount > 0)
            features &= ~static_cast<TileFeatures>(kTileColor | kTileStyleShade);
        if (item.isGround && features & kTileOverlayCovers && lighting.lampShare > 0.0f)
            features |= kTileStreets;
    }
    const bool isPushed = item.standIn >= 0 && draw.mode != tiles3d::PrimitiveMode::Points;
    const auto pushed = static_cast<std::uint32_t>(list->items.size()) + static_cast<std::uint32_t>(item.standIn);
    if (isPushed && (blend || isSplit))
        call.uniforms = pushed; // what is seen through must not be seen twice
    if (isSplit) {
        call.features = (features & ~static_cast<TileFeatures>(kTileSolid)) | kTileStyleBlended;
        addBlended(call, draw, material.doubleSided, !surface);
        features |= kTileStyleOpaque;
    }
    const bool ownBlend = material.alphaMode == tiles3d::AlphaMode::Blend;
    if (ownBlend && surface && !look && features & kTileTexture && item.opacity >= 0.999f && !isPushed
        && model.textures[static_cast<std::size_t>(material.texture)].hasAlpha()) {
        // Leaves on a picture: what of it is opaque hides what is behind, in whatever order.
        call.features = features | kTileMask | kTileSolid;
        opaque.push_back(call);
    }
    if (const layers::PointLook& own = lookOf(item); features & kTilePoint && !blend && own.hasEyeDome) {
        call.features = features | kTileEyeDome;
        points.push_back(call);
        const double most = own.maximumPixels * options.pixelRatio;
        eyeDome.extent = eyeDome.extent.united(camera->pixelsOf(item.center, item.radius, most));
        eyeDome.radiusPixels = std::max(eyeDome.radiusPixels, own.eyeDomePixels * options.pixelRatio);
        return;
    }
    call.features = features;
    if (isPushed && !blend) {
        call.uniforms = itemIndex;
        standIns.push_back(call);
        return;
    }
    if (blend)
        addBlended(call, draw, material.doubleSided,
                   !surface || !(ownBlend || (look && look->hasTranslucent && !look->hasOpaque)));
    else
        (item.isGround ? ground : opaque).push_back(call);
}

void TileRenderer::Impl::addBlended(Call call, const PackedDraw& draw, bool isBothSided, bool hidesItself)
{
    const TileUniforms& tile = uniforms[call.uniforms];
    const glm::vec3 middle = 0.5f * (draw.low + draw.high);
    call.order = glm::length(middle - glm::vec3(tile.values[4])) * static_cast<float>(tile.unitMeters);
    call.hidesItself = hidesItself;
    // Of a surface with two sides the far walls come first.
    if (isBothSided && !hidesItself) {
        call.faces = Faces::Back;
        blended.push_back(call);
        call.faces = Faces::Front;
    }
    blended.push_back(call);
}

/// Of the calls from `first` on, all of one content.
void TileRenderer::Impl::nestBlended(std::size_t first)
{
    if (blended.size() < first + 2)
        return;
    const auto& model = *static_cast<const PreparedModel*>(list->items[blended[first].item].content);
    std::vector<BlendedBox> boxes;
    for (std::size_t i = first; i < blended.size(); ++i) {
        const PackedDraw& draw = model.mesh.draws[blended[i].draw];
        boxes.push_back({draw.low, draw.high, blended[i].faces == Faces::Back, blended[i].order});
    }
    orderNested(boxes);
    for (std::size_t i = first; i < blended.size(); ++i)
        blended[i].order = boxes[i - first].order;
}

void TileRenderer::Impl::collect()
{
    opaque.clear();
    ground.clear();
    edges.clear();
    points.clear();
    eyeDome = {};
    blended.clear();
    overlays.clear();
    standIns.clear();
    sourcesWithStandIns.clear();
    uniforms.resize(list->items.size() + list->pushes.size());
    for (std::uint32_t i = 0; i < list->items.size(); ++i) {
        const DrawItem& item = list->items[i];
        const auto* model = static_cast<const PreparedModel*>(item.content);
        if (!model || !model->isReady || item.opacity <= 0.0f)
            continue;
        uniforms[i] = tileUniforms(item.modelToWorld, item.radius, *camera, lighting);
        if (item.standIn >= 0) {
            const auto push = static_cast<std::size_t>(item.standIn);
            uniforms[list->items.size() + push] =
                tileUniforms(list->pushes[push] * item.modelToWorld, item.radius, *camera, lighting);
        }
        const std::size_t first = blended.size();
        for (std::uint32_t d = 0; d < model->mesh.draws.size(); ++d)
            collectDraw(i, d, item, *model);
        nestBlended(first);
    }
    // Few programs, many tiles: within a program the tiles stay near to far, for the early depth test.
    const auto byProgram = [](const Call& a, const Call& b) { return a.features < b.features; };
    std::stable_sort(opaque.begin(), opaque.end(), byProgram);
    std::stable_sort(standIns.begin(), standIns.end(), byProgram);
    std::stable_sort(ground.begin(), ground.end(), byProgram);
    std::stable_sort(points.begin(), points.end(), byProgram);
    std::stable_sort(edges.begin(), edges.end(), byProgram);
    std::stable_sort(blended.begin(), blended.end(), [](const Call& a, const Call& b) { return a.order > b.order; });
}

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
    if (program->frame == frame)
        return;
    program->frame = frame;
    const auto set = [&](int location, const glm::vec3& value) {
        if (location >= 0)
            gl.glUniform3fv(location, 1, glm::value_ptr(value));
    };
    set(program->hazeColor, lighting.horizonColor);
    set(program->hazeSunColor, lighting.horizonSunColor);
    set(program->sunLight, lighting.sun);
    set(program->skyLight, lighting.sky);
    set(program->groundLight, lighting.ground);
    set(program->light, horizontalLight(lighting));
    set(program->zenith, lighting.zenithColor * lighting.zenithColor);
    set(program->horizon, lighting.horizonColor * lighting.horizonColor);
    set(program->accent, kAccent);
    set(program->streets, kStreetLight * lighting.lampShare / glm::max(horizontalLight(lighting), 0.05f));
    if (program->feature >= 0)
        gl.glUniform1ui(program->feature, options.highlight->featureId.value_or(0));
    if (program->shift >= 0) {
        const bool perspective = camera->reversed && !camera->orthographic;
        gl.glUniform4f(program->shift, perspective ? 1.0008f : 1.0f,
                       perspective            ? 0.0f
                           : camera->reversed ? 2e-6f
                                              : -1e-5f,
                       camera->orthographic ? 0.0f : static_cast<float>(1.0 / kEdgeReachMeters), 0.0f);
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

void TileRenderer::Impl::issue(const Call& call)
{
    osg::GLExtensions& gl = context.gl();
    const DrawItem& item = list->items[call.item];
    const auto& model = *static_cast<const PreparedModel*>(item.content);
    const PackedDraw& draw = model.mesh.draws[call.draw];
    const DrawMaterial& material = model.materials[call.draw];
    useProgram(call.features);

    const TileUniforms& tile = uniforms[call.uniforms];
    if (uniformsOfProgram != &tile) {
        uniformsOfProgram = &tile;
        gl.glUniform4fv(program->tile, 8, glm::value_ptr(tile.values[0]));
        if (program->opacity >= 0)
            gl.glUniform1f(program->opacity, item.opacity);
        if (program->cover >= 0)
            gl.glUniform1f(program->cover, item.cover);
        if (program->sight >= 0)
            gl.glUniform4fv(program->sight, 1, glm::value_ptr(tile.sight));
    }
    if (materialOfProgram != &material) {
        materialOfProgram = &material;
        glm::vec4 factor = draw.isEdges ? kEdgeInk : material.factor;
        // Ground without a picture yet.
        if (item.isGround && material.texture < 0)
            factor = glm::vec4(kBareGround, factor.a);
        if (program->factor >= 0)
            gl.glUniform4fv(program->factor, 1, glm::value_ptr(factor));
        if (program->emissive >= 0) {
            // With the picture of what shines left out, nothing does.
            const bool isDark = material.emissiveTexture >= 0 && !(call.features & kTileGlow);
            const float share = isDark ? 0.0f : material.lampsOnly ? lighting.lampShare : 1.0f;
            gl.glUniform3fv(program->emissive, 1, glm::value_ptr(material.emissive * share));
        }
        if (program->alphaCutoff >= 0)
            gl.glUniform1f(program->alphaCutoff,
                           material.alphaMode == tiles3d::AlphaMode::Blend ? kOpaqueAlpha : material.alphaCutoff);
        if (program->surface >= 0)
            setDetail(model, model.details[static_cast<std::size_t>(material.detail)]);
    }
    if (call.features & kTileTexture)
        bindTexture(0, model.textures[static_cast<std::size_t>(material.texture)].name());
    if (program->point >= 0) {
        const PointSize size = sizeOf(call.item, draw);
        gl.glUniform3f(program->point, size.pixelsAtOne, size.leastPixels, size.mostPixels);
    }
    if (program->eyeDome >= 0) {
        const EyeDomeDepth depth = eyeDomeDepth(*camera);
        const double strength = lookOf(item).eyeDomeStrength;
        gl.glUniform3f(program->eyeDome, depth.x, depth.y, static_cast<float>(strength) * kEyeDomeStrength);
    }
    if (((call.features & kTilePoint) != 0) != sizing) {
        sizing = !sizing;
        // Discs need to know where in the point a fragment lies.
        for (const GLenum what : {GL_PROGRAM_POINT_SIZE, GL_POINT_SPRITE}) {
            if (sizing)
                glEnable(what);
            else
                glDisable(what);
        }
    }
    if (call.features & kTileStylePicture)
        bindTexture(14, model.lookPictures[static_cast<std::size_t>(model.looks[call.draw].picture)].name());
    if (call.features & kTileGlow)
        bindTexture(9, model.textures[static_cast<std::size_t>(material.emissiveTexture)].name());
    if (call.overlayCount > 0) {
        std::array<glm::vec4, layers::kMaxOverlaysPerTile> places;
        std::array<float, layers::kMaxOverlaysPerTile> opacities{};
        for (std::uint32_t i = 0; i < call.overlayCount; ++i) {
            const layers::OverlayBinding& overlay = overlays[call.firstOverlay + i];
            places[i] = {overlay.scale, overlay.offset};
            opacities[i] = overlay.opacity;
            bindTexture(1 + i, static_cast<const PreparedImage*>(overlay.image)->texture.name());
        }
        const auto count = static_cast<GLsizei>(call.overlayCount);
        if (program->overlayPlace >= 0)
            gl.glUniform4fv(program->overlayPlace, count, glm::value_ptr(places[0]));
        if (program->overlayOpacity >= 0)
            gl.glUniform1fv(program->overlayOpacity, count, opacities.data());
    }
    const bool cull = call.faces != Faces::AsMaterial
        || (!material.doubleSided && !item.isGround && draw.mode == tiles3d::PrimitiveMode::Triangles);
    if (const bool front = call.faces == Faces::Back; cull && front != cullingFront) {
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
    if (tile.mirrored != mirrored) {
        mirrored = tile.mirrored;
        glFrontFace(mirrored ? GL_CW : GL_CCW);
    }
    gl.glBindVertexArray(model.vertexArrays[call.draw]);
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

void TileRenderer::Impl::run(const std::vector<Call>& calls)
{
    for (const Call& call : calls)
        issue(call);
}

/// A stand-in and the finer tiles that are there already show the same surface, so it must lie behind them; but not behind
/// what lies below them, such as the ground. So the finer ones mark their pixels with an alpha of 0. On marked pixels the
/// stand-in is drawn pushed back, where it still hides what is farther; on all others where it is. What of it the mark
/// keeps off leaves its depth there, off by the difference between the levels at most.
void TileRenderer::Impl::runSourcesWithStandIns()
{
    for (const Call& call : standIns)
        sourcesWithStandIns.push_back(list->items[call.item].source);
    std::sort(sourcesWithStandIns.begin(), sourcesWithStandIns.end());
    sourcesWithStandIns.erase(std::unique(sourcesWithStandIns.begin(), sourcesWithStandIns.end()),
                              sourcesWithStandIns.end());
    osg::GLExtensions& gl = context.gl();
    const auto clearMarks = [] {
        glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_TRUE);
        glClearColor(0.0f, 0.0f, 0.0f, 1.0f);
        glClear(GL_COLOR_BUFFER_BIT);
        glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    };
    const auto itemCount = static_cast<std::uint32_t>(list->items.size());
    for (const std::uint32_t source : sourcesWithStandIns) {
        const auto isOther = [&](const Call& call) { return list->items[call.item].source != source; };
        clearMarks();
        glEnable(GL_BLEND);
        gl.glBlendFuncSeparate(GL_ONE, GL_ZERO, GL_ZERO, GL_ZERO);
        for (const Call& call : opaque)
            if (!isOther(call))
                issue(call);
        std::erase_if(opaque, [&](const Call& call) { return !isOther(call); });
        glDisable(GL_BLEND);
        for (Call call : standIns) {
            if (isOther(call))
                continue;
            call.uniforms = itemCount + static_cast<std::uint32_t>(list->items[call.item].standIn);
            issue(call);
        }
        glEnable(GL_BLEND);
        gl.glBlendFuncSeparate(GL_DST_ALPHA, GL_ONE_MINUS_DST_ALPHA, GL_ZERO, GL_ONE);
        for (const Call& call : standIns)
            if (!isOther(call))
                issue(call);
        glDisable(GL_BLEND);
    }
    clearMarks();
}

void TileRenderer::Impl::runBlended()
{
    for (const Call& call : blended) {
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
    d.list = &list;
    d.camera = &camera;
    d.lighting = lighting;
    d.options = options;
    d.collect();
    d.begin();
    if (!d.standIns.empty())
        d.runSourcesWithStandIns();
    d.run(d.opaque);
    d.run(d.ground);
    if (!d.edges.empty()) {
        glEnable(GL_BLEND);
        d.context.gl().glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
        glDepthMask(GL_FALSE);
        d.run(d.edges);
        glDepthMask(GL_TRUE);
        glDisable(GL_BLEND);
    }
    d.end();
}

void TileRenderer::drawEyeDomePoints()
{
    Impl& d = *m_impl;
    d.begin();
    d.run(d.points);
    d.end();
}

const TileRenderer::EyeDomePoints& TileRenderer::eyeDomePoints() const { return m_impl->eyeDome; }

void TileRenderer::drawBlended()
{
    Impl& d = *m_impl;
    if (!d.blended.empty()) {
        d.begin();
        glEnable(GL_BLEND);
        d.context.gl().glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
        d.runBlended();
        glDisable(GL_BLEND);
        d.end();
    }
    // The list and the camera belong to the caller.
    d.list = nullptr;
    d.camera = nullptr;
}

const TileRenderer::Counters& TileRenderer::counters() const { return m_impl->counters; }

} // namespace guanjing::render
