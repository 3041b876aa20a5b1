#pragma once

#include "layers/terrain/HeightLayer.h"
#include "layers/tiling/GroundHeights.h"

#include <memory>
#include <vector>

namespace guanjing::layers {

/// A terrain source as one of several: how its heights become those that are shown.
struct TerrainUse {
    HeightLayer* layer = nullptr;
    double offsetMeters = 0; ///< is added
    bool isNational = false; ///< what its heights were above before anything was added: the 1985 datum
    bool operator==(const TerrainUse&) const = default;
};

/// The ground's heights out of several sources: where the first has nothing the next counts. GUI thread.
class TerrainHeights final : public GroundHeights {
public:
    /// Layers that are no longer among them may go afterwards. Exaggeration multiplies the heights that are shown. True
    /// when anything has changed.
    bool setUses(std::vector<TerrainUse> uses, double exaggeration);
    [[nodiscard]] bool isEmpty() const { return m_uses.empty(); }

    Status want(const GroundAddress& address, double priority, Need need) override;
    [[nodiscard]] std::uint64_t recipeOf(const GroundAddress& address) override;
    [[nodiscard]] std::shared_ptr<const GroundSurface> surfaceOf(const GroundAddress& address) override;
    [[nodiscard]] GroundRelief reliefOf(const GroundAddress& address) override;
    [[nodiscard]] std::optional<double> heightAt(double lonDegrees, double latDegrees) override;
    /// What a height on the ground that is shown stands for.
    struct Place {
        double ellipsoidalMeters = 0; ///< without exaggeration
        std::optional<double> nationalMeters; ///< above the 1985 datum, where the source that counts there tells that
    };
    [[nodiscard]] std::optional<Place> placeAt(double lonDegrees, double latDegrees) const;
    [[nodiscard]] std::uint64_t revision() const override;

private:
    struct Part {
        Rectangle rectangle; ///< that the ground tile takes of it
        HeightTile* tile = nullptr;
    };
    /// A source on one ground tile.
    struct Slice {
        const TerrainUse* use = nullptr;
        std::vector<Part> parts;
    };
    /// Every source and the ones that stand in for it, in the order in which they count; `visit` returns false to end.
    template <class Visit> void forEachLayer(Visit visit) const;
    [[nodiscard]] bool isLast(const HeightLayer& layer) const;
    /// Where a source may be used: all over for the last, whatever it says.
    [[nodiscard]] std::optional<Rectangle> limitsOf(const HeightLayer& layer) const;
    /// Beyond the last source's edge there is nothing: the ground then falls from the edges of all to the ellipsoid in a slope.
    [[nodiscard]] bool endsOverNothing() const;
    /// What of a ground tile a source is asked for: of one that lies beyond its edge, but within the slope, the part of the
    /// edge that is nearest. Nothing: none of it.
    [[nodiscard]] std::optional<Rectangle> partOf(const HeightLayer& layer, const Rectangle& rectangle) const;
    /// What surfaceOf is made of, as far as it is there.
    void collect(const GroundAddress& address, std::vector<Slice>& out) const;
    /// The sample that counts at a place, and the source it is of.
    struct Found {
        const TerrainUse* use = nullptr;
        HeightSample sample;
        double share = 1; ///< of its height, beyond a source's edge
    };
    [[nodiscard]] std::optional<Found> find(double lonDegrees, double latDegrees) const;
    [[nodiscard]] std::optional<Found> findBeyond(double lonDegrees, double latDegrees) const;
    [[nodiscard]] double shown(const TerrainUse& use, double heightMeters) const
    {
        return (heightMeters + use.offsetMeters) * m_exaggeration;
    }

    std::vector<TerrainUse> m_uses;
    double m_exaggeration = 1.0;
    std::uint64_t m_settings = 1; ///< grows with each change
    std::uint64_t m_revisionBefore = 0; ///< so that the revision grows when layers go
    mutable std::vector<TerrainTileId> m_ids; ///< reused
    std::vector<Slice> m_slices; ///< reused
};

} // namespace guanjing::layers
