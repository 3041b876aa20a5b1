#include "geodata/terrain/MeshHeights.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing {
namespace {

constexpr std::uint32_t kMostCellsPerSide = 256;
/// Triangles are listed so often on average at most; what is worse gets larger cells.
constexpr std::uint64_t kMostListings = 12;
constexpr double kSteps = QuantizedMesh::kSteps;
/// Places beyond the edge by no more than rounding belong to the tile.
constexpr double kEdgeSteps = 0.01;
/// A place in no triangle belongs to the one that it lies this near to, in weights: gaps that quantizing left.
constexpr double kGapWeight = -0.05;

} // namespace

MeshHeights::MeshHeights(QuantizedMesh mesh, const TerrainTileId& id, TerrainProjection projection)
    : m_mesh(std::move(mesh)), m_projection(projection), m_rectangle(terrainTileRectangle(id, projection))
{
    const bool isMercator = projection == TerrainProjection::WebMercator;
    m_south = isMercator ? toWebMercator(0, m_rectangle.south).y : m_rectangle.south;
    m_north = isMercator ? toWebMercator(0, m_rectangle.north).y : m_rectangle.north;
    // The header may promise more than the vertices use, and other parts of it are not needed any more.
    m_low = m_high = m_mesh.vertices.empty() ? 0.0 : m_mesh.heightMeters(m_mesh.vertices.front());
    for (const QuantizedMesh::Vertex& vertex : m_mesh.vertices) {
        m_low = std::min(m_low, m_mesh.heightMeters(vertex));
        m_high = std::max(m_high, m_mesh.heightMeters(vertex));
    }
    m_mesh.edges = {};
    m_mesh.availableBelow = {};
    m_mesh.issues = {};
    makeCells();
}

std::uint32_t MeshHeights::cellOf(double coordinate) const
{
    const double cell = std::floor(coordinate / kSteps * m_side);
    return static_cast<std::uint32_t>(std::clamp(cell, 0.0, m_side - 1.0));
}

void MeshHeights::makeCells()
{
    const std::size_t count = m_mesh.indices.size() / 3;
    const auto bounds = [&](std::size_t triangle, auto member) {
        std::uint32_t low = UINT32_MAX, high = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const std::uint32_t cell = cellOf(m_mesh.vertices[m_mesh.indices[3 * triangle + i]].*member);
            low = std::min(low, cell);
            high = std::max(high, cell);
        }
        return std::pair(low, high);
    };
    const auto forEachCell = [&](auto visit) {
        for (std::size_t triangle = 0; triangle < count; ++triangle) {
            const auto [west, east] = bounds(triangle, &QuantizedMesh::Vertex::u);
            const auto [south, north] = bounds(triangle, &QuantizedMesh::Vertex::v);
            visit(triangle, west, east, south, north);
        }
    };
    m_side = std::clamp(static_cast<std::uint32_t>(std::sqrt(static_cast<double>(count) / 2)), 1U, kMostCellsPerSide);
    for (;; m_side /= 2) {
        std::uint64_t listings = 0;
        forEachCell([&](std::size_t, std::uint32_t west, std::uint32_t east, std::uint32_t south, std::uint32_t north) {
            listings += std::uint64_t{east - west + 1} * (north - south + 1);
        });
        if (m_side == 1 || listings <= kMostListings * count)
            break;
    }
    m_firstOfCell.assign(std::size_t{m_side} * m_side + 1, 0);
    const auto each = [&](auto visit) {
        forEachCell([&](std::size_t triangle, std::uint32_t west, std::uint32_t east, std::uint32_t south,
                        std::uint32_t north) {
            for (std::uint32_t row = south; row <= north; ++row)
                for (std::uint32_t column = west; column <= east; ++column)
                    visit(triangle, std::size_t{row} * m_side + column);
        });
    };
    each([&](std::size_t, std::size_t cell) { ++m_firstOfCell[cell + 1]; });
    for (std::size_t i = 1; i < m_firstOfCell.size(); ++i)
        m_firstOfCell[i] += m_firstOfCell[i - 1];
    m_triangles.resize(m_firstOfCell.back());
    std::vector<std::uint32_t> next(m_firstOfCell.begin(), m_firstOfCell.end() - 1);
    each([&](std::size_t triangle, std::size_t cell) {
        m_triangles[next[cell]++] = static_cast<std::uint32_t>(triangle);
    });
}

