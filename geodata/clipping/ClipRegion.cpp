#include "geodata/clipping/ClipRegion.h"

#include "geodata/clipping/ConvexParts.h"
#include "geodata/core/Limits.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace guanjing::clipping {

namespace {

bool isFinite(const glm::dvec2& v) { return std::isfinite(v.x) && std::isfinite(v.y); }

/// The wall over a side of a counter-clockwise ring.
glm::dvec4 wallOver(const glm::dvec2& from, const glm::dvec2& to)
{
    const glm::dvec2 along = glm::normalize(to - from);
    const glm::dvec2 inward(-along.y, along.x);
    return {inward.x, inward.y, 0.0, -glm::dot(inward, from)};
}

/// Whether a side passes through a rectangle or ends in it.
bool touches(const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& low, const glm::dvec2& high)
{
    double enter = 0, leave = 1;
    const glm::dvec2 along = b - a;
    for (int i = 0; i < 2; ++i) {
        if (along[i] == 0.0) {
            if (a[i] < low[i] || a[i] > high[i])
                return false;
            continue;
        }
        double first = (low[i] - a[i]) / along[i], second = (high[i] - a[i]) / along[i];
        if (first > second)
            std::swap(first, second);
        enter = std::max(enter, first);
        leave = std::min(leave, second);
    }
    return enter <= leave;
}

bool isInRing(std::span<const glm::dvec2> ring, const glm::dvec2& point)
{
    bool isIn = false;
    for (std::size_t i = 0, k = ring.size() - 1; i < ring.size(); k = i++) {
        const glm::dvec2 &a = ring[i], &b = ring[k];
        if ((a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x)
            isIn = !isIn;
    }
    return isIn;
}

} // namespace

Result<ClipRegion> ClipRegion::create(const ClipShape& shape)
{
    if (shape.box) {
        const ClipBox& box = *shape.box;
        if (!(box.widthMeters > 0 && box.depthMeters > 0 && box.boxHeightMeters > 0))
            return fail(ErrorCode::BadValue, {}, "the box has a side that is not longer than 0");
        ClipRegion region(shape, {box.lonDegrees, box.latDegrees, box.heightMeters});
        region.makeBoxCell();
        return region;
    }
    if (shape.polygon.size() < 3)
        return fail(ErrorCode::BadValue, {}, "a polygon needs at least 3 points");
    if (shape.polygon.size() > limits::kMaxClipCorners)
        return fail(ErrorCode::TooLarge, {},
                    std::to_string(shape.polygon.size()) + " points, at most " + std::to_string(limits::kMaxClipCorners)
                        + " are allowed");
    if (!(shape.minHeightMeters < shape.maxHeightMeters))
        return fail(ErrorCode::BadValue, {}, "minHeight is not below maxHeight");
    glm::dvec2 low = shape.polygon.front(), high = low;
    for (const glm::dvec2& point : shape.polygon) {
        if (!isFinite(point) || std::abs(point.x) > 180 || std::abs(point.y) > 90)
            return fail(ErrorCode::BadValue, {}, "a point that is no longitude and latitude");
        low = {std::min(low.x, point.x), std::min(low.y, point.y)};
        high = {std::max(high.x, point.x), std::max(high.y, point.y)};
    }
    if (std::max(high.x - low.x, high.y - low.y) > limits::kMaxClipExtentDegrees)
        return fail(ErrorCode::BadValue, {},
                    "wider than " + std::to_string(static_cast<int>(limits::kMaxClipExtentDegrees)) + " degrees");
    ClipRegion region(shape, {(low.x + high.x) / 2, (low.y + high.y) / 2, 0});
    if (auto made = region.makePolygonCells(); !made)
        return fail(std::move(made.error()));
    return region;
}

Result<void> ClipRegion::makePolygonCells()
{
    m_minHeight = m_shape.minHeightMeters;
    m_maxHeight = m_shape.maxHeightMeters;
    m_needsHeight = std::isfinite(m_minHeight) || std::isfinite(m_maxHeight);
    std::vector<glm::dvec2> ring;
    for (const glm::dvec2& point : m_shape.polygon)
        ring.emplace_back(m_frame.toLocal(guanjing::toEcef({point.x, point.y, 0})));
    m_ring = tidyRing(ring);
    const auto parts = convexParts(m_ring);
    if (!parts)
        return fail(parts.error());
    m_low = m_high = m_ring.front();
    for (const ConvexPart& part : *parts) {
        Cell cell;
        cell.low = cell.high = m_ring[part.front()];
        for (std::size_t i = 0; i < part.size(); ++i) {
            const std::size_t from = part[i], to = part[(i + 1) % part.size()];
            cell.sides.push_back({wallOver(m_ring[from], m_ring[to]), (from + 1) % m_ring.size() == to});
            cell.low = {std::min(cell.low.x, m_ring[from].x), std::min(cell.low.y, m_ring[from].y)};
            cell.high = {std::max(cell.high.x, m_ring[from].x), std::max(cell.high.y, m_ring[from].y)};
        }
        if (std::isfinite(m_minHeight))
            cell.sides.push_back({{0, 0, 1, -m_minHeight}, true});
        if (std::isfinite(m_maxHeight))
            cell.sides.push_back({{0, 0, -1, m_maxHeight}, true});
        m_low = {std::min(m_low.x, cell.low.x), std::min(m_low.y, cell.low.y)};
        m_high = {std::max(m_high.x, cell.high.x), std::max(m_high.y, cell.high.y)};
        m_cells.push_back(std::move(cell));
    }
    return {};
}

void ClipRegion::makeBoxCell()
{
    const ClipBox& box = *m_shape.box;
    const double heading = box.headingDegrees * kDegreesToRadians;
    const glm::dvec2 along(std::sin(heading), std::cos(heading)), across(along.y, -along.x);
    const glm::dvec2 halfAcross = across * (box.widthMeters / 2), halfAlong = along * (box.depthMeters / 2);
    m_ring = {-halfAcross - halfAlong, halfAcross - halfAlong, halfAcross + halfAlong, halfAlong - halfAcross};
    m_minHeight = -box.boxHeightMeters / 2;
    m_maxHeight = box.boxHeightMeters / 2;
    m_low = m_high = m_ring.front();
    Cell cell;
    for (std::size_t i = 0; i < 4; ++i) {
        cell.sides.push_back({wallOver(m_ring[i], m_ring[(i + 1) % 4]), true});
        m_low = {std::min(m_low.x, m_ring[i].x), std::min(m_low.y, m_ring[i].y)};
        m_high = {std::max(m_high.x, m_ring[i].x), std::max(m_high.y, m_ring[i].y)};
    }
    cell.sides.push_back({{0, 0, 1, -m_minHeight}, true});
    cell.sides.push_back({{0, 0, -1, m_maxHeight}, true});
    cell.low = m_low;
    cell.high = m_high;
    m_cells.push_back(std::move(cell));
}

glm::dvec3 ClipRegion::toRegion(const glm::dvec3& ecef) const
{
    glm::dvec3 point = m_frame.toLocal(ecef);
    if (m_needsHeight)
        point.z = toGeographic(ecef).heightMeters;
    return point;
}

bool ClipRegion::contains(const glm::dvec3& ecef) const
{
    const glm::dvec4 point(toRegion(ecef), 1.0);
    return std::any_of(m_cells.begin(), m_cells.end(), [&](const Cell& cell) {
        return std::all_of(cell.sides.begin(), cell.sides.end(),
                           [&](const Side& side) { return glm::dot(side.plane, point) >= 0; });
    });
}

Overlap ClipRegion::overlapOf(std::span<const glm::dvec3> ecefHull) const
{
    if (ecefHull.empty())
        return Overlap::Cut;
    glm::dvec3 low(std::numeric_limits<double>::max()), high(std::numeric_limits<double>::lowest());
    for (const glm::dvec3& corner : ecefHull) {
        const glm::dvec3 point = toRegion(corner);
        for (int i = 0; i < 3; ++i) {
            low[i] = std::min(low[i], point[i]);
            high[i] = std::max(high[i], point[i]);
        }
    }
    const glm::dvec3 size = high - low;
    // The far side of the Earth lies over the same place of the plane.
    if (!(std::max(size.x, size.y) < kWgs84SemiMajorMeters / 2))
        return Overlap::Cut;
    if (glm::dot(ecefHull.front(), m_frame.originEcef()) < 0)
        return Overlap::Outside;
    // Between points of equal height a straight line runs lower.
    if (m_needsHeight)
        low.z -= (size.x * size.x + size.y * size.y) / (8 * kWgs84SemiMajorMeters) * 1.1;
    if (low.x > m_high.x || high.x < m_low.x || low.y > m_high.y || high.y < m_low.y)
        return Overlap::Outside;
    const bool hasHeights = m_needsHeight || m_shape.box.has_value();
    if (hasHeights && (low.z > m_maxHeight || high.z < m_minHeight))
        return Overlap::Outside;
    for (std::size_t i = 0; i < m_ring.size(); ++i) {
        if (touches(m_ring[i], m_ring[(i + 1) % m_ring.size()], glm::dvec2(low), glm::dvec2(high)))
            return Overlap::Cut;
    }
    if (!isInRing(m_ring, glm::dvec2(low + high) / 2.0))
        return Overlap::Outside;
    return hasHeights && (low.z < m_minHeight || high.z > m_maxHeight) ? Overlap::Cut : Overlap::Inside;
}

bool ClipRegion::isBeyond(std::span<const glm::dvec3> regionHull) const
{
    const auto allAre = [&](auto&& test) { return std::all_of(regionHull.begin(), regionHull.end(), test); };
    return allAre([&](const glm::dvec3& p) { return p.x < m_low.x; })
        || allAre([&](const glm::dvec3& p) { return p.x > m_high.x; })
        || allAre([&](const glm::dvec3& p) { return p.y < m_low.y; })
        || allAre([&](const glm::dvec3& p) { return p.y > m_high.y; })
        || ((m_needsHeight || m_shape.box)
            && (allAre([&](const glm::dvec3& p) { return p.z < m_minHeight; })
                || allAre([&](const glm::dvec3& p) { return p.z > m_maxHeight; })));
}

glm::dvec3 ClipRegion::flattened(const glm::dvec3& ecef) const
{
    Geographic place = toGeographic(ecef);
    place.heightMeters = m_shape.flatHeightMeters;
    return guanjing::toEcef(place);
}

} // namespace guanjing::clipping
