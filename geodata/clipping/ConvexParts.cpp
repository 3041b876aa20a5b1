#include "geodata/clipping/ConvexParts.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

namespace guanjing::clipping {

namespace {

/// Points nearer to each other, or to a line, count as on it.
constexpr double kSameMeters = 1e-7;

double cross(const glm::dvec2& a, const glm::dvec2& b) { return a.x * b.y - a.y * b.x; }
double turn(const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c) { return cross(b - a, c - a); }
double lengthOf(const glm::dvec2& v) { return std::hypot(v.x, v.y); }

double area(std::span<const glm::dvec2> ring)
{
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i)
        twice += cross(ring[i] - ring[0], ring[(i + 1) % ring.size()] - ring[0]);
    return twice / 2;
}

bool isOnLine(const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c)
{
    const double base = lengthOf(c - a);
    return base <= kSameMeters || std::abs(turn(a, b, c)) <= kSameMeters * base;
}

bool doCross(const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c, const glm::dvec2& d)
{
    if (std::max(a.x, b.x) < std::min(c.x, d.x) || std::max(c.x, d.x) < std::min(a.x, b.x)
        || std::max(a.y, b.y) < std::min(c.y, d.y) || std::max(c.y, d.y) < std::min(a.y, b.y))
        return false;
    const double c1 = turn(a, b, c), d1 = turn(a, b, d), a1 = turn(c, d, a), b1 = turn(c, d, b);
    return ((c1 >= 0 && d1 <= 0) || (c1 <= 0 && d1 >= 0)) && ((a1 >= 0 && b1 <= 0) || (a1 <= 0 && b1 >= 0));
}

/// Two sides that are no neighbours and meet.
bool crossesItself(std::span<const glm::dvec2> ring)
{
    const std::size_t n = ring.size();
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = i + 2; k < n; ++k) {
            if ((k + 1) % n != i && doCross(ring[i], ring[i + 1], ring[k], ring[(k + 1) % n]))
                return true;
        }
    }
    return false;
}

bool contains(const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c, const glm::dvec2& p)
{
    return turn(a, b, p) >= 0 && turn(b, c, p) >= 0 && turn(c, a, p) >= 0;
}

std::vector<ConvexPart> ears(std::span<const glm::dvec2> ring)
{
    std::vector<std::size_t> left(ring.size());
    std::iota(left.begin(), left.end(), std::size_t{0});
    std::vector<ConvexPart> triangles;
    std::size_t at = 0, tried = 0;
    while (left.size() > 3 && tried < left.size()) {
        const std::size_t n = left.size();
        at %= n;
        const std::size_t i = left[(at + n - 1) % n], j = left[at], k = left[(at + 1) % n];
        bool isEar = turn(ring[i], ring[j], ring[k]) > 0;
        for (std::size_t other = 0; isEar && other < n; ++other) {
            const std::size_t o = left[other];
            isEar = o == i || o == j || o == k || !contains(ring[i], ring[j], ring[k], ring[o]);
        }
        if (!isEar && !isOnLine(ring[i], ring[j], ring[k])) {
            ++at;
            ++tried;
            continue;
        }
        if (isEar)
            triangles.push_back({i, j, k});
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
        // The next but one: fans of thin triangles come of always going on at the same corner.
        ++at;
        tried = 0;
    }
    if (left.size() == 3 && turn(ring[left[0]], ring[left[1]], ring[left[2]]) > 0)
        triangles.push_back({left[0], left[1], left[2]});
    return triangles;
}

/// Position of the side from → to in a part, or its size.
std::size_t sideOf(const ConvexPart& part, std::size_t from, std::size_t to)
{
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i] == from && part[(i + 1) % part.size()] == to)
            return i;
    }
    return part.size();
}

/// Joins `b` to `a` over a side that both have, if the whole stays convex.
bool join(ConvexPart& a, const ConvexPart& b, std::span<const glm::dvec2> ring)
{
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t from = a[i], to = a[(i + 1) % a.size()];
        const std::size_t side = sideOf(b, to, from);
        if (side == b.size())
            continue;
        ConvexPart whole;
        for (std::size_t k = 1; k <= a.size(); ++k)
            whole.push_back(a[(i + k) % a.size()]);
        for (std::size_t k = 2; k < b.size(); ++k)
            whole.push_back(b[(side + k) % b.size()]);
        for (std::size_t k = 0; k < whole.size(); ++k) {
            const std::size_t n = whole.size();
            if (turn(ring[whole[k]], ring[whole[(k + 1) % n]], ring[whole[(k + 2) % n]]) < 0)
                return false;
        }
        a = std::move(whole);
        return true;
    }
    return false;
}

} // namespace

std::vector<glm::dvec2> tidyRing(std::span<const glm::dvec2> ring)
{
    std::vector<glm::dvec2> tidy(ring.begin(), ring.end());
    for (bool isTidy = false; !isTidy && tidy.size() > 2;) {
        isTidy = true;
        for (std::size_t i = 0; i < tidy.size() && tidy.size() > 2; ++i) {
            const std::size_t n = tidy.size();
            const glm::dvec2 &before = tidy[(i + n - 1) % n], &after = tidy[(i + 1) % n];
            if (lengthOf(tidy[i] - before) > kSameMeters && !isOnLine(before, tidy[i], after))
                continue;
            tidy.erase(tidy.begin() + static_cast<std::ptrdiff_t>(i));
            isTidy = false;
            --i;
        }
    }
    if (area(tidy) < 0)
        std::reverse(tidy.begin(), tidy.end());
    return tidy;
}

Result<std::vector<ConvexPart>> convexParts(std::span<const glm::dvec2> ring)
{
    if (ring.size() < 3 || !(area(ring) > 0))
        return fail(ErrorCode::BadValue, {}, "the polygon has no area");
    if (crossesItself(ring))
        return fail(ErrorCode::BadValue, {}, "the polygon crosses or touches itself");
    std::vector<ConvexPart> parts = ears(ring);
    double sum = 0;
    for (const ConvexPart& part : parts)
        sum += turn(ring[part[0]], ring[part[1]], ring[part[2]]) / 2;
    if (std::abs(sum - area(ring)) > 1e-9 * area(ring) + 1e-9)
        return fail(ErrorCode::BadValue, {}, "the polygon's outline is too narrow to be cut into pieces");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (std::size_t k = i + 1; k < parts.size();) {
            if (!join(parts[i], parts[k], ring)) {
                ++k;
                continue;
            }
            parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(k));
            k = i + 1;
        }
    }
    return parts;
}

} // namespace guanjing::clipping
