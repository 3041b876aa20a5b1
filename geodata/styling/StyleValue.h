#pragma once
// Values of the styling language. For the .cpp files of this room only.

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanjing::styling {

class RegExp;

enum class ValueType : std::uint8_t {
    Undefined,
    Null,
    Boolean,
    Number,
    Text,
    Vec2, ///< the three vectors stand side by side: components = type − Vec2 + 2
    Vec3,
    Vec4,
    RegExp,
    Array,
    Object
};

struct Value;
using NamedValue = std::pair<std::string_view, Value>;

/// A value of 3D Tiles Styling 1.1 ("Types"). Small and copied freely: texts, arrays, objects and regular expressions are
/// views of what a column, a program or an arena keeps alive.
struct Value {
    ValueType type = ValueType::Undefined;
    std::uint32_t size = 0; ///< of Text in bytes; elements of Array and Object
    union {
        std::array<double, 4> components; ///< Number in [0], vectors
        bool boolean;
        const char* text;
        const RegExp* regExp;
        const Value* items;
        const NamedValue* members;
    };

    Value() : components{} { }
    static Value number(double value)
    {
        Value v;
        v.type = ValueType::Number;
        v.components[0] = value;
        return v;
    }
    static Value truth(bool value)
    {
        Value v;
        v.type = ValueType::Boolean;
        v.boolean = value;
        return v;
    }
    static Value null()
    {
        Value v;
        v.type = ValueType::Null;
        return v;
    }
    static Value string(std::string_view value)
    {
        Value v;
        v.type = ValueType::Text;
        v.size = static_cast<std::uint32_t>(value.size());
        v.text = value.data();
        return v;
    }
    /// Two to four components.
    static Value vector(std::size_t count, const std::array<double, 4>& values)
    {
        Value v;
        v.type = static_cast<ValueType>(static_cast<std::size_t>(ValueType::Vec2) + count - 2);
        v.components = values;
        return v;
    }

    [[nodiscard]] bool isNumber() const { return type == ValueType::Number; }
    [[nodiscard]] bool isText() const { return type == ValueType::Text; }
    [[nodiscard]] bool isBoolean() const { return type == ValueType::Boolean; }
    [[nodiscard]] bool isVector() const { return type >= ValueType::Vec2 && type <= ValueType::Vec4; }
    [[nodiscard]] bool isUndefined() const { return type == ValueType::Undefined; }
    /// Of a vector.
    [[nodiscard]] std::size_t dimension() const
    {
        return static_cast<std::size_t>(type) - static_cast<std::size_t>(ValueType::Vec2) + 2;
    }
    [[nodiscard]] std::string_view asText() const { return {text, size}; }
};

/// Texts and lists made while evaluating; cleared row by row. Addresses stay until then.
class Arena {
public:
    std::string_view keep(std::string text)
    {
        m_texts.push_back(std::move(text));
        return m_texts.back();
    }
    Value keepArray(std::vector<Value> items)
    {
        m_arrays.push_back(std::move(items));
        Value value;
        value.type = ValueType::Array;
        value.size = static_cast<std::uint32_t>(m_arrays.back().size());
        value.items = m_arrays.back().data();
        return value;
    }
    Value keepObject(std::vector<NamedValue> members)
    {
        m_objects.push_back(std::move(members));
        Value value;
        value.type = ValueType::Object;
        value.size = static_cast<std::uint32_t>(m_objects.back().size());
        value.members = m_objects.back().data();
        return value;
    }
    void clear()
    {
        if (!m_texts.empty())
            m_texts.clear();
        if (!m_arrays.empty())
            m_arrays.clear();
        if (!m_objects.empty())
            m_objects.clear();
    }

private:
    std::deque<std::string> m_texts;
    std::deque<std::vector<Value>> m_arrays;
    std::deque<std::vector<NamedValue>> m_objects;
};

/// "number", "vec3" … for messages.
[[nodiscard]] std::string_view typeName(ValueType type);
/// As ECMAScript's ToString, vectors as "(1, 2)", arrays as "[1, 2]" (3D Tiles Styling 1.1, "String conversions").
[[nodiscard]] std::string toString(const Value& value);
/// As ECMAScript's Number::toString.
[[nodiscard]] std::string numberToString(double number);
/// As ECMAScript's ToNumber; NaN for vectors, arrays and objects.
[[nodiscard]] double toNumber(const Value& value);
/// As ECMAScript's ToBoolean.
[[nodiscard]] bool toBoolean(const Value& value);
/// ===: same type and same value; vectors by components, arrays and objects only with themselves.
[[nodiscard]] bool isSame(const Value& a, const Value& b);

} // namespace guanjing::styling
