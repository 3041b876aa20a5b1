#pragma once

#include "geodata/clipping/ClipModel.h"
#include "geodata/tiles3d/Subtree.h"
#include "layers/tiling/Pick.h"
#include "layers/tiling/PointLook.h"
#include "layers/tiling/Resource.h"
#include "layers/tiling/SourceLog.h"
#include "layers/tiling/TileVolume.h"
#include "layers/tiling/ViewMark.h"
#include "layers/tiling/ViewState.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace guanjing::styling {
class Style;
}

namespace guanjing::layers {

struct ContentLook;
struct ImplicitTree;
enum class Need : std::uint8_t;
class ModelPicker;
class StyleNotes;
class TileContent;
class TileLoader;

using TileIndex = std::uint32_t;
constexpr TileIndex kNoTile = std::numeric_limits<TileIndex>::max();

/// One tile of a tree: small, because there may be a million. Plain data apart from its content, which exists only once
/// it has been asked for.
struct Tile {
    TileVolume volume;
    float geometricError = 0; ///< metres
    TileIndex parent = kNoTile;
    TileIndex firstChild = kNoTile; ///< children lie side by side
    std::uint32_t childCount = 0;
    std::uint32_t batch = 0; ///< what its other indexes refer to
    std::uint32_t firstContent = 0;
    std::uint16_t contentCount = 0;
    std::uint8_t level = 0; ///< ground: of the grid
    bool isAdditive : 1 = false;
    bool isSubtree : 1 = false; ///< its content turned out to be tiles: an inner node
    bool mayExpand : 1 = false; ///< children are made when they are first asked for
    bool hasHorizon : 1 = false; ///< ground: can be tested against the horizon
    bool isGrafted : 1 = false; ///< tiles that its content brought are there
    bool expires : 1 = false; ///< among TileTree::expiries
    bool mayBeFiner : 1 = false; ///< ground: tiles below show more of the heights
    std::uint8_t clip : 2 = 0; ///< 0: not asked yet, 1: something of it stays, 2: clips take all of it
    std::int32_t transform = -1; ///< index into its batch, −1: the batch's own frame
    std::int32_t requestVolume = -1; ///< index into its batch
    std::int32_t contentVolume = -1; ///< index into its batch: where all that it draws lies; −1: all over the tile
    std::uint32_t x = 0, y = 0; ///< ground: of the grid
    ViewMark drawn; ///< when and by which views it was drawn last
    ViewMark drawnBelow; ///< when and by which views a tile under it was
    std::unique_ptr<TileContent> content;

    [[nodiscard]] bool isDrawable() const { return contentCount > 0 && !isSubtree; }
};

/// When a tile's content has to be asked for anew.
struct TileExpiry {
    TileIndex tile = kNoTile;
    double seconds = 0; ///< after it was last fetched; 0: no such
    std::optional<std::chrono::system_clock::time_point> date;
};

/// Tiles that arrive together: a tileset document, made on a worker and grafted into a tree on the GUI thread.
struct TileBatch {
    struct ContentUri {
        std::uint32_t offset = 0, length = 0; ///< into uriText
        std::int32_t subtree = -1; ///< index into subtrees: no content, but tiles of an implicit tree
        std::int32_t metadata = -1; ///< index into entities
        std::int32_t group = -1; ///< index into entities
        std::int32_t slot = -1; ///< implicit: which of the templates
    };
    /// Root of a subtree that has not been read yet.
    struct SubtreeStub {
        std::shared_ptr<const ImplicitTree> tree;
        int level = 0;
        std::uint32_t x = 0, y = 0, z = 0;
    };
    std::vector<Tile> tiles; ///< indexes local to the batch; [0] is the root
    std::string url; ///< of the document
    std::string uriText;
    std::vector<ContentUri> contents;
    std::vector<SubtreeStub> subtrees;
    std::vector<glm::dmat4> transforms; ///< tile → world
    std::vector<TileVolume> requestVolumes;
    std::vector<TileVolume> contentVolumes;
    /// Metadata of explicit tiles, their contents and groups, and of the tileset (index −1: none).
    std::vector<tiles3d::MetadataEntity> entities;
    std::vector<std::int32_t> tileMetadata; ///< per tile; empty: none has any
    std::int32_t metadata = -1;
    /// Of implicit tiles: asked when needed. Null where the subtree has no metadata.
    std::shared_ptr<const tiles3d::Subtree> subtree;
    std::vector<tiles3d::TileIndex> places; ///< in the subtree, per tile
    TileIndex base = 0; ///< of its first tile in the tree
    std::uint64_t digest = 0; ///< of the document, to tell whether it has changed
    glm::dmat4 toWorld{1.0};
    int upAxis = 1; ///< tiles3d::UpAxis of its glTF
    int depth = 0; ///< external tilesets above it
    bool isLocal = false; ///< not on Earth: put at kLocalOrigin
    std::string copyright;
    std::vector<TileExpiry> expiries; ///< indexes local to the batch
    std::vector<Error> issues;
};

/// A tree of tiles and their contents. Children may come late, and go only where a content that brought them has expired;
/// the indexes of tiles that went are used again. Knows nothing of views; TileSelector reads it,
/// TileLoader moves the states of its contents. GUI thread.
class TileTree {
public:
    TileTree(std::uint32_t id, TileLoader& loader);
    virtual ~TileTree();
    TileTree(const TileTree&) = delete;
    TileTree& operator=(const TileTree&) = delete;

