#include "geodata/tiles3d/Json.h"

#include "geodata/tiles3d/JsonDefect.h"

#include <cmath>
#include <string>

namespace guanjing::tiles3d::json {

Result<Element> parse(simdjson::dom::parser& parser, ByteView text, std::size_t readable, const std::string& source,
                      int maxDepth)
{
    if (text.size() >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF)
        text = text.subspan(3);
    while (!text.empty() && (text.back() == 0 || text.back() == ' ' || text.back() == '\n')) {
        text = text.first(text.size() - 1);
        ++readable;
    }
    if (text.empty())
        return fail(ErrorCode::Empty, source, "JSON text of no bytes");
    if (text.size() > limits::kMaxJsonBytes)
        return fail(ErrorCode::TooLarge, source,
                    "JSON of " + std::to_string(text.size()) + " bytes, the limit is "
                        + std::to_string(limits::kMaxJsonBytes));
    if (parser.allocate(text.size(), static_cast<std::size_t>(maxDepth)) != simdjson::SUCCESS)
        return fail(ErrorCode::TooLarge, source, "no memory for JSON of " + std::to_string(text.size()) + " bytes");
    Element root;
    const bool mustCopy = readable < simdjson::SIMDJSON_PADDING;
    const auto error = parser.parse(text.data(), text.size(), mustCopy).get(root);
    if (error == simdjson::DEPTH_ERROR)
        return fail(ErrorCode::TooDeep, source, "JSON nested deeper than " + std::to_string(maxDepth));
    if (error != simdjson::SUCCESS) {
        std::string defect = jsonDefect(asText(text));
        return fail(ErrorCode::BadJson, source, defect.empty() ? simdjson::error_message(error) : std::move(defect));
    }
    return root;
}

std::optional<std::int64_t> asInteger(const std::optional<Element>& element)
{
    if (!element)
        return std::nullopt;
    std::int64_t integer = 0;
    if (element->get(integer) == simdjson::SUCCESS)
        return integer;
    double number = 0;
    if (element->get(number) == simdjson::SUCCESS && std::abs(number) < 9e15 && std::floor(number) == number)
        return static_cast<std::int64_t>(number);
    return std::nullopt;
}

std::optional<std::size_t> indexAt(const Object& object, std::string_view key, std::uint64_t maximum)
{
    const auto value = integerAt(object, key);
    if (!value || *value < 0 || static_cast<std::uint64_t>(*value) > maximum)
        return std::nullopt;
    return static_cast<std::size_t>(*value);
}

bool readNumbers(const std::optional<Element>& element, double* out, std::size_t count)
{
    const auto array = asArray(element);
    if (!array)
        return false;
    std::size_t i = 0;
    for (const Element item : *array) {
        double number = 0;
        if (i == count || item.get(number) != simdjson::SUCCESS || !std::isfinite(number))
            return false;
        out[i++] = number;
    }
    return i == count;
}

std::vector<std::string> stringsAt(const Object& object, std::string_view key)
{
    std::vector<std::string> texts;
    if (const auto array = arrayAt(object, key))
        for (const Element item : *array)
            if (const auto text = asString(item))
                texts.emplace_back(*text);
    return texts;
}

} // namespace guanjing::tiles3d::json
