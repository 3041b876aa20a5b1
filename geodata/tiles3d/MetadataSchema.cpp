#include "geodata/tiles3d/MetadataSchema.h"

#include "geodata/core/Limits.h"

#include <algorithm>
#include <cmath>

namespace guanjing::tiles3d {

namespace {

using json::Object;

/// Least and greatest value of an integer type; nothing for floats.
std::optional<std::pair<double, double>> rangeOf(ScalarType type)
{
    switch (type) {
    case ScalarType::Int8: return std::pair{-128.0, 127.0};
    case ScalarType::Uint8: return std::pair{0.0, 255.0};
    case ScalarType::Int16: return std::pair{-32768.0, 32767.0};
    case ScalarType::Uint16: return std::pair{0.0, 65535.0};
    case ScalarType::Int32: return std::pair{-2147483648.0, 2147483647.0};
    case ScalarType::Uint32: return std::pair{0.0, 4294967295.0};
    case ScalarType::Int64: return std::pair{-9223372036854775808.0, 9223372036854775807.0};
    case ScalarType::Uint64: return std::pair{0.0, 18446744073709551615.0};
    case ScalarType::Float32:
    case ScalarType::Float64: break;
    }
    return std::nullopt;
}

/// What is wrong with one element of a value written as JSON; empty: nothing.
std::string elementDefect(const ColumnSchema& schema, const PropertyValue& value, const std::string& type)
{
    const auto isNumber = [&](const PropertyValue& item) {
        const auto number = numberOf(item);
        if (!number)
            return false;
        const auto range = rangeOf(schema.scalar);
        return !range || (*number >= range->first && *number <= range->second && std::floor(*number) == *number);
    };
    bool good = false;
    switch (schema.kind) {
    case ValueKind::String: good = std::holds_alternative<std::string>(value.value); break;
    case ValueKind::Boolean: good = std::holds_alternative<bool>(value.value); break;
    case ValueKind::Enum: {
        const auto* name = std::get_if<std::string>(&value.value);
        good = name != nullptr && std::any_of(schema.enumNames.begin(), schema.enumNames.end(), [&](const auto& entry) {
                   return entry.second == *name;
               });
        break;
    }
    case ValueKind::Number: {
        const auto* list = std::get_if<PropertyValue::List>(&value.value);
        good = schema.components == 1 ? isNumber(value)
                                      : list != nullptr && list->size() == static_cast<std::size_t>(schema.components)
                && std::all_of(list->begin(), list->end(), isNumber);
        break;
    }
    }
    return good ? std::string() : value.toJson() + " is no value of type " + type;
}

std::string valueDefect(const ClassProperty& property, const PropertyValue& value)
{
    const ColumnSchema& schema = *property.column;
    if (!schema.isArray)
        return elementDefect(schema, value, property.type);
    const auto* list = std::get_if<PropertyValue::List>(&value.value);
    if (list == nullptr)
        return value.toJson() + " is no array";
    if (schema.fixedCount != 0 && list->size() != schema.fixedCount)
        return std::to_string(list->size()) + " elements in an array of " + std::to_string(schema.fixedCount);
    for (const PropertyValue& item : *list)
        if (std::string defect = elementDefect(schema, item, property.type); !defect.empty())
            return defect;
    return {};
}

/// True when any number of `value` lies on the wrong side of its limit.
bool isBeyond(const PropertyValue& value, const PropertyValue& limit, bool isMaximum)
{
    if (const auto* list = std::get_if<PropertyValue::List>(&value.value)) {
        const auto* limits = std::get_if<PropertyValue::List>(&limit.value);
        for (std::size_t i = 0; i < list->size(); ++i)
            if (limits == nullptr || i < limits->size())
                if (isBeyond((*list)[i], limits == nullptr ? limit : (*limits)[i], isMaximum))
                    return true;
        return false;
    }
    const auto number = numberOf(value), bound = numberOf(limit);
    if (!number || !bound)
        return false;
    const double tolerance = 1e-6 * std::max(std::abs(*bound), 1e-6); // limits are often written as floats
    return isMaximum ? *number > *bound + tolerance : *number < *bound - tolerance;
}

ClassProperty readProperty(std::string id, const Object& object, const std::optional<Object>& enums,
                           const std::string& where, Issues& issues)
{
    ClassProperty property;
    property.id = std::move(id);
    auto column = readColumnSchema(object, enums, property.type);
    if (column)
        property.column = std::move(*column);
    else
        issues.push_back({Severity::Error, where, column.error().detail});
    property.semantic = json::stringAt(object, "semantic").value_or("");
    property.isRequired = json::asBool(json::member(object, "required"), false);
    if (const auto element = json::member(object, "min"))
        property.minimum = toPropertyValue(*element);
    if (const auto element = json::member(object, "max"))
        property.maximum = toPropertyValue(*element);
    property.note = std::make_shared<const PropertyNote>(
        PropertyNote{std::string(json::stringAt(object, "name").value_or("")), property.type, property.semantic,
                     std::string(json::stringAt(object, "description").value_or(""))});
    return property;
}

} // namespace

const ClassProperty* MetadataClass::find(std::string_view property) const
{
    const auto found =
        std::find_if(properties.begin(), properties.end(), [&](const auto& item) { return item.id == property; });
    return found != properties.end() ? &*found : nullptr;
}

const MetadataClass* MetadataSchema::find(std::string_view name) const
{
    const auto found = classes.find(name);
    return found != classes.end() ? &found->second : nullptr;
}

std::shared_ptr<const MetadataSchema> readSchema(const Object& object)
{
    auto schema = std::make_shared<MetadataSchema>();
    schema->id = json::stringAt(object, "id").value_or("");
    checkSchema(object, schema->issues);
    const auto enums = json::objectAt(object, "enums");
    if (enums)
        for (const auto field : *enums)
            schema->enums.emplace_back(field.key);
    const auto classes = json::objectAt(object, "classes");
    if (!classes) {
        if (json::member(object, "classes"))
            schema->issues.push_back({Severity::Error, "schema/classes", "not an object"});
        return schema;
    }
    for (const auto field : *classes) {
        MetadataClass metadataClass;
        metadataClass.id = field.key;
        const std::string where = "schema/classes/" + metadataClass.id;
        const auto classObject = json::asObject(field.value);
        if (!classObject)
            schema->issues.push_back({Severity::Error, where, "not an object"});
        if (const auto properties = classObject ? json::objectAt(*classObject, "properties") : std::nullopt)
            for (const auto item : *properties) {
                const std::string at = where + "/" + std::string(item.key);
                if (const auto definition = json::asObject(item.value))
                    metadataClass.properties.push_back(
                        readProperty(std::string(item.key), *definition, enums, at, schema->issues));
                else
                    schema->issues.push_back({Severity::Error, at, "not an object"});
            }
        schema->classes.emplace(metadataClass.id, std::move(metadataClass));
    }
    return schema;
}

Result<std::shared_ptr<const MetadataSchema>> readSchema(ByteView text, const std::string& source)
{
    simdjson::dom::parser parser;
    const auto root = json::parse(parser, text, 0, source);
    if (!root)
        return fail(root.error());
    const auto object = json::asObject(*root);
    if (!object)
        return fail(ErrorCode::BadValue, source, "a metadata schema is a JSON object");
    return readSchema(*object);
}

MetadataEntity readEntity(const Object& object, const MetadataSchema* schema, const std::string& where, Issues& issues)
{
    MetadataEntity entity;
    const auto error = [&](const std::string& at, std::string message) {
        issues.push_back({Severity::Error, where + at, std::move(message)});
    };
    const auto name = json::stringAt(object, "class");
    entity.className = name.value_or("");
    const MetadataClass* metadataClass = schema != nullptr ? schema->find(entity.className) : nullptr;
    if (!name)
        error("", "no class");
    else if (schema == nullptr)
        error("", "metadata without a schema");
    else if (metadataClass == nullptr)
        error("", "class \"" + entity.className + "\" is not in the schema");
    std::vector<std::string_view> given;
    if (const auto properties = json::objectAt(object, "properties"))
        for (const auto [key, value] : *properties) {
            given.push_back(key);
            const PropertyValue stored = toPropertyValue(value);
            const ClassProperty* property = metadataClass != nullptr ? metadataClass->find(key) : nullptr;
            if (property == nullptr || !property->column) {
                if (metadataClass != nullptr && property == nullptr)
                    error("/" + std::string(key), "not a property of class \"" + entity.className + "\"");
                entity.attributes.push_back({std::string(key), stored});
                continue;
            }
            const bool isNone = std::holds_alternative<std::monostate>(stored.value);
            const bool isNoData = property->column->noData && *property->column->noData == stored;
            if (isNone && property->isRequired)
                error("/" + std::string(key), "required, but null");
            if (std::string defect = isNone || isNoData ? std::string() : valueDefect(*property, stored);
                !defect.empty())
                error("/" + std::string(key), std::move(defect));
            PropertyValue shown = shownValue(*property->column, stored);
            if (!isNone && !isNoData)
                if ((property->minimum && isBeyond(shown, *property->minimum, false))
                    || (property->maximum && isBeyond(shown, *property->maximum, true)))
                    error("/" + std::string(key), shown.toJson() + " is outside the property's min and max");
            if (!property->semantic.empty())
                entity.semantics[property->semantic] = shown;
            entity.attributes.push_back({std::string(key), std::move(shown), property->note});
        }
    if (metadataClass != nullptr)
        for (const ClassProperty& property : metadataClass->properties) {
            if (std::find(given.begin(), given.end(), property.id) != given.end())
                continue;
            if (property.isRequired)
                error("/" + property.id, "required, but missing");
            else if (property.column && property.column->otherwise)
                entity.attributes.push_back({property.id, *property.column->otherwise, property.note});
        }
    return entity;
}

std::shared_ptr<const ValueLimits> limitsOf(const ClassProperty& definition, const Object& property)
{
    if (definition.column && definition.column->noData && definition.column->otherwise)
        return nullptr;
    ValueLimits limits;
    limits.leastAllowed = definition.minimum;
    limits.greatestAllowed = definition.maximum;
    if (const auto element = json::member(property, "min"))
        limits.leastPresent = toPropertyValue(*element);
    if (const auto element = json::member(property, "max"))
        limits.greatestPresent = toPropertyValue(*element);
    if (!limits.leastAllowed && !limits.greatestAllowed && !limits.leastPresent && !limits.greatestPresent)
        return nullptr;
    return std::make_shared<const ValueLimits>(std::move(limits));
}

MetadataEntity entityOfRow(const PropertyTable& table, std::size_t row, const MetadataSchema& schema)
{
    MetadataEntity entity;
    entity.className = table.className;
    entity.attributes = table.attributesOf(row);
    if (const MetadataClass* metadataClass = schema.find(table.className))
        for (const Attribute& attribute : entity.attributes)
            if (const ClassProperty* property = metadataClass->find(attribute.name);
                property != nullptr && !property->semantic.empty())
                entity.semantics[property->semantic] = attribute.value;
    return entity;
}

namespace {

/// The same value in every row.
class ConstantColumn final : public PropertyColumn {
public:
    explicit ConstantColumn(PropertyValue value) : m_value(std::move(value)) { }
    [[nodiscard]] PropertyValue stored(std::size_t) const override { return m_value; }
    [[nodiscard]] std::size_t byteSize() const override { return sizeof *this; }

private:
    PropertyValue m_value;
};

class TableReader {
public:
    TableReader(const MetadataSchema* schema, const ViewBytes& view, Issues& issues)
        : m_schema(schema), m_view(view), m_issues(issues)
    { }
    PropertyTable read(const Object& object, const std::string& where);

private:
    void error(const std::string& where, std::string message)
    {
        m_issues.push_back({Severity::Error, where, std::move(message)});
    }
    std::shared_ptr<const PropertyColumn> column(const ClassProperty& definition, const Object& property,
                                                 std::size_t count, const std::string& where);

