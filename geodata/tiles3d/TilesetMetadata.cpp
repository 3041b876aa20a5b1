#include "geodata/tiles3d/TilesetMetadata.h"

#include "geodata/tiles3d/MetadataSchema.h"

#include <algorithm>
#include <functional>
#include <set>

namespace guanjing::tiles3d {

namespace {

using json::Object;

std::optional<Object> olderMetadata(const Object& root)
{
    const auto extensions = json::objectAt(root, "extensions");
    return extensions ? json::objectAt(*extensions, "3DTILES_metadata") : std::nullopt;
}

/// A member of the tileset, or of the extension that was there before it.
std::optional<json::Element> memberOf(const Object& root, const char* key)
{
    if (auto element = json::member(root, key))
        return element;
    const auto older = olderMetadata(root);
    return older ? json::member(*older, key) : std::nullopt;
}

using Report = std::function<void(std::string where, std::string message)>;

/// extensionsUsed and extensionsRequired; what is used.
std::set<std::string_view> checkExtensionLists(const Object& object, const std::string& where, const Report& warn)
{
    std::set<std::string_view> used;
    for (const char* key : {"extensionsUsed", "extensionsRequired"}) {
        const auto member = json::member(object, key);
        if (!member)
            continue;
        const auto list = json::asArray(member);
        if (!list || list->size() == 0) {
            warn(where + key, list ? "an array without elements" : "not an array");
            continue;
        }
        std::set<std::string_view> names;
        for (const json::Element item : *list) {
            const auto name = json::asString(item);
            if (!name)
                warn(where + key, "holds something that is no string");
            else if (!names.insert(*name).second)
                warn(where + key, "names " + std::string(*name) + " twice");
            else if (key == std::string_view("extensionsRequired") && used.count(*name) == 0)
                warn(where + key, std::string(*name) + " is not in extensionsUsed");
        }
        if (used.empty())
            used = names;
    }
    return used;
}

class MetadataPart {
public:
    MetadataPart(TilesetDocument& document, Issues& issues) : m_document(document), m_issues(issues) { }

    void readSchemaOf(const Object& root, const ExternalBytes* external);
    void readGroups(const json::Element& element);
    void readStatistics(const json::Element& element);
    std::int32_t add(const Object& object, const std::string& where)
    {
        Issues found;
        m_document.entities.push_back(readEntity(object, m_document.schema.get(), where, found));
        if (m_document.schema || m_document.schemaUri.empty())
            m_issues.insert(m_issues.end(), found.begin(), found.end());
        return static_cast<std::int32_t>(m_document.entities.size() - 1);
    }
    void error(std::string where, std::string message)
    {
        m_issues.push_back({Severity::Error, std::move(where), std::move(message)});
    }
    void warn(std::string where, std::string message)
    {
        m_issues.push_back({Severity::Warning, std::move(where), std::move(message)});
    }

private:
    void readProperty(const std::string& className, const std::string& name, const Object& object,
                      const std::string& where, const ClassProperty* definition);

