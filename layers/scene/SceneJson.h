#pragma once

#include "geodata/core/Result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::layers {

/// A JSON value that knows where it stands in its text, so that a complaint can name the line. Plain data; objects keep
/// their keys in the order of the text.
struct JsonNode {
    enum class Kind { Null, Boolean, Integer, Number, Text, Array, Object };

    Kind kind = Kind::Null;
    bool boolean = false;
    double number = 0; ///< of Integer and Number
    std::string text; ///< of Text
    std::vector<std::string> keys; ///< of Object, in step with items
    std::vector<int> keyLines; ///< of Object, in step with keys
    std::vector<JsonNode> items; ///< of Array and Object
    int line = 1; ///< where the value begins, from 1
    std::size_t begin = 0; ///< bytes of the text that an Array or Object takes: [begin, end)
    std::size_t end = 0;

    /// Value of a key, null when absent or not an object.
    [[nodiscard]] const JsonNode* find(std::string_view key) const;
};

/// "a whole number", "a list" … for messages.
[[nodiscard]] std::string_view jsonKindName(JsonNode::Kind kind);

/// Parses RFC 8259 text. Fails with BadJson (line and column in the detail) on a syntax error, an unrepresentable
/// number or bad UTF-8, with BadValue on a repeated key, with TooDeep past limits::kMaxJsonDepth. `source` goes into
/// the error.
[[nodiscard]] Result<JsonNode> parsePositionedJson(std::string_view text, const std::string& source);

/// The object or list at `node` as compact JSON text with its keys in their order.
[[nodiscard]] std::string compactJson(std::string_view text, const JsonNode& node);

} // namespace guanjing::layers
