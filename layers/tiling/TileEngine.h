#pragma once

#include "layers/tiling/DrawList.h"
#include "layers/tiling/LodFade.h"
#include "layers/tiling/Pick.h"
#include "layers/tiling/TileClipper.h"
#include "layers/tiling/TileLoader.h"
#include "layers/tiling/TileRefresher.h"
#include "layers/tiling/TileSelector.h"
#include "layers/tiling/TileStyler.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace guanjing::layers {

/// What drapes pictures over the tiles of all trees; implemented by layers/overlay. GUI thread.
class TileDrape : public TileOverlays {
public:
    /// What follows, isComplete() too, is for this view.
    virtual void beginView(const ViewState& /*view*/) { }
    /// Asks for the pictures of a tile of the ideal cut.
    virtual void want(const TileTree& tree, const Tile& tile, const WantedTile& wanted, Need need) = 0;
    /// After the last want of a frame.
    virtual void finishWants() { }
    /// Appends what to draw on a tile, bottom first, and keeps it in memory; returns how many.
    virtual std::uint32_t bind(const TileTree& tree, const Tile& tile, std::vector<OverlayBinding>& out) = 0;
    /// True while pictures of the last frame dissolve into finer ones.
    [[nodiscard]] virtual bool isFading() const { return false; }
};

struct TileEngineSettings {
    std::size_t memoryBudgetBytes = std::size_t{1} << 30;
    int maximumInFlight = 64;
    UploadBudget uploadPerFrame{16u << 20, 8.0};
    bool fades = false; ///< levels of detail dissolve into each other
    /// While nothing else is to be done: coarser tiles over the picture, tiles beside it.
    bool preloadAncestors = false, preloadSiblings = false;
    /// See TileSelector::Parameters.
    double fogPerMeter = 0, foveation = 0;
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

    /// Of the draw lists to come, by view.
    void setGroundLooks(std::vector<GroundLook> looks) { m_groundLooks = std::move(looks); }
    /// Marks the draw lists to come, see DrawList::isStudio.
    void setStudio(bool isStudio) { m_isStudio = isStudio; }
    /// Where the camera is going: what it will need there is loaded beside what it needs now. Nothing: it rests.
    void setDestination(const std::optional<ViewState>& destination) { m_destination = destination; }

    /// Selects for several views at once, which share trees, requests and memory; see SceneEngine::update. The lists are
    /// in the order of the views and good until the next update.
    void update(std::span<const ViewState> views);
    [[nodiscard]] const DrawList& list(std::size_t view) const { return m_panes[view]->list; }
    const DrawList& update(const ViewState& view);
    [[nodiscard]] bool isSettled() const;
    /// True while something dissolves, so that further frames look different.
    [[nodiscard]] bool isFading() const { return m_isFading; }
    [[nodiscard]] const TileEngineCounters& counters() const { return m_counters; }
    /// How much coarser than asked for everything is, so that it fits the memory budget; 1: as asked for.
    [[nodiscard]] double errorFactor() const { return m_errorFactor; }
    /// See SceneEngine::pick; sourceName is left to the caller.
    [[nodiscard]] std::optional<PickResult> pick(const ViewState::Ray& ray, std::size_t view = 0) const;
    /// The tile that a view draws now and the row in it that show the feature of an earlier pick, which may have come from
    /// another level of detail; nothing while it is not drawn.
    [[nodiscard]] std::optional<FeaturePlace> find(const PickResult& earlier, std::size_t view = 0) const;
    /// When an update should come even if nothing else happens: contents expire, styles move.
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> nextDue() const
    {
        const auto expiry = m_refresher.nextDue(), style = m_styler.nextDue();
        return expiry && style ? std::min(*expiry, *style) : expiry ? expiry : style;
    }
    /// Resources of a tree that the last update wanted and that are not there.
    [[nodiscard]] std::size_t pendingOf(const TileTree& tree) const;

private:
    /// A tree as one view sees it.
    struct Seen {
        Selection selection;
        LodFade fade;
        std::unordered_map<TileIndex, float> errorsBelow; ///< of additive tiles: the greatest error drawn below
    };
    /// One view: its picture and what was selected for it.
    struct Pane {
        ViewState view;
        DrawList list;
        std::vector<std::pair<float, std::uint32_t>> order;
        std::vector<DrawItem> unsorted;
    };
    struct Entry {
        std::unique_ptr<TileTree> tree;
        std::vector<std::unique_ptr<Seen>> seen; ///< by view
        Selection ahead; ///< at the destination
        std::size_t pending = 0;
        std::size_t wishedBytes = 0; ///< of its contents and what is draped on them, once all are there
    };
    [[nodiscard]] TileSelector::Parameters parameters(std::size_t view) const;
    void select(Entry& entry);
    void want(Entry& entry, const Selection& selection, Need need);
    void beginView(const ViewState& view);
    void addToDrawList(Entry& entry, Seen& seen, Pane& pane);
    void addToDrawList(TileTree& tree, const SelectedTile& selected, float cover, Pane& pane, float pointShare = 1.0f);
    /// One step, unless that would hardly save anything: then the least important is left out instead.
    void coarsen();
    /// What the wishes would come to, by what the tiles of now take.
    [[nodiscard]] double wishedBytesAt(double errorFactor);
    /// Coarser where the wishes of this frame do not fit the budget; before anything is asked for in vain.
    void coarsenToWishes();
    void adaptToRoom();
    /// One step finer would fit, by what the tiles of now take.
    [[nodiscard]] bool hasRoomForFiner();
    [[nodiscard]] std::vector<ViewState> views() const;
    [[nodiscard]] bool isSameView() const;
    [[nodiscard]] bool isLoaded() const;

    const Clock& m_clock;
    std::function<void()> m_changed;
    TileLoader m_loader;
    TileClipper m_clipper;
    TileRefresher m_refresher;
    TileStyler m_styler; // before the trees go, and before the loader
    TileEngineSettings m_settings;
    TileEngineCounters m_counters;
    std::vector<std::unique_ptr<Entry>> m_entries;
    TileDrape* m_drape = nullptr;
    std::vector<std::unique_ptr<Pane>> m_panes; ///< at least one
    std::optional<ViewState> m_destination;
    static constexpr double kMostErrorFactor = 64.0;
    double m_errorFactor = 1.0;
    bool m_leavesOut = false; ///< coarser would not help: the wishes exceed the budget, and what fits is shown
    bool m_hasAdapted = false; ///< the error factor, by the last update: the next will select differently
    std::vector<ViewState> m_coarsenedAt; ///< nothing finer fits here
    Selection m_trial; ///< reused
    std::vector<TileIndex> m_counted; ///< reused
    std::uint32_t m_frame = 1;
    bool m_isStudio = false;
    std::vector<GroundLook> m_groundLooks;
    bool m_isFading = false;
};

} // namespace guanjing::layers
