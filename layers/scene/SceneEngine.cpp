#include "layers/scene/SceneEngine.h"

#include "geodata/clipping/ClipRegion.h"
#include "geodata/net/AssetAccessor.h"
#include "geodata/raster/XyzSource.h"
#include "geodata/styling/AttributeStyle.h"
#include "geodata/styling/Style.h"
#include "layers/live/FeedDriver.h"
#include "layers/live/ObservationFeed.h"
#include "layers/overlay/ImageryDrape.h"
#include "layers/scene/ExpiryAlarm.h"
#include "layers/scene/PointHeights.h"
#include "layers/scene/ServerTroubles.h"
#include "layers/scene/SurfaceFacing.h"
#include "layers/scene/ViewpointFit.h"
#include "layers/tiling/GroundTree.h"
#include "layers/tiling/TileEngine.h"
#include "layers/tiling/TilesetTree.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace guanjing::layers {

namespace {

constexpr std::uint32_t kGroundId = 0;
/// A single station is shown with its surroundings.
constexpr double kNearestStationsMeters = 500.0;

CachePolicy cachePolicy(const std::string& word)
{
    if (word == "always")
        return CachePolicy::Always;
    return word == "never" ? CachePolicy::Never : CachePolicy::Http;
}

/// The names in an imagery's `on` stand for terrain, all tilesets, or one source.
bool paints(const ImagerySourceSpec& imagery, const char* kind, const std::string& name)
{
    return std::any_of(imagery.on.begin(), imagery.on.end(),
                       [&](const std::string& target) { return target == kind || (!name.empty() && target == name); });
}

bool receivesOverlays(const Scene& scene, const TilesetSourceSpec& tileset)
{
    return std::any_of(scene.imagery.begin(), scene.imagery.end(),
                       [&](const ImagerySourceSpec& imagery) { return paints(imagery, "tilesets", tileset.name); });
}

TilesetOptions optionsOf(const Scene& scene, const TilesetSourceSpec& spec)
{
    TilesetOptions options;
    options.url = spec.url;
    options.cache = cachePolicy(spec.cache);
    options.heightOffsetMeters = spec.heightOffsetMeters;
    options.receivesOverlays = receivesOverlays(scene, spec);
    return options;
}

/// The same pictures: what may differ is how they are shown.
bool isSameImagery(const ImagerySourceSpec& a, const ImagerySourceSpec& b)
{
    return a.url == b.url && a.kind == b.kind && a.minLevel == b.minLevel && a.maxLevel == b.maxLevel
        && a.cache == b.cache;
}

} // namespace

struct SceneEngine::Impl {
    /// A source at work: a tree, a layer, a feed, or the error in `log` that tells why there is none.
    struct Source {
        std::uint32_t id = 0;
        SourceKind kind = SourceKind::Tileset;
        std::string name;
        std::string attribution;
        bool isVisible = true;
        TilesetTree* tree = nullptr;
        std::string styleJson; ///< that the tree has
        mutable bool hasShown = false; ///< looked for only once something has failed
        std::unique_ptr<ImageryLayer> layer;
        ImagerySourceSpec imagery;
        std::unique_ptr<ObservationFeed> feed;
        LiveSourceSpec live;
        SourceLog log;

        [[nodiscard]] std::string url() const
        {
            if (tree)
                return tree->options().url;
            return layer ? imagery.url : feed ? live.url : std::string();
        }
        [[nodiscard]] SourceLog& ownLog() { return tree ? tree->log() : layer ? layer->log() : log; }
    };

    Impl(Services s, EngineSettings initial, std::function<void()> changed)
        : services(s)
        , onChanged(changed)
        , engine({s.assets, s.tasks, s.clock, s.preparer}, std::move(changed))
        , settings(initial)
    {
        ground = static_cast<GroundTree*>(&engine.add(std::make_unique<GroundTree>(kGroundId, engine.loader())));
        engine.setDrape(&drape);
        applySettings();
    }

