#pragma once

#include "geodata/core/Clock.h"
#include "layers/tiling/Resource.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace guanjing {
class TaskPool;
}

namespace guanjing::layers {

struct LoaderLimits {
    int maximumInFlight = 64;
    std::size_t memoryBudgetBytes = std::size_t{1} << 30;
};

/// How much a frame needs a resource.
enum class Need : std::uint8_t {
    Now, ///< the picture is not complete without it
    Ahead, ///< it soon will be: where a flight is going; competes with Now by priority, nothing waits for it
    Idle ///< worth having when nothing else is to be done and memory is to spare
};

struct LoaderCounters {
    std::uint64_t loaded = 0; ///< contents and pictures that became ready or brought tiles
    std::uint64_t failed = 0; ///< given up
    std::uint64_t bytesLoaded = 0;
    std::uint64_t bytesNeverDrawn = 0;
};

/// The only one that moves a resource's state: keeps the queue of what is wanted, the requests in flight, the workers'
/// results and the memory budget.
///
/// A frame is beginFrame (takes what has arrived, uploads within the budget), any number of want, use and markDrawn,
/// endFrame (replaces the queue by what was wanted, cancels, evicts). All of it on the GUI thread and without waiting.
/// A request slot is refilled at the moment it becomes free, on whatever thread that is; workers never wait for the
/// network. `changed` is called from any thread when beginFrame has something to take.
class TileLoader {
public:
    struct Services {
        AssetAccessor& assets;
        TaskPool& tasks;
        const Clock& clock;
        ContentPreparer& preparer;
    };
    TileLoader(Services services, std::function<void()> changed);
    /// Cancels, waits for workers that run, and drops what they made. Every resource must have been forgotten.
    ~TileLoader();
    TileLoader(const TileLoader&) = delete;
    TileLoader& operator=(const TileLoader&) = delete;

    void setLimits(const LoaderLimits& limits);

    void beginFrame(UploadBudget budget);
    /// This frame needs it. Greater priorities first; of several wishes in a frame the strongest counts. Asked for is only
    /// what the budget has room for once it is there, as far as its like tells. A replacement lets finer content go, so
    /// one at a time is let in even when the budget is used up.
    void want(Resource& resource, double priority, bool isReplacement = false, Need need = Need::Now);
    /// This frame keeps it in memory.
    void use(Resource& resource);
    /// The last frame kept it in memory.
    [[nodiscard]] bool isInUse(const Resource& resource) const { return resource.m_usedFrame + 1 >= m_frame; }
    /// Makes and uploads at once what needs no request, whatever the budget says: for what has to be there. True when it
    /// is ready. Between beginFrame and endFrame, context current.
    bool makeNow(Resource& resource);
    /// It is in this frame's draw list.
    void markDrawn(Resource& resource);
    /// What a frame's wishes lead to.
    enum class Wishes : std::uint8_t {
        Follow, ///< ask for them as far as there is room
        Hold, ///< the next frame is known to want something else: ask for nothing
        LeaveOut ///< do without the least important ones, so that the others fit: they are neither asked for nor pending
    };
    void endFrame(Wishes wishes = Wishes::Follow);

    /// Seconds since it was first drawn.
    [[nodiscard]] double secondsShown(const Resource& resource) const;

    /// Counts a resource's bytes anew, after it grew or shrank.
    void recount(Resource& resource);

    /// The server of these resources answers again: what was given up for want of an answer is asked for when it is next
    /// wanted, and struck out of the log. A resource is revived thrice at most until it has been loaded once, unless
    /// `isAskedFor`, so that one that brings its server down does not keep everything waiting.
    void revive(SourceLog& log, bool isAskedFor);

    /// URLs, redacted, of what the last frame wanted and that is not there, most wanted first.
    [[nodiscard]] std::vector<std::string> pendingUrls(std::size_t most) const;

    /// Cancels and frees everything of a resource that is about to go or to be loaded anew.
    void forget(Resource& resource);

    /// Everything that has parts: ready, or on its way to the GPU.
    void forEachPresent(const std::function<void(Resource&)>& visit) const;

