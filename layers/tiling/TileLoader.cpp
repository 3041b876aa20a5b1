#include "layers/tiling/TileLoader.h"

#include "geodata/net/Url.h"
#include "layers/tiling/LoadJob.h"
#include "layers/tiling/ModelGeometry.h"
#include "layers/tiling/SourceLog.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace guanjing::layers {

namespace {

/// Requests in flight that nobody has wanted for so many frames are cancelled: at once when others wait for their
/// slot, and late otherwise, since cancelling closes an HTTP/1.1 connection.
constexpr std::uint64_t kCancelAfterFrames = 8;
constexpr std::uint64_t kCancelIdleAfterFrames = 120;
/// Decoded content that nobody wants any more is let go after so many frames.
constexpr std::uint64_t kForgetDecodedAfterFrames = 120;
/// What is kept for later counts as used so many frames ago.
constexpr std::uint64_t kIdleAge = 2;
constexpr int kMostIdleUnderWay = 8;
constexpr int kMostAttempts = 4;
constexpr int kMostRevivals = 3;
constexpr auto kFirstRetryDelay = std::chrono::milliseconds(500);

} // namespace

TileLoader::TileLoader(Services services, std::function<void()> changed)
    : m_services(services), m_shared(std::make_shared<Shared>(services, std::move(changed)))
{ }

TileLoader::~TileLoader()
{
    assert(m_queued.empty() && m_active.empty() && m_uploads.empty() && m_loaded.empty() && m_lost.empty());
    m_shared->shutDown();
    std::vector<Finished> finished;
    {
        const std::lock_guard lock(m_shared->mutex);
        finished.swap(m_shared->finished);
    }
    for (Finished& entry : finished) {
        if (entry.outcome)
            release(*entry.outcome);
    }
}

void TileLoader::setLimits(const LoaderLimits& limits)
{
    m_limits = limits;
    const std::lock_guard lock(m_shared->mutex);
    m_shared->maximumInFlight = std::max(limits.maximumInFlight, 1);
}

void TileLoader::addTo(std::vector<Resource*>& list, Resource& resource)
{
    resource.m_place = list.size();
    list.push_back(&resource);
}

void TileLoader::removeFrom(std::vector<Resource*>& list, Resource& resource)
{
    assert(list[resource.m_place] == &resource);
    list[resource.m_place] = list.back();
    list[resource.m_place]->m_place = resource.m_place;
    list.pop_back();
}

// ---- moves between states

void TileLoader::enqueue(Resource& resource, double priority)
{
    resource.m_job = std::make_shared<LoadJob>(resource.plan());
    resource.m_job->resource = &resource;
    resource.m_job->priority = priority;
    resource.m_priority = priority;
    resource.m_state = LoadState::Queued;
    addTo(m_queued, resource);
}

void TileLoader::noteStarted(Resource& resource)
{
    removeFrom(m_queued, resource);
    addTo(m_active, resource);
    resource.m_state = LoadState::Loading;
}

void TileLoader::drop(Resource& resource)
{
    m_shared->cancel(resource.m_job);
    resource.m_job.reset();
    removeFrom(resource.m_state == LoadState::Queued ? m_queued : m_active, resource);
    resource.m_state = LoadState::Unloaded;
}

void TileLoader::accept(Resource& resource, Finished& finished)
{
    removeFrom(resource.m_state == LoadState::Queued ? m_queued : m_active, resource);
    resource.m_job.reset();
    LoadOutcome& outcome = *finished.outcome;
    // Let go and loaded again, it has the same to tell.
    for (Error& issue : outcome.issues) {
        if (!resource.m_hasTold)
            resource.m_log->add(std::move(issue));
    }
    resource.m_hasTold = resource.m_hasTold || !outcome.issues.empty();
    if (resource.m_fetched > 0)
        resource.m_log->clearTrouble();
    resource.arrived(outcome);
    resource.m_parts = std::move(outcome.parts);
    resource.m_attempts = 0;
    resource.m_revivals = 0;
    resource.m_everDrawn = false;
    m_counters.bytesLoaded += resource.m_fetched;
    ++m_counters.loaded;
    if (resource.m_parts.empty()) {
        resource.m_state = LoadState::Ready;
        addTo(m_loaded, resource);
    } else {
        m_counters.bytesNeverDrawn += resource.m_fetched;
        resource.m_state = LoadState::Decoded;
        addTo(m_uploads, resource);
    }
    recount(resource);
}

