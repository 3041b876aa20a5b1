#include "layers/tiling/ModelPicker.h"

#include "layers/tiling/ContentLook.h"

#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace guanjing::layers {

namespace {

constexpr std::uint32_t kLeafElements = 4;

bool meetsBox(const glm::dvec3& low, const glm::dvec3& high, const glm::dvec3& origin, const glm::dvec3& direction,
              double maximum)
{
    double enter = 0.0, leave = maximum;
    for (int i = 0; i < 3; ++i) {
        if (direction[i] == 0.0) {
            if (origin[i] < low[i] || origin[i] > high[i])
                return false;
            continue;
        }
        double a = (low[i] - origin[i]) / direction[i], b = (high[i] - origin[i]) / direction[i];
        if (a > b)
            std::swap(a, b);
        enter = std::max(enter, a);
        leave = std::min(leave, b);
        if (enter > leave)
            return false;
    }
    return true;
}

std::size_t cornersOf(tiles3d::PrimitiveMode mode)
{
    switch (mode) {
    case tiles3d::PrimitiveMode::Points: return 1;
    case tiles3d::PrimitiveMode::Lines: return 2;
    case tiles3d::PrimitiveMode::Triangles: break;
    }
    return 3;
}

/// Where on the segment from a to a + ab, as a share of it, it comes nearest to the line from the origin in a unit
/// direction.
double nearestShare(const glm::dvec3& a, const glm::dvec3& ab, const glm::dvec3& direction)
{
    // Across the ray only: what lies along it does not count.
    const glm::dvec3 start = a - direction * glm::dot(a, direction);
    const glm::dvec3 way = ab - direction * glm::dot(ab, direction);
    const double squared = glm::dot(way, way);
    return squared > 0 ? std::clamp(-glm::dot(start, way) / squared, 0.0, 1.0) : 0.0;
}

double longestColumn(const glm::dmat3& matrix)
{
    return std::max({glm::length(matrix[0]), glm::length(matrix[1]), glm::length(matrix[2])});
}

} // namespace

ModelPicker::ModelPicker(std::shared_ptr<const tiles3d::Model> model) : m_model(std::move(model))
{
    m_hierarchies.resize(m_model->meshes.size());
    for (std::size_t i = 0; i < m_hierarchies.size(); ++i)
        m_hierarchies[i].resize(m_model->meshes[i].primitives.size());
}

ModelPicker::~ModelPicker() = default;

bool ModelPicker::Hiding::hides(const std::uint32_t* corners, std::size_t count) const
{
    if (look == nullptr)
        return false;
    for (std::size_t i = 0; i < count; ++i)
        if (!look->hides(instance, primitiveIndex, primitive, corners[i]))
            return false;
    return true;
}

bool ModelPicker::Hiding::hidesPlace(const std::uint32_t* corners, double u, double v) const
{
    if (look == nullptr || pictureOfIds(instance, primitive) == nullptr)
        return hides(corners, 3);
    u = std::clamp(u, 0.0, 1.0);
    v = std::clamp(v, 0.0, 1.0 - u);
    return ContentLook::isHidden(
        look->ofPoint(instance, primitive, {{corners[0], corners[1], corners[2]}, {1 - u - v, u, v}}));
}

