#pragma once

#include "geodata/core/Rectangle.h"
#include "geodata/net/AssetAccessor.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "layers/overlay/GridPictures.h"
#include "layers/overlay/Picture.h"
#include "layers/overlay/PictureAddress.h"
#include "layers/overlay/PlaceholderPictures.h"
#include "layers/tiling/DrawList.h"
#include "layers/tiling/SourceLog.h"
#include "layers/tiling/TileLoader.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace guanjing::layers {

class ImageryLayer;
class ImageryDescriptor;

/// One imagery source: its pictures and which to show where. GUI thread.
///
/// What an absent picture tells. A source is taken to begin at one level everywhere, and to hold below that a picture
/// only where it holds one above. So at or below the coarsest level at which it has shown a picture yet:
/// - An absent picture closes the 4 levels below it: nothing is asked for there, and the finest picture above is shown.
///   Deeper than that it is asked again, and one that is found opens everything above it, so that a source with a gap
///   in its levels is not cut off for good. A coarser absent picture, or one of a source that has shown nothing yet,
///   closes nothing: the source may begin deeper.
/// - The finest picture above is found by halving the levels in question, not level by level.
/// Of a source that has shown nothing yet all pictures above the first absent one are asked for at once, and not
/// again for places whose common ancestor with it lies within 6 levels.
/// What failed otherwise (a broken picture, a server that cannot make it) closes nothing, but what is above it is shown as
/// above an absent one, and asked for after the first attempt that fails. Where the server is not there at all, nothing
/// further up is asked for.
/// All that holds for grids whose levels halve. In others a picture's own absence says nothing of those above it, and the
/// drape looks for what covers its place level by level.
///
/// A picture of nothing but transparent pixels is like an absent one where the source has shown an opaque picture, but closes
/// nothing. Of a source that has shown blank ones only some above the first are asked for, to know. So is an opaque one that
/// is the same in many places whose coarser pictures show something else: see PlaceholderPictures.
class ImageryLayer {
public:
    ImageryLayer(std::uint32_t id, TileLoader& loader, std::shared_ptr<const PictureSource> source, CachePolicy cache);
    /// Asks for what describes the source and opens it on a worker; shows nothing until then.
    ImageryLayer(std::uint32_t id, TileLoader& loader, ImageryDescription description, CachePolicy cache);
    ~ImageryLayer();
    ImageryLayer(const ImageryLayer&) = delete;
    ImageryLayer& operator=(const ImageryLayer&) = delete;

    [[nodiscard]] std::uint32_t id() const { return m_id; }
    /// Null until it has been opened.
    [[nodiscard]] const PictureSource* source() const { return m_source.get(); }
    [[nodiscard]] bool isOpen() const { return m_source != nullptr; }
    /// Asks for its description, while it is not open; every frame, if it is to be shown.
    void open();
    /// True once after it has been opened.
    [[nodiscard]] bool takeOpened() { return std::exchange(m_isNewlyOpen, false); }
    /// What is wrong with its description, or makes it slow, and was put up with.
    [[nodiscard]] const std::vector<Error>& warnings() const { return m_warnings; }
    /// Its pictures where they do not lie in the ground's quadtree; null for those that do.
    [[nodiscard]] GridPictures* grid() const { return m_grid.get(); }
    /// Level of the ground's quadtree whose texels are as fine as its finest; −1 while it is not open.
    [[nodiscard]] int finestGroundLevel() const;
    /// Degrees, once open; none where that is all of the world.
    [[nodiscard]] const std::optional<Rectangle>& bounds() const { return m_bounds; }
    [[nodiscard]] CachePolicy cache() const { return m_cache; }
    [[nodiscard]] SourceLog& log() { return m_log; }
    [[nodiscard]] const SourceLog& log() const { return m_log; }

    /// True where its source has no picture because the extent that it states is elsewhere, not for want of a level.
    [[nodiscard]] bool isBeyondExtent(PictureAddress address) const;
    /// The picture to end with at an address, or the one that decides which that is; null when there is none, as below
    /// the source's first level. Made, not yet loaded.
    [[nodiscard]] Picture* bestFor(PictureAddress address);
    /// The finest picture at or above an address that can be drawn now.
    [[nodiscard]] Picture* readyFor(PictureAddress address);
    /// Asks for the best picture. See TileLoader::want.
    void want(PictureAddress address, double priority, Need need = Need::Now, bool isReplacement = false);
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
    /// Its pictures are the light of lamps on the ground: shown at night.
    bool isLights = false;
    float opacity = 1.0f;
    OverlayTone tone{};
    /// To be set before the first picture is asked for.
    std::optional<NodataColor> nodata;

private:
    friend class Picture;
    friend class ImageryDescriptor;
    void opened(OpenedImagery imagery);
    [[nodiscard]] PictureAddress clampToLevels(PictureAddress address) const;
    [[nodiscard]] Picture& pictureAt(PictureAddress address);
    [[nodiscard]] Picture* known(PictureAddress address) const;
    /// Nothing is to be expected there; see above.
    [[nodiscard]] bool isClosed(PictureAddress address) const;
    /// Asks for everything above an absent picture, or goes on doing so, while nothing was ever found.
    void searchAbove(PictureAddress address, double priority);
    /// Of a source that has shown nothing opaque yet: asks for pictures above a blank one until one tells whether blank means
    /// "no data".
    void askWhatBlankMeans(const Picture& blank, double priority);
    /// Of a picture that is alike in many places: asks for pictures above until these tell whether it stands for "no picture
    /// here". True when it has just proved to.
    [[nodiscard]] bool provesToBePlaceholder(const Picture& picture, double priority);
    /// A picture to stand in for one that is missing; its own address where there is none.
    [[nodiscard]] PictureAddress coverFor(const Picture& missing) const;
    /// Tells once of a picture that is smaller than its grid says.
    void checkSize(const PictureAddress& address, int width, int height);
    void noteFound(PictureAddress address);

    std::uint32_t m_id;
    TileLoader& m_loader;
    std::shared_ptr<const PictureSource> m_source;
    std::unique_ptr<GridPictures> m_grid;
    std::unique_ptr<ImageryDescriptor> m_descriptor; ///< null where there is nothing to open
    std::optional<Rectangle> m_bounds;
    std::vector<Error> m_warnings;
    bool m_isNewlyOpen = false;
    bool m_hasOpaque = false;
    PlaceholderPictures m_placeholders;
    std::uint64_t m_answers = 0; ///< pictures that a server gave
    CachePolicy m_cache;
    SourceLog m_log;
    std::unordered_map<std::uint64_t, std::unique_ptr<Picture>> m_pictures;
    std::unordered_map<std::uint64_t, std::pair<PictureAddress, int>> m_covers; ///< how many each would stand in for
    std::size_t m_pruneAt;
    std::size_t m_pending = 0;
    bool m_hasFound = false; ///< a picture; that others are not there is no error then, but where its data end
    bool m_hasLoaded = false;

    static constexpr int kNowhere = std::numeric_limits<int>::max();
    int m_coarsestFound = kNowhere;
    int m_finestFound = -1;
    std::unordered_set<std::uint64_t> m_aboveFound; ///< keys of the ancestors of pictures found
    std::optional<PictureAddress> m_search; ///< whose ancestors are asked for
    bool m_hasSearched = false; ///< in this frame
    struct BlankProbe {
        PictureAddress place;
        int levelsUp = 1;
    };
    std::optional<BlankProbe> m_blankProbe;
    bool m_hasToldSize = false;
    bool m_knowsBlank = false; ///< the probe has ended
};

} // namespace guanjing::layers
