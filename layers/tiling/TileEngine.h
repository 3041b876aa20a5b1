#pragma once

#include "layers/tiling/DrawList.h"
#include "layers/tiling/Pick.h"
#include "layers/tiling/TileLoader.h"
#include "layers/tiling/TileSelector.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing::layers {

/// What drapes pictures over the tiles of all trees; implemented by layers/overlay. GUI thread.
class TileDrape : public TileOverlays {
public:
    /// Asks for the pictures of a tile of the ideal cut.
    virtual void want(const TileTree& tree, const Tile& tile, double priority) = 0;
    /// After the last want of a frame.
    virtual void finishWants() { }
    /// Appends what to draw on a tile, bottom first, and keeps it in memory; returns how many.
    virtual std::uint32_t bind(const TileTree& tree, const Tile& tile, std::vector<OverlayBinding>& out) = 0;
};

struct TileEngineSettings {
    std::size_t memoryBudgetBytes = std::size_t{1} << 30;
    int maximumInFlight = 64;
    UploadBudget uploadPerFrame{16u << 20, 8.0};
};

struct TileEngineCounters {
    std::uint64_t selected = 0;
    std::uint64_t visited = 0;
    double selectMilliseconds = 0;
    double uploadMilliseconds = 0;
};

/// All tile trees at work: one selection per tree and frame, one loader, one budget. GUI thread.
class TileEngine {
public:
    TileEngine(TileLoader::Services services, std::function<void()> changed);
    ~TileEngine();
    TileEngine(const TileEngine&) = delete;
    TileEngine& operator=(const TileEngine&) = delete;

    void setSettings(const TileEngineSettings& settings);
    [[nodiscard]] TileLoader& loader() { return m_loader; }
    [[nodiscard]] const TileLoader& loader() const { return m_loader; }

    /// Adds a tree; drawn in the order of addition only where nothing else decides.
    TileTree& add(std::unique_ptr<TileTree> tree);
    void remove(const TileTree& tree);
    /// Null: nothing is draped. Must outlive its use here.
    void setDrape(TileDrape* drape) { m_drape = drape; }

    /// Marks the draw lists to come, see DrawList::isStudio.
    void setStudio(bool isStudio) { m_list.isStudio = isStudio; }

    /// See SceneEngine::update.
    const DrawList& update(const ViewState& view);
    [[nodiscard]] bool isSettled() const;
    [[nodiscard]] const TileEngineCounters& counters() const { return m_counters; }
    /// How much coarser than asked for everything is, so that it fits the memory budget; 1: as asked for.
    [[nodiscard]] double errorFactor() const { return m_errorFactor; }
    /// See SceneEngine::pick; sourceName is left to the caller.
    [[nodiscard]] std::optional<PickResult> pick(const ViewState::Ray& ray) const;
    /// Resources of a tree that the last update wanted and that are not there.
    [[nodiscard]] std::size_t pendingOf(const TileTree& tree) const;

private:
    struct Entry {
        std::unique_ptr<TileTree> tree;
        Selection selection;
        std::size_t pending = 0;
    };
    void select(Entry& entry, const ViewState& view);
    void addToDrawList(Entry& entry, const ViewState& view);
    void adaptToBudget(const ViewState& view);

    const Clock& m_clock;
    std::function<void()> m_changed;
    TileLoader m_loader;
    TileEngineSettings m_settings;
    TileEngineCounters m_counters;
    std::vector<std::unique_ptr<Entry>> m_entries;
    TileDrape* m_drape = nullptr;
    DrawList m_list;
    std::vector<std::pair<float, std::uint32_t>> m_order;
    std::vector<DrawItem> m_unsorted;
    double m_errorFactor = 1.0;
    ViewState m_coarsenedAt;
    std::uint32_t m_frame = 1;
};

} // namespace guanjing::layers
