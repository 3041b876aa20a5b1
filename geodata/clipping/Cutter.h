#pragma once

#include "geodata/clipping/ClipRegion.h"

#include <array>
#include <vector>

namespace guanjing::clipping {

/// A corner of what a triangle (or a line's piece, whose third weight is 0) was cut into.
struct CutCorner {
    glm::dvec3 weights{0.0}; ///< of the three corners of the uncut triangle; sum 1
    glm::dvec3 point{0.0}; ///< in the space of the region that cuts now
    bool isBorder = false; ///< the side from here to the next corner lies on a wall of the region
};

/// A convex piece of a triangle; with two corners a piece of a line. `flattenedBy` null: as it was.
struct Piece {
    std::vector<CutCorner> corners;
    const ClipRegion* flattenedBy = nullptr;
};

/// Parts one triangle or line by regions, one after the other. What is inside and what is outside add up to what was
/// there: corners are shared and a corner nearer to a wall than 1e-7 m counts as on it. Pieces that a region does not
/// touch stay as they are. Not thread-safe; keep one for many triangles.
class Cutter {
public:
    /// Corners of the uncut triangle in the region's space: pieces' points are made from them.
    void setRegion(const ClipRegion& region, const std::array<glm::dvec3, 3>& corners);
    /// Moves the piece's parts to `inside` and `outside`.
    void cut(Piece piece, std::vector<Piece>& inside, std::vector<Piece>& outside);

private:
    void cutByCell(const Piece& piece, const ClipRegion::Cell& cell, std::vector<Piece>& inside,
                   std::vector<Piece>& outside);
    static void split(const std::vector<CutCorner>& corners, const ClipRegion::Side& side,
                      std::vector<CutCorner>& inside, std::vector<CutCorner>& outside);

    const ClipRegion* m_region = nullptr;
    std::array<glm::dvec3, 3> m_corners{};
    std::vector<CutCorner> m_in, m_out;
    std::vector<Piece> m_outside;
};

} // namespace guanjing::clipping