ModelPicker::Hierarchy ModelPicker::build(const tiles3d::Primitive& primitive)
{
    Hierarchy hierarchy;
    const std::size_t corners = cornersOf(primitive.mode);
    const std::size_t count = primitive.indices.size() / corners;
    hierarchy.elements.resize(count);
    std::iota(hierarchy.elements.begin(), hierarchy.elements.end(), 0u);
    const auto corner = [&](std::uint32_t element, std::size_t i) {
        return primitive.positions[primitive.indices[std::size_t{element} * corners + i]];
    };
    std::vector<glm::vec3> middles(count);
    for (std::uint32_t e = 0; e < count; ++e) {
        middles[e] = corner(e, 0);
        for (std::size_t c = 1; c < corners; ++c)
            middles[e] += corner(e, c);
        middles[e] /= static_cast<float>(corners);
    }
    hierarchy.nodes.reserve(count / 2 + 1);
    hierarchy.nodes.push_back({{}, {}, 0, static_cast<std::uint32_t>(count)});
    for (std::size_t n = 0; n < hierarchy.nodes.size(); ++n) {
        const std::uint32_t first = hierarchy.nodes[n].first, size = hierarchy.nodes[n].count;
        glm::vec3 low = corner(hierarchy.elements[first], 0), high = low;
        for (std::uint32_t t = first; t < first + size; ++t) {
            for (std::size_t c = 0; c < corners; ++c) {
                const glm::vec3 p = corner(hierarchy.elements[t], c);
                for (int i = 0; i < 3; ++i) {
                    low[i] = std::min(low[i], p[i]);
                    high[i] = std::max(high[i], p[i]);
                }
            }
        }
        hierarchy.nodes[n].low = low;
        hierarchy.nodes[n].high = high;
        if (size <= kLeafElements)
            continue;
        const glm::vec3 extent = high - low;
        const int axis = extent.x >= extent.y && extent.x >= extent.z ? 0 : (extent.y >= extent.z ? 1 : 2);
        const auto begin = hierarchy.elements.begin() + first;
        std::nth_element(begin, begin + size / 2, begin + size,
                         [&](std::uint32_t a, std::uint32_t b) { return middles[a][axis] < middles[b][axis]; });
        const auto left = static_cast<std::uint32_t>(hierarchy.nodes.size());
        hierarchy.nodes[n].first = left;
        hierarchy.nodes[n].count = 0;
        hierarchy.nodes.push_back({{}, {}, first, size / 2});
        hierarchy.nodes.push_back({{}, {}, first + size / 2, size - size / 2});
    }
    return hierarchy;
}

std::optional<ModelPicker::LocalHit> ModelPicker::intersect(const tiles3d::Primitive& primitive,
                                                            const Hierarchy& hierarchy, const glm::dvec3& origin,
                                                            const glm::dvec3& direction, double maximum, bool hitsBacks,
                                                            const Hiding& hiding)
{
    std::optional<LocalHit> best;
    std::vector<std::uint32_t> stack{0};
    while (!stack.empty()) {
        const Node& node = hierarchy.nodes[stack.back()];
        stack.pop_back();
        if (!meetsBox(glm::dvec3(node.low), glm::dvec3(node.high), origin, direction, maximum))
            continue;
        if (node.count == 0) {
            stack.push_back(node.first);
            stack.push_back(node.first + 1);
            continue;
        }
        for (std::uint32_t i = node.first; i < node.first + node.count; ++i) {
            const std::uint32_t triangle = hierarchy.elements[i];
            const std::uint32_t* corners = &primitive.indices[std::size_t{triangle} * 3];
            const glm::dvec3 a(primitive.positions[corners[0]]);
            const glm::dvec3 ab = glm::dvec3(primitive.positions[corners[1]]) - a;
            const glm::dvec3 ac = glm::dvec3(primitive.positions[corners[2]]) - a;
            const glm::dvec3 p = glm::cross(direction, ac);
            const double determinant = glm::dot(ab, p);
            if (determinant == 0.0 || (determinant < 0.0 && !hitsBacks))
                continue;
            const glm::dvec3 s = origin - a;
            const double u = glm::dot(s, p) / determinant;
            // A hair of overlap, so that no ray slips between two neighbours.
            constexpr double kOverlap = 1e-9;
            if (u < -kOverlap || u > 1 + kOverlap)
                continue;
            const glm::dvec3 q = glm::cross(s, ab);
            const double v = glm::dot(direction, q) / determinant;
            if (v < -kOverlap || u + v > 1 + kOverlap)
                continue;
            const double distance = glm::dot(ac, q) / determinant;
            if (distance < 0.0 || distance >= maximum || hiding.hidesPlace(corners, u, v))
                continue;
            maximum = distance;
            best = LocalHit{distance, triangle, u, v};
        }
    }
    return best;
}

