#pragma once

#include "geodata/tiles3d/Model.h"
#include "layers/tiling/ViewState.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace guanjing::layers {

struct ContentLook;

/// Finds where a ray meets the triangles of a model, and which of its points and lines lie in the cone around the ray.
/// Keeps a bounding volume hierarchy per primitive, made when a ray first comes near it. One thread.
class ModelPicker {
public:
    explicit ModelPicker(std::shared_ptr<const tiles3d::Model> model);
    ~ModelPicker();

    struct Hit {
        double distanceMeters = 0; ///< along the ray
        /// What hits are compared by. Of triangles the distance; of points and lines less, by up to two radii of the cone
        /// where the ray goes through their middle: so they win over the surface that they lie on, and of several the
        /// nearest to the ray wins among those about as far.
        double rank = 0;
        glm::dvec3 position{0.0}; ///< world: on the triangle, the point itself, or the line's place nearest to the ray
        glm::dvec3 normal{0.0}; ///< world, unit, facing the ray's origin
        const tiles3d::Primitive* primitive = nullptr;
        const tiles3d::MeshInstance* instance = nullptr;
        tiles3d::SurfacePoint point; ///< on the primitive
        std::uint32_t vertex = 0; ///< of the corners the nearest one
    };
    /// Hit of the least rank below maximumRank. Matrices and intersection are in double: right to well under a
    /// millimetre at the distance of the Earth's radius from the origin. The backs of single-sided triangles are not
    /// drawn and so not hit, unless hitsBacks says that they are. What `look` hides is not hit either; it may be null.
    [[nodiscard]] std::optional<Hit> intersect(const glm::dmat4& modelToWorld, const ViewState::Ray& ray,
                                               double maximumRank, bool hitsBacks, const ContentLook* look = nullptr);
    /// Bytes of the hierarchies made so far.
    [[nodiscard]] std::size_t byteSize() const;

private:
    struct Node {
        glm::vec3 low, high;
        std::uint32_t first = 0; ///< of the elements, or the left child (the right one follows it)
        std::uint32_t count = 0; ///< 0: inner node
    };
    struct Hierarchy {
        std::vector<Node> nodes;
        std::vector<std::uint32_t> elements; ///< triangles, lines or points
    };
    struct LocalHit {
        double distance;
        std::uint32_t triangle;
        double u, v;
    };
    /// Which elements of one copy of a primitive are hidden.
    struct Hiding {
        const ContentLook* look = nullptr; ///< null: none
        const tiles3d::MeshInstance& instance;
        std::size_t primitiveIndex;
        const tiles3d::Primitive& primitive;
        [[nodiscard]] bool hides(const std::uint32_t* corners, std::size_t count) const;
        /// The same of a place on a triangle, by the weights of its second and third corner.
        [[nodiscard]] bool hidesPlace(const std::uint32_t* corners, double u, double v) const;
    };
    static Hierarchy build(const tiles3d::Primitive& primitive);
    static std::optional<LocalHit> intersect(const tiles3d::Primitive& primitive, const Hierarchy& hierarchy,
                                             const glm::dvec3& origin, const glm::dvec3& direction, double maximum,
                                             bool hitsBacks, const Hiding& hiding);

    /// Points and lines in the cone.
    static std::optional<Hit> intersectThin(const tiles3d::Primitive& primitive, const Hierarchy& hierarchy,
                                            const glm::dmat4& toWorld, const ViewState::Ray& ray, double maximumRank,
                                            const Hiding& hiding);

    std::shared_ptr<const tiles3d::Model> m_model;
    std::vector<std::vector<std::unique_ptr<Hierarchy>>> m_hierarchies; ///< per mesh and primitive
};

} // namespace guanjing::layers
