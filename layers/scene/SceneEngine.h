#pragma once

#include "geodata/core/Clock.h"
#include "geodata/core/Error.h"
#include "geodata/core/Rectangle.h"
#include "layers/live/ObservationSnapshot.h"
#include "layers/scene/Scene.h"
#include "layers/tiling/ContentPreparer.h"
#include "layers/tiling/ContourLabel.h"
#include "layers/tiling/DrawList.h"
#include "layers/tiling/Pick.h"
#include "layers/tiling/SourceLog.h"
#include "layers/tiling/ViewState.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanjing {
class AssetAccessor;
class TaskPool;
} // namespace guanjing
namespace guanjing::styling {
struct PropertySample;
}

namespace guanjing::styling {
class Style;
}

namespace guanjing::layers {

/// Settings of the engine that a user or the command line may change.
struct EngineSettings {
    double maximumScreenSpaceError = 16.0; ///< pixels, for tilesets
    double maximumTexelPixels = 2.0; ///< an imagery texel covers at most this many pixels
    std::size_t memoryBudgetBytes = std::size_t{1} << 30; ///< tiles, CPU and GPU copies both counted
    int maximumInFlight = 64; ///< requests at once
    UploadBudget uploadPerFrame{16u << 20, 8.0};
    bool fades = true; ///< levels of detail and pictures dissolve into each other
    /// While nothing else is to be done: coarser tiles over the picture for the way up, tiles beside it for a turn of the
    /// head. Costs bytes that may never be drawn.
    bool preloadAncestors = false, preloadSiblings = false;
    /// Haze of this density per metre swallows error; towards the picture's edge the error may grow to 1 + foveation
    /// times the maximum. 0: neither.
    double fogPerMeter = 0, foveation = 0;
    /// Pictures that are loaded from now on are compressed where the GPU can take that. Costs time at loading.
    bool compressesPictures = false;
};

/// Figures of the last update and since the start; `Counters::since` subtracts.
struct EngineCounters {
    std::uint64_t tilesSelected = 0; ///< drawn by the last update
    std::uint64_t tilesVisited = 0; ///< looked at by the last selection
    std::uint64_t tilesLoaded = 0; ///< contents and pictures loaded, since start
    std::uint64_t tilesFailed = 0; ///< since start
    std::uint64_t bytesLoaded = 0; ///< of contents and pictures, since start
    std::uint64_t bytesNeverDrawn = 0; ///< of those loaded and in no frame so far
    std::uint64_t picturesWanted = 0; ///< by models, since start
    std::uint64_t picturesDecoded = 0; ///< of those; alike ones once while someone has them
    std::size_t pending = 0; ///< queued, loading, decoding or waiting for upload
    std::size_t memoryBytes = 0; ///< held by tiles now
    double coarsening =
        1.0; ///< everything is so many times coarser than asked for, to fit the memory budget; 1: it fits
    std::size_t leftOut =
        0; ///< contents and pictures that the view needs and does without, since nothing coarser helps
    double selectMilliseconds = 0; ///< of the last update
    double uploadMilliseconds = 0;
};

enum class SourceKind { Terrain, Imagery, Tileset, Live, Vector };
/// Retrying: something is wanted, and the last request failed or has waited long; SourceStatus::trouble tells.
/// Disconnected: nothing is wanted, or it is a feed, and its server does not answer.
enum class SourceState { Opening, Ready, Loading, Retrying, Failed, Stale, Disconnected, Hidden };

/// What one view shows of the scene, where that is not all of it.
struct ViewContent {
    std::string date; ///< see sourcesAt(); empty: the latest of everything
    std::vector<std::string> hidden; ///< names of sources that this view leaves out
    bool operator==(const ViewContent&) const = default;
};

/// A source as a layer list shows it.
struct SourceStatus {
    std::uint32_t id = 0; ///< stable while the source is in the scene, the same as DrawItem::source for trees
    SourceKind kind = SourceKind::Tileset;
    std::string name;
    SourceState state = SourceState::Opening;
    std::size_t pending = 0;
    std::vector<Error> errors; ///< newest last, at most 100 kept; URLs redacted
    std::uint64_t errorCount = 0;
    std::vector<ErrorKind> errorKinds; ///< the same summed up, in the order in which they first came
    /// What is shown otherwise than it was meant, such as by styles that do not fit the data; among the kinds and counted
    /// above. Mostly notices; a file that ends early is a failure (Truncated).
    std::vector<Error> warnings;
    std::optional<Error> trouble; ///< what keeps it waiting now; not among the errors as long as it may pass
    std::optional<Rectangle> bounds; ///< degrees, once known
    double minHeightMeters = 0, maxHeightMeters = 0;
    std::string attribution;
    bool hasPoints = false; ///< a point cloud has been seen in it
    /// Not placed on Earth by its data: it stands on a square in Dongguan.
    bool hasNoPlace = false;
    /// False: it is of another date than those shown, or left out by all views.
    bool isShown = true;
};

/// A scene at work: trees, overlays and feeds made from a Scene document, one selection, one loader, one budget.
/// All functions on the GUI thread. `changed` may be called from any thread when update() has something new to do.
class SceneEngine {
public:
    struct Services {
        AssetAccessor& assets;
        TaskPool& tasks;
        const Clock& clock;
        ContentPreparer& preparer;
    };
    SceneEngine(Services services, EngineSettings settings, std::function<void()> changed);
    /// With the GL context current, where the preparer needs one. Cancels and waits for what runs.
    ~SceneEngine();
    SceneEngine(const SceneEngine&) = delete;
    SceneEngine& operator=(const SceneEngine&) = delete;

