#include "geodata/raster/ServiceException.h"

#include <algorithm>
#include <utility>

namespace guanjing {
namespace {

constexpr std::size_t kMostShown = 300;

const XmlElement* findException(const XmlElement& element)
{
    if (element.name == "ServiceException" || element.name == "ExceptionText")
        return &element;
    for (const XmlElement& child : element.children)
        if (const XmlElement* found = findException(child))
            return found;
    return nullptr;
}

} // namespace

std::string serviceExceptionOf(ByteView bytes)
{
    const std::string_view start = asText(bytes.first(std::min<std::size_t>(bytes.size(), 2048)));
    if (start.find("Exception") == std::string_view::npos || bytes.size() > (std::size_t{1} << 20))
        return {};
    const auto root = parseXml(bytes, {});
    const XmlElement* exception = root ? findException(*root) : nullptr;
    if (!exception)
        return {};
    std::string words = exception->text.empty() ? exception->attribute("code") : exception->text;
    std::replace(words.begin(), words.end(), '\n', ' ');
    if (words.size() > kMostShown) {
        std::size_t end = kMostShown;
        while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) // within a character
            --end;
        words.resize(end);
    }
    return words.empty() ? std::string() : "the service says: " + words;
}

Result<XmlElement> parseServiceDocument(ByteView bytes, const std::string& source)
{
    if (std::string words = serviceExceptionOf(bytes); !words.empty())
        return fail(ErrorCode::DecodeFailed, source, std::move(words));
    return parseXml(bytes, source);
}

} // namespace guanjing
