// What a SceneEngine tells of its sources: state, troubles, extent, and the view that shows one.
#include "geodata/net/AssetAccessor.h"
#include "layers/scene/SceneEngineImpl.h"
#include "layers/scene/ServerTroubles.h"
#include "layers/scene/SurfaceFacing.h"
#include "layers/scene/ViewpointFit.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::layers {

namespace {

/// A single station is shown with its surroundings.
constexpr double kNearestStationsMeters = 500.0;

} // namespace

SourceStatus SceneEngine::Impl::statusOfFeed(const Source& source)
{
    const std::shared_ptr<const ObservationSnapshot> snapshot = source.feed->snapshot();
    SourceStatus status;
    status.id = source.id;
    status.kind = SourceKind::Live;
    status.name = source.name;
    status.attribution = source.attribution;
    if (snapshot->lastError) {
        status.errors.push_back(*snapshot->lastError);
        status.errorKinds.push_back({*snapshot->lastError, 1});
        status.errorCount = 1;
    }
    for (const StationValue& station : snapshot->stations) {
        const Rectangle place{station.lonDegrees, station.latDegrees, station.lonDegrees, station.latDegrees};
        status.bounds = status.bounds ? status.bounds->united(place) : place;
    }
    switch (snapshot->state) {
    case FeedState::Connecting: status.state = SourceState::Opening; break;
    case FeedState::Live: status.state = SourceState::Ready; break;
    case FeedState::Stale: status.state = SourceState::Stale; break;
    case FeedState::Disconnected: status.state = SourceState::Disconnected; break;
    }
    if (!source.isVisible)
        status.state = SourceState::Hidden;
    return status;
}

void SceneEngine::Impl::watchServers()
{
    std::set<std::string> dead;
    for (const NetworkTroubles::Server& server : services.assets.troubles().servers)
        dead.insert(server.origin);
    dead.swap(deadServers);
    for (const std::string& origin : dead) {
        if (deadServers.contains(origin))
            continue;
        for (const auto& source : sources) {
            if (!isOnServer(source->url(), origin))
                continue;
            engine.loader().revive(source->ownLog(), false);
            if (source->feed && source->feed->snapshot()->state == FeedState::Disconnected)
                source->feed->pollNow();
        }
    }
}

bool SceneEngine::Impl::hasNothingButFailures(const Source& source) const
{
    if (source.tree->log().count() == 0)
        return false;
    source.hasShown = source.hasShown || hasContent(source.id);
    for (std::size_t i = 0; !source.hasShown && i < source.tree->size(); ++i)
        if (const auto& content = source.tree->tile(static_cast<TileIndex>(i)).content)
            if (content->state() == LoadState::Failed)
                return true;
    return false;
}

SourceStatus SceneEngine::Impl::statusOf(const Source& source, const NetworkTroubles& troubles) const
{
    SourceStatus status;
    if (source.feed) {
        status = statusOfFeed(source);
        status.trouble = troubleOf(source.live.url, troubles);
        if (status.trouble && status.state != SourceState::Hidden && status.state != SourceState::Disconnected)
            status.state = SourceState::Retrying;
        return status;
    }
    status.id = source.id;
    status.kind = source.kind;
    status.name = source.name;
    status.attribution = source.attribution;
    const SourceLog* log = &source.log;
    bool isOpen = false, hasFailed = source.log.failures() > 0;
    if (source.tree) {
        log = &source.tree->log();
        status.pending = engine.pendingOf(*source.tree);
        status.hasNoPlace = source.tree->isLocal();
        const Tile& root = source.tree->tile(0);
        isOpen = root.isSubtree || (root.content && root.content->isReady());
        hasFailed = root.content && root.content->state() == LoadState::Failed;
        if (const auto bounds = source.tree->bounds()) {
            status.bounds = bounds->rectangle;
            status.minHeightMeters = bounds->minHeightMeters;
            status.maxHeightMeters = bounds->maxHeightMeters;
        }
        if (status.attribution.empty())
            status.attribution = source.tree->copyright();
        status.hasPoints = source.tree->hasPoints;
        hasFailed = hasFailed || (isOpen && status.pending == 0 && hasNothingButFailures(source));
    } else if (source.layer) {
        log = &source.layer->log();
        status.pending = source.layer->pending();
        isOpen = source.layer->hasLoaded();
        status.bounds = source.layer->bounds();
        if (status.attribution.empty() && source.layer->source())
            status.attribution = source.layer->source()->attribution();
        hasFailed = !isOpen && status.pending == 0 && log->failures() > 0;
    }
    if (source.heights) {
        status.pending = source.heights->pending();
        isOpen = source.heights->source() != nullptr;
        hasFailed = source.heights->hasFailed()
            || (isOpen && !source.heights->hasLoaded() && status.pending == 0 && source.log.failures() > 0);
        if (isOpen) {
            constexpr double kWorldDegrees = 359.0; // all of the world says nothing of where the heights are
            if (const auto bounds = source.heights->source()->bounds();
                bounds && bounds->east - bounds->west < kWorldDegrees)
                status.bounds = bounds;
            if (status.attribution.empty())
                status.attribution = source.heights->source()->attribution();
        }
    }
    if (engine.loader().pending() == 0)
        status.pending = 0; // what is left out for want of memory is not on its way
    status.errors = log->errors();
    status.errorCount = log->count();
    status.errorKinds = log->kinds();
    if (source.tree)
        for (std::string& words : source.tree->styleWarnings())
            status.warnings.push_back({ErrorCode::Notice, source.name, "style: " + std::move(words)});
    if (source.layer)
        status.warnings.insert(status.warnings.end(), source.layer->warnings().begin(), source.layer->warnings().end());
    for (const Error& warning : status.warnings)
        status.errorKinds.push_back({warning, 1});
    status.errorCount += status.warnings.size();
    status.trouble = troubleOf(source.url(), troubles);
    if (!status.trouble)
        status.trouble = log->trouble();
    status.isShown = std::any_of(viewFades.begin(), viewFades.end(),
                                 [&](const SourceFade& fade) { return fade.hidden().count(source.id) == 0; });
    if (source.layer && source.imagery.lights) // its pictures are not asked for by day
        status.isShown = status.isShown && std::any_of(shownViews.begin(), shownViews.end(), [](const ViewState& view) {
                             return view.lampShare > 0;
                         });
    if (hasFailed)
        status.state = SourceState::Failed;
    else if (!source.isVisible || !status.isShown)
        status.state = SourceState::Hidden;
    else if (status.trouble)
        status.state = status.pending > 0 ? SourceState::Retrying : SourceState::Disconnected;
    else if (!isOpen)
        status.state = SourceState::Opening;
    else
        status.state = status.pending > 0 ? SourceState::Loading : SourceState::Ready;
    return status;
}

