#include "geodata/democity/TerrainTiles.h"

#include "geodata/crs/Ellipsoid.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Terrain.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace guanjing::democity {

namespace {

using nlohmann::json;

constexpr int kAvailabilityLevels = 10;
constexpr int kSteps = 32767;
constexpr int kMaskSide = 256;
/// Heights are multiples of this everywhere, so that a vertex has one height whatever its tile's lowest and highest are.
constexpr double kHeightQuantum = 1.0 / 32;

enum ExtensionId : std::uint8_t { kOctNormals = 1, kWaterMask = 2, kMetadata = 4 };

struct TileRange {
    int minX, minY, maxX, maxY;
};

/// Tiles of a level that are offered: the finer, the closer to the city.
TileRange offered(int level)
{
    const double margin = level <= 8 ? 2.0 : (level <= 12 ? 0.5 : 0.06);
    const double size = 180.0 / static_cast<double>(1LL << level);
    const Rectangle city = cityExtent();
    if (level == 0)
        return {0, 0, 1, 0};
    return {static_cast<int>(std::floor((city.west - margin + 180) / size)),
            static_cast<int>(std::floor((city.south - margin + 90) / size)),
            static_cast<int>(std::floor((city.east + margin + 180) / size)),
            static_cast<int>(std::floor((city.north + margin + 90) / size))};
}

/// "available" of the levels below a tile.
std::string availabilityBelow(int level, int x, int y)
{
    json levels = json::array();
    for (int below = level + 1; below <= std::min(level + kAvailabilityLevels, kFinestTerrainLevel); ++below) {
        const int shift = below - level;
        const TileRange all = offered(below);
        const TileRange own{x << shift, y << shift, ((x + 1) << shift) - 1, ((y + 1) << shift) - 1};
        const TileRange both{std::max(all.minX, own.minX), std::max(all.minY, own.minY), std::min(all.maxX, own.maxX),
                             std::min(all.maxY, own.maxY)};
        json ranges = json::array();
        if (both.minX <= both.maxX && both.minY <= both.maxY)
            ranges.push_back({{"startX", both.minX}, {"startY", both.minY}, {"endX", both.maxX}, {"endY", both.maxY}});
        levels.push_back(std::move(ranges));
    }
    return json{{"available", levels}}.dump();
}

class Writer {
public:
    template <class T> void put(T value)
    {
        const std::size_t at = m_bytes.size();
        m_bytes.resize(at + sizeof value);
        std::memcpy(m_bytes.data() + at, &value, sizeof value);
    }
    void putVector(const glm::dvec3& v)
    {
        put(v.x);
        put(v.y);
        put(v.z);
    }
    void putDeltas(const std::vector<int>& values)
    {
        int before = 0;
        for (int value : values) {
            const int delta = value - before;
            put(static_cast<std::uint16_t>((delta << 1) ^ (delta >> 31)));
            before = value;
        }
    }
    Bytes take() { return std::move(m_bytes); }

private:
    Bytes m_bytes;
};

/// Octahedral encoding of a unit vector in two bytes.
std::array<std::uint8_t, 2> octahedral(const glm::dvec3& n)
{
    const double sum = std::fabs(n.x) + std::fabs(n.y) + std::fabs(n.z);
    double x = n.x / sum;
    double y = n.y / sum;
    if (n.z < 0) {
        const double folded = (1 - std::fabs(y)) * (x < 0 ? -1.0 : 1.0);
        y = (1 - std::fabs(x)) * (y < 0 ? -1.0 : 1.0);
        x = folded;
    }
    const auto byte = [](double v) {
        return static_cast<std::uint8_t>(std::lround((std::clamp(v, -1.0, 1.0) * 0.5 + 0.5) * 255));
    };
    return {byte(x), byte(y)};
}

/// Cells of a tile along each side.
int cellsOf(int level) { return level < 6 ? 64 : 32; }

/// Whether a cell is divided from its south-west to its north-east: along the diagonal that bends less.
bool diagonalRises(double h00, double h10, double h01, double h11)
{
    return std::fabs(h00 - h11) <= std::fabs(h10 - h01);
}

/// Heights and distances to water on the lattice of a level, one more on every side than the tile needs.
struct Lattice {
    int cells;
    double stepDegrees;
    std::int64_t firstX, firstY; ///< of the tile's south-west corner, counted over the whole level
    std::vector<double> height, clearance;

