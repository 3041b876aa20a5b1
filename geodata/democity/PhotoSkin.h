#pragma once
// Inside the room: the skin of a tile of the district's mesh.

#include "geodata/democity/TileMesh.h"

#include <array>
#include <span>
#include <vector>

namespace guanjing::democity {

/// Triangles of one tile of the district's mesh: what is seen from above with the orthophoto, walls with facades.
class Skin {
public:
    static constexpr int kGroundCells = 12;
    /// `groundStep`: metres between the samples of the ground.
    Skin(const Box& box, double groundStep);

    void addGround();
    /// Parts of one building that are at least so high; what lies outside the tile is cut off.
    void addBuilding(std::span<const Part> parts, double leastHeight);
    /// A crown as photogrammetry sees it: a lump of which the lower half is guessed.
    void addTree(const Tree& tree);
    /// glb with two pictures: the tile's orthophoto, and the facades.
    [[nodiscard]] Bytes toGlb(const Bytes& orthophoto) const;

    /// How far a building may reach over its tile's edge.
    static constexpr double kOverhangMeters = 95;

private:
    struct Corner {
        V2 place;
        double height = 0;
    };
    using Polygon = std::vector<Corner>;
    struct Vertex {
        std::array<float, 3> position;
        std::array<float, 2> uv;
        std::array<std::uint8_t, 4> color;
    };
    struct Surface {
        std::vector<Vertex> vertices;
        std::vector<std::uint32_t> indices;
    };

    static Polygon clipped(Polygon polygon, const Box& box);
    static void put(Surface& surface, const glm::dvec3& p, double u, double v, Rgb linear);
    static void fan(Surface& surface, std::size_t count);
    void addPart(const Part& part, double base, double foot);
    /// Seen from above: the orthophoto lies on it.
    void addTop(Polygon polygon, float light);
    void addWall(V2 a, V2 b, double base, double foot, const Part& part);

    Box m_box;
    GroundLattice m_ground;
    V2 m_middle;
    TileFrame m_frame;
    Surface m_top, m_walls;
};

} // namespace guanjing::democity
