#include "layers/tiling/ReliefMesh.h"

#include "geodata/crs/Ellipsoid.h"
#include "layers/tiling/GroundMesh.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace guanjing::layers {
namespace {

constexpr int kSide = kReliefCells + 1; ///< points
/// Of the ground size of a texel, which two pixels show at most: a quarter of a pixel at most.
constexpr double kToleranceTexels = 0.125;
/// A neighbour that is two levels coarser is off by so much.
constexpr double kSkirtTexels = 6.0;
constexpr double kPictureSide = 256;
constexpr int kWaterSide = 128; ///< texels of the picture of water; masks have 256 for a tile twice as wide
/// Within so many of them beside water a triangle belongs to it: what is smoothed shows it there.
constexpr int kShoreTexels = 3;

double texelMeters(int level)
{
    return 2 * std::numbers::pi * kWgs84SemiMajorMeters / std::ldexp(1.0, level) / kPictureSide;
}

struct GridPoint {
    int x = 0, y = 0;
};

constexpr std::size_t indexOf(GridPoint p)
{
    return static_cast<std::size_t>(p.y) * kSide + static_cast<std::size_t>(p.x);
}
constexpr GridPoint between(GridPoint a, GridPoint b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }

/// A triangle of the hierarchy; its hypotenuse runs from a to b, and it is halved at the middle of that.
struct Triangle {
    GridPoint a, b, c;
    [[nodiscard]] GridPoint middle() const { return between(a, b); }
    [[nodiscard]] bool canBeHalved() const { return (a.x + b.x) % 2 == 0 && (a.y + b.y) % 2 == 0; }
    [[nodiscard]] int extent() const { return std::max(std::abs(a.x - b.x), std::abs(a.y - b.y)); }
    [[nodiscard]] Triangle left() const { return {c, a, middle()}; }
    [[nodiscard]] Triangle right() const { return {b, c, middle()}; }
};

/// Two halves of the tile; y counts from the north.
constexpr Triangle kRoots[] = {{{0, 0}, {kReliefCells, kReliefCells}, {0, kReliefCells}},
                               {{kReliefCells, kReliefCells}, {0, 0}, {kReliefCells, 0}}};

/// All triangles that can be halved, the coarsest first.
const std::vector<std::vector<Triangle>>& hierarchy()
{
    static const auto kLevels = [] {
        std::vector<std::vector<Triangle>> levels;
        std::vector<Triangle> level(std::begin(kRoots), std::end(kRoots));
        while (level.front().canBeHalved()) {
            std::vector<Triangle> next;
            next.reserve(level.size() * 2);
            for (const Triangle& triangle : level) {
                next.push_back(triangle.left());
                next.push_back(triangle.right());
            }
            levels.push_back(std::move(level));
            level = std::move(next);
        }
        return levels;
    }();
    return kLevels;
}

class Builder {
public:
    Builder(const GroundAddress& address, const GroundSurface& surface)
        : m_address(address)
        , m_surface(surface)
        , m_rectangle(mercatorTileRectangle(address.level, address.x, address.y))
    {
        for (int i = -1; i <= kSide; ++i) {
            const double share = static_cast<double>(i) / kReliefCells;
            m_lons[static_cast<std::size_t>(i + 1)] = m_rectangle.west + (m_rectangle.east - m_rectangle.west) * share;
            m_lats[static_cast<std::size_t>(i + 1)] = latitudeOfMercatorRow(address.level, address.y + share);
        }
        takeHeights();
        measure();
        const double middle = (m_result.lowMeters + m_result.highMeters) / 2;
        m_origin = toEcef(
            {(m_rectangle.west + m_rectangle.east) / 2, latitudeOfMercatorRow(address.level, address.y + 0.5), middle});
    }

    ReliefMesh build()
    {
        const auto picture = waterPicture();
        m_isMixed = picture && picture->width > 1;
        for (Part& part : m_parts)
            part.vertices.fill(kNone);
        for (const Triangle& root : kRoots)
            emit(root);
        addSkirts();
        tiles3d::Primitive &all = m_parts[0].primitive, &dry = m_parts[1].primitive;
        if (dry.indices.empty()) {
            m_result.model = finishGroundMesh(std::move(all), m_origin);
            paintGroundMesh(m_result.model, picture);
        } else {
            m_result.model = finishGroundMesh(std::move(dry), m_origin);
            paintGroundMesh(m_result.model, landPicture());
            if (!all.indices.empty())
                addWater(m_result.model, std::move(all), picture);
        }
        return std::move(m_result);
    }

private:
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

