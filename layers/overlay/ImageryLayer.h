#pragma once

#include "geodata/net/AssetAccessor.h"
#include "geodata/raster/XyzSource.h"
#include "layers/tiling/Resource.h"
#include "layers/tiling/SourceLog.h"
#include "layers/tiling/TileLoader.h"

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>

namespace guanjing::layers {

class ImageryLayer;

/// Address in the Web Mercator quadtree, y from the north.
struct PictureAddress {
    int level = 0;
    std::uint32_t x = 0, y = 0;

    [[nodiscard]] PictureAddress parent() const { return {level - 1, x >> 1, y >> 1}; }
    /// 5 bits of level, 28 bits each of x and y.
    [[nodiscard]] std::uint64_t key() const
    {
        return (std::uint64_t(level) << 56) | (std::uint64_t{x} << 28) | std::uint64_t{y};
    }
};

/// One picture of an imagery layer, loaded once however many tiles show it.
class Picture final : public Resource {
public:
    Picture(ImageryLayer& layer, PictureAddress address);

    [[nodiscard]] const PictureAddress& address() const { return m_address; }
    [[nodiscard]] const PreparedContent* image() const
    {
        return isReady() && !parts().empty() ? parts().front().prepared.get() : nullptr;
    }
    /// Loaded or given up, and there is nothing to show: its ancestor is shown instead.
    [[nodiscard]] bool isMissing() const { return state() == LoadState::Failed || (isReady() && parts().empty()); }

protected:
    [[nodiscard]] LoadPlan plan() override;

private:
    ImageryLayer& m_layer;
    PictureAddress m_address;
};

/// One imagery source: its pictures and which to show where. GUI thread.
class ImageryLayer {
public:
    ImageryLayer(std::uint32_t id, TileLoader& loader, XyzSource source, CachePolicy cache);
    ~ImageryLayer();
    ImageryLayer(const ImageryLayer&) = delete;
    ImageryLayer& operator=(const ImageryLayer&) = delete;

    [[nodiscard]] std::uint32_t id() const { return m_id; }
    [[nodiscard]] const XyzSource& source() const { return m_source; }
    [[nodiscard]] CachePolicy cache() const { return m_cache; }
    [[nodiscard]] SourceLog& log() { return m_log; }
    [[nodiscard]] const SourceLog& log() const { return m_log; }

    /// The picture to end with at an address: the address itself or the finest ancestor that is not missing; null when
    /// there is none, as below the source's first level. Made, not yet loaded.
    [[nodiscard]] Picture* bestFor(PictureAddress address);
    /// The finest picture at or above an address that can be drawn now.
    [[nodiscard]] Picture* readyFor(PictureAddress address);
    /// Asks for the best picture.
    void want(PictureAddress address, double priority, Need need = Need::Now);
    /// Where many pictures are missing with nothing to show meanwhile, asks for a coarse one before them.
    void finishWants();
    [[nodiscard]] bool isComplete(PictureAddress address);
    void markDrawn(Picture& picture);
    /// See TileLoader::secondsShown.
    [[nodiscard]] double secondsShown(const Picture& picture) const;

    /// Pictures that the frame asked for and that are not there; reset by beginFrame.
    [[nodiscard]] std::size_t pending() const { return m_pending; }
    [[nodiscard]] bool hasLoaded() const { return m_hasLoaded; }
    /// Between two updates, while nobody holds a picture.
    void beginFrame();

    bool isVisible = true;
    float opacity = 1.0f;

private:
    friend class Picture;
    [[nodiscard]] PictureAddress clampToLevels(PictureAddress address) const;
    [[nodiscard]] Picture& pictureAt(PictureAddress address);

    std::uint32_t m_id;
    TileLoader& m_loader;
    XyzSource m_source;
    CachePolicy m_cache;
    SourceLog m_log;
    std::unordered_map<std::uint64_t, std::unique_ptr<Picture>> m_pictures;
    std::unordered_map<std::uint64_t, std::pair<PictureAddress, int>> m_covers; ///< how many each would stand in for
    std::size_t m_pruneAt;
    std::size_t m_pending = 0;
    bool m_hasLoaded = false;
};

} // namespace guanjing::layers
