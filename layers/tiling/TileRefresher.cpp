#include "layers/tiling/TileRefresher.h"

#include "layers/tiling/TileLoader.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace guanjing::layers {

namespace {

using Seconds = std::chrono::duration<double>;

/// What a tileset may ask for; a year is as good as never.
constexpr double kLeastSeconds = 1.0;
constexpr double kMostSeconds = 366.0 * 86'400.0;
/// Until what could not be got is asked for again.
constexpr double kSecondsAfterFailure = 10.0;
/// Behind what the picture lacks.
constexpr double kPriority = 1.0;

std::chrono::steady_clock::duration steady(double seconds)
{
    return std::chrono::duration_cast<std::chrono::steady_clock::duration>(
        Seconds(std::clamp(seconds, kLeastSeconds, kMostSeconds)));
}

} // namespace

TileRefresher::~TileRefresher()
{
    for (auto& [key, watch] : m_watches)
        drop(watch);
}

void TileRefresher::drop(Watch& watch)
{
    if (watch.successor)
        m_loader.forget(*watch.successor);
    watch.successor.reset();
}

void TileRefresher::forget(const TileTree& tree)
{
    for (auto it = m_watches.lower_bound({&tree, 0}); it != m_watches.end() && it->first.first == &tree;) {
        drop(it->second);
        it = m_watches.erase(it);
    }
}

void TileRefresher::update(TileTree& tree)
{
    if (tree.expiries().empty())
        return;
    const std::vector<TileExpiry> expiries = tree.expiries();
    if (!std::any_of(expiries.begin(), expiries.end(),
                     [&](const TileExpiry& expiry) { return tree.tile(expiry.tile).expires && watch(tree, expiry); }))
        return;
    // The rest has its turn with the next frame, when it is known what is still there.
    for (auto it = m_watches.lower_bound({&tree, 0}); it != m_watches.end() && it->first.first == &tree;) {
        if (tree.tile(it->first.second).expires) {
            ++it;
            continue;
        }
        drop(it->second);
        it = m_watches.erase(it);
    }
}

void TileRefresher::noteSeen(const TileTree& tree, const std::vector<TileIndex>& tiles)
{
    for (const TileIndex tile : tiles)
        if (const auto known = m_watches.find({&tree, tile}); known != m_watches.end()) {
            const Tile& seen = tree.tile(tile);
            known->second.isSeen = !seen.isDrawable() || (seen.content && m_loader.isInUse(*seen.content));
        }
}

bool TileRefresher::replace(TileTree& tree, TileIndex index, Watch& watch)
{
    const auto batches = watch.successor->takeBatches();
    tree.tile(index).content.swap(watch.successor);
    tree.tile(index).content->setRefresh(false);
    tree.log().clearTrouble();
    if (!tree.regraft(index, batches))
        return false;
    Tile& tile = tree.tile(index);
    tile.isGrafted = !batches.empty();
    tile.isSubtree = tile.isGrafted && tile.content->parts().empty();
    if (tile.isGrafted && !tile.isSubtree) {
        tile.isAdditive = true;
        tile.geometricError = std::numeric_limits<float>::max();
    }
    return true;
}

void TileRefresher::schedule(Watch& watch, const TileExpiry& expiry) const
{
    const auto now = m_clock.steadyNow();
    watch.due.reset();
    if (expiry.seconds > 0)
        watch.due = now + steady(expiry.seconds);
    if (expiry.date && !watch.isDatePast) {
        const double left = Seconds(*expiry.date - m_clock.now()).count();
        // What was fetched after its date is as new as it will be.
        if (left <= 0)
            watch.isDatePast = true;
        else if (const auto at = now + steady(left); !watch.due || at < *watch.due)
            watch.due = at;
    }
}

bool TileRefresher::watch(TileTree& tree, const TileExpiry& expiry)
{
    Tile& tile = tree.tile(expiry.tile);
    const bool isThere = tile.contentCount > 0 && tile.content && tile.content->isReady();
    const auto known = m_watches.find({&tree, expiry.tile});
    if (known == m_watches.end() && !isThere)
        return false;
    Watch& watch = known != m_watches.end() ? known->second : m_watches[{&tree, expiry.tile}];
    const bool isInUse = std::exchange(watch.isSeen, false);
    if (!isThere) {
        drop(watch);
        watch.isThere = false;
        watch.due.reset();
        return false;
    }
    if (!watch.isThere) {
        watch.isThere = true;
        schedule(watch, expiry);
    }
    if (!watch.successor && watch.due && m_clock.steadyNow() >= *watch.due && isInUse) {
        watch.successor = std::make_unique<TileContent>(tree, expiry.tile);
        watch.successor->setRefresh();
    }
    if (!watch.successor)
        return false;
    bool hasChanged = false;
    if (watch.successor->isReady()) {
        hasChanged = replace(tree, expiry.tile, watch);
    } else if (watch.successor->state() != LoadState::Failed) {
        m_loader.want(*watch.successor, kPriority, true, Need::Ahead);
        return false;
    } else if (const auto& failure = watch.successor->failure()) {
        Error error = *failure;
        error.detail = "expired, and could not be got anew; what was there stays: " + error.detail;
        tree.log().add(std::move(error));
        drop(watch);
        schedule(watch, expiry);
        const auto again = m_clock.steadyNow() + steady(std::max(expiry.seconds, kSecondsAfterFailure));
        watch.due = again;
        return false;
    }
    drop(watch);
    schedule(watch, expiry);
    return hasChanged;
}

std::optional<std::chrono::steady_clock::time_point> TileRefresher::nextDue() const
{
    std::optional<std::chrono::steady_clock::time_point> next;
    for (const auto& [key, watch] : m_watches)
        if (watch.due && watch.isSeen && !watch.successor && (!next || *watch.due < *next))
            next = watch.due;
    return next;
}

} // namespace guanjing::layers
