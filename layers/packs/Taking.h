#pragma once

#include "geodata/core/Error.h"
#include "geodata/core/Result.h"
#include "geodata/net/AssetAccessor.h"
#include "geodata/packs/Area.h"
#include "geodata/packs/PackUrl.h"
#include "layers/scene/Scene.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace guanjing {
class TaskPool;
struct StoreKey;
} // namespace guanjing

namespace guanjing::layers {

/// What of a scene is to be taken along.
struct TakeOptions {
    std::string name; ///< of the pack; empty: the scene's
    Area area;
    /// Names of sources; empty: everything that can be taken. A name that several share means all of them.
    std::vector<std::string> layers;
    /// Of dated sources only those of these dates ("YYYY", "YYYY-MM" or "YYYY-MM-DD", a shorter one includes the longer);
    /// empty: all dates.
    std::vector<std::string> dates;
    /// Finest level of imagery, as the source counts them; terrain goes as deep as fits that. None: all there is.
    std::optional<int> maxLevel;
    std::map<std::string, int> maxLevelOf; ///< the same by source name; goes before
    /// Tiles of tilesets under one of this geometric error are not taken, as it is fine enough; 0: all.
    double finestErrorMeters = 0;
    PackAliases aliases; ///< see PackFacts
    int inFlight = 24; ///< requests at once
    /// How requests use the tile cache: Never leaves it alone, Http takes from it what is there (with --offline, say).
    CachePolicy cache = CachePolicy::Never;
    std::string createdBy; ///< program and version
};

/// A source of the scene as it can be taken, or why it cannot.
struct TakeLayer {
    enum class Kind : std::uint8_t { Terrain, Imagery, Tileset, Live, Vector };
    enum class Obstacle : std::uint8_t {
        None,
        IsLive, ///< it changes by the minute
        IsVector, ///< not shown by this version
        OtherDate, ///< not among the dates chosen
        NotChosen
    };
    std::string name, date;
    Kind kind = Kind::Imagery;
    Obstacle obstacle = Obstacle::None;
    std::size_t index = 0; ///< in the scene's list of its kind
    [[nodiscard]] bool isTaken() const { return obstacle == Obstacle::None; }
};
/// All sources of a scene, in its order: terrain, imagery, tilesets, live, vectors. Cheap; any thread.
[[nodiscard]] std::vector<TakeLayer> layersToTake(const Scene& scene, const TakeOptions& options);

struct TakeServices {
    AssetAccessor& assets;
    TaskPool& tasks; ///< for what files on this machine are turned into
};

/// What will be taken, and how long that takes.
struct TakeEstimate {
    struct Layer {
        TakeLayer layer;
        std::uint64_t requests = 0;
        double bytes = 0; ///< of the pack's file
        double seconds = 0;
        bool isExact = true; ///< the number of requests was counted; else reckoned from a part
        std::optional<Error> error; ///< it cannot be opened, so that nothing of it would be taken
    };
    std::vector<Layer> layers; ///< those that are taken
    std::uint64_t requests = 0;
    double bytes = 0;
    bool isWhole = false; ///< all layers are in it; else there are more to come
    double marginBytes = 0; ///< it may be as much more or less, as far as the samples tell
    double seconds = 0;
};
/// Asks for what describes the layers and for samples, first some of each kind of thing, then more of those on which the size
/// depends most, until it is known well or 12 s have passed. Blocks; not on the GUI thread.
/// `partly` is told the estimate so far, now and then, on the same thread. Errors: Cancelled, and BadValue for options that
/// leave nothing to take; what is wrong with single layers stands in them.
[[nodiscard]] Result<TakeEstimate> estimateTaking(TakeServices services, const Scene& scene, const TakeOptions& options,
                                                  const std::stop_token& stop = {},
                                                  const std::function<void(const TakeEstimate&)>& partly = {});

enum class TakeState : std::uint8_t {
    Taking,
    Paused,
    Done, ///< the pack is complete, but for what is missing
    Cancelled, ///< the pack can be gone on with
    Failed ///< the same, once the cause is mended: TakeProgress::error
};

struct TakeProgress {
    TakeState state = TakeState::Taking;
    std::uint64_t done = 0; ///< requests answered, those of earlier runs included
    std::uint64_t total = 0; ///< of which so many are known or reckoned to be needed; at least `done`
    bool isTotalKnown = false; ///< else it may still grow
    std::uint64_t bytes = 0; ///< bodies in the pack
    double fraction = -1; ///< of the time that it takes in all, as it looks now; negative: nothing to go by yet
    double secondsLeft = -1; ///< as it looks now; negative: nothing to go by yet
    double bytesPerSecond = 0; ///< lately
    std::uint64_t missing = 0; ///< could not be had
    std::string layer; ///< at work now
    std::optional<Error> error; ///< of Failed
    std::optional<Error> trouble; ///< what keeps it from going on now: a server that does not answer
};

/// A pack in the making. A thread of its own asks, writes and counts; all functions return at once and may be called from
/// any thread, but for the destructor, which stops the thread and waits for it: what was committed stays and is gone on
/// with by start() with the same path and options.
class Taking {
public:
    /// Where `path` does not exist a pack is begun there, else the one there is gone on with. Blocks for as long as it takes to
    /// open the file. Errors: those of PackFile; BadValue for options that leave nothing to take, or other ones than the pack
    /// was begun with, a key among them; a pack that is complete already is taken up again only for what is missing in it. With
    /// what was `expected` of the same options, it tells from the beginning how long it takes.
    [[nodiscard]] static Result<std::unique_ptr<Taking>> start(TakeServices services, const Scene& scene,
                                                               const TakeOptions& options, const std::string& path,
                                                               const StoreKey* key = nullptr,
                                                               const TakeEstimate* expected = nullptr);
    ~Taking();
    Taking(const Taking&) = delete;
    Taking& operator=(const Taking&) = delete;

    void pause();
    void resume();
    /// Ends it as soon as what is under way can be dropped.
    void cancel();
    [[nodiscard]] TakeProgress progress() const;
    /// Waits until it is Done, Cancelled or Failed, or until so many seconds have passed; true when it has ended.
    bool waitFor(double seconds);
    /// What could not be had, so far, at most 1,000.
    [[nodiscard]] std::vector<Error> missing() const;

private:
    struct Impl;
    explicit Taking(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace guanjing::layers
