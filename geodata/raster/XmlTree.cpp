#include "geodata/raster/XmlTree.h"

#include "geodata/core/Limits.h"
#include "geodata/gdal/GdalScope.h"

#include <cpl_minixml.h>

#include <cctype>
#include <charconv>
#include <cmath>
#include <memory>

namespace guanjing {
namespace {

const std::string kNone;

std::string_view trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string localName(const char* name)
{
    const std::string_view whole(name == nullptr ? "" : name);
    const std::size_t colon = whole.rfind(':');
    return std::string(colon == std::string_view::npos ? whole : whole.substr(colon + 1));
}

struct Reader {
    std::size_t nodes = 0;

    /// False when there is too much of it.
    bool read(const CPLXMLNode* node, XmlElement& element, int depth = 1)
    {
        if (depth > limits::kMaxXmlDepth)
            return false;
        element.name = localName(node->pszValue);
        for (const CPLXMLNode* part = node->psChild; part != nullptr; part = part->psNext) {
            if (++nodes > limits::kMaxXmlNodes)
                return false;
            if (part->eType == CXT_Text) {
                element.text += part->pszValue;
            } else if (part->eType == CXT_Attribute) {
                element.attributes.emplace_back(localName(part->pszValue),
                                                part->psChild != nullptr ? part->psChild->pszValue : "");
            } else if (part->eType == CXT_Element && !read(part, element.children.emplace_back(), depth + 1)) {
                return false;
            }
        }
        element.text = std::string(trimmed(element.text));
        return true;
    }
};

/// Elements open at once, by a coarse count of tags, so that no recursion runs away.
bool isTooDeep(std::string_view text)
{
    int depth = 0;
    for (std::size_t at = text.find('<'); at != std::string_view::npos && at + 1 < text.size();
         at = text.find('<', at + 1)) {
        const char next = text[at + 1];
        if (text.substr(at).starts_with("<!--"))
            at = std::min(text.find("-->", at), text.size() - 1);
        else if (text.substr(at).starts_with("<![CDATA["))
            at = std::min(text.find("]]>", at), text.size() - 1);
        else if (next == '/')
            --depth;
        else if (next != '?' && next != '!') {
            const std::size_t end = text.find('>', at);
            if (end == std::string_view::npos)
                return false;
            if (text[end - 1] != '/' && ++depth > limits::kMaxXmlDepth)
                return true;
        }
    }
    return false;
}

} // namespace

const XmlElement* XmlElement::child(std::string_view childName) const
{
    for (const XmlElement& element : children)
        if (element.name == childName)
            return &element;
    return nullptr;
}

const std::string& XmlElement::textOf(std::string_view childName) const
{
    const XmlElement* element = child(childName);
    return element ? element->text : kNone;
}

const std::string& XmlElement::attribute(std::string_view attributeName) const
{
    for (const auto& [key, value] : attributes)
        if (key == attributeName)
            return value;
    return kNone;
}

Result<XmlElement> parseXml(ByteView bytes, const std::string& source)
{
    std::string text(asText(bytes));
    if (text.starts_with("\xEF\xBB\xBF"))
        text.erase(0, 3);
    const std::string_view start = trimmed(text);
    if (start.empty())
        return fail(ErrorCode::Empty, source, "a document of no bytes");
    if (!start.starts_with('<'))
        return fail(ErrorCode::BadMagic, source, "no XML document");
    if (text.find('\0') != std::string::npos)
        return fail(ErrorCode::DecodeFailed, source, "an XML document with a zero byte");
    if (isTooDeep(text))
        return fail(ErrorCode::TooDeep, source,
                    "XML elements nested more than " + std::to_string(limits::kMaxXmlDepth) + " deep");
    GdalScope scope;
    const std::unique_ptr<CPLXMLNode, void (*)(CPLXMLNode*)> tree(CPLParseXMLString(text.c_str()), CPLDestroyXMLNode);
    if (!tree)
        return fail(ErrorCode::DecodeFailed, source, scope.reason("no well-formed XML"));
    for (const CPLXMLNode* node = tree.get(); node != nullptr; node = node->psNext) {
        if (node->eType != CXT_Element || node->pszValue == nullptr || *node->pszValue == '?' || *node->pszValue == '!')
            continue;
        XmlElement root;
        if (!Reader().read(node, root))
            return fail(ErrorCode::TooLarge, source,
                        "more than " + std::to_string(limits::kMaxXmlNodes)
                            + " XML elements and attributes, or nested more than "
                            + std::to_string(limits::kMaxXmlDepth) + " deep");
        return root;
    }
    return fail(ErrorCode::DecodeFailed, source, "an XML document without an element");
}

bool readNumber(std::string_view text, double& number)
{
    text = trimmed(text);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc() && stop == text.data() + text.size() && std::isfinite(number);
}

bool readPair(std::string_view text, double& first, double& second)
{
    text = trimmed(text);
    const std::size_t gap = text.find_first_of(" \t\r\n,");
    if (gap == std::string_view::npos)
        return false;
    std::string_view rest = trimmed(text.substr(gap));
    if (rest.starts_with(','))
        rest = trimmed(rest.substr(1));
    return readNumber(text.substr(0, gap), first) && readNumber(rest, second);
}

} // namespace guanjing
