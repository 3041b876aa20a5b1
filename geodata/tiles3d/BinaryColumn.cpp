#include "geodata/tiles3d/BinaryColumn.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace guanjing::tiles3d {

namespace {

template <class T> PropertyValue readAs(const std::uint8_t* data)
{
    T value;
    std::memcpy(&value, data, sizeof(T));
    if constexpr (std::is_floating_point_v<T>)
        return {static_cast<double>(value)};
    else if constexpr (std::is_signed_v<T>)
        return {static_cast<std::int64_t>(value)};
    else
        return {static_cast<std::uint64_t>(value)};
}

/// Equal as people see it: 1 and 1.0 are, lists element by element.
bool sameValue(const PropertyValue& a, const PropertyValue& b)
{
    const auto* listA = std::get_if<PropertyValue::List>(&a.value);
    const auto* listB = std::get_if<PropertyValue::List>(&b.value);
    if (listA != nullptr && listB != nullptr)
        return std::equal(listA->begin(), listA->end(), listB->begin(), listB->end(), sameValue);
    const auto numberA = numberOf(a), numberB = numberOf(b);
    if (numberA && numberB)
        return *numberA == *numberB || static_cast<float>(*numberA) == static_cast<float>(*numberB);
    return a == b;
}

double normalizer(ScalarType type)
{
    switch (type) {
    case ScalarType::Int8: return 127.0;
    case ScalarType::Uint8: return 255.0;
    case ScalarType::Int16: return 32767.0;
    case ScalarType::Uint16: return 65535.0;
    case ScalarType::Int32: return 2147483647.0;
    case ScalarType::Uint32: return 4294967295.0;
    case ScalarType::Int64: return 9223372036854775807.0;
    case ScalarType::Uint64: return 18446744073709551615.0;
    default: return 1.0;
    }
}

class BinaryColumn final : public PropertyColumn {
public:
    BinaryColumn(ColumnSchema schema, ColumnData data, std::size_t count)
        : m_schema(std::move(schema)), m_data(std::move(data)), m_count(count)
    { }

    PropertyValue stored(std::size_t row) const override;
    PropertyValue shown(std::size_t row) const override { return shownValue(m_schema, stored(row)); }
    bool readNumbers(std::span<double> numbers) const override;
    std::size_t byteSize() const override
    {
        return sizeof *this + m_data.values.capacity() + m_data.arrayOffsets.capacity()
            + m_data.stringOffsets.capacity();
    }

private:
    std::optional<std::uint64_t> offset(const Bytes& bytes, std::optional<ScalarType> type, std::uint64_t index) const;
    PropertyValue element(std::uint64_t index) const;

