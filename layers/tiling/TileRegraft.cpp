// How tiles that contents bring get into the tree, and out of it again.
#include "layers/tiling/TileLoader.h"
#include "layers/tiling/TileTree.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace guanjing::layers {

void TileTree::graft(TileIndex parent, TileBatch&& batch) { (void)place(parent, std::move(batch)); }

TileIndex TileTree::takeSlots(std::size_t count)
{
    // The smallest gap that is large enough.
    auto best = m_gaps.end();
    for (auto gap = m_gaps.begin(); gap != m_gaps.end(); ++gap) {
        if (gap->second >= count && (best == m_gaps.end() || gap->second < best->second))
            best = gap;
    }
    if (count == 0 || best == m_gaps.end()) {
        const auto first = static_cast<TileIndex>(m_tiles.size());
        m_tiles.resize(m_tiles.size() + count);
        return first;
    }
    const TileIndex first = best->first;
    best->first += static_cast<TileIndex>(count);
    best->second -= count;
    if (best->second == 0)
        m_gaps.erase(best);
    return first;
}

TileIndex TileTree::place(TileIndex parent, TileBatch&& batch)
{
    const std::size_t count = batch.tiles.size();
    const bool isBeside = m_tiles[parent].childCount > 0 && count > 0;
    const TileIndex first = takeSlots(count + (isBeside ? 1 : 0));
    const TileIndex base = isBeside ? first + 1 : first;
    if (!m_expiries.empty()) {
        const Tile& above = m_tiles[parent];
        m_grafts
            .try_emplace(parent, Graft{above.firstChild, above.childCount, above.isAdditive, above.geometricError, {}})
            .first->second.digests.push_back(batch.digest);
    }
    if (isBeside) {
        // Children lie side by side: those that were there move below one of their own.
        Tile& shelf = m_tiles[first];
        const Tile& above = m_tiles[parent];
        shelf.volume = above.volume;
        shelf.geometricError = above.geometricError;
        shelf.isAdditive = above.isAdditive;
        shelf.level = above.level;
        shelf.batch = above.batch;
        shelf.transform = above.transform;
        shelf.parent = parent;
        shelf.firstChild = above.firstChild;
        shelf.childCount = above.childCount;
        for (TileIndex child = shelf.firstChild; child < shelf.firstChild + shelf.childCount; ++child)
            m_tiles[child].parent = first;
    }
    std::uint32_t batchIndex = static_cast<std::uint32_t>(m_batches.size());
    if (m_freeBatches.empty()) {
        m_batches.emplace_back();
    } else {
        batchIndex = m_freeBatches.back();
        m_freeBatches.pop_back();
    }
    batch.base = base;
    for (std::size_t i = 0; i < count; ++i) {
        Tile& tile = batch.tiles[i];
        tile.batch = batchIndex;
        tile.parent = tile.parent == kNoTile ? parent : tile.parent + base;
        if (tile.childCount > 0)
            tile.firstChild += base;
        m_tiles[base + i] = std::move(tile);
    }
    if (count > 0) {
        m_tiles[parent].firstChild = first;
        m_tiles[parent].childCount = isBeside ? 2 : 1;
    }
    for (TileExpiry expiry : batch.expiries) {
        expiry.tile += base;
        m_tiles[expiry.tile].expires = true;
        m_expiries.insert(std::upper_bound(m_expiries.begin(), m_expiries.end(), expiry,
                                           [](const TileExpiry& a, const TileExpiry& b) { return a.tile < b.tile; }),
                          expiry);
    }
    batch.expiries.clear();
    for (Error& issue : batch.issues)
        m_log.add(std::move(issue));
    batch.issues.clear();
    batch.tiles.clear();
    batch.tiles.shrink_to_fit();
    m_batches[batchIndex] = std::move(batch);
    return base;
}

std::string TileTree::contentKey(TileIndex index) const
{
    const Tile& tile = m_tiles[index];
    const TileBatch& batch = m_batches[tile.batch];
    std::string key = batch.url + '\n' + std::to_string(batch.upAxis) + '\n' + std::to_string(batch.depth);
    for (std::uint32_t i = 0; i < tile.contentCount; ++i) {
        const TileBatch::ContentUri& uri = batch.contents[tile.firstContent + i];
        if (uri.subtree >= 0)
            return {}; // what hangs below was made by the tiling of the document before
        key += '\n';
        key.append(batch.uriText, uri.offset, uri.length);
    }
    const glm::dmat4& toWorld =
        tile.transform < 0 ? batch.toWorld : batch.transforms[static_cast<std::size_t>(tile.transform)];
    key.append(reinterpret_cast<const char*>(&toWorld), sizeof toWorld);
    return key;
}

/// All tiles below, but for the children that the tile has of its own.
std::vector<TileIndex> TileTree::graftedBelow(const std::vector<TileIndex>& roots, const Graft& graft) const
{
    std::vector<TileIndex> below;
    const auto add = [&](TileIndex index) {
        const bool isOwn = index >= graft.firstChild && index - graft.firstChild < graft.childCount;
        if (!isOwn)
            below.push_back(index);
    };
    for (const TileIndex root : roots)
        add(root);
    for (std::size_t i = 0; i < below.size(); ++i) {
        const Tile& tile = m_tiles[below[i]];
        for (TileIndex child = tile.firstChild; child < tile.firstChild + tile.childCount; ++child)
            add(child);
    }
    return below;
}