    /// Resources wanted by the last frame that are neither ready nor given up.
    [[nodiscard]] std::size_t pending() const { return m_pending; }
    /// Nothing queued, in flight, at a worker or waiting for upload.
    [[nodiscard]] bool isIdle() const { return m_queued.empty() && m_active.empty() && m_uploads.empty(); }
    [[nodiscard]] std::size_t memoryBytes() const;
    /// Of pictures that several contents may have.
    [[nodiscard]] const PictureFigures& pictures() const;
    /// Bytes of what the last frame used.
    [[nodiscard]] std::size_t usedBytes() const { return m_usedBytes; }
    /// Bytes that the last frame's wishes take once all are there, as far as those that are there tell.
    [[nodiscard]] std::size_t wishedBytes() const { return m_wishedBytes; }
    /// How many of the last frame's wishes were left out.
    [[nodiscard]] std::size_t leftOut() const { return m_leftOutCount; }
    /// Something that the last frame needs does not fit beside what is in use or on its way.
    [[nodiscard]] bool isShortOfRoom() const { return m_isShort; }
    [[nodiscard]] const LoaderCounters& counters() const { return m_counters; }
    [[nodiscard]] std::uint64_t frame() const { return m_frame; }
    /// Frames before the earliest retry is due do nothing; the caller wakes up again by then.
    [[nodiscard]] bool hasRetriesWaiting() const { return m_retriesWaiting; }

private:
    struct Shared;
    struct Finished;
    struct Wanted {
        Resource* resource;
        double priority;
        Need need;
    };

    // The moves between states; see LoadState.
    void enqueue(Resource& resource, double priority);
    void drop(Resource& resource);
    void noteStarted(Resource& resource);
    void retire(Resource& resource);
    void accept(Resource& resource, LoadOutcome& outcome);
    void giveUp(Resource& resource, Error error, bool isTemporary);
    bool upload(Resource& resource, UploadBudget& budget);
    void unload(Resource& resource);

    void takeFinished();
    void noteStarts();
    void renewQueue();
    void uploadWaiting(UploadBudget& budget);
    void cancelStale();
    /// What a resource will take, as far as it or its like has told; 0: nothing is known, or it takes nothing.
    [[nodiscard]] std::size_t expectedBytes(const Resource& resource) const;
    void admit(bool mayStart);
    /// The bytes that a resource is taken to come to, known or not.
    [[nodiscard]] std::size_t guessedBytes(const Resource& resource) const;
    void leaveOut();
    void unloadLeftOut();
    /// For what a resource brings; false where it has to be dropped.
    [[nodiscard]] bool makeRoom(Resource& resource, std::size_t bytes);
    void evict(std::size_t roomBytes, std::uint64_t usedBefore);
    void release(LoadOutcome& outcome);
    static void addTo(std::vector<Resource*>& list, Resource& resource);
    static void removeFrom(std::vector<Resource*>& list, Resource& resource);

    Services m_services;
    std::shared_ptr<Shared> m_shared;
    LoaderLimits m_limits;
    LoaderCounters m_counters;
    std::vector<Wanted> m_wanted;
    std::vector<Resource*> m_wishes; ///< of this frame, Need::Now, there or not
    std::vector<Resource*> m_leftOut; ///< of the last frame's wishes, least important first
    std::size_t m_leftOutCount = 0;
    std::size_t m_missingBytes = 0; ///< of those that were not left out and are not there
    std::vector<Resource*> m_queued;
    std::vector<Resource*> m_active; ///< Loading
    std::vector<Resource*> m_uploads; ///< Decoded, Uploading
    std::vector<Resource*> m_loaded; ///< Ready, with parts
    std::vector<Resource*> m_lost; ///< Failed for a reason that may pass
    std::vector<Resource*> m_evictable;
    std::uint64_t m_frame = 1;
    std::size_t m_memoryBytes = 0; ///< of resources; files and pixels that they share count besides
    std::size_t m_usedBytes = 0;
    std::size_t m_pending = 0;
    std::size_t m_wishedBytes = 0;
    std::size_t m_idleBytes = 0; ///< of what this frame would keep only for later
    std::chrono::steady_clock::time_point m_frameTime{};
    bool m_isFullForIdle = false; ///< until the picture changes
    bool m_isShort = false;
    bool m_retriesWaiting = false;
};

} // namespace guanjing::layers
