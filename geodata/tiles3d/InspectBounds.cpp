#include "geodata/tiles3d/InspectParts.h"

#include "geodata/crs/Ellipsoid.h"

#include <glm/gtc/matrix_inverse.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace guanjing::tiles3d {
namespace {

/// Nearer to the centre of the earth coordinates are local, not geocentric.
constexpr double kLeastEarthRadiusMeters = 6.0e6;
constexpr double kMostEarthRadiusMeters = 7.0e6;
/// Of a model too large to be taken as nearly flat; more only by the corners of its boxes.
constexpr std::uint64_t kMostConvertedVertices = 20'000'000;

class Bounds {
public:
    void addEcef(const glm::dvec3& point)
    {
        const double radius = glm::length(point);
        m_isEarth = m_isEarth && radius > kLeastEarthRadiusMeters && radius < kMostEarthRadiusMeters;
        if (!m_isEarth)
            return;
        const Geographic g = toGeographic(point);
        add({g.lonDegrees, g.latDegrees, g.lonDegrees, g.latDegrees, g.heightMeters, g.heightMeters});
    }
    void add(const std::array<double, 6>& box)
    {
        if (!m_box) {
            m_box = box;
            return;
        }
        for (const std::size_t i : {0, 1, 4})
            (*m_box)[i] = std::min((*m_box)[i], box[i]);
        for (const std::size_t i : {2, 3, 5})
            (*m_box)[i] = std::max((*m_box)[i], box[i]);
    }
    [[nodiscard]] std::optional<std::array<double, 6>> value() const { return m_isEarth ? m_box : std::nullopt; }

private:
    std::optional<std::array<double, 6>> m_box;
    bool m_isEarth = true;
};

} // namespace

InspectBounds boundsOf(const BoundingVolume& volume, const glm::dmat4& transform)
{
    Bounds bounds;
    const auto& v = volume.values;
    switch (volume.kind) {
    case VolumeKind::None: return std::nullopt;
    case VolumeKind::Region:
        return std::array{v[0] * kRadiansToDegrees,
                          v[1] * kRadiansToDegrees,
                          v[2] * kRadiansToDegrees,
                          v[3] * kRadiansToDegrees,
                          v[4],
                          v[5]};
    case VolumeKind::S2: {
        const S2Cell cell = volume.s2Cell();
        constexpr int kSteps = 16;
        for (int i = 0; i <= kSteps; ++i)
            for (int j = 0; j <= kSteps; ++j) {
                const glm::dvec3 normal =
                    cell.pointAt(i / static_cast<double>(kSteps), j / static_cast<double>(kSteps));
                const double lon = std::atan2(normal.y, normal.x) * kRadiansToDegrees;
                const double lat = std::asin(std::clamp(normal.z, -1.0, 1.0)) * kRadiansToDegrees;
                bounds.add({lon, lat, lon, lat, v[1], v[2]});
            }
        return bounds.value();
    }
    case VolumeKind::Sphere: {
        const glm::dvec3 center(transform * glm::dvec4(v[0], v[1], v[2], 1.0));
        const double scale = std::max({glm::length(glm::dvec3(transform[0])), glm::length(glm::dvec3(transform[1])),
                                       glm::length(glm::dvec3(transform[2]))});
        for (int corner = 0; corner < 8; ++corner)
            bounds.addEcef(center
                           + v[3] * scale
                               * glm::dvec3(corner & 1 ? 1.0 : -1.0, corner & 2 ? 1.0 : -1.0, corner & 4 ? 1.0 : -1.0));
        return bounds.value();
    }
    case VolumeKind::Box:
        for (int i = 0; i < 27; ++i) {
            const int steps[3] = {i % 3 - 1, i / 3 % 3 - 1, i / 9 - 1};
            const double s[3] = {static_cast<double>(steps[0]), static_cast<double>(steps[1]),
                                 static_cast<double>(steps[2])};
            glm::dvec4 point(v[0], v[1], v[2], 1.0);
            for (std::size_t axis = 0; axis < 3; ++axis)
                for (int c = 0; c < 3; ++c)
                    point[c] += s[axis] * v[3 + axis * 3 + static_cast<std::size_t>(c)];
            bounds.addEcef(glm::dvec3(transform * point));
        }
        return bounds.value();
    }
    return std::nullopt;
}

namespace {

/// Finds which of many points reach farthest east, north, up and so on, by the ellipsoid's curvature about one of them:
/// a few multiplications a point, and only what is found is converted. Exact to 1 mm within kFlatMeters of that point.
class FarthestPoints {
public:
    static constexpr double kFlatMeters = 2000.0;
    static constexpr double kMostLatDegrees = 85.0; ///< meridians meet beyond

