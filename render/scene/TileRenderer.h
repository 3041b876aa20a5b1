#pragma once

#include "geodata/core/Math.h"
#include "layers/tiling/DrawList.h"
#include "render/effects/FrameCamera.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace guanjing::render {

class GlContext;
class ShadowMap;
struct Lighting;
struct ShadowFit;

/// A feature to be shown in the accent colour; without featureId all of the tile.
struct Highlight {
    std::uint64_t tileId = 0;
    std::optional<std::uint32_t> featureId;
};

/// Draws a DrawList with few state changes: no scene graph node per tile, one vertex array per draw, programs made for
/// exactly what a material needs. GL thread with the context current, for all functions.
class TileRenderer {
public:
    explicit TileRenderer(GlContext& context);
    ~TileRenderer();
    TileRenderer(const TileRenderer&) = delete;
    TileRenderer& operator=(const TileRenderer&) = delete;

    struct Options {
        bool edges = true;
        double pixelRatio = 1.0; ///< device pixels per pixel, for points
        std::optional<Highlight> highlight;
        const ShadowFit* shadows = nullptr; ///< of the sun; null: none
        ShadowMap* shadowMap = nullptr; ///< with them: of this list's, drawn anew where it shows others
    };
    /// Draws what is opaque: buildings, then ground, then edges.
    void drawOpaque(const layers::DrawList& list, const FrameCamera& camera, const Lighting& lighting,
                    const Options& options);
    /// Draws what is blended, far to near by the middle of each draw, what lies within something between its far and its near
    /// walls; after drawOpaque of the same frame and the sky. Surfaces that are translucent by themselves leave no depth.
    void drawBlended();

    /// Opaque points with eye-dome lighting are left out by drawOpaque, and drawn by this after it, with
    /// FrameTarget::bindForPoints bound.
    void drawEyeDomePoints();
    struct EyeDomePoints {
        PixelRectangle extent; ///< empty: there are none
        double radiusPixels = 0;
    };
    /// Of the list that drawOpaque was given.
    [[nodiscard]] const EyeDomePoints& eyeDomePoints() const;

    struct Counters {
        std::size_t drawCalls = 0;
        std::size_t programs = 0; ///< switched
        std::size_t indices = 0;
        std::size_t shadowMaps = 0; ///< drawn anew
    };
    [[nodiscard]] const Counters& counters() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace guanjing::render
