#include "render/symbols/LabelPlacer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace guanjing::render {

namespace {

constexpr int kSides = 4;
constexpr float kGapPixels = 3.0f;
constexpr float kAirPixels = 2.5f; ///< around a new label
constexpr float kPlentyPixels = 2.9f; ///< around a label that was a shorter one before
constexpr float kKeepFactor = 1.35f; ///< cluster members leave at this many times the joining distance

/// Boxes by the cells that they touch.
class BoxIndex {
public:
    BoxIndex(float width, float height)
        : m_columns(static_cast<int>(width / kCell) + 1)
        , m_rows(static_cast<int>(height / kCell) + 1)
        , m_cells(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows))
    { }
    void add(const ScreenBox& box)
    {
        visit(box, [&](std::vector<ScreenBox>& cell) {
            cell.push_back(box);
            return false;
        });
    }
    [[nodiscard]] bool isFree(const ScreenBox& box)
    {
        return !visit(box, [&](const std::vector<ScreenBox>& cell) {
            return std::any_of(cell.begin(), cell.end(), [&](const ScreenBox& other) { return box.meets(other); });
        });
    }

private:
    static constexpr float kCell = 64.0f;
    template <class Visitor> bool visit(const ScreenBox& box, Visitor&& visitor)
    {
        const auto clampTo = [](float v, int count) { return std::clamp(static_cast<int>(v / kCell), 0, count - 1); };
        const int x0 = clampTo(box.left, m_columns), x1 = clampTo(box.right, m_columns);
        const int y0 = clampTo(box.top, m_rows), y1 = clampTo(box.bottom, m_rows);
        for (int y = y0; y <= y1; ++y)
            for (int x = x0; x <= x1; ++x)
                if (visitor(m_cells[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_columns)
                                    + static_cast<std::size_t>(x)]))
                    return true;
        return false;
    }
    int m_columns, m_rows;
    std::vector<std::vector<ScreenBox>> m_cells;
};

constexpr int kShort = 100; ///< added to the side where the shorter label stands

/// Centred labels: the middle's offsets, in widths and heights of the label. A name that finds no room beside its place is
/// left out rather than put where it would name something else.
constexpr std::array<std::array<float, 2>, 3> kCentredOffsets{{{0.0f, 0.0f}, {0.0f, -1.1f}, {0.0f, 1.1f}}};

int sidesOf(const LabelPlacer::Wish& wish)
{
    return wish.pinned ? 1 : (wish.centered ? static_cast<int>(kCentredOffsets.size()) : kSides);
}

ScreenBox boxAt(const LabelPlacer::Wish& wish, int place)
{
    const int side = place % kShort;
    const float width = place < kShort ? wish.width : wish.shortWidth;
    const float height = place < kShort ? wish.height : wish.shortHeight;
    const float away = wish.radius + kGapPixels;
    float left = wish.x + away, top = wish.y - height / 2;
    if (wish.centered) {
        const auto& offset = kCentredOffsets[static_cast<std::size_t>(side)];
        left = wish.x + (offset[0] - 0.5f) * width;
        top = wish.y + (offset[1] - 0.5f) * height;
    } else if (side == 1) {
        left = wish.x - away - width;
    } else if (side == 2) {
        left = wish.x - width / 2;
        top = wish.y - away - height;
    } else if (side == 3) {
        left = wish.x - width / 2;
        top = wish.y + away;
    }
    left = std::round(left);
    top = std::round(top);
    return {left, top, left + width, top + height};
}

} // namespace

