#include "layers/scene/SurfaceFacing.h"

#include "geodata/tiles3d/Model.h"

#include <glm/geometric.hpp>
#include <glm/mat3x3.hpp>

namespace guanjing::layers {

namespace {

constexpr std::size_t kMostTriangles = 300'000;
/// Of the area that would have to face one way for it to be a plane; a hilly piece of ground has 0.7 and more.
constexpr double kLeastShare = 0.4;

} // namespace

void SurfaceFacing::add(const tiles3d::Model& model, const glm::dmat4& modelToWorld)
{
    const glm::dmat3 turn(modelToWorld);
    for (const tiles3d::MeshInstance& instance : model.instances) {
        if (instance.mesh < 0 || static_cast<std::size_t>(instance.mesh) >= model.meshes.size())
            continue;
        const glm::dmat3 toWorld = turn * glm::dmat3(instance.transform);
        // Mirrored models turn their corners the other way round.
        const double sense = glm::determinant(toWorld) < 0 ? -1.0 : 1.0;
        for (const tiles3d::Primitive& primitive : model.meshes[static_cast<std::size_t>(instance.mesh)].primitives) {
            if (primitive.mode != tiles3d::PrimitiveMode::Triangles)
                continue;
            for (std::size_t i = 0; i + 2 < primitive.indices.size() && m_triangles < kMostTriangles; i += 3) {
                const glm::dvec3 a(primitive.positions[primitive.indices[i]]);
                const glm::dvec3 b(primitive.positions[primitive.indices[i + 1]]);
                const glm::dvec3 c(primitive.positions[primitive.indices[i + 2]]);
                const glm::dvec3 normal = glm::cross(toWorld * (b - a), toWorld * (c - a)) * sense;
                m_sum += normal;
                m_area += glm::length(normal);
                ++m_triangles;
            }
        }
    }
}

std::optional<glm::dvec3> SurfaceFacing::direction() const
{
    const double length = glm::length(m_sum);
    if (!(m_area > 0) || !(length >= kLeastShare * m_area))
        return std::nullopt;
    return m_sum / length;
}

} // namespace guanjing::layers
