#pragma once

#include "layers/tiling/DrawList.h"
#include "layers/tiling/PointLook.h"
#include "render/effects/Atmosphere.h"
#include "render/scene/PointSize.h"
#include "render/scene/TileProgram.h"
#include "render/scene/TileRenderer.h"
#include "render/scene/TileUniforms.h"

#include <array>
#include <cstdint>
#include <vector>

namespace guanjing::render {

struct DrawLook;
struct DrawMaterial;
struct PackedDraw;
struct PreparedModel;

/// Edges are drawn up to here.
inline constexpr double kEdgeReachMeters = 2500.0;

/// One glDrawElements to come.
struct TileCall {
    enum class Faces : std::uint8_t { AsMaterial, Back, Front };

    TileFeatures features = 0;
    std::uint32_t item = 0; ///< index into the list: near to far
    std::uint32_t draw = 0; ///< index into the model's draws
    std::uint32_t uniforms = 0; ///< index into TilePasses::uniforms
    std::uint32_t firstOverlay = 0, overlayCount = 0; ///< of TilePasses::overlays
    // Of blended ones:
    float order = 0; ///< far to near, metres
    Faces faces = Faces::AsMaterial;
    /// Of what it shows only the nearest is seen: an opaque surface that lets the rest through.
    bool hidesItself = false;
};

/// What a frame draws of a DrawList: each draw of each tile with the program that it needs, sorted into passes. Makes no
/// GL calls. The list, the camera and the contents that the list names must live as long as the calls are used. One thread
/// at a time; contents' textures are asked whether they are there, so it is the GL thread.
class TilePasses {
public:
    /// Replaces what was collected before; keeps the storage.
    void collect(const layers::DrawList& list, const FrameCamera& camera, const Lighting& lighting,
                 const TileRenderer::Options& options);
    /// Forgets the list and the camera, which belong to the caller of collect().
    void release();

    /// Sorted by program, and near to far within one.
    std::vector<TileCall> opaque, ground, edges, points, standIns;
    /// Far to near.
    std::vector<TileCall> blended;
    /// Ground that lets through what lies below it: the depth of all of it comes first.
    std::vector<TileCall> clearGround;
    /// By item of the list, then by entry of DrawList::pushes: those of the stand-in that is pushed back.
    std::vector<TileUniforms> uniforms;
    std::vector<layers::OverlayBinding> overlays;
    std::vector<layers::OverlayBinding> lights; ///< scratch of bindOverlays()
    TileRenderer::EyeDomePoints eyeDome;
    /// What throws shadows on each part of the map; with uniforms of their own, and no other state than that.
    std::array<std::vector<TileCall>, 2> casters;
    /// The same for the same casters.
    std::uint64_t casterPrint = 0;

    [[nodiscard]] const layers::DrawList& list() const { return *m_list; }
    [[nodiscard]] const FrameCamera& camera() const { return *m_camera; }
    [[nodiscard]] const Lighting& lighting() const { return m_lighting; }
    [[nodiscard]] const TileRenderer::Options& options() const { return m_options; }
    [[nodiscard]] const layers::DrawItem& itemOf(const TileCall& call) const { return m_list->items[call.item]; }
    [[nodiscard]] PointSize sizeOf(std::uint32_t item, const PackedDraw& draw) const;

private:
    void addDraw(std::uint32_t itemIndex, std::uint32_t drawIndex, const PreparedModel& model);
    void addEdges(TileCall call, const PackedDraw& draw, const DrawLook* look);
    [[nodiscard]] TileFeatures waterFeatures(const layers::DrawItem& item) const;
    [[nodiscard]] TileFeatures surfaceFeatures(const layers::DrawItem& item, const PackedDraw& draw,
                                               const DrawMaterial& material, const PreparedModel& model) const;
    [[nodiscard]] TileFeatures reliefFeatures(const layers::DrawItem& item, const PackedDraw& draw) const;
    [[nodiscard]] TileFeatures highlightFeatures(const layers::DrawItem& item, const PackedDraw& draw) const;
    void bindOverlays(TileCall& call, bool isDetailed);
    void addPoints(const TileCall& call);
    void addCaster(TileCall call, const PackedDraw& draw, const DrawMaterial& material, const PreparedModel& model);
    void addShadows(std::uint32_t itemIndex, const PreparedModel& model);
    void addBlended(TileCall call, const PackedDraw& draw, bool isBothSided, bool hidesItself);
    void nestBlended(std::size_t first);

    const layers::DrawList* m_list = nullptr;
    const FrameCamera* m_camera = nullptr;
    Lighting m_lighting;
    TileRenderer::Options m_options;
    // Of the item at work:
    bool m_isShadowed = false;
    std::array<std::int64_t, 2> m_casterUniforms{}; ///< by part of the map; -1: it casts nothing there
};

/// How the points of a tile are drawn: as it asks for, or as usual.
[[nodiscard]] const layers::PointLook& pointLookOf(const layers::DrawItem& item);

} // namespace guanjing::render
