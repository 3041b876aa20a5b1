#pragma once

#include "layers/tiling/TileLoader.h"
#include "layers/tiling/TileTree.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace guanjing::layers {

/// Gives loaded contents the style of their tree: evaluates it on workers and swaps the results in all at once, so that
/// what is drawn shows the old style until the new one is ready everywhere. Nothing is requested and no geometry is
/// uploaded. What arrives later brings its look along (TilesetTree::plan). GUI thread.
class TileStyler {
public:
    TileStyler(TaskPool& tasks, ContentPreparer& preparer, TileLoader& loader, std::function<void()> changed);
    /// Waits for its workers.
    ~TileStyler();
    TileStyler(const TileStyler&) = delete;
    TileStyler& operator=(const TileStyler&) = delete;

    /// Once a frame: takes what workers have finished and starts what is missing.
    void update(TileTree& tree);
    /// The tree is about to go.
    void forget(const TileTree& tree);
    /// Looks that are still to be made or to be taken over.
    [[nodiscard]] bool isBusy() const;

private:
    struct Outcome;
    struct Shared;
    struct Work;

    void takeFinished();
    void start(TileTree& tree, Work& work);
    void apply(TileTree& tree, Work& work);
    Work& workOf(const TileTree& tree);

    TaskPool& m_tasks;
    ContentPreparer& m_preparer;
    TileLoader& m_loader;
    std::shared_ptr<Shared> m_shared;
    std::vector<std::unique_ptr<Work>> m_works;
};

} // namespace guanjing::layers