    ColumnSchema m_schema;
    ColumnData m_data;
    std::size_t m_count;
};

std::optional<std::uint64_t> BinaryColumn::offset(const Bytes& bytes, std::optional<ScalarType> type,
                                                  std::uint64_t index) const
{
    const std::size_t size = type ? sizeOf(*type) : 0;
    if (size == 0 || index >= bytes.size() / size)
        return std::nullopt;
    const PropertyValue value = readScalar(*type, bytes.data() + index * size);
    const auto* natural = std::get_if<std::uint64_t>(&value.value);
    return natural != nullptr ? std::optional(*natural) : std::nullopt;
}

PropertyValue BinaryColumn::element(std::uint64_t index) const
{
    switch (m_schema.kind) {
    case ValueKind::String: {
        const auto begin = offset(m_data.stringOffsets, m_data.stringOffsetType, index);
        const auto end = offset(m_data.stringOffsets, m_data.stringOffsetType, index + 1);
        if (!begin || !end || *begin > *end || *end > m_data.values.size())
            return {};
        return {std::string(asText(m_data.values).substr(*begin, *end - *begin))};
    }
    case ValueKind::Boolean:
        if (index / 8 >= m_data.values.size())
            return {};
        return {((m_data.values[index / 8] >> (index % 8)) & 1) != 0};
    case ValueKind::Number:
    case ValueKind::Enum: break;
    }
    const std::size_t size = sizeOf(m_schema.scalar);
    const auto components = static_cast<std::size_t>(m_schema.components);
    if (index >= m_data.values.size() / (size * components))
        return {};
    const std::uint8_t* data = m_data.values.data() + index * size * components;
    if (components == 1)
        return readScalar(m_schema.scalar, data);
    PropertyValue::List list;
    for (std::size_t c = 0; c < components; ++c)
        list.push_back(readScalar(m_schema.scalar, data + c * size));
    return {std::move(list)};
}

PropertyValue BinaryColumn::stored(std::size_t row) const
{
    if (row >= m_count)
        return {};
    if (!m_schema.isArray)
        return element(row);
    std::uint64_t begin = row * m_schema.fixedCount, end = begin + m_schema.fixedCount;
    if (m_schema.fixedCount == 0) {
        const auto first = offset(m_data.arrayOffsets, m_data.arrayOffsetType, row);
        const auto last = offset(m_data.arrayOffsets, m_data.arrayOffsetType, row + 1);
        // A byte holds at most eight elements.
        if (!first || !last || *first > *last
            || *last > (m_data.values.size() + m_data.stringOffsets.size()) * std::uint64_t{8})
            return {};
        begin = *first;
        end = *last;
    }
    PropertyValue::List list;
    for (std::uint64_t i = begin; i < end; ++i)
        list.push_back(element(i));
    return {std::move(list)};
}

PropertyValue transformed(const ColumnSchema& schema, const PropertyValue& stored, const PropertyValue* offset,
                          const PropertyValue* scale)
{
    if (const auto* list = std::get_if<PropertyValue::List>(&stored.value)) {
        const auto part = [](const PropertyValue* value, std::size_t i) -> const PropertyValue* {
            const auto* items = value != nullptr ? std::get_if<PropertyValue::List>(&value->value) : nullptr;
            return items == nullptr ? value : i < items->size() ? &(*items)[i] : nullptr;
        };
        PropertyValue::List shown;
        for (std::size_t i = 0; i < list->size(); ++i)
            shown.push_back(transformed(schema, (*list)[i], part(offset, i), part(scale, i)));
        return {std::move(shown)};
    }
    const auto number = numberOf(stored);
    if (!number)
        return stored;
    if (schema.kind == ValueKind::Enum) {
        const auto name = schema.enumNames.find(static_cast<std::int64_t>(*number));
        return name != schema.enumNames.end() ? PropertyValue{name->second} : stored;
    }
    if (!schema.normalized && offset == nullptr && scale == nullptr)
        return stored;
    double value = *number;
    if (schema.normalized)
        value = std::max(value / normalizer(schema.scalar), -1.0);
    if (scale != nullptr)
        value *= numberOf(*scale).value_or(1.0);
    if (offset != nullptr)
        value += numberOf(*offset).value_or(0.0);
    return {value};
}

bool BinaryColumn::readNumbers(std::span<double> numbers) const
{
    if (m_schema.kind != ValueKind::Number || m_schema.isArray || m_schema.components != 1 || m_schema.noData
        || numbers.size() > m_count)
        return false;
    const auto factorOf = [](const std::optional<PropertyValue>& value, double otherwise) {
        return value ? numberOf(*value).value_or(otherwise) : otherwise;
    };
    const double scale = factorOf(m_schema.scale, 1.0), offset = factorOf(m_schema.offset, 0.0);
    const double divisor = m_schema.normalized ? normalizer(m_schema.scalar) : 1.0;
    const std::size_t size = sizeOf(m_schema.scalar);
    for (std::size_t row = 0; row < numbers.size(); ++row) {
        double value = numberOf(readScalar(m_schema.scalar, m_data.values.data() + row * size)).value_or(0.0);
        if (m_schema.normalized)
            value = std::max(value / divisor, -1.0);
        numbers[row] = value * scale + offset;
    }
    return true;
}

} // namespace

std::optional<double> numberOf(const PropertyValue& value)
{
    if (const auto* real = std::get_if<double>(&value.value))
        return *real;
    if (const auto* integer = std::get_if<std::int64_t>(&value.value))
        return static_cast<double>(*integer);
    if (const auto* natural = std::get_if<std::uint64_t>(&value.value))
        return static_cast<double>(*natural);
    return std::nullopt;
}

PropertyValue shownValue(const ColumnSchema& schema, const PropertyValue& stored)
{
    const bool none = std::holds_alternative<std::monostate>(stored.value);
    bool isNoData = schema.noData && sameValue(stored, *schema.noData);
    if (schema.noData && schema.kind == ValueKind::Enum && !isNoData) // an enum's noData is a name
        isNoData = sameValue(transformed(schema, stored, nullptr, nullptr), *schema.noData);
    if (none || isNoData)
        return schema.otherwise.value_or(PropertyValue{});
    return transformed(schema, stored, schema.offset ? &*schema.offset : nullptr,
                       schema.scale ? &*schema.scale : nullptr);
}

