// The moves between the states of a resource; see LoadState.
#include "geodata/net/NetworkSettings.h"
#include "geodata/net/NotTaken.h"
#include "layers/tiling/LoadJob.h"
#include "layers/tiling/ModelGeometry.h"
#include "layers/tiling/SourceLog.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace guanjing::layers {

namespace {

constexpr int kMostAttempts = 4;
constexpr int kMostRevivals = 3;
constexpr auto kFirstRetryDelay = std::chrono::milliseconds(500);

} // namespace

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
    resource.m_job->isLastAttempt = resource.m_attempts + 1 >= kMostAttempts;
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

void TileLoader::retire(Resource& resource)
{
    removeFrom(resource.m_state == LoadState::Queued ? m_queued : m_active, resource);
    resource.m_job.reset();
}

bool TileLoader::makeNow(Resource& resource)
{
    use(resource);
    switch (resource.m_state) {
    case LoadState::Ready: return true;
    case LoadState::Failed: return false;
    case LoadState::Decoded:
    case LoadState::Uploading: break;
    case LoadState::Queued:
    case LoadState::Loading: drop(resource); [[fallthrough]];
    case LoadState::Unloaded:
    case LoadState::FailedTemporarily: {
        LoadPlan plan = resource.plan();
        if (!plan.requests.empty())
            return false;
        LoadInput input{{}, {}, {}, m_services.preparer, {}};
        Result<LoadOutcome> outcome = plan.make(input);
        if (!outcome)
            return false; // asked for as usual, it tells why
        resource.m_fetched = 0;
        accept(resource, *outcome);
        break;
    }
    }
    UploadBudget all{std::numeric_limits<std::size_t>::max(), std::numeric_limits<double>::max()};
    return resource.isReady() || upload(resource, all);
}

void TileLoader::accept(Resource& resource, LoadOutcome& outcome)
{
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
    retire(resource);
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
    if (temporary || isMatterOfAccess(error)) {
        resource.m_isLost = true;
        addTo(m_lost, resource);
    }
    resource.failed(error);
    if (!resource.isRevivedByItself())
        resource.m_revivals = kMostRevivals;
    if (!isNotTaken(error) && resource.isWorthReporting(error)) {
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
    resource.m_expectedBytes = resource.m_bytes;
    resource.m_log->noteBytes(resource.m_bytes);
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

void TileLoader::release(LoadOutcome& outcome)
{
    for (LoadedPart& part : outcome.parts) {
        if (part.prepared)
            m_services.preparer.release(std::move(part.prepared));
    }
}

void TileLoader::forget(Resource& resource)
{
    std::erase(m_leftOut, &resource);
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

} // namespace guanjing::layers
