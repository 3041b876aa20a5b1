#pragma once
// The ground as quantized-mesh tiles, and as a raster for the DEM. Pure functions of their arguments; any thread.

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/democity/CityFrame.h"

#include <cstdint>
#include <string>
#include <vector>

namespace guanjing::democity {

/// Finest level of the terrain: 19 m between its vertices.
constexpr int kFinestTerrainLevel = 15;

/// layer.json of the terrain: geographic tiles counted from the south, with normals, water masks and availability in the
/// tiles of every tenth level.
[[nodiscard]] Bytes terrainLayerJson();
/// A tile (quantized-mesh-1.0). Vertices and normals on a common edge are those of the neighbour, bit for bit. NotFound where
/// none is offered.
[[nodiscard]] Result<Bytes> terrainTile(int level, int x, int y);

/// Heights of the ground on a raster of degrees, metres above the ellipsoid, rows from the north; values at the pixels' middles.
[[nodiscard]] std::vector<float> groundRaster(double west, double north, double pixelDegrees, int columns, int rows);

/// The triangles of a level of the terrain around a box: where the ground is that a viewer sees from afar.
class TerrainSurface {
public:
    TerrainSurface(int level, const Box& box);
    /// Metres above the ellipsoid; outside the box that of its nearest edge.
    [[nodiscard]] double at(V2 place) const;

private:
    double m_stepDegrees;
    std::int64_t m_firstX, m_firstY; ///< in steps of the level
    int m_columns, m_rows;
    std::vector<double> m_heights;
};

} // namespace guanjing::democity
