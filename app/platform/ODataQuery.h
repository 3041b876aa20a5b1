#pragma once
// The query options of OGC SensorThings 1.1 (18-088, 9.3) that the demo platform understands.

#include "app/platform/ODataFilter.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::app {

struct ODataQuery {
    struct Order {
        std::string path;
        bool descending = false;
    };
    struct Expand;
    std::optional<std::int64_t> top;
    std::int64_t skip = 0;
    bool count = false;
    std::vector<Order> orderBy;
    std::vector<Expand> expand;
    std::unique_ptr<ODataFilter> filter;
};

struct ODataQuery::Expand {
    std::string name; ///< first segment; deeper ones stand in query.expand
    ODataQuery query;
};

/// Reads "$top=5&$filter=…", percent-encoded. $select and $resultFormat=default are accepted and change nothing.
[[nodiscard]] Result<ODataQuery> parseODataQuery(std::string_view encoded, UtcTime now);
[[nodiscard]] std::string percentDecode(std::string_view text);

} // namespace guanjing::app
