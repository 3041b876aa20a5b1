#include "layers/tiling/LodFade.h"

#include <glm/geometric.hpp>

#include <algorithm>

namespace guanjing::layers {

namespace {

constexpr std::chrono::duration<double> kFade{0.3};
/// Beyond so many at once a fade would cost more than it pleases: a new view, not a new level.
constexpr std::size_t kMostLeaving = 400;

bool sees(const ViewState& view, const Tile& tile)
{
    return tile.volume.isUnbounded()
        || std::all_of(view.planes().begin(), view.planes().end(), [&](const glm::dvec4& plane) {
               const glm::dvec3 normal(plane);
               return glm::dot(normal, tile.volume.center) + plane.w >= -tile.volume.extentAlong(normal);
           });
}

/// Far enough to lie behind the level that replaces it, finer or coarser.
float pushBackOf(const TileTree& tree, const Tile& tile, double distance)
{
    const Tile& coarser = tile.parent == kNoTile ? tile : tree.tile(tile.parent);
    const double error = std::max(tree.errorOf(tile), tree.errorOf(coarser));
    return std::clamp(static_cast<float>(error / std::max(distance, 1.0)), 1e-4f, 0.5f);
}

} // namespace

void LodFade::noteEntering(const TileTree& tree, const Selection& selection, std::uint32_t frame, std::size_t view,
                           Time now)
{
    m_now = now;
    std::erase_if(m_entering, [&](const auto& entry) { return now - entry.second >= kFade; });
    if (m_previousView.width <= 0)
        return;
    for (const SelectedTile& drawn : selection.draw) {
        const Tile& tile = tree.tile(drawn.tile);
        const bool isNew = !tile.drawn.isSet(frame - 1, view);
        const bool isBack = isNew && std::any_of(m_leaving.begin(), m_leaving.end(), [&](const Leaving& leaving) {
                                return leaving.tile.tile == drawn.tile;
                            });
        // What the camera's motion brought into the picture was there all the time.
        if (isNew && !isBack && sees(m_previousView, tile))
            m_entering.try_emplace(drawn.tile, now);
    }
}

void LodFade::noteLeaving(const TileTree& tree, const Selection& selection, std::uint32_t frame, std::size_t view,
                          const ViewState& state)
{
    for (const SelectedTile& before : m_previous) {
        const Tile& tile = tree.tile(before.tile);
        if (!tile.drawn.isSet(frame, view) && m_leaving.size() < kMostLeaving)
            m_leaving.push_back({before, m_now});
    }
    m_leavingTiles.clear();
    std::erase_if(m_leaving, [&](Leaving& leaving) {
        const Tile& tile = tree.tile(leaving.tile.tile);
        if (m_now - leaving.since >= kFade || tile.drawn.isSet(frame, view) || !tile.content || !tile.content->isReady()
            || !sees(state, tile))
            return true;
        const double distance = tile.volume.distanceTo(state.eye);
        leaving.tile.distanceMeters = static_cast<float>(distance);
        leaving.tile.pushBack = pushBackOf(tree, tile, distance);
        m_leavingTiles.push_back(leaving.tile);
        return false;
    });
    m_previous = selection.draw;
    m_previousView = state;
}

void LodFade::clear()
{
    m_entering.clear();
    m_leaving.clear();
    m_leavingTiles.clear();
    m_previous.clear();
    m_previousView = {};
}

float LodFade::coverOf(TileIndex tile) const
{
    const auto found = m_entering.find(tile);
    if (found == m_entering.end())
        return 1.0f;
    const double share = std::chrono::duration<double>(m_now - found->second) / kFade;
    return std::clamp(static_cast<float>(share), 0.0f, 1.0f);
}

} // namespace guanjing::layers