    [[nodiscard]] std::uint32_t id() const { return m_id; }
    [[nodiscard]] std::size_t size() const { return m_tiles.size(); }
    [[nodiscard]] Tile& tile(TileIndex index) { return m_tiles[index]; }
    [[nodiscard]] const Tile& tile(TileIndex index) const { return m_tiles[index]; }
    [[nodiscard]] std::uint64_t idOf(TileIndex index) const { return (std::uint64_t{m_id} << 32) | index; }
    [[nodiscard]] SourceLog& log() { return m_log; }
    [[nodiscard]] const SourceLog& log() const { return m_log; }
    [[nodiscard]] TileLoader& loader() { return m_loader; }

    [[nodiscard]] const TileVolume& contentVolumeOf(const Tile& tile) const
    {
        return m_batches[tile.batch].contentVolumes[static_cast<std::size_t>(tile.contentVolume)];
    }
    [[nodiscard]] const TileVolume& requestVolumeOf(const Tile& tile) const
    {
        return m_batches[tile.batch].requestVolumes[static_cast<std::size_t>(tile.requestVolume)];
    }

    /// The content of a tile that has one; made on first use.
    [[nodiscard]] TileContent& contentOf(TileIndex index);

    /// Its content is there and holds nothing to draw.
    [[nodiscard]] static bool showsNothing(const Tile& tile);

    /// Geometric error in metres; seen from a distance it may be maximumError pixels.
    [[nodiscard]] virtual double errorOf(const Tile& tile) const { return static_cast<double>(tile.geometricError); }
    [[nodiscard]] virtual bool isGround() const { return false; }
    /// True when no part of the tile can be seen past the curve of the Earth.
    [[nodiscard]] virtual bool isBelowHorizon(const Tile& /*tile*/, const glm::dvec3& /*eye*/) const { return false; }
    /// Metres along a ray to the exact surface that the tiles stand for, near to where a mesh was hit; nothing where the
    /// tiles are all that is known.
    [[nodiscard]] virtual std::optional<double> surfaceAlong(const ViewState::Ray& /*ray*/, double /*meters*/) const
    {
        return std::nullopt;
    }
    /// Its volumes follow what is learnt about it: refreshVolume() comes before each look at one.
    [[nodiscard]] virtual bool hasMovingVolumes() const { return false; }
    virtual void refreshVolume(TileIndex /*index*/) { }
    /// Asks for what the content of a tile is made of beside its own requests. False while that is on its way, and the
    /// content would soon have to be made anew.
    [[nodiscard]] virtual bool wantInputs(TileIndex /*index*/, double /*priority*/, Need /*need*/) { return true; }
    /// What the content would be made of now, to tell when it has to be made anew.
    [[nodiscard]] virtual std::uint64_t recipeOf(TileIndex /*index*/) const { return 0; }
    /// Makes the children of a tile that mayExpand. Depends on nothing but the tile.
    virtual void expand(TileIndex /*index*/) { }
    /// How the content of a tile is got.
    [[nodiscard]] virtual LoadPlan plan(TileIndex index) = 0;
    /// What is known of a tile, its content number `content` and what they belong to; for picks.
    [[nodiscard]] virtual std::vector<PickedMetadata> metadataOf(TileIndex /*index*/, std::size_t /*content*/) const
    {
        return {};
    }
    /// URL for messages and picks; empty where there is none.
    [[nodiscard]] virtual std::string contentUrl(TileIndex /*index*/) const { return {}; }
    /// Tiles that a content brought; they come beside the children that the tile has.
    virtual void graft(TileIndex parent, TileBatch&& batch);
    /// Tiles that a content brings in place of those that it brought before; nothing happens where the documents are the
    /// same. Contents that the new tiles would load just so move over to them, with what hangs below; all others of the old
    /// tiles go. Before the first want of a frame. True when the tree has changed.
    bool regraft(TileIndex parent, const std::vector<std::shared_ptr<TileBatch>>& batches);
    /// Where it lies, once known.
    [[nodiscard]] virtual std::optional<GeographicBounds> bounds() const { return std::nullopt; }

