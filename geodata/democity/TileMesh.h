#pragma once
// Triangles of one building tile and their glb.

#include "geodata/core/Bytes.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/democity/Content.h"
#include "geodata/democity/Facades.h"
#include "geodata/democity/GroundLattice.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace guanjing::democity {

/// East-north-up frame at a place of the plane, on the ellipsoid.
class TileFrame {
public:
    explicit TileFrame(V2 origin, double height = 0);
    static constexpr double kReachMeters = 3200;
    /// Plane and height above the ellipsoid → east, north, up in metres; to a millimetre within kReachMeters.
    [[nodiscard]] glm::dvec3 local(V2 place, double height) const;
    [[nodiscard]] const glm::dmat4& toEcef() const { return m_toEcef; }

private:
    [[nodiscard]] glm::dvec3 exact(V2 place, double height) const;

    V2 m_origin;
    glm::dmat4 m_toEcef{1.0};
    glm::dmat4 m_fromEcef{1.0};
    /// Coefficients of 1, x, y, x², xy, y², x³, x²y, xy², y³, in units of kReachMeters, for the ground and for a metre up.
    std::array<glm::dvec3, 10> m_ground{};
    std::array<glm::dvec3, 3> m_up{};
};

/// How many triangles a tree gets.
enum class Crown : std::uint8_t {
    Whole, ///< rounded, on a trunk
    Plain,
    Least
};

/// How a building stands on uneven ground: its storeys begin at `base`, its walls go down to the lowest ground beside it.
struct Footing {
    double base = 0, lowest = 0; ///< metres above the ellipsoid
};
/// The storeys of one begin no deeper than a step below the highest ground; `level`: at half of the ground's height, for boxes
/// that stand for many.
[[nodiscard]] Footing footingOf(std::span<const Part> parts, const GroundLattice& ground, bool level = false);

/// A colour of the ground's picture for what lies level in a model: the sun falls on that once more than on a picture.
[[nodiscard]] inline Rgb asOnGround(Rgb seen) { return seen * 0.72F; }

class TileMesh {
public:
    /// `detail` 0 whole blocks … 2 parapets and everything. Without `ground` everything stands on height 0.
    TileMesh(V2 origin, int detail, std::shared_ptr<const GroundLattice> ground = nullptr)
        : m_frame(origin, ground ? ground->at(origin) : 0), m_detail(detail), m_ground(std::move(ground))
    { }

    [[nodiscard]] bool hasRelief() const { return m_ground != nullptr; }
    /// Of the ground, 0 without relief.
    [[nodiscard]] double groundAt(V2 place) const { return m_ground ? m_ground->at(place) : 0; }
    /// What is added next has heights above the ground under these parts, which is taken as level; walls go down to where it
    /// is lowest.
    void standOn(std::span<const Part> parts);
    /// Heights are those of the ellipsoid again.
    void standOnEllipsoid() { m_base = m_foot = 0; }

    /// Rows of the property table, in the order of beginFeature().
    void beginFeature(const Building& building);
    void endFeature() { m_feature = kNoFeatureId; }
    void addPart(const Part& part);
    /// `leastGround`: metres above the ellipsoid that its crown stays clear of.
    void addTree(const Tree& tree, Crown crown, double leastGround = -1e9);
    [[nodiscard]] static std::size_t crownTriangles(Crown crown)
    {
        return crown == Crown::Whole ? 30 : (crown == Crown::Plain ? 12 : 9);
    }
    void addLamp(const Lamp& lamp);
    void addVehicle(const Vehicle& vehicle);
    /// A plain box for many houses: few vertices, one facade all around.
    void addMassing(const Part& part);
    /// A flat polygon, counter-clockwise seen from outside.
    struct Point {
        V2 place;
        double height;
    };
    /// `u`: what of it shines at night, see kBlankU.
    void addPolygon(std::initializer_list<Point> points, Rgb color, double u = kBlankU);
    /// A surface over a grid of points, rows from the south; cells with no corner that is covered are left out.
    struct Sheet {
        std::size_t columns = 0;
        std::vector<Point> points; ///< heights above the ellipsoid
        std::vector<Rgb> colors;
        std::vector<std::uint8_t> covered;
        std::vector<std::size_t> gaps; ///< cells left out at any rate, by their first corner, in their order
        double skirtMeters = 0; ///< down from its outer edges: beside a coarser or finer sheet there is no gap
    };
    void addSheet(const Sheet& sheet);
    /// One lane of a raised road: corners from `from` to `to` metres along it, right edge first.
    void addLane(const std::array<V2, 4>& corners, double low, double high, double from, double to);

    [[nodiscard]] std::size_t triangleCount() const { return m_indices.size() / 3; }
    [[nodiscard]] std::size_t featureCount() const { return m_buildings.size(); }
    /// glb with EXT_mesh_features and EXT_structural_metadata; without triangles: a valid glb with an empty scene.
    [[nodiscard]] Bytes toGlb(bool smallTexture) const;

private:
    static constexpr std::uint16_t kNoFeatureId = 0xFFFF;
    struct Vertex {
        std::array<float, 3> position;
        std::array<std::int8_t, 4> normal;
        std::array<float, 2> uv;
        std::array<std::uint8_t, 4> color;
        std::uint16_t feature;
    };

    using Corner = std::array<double, 3>; ///< east, north, up
    std::uint32_t vertex(const glm::dvec3& p, const glm::dvec3& normal, double u, double v, Rgb color);
    /// p and uv: two lower corners, then two upper ones.
    void quad(const std::array<glm::dvec3, 4>& p, const std::array<std::array<double, 2>, 4>& uv, Rgb lower, Rgb upper);
    void plainPolygon(std::span<const glm::dvec3> points, Rgb color);
    void plainPolygon(std::initializer_list<glm::dvec3> points, Rgb color)
    {
        plainPolygon(std::span(points.begin(), points.size()), color);
    }
    void flatRoof(const Part& part, const Outline& outer);
    void skylights(const Part& part);
    /// A plain box of twelve vertices, open below.
    void upright(const Quad& plan, V2 centre, double bottom, double top, Rgb side, Rgb cover);
    void wall(V2 a, V2 b, double bottom, double top, const Part& part);
    /// Bands around the tops of towers and lines down the edges of the tallest, which shine at night.
    void crownLights(const Part& part, const Outline& outer);
    /// An upright rectangle of one colour; u: where in the picture it is.
    void pane(V2 a, V2 b, double bottom, double top, Rgb color, double u);

    [[nodiscard]] glm::dvec3 at(V2 place, double height) const { return m_frame.local(place, m_base + height); }

    TileFrame m_frame;
    int m_detail;
    std::shared_ptr<const GroundLattice> m_ground;
    double m_base = 0; ///< what heights count from
    double m_foot = 0; ///< to where walls go down, from the base; not above 0
    static constexpr double kPlinthMeters = 1; ///< deeper walls have a plinth below the storeys
    std::uint16_t m_feature = kNoFeatureId;
    std::vector<Vertex> m_vertices;
    float m_reach = 1; ///< greatest absolute coordinate
    std::vector<std::uint32_t> m_indices;
    std::vector<Building> m_buildings;
};

} // namespace guanjing::democity
