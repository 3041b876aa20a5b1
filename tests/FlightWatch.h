#pragma once
// Watches an engine in flight for what a user would call holes and flicker. For TileEngine and SceneEngine alike.

#include "layers/tiling/DrawList.h"
#include "layers/tiling/Pick.h"
#include "layers/tiling/ViewState.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace guanjing::test {

struct FlightFigures {
    std::uint64_t frames = 0;
    std::uint64_t rays = 0; ///< that hit something before a frame
    std::uint64_t lostRays = 0; ///< of them those that hit nothing after it
    std::uint64_t holes = 0; ///< lost rays around which nothing is hit either: no outline that moved by a pixel
    std::uint64_t framesWithHoles = 0;
    std::uint64_t fallen =
        0; ///< rays that hit a tileset before, and after it only the ground behind it, as do those around
    std::uint64_t alternations = 0; ///< tiles that left the picture and came back within 2 s while the camera rested
};

/// Before each update a fixed pattern of rays of the new views meets what was drawn before, afterwards what is drawn now.
template <class Engine> class FlightWatch {
public:
    explicit FlightWatch(Engine& engine, int raysAcross = 12, int raysDown = 8)
        : m_engine(engine), m_across(raysAcross), m_down(raysDown)
    { }

    void beforeUpdate(std::span<const layers::ViewState> views)
    {
        m_before.assign(views.size(), {});
        for (std::size_t i = 0; i < views.size(); ++i) {
            m_before[i].resize(static_cast<std::size_t>(m_across) * static_cast<std::size_t>(m_down));
            if (m_figures.frames == 0)
                continue;
            for (std::size_t ray = 0; ray < m_before[i].size(); ++ray)
                m_before[i][ray] = m_engine.pick(rayAt(views[i], ray, 0, 0), i);
        }
    }

    /// `isResting`: the views are those of the frame before.
    void afterUpdate(std::span<const layers::ViewState> views, double nowSeconds, bool isResting)
    {
        ++m_figures.frames;
        bool hasHole = false;
        for (std::size_t i = 0; i < views.size(); ++i) {
            for (std::size_t ray = 0; ray < m_before[i].size(); ++ray)
                hasHole = compare(views[i], i, ray) || hasHole;
        }
        m_figures.framesWithHoles += hasHole ? 1 : 0;
        m_drawn.resize(views.size());
        for (std::size_t i = 0; i < views.size(); ++i)
            noteDrawn(m_drawn[i], m_engine.list(i), nowSeconds, isResting);
    }

    [[nodiscard]] const FlightFigures& figures() const { return m_figures; }

private:
    struct Drawn {
        std::set<std::uint64_t> ids;
        std::map<std::uint64_t, double> leftAt; ///< during this rest
    };

    [[nodiscard]] layers::ViewState::Ray rayAt(const layers::ViewState& view, std::size_t ray, double dx,
                                               double dy) const
    {
        const auto across = static_cast<std::size_t>(m_across);
        const auto x = static_cast<double>(ray % across), y = static_cast<double>(ray / across);
        return view.rayThrough((x + 0.5) / m_across * view.width + dx, (y + 0.5) / m_down * view.height + dy);
    }

    bool compare(const layers::ViewState& view, std::size_t index, std::size_t ray)
    {
        const std::optional<layers::PickResult>& before = m_before[index][ray];
        if (!before)
            return false;
        ++m_figures.rays;
        const auto after = m_engine.pick(rayAt(view, ray, 0, 0), index);
        // Ground that came up before the tileset hides it; only ground behind it shows that it is gone.
        const auto isAtLeastAsMuch = [&](const layers::PickResult& now) {
            return before->isGround || !now.isGround || now.distanceMeters < before->distanceMeters * 1.01 + 1.0;
        };
        if (after && isAtLeastAsMuch(*after))
            return false;
        m_figures.lostRays += after ? 0 : 1;
        // Levels of detail differ in their outlines: a pixel or two beside it the same thing is hit.
        for (const auto& [dx, dy] : {std::pair{3.0, 0.0}, {-3.0, 0.0}, {0.0, 3.0}, {0.0, -3.0}}) {
            const auto beside = m_engine.pick(rayAt(view, ray, dx, dy), index);
            if (beside && (!after || isAtLeastAsMuch(*beside)))
                return false;
        }
        if (after) {
            ++m_figures.fallen;
            return false;
        }
        ++m_figures.holes;
        return true;
    }

    void noteDrawn(Drawn& drawn, const layers::DrawList& list, double now, bool isResting)
    {
        std::set<std::uint64_t> ids;
        for (const layers::DrawItem& item : list.items)
            ids.insert(item.tileId);
        if (!isResting)
            drawn.leftAt.clear();
        else {
            for (const std::uint64_t id : drawn.ids) {
                if (!ids.contains(id))
                    drawn.leftAt[id] = now;
            }
            for (const std::uint64_t id : ids) {
                const auto left = drawn.leftAt.find(id);
                if (left == drawn.leftAt.end() || drawn.ids.contains(id))
                    continue;
                m_figures.alternations += now - left->second <= 2.0 ? 1 : 0;
                drawn.leftAt.erase(left);
            }
        }
        drawn.ids = std::move(ids);
    }

    Engine& m_engine;
    int m_across, m_down;
    FlightFigures m_figures;
    std::vector<std::vector<std::optional<layers::PickResult>>> m_before;
    std::vector<Drawn> m_drawn;
};

} // namespace guanjing::test
