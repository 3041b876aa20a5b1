#pragma once

#include "layers/tiling/TileTree.h"
#include "layers/tiling/ViewState.h"

#include <cstdint>
#include <vector>

namespace guanjing::layers {

/// What is draped on tiles, as far as the selection must know it.
class TileOverlays {
public:
    virtual ~TileOverlays() = default;
    /// True when the tile's pictures are there, as good as they will become.
    [[nodiscard]] virtual bool isComplete(const TileTree& tree, const Tile& tile) const = 0;
};

struct SelectedTile {
    TileIndex tile = kNoTile;
    float distanceMeters = 0;
    /// Greater than 0: stands in for finer tiles that are on their way while others under it are drawn already. To be
    /// drawn pushed away from the eye by this factor, so that the finer ones win where both are.
    float pushBack = 0;
};

struct WantedTile {
    TileIndex tile = kNoTile;
    double priority = 0;
    bool isCover = false; ///< coarse stand-in, not part of the ideal cut
    bool isReplacement = false; ///< finer tiles are drawn in its place meanwhile
};

/// Result of one traversal; reused from frame to frame.
struct Selection {
    std::vector<SelectedTile> draw;
    std::vector<WantedTile> ideal; ///< the ideal cut, whatever its state
    std::vector<WantedTile> covers; ///< to load before the ideal cut, few
    std::vector<TileIndex> keep; ///< worth its memory although not drawn
    std::vector<TileIndex> preload; ///< neither drawn nor wanted, but soon perhaps; by Parameters only
    std::vector<TileIndex> expiring; ///< looked at, and their contents expire
    std::uint64_t visited = 0;

    void clear();
};

/// Decides what to draw and what to load for a view: a function of the tree, the states of its contents, what the last
/// frame drew, and the view. Depth first, once per tree and frame.
///
/// Levels are skipped: only the tiles that meet the error (or are leaves) are wanted, and where many of them are missing
/// the first content from the root as a stand-in. A refined tile's area shows its wanted descendants; where not all of them are there, the tile
/// itself stands in behind those that are. A wanted tile that is not there yet leaves finer ones standing that the last
/// frame drew. So what was covered stays covered. 3D Tiles 1.1 (OGC 22-025r4), 7.
class TileSelector {
public:
    struct Parameters {
        double errorFactor = 1.0; ///< ≥ 1, multiplies the tree's maximum error
        std::uint32_t frame = 1; ///< grows by one with every frame that draws
        std::size_t view = 0; ///< whose last picture counts
        const TileOverlays* overlays = nullptr;
        /// Collect coarser tiles over the cut, for the way up; tiles beside the picture, for a turn of the head.
        bool preloadAncestors = false;
        bool preloadSiblings = false;
        /// Haze of this density per metre swallows error: what is seen through it may be coarser. 0: none.
        double fogPerMeter = 0;
        /// Towards the picture's edge the error may grow to 1 + this times the maximum. 0: the same everywhere.
        double foveation = 0;
        /// Where ground is missing, meshes a little coarser than wanted are made at once: it has no holes.
        bool makesGround = false;
    };

    static void select(TileTree& tree, const ViewState& view, const Parameters& parameters, Selection& result);
    /// Notes what a view has drawn, for the next frame's decisions.
    static void markDrawn(TileTree& tree, const Selection& selection, std::uint32_t frame, std::size_t view);
};

} // namespace guanjing::layers
