#pragma once

#include "geodata/tiles3d/Subtree.h"
#include "geodata/tiles3d/Tileset.h"
#include "layers/tiling/TileTree.h"

namespace guanjing::layers {

/// Where models and tilesets that are not on Earth are put: a square in Dongguan, degrees.
constexpr double kLocalOriginLon = 113.7518, kLocalOriginLat = 23.0205;
/// True for a position so deep inside the Earth that its coordinates must mean something else.
[[nodiscard]] bool isLocalPosition(const glm::dvec3& position);
/// East-north-up at the local origin, raised so that what reaches down to this height stands on the ground.
[[nodiscard]] glm::dmat4 localToWorld(double lowestMeters);
/// Shift along the ellipsoid's normal at a place.
[[nodiscard]] glm::dmat4 heightShift(const glm::dvec3& place, double heightMeters);

struct BatchPlace {
    glm::dmat4 toWorld{1.0}; ///< of the tile that names the document
    double heightOffsetMeters = 0;
    bool isRoot = true; ///< no tile names it: local data is placed, the offset applied
    int depth = 0;
    tiles3d::UpAxis upAxis = tiles3d::UpAxis::Y; ///< of its glTF where the document does not say
};

/// What all subtrees of an implicit tree share (3D Tiles 1.1, "Implicit tiling").
struct ImplicitTree {
    tiles3d::ImplicitTiling tiling;
    std::vector<std::string> contentTemplates;
    tiles3d::BoundingVolume rootVolume;
    double rootError = 0;
    double regionShiftMeters = 0;
    glm::dmat4 toWorld{1.0};
    bool isAdditive = false;
    std::string documentUrl;
    int upAxis = 1;
    int depth = 0;
    std::shared_ptr<const tiles3d::MetadataSchema> schema; ///< null: none
    tiles3d::MetadataEntity metadata; ///< of the tileset, for picks
};

/// Turns a parsed tileset into tiles in ECEF. Any thread.
[[nodiscard]] TileBatch buildBatch(const tiles3d::TilesetDocument& document, const BatchPlace& place);
/// The same of one subtree; its child subtrees become stubs. TooLarge when it holds more tiles than a document may.
[[nodiscard]] Result<TileBatch> buildBatch(const std::shared_ptr<const tiles3d::Subtree>& subtree,
                                           const TileBatch::SubtreeStub& stub);

} // namespace guanjing::layers
