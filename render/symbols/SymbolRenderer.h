#pragma once

#include "layers/live/ObservationSnapshot.h"
#include "layers/tiling/ContourLabel.h"
#include "layers/tiling/ViewState.h"
#include "render/symbols/LabelPlacer.h"
#include "render/symbols/PlaceNames.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanjing::render {

class GlContext;
class TextRasterizer;
class FrameTarget;
struct FrameCamera;

/// Stations of live sources as markers with labels, and names on the map, in screen space over the scene. Form and glyph
/// tell kind and state, colour only repeats them. Labels never overlap and keep their place while the camera moves; those
/// that warn come first, then the near ones, and none is shown for a station that the scene hides or that is far away.
/// GL thread with the context current, for all functions but hit.
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
        bool placeNames = false;
        bool english = false; ///< names of stations
        double devicePixelRatio = 1.0;
        std::optional<Station> selected;
        bool sceneChanges = false; ///< since the last frame, or still: what is in sight may become hidden
        /// Of the ground at a longitude and latitude in degrees, ellipsoidal metres; null: 0 everywhere. The revision grows
        /// when it changes.
        std::function<double(double, double)> groundHeight;
        std::uint64_t groundRevision = 0;
        std::span<const layers::ContourLabel> contours; ///< drawn along their lines where there is room and sight
        std::vector<ScreenBox> keepClear; ///< where no label or marker may lie, for what lies over the picture
    };
    /// Before a frame's first drawing, where there is such a moment: takes over what the last frame has found out.
    void beginFrame();
    using Snapshots = std::span<const std::shared_ptr<const layers::ObservationSnapshot>>;
    /// Draws into the bound framebuffer. Markers of places that the depth of `target` hides are small and dim; what lies
    /// beyond the horizon is left out.
    void draw(const layers::ViewState& view, const FrameCamera& camera, const FrameTarget& target, Snapshots snapshots,
              const Options& options);
    void setPlaceNames(std::vector<PlaceName> names);
    /// True while labels are still being made, or it is still being found out what hides them.
    [[nodiscard]] bool wantsFrame() const;
    /// The marker under a pixel of the last draw (not a cluster), the topmost first.
    [[nodiscard]] std::optional<Station> hit(double xPixels, double yPixels) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace guanjing::render