    Lattice(int level, int x, int y)
        : cells(cellsOf(level))
        , stepDegrees(180.0 / static_cast<double>(1LL << level) / cells)
        , firstX(static_cast<std::int64_t>(x) * cells)
        , firstY(static_cast<std::int64_t>(y) * cells)
        , height(static_cast<std::size_t>((cells + 3) * (cells + 3)))
        , clearance(height.size())
    {
        std::vector<double> xs;
        for (int i = -1; i <= cells + 1; ++i)
            xs.push_back(fromLonLat(lon(i), 0).x);
        for (int j = -1; j <= cells + 1; ++j) {
            const double planeY = fromLonLat(0, std::clamp(lat(j), -85.0, 85.0)).y;
            for (int i = -1; i <= cells + 1; ++i) {
                const Ground ground = groundAt({xs[static_cast<std::size_t>(i + 1)], planeY});
                height[index(i, j)] = std::round(ground.height / kHeightQuantum) * kHeightQuantum;
                clearance[index(i, j)] = ground.clearance;
            }
        }
    }
    // from whole numbers, so that neighbours reckon with the same place to the last bit
    [[nodiscard]] double lon(int i) const { return -180.0 + static_cast<double>(firstX + i) * stepDegrees; }
    [[nodiscard]] double lat(int j) const { return -90.0 + static_cast<double>(firstY + j) * stepDegrees; }
    [[nodiscard]] std::size_t index(int i, int j) const
    {
        return static_cast<std::size_t>((j + 1) * (cells + 3) + i + 1);
    }
    [[nodiscard]] Geographic place(int i, int j) const { return {lon(i), lat(j), height[index(i, j)]}; }

    [[nodiscard]] glm::dvec3 normal(int i, int j) const
    {
        const double latRadians = std::clamp(lat(j), -89.9, 89.9) * kDegreesToRadians;
        constexpr double kMetersPerDegree = 111319.5;
        const double east = (height[index(i + 1, j)] - height[index(i - 1, j)])
            / (2 * stepDegrees * kMetersPerDegree * std::cos(latRadians));
        const double north = (height[index(i, j + 1)] - height[index(i, j - 1)]) / (2 * stepDegrees * kMetersPerDegree);
        const double lonRadians = lon(i) * kDegreesToRadians;
        const double sinLon = std::sin(lonRadians), cosLon = std::cos(lonRadians);
        const double sinLat = std::sin(latRadians), cosLat = std::cos(latRadians);
        const glm::dvec3 e(-sinLon, cosLon, 0);
        const glm::dvec3 n(-sinLat * cosLon, -sinLat * sinLon, cosLat);
        const glm::dvec3 u(cosLat * cosLon, cosLat * sinLon, sinLat);
        return glm::normalize(u - e * east - n * north);
    }
};

/// Where an eye must be above the ellipsoid's horizon to see anything of the tile, in units of the axes.
glm::dvec3 horizonPoint(const glm::dvec3& centre, const std::vector<glm::dvec3>& positions)
{
    constexpr glm::dvec3 kAxes(6378137.0, 6378137.0, 6356752.314245179);
    const glm::dvec3 direction = glm::normalize(centre / kAxes);
    double most = 1;
    for (const glm::dvec3& position : positions) {
        const glm::dvec3 scaled = position / kAxes;
        const double square = std::max(1.0, glm::dot(scaled, scaled));
        const double length = std::sqrt(square);
        const glm::dvec3 towards = glm::normalize(scaled);
        const double cosAlpha = glm::dot(towards, direction);
        const double sinAlpha = glm::length(glm::cross(towards, direction));
        const double cosBeta = 1 / length;
        const double sinBeta = std::sqrt(square - 1) * cosBeta;
        const double share = cosAlpha * cosBeta - sinAlpha * sinBeta;
        constexpr double kFarthest = 1000; // a hemisphere is seen from everywhere
        most = std::max(most, share > 1 / kFarthest ? 1 / share : kFarthest);
    }
    return direction * most;
}

Bytes waterMask(const Lattice& lattice)
{
    bool land = false;
    bool water = false;
    for (int j = 0; j <= lattice.cells; ++j)
        for (int i = 0; i <= lattice.cells; ++i)
            (lattice.clearance[lattice.index(i, j)] > 0 ? land : water) = true;
    if (!(land && water))
        return Bytes(1, water ? 255 : 0);
    // the distance from the shore, sampled at the vertices, gives a smooth one between them
    Bytes mask(kMaskSide * kMaskSide);
    constexpr double kMetersPerDegree = 111319.5;
    const double pixelMeters = lattice.stepDegrees * lattice.cells / kMaskSide * kMetersPerDegree;
    for (int row = 0; row < kMaskSide; ++row) {
        const double v = (kMaskSide - row - 0.5) * lattice.cells / kMaskSide;
        const int j = static_cast<int>(v);
        for (int column = 0; column < kMaskSide; ++column) {
            const double u = (column + 0.5) * lattice.cells / kMaskSide;
            const int i = static_cast<int>(u);
            const auto at = [&](int dx, int dy) { return lattice.clearance[lattice.index(i + dx, j + dy)]; };
            const double lower = at(0, 0) + (at(1, 0) - at(0, 0)) * (u - i);
            const double upper = at(0, 1) + (at(1, 1) - at(0, 1)) * (u - i);
            const double clearance = lower + (upper - lower) * (v - j);
            mask[static_cast<std::size_t>(row * kMaskSide + column)] =
                static_cast<std::uint8_t>(255 * clamp01(0.5 - clearance / pixelMeters) + 0.5);
        }
    }
    return mask;
}

} // namespace

