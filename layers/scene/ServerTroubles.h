#pragma once

#include "geodata/net/AssetAccessor.h"

#include <optional>
#include <string>

namespace guanjing::layers {

/// Whether a source's URL or URL template lies on a server ("http://host:port"); {s} stands for a, b or c.
[[nodiscard]] bool isOnServer(const std::string& url, const std::string& origin);

/// What the network says of a source with this URL or URL template: its server's trouble, else a silent request to
/// something in its folder.
[[nodiscard]] std::optional<Error> troubleOf(const std::string& url, const NetworkTroubles& troubles);

} // namespace guanjing::layers
