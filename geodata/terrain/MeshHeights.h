#pragma once

#include "geodata/terrain/HeightSource.h"
#include "geodata/terrain/QuantizedMesh.h"

#include <cstdint>
#include <vector>

namespace guanjing {

/// Heights on the triangles of a quantized mesh, linear in longitude and latitude (or Web Mercator) within each. Triangles
/// are found through a grid of cells. The water mask stays with them. Immutable, any thread.
class MeshHeights final : public HeightPatch {
public:
    MeshHeights(QuantizedMesh mesh, const TerrainTileId& id, TerrainProjection projection);

    [[nodiscard]] std::optional<HeightSample> at(double lonDegrees, double latDegrees) const override;
    [[nodiscard]] std::optional<float> waterAt(double lonDegrees, double latDegrees) const override;
    [[nodiscard]] double minHeightMeters() const override { return m_low; }
    [[nodiscard]] double maxHeightMeters() const override { return m_high; }
    [[nodiscard]] bool hasVoids() const override { return false; }
    [[nodiscard]] std::size_t byteSize() const override;

private:
    /// The triangle's weights at a place and how far inside it lies: negative outside.
    struct Hit {
        std::uint32_t triangle = 0;
        double weights[3]{};
        double inside = -1e9;
    };
    void makeCells();
    void tryTriangle(std::uint32_t triangle, double u, double v, Hit& best) const;
    [[nodiscard]] HeightSample sample(const Hit& hit) const;
    /// 0 … kSteps across the tile; nothing beside it.
    [[nodiscard]] std::optional<glm::dvec2> stepsAt(double lonDegrees, double latDegrees) const;
    [[nodiscard]] std::uint32_t cellOf(double coordinate) const;

    QuantizedMesh m_mesh;
    TerrainProjection m_projection;
    Rectangle m_rectangle;
    double m_south = 0, m_north = 0; ///< of the rectangle, in the units that v is linear in
    double m_low = 0, m_high = 0;
    std::uint32_t m_side = 1; ///< cells along one side
    std::vector<std::uint32_t> m_firstOfCell; ///< into m_triangles, one more than there are cells
    std::vector<std::uint32_t> m_triangles;
};

} // namespace guanjing
