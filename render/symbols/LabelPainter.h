#pragma once

#include "layers/live/ObservationSnapshot.h"
#include "render/symbols/IconPainter.h"
#include "render/symbols/TextRasterizer.h"

namespace guanjing::render {

/// A station's label: its name, and below it the value, on a dark translucent plate that reads over any ground by day and
/// by night. A station that warns has a bar at the left and its value in the bar's colour; the sign before the value comes
/// with the text. An empty name or value leaves one line. textPixels: size of the texts, device pixels. Pure; any thread.
[[nodiscard]] IconBitmap paintLabel(const TextBitmap& name, const TextBitmap& value, layers::StationState state,
                                    double textPixels, double pixelRatio);
/// The plate behind a count of warnings at the corner of a cluster.
[[nodiscard]] IconBitmap paintBadge(const TextBitmap& count, bool alarm, double pixelRatio);
/// A name on the map: light letters, or the blue of water, within a dark halo.
[[nodiscard]] IconBitmap paintPlaceName(const TextBitmap& name, bool water, double pixelRatio);
/// The height of a contour line, in the line's brown on a pale halo that interrupts it.
[[nodiscard]] IconBitmap paintContourNumber(const TextBitmap& number, double pixelRatio);
/// White letters alone, for plates that are there already.
[[nodiscard]] IconBitmap plainText(const TextBitmap& text);

} // namespace guanjing::render
