#pragma once

#include "layers/tiling/TileSelector.h"
#include "layers/tiling/ViewState.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace guanjing::layers {

/// Lets levels of detail of one tree dissolve into each other in one view: what a frame draws for the first time covers
/// more and more of its pixels, and what it replaces is still drawn behind it until then. Nothing but what is drawn: the
/// selection knows no fades. GUI thread.
class LodFade {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// Between a selection of the view with that number and TileSelector::markDrawn: notes what came.
    void noteEntering(const TileTree& tree, const Selection& selection, std::uint32_t frame, std::size_t view,
                      Time now);
    /// After TileSelector::markDrawn: notes what went.
    void noteLeaving(const TileTree& tree, const Selection& selection, std::uint32_t frame, std::size_t view,
                     const ViewState& state);
    /// Ends what is under way.
    void clear();

    /// Share of a drawn tile's pixels that are drawn already, 0 to 1.
    [[nodiscard]] float coverOf(TileIndex tile) const;
    /// What is drawn besides the selection, pushed away from the eye.
    [[nodiscard]] std::span<const SelectedTile> leaving() const { return m_leavingTiles; }
    [[nodiscard]] bool isActive() const { return !m_entering.empty() || !m_leaving.empty(); }

private:
    struct Leaving {
        SelectedTile tile;
        Time since;
    };
    std::unordered_map<TileIndex, Time> m_entering;
    std::vector<Leaving> m_leaving;
    std::vector<SelectedTile> m_leavingTiles;
    std::vector<SelectedTile> m_previous; ///< drawn by the last frame
    ViewState m_previousView;
    Time m_now{};
};

} // namespace guanjing::layers
