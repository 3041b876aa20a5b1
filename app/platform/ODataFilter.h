#pragma once

#include "app/platform/IsoTime.h"
#include "geodata/core/Result.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace guanjing::app {

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

/// Reads a $filter expression, percent-decoded; `now` is what now() yields.
[[nodiscard]] Result<std::unique_ptr<ODataFilter>> parseODataFilter(std::string_view text, UtcTime now);

} // namespace guanjing::app
