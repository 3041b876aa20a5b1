#include "layers/scene/SceneEngine.h"

#include "geodata/clipping/ClipRegion.h"
#include "geodata/core/Log.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/net/AssetAccessor.h"
#include "geodata/net/Url.h"
#include "geodata/styling/AttributeStyle.h"
#include "geodata/styling/Style.h"
#include "layers/scene/Dates.h"
#include "layers/scene/ImageryOptions.h"
#include "layers/scene/PointHeights.h"
#include "layers/scene/SceneEngineImpl.h"
#include "layers/tiling/ContentLook.h"
#include "layers/tiling/StyleNotes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace guanjing::layers {

namespace {

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
    return descriptionOf(a) == descriptionOf(b) && a.nodata == b.nodata && a.cache == b.cache;
}

} // namespace

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
    services.preparer.setCompressesPictures(settings.compressesPictures);
    drape.setFades(settings.fades);
    engine.setSettings(tiles);
    int finest = -1;
    for (const auto& source : sources) {
        if (source->tree)
            source->tree->maximumError = std::max(settings.maximumScreenSpaceError, 0.1);
        if (source->layer && source->layer->isVisible && paints(source->imagery, "terrain", {}))
            finest = std::max(finest, source->layer->finestGroundLevel());
    }
    ground->setImagery(finest, settings.maximumTexelPixels);
}

