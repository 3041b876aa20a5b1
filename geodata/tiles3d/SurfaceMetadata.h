#pragma once

#include "geodata/core/Math.h"
#include "geodata/tiles3d/PropertyTable.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing::tiles3d {

struct Image;
enum class Wrap : std::uint8_t;

/// A place on a primitive: on a triangle by the weights of its corners; at a vertex by three times the same index.
struct SurfacePoint {
    std::array<std::uint32_t, 3> corners{};
    glm::dvec3 weights{1.0, 0.0, 0.0}; ///< not negative, sum 1

    /// The corner of the greatest weight.
    [[nodiscard]] std::uint32_t nearestCorner() const;
};

/// A picture whose bytes are numbers, not colours: feature ids (EXT_mesh_features) or property values
/// (EXT_structural_metadata). Keeps the coordinates that it needs, so that it outlives what only drawing needs.
struct MetadataTexture {
    int texture = -1; ///< index into the document's textures
    std::shared_ptr<const Image> image; ///< null when it could not be read; an issue says why
    std::shared_ptr<const std::vector<glm::vec2>> texCoords; ///< per vertex
    glm::mat3 transform{1.0f}; ///< KHR_texture_transform
    Wrap wrapS{}, wrapT{};
    std::vector<std::uint8_t> channels; ///< in the order in which they make up the value, lowest byte first

    /// The bytes of `channels` of one texel; nothing outside the picture.
    [[nodiscard]] std::optional<std::vector<std::uint8_t>> bytesOfTexel(std::size_t x, std::size_t y) const;
    /// The bytes of `channels` of the nearest texel: values that mean something must not be mixed.
    [[nodiscard]] std::optional<std::vector<std::uint8_t>> bytesAt(const SurfacePoint& point) const;
};

/// One set of EXT_mesh_features: an id for each vertex or by a picture.
struct FeatureIdSet {
    std::string label;
    int propertyTable = -1; ///< index into Model::propertyTables
    std::uint32_t featureCount = 0;
    std::uint32_t nullFeatureId = 0xFFFFFFFFu; ///< stands for no feature
    bool isPrimary = false; ///< its ids are Primitive::featureIds
    std::vector<std::uint32_t> ids; ///< per vertex, kNoFeature where none; empty for the primary set and for pictures
    std::shared_ptr<const MetadataTexture> texture; ///< null: ids per vertex
};

/// Turns the bytes of one value into what is shown to users. Immutable; any thread.
class ValueDecoder {
public:
    virtual ~ValueDecoder() = default;
    [[nodiscard]] virtual PropertyValue shown(const std::vector<std::uint8_t>& bytes) const = 0;
};

/// One property of a property texture or a property attribute: exactly one of `texture` with `decoder`, and `column`,
/// is set.
struct SurfaceProperty {
    std::string name;
    std::string type;
    std::shared_ptr<const MetadataTexture> texture;
    std::shared_ptr<const ValueDecoder> decoder;
    std::shared_ptr<const PropertyColumn> column; ///< a row per vertex
    bool isInterpolated = false; ///< between vertices
    std::string where; ///< for messages
    std::shared_ptr<const ValueLimits> limits; ///< null: the source says nothing
    std::shared_ptr<const PropertyNote> note; ///< null: nothing is said about it

    [[nodiscard]] PropertyValue at(const SurfacePoint& point) const;
};

/// A property texture or property attribute of EXT_structural_metadata, bound to a primitive.
struct SurfaceProperties {
    std::string name;
    std::string className;
    std::vector<SurfaceProperty> properties;
};

} // namespace guanjing::tiles3d
