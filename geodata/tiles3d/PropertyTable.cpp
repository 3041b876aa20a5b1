#include "geodata/tiles3d/PropertyTable.h"

#include <charconv>
#include <cmath>

namespace guanjing::tiles3d {

namespace {

template <class... Handlers> struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template <class... Handlers> Overloaded(Handlers...) -> Overloaded<Handlers...>;

std::string numberText(double number)
{
    char buffer[32];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, number);
    return {buffer, result.ptr};
}

std::string quoted(const std::string& text)
{
    constexpr char kHex[] = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (code < 0x20) {
            out += "\\u00";
            out += kHex[code >> 4];
            out += kHex[code & 15];
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string listText(const PropertyValue::List& list, const char* separator,
                     std::string (PropertyValue::*format)() const)
{
    std::string out = "[";
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i != 0)
            out += separator;
        out += (list[i].*format)();
    }
    return out + ']';
}

std::size_t valueBytes(const PropertyValue& value)
{
    std::size_t bytes = sizeof(PropertyValue);
    if (const auto* text = std::get_if<std::string>(&value.value))
        bytes += text->capacity();
    else if (const auto* json = std::get_if<JsonText>(&value.value))
        bytes += json->text.capacity();
    else if (const auto* list = std::get_if<PropertyValue::List>(&value.value))
        for (const PropertyValue& item : *list)
            bytes += valueBytes(item);
    return bytes;
}

class ValueColumn final : public PropertyColumn {
public:
    explicit ValueColumn(std::vector<PropertyValue> values) : m_values(std::move(values)) { }
    PropertyValue stored(std::size_t row) const override
    {
        return row < m_values.size() ? m_values[row] : PropertyValue{};
    }
    std::size_t byteSize() const override
    {
        std::size_t bytes = 0;
        for (const PropertyValue& value : m_values)
            bytes += valueBytes(value);
        return bytes;
    }

private:
    std::vector<PropertyValue> m_values;
};

} // namespace

std::string PropertyValue::toText() const
{
    return std::visit(Overloaded{[](std::monostate) { return std::string(); },
                                 [](bool flag) { return std::string(flag ? "true" : "false"); },
                                 [](std::int64_t number) { return std::to_string(number); },
                                 [](std::uint64_t number) { return std::to_string(number); },
                                 [](double number) { return numberText(number); },
                                 [](const std::string& text) { return text; },
                                 [](const List& list) { return listText(list, ", ", &PropertyValue::toText); },
                                 [](const JsonText& json) { return json.text; }},
                      value);
}

std::string PropertyValue::toJson() const
{
    return std::visit(
        Overloaded{[](std::monostate) { return std::string("null"); },
                   [](bool flag) { return std::string(flag ? "true" : "false"); },
                   [](std::int64_t number) { return std::to_string(number); },
                   [](std::uint64_t number) { return std::to_string(number); },
                   [](double number) { return std::isfinite(number) ? numberText(number) : std::string("null"); },
                   [](const std::string& text) { return quoted(text); },
                   [](const List& list) { return listText(list, ",", &PropertyValue::toJson); },
                   [](const JsonText& json) { return json.text; }},
        value);
}

void PropertyColumn::forEachShown(std::size_t count, const std::function<void(const PropertyValue&)>& take) const
{
    for (std::size_t row = 0; row < count; ++row)
        take(shown(row));
}

std::shared_ptr<const PropertyColumn> makeColumn(std::vector<PropertyValue> values)
{
    return std::make_shared<ValueColumn>(std::move(values));
}

std::string_view PropertyTable::exactClassName(std::size_t row) const
{
    if (row >= count)
        return {};
    return classes ? classes->classOf(row) : std::string_view(className);
}

bool PropertyTable::isExactClass(std::size_t row, std::string_view wanted) const
{
    return row < count && !wanted.empty() && exactClassName(row) == wanted;
}

bool PropertyTable::isClass(std::size_t row, std::string_view wanted) const
{
    return classes && row < count ? classes->isClass(row, wanted) : isExactClass(row, wanted);
}

std::vector<Attribute> PropertyTable::attributesOf(std::size_t row) const
{
    std::vector<Attribute> attributes;
    if (row >= count)
        return attributes;
    attributes.reserve(properties.size());
    for (const Property& property : properties)
        if (property.column->appliesTo(row))
            attributes.push_back({property.name, property.column->shown(row), property.note});
    return attributes;
}

std::size_t PropertyTable::byteSize() const
{
    std::size_t bytes = sizeof(PropertyTable) + (classes ? classes->byteSize() : 0);
    for (const Property& property : properties)
        bytes += sizeof(Property) + property.name.capacity() + property.type.capacity() + property.column->byteSize();
    return bytes;
}

} // namespace guanjing::tiles3d