    explicit FarthestPoints(const glm::dvec3& center)
    {
        const Geographic at = toGeographic(center);
        m_toEcef = eastNorthUpToEcef(at);
        const double sine = std::sin(at.latDegrees / kRadiansToDegrees);
        const double w = 1.0 - kWgs84Eccentricity2 * sine * sine;
        const double acrossMeters = kWgs84SemiMajorMeters / std::sqrt(w);
        const double alongMeters = acrossMeters * (1.0 - kWgs84Eccentricity2) / w;
        m_dropEast = 0.5 / (acrossMeters + at.heightMeters);
        m_dropNorth = 0.5 / (alongMeters + at.heightMeters);
        m_eastTurn = std::tan(at.latDegrees / kRadiansToDegrees) / (acrossMeters + at.heightMeters);
        m_fromEcef = glm::affineInverse(m_toEcef);
    }

    void add(const std::vector<glm::vec3>& points, const glm::dmat4& pointsToEcef)
    {
        const glm::dmat4 toLocal = m_fromEcef * pointsToEcef;
        for (const glm::vec3& point : points) {
            const glm::dvec3 p(toLocal * glm::dvec4(point, 1.0));
            const double squaredEast = p.x * p.x;
            // Meridians draw together, parallels bend, the ground falls away.
            const double values[3] = {p.x * (1.0 + p.y * m_eastTurn - p.z * 2.0 * m_dropEast),
                                      p.y * (1.0 - p.z * 2.0 * m_dropNorth) - squaredEast * 0.5 * m_eastTurn,
                                      p.z + squaredEast * m_dropEast + p.y * p.y * m_dropNorth};
            for (std::size_t i = 0; i < 3; ++i) {
                if (values[i] < m_least[i]) {
                    m_least[i] = values[i];
                    m_points[i] = p;
                }
                if (values[i] > m_most[i]) {
                    m_most[i] = values[i];
                    m_points[3 + i] = p;
                }
            }
        }
    }
    void addTo(Bounds& bounds) const
    {
        for (const glm::dvec3& point : m_points)
            if (m_least[0] <= m_most[0])
                bounds.addEcef(glm::dvec3(m_toEcef * glm::dvec4(point, 1.0)));
    }

private:
    static constexpr double kFar = std::numeric_limits<double>::infinity();

    glm::dmat4 m_toEcef, m_fromEcef;
    double m_dropEast = 0, m_dropNorth = 0, m_eastTurn = 0; ///< per metre
    std::array<double, 3> m_least{kFar, kFar, kFar}, m_most{-kFar, -kFar, -kFar};
    std::array<glm::dvec3, 6> m_points{};
};

glm::dmat4 toEcefOf(const Model& model, const MeshInstance& instance)
{
    glm::dmat4 matrix = instance.transform;
    matrix[3] += glm::dvec4(model.origin, 0.0);
    return matrix;
}

/// Calls `visit` with each corner of each primitive's box, as it stands in ECEF.
template <typename Visit> void forEachCorner(const Model& model, Visit visit)
{
    for (const MeshInstance& instance : model.instances) {
        const glm::dmat4 matrix = toEcefOf(model, instance);
        for (const Primitive& primitive : model.meshes[static_cast<std::size_t>(instance.mesh)].primitives)
            for (int corner = 0; corner < 8; ++corner)
                visit(glm::dvec3(
                    matrix
                    * glm::dvec4(static_cast<double>(corner & 1 ? primitive.maximum.x : primitive.minimum.x),
                                 static_cast<double>(corner & 2 ? primitive.maximum.y : primitive.minimum.y),
                                 static_cast<double>(corner & 4 ? primitive.maximum.z : primitive.minimum.z), 1.0)));
    }
}

} // namespace

InspectBounds boundsOf(const Model& model)
{
    Bounds rough;
    glm::dvec3 least(std::numeric_limits<double>::max()), most(std::numeric_limits<double>::lowest());
    forEachCorner(model, [&](const glm::dvec3& corner) {
        rough.addEcef(corner);
        least = glm::min(least, corner);
        most = glm::max(most, corner);
    });
    if (!rough.value())
        return std::nullopt;
    Bounds bounds;
    const glm::dvec3 center = 0.5 * (least + most);
    const bool isSmall = glm::length(most - center) <= FarthestPoints::kFlatMeters
        && std::abs(toGeographic(center).latDegrees) < FarthestPoints::kMostLatDegrees;
    FarthestPoints farthest(center);
    std::uint64_t converted = 0;
    for (const MeshInstance& instance : model.instances) {
        const glm::dmat4 matrix = toEcefOf(model, instance);
        for (const Primitive& primitive : model.meshes[static_cast<std::size_t>(instance.mesh)].primitives) {
            if (isSmall) {
                farthest.add(primitive.positions, matrix);
                continue;
            }
            converted += primitive.positions.size();
            if (converted > kMostConvertedVertices)
                return rough.value();
            for (const glm::vec3& point : primitive.positions)
                bounds.addEcef(glm::dvec3(matrix * glm::dvec4(point, 1.0)));
        }
    }
    if (isSmall)
        farthest.addTo(bounds);
    return bounds.value();
}

} // namespace guanjing::tiles3d