bool TileTree::regraft(TileIndex parent, const std::vector<std::shared_ptr<TileBatch>>& batches)
{
    const auto known = m_grafts.find(parent);
    const bool isSame = known != m_grafts.end()
        && std::equal(known->second.digests.begin(), known->second.digests.end(), batches.begin(), batches.end(),
                      [](std::uint64_t digest, const auto& batch) { return digest == batch->digest; });
    if (isSame || (known == m_grafts.end() && batches.empty()))
        return false;
    std::vector<TileIndex> roots;
    Graft before;
    std::map<std::string, std::vector<TileIndex>> contents;
    if (known != m_grafts.end()) {
        before = std::move(known->second);
        m_grafts.erase(known);
        Tile& tile = m_tiles[parent];
        for (TileIndex child = tile.firstChild; child < tile.firstChild + tile.childCount; ++child)
            roots.push_back(child);
        for (const TileIndex index : graftedBelow(roots, before)) {
            if (const std::string key = contentKey(index); canGiveAway(index) && !key.empty())
                contents[key].push_back(index);
        }
        tile.firstChild = before.firstChild;
        tile.childCount = before.childCount;
        tile.isAdditive = before.isAdditive;
        tile.geometricError = before.geometricError;
        for (TileIndex child = tile.firstChild; child < tile.firstChild + tile.childCount; ++child)
            m_tiles[child].parent = parent;
    }
    for (const auto& batch : batches) {
        const std::size_t count = batch->tiles.size();
        const TileIndex base = place(parent, std::move(*batch));
        for (TileIndex index = base; index < base + count && !contents.empty(); ++index) {
            if (m_tiles[index].contentCount == 0)
                continue;
            const auto found = contents.find(contentKey(index));
            if (found == contents.end() || found->second.empty())
                continue;
            takeOver(index, found->second.back());
            found->second.pop_back();
        }
    }
    if (!roots.empty())
        clear(graftedBelow(roots, before));
    // Whoever has something under way for a tile finds it elsewhere now.
    m_needsLooks = m_needsClips = true;
    return true;
}

/// Its content, and all that hangs below it, may go to another tile that would load the same.
bool TileTree::canGiveAway(TileIndex index) const
{
    const Tile& tile = m_tiles[index];
    if (!tile.content || tile.content->state() == LoadState::Unloaded || tile.content->state() > LoadState::Ready)
        return false;
    const auto graft = m_grafts.find(index);
    return !tile.isGrafted || (graft != m_grafts.end() && graft->second.childCount == 0);
}

void TileTree::takeOver(TileIndex to, TileIndex from)
{
    Tile& giver = m_tiles[from];
    Tile& taker = m_tiles[to];
    const auto graft = m_grafts.find(from);
    if (giver.isGrafted && (taker.childCount > 0 || graft == m_grafts.end()))
        return;
    taker.content = std::move(giver.content);
    taker.content->moveTo(to);
    taker.drawn = giver.drawn;
    taker.drawnBelow = giver.drawnBelow;
    if (!giver.isGrafted)
        return;
    taker.isGrafted = true;
    taker.isSubtree = giver.isSubtree;
    taker.firstChild = std::exchange(giver.firstChild, kNoTile);
    taker.childCount = std::exchange(giver.childCount, 0u);
    for (TileIndex child = taker.firstChild; child < taker.firstChild + taker.childCount; ++child)
        m_tiles[child].parent = to;
    Graft moved = std::move(graft->second);
    m_grafts.erase(graft);
    moved.isAdditive = taker.isAdditive;
    moved.geometricError = taker.geometricError;
    m_grafts.insert_or_assign(to, std::move(moved));
    if (!taker.isSubtree) {
        taker.isAdditive = true;
        taker.geometricError = std::numeric_limits<float>::max();
    }
}

void TileTree::clear(std::vector<TileIndex> gone)
{
    std::sort(gone.begin(), gone.end());
    std::erase_if(m_expiries,
                  [&](const TileExpiry& expiry) { return std::binary_search(gone.begin(), gone.end(), expiry.tile); });
    const std::size_t freeBefore = m_freeBatches.size();
    for (const TileIndex index : gone) {
        Tile& tile = m_tiles[index];
        if (tile.content)
            m_loader.forget(*tile.content);
        m_grafts.erase(index);
        if (m_batches[tile.batch].base == index) { // the others of its batch go as well
            m_freeBatches.push_back(tile.batch);
            m_batches[tile.batch].base = kNoTile;
        }
        if (m_gaps.empty() || m_gaps.back().first + m_gaps.back().second != index)
            m_gaps.emplace_back(index, 0);
        ++m_gaps.back().second;
    }
    for (const TileIndex index : gone)
        m_tiles[index] = Tile{};
    for (std::size_t i = freeBefore; i < m_freeBatches.size(); ++i)
        m_batches[m_freeBatches[i]] = TileBatch{};
    // Gaps side by side are one.
    std::sort(m_gaps.begin(), m_gaps.end());
    std::size_t kept = 0;
    for (std::size_t i = 1; i < m_gaps.size(); ++i) {
        if (m_gaps[kept].first + m_gaps[kept].second == m_gaps[i].first)
            m_gaps[kept].second += m_gaps[i].second;
        else
            m_gaps[++kept] = m_gaps[i];
    }
    m_gaps.resize(std::min(m_gaps.size(), kept + 1));
}

} // namespace guanjing::layers
