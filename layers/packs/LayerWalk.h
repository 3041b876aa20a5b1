#pragma once

#include "geodata/net/AssetAccessor.h"
#include "geodata/packs/Area.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/terrain/HeightSource.h"
#include "geodata/tiles3d/Tileset.h"
#include "layers/packs/AreaCells.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing::layers {

/// One thing that a pack is to hold.
struct TakeItem {
    enum class Kind : std::uint8_t {
        Picture, ///< that there is none is an answer
        Heights, ///< the same
        Content, ///< of a tileset: may turn out to be tiles, and may name files
        Subtree, ///< of an implicit tileset
        File ///< that a content names
    };
    Kind kind = Kind::Picture;
    AssetRequest request; ///< in place of it `make`, under this URL
    std::function<Result<Bytes>()> make; ///< on a worker; empty bytes: there is nothing
    std::uint64_t ticket = 0; ///< of the walk
    int level = 0; ///< of its grid; of tilesets: documents above it
    double errorMeters = 0; ///< of tilesets: the geometric error of the tile whose content it is
    /// Whether the walk is to be told what arrived, for what follows from it.
    bool leadsOn = false;
};

/// What of one layer an area needs, thing by thing; holds no list of all of them. One thread.
class LayerWalk {
public:
    virtual ~LayerWalk() = default;
    /// Nothing: all has been given, or what follows has yet to arrive.
    [[nodiscard]] virtual std::optional<TakeItem> next() = 0;
    /// The answer for an item that leadsOn; files that it names by reference as written. Not called where it could not be had.
    virtual void arrived(const TakeItem& item, const AssetResponse& response, const tiles3d::ExternalBytes& files) = 0;
    /// It could not be had, or is not there.
    virtual void absent(const TakeItem& /*item*/) { }
    /// Things in all, of which next() may have given some; nothing: not known yet.
    [[nodiscard]] virtual std::optional<std::uint64_t> total() const { return std::nullopt; }
    /// What was wrong with documents on the way.
    [[nodiscard]] std::vector<Error> takeIssues() { return std::exchange(m_issues, {}); }

protected:
    std::vector<Error> m_issues;
};

using PictureName = std::function<std::string(int level, std::uint32_t x, std::uint32_t y)>;
using HeightsName = std::function<std::string(const TerrainTileId&)>;

/// One picture, and one tile of heights. The names are for sources that are read rather than asked.
[[nodiscard]] TakeItem pictureItem(const std::shared_ptr<const PictureSource>& source, int level, std::uint32_t x,
                                   std::uint32_t y, CachePolicy cache, const PictureName& nameOf);
[[nodiscard]] TakeItem heightsItem(const std::shared_ptr<const HeightSource>& source, const TerrainTileId& id,
                                   CachePolicy cache, const HeightsName& nameOf);

/// Pictures, coarse to fine, down to a level (an index of the grid).
[[nodiscard]] std::unique_ptr<LayerWalk> walkPictures(AreaCells cells, std::shared_ptr<const PictureSource> source,
                                                      int finest, CachePolicy cache, PictureName nameOf);

/// Tiles of heights, coarse to fine within each branch.
[[nodiscard]] std::unique_ptr<LayerWalk> walkHeights(const Area& area, std::shared_ptr<const HeightSource> source,
                                                     int finest, CachePolicy cache, HeightsName nameOf);

/// A tileset's documents and the contents of tiles that touch the area, with the siblings of what replaces their parent, so that no tile
/// is refined in part. Tiles of a geometric error of `finestErrorMeters` or less are not refined.
[[nodiscard]] std::unique_ptr<LayerWalk> walkTileset(const Area& area, const std::string& url,
                                                     double heightOffsetMeters, double finestErrorMeters,
                                                     CachePolicy cache);

} // namespace guanjing::layers
