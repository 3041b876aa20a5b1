#pragma once

#include "geodata/core/Math.h"
#include "geodata/tiles3d/PropertyTable.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanjing::layers {

/// One feature at the place hit; a place may belong to several (EXT_mesh_features, EXT_instance_features).
struct PickedFeature {
    std::string label; ///< of the set of ids
    std::string className;
    std::uint32_t featureId = 0;
    int propertyTable = -1; ///< −1: none
    std::vector<tiles3d::Attribute> attributes;
};

/// Metadata of a whole (3D Tiles 1.1, "Metadata"), or what the `meta` of a style says of the feature.
struct PickedMetadata {
    enum class Of : std::uint8_t { Style, Content, Group, Tile, Subtree, Tileset };
    Of of = Of::Tile;
    std::string className;
    std::vector<tiles3d::Attribute> attributes;
};

/// What a ray hit first: a surface, or a point or line within the cone around the ray. Only what is drawn can be hit; the
/// sky never is.
struct PickResult {
    glm::dvec3 position{0.0}; ///< ECEF metres, on the drawn triangle, point or line, right to well under 1 cm
    glm::dvec3 normal{0.0}; ///< unit, facing the ray's origin
    double distanceMeters = 0;
    std::uint32_t source = 0; ///< id of the tree
    std::string sourceName;
    std::uint64_t tileId = 0;
    std::string contentUrl;
    bool isGround = false;
    std::optional<std::uint32_t> featureId; ///< row of propertyTable
    /// Others in the same content are features: without featureId the place belongs to none of them.
    bool isAmongFeatures = false;
    int propertyTable = -1;
    /// Of the feature and of the place: its row of the property table, then property textures and attributes.
    std::vector<tiles3d::Attribute> attributes;
    /// Every feature that the place belongs to, the one above among them.
    std::vector<PickedFeature> features;
    /// What the style says of the feature, then what is known of the content, its group, the tile and the tileset as wholes; those that have metadata.
    std::vector<PickedMetadata> metadata;
};

/// Where a feature is drawn.
struct FeaturePlace {
    std::uint64_t tileId = 0;
    std::uint32_t featureId = 0;
};

} // namespace guanjing::layers
