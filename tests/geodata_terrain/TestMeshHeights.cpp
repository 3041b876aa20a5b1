// Heights on the triangles of quantized meshes.
#include "geodata/terrain/MeshHeights.h"
#include "tests/TerrainWriter.h"

#include <QTest>

#include <glm/geometric.hpp>

using namespace guanjing;
using namespace guanjing::test;

namespace {

const TerrainTileId kTile{13, 13368, 5143}; // around 113.75° E, 23.02° N

MeshHeights read(const Bytes& bytes, const TerrainTileId& id,
                 TerrainProjection projection = TerrainProjection::Geographic)
{
    auto mesh = parseQuantizedMesh(bytes, "tile");
    if (!mesh)
        qFatal("%s", mesh.error().toString().c_str());
    return MeshHeights(std::move(*mesh), id, projection);
}

double hill(double lon, double lat) { return 400 + 300 * std::sin(lon * 700) * std::cos(lat * 900); }

} // namespace

class TestMeshHeights : public QObject {
    Q_OBJECT

private slots:
    void verticesAreExact_data()
    {
        QTest::addColumn<bool>("isMercator");
        QTest::newRow("geographic") << false;
        QTest::newRow("Web Mercator") << true;
    }

    void verticesAreExact()
    {
        QFETCH(bool, isMercator);
        TerrainTileForm form;
        form.projection = isMercator ? TerrainProjection::WebMercator : TerrainProjection::Geographic;
        const TerrainTileId id = isMercator ? TerrainTileId{13, 6684, 4648} : kTile;
        const Bytes bytes = writeTerrainTile(id, hill, form);
        const MeshHeights heights = read(bytes, id, form.projection);
        const auto mesh = parseQuantizedMesh(bytes, "tile");
        for (const QuantizedMesh::Vertex& vertex : mesh->vertices) {
            const Geographic place = positionOf(*mesh, vertex, id, form.projection);
            const auto sample = heights.at(place.lonDegrees, place.latDegrees);
            QVERIFY(sample);
            QVERIFY(std::abs(sample->heightMeters - place.heightMeters) < 1e-4);
            QVERIFY(std::abs(sample->heightMeters - hill(place.lonDegrees, place.latDegrees)) < 0.011);
        }
    }

    void waterIsWhereItsMaskSays()
    {
        const Rectangle tile = terrainTileRectangle(kTile);
        const auto lonAt = [&](double share) { return tile.west + (tile.east - tile.west) * share; };
        const auto latAt = [&](double share) { return tile.north - (tile.north - tile.south) * share; };
        auto mesh = parseQuantizedMesh(writeTerrainTile(kTile, hill), "tile");
        QVERIFY(mesh);
        QVERIFY(!MeshHeights(*mesh, kTile, TerrainProjection::Geographic).waterAt(lonAt(0.5), latAt(0.5)));
        // Water in the north-west quarter.
        mesh->waterMaskSide = 256;
        mesh->waterMask.assign(256 * 256, 0);
        for (std::size_t row = 0; row < 128; ++row)
            std::fill_n(mesh->waterMask.begin() + static_cast<std::ptrdiff_t>(row * 256), 128, std::uint8_t{255});
        const MeshHeights heights(std::move(*mesh), kTile, TerrainProjection::Geographic);
        QCOMPARE(heights.waterAt(lonAt(0.1), latAt(0.1)), std::optional(1.0F));
        QCOMPARE(heights.waterAt(lonAt(0.9), latAt(0.1)), std::optional(0.0F));
        QCOMPARE(heights.waterAt(lonAt(0.1), latAt(0.9)), std::optional(0.0F));
        QVERIFY(std::abs(*heights.waterAt(lonAt(0.5), latAt(0.1)) - 0.5F) < 0.01F); // on the shore
        QCOMPARE(heights.waterAt(lonAt(0.0), latAt(0.0)), std::optional(1.0F));
        QVERIFY(!heights.waterAt(lonAt(1.1), latAt(0.1)));
    }

    void betweenThemItIsPlane()
    {
        const auto slope = [](double lon, double lat) { return 5000 * (lon - 113.7) + 3000 * (lat - 23.0); };
        const MeshHeights heights = read(writeTerrainTile(kTile, slope), kTile);
        const Rectangle tile = terrainTileRectangle(kTile);
        for (int i = 0; i <= 50; ++i) {
            for (int k = 0; k <= 50; ++k) {
                const double lon = tile.west + (tile.east - tile.west) * i / 50;
                const double lat = tile.south + (tile.north - tile.south) * k / 50;
                const auto sample = heights.at(lon, lat);
                QVERIFY(sample);
                QVERIFY2(std::abs(sample->heightMeters - slope(lon, lat)) < 0.01,
                         qPrintable(QString::number(sample->heightMeters - slope(lon, lat))));
            }
        }
    }

    void outsideThereIsNothing()
    {
        const MeshHeights heights = read(writeTerrainTile(kTile, hill), kTile);
        const Rectangle tile = terrainTileRectangle(kTile);
        const double size = tile.east - tile.west;
        QVERIFY(!heights.at(tile.west - size * 0.001, tile.south + size / 2));
        QVERIFY(!heights.at(tile.west + size / 2, tile.north + size * 0.001));
        QVERIFY(heights.at(tile.east, tile.north)); // the corner itself belongs to it
    }

    void normalsComeAlong()
    {
        TerrainTileForm form;
        form.hasNormals = true;
        const MeshHeights heights = read(writeTerrainTile(kTile, hill, form), kTile);
        const Rectangle tile = terrainTileRectangle(kTile);
        const double lon = (tile.west + tile.east) / 2, lat = (tile.south + tile.north) / 2;
        const auto sample = heights.at(lon + 0.001, lat);
        QVERIFY(sample);
        QVERIFY(std::abs(glm::length(sample->normal) - 1.0F) < 1e-4F);
        QVERIFY(glm::dot(glm::dvec3(sample->normal), ellipsoidNormal(lon, lat)) > 0.999);
    }

    /// Every triangle spans the whole tile: the cells to find them in must not multiply that.
    void hugeTrianglesCostNoMoreThanMany()
    {
        QuantizedMesh mesh;
        mesh.maxHeightMeters = 10;
        mesh.vertices = {{0, 0, 0}, {32767, 0, 0}, {0, 32767, 0}, {32767, 32767, 0}};
        for (int i = 0; i < 200'000; ++i)
            mesh.indices.insert(mesh.indices.end(), {0, 1, 2, 1, 3, 2});
        const MeshHeights heights(mesh, kTile, TerrainProjection::Geographic);
        QVERIFY(heights.byteSize() < 64u << 20);
    }

    /// Corners without triangles: their height is not known there, and nothing is made up.
    void holesAreHoles()
    {
        QuantizedMesh mesh;
        mesh.maxHeightMeters = 10;
        mesh.vertices = {{0, 0, 0}, {32767, 0, 16000}, {0, 32767, 32767}};
        mesh.indices = {0, 1, 2};
        const MeshHeights heights(mesh, kTile, TerrainProjection::Geographic);
        const Rectangle tile = terrainTileRectangle(kTile);
        const double size = tile.east - tile.west;
        QVERIFY(heights.at(tile.west + size * 0.3, tile.south + size * 0.3));
        QVERIFY(!heights.at(tile.east - size * 0.1, tile.north - size * 0.1));
    }
};

QTEST_GUILESS_MAIN(TestMeshHeights)
#include "TestMeshHeights.moc"
