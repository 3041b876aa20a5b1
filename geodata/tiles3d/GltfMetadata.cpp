#include "geodata/tiles3d/GltfMetadata.h"

#include "geodata/tiles3d/Gltf.h"

#include <algorithm>

namespace guanjing::tiles3d {

using json::Object;

StructuralMetadata::StructuralMetadata(GltfDocument& document)
    : m_document(document), m_extension(document.extension("EXT_structural_metadata"))
{
    if (!m_extension)
        return;
    if (json::member(*m_extension, "schema") && json::member(*m_extension, "schemaUri"))
        m_document.issue(Severity::Warning, "EXT_structural_metadata", "both schema and schemaUri; the first is taken");
    if (const auto object = json::objectAt(*m_extension, "schema")) {
        m_schema = readSchema(*object);
    } else if (const auto uri = json::stringAt(*m_extension, "schemaUri")) {
        const auto bytes = m_document.resource(*uri);
        auto read = bytes ? readSchema(*bytes, std::string(*uri)) : fail(bytes.error());
        if (read)
            m_schema = std::move(*read);
        else
            m_document.issue("EXT_structural_metadata/schemaUri", read.error());
    }
    if (m_schema)
        for (const Issue& issue : m_schema->issues)
            m_document.issue(issue.severity, "EXT_structural_metadata/" + issue.where, issue.message);
}

std::vector<PropertyTable> StructuralMetadata::tables()
{
    const auto list = m_extension ? json::arrayAt(*m_extension, "propertyTables") : std::nullopt;
    if (!list)
        return {};
    if (!m_schema)
        m_document.issue(Severity::Error, "EXT_structural_metadata", "no readable schema");
    Issues issues;
    auto tables = tiles3d::readPropertyTables(
        *list, m_schema.get(), [this](std::size_t index) { return m_document.bufferView(index); }, issues);
    for (Issue& issue : issues)
        m_document.issue(issue.severity, std::move(issue.where), std::move(issue.message));
    return tables;
}

std::optional<Object> StructuralMetadata::item(std::string_view list, std::size_t index) const
{
    const auto array = m_extension ? json::arrayAt(*m_extension, list) : std::nullopt;
    json::Element element;
    if (!array || array->at(index).get(element) != simdjson::SUCCESS)
        return std::nullopt;
    return json::asObject(element);
}

std::shared_ptr<MetadataTexture> StructuralMetadata::addTexture(std::size_t texture)
{
    m_textures.push_back(std::make_shared<MetadataTexture>());
    m_textures.back()->texture = static_cast<int>(texture);
    return m_textures.back();
}

std::vector<std::size_t> StructuralMetadata::textures() const
{
    std::vector<std::size_t> indexes;
    for (const auto& texture : m_textures)
        indexes.push_back(static_cast<std::size_t>(texture->texture));
    return indexes;
}

void StructuralMetadata::attach(Model& model) const
{
    std::vector<bool> isDrawn(model.textures.size());
    for (const Material& material : model.materials)
        for (const TextureRef* ref : {&material.baseColor, &material.metallicRoughness, &material.normal,
                                      &material.occlusion, &material.emissive})
            if (ref->texture >= 0)
                isDrawn[static_cast<std::size_t>(ref->texture)] = true;
    for (const auto& texture : m_textures) {
        const auto index = static_cast<std::size_t>(texture->texture);
        if (index >= model.textures.size())
            continue;
        texture->image = model.textures[index].image;
        texture->wrapS = model.textures[index].wrapS;
        texture->wrapT = model.textures[index].wrapT;
    }
    for (const auto& texture : m_textures)
        if (const auto index = static_cast<std::size_t>(texture->texture);
            index < model.textures.size() && !isDrawn[index])
            model.textures[index].image.reset();
}

std::vector<PropertyTable> readPropertyTables(GltfDocument& document) { return StructuralMetadata(document).tables(); }

} // namespace guanjing::tiles3d
