#include "layers/tiling/TileClipper.h"

#include "layers/tiling/TileLoader.h"

#include <algorithm>
#include <utility>

namespace guanjing::layers {

namespace {

/// Before what is new to the picture: what is seen is wrong until then.
constexpr double kPriority = 1e8;

} // namespace

TileClipper::~TileClipper()
{
    for (auto& [key, content] : m_successors)
        m_loader.forget(*content);
}

void TileClipper::forget(const TileTree& tree)
{
    std::erase_if(m_successors, [&](auto& entry) {
        if (entry.first.first != &tree)
            return false;
        m_loader.forget(*entry.second);
        return true;
    });
}

void TileClipper::findStale(TileTree& tree)
{
    std::vector<TileContent*> stale;
    m_loader.forEachPresent([&](Resource& resource) {
        auto* content = dynamic_cast<TileContent*>(&resource);
        if (content == nullptr || &content->tree() != &tree)
            return;
        const TileIndex index = content->tileIndex();
        // What clips take altogether is not drawn, and is right again once they let it be.
        if (tree.tile(index).content.get() != content || !tree.tile(index).isDrawable() || tree.isClippedAway(index))
            return;
        if (content->clips() != tree.clipsOn(index))
            stale.push_back(content);
    });
    for (const TileIndex index : tree.takeOutdated()) {
        TileContent* content = tree.tile(index).content.get();
        if (content != nullptr && content->recipe() != tree.recipeOf(index)
            && std::find(stale.begin(), stale.end(), content) == stale.end())
            stale.push_back(content);
    }
    // Those on their way that the clips have passed over.
    std::erase_if(m_successors, [&](auto& entry) {
        const auto& [owner, index] = entry.first;
        const bool isUnderWay = entry.second->state() != LoadState::Unloaded;
        if (owner != &tree
            || (entry.second->clips() == tree.clipsOn(index)
                && (!isUnderWay || entry.second->recipe() == tree.recipeOf(index))))
            return false;
        m_loader.forget(*entry.second);
        return true;
    });
    for (TileContent* content : stale) {
        auto& successor = m_successors[{&tree, content->tileIndex()}];
        if (successor)
            continue;
        successor = std::make_unique<TileContent>(tree, content->tileIndex());
        successor->setContentBytes(content->contentBytes());
    }
}

void TileClipper::update(TileTree& tree)
{
    if (tree.takeNeedsClips())
        findStale(tree);
    for (auto it = m_successors.lower_bound({&tree, 0}); it != m_successors.end() && it->first.first == &tree;) {
        TileContent& successor = *it->second;
        Tile& tile = tree.tile(it->first.second);
        const LoadState state = tile.content ? tile.content->state() : LoadState::Unloaded;
        const bool isGone = state < LoadState::Decoded || state > LoadState::Ready;
        if (!isGone && successor.state() != LoadState::Failed && !successor.isReady()) {
            m_loader.want(successor, kPriority, true);
            ++it;
            continue;
        }
        if (!isGone && successor.isReady())
            tile.content.swap(it->second);
        m_loader.forget(*it->second);
        it = m_successors.erase(it);
    }
}

} // namespace guanjing::layers
