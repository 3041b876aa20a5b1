#pragma once
// The half of the loader that other threads touch: the queue, the request slots and the workers' results.

#include "geodata/core/TaskPool.h"
#include "layers/tiling/SharedFiles.h"
#include "layers/tiling/TileLoader.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace guanjing::layers {

/// One attempt to load a resource. `resource` belongs to the GUI thread; `stage` and `priority` to Shared::mutex; the
/// rest to `mutex` until everything has arrived and then to the worker.
struct LoadJob {
    enum class Stage : std::uint8_t { Queued, Fetching, Making, Done, Cancelled };

    explicit LoadJob(LoadPlan loadPlan) : plan(std::move(loadPlan)) { }

    Resource* resource = nullptr; ///< null once cancelled
    Stage stage = Stage::Queued;
    double priority = 0;
    std::stop_source stop;
    const LoadPlan plan;

    std::mutex mutex;
    std::vector<AssetHandle> handles;
    std::size_t outstanding = 0;
    std::vector<AssetResponse> responses;
    std::vector<ExternalBytesMap> externals;
    std::vector<SharedFileMap> files; ///< the same
    struct Reference {
        std::size_t response = 0;
        std::string written, url;
    };
    std::vector<Reference> references; ///< that were asked for
    std::vector<Error> issues; ///< requests and references that could not be got
    std::vector<Error> errors; ///< of requests
    int referenceRounds = 0; ///< references have been asked for so often: of the responses, then of those
    bool isLastAttempt = false;
    std::uint64_t fetchedBytes = 0;
};

struct TileLoader::Finished {
    std::shared_ptr<LoadJob> job;
    Result<LoadOutcome> outcome;
};

struct TileLoader::Shared : std::enable_shared_from_this<TileLoader::Shared> {
    Shared(Services s, std::function<void()> onChanged)
        : services(s)
        , changed(std::move(onChanged))
        , pictures(std::make_shared<SharedPictures>())
        , files(std::make_shared<SharedFiles>(s.assets, pictures->figures()))
    { }

    /// Starts queued jobs while slots are free. Any thread, no lock held.
    void pump();
    /// Takes a job out of the machine; true when it was still queued or on its way. GUI thread.
    void cancel(const std::shared_ptr<LoadJob>& job);
    void shutDown();

    Services services;
    std::function<void()> changed;
    const std::shared_ptr<SharedPictures> pictures; ///< that lie in contents
    const std::shared_ptr<SharedFiles> files; ///< that contents refer to

    std::mutex mutex;
    std::condition_variable idle;
    std::vector<std::shared_ptr<LoadJob>> queue; ///< the best last
    std::vector<Finished> finished;
    std::unique_ptr<TaskPool> waiters; ///< for LoadPlan::waits; made for the first such job
    int maximumInFlight = 64;
    int fetching = 0;
    int making = 0; ///< arrived and not yet made
    int running = 0; ///< workers inside work()
    bool stopping = false;
    bool pumping = false;
    bool pumpAgain = false;

private:
    void start(const std::shared_ptr<LoadJob>& job);
    static void keep(const std::shared_ptr<LoadJob>& job, AssetHandle handle);
    void arrived(const std::shared_ptr<LoadJob>& job);
    void work(const std::shared_ptr<LoadJob>& job);
    bool askForReferences(const std::shared_ptr<LoadJob>& job);
    void make(const std::shared_ptr<LoadJob>& job);
    void finish(const std::shared_ptr<LoadJob>& job, Result<LoadOutcome> outcome);
    void post(const std::shared_ptr<LoadJob>& job);
};

} // namespace guanjing::layers
