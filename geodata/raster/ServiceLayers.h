#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guanjing {

struct ImageryDocument;

/// A layer that a service offers, for people to choose from. Plain data.
struct ServiceLayer {
    std::string id; ///< as the service has it
    std::string title; ///< never empty
    std::string timeName; ///< of its dimension of time, as written; empty: it has none that is a list of dates
    std::vector<std::string> times; ///< as written, each beginning with YYYY, YYYY-MM or YYYY-MM-DD
};

/// Those of the capabilities of a WMTS or WMS (`kind` as in ImageryDescription), in their order, some hundred at most; none for
/// other kinds, and for what cannot be read.
[[nodiscard]] std::vector<ServiceLayer> layersOfService(std::string_view kind, const ImageryDocument& capabilities);

/// The date at the beginning of a time: "2026-06" of "2026-06", "2026-06-01" of "2026-06-01T00:00:00Z"; empty: there is none.
[[nodiscard]] std::string dateOfTime(std::string_view time);

} // namespace guanjing
