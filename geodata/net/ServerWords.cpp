#include "geodata/net/ServerWords.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace guanjing {
namespace {

constexpr std::size_t kMostRead = 65536;
constexpr std::size_t kMostShown = 300;

std::string inOneLine(std::string_view text)
{
    std::string line;
    for (const char c : text) {
        const bool isSpace = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!isSpace)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (line.ends_with(' '))
        line.pop_back();
    if (line.size() <= kMostShown)
        return line;
    std::size_t end = kMostShown;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) // not within a character
        --end;
    return line.substr(0, end) + "…";
}

std::string withoutEntities(std::string text)
{
    for (const auto& [entity, character] : {std::pair<std::string_view, char>{"&lt;", '<'},
                                            {"&gt;", '>'},
                                            {"&quot;", '"'},
                                            {"&apos;", '\''},
                                            {"&amp;", '&'}})
        for (std::size_t at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
            text.replace(at, entity.size(), 1, character);
    return text;
}

/// Text of the first element of that name, with whatever prefix; found without a parser, which damaged answers defeat.
std::string elementText(std::string_view xml, std::string_view name)
{
    for (std::size_t at = xml.find(name); at != std::string_view::npos; at = xml.find(name, at + 1)) {
        const std::size_t before = xml.find_last_of("<>", at);
        const std::size_t after = at + name.size();
        const bool isElement = before != std::string_view::npos && xml[before] == '<' && after < xml.size()
            && std::string_view(" >\t\r\n/").find(xml[after]) != std::string_view::npos
            && xml.substr(before, at - before).find_first_of("/ ?!") == std::string_view::npos;
        if (!isElement)
            continue;
        std::size_t begin = xml.find('>', at);
        if (begin == std::string_view::npos || xml[begin - 1] == '/')
            continue;
        begin = xml.find_first_not_of(" \t\r\n", begin + 1);
        constexpr std::string_view kVerbatim = "<![CDATA[";
        if (begin != std::string_view::npos && xml.substr(begin).starts_with(kVerbatim)) {
            begin += kVerbatim.size();
            return std::string(xml.substr(begin, xml.find("]]>", begin) - begin));
        }
        if (begin != std::string_view::npos)
            return withoutEntities(std::string(xml.substr(begin, xml.find('<', begin) - begin)));
    }
    return {};
}

std::string jsonText(std::string_view text)
{
    auto document = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    if (document.is_array() && !document.empty())
        document = nlohmann::json(document.front());
    if (!document.is_object())
        return {};
    for (const char* key : {"description", "detail", "message", "title"})
        if (const auto found = document.find(key); found != document.end() && found->is_string() && !found->empty())
            return found->get<std::string>();
    return {};
}

} // namespace

std::string serverWords(std::string_view body)
{
    const std::string_view text = body.substr(0, kMostRead);
    const std::size_t begin = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    if (text[begin] == '{' || text[begin] == '[')
        return body.size() <= kMostRead ? inOneLine(jsonText(text)) : std::string();
    if (text[begin] != '<')
        return {};
    for (const std::string_view name : {"ServiceException", "ExceptionText"})
        if (std::string words = inOneLine(elementText(text, name)); !words.empty())
            return words;
    return {};
}

} // namespace guanjing
