#pragma once

#include "geodata/net/AssetAccessor.h"
#include "geodata/terrain/HeightSource.h"
#include "layers/tiling/Resource.h"
#include "layers/tiling/SourceLog.h"
#include "layers/tiling/TileLoader.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace guanjing::layers {

class HeightLayer;

struct HeightLayerOptions {
    std::string url;
    std::string kind; ///< "quantized-mesh", "dem"
    CachePolicy cache = CachePolicy::Http;
    std::string crs; ///< of a DEM, in place of what it says itself
    std::string offsetGrid; ///< a raster of what is to be added to its heights; empty: none
    bool operator==(const HeightLayerOptions&) const = default;
};

/// One tile of heights of a layer, loaded once however many ground tiles lie on it.
class HeightTile final : public Resource {
public:
    HeightTile(HeightLayer& layer, const TerrainTileId& id);

    [[nodiscard]] const TerrainTileId& id() const { return m_id; }
    /// Null while there is none.
    [[nodiscard]] const std::shared_ptr<const HeightPatch>& patch() const { return m_patch; }
    /// Given up, or the source has nothing there: the one above counts instead.
    [[nodiscard]] bool isMissing() const { return state() == LoadState::Failed || (isReady() && !m_patch); }

protected:
    [[nodiscard]] LoadPlan plan() override;
    void arrived(LoadOutcome& outcome) override;
    void unloaded() override { m_patch.reset(); }
    void failed(const Error& error) override;
    [[nodiscard]] std::size_t extraBytes() const override { return m_patch ? m_patch->byteSize() : 0; }
    [[nodiscard]] bool isWorthReporting(const Error& error) const override;

private:
    HeightLayer& m_layer;
    TerrainTileId m_id;
    std::shared_ptr<const HeightPatch> m_patch;
};

/// What describes a terrain source, such as its layer.json.
class HeightDocument final : public Resource {
public:
    explicit HeightDocument(HeightLayer& layer);

protected:
    [[nodiscard]] LoadPlan plan() override;
    void arrived(LoadOutcome& outcome) override;

private:
    HeightLayer& m_layer;
};

/// One terrain source: its description, its tiles, what is known of which there are, and between which heights they lie.
/// GUI thread.
class HeightLayer {
public:
    /// Errors are told to `log`, which outlives the layer.
    HeightLayer(std::uint32_t id, TileLoader& loader, HeightLayerOptions options, SourceLog& log, int depth = 0);
    ~HeightLayer();
    HeightLayer(const HeightLayer&) = delete;
    HeightLayer& operator=(const HeightLayer&) = delete;

    [[nodiscard]] std::uint32_t id() const { return m_id; }
    [[nodiscard]] const HeightLayerOptions& options() const { return m_options; }
    [[nodiscard]] SourceLog& log() const { return m_log; }
    /// Null until its description has been read.
    [[nodiscard]] const std::shared_ptr<const HeightSource>& source() const { return m_source; }
    /// Of the offset grid; null: none.
    [[nodiscard]] const std::shared_ptr<const HeightSource>& grid() const { return m_grid; }
    /// Stands in where this one has nothing; null: none.
    [[nodiscard]] HeightLayer* parent() const { return m_parent.get(); }

    /// Asks for the description where it is not there; true while it may come soon.
    bool wantDocument(double priority, Need need);
    /// Its description could not be had.
    [[nodiscard]] bool hasFailed() const { return !m_source && m_document->state() == LoadState::Failed; }
    /// Heights of it have been there.
    [[nodiscard]] bool hasLoaded() const { return !m_ranges.empty() || (m_parent && m_parent->hasLoaded()); }
    /// The tiles that cover a rectangle of degrees (which must not cross 180°), about as wide as ground tiles of the level
    /// (never coarser than those), or as fine as there are.
    void tilesOn(const Rectangle& rectangle, int groundLevel, std::vector<TerrainTileId>& out) const;
    [[nodiscard]] TerrainTileId tileAt(double lonDegrees, double latDegrees, int level) const;
    [[nodiscard]] Rectangle rectangleOf(const TerrainTileId& id) const;

    struct Best {
        HeightTile* tile = nullptr; ///< to end with at a place; null: the source has nothing there
        HeightTile* first = nullptr; ///< has to be there before anybody can tell; then `tile` is null
    };
    [[nodiscard]] Best bestFor(TerrainTileId id);
    /// The finest that is there, at or above an address; null: none.
    [[nodiscard]] HeightTile* readyFor(TerrainTileId id) const;
    /// Asks for a tile, and while it is not there for a coarser one that many have above them. True while it may come soon.
    bool want(HeightTile& tile, double priority, Need need);
    /// May be there, as far as is known.
    [[nodiscard]] bool mayBeAvailable(const TerrainTileId& id) const { return availabilityOf(id).value_or(true); }

    /// Between which heights a tile and all that was seen below it lies; `isOwn`: it was seen itself.
    struct Range {
        float low = 0, high = 0;
        bool isOwn = false;
    };
    [[nodiscard]] const Range* rangeOf(const TerrainTileId& id) const;

    /// Grows with every tile that comes or turns out to be missing.
    [[nodiscard]] std::uint64_t revision() const { return m_revision + (m_parent ? m_parent->revision() : 0); }
    /// Asked for by the last frame and not there; reset by beginFrame.
    [[nodiscard]] std::size_t pending() const { return m_pending + (m_parent ? m_parent->pending() : 0); }
    void beginFrame();

private:
    friend class HeightTile;
    friend class HeightDocument;
    [[nodiscard]] std::optional<bool> availabilityOf(const TerrainTileId& id) const;
    /// Whose metadata tells of a tile.
    [[nodiscard]] TerrainTileId tellerOf(const TerrainTileId& id) const;
    [[nodiscard]] HeightTile& tile(const TerrainTileId& id);
    [[nodiscard]] HeightTile* known(const TerrainTileId& id) const;
    void noteArrival(const TerrainTileId& id, const HeightPatch* patch,
                     const std::vector<std::vector<TerrainTileRange>>& below);
    void noteFailure(const TerrainTileId& id);
    void setSource(std::shared_ptr<const HeightSource> source, std::shared_ptr<const HeightSource> grid);

    std::uint32_t m_id;
    TileLoader& m_loader;
    HeightLayerOptions m_options;
    SourceLog& m_log;
    int m_depth;
    std::unique_ptr<HeightDocument> m_document;
    std::shared_ptr<const HeightSource> m_source, m_grid;
    std::unique_ptr<HeightLayer> m_parent;
    std::unordered_map<std::uint64_t, std::unique_ptr<HeightTile>> m_tiles;
    std::unordered_map<std::uint64_t, Range> m_ranges;
    /// What tiles' metadata tells of the levels below them, by tile; empty: it tells nothing.
    std::unordered_map<std::uint64_t, std::vector<std::vector<TerrainTileRange>>> m_told;
    std::uint64_t m_revision = 1;
    std::size_t m_pending = 0;
    std::size_t m_pruneAt;
};

} // namespace guanjing::layers
