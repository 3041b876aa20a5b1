#include "layers/tiling/TileEngine.h"

#include "layers/tiling/FeatureMatch.h"
#include "layers/tiling/ModelPicker.h"
#include "layers/tiling/PickedSurface.h"
#include "layers/tiling/StyleNotes.h"

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

namespace guanjing::layers {

namespace {

/// Meshes of the bare ground cost a worker microseconds and carry all pictures: before every stand-in.
constexpr double kGroundPriority = 1e10;
constexpr double kIdlePriority = 1e12;
/// What a root of ours has in place of an error.
constexpr double kMostErrorMeters = 1e9;

double millisecondsSince(std::chrono::steady_clock::time_point start, const Clock& clock)
{
    return std::chrono::duration<double, std::milli>(clock.steadyNow() - start).count();
}

float finiteError(const TileTree& tree, const Tile& tile)
{
    const double error = tree.errorOf(tile);
    return error > 0.0 && error < kMostErrorMeters ? static_cast<float>(error) : 0.0f;
}

/// Of additive tiles that are drawn with finer ones among them, the greatest error among those: what the coarser points
/// are to look like there. The selection has parents before their children.
void findErrorsBelow(const TileTree& tree, const Selection& selection, std::unordered_map<TileIndex, float>& errors)
{
    errors.clear();
    for (auto it = selection.draw.rbegin(); it != selection.draw.rend(); ++it) {
        const Tile& tile = tree.tile(it->tile);
        TileIndex above = tile.parent;
        while (above != kNoTile && !tree.tile(above).isDrawable())
            above = tree.tile(above).parent;
        if (above == kNoTile || !tree.tile(above).isAdditive)
            continue;
        const auto own = errors.find(it->tile);
        float error = own != errors.end() ? own->second : finiteError(tree, tile);
        // A leaf without error is as much finer as levels usually are.
        if (error <= 0.0f)
            error = finiteError(tree, tree.tile(above)) / 2.0f;
        float& greatest = errors[above];
        greatest = std::max(greatest, error);
    }
}

bool isLoadedIn(const ViewState& view, const TileTree& tree) { return view.shareOf(tree.id()).isLoaded; }

/// Same picture, greater depth: everything moves away from the eye along its line of sight. Parallel lines of sight
/// all move alike.
glm::dmat4 pushedBack(const ViewState& view, double distance, double factor)
{
    glm::dmat4 matrix(1.0);
    if (view.isOrthographic)
        return glm::translate(matrix, view.direction * (distance * factor));
    matrix = glm::translate(matrix, view.eye);
    matrix = glm::scale(matrix, glm::dvec3(1.0 + factor));
    return glm::translate(matrix, -view.eye);
}

} // namespace

TileEngine::TileEngine(TileLoader::Services services, std::function<void()> changed)
    : m_clock(services.clock)
    , m_changed(changed)
    , m_loader(services, changed)
    , m_clipper(m_loader)
    , m_refresher(m_loader, services.clock)
    , m_styler(services.tasks, services.clock, services.preparer, m_loader, std::move(changed))
{
    m_panes.push_back(std::make_unique<Pane>());
}

TileEngine::~TileEngine() = default;

void TileEngine::setSettings(const TileEngineSettings& settings)
{
    if (settings.memoryBudgetBytes != m_settings.memoryBudgetBytes)
        m_coarsenedAt.clear();
    m_leavesOut = m_leavesOut && settings.memoryBudgetBytes == m_settings.memoryBudgetBytes;
    m_settings = settings;
    m_loader.setLimits({settings.maximumInFlight, settings.memoryBudgetBytes});
}

TileTree& TileEngine::add(std::unique_ptr<TileTree> tree)
{
    m_entries.push_back(std::make_unique<Entry>());
    m_entries.back()->tree = std::move(tree);
    return *m_entries.back()->tree;
}

void TileEngine::remove(const TileTree& tree)
{
    for (const auto& pane : m_panes) {
        pane->list.items.clear();
        pane->list.overlays.clear();
    }
    m_clipper.forget(tree);
    m_refresher.forget(tree);
    m_styler.forget(tree);
    std::erase_if(m_entries, [&](const auto& entry) { return entry->tree.get() == &tree; });
}

const DrawList& TileEngine::update(const ViewState& view)
{
    update(std::span<const ViewState>(&view, 1));
    return list(0);
}

void TileEngine::update(std::span<const ViewState> views)
{
    ++m_frame;
    auto start = m_clock.steadyNow();
    m_loader.beginFrame(m_settings.uploadPerFrame);
    for (const auto& entry : m_entries) {
        m_clipper.update(*entry->tree);
        m_refresher.update(*entry->tree);
        m_styler.update(*entry->tree);
    }
    m_counters.uploadMilliseconds = millisecondsSince(start, m_clock);

    start = m_clock.steadyNow();
    m_counters.selected = m_counters.visited = 0;
    while (m_panes.size() < views.size())
        m_panes.push_back(std::make_unique<Pane>());
    m_panes.resize(std::max<std::size_t>(views.size(), 1));
    for (std::size_t i = 0; i < views.size(); ++i) {
        Pane& pane = *m_panes[i];
        pane.view = views[i];
        pane.list.isStudio = m_isStudio;
        pane.list.groundLook = i < m_groundLooks.size() ? m_groundLooks[i] : GroundLook();
        pane.list.items.clear();
        pane.list.overlays.clear();
        pane.list.pushes.clear();
        pane.unsorted.clear();
        pane.order.clear();
    }
    m_isFading = false;
    for (const auto& entry : m_entries)
        select(*entry);
    if (m_drape) {
        m_drape->finishWants();
        m_isFading = m_isFading || m_drape->isFading();
    }
    for (const auto& pane : m_panes) {
        // Near to far, ground before the rest at equal distance by the order of the trees.
        std::sort(pane->order.begin(), pane->order.end());
        pane->list.items.reserve(pane->order.size());
        for (const auto& [distance, index] : pane->order)
            pane->list.items.push_back(pane->unsorted[index]);
    }
    coarsenToWishes();
    m_loader.endFrame(m_hasAdapted      ? TileLoader::Wishes::Hold
                          : m_leavesOut ? TileLoader::Wishes::LeaveOut
                                        : TileLoader::Wishes::Follow);
    adaptToRoom();
    m_counters.selectMilliseconds = millisecondsSince(start, m_clock);
    // Nothing under way will wake the caller, but the next update has something to do.
    if (!isLoaded() && m_loader.isIdle() && !m_loader.hasRetriesWaiting() && m_changed)
        m_changed();
}

TileSelector::Parameters TileEngine::parameters(std::size_t view) const
{
    TileSelector::Parameters parameters;
    parameters.errorFactor = m_errorFactor;
    parameters.frame = m_frame;
    parameters.view = view;
    parameters.overlays = m_drape;
    parameters.preloadAncestors = m_settings.preloadAncestors;
    parameters.preloadSiblings = m_settings.preloadSiblings;
    parameters.fogPerMeter = m_settings.fogPerMeter;
    parameters.foveation = m_settings.foveation;
    return parameters;
}

void TileEngine::select(Entry& entry)
{
    TileTree& tree = *entry.tree;
    entry.pending = 0;
    entry.wishedBytes = 0;
    entry.seen.resize(m_panes.size());
    for (auto& seen : entry.seen) {
        if (!seen)
            seen = std::make_unique<Seen>();
    }
    if (!tree.isVisible || tree.opacity <= 0.0f) {
        for (const auto& seen : entry.seen) {
            seen->selection.clear();
            seen->fade.clear();
        }
        return;
    }
    const std::size_t wishedBefore = m_loader.wishedBytes();
    // What the last frame drew decides with: nothing is marked anew before all views have selected.
    for (std::size_t i = 0; i < m_panes.size(); ++i) {
        Selection& selection = entry.seen[i]->selection;
        if (!isLoadedIn(m_panes[i]->view, tree)) {
            selection.clear();
            continue;
        }
        beginView(m_panes[i]->view);
        TileSelector::Parameters shown = parameters(i);
        shown.makesGround = true;
        TileSelector::select(tree, m_panes[i]->view, shown, selection);
        m_counters.visited += selection.visited;
        want(entry, selection, Need::Now);
        m_refresher.noteSeen(tree, selection.expiring);
    }
    entry.wishedBytes = m_loader.wishedBytes() - wishedBefore;
    if (m_destination && isLoadedIn(*m_destination, tree)) {
        beginView(*m_destination);
        TileSelector::select(tree, *m_destination, parameters(0), entry.ahead);
        want(entry, entry.ahead, Need::Ahead);
    }
    const LodFade::Time now = m_clock.steadyNow();
    // The ground's meshes all show the same surface, and its pictures fade by themselves. What dissolved would show the
    // sky wherever nothing lies behind.
    const bool fades = m_settings.fades && !tree.isGround();
    for (std::size_t i = 0; i < m_panes.size(); ++i) {
        Seen& seen = *entry.seen[i];
        if (fades)
            seen.fade.noteEntering(tree, seen.selection, m_frame, i, now);
        else
            seen.fade.clear();
    }
    for (std::size_t i = 0; i < m_panes.size(); ++i) {
        Seen& seen = *entry.seen[i];
        TileSelector::markDrawn(tree, seen.selection, m_frame, i);
        if (fades)
            seen.fade.noteLeaving(tree, seen.selection, m_frame, i, m_panes[i]->view);
        m_isFading = m_isFading || seen.fade.isActive();
        beginView(m_panes[i]->view);
        addToDrawList(entry, seen, *m_panes[i]);
    }
}

void TileEngine::beginView(const ViewState& view)
{
    if (m_drape)
        m_drape->beginView(view);
}

void TileEngine::want(Entry& entry, const Selection& selection, Need need)
{
    TileTree& tree = *entry.tree;
    const double lift = tree.isGround() ? kGroundPriority : 0.0;
    const auto wantContent = [&](const WantedTile& wanted) {
        if (!tree.tile(wanted.tile).isDrawable())
            return;
        if (!tree.wantInputs(wanted.tile, wanted.priority + lift, need)) {
            entry.pending += need == Need::Now ? 1 : 0;
            return;
        }
        TileContent& content = tree.contentOf(wanted.tile);
        const bool isReplacement = need == Need::Now && (wanted.isReplacement || wanted.isCover);
        m_loader.want(content, wanted.priority + lift, isReplacement, need);
        if (need == Need::Now && !content.isFinal())
            ++entry.pending;
    };
    for (const WantedTile& wanted : selection.covers)
        wantContent(wanted);
    for (const WantedTile& wanted : selection.ideal) {
        wantContent(wanted);
        if (m_drape)
            m_drape->want(tree, tree.tile(wanted.tile), wanted, need);
    }
    if (need != Need::Now)
        return;
    for (const TileIndex index : selection.keep)
        if (!m_leavesOut)
            m_loader.use(tree.contentOf(index));
    for (const TileIndex index : selection.preload) {
        if (tree.tile(index).isDrawable())
            m_loader.want(tree.contentOf(index), tree.errorOf(tree.tile(index)) - kIdlePriority, false, Need::Idle);
    }
}

void TileEngine::addToDrawList(Entry& entry, Seen& seen, Pane& pane)
{
    const float shownShare = pane.view.shareOf(entry.tree->id()).share;
    if (shownShare <= 0.0f)
        return;
    findErrorsBelow(*entry.tree, seen.selection, seen.errorsBelow);
    for (const SelectedTile& selected : seen.selection.draw) {
        ++m_counters.selected;
        const auto below = seen.errorsBelow.find(selected.tile);
        const float own = finiteError(*entry.tree, entry.tree->tile(selected.tile));
        const float share = below != seen.errorsBelow.end() && own > 0.0f ? std::min(below->second / own, 1.0f) : 1.0f;
        addToDrawList(*entry.tree, selected, std::min(seen.fade.coverOf(selected.tile), shownShare), pane, share);
    }
    for (const SelectedTile& leaving : seen.fade.leaving())
        addToDrawList(*entry.tree, leaving, shownShare, pane);
}

void TileEngine::addToDrawList(TileTree& tree, const SelectedTile& selected, float cover, Pane& pane, float pointShare)
{
    Tile& tile = tree.tile(selected.tile);
    TileContent& content = *tile.content;
    m_loader.markDrawn(content);
    DrawItem item;
    item.source = tree.id();
    item.tileId = tree.idOf(selected.tile);
    item.opacity = tree.opacity;
    item.cover = cover;
    item.isGround = tree.isGround();
    item.hasRelief = item.isGround && tree.hasMovingVolumes();
    item.pointLook = &tree.pointLook;
    item.errorMeters = finiteError(tree, tile);
    item.pointShare = pointShare;
    item.center = tile.volume.center;
    item.radius = static_cast<double>(tile.volume.radius);
    item.firstOverlay = static_cast<std::uint32_t>(pane.list.overlays.size());
    if (m_drape)
        item.overlayCount = m_drape->bind(tree, tile, pane.list.overlays);
    glm::dmat4 groundPush(1.0);
    if (selected.pushBack > 0) {
        const glm::dmat4 push =
            pushedBack(pane.view, static_cast<double>(selected.distanceMeters), static_cast<double>(selected.pushBack));
        if (tree.isGround()) { // nothing lies below it
            groundPush = push;
            item.center = glm::dvec3(push * glm::dvec4(item.center, 1.0));
            item.radius *= 1.0 + static_cast<double>(selected.pushBack);
        } else {
            item.standIn = static_cast<std::int32_t>(pane.list.pushes.size());
            pane.list.pushes.push_back(push);
        }
    }
    for (const LoadedPart& part : content.parts()) {
        item.content = part.prepared.get();
        item.part = &part;
        item.modelToWorld = tree.isGround() ? groundPush * part.modelToWorld : part.modelToWorld;
        pane.order.emplace_back(selected.distanceMeters, static_cast<std::uint32_t>(pane.unsorted.size()));
        pane.unsorted.push_back(item);
    }
}

bool TileEngine::isSettled() const { return isLoaded() && !m_styler.isBusy() && !m_clipper.isBusy(); }

bool TileEngine::isLoaded() const
{
    // What the last frame found to be made of less than there is now, the next one asks for.
    const bool isAsked =
        std::none_of(m_entries.begin(), m_entries.end(), [](const auto& entry) { return entry->tree->needsClips(); });
    return (m_loader.pending() == 0 && !m_hasAdapted && isAsked)
        || ((m_errorFactor >= kMostErrorFactor || m_leavesOut) && m_loader.isIdle() && !m_loader.hasRetriesWaiting());
}

std::size_t TileEngine::pendingOf(const TileTree& tree) const
{
    for (const auto& entry : m_entries) {
        if (entry->tree.get() == &tree)
            return entry->pending;
    }
    return 0;
}

std::optional<PickResult> TileEngine::pick(const ViewState::Ray& ray, std::size_t view) const
{
    std::optional<PickResult> best;
    double nearest = std::numeric_limits<double>::max();
    for (const auto& entry : m_entries) {
        TileTree& tree = *entry->tree;
        if (view >= entry->seen.size() || m_panes[view]->view.shareOf(tree.id()).share <= 0.0f)
            continue;
        for (const SelectedTile& selected : entry->seen[view]->selection.draw) {
            const Tile& tile = tree.tile(selected.tile);
            const glm::dvec3 toCenter = tile.volume.center - ray.origin;
            const double along = glm::dot(toCenter, ray.direction);
            // Models may reach a little beyond the volume that the tileset states.
            double radius = static_cast<double>(tile.volume.radius) * 1.5 + 1.0;
            radius += ray.radiusMeters + ray.radiusPerMeter * std::max(along + radius, 0.0);
            const double squared = glm::dot(toCenter, toCenter);
            if (squared - along * along > radius * radius || along < -radius || along - radius > nearest)
                continue;
            TileContent& content = *tile.content;
            auto& pickers = content.pickers();
            pickers.resize(content.parts().size());
            for (std::size_t i = 0; i < pickers.size(); ++i) {
                const LoadedPart& part = content.parts()[i];
                if (!part.model)
                    continue;
                if (!pickers[i])
                    pickers[i] = std::make_unique<ModelPicker>(part.model);
                const auto hit =
                    pickers[i]->intersect(part.modelToWorld, ray, nearest, tree.isGround(), part.look.get());
                if (!hit)
                    continue;
                nearest = hit->rank;
                best.emplace();
                best->position = hit->position;
                best->normal = hit->normal;
                best->distanceMeters = hit->distanceMeters;
                best->source = tree.id();
                best->tileId = tree.idOf(selected.tile);
                best->contentUrl = tree.contentUrl(selected.tile);
                best->isGround = tree.isGround();
                describeSurface(*part.model, *hit->instance, *hit->primitive, hit->point, *best);
                best->isAmongFeatures =
                    std::any_of(content.parts().begin(), content.parts().end(),
                                [](const LoadedPart& other) { return other.model && hasFeatures(*other.model); });
                best->metadata = tree.metadataOf(selected.tile, part.content);
                if (part.look)
                    addStyleMeta(*part.look, *part.model, *best);
            }
            tree.loader().recount(content);
        }
    }
    // A mesh only follows the surface that it stands for.
    if (best && best->isGround) {
        for (const auto& entry : m_entries) {
            if (entry->tree->id() != best->source)
                continue;
            if (const auto exact = entry->tree->surfaceAlong(ray, best->distanceMeters)) {
                best->distanceMeters = *exact;
                best->position = ray.origin + ray.direction * *exact;
            }
        }
    }
    return best;
}

std::optional<FeaturePlace> TileEngine::find(const PickResult& earlier, std::size_t view) const
{
    for (const auto& entry : m_entries) {
        const TileTree& tree = *entry->tree;
        if (tree.id() != earlier.source || view >= entry->seen.size())
            continue;
        const auto& drawn = entry->seen[view]->selection.draw;
        if (earlier.featureId && std::any_of(drawn.begin(), drawn.end(), [&](const SelectedTile& selected) {
                return tree.idOf(selected.tile) == earlier.tileId;
            }))
            return FeaturePlace{earlier.tileId, *earlier.featureId};
        for (const SelectedTile& selected : drawn) {
            const Tile& tile = tree.tile(selected.tile);
            // Coarse levels may lie beside the place that a fine one told.
            if (tile.volume.distanceTo(earlier.position) > 0.1 * static_cast<double>(tile.volume.radius))
                continue;
            for (const LoadedPart& part : tile.content->parts()) {
                if (!part.model)
                    continue;
                for (const tiles3d::PropertyTable& table : part.model->propertyTables) {
                    if (const auto row = rowOfFeature(table, earlier.attributes))
                        return FeaturePlace{tree.idOf(selected.tile), *row};
                }
            }
        }
    }
    return std::nullopt;
}

} // namespace guanjing::layers
