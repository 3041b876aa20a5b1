#pragma once
// Reads one primitive of a glTF mesh. For the .cpp files of this room only.

#include "geodata/tiles3d/Gltf.h"
#include "geodata/tiles3d/GltfMetadata.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::tiles3d {

class PrimitiveReader {
public:
    /// glTF 2.0, 3.7.2.1 (mode).
    enum class Mode { Points, Lines, LineLoop, LineStrip, Triangles, TriangleStrip, TriangleFan };

    PrimitiveReader(GltfDocument& document, StructuralMetadata& metadata, const json::Object& object, std::string where)
        : m_document(document), m_metadata(metadata), m_object(object), m_where(std::move(where))
    { }

    /// Stands for the material of outlines until the others are known.
    static constexpr int kOutlineMaterial = -2;

    std::optional<Primitive> read();
    /// The edges that CESIUM_primitive_outline draws of a primitive that was read.
    std::optional<Primitive> readOutline(const Primitive& surface);

private:
    void warn(std::string message) { m_document.issue(Severity::Warning, m_where, std::move(message)); }
    bool openDraco();
    std::optional<std::size_t> accessorIndex(std::string_view attribute) const;
    std::optional<std::uint32_t> dracoId(std::string_view attribute) const;
    /// Components that the source has; 0 when the attribute is absent or unreadable (an issue says so).
    template <class Vector> bool readVectors(std::string_view attribute, int components, std::vector<Vector>& out);
    void readColors(Primitive& primitive);
    bool readIds(std::string_view attribute, std::vector<std::uint32_t>& out);
    bool readIndices(Primitive& primitive, Mode mode);
    void readFeatureIds(Primitive& primitive);
    void checkFeatureIdSet(const json::Object& set, const std::string& where);
    /// Property textures and property attributes.
    void readSurfaces(Primitive& primitive);
    using SurfacePropertyReader = std::optional<SurfaceProperty> (PrimitiveReader::*)(const ClassProperty& definition,
                                                                                      const json::Object& property,
                                                                                      const std::string& where);
    /// What property textures and property attributes share: their class and the walk over its properties.
    std::optional<SurfaceProperties> readSurface(const json::Object& object, const std::string& where,
                                                 SurfacePropertyReader readOne);
    std::optional<SurfaceProperty> readTextureProperty(const ClassProperty& definition, const json::Object& info,
                                                       const std::string& where);
    std::optional<SurfaceProperty> readAttributeProperty(const ClassProperty& definition, const json::Object& item,
                                                         const std::string& where);
    std::shared_ptr<const PropertyColumn> readPropertyColumn(const ClassProperty& definition,
                                                             const json::Object& property, std::string_view attribute,
                                                             const std::string& where);
    /// A textureInfo whose channels are numbers; null with an issue when it cannot be read.
    std::shared_ptr<const MetadataTexture> readMetadataTexture(const json::Object& info, const std::string& where);
    bool readTexCoords(std::size_t set, std::vector<glm::vec2>& out);
    void setBounds(Primitive& primitive);

    GltfDocument& m_document;
    StructuralMetadata& m_metadata;
    json::Object m_object;
    std::string m_where;
    json::Object m_attributes;
    std::optional<DracoGeometry> m_draco;
    std::optional<json::Object> m_dracoAttributes;
    std::size_t m_vertexCount = 0;
    std::map<std::size_t, std::shared_ptr<const std::vector<glm::vec2>>> m_texCoords; ///< of metadata textures
};

} // namespace guanjing::tiles3d
