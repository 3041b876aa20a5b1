#pragma once
// The query options of OGC SensorThings 1.1 (18-088, 9.3) that the demo platform understands.

#include "geodata/core/Result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace guanjing::app {

using UtcTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// A literal or the value of a property.
using ODataValue = std::variant<std::monostate, bool, double, std::string, UtcTime>;

/// A node of a $filter expression.
struct ODataFilter {
    enum class Kind { And, Or, Not, Compare };
    enum class Operator { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };
    Kind kind = Kind::Compare;
    std::vector<std::unique_ptr<ODataFilter>> children;
    std::string path;
    Operator op = Operator::Equal;
    ODataValue literal;

    /// `value` yields a property by its path.
    [[nodiscard]] bool matches(const std::function<ODataValue(const std::string&)>& value) const;
};

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
[[nodiscard]] std::optional<UtcTime> parseIsoTime(std::string_view text);
[[nodiscard]] std::string formatIsoTime(UtcTime time);

} // namespace guanjing::app
