#pragma once
// Bounding volumes as tilesets write them. For the .cpp files of this room only.

#include "geodata/tiles3d/Json.h"
#include "geodata/tiles3d/Tileset.h"

#include <optional>
#include <string>
#include <string_view>

namespace guanjing::tiles3d {

/// Box, region, sphere or S2 cell; nothing for what is none of these.
[[nodiscard]] std::optional<BoundingVolume> readVolume(const std::optional<json::Element>& element);
/// In words what is wrong with one that readVolume() does not read; `what` names it.
[[nodiscard]] std::string volumeDefect(std::string_view what, const std::optional<json::Element>& element);
/// Puts a region in order; says what was wrong with it.
[[nodiscard]] std::string repairRegion(BoundingVolume& volume);
/// True when a corner of a box lies outside of another by more than a hair of its size.
[[nodiscard]] bool isBoxOutside(const BoundingVolume& inner, const BoundingVolume& outer);

} // namespace guanjing::tiles3d