    const MetadataSchema* m_schema;
    const ViewBytes& m_view;
    Issues& m_issues;
};

std::shared_ptr<const PropertyColumn> TableReader::column(const ClassProperty& definition, const Object& property,
                                                          std::size_t count, const std::string& where)
{
    if (!definition.column)
        return nullptr; // the schema's issues say why
    ColumnSchema schema = *definition.column;
    overrideColumnSchema(schema, property);
    if (schema.isArray && schema.fixedCount == 0)
        for (const char* key : {"offset", "scale", "min", "max"})
            if (json::member(property, key))
                m_issues.push_back({Severity::Warning, where, std::string(key) + " of an array of variable length"});
    ColumnData data;
    const std::pair<const char*, Bytes*> parts[] = {
        {"values", &data.values}, {"arrayOffsets", &data.arrayOffsets}, {"stringOffsets", &data.stringOffsets}};
    for (const auto& [key, bytes] : parts) {
        if (!json::member(property, key))
            continue;
        const auto view = m_view(json::indexAt(property, key).value_or(SIZE_MAX));
        if (!view) {
            error(where, view.error().detail);
            return nullptr;
        }
        bytes->assign(view->begin(), view->end());
    }
    data.arrayOffsetType = offsetTypeOf(json::stringAt(property, "arrayOffsetType").value_or("UINT32"));
    data.stringOffsetType = offsetTypeOf(json::stringAt(property, "stringOffsetType").value_or("UINT32"));
    auto made = makeBinaryColumn(std::move(schema), std::move(data), count);
    if (!made) {
        error(where, made.error().detail);
        return nullptr;
    }
    return *made;
}

PropertyTable TableReader::read(const Object& object, const std::string& where)
{
    PropertyTable table;
    table.name = json::stringAt(object, "name").value_or("");
    table.className = json::stringAt(object, "class").value_or("");
    table.count = json::indexAt(object, "count").value_or(0);
    const MetadataClass* metadataClass = m_schema != nullptr ? m_schema->find(table.className) : nullptr;
    if (metadataClass == nullptr) {
        error(where, "its class \"" + table.className + "\" is not in the schema");
        table.count = std::min(table.count, limits::kMaxBareFeatures);
        return table;
    }
    if (!json::indexAt(object, "count"))
        error(where, "no valid count");
    std::vector<std::string_view> given;
    bool hasValues = false;
    if (const auto properties = json::objectAt(object, "properties"))
        for (const auto [key, value] : *properties) {
            given.push_back(key);
            const std::string at = where + "/" + std::string(key);
            const auto property = json::asObject(value);
            const ClassProperty* definition = metadataClass->find(key);
            if (!property || definition == nullptr) {
                error(at, "not a property of class \"" + table.className + "\"");
                continue;
            }
            auto made = column(*definition, *property, table.count, at);
            hasValues = hasValues || made;
            if (!made) // the property is there, its values are not
                made = makeColumn({});
            table.properties.push_back({std::string(key), definition->type, std::move(made),
                                        limitsOf(*definition, *property), definition->note});
        }
    for (const ClassProperty& definition : metadataClass->properties) {
        if (std::find(given.begin(), given.end(), definition.id) != given.end())
            continue;
        if (definition.isRequired)
            error(where + "/" + definition.id, "required, but missing");
        else if (definition.column && definition.column->otherwise)
            table.properties.push_back({definition.id, definition.type,
                                        std::make_shared<ConstantColumn>(*definition.column->otherwise), nullptr,
                                        definition.note});
    }
    if (!hasValues && table.count > limits::kMaxBareFeatures) {
        error(where, std::to_string(table.count) + " features, values for 0 of them");
        table.count = limits::kMaxBareFeatures;
    }
    return table;
}

} // namespace

std::vector<PropertyTable> readPropertyTables(const json::Array& list, const MetadataSchema* schema,
                                              const ViewBytes& view, Issues& issues)
{
    std::vector<PropertyTable> tables;
    TableReader reader(schema, view, issues);
    for (const json::Element element : list) {
        const std::string where = "propertyTables[" + std::to_string(tables.size()) + "]";
        const auto object = json::asObject(element);
        if (!object)
            issues.push_back({Severity::Error, where, "not an object"});
        tables.push_back(object ? reader.read(*object, where) : PropertyTable{});
    }
    return tables;
}

} // namespace guanjing::tiles3d
