// The ground's meshes with heights.
#include "geodata/crs/Ellipsoid.h"
#include "layers/tiling/GroundMesh.h"
#include "layers/tiling/ReliefMesh.h"
#include "tests/TerrainWriter.h"

#include <QTest>

#include <glm/geometric.hpp>

#include <map>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

class FunctionSurface final : public GroundSurface {
public:
    explicit FunctionSurface(HeightFunction height, HeightFunction water = {})
        : m_height(std::move(height)), m_water(std::move(water))
    { }
    std::optional<float> waterAt(double lon, double lat) const override
    {
        return m_water ? std::optional(static_cast<float>(m_water(lon, lat))) : std::nullopt;
    }
    std::optional<HeightSample> at(double lon, double lat) const override
    {
        return HeightSample{m_height(lon, lat), glm::vec3(0.0F), false};
    }

private:
    HeightFunction m_height, m_water;
};

double hill(double lon, double lat)
{
    const double x = (lon - 113.75) * 102000, y = (lat - 23.02) * 111000;
    return 900 * std::exp(-(x * x + y * y) / (2 * 900.0 * 900.0));
}

GroundAddress addressOf(double lon, double lat, int level)
{
    const glm::dvec2 place = toWebMercator(lon, lat);
    const double size = 2 * kWebMercatorHalfWorldMeters / std::ldexp(1.0, level);
    return {level, static_cast<std::uint32_t>((place.x + kWebMercatorHalfWorldMeters) / size),
            static_cast<std::uint32_t>((kWebMercatorHalfWorldMeters - place.y) / size)};
}

const tiles3d::Primitive& primitiveOf(const ReliefMesh& mesh) { return mesh.model.meshes.front().primitives.front(); }

Geographic placeOf(const ReliefMesh& mesh, std::uint32_t vertex)
{
    return toGeographic(mesh.model.origin + glm::dvec3(primitiveOf(mesh).positions[vertex]));
}

/// Indices of the triangles of the surface itself; those of the skirts have a corner deep below.
std::vector<std::uint32_t> surfaceOf(const ReliefMesh& mesh, const HeightFunction& height)
{
    const tiles3d::Primitive& primitive = primitiveOf(mesh);
    std::vector<std::uint32_t> indices;
    for (std::size_t i = 0; i + 2 < primitive.indices.size(); i += 3) {
        bool isSurface = true;
        for (std::size_t k = 0; k < 3; ++k) {
            const Geographic place = placeOf(mesh, primitive.indices[i + k]);
            isSurface = isSurface && std::abs(place.heightMeters - height(place.lonDegrees, place.latDegrees)) < 0.01;
        }
        for (std::size_t k = 0; isSurface && k < 3; ++k)
            indices.push_back(primitive.indices[i + k]);
    }
    return indices;
}

} // namespace

class TestReliefMesh : public QObject {
    Q_OBJECT

private slots:
    void flatIsAsCheapAsTheEllipsoid_data()
    {
        QTest::addColumn<int>("level");
        for (const int level : {2, 8, 13, 14, 16, 20})
            QTest::addRow("%d", level) << level;
    }

    void flatIsAsCheapAsTheEllipsoid()
    {
        QFETCH(int, level);
        const GroundAddress address = addressOf(113.75, 23.02, level);
        const auto plain = [](double, double) { return 25.0; };
        const ReliefMesh mesh = makeReliefMesh(address, FunctionSurface(plain));
        const tiles3d::Model bare = makeGroundMesh(address.level, address.x, address.y);
        QCOMPARE(primitiveOf(mesh).indices.size(), bare.meshes.front().primitives.front().indices.size());
        QCOMPARE(mesh.lowMeters, 25.0);
        QCOMPARE(mesh.highMeters, 25.0);
        for (std::uint32_t i = 0; i < primitiveOf(mesh).positions.size(); ++i) {
            const double height = placeOf(mesh, i).heightMeters;
            QVERIFY(height < 24.9 || std::abs(height - 25.0) < 0.6); // floats of the coarsest levels
        }
    }

    void hillIsFollowed_data()
    {
        QTest::addColumn<int>("level");
        for (const int level : {12, 14, 16, 18})
            QTest::addRow("%d", level) << level;
    }

