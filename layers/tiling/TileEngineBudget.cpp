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
/// A step coarser that leaves more than this share of the bytes is not worth its blur: the rest has no coarser stand-in.
constexpr double kLeastSaving = 0.95;
/// That far ahead a saving is looked for: two levels of a tree whose error halves.
constexpr int kStepsAhead = 6;

bool isSame(const ViewState& a, const ViewState& b)
{
    return a.eye == b.eye && a.direction == b.direction && a.up == b.up && a.width == b.width && a.height == b.height
        && a.isOrthographic == b.isOrthographic && a.halfY == b.halfY && a.tanHalfY == b.tanHalfY
        && a.planes() == b.planes() && a.shares == b.shares;
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
    if (m_errorFactor >= kMostErrorFactor || (m_leavesOut && isSameView()))
        return;
    const auto wished = static_cast<double>(m_loader.wishedBytes());
    m_coarsenedAt = views();
    m_leavesOut = false;
    if (wished <= kFullShare * static_cast<double>(m_settings.memoryBudgetBytes)) {
        m_errorFactor = std::min(m_errorFactor * kCoarsenStep, kMostErrorFactor);
        m_hasAdapted = true;
        return;
    }
    // Levels lie apart, so the first steps may change nothing yet.
    double next = m_errorFactor, share = 1.0;
    for (int i = 0; i < kStepsAhead && next < kMostErrorFactor; ++i) {
        next = std::min(next * kCoarsenStep, kMostErrorFactor);
        share *= kLeastSaving;
        if (wishedBytesAt(next) <= share * wished) {
            m_errorFactor = next;
            m_hasAdapted = true;
            return;
        }
    }
    m_leavesOut = true;
}

void TileEngine::coarsenToWishes()
{
    m_hasAdapted = false;
    // What it will come to is known before it is loaded: so nothing fine is shown that has to go again.
    if (static_cast<double>(m_loader.wishedBytes()) > kFullShare * static_cast<double>(m_settings.memoryBudgetBytes))
        coarsen();
    else
        m_leavesOut = false;
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
    if (m_errorFactor <= 1.0 || m_leavesOut || m_loader.pending() > 0 || isSameView())
        return;
    if (hasRoomForFiner()) {
        m_errorFactor = std::max(m_errorFactor / kCoarsenStep, 1.0);
        m_hasAdapted = true;
    } else {
        m_coarsenedAt = views();
    }
}

double TileEngine::wishedBytesAt(double errorFactor)
{
    const auto add = [&](const Selection& selection) {
        for (const WantedTile& wanted : selection.ideal)
            m_counted.push_back(wanted.tile);
    };
    // Views share tiles, so each counts once.
    const auto take = [&] {
        std::sort(m_counted.begin(), m_counted.end());
        const auto end = std::unique(m_counted.begin(), m_counted.end());
        const auto count = static_cast<double>(end - m_counted.begin());
        m_counted.clear();
        return count;
    };
    double bytes = 0;
    for (const auto& entry : m_entries) {
        if (!entry->tree->isVisible || entry->tree->opacity <= 0.0f)
            continue;
        for (std::size_t i = 0; i < m_panes.size(); ++i)
            add(entry->seen[i]->selection);
        const double now = take();
        for (std::size_t i = 0; i < m_panes.size(); ++i) {
            if (!m_panes[i]->view.shareOf(entry->tree->id()).isLoaded)
                continue;
            beginView(m_panes[i]->view);
            TileSelector::Parameters other = parameters(i);
            other.errorFactor = errorFactor;
            other.preloadAncestors = other.preloadSiblings = false;
            TileSelector::select(*entry->tree, m_panes[i]->view, other, m_trial);
            add(m_trial);
        }
        bytes += static_cast<double>(entry->wishedBytes) * take() / std::max(now, 1.0);
    }
    return bytes;
}

bool TileEngine::hasRoomForFiner()
{
    const auto budget = static_cast<double>(m_settings.memoryBudgetBytes);
    const auto coarse = static_cast<double>(m_loader.wishedBytes());
    const double fine = wishedBytesAt(std::max(m_errorFactor / kCoarsenStep, 1.0));
    // Until the last finer tile is there, most of the coarser ones are drawn beside them.
    return fine < kRefineShare * budget && coarse + fine < kTransitionShare * budget;
}

} // namespace guanjing::layers
