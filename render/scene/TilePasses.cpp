#include "render/scene/TilePasses.h"

#include "render/effects/ShadowFit.h"
#include "render/scene/BlendOrder.h"
#include "render/scene/WaveTexture.h"
#include "render/upload/PreparedModel.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <bit>

namespace guanjing::render {

using layers::DrawItem;
using layers::DrawList;

namespace {

/// Smaller discs look like squares, and cost less as such.
constexpr float kRoundPixels = 2.5f;
/// From here on an item counts as opaque.
constexpr float kOpaqueItem = 0.999f;

/// Larger tiles of the ground show no relief.
constexpr double kReliefRadiusMeters = 60'000.0;

constexpr TileFeatures without(TileFeatures features, TileFeatures what) { return features & ~what; }

bool covers(const layers::OverlayBinding& overlay)
{
    // Inside the picture at both corners of the tile, up to half a step of the packed coordinates.
    constexpr float kSlack = 1e-4f;
    if (overlay.isBent) {
        for (const float u : {0.0f, 0.5f, 1.0f})
            for (const float v : {0.0f, 0.5f, 1.0f}) {
                const auto place = layers::placeInPicture(overlay, {u, v});
                if (!place || std::min(place->x, place->y) < 0.0f || std::max(place->x, place->y) > 1.0f)
                    return false;
            }
        return true;
    }
    const glm::vec2 low = glm::min(overlay.offset, overlay.offset + overlay.scale);
    const glm::vec2 high = glm::max(overlay.offset, overlay.offset + overlay.scale);
    return low.x >= -kSlack && low.y >= -kSlack && high.x <= 1.0f + kSlack && high.y <= 1.0f + kSlack;
}

} // namespace

const layers::PointLook& pointLookOf(const DrawItem& item)
{
    static const layers::PointLook usual;
    return item.pointLook ? *item.pointLook : usual;
}

PointSize TilePasses::sizeOf(std::uint32_t item, const PackedDraw& draw) const
{
    return pointSize(m_list->items[item], static_cast<double>(draw.pointSpacing) * uniforms[item].unitMeters, *m_camera,
                     m_options.pixelRatio);
}

void TilePasses::addEdges(TileCall call, const PackedDraw& draw, const DrawLook* look)
{
    const DrawItem& item = itemOf(call);
    const double distance = glm::length(item.center - m_camera->eye) - item.radius;
    if (!m_options.edges || item.isGround || item.standIn >= 0 || distance >= kEdgeReachMeters || item.opacity <= 0.99f)
        return;
    call.features = kTileEdges | (draw.parts & kPartNormal ? kTileLit | kTileDoubleSided : kTileNothing)
        | (item.cover < 1.0f ? kTileCover : kTileNothing);
    if (look && (look->hidesSome || look->hasTranslucent))
        call.features |= look->picture >= 0 ? kTileStylePicture : kTileStyle;
    edges.push_back(call);
}

TileFeatures TilePasses::waterFeatures(const DrawItem& item) const
{
    // The finest that a pixel of it may be. Parallel rays have no distance: they see all waves.
    const double nearest = std::max(glm::length(item.center - m_camera->eye) - item.radius, 0.0);
    const double pixel = 2
        * std::min(m_camera->tanHalfX / std::max(m_camera->width, 1),
                   m_camera->tanHalfY / std::max(m_camera->height, 1));
    constexpr double kAside = 0.75; // of the size in the middle of the picture
    const double meters = m_camera->orthographic ? 0.0 : nearest * pixel * kAside;
    return kTileWater | (areWavesSeen(kFineWaves, meters) ? kTileFineWaves : kTileNothing)
        | (areWavesSeen(kBroadWaves, meters) ? kTileBroadWaves : kTileNothing);
}

TileFeatures TilePasses::surfaceFeatures(const DrawItem& item, const PackedDraw& draw, const DrawMaterial& material,
                                         const PreparedModel& model) const
{
    TileFeatures features = 0;
    if (material.texture >= 0)
        features |= kTileTexture;
    if (draw.parts & kPartColor)
        features |= kTileColor;
    if (item.isGround && item.hasRelief && material.texture >= 0
        && model.textures[static_cast<std::size_t>(material.texture)].hasAlpha())
        features |= waterFeatures(item);
    const TileFeatures lit = draw.parts & kPartNormal ? kTileLit : kTileNothing;
    const TileFeatures bothSides = material.doubleSided ? kTileDoubleSided : kTileNothing;
    if (material.detail >= 0 && !item.isGround) {
        const SurfaceDetail& detail = model.details[static_cast<std::size_t>(material.detail)];
        features |= kTileDetail | lit | bothSides | (detail.metallicRoughness >= 0 ? kTileMetalRough : kTileNothing)
            | (detail.normal >= 0 ? kTileRelief : kTileNothing)
            | (detail.occlusion >= 0 ? kTileOcclusion : kTileNothing);
    } else if (draw.mode == tiles3d::PrimitiveMode::Triangles && !material.unlit && !item.isGround) {
        features |= lit ? lit | bothSides : kTileFlat;
    } else if (draw.mode == tiles3d::PrimitiveMode::Points && lit) {
        // Scanners do not agree on which way a normal points: a point that is seen faces the eye.
        features |= kTileLit | kTileDoubleSided;
    }
    if (material.emissiveTexture >= 0 && (!material.lampsOnly || m_lighting.lampShare > 0.0f))
        features |= kTileGlow;
    if (material.alphaMode == tiles3d::AlphaMode::Mask)
        features |= kTileMask;
    if (item.cover < 1.0f)
        features |= kTileCover;
    if (m_isShadowed && draw.mode == tiles3d::PrimitiveMode::Triangles)
        features |= kTileShadow;
    return features;
}

TileFeatures TilePasses::reliefFeatures(const DrawItem& item, const PackedDraw& draw) const
{
    // On larger tiles "up" is another direction from place to place.
    if (!item.isGround || !item.hasRelief || !(draw.parts & kPartNormal) || item.radius > kReliefRadiusMeters)
        return kTileNothing;
    const layers::GroundLook& look = m_list->groundLook;
    using Shading = layers::GroundLook::Shading;
    return kTileSlopes | (look.shading == Shading::Hillshade ? kTileHillshade : kTileNothing)
        | (look.shading == Shading::Slope ? kTileSlopeClasses : kTileNothing)
        | (look.contourMeters > 0 && draw.parts & kPartMapHeight ? kTileContours : kTileNothing);
}

TileFeatures TilePasses::highlightFeatures(const DrawItem& item, const PackedDraw& draw) const
{
    if (!m_options.highlight || m_options.highlight->tileId != item.tileId)
        return kTileNothing;
    if (!m_options.highlight->featureId)
        return kTileHighlightAll;
    return draw.parts & kPartFeature ? kTileHighlight : kTileNothing;
}

void TilePasses::bindOverlays(TileCall& call, bool isDetailed)
{
    const DrawItem& item = itemOf(call);
    TileFeatures features = call.features;
    call.firstOverlay = static_cast<std::uint32_t>(overlays.size());
    // What lies below the topmost opaque picture that covers all of the tile is not seen. Light falls on all of them.
    lights.clear();
    for (const layers::OverlayBinding& overlay : m_list->overlaysOf(item)) {
        const auto* image = static_cast<const PreparedImage*>(overlay.image);
        if (!image || image->texture.name() == 0 || overlay.opacity <= 0.0f)
            continue;
        if (overlay.isLight) {
            features |= kTileLamps | (covers(overlay) ? kTileNothing : kTileOverlayClip);
            lights.push_back(overlay);
            continue;
        }
        if (overlay.opacity >= kOpaqueItem && !image->texture.hasAlpha() && covers(overlay)) {
            overlays.resize(call.firstOverlay);
            features = without(features | kTileOverlayCovers, kTileOverlayClip);
        } else if (!covers(overlay)) {
            features |= kTileOverlayClip;
        }
        overlays.push_back(overlay);
    }
    overlays.insert(overlays.end(), lights.begin(), lights.end());
    for (std::size_t i = call.firstOverlay; i < overlays.size(); ++i) {
        features |= overlays[i].isBent ? kTileOverlayBent : kTileNothing;
        features |= overlays[i].tone == layers::OverlayTone() ? kTileNothing : kTileOverlayTone;
    }
    call.overlayCount = static_cast<std::uint32_t>(overlays.size()) - call.firstOverlay;
    if (call.overlayCount > layers::kMaxOverlaysPerTile) {
        call.firstOverlay += call.overlayCount - static_cast<std::uint32_t>(layers::kMaxOverlaysPerTile);
        call.overlayCount = layers::kMaxOverlaysPerTile;
        features = without(features, kTileOverlayCovers);
    }
    features |= call.overlayCount << kTileOverlayShift;
    if (features & kTileOverlayCovers)
        features = without(features, isDetailed ? kTileTexture : kTileTexture | kTileGlow);
    if (call.overlayCount > 0)
        features = without(features, kTileColor | kTileStyleShade);
    call.features = features;
}

void TilePasses::addDraw(std::uint32_t itemIndex, std::uint32_t drawIndex, const PreparedModel& model)
{
    const DrawItem& item = m_list->items[itemIndex];
    const PackedDraw& draw = model.mesh.draws[drawIndex];
    const DrawMaterial& material = model.materials[drawIndex];
    TileCall call;
    call.item = call.uniforms = itemIndex;
    call.draw = drawIndex;
    const DrawLook* look =
        drawIndex < model.looks.size() && model.looks[drawIndex].isStyled ? &model.looks[drawIndex] : nullptr;
    if (look && look->hidesAll)
        return;
    if (draw.isEdges) {
        addEdges(call, draw, look);
        return;
    }
    const bool isSurface = draw.mode == tiles3d::PrimitiveMode::Triangles;
    const bool isFaded = item.opacity < kOpaqueItem;
    const bool blendsByMaterial = material.alphaMode == tiles3d::AlphaMode::Blend;
    TileFeatures features =
        surfaceFeatures(item, draw, material, model) | highlightFeatures(item, draw) | reliefFeatures(item, draw);
    if (features & (kTileHillshade | kTileSlopeClasses))
        features = without(features, kTileShadow); // a map's light comes from elsewhere
    bool isBlended = blendsByMaterial || isFaded;
    bool isSplit = false; // opaque features in one pass, translucent ones in another
    if (look) {
        features |=
            look->picture >= 0 ? kTileStylePicture : kTileStyle | (look->colorsAll ? kTileStyleAll : kTileNothing);
        features |= look->hasSizes ? kTilePointSize : kTileNothing;
        if (!isSurface)
            features = without(features, kTileColor) | kTileStyleExact;
        else if (features & kTileColor && !draw.hasOwnColors)
            features |= kTileStyleShade;
        if (look->hasTranslucent && !isBlended) {
            isSplit = look->hasOpaque && !look->isMixed;
            isBlended = !isSplit;
        }
    }
    features |= isBlended ? (isFaded ? kTileFade : kTileNothing) : kTileSolid;
    if (draw.mode == tiles3d::PrimitiveMode::Points) {
        features |= kTilePoint;
        if (pointLookOf(item).isRound
            && (features & kTilePointSize || sizeOf(itemIndex, draw).nearestPixels > kRoundPixels))
            features |= kTileRound;
    }
    call.features = features;
    if (draw.parts & kPartOverlay && item.overlayCount > 0)
        bindOverlays(call, (features & kTileDetail) != 0);
    features = call.features;

    if (isSurface && !isFaded)
        addCaster(call, draw, material, model);
    const bool isPushed = item.standIn >= 0 && draw.mode != tiles3d::PrimitiveMode::Points;
    if (isPushed && (isBlended || isSplit)) // what is seen through must not be seen twice
        call.uniforms = static_cast<std::uint32_t>(m_list->items.size()) + static_cast<std::uint32_t>(item.standIn);
    if (isSplit) {
        call.features = without(features, kTileSolid) | kTileStyleBlended;
        addBlended(call, draw, material.doubleSided, !isSurface);
        features |= kTileStyleOpaque;
    }
    if (blendsByMaterial && isSurface && !look && features & kTileTexture && !isFaded && !isPushed
        && model.textures[static_cast<std::size_t>(material.texture)].hasAlpha()) {
        // Leaves on a picture: what of it is opaque hides what is behind, in whatever order.
        call.features = features | kTileMask | kTileSolid;
        opaque.push_back(call);
    }
    call.features = features;
    if (features & kTilePoint && !isBlended && pointLookOf(item).hasEyeDome) {
        addPoints(call);
    } else if (isBlended && item.isGround) {
        clearGround.push_back(call);
    } else if (isBlended) {
        addBlended(call, draw, material.doubleSided,
                   !isSurface || !(blendsByMaterial || (look && look->hasTranslucent && !look->hasOpaque)));
    } else if (isPushed) {
        call.uniforms = itemIndex;
        standIns.push_back(call);
    } else {
        (item.isGround ? ground : opaque).push_back(call);
    }
}

void TilePasses::addPoints(const TileCall& call)
{
    const DrawItem& item = itemOf(call);
    const layers::PointLook& look = pointLookOf(item);
    points.push_back(call);
    points.back().features |= kTileEyeDome;
    const double most = look.maximumPixels * m_options.pixelRatio;
    eyeDome.extent = eyeDome.extent.united(m_camera->pixelsOf(item.center, item.radius, most));
    eyeDome.radiusPixels = std::max(eyeDome.radiusPixels, look.eyeDomePixels * m_options.pixelRatio);
}

/// What the item at work has to do with shadows.
void TilePasses::addShadows(std::uint32_t itemIndex, const PreparedModel& model)
{
    m_isShadowed = false;
    m_casterUniforms = {-1, -1};
    const ShadowFit* fit = m_options.shadows;
    if (!fit)
        return;
    const DrawItem& item = m_list->items[itemIndex];
    const double distance = glm::length(item.center - m_camera->eye) - item.radius;
    m_isShadowed = fit->reachMeters <= 0.0 || distance < fit->reachMeters;
    if (m_isShadowed)
        addShadowUniforms(item.modelToWorld, *fit, uniforms[itemIndex]);
    // Of levels that dissolve into each other the one that is seen more casts; what stands in would shadow what it stands for.
    if (item.standIn >= 0 || item.cover < 0.5f || item.opacity < kOpaqueItem || (item.isGround && !item.hasRelief)
        || item.radius > kReliefRadiusMeters)
        return;
    for (std::size_t part = 0; part < casters.size(); ++part) {
        if (!fit->covers(item.center, item.radius, part))
            continue;
        m_casterUniforms[part] = static_cast<std::int64_t>(uniforms.size());
        uniforms.push_back(casterUniforms(item.modelToWorld, *fit, part, m_camera->reversed));
    }
    const auto mix = [this](std::uint64_t value) {
        casterPrint = (casterPrint ^ value) * 0x9E3779B97F4A7C15u;
        casterPrint ^= casterPrint >> 29;
    };
    mix(item.tileId);
    mix(reinterpret_cast<std::uintptr_t>(&model));
    mix(model.vertexBuffer);
    mix(model.lookBuffer);
    mix(model.lookBytes);
    for (int axis = 0; axis < 3; ++axis)
        mix(std::bit_cast<std::uint64_t>(item.modelToWorld[3][axis]));
}

void TilePasses::addCaster(TileCall call, const PackedDraw& draw, const DrawMaterial& material,
                           const PreparedModel& model)
{
    if (m_casterUniforms[0] < 0 && m_casterUniforms[1] < 0)
        return;
    const bool isCutOut = material.texture >= 0 && draw.parts & kPartTexCoord
        && (material.alphaMode == tiles3d::AlphaMode::Mask
            || (material.alphaMode == tiles3d::AlphaMode::Blend
                && model.textures[static_cast<std::size_t>(material.texture)].hasAlpha()));
    if (material.alphaMode == tiles3d::AlphaMode::Blend && !isCutOut)
        return; // glass
    call.features = kTileCaster | (call.features & (kTileStyle | kTileStylePicture))
        | (isCutOut ? kTileTexture | (call.features & kTileDetail) : kTileNothing);
    call.overlayCount = 0;
    for (std::size_t part = 0; part < casters.size(); ++part) {
        if (m_casterUniforms[part] < 0)
            continue;
        call.uniforms = static_cast<std::uint32_t>(m_casterUniforms[part]);
        casters[part].push_back(call);
    }
}

void TilePasses::addBlended(TileCall call, const PackedDraw& draw, bool isBothSided, bool hidesItself)
{
    const TileUniforms& tile = uniforms[call.uniforms];
    const glm::vec3 middle = 0.5f * (draw.low + draw.high);
    call.order = glm::length(middle - glm::vec3(tile.values[4])) * static_cast<float>(tile.unitMeters);
    call.hidesItself = hidesItself;
    // Of a surface with two sides the far walls come first.
    if (isBothSided && !hidesItself) {
        call.faces = TileCall::Faces::Back;
        blended.push_back(call);
        call.faces = TileCall::Faces::Front;
    }
    blended.push_back(call);
}

/// Of the calls from `first` on, all of one content.
void TilePasses::nestBlended(std::size_t first)
{
    if (blended.size() < first + 2)
        return;
    const auto& model = *static_cast<const PreparedModel*>(itemOf(blended[first]).content);
    std::vector<BlendedBox> boxes;
    for (std::size_t i = first; i < blended.size(); ++i) {
        const PackedDraw& draw = model.mesh.draws[blended[i].draw];
        boxes.push_back({draw.low, draw.high, blended[i].faces == TileCall::Faces::Back, blended[i].order});
    }
    orderNested(boxes);
    for (std::size_t i = first; i < blended.size(); ++i)
        blended[i].order = boxes[i - first].order;
}

void TilePasses::collect(const DrawList& list, const FrameCamera& camera, const Lighting& lighting,
                         const TileRenderer::Options& options)
{
    m_list = &list;
    m_camera = &camera;
    m_lighting = lighting;
    m_options = options;
    for (auto* calls : {&opaque, &ground, &edges, &points, &standIns, &blended, &clearGround, &casters[0], &casters[1]})
        calls->clear();
    casterPrint = 0;
    overlays.clear();
    eyeDome = {};
    uniforms.resize(list.items.size() + list.pushes.size());
    for (std::uint32_t i = 0; i < list.items.size(); ++i) {
        const DrawItem& item = list.items[i];
        const auto* model = static_cast<const PreparedModel*>(item.content);
        if (!model || !model->isReady || item.opacity <= 0.0f)
            continue;
        uniforms[i] = tileUniforms(item.modelToWorld, item.radius, camera, lighting);
        if (item.hasRelief)
            addGroundUniforms(item.modelToWorld, uniforms[i]);
        if (item.standIn >= 0) {
            const auto push = static_cast<std::size_t>(item.standIn);
            uniforms[list.items.size() + push] =
                tileUniforms(list.pushes[push] * item.modelToWorld, item.radius, camera, lighting);
        }
        addShadows(i, *model);
        if (item.standIn >= 0)
            uniforms[list.items.size() + static_cast<std::size_t>(item.standIn)].shadow = uniforms[i].shadow;
        const std::size_t first = blended.size();
        for (std::uint32_t d = 0; d < model->mesh.draws.size(); ++d)
            addDraw(i, d, *model);
        nestBlended(first);
    }
    // Few programs, many tiles: within a program the tiles stay near to far, for the early depth test.
    for (auto* calls : {&opaque, &standIns, &ground, &points, &edges, &clearGround, &casters[0], &casters[1]})
        std::stable_sort(calls->begin(), calls->end(),
                         [](const TileCall& a, const TileCall& b) { return a.features < b.features; });
    std::stable_sort(blended.begin(), blended.end(),
                     [](const TileCall& a, const TileCall& b) { return a.order > b.order; });
}

void TilePasses::release()
{
    m_list = nullptr;
    m_camera = nullptr;
}

} // namespace guanjing::render