    /// How its features look; null: as the data has them. Contents that are there get it from TileStyler.
    void setStyle(std::shared_ptr<const styling::Style> style);
    [[nodiscard]] const std::shared_ptr<const styling::Style>& style() const { return m_style; }
    /// Counts the styles that it has had; 0: none ever.
    [[nodiscard]] std::uint64_t styleRevision() const { return m_styleRevision; }
    /// A content came with another look than is wanted now.
    void noteNeedsLooks() { m_needsLooks = true; }
    /// What the style does not fit in the contents that have been there, in words.
    [[nodiscard]] std::vector<std::string> styleWarnings() const;
    /// A content has got this look.
    void noteLook(const ContentLook& look);
    /// What looks are evaluated for: the time since its first content was there, as far as TileStyler has moved it on.
    double styleMilliseconds = 0;
    [[nodiscard]] bool takeNeedsLooks() { return std::exchange(m_needsLooks, false); }

    /// What cuts its contents; empty: nothing does. Contents that are there are made anew by TileClipper.
    void setClips(clipping::RegionList clips);
    [[nodiscard]] const clipping::RegionList& clips() const { return m_clips; }
    /// Those of them that may cut a tile's content.
    [[nodiscard]] virtual clipping::RegionList clipsOn(TileIndex index) const;
    /// True when clips leave nothing of the tile: it is neither drawn nor loaded.
    [[nodiscard]] bool isClippedAway(TileIndex index);
    /// A content is there that other clips have cut than those that count now.
    void noteNeedsClips() { m_needsClips = true; }
    [[nodiscard]] bool takeNeedsClips() { return std::exchange(m_needsClips, false); }
    [[nodiscard]] bool needsClips() const { return m_needsClips; }
    /// A content that is there was made of less than what there is now: it is made anew as one that is cut otherwise.
    void noteOutdated(TileIndex index)
    {
        m_outdated.push_back(index);
        m_needsClips = true;
    }
    [[nodiscard]] std::vector<TileIndex> takeOutdated() { return std::exchange(m_outdated, {}); }

    /// Of the tiles that expire; few.
    [[nodiscard]] const std::vector<TileExpiry>& expiries() const { return m_expiries; }

    bool isVisible = true;
    bool hasArrived = false; ///< some content has been there
    bool hasPoints = false; ///< a point cloud has been among its contents
    float opacity = 1.0f;
    PointLook pointLook;
    double maximumError = 16.0; ///< pixels

protected:
    /// Other clips count from now on.
    virtual void clipsChanged() { }

