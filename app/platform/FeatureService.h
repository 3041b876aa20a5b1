#pragma once
// The city's limits and its towns by OGC API - Features, Part 1: Core (OGC 17-069r4), as GeoJSON.

#include "app/platform/TileServices.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanjing::app {

/// Query parameters as they came, in their order.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;

/// Answers "conformance", "api", "collections" and what lies below them; `path` has no slash in front, `base` is the server's
/// address with one at its end. What is wrong becomes a JSON exception with status 400 or 404.
[[nodiscard]] ServiceDocument answerFeatures(std::string_view path, const QueryParameters& parameters,
                                             const std::string& base);

/// A link of the landing page, as the standard asks for: relation, place below the base, media type, title.
struct LandingLink {
    const char *relation, *path, *type, *title;
};
[[nodiscard]] const std::vector<LandingLink>& featureLinks();

} // namespace guanjing::app
