#pragma once

#include "geodata/raster/ImageryOpening.h"
#include "layers/overlay/ImageryLayer.h"
#include "layers/scene/Scene.h"

#include <optional>
#include <string>

namespace guanjing::layers {

/// What of an imagery source decides on its pictures; what is left out of it only decides on how they are shown.
[[nodiscard]] ImageryDescription descriptionOf(const ImagerySourceSpec& spec);
/// Visibility, opacity, colours.
void applyLook(const ImagerySourceSpec& spec, ImageryLayer& layer);
/// "#rrggbb", or a whole number of 0 to 255 for all channels; nothing for another text.
[[nodiscard]] std::optional<NodataColor> nodataColorOf(const std::string& text);
/// What key "nodata" may hold: a colour, a number, "nan", or nothing.
[[nodiscard]] bool isNodata(const std::string& text);

} // namespace guanjing::layers