std::size_t valueBytes(const ColumnSchema& schema)
{
    if (schema.kind == ValueKind::String || schema.kind == ValueKind::Boolean
        || (schema.isArray && schema.fixedCount == 0))
        return 0;
    return sizeOf(schema.scalar) * static_cast<std::size_t>(schema.components)
        * (schema.isArray ? schema.fixedCount : 1);
}

std::size_t sizeOf(ScalarType type)
{
    switch (type) {
    case ScalarType::Int8:
    case ScalarType::Uint8: return 1;
    case ScalarType::Int16:
    case ScalarType::Uint16: return 2;
    case ScalarType::Int32:
    case ScalarType::Uint32:
    case ScalarType::Float32: return 4;
    case ScalarType::Int64:
    case ScalarType::Uint64:
    case ScalarType::Float64: return 8;
    }
    return 1;
}

PropertyValue readScalar(ScalarType type, const std::uint8_t* data)
{
    switch (type) {
    case ScalarType::Int8: return readAs<std::int8_t>(data);
    case ScalarType::Uint8: return readAs<std::uint8_t>(data);
    case ScalarType::Int16: return readAs<std::int16_t>(data);
    case ScalarType::Uint16: return readAs<std::uint16_t>(data);
    case ScalarType::Int32: return readAs<std::int32_t>(data);
    case ScalarType::Uint32: return readAs<std::uint32_t>(data);
    case ScalarType::Int64: return readAs<std::int64_t>(data);
    case ScalarType::Uint64: return readAs<std::uint64_t>(data);
    case ScalarType::Float32: return readAs<float>(data);
    case ScalarType::Float64: return readAs<double>(data);
    }
    return {};
}

std::optional<ScalarType> scalarTypeOf(std::string_view name)
{
    static constexpr std::pair<std::string_view, ScalarType> kNames[] = {
        {"INT8", ScalarType::Int8},       {"UINT8", ScalarType::Uint8},
        {"INT16", ScalarType::Int16},     {"UINT16", ScalarType::Uint16},
        {"INT32", ScalarType::Int32},     {"UINT32", ScalarType::Uint32},
        {"INT64", ScalarType::Int64},     {"UINT64", ScalarType::Uint64},
        {"FLOAT32", ScalarType::Float32}, {"FLOAT64", ScalarType::Float64},
        {"BYTE", ScalarType::Int8},       {"UNSIGNED_BYTE", ScalarType::Uint8},
        {"SHORT", ScalarType::Int16},     {"UNSIGNED_SHORT", ScalarType::Uint16},
        {"INT", ScalarType::Int32},       {"UNSIGNED_INT", ScalarType::Uint32},
        {"FLOAT", ScalarType::Float32},   {"DOUBLE", ScalarType::Float64}};
    for (const auto& [key, type] : kNames)
        if (key == name)
            return type;
    return std::nullopt;
}

std::optional<ScalarType> offsetTypeOf(std::string_view name)
{
    return name.starts_with("UINT") ? scalarTypeOf(name) : std::nullopt;
}

PropertyValue toPropertyValue(const json::Element& element)
{
    using Type = simdjson::dom::element_type;
    switch (element.type()) {
    case Type::BOOL: return {bool(element)};
    case Type::INT64: return {std::int64_t(element)};
    case Type::UINT64: return {std::uint64_t(element)};
    case Type::DOUBLE: return {double(element)};
    case Type::STRING: return {std::string(std::string_view(element))};
    case Type::ARRAY: {
        PropertyValue::List list;
        for (const json::Element item : json::Array(element))
            list.push_back(toPropertyValue(item));
        return {std::move(list)};
    }
    case Type::OBJECT: return {JsonText{simdjson::minify(element)}};
    case Type::NULL_VALUE: break;
    }
    return {};
}

