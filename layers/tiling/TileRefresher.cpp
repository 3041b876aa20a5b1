#include "layers/tiling/TileRefresher.h"

#include "layers/tiling/TileLoader.h"

#include <algorithm>
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
    for (const TileExpiry& expiry : tree.expiries())
        watch(tree, expiry);
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

void TileRefresher::watch(TileTree& tree, const TileExpiry& expiry)
{
    Tile& tile = tree.tile(expiry.tile);
    const bool isThere = tile.isDrawable() && tile.content && tile.content->isReady();
    const auto known = m_watches.find({&tree, expiry.tile});
    if (known == m_watches.end() && !isThere)
        return;
    Watch& watch = known != m_watches.end() ? known->second : m_watches[{&tree, expiry.tile}];
    if (!isThere) {
        drop(watch);
        watch.isThere = false;
        watch.due.reset();
        return;
    }
    if (!watch.isThere) {
        watch.isThere = true;
        schedule(watch, expiry);
    }
    if (!watch.successor && watch.due && m_clock.steadyNow() >= *watch.due && m_loader.isInUse(*tile.content)) {
        watch.successor = std::make_unique<TileContent>(tree, expiry.tile);
        watch.successor->setRefresh();
    }
    if (!watch.successor)
        return;
    if (watch.successor->isReady()) {
        tile.content.swap(watch.successor);
        tree.log().clearTrouble();
    } else if (watch.successor->state() != LoadState::Failed) {
        m_loader.want(*watch.successor, kPriority, true, Need::Ahead);
        return;
    } else if (const auto& failure = watch.successor->failure()) {
        Error error = *failure;
        error.detail = "expired, and could not be got anew; what was there stays: " + error.detail;
        tree.log().add(std::move(error));
        drop(watch);
        schedule(watch, expiry);
        const auto again = m_clock.steadyNow() + steady(std::max(expiry.seconds, kSecondsAfterFailure));
        watch.due = again;
        return;
    }
    drop(watch);
    schedule(watch, expiry);
}

std::optional<std::chrono::steady_clock::time_point> TileRefresher::nextDue() const
{
    std::optional<std::chrono::steady_clock::time_point> next;
    for (const auto& [key, watch] : m_watches)
        if (watch.due && !watch.successor && (!next || *watch.due < *next))
            next = watch.due;
    return next;
}

} // namespace guanjing::layers
