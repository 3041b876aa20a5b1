#pragma once

#include "layers/live/ObservationSnapshot.h"
#include "layers/tiling/ViewState.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace guanjing::render {

class GlContext;
class TextRasterizer;
class FrameTarget;
struct FrameCamera;

/// Stations of live sources as markers with labels, in screen space over the scene. Form and glyph tell kind and state,
/// colour only repeats them. Labels never overlap and keep their place while the camera moves. GL thread with the context
/// current, for all functions but hit.
class SymbolRenderer {
public:
    /// text may be null: no labels then. It must outlive this.
    SymbolRenderer(GlContext& context, TextRasterizer* text);
    ~SymbolRenderer();
    SymbolRenderer(const SymbolRenderer&) = delete;
    SymbolRenderer& operator=(const SymbolRenderer&) = delete;

    struct Station {
        std::uint32_t sourceId = 0;
        std::string stationId;
        bool operator==(const Station&) const = default;
    };
    struct Options {
        bool markers = true;
        bool labels = true;
        double devicePixelRatio = 1.0;
        std::optional<Station> selected;
    };
    using Snapshots = std::span<const std::shared_ptr<const layers::ObservationSnapshot>>;
    /// Draws into the bound framebuffer. What the depth of `target` hides is dimmed, not gone; what lies beyond the
    /// horizon is left out.
    void draw(const layers::ViewState& view, const FrameCamera& camera, const FrameTarget& target, Snapshots snapshots,
              const Options& options);
    /// True while labels are still being made.
    [[nodiscard]] bool wantsFrame() const;
    /// The marker under a pixel of the last draw (not a cluster), the topmost first.
    [[nodiscard]] std::optional<Station> hit(double xPixels, double yPixels) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace guanjing::render
