#include "geodata/styling/StyleValue.h"

#include "geodata/styling/RegExp.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace guanjing::styling {

namespace {

constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
constexpr int kMostListDepth = 32;

bool isBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

double textToNumber(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    if (text.empty())
        return 0.0;
    if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        std::uint64_t hex = 0;
        const auto [end, problem] = std::from_chars(text.data() + 2, text.data() + text.size(), hex, 16);
        return problem == std::errc() && end == text.data() + text.size() ? static_cast<double>(hex) : kNotANumber;
    }
    double sign = 1.0;
    if (text.front() == '+' || text.front() == '-') {
        sign = text.front() == '-' ? -1.0 : 1.0;
        text.remove_prefix(1);
    }
    if (text == "Infinity")
        return sign * std::numeric_limits<double>::infinity();
    // from_chars also reads "inf", "nan" and a second sign.
    if (text.empty() || !((text.front() >= '0' && text.front() <= '9') || text.front() == '.'))
        return kNotANumber;
    double number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end != text.data() + text.size() || problem == std::errc::invalid_argument)
        return kNotANumber;
    return problem == std::errc() ? sign * number : kNotANumber;
}

std::string listToString(const Value& value, int depth);

std::string itemToString(const Value& value, int depth)
{
    return value.type == ValueType::Array ? listToString(value, depth) : toString(value);
}

std::string listToString(const Value& value, int depth)
{
    if (depth > kMostListDepth)
        return "[...]";
    std::string out = "[";
    for (std::uint32_t i = 0; i < value.size; ++i) {
        if (i > 0)
            out += ", ";
        out += itemToString(value.items[i], depth + 1);
    }
    return out + "]";
}

} // namespace

std::string_view typeName(ValueType type)
{
    switch (type) {
    case ValueType::Undefined: return "undefined";
    case ValueType::Null: return "null";
    case ValueType::Boolean: return "boolean";
    case ValueType::Number: return "number";
    case ValueType::Text: return "string";
    case ValueType::Vec2: return "vec2";
    case ValueType::Vec3: return "vec3";
    case ValueType::Vec4: return "vec4";
    case ValueType::RegExp: return "regExp";
    case ValueType::Array: return "array";
    case ValueType::Object: return "object";
    }
    return "undefined";
}

std::string numberToString(double number)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number < 0 ? "-Infinity" : "Infinity";
    if (number == 0)
        return "0";
    char buffer[40];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, std::abs(number), std::chars_format::scientific);
    const std::string_view shortest(buffer, static_cast<std::size_t>(result.ptr - buffer));
    const std::size_t mark = shortest.find('e');
    std::string digits;
    for (const char c : shortest.substr(0, mark))
        if (c != '.')
            digits += c;
    int exponent = 0;
    const char* from = shortest.data() + mark + 1;
    if (*from == '+')
        ++from;
    std::from_chars(from, shortest.data() + shortest.size(), exponent);
    // ECMA-262 6.1.6.1.20: the number is 0.digits · 10^n.
    const int n = exponent + 1, k = static_cast<int>(digits.size());
    std::string out = number < 0 ? "-" : "";
    if (n >= k && n <= 21)
        return out + digits + std::string(static_cast<std::size_t>(n - k), '0');
    if (n > 0 && n <= 21)
        return out + digits.substr(0, static_cast<std::size_t>(n)) + "." + digits.substr(static_cast<std::size_t>(n));
    if (n > -6 && n <= 0)
        return out + "0." + std::string(static_cast<std::size_t>(-n), '0') + digits;
    out += digits.substr(0, 1);
    if (k > 1)
        out += "." + digits.substr(1);
    return out + "e" + (n > 0 ? "+" : "-") + std::to_string(std::abs(n - 1));
}

std::string toString(const Value& value)
{
    switch (value.type) {
    case ValueType::Undefined: return "undefined";
    case ValueType::Null: return "null";
    case ValueType::Boolean: return value.boolean ? "true" : "false";
    case ValueType::Number: return numberToString(value.components[0]);
    case ValueType::Text: return std::string(value.asText());
    case ValueType::Vec2:
    case ValueType::Vec3:
    case ValueType::Vec4: {
        std::string out = "(";
        for (std::size_t i = 0; i < value.dimension(); ++i)
            out += (i > 0 ? ", " : "") + numberToString(value.components[i]);
        return out + ")";
    }
    case ValueType::RegExp: return "/" + value.regExp->pattern() + "/";
    case ValueType::Array: return listToString(value, 0);
    case ValueType::Object: return "[object Object]";
    }
    return {};
}

double toNumber(const Value& value)
{
    switch (value.type) {
    case ValueType::Null: return 0.0;
    case ValueType::Boolean: return value.boolean ? 1.0 : 0.0;
    case ValueType::Number: return value.components[0];
    case ValueType::Text: return textToNumber(value.asText());
    default: return kNotANumber;
    }
}

bool toBoolean(const Value& value)
{
    switch (value.type) {
    case ValueType::Undefined:
    case ValueType::Null: return false;
    case ValueType::Boolean: return value.boolean;
    case ValueType::Number: return value.components[0] != 0.0 && !std::isnan(value.components[0]);
    case ValueType::Text: return value.size > 0;
    default: return true;
    }
}

bool isSame(const Value& a, const Value& b)
{
    if (a.type != b.type)
        return false;
    switch (a.type) {
    case ValueType::Undefined:
    case ValueType::Null: return true;
    case ValueType::Boolean: return a.boolean == b.boolean;
    case ValueType::Number: return a.components[0] == b.components[0];
    case ValueType::Text: return a.asText() == b.asText();
    case ValueType::Vec2:
    case ValueType::Vec3:
    case ValueType::Vec4:
        for (std::size_t i = 0; i < a.dimension(); ++i)
            if (a.components[i] != b.components[i])
                return false;
        return true;
    case ValueType::RegExp: return a.regExp == b.regExp;
    case ValueType::Array: return a.items == b.items && a.size == b.size;
    case ValueType::Object: return a.members == b.members && a.size == b.size;
    }
    return false;
}

} // namespace guanjing::styling
