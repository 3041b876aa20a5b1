// The demo city's ground: quantized-mesh tiles and the DEM, read back by the viewer's own readers.
#include "geodata/democity/Demo.h"
#include "geodata/democity/Rasters.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/TerrainTiles.h"
#include "geodata/terrain/QuantizedMesh.h"
#include "geodata/terrain/TerrainLayer.h"

#include <QtTest>

#include <gdal_priv.h>

#include <cmath>
#include <cstring>
#include <map>

using namespace guanjing;
using namespace guanjing::democity;

namespace {

TerrainTileId tileAt(int level, double lon, double lat)
{
    const double size = 180.0 / static_cast<double>(1 << level);
    return {level, static_cast<std::uint32_t>((lon + 180) / size), static_cast<std::uint32_t>((lat + 90) / size)};
}

QuantizedMesh meshOf(const TerrainTileId& id)
{
    const Result<Bytes> bytes = terrainTile(id.level, static_cast<int>(id.x), static_cast<int>(id.y));
    if (!bytes)
        qFatal("%s", bytes.error().toString().c_str());
    const Result<QuantizedMesh> mesh = parseQuantizedMesh(*bytes, "tile");
    if (!mesh)
        qFatal("%s", mesh.error().toString().c_str());
    return *mesh;
}

} // namespace

class TestDemoTerrain : public QObject {
    Q_OBJECT

private slots:
    void layerIsUnderstood()
    {
        const Result<TerrainLayer> layer = parseTerrainLayer(terrainLayerJson(), "http://h/terrain/layer.json");
        QVERIFY(layer.has_value());
        QVERIFY2(layer->issues.empty(), layer->issues.empty() ? "" : layer->issues.front().message.c_str());
        QCOMPARE(layer->metadataAvailability, 10);
        QCOMPARE(layer->isAvailable({0, 1, 0}), std::optional<bool>(true));
        QVERIFY(layer->tileUrl({3, 4, 5}).starts_with("http://h/terrain/3/4/5.terrain"));
    }

