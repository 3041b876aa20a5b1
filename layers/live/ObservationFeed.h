#pragma once

#include "geodata/core/Clock.h"
#include "geodata/core/Result.h"
#include "layers/live/ObservationSnapshot.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace guanjing {
class AssetAccessor;
class TaskPool;
} // namespace guanjing

namespace guanjing::layers {

class FeedDriver;

/// One live source, as the scene's engine asks for it.
struct LiveFeedOptions {
    std::uint32_t sourceId = 0;
    std::string name;
    std::string kind = "sensorthings";
    std::string url; ///< of the service, "http://host/v1.1"
    std::string filter; ///< $filter on Things, not encoded
    double pollSeconds = 10;
    std::string crs; ///< "", "EPSG:4490", "EPSG:4326", "GCJ-02", "BD-09"
    std::string symbolJson; ///< {"staleSeconds": s, "thresholds": {"PM2.5": {"warning": 75, "alarm": 150}}}
};

/// What a feed works with. All of it outlives the feed and the pool's tasks.
struct LiveServices {
    AssetAccessor& assets;
    TaskPool& tasks;
    const Clock& clock;
    FeedDriver* driver = nullptr; ///< calls advance(); null: the owner does
};

/// Sorted by time, or why not. Comes on a worker or network thread; a GUI marshals it.
using HistoryCallback = std::function<void(Result<std::vector<Observation>>)>;

/// Keeps one history request alive; destroying it cancels: once that returns, the callback neither runs nor will run,
/// unless it is the callback itself that destroys the handle.
class HistoryHandle {
public:
    class Job {
    public:
        virtual ~Job() = default;
    };
    HistoryHandle() = default;
    explicit HistoryHandle(std::unique_ptr<Job> job) : m_job(std::move(job)) { }
    void reset() { m_job.reset(); }
    [[nodiscard]] explicit operator bool() const { return m_job != nullptr; }

private:
    std::unique_ptr<Job> m_job;
};

/// Port: the stations of one live source and their latest values.
///
///     Connecting ──success──▶ Live ──no success for 3 polls──▶ Stale
///         │                   ▲ │                               │
///         └─error─▶ Disconnected ◀──────────error───────────────┘
///                     └─success─▶ Live
///
/// Disconnected keeps the last values, with every station marked Stale, and asks again after a growing pause.
/// Threading: every function may be called from any thread and never waits for I/O or parsing. Destroying the feed cancels
/// what runs; after that `changed` is not called.
class ObservationFeed {
public:
    virtual ~ObservationFeed() = default;
    /// Latest published state, never null.
    [[nodiscard]] virtual std::shared_ptr<const ObservationSnapshot> snapshot() const = 0;
    /// Does what is due by the clock: starts a poll, publishes what has gathered, notices staleness.
    virtual void advance() = 0;
    /// When advance() has something to do next.
    [[nodiscard]] virtual std::chrono::steady_clock::time_point nextDue() const = 0;
    /// Polls without waiting for the end of the pause after a failure: its server is known to answer again.
    virtual void pollNow() = 0;
    /// What has been kept of a datastream since the feed began: bounded, sorted by time.
    [[nodiscard]] virtual std::vector<Observation> recent(const std::string& datastreamId) const = 0;
    /// Asks the server for a datastream's observations between two instants, both included. Needs no poll before it;
    /// BadReference for a datastream that a known station does not have.
    [[nodiscard]] virtual HistoryHandle requestHistory(const std::string& stationId, const std::string& datastreamId,
                                                       UtcTime from, UtcTime to, HistoryCallback done) = 0;
};

/// Makes the feed of a kind: "sensorthings"; UnsupportedFeature for others. `changed` is called without locks held, from
/// any thread, at most 10 times a second, after each newly published snapshot.
[[nodiscard]] Result<std::unique_ptr<ObservationFeed>> makeFeed(LiveFeedOptions options, LiveServices services,
                                                                std::function<void()> changed);

} // namespace guanjing::layers