Result<ColumnSchema> readColumnSchema(const json::Object& classProperty, const std::optional<json::Object>& enums,
                                      std::string& type)
{
    ColumnSchema schema;
    const std::string name(json::stringAt(classProperty, "type").value_or(""));
    const std::string component(json::stringAt(classProperty, "componentType").value_or(""));
    type = name;
    if (name == "STRING") {
        schema.kind = ValueKind::String;
    } else if (name == "BOOLEAN") {
        schema.kind = ValueKind::Boolean;
    } else if (name == "ENUM") {
        schema.kind = ValueKind::Enum;
        const auto enumName = json::stringAt(classProperty, "enumType").value_or("");
        const auto definition = enums ? json::objectAt(*enums, enumName) : std::nullopt;
        if (!definition)
            return fail(ErrorCode::BadReference, {}, "enum \"" + std::string(enumName) + "\" is not in the schema");
        const auto valueType = scalarTypeOf(json::stringAt(*definition, "valueType").value_or("UINT16"));
        if (!valueType)
            return fail(ErrorCode::BadValue, {}, "valueType of enum \"" + std::string(enumName) + "\"");
        schema.scalar = *valueType;
        if (const auto values = json::arrayAt(*definition, "values"))
            for (const json::Element item : *values)
                if (const auto object = json::asObject(item))
                    if (const auto value = json::integerAt(*object, "value"))
                        schema.enumNames[*value] = json::stringAt(*object, "name").value_or("");
    } else {
        static constexpr std::pair<std::string_view, int> kTypes[] = {
            {"SCALAR", 1}, {"VEC2", 2}, {"VEC3", 3}, {"VEC4", 4}, {"MAT2", 4}, {"MAT3", 9}, {"MAT4", 16}};
        const auto* found =
            std::find_if(std::begin(kTypes), std::end(kTypes), [&](const auto& entry) { return entry.first == name; });
        const auto scalar = scalarTypeOf(component);
        if (found == std::end(kTypes) || !scalar)
            return fail(ErrorCode::BadValue, {}, "type \"" + name + "\" with componentType \"" + component + "\"");
        schema.components = found->second;
        schema.scalar = *scalar;
        type += "/" + component;
    }
    schema.isArray = json::asBool(json::member(classProperty, "array"), false);
    if (schema.isArray) {
        schema.fixedCount = json::indexAt(classProperty, "count").value_or(0);
        type += "[]";
    }
    schema.normalized = json::asBool(json::member(classProperty, "normalized"), false);
    const auto value = [&](const char* key) -> std::optional<PropertyValue> {
        const auto element = json::member(classProperty, key);
        return element ? std::optional(toPropertyValue(*element)) : std::nullopt;
    };
    schema.noData = value("noData");
    schema.otherwise = value("default");
    overrideColumnSchema(schema, classProperty);
    return schema;
}

void overrideColumnSchema(ColumnSchema& schema, const json::Object& property)
{
    if (const auto offset = json::member(property, "offset"))
        schema.offset = toPropertyValue(*offset);
    if (const auto scale = json::member(property, "scale"))
        schema.scale = toPropertyValue(*scale);
}

Result<std::shared_ptr<const PropertyColumn>> makeBinaryColumn(ColumnSchema schema, ColumnData data, std::size_t count)
{
    const auto tooShort = [&](const char* what, std::size_t bytes) {
        return fail(ErrorCode::Truncated, {},
                    std::string(what) + " of " + std::to_string(bytes) + " bytes for " + std::to_string(count)
                        + " rows");
    };
    std::uint64_t elements = count;
    if (schema.isArray && schema.fixedCount != 0) {
        elements = std::uint64_t{count} * schema.fixedCount;
    } else if (schema.isArray) {
        if (!data.arrayOffsetType || data.arrayOffsets.size() / sizeOf(*data.arrayOffsetType) <= count)
            return tooShort("arrayOffsets", data.arrayOffsets.size());
        elements = 0; // checked when a row is read
    }
    bool enough = true;
    if (schema.kind == ValueKind::String) {
        if (!data.stringOffsetType || data.stringOffsets.size() / sizeOf(*data.stringOffsetType) <= elements)
            return tooShort("stringOffsets", data.stringOffsets.size());
    } else if (schema.kind == ValueKind::Boolean) {
        enough = data.values.size() >= (elements + 7) / 8;
    } else {
        enough = data.values.size() / (sizeOf(schema.scalar) * static_cast<std::size_t>(schema.components)) >= elements;
    }
    if (!enough)
        return tooShort("values", data.values.size());
    return std::make_shared<const BinaryColumn>(std::move(schema), std::move(data), count);
}

} // namespace guanjing::tiles3d
