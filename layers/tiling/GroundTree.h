#pragma once

#include "layers/tiling/GroundHeights.h"
#include "layers/tiling/TileTree.h"

#include <array>

namespace guanjing::layers {

/// The ground as a tile tree: the Web Mercator quadtree, made as far down as a view asks for, and two
/// polar caps; the bare WGS 84 ellipsoid, or raised by heights. The error of a tile is the larger of the ground size of a
/// pixel of its 256² picture and of the sag of its mesh, so that one selection chooses both; heights come in tiles
/// about as wide, and are as coarse as a pixel of that picture. A content is made on a worker of the heights that are
/// there: it waits for the best while they are on their way for the first time, and is made anew when better ones come
/// later. So there is always ground, if flat.
class GroundTree final : public TileTree {
public:
    static constexpr int kMaxLevel = 24;

    GroundTree(std::uint32_t id, TileLoader& loader);
    ~GroundTree() override;

    /// Finest level of the imagery that lies on it, −1 for none. Texels may cover texelPixels pixels.
    void setImagery(int maxLevel, double texelPixels);

    /// Null: the bare ellipsoid. Must outlive its use here; call again when it gives others than before.
    void setHeights(GroundHeights* heights);
    /// Ellipsoidal metres of the finest heights that are there, with what clips lay flat.
    [[nodiscard]] double heightAt(double lonDegrees, double latDegrees) const;

    [[nodiscard]] bool hasMovingVolumes() const override { return m_heights != nullptr; }
    void refreshVolume(TileIndex index) override;
    [[nodiscard]] bool wantInputs(TileIndex index, double priority, Need need) override;
    [[nodiscard]] std::uint64_t recipeOf(TileIndex index) const override;
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
    /// Between which heights a tile was last taken to lie.
    struct Relief {
        std::uint64_t revision = 0; ///< of the heights that told
        double lowMeters = 0, highMeters = 0; ///< with the margin
    };
    [[nodiscard]] bool isOfGrid(TileIndex index) const { return index != 0 && m_tiles[index].level <= kMaxLevel; }
    [[nodiscard]] GroundAddress addressOf(TileIndex index) const
    {
        return {m_tiles[index].level, m_tiles[index].x, m_tiles[index].y};
    }
    /// Where a tile between two heights lies, with what clips lay on another height.
    [[nodiscard]] TileVolume volumeOf(const GroundAddress& address, double lowMeters, double highMeters) const;
    /// Without clips.
    [[nodiscard]] double bareHeightAt(double lonDegrees, double latDegrees) const;
    void setVolume(TileIndex index, const Relief& relief);
    [[nodiscard]] std::optional<double> exactAlong(const ViewState::Ray& ray, double meters) const;
    [[nodiscard]] Tile makeTile(int level, std::uint32_t x, std::uint32_t y, TileIndex parent);
    [[nodiscard]] Tile makeCap(bool isNorth);

    std::array<double, kMaxLevel + 1> m_sagErrors{}; ///< per level, scaled to compare with texels
    int m_imageryMaxLevel = -1;
    std::vector<glm::dvec3> m_horizonPoints; ///< of the tiles that have one, in units of the ellipsoid's axes
    GroundHeights* m_heights = nullptr;
    std::vector<Relief> m_reliefs; ///< in step with the tiles, as far as they were looked at with heights
};

} // namespace guanjing::layers