    std::vector<Tile> m_tiles; ///< [0] is the root
    std::vector<TileBatch> m_batches; ///< their tiles moved into m_tiles
    std::vector<TileExpiry> m_expiries; ///< in the order of their tiles

private:
    /// A tile as it was before its content brought others.
    struct Graft {
        TileIndex firstChild = kNoTile;
        std::uint32_t childCount = 0;
        bool isAdditive = false;
        float geometricError = 0;
        std::vector<std::uint64_t> digests; ///< of the documents
    };
    TileIndex place(TileIndex parent, TileBatch&& batch);
    [[nodiscard]] TileIndex takeSlots(std::size_t count);
    [[nodiscard]] std::string contentKey(TileIndex index) const;
    [[nodiscard]] std::vector<TileIndex> graftedBelow(const std::vector<TileIndex>& roots, const Graft& graft) const;
    [[nodiscard]] bool canGiveAway(TileIndex index) const;
    void takeOver(TileIndex to, TileIndex from);
    void clear(std::vector<TileIndex> gone);

    std::map<TileIndex, Graft> m_grafts; ///< only where tiles expire
    std::vector<std::pair<TileIndex, std::size_t>> m_gaps; ///< among m_tiles: first and count, in their order
    std::vector<std::uint32_t> m_freeBatches;
    std::uint32_t m_id;
    TileLoader& m_loader;
    SourceLog m_log;
    std::shared_ptr<const styling::Style> m_style;
    std::uint64_t m_styleRevision = 0;
    std::unique_ptr<StyleNotes> m_styleNotes;
    bool m_needsLooks = false;
    clipping::RegionList m_clips;
    bool m_needsClips = false;
    std::vector<TileIndex> m_outdated;
};

/// The content of one tile: its drawable parts and what picking needs of them. Owned by the tile.
class TileContent final : public Resource {
public:
    TileContent(TileTree& tree, TileIndex tile);
    ~TileContent() override;

    [[nodiscard]] TileTree& tree() const { return m_tree; }
    [[nodiscard]] TileIndex tileIndex() const { return m_tile; }
    /// West, north, east, south in Web Mercator units 0..1 (y downward), which overlayCoords span; all 0: none.
    [[nodiscard]] const glm::dvec4& overlayRectangle() const { return m_overlayRectangle; }
    /// Picking aids per part, made on first use.
    [[nodiscard]] std::vector<std::unique_ptr<ModelPicker>>& pickers() { return m_pickers; }
    /// The clips that cut it, or will.
    [[nodiscard]] const clipping::RegionList& clips() const { return m_clips; }
    /// See TileTree::recipeOf, as it was when it was last asked for.
    [[nodiscard]] std::uint64_t recipe() const { return m_recipe; }
    /// What it was made of; null where that is not kept.
    [[nodiscard]] const std::shared_ptr<const ContentBytes>& contentBytes() const { return m_bytes; }
    /// To be made of these rather than fetched.
    void setContentBytes(std::shared_ptr<const ContentBytes> bytes) { m_bytes = std::move(bytes); }

protected:
    [[nodiscard]] LoadPlan plan() override;
    void arrived(LoadOutcome& outcome) override;
    void unloaded() override;
    [[nodiscard]] std::size_t extraBytes() const override;

    void failed(const Error& error) override { m_failure = error; }
    [[nodiscard]] bool isWorthReporting(const Error&) const override { return !m_isRefresh; }

public:
    /// Asks for what another one of the same tile shows: a failure is the asker's to tell.
    void setRefresh(bool isRefresh = true) { m_isRefresh = isRefresh; }
    [[nodiscard]] const std::optional<Error>& failure() const { return m_failure; }
    /// A pack has neither this nor what lies below it.
    [[nodiscard]] bool isNotTaken() const;
    /// Tiles that came with it, which a refresh leaves to the asker.
    [[nodiscard]] std::vector<std::shared_ptr<TileBatch>> takeBatches() { return std::move(m_batches); }
    /// Belongs to another tile of the tree from now on.
    void moveTo(TileIndex tile) { m_tile = tile; }

private:
    TileTree& m_tree;
    TileIndex m_tile;
    glm::dvec4 m_overlayRectangle{0.0};
    std::vector<std::unique_ptr<ModelPicker>> m_pickers;
    clipping::RegionList m_clips;
    std::uint64_t m_recipe = 0;
    std::shared_ptr<const ContentBytes> m_bytes;
    std::vector<std::shared_ptr<const void>> m_pictures; ///< files that others may name too, kept for them
    std::optional<Error> m_failure;
    std::vector<std::shared_ptr<TileBatch>> m_batches;
    bool m_isRefresh = false;
};

} // namespace guanjing::layers
