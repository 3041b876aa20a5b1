#pragma once

#include "layers/tiling/DrawList.h"
#include "layers/tiling/ViewState.h"
#include "render/effects/Atmosphere.h"
#include "render/effects/EyeDome.h"
#include "render/effects/FrameCamera.h"
#include "render/effects/FrameTarget.h"
#include "render/effects/SkyRenderer.h"
#include "render/scene/ShadowMap.h"
#include "render/scene/TileRenderer.h"
#include "render/view/ViewSettings.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace guanjing::render {

class GlContext;

/// Draws a DrawList as a view sees it, with sky, light and haze, into a frame target. Knows nothing of the engine.
/// GL thread with the context current, for all functions.
class FramePainter {
public:
    explicit FramePainter(GlContext& context);

    struct Frame {
        const layers::ViewState& view;
        const layers::DrawList& list;
        const ViewSettings& settings;
        std::optional<Highlight> highlight;
        /// Called when the scene stands, with the colours of the target bound and its depth free to be sampled: symbols.
        std::function<void(const FrameCamera&, const FrameTarget&)> overScene;
        /// What is drawn instead from a column (pixels) to the right; the view is the same.
        struct RightSide {
            const layers::DrawList& list;
            int fromColumn = 0;
            std::optional<Highlight> highlight;
        };
        std::optional<RightSide> right = std::nullopt;
        std::size_t pane = 0; ///< of views that are painted in turns: each keeps its shadows
    };
    void paint(const Frame& frame);
    [[nodiscard]] FrameTarget& target() { return m_target; }
    [[nodiscard]] const TileRenderer::Counters& counters() const { return m_tiles.counters(); }

    /// True when frames with such settings show the sun's shadows, where it throws any.
    [[nodiscard]] bool hasShadows(const ViewSettings& settings) const;
    /// True when the last frame had points in that light.
    [[nodiscard]] bool hasEyeDome() const { return !m_tiles.eyeDomePoints().extent.isEmpty(); }

private:
    struct Look;
    void paintSide(const Frame& frame, const Look& look, const layers::DrawList& list,
                   const std::optional<Highlight>& highlight, std::size_t pane);
    [[nodiscard]] ShadowMap& shadowMapOf(std::size_t pane);
    void paintPoints(const Frame& frame);

    GlContext& m_context;
    FrameTarget m_target;
    TileRenderer m_tiles;
    SkyRenderer m_sky;
    EyeDome m_eyeDome;
    std::vector<std::unique_ptr<ShadowMap>> m_shadowMaps; ///< by pane; of the right side of Swipe the second
};

} // namespace guanjing::render
