#include "layers/scene/SceneEngine.h"

#include "geodata/crs/Ellipsoid.h"
#include "geodata/styling/AttributeStyle.h"
#include "geodata/styling/Style.h"
#include "layers/scene/Dates.h"
#include "layers/scene/PointHeights.h"
#include "layers/scene/SceneEngineImpl.h"
#include "layers/tiling/ContentLook.h"
#include "layers/tiling/StyleNotes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace guanjing::layers {

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
