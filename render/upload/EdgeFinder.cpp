#include "render/upload/EdgeFinder.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace guanjing::render {

namespace {

constexpr std::size_t kMaximumTriangles = 200'000;
constexpr float kCreaseCosine = 0.866f;
constexpr float kWeldSteps = 262'144.0f;

struct Side {
    std::uint32_t low, high; ///< welded vertices
    std::uint32_t triangle;
    std::uint32_t lowOwn, highOwn; ///< the triangle's own vertices there
    std::uint32_t feature;
};

} // namespace

std::vector<std::uint32_t> findEdges(const tiles3d::Primitive& primitive)
{
    std::vector<std::uint32_t> result;
    const std::size_t triangles = primitive.indices.size() / 3;
    const auto& positions = primitive.positions;
    if (primitive.mode != tiles3d::PrimitiveMode::Triangles || triangles == 0 || triangles > kMaximumTriangles
        || positions.empty())
        return result;

    // Weld by position, to a quarter millionth of the extent, since seams are often closed by rounded sines only: sort, then
    // give equal neighbours the first one's index.
    glm::vec3 low = positions.front(), high = low;
    for (const glm::vec3& p : positions) {
        low = glm::min(low, p);
        high = glm::max(high, p);
    }
    const glm::vec3 extent = high - low;
    const float scale = kWeldSteps / std::max({extent.x, extent.y, extent.z, 1e-20f});
    std::vector<glm::ivec3> cells(positions.size());
    for (std::size_t i = 0; i < positions.size(); ++i)
        cells[i] = glm::ivec3(glm::round((positions[i] - low) * scale));
    std::vector<std::uint32_t> order(positions.size());
    for (std::uint32_t i = 0; i < order.size(); ++i)
        order[i] = i;
    const auto less = [&](std::uint32_t a, std::uint32_t b) {
        const glm::ivec3 &p = cells[a], &q = cells[b];
        return p.x != q.x ? p.x < q.x : p.y != q.y ? p.y < q.y : p.z < q.z;
    };
    std::sort(order.begin(), order.end(), less);
    std::vector<std::uint32_t> welded(positions.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        welded[order[i]] = i > 0 && cells[order[i]] == cells[order[i - 1]] ? welded[order[i - 1]] : order[i];

    std::vector<Side> sides;
    sides.reserve(triangles * 3);
    std::vector<glm::vec3> normals(triangles);
    for (std::uint32_t t = 0; t < triangles; ++t) {
        std::array<std::uint32_t, 3> corner{};
        for (std::size_t k = 0; k < 3; ++k) {
            corner[k] = primitive.indices[t * 3 + k];
            if (corner[k] >= positions.size())
                return {};
        }
        const glm::vec3 n =
            glm::cross(positions[corner[1]] - positions[corner[0]], positions[corner[2]] - positions[corner[0]]);
        const float length = glm::length(n);
        if (length <= 0.0f)
            continue;
        normals[t] = n / length;
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t a = welded[corner[k]], b = welded[corner[(k + 1) % 3]];
            if (a == b)
                continue;
            Side side{a, b, t, corner[k], corner[(k + 1) % 3], tiles3d::kNoFeature};
            if (a > b) {
                std::swap(side.low, side.high);
                std::swap(side.lowOwn, side.highOwn);
            }
            if (side.lowOwn < primitive.featureIds.size())
                side.feature = primitive.featureIds[side.lowOwn];
            sides.push_back(side);
        }
    }
    std::sort(sides.begin(), sides.end(), [](const Side& a, const Side& b) {
        return std::tie(a.low, a.high, a.feature, a.triangle) < std::tie(b.low, b.high, b.feature, b.triangle);
    });
    const auto isSmooth = [&](std::size_t first, std::size_t end) {
        return end - first == 2
            && glm::dot(normals[sides[first].triangle], normals[sides[first + 1].triangle]) >= kCreaseCosine;
    };
    for (std::size_t i = 0; i < sides.size();) {
        std::size_t end = i + 1;
        while (end < sides.size() && sides[end].low == sides[i].low && sides[end].high == sides[i].high)
            ++end;
        // Where features adjoin each has an edge of its own, with its own vertices: one may be hidden without the other.
        const bool isCrease = !isSmooth(i, end);
        for (std::size_t own = i; own < end;) {
            std::size_t ownEnd = own + 1;
            while (ownEnd < end && sides[ownEnd].feature == sides[own].feature)
                ++ownEnd;
            if (isCrease && !isSmooth(own, ownEnd)) {
                result.push_back(sides[own].lowOwn);
                result.push_back(sides[own].highOwn);
            }
            own = ownEnd;
        }
        i = end;
    }
    return result;
}

} // namespace guanjing::render