    ~Impl()
    {
        // Pictures are forgotten while the loader still is, feeds end while their driver still runs.
        drape.clear();
        sources.clear();
    }

    void applySettings();
    void setScene(Scene next);
    void applyClips(const Scene& next);
    static void applyStyle(Source& source, const std::string& json);
    void addFeed(const LiveSourceSpec& spec, std::vector<std::unique_ptr<Source>>& old);
    void addUnsupported(SourceKind kind, const SourceCommon& spec, const std::string& what);
    std::unique_ptr<Source> takeOld(std::vector<std::unique_ptr<Source>>& old,
                                    const std::function<bool(const Source&)>& isSame);
    void describe(Source& source, SourceKind kind, const SourceCommon& spec);
    SourceStatus statusOf(const Source& source, const NetworkTroubles& troubles) const;
    /// Something was refused, and nothing was ever there to be drawn.
    bool hasNothingButFailures(const Source& source) const;
    bool hasContent(std::uint32_t sourceId) const;
    /// Asks again for what was given up on servers that answer again.
    void watchServers();
    void setAlarm();
    /// Only data that is not on Earth, and nothing that would give it a place there.
    bool isStudio() const;
    static SourceStatus statusOfFeed(const Source& source);

    Services services;
    std::function<void()> onChanged;
    std::shared_ptr<ExpiryAlarm> alarm; ///< made for the first tile that expires
    std::unique_ptr<FeedDriver> driver; ///< a thread, made for the first feed or alarm
    ImageryDrape drape; // before the engine, which calls it
    TileEngine engine;
    EngineSettings settings;
    EngineCounters counters;
    Scene scene;
    GroundTree* ground = nullptr;
    std::vector<std::unique_ptr<Source>> sources; ///< terrain, imagery, tilesets, live, vectors, as in the scene
    /// By clip of the scene: what decides on its shape, and the region; null where it has none.
    std::vector<std::pair<ClipSpec, std::shared_ptr<const clipping::ClipRegion>>> clips;
    std::uint32_t nextId = 1;
    std::set<std::string> deadServers; ///< origins, as of the last update
};

void SceneEngine::Impl::applySettings()
{
    TileEngineSettings tiles;
    tiles.memoryBudgetBytes = settings.memoryBudgetBytes;
    tiles.maximumInFlight = settings.maximumInFlight;
    tiles.uploadPerFrame = settings.uploadPerFrame;
    tiles.fades = settings.fades;
    tiles.preloadAncestors = settings.preloadAncestors;
    tiles.preloadSiblings = settings.preloadSiblings;
    tiles.fogPerMeter = settings.fogPerMeter;
    tiles.foveation = settings.foveation;
    drape.setFades(settings.fades);
    engine.setSettings(tiles);
    int finest = -1;
    for (const auto& source : sources) {
        if (source->tree)
            source->tree->maximumError = std::max(settings.maximumScreenSpaceError, 0.1);
        if (source->layer && source->layer->isVisible && paints(source->imagery, "terrain", {}))
            finest = std::max(finest, source->layer->source().maxLevel());
    }
    ground->setImagery(finest, settings.maximumTexelPixels);
}

void SceneEngine::Impl::describe(Source& source, SourceKind kind, const SourceCommon& spec)
{
    source.kind = kind;
    source.name = spec.name;
    source.attribution = spec.attribution;
    source.isVisible = spec.visible;
    if (source.id == 0)
        source.id = nextId++;
}

std::unique_ptr<SceneEngine::Impl::Source> SceneEngine::Impl::takeOld(std::vector<std::unique_ptr<Source>>& old,
                                                                      const std::function<bool(const Source&)>& isSame)
{
    for (auto& source : old) {
        if (source && isSame(*source))
            return std::move(source);
    }
    return std::make_unique<Source>();
}

void SceneEngine::Impl::addUnsupported(SourceKind kind, const SourceCommon& spec, const std::string& what)
{
    auto source = std::make_unique<Source>();
    describe(*source, kind, spec);
    source->log.add({ErrorCode::UnsupportedFeature, spec.url, what + " is not supported yet"});
    sources.push_back(std::move(source));
}