void TileLoader::giveUp(Resource& resource, Error error, bool temporary)
{
    removeFrom(resource.m_state == LoadState::Queued ? m_queued : m_active, resource);
    resource.m_job.reset();
    ++resource.m_attempts;
    if (temporary)
        resource.m_log->setTrouble(error);
    else if (error.reason == ErrorReason::HttpStatus)
        resource.m_log->clearTrouble();
    if (temporary && resource.m_attempts < kMostAttempts) {
        resource.m_state = LoadState::FailedTemporarily;
        resource.m_retryAt = m_services.clock.steadyNow() + kFirstRetryDelay * (1 << (resource.m_attempts - 1));
        return;
    }
    resource.m_state = LoadState::Failed;
    if (temporary) {
        resource.m_isLost = true;
        addTo(m_lost, resource);
    }
    resource.failed(error);
    if (resource.isWorthReporting(error)) {
        ++m_counters.failed;
        resource.m_log->add(std::move(error));
    }
}

bool TileLoader::upload(Resource& resource, UploadBudget& budget)
{
    resource.m_state = LoadState::Uploading;
    for (LoadedPart& part : resource.m_parts) {
        if (part.prepared && !m_services.preparer.upload(*part.prepared, budget)) {
            recount(resource);
            return false;
        }
    }
    for (LoadedPart& part : resource.m_parts) {
        if (part.undrawn)
            dropWhatOnlyDrawingNeeds(*part.undrawn);
        part.undrawn.reset();
    }
    removeFrom(m_uploads, resource);
    resource.m_state = LoadState::Ready;
    addTo(m_loaded, resource);
    recount(resource);
    return true;
}

void TileLoader::unload(Resource& resource)
{
    removeFrom(resource.m_state == LoadState::Ready ? m_loaded : m_uploads, resource);
    m_memoryBytes -= resource.m_bytes;
    if (resource.m_usedFrame == m_frame)
        m_usedBytes -= std::min(m_usedBytes, resource.m_bytes);
    resource.m_bytes = 0;
    for (LoadedPart& part : resource.m_parts) {
        if (part.prepared)
            m_services.preparer.release(std::move(part.prepared));
    }
    resource.m_parts.clear();
    resource.m_state = LoadState::Unloaded;
    resource.unloaded();
}

// ---- a frame

void TileLoader::beginFrame(UploadBudget budget)
{
    ++m_frame;
    m_frameTime = m_services.clock.steadyNow();
    m_usedBytes = m_idleBytes = m_wishedBytes = 0;
    m_overAccepted = false;
    m_wanted.clear();
    takeFinished();
    uploadWaiting(budget);
}

void TileLoader::takeFinished()
{
    std::vector<Finished> finished;
    {
        const std::lock_guard lock(m_shared->mutex);
        if (m_shared->finished.empty())
            return;
        finished.swap(m_shared->finished);
    }
    for (Finished& entry : finished) {
        Resource* resource = entry.job->resource;
        if (!resource) {
            m_counters.bytesLoaded += entry.job->fetchedBytes;
            m_counters.bytesNeverDrawn += entry.job->fetchedBytes;
            if (entry.outcome)
                release(*entry.outcome);
            continue;
        }
        resource->m_fetched = entry.job->fetchedBytes;
        if (!entry.outcome) {
            const bool temporary = isTemporary(entry.outcome.error());
            giveUp(*resource, std::move(entry.outcome.error()), temporary);
            continue;
        }
        std::size_t bytes = 0;
        for (const LoadedPart& part : entry.outcome->parts)
            bytes += (part.model ? part.model->byteSize() : 0) + (part.prepared ? part.prepared->byteSize() : 0);
        if (m_memoryBytes + bytes > m_limits.memoryBudgetBytes) {
            evict(bytes, m_frame - 1);
            if (m_memoryBytes > 0 && m_memoryBytes + bytes > m_limits.memoryBudgetBytes) {
                m_overflow = m_overflow || !resource->m_isIdle;
                m_isFullForIdle = m_isFullForIdle || resource->m_isIdle;
                if (!resource->m_isReplacement || m_overAccepted) {
                    if (!resource->m_isIdle)
                        m_roomNeeded = bytes;
                    m_counters.bytesLoaded += resource->m_fetched;
                    m_counters.bytesNeverDrawn += resource->m_fetched;
                    release(*entry.outcome);
                    drop(*resource);
                    continue;
                }
                m_overAccepted = true;
            }
        }
        accept(*resource, entry);
    }
}

void TileLoader::uploadWaiting(UploadBudget& budget)
{
    if (m_uploads.empty())
        return;
    std::vector<Resource*> order;
    for (std::size_t i = m_uploads.size(); i-- > 0;) {
        Resource& resource = *m_uploads[i];
        const std::uint64_t idle = m_frame - resource.m_usedFrame;
        if (idle <= 2)
            order.push_back(&resource);
        else if (idle > kForgetDecodedAfterFrames)
            unload(resource);
    }
    std::sort(order.begin(), order.end(),
              [](const Resource* a, const Resource* b) { return a->m_priority > b->m_priority; });
    for (Resource* resource : order) {
        if (!upload(*resource, budget) || budget.bytes == 0 || budget.milliseconds <= 0)
            return;
    }
}

