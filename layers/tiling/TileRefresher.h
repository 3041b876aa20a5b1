#pragma once

#include "geodata/core/Clock.h"
#include "layers/tiling/TileTree.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>

namespace guanjing::layers {

class TileLoader;

/// Asks for contents that have expired (3D Tiles 1.0, tile.expire) anew, by a conditional request, and puts what comes in
/// their place once it can be drawn; until then, and where the request fails, what is there is drawn on. Only tiles in use are
/// asked for, none more often than once a second. A content that is a tileset counts as in use where it was looked at; the
/// tiles of the old document give way to those of the new one, see TileTree::regraft. GUI thread.
class TileRefresher {
public:
    TileRefresher(TileLoader& loader, const Clock& clock) : m_loader(loader), m_clock(clock) { }
    ~TileRefresher();
    TileRefresher(const TileRefresher&) = delete;
    TileRefresher& operator=(const TileRefresher&) = delete;

    /// Once a frame, between beginFrame and the first want.
    void update(TileTree& tree);
    /// Tiles that expire and that a view has looked at in this frame; after they were wanted.
    void noteSeen(const TileTree& tree, const std::vector<TileIndex>& tiles);
    /// The tree is about to go.
    void forget(const TileTree& tree);
    /// When the next of the contents in use is due; nothing: none is, or what is due is on its way.
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> nextDue() const;

private:
    struct Watch {
        std::optional<std::chrono::steady_clock::time_point> due; ///< nothing: not there, or never again
        bool isThere = false;
        bool isSeen = false; ///< and in use, in the last frame
        bool isDatePast = false; ///< and has been seen to
        std::unique_ptr<TileContent> successor;
    };
    using Key = std::pair<const TileTree*, TileIndex>;

    /// True when tiles of the tree have come and gone.
    bool watch(TileTree& tree, const TileExpiry& expiry);
    static bool replace(TileTree& tree, TileIndex index, Watch& watch);
    void schedule(Watch& watch, const TileExpiry& expiry) const;
    void drop(Watch& watch);

    TileLoader& m_loader;
    const Clock& m_clock;
    std::map<Key, Watch> m_watches;
};

} // namespace guanjing::layers
