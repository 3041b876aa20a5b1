#pragma once

#include "layers/live/ObservationSnapshot.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace guanjing::render {

/// A picture with premultiplied alpha, RGBA, rows from the top.
struct IconBitmap {
    int width = 0, height = 0;
    std::vector<std::uint8_t> pixels;
};

/// Form of a marker; told apart without colour.
enum class MarkerForm : std::uint8_t { Circle, Drop, Square, Diamond };

/// air: circle with waves; water: drop; noise: square with bars; anything else: diamond.
[[nodiscard]] MarkerForm markerForm(std::string_view kind);
/// Half the size of a marker's body, in pixels at a device pixel ratio of 1.
constexpr float kMarkerRadius = 11.0f;
/// Half the side of the largest bitmaps, the same unit; the middle of each is the marker's.
constexpr float kIconHalfSide = 20.0f;

/// Warnings and alarms carry a badge with an exclamation mark, alarms a second ring as well; stale ones are hollow,
/// unknown ones hollow with a dash. Pure; any thread.
[[nodiscard]] IconBitmap paintMarker(MarkerForm form, layers::StationState state, bool selected, double pixelRatio);
/// The line from a marker down to its place: white between two dark lines is seen on any ground.
[[nodiscard]] IconBitmap paintPole(float length, double pixelRatio);
/// The round plate of a cluster, ringed by its worst state. Pure; any thread.
[[nodiscard]] IconBitmap paintCluster(layers::StationState worst, float radius, double pixelRatio);

} // namespace guanjing::render
