#include "geodata/clipping/ClipRegion.h"
#include "geodata/core/Log.h"
#include "geodata/net/AssetAccessor.h"
#include "geodata/net/Url.h"
#include "geodata/styling/Style.h"
#include "layers/scene/ImageryOptions.h"
#include "layers/scene/SceneEngineImpl.h"

#include <algorithm>
#include <utility>

// What a scene says, made into sources at work: trees, layers, feeds, and what clips and styles do to them.
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

} // namespace guanjing::layers
