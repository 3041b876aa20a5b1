#pragma once

#include "geodata/tiles3d/Model.h"
#include "layers/tiling/TileVolume.h"

namespace guanjing::layers {

/// Bounding sphere of a model in the world. Any thread.
[[nodiscard]] TileVolume boundingSphere(const tiles3d::Model& model, const glm::dmat4& modelToWorld);

/// Least z of a model's vertices after a transform to a frame with z up, metres; 0 for an empty model. Any thread.
[[nodiscard]] double lowestHeight(const tiles3d::Model& model, const glm::dmat4& modelToFrame);

/// Gives every primitive coordinates for raster overlays: the position of its vertices in the model's Web Mercator
/// rectangle, 0..1 from west and north. Each place of a mesh that is drawn several times gets a mesh of its own for it;
/// where that would copy too much, such a mesh gets no coordinates. Returns the rectangle (west, north, east, south in units of the world's width, y downward); all 0 when nothing
/// can receive overlays. Any thread.
glm::dvec4 addOverlayCoordinates(tiles3d::Model& model, const glm::dmat4& modelToWorld);

/// Frees pixels, normals, texture coordinates and colours: picking needs none of them, and the GPU has its own.
void dropWhatOnlyDrawingNeeds(tiles3d::Model& model);

} // namespace guanjing::layers
