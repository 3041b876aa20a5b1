#pragma once

#include "layers/tiling/TileTree.h"

#include <array>

namespace guanjing::layers {

/// The bare WGS 84 ellipsoid as a tile tree: the Web Mercator quadtree, made as far down as a view asks for, and two
/// polar caps. The error of a tile is the larger of the ground size of a pixel of its 256² picture and of the sag
/// of its mesh, so that one selection chooses both.
class GroundTree final : public TileTree {
public:
    static constexpr int kMaxLevel = 24;

    GroundTree(std::uint32_t id, TileLoader& loader);
    ~GroundTree() override;

    /// Finest level of the imagery that lies on it, −1 for none. Texels may cover texelPixels pixels.
    void setImagery(int maxLevel, double texelPixels);

    [[nodiscard]] double errorOf(const Tile& tile) const override;
    [[nodiscard]] bool isGround() const override { return true; }
    [[nodiscard]] bool isBelowHorizon(const Tile& tile, const glm::dvec3& eye) const override;
    [[nodiscard]] std::optional<double> surfaceAlong(const ViewState::Ray& ray, double meters) const override;
    void expand(TileIndex index) override;
    [[nodiscard]] LoadPlan plan(TileIndex index) override;
    [[nodiscard]] std::optional<GeographicBounds> bounds() const override;
    /// None for the coarsest levels, whose tiles a region's plane does not fit.
    [[nodiscard]] clipping::RegionList clipsOn(TileIndex index) const override;

protected:
    void clipsChanged() override;

private:
    /// Where the tile lies, with what clips lay on another height.
    [[nodiscard]] TileVolume volumeOf(int level, std::uint32_t x, std::uint32_t y) const;
    [[nodiscard]] Tile makeTile(int level, std::uint32_t x, std::uint32_t y, TileIndex parent);
    [[nodiscard]] Tile makeCap(bool isNorth);

    std::array<double, kMaxLevel + 1> m_sagErrors{}; ///< per level, scaled to compare with texels
    int m_imageryMaxLevel = -1;
    std::vector<glm::dvec3> m_horizonPoints; ///< of the tiles that have one, in units of the ellipsoid's axes
};

} // namespace guanjing::layers
