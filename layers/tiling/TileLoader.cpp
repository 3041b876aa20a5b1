#include "layers/tiling/TileLoader.h"

#include "geodata/net/Url.h"
#include "layers/tiling/LoadJob.h"

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

void TileLoader::beginFrame(UploadBudget budget)
{
    ++m_frame;
    m_frameTime = m_services.clock.steadyNow();
    m_usedBytes = m_idleBytes = m_wishedBytes = 0;
    m_wanted.clear();
    m_wishes.clear();
    m_leftOutCount = 0;
    unloadLeftOut();
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
        if (!makeRoom(*resource, bytes)) {
            m_counters.bytesLoaded += resource->m_fetched;
            m_counters.bytesNeverDrawn += resource->m_fetched;
            release(*entry.outcome);
            drop(*resource);
            continue;
        }
        retire(*resource);
        accept(*resource, *entry.outcome);
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
        m_wishedBytes += expectedBytes(resource);
        m_wishes.push_back(&resource);
        if (resource.isFinal())
            resource.m_priority = priority;
    }
    if (resource.isFinal()) {
        resource.m_priority = std::max(resource.m_priority, priority);
        return;
    }
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

void TileLoader::endFrame(Wishes wishes)
{
    if (wishes == Wishes::LeaveOut)
        leaveOut();
    m_pending = 0;
    for (const Wanted& wanted : m_wanted)
        m_pending += wanted.need == Need::Now ? 1 : 0;
    m_retriesWaiting = false;
    if (m_pending > 0)
        m_isFullForIdle = false;
    noteStarts();
    admit(wishes != Wishes::Hold);
    if (!m_queued.empty())
        renewQueue();
    cancelStale();
    if (m_services.preparer.takeMovedBytes()) {
        for (const auto* list : {&m_uploads, &m_loaded}) {
            for (Resource* resource : *list)
                recount(*resource);
        }
    }
    for (std::size_t i = m_isShort ? m_uploads.size() : 0; i-- > 0;) {
        if (m_uploads[i]->m_usedFrame != m_frame)
            unload(*m_uploads[i]);
    }
    if (memoryBytes() > m_limits.memoryBudgetBytes)
        evict(m_limits.memoryBudgetBytes / 20, m_frame);
}

void TileLoader::noteStarts()
{
    std::vector<Resource*> started;
    {
        const std::lock_guard lock(m_shared->mutex);
        for (Resource* resource : m_queued) {
            if (resource->m_job->stage != LoadJob::Stage::Queued)
                started.push_back(resource);
        }
    }
    for (Resource* resource : started)
        noteStarted(*resource);
}

void TileLoader::renewQueue()
{
    std::vector<Resource*> unwanted;
    {
        const std::lock_guard lock(m_shared->mutex);
        auto& queue = m_shared->queue;
        queue.clear();
        for (Resource* resource : m_queued) {
            if (resource->m_job->stage != LoadJob::Stage::Queued)
                continue; // its turn came just now
            if (resource->m_usedFrame != m_frame || resource->m_admittedFrame != m_frame) {
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
    for (Resource* resource : unwanted)
        drop(*resource);
    m_shared->pump();
}

void TileLoader::cancelStale()
{
    const std::uint64_t limit = m_queued.empty() && !m_isShort ? kCancelIdleAfterFrames : kCancelAfterFrames;
    for (std::size_t i = m_active.size(); i-- > 0;) {
        if (m_frame - m_active[i]->m_usedFrame > limit)
            drop(*m_active[i]);
    }
}

void TileLoader::forEachPresent(const std::function<void(Resource&)>& visit) const
{
    for (Resource* resource : m_uploads)
        visit(*resource);
    for (Resource* resource : m_loaded)
        visit(*resource);
}

std::size_t TileLoader::memoryBytes() const
{
    return m_memoryBytes + m_shared->files->byteSize() + m_shared->pictures->figures()->bytes;
}

const PictureFigures& TileLoader::pictures() const { return *m_shared->pictures->figures(); }

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

} // namespace guanjing::layers