TerrainSurface::TerrainSurface(int level, const Box& box)
    : m_stepDegrees(180.0 / static_cast<double>(1LL << level) / cellsOf(level))
{
    const glm::dvec2 low = toLonLat({box.minX, box.minY});
    const glm::dvec2 high = toLonLat({box.maxX, box.maxY});
    m_firstX = static_cast<std::int64_t>(std::floor((low.x + 180) / m_stepDegrees));
    m_firstY = static_cast<std::int64_t>(std::floor((low.y + 90) / m_stepDegrees));
    m_columns = static_cast<int>(std::ceil((high.x + 180) / m_stepDegrees) - static_cast<double>(m_firstX)) + 1;
    m_rows = static_cast<int>(std::ceil((high.y + 90) / m_stepDegrees) - static_cast<double>(m_firstY)) + 1;
    m_heights.reserve(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows));
    for (int j = 0; j < m_rows; ++j)
        for (int i = 0; i < m_columns; ++i)
            m_heights.push_back(groundHeightAt(fromLonLat(-180 + static_cast<double>(m_firstX + i) * m_stepDegrees,
                                                          -90 + static_cast<double>(m_firstY + j) * m_stepDegrees)));
}

double TerrainSurface::at(V2 place) const
{
    const glm::dvec2 lonLat = toLonLat(place);
    const double u =
        std::clamp((lonLat.x + 180) / m_stepDegrees - static_cast<double>(m_firstX), 0.0, m_columns - 1.001);
    const double v = std::clamp((lonLat.y + 90) / m_stepDegrees - static_cast<double>(m_firstY), 0.0, m_rows - 1.001);
    const auto i = static_cast<std::size_t>(u);
    const auto j = static_cast<std::size_t>(v);
    const double x = u - static_cast<double>(i);
    const double y = v - static_cast<double>(j);
    const auto columns = static_cast<std::size_t>(m_columns);
    const double* row = m_heights.data() + j * columns + i;
    const double h00 = row[0];
    const double h10 = row[1];
    const double h01 = row[columns];
    const double h11 = row[columns + 1];
    if (diagonalRises(h00, h10, h01, h11))
        return x > y ? h00 + (h10 - h00) * x + (h11 - h10) * y : h00 + (h11 - h01) * x + (h01 - h00) * y;
    return x + y < 1 ? h00 + (h10 - h00) * x + (h01 - h00) * y : h11 + (h01 - h11) * (1 - x) + (h10 - h11) * (1 - y);
}

Bytes terrainLayerJson()
{
    const json layer{{"tilejson", "2.1.0"},
                     {"name", "Demo city"},
                     {"version", "1.0.0"},
                     {"format", "quantized-mesh-1.0"},
                     {"scheme", "tms"},
                     {"projection", "EPSG:4326"},
                     {"bounds", {-180, -90, 180, 90}},
                     {"tiles", {"{z}/{x}/{y}.terrain?v={version}"}},
                     {"minzoom", 0},
                     {"maxzoom", kFinestTerrainLevel},
                     {"extensions", {"octvertexnormals", "watermask", "metadata"}},
                     {"metadataAvailability", kAvailabilityLevels},
                     {"available", {{{{"startX", 0}, {"startY", 0}, {"endX", 1}, {"endY", 0}}}}}};
    const std::string text = layer.dump();
    return {text.begin(), text.end()};
}