std::optional<ModelPicker::Hit> ModelPicker::intersectThin(const tiles3d::Primitive& primitive,
                                                           const Hierarchy& hierarchy, const glm::dmat4& toWorld,
                                                           const ViewState::Ray& ray, double maximumRank,
                                                           const Hiding& hiding)
{
    const glm::dmat3 linear(toWorld);
    const glm::dmat3 toLocal = glm::inverse(linear);
    const glm::dvec3 offset = glm::dvec3(toWorld[3]) - ray.origin;
    const glm::dvec3 origin = toLocal * -offset, direction = toLocal * ray.direction;
    const double stretch = longestColumn(linear), shrink = longestColumn(toLocal);
    const auto radiusAt = [&ray](double depth) { return ray.radiusMeters + ray.radiusPerMeter * depth; };
    const std::size_t corners = cornersOf(primitive.mode);

    std::optional<Hit> best;
    std::vector<std::uint32_t> stack{0};
    while (!stack.empty()) {
        const Node& node = hierarchy.nodes[stack.back()];
        stack.pop_back();
        // The box, grown by the cone's radius at its far end.
        const glm::dvec3 low(node.low), high(node.high);
        const double far = glm::length(linear * ((low + high) / 2.0) + offset) + glm::length(high - low) / 2 * stretch;
        const double radius = radiusAt(far);
        const glm::dvec3 margin(radius * shrink);
        if (!meetsBox(low - margin, high + margin, origin, direction, maximumRank + 3 * radius))
            continue;
        if (node.count == 0) {
            stack.push_back(node.first);
            stack.push_back(node.first + 1);
            continue;
        }
        for (std::uint32_t i = node.first; i < node.first + node.count; ++i) {
            const std::uint32_t* vertices = &primitive.indices[std::size_t{hierarchy.elements[i]} * corners];
            const glm::dvec3 a = linear * glm::dvec3(primitive.positions[vertices[0]]) + offset;
            glm::dvec3 way(0.0);
            double share = 0;
            if (corners == 2) {
                way = linear * glm::dvec3(primitive.positions[vertices[1]]) + offset - a;
                share = nearestShare(a, way, ray.direction);
            }
            const glm::dvec3 place = a + way * share;
            const double depth = glm::dot(place, ray.direction);
            const double beside = glm::length(place - ray.direction * depth);
            const double allowed = radiusAt(depth);
            if (depth < 0 || beside > allowed)
                continue;
            const double rank = depth - 2 * (allowed - beside);
            if (rank >= maximumRank || hiding.hides(vertices, corners))
                continue;
            maximumRank = rank;
            Hit hit;
            hit.distanceMeters = depth;
            hit.rank = rank;
            hit.position = ray.origin + place;
            hit.normal = -ray.direction;
            if (const double length = glm::length(way); length > 0) {
                // Across the line, as much towards the eye as it can be.
                const glm::dvec3 along = way / length;
                const glm::dvec3 across = -ray.direction + along * glm::dot(ray.direction, along);
                if (glm::length(across) > 1e-9)
                    hit.normal = glm::normalize(across);
            }
            hit.primitive = &primitive;
            const std::uint32_t last = vertices[corners - 1];
            hit.point.corners = {vertices[0], last, last};
            hit.point.weights = {1 - share, share, 0};
            hit.vertex = hit.point.nearestCorner();
            best = hit;
        }
    }
    return best;
}

