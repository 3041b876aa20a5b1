#pragma once

#include "layers/scene/Scene.h"
#include "layers/tiling/TileVolume.h"

namespace guanjing::layers {

/// A camera, by default south of a place and above it, that shows all of it in a picture of 3:2 or wider, 60° across, with a margin; at
/// least so far from its middle. More than 60° of the Earth are looked at from straight above, with the whole Earth in
/// sight. May lie below the ground when the place does. Unnamed. Any thread.
[[nodiscard]] Viewpoint viewpointOver(const GeographicBounds& bounds, double nearestMeters, double headingDegrees = 0.0,
                                      double pitchDegrees = -35.0);

} // namespace guanjing::layers
