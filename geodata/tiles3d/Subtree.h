#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Tileset.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::tiles3d {

/// A tile of an implicit tree. z counts in octrees only.
struct TileIndex {
    int level = 0;
    std::uint32_t x = 0, y = 0, z = 0;
    bool operator==(const TileIndex&) const = default;
};

/// Position of a tile among those of its level: the bits of x, y (and z) interleaved, x lowest (3D Tiles 1.1,
/// "Morton order").
[[nodiscard]] std::uint64_t mortonIndex(Subdivision subdivision, const TileIndex& index);

/// Puts {level}, {x}, {y} and {z} into a template of contents or subtrees.
[[nodiscard]] std::string expandTileTemplate(std::string_view uriTemplate, const TileIndex& index);

/// Root of the subtree that a tile belongs to.
[[nodiscard]] TileIndex subtreeRootOf(const ImplicitTiling& tiling, const TileIndex& index);

/// Bounding volume of a tile, from that of the tree's root: boxes and regions are halved along x and y, in octrees also
/// along z or height; S2 cells give way to those below them. A sphere stays as it is.
[[nodiscard]] BoundingVolume implicitVolume(const BoundingVolume& root, Subdivision subdivision,
                                            const TileIndex& index);

/// A volume that metadata states more closely: by TILE_BOUNDING_BOX, _REGION, _SPHERE or _S2_CELL, or its heights by
/// TILE_MINIMUM_HEIGHT and TILE_MAXIMUM_HEIGHT (3D Metadata Semantic Reference); `prefix` is "TILE" or "CONTENT".
/// Nothing where the metadata says none of these.
[[nodiscard]] std::optional<BoundingVolume> volumeFromMetadata(const BoundingVolume& volume,
                                                               const MetadataEntity& metadata, std::string_view prefix);
/// A number by its meaning, TILE_GEOMETRIC_ERROR say.
[[nodiscard]] std::optional<double> numberFromMetadata(const MetadataEntity& metadata, std::string_view semantic);

/// Which tiles, contents and child subtrees exist below one subtree root. Immutable once parsed; any thread.
class Subtree {
public:
    /// Reads binary ("subt") and JSON subtrees. `contentCount` is the number of content templates; `external` holds the
    /// buffers that subtreeReferences lists. Fails when tile availability cannot be read.
    /// `schema` is the tileset's, for metadata.
    static Result<Subtree> parse(ByteView bytes, const ImplicitTiling& tiling, std::size_t contentCount,
                                 const std::string& url, const ExternalBytes* external = nullptr,
                                 std::shared_ptr<const MetadataSchema> schema = nullptr);

    /// `local` counts levels and coordinates from the subtree's root. Out of range: false.
    [[nodiscard]] bool hasTile(const TileIndex& local) const;
    [[nodiscard]] bool hasContent(std::size_t content, const TileIndex& local) const;
    /// local.level must be the tiling's subtreeLevels.
    [[nodiscard]] bool hasChildSubtree(const TileIndex& local) const;

    /// Metadata of available tiles and contents, and of the subtree as a whole; nothing where there is none.
    [[nodiscard]] bool hasMetadata() const { return m_tileTable >= 0 || !m_contentTables.empty() || m_metadata; }
    [[nodiscard]] std::optional<MetadataEntity> tileMetadata(const TileIndex& local) const;
    [[nodiscard]] std::optional<MetadataEntity> contentMetadata(std::size_t content, const TileIndex& local) const;
    [[nodiscard]] const std::optional<MetadataEntity>& metadata() const { return m_metadata; }

    [[nodiscard]] const Issues& issues() const { return m_issues; }
    [[nodiscard]] std::size_t byteSize() const;

private:
    struct Availability {
        bool constant = false;
        std::vector<std::uint8_t> bits; ///< empty: `constant` holds for all
        [[nodiscard]] bool at(std::uint64_t index) const
        {
            return bits.empty() ? constant : (bits[index / 8] >> (index % 8) & 1) != 0;
        }
        std::vector<std::uint32_t> ranks; ///< ones before each byte; only where metadata counts them
        [[nodiscard]] std::size_t rankOf(std::uint64_t index) const;
        void count();
    };
    [[nodiscard]] std::optional<MetadataEntity> rowOf(std::int32_t table, const Availability& availability,
                                                      std::uint64_t index) const;
    class Reader;
    [[nodiscard]] std::optional<std::uint64_t> position(const TileIndex& local) const;

    Subdivision m_subdivision = Subdivision::Quadtree;
    int m_levels = 0;
    Availability m_tiles, m_childSubtrees;
    std::vector<Availability> m_contents;
    std::shared_ptr<const MetadataSchema> m_schema;
    std::vector<PropertyTable> m_tables;
    std::int32_t m_tileTable = -1; ///< index into m_tables
    std::vector<std::int32_t> m_contentTables; ///< per content template
    std::optional<MetadataEntity> m_metadata;
    Issues m_issues;
};

/// URIs, as written, of buffers outside a subtree.
[[nodiscard]] std::vector<std::string> subtreeReferences(ByteView bytes);

} // namespace guanjing::tiles3d