    struct Part {
        tiles3d::Primitive primitive;
        std::array<std::uint32_t, std::size_t{kSide} * kSide> vertices{}; ///< by point of the grid
        std::optional<std::pair<std::size_t, std::uint32_t>> lastBelow; ///< point and vertex of the wall's lower edge
    };

    [[nodiscard]] double lonOf(int x) const { return m_lons[static_cast<std::size_t>(x + 1)]; }
    [[nodiscard]] double latOf(int y) const { return m_lats[static_cast<std::size_t>(y + 1)]; }

    /// Null where nobody tells water from land; see paintGroundMesh().
    [[nodiscard]] std::shared_ptr<const tiles3d::Image> waterPicture()
    {
        std::vector<float>& shares = m_shares;
        shares.reserve(std::size_t{kWaterSide} * kWaterSide);
        float least = 1.0F, most = 0.0F;
        for (int row = 0; row < kWaterSide; ++row) {
            const double lat = latitudeOfMercatorRow(m_address.level, m_address.y + (row + 0.5) / kWaterSide);
            for (int column = 0; column < kWaterSide; ++column) {
                const double lon =
                    m_rectangle.west + (m_rectangle.east - m_rectangle.west) * (column + 0.5) / kWaterSide;
                const auto water = m_surface.waterAt(lon, lat);
                if (!water && shares.empty())
                    return nullptr; // as a rule nobody tells anywhere then
                shares.push_back(water.value_or(0.0F));
                least = std::min(least, shares.back());
                most = std::max(most, shares.back());
            }
        }
        if (least == most)
            shares.resize(1);
        auto picture = std::make_shared<tiles3d::Image>();
        picture->width = picture->height = least == most ? 1 : kWaterSide;
        picture->channels = 4;
        picture->pixels.reserve(shares.size() * 4);
        // Of each share that a byte can tell, once: there are many texels.
        static const auto kPixels = [] {
            std::array<std::array<std::uint8_t, 4>, 256> pixels{};
            for (std::size_t land = 0; land < pixels.size(); ++land) {
                const float share = 1.0F - static_cast<float>(land) / 255.0F;
                for (int i = 0; i < 3; ++i)
                    pixels[land][static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(
                        std::lround(std::lerp(float(kLandColor[i]), float(kWaterColor[i]), share)));
                pixels[land][3] = static_cast<std::uint8_t>(land);
            }
            return pixels;
        }();
        for (const float share : shares) {
            const auto& pixel = kPixels[static_cast<std::uint8_t>(255.0F * (1.0F - share) + 0.5F)];
            picture->pixels.insert(picture->pixels.end(), pixel.begin(), pixel.end());
        }
        return picture;
    }

    /// Of what is as dry as everything around it.
    [[nodiscard]] static std::shared_ptr<const tiles3d::Image> landPicture()
    {
        auto picture = std::make_shared<tiles3d::Image>();
        picture->width = picture->height = 1;
        picture->channels = 3;
        picture->pixels = {kLandColor.x, kLandColor.y, kLandColor.z};
        return picture;
    }

    /// Which part a triangle belongs to: water is drawn by a program that costs more, wherever it is. So what is dry is drawn
    /// by itself.
    [[nodiscard]] std::size_t partOf(const GridPoint& a, const GridPoint& b, const GridPoint& c) const
    {
        if (!m_isMixed)
            return 0;
        constexpr int kTexels = kWaterSide / kReliefCells; // of a cell
        const auto first = [](int least) { return std::max(least * kTexels - kShoreTexels, 0); };
        const auto last = [](int most) { return std::min(most * kTexels + kShoreTexels, kWaterSide); };
        for (int y = first(std::min({a.y, b.y, c.y})); y < last(std::max({a.y, b.y, c.y})); ++y)
            for (int x = first(std::min({a.x, b.x, c.x})); x < last(std::max({a.x, b.x, c.x})); ++x)
                if (m_shares[static_cast<std::size_t>(y * kWaterSide + x)] > 0)
                    return 0;
        return 1;
    }

    void takeHeights()
    {
        m_result.lowMeters = std::numeric_limits<double>::max();
        m_result.highMeters = std::numeric_limits<double>::lowest();
        for (int y = 0; y < kSide; ++y) {
            for (int x = 0; x < kSide; ++x) {
                const HeightSample sample = m_surface.at(lonOf(x), latOf(y)).value_or(HeightSample{});
                m_heights[indexOf({x, y})] = sample.heightMeters;
                m_normals[indexOf({x, y})] = sample.normal;
                m_mapHeights[indexOf({x, y})] =
                    static_cast<float>(sample.mapHeightMeters.value_or(sample.heightMeters));
                m_result.lowMeters = std::min(m_result.lowMeters, sample.heightMeters);
                m_result.highMeters = std::max(m_result.highMeters, sample.heightMeters);
            }
        }
    }

    /// The error of leaving a middle out, and everything below it with it: finest first, so that parents know.
    void measure()
    {
        const int coarsest = kReliefCells / std::min(groundMeshCells(m_address.level), kReliefCells);
        m_errors.fill(0.0);
        const auto& levels = hierarchy();
        for (std::size_t i = levels.size(); i-- > 0;) {
            for (const Triangle& triangle : levels[i]) {
                const std::size_t middle = indexOf(triangle.middle());
                const double straight = (m_heights[indexOf(triangle.a)] + m_heights[indexOf(triangle.b)]) / 2;
                double error = std::max(m_errors[middle], std::abs(straight - m_heights[middle]));
                if (i + 1 < levels.size()) {
                    error = std::max(error, m_errors[indexOf(triangle.left().middle())]);
                    error = std::max(error, m_errors[indexOf(triangle.right().middle())]);
                }
                // A square of that many cells in two halves.
                if (triangle.extent() > coarsest)
                    error = std::numeric_limits<double>::max();
                m_errors[middle] = error;
            }
        }
        m_tolerance = reliefToleranceMeters(m_address.level);
    }

    void emit(const Triangle& triangle)
    {
        if (triangle.canBeHalved() && m_errors[indexOf(triangle.middle())] > m_tolerance) {
            emit(triangle.left());
            emit(triangle.right());
            return;
        }
        // Counter-clockwise from above, where y runs southward.
        Part& part = m_parts[partOf(triangle.a, triangle.b, triangle.c)];
        const std::uint32_t a = vertexAt(part, triangle.a), b = vertexAt(part, triangle.b),
                            c = vertexAt(part, triangle.c);
        part.primitive.indices.insert(part.primitive.indices.end(), {a, c, b});
    }

    std::uint32_t vertexAt(Part& part, GridPoint p) const
    {
        std::uint32_t& vertex = part.vertices[indexOf(p)];
        if (vertex == kNone)
            vertex = addVertex(part.primitive, p, 0);
        return vertex;
    }

    /// So many metres below the surface.
    std::uint32_t addVertex(tiles3d::Primitive& primitive, GridPoint p, double depthMeters) const
    {
        const auto vertex = static_cast<std::uint32_t>(primitive.positions.size());
        const Geographic place{lonOf(p.x), latOf(p.y), m_heights[indexOf(p)] - depthMeters};
        primitive.positions.emplace_back(toEcef(place) - m_origin);
        primitive.normals.push_back(normalAt(p));
        primitive.mapHeights.push_back(m_mapHeights[indexOf(p)]);
        primitive.overlayCoords.emplace_back(static_cast<float>(p.x) / kReliefCells,
                                             static_cast<float>(p.y) / kReliefCells);
        return vertex;
    }

    /// Nothing beside the tile where the source ends there.
    [[nodiscard]] std::optional<double> heightAt(int x, int y) const
    {
        if (x >= 0 && y >= 0 && x < kSide && y < kSide)
            return m_heights[indexOf({x, y})];
        const auto sample = m_surface.at(lonOf(x), latOf(y));
        return sample ? std::optional(sample->heightMeters) : std::nullopt;
    }

    [[nodiscard]] glm::vec3 normalAt(GridPoint p) const
    {
        const glm::vec3& own = m_normals[indexOf(p)];
        if (own != glm::vec3(0.0F))
            return own;
        const double here = m_heights[indexOf(p)];
        const auto slope = [&](std::optional<double> before, std::optional<double> after, double cellMeters) {
            const double across = (before ? 1.0 : 0.0) + (after ? 1.0 : 0.0);
            return across > 0 ? (after.value_or(here) - before.value_or(here)) / (across * cellMeters) : 0.0;
        };
        const double radius = kWgs84SemiMajorMeters;
        const double eastMeters = (m_rectangle.east - m_rectangle.west) / kReliefCells * kDegreesToRadians * radius
            * std::cos(latOf(p.y) * kDegreesToRadians);
        const double southMeters = std::max((latOf(p.y - 1) - latOf(p.y + 1)) / 2 * kDegreesToRadians * radius, 1e-6);
        const double east = slope(heightAt(p.x - 1, p.y), heightAt(p.x + 1, p.y), std::max(eastMeters, 1e-6));
        const double south = slope(heightAt(p.x, p.y - 1), heightAt(p.x, p.y + 1), southMeters);
        const glm::dmat4 frame = eastNorthUpToEcef({lonOf(p.x), latOf(p.y), 0});
        return glm::vec3(
            glm::normalize(glm::dvec3(frame[2]) - glm::dvec3(frame[0]) * east + glm::dvec3(frame[1]) * south));
    }

    /// Walls that follow each other share their edge.
    std::uint32_t belowAt(Part& part, GridPoint p, double depthMeters) const
    {
        if (part.lastBelow && part.lastBelow->first == indexOf(p))
            return part.lastBelow->second;
        const std::uint32_t vertex = addVertex(part.primitive, p, depthMeters);
        part.lastBelow = {indexOf(p), vertex};
        return vertex;
    }

    void addSkirts()
    {
        const double depth = groundSkirtMeters(m_address.level) + kSkirtTexels * texelMeters(m_address.level);
        const auto along = [&](auto pointOf) {
            std::optional<GridPoint> before;
            for (int i = 0; i <= kReliefCells; ++i) {
                const GridPoint p = pointOf(i);
                if (m_parts[0].vertices[indexOf(p)] == kNone && m_parts[1].vertices[indexOf(p)] == kNone)
                    continue;
                if (before) {
                    Part& part = m_parts[partOf(*before, p, p)];
                    const std::uint32_t from = vertexAt(part, *before), to = vertexAt(part, p);
                    const std::uint32_t belowFrom = belowAt(part, *before, depth), below = belowAt(part, p, depth);
                    part.primitive.indices.insert(part.primitive.indices.end(),
                                                  {from, belowFrom, to, to, belowFrom, below});
                }
                before = p;
            }
        };
        // Round the tile so that each wall faces outward: south eastward, east northward, north westward, west southward.
        along([](int i) { return GridPoint{i, kReliefCells}; });
        along([](int i) { return GridPoint{kReliefCells, kReliefCells - i}; });
        along([](int i) { return GridPoint{kReliefCells - i, 0}; });
        along([](int i) { return GridPoint{0, i}; });
    }

    GroundAddress m_address;
    const GroundSurface& m_surface;
    Rectangle m_rectangle;
    glm::dvec3 m_origin{0.0};
    double m_tolerance = 0;
    std::array<double, kSide + 2> m_lons{}, m_lats{}; ///< with one beyond each side
    std::array<double, std::size_t{kSide} * kSide> m_heights{}, m_errors{};
    std::array<glm::vec3, std::size_t{kSide} * kSide> m_normals{};
    std::array<float, std::size_t{kSide} * kSide> m_mapHeights{};
    std::vector<float> m_shares; ///< of water, by texel of its picture; one where they are all the same
    bool m_isMixed = false; ///< there are water and land
    std::array<Part, 2> m_parts; ///< where there is water, or all; where there is none
    ReliefMesh m_result;
};

} // namespace

double reliefToleranceMeters(int level) { return kToleranceTexels * texelMeters(level); }

ReliefMesh makeReliefMesh(const GroundAddress& address, const GroundSurface& surface)
{
    return Builder(address, surface).build();
}

} // namespace guanjing::layers