void SceneEngine::Impl::applyClips(const Scene& next)
{
    // A clip that is as it was keeps its region: contents know by it that nothing has changed for them.
    std::vector<std::pair<ClipSpec, std::shared_ptr<const clipping::ClipRegion>>> old;
    old.swap(clips);
    for (const ClipSpec& spec : next.clips) {
        ClipSpec shape = spec;
        shape.name.clear();
        shape.sources.clear();
        shape.enabled = true;
        const auto known =
            std::find_if(old.begin(), old.end(), [&](const auto& entry) { return entry.first == shape; });
        std::shared_ptr<const clipping::ClipRegion> region;
        if (known != old.end())
            region = known->second;
        else if (auto made = regionOf(spec))
            region = std::make_shared<const clipping::ClipRegion>(std::move(*made));
        clips.emplace_back(std::move(shape), std::move(region));
    }
    const auto regionsFor = [&](const auto& isNamed) {
        clipping::RegionList regions;
        for (std::size_t i = 0; i < next.clips.size(); ++i) {
            if (next.clips[i].enabled && clips[i].second && isNamed(next.clips[i].sources))
                regions.push_back(clips[i].second);
        }
        return regions;
    };
    const auto holds = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    ground->setClips(regionsFor([&](const auto& names) { return holds(names, kGroundName); }));
    for (const auto& source : sources) {
        if (source->tree)
            source->tree->setClips(regionsFor([&](const auto& names) {
                return names.empty() || holds(names, kTilesetsName) || holds(names, source->name);
            }));
    }
}

void SceneEngine::Impl::applyStyle(Source& source, const std::string& json)
{
    if (source.styleJson == json)
        return;
    source.styleJson = json;
    if (json.empty() || json == "{}") {
        source.tree->setStyle(nullptr);
        return;
    }
    auto style = styling::Style::parse(json, source.name);
    // One that cannot be used leaves the tree as it looked before.
    if (style)
        source.tree->setStyle(std::move(*style));
    else
        source.tree->log().add(std::move(style.error()));
}

void SceneEngine::Impl::addFeed(const LiveSourceSpec& spec, std::vector<std::unique_ptr<Source>>& old)
{
    const auto asShown = [](LiveSourceSpec s) {
        s.visible = true;
        s.opacity = 1.0;
        s.attribution.clear();
        return s;
    };
    auto source = takeOld(old, [&](const Source& s) { return s.feed && asShown(s.live) == asShown(spec); });
    describe(*source, SourceKind::Live, spec);
    source->live = spec;
    if (!source->feed) {
        if (!driver)
            driver = std::make_unique<FeedDriver>(services.clock);
        LiveFeedOptions options{source->id,  spec.name,        spec.kind, spec.url,
                                spec.filter, spec.pollSeconds, spec.crs,  spec.symbolJson};
        auto feed =
            makeFeed(std::move(options), {services.assets, services.tasks, services.clock, driver.get()}, onChanged);
        if (feed)
            source->feed = std::move(*feed);
        else
            source->log.add(std::move(feed.error()));
    }
    sources.push_back(std::move(source));
}

