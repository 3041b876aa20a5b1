#pragma once
// What a SceneEngine has inside: for the files of SceneEngine alone.
#include "layers/live/FeedDriver.h"
#include "layers/live/ObservationFeed.h"
#include "layers/overlay/ImageryDrape.h"
#include "layers/scene/ExpiryAlarm.h"
#include "layers/scene/SceneEngine.h"
#include "layers/scene/SourceFade.h"
#include "layers/terrain/ContourLabels.h"
#include "layers/terrain/TerrainHeights.h"
#include "layers/tiling/GroundTree.h"
#include "layers/tiling/TileEngine.h"
#include "layers/tiling/TilesetTree.h"

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace guanjing::layers {

struct SceneEngine::Impl {
    static constexpr std::uint32_t kGroundId = 0;

    /// A source at work: a tree, a layer, a feed, or the error in `log` that tells why there is none.
    struct Source {
        std::uint32_t id = 0;
        SourceKind kind = SourceKind::Tileset;
        std::string name;
        std::string attribution;
        bool isVisible = true;
        TilesetTree* tree = nullptr;
        std::string styleJson; ///< that the tree has
        mutable bool hasShown = false; ///< looked for only once something has failed
        std::unique_ptr<ImageryLayer> layer;
        ImagerySourceSpec imagery;
        SourceLog log;
        std::unique_ptr<HeightLayer> heights; ///< tells its troubles to `log`
        TerrainSourceSpec terrain;
        std::unique_ptr<ObservationFeed> feed;
        LiveSourceSpec live;

        [[nodiscard]] std::string url() const
        {
            if (tree)
                return tree->options().url;
            return layer ? imagery.url : feed ? live.url : heights ? terrain.url : std::string();
        }
        [[nodiscard]] SourceLog& ownLog() { return tree ? tree->log() : layer ? layer->log() : log; }
    };

    Impl(Services s, EngineSettings initial, std::function<void()> changed)
        : services(s)
        , onChanged(changed)
        , contours(s.tasks, changed)
        , engine({s.assets, s.tasks, s.clock, s.preparer}, std::move(changed))
        , settings(initial)
    {
        ground = static_cast<GroundTree*>(&engine.add(std::make_unique<GroundTree>(kGroundId, engine.loader())));
        engine.setDrape(&drape);
        applySettings();
    }

    ~Impl()
    {
        // Pictures are forgotten while the loader still is, feeds end while their driver still runs.
        drape.clear();
        sources.clear();
    }

    void applySettings();
    void setScene(Scene next);
    void applyContents();
    /// Ids of the sources that a view leaves out.
    [[nodiscard]] SourceFade::Ids hiddenIn(const Scene& of, const ViewContent& content) const;
    /// All that was asked for of a source is there.
    [[nodiscard]] bool isReady(std::uint32_t sourceId) const;
    void applyClips(const Scene& next);
    static void applyStyle(Source& source, const std::string& json);
    void addFeed(const LiveSourceSpec& spec, std::vector<std::unique_ptr<Source>>& old);
    void addTerrain(const TerrainSourceSpec& spec, std::vector<std::unique_ptr<Source>>& old);
    /// The sources that raise the ground, and how.
    void applyTerrain(const Scene& next);
    /// How the ground looks to a view.
    [[nodiscard]] GroundLook groundLookFor(const ViewState& view) const;
    void findContourLabels();
    void addUnsupported(SourceKind kind, const SourceCommon& spec, const std::string& what);
    std::unique_ptr<Source> takeOld(std::vector<std::unique_ptr<Source>>& old,
                                    const std::function<bool(const Source&)>& isSame);
    void describe(Source& source, SourceKind kind, const SourceCommon& spec);
    SourceStatus statusOf(const Source& source, const NetworkTroubles& troubles) const;
    /// Something was refused, and nothing was ever there to be drawn.
    bool hasNothingButFailures(const Source& source) const;
    bool hasContent(std::uint32_t sourceId) const;
    /// Asks again for what was given up on servers that answer again.
    void watchServers();
    void setAlarm();
    /// Only data that is not on Earth, and nothing that would give it a place there.
    bool isStudio() const;
    static SourceStatus statusOfFeed(const Source& source);

    Services services;
    std::function<void()> onChanged;
    std::shared_ptr<ExpiryAlarm> alarm; ///< made for the first tile that expires
    std::unique_ptr<FeedDriver> driver; ///< a thread, made for the first feed or alarm
    ImageryDrape drape; // before the engine, which calls it
    TerrainHeights heights; // the same
    ContourLabels contours;
    std::vector<std::vector<ContourLabel>> contourLabels; ///< by view
    TileEngine engine;
    EngineSettings settings;
    EngineCounters counters;
    Scene scene;
    GroundTree* ground = nullptr;
    std::vector<std::unique_ptr<Source>> sources; ///< terrain, imagery, tilesets, live, vectors, as in the scene
    /// By clip of the scene: what decides on its shape, and the region; null where it has none.
    std::vector<std::pair<ClipSpec, std::shared_ptr<const clipping::ClipRegion>>> clips;
    std::vector<ViewContent> contents;
    std::vector<SourceFade> viewFades{1}; ///< by view, at least one
    std::vector<ViewState> shownViews; ///< reused
    std::uint32_t nextId = 1;
    std::set<std::string> deadServers; ///< origins, as of the last update
};

} // namespace guanjing::layers
