#pragma once

#include "layers/tiling/TileTree.h"

#include <map>
#include <memory>

namespace guanjing::layers {

class TileLoader;

/// Makes the contents that other clips have cut than those of their tree, or that were made of less than what there is
/// now (TileTree::noteOutdated), anew, out of the bytes that were kept or fetched again, on workers as everything else. What is there is drawn until the new content can be drawn. GUI thread.
class TileClipper {
public:
    explicit TileClipper(TileLoader& loader) : m_loader(loader) { }
    ~TileClipper();
    TileClipper(const TileClipper&) = delete;
    TileClipper& operator=(const TileClipper&) = delete;

    /// Once a frame, between beginFrame and the first want: puts what is ready in its place and wants the rest.
    void update(TileTree& tree);
    /// The tree is about to go.
    void forget(const TileTree& tree);
    /// Contents that are still to be put in their place.
    [[nodiscard]] bool isBusy() const { return !m_successors.empty(); }

private:
    using Key = std::pair<TileTree*, TileIndex>;

    void findStale(TileTree& tree);

    TileLoader& m_loader;
    std::map<Key, std::unique_ptr<TileContent>> m_successors;
};

} // namespace guanjing::layers
