#pragma once

#include <glm/mat4x4.hpp>
#include <glm/vec3.hpp>

#include <cstddef>
#include <optional>

namespace guanjing::tiles3d {
struct Model;
}

namespace guanjing::layers {

/// To which side the surface of models faces, as the mean of their triangles' normals by area: what tells a scanned piece of
/// ground that lies on its edge from one that lies flat. Plain value; one thread.
class SurfaceFacing {
public:
    /// Adds the triangles of a model, at most so many that asking stays cheap.
    void add(const tiles3d::Model& model, const glm::dmat4& modelToWorld);
    /// Unit vector in the world's frame; nothing for closed bodies, which face to all sides alike, and for no triangles.
    [[nodiscard]] std::optional<glm::dvec3> direction() const;

private:
    glm::dvec3 m_sum{0.0}; ///< normals times area
    double m_area = 0;
    std::size_t m_triangles = 0;
};

} // namespace guanjing::layers
