#pragma once
// Where woods are, seen from near: in the blocks that are woods, and over the edges of the farmland beside them, along the line
// that the hills give rather than the one that streets and plots do.

#include "geodata/democity/Content.h"

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace guanjing::democity {

class TileMesh;

class Woods {
public:
    /// Those in a box; `plans`: all that reach into it. Their edges are followed by this many metres; trees are the same only
    /// with the default.
    Woods(const Box& box, std::span<const std::shared_ptr<const MeshPlan>> plans, double stepMeters = 25);

    [[nodiscard]] bool isEmpty() const { return m_whole.empty() && m_natural.empty() && m_farms.empty(); }
    /// 0 outside … 1 within, soft over some metres.
    [[nodiscard]] float shareAt(V2 place) const;
    [[nodiscard]] bool holds(V2 place) const { return shareAt(place) > 0.5F; }
    /// Farmland that woods may reach into here.
    [[nodiscard]] bool reachInto(const Block& block) const;
    /// The same as shareAt() for places on such farmland, and on woods of the hills.
    [[nodiscard]] float naturalShareAt(V2 place) const;
    /// The same for the middles of the pixels of a square picture, row by row from its upper left one.
    [[nodiscard]] std::vector<float> naturalShares(V2 first, double metersPerPixel, std::size_t side) const;
    /// Trees of the woods, the same whoever asks.
    void trees(const Box& box, std::vector<Tree>& out) const;
    /// The blocks that are woods.
    [[nodiscard]] const std::vector<const Block*>& blocks() const { return m_blocks; }

private:
    double m_step;
    double m_firstX = 0, m_firstY = 0; ///< of the lattice, in steps
    int m_columns = 0, m_rows = 0;
    std::vector<float> m_woodness;
    std::vector<const Block*> m_blocks;
    std::vector<Quad> m_whole; ///< woods of the plain, which end with their blocks
    std::vector<Quad> m_natural; ///< woods of the hills
    std::vector<const Block*> m_farms;
};

/// What the crowns of a wood look like at a place, before the light of its slope.
[[nodiscard]] Rgb woodColor(V2 place);
/// The woods of a tile as one surface over the crowns, for where trees are too many. `ground`: metres above the ellipsoid that
/// it stands on.
void addCanopy(TileMesh& mesh, const Box& box, const Woods& woods, double stepMeters,
               const std::function<double(V2)>& ground);

} // namespace guanjing::democity
