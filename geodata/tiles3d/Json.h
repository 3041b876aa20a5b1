#pragma once
// Reading JSON with simdjson's DOM; for the .cpp files of this room only.

#include "geodata/core/Bytes.h"
#include "geodata/core/Limits.h"
#include "geodata/core/Result.h"

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::tiles3d::json {

using Element = simdjson::dom::element;
using Object = simdjson::dom::object;
using Array = simdjson::dom::array;

/// Parses UTF-8 text, a byte order mark and trailing NULs and blanks ignored. `readable` says how many bytes after the
/// text may be read, which saves a copy. The element lives as long as `parser` and its next parse.
[[nodiscard]] Result<Element> parse(simdjson::dom::parser& parser, ByteView text, std::size_t readable,
                                    const std::string& source, int maxDepth = limits::kMaxJsonDepth);

[[nodiscard]] inline std::optional<Element> member(const Object& object, std::string_view key)
{
    Element value;
    if (object[key].get(value) != simdjson::SUCCESS)
        return std::nullopt;
    return value;
}

[[nodiscard]] inline std::optional<Object> asObject(const std::optional<Element>& element)
{
    Object object;
    if (!element || element->get(object) != simdjson::SUCCESS)
        return std::nullopt;
    return object;
}

[[nodiscard]] inline std::optional<Array> asArray(const std::optional<Element>& element)
{
    Array array;
    if (!element || element->get(array) != simdjson::SUCCESS)
        return std::nullopt;
    return array;
}

[[nodiscard]] inline std::optional<std::string_view> asString(const std::optional<Element>& element)
{
    std::string_view text;
    if (!element || element->get(text) != simdjson::SUCCESS)
        return std::nullopt;
    return text;
}

[[nodiscard]] inline std::optional<double> asNumber(const std::optional<Element>& element)
{
    double number = 0;
    if (!element || element->get(number) != simdjson::SUCCESS)
        return std::nullopt;
    return number;
}

/// A whole number, also when written as 3.0.
[[nodiscard]] std::optional<std::int64_t> asInteger(const std::optional<Element>& element);

[[nodiscard]] inline bool asBool(const std::optional<Element>& element, bool otherwise)
{
    bool flag = otherwise;
    if (element && element->get(flag) != simdjson::SUCCESS)
        return otherwise;
    return flag;
}

[[nodiscard]] inline std::optional<Object> objectAt(const Object& object, std::string_view key)
{
    return asObject(member(object, key));
}
[[nodiscard]] inline std::optional<Array> arrayAt(const Object& object, std::string_view key)
{
    return asArray(member(object, key));
}
[[nodiscard]] inline std::optional<std::string_view> stringAt(const Object& object, std::string_view key)
{
    return asString(member(object, key));
}
[[nodiscard]] inline std::optional<std::int64_t> integerAt(const Object& object, std::string_view key)
{
    return asInteger(member(object, key));
}
/// A whole number in 0 … maximum; nothing when absent, negative or beyond.
[[nodiscard]] std::optional<std::size_t> indexAt(const Object& object, std::string_view key,
                                                 std::uint64_t maximum = UINT32_MAX);
[[nodiscard]] inline double numberAt(const Object& object, std::string_view key, double otherwise)
{
    return asNumber(member(object, key)).value_or(otherwise);
}

/// Fills `out` when the array holds exactly `count` finite numbers.
[[nodiscard]] bool readNumbers(const std::optional<Element>& element, double* out, std::size_t count);

/// Texts of an array of strings; others are passed over.
[[nodiscard]] std::vector<std::string> stringsAt(const Object& object, std::string_view key);

} // namespace guanjing::tiles3d::json