    void tilesFollowTheGround_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::addColumn<int>("level");
        QTest::newRow("middle of the city") << 113.75 << 23.02 << 15;
        QTest::newRow("summit") << 114.215 << 22.905 << 15;
        QTest::newRow("slope") << 114.19 << 22.91 << 14;
        QTest::newRow("river bank") << 113.746 << 23.04 << 15;
        QTest::newRow("estuary") << 113.62 << 22.75 << 12;
        QTest::newRow("coarse") << 113.75 << 22.9 << 9;
        QTest::newRow("half of the world") << 113.75 << 22.9 << 0;
    }
    void tilesFollowTheGround()
    {
        QFETCH(double, lon);
        QFETCH(double, lat);
        QFETCH(int, level);
        const TerrainTileId id = tileAt(level, lon, lat);
        const QuantizedMesh mesh = meshOf(id);
        QVERIFY2(mesh.issues.empty(), mesh.issues.empty() ? "" : mesh.issues.front().message.c_str());
        QCOMPARE(mesh.normals.size(), mesh.vertices.size());
        QVERIFY(mesh.waterMaskSide > 0);
        const double side = level < 6 ? 65 : 33;
        QCOMPARE(mesh.vertices.size(), static_cast<std::size_t>(side * side));
        QCOMPARE(mesh.indices.size(), static_cast<std::size_t>((side - 1) * (side - 1) * 6));
        // u and v are rounded to a 32,767th of the tile
        const double roundingMeters = 180.0 / (1 << level) / QuantizedMesh::kSteps * 111320;
        for (const QuantizedMesh::Vertex& vertex : mesh.vertices) {
            const Geographic place = positionOf(mesh, vertex, id);
            const double ground = groundHeight(place.lonDegrees, std::clamp(place.latDegrees, -85.0, 85.0));
            const double tolerance = 0.02 + 0.6 * roundingMeters;
            if (std::fabs(place.heightMeters - ground) > tolerance)
                QFAIL(qPrintable(QStringLiteral("%1 instead of %2").arg(place.heightMeters).arg(ground)));
            QVERIFY(glm::length(toEcef(place) - mesh.sphereCenterEcef)
                    <= mesh.sphereRadiusMeters + roundingMeters + 0.1);
        }
        // counter-clockwise from above, and normals that point up
        for (std::size_t k = 0; k < mesh.indices.size() && level > 5; k += 3) {
            const auto at = [&](std::size_t i) { return toEcef(positionOf(mesh, mesh.vertices[mesh.indices[i]], id)); };
            const glm::dvec3 a = at(k), b = at(k + 1), c = at(k + 2);
            QVERIFY(glm::dot(glm::cross(b - a, c - a), a) > 0);
            const glm::dvec3 face = glm::normalize(glm::cross(b - a, c - a));
            QVERIFY(glm::dot(face, glm::dvec3(mesh.normals[mesh.indices[k]])) > 0.5);
        }
        // seen from the horizon point everything is, from below it nothing need be
        QVERIFY(glm::length(mesh.horizonOcclusionPoint) >= 1);
    }

    void heightOfTheSummit()
    {
        double highest = 0;
        const TerrainTileId middle = tileAt(14, 114.215, 22.905);
        for (std::uint32_t dx = 0; dx < 3; ++dx)
            for (std::uint32_t dy = 0; dy < 3; ++dy) {
                const QuantizedMesh mesh = meshOf({14, middle.x + dx - 1, middle.y + dy - 1});
                for (const QuantizedMesh::Vertex& vertex : mesh.vertices)
                    highest = std::max(highest, mesh.heightMeters(vertex));
            }
        QVERIFY2(std::fabs(highest - 898) < 6, qPrintable(QString::number(highest)));
    }

    void neighboursShareTheirEdges_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::addColumn<int>("level");
        QTest::newRow("city") << 113.75 << 23.02 << 15;
        QTest::newRow("mountains") << 114.215 << 22.905 << 15;
        QTest::newRow("mountains, coarse") << 114.215 << 22.905 << 11;
        QTest::newRow("lake") << 113.89 << 22.91 << 14;
    }
    void neighboursShareTheirEdges()
    {
        QFETCH(double, lon);
        QFETCH(double, lat);
        QFETCH(int, level);
        const TerrainTileId id = tileAt(level, lon, lat);
        enum { West, South, East, North };
        struct Neighbour {
            TerrainTileId id;
            int own, other;
            bool alongV;
        };
        const QuantizedMesh own = meshOf(id);
        for (const Neighbour& n : {Neighbour{{level, id.x + 1, id.y}, East, West, true},
                                   Neighbour{{level, id.x, id.y + 1}, North, South, false}}) {
            const QuantizedMesh other = meshOf(n.id);
            using Edge = std::map<int, std::pair<double, glm::vec3>>; // along the edge: height and normal
            const auto edgeOf = [&](const QuantizedMesh& mesh, int edge) {
                Edge result;
                for (std::uint32_t index : mesh.edges[static_cast<std::size_t>(edge)]) {
                    const QuantizedMesh::Vertex& v = mesh.vertices[index];
                    result[n.alongV ? v.v : v.u] = {mesh.heightMeters(v), mesh.normals[index]};
                }
                return result;
            };
            const Edge a = edgeOf(own, n.own);
            const Edge b = edgeOf(other, n.other);
            QCOMPARE(a.size(), std::size_t(33));
            QCOMPARE(a.size(), b.size());
            for (const auto& [along, value] : a) {
                QVERIFY(b.contains(along));
                QCOMPARE(b.at(along).first, value.first);
                QVERIFY(b.at(along).second == value.second);
            }
        }
    }

    void availabilityHoldsWhatItSays()
    {
        // from the root down to the finest level by what the tiles themselves say
        const auto holds = [](const std::vector<TerrainTileRange>& ranges, const TerrainTileId& id) {
            return std::any_of(ranges.begin(), ranges.end(), [&](const TerrainTileRange& r) {
                return id.x >= r.startX && id.x <= r.endX && id.y >= r.startY && id.y <= r.endY;
            });
        };
        const QuantizedMesh root = meshOf(tileAt(0, 113.75, 23));
        QCOMPARE(root.availableBelow.size(), std::size_t(10));
        const QuantizedMesh tenth = meshOf(tileAt(10, 113.75, 23));
        QCOMPARE(tenth.availableBelow.size(), std::size_t(5));
        for (int level = 1; level <= kFinestTerrainLevel; ++level) {
            const TerrainTileId id = tileAt(level, 113.75, 23);
            const auto& ranges = level <= 10 ? root.availableBelow[static_cast<std::size_t>(level - 1)]
                                             : tenth.availableBelow[static_cast<std::size_t>(level - 11)];
            QVERIFY(holds(ranges, id));
            for (const TerrainTileRange& range : ranges)
                for (const auto& [x, y] : {std::pair{range.startX, range.startY}, std::pair{range.endX, range.endY}})
                    QVERIFY(terrainTile(level, static_cast<int>(x), static_cast<int>(y)).has_value());
        }
        QVERIFY(!terrainTile(8, 0, 0).has_value());
        QVERIFY(!terrainTile(16, 53000, 20000).has_value());
    }

    void rangesOfTheOrthophotoMakeOnlyWhatTheyShow()
    {
        const Result<RasterFile> file = orthophotoFile("dongguan.tif", Epoch::June2026);
        QVERIFY(file.has_value());
        const VirtualTiff::Form& form = file->tiff->form();
        QVERIFY(form.mostBytes < form.slotBytes);
        std::vector<std::uint32_t> made;
        const Bytes tile(1000, 7);
        const auto make = [&](int, std::uint32_t x, std::uint32_t) -> Result<SharedBytes> {
            made.push_back(x);
            return std::make_shared<const Bytes>(tile);
        };
        // from behind the end of a tile to behind the end of the next one
        const std::uint64_t slot = file->tiff->byteSize() / form.slotBytes - 3;
        const std::uint64_t from = slot * form.slotBytes + form.mostBytes;
        const Result<Bytes> bytes = file->tiff->read(from, form.slotBytes, make);
        QVERIFY(bytes.has_value());
        QCOMPARE(made.size(), std::size_t(1));
        const std::size_t next = form.slotBytes - form.mostBytes;
        QVERIFY(bytes->at(next - 1) == 0 && bytes->at(next) == 7 && bytes->at(next + 999) == 7
                && bytes->at(next + 1000) == 0);
        QCOMPARE(file->tiff->read(from - 1, form.slotBytes, make)->size(), std::size_t(form.slotBytes));
        QCOMPARE(made.size(), std::size_t(3));
    }

    void demIsReadByGdal()
    {
        const Result<RasterFile> dem = demFile("city.tif");
        QVERIFY(dem.has_value());
        QVERIFY(!demFile("x.tif").has_value());
        // read in pieces of odd sizes: the same bytes as in one
        const std::uint64_t size = dem->tiff->byteSize();
        const Result<Bytes> head = dem->tiff->read(0, 300000, dem->make);
        QVERIFY(head.has_value());
        Bytes pieces;
        while (pieces.size() < head->size()) {
            const Result<Bytes> piece =
                dem->tiff->read(pieces.size(), std::min<std::size_t>(777, head->size() - pieces.size()), dem->make);
            QVERIFY(piece.has_value() && !piece->empty());
            pieces.insert(pieces.end(), piece->begin(), piece->end());
        }
        QVERIFY(pieces == *head);
        QCOMPARE(dem->tiff->read(size - 5, 100, dem->make)->size(), std::size_t(5));
        QVERIFY(dem->tiff->read(size, 100, dem->make)->empty());

        // what of the file GDAL reads for its overview and one corner of the full resolution
        GDALAllRegister();
        Bytes file(size);
        const auto fill = [&](std::uint64_t from, std::uint64_t to) {
            const Result<Bytes> bytes = dem->tiff->read(from, to - from, dem->make);
            QVERIFY(bytes.has_value());
            std::memcpy(file.data() + from, bytes->data(), bytes->size());
        };
        fill(0, 700000); // directories, arrays, the coarsest overviews
        const std::uint64_t tiles = 118ull * 79;
        const std::uint64_t slot = dem->tiff->form().slotBytes;
        const std::uint64_t wanted = 40 * 118 + 60; // a tile in the middle
        const std::uint64_t at = size - (tiles - wanted) * slot;
        fill(at, at + slot);
        if (QTest::currentTestFailed())
            return;
        VSIFCloseL(VSIFileFromMemBuffer("/vsimem/dem.tif", file.data(), file.size(), FALSE));
        const auto dataset = std::unique_ptr<GDALDataset>(GDALDataset::Open("/vsimem/dem.tif", GDAL_OF_RASTER));
        QVERIFY(dataset != nullptr);
        QCOMPARE(dataset->GetRasterXSize(), 7520);
        QCOMPARE(dataset->GetRasterYSize(), 5000);
        QCOMPARE(dataset->GetRasterBand(1)->GetOverviewCount(), 6);
        QVERIFY(QString(dataset->GetProjectionRef()).contains("China Geodetic Coordinate System 2000"));
        double geo[6];
        QCOMPARE(dataset->GetGeoTransform(geo), CE_None);
        float heights[64 * 64];
        QCOMPARE(
            dataset->GetRasterBand(1)->RasterIO(GF_Read, 60 * 64, 40 * 64, 64, 64, heights, 64, 64, GDT_Float32, 0, 0),
            CE_None);
        for (int row : {0, 31, 63})
            for (int column : {0, 20, 63}) {
                const double lon = geo[0] + (60 * 64 + column + 0.5) * geo[1];
                const double lat = geo[3] + (40 * 64 + row + 0.5) * geo[5];
                const double ground = groundHeight(lon, lat);
                QVERIFY(std::fabs(heights[row * 64 + column] - ground) < 0.001);
            }
        float coarse = 0;
        GDALRasterBand* overview = dataset->GetRasterBand(1)->GetOverview(5);
        QCOMPARE(overview->RasterIO(GF_Read, 60, 40, 1, 1, &coarse, 1, 1, GDT_Float32, 0, 0), CE_None);
        QVERIFY(std::fabs(coarse - groundHeight(geo[0] + 60.5 * 64 * geo[1], geo[3] + 40.5 * 64 * geo[5])) < 0.01);
        VSIUnlink("/vsimem/dem.tif");
    }
};

QTEST_GUILESS_MAIN(TestDemoTerrain)
#include "TestDemoTerrain.moc"