Result<Bytes> terrainTile(int level, int x, int y)
{
    const std::string name = std::to_string(level) + "/" + std::to_string(x) + "/" + std::to_string(y);
    if (level < 0 || level > kFinestTerrainLevel)
        return fail(ErrorCode::NotFound, name, "no such terrain tile: levels 0 to 15");
    if (const TileRange range = offered(level); x < range.minX || x > range.maxX || y < range.minY || y > range.maxY)
        return fail(ErrorCode::NotFound, name, "no terrain here");
    const Lattice lattice(level, x, y);
    const int n = lattice.cells;

    // vertices in the order in which the triangles first name them, as the format's indices want it
    std::vector<int> order(static_cast<std::size_t>((n + 1) * (n + 1)), -1);
    std::vector<std::array<int, 2>> vertices;
    std::vector<std::uint32_t> indices;
    const auto use = [&](int i, int j) {
        int& number = order[static_cast<std::size_t>(j * (n + 1) + i)];
        if (number < 0) {
            number = static_cast<int>(vertices.size());
            vertices.push_back({i, j});
        }
        indices.push_back(static_cast<std::uint32_t>(number));
    };
    for (int j = 0; j < n; ++j)
        for (int i = 0; i < n; ++i) {
            const auto h = [&](int di, int dj) { return lattice.height[lattice.index(i + di, j + dj)]; };
            const bool rising = diagonalRises(h(0, 0), h(1, 0), h(0, 1), h(1, 1));
            const auto corner = [&](int k) { use(i + (k & 1), j + (k >> 1)); };
            for (int k : rising ? std::array{0, 1, 3, 0, 3, 2} : std::array{0, 1, 2, 1, 3, 2})
                corner(k);
        }

    double lowest = 1e9;
    double highest = -1e9;
    for (const auto& [i, j] : vertices) {
        lowest = std::min(lowest, lattice.height[lattice.index(i, j)]);
        highest = std::max(highest, lattice.height[lattice.index(i, j)]);
    }
    double step =
        kHeightQuantum; // of the tile's heights: a power of two, so that every multiple of the quantum is one of it
    while (0.5 * step * kSteps >= highest - lowest && step > 1.0 / 4096)
        step *= 0.5;

    const Geographic middle{lattice.lon(n / 2), lattice.lat(n / 2), 0.5 * (lowest + highest)};
    const glm::dvec3 centre = toEcef(middle);
    std::vector<glm::dvec3> positions;
    double radius = 0;
    for (const auto& [i, j] : vertices) {
        positions.push_back(toEcef(lattice.place(i, j)));
        radius = std::max(radius, glm::length(positions.back() - centre));
    }

    Writer writer;
    writer.putVector(centre);
    writer.put(static_cast<float>(lowest));
    writer.put(static_cast<float>(lowest + step * kSteps));
    writer.putVector(centre);
    writer.put(radius);
    writer.putVector(horizonPoint(centre, positions));

    writer.put(static_cast<std::uint32_t>(vertices.size()));
    std::vector<int> values(vertices.size());
    for (std::size_t axis = 0; axis < 2; ++axis) {
        for (std::size_t k = 0; k < vertices.size(); ++k)
            values[k] = static_cast<int>(std::lround(static_cast<double>(vertices[k][axis]) * kSteps / n));
        writer.putDeltas(values);
    }
    for (std::size_t k = 0; k < vertices.size(); ++k)
        values[k] = static_cast<int>(
            std::lround((lattice.height[lattice.index(vertices[k][0], vertices[k][1])] - lowest) / step));
    writer.putDeltas(values);

    writer.put(static_cast<std::uint32_t>(indices.size() / 3));
    std::uint32_t next = 0;
    for (std::uint32_t index : indices) {
        writer.put(static_cast<std::uint16_t>(next - index));
        next += index == next ? 1 : 0;
    }
    const auto edge = [&](auto&& at) {
        writer.put(static_cast<std::uint32_t>(n + 1));
        for (int k = 0; k <= n; ++k) {
            const std::array<int, 2> place = at(k);
            writer.put(static_cast<std::uint16_t>(order[static_cast<std::size_t>(place[1] * (n + 1) + place[0])]));
        }
    };
    edge([&](int k) { return std::array{0, k}; }); // west, south, east, north
    edge([&](int k) { return std::array{k, 0}; });
    edge([&](int k) { return std::array{n, k}; });
    edge([&](int k) { return std::array{k, n}; });

    writer.put(kOctNormals);
    writer.put(static_cast<std::uint32_t>(2 * vertices.size()));
    for (const auto& [i, j] : vertices)
        for (std::uint8_t byte : octahedral(lattice.normal(i, j)))
            writer.put(byte);
    const Bytes mask = waterMask(lattice);
    writer.put(kWaterMask);
    writer.put(static_cast<std::uint32_t>(mask.size()));
    for (std::uint8_t byte : mask)
        writer.put(byte);
    if (level % kAvailabilityLevels == 0) {
        const std::string text = availabilityBelow(level, x, y);
        writer.put(kMetadata);
        writer.put(static_cast<std::uint32_t>(text.size() + 4));
        writer.put(static_cast<std::uint32_t>(text.size()));
        for (char c : text)
            writer.put(c);
    }
    return writer.take();
}

std::vector<float> groundRaster(double west, double north, double pixelDegrees, int columns, int rows)
{
    std::vector<float> result;
    result.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    std::vector<double> xs;
    for (int i = 0; i < columns; ++i)
        xs.push_back(fromLonLat(west + (i + 0.5) * pixelDegrees, 0).x);
    for (int j = 0; j < rows; ++j) {
        const double y = fromLonLat(0, north - (j + 0.5) * pixelDegrees).y;
        for (double x : xs)
            result.push_back(static_cast<float>(groundHeightAt({x, y})));
    }
    return result;
}

} // namespace guanjing::democity
