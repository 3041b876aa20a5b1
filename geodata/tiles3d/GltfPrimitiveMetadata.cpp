// EXT_mesh_features, and EXT_structural_metadata as far as it lies on surfaces and vertices.
#include "geodata/tiles3d/GltfPrimitive.h"

#include <algorithm>
#include <cstring>

namespace guanjing::tiles3d {

namespace {

using json::Object;

std::optional<ScalarType> scalarTypeOf(ComponentType type)
{
    switch (type) {
    case ComponentType::Int8: return ScalarType::Int8;
    case ComponentType::Uint8: return ScalarType::Uint8;
    case ComponentType::Int16: return ScalarType::Int16;
    case ComponentType::Uint16: return ScalarType::Uint16;
    case ComponentType::Uint32: return ScalarType::Uint32;
    case ComponentType::Float32: return ScalarType::Float32;
    }
    return std::nullopt;
}

/// Different ids besides kNoFeature; 0 where they are too large to be counted in passing.
std::size_t distinctIds(const std::vector<std::uint32_t>& ids)
{
    constexpr std::uint32_t kMostCounted = 1u << 20;
    std::uint32_t greatest = 0;
    for (const std::uint32_t id : ids)
        greatest = std::max(greatest, id == kNoFeature ? 0 : id);
    if (greatest >= kMostCounted)
        return 0;
    std::vector<bool> seen(std::size_t{greatest} + 1);
    std::size_t count = 0;
    for (const std::uint32_t id : ids)
        if (id != kNoFeature && !seen[id]) {
            seen[id] = true;
            ++count;
        }
    return count;
}

/// Values of a fixed size from the bytes of a texel.
class TexelDecoder final : public ValueDecoder {
public:
    explicit TexelDecoder(ColumnSchema schema) : m_schema(std::move(schema)) { }
    [[nodiscard]] PropertyValue shown(const std::vector<std::uint8_t>& bytes) const override
    {
        ColumnData data;
        data.values = bytes;
        const auto column = makeBinaryColumn(m_schema, std::move(data), 1);
        return column ? (*column)->shown(0) : PropertyValue{};
    }

private:
    ColumnSchema m_schema;
};

} // namespace

std::shared_ptr<const MetadataTexture> PrimitiveReader::readMetadataTexture(const Object& info,
                                                                            const std::string& where)
{
    const auto index = json::indexAt(info, "index");
    if (!index || *index >= m_document.textures.size()) {
        m_document.issue(Severity::Error, where, "its texture does not exist");
        return nullptr;
    }
    std::vector<std::uint8_t> channels;
    if (const auto list = json::arrayAt(info, "channels"))
        for (const json::Element element : *list) {
            const auto channel = json::asInteger(element);
            if (!channel || *channel < 0 || *channel > 3) {
                m_document.issue(Severity::Error, where, "a channel is not in 0 … 3");
                return nullptr;
            }
            channels.push_back(static_cast<std::uint8_t>(*channel));
        }
    if (channels.empty())
        channels.push_back(0);
    if (json::member(info, "texCoord") && !json::indexAt(info, "texCoord"))
        m_document.issue(Severity::Error, where, "texCoord is no index");
    std::size_t set = json::indexAt(info, "texCoord").value_or(0);
    const TextureTransform transform = textureTransformOf(info);
    set = transform.texCoord.value_or(set);
    auto& texCoords = m_texCoords[set];
    if (!texCoords) {
        std::vector<glm::vec2> values;
        if (!readTexCoords(set, values)) {
            m_document.issue(Severity::Error, where, "the primitive has no TEXCOORD_" + std::to_string(set));
            return nullptr;
        }
        texCoords = std::make_shared<const std::vector<glm::vec2>>(std::move(values));
    }
    auto texture = m_metadata.addTexture(*index);
    texture->channels = std::move(channels);
    texture->texCoords = texCoords;
    texture->transform = transform.matrix;
    return texture;
}

void PrimitiveReader::checkFeatureIdSet(const Object& set, const std::string& where)
{
    const auto error = [&](const char* what) { m_document.issue(Severity::Error, where, what); };
    if (const auto count = json::indexAt(set, "featureCount"); !count || *count < 1)
        error("featureCount is missing or not at least 1");
    for (const char* key : {"nullFeatureId", "attribute", "propertyTable"})
        if (json::member(set, key) && !json::indexAt(set, key))
            m_document.issue(Severity::Error, where, std::string(key) + " is no index");
    if (json::member(set, "label")) {
        const auto label = json::stringAt(set, "label");
        const auto isWordAt = [&](std::size_t i) {
            const char c = (*label)[i];
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (i > 0 && c >= '0' && c <= '9');
        };
        bool isWord = label && !label->empty();
        for (std::size_t i = 0; isWord && i < label->size(); ++i)
            isWord = isWordAt(i);
        if (!isWord)
            m_document.issue(Severity::Warning, where, "label is no identifier");
    }
    if (const auto number = json::indexAt(set, "attribute")) {
        const auto index = accessorIndex("_FEATURE_ID_" + std::to_string(*number));
        const auto accessor = index ? m_document.accessor(*index) : fail(Error{});
        if (accessor && (accessor->components != 1 || accessor->normalized))
            error("ids in an accessor that is normalized or no SCALAR");
    }
}

void PrimitiveReader::readFeatureIds(Primitive& primitive)
{
    const auto extensions = json::objectAt(m_object, "extensions");
    const auto features = extensions ? json::objectAt(*extensions, "EXT_mesh_features") : std::nullopt;
    const auto sets = features ? json::arrayAt(*features, "featureIds") : std::nullopt;
    if (!sets) {
        // b3dm (1.0) names the attribute _BATCHID; files from before glTF 2.0 left the underscore out.
        if (!readIds("_BATCHID", primitive.featureIds))
            (void)readIds("BATCHID", primitive.featureIds);
        return;
    }
    for (const json::Element element : *sets) {
        const auto object = json::asObject(element);
        if (!object)
            continue;
        const std::string where = m_where + "/featureIds[" + std::to_string(primitive.featureSets.size()) + "]";
        FeatureIdSet set;
        set.label = json::stringAt(*object, "label").value_or("");
        checkFeatureIdSet(*object, where);
        const auto table = json::indexAt(*object, "propertyTable", INT32_MAX);
        set.propertyTable = table ? static_cast<int>(*table) : -1;
        set.featureCount = static_cast<std::uint32_t>(json::indexAt(*object, "featureCount").value_or(0));
        if (const auto null = json::indexAt(*object, "nullFeatureId"))
            set.nullFeatureId = static_cast<std::uint32_t>(*null);
        if (const auto info = json::objectAt(*object, "texture")) {
            if (auto texture = readMetadataTexture(*info, where + "/texture")) {
                set.texture = std::move(texture);
                primitive.featureSets.push_back(std::move(set));
            }
            continue;
        }
        if (json::member(*object, "attribute") && !json::indexAt(*object, "attribute"))
            continue; // told above
        if (const auto number = json::indexAt(*object, "attribute")) {
            if (!readIds("_FEATURE_ID_" + std::to_string(*number), set.ids)) {
                warn("EXT_mesh_features: no readable attribute _FEATURE_ID_" + std::to_string(*number));
                continue;
            }
        } else {
            set.ids.resize(m_vertexCount);
            for (std::size_t i = 0; i < set.ids.size(); ++i)
                set.ids[i] = static_cast<std::uint32_t>(i);
        }
        std::replace(set.ids.begin(), set.ids.end(), set.nullFeatureId, kNoFeature);
        if (const std::size_t distinct = distinctIds(set.ids); set.featureCount != 0 && distinct > set.featureCount)
            m_document.issue(Severity::Warning, where,
                             std::to_string(distinct) + " features, featureCount states "
                                 + std::to_string(set.featureCount));
        primitive.featureSets.push_back(std::move(set));
    }
    // What is drawn and styled by: the first set of vertices with a table, else the first of vertices.
    FeatureIdSet* primary = nullptr;
    for (FeatureIdSet& set : primitive.featureSets)
        if (!set.texture && (primary == nullptr || (primary->propertyTable < 0 && set.propertyTable >= 0)))
            primary = &set;
    if (primary == nullptr)
        return;
    primary->isPrimary = true;
    primitive.featureIds = std::exchange(primary->ids, {});
    primitive.propertyTable = primary->propertyTable;
}

std::optional<SurfaceProperties> PrimitiveReader::readSurface(const Object& object, const std::string& where,
                                                              SurfacePropertyReader readOne)
{
    SurfaceProperties surface;
    surface.name = json::stringAt(object, "name").value_or("");
    surface.className = json::stringAt(object, "class").value_or("");
    const MetadataSchema* schema = m_metadata.schema();
    const MetadataClass* metadataClass = schema != nullptr ? schema->find(surface.className) : nullptr;
    if (metadataClass == nullptr) {
        m_document.issue(Severity::Error, where, "its class \"" + surface.className + "\" is not in the schema");
        return std::nullopt;
    }
    const auto properties = json::objectAt(object, "properties");
    if (!properties)
        return surface;
    for (const auto [key, value] : *properties) {
        const std::string at = where + "/" + std::string(key);
        const auto item = json::asObject(value);
        const ClassProperty* definition = metadataClass->find(key);
        if (!item || definition == nullptr) {
            m_document.issue(Severity::Error, at, "not a property of class \"" + surface.className + "\"");
            continue;
        }
        auto property = (this->*readOne)(*definition, *item, at);
        if (!property)
            continue;
        property->name = key;
        property->type = definition->type;
        property->where = at;
        property->limits = limitsOf(*definition, *item);
        surface.properties.push_back(std::move(*property));
    }
    return surface;
}

std::optional<SurfaceProperty> PrimitiveReader::readTextureProperty(const ClassProperty& definition, const Object& info,
                                                                    const std::string& where)
{
    if (!definition.column)
        return std::nullopt;
    ColumnSchema column = *definition.column;
    overrideColumnSchema(column, info);
    auto texture = readMetadataTexture(info, where);
    if (!texture)
        return std::nullopt;
    const std::size_t bytes = valueBytes(column);
    if (bytes != texture->channels.size()) {
        m_document.issue(Severity::Warning, where,
                         std::to_string(texture->channels.size()) + " channels for a value of type " + definition.type
                             + (bytes == 0 ? std::string() : " of " + std::to_string(bytes) + " bytes"));
        return std::nullopt;
    }
    SurfaceProperty property;
    property.note = definition.note;
    property.texture = std::move(texture);
    property.decoder = std::make_shared<TexelDecoder>(std::move(column));
    return property;
}

std::shared_ptr<const PropertyColumn> PrimitiveReader::readPropertyColumn(const ClassProperty& definition,
                                                                          const Object& property,
                                                                          std::string_view attribute,
                                                                          const std::string& where)
{
    ColumnSchema schema = *definition.column;
    overrideColumnSchema(schema, property);
    if (schema.isArray || schema.kind == ValueKind::String || schema.kind == ValueKind::Boolean) {
        m_document.issue(Severity::Error, where, "values of type " + definition.type + " cannot lie at vertices");
        return nullptr;
    }
    if (schema.kind == ValueKind::Enum && sizeOf(schema.scalar) > 2) {
        m_document.issue(Severity::Error, where, "enums of more than 16 bits cannot lie at vertices");
        return nullptr;
    }
    ColumnData data;
    std::size_t count = 0;
    if (const auto id = dracoId(attribute)) {
        count = m_draco->pointCount();
        data.values.resize(count * static_cast<std::size_t>(schema.components) * sizeof(float));
        std::vector<float> values(count * static_cast<std::size_t>(schema.components));
        if (values.empty() || !m_draco->readFloats(*id, schema.components, false, values.data())) {
            m_document.issue(Severity::Error, where, std::string(attribute) + ": not in the Draco stream");
            return nullptr;
        }
        std::memcpy(data.values.data(), values.data(), data.values.size());
        schema.scalar = ScalarType::Float32;
    } else {
        const auto index = accessorIndex(attribute);
        if (!index) {
            m_document.issue(Severity::Error, where, "the primitive has no attribute " + std::string(attribute));
            return nullptr;
        }
        const auto accessor = m_document.accessor(*index);
        if (!accessor) {
            m_document.issue(Severity::Error, where,
                             "no readable attribute " + std::string(attribute) + ": " + accessor.error().detail);
            return nullptr;
        }
        const auto scalar = scalarTypeOf(accessor->type);
        if (!scalar || accessor->components != schema.components || accessor->count != m_vertexCount) {
            m_document.issue(Severity::Error, where,
                             std::string(attribute) + " holds no value of type " + definition.type
                                 + " for each vertex");
            return nullptr;
        }
        schema.scalar = *scalar;
        schema.normalized = schema.normalized || accessor->normalized;
        count = accessor->count;
        const std::size_t bytes = sizeOf(accessor->type) * static_cast<std::size_t>(accessor->components);
        data.values.resize(count * bytes);
        for (std::size_t i = 0; i < count; ++i)
            std::memcpy(data.values.data() + i * bytes, accessor->data + i * accessor->stride, bytes);
    }
    auto column = makeBinaryColumn(std::move(schema), std::move(data), count);
    return column ? *column : nullptr;
}

std::optional<SurfaceProperty> PrimitiveReader::readAttributeProperty(const ClassProperty& definition,
                                                                      const Object& item, const std::string& where)
{
    const auto attribute = json::stringAt(item, "attribute");
    if (!attribute) {
        m_document.issue(Severity::Error, where, "names no attribute");
        return std::nullopt;
    }
    if (!definition.column)
        return std::nullopt;
    SurfaceProperty property;
    property.note = definition.note;
    property.isInterpolated = definition.column->kind == ValueKind::Number;
    property.column = readPropertyColumn(definition, item, *attribute, where);
    if (!property.column)
        return std::nullopt;
    return property;
}

void PrimitiveReader::readSurfaces(Primitive& primitive)
{
    const auto extensions = json::objectAt(m_object, "extensions");
    const auto metadata = extensions ? json::objectAt(*extensions, "EXT_structural_metadata") : std::nullopt;
    if (!metadata)
        return;
    for (const char* list : {"propertyTextures", "propertyAttributes"}) {
        const auto indexes = json::arrayAt(*metadata, list);
        if (json::member(*metadata, list) && (!indexes || indexes->size() == 0))
            m_document.issue(Severity::Error, m_where, std::string(list) + " is no array with elements");
        if (!indexes)
            continue;
        for (const json::Element element : *indexes) {
            const auto index = json::asInteger(element);
            const auto object =
                index && *index >= 0 ? m_metadata.item(list, static_cast<std::size_t>(*index)) : std::nullopt;
            const std::string where = std::string(list) + "[" + (index ? std::to_string(*index) : "?") + "]";
            if (!object) {
                m_document.issue(Severity::Error, m_where, where + " does not exist");
                continue;
            }
            auto surface =
                readSurface(*object, where,
                            list == std::string_view("propertyTextures") ? &PrimitiveReader::readTextureProperty
                                                                         : &PrimitiveReader::readAttributeProperty);
            if (surface && !surface->properties.empty())
                primitive.surfaces.push_back(std::move(*surface));
        }
    }
}

} // namespace guanjing::tiles3d
