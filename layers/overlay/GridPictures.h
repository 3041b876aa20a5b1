#pragma once

#include "geodata/core/Math.h"
#include "geodata/raster/GridProjector.h"
#include "layers/overlay/PictureAddress.h"
#include "layers/tiling/DrawList.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace guanjing {
class PictureSource;
}

namespace guanjing::layers {

/// Which pictures of a source that does not lie in the ground's own quadtree lie on a tile, and how. Worked out once per
/// tile and kept. GUI thread.
///
/// The fit from a tile to the grid's coordinates serves all levels; that it is right to a quarter of a pixel decides how
/// fine a level may be shown on a tile, so that the drape is never further off than that, whatever the system. A tile that is
/// too large for one fit has four; where these are not right to half a pixel of the coarsest level either, as on a quarter of
/// the globe in a polar system, nothing is shown from so far.
class GridPictures {
public:
    static constexpr double kMostErrorPixels = 0.25, kGiveUpPixels = 0.5;
    static constexpr double kAffineErrorPixels = 0.1;

    GridPictures(std::shared_ptr<const PictureSource> source, std::shared_ptr<GridProjector> projector);

    struct Place {
        glm::dvec4 rectangle{0.0};
        std::vector<GridFit> parts; ///< one, or four; none: the source has nothing there
        int level = 0;
        std::vector<PictureAddress> addresses; ///< of the level that suits the tile
    };
    /// Of a rectangle in Web Mercator units (west, north, east, south). `texels`: along a side of it as many texels suffice;
    /// 0: as many as `most` pictures have.
    [[nodiscard]] const Place& on(const glm::dvec4& rectangle, double texels, std::size_t most);
    /// Pictures of a level that touch what of the place the picture `within` covers.
    [[nodiscard]] std::vector<PictureAddress> touching(const Place& place, int level,
                                                       const PictureAddress& within) const;
    /// How one of them is drawn, once for each part that it touches; without picture and opacity.
    [[nodiscard]] std::vector<OverlayBinding> bindings(const Place& place, const PictureAddress& address) const;
    /// Level of the ground's quadtree whose texels are about as fine as the source's finest.
    [[nodiscard]] int finestGroundLevel();
    [[nodiscard]] const PictureSource& source() const { return *m_source; }

private:
    /// Fits `side` by `side` parts and chooses the level; true when it is as fine as the tile asks for and right.
    bool tryParts(Place& place, int side, double texels, std::size_t most);
    [[nodiscard]] double errorPixels(const Place& place) const;
    /// What of the tile a fit is for, by northing.
    [[nodiscard]] glm::dvec4 partOf(const Place& place, const GridFit& fit) const;
    [[nodiscard]] std::vector<PictureAddress> touchingPart(const GridFit& fit, int level, const glm::dvec4& box) const;
    [[nodiscard]] OverlayBinding binding(const Place& place, const GridFit& fit, const PictureAddress& address) const;

    std::shared_ptr<const PictureSource> m_source;
    std::shared_ptr<GridProjector> m_projector;
    std::unordered_map<std::uint64_t, Place> m_places;
};

} // namespace guanjing::layers
