#pragma once

#include "geodata/tiles3d/Model.h"
#include "layers/tiling/GroundHeights.h"

namespace guanjing::layers {

/// Cells along one side of the grid that heights are taken at.
constexpr int kReliefCells = 32;

struct ReliefMesh {
    tiles3d::Model model; ///< as makeGroundMesh's
    double lowMeters = 0, highMeters = 0; ///< of its surface, without the skirts
};

/// Most metres between the mesh of a level and the heights at the grid's points.
[[nodiscard]] double reliefToleranceMeters(int level);

/// A ground tile with heights: a right-angled triangulation of the grid's points that is as fine as the relief asks for,
/// nowhere coarser than the mesh of the bare ellipsoid (a right-triangulated irregular network: Evans, Kirkpatrick and
/// Townsend 2001). Skirts hide the seams to neighbours of other levels. Where there are water and land the first primitive is the land
/// that is dry all around, the second one the rest. Any thread.
[[nodiscard]] ReliefMesh makeReliefMesh(const GroundAddress& address, const GroundSurface& surface);

} // namespace guanjing::layers
