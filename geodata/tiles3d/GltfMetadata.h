#pragma once
// EXT_structural_metadata of one glTF document. For the .cpp files of this room only.

#include "geodata/tiles3d/GltfDocument.h"
#include "geodata/tiles3d/MetadataSchema.h"
#include "geodata/tiles3d/Model.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace guanjing::tiles3d {

class StructuralMetadata {
public:
    /// Reads the schema; the document must outlive this.
    explicit StructuralMetadata(GltfDocument& document);

    [[nodiscard]] std::vector<PropertyTable> tables();
    [[nodiscard]] const MetadataSchema* schema() const { return m_schema.get(); }
    /// Element of "propertyTextures" or "propertyAttributes", when it is there and an object.
    [[nodiscard]] std::optional<json::Object> item(std::string_view list, std::size_t index) const;

    /// A picture of numbers that a primitive refers to; gets its pixels by attach().
    [[nodiscard]] std::shared_ptr<MetadataTexture> addTexture(std::size_t texture);
    /// Indexes of the textures asked for so far.
    [[nodiscard]] std::vector<std::size_t> textures() const;
    /// Hands over the decoded pictures; those that no material draws leave the model.
    void attach(Model& model) const;

private:
    GltfDocument& m_document;
    std::optional<json::Object> m_extension;
    std::shared_ptr<const MetadataSchema> m_schema;
    std::vector<std::shared_ptr<MetadataTexture>> m_textures;
};

} // namespace guanjing::tiles3d