void SceneEngine::Impl::setScene(Scene next)
{
    std::vector<std::unique_ptr<Source>> old;
    old.swap(sources);
    drape.clear();

    for (const TerrainSourceSpec& spec : next.terrain)
        addUnsupported(SourceKind::Terrain, spec, "terrain of kind \"" + spec.kind + "\"");

    for (const ImagerySourceSpec& spec : next.imagery) {
        if (spec.kind != "xyz") {
            addUnsupported(SourceKind::Imagery, spec, "imagery of kind \"" + spec.kind + "\"");
            continue;
        }
        auto source = takeOld(old, [&](const Source& s) { return s.layer && isSameImagery(s.imagery, spec); });
        describe(*source, SourceKind::Imagery, spec);
        if (!source->layer) {
            auto xyz = XyzSource::create(spec.url, spec.minLevel, spec.maxLevel);
            if (xyz)
                source->layer = std::make_unique<ImageryLayer>(source->id, engine.loader(), std::move(*xyz),
                                                               cachePolicy(spec.cache));
            else
                source->log.add(std::move(xyz.error()));
        }
        source->imagery = spec;
        if (source->layer) {
            source->layer->isVisible = spec.visible;
            source->layer->opacity = static_cast<float>(std::clamp(spec.opacity, 0.0, 1.0));
        }
        sources.push_back(std::move(source));
    }

    for (const TilesetSourceSpec& spec : next.tilesets) {
        const TilesetOptions options = optionsOf(next, spec);
        auto source = takeOld(old, [&](const Source& s) { return s.tree && s.tree->options() == options; });
        describe(*source, SourceKind::Tileset, spec);
        if (!source->tree)
            source->tree = static_cast<TilesetTree*>(
                &engine.add(std::make_unique<TilesetTree>(source->id, engine.loader(), options)));
        applyStyle(*source, spec.styleJson);
        source->tree->isVisible = spec.visible;
        source->tree->pointLook = spec.points;
        source->tree->opacity = static_cast<float>(std::clamp(spec.opacity, 0.0, 1.0));
        sources.push_back(std::move(source));
    }

    for (const LiveSourceSpec& spec : next.live)
        addFeed(spec, old);
    for (const VectorSourceSpec& spec : next.vectors)
        addUnsupported(SourceKind::Vector, spec, "vector data");

    for (const auto& source : old) {
        if (source && source->tree)
            engine.remove(*source->tree);
    }
    old.clear();

    const auto layersOn = [&](const char* kind, const std::string& name) {
        std::vector<ImageryLayer*> layers;
        for (const auto& source : sources) {
            if (source->layer && paints(source->imagery, kind, name))
                layers.push_back(source->layer.get());
        }
        return layers;
    };
    drape.setLayers(kGroundId, layersOn("terrain", {}));
    for (const auto& source : sources) {
        if (source->tree && source->tree->options().receivesOverlays)
            drape.setLayers(source->id, layersOn("tilesets", source->name));
    }
    applyClips(next);
    scene = std::move(next);
    applySettings();
}

bool SceneEngine::Impl::isStudio() const
{
    return !sources.empty() && std::all_of(sources.begin(), sources.end(), [](const auto& source) {
        return source->tree && source->tree->isLocal();
    });
}

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

void SceneEngine::Impl::setAlarm()
{
    const auto due = engine.nextDue();
    if (!due)
        return;
    if (!driver)
        driver = std::make_unique<FeedDriver>(services.clock);
    const bool isNew = !alarm;
    if (isNew)
        alarm = std::make_shared<ExpiryAlarm>(onChanged);
    const bool isEarlier = alarm->set(*due);
    if (isNew)
        driver->add(alarm);
    else if (isEarlier)
        driver->wake();
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
    bool isOpen = false, hasFailed = source.log.count() > 0;
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
        hasFailed = !isOpen && status.pending == 0 && log->count() > 0;
    }
    status.errors = log->errors();
    status.errorCount = log->count();
    status.errorKinds = log->kinds();
    status.trouble = troubleOf(source.url(), troubles);
    if (!status.trouble)
        status.trouble = log->trouble();
    if (hasFailed)
        status.state = SourceState::Failed;
    else if (!source.isVisible)
        status.state = SourceState::Hidden;
    else if (status.trouble)
        status.state = status.pending > 0 ? SourceState::Retrying : SourceState::Disconnected;
    else if (!isOpen)
        status.state = SourceState::Opening;
    else
        status.state = status.pending > 0 ? SourceState::Loading : SourceState::Ready;
    return status;
}

SceneEngine::SceneEngine(Services services, EngineSettings settings, std::function<void()> changed)
    : m_impl(std::make_unique<Impl>(services, settings, std::move(changed)))
{ }

SceneEngine::~SceneEngine() = default;

