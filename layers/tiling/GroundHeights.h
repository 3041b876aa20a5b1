#pragma once

#include "geodata/terrain/HeightSource.h"
#include "layers/tiling/TileLoader.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace guanjing::layers {

/// Address of a ground tile in the Web Mercator quadtree, y from the north.
struct GroundAddress {
    int level = 0;
    std::uint32_t x = 0, y = 0;
};

/// The heights on a ground tile as far as they were known when it was asked for. Immutable, any thread.
class GroundSurface {
public:
    virtual ~GroundSurface() = default;
    /// Ellipsoidal metres as they are shown, and the surface's normal where the source tells it. Nothing beside the tile,
    /// apart from a margin that some sources have; on it there is always a height.
    [[nodiscard]] virtual std::optional<HeightSample> at(double lonDegrees, double latDegrees) const = 0;
    /// 0 land … 1 water; nothing where no source tells them apart.
    [[nodiscard]] virtual std::optional<float> waterAt(double lonDegrees, double latDegrees) const
    {
        (void)lonDegrees;
        (void)latDegrees;
        return std::nullopt;
    }
};

/// Between which heights a ground tile lies, ellipsoidal metres as they are shown.
struct GroundRelief {
    double lowMeters = 0, highMeters = 0;
    double marginMeters = 0; ///< so much more it may be, since what is known is coarser
    bool mayBeFiner = false; ///< tiles below show more of the heights than this one
};

/// Port: what raises the ground above the ellipsoid; implemented by layers/terrain. GUI thread.
class GroundHeights {
public:
    virtual ~GroundHeights() = default;

    struct Status {
        bool isWaiting = false; ///< heights are on their way, and may be here soon
        bool isComplete = true; ///< nothing better is to be expected
    };
    /// Asks for the heights on a tile, and keeps them in memory.
    virtual Status want(const GroundAddress& address, double priority, Need need) = 0;
    /// Tells apart what surfaceOf gives at different times; 0: the bare ellipsoid.
    [[nodiscard]] virtual std::uint64_t recipeOf(const GroundAddress& address) = 0;
    /// Null: the bare ellipsoid.
    [[nodiscard]] virtual std::shared_ptr<const GroundSurface> surfaceOf(const GroundAddress& address) = 0;
    [[nodiscard]] virtual GroundRelief reliefOf(const GroundAddress& address) = 0;
    /// The finest that is there now; nothing where that is the bare ellipsoid.
    [[nodiscard]] virtual std::optional<double> heightAt(double lonDegrees, double latDegrees) = 0;
    /// Grows with everything that changes what the functions above give.
    [[nodiscard]] virtual std::uint64_t revision() const = 0;
};

} // namespace guanjing::layers