std::vector<LabelPlacer::Place> LabelPlacer::place(const std::vector<Wish>& wishes,
                                                   const std::vector<ScreenBox>& markers, float viewWidth,
                                                   float viewHeight, std::size_t atMost)
{
    BoxIndex taken(viewWidth, viewHeight);
    for (const ScreenBox& marker : markers)
        taken.add(marker);
    std::vector<std::size_t> order(wishes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Among equals those that have a place come first.
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (wishes[a].priority != wishes[b].priority)
            return wishes[a].priority > wishes[b].priority;
        return wasPlaced(wishes[a].id) && !wasPlaced(wishes[b].id);
    });

    std::vector<Place> result;
    std::unordered_map<std::uint64_t, int> sides;
    const auto attempt = [&](std::size_t index, int side, float air) {
        const ScreenBox box = boxAt(wishes[index], side);
        const bool inside = box.left >= 0 && box.top >= 0 && box.right <= viewWidth && box.bottom <= viewHeight;
        if (!inside || !taken.isFree({box.left - air, box.top - air, box.right + air, box.bottom + air}))
            return false;
        taken.add(box);
        result.push_back({index, box.left, box.top, side >= kShort});
        sides[wishes[index].id] = side;
        return true;
    };
    std::size_t counted = 0;
    for (const std::size_t index : order) {
        if (!wishes[index].centered && counted >= atMost)
            continue;
        const Wish& wish = wishes[index];
        const std::size_t sofar = result.size();
        const auto attemptAll = [&](int form, float air) {
            for (int side = 0; side < sidesOf(wish); ++side)
                if (attempt(index, form + side, air))
                    return true;
            return false;
        };
        const auto before = m_sides.find(wish.id);
        const bool hadOne = before != m_sides.end();
        // A short one grows again only into plenty of room.
        const bool wasShort = hadOne && before->second >= kShort;
        const bool placed = (wasShort && attemptAll(0, kPlentyPixels))
            || (hadOne && before->second % kShort < sidesOf(wish) && (!wasShort || wish.shortWidth > 0)
                && attempt(index, before->second, 0.0f))
            || (!wasShort && attemptAll(0, hadOne ? 1.0f : kAirPixels));
        if (!placed && wish.shortWidth > 0)
            attemptAll(kShort, hadOne ? 1.0f : kAirPixels);
        if (!wishes[index].centered)
            counted += result.size() - sofar;
    }
    m_sides = std::move(sides);
    return result;
}

std::vector<MarkerClusterer::Cluster> MarkerClusterer::cluster(const std::vector<Marker>& markers, float distancePixels)
{
    std::vector<std::size_t> order(markers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(markers[a].alone, markers[a].priority) > std::pair(markers[b].alone, markers[b].priority);
    });

    const float keep = distancePixels * kKeepFactor;
    std::unordered_map<std::int64_t, std::vector<std::size_t>> leadersByCell; // cell → indices into result
    const auto cellOf = [&](float v) { return static_cast<std::int64_t>(std::floor(v / keep)); };
    std::vector<Cluster> result;
    std::unordered_map<std::uint64_t, std::uint64_t> leaders;
    for (const std::size_t index : order) {
        const Marker& marker = markers[index];
        const auto before = m_leaders.find(marker.id);
        std::size_t best = result.size();
        float bestDistance = 0;
        const std::int64_t cx = cellOf(marker.x), cy = cellOf(marker.y);
        for (std::int64_t y = cy - 1; y <= cy + 1 && !marker.alone; ++y)
            for (std::int64_t x = cx - 1; x <= cx + 1; ++x) {
                const auto cell = leadersByCell.find(x * 1'000'003 + y);
                if (cell == leadersByCell.end())
                    continue;
                for (const std::size_t candidate : cell->second) {
                    const Marker& leader = markers[result[candidate].leader];
                    const float distance = std::hypot(leader.x - marker.x, leader.y - marker.y);
                    const bool together = before != m_leaders.end() && before->second == leader.id;
                    if (!leader.alone && distance < (together ? keep : distancePixels)
                        && (best == result.size() || distance < bestDistance)) {
                        best = candidate;
                        bestDistance = distance;
                    }
                }
            }
        if (best == result.size()) {
            result.push_back({index, {index}});
            leadersByCell[cx * 1'000'003 + cy].push_back(best);
        } else {
            result[best].members.push_back(index);
        }
        leaders[marker.id] = markers[result[best].leader].id;
    }
    m_leaders = std::move(leaders);
    return result;
}

} // namespace guanjing::render
