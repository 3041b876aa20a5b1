#pragma once

#include "app/viewer/ClipOverlay.h"
#include "layers/scene/Scene.h"

#include <array>
#include <functional>

namespace guanjing::layers {
class SceneEngine;
}

namespace guanjing::app {

using LonLat = std::array<double, 2>; ///< degrees

/// Outline of a clip as it lies in the city, without anything to take hold of. groundHeight: ellipsoidal metres.
[[nodiscard]] ClipFigure figureOf(const layers::ClipSpec& clip,
                                  const std::function<double(const LonLat&)>& groundHeight);

/// The ground's ellipsoidal height where it is drawn, without what stands on it; 0 elsewhere.
[[nodiscard]] double groundHeightAt(const layers::SceneEngine& engine, const LonLat& place);

} // namespace guanjing::app