    TilesetDocument& m_document;
    Issues& m_issues;
};

void MetadataPart::readSchemaOf(const Object& root, const ExternalBytes* external)
{
    m_document.schemaUri = schemaUriOf(root);
    const auto element = memberOf(root, "schema");
    if (element && !m_document.schemaUri.empty())
        error("schema", "both schema and schemaUri; the first is taken");
    if (element) {
        if (const auto object = json::asObject(element))
            m_document.schema = readSchema(*object);
        else
            error("schema", "not an object");
    } else if (!m_document.schemaUri.empty() && external != nullptr) {
        const auto found = external->find(m_document.schemaUri);
        if (found == external->end() || !found->second) {
            error("schemaUri", "\"" + m_document.schemaUri + "\" could not be read");
        } else if (auto schema = readSchema(*found->second, m_document.schemaUri)) {
            m_document.schema = std::move(*schema);
        } else {
            error("schemaUri", schema.error().detail);
        }
    }
    if (m_document.schema)
        m_issues.insert(m_issues.end(), m_document.schema->issues.begin(), m_document.schema->issues.end());
}

void MetadataPart::readGroups(const json::Element& element)
{
    std::size_t number = 0;
    const auto addGroup = [&](const json::Element& item) {
        const std::string where = "groups[" + std::to_string(number++) + "]";
        const auto object = json::asObject(item);
        m_document.groups.push_back(object ? add(*object, where) : -1);
        if (!object)
            error(where, "not an object");
    };
    if (const auto list = json::asArray(element)) {
        for (const json::Element item : *list)
            addGroup(item);
        if (number == 0)
            error("groups", "an array without elements");
    } else if (const auto byName = json::asObject(element)) { // 3DTILES_metadata
        for (const auto field : *byName)
            addGroup(field.value);
    } else {
        error("groups", "not an array");
    }
}

void MetadataPart::readProperty(const std::string& className, const std::string& name, const Object& object,
                                const std::string& where, const ClassProperty* definition)
{
    PropertyStatistics statistics;
    statistics.className = className;
    statistics.property = name;
    const auto addValues = [&](const Object& values) {
        for (const auto field : values) {
            const PropertyValue value = toPropertyValue(field.value);
            if (definition != nullptr && definition->column && definition->column->kind == ValueKind::Number) {
                const auto* list = std::get_if<PropertyValue::List>(&value.value);
                const auto wanted = static_cast<std::size_t>(definition->column->components);
                if (!definition->column->isArray && field.key != "occurrences"
                    && (list != nullptr ? list->size() : 1) != wanted)
                    warn(where + "/" + std::string(field.key),
                         value.toJson() + " is no value of type " + definition->type);
            }
            statistics.values.push_back({std::string(field.key), value});
        }
    };
    if (const auto occurrences = json::objectAt(object, "occurrences"); occurrences && object.size() == 1)
        addValues(*occurrences);
    else
        addValues(object);
    m_document.statistics.push_back(std::move(statistics));
}

void MetadataPart::readStatistics(const json::Element& element)
{
    const auto statistics = json::asObject(element);
    const auto member = statistics ? json::member(*statistics, "classes") : std::nullopt;
    const auto classes = json::asObject(member);
    if (!statistics || (member && !classes)) {
        warn(statistics ? "statistics/classes" : "statistics", "not an object");
        return;
    }
    if (!classes)
        return;
    if (!m_document.schema && m_document.schemaUri.empty())
        warn("statistics", "without a schema");
    for (const auto field : *classes) {
        const std::string className(field.key), where = "statistics/" + className;
        const auto object = json::asObject(field.value);
        const MetadataClass* metadataClass = m_document.schema ? m_document.schema->find(className) : nullptr;
        if (!object) {
            warn(where, "not an object");
            continue;
        }
        if (m_document.schema && metadataClass == nullptr)
            warn(where, "class \"" + className + "\" is not in the schema");
        if (const auto count = json::member(*object, "count")) {
            if (const auto number = json::asInteger(count); !number || *number < 0)
                warn(where + "/count", "not a number of features");
            m_document.statistics.push_back({className, {}, {{"count", toPropertyValue(*count)}}});
        }
        const auto properties = json::member(*object, "properties");
        const auto byName = json::asObject(properties);
        if (properties && (!byName || byName->size() == 0))
            warn(where + "/properties", byName ? "an object without members" : "not an object");
        if (!byName)
            continue;
        for (const auto item : *byName) {
            const std::string name(item.key), at = where + "/" + name;
            const auto values = json::asObject(item.value);
            const ClassProperty* definition = metadataClass != nullptr ? metadataClass->find(name) : nullptr;
            if (metadataClass != nullptr && definition == nullptr)
                warn(at, "not a property of class \"" + className + "\"");
            if (values)
                readProperty(className, name, *values, at, definition);
            else
                warn(at, "not an object");
        }
    }
}

} // namespace

std::string schemaUriOf(const Object& root)
{
    return std::string(json::asString(memberOf(root, "schemaUri")).value_or(""));
}

void readTilesetMetadata(const Object& root, const ExternalBytes* external, TilesetDocument& document, Issues& issues)
{
    MetadataPart part(document, issues);
    part.readSchemaOf(root, external);
    auto metadata = json::member(root, "metadata");
    if (!metadata)
        if (const auto older = olderMetadata(root))
            metadata = json::member(*older, "tileset");
    if (const auto object = json::asObject(metadata))
        document.metadata = part.add(*object, "metadata");
    else if (metadata)
        part.error("metadata", "not an object");
    if (const auto groups = memberOf(root, "groups"))
        part.readGroups(*groups);
    if (const auto statistics = memberOf(root, "statistics"))
        part.readStatistics(*statistics);
}

void checkTilesetHeader(const Object& root, Issues& issues)
{
    const Report warn = [&](std::string where, std::string message) {
        issues.push_back({Severity::Warning, std::move(where), std::move(message)});
    };
    if (const auto asset = json::objectAt(root, "asset"))
        if (const auto version = json::member(*asset, "tilesetVersion"); version && !json::asString(version))
            warn("asset/tilesetVersion", "not a string");
    if (const auto member = json::member(root, "properties")) {
        const auto properties = json::asObject(member);
        if (!properties)
            warn("properties", "not an object");
        else
            for (const auto field : *properties) {
                const std::string where = "properties/" + std::string(field.key);
                const auto object = json::asObject(field.value);
                const auto low = object ? json::asNumber(json::member(*object, "minimum")) : std::nullopt;
                const auto high = object ? json::asNumber(json::member(*object, "maximum")) : std::nullopt;
                if (!low || !high)
                    warn(where, "without a minimum and a maximum that are numbers");
                else if (*low > *high)
                    warn(where, "its minimum is greater than its maximum");
            }
    }
    const std::set<std::string_view> used = checkExtensionLists(root, "", warn);
    if (const auto member = json::member(root, "extensions")) {
        const auto extensions = json::asObject(member);
        if (!extensions)
            warn("extensions", "not an object");
        else
            for (const auto field : *extensions) {
                if (!field.value.is_object())
                    warn("extensions/" + std::string(field.key), "not an object");
                else if (field.key == "3DTILES_content_gltf")
                    checkExtensionLists(json::asObject(field.value).value(), "extensions/3DTILES_content_gltf/", warn);
                else if (used.count(field.key) == 0)
                    warn("extensions/" + std::string(field.key), "is not in extensionsUsed");
            }
    }
}

} // namespace guanjing::tiles3d
