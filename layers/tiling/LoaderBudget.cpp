// The memory budget: what may be loaded, and what goes when something else needs the room.
#include "layers/tiling/Admission.h"
#include "layers/tiling/LoadJob.h"
#include "layers/tiling/SourceLog.h"

#include <algorithm>

namespace guanjing::layers {

namespace {

constexpr int kMostIdleUnderWay = 8;
/// Of the budget, where wishes are left out: the rest is for what dissolves, and for what turns out larger.
constexpr double kLeaveOutShare = 0.85;
/// Taken for the size of a content of which nothing is known, where the budget is not smaller still.
constexpr std::size_t kUnknownBytes = std::size_t{1} << 20;

} // namespace

std::size_t TileLoader::expectedBytes(const Resource& resource) const
{
    if (resource.m_bytes > 0)
        return resource.m_bytes;
    if (resource.isFinal())
        return 0;
    return resource.m_expectedBytes > 0 ? resource.m_expectedBytes : resource.m_log->usualBytes();
}

std::size_t TileLoader::guessedBytes(const Resource& resource) const
{
    const std::size_t bytes = expectedBytes(resource);
    return bytes > 0 || resource.isFinal() ? bytes : std::min(kUnknownBytes, m_limits.memoryBudgetBytes / 16);
}

void TileLoader::leaveOut()
{
    std::stable_sort(m_wishes.begin(), m_wishes.end(),
                     [](const Resource* a, const Resource* b) { return a->m_priority > b->m_priority; });
    const auto room = static_cast<std::size_t>(kLeaveOutShare * static_cast<double>(m_limits.memoryBudgetBytes));
    std::size_t taken = 0, kept = 0;
    for (; kept < m_wishes.size(); ++kept) {
        const std::size_t bytes = guessedBytes(*m_wishes[kept]);
        if (taken > 0 && taken + bytes > room)
            break;
        taken += bytes;
        m_missingBytes += m_wishes[kept]->m_bytes == 0 ? bytes : 0;
    }
    m_leftOutCount = m_wishes.size() - kept;
    // What this frame draws of the others stays until the next one; they hold no place against those that are kept.
    for (std::size_t i = m_wishes.size(); i-- > kept;) {
        Resource& resource = *m_wishes[i];
        resource.m_leftOutFrame = m_frame;
        if (resource.m_bytes > 0) {
            m_leftOut.push_back(&resource);
            m_usedBytes -= std::min(m_usedBytes, resource.m_bytes);
        }
    }
    std::erase_if(m_wanted, [&](const Wanted& wanted) { return wanted.resource->m_leftOutFrame == m_frame; });
}

void TileLoader::unloadLeftOut()
{
    for (Resource* resource : m_leftOut) {
        if (memoryBytes() + m_missingBytes <= m_limits.memoryBudgetBytes)
            break;
        if (resource->m_bytes > 0)
            unload(*resource);
    }
    m_leftOut.clear();
    m_missingBytes = 0;
}

void TileLoader::admit(bool mayStart)
{
    const std::size_t budget = m_limits.memoryBudgetBytes;
    const auto guess = [&](const Resource& resource) { return guessedBytes(resource); };
    std::size_t taken = m_usedBytes;
    for (const Resource* resource : m_active)
        taken += guess(*resource);
    std::size_t all = taken;
    for (const Wanted& wanted : m_wanted) {
        const LoadState state = wanted.resource->m_state;
        if (state != LoadState::Loading && wanted.resource->m_bytes == 0)
            all += guess(*wanted.resource);
    }
    // Only who cannot have everything must choose.
    if (all > budget) {
        std::stable_sort(m_wanted.begin(), m_wanted.end(), [](const Wanted& a, const Wanted& b) {
            return a.need != b.need ? a.need < b.need : a.priority > b.priority;
        });
    }
    Admission admission(budget, taken, !m_active.empty());
    const bool isRoomForIdle = m_pending == 0 && !m_isFullForIdle;
    int idleUnderWay = 0;
    m_isShort = false;
    for (const Wanted& wanted : m_wanted) {
        Resource& resource = *wanted.resource;
        resource.m_isIdle = wanted.need == Need::Idle;
        switch (resource.m_state) {
        case LoadState::Unloaded:
        case LoadState::Queued: break;
        case LoadState::FailedTemporarily:
            if (!resource.m_isIdle && m_services.clock.steadyNow() < resource.m_retryAt) {
                m_retriesWaiting = true;
                continue;
            }
            break;
        default: idleUnderWay += resource.m_isIdle ? 1 : 0; continue;
        }
        if (!mayStart)
            continue;
        const std::size_t bytes = guess(resource);
        if (resource.m_isIdle) {
            if (!isRoomForIdle || admission.takenBytes() + m_idleBytes + bytes > budget / 10 * 7
                || ++idleUnderWay > kMostIdleUnderWay)
                continue;
        }
        if (!admission.admits(bytes, resource.m_isReplacement)) {
            m_isShort = m_isShort || wanted.need == Need::Now;
            continue;
        }
        resource.m_admittedFrame = m_frame;
        resource.m_mayExceed = admission.takenBytes() > budget;
        if (resource.m_state != LoadState::Queued)
            enqueue(resource, wanted.priority);
    }
}

bool TileLoader::makeRoom(Resource& resource, std::size_t bytes)
{
    const std::size_t budget = m_limits.memoryBudgetBytes;
    if (memoryBytes() + bytes <= budget)
        return true;
    evict(bytes, m_frame - 1);
    if (memoryBytes() + bytes <= budget || m_memoryBytes == 0)
        return true;
    if (resource.m_mayExceed || (resource.m_isReplacement && memoryBytes() <= budget))
        return true;
    resource.m_expectedBytes = bytes; // not asked for again before there is room for so many
    m_isFullForIdle = m_isFullForIdle || resource.m_isIdle;
    return false;
}

void TileLoader::evict(std::size_t roomBytes, std::uint64_t usedBefore)
{
    m_evictable.clear();
    for (const auto* list : {&m_uploads, &m_loaded}) {
        for (Resource* resource : *list) {
            if (resource->m_usedFrame < usedBefore && resource->m_bytes > 0)
                m_evictable.push_back(resource);
        }
    }
    std::sort(m_evictable.begin(), m_evictable.end(),
              [](const Resource* a, const Resource* b) { return a->m_usedFrame < b->m_usedFrame; });
    for (Resource* resource : m_evictable) {
        if (memoryBytes() + roomBytes <= m_limits.memoryBudgetBytes)
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

} // namespace guanjing::layers
