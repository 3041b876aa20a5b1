#pragma once

#include "geodata/core/TaskPool.h"
#include "layers/tiling/ContourLabel.h"
#include "layers/tiling/DrawList.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace guanjing::tiles3d {
struct Model;
}

namespace guanjing::layers {

class ViewState;

/// Every so many contour lines one is an index contour: bolder, and numbered.
constexpr int kIndexContours = 5;

/// Places for numbers on the lines of whole multiples of `indexMeters` that cross a tile of the ground: on each line where it
/// is straightest, none where it bends all over or where the ground is level. Ids are left at 0. Pure; any thread.
[[nodiscard]] std::vector<ContourLabel> findContourLabels(const tiles3d::Model& model, const glm::dmat4& modelToWorld,
                                                          double indexMeters);

/// Numbers on the contour lines of the tiles that are drawn, found by workers and kept while the tiles are drawn. GUI thread.
class ContourLabels {
public:
    /// `changed`: any thread; there are new ones.
    ContourLabels(TaskPool& tasks, std::function<void()> changed);
    /// Waits for what runs.
    ~ContourLabels();
    ContourLabels(const ContourLabels&) = delete;
    ContourLabels& operator=(const ContourLabels&) = delete;

    void beginFrame();
    /// Those on what a view draws, as near as its lines are drawn apart from each other.
    [[nodiscard]] std::vector<ContourLabel> on(const DrawList& list, const ViewState& view);
    /// Once a frame, after all views: tiles that none of them has drawn are forgotten.
    void endFrame();
    /// Some are still being looked for.
    [[nodiscard]] bool isBusy() const;

private:
    struct Shared;
    struct Entry {
        std::shared_ptr<const tiles3d::Model> model; ///< that the labels are on, or will be
        double indexMeters = 0;
        bool isAsked = false, isDrawn = false;
        std::vector<ContourLabel> labels;
    };
    void takeOver();
    void ask(std::uint64_t tile, Entry& entry, const glm::dmat4& modelToWorld);
    /// The id of one that stood there before, or a new one.
    [[nodiscard]] std::uint64_t idFor(const ContourLabel& label, double reachMeters) const;

    TaskPool& m_tasks;
    std::shared_ptr<Shared> m_shared;
    std::unordered_map<std::uint64_t, Entry> m_entries; ///< by tile
    std::vector<ContourLabel> m_before; ///< of tiles that went in the last frames
    mutable std::uint64_t m_lastId = 0;
};

} // namespace guanjing::layers
