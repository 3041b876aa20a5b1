#pragma once

#include "geodata/net/AssetAccessor.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace guanjing {

/// What a private cache may do with an answer of status 200, after RFC 9111. Times are UTC seconds since 1970.
struct Freshness {
    bool mayStore = true; ///< no "no-store", no "Vary: *"
    std::int64_t freshUntil = 0; ///< in the past when the server must be asked each time
    bool mayServeStale = true; ///< when the server cannot be reached: neither "must-revalidate" nor "no-cache"
};

/// Sections 4.2.1 (lifetime: max-age, else Expires, else a tenth of the time since Last-Modified, at most a week) and
/// 4.2.3 (age: Date and Age). s-maxage and private concern shared caches only. Any thread.
[[nodiscard]] Freshness freshnessOf(const std::vector<HttpHeader>& headers, std::int64_t requestTime,
                                    std::int64_t responseTime);

/// The three forms of RFC 9110, 5.6.7; none for anything else.
[[nodiscard]] std::optional<std::int64_t> parseHttpDate(std::string_view text);

} // namespace guanjing