void MeshHeights::tryTriangle(std::uint32_t triangle, double u, double v, Hit& best) const
{
    const auto& a = m_mesh.vertices[m_mesh.indices[3 * std::size_t{triangle}]];
    const auto& b = m_mesh.vertices[m_mesh.indices[3 * std::size_t{triangle} + 1]];
    const auto& c = m_mesh.vertices[m_mesh.indices[3 * std::size_t{triangle} + 2]];
    const double abU = b.u - a.u, abV = b.v - a.v, acU = c.u - a.u, acV = c.v - a.v;
    const double area = abU * acV - abV * acU;
    if (area == 0)
        return;
    const double pU = u - a.u, pV = v - a.v;
    const double second = (pU * acV - pV * acU) / area, third = (abU * pV - abV * pU) / area;
    const double first = 1.0 - second - third;
    const double inside = std::min({first, second, third});
    if (inside > best.inside)
        best = {triangle, {first, second, third}, inside};
}

HeightSample MeshHeights::sample(const Hit& hit) const
{
    HeightSample result;
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const std::uint32_t index = m_mesh.indices[3 * std::size_t{hit.triangle} + i];
        const double weight = std::max(hit.weights[i], 0.0);
        sum += weight;
        result.heightMeters += weight * m_mesh.heightMeters(m_mesh.vertices[index]);
        if (!m_mesh.normals.empty())
            result.normal += static_cast<float>(weight) * m_mesh.normals[index];
    }
    result.heightMeters /= sum;
    const float length = glm::length(result.normal);
    result.normal = length > 0.1F ? result.normal / length : glm::vec3(0.0F);
    return result;
}

std::optional<glm::dvec2> MeshHeights::stepsAt(double lonDegrees, double latDegrees) const
{
    const double y = m_projection == TerrainProjection::WebMercator ? toWebMercator(0, latDegrees).y : latDegrees;
    const double u = (lonDegrees - m_rectangle.west) / (m_rectangle.east - m_rectangle.west) * kSteps;
    const double v = (y - m_south) / (m_north - m_south) * kSteps;
    // The width of a rounding error grows with the depth of the level.
    if (!(u >= -kEdgeSteps && u <= kSteps + kEdgeSteps && v >= -kEdgeSteps && v <= kSteps + kEdgeSteps))
        return std::nullopt;
    return glm::dvec2(std::clamp(u, 0.0, kSteps), std::clamp(v, 0.0, kSteps));
}

std::optional<float> MeshHeights::waterAt(double lonDegrees, double latDegrees) const
{
    if (m_mesh.waterMaskSide == 0)
        return std::nullopt;
    const auto steps = stepsAt(lonDegrees, latDegrees);
    if (!steps)
        return std::nullopt;
    if (m_mesh.waterMaskSide == 1) // as a rule
        return static_cast<float>(m_mesh.waterMask.front()) / 255.0F;
    // Values stand for the middles of their squares; rows run southward.
    const int side = m_mesh.waterMaskSide;
    const auto at = [&](int column, int row) {
        const auto clamped = [side](int i) { return static_cast<std::size_t>(std::clamp(i, 0, side - 1)); };
        return static_cast<float>(m_mesh.waterMask[clamped(row) * static_cast<std::size_t>(side) + clamped(column)]);
    };
    const double x = steps->x / kSteps * side - 0.5, y = (1.0 - steps->y / kSteps) * side - 0.5;
    const int column = static_cast<int>(std::floor(x)), row = static_cast<int>(std::floor(y));
    const auto right = static_cast<float>(x - column), down = static_cast<float>(y - row);
    const float north = std::lerp(at(column, row), at(column + 1, row), right);
    const float south = std::lerp(at(column, row + 1), at(column + 1, row + 1), right);
    return std::lerp(north, south, down) / 255.0F;
}

std::optional<HeightSample> MeshHeights::at(double lonDegrees, double latDegrees) const
{
    const auto steps = stepsAt(lonDegrees, latDegrees);
    if (!steps)
        return std::nullopt;
    const double u = steps->x, v = steps->y;
    Hit best;
    const std::uint32_t column = cellOf(u), row = cellOf(v);
    const auto tryCell = [&](std::uint32_t x, std::uint32_t y2) {
        const std::size_t cell = std::size_t{y2} * m_side + x;
        for (std::uint32_t i = m_firstOfCell[cell]; i < m_firstOfCell[cell + 1] && best.inside < 0.0; ++i)
            tryTriangle(m_triangles[i], u, v, best);
    };
    tryCell(column, row);
    if (best.inside < -1e-9) {
        for (std::uint32_t y2 = row > 0 ? row - 1 : 0; y2 <= std::min(row + 1, m_side - 1); ++y2)
            for (std::uint32_t x = column > 0 ? column - 1 : 0; x <= std::min(column + 1, m_side - 1); ++x)
                tryCell(x, y2);
    }
    if (best.inside < kGapWeight)
        return std::nullopt;
    return sample(best);
}

std::size_t MeshHeights::byteSize() const
{
    return sizeof *this + m_mesh.byteSize() + (m_firstOfCell.size() + m_triangles.size()) * sizeof(std::uint32_t);
}

} // namespace guanjing
