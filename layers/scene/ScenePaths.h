#pragma once

#include "geodata/core/Result.h"

#include <string>
#include <string_view>

namespace guanjing::layers {

/// "http" of "http://…", lower case; empty for a path.
[[nodiscard]] std::string urlScheme(std::string_view url);

/// Where a source of a scene lies: `reference` as written there against the path or URL of the scene. Paths of a local
/// scene are file names, not URL references: a % or # in them is just that. Fails on an unknown scheme, on a user name or
/// password in the URL, and on file: named by a scene that came over http (ForbiddenScheme). The error's source is empty.
[[nodiscard]] Result<std::string> resolveSceneUrl(const std::string& sceneUrl, const std::string& reference);

/// The reverse for writing: relative where the target lies in or below the scene's folder.
[[nodiscard]] std::string relativeSceneUrl(const std::string& scenePath, const std::string& url);

/// mqtt: or mqtts: with a host.
[[nodiscard]] Result<void> checkMqttUrl(const std::string& url);

} // namespace guanjing::layers
