#pragma once

#include "layers/overlay/ImageryLayer.h"
#include "layers/tiling/TileEngine.h"

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace guanjing::layers {

/// Drapes imagery layers over tiles: finds for every tile of ground or tileset the pictures of each layer that lie on
/// it, and how they map to its overlay coordinates. GUI thread.
class ImageryDrape final : public TileDrape {
public:
    /// Which layers lie on a tree, bottom first. The ground tree and trees whose contents have overlay rectangles can
    /// be painted.
    void setLayers(std::uint32_t treeId, std::vector<ImageryLayer*> layers);
    void clear();

    void beginView(const ViewState& view) override
    {
        m_shares = view.shares;
        m_lampShare = view.lampShare;
    }
    [[nodiscard]] bool isComplete(const TileTree& tree, const Tile& tile) const override;
    void want(const TileTree& tree, const Tile& tile, const WantedTile& wanted, Need need) override;
    void finishWants() override;
    std::uint32_t bind(const TileTree& tree, const Tile& tile, std::vector<OverlayBinding>& out) override;
    [[nodiscard]] bool isFading() const override { return m_isFading; }

    /// Whether a picture dissolves in over the coarser one that it replaces.
    void setFades(bool fades) { m_fades = fades; }
    /// Before the frame's first bind.
    void beginFrame() { m_isFading = false; }

private:
    [[nodiscard]] const std::vector<ImageryLayer*>* layersOf(const TileTree& tree) const;
    [[nodiscard]] bool isLoaded(const ImageryLayer& layer) const
    {
        return layer.isVisible && (!layer.isLights || m_lampShare > 0.0f)
            && (!m_shares || m_shares->of(layer.id()).isLoaded);
    }
    [[nodiscard]] float opacityOf(const ImageryLayer& layer) const
    {
        if (!isLoaded(layer))
            return 0.0f;
        return layer.opacity * (m_shares ? m_shares->of(layer.id()).share : 1.0f)
            * (layer.isLights ? m_lampShare : 1.0f);
    }
    /// Pictures that each of the layers at work may have on a tile.
    [[nodiscard]] std::size_t mostOf(const std::vector<ImageryLayer*>& layers) const;
    /// Addresses of a layer's pictures on a tile of a tileset.
    void addressesOn(const ImageryLayer& layer, const Tile& tile, std::size_t most) const;
    /// Where the pictures of a layer in another coordinate system lie on a tile; null where it has none there.
    static const GridPictures::Place* placeOn(const ImageryLayer& layer, const TileTree& tree, const Tile& tile,
                                              std::size_t most);
    /// The pictures of a place to end with, as far as is known: for what is missing the next coarser ones.
    void bestOn(ImageryLayer& layer, const GridPictures::Place& place,
                bool (*suits)(ImageryLayer&, PictureAddress)) const;
    void bindGrid(ImageryLayer& layer, const GridPictures::Place& place, std::vector<OverlayBinding>& out);

    std::unordered_map<std::uint32_t, std::vector<ImageryLayer*>> m_layers;
    mutable std::vector<PictureAddress> m_addresses; ///< reused
    std::shared_ptr<const SourceShares> m_shares; ///< of the view at work; null: everything as it is
    float m_lampShare = 0; ///< of the view at work
    bool m_fades = false;
    bool m_isFading = false;
};

} // namespace guanjing::layers
