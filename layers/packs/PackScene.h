#pragma once

#include "layers/packs/Taking.h"

#include <string>
#include <vector>

namespace guanjing::layers {

/// True for a source of rasters that are read rather than asked for.
[[nodiscard]] bool isRead(const ImagerySourceSpec& source);
[[nodiscard]] bool isRead(const TerrainSourceSpec& source);

/// Addresses of what is made for a pack of the imagery and terrain number `index` of a scene; documents end in what is added
/// here, pictures and tiles lie below it.
[[nodiscard]] std::string picturesAddress(const std::string& packAddress, std::size_t index);
[[nodiscard]] std::string heightsAddress(const std::string& packAddress, std::size_t index);
[[nodiscard]] std::string offsetsAddress(const std::string& packAddress, std::size_t index);
inline constexpr const char* kPicturesSuffix = ".pictures.json";
inline constexpr const char* kHeightsSuffix = ".heights.json";

/// The scene as a pack has it: the layers that are taken, under the names of the pack, without secrets; its first viewpoint
/// shows the area.
[[nodiscard]] Scene packScene(const Scene& scene, const std::vector<TakeLayer>& layers, const TakeOptions& options,
                              const std::string& packAddress);
/// As the pack keeps it, and back.
[[nodiscard]] std::string packSceneText(const Scene& scene);
[[nodiscard]] Result<Scene> readPackScene(const std::string& text);

/// BadValue for options that leave nothing to take.
[[nodiscard]] Result<void> checkTakeOptions(const Scene& scene, const TakeOptions& options);
/// What was to be taken, to be compared when a pack is gone on with. `scene` as packScene() made it for an empty address.
[[nodiscard]] std::string takePlan(const Scene& scene, const TakeOptions& options);

} // namespace guanjing::layers