void SceneEngine::setScene(Scene scene) { m_impl->setScene(std::move(scene)); }

const Scene& SceneEngine::scene() const { return m_impl->scene; }

void SceneEngine::setSettings(const EngineSettings& settings)
{
    m_impl->settings = settings;
    m_impl->applySettings();
}

const EngineSettings& SceneEngine::settings() const { return m_impl->settings; }

const DrawList& SceneEngine::update(const ViewState& view)
{
    update(std::span<const ViewState>(&view, 1));
    return list(0);
}

const DrawList& SceneEngine::list(std::size_t view) const { return m_impl->engine.list(view); }

void SceneEngine::setDestination(const std::optional<ViewState>& destination)
{
    m_impl->engine.setDestination(destination);
}

bool SceneEngine::isFading() const { return m_impl->engine.isFading(); }

void SceneEngine::update(std::span<const ViewState> views)
{
    Impl& impl = *m_impl;
    impl.watchServers();
    impl.drape.beginFrame();
    for (const auto& source : impl.sources) {
        if (source->layer)
            source->layer->beginFrame();
    }
    const bool studio = impl.isStudio();
    impl.ground->isVisible = !studio;
    impl.engine.setStudio(studio);
    impl.engine.update(views);
    impl.setAlarm();
    const TileLoader& loader = impl.engine.loader();
    const TileEngineCounters& tiles = impl.engine.counters();
    EngineCounters& counters = impl.counters;
    counters.tilesSelected = tiles.selected;
    counters.tilesVisited = tiles.visited;
    counters.selectMilliseconds = tiles.selectMilliseconds;
    counters.uploadMilliseconds = tiles.uploadMilliseconds;
    counters.tilesLoaded = loader.counters().loaded;
    counters.tilesFailed = loader.counters().failed;
    counters.bytesLoaded = loader.counters().bytesLoaded;
    counters.bytesNeverDrawn = loader.counters().bytesNeverDrawn;
    counters.pending = loader.pending();
    counters.memoryBytes = loader.memoryBytes();
}

std::vector<styling::PropertySample> SceneEngine::sampleProperties(std::uint32_t sourceId) const
{
    styling::PropertySampler sampler;
    PointHeights heights;
    m_impl->engine.loader().forEachPresent([&](Resource& resource) {
        const auto* content = dynamic_cast<const TileContent*>(&resource);
        if (content == nullptr || content->tree().id() != sourceId)
            return;
        for (const LoadedPart& part : content->parts()) {
            for (std::size_t i = 0; part.model && i < part.model->propertyTables.size(); ++i)
                sampler.add(part.model->propertyTables[i]);
            if (part.model)
                heights.add(*part.model, part.modelToWorld);
        }
    });
    std::vector<styling::PropertySample> samples = sampler.take();
    if (auto height = heights.take())
        samples.insert(samples.begin(), std::move(*height));
    return samples;
}

bool SceneEngine::isSettled() const { return m_impl->engine.isSettled(); }

bool SceneEngine::isStudio() const { return m_impl->isStudio(); }

const EngineCounters& SceneEngine::counters() const { return m_impl->counters; }

std::optional<PickResult> SceneEngine::pick(const ViewState::Ray& ray, std::size_t view) const
{
    auto result = m_impl->engine.pick(ray, view);
    if (!result)
        return result;
    for (const auto& source : m_impl->sources) {
        if (source->id == result->source)
            result->sourceName = source->name;
    }
    return result;
}

std::optional<FeaturePlace> SceneEngine::find(const PickResult& earlier, std::size_t view) const
{
    return m_impl->engine.find(earlier, view);
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

std::vector<std::shared_ptr<const ObservationSnapshot>> SceneEngine::observations() const
{
    std::vector<std::shared_ptr<const ObservationSnapshot>> snapshots;
    for (const auto& source : m_impl->sources) {
        if (source->feed && source->isVisible)
            snapshots.push_back(source->feed->snapshot());
    }
    return snapshots;
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