void TileLoader::want(Resource& resource, double priority, bool isReplacement, Need need)
{
    if (need != Need::Idle) {
        use(resource);
    } else if (resource.m_usedFrame != m_frame) {
        m_idleBytes += resource.m_bytes;
        // What is there is kept longer than what nobody wants, and yet may go when room is needed.
        resource.m_usedFrame = resource.isFinal() ? std::max(resource.m_usedFrame, m_frame - kIdleAge) : m_frame;
    }
    if (need == Need::Now && resource.m_countedFrame != m_frame) {
        resource.m_countedFrame = m_frame;
        m_wishedBytes += resource.m_bytes;
    }
    if (resource.isFinal())
        return;
    if (resource.m_wantedFrame == m_frame) {
        Wanted& before = m_wanted[resource.m_wantedPlace];
        before.need = std::min(before.need, need);
        before.priority = std::max(before.priority, priority);
        resource.m_priority = before.priority;
        resource.m_isReplacement = resource.m_isReplacement || isReplacement;
        return;
    }
    resource.m_wantedFrame = m_frame;
    resource.m_wantedPlace = m_wanted.size();
    resource.m_priority = priority;
    resource.m_isReplacement = isReplacement;
    m_wanted.push_back({&resource, priority, need});
}

void TileLoader::use(Resource& resource)
{
    if (resource.m_usedFrame == m_frame)
        return;
    resource.m_usedFrame = m_frame;
    m_usedBytes += resource.m_bytes;
}

void TileLoader::markDrawn(Resource& resource)
{
    use(resource);
    if (resource.m_everDrawn)
        return;
    resource.m_everDrawn = true;
    resource.m_shownSince = m_frameTime;
    m_counters.bytesNeverDrawn -= std::min(m_counters.bytesNeverDrawn, resource.m_fetched);
}

double TileLoader::secondsShown(const Resource& resource) const
{
    return resource.m_everDrawn ? std::chrono::duration<double>(m_frameTime - resource.m_shownSince).count() : 0.0;
}

void TileLoader::endFrame()
{
    m_pending = 0;
    for (const Wanted& wanted : m_wanted)
        m_pending += wanted.need == Need::Now ? 1 : 0;
    m_retriesWaiting = false;
    std::size_t unknown = 0;
    for (const Wanted& wanted : m_wanted)
        unknown += wanted.need == Need::Now && wanted.resource->m_bytes == 0 ? 1 : 0;
    if (!m_loaded.empty())
        m_wishedBytes += m_memoryBytes / (m_loaded.size() + m_uploads.size()) * unknown;
    if (m_pending == 0 || m_usedBytes + m_roomNeeded <= m_limits.memoryBudgetBytes)
        m_roomNeeded = 0;
    // What would only be dropped again is not fetched again.
    const bool isFull = m_usedBytes > m_limits.memoryBudgetBytes / 10 * 9 || m_roomNeeded > 0;
    if (m_pending > 0)
        m_isFullForIdle = false;
    const bool isRoomForIdle =
        m_pending == 0 && !m_isFullForIdle && m_usedBytes + m_idleBytes < m_limits.memoryBudgetBytes / 10 * 7;
    int idleUnderWay = 0;
    for (const Wanted& wanted : m_wanted) {
        Resource& resource = *wanted.resource;
        resource.m_isIdle = wanted.need == Need::Idle;
        if (resource.m_isIdle && (!isRoomForIdle || ++idleUnderWay > kMostIdleUnderWay))
            continue;
        if (resource.m_state == LoadState::FailedTemporarily) {
            if (m_services.clock.steadyNow() < resource.m_retryAt) {
                m_retriesWaiting = true;
                continue;
            }
            enqueue(resource, wanted.priority);
        } else if (resource.m_state == LoadState::Unloaded && (!isFull || resource.m_isReplacement)) {
            enqueue(resource, wanted.priority);
        }
    }
    if (!m_queued.empty()) {
        std::vector<Resource*> started, unwanted;
        {
            const std::lock_guard lock(m_shared->mutex);
            auto& queue = m_shared->queue;
            queue.clear();
            for (Resource* resource : m_queued) {
                if (resource->m_job->stage != LoadJob::Stage::Queued) {
                    started.push_back(resource);
                } else if (resource->m_usedFrame != m_frame) {
                    unwanted.push_back(resource);
                } else {
                    resource->m_job->priority = resource->m_priority;
                    queue.push_back(resource->m_job);
                }
            }
            // Stable, so that the same wishes are asked for in the same order.
            std::stable_sort(queue.begin(), queue.end(),
                             [](const auto& a, const auto& b) { return a->priority < b->priority; });
        }
        for (Resource* resource : started)
            noteStarted(*resource);
        for (Resource* resource : unwanted)
            drop(*resource);
        m_shared->pump();
    }
    cancelStale();
    if (m_memoryBytes > m_limits.memoryBudgetBytes)
        evict(m_limits.memoryBudgetBytes / 20, m_frame);
}

