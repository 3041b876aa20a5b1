#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanjing {

/// An XML element without its namespace prefixes. Plain data.
struct XmlElement {
    std::string name;
    std::string text; ///< of its own, trimmed
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<XmlElement> children;

    /// The first child of that name; null when there is none.
    [[nodiscard]] const XmlElement* child(std::string_view childName) const;
    /// Text of that child; empty when there is none.
    [[nodiscard]] const std::string& textOf(std::string_view childName) const;
    [[nodiscard]] const std::string& attribute(std::string_view attributeName) const;
    template <typename Visit> void eachChild(std::string_view childName, const Visit& visit) const
    {
        for (const XmlElement& element : children)
            if (element.name == childName)
                visit(element);
    }
};

/// Reads a document; the root element comes back. External entities are never followed. Any thread. Errors: BadMagic for what
/// is no XML, TooDeep, TooLarge, else DecodeFailed with the parser's words.
[[nodiscard]] Result<XmlElement> parseXml(ByteView bytes, const std::string& source);

/// "a b" or "a,b" to two numbers; false when they are none.
[[nodiscard]] bool readPair(std::string_view text, double& first, double& second);
/// The whole of a text as a finite number; false when it is none.
[[nodiscard]] bool readNumber(std::string_view text, double& number);

} // namespace guanjing