    /// At every point of the grid the drawn triangles pass within the tolerance.
    void hillIsFollowed()
    {
        QFETCH(int, level);
        const GroundAddress address = addressOf(113.757, 23.024, level);
        const ReliefMesh mesh = makeReliefMesh(address, FunctionSurface(hill));
        const auto& coords = primitiveOf(mesh).overlayCoords;
        const std::vector<std::uint32_t> indices = surfaceOf(mesh, hill);
        QVERIFY(indices.size() >= 6);
        double area = 0, worst = 0;
        for (std::size_t i = 0; i < indices.size(); i += 3) {
            const glm::dvec2 a = glm::dvec2(coords[indices[i]]) * double{kReliefCells};
            const glm::dvec2 b = glm::dvec2(coords[indices[i + 1]]) * double{kReliefCells};
            const glm::dvec2 c = glm::dvec2(coords[indices[i + 2]]) * double{kReliefCells};
            const double twice = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
            QVERIFY(twice < 0); // counter-clockwise from above; y runs southward
            area -= twice / 2;
            const double h[3] = {placeOf(mesh, indices[i]).heightMeters, placeOf(mesh, indices[i + 1]).heightMeters,
                                 placeOf(mesh, indices[i + 2]).heightMeters};
            for (double y = std::min({a.y, b.y, c.y}); y <= std::max({a.y, b.y, c.y}); ++y) {
                for (double x = std::min({a.x, b.x, c.x}); x <= std::max({a.x, b.x, c.x}); ++x) {
                    const double second = ((x - a.x) * (c.y - a.y) - (y - a.y) * (c.x - a.x)) / twice;
                    const double third = ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) / twice;
                    if (second < 0 || third < 0 || second + third > 1)
                        continue;
                    const Rectangle r = mercatorTileRectangle(level, address.x, address.y);
                    const double lon = r.west + (r.east - r.west) * x / kReliefCells;
                    const double lat = latitudeOfMercatorRow(level, address.y + y / kReliefCells);
                    const double drawn = h[0] + second * (h[1] - h[0]) + third * (h[2] - h[0]);
                    worst = std::max(worst, std::abs(drawn - hill(lon, lat)));
                }
            }
        }
        QVERIFY2(worst < reliefToleranceMeters(level) + 0.01, qPrintable(QString::number(worst)));
        // No gaps and nothing twice.
        QVERIFY2(std::abs(area - kReliefCells * kReliefCells) < 1e-6, qPrintable(QString::number(area)));
    }

    /// Every inner edge belongs to exactly two triangles: no cracks within a tile.
    void noCracksWithin()
    {
        const ReliefMesh mesh = makeReliefMesh(addressOf(113.757, 23.024, 13), FunctionSurface(hill));
        const std::vector<std::uint32_t> indices = surfaceOf(mesh, hill);
        std::map<std::pair<std::uint32_t, std::uint32_t>, int> edges;
        for (std::size_t i = 0; i < indices.size(); ++i) {
            const std::uint32_t a = indices[i], b = indices[i % 3 == 2 ? i - 2 : i + 1];
            ++edges[std::minmax(a, b)];
        }
        const auto isOnEdge = [&](std::uint32_t a, std::uint32_t b, int axis) {
            const auto& coords = primitiveOf(mesh).overlayCoords;
            return coords[a][axis] == coords[b][axis] && (coords[a][axis] == 0.0F || coords[a][axis] == 1.0F);
        };
        for (const auto& [edge, count] : edges) {
            const bool isOuter = isOnEdge(edge.first, edge.second, 0) || isOnEdge(edge.first, edge.second, 1);
            QCOMPARE(count, isOuter ? 1 : 2);
        }
    }

    /// Neighbours, of the same level or of one three levels coarser, lie apart by less than the skirts are deep.
    void skirtsHideTheSeams()
    {
        for (const int level : {12, 14, 16}) {
            const GroundAddress fine = addressOf(113.757, 23.024, level);
            const ReliefMesh mesh = makeReliefMesh(fine, FunctionSurface(hill));
            double deepest = 0, shallowest = 1e9;
            for (std::uint32_t i = 0; i < primitiveOf(mesh).positions.size(); ++i) {
                const Geographic place = placeOf(mesh, i);
                const double below = hill(place.lonDegrees, place.latDegrees) - place.heightMeters;
                if (below > 0.01) {
                    deepest = std::max(deepest, below);
                    shallowest = std::min(shallowest, below);
                }
            }
            QVERIFY(shallowest < 1e9);
            QVERIFY(deepest - shallowest < 0.1);
            QVERIFY(shallowest > 2 * reliefToleranceMeters(level - 3));
        }
    }

    void slopesHaveTheirNormals()
    {
        // 30% up to the east.
        const auto slope = [](double lon, double lat) {
            return 0.3 * (lon - 113.75) * kDegreesToRadians * kWgs84SemiMajorMeters * std::cos(lat * kDegreesToRadians);
        };
        const ReliefMesh mesh = makeReliefMesh(addressOf(113.757, 23.024, 15), FunctionSurface(slope));
        const glm::dmat4 frame = eastNorthUpToEcef({113.757, 23.024, 0});
        const glm::dvec3 expected = glm::normalize(glm::dvec3(frame[2]) - 0.3 * glm::dvec3(frame[0]));
        for (const glm::vec3& normal : primitiveOf(mesh).normals)
            QVERIFY(glm::dot(glm::dvec3(normal), expected) > 0.9999);
    }

    void waterIsPainted()
    {
        const GroundAddress address = addressOf(113.757, 23.024, 13);
        const auto flat = [](double, double) { return 2.0; };
        const auto pictureFor = [&](const HeightFunction& water) -> std::shared_ptr<const tiles3d::Image> {
            const ReliefMesh mesh = makeReliefMesh(address, FunctionSurface(flat, water));
            const tiles3d::Primitive& primitive = mesh.model.meshes.front().primitives.back(); // where water is
            const int texture = mesh.model.materials.at(static_cast<std::size_t>(primitive.material)).baseColor.texture;
            if (texture < 0)
                return nullptr;
            if (primitive.texCoords[0].size() != primitive.positions.size())
                return nullptr;
            return mesh.model.textures.at(static_cast<std::size_t>(texture)).image;
        };
        QVERIFY(!pictureFor({})); // nobody tells
        const auto inland = pictureFor([](double, double) { return 0.0; }); // as light as its neighbours
        QVERIFY(inland);
        QCOMPARE(inland->pixels, (std::vector<std::uint8_t>{kLandColor.r, kLandColor.g, kLandColor.b, 255}));
        const auto sea = pictureFor([](double, double) { return 1.0; });
        QVERIFY(sea);
        QCOMPARE(sea->width, 1);
        QCOMPARE(sea->pixels, (std::vector<std::uint8_t>{kWaterColor.r, kWaterColor.g, kWaterColor.b, 0}));
        const Rectangle tile = mercatorTileRectangle(address.level, address.x, address.y);
        const double shore = tile.west + 0.25 * (tile.east - tile.west);
        const auto coast = pictureFor([&](double lon, double) { return lon < shore ? 1.0 : 0.0; });
        QVERIFY(coast);
        QCOMPARE(coast->pixels.size(), static_cast<std::size_t>(coast->width * coast->height * 4));
        for (int row : {0, coast->height / 2, coast->height - 1})
            for (int column = 0; column < coast->width; ++column) {
                const auto at = static_cast<std::size_t>((row * coast->width + column) * 4);
                QCOMPARE(coast->pixels[at], column < coast->width / 4 ? kWaterColor.r : kLandColor.r);
                QCOMPARE(int(coast->pixels[at + 3]), column < coast->width / 4 ? 0 : 255);
            }
    }

    /// Land is no part of what is drawn as water, but for a strip of shore; together they are what they were.
    void landIsDrawnByItself()
    {
        const GroundAddress address = addressOf(113.757, 23.024, 13);
        const Rectangle tile = mercatorTileRectangle(address.level, address.x, address.y);
        const auto coastAt = [&](double share) {
            return makeReliefMesh(address, FunctionSurface(hill, [=](double lon, double) {
                                      return lon < tile.west + share * (tile.east - tile.west) ? 1.0 : 0.0;
                                  }));
        };
        const ReliefMesh sea = coastAt(2), land = coastAt(-1), coast = coastAt(0.5);
        QCOMPARE(sea.model.meshes.front().primitives.size(), std::size_t{1});
        QCOMPARE(land.model.meshes.front().primitives.size(), std::size_t{1});
        const auto& parts = coast.model.meshes.front().primitives;
        QCOMPARE(parts.size(), std::size_t{2});
        QCOMPARE(parts[0].indices.size() + parts[1].indices.size(), primitiveOf(land).indices.size());
        const auto pictureOf = [&](const tiles3d::Primitive& part) {
            const tiles3d::Material& material = coast.model.materials.at(static_cast<std::size_t>(part.material));
            return coast.model.textures.at(static_cast<std::size_t>(material.baseColor.texture)).image;
        };
        QCOMPARE(pictureOf(parts[0])->pixels, (std::vector<std::uint8_t>{kLandColor.r, kLandColor.g, kLandColor.b}));
        QVERIFY(pictureOf(parts[1])->channels == 4 && pictureOf(parts[1])->width > 1);
        constexpr float kShore = 0.5F + 0.1F;
        for (const glm::vec2& coords : parts[0].overlayCoords)
            QVERIFY(coords.x > 0.5F);
        bool isWater = false;
        for (std::size_t i = 0; i < parts[1].indices.size(); i += 3) {
            float least = 1;
            for (std::size_t k = 0; k < 3; ++k)
                least = std::min(least, parts[1].overlayCoords[parts[1].indices[i + k]].x);
            QVERIFY(least < kShore);
            isWater = isWater || least < 0.1F;
        }
        QVERIFY(isWater);
    }
};

QTEST_GUILESS_MAIN(TestReliefMesh)
#include "TestReliefMesh.moc"
