#pragma once

#include "layers/tiling/TileTree.h"

#include <string>

namespace guanjing::layers {

/// How a tileset is read; a change of any of it means a new tree.
struct TilesetOptions {
    std::string url; ///< of tileset.json, or of a single content (.glb, .b3dm …)
    CachePolicy cache = CachePolicy::Http;
    double heightOffsetMeters = 0;
    bool receivesOverlays = false; ///< contents get overlay coordinates
    bool operator==(const TilesetOptions&) const = default;
};

/// A 3D Tiles tileset (1.0 and 1.1, OGC 18-053r2, 22-025r4) as a tile tree; external tilesets are grafted in as they
/// arrive. The root is a tile of ours without bounds whose content is the document itself, so that opening follows
/// the same path as everything else. Data that is not on Earth (models around an origin of their own) is put at
/// kLocalOrigin, east-north-up.
class TilesetTree final : public TileTree {
public:
    TilesetTree(std::uint32_t id, TileLoader& loader, TilesetOptions options);
    ~TilesetTree() override;

    [[nodiscard]] const TilesetOptions& options() const { return m_options; }
    [[nodiscard]] LoadPlan plan(TileIndex index) override;
    [[nodiscard]] std::string contentUrl(TileIndex index) const override;
    [[nodiscard]] std::vector<PickedMetadata> metadataOf(TileIndex index, std::size_t content) const override;
    void graft(TileIndex parent, TileBatch&& batch) override;
    [[nodiscard]] std::optional<GeographicBounds> bounds() const override;
    /// True once it is known that the data is not on Earth.
    [[nodiscard]] bool isLocal();
    [[nodiscard]] const std::string& copyright() const { return m_copyright; }

private:
    TilesetOptions m_options;
    std::optional<GeographicBounds> m_bounds;
    std::string m_copyright;
    bool m_isLocal = false;
};

} // namespace guanjing::layers
