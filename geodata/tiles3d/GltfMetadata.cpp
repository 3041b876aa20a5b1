#include "geodata/tiles3d/BinaryColumn.h"
#include "geodata/tiles3d/Gltf.h"

#include <algorithm>

namespace guanjing::tiles3d {

namespace {

using json::Object;

class MetadataReader {
public:
    explicit MetadataReader(GltfDocument& document) : m_document(document) { }
    std::vector<PropertyTable> read();

private:
    bool openSchema(const Object& metadata);
    PropertyTable table(const Object& object, const std::string& where);
    std::shared_ptr<const PropertyColumn> column(const Object& classProperty, const Object& property, std::size_t count,
                                                 const std::string& where, std::string& type);

    GltfDocument& m_document;
    simdjson::dom::parser m_schemaParser;
    std::optional<Object> m_classes, m_enums;
};

bool MetadataReader::openSchema(const Object& metadata)
{
    auto schema = json::objectAt(metadata, "schema");
    if (const auto uri = json::stringAt(metadata, "schemaUri"); uri && !schema) {
        const auto bytes = m_document.resource(*uri);
        if (!bytes) {
            m_document.issue("EXT_structural_metadata/schemaUri", bytes.error());
            return false;
        }
        const auto root = json::parse(m_schemaParser, *bytes, 0, std::string(*uri));
        if (!root) {
            m_document.issue("EXT_structural_metadata/schemaUri", root.error());
            return false;
        }
        schema = json::asObject(*root);
    }
    if (!schema)
        return false;
    m_classes = json::objectAt(*schema, "classes");
    m_enums = json::objectAt(*schema, "enums");
    return m_classes.has_value();
}

std::shared_ptr<const PropertyColumn> MetadataReader::column(const Object& classProperty, const Object& property,
                                                             std::size_t count, const std::string& where,
                                                             std::string& type)
{
    auto schema = readColumnSchema(classProperty, m_enums, type);
    if (!schema) {
        m_document.issue(Severity::Error, where, schema.error().detail);
        return nullptr;
    }
    overrideColumnSchema(*schema, property);
    const auto view = [&](const char* key) -> Result<Bytes> {
        if (!json::member(property, key))
            return Bytes{};
        const auto bytes = m_document.bufferView(json::indexAt(property, key).value_or(SIZE_MAX));
        if (!bytes)
            return fail(bytes.error());
        return Bytes(bytes->begin(), bytes->end());
    };
    auto values = view("values");
    auto arrayOffsets = view("arrayOffsets");
    auto stringOffsets = view("stringOffsets");
    for (const auto* part : {&values, &arrayOffsets, &stringOffsets})
        if (!*part) {
            m_document.issue(where, part->error());
            return nullptr;
        }
    ColumnData data;
    data.values = std::move(*values);
    data.arrayOffsets = std::move(*arrayOffsets);
    data.stringOffsets = std::move(*stringOffsets);
    data.arrayOffsetType = offsetTypeOf(json::stringAt(property, "arrayOffsetType").value_or("UINT32"));
    data.stringOffsetType = offsetTypeOf(json::stringAt(property, "stringOffsetType").value_or("UINT32"));
    auto made = makeBinaryColumn(std::move(*schema), std::move(data), count);
    if (!made) {
        m_document.issue(Severity::Error, where, made.error().detail);
        return nullptr;
    }
    return *made;
}

PropertyTable MetadataReader::table(const Object& object, const std::string& where)
{
    PropertyTable table;
    table.name = json::stringAt(object, "name").value_or("");
    table.className = json::stringAt(object, "class").value_or("");
    table.count = json::indexAt(object, "count").value_or(0);
    const auto classObject = m_classes ? json::objectAt(*m_classes, table.className) : std::nullopt;
    const auto classProperties = classObject ? json::objectAt(*classObject, "properties") : std::nullopt;
    if (!classProperties) {
        m_document.issue(Severity::Error, where, "its class \"" + table.className + "\" is not in the schema");
        return table;
    }
    const auto properties = json::objectAt(object, "properties");
    if (!properties)
        return table;
    for (const auto [key, value] : *properties) {
        const std::string at = where + "/" + std::string(key);
        const auto property = json::asObject(value);
        const auto classProperty = json::objectAt(*classProperties, key);
        if (!property || !classProperty) {
            m_document.issue(Severity::Error, at, "not a property of class \"" + table.className + "\"");
            continue;
        }
        std::string type;
        auto made = column(*classProperty, *property, table.count, at, type);
        if (!made) // the property is there, its values are not
            made = makeColumn({});
        table.properties.push_back({std::string(key), std::move(type), std::move(made)});
    }
    return table;
}

std::vector<PropertyTable> MetadataReader::read()
{
    std::vector<PropertyTable> tables;
    const auto metadata = m_document.extension("EXT_structural_metadata");
    const auto list = metadata ? json::arrayAt(*metadata, "propertyTables") : std::nullopt;
    if (!list)
        return tables;
    if (!openSchema(*metadata))
        m_document.issue(Severity::Error, "EXT_structural_metadata", "no readable schema");
    for (const json::Element element : *list) {
        const std::string where = "propertyTables[" + std::to_string(tables.size()) + "]";
        const auto object = json::asObject(element);
        if (!object)
            m_document.issue(Severity::Error, where, "not an object");
        tables.push_back(object ? table(*object, where) : PropertyTable{});
    }
    return tables;
}

} // namespace

std::vector<PropertyTable> readPropertyTables(GltfDocument& document) { return MetadataReader(document).read(); }

} // namespace guanjing::tiles3d