    /// Takes over a document: sources that are equal to before, or differ only in visibility, opacity, order or name,
    /// stay loaded.
    void setScene(Scene scene);
    [[nodiscard]] const Scene& scene() const;
    void setSettings(const EngineSettings& settings);
    [[nodiscard]] const EngineSettings& settings() const;

    /// Selects for the view, asks for what is missing, finishes what has arrived within the upload budget, and returns
    /// what to draw until the next call. GL context current where the preparer needs one.
    const DrawList& update(const ViewState& view);
    /// The same for several views at once, which share trees, requests and memory; their lists in the same order.
    void update(std::span<const ViewState> views);
    [[nodiscard]] const DrawList& list(std::size_t view) const;
    /// What each view shows, by its place among the views of update(); views beyond show the latest of everything. With
    /// EngineSettings::fades the new dissolves over the old once it is loaded, otherwise it is shown from the next update
    /// on.
    void setContents(std::vector<ViewContent> contents);
    [[nodiscard]] const std::vector<ViewContent>& contents() const;
    /// Where a flight is going: loaded beside what is seen now. Nothing: the camera is where it wants to be.
    void setDestination(const std::optional<ViewState>& destination);
    /// True while something dissolves, so that further frames look different.
    [[nodiscard]] bool isFading() const;
    /// True when everything that the last update's view needs has been drawn or has failed.
    [[nodiscard]] bool isSettled() const;
    /// True for a scene of models without a place on Earth: no ground is drawn.
    [[nodiscard]] bool isStudio() const;
    [[nodiscard]] const EngineCounters& counters() const;

    /// First surface that the last draw list of a view shows along the ray.
    [[nodiscard]] std::optional<PickResult> pick(const ViewState::Ray& ray, std::size_t view = 0) const;

    /// See TileEngine::find.
    [[nodiscard]] std::optional<FeaturePlace> find(const PickResult& earlier, std::size_t view = 0) const;

    /// Of the ground at a place (degrees), ellipsoidal metres, as exactly as it is known now; 0 where no terrain is. What
    /// clips lay flat counts, what they cut away does not.
    [[nodiscard]] double groundHeightAt(double lonDegrees, double latDegrees) const;
    /// What the height of the ground that is shown at a place stands for: terrain may be exaggerated, and its heights may
    /// be those of the 1985 datum. Nothing where no terrain is.
    struct GroundPlace {
        double ellipsoidalMeters = 0; ///< without exaggeration
        std::optional<double> nationalMeters; ///< above the 1985 datum, where the source that counts there tells that
    };
    [[nodiscard]] std::optional<GroundPlace> groundPlaceAt(double lonDegrees, double latDegrees) const;
    /// Numbers on the contour lines that a view of the last update draws.
    [[nodiscard]] std::span<const ContourLabel> contourLabels(std::size_t view = 0) const;
    /// Grows when groundHeightAt may give another height than before; 0: without terrain.
    [[nodiscard]] std::uint64_t groundRevision() const;

    [[nodiscard]] std::vector<SourceStatus> sources() const;
    /// The properties of features in the loaded tiles of a tileset, with their values, by name; before them the heights of
    /// points (styling::kPointHeight) where there are points.
    [[nodiscard]] std::vector<styling::PropertySample> sampleProperties(std::uint32_t sourceId) const;
    /// What of a style does not fit the features in the loaded tiles of a tileset, in words; some thousands are tried.
    [[nodiscard]] std::vector<std::string> misfitsOf(std::uint32_t sourceId,
                                                     std::shared_ptr<const styling::Style> style) const;
    /// Asks anew for everything that was given up for want of an answer, and polls the feeds at once.
    void retryNow();
    /// Of what the last update's view needs and has not got: the URLs, redacted, most wanted first.
    [[nodiscard]] std::vector<std::string> pendingUrls(std::size_t most) const;
    /// Latest snapshot of every visible live source, in the order of the scene.
    [[nodiscard]] std::vector<std::shared_ptr<const ObservationSnapshot>> observations() const;
    /// Camera that shows all of a source, once its bounds are known. A model without a place on Earth whose surface does not
    /// face up is seen from the side it faces, once some of it is loaded (hasContent()).
    [[nodiscard]] std::optional<Viewpoint> viewpointFor(std::uint32_t sourceId) const;

    /// True once a model of the source is loaded.
    [[nodiscard]] bool hasContent(std::uint32_t sourceId) const;

private:
    struct Impl;
    [[nodiscard]] std::optional<glm::dvec3> facingOf(std::uint32_t sourceId) const;
    std::unique_ptr<Impl> m_impl;
};

} // namespace guanjing::layers