void TileLoader::cancelStale()
{
    const std::uint64_t limit = m_queued.empty() ? kCancelIdleAfterFrames : kCancelAfterFrames;
    for (std::size_t i = m_active.size(); i-- > 0;) {
        if (m_frame - m_active[i]->m_usedFrame > limit)
            drop(*m_active[i]);
    }
}

void TileLoader::evict(std::size_t roomBytes, std::uint64_t usedBefore)
{
    // Uploads first decoded this frame have not had the chance to be used yet; they are not in m_loaded.
    m_evictable.clear();
    for (Resource* resource : m_loaded) {
        if (resource->m_usedFrame < usedBefore && resource->m_bytes > 0)
            m_evictable.push_back(resource);
    }
    std::sort(m_evictable.begin(), m_evictable.end(),
              [](const Resource* a, const Resource* b) { return a->m_usedFrame < b->m_usedFrame; });
    for (Resource* resource : m_evictable) {
        if (m_memoryBytes + roomBytes <= m_limits.memoryBudgetBytes)
            break;
        unload(*resource);
    }
}

void TileLoader::recount(Resource& resource)
{
    std::size_t bytes = resource.m_parts.empty() ? 0 : resource.extraBytes();
    for (const LoadedPart& part : resource.m_parts)
        bytes += (part.model ? part.model->byteSize() : 0) + (part.prepared ? part.prepared->byteSize() : 0);
    m_memoryBytes += bytes - resource.m_bytes;
    if (resource.m_usedFrame == m_frame)
        m_usedBytes += bytes - resource.m_bytes;
    resource.m_bytes = bytes;
}

void TileLoader::forEachPresent(const std::function<void(Resource&)>& visit) const
{
    for (Resource* resource : m_uploads)
        visit(*resource);
    for (Resource* resource : m_loaded)
        visit(*resource);
}

void TileLoader::release(LoadOutcome& outcome)
{
    for (LoadedPart& part : outcome.parts) {
        if (part.prepared)
            m_services.preparer.release(std::move(part.prepared));
    }
}

void TileLoader::forget(Resource& resource)
{
    switch (resource.m_state) {
    case LoadState::Queued:
    case LoadState::Loading: drop(resource); break;
    case LoadState::Decoded:
    case LoadState::Uploading:
    case LoadState::Ready: unload(resource); break;
    case LoadState::FailedTemporarily:
    case LoadState::Failed:
        if (std::exchange(resource.m_isLost, false))
            removeFrom(m_lost, resource);
        resource.m_state = LoadState::Unloaded;
        break;
    case LoadState::Unloaded: break;
    }
    resource.m_hasTold = false;
    resource.m_attempts = 0;
}

void TileLoader::revive(SourceLog& log, bool isAskedFor)
{
    for (std::size_t i = m_lost.size(); i-- > 0;) {
        Resource& resource = *m_lost[i];
        if (resource.m_log != &log || (!isAskedFor && resource.m_revivals >= kMostRevivals))
            continue;
        removeFrom(m_lost, resource);
        resource.m_isLost = false;
        resource.m_state = LoadState::Unloaded;
        resource.m_attempts = 0;
        resource.m_revivals = isAskedFor ? 0 : static_cast<std::uint8_t>(resource.m_revivals + 1);
    }
    log.clearTrouble();
    const bool someStayLost =
        std::any_of(m_lost.begin(), m_lost.end(), [&](const Resource* resource) { return resource->m_log == &log; });
    if (!someStayLost)
        log.dropTemporary();
}

std::vector<std::string> TileLoader::pendingUrls(std::size_t most) const
{
    std::vector<Wanted> wanted(m_wanted);
    std::stable_sort(wanted.begin(), wanted.end(),
                     [](const Wanted& a, const Wanted& b) { return a.priority > b.priority; });
    std::vector<std::string> urls;
    for (const Wanted& one : wanted) {
        if (one.need != Need::Now || one.resource->isFinal())
            continue;
        const LoadPlan plan = one.resource->plan();
        for (const AssetRequest& request : plan.requests) {
            const std::string url = redactUrl(request.url);
            if (urls.size() < most && std::find(urls.begin(), urls.end(), url) == urls.end())
                urls.push_back(url);
        }
    }
    return urls;
}

bool TileLoader::takeOverflow() { return std::exchange(m_overflow, false); }

} // namespace guanjing::layers
