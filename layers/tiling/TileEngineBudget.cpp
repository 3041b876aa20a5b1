// How coarse everything has to be, so that it fits the memory budget.
#include "layers/tiling/TileEngine.h"

#include <algorithm>

namespace guanjing::layers {

namespace {

constexpr double kCoarsenStep = 1.3;
/// Share of the budget that the wishes may come to: the rest is for what is drawn until they are there.
constexpr double kFullShare = 0.85;
/// And to which one step finer may be expected to come: it is an estimate, and what becomes finer should stay.
constexpr double kRefineShare = 0.6;
constexpr double kTransitionShare = 0.9;

bool isSame(const ViewState& a, const ViewState& b)
{
    return a.eye == b.eye && a.direction == b.direction && a.up == b.up && a.width == b.width && a.height == b.height
        && a.isOrthographic == b.isOrthographic && a.halfY == b.halfY && a.tanHalfY == b.tanHalfY;
}

} // namespace

bool TileEngine::isSameView() const
{
    return std::equal(m_panes.begin(), m_panes.end(), m_coarsenedAt.begin(), m_coarsenedAt.end(),
                      [](const auto& pane, const ViewState& view) { return isSame(pane->view, view); });
}

std::vector<ViewState> TileEngine::views() const
{
    std::vector<ViewState> views;
    for (const auto& pane : m_panes)
        views.push_back(pane->view);
    return views;
}

void TileEngine::coarsen()
{
    if (m_errorFactor >= kMostErrorFactor)
        return;
    m_errorFactor = std::min(m_errorFactor * kCoarsenStep, kMostErrorFactor);
    m_coarsenedAt = views();
    m_hasAdapted = true;
}

bool TileEngine::coarsenToWishes()
{
    m_hasAdapted = false;
    // What it will come to is known before it is loaded: so nothing fine is shown that has to go again.
    if (static_cast<double>(m_loader.wishedBytes()) > kFullShare * static_cast<double>(m_settings.memoryBudgetBytes))
        coarsen();
    return m_hasAdapted;
}

void TileEngine::adaptToRoom()
{
    if (m_hasAdapted)
        return;
    // What dissolves takes room for a moment only.
    if (m_loader.isShortOfRoom()) {
        if (m_loader.isIdle() && !m_isFading)
            coarsen();
        return;
    }
    // Finer again only from another place: what did not fit here will not fit here later.
    if (m_errorFactor <= 1.0 || m_loader.pending() > 0 || isSameView())
        return;
    if (hasRoomForFiner()) {
        m_errorFactor = std::max(m_errorFactor / kCoarsenStep, 1.0);
        m_hasAdapted = true;
    } else {
        m_coarsenedAt = views();
    }
}

bool TileEngine::hasRoomForFiner()
{
    std::size_t now = 0, finer = 0;
    const auto add = [&](const Selection& selection) {
        for (const WantedTile& wanted : selection.ideal)
            m_counted.push_back(wanted.tile);
    };
    // Views share tiles, so each counts once.
    const auto take = [&] {
        std::sort(m_counted.begin(), m_counted.end());
        const auto end = std::unique(m_counted.begin(), m_counted.end());
        const auto count = static_cast<std::size_t>(end - m_counted.begin());
        m_counted.clear();
        return count;
    };
    for (const auto& entry : m_entries) {
        if (!entry->tree->isVisible || entry->tree->opacity <= 0.0f)
            continue;
        for (std::size_t i = 0; i < m_panes.size(); ++i)
            add(entry->seen[i]->selection);
        now += take();
        for (std::size_t i = 0; i < m_panes.size(); ++i) {
            TileSelector::Parameters finerBy = parameters(i);
            finerBy.errorFactor = std::max(m_errorFactor / kCoarsenStep, 1.0);
            finerBy.preloadAncestors = finerBy.preloadSiblings = false;
            TileSelector::select(*entry->tree, m_panes[i]->view, finerBy, m_trial);
            add(m_trial);
        }
        finer += take();
    }
    const auto budget = static_cast<double>(m_settings.memoryBudgetBytes);
    const auto coarse = static_cast<double>(m_loader.wishedBytes());
    const double fine = coarse * static_cast<double>(finer) / static_cast<double>(std::max<std::size_t>(now, 1));
    // Until the last finer tile is there, most of the coarser ones are drawn beside them.
    return fine < kRefineShare * budget && coarse + fine < kTransitionShare * budget;
}

} // namespace guanjing::layers
