#include "geodata/tiles3d/Json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

namespace guanjing::tiles3d::json {

namespace {

/// Finds where a text stops being JSON: simdjson says only that it does.
class DefectFinder final : public nlohmann::json_sax<nlohmann::json> {
public:
    std::optional<std::size_t> end; ///< the byte after the defect
    bool isTooLarge = false; ///< a number that no double holds

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& exception) override
    {
        constexpr int kNumberOverflow = 406;
        end = position;
        isTooLarge = exception.id == kNumberOverflow;
        return false;
    }
};

/// "line 3, column 7: unexpected "NaN""; empty where only simdjson objects.
std::string defectOf(std::string_view text)
{
    DefectFinder finder;
    if (nlohmann::json::sax_parse(text.begin(), text.end(), &finder) || !finder.end)
        return {};
    std::size_t last = std::min(*finder.end, text.size() + 1);
    std::size_t first = last > 0 ? last - 1 : 0;
    const auto isWord = [&](std::size_t i) {
        const auto c = static_cast<unsigned char>(text[i]);
        return std::isalnum(c) != 0 || c == '_' || c == '+' || c == '-' || c == '.';
    };
    constexpr std::size_t kMostShown = 40;
    std::string what = "the text ends too early";
    if (finder.isTooLarge) // what ends it has been read
        while (first > 0 && (first >= text.size() || !isWord(first)))
            --first;
    if (first < text.size()) {
        last = first + 1;
        if (isWord(first)) {
            while (first > 0 && isWord(first - 1))
                --first;
            while (last < text.size() && isWord(last))
                ++last;
        }
        const std::string word(text.substr(first, std::min(last - first, kMostShown)));
        const auto byte = static_cast<unsigned char>(word.front());
        if (finder.isTooLarge)
            what = "the number " + word + " is too large";
        else if (byte < 0x20 || byte >= 0x7F)
            what = "unexpected byte " + std::to_string(byte);
        else
            what = "unexpected \"" + word + "\"";
    } else {
        first = text.size();
    }
    const std::string_view before = text.substr(0, first);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t column = first - (before.rfind('\n') + 1) + 1; // npos + 1 is 0
    return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + what;
}

} // namespace

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
        std::string defect = defectOf(asText(text));
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
