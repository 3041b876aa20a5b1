#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Issue.h"
#include "geodata/core/Math.h"
#include "geodata/core/Result.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/terrain/TerrainTiling.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace guanjing {

/// A tile of format quantized-mesh-1.0, decoded but still in its own units. Plain data, immutable once built.
struct QuantizedMesh {
    static constexpr int kSteps = 32767; ///< of u, v and height across the tile

    /// 0 … kSteps: u from the western to the eastern edge, v from the southern to the northern, height from the lowest
    /// to the highest. Values beyond are clamped, with an issue.
    struct Vertex {
        std::uint16_t u = 0, v = 0, height = 0;
    };
    struct Extension {
        std::uint8_t id = 0; ///< 1 oct-encoded normals, 2 water mask, 4 metadata
        std::uint32_t statedBytes = 0; ///< as written, wrong byte order included
    };

    glm::dvec3 centerEcef{}; ///< metres, EPSG:4978
    float minHeightMeters = 0, maxHeightMeters = 0; ///< ellipsoidal
    glm::dvec3 sphereCenterEcef{};
    double sphereRadiusMeters = 0;
    /// In units of the ellipsoid's axes (ECEF divided by the radii).
    glm::dvec3 horizonOcclusionPoint{};

    std::vector<Vertex> vertices;
    std::vector<std::uint32_t> indices; ///< three a triangle, counter-clockwise from above
    std::array<std::vector<std::uint32_t>, 4> edges; ///< vertices on the west, south, east and north edge
    std::vector<Extension> extensions; ///< in the order of the file, unknown ones too

    std::vector<glm::vec3> normals; ///< unit, ECEF axes, one a vertex; empty: none
    /// 0 land … 255 water, rows from north to south, waterMaskSide² values; side 1 for a tile of one kind, 0: none.
    Bytes waterMask;
    int waterMaskSide = 0;
    /// Tiles that exist below, first entry the next level; from the metadata extension. Empty: none.
    std::vector<std::vector<TerrainTileRange>> availableBelow;

    Issues issues;

    [[nodiscard]] double heightMeters(const Vertex& vertex) const
    {
        return double{minHeightMeters} + (double{maxHeightMeters} - double{minHeightMeters}) * vertex.height / kSteps;
    }
    [[nodiscard]] std::size_t byteSize() const;
};

/// Reads a .terrain tile (quantized-mesh-1.0; gzip is undone before). Fails on what cannot be drawn: too short, too many
/// vertices, triangles of vertices that are not there. A faulty extension or edge is left out with an issue. Any thread.
[[nodiscard]] Result<QuantizedMesh> parseQuantizedMesh(ByteView bytes, const std::string& source);

/// Longitude, latitude and ellipsoidal height of a vertex, in the tile that `id` names.
[[nodiscard]] Geographic positionOf(const QuantizedMesh& mesh, const QuantizedMesh::Vertex& vertex,
                                    const TerrainTileId& id,
                                    TerrainProjection projection = TerrainProjection::Geographic);

} // namespace guanjing
