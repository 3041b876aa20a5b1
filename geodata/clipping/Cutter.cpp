#include "geodata/clipping/Cutter.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::clipping {

namespace {

constexpr double kOnWallMeters = 1e-7;

double distanceTo(const ClipRegion::Side& side, const CutCorner& corner)
{
    const double distance = glm::dot(side.plane, glm::dvec4(corner.point, 1.0));
    return std::abs(distance) < kOnWallMeters ? 0.0 : distance;
}

bool isOutsideOf(const std::vector<CutCorner>& corners, const ClipRegion::Cell& cell)
{
    glm::dvec2 low(corners.front().point), high = low;
    for (const CutCorner& corner : corners) {
        low = glm::min(low, glm::dvec2(corner.point));
        high = glm::max(high, glm::dvec2(corner.point));
    }
    if (low.x > cell.high.x || high.x < cell.low.x || low.y > cell.high.y || high.y < cell.low.y)
        return true;
    return std::any_of(cell.sides.begin(), cell.sides.end(), [&](const ClipRegion::Side& side) {
        bool isBeyond = false;
        for (const CutCorner& corner : corners) {
            const double distance = distanceTo(side, corner);
            if (distance > 0)
                return false;
            isBeyond = isBeyond || distance < 0;
        }
        return isBeyond;
    });
}

} // namespace

void Cutter::setRegion(const ClipRegion& region, const std::array<glm::dvec3, 3>& corners)
{
    m_region = &region;
    m_corners = corners;
}

void Cutter::split(const std::vector<CutCorner>& corners, const ClipRegion::Side& side, std::vector<CutCorner>& inside,
                   std::vector<CutCorner>& outside)
{
    inside.clear();
    outside.clear();
    const std::size_t count = corners.size();
    const bool isLine = count == 2;
    for (std::size_t i = 0; i < count; ++i) {
        const CutCorner& here = corners[i];
        const CutCorner& next = corners[(i + 1) % count];
        const double from = distanceTo(side, here), to = distanceTo(side, next);
        if (from >= 0) {
            inside.push_back(here);
            if (from == 0 && to < 0)
                inside.back().isBorder = side.isBorder;
        }
        if (from <= 0) {
            outside.push_back(here);
            if (from == 0 && to > 0)
                outside.back().isBorder = false;
        }
        if (from * to >= 0 || (isLine && i == 1))
            continue;
        // From inside to outside in either sense, so that neighbours find the same point on their common side.
        const CutCorner &in = from > 0 ? here : next, &out = from > 0 ? next : here;
        const double depth = std::max(from, to), share = depth / (depth - std::min(from, to));
        CutCorner crossing;
        crossing.weights = in.weights + (out.weights - in.weights) * share;
        crossing.point = in.point + (out.point - in.point) * share;
        crossing.isBorder = here.isBorder;
        inside.push_back(crossing);
        outside.push_back(crossing);
        if (from > 0)
            inside.back().isBorder = side.isBorder;
        else
            outside.back().isBorder = false;
    }
    const std::size_t least = isLine ? 2 : 3;
    // What only touches the wall has nothing beyond it; what lies in it is inside.
    const auto isAllOnWall = [&](const std::vector<CutCorner>& part) {
        return std::all_of(part.begin(), part.end(),
                           [&](const CutCorner& corner) { return distanceTo(side, corner) == 0.0; });
    };
    const bool isOutsideEmpty = outside.size() < least || isAllOnWall(outside);
    const bool isInsideEmpty = inside.size() < least || (isAllOnWall(inside) && !isOutsideEmpty);
    if (isOutsideEmpty) {
        outside.clear();
        inside = corners;
    } else if (isInsideEmpty) {
        inside.clear();
        outside = corners;
    }
}

void Cutter::cutByCell(const Piece& piece, const ClipRegion::Cell& cell, std::vector<Piece>& inside,
                       std::vector<Piece>& outside)
{
    if (isOutsideOf(piece.corners, cell)) {
        outside.push_back(piece);
        return;
    }
    const std::size_t mark = outside.size();
    std::vector<CutCorner> rest = piece.corners;
    for (const ClipRegion::Side& side : cell.sides) {
        split(rest, side, m_in, m_out);
        if (!m_out.empty())
            outside.push_back({m_out, piece.flattenedBy});
        if (m_in.empty()) {
            // Nothing of it is inside after all: no cause to part it.
            outside.resize(mark);
            outside.push_back(piece);
            return;
        }
        rest = m_in;
    }
    inside.push_back({std::move(rest), piece.flattenedBy});
}

void Cutter::cut(Piece piece, std::vector<Piece>& inside, std::vector<Piece>& outside)
{
    for (CutCorner& corner : piece.corners) {
        corner.point =
            m_corners[0] * corner.weights.x + m_corners[1] * corner.weights.y + m_corners[2] * corner.weights.z;
        corner.isBorder = false;
    }
    m_outside.clear();
    m_outside.push_back(std::move(piece));
    std::vector<Piece> next;
    for (const ClipRegion::Cell& cell : m_region->cells()) {
        next.clear();
        for (const Piece& part : m_outside)
            cutByCell(part, cell, inside, next);
        m_outside.swap(next);
        if (m_outside.empty())
            break;
    }
    for (Piece& part : m_outside)
        outside.push_back(std::move(part));
}

} // namespace guanjing::clipping