std::vector<SourceStatus> SceneEngine::sources() const
{
    std::vector<SourceStatus> all;
    all.reserve(m_impl->sources.size());
    const NetworkTroubles troubles = m_impl->services.assets.troubles();
    for (const auto& source : m_impl->sources)
        all.push_back(m_impl->statusOf(*source, troubles));
    return all;
}

void SceneEngine::retryNow()
{
    for (const auto& source : m_impl->sources) {
        m_impl->engine.loader().revive(source->ownLog(), true);
        if (source->feed)
            source->feed->pollNow();
    }
    if (m_impl->onChanged)
        m_impl->onChanged();
}

std::vector<std::string> SceneEngine::pendingUrls(std::size_t most) const
{
    return m_impl->engine.loader().pendingUrls(most);
}

bool SceneEngine::hasContent(std::uint32_t sourceId) const { return m_impl->hasContent(sourceId); }

bool SceneEngine::Impl::hasContent(std::uint32_t sourceId) const
{
    bool has = false;
    engine.loader().forEachPresent([&](Resource& resource) {
        const auto* content = dynamic_cast<const TileContent*>(&resource);
        if (content != nullptr && content->tree().id() == sourceId)
            for (const LoadedPart& part : content->parts())
                has = has || part.model != nullptr;
    });
    return has;
}

std::optional<glm::dvec3> SceneEngine::facingOf(std::uint32_t sourceId) const
{
    SurfaceFacing facing;
    m_impl->engine.loader().forEachPresent([&](Resource& resource) {
        const auto* content = dynamic_cast<const TileContent*>(&resource);
        if (content == nullptr || content->tree().id() != sourceId)
            return;
        for (const LoadedPart& part : content->parts())
            if (part.model)
                facing.add(*part.model, part.modelToWorld);
    });
    return facing.direction();
}

std::optional<Viewpoint> SceneEngine::viewpointFor(std::uint32_t sourceId) const
{
    for (const SourceStatus& status : sources()) {
        if (status.id != sourceId || !status.bounds)
            continue;
        const double nearest = status.kind == SourceKind::Live ? kNearestStationsMeters : 0.01;
        const GeographicBounds bounds{*status.bounds, status.minHeightMeters, status.maxHeightMeters};
        Viewpoint viewpoint = viewpointOver(bounds, nearest);
        if (const auto facing = m_impl->isStudio() ? facingOf(sourceId) : std::nullopt) {
            // What does not face up is looked at from where it faces, a little from above.
            constexpr double kFacesUp = 0.35, kTiltDegrees = 10.0, kSteepestDegrees = 75.0;
            const Rectangle& r = *status.bounds;
            const glm::dvec3 local =
                *facing * glm::dmat3(eastNorthUpToEcef({(r.west + r.east) / 2, (r.south + r.north) / 2, 0.0}));
            if (local.z < kFacesUp) {
                const double pitch = std::asin(std::clamp(-local.z, -1.0, 1.0)) * kRadiansToDegrees - kTiltDegrees;
                viewpoint = viewpointOver(bounds, nearest, std::atan2(-local.x, -local.y) * kRadiansToDegrees,
                                          std::clamp(pitch, -kSteepestDegrees, kSteepestDegrees));
            }
        }
        viewpoint.name = status.name;
        // Never below the ground, where there is one.
        if (!m_impl->isStudio())
            viewpoint.heightMeters = std::max(viewpoint.heightMeters, 2.0);
        return viewpoint;
    }
    return std::nullopt;
}

} // namespace guanjing::layers