void SceneEngine::Impl::describe(Source& source, SourceKind kind, const SourceCommon& spec)
{
    source.kind = kind;
    source.name = spec.name;
    source.attribution = spec.attribution;
    source.isVisible = spec.visible;
    if (source.id == 0) {
        source.id = nextId++;
        log(LogLevel::Info, "scene", "source \"" + spec.name + "\": " + redactUrl(spec.url));
    }
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

SourceFade::Ids SceneEngine::Impl::hiddenIn(const Scene& of, const ViewContent& content) const
{
    const ShownSources shown = sourcesAt(of, content.date);
    SourceFade::Ids hidden;
    std::map<SourceKind, std::size_t> next; // sources are in the order of the scene
    for (const auto& source : sources) {
        const std::size_t index = next[source->kind]++;
        const auto isAt = [&](const std::vector<bool>& list) { return index >= list.size() || list[index]; };
        const bool isOfDate = source->kind == SourceKind::Terrain ? isAt(shown.terrain)
            : source->kind == SourceKind::Imagery                 ? isAt(shown.imagery)
            : source->kind == SourceKind::Tileset                 ? isAt(shown.tilesets)
                                                                  : true;
        const bool isLeftOut =
            std::find(content.hidden.begin(), content.hidden.end(), source->name) != content.hidden.end();
        if (!isOfDate || isLeftOut)
            hidden.insert(source->id);
    }
    return hidden;
}

void SceneEngine::Impl::applyContents()
{
    SourceFade::Ids known;
    for (const auto& source : sources)
        known.insert(source->id);
    viewFades.resize(std::max<std::size_t>(contents.size(), 1));
    for (std::size_t i = 0; i < viewFades.size(); ++i) {
        viewFades[i].setKnown(known);
        viewFades[i].setHidden(hiddenIn(scene, i < contents.size() ? contents[i] : ViewContent{}), settings.fades);
    }
    applyTerrain(scene);
    if (onChanged)
        onChanged();
}

bool SceneEngine::Impl::isReady(std::uint32_t sourceId) const
{
    for (const auto& source : sources) {
        if (source->id != sourceId)
            continue;
        if (source->tree) {
            const Tile& root = source->tree->tile(0);
            return (!root.content || root.content->isFinal()) && engine.pendingOf(*source->tree) == 0;
        }
        return !source->layer || source->layer->pending() == 0;
    }
    return true;
}

void SceneEngine::setContents(std::vector<ViewContent> contents)
{
    if (contents == m_impl->contents)
        return;
    m_impl->contents = std::move(contents);
    m_impl->applyContents();
}

const std::vector<ViewContent>& SceneEngine::contents() const { return m_impl->contents; }

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

void SceneEngine::Impl::addTerrain(const TerrainSourceSpec& spec, std::vector<std::unique_ptr<Source>>& old)
{
    const HeightLayerOptions options{spec.url, spec.kind, cachePolicy(spec.cache), spec.crs, spec.offsetGrid};
    auto source = takeOld(old, [&](const Source& s) { return s.heights && s.heights->options() == options; });
    describe(*source, SourceKind::Terrain, spec);
    if (!source->heights)
        source->heights = std::make_unique<HeightLayer>(source->id, engine.loader(), options, source->log);
    source->terrain = spec;
    sources.push_back(std::move(source));
}

void SceneEngine::Impl::applyTerrain(const Scene& next)
{
    // There is one ground for all views: that of the last, which is the only one or on the right.
    const SourceFade::Ids hidden = hiddenIn(next, contents.empty() ? ViewContent{} : contents.back());
    const auto isUsed = [&](const Source& source) {
        return source.heights && source.isVisible && hidden.count(source.id) == 0;
    };
    std::vector<TerrainUse> uses;
    for (const auto& source : sources) {
        if (isUsed(*source))
            uses.push_back(
                {source->heights.get(), source->terrain.heightOffsetMeters, source->terrain.heights == "1985"});
    }
    if (heights.setUses(std::move(uses), next.ground.exaggeration))
        ground->setHeights(heights.isEmpty() ? nullptr : &heights);
    // Several sources make one ground: it is as clear as the clearest.
    double opacity = next.ground.opacity;
    for (const auto& source : sources) {
        if (isUsed(*source))
            opacity = std::min(opacity, source->terrain.opacity);
    }
    ground->opacity = static_cast<float>(std::clamp(opacity, 0.0, 1.0));
}

GroundLook SceneEngine::Impl::groundLookFor(const ViewState& view) const
{
    const GroundSpec& spec = scene.ground;
    GroundLook look;
    look.exaggeration = spec.exaggeration;
    look.shading = spec.shading == "hillshade" ? GroundLook::Shading::Hillshade
        : spec.shading == "slope"              ? GroundLook::Shading::Slope
                                               : GroundLook::Shading::Natural;
    if (!spec.contours || heights.isEmpty())
        return look;
    look.contourMeters = spec.contourIntervalMeters;
    if (look.contourMeters > 0 || !view.isFinite())
        return look;
    // On slopes of one in four, lines lie so far apart where one looks down at them.
    constexpr double kPixelsApart = 14, kSlope = 0.25, kLeastAbove = 40;
    const Geographic eye = toGeographic(view.eye);
    const double above = std::max(eye.heightMeters - ground->heightAt(eye.lonDegrees, eye.latDegrees), kLeastAbove);
    const double wanted = kPixelsApart * kSlope / std::max(view.pixelsPerMeter(1.5 * above), 1e-6);
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    const double first = wanted / power;
    look.contourMeters = std::clamp(power * (first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10), 0.5, 1000.0);
    return look;
}

void SceneEngine::Impl::findContourLabels()
{
    contours.beginFrame();
    contourLabels.resize(shownViews.size());
    for (std::size_t i = 0; i < shownViews.size(); ++i)
        contourLabels[i] = contours.on(engine.list(i), shownViews[i]);
    contours.endFrame();
}

void SceneEngine::Impl::setScene(Scene next)
{
    std::vector<std::unique_ptr<Source>> old;
    old.swap(sources);
    drape.clear();

    for (const TerrainSourceSpec& spec : next.terrain)
        addTerrain(spec, old);

    for (const ImagerySourceSpec& spec : next.imagery) {
        auto source = takeOld(old, [&](const Source& s) { return s.layer && isSameImagery(s.imagery, spec); });
        describe(*source, SourceKind::Imagery, spec);
        if (!source->layer) {
            source->layer = std::make_unique<ImageryLayer>(source->id, engine.loader(), descriptionOf(spec),
                                                           cachePolicy(spec.cache));
            if (spec.nodata.starts_with('#') || descriptionOf(spec).kind != "gdal")
                source->layer->nodata = nodataColorOf(spec.nodata);
        }
        source->imagery = spec;
        applyLook(spec, *source->layer);
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

    applyTerrain(next);
    for (const auto& source : old) {
        if (source && source->tree)
            engine.remove(*source->tree);
    }
    old.clear();

    const auto layersOn = [&](const char* kind, const std::string& name) {
        std::vector<ImageryLayer*> layers;
        for (const auto& source : sources) {
            if (source->layer && paints(source->imagery, kind, name) && (name.empty() || !source->imagery.lights))
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
    applyContents();
}

bool SceneEngine::Impl::isStudio() const
{
    return !sources.empty() && std::all_of(sources.begin(), sources.end(), [](const auto& source) {
        return source->tree && source->tree->isLocal();
    });
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
    std::optional<ViewState> shown = destination;
    if (shown && !m_impl->shownViews.empty()) {
        shown->shares = m_impl->shownViews.front().shares;
        shown->lampShare = m_impl->shownViews.front().lampShare;
    }
    m_impl->engine.setDestination(shown);
}

bool SceneEngine::isFading() const
{
    return m_impl->engine.isFading()
        || std::any_of(m_impl->viewFades.begin(), m_impl->viewFades.end(),
                       [](const SourceFade& fade) { return fade.isFading(); });
}

void SceneEngine::update(std::span<const ViewState> views)
{
    Impl& impl = *m_impl;
    impl.watchServers();
    // Readiness is asked for before the layers begin to count anew.
    const auto now = impl.services.clock.steadyNow();
    const auto isReady = [&](std::uint32_t id) { return impl.isReady(id); };
    impl.shownViews.assign(views.begin(), views.end());
    std::vector<std::shared_ptr<const SourceShares>> shares;
    for (SourceFade& fade : impl.viewFades)
        shares.push_back(fade.advance(now, isReady));
    for (std::size_t i = 0; i < impl.shownViews.size(); ++i)
        impl.shownViews[i].shares = shares[i < shares.size() ? i : 0];
    impl.drape.beginFrame();
    bool hasOpened = false;
    for (const auto& source : impl.sources) {
        if (source->layer) {
            source->layer->beginFrame();
            hasOpened = source->layer->takeOpened() || hasOpened;
        }
        if (source->heights)
            source->heights->beginFrame();
    }
    if (hasOpened)
        impl.applySettings(); // how fine the ground's own pictures become
    const bool studio = impl.isStudio();
    impl.ground->isVisible = !studio;
    impl.engine.setStudio(studio);
    std::vector<GroundLook> looks;
    for (const ViewState& view : views)
        looks.push_back(impl.groundLookFor(view));
    impl.engine.setGroundLooks(std::move(looks));
    impl.engine.update(impl.shownViews);
    impl.findContourLabels();
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
    counters.picturesWanted = loader.pictures().wanted;
    counters.picturesDecoded = loader.pictures().decoded;
    counters.pending = loader.pending();
    counters.memoryBytes = loader.memoryBytes();
    counters.coarsening = impl.engine.errorFactor();
    counters.leftOut = loader.leftOut();
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
            if (!part.model)
                continue;
            const std::vector<bool> isStyled = findStyledTables(*part.model);
            for (std::size_t i = 0; i < isStyled.size(); ++i)
                if (isStyled[i])
                    sampler.add(part.model->propertyTables[i]);
            heights.add(*part.model, part.modelToWorld);
        }
    });
    std::vector<styling::PropertySample> samples = sampler.take();
    if (auto height = heights.take())
        samples.insert(samples.begin(), std::move(*height));
    return samples;
}

std::vector<std::string> SceneEngine::misfitsOf(std::uint32_t sourceId,
                                                std::shared_ptr<const styling::Style> style) const
{
    StyleNotes notes;
    notes.reset(std::move(style));
    std::size_t rowsLeft = 4000;
    m_impl->engine.loader().forEachPresent([&](Resource& resource) {
        const auto* content = dynamic_cast<const TileContent*>(&resource);
        if (content == nullptr || content->tree().id() != sourceId)
            return;
        for (const LoadedPart& part : content->parts()) {
            if (!part.model)
                continue;
            // Names are looked at everywhere, values until there were enough.
            notes.add(*part.model, part.modelToWorld, rowsLeft);
            for (const tiles3d::PropertyTable& table : part.model->propertyTables)
                rowsLeft -= std::min(rowsLeft, table.count);
        }
    });
    return notes.inWords();
}

bool SceneEngine::isSettled() const
{
    return m_impl->engine.isSettled() && !m_impl->contours.isBusy()
        && std::none_of(m_impl->viewFades.begin(), m_impl->viewFades.end(),
                        [](const SourceFade& fade) { return fade.isBusy(); });
}

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

double SceneEngine::groundHeightAt(double lonDegrees, double latDegrees) const
{
    return m_impl->ground->heightAt(lonDegrees, latDegrees);
}

std::optional<SceneEngine::GroundPlace> SceneEngine::groundPlaceAt(double lonDegrees, double latDegrees) const
{
    const auto place = m_impl->heights.placeAt(lonDegrees, latDegrees);
    return place ? std::optional(GroundPlace{place->ellipsoidalMeters, place->nationalMeters}) : std::nullopt;
}

std::span<const ContourLabel> SceneEngine::contourLabels(std::size_t view) const
{
    return view < m_impl->contourLabels.size() ? std::span<const ContourLabel>(m_impl->contourLabels[view])
                                               : std::span<const ContourLabel>();
}

std::uint64_t SceneEngine::groundRevision() const { return m_impl->heights.isEmpty() ? 0 : m_impl->heights.revision(); }

std::optional<FeaturePlace> SceneEngine::find(const PickResult& earlier, std::size_t view) const
{
    return m_impl->engine.find(earlier, view);
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

} // namespace guanjing::layers
