#include "geodata/tiles3d/InspectParts.h"

#include "geodata/crs/Ellipsoid.h"

#include <algorithm>
#include <cmath>

namespace guanjing::tiles3d {
namespace {

/// Nearer to the centre of the earth coordinates are local, not geocentric.
constexpr double kLeastEarthRadiusMeters = 6.0e6;
constexpr double kMostEarthRadiusMeters = 7.0e6;

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

InspectBounds boundsOf(const Model& model)
{
    Bounds bounds;
    for (const MeshInstance& instance : model.instances)
        for (const Primitive& primitive : model.meshes[static_cast<std::size_t>(instance.mesh)].primitives)
            for (int corner = 0; corner < 8; ++corner) {
                const glm::dvec4 point(static_cast<double>(corner & 1 ? primitive.maximum.x : primitive.minimum.x),
                                       static_cast<double>(corner & 2 ? primitive.maximum.y : primitive.minimum.y),
                                       static_cast<double>(corner & 4 ? primitive.maximum.z : primitive.minimum.z),
                                       1.0);
                bounds.addEcef(model.origin + glm::dvec3(instance.transform * point));
            }
    return bounds.value();
}

} // namespace guanjing::tiles3d
