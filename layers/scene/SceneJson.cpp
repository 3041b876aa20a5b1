#include "layers/scene/SceneJson.h"

#include "geodata/core/Limits.h"
#include "geodata/tiles3d/JsonDefect.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <limits>

namespace guanjing::layers {
namespace {

using Kind = JsonNode::Kind;

/// Feeds the parser one byte at a time and tells how far it has read: the library's events carry no position.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, const char** furthest) : m_at(at), m_furthest(furthest) { }
    reference operator*() const { return *m_at; }
    CountingIterator& operator++()
    {
        *m_furthest = ++m_at;
        return *this;
    }
    CountingIterator operator++(int)
    {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return m_at == other.m_at; }
    bool operator!=(const CountingIterator& other) const { return m_at != other.m_at; }

private:
    const char* m_at;
    const char** m_furthest;
};

class TreeBuilder {
public:
    TreeBuilder(std::string_view text, const std::string& source, const char* const& furthest)
        : m_text(text), m_source(source), m_furthest(furthest)
    { }

    bool null() { return add(Kind::Null) != nullptr; }
    bool boolean(bool value)
    {
        add(Kind::Boolean)->boolean = value;
        return true;
    }
    bool number_integer(std::int64_t value) { return addNumber(Kind::Integer, static_cast<double>(value)); }
    bool number_unsigned(std::uint64_t value) { return addNumber(Kind::Integer, static_cast<double>(value)); }
    bool number_float(double value, const std::string&) { return addNumber(Kind::Number, value); }
    bool string(std::string& value)
    {
        add(Kind::Text)->text = std::move(value);
        return true;
    }
    bool binary(const std::vector<std::uint8_t>&) { return false; } // not in JSON text

    bool start_object(std::size_t) { return open(Kind::Object); }
    bool start_array(std::size_t) { return open(Kind::Array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string& name)
    {
        JsonNode& object = *m_open.back();
        const int line = lineAt(offset());
        if (std::find(object.keys.begin(), object.keys.end(), name) != object.keys.end()) {
            m_error = Error{ErrorCode::BadValue, m_source,
                            "line " + std::to_string(line) + ": the key \"" + name + "\" stands twice"};
            return false;
        }
        object.keys.push_back(std::move(name));
        object.keyLines.push_back(line);
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& problem)
    {
        std::string defect = tiles3d::jsonDefect(m_text);
        m_error = Error{ErrorCode::BadJson, m_source, defect.empty() ? problem.what() : std::move(defect)};
        return false;
    }

    [[nodiscard]] Error takeError() { return std::move(m_error); }
    [[nodiscard]] JsonNode takeRoot() { return std::move(m_root); }

private:
    std::size_t offset() const { return static_cast<std::size_t>(m_furthest - m_text.data()); }

    int lineAt(std::size_t position)
    {
        if (position > m_countedTo) {
            const auto first = m_text.begin() + static_cast<std::ptrdiff_t>(m_countedTo);
            m_line += static_cast<int>(std::count(first, m_text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
            m_countedTo = position;
        }
        return m_line;
    }

    JsonNode* add(Kind kind)
    {
        JsonNode* node = &m_root;
        if (!m_open.empty())
            node = &m_open.back()->items.emplace_back();
        node->kind = kind;
        // A number is known to end only by the byte after it, which may be the end of the line.
        const bool readAhead = kind == Kind::Integer || kind == Kind::Number;
        node->line = lineAt(offset() - (readAhead && offset() > 0 ? 1 : 0));
        return node;
    }

    bool addNumber(Kind kind, double value)
    {
        add(kind)->number = value;
        return true;
    }

    bool open(Kind kind)
    {
        if (m_open.size() >= static_cast<std::size_t>(limits::kMaxJsonDepth)) {
            m_error = Error{ErrorCode::TooDeep, m_source,
                            "line " + std::to_string(lineAt(offset())) + ": nested deeper than "
                                + std::to_string(limits::kMaxJsonDepth)};
            return false;
        }
        JsonNode* node = add(kind);
        node->begin = offset() - 1;
        m_open.push_back(node);
        return true;
    }

    bool close()
    {
        m_open.back()->end = offset();
        m_open.pop_back();
        return true;
    }

    std::string_view m_text;
    const std::string& m_source;
    const char* const& m_furthest;
    JsonNode m_root;
    std::vector<JsonNode*> m_open; // a node stays where it is while it is open: only the innermost list grows
    std::size_t m_countedTo = 0;
    int m_line = 1;
    Error m_error{ErrorCode::BadJson, m_source, "not JSON"};
};

} // namespace

const JsonNode* JsonNode::find(std::string_view key) const
{
    const auto found = std::find(keys.begin(), keys.end(), key);
    return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

std::string_view jsonKindName(JsonNode::Kind kind)
{
    switch (kind) {
    case Kind::Null: return "null";
    case Kind::Boolean: return "true or false";
    case Kind::Integer: return "a whole number";
    case Kind::Number: return "a number with a fraction";
    case Kind::Text: return "a text";
    case Kind::Array: return "a list";
    case Kind::Object: return "an object";
    }
    return "a value";
}

Result<JsonNode> parsePositionedJson(std::string_view text, const std::string& source)
{
    const char* furthest = text.data();
    TreeBuilder builder(text, source, furthest);
    const CountingIterator first(text.data(), &furthest);
    const CountingIterator last(text.data() + text.size(), &furthest);
    if (!nlohmann::json::sax_parse(first, last, &builder))
        return fail(builder.takeError());
    return builder.takeRoot();
}

std::string compactJson(std::string_view text, const JsonNode& node)
{
    const std::string_view part = text.substr(node.begin, node.end - node.begin);
    return nlohmann::ordered_json::parse(part).dump();
}

} // namespace guanjing::layers
