#pragma once
// What SymbolRenderer.cpp (markers) and SymbolLabels.cpp (labels and names) share. Nobody else includes it.

#include "render/symbols/AnchorVisibility.h"
#include "render/symbols/GroundAnchors.h"
#include "render/symbols/LabelPlacer.h"
#include "render/symbols/SymbolAtlas.h"
#include "render/symbols/SymbolBatch.h"
#include "render/symbols/SymbolProjection.h"
#include "render/symbols/SymbolRenderer.h"
#include "render/symbols/TextRasterizer.h"

#include <array>
#include <cmath>
#include <functional>
#include <unordered_map>

namespace guanjing::render {

inline constexpr float kBadgeReach = 1.7f; ///< of a warning's badge at the upper right, in radii of the marker

/// A station in the picture.
struct Marker {
    const layers::ObservationSnapshot* snapshot = nullptr;
    const layers::StationValue* station = nullptr;
    std::uint64_t id = 0;
    float x = 0, y = 0; ///< of the body, pixels
    SymbolProjection::Point anchor; ///< of the ground below
    layers::StationState state = layers::StationState::Unknown;
    bool selected = false;
    bool hidden = false; ///< by the scene
    float opacity = 1.0f;
};

[[nodiscard]] int severity(layers::StationState state);
[[nodiscard]] bool warns(layers::StationState state);

struct SymbolRenderer::Impl {
    Impl(GlContext& context, TextRasterizer* textRasterizer)
        : text(textRasterizer), atlas(context), batch(context), visibility(context)
    { }

    TextRasterizer* text;
    SymbolAtlas atlas;
    SymbolBatch batch;
    AnchorVisibility visibility;
    LabelPlacer placer;
    MarkerClusterer clusterer;
    bool textsMissing = false;
    int textsLeft = 0;
    double ratio = 1.0;
    float unit = 1.0f; ///< the same

    /// Stations in ECEF, worked out once per revision of a snapshot.
    struct Places {
        std::uint64_t revision = 0;
        GroundAnchors anchors;
        std::vector<std::uint64_t> ids;
    };
    std::unordered_map<std::uint32_t, Places> places;

    std::array<const SymbolAtlas::Slot*, 80> markerSlots{}; ///< form, state, selected, hidden; of the atlas as it is

    std::vector<PlaceName> names;
    GroundAnchors nameAnchors;
    GroundAnchors nameAheads; ///< where a name has none: its anchor
    bool anchorsMissing = false; ///< some do not stand where the ground is now

    struct Target {
        Station station;
        float x = 0, y = 0, radius = 0; ///< of a marker
        ScreenBox plate; ///< of a label; radius is 0 then
        [[nodiscard]] bool holds(double xPixels, double yPixels) const
        {
            const auto px = static_cast<float>(xPixels), py = static_cast<float>(yPixels);
            return radius > 0 ? std::hypot(px - x, py - y) <= radius
                              : px >= plate.left && px < plate.right && py >= plate.top && py < plate.bottom;
        }
    };
    std::vector<Target> targets; ///< in drawing order

    /// What is to be placed, beside the wishes.
    struct Piece {
        const SymbolAtlas::Slot* slot = nullptr;
        float opacity = 1.0f;
        const SymbolAtlas::Slot* shortSlot = nullptr;
        float cosine = 1.0f, sine = 0.0f; ///< of the way a street runs, rightwards
        const Marker* marker = nullptr; ///< whose label it is
    };
    double reach = 0; ///< of labels in this frame, metres
    std::vector<LabelPlacer::Wish> wishes;
    std::vector<Piece> pieces;
    std::vector<ScreenBox> boxes;
    std::size_t keptClear = 0; ///< the first of the boxes: what lies over the picture

    void clearAtlas()
    {
        atlas.clear();
        markerSlots.fill(nullptr);
    }
    const Places& placesOf(const layers::ObservationSnapshot& snapshot, const Options& options);
    std::vector<Marker> project(const SymbolProjection& projection, Snapshots snapshots, const Options& options);
    const SymbolAtlas::Slot* slot(const std::string& key, const std::function<IconBitmap()>& paint);
    const SymbolAtlas::Slot* textSlot(const std::string& key, const std::function<IconBitmap()>& paint);
    void drawMarkers(std::vector<Marker>& markers, const layers::ViewState& view, double eyeHeightMeters,
                     std::vector<const Marker*>& singles, std::vector<AnchorVisibility::Anchor>& anchors);
    void drawSingle(const Marker& marker);
    void drawCluster(const Marker& leader, const std::vector<Marker>& markers, const std::vector<std::size_t>& members);
    void pole(const Marker& marker);
    void wishLabels(const std::vector<const Marker*>& singles, std::size_t atMost, const Options& options);
    void wishPlaceNames(const SymbolProjection& projection);
    void wishContours(const SymbolProjection& projection, const layers::ViewState& view,
                      std::span<const layers::ContourLabel> contours, std::vector<AnchorVisibility::Anchor>& anchors);
    /// A centred wish for words that stand along a way through a point.
    void wishAlong(LabelPlacer::Wish wish, Piece piece, const glm::dvec2& way);
    float edgeOpacity(float x, float y, const layers::ViewState& view) const;
};

} // namespace guanjing::render
