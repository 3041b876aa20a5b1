#pragma once

#include "geodata/core/Clock.h"
#include "layers/tiling/TileLoader.h"
#include "layers/tiling/TileTree.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace guanjing::layers {

/// Gives loaded contents the style of their tree: evaluates it on workers and swaps the results in all at once, so that
/// what is drawn shows the old style until the new one is ready everywhere. Nothing is requested and no geometry is
/// uploaded. What arrives later brings its look along (TilesetTree::plan). A style that reads the time is evaluated anew
/// twice a second at most, and once more when all is loaded; contents whose looks stay the same are not touched.
/// GUI thread.
class TileStyler {
public:
    TileStyler(TaskPool& tasks, const Clock& clock, ContentPreparer& preparer, TileLoader& loader,
               std::function<void()> changed);
    /// Waits for its workers.
    ~TileStyler();
    TileStyler(const TileStyler&) = delete;
    TileStyler& operator=(const TileStyler&) = delete;

    /// Once a frame: takes what workers have finished and starts what is missing.
    void update(TileTree& tree);
    /// The tree is about to go.
    void forget(const TileTree& tree);
    /// Looks that are still to be made or to be taken over; of styles that read the time those that have come since.
    [[nodiscard]] bool isBusy() const;
    /// When a style that reads the time is to be evaluated again.
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> nextDue() const;

private:
    struct Outcome;
    struct Shared;
    struct Work;

    using Time = std::chrono::steady_clock::time_point;
    void moveTime(TileTree& tree, Work& work);
    void takeFinished();
    [[nodiscard]] static bool isUpToDate(const TileTree& tree, const LoadedPart& part);
    void start(TileTree& tree, Work& work);
    void apply(TileTree& tree, Work& work);
    Work& workOf(const TileTree& tree);

    TaskPool& m_tasks;
    const Clock& m_clock;
    ContentPreparer& m_preparer;
    TileLoader& m_loader;
    std::shared_ptr<Shared> m_shared;
    std::vector<std::unique_ptr<Work>> m_works;
    std::map<std::uint32_t, Time> m_firstContents; ///< by tree: when its first content was there
};

} // namespace guanjing::layers
