#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Math.h"
#include "geodata/core/Result.h"
#include "geodata/tiles3d/Issue.h"
#include "geodata/tiles3d/Metadata.h"
#include "geodata/tiles3d/S2Cell.h"
#include "geodata/tiles3d/UpAxis.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::tiles3d {

enum class VolumeKind : std::uint8_t { None, Box, Region, Sphere, S2 };

/// 3D Tiles 1.1, "Bounding volumes". `values` holds
/// Box: centre, then three half-axis vectors, metres in the tile's frame;
/// Region: west, south, east, north in radians (WGS 84), then minimum and maximum ellipsoidal height in metres; never
/// moved by transforms; Sphere: centre, radius in metres;
/// S2 (3DTILES_bounding_volume_S2): the bits of the cell's id, minimum and maximum ellipsoidal height in metres; never
/// moved by transforms.
struct BoundingVolume {
    VolumeKind kind = VolumeKind::None;
    std::array<double, 12> values{};

    [[nodiscard]] static BoundingVolume s2(const S2Cell& cell, double minHeightMeters, double maxHeightMeters);
    /// Of a volume of kind S2.
    [[nodiscard]] S2Cell s2Cell() const;
};

struct MetadataSchema;
using ExternalBytes = std::map<std::string, SharedBytes, std::less<>>;

enum class Refine : std::uint8_t { Add, Replace };

enum class Subdivision : std::uint8_t { Quadtree, Octree };

/// implicitTiling of 3D Tiles 1.1 or 3DTILES_implicit_tiling of 1.0. The contents of the tile that carries it are
/// templates with {level}, {x}, {y} and {z}.
struct ImplicitTiling {
    Subdivision subdivision = Subdivision::Quadtree;
    int subtreeLevels = 0;
    int availableLevels = 0;
    std::string subtreesTemplate;
};

/// One content of a tile. The URI is as written, relative to the tileset's URL.
struct TileContentRef {
    std::uint32_t uriOffset = 0; ///< into TilesetDocument::uriText
    std::uint32_t uriLength = 0;
    std::int32_t volume = -1; ///< content bounding volume: index into TilesetDocument::volumes
    std::int32_t group = -1; ///< index into TilesetDocument::groups
    std::int32_t metadata = -1; ///< index into TilesetDocument::entities
};

/// When a tile's content is to be asked for anew (3D Tiles 1.0, OGC 18-053r2, tile.expire).
struct TileExpiry {
    std::uint32_t tile = 0; ///< index into TilesetDocument::tiles
    double durationSeconds = 0; ///< after it was last fetched; 0: no such
    std::string date; ///< ISO 8601 as written; empty: no such
};

/// One explicit tile; small and flat, because a document may list a million.
struct TileNode {
    BoundingVolume volume;
    double geometricError = 0; ///< metres
    std::int32_t parent = -1;
    std::uint32_t firstChild = 0; ///< children are TilesetDocument::tiles[firstChild, firstChild + childCount)
    std::uint32_t childCount = 0;
    std::uint32_t firstContent = 0; ///< TilesetDocument::contents[firstContent, firstContent + contentCount)
    std::uint32_t contentCount = 0;
    std::int32_t transform = -1; ///< index into transforms, −1: identity
    std::int32_t viewerRequestVolume = -1; ///< index into volumes
    std::int32_t implicitTiling = -1; ///< index into implicitTilings
    std::int32_t metadata = -1; ///< index into entities
    std::uint16_t level = 0;
    Refine refine = Refine::Replace; ///< inherited where the tile does not say
};

/// What a tileset says of one property over all features of a class, in the schema's own words ("min", "median" …).
struct PropertyStatistics {
    std::string className, property;
    std::vector<Attribute> values; ///< for enums: counts by name
};

/// One tileset JSON, 3D Tiles 1.0 or 1.1 (OGC 18-053r2 and 22-025r4), read into flat arrays in breadth-first order;
/// tiles[0] is the root. Plain data, immutable once built; any thread.
struct TilesetDocument {
    std::string url;
    std::string version; ///< asset.version
    std::string tilesetVersion;
    std::string copyright;
    std::string schemaUri; ///< of a metadata schema outside, as written; one of tilesetReferences
    std::optional<UpAxis> gltfUpAxis; ///< none: that of the tileset that names this one, Y in the first
    double geometricError = 0;
    std::vector<TileNode> tiles;
    std::vector<TileContentRef> contents;
    std::vector<BoundingVolume> volumes;
    /// Tile → this document's root frame, every ancestor's transform included.
    std::vector<glm::dmat4> transforms;
    std::vector<ImplicitTiling> implicitTilings;
    std::shared_ptr<const MetadataSchema> schema; ///< null: none, or not readable (an issue says so)
    std::vector<MetadataEntity> entities; ///< metadata of tileset, groups, tiles and contents
    std::int32_t metadata = -1; ///< of the tileset: index into entities
    std::vector<std::int32_t> groups; ///< indexes into entities, −1 where unreadable
    std::vector<PropertyStatistics> statistics;
    std::vector<std::string> extensionsUsed;
    std::vector<std::string> extensionsRequired;
    std::string uriText; ///< all content URIs, one after the other
    std::vector<TileExpiry> expiries; ///< of the tiles that have one
    Issues issues; ///< what is wrong but leaves the rest usable

    [[nodiscard]] std::string_view uriOf(const TileContentRef& content) const
    {
        return std::string_view(uriText).substr(content.uriOffset, content.uriLength);
    }
    /// Path of a tile for messages: "root/children[3]/children[0]".
    [[nodiscard]] std::string pathOf(std::size_t tile) const;
};

/// Reads a tileset JSON (gzip is undone). A tile whose volume cannot be read takes its parent's and an issue says so.
/// `external` holds what tilesetReferences names; without it a schema outside is not read, and metadata of its classes
/// arrives as written.
/// Fails on text that is not JSON, on a missing root and on a version that is not 0.x or 1.x. Any thread.
[[nodiscard]] Result<TilesetDocument> parseTileset(ByteView bytes, const std::string& url,
                                                   const ExternalBytes* external = nullptr);

/// URIs, as written, of metadata schemas outside.
[[nodiscard]] std::vector<std::string> tilesetReferences(ByteView bytes);

} // namespace guanjing::tiles3d
