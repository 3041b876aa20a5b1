#include "geodata/tiles3d/JsonDefect.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <optional>

namespace guanjing::tiles3d {

namespace {

/// Finds where a text stops being JSON: simdjson says only that it does.
class DefectFinder final : public nlohmann::json_sax<nlohmann::json> {
public:
    std::optional<std::size_t> end; ///< the byte after the defect
    std::string token; ///< the last that was read
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
    bool parse_error(std::size_t position, const std::string& lastToken,
                     const nlohmann::json::exception& exception) override
    {
        constexpr int kNumberOverflow = 406;
        end = position;
        token = lastToken;
        isTooLarge = exception.id == kNumberOverflow;
        return false;
    }
};

} // namespace

std::string jsonDefect(std::string_view text)
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
    // A text in the wrong place is found at its end.
    const std::string& token = finder.token;
    const bool isText = token.size() > 2 && token.front() == '"' && token.back() == '"' && *finder.end >= token.size()
        && text.substr(*finder.end - token.size(), token.size()) == token;
    constexpr std::size_t kMostShown = 40;
    std::string what = "the text ends too early";
    if (finder.isTooLarge) // what ends it has been read
        while (first > 0 && (first >= text.size() || !isWord(first)))
            --first;
    if (isText) {
        first = *finder.end - token.size();
        what = "unexpected " + (token.size() > kMostShown ? token.substr(0, kMostShown) + '"' : token);
    } else if (first < text.size()) {
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

} // namespace guanjing::tiles3d
