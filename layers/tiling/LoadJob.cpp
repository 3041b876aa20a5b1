#include "layers/tiling/LoadJob.h"

#include "geodata/core/TaskPool.h"
#include "geodata/tiles3d/Gzip.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <new>
#include <utility>

namespace guanjing::layers {

namespace {

/// For what waits by itself; few, since a waiting thread is no use to anybody.
constexpr unsigned kWaitingThreads = 3;

/// What keeps a job from being made: a request that failed and that it cannot do without. What it can becomes an issue; an
/// answer that may yet come is waited for by another attempt.
std::optional<Error> failureOf(LoadJob& job)
{
    if (job.errors.empty())
        return std::nullopt;
    const auto temporary = std::find_if(job.errors.begin(), job.errors.end(), isTemporary);
    const bool isWorthAnother = temporary != job.errors.end() && !job.isLastAttempt;
    if (!job.plan.mayMissSome || job.errors.size() == job.responses.size() || isWorthAnother)
        return temporary != job.errors.end() ? *temporary : job.errors.front();
    std::move(job.errors.begin(), job.errors.end(), std::back_inserter(job.issues));
    job.errors.clear();
    return std::nullopt;
}

} // namespace

void TileLoader::Shared::pump()
{
    {
        const std::lock_guard lock(mutex);
        if (pumping) {
            // Whoever is at it goes round once more; an accessor that answers inside get() cannot pile up the stack.
            pumpAgain = true;
            return;
        }
        pumping = true;
    }
    for (;;) {
        std::shared_ptr<LoadJob> job;
        {
            const std::lock_guard lock(mutex);
            // What is only made waits for no answer of the network.
            const bool hasSlot = making < 3 * maximumInFlight && !queue.empty()
                && (fetching < maximumInFlight || queue.back()->plan.requests.empty());
            if (stopping || !hasSlot) {
                if (pumpAgain && !stopping) {
                    pumpAgain = false;
                    continue;
                }
                pumping = false;
                return;
            }
            pumpAgain = false;
            job = std::move(queue.back());
            queue.pop_back();
            job->stage = LoadJob::Stage::Fetching;
            ++fetching;
        }
        start(job);
    }
}

void TileLoader::Shared::start(const std::shared_ptr<LoadJob>& job)
{
    const std::size_t count = job->plan.requests.size();
    {
        const std::lock_guard lock(job->mutex);
        job->responses.resize(count);
        job->externals.resize(count);
        job->files.resize(count);
        // One more for ourselves, so that an answer inside get() does not finish the job before all are asked.
        job->outstanding = count + 1;
    }
    for (std::size_t i = 0; i < count && !job->stop.stop_requested(); ++i) {
        AssetRequest request = job->plan.requests[i];
        request.priority = job->priority;
        keep(job,
             services.assets.get(std::move(request), [self = shared_from_this(), job, i](Result<AssetResponse> answer) {
                 {
                     const std::lock_guard lock(job->mutex);
                     if (answer) {
                         job->fetchedBytes += answer->networkBytes;
                         job->responses[i] = std::move(*answer);
                     } else {
                         job->errors.push_back(std::move(answer.error()));
                     }
                 }
                 self->arrived(job);
             }));
    }
    arrived(job);
}

void TileLoader::Shared::keep(const std::shared_ptr<LoadJob>& job, AssetHandle handle)
{
    const std::lock_guard lock(job->mutex);
    // A handle of a job cancelled meanwhile goes with the caller's argument, which cancels; outside the lock.
    if (!job->stop.stop_requested())
        job->handles.push_back(std::move(handle));
}

void TileLoader::Shared::arrived(const std::shared_ptr<LoadJob>& job)
{
    {
        const std::lock_guard lock(job->mutex);
        if (--job->outstanding > 0)
            return;
    }
    {
        const std::lock_guard lock(mutex);
        if (job->stage != LoadJob::Stage::Fetching)
            return;
        job->stage = LoadJob::Stage::Making;
        --fetching;
        ++making;
    }
    post(job);
    pump();
}

void TileLoader::Shared::post(const std::shared_ptr<LoadJob>& job)
{
    // No stop token: a dropped task could not give its place back.
    if (job->plan.waits) {
        const std::lock_guard lock(mutex);
        if (stopping)
            return;
        if (!waiters)
            waiters = std::make_unique<TaskPool>(kWaitingThreads);
        waiters->post([self = shared_from_this(), job] { self->work(job); }, job->priority);
        return;
    }
    services.tasks.post([self = shared_from_this(), job] { self->work(job); }, job->priority);
}

void TileLoader::Shared::work(const std::shared_ptr<LoadJob>& job)
{
    {
        const std::lock_guard lock(mutex);
        if (stopping)
            return;
        ++running;
    }
    std::vector<AssetHandle> spent;
    {
        const std::lock_guard lock(job->mutex);
        spent.swap(job->handles);
    }
    spent.clear();

    if (job->stop.stop_requested()) {
        finish(job, fail(ErrorCode::Cancelled, {}, "no longer wanted"));
    } else if (auto failure = failureOf(*job)) {
        finish(job, fail(std::move(*failure)));
    } else if (!askForReferences(job)) {
        make(job);
    }
    const std::lock_guard lock(mutex);
    --running;
    idle.notify_all();
}

void TileLoader::Shared::make(const std::shared_ptr<LoadJob>& job)
{
    LoadInput input{std::move(job->responses), std::move(job->externals), std::move(job->files),
                    services.preparer,         job->stop.get_token(),     pictures};
    const std::string url = job->plan.requests.empty() ? std::string() : job->plan.requests.front().url;
    // Decoders of libraries may run out of memory on what a hostile tile claims.
    try {
        for (ExternalBytesMap& externals : input.externals)
            tiles3d::unpackGzip(externals);
        Result<LoadOutcome> outcome = job->plan.make(input);
        if (outcome)
            outcome->issues.insert(outcome->issues.end(), job->issues.begin(), job->issues.end());
        else if (!job->issues.empty() && job->plan.isForWantOfReference
                 && job->plan.isForWantOfReference(outcome.error()))
            outcome = fail(job->issues.front());
        finish(job, std::move(outcome));
    } catch (const std::bad_alloc&) {
        finish(job, fail(ErrorCode::TooLarge, url, "out of memory while decoding"));
    } catch (const std::exception& e) {
        finish(job, fail(ErrorCode::Internal, url, e.what()));
    }
}

bool TileLoader::Shared::askForReferences(const std::shared_ptr<LoadJob>& job)
{
    struct Wish {
        std::size_t response;
        std::string written;
        AssetRequest request;
    };
    std::vector<Wish> references;
    switch (++job->referenceRounds) {
    case 1:
        for (std::size_t i = 0; job->plan.references && i < job->responses.size(); ++i)
            if (job->responses[i].body)
                for (auto& [written, request] : job->plan.references(job->responses[i]))
                    references.push_back({i, written, std::move(request)});
        break;
    case 2:
        for (const LoadJob::Reference& asked : job->references) {
            const auto& externals = job->externals[asked.response];
            const auto file = externals.find(asked.written);
            if (file == externals.end() || !job->plan.furtherReferences)
                continue;
            for (auto& [written, request] :
                 job->plan.furtherReferences(job->responses[asked.response], asked.written, asked.url, *file->second))
                references.push_back({asked.response, written, std::move(request)});
        }
        break;
    default: break;
    }
    if (references.empty())
        return false;
    for (const Wish& wish : references)
        job->references.push_back({wish.response, wish.written, wish.request.url});
    {
        const std::lock_guard lock(mutex);
        if (job->stage != LoadJob::Stage::Making)
            return false;
        job->stage = LoadJob::Stage::Fetching;
        --making;
        ++fetching;
    }
    {
        const std::lock_guard lock(job->mutex);
        job->outstanding = references.size() + 1;
    }
    for (Wish& reference : references) {
        if (job->stop.stop_requested())
            break;
        reference.request.priority = job->priority;
        keep(job,
             files->get(std::move(reference.request),
                        [self = shared_from_this(), job, i = reference.response,
                         written = std::move(reference.written)](Result<SharedFiles::Answer> answer) {
                            {
                                const std::lock_guard lock(job->mutex);
                                if (answer) {
                                    job->fetchedBytes += answer->networkBytes;
                                    job->externals[i][written] = answer->file->bytes();
                                    job->files[i][written] = std::move(answer->file);
                                } else {
                                    job->issues.push_back(std::move(answer.error()));
                                }
                            }
                            self->arrived(job);
                        }));
    }
    arrived(job);
    return true;
}

void TileLoader::Shared::finish(const std::shared_ptr<LoadJob>& job, Result<LoadOutcome> outcome)
{
    {
        const std::lock_guard lock(mutex);
        if (job->stage == LoadJob::Stage::Making)
            job->stage = LoadJob::Stage::Done;
        --making;
        finished.push_back({job, std::move(outcome)});
    }
    pump();
    if (changed)
        changed();
}

void TileLoader::Shared::cancel(const std::shared_ptr<LoadJob>& job)
{
    job->resource = nullptr;
    job->stop.request_stop();
    std::vector<AssetHandle> handles;
    {
        const std::lock_guard lock(job->mutex);
        handles.swap(job->handles);
    }
    handles.clear(); // waits for a callback that runs, so no lock may be held here
    {
        const std::lock_guard lock(mutex);
        if (job->stage == LoadJob::Stage::Queued) {
            std::erase(queue, job);
        } else if (job->stage == LoadJob::Stage::Fetching) {
            --fetching;
        } else {
            return; // a worker has it, gives its place back and hands the result in for release
        }
        job->stage = LoadJob::Stage::Cancelled;
    }
    pump();
}

void TileLoader::Shared::shutDown()
{
    std::unique_lock lock(mutex);
    stopping = true;
    queue.clear();
    if (waiters) { // its tasks hold this object: they must be gone before the last reference is
        lock.unlock();
        waiters->shutdown();
        lock.lock();
    }
    idle.wait(lock, [this] { return running == 0; });
}

} // namespace guanjing::layers
