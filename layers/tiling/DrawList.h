#pragma once

#include "geodata/core/Math.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace guanjing::layers {

class PreparedContent;
struct LoadedPart;
struct PointLook;

/// How colours of a picture are changed before it is drawn; the default leaves them as they are.
struct OverlayTone {
    float brightness = 0.0f; ///< added, in display space
    float contrast = 1.0f; ///< factor around middle grey
    float saturation = 1.0f; ///< factor around the pixel's own grey
    bool operator==(const OverlayTone&) const = default;
};

/// What a picture needs besides scale and offset where it lies in another coordinate system than the tile.
struct OverlayBend {
    glm::vec2 cross{0.0f}; ///< to x per v, to y per u
    glm::vec2 uu{0.0f}, uv{0.0f}, vv{0.0f}; ///< to x and y per u², u v and v²
    glm::vec4 clip{0.0f, 0.0f, 1.0f, 1.0f}; ///< drawn where u and v lie within: west, north, east, south
    /// Not all 0: v, in the formula and the clip, is the fraction of latitude. Web Mercator's northing in radians at the
    /// tile's north and south edge, the latitude at the north edge in radians, one by the latitudes' difference.
    glm::vec4 latitude{0.0f};
};

/// One imagery picture on one tile: uv_image = uv_tile · scale + offset, drawn where 0 ≤ uv_tile·scale+offset ≤ 1
/// (all of the tile, when the picture is an ancestor's or the tile's own). Bent ones have terms more.
struct OverlayBinding {
    const PreparedContent* image = nullptr; ///< from ContentPreparer::prepareImage
    glm::vec2 scale{1.0f};
    glm::vec2 offset{0.0f};
    float opacity = 1.0f;
    bool isLight = false; ///< light of lamps that falls on what the other pictures show
    bool isBent = false;
    OverlayBend bend{};
    OverlayTone tone{};
};

/// Where in a picture a point of its tile lies, as the shader works it out; nothing outside of its clip.
[[nodiscard]] std::optional<glm::vec2> placeInPicture(const OverlayBinding& binding, const glm::vec2& tile);

/// Most overlay pictures that one tile is drawn with; the lowest in the layer order fall away first.
constexpr std::size_t kMaxOverlaysPerTile = 14;

/// How the ground shows its relief.
struct GroundLook {
    enum class Shading : std::uint8_t {
        Natural, ///< by the sun, as much as pictures of the ground bear
        Hillshade, ///< from the north-west, as maps do: pictures keep their colours, bare ground is pale
        Slope ///< five classes of steepness: to 2, 6, 15, 25 degrees and above
    };
    Shading shading = Shading::Natural;
    double contourMeters = 0; ///< between contour lines; 0: none
    double exaggeration = 1; ///< of the heights that are drawn: slopes and contours are those of the true ones
    bool operator==(const GroundLook&) const = default;
};

/// Something to draw this frame; pointers are valid until the next TileEngine::update.
struct DrawItem {
    const PreparedContent* content = nullptr; ///< from ContentPreparer::prepareModel
    const LoadedPart* part = nullptr; ///< of a tile, what it is a part of
    glm::dmat4 modelToWorld{1.0}; ///< ECEF
    std::uint32_t source = 0; ///< id of the tree it belongs to
    std::uint64_t tileId = 0; ///< unique among all trees, stable while loaded
    float opacity = 1.0f; ///< layer opacity
    float cover = 1.0f; ///< share of its pixels to draw, in a fixed pattern: a level of detail that is dissolving in
    bool isGround = false; ///< terrain: receives overlays, drawn first, no edges
    bool hasRelief = false; ///< ground with heights: its normals count
    std::uint32_t firstOverlay = 0; ///< slice of DrawList::overlays, bottom first
    std::uint32_t overlayCount = 0;
    glm::dvec3 center{0.0}; ///< bounding sphere, ECEF
    double radius = 0;
    const PointLook* pointLook = nullptr; ///< null: as is usual
    float errorMeters = 0; ///< geometric error of the tile; 0: none, or not known
    /// Not negative: stands in for finer tiles of its source, of which some are drawn; DrawList::pushes[standIn] moves it
    /// away from the eye along the lines of sight, behind those and perhaps behind what lies below them too.
    std::int32_t standIn = -1;
    float pointShare = 1.0f; ///< of their size, for points that finer ones are drawn among
};

struct DrawList {
    std::vector<DrawItem> items; ///< opaque order: near to far
    std::vector<OverlayBinding> overlays;
    std::vector<glm::dmat4> pushes; ///< world to world
    GroundLook groundLook;
    /// Nothing of it is on Earth: drawn without ground, sky and air, before a neutral background, lit from the camera.
    bool isStudio = false;

    [[nodiscard]] std::span<const OverlayBinding> overlaysOf(const DrawItem& item) const
    {
        return {overlays.data() + item.firstOverlay, item.overlayCount};
    }
};

} // namespace guanjing::layers