std::optional<ModelPicker::Hit> ModelPicker::intersect(const glm::dmat4& modelToWorld, const ViewState::Ray& ray,
                                                       double maximumRank, bool hitsBacks, const ContentLook* look)
{
    std::optional<Hit> best;
    const bool hasCone = ray.radiusMeters > 0 || ray.radiusPerMeter > 0;
    for (const tiles3d::MeshInstance& instance : m_model->instances) {
        if (instance.mesh < 0 || static_cast<std::size_t>(instance.mesh) >= m_model->meshes.size())
            continue;
        const auto meshIndex = static_cast<std::size_t>(instance.mesh);
        const glm::dmat4 toWorld = modelToWorld * instance.transform;
        const glm::dmat3 linear(toWorld);
        if (glm::determinant(linear) == 0.0)
            continue;
        const glm::dmat3 toLocal = glm::inverse(linear);
        // Subtracting first keeps the digits that a matrix with the Earth's radius in it would cost.
        const glm::dvec3 origin = toLocal * (ray.origin - glm::dvec3(toWorld[3]));
        const glm::dvec3 direction = toLocal * ray.direction; // not unit, so that distances stay metres of the world
        const auto& primitives = m_model->meshes[meshIndex].primitives;
        for (std::size_t i = 0; i < primitives.size(); ++i) {
            const tiles3d::Primitive& primitive = primitives[i];
            const bool isThin = primitive.mode != tiles3d::PrimitiveMode::Triangles;
            if (primitive.indices.size() < cornersOf(primitive.mode) || (isThin && !hasCone))
                continue;
            if (!isThin
                && !meetsBox(glm::dvec3(primitive.minimum), glm::dvec3(primitive.maximum), origin, direction,
                             maximumRank))
                continue;
            std::unique_ptr<Hierarchy>& hierarchy = m_hierarchies[meshIndex][i];
            if (!hierarchy)
                hierarchy = std::make_unique<Hierarchy>(build(primitive));
            const Hiding hiding{look, instance, i, primitive};
            if (isThin) {
                if (auto hit = intersectThin(primitive, *hierarchy, toWorld, ray, maximumRank, hiding)) {
                    maximumRank = hit->rank;
                    hit->instance = &instance;
                    best = hit;
                }
                continue;
            }
            const auto material = static_cast<std::size_t>(primitive.material);
            const bool isDoubleSided = primitive.material >= 0 && material < m_model->materials.size()
                && m_model->materials[material].doubleSided;
            const auto hit =
                intersect(primitive, *hierarchy, origin, direction, maximumRank, hitsBacks || isDoubleSided, hiding);
            if (!hit)
                continue;
            maximumRank = hit->distance;
            const std::uint32_t* corners = &primitive.indices[std::size_t{hit->triangle} * 3];
            const glm::dvec3 a(primitive.positions[corners[0]]);
            const glm::dvec3 b(primitive.positions[corners[1]]);
            const glm::dvec3 c(primitive.positions[corners[2]]);
            Hit result;
            result.distanceMeters = hit->distance;
            result.rank = hit->distance;
            result.position = ray.origin + ray.direction * hit->distance;
            result.primitive = &primitive;
            result.normal = glm::normalize(glm::cross(linear * (b - a), linear * (c - a)));
            if (glm::dot(result.normal, ray.direction) > 0)
                result.normal = -result.normal;
            result.instance = &instance;
            result.point.corners = {corners[0], corners[1], corners[2]};
            const double u = std::clamp(hit->u, 0.0, 1.0), v = std::clamp(hit->v, 0.0, 1.0 - u);
            result.point.weights = {1 - u - v, u, v};
            result.vertex = result.point.nearestCorner();
            best = result;
        }
    }
    return best;
}

std::size_t ModelPicker::byteSize() const
{
    std::size_t bytes = 0;
    for (const auto& mesh : m_hierarchies) {
        for (const auto& hierarchy : mesh) {
            if (hierarchy)
                bytes += hierarchy->nodes.capacity() * sizeof(Node) + hierarchy->elements.capacity() * 4;
        }
    }
    return bytes;
}

} // namespace guanjing::layers
