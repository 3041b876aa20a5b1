#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Math.h"
#include "geodata/core/Result.h"
#include "geodata/tiles3d/Issue.h"
#include "geodata/tiles3d/UpAxis.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::tiles3d {

enum class VolumeKind : std::uint8_t { None, Box, Region, Sphere };

/// 3D Tiles 1.1, "Bounding volumes". `values` holds
/// Box: centre, then three half-axis vectors, metres in the tile's frame;
/// Region: west, south, east, north in radians (WGS 84), then minimum and maximum ellipsoidal height in metres; never
/// moved by transforms; Sphere: centre, radius in metres.
struct BoundingVolume {
    VolumeKind kind = VolumeKind::None;
    std::array<double, 12> values{};
};

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
    std::int32_t group = -1; ///< index into the tileset's groups
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
    std::uint16_t level = 0;
    Refine refine = Refine::Replace; ///< inherited where the tile does not say
};

/// One tileset JSON, 3D Tiles 1.0 or 1.1 (OGC 18-053r2 and 22-025r4), read into flat arrays in breadth-first order;
/// tiles[0] is the root. Plain data, immutable once built; any thread.
struct TilesetDocument {
    std::string url;
    std::string version; ///< asset.version
    std::string tilesetVersion;
    std::string copyright;
    std::string schemaUri; ///< of a metadata schema outside, as written
    UpAxis gltfUpAxis = UpAxis::Y;
    double geometricError = 0;
    std::vector<TileNode> tiles;
    std::vector<TileContentRef> contents;
    std::vector<BoundingVolume> volumes;
    /// Tile → this document's root frame, every ancestor's transform included.
    std::vector<glm::dmat4> transforms;
    std::vector<ImplicitTiling> implicitTilings;
    std::vector<std::string> extensionsUsed;
    std::vector<std::string> extensionsRequired;
    std::string uriText; ///< all content URIs, one after the other
    Issues issues; ///< what is wrong but leaves the rest usable

    [[nodiscard]] std::string_view uriOf(const TileContentRef& content) const
    {
        return std::string_view(uriText).substr(content.uriOffset, content.uriLength);
    }
    /// Path of a tile for messages: "root/children[3]/children[0]".
    [[nodiscard]] std::string pathOf(std::size_t tile) const;
};

/// Reads a tileset JSON (gzip is undone). A tile whose volume cannot be read takes its parent's and an issue says so.
/// Fails on text that is not JSON, on a missing root and on a version that is not 0.x or 1.x. Any thread.
[[nodiscard]] Result<TilesetDocument> parseTileset(ByteView bytes, const std::string& url);

} // namespace guanjing::tiles3d
