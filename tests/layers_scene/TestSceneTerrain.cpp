// Terrain in a scene: what is asked for, and where the ground is drawn.
#include "layers/scene/SceneEngine.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/Resource.h"
#include "tests/DemWriter.h"
#include "tests/TerrainWriter.h"
#include "tests/layers_tiling/Fakes.h"

#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <glm/geometric.hpp>

#include <cstdio>
#include <set>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

constexpr double kLon = 113.75, kLat = 23.02;

double hills(double lon, double lat)
{
    return 300 + 200 * std::sin((lon - 113.75) * 300) * std::cos((lat - 23.02) * 400);
}

/// A terrain server: tiles of a function, made when they are asked for.
class TerrainServer final : public AssetAccessor {
public:
    struct Layer {
        HeightFunction height = hills;
        int maxLevel = 12;
        std::string json; ///< empty: one that lists everything
        std::function<TerrainTileForm(const TerrainTileId&)> form = [](const TerrainTileId&) {
            return TerrainTileForm();
        };
        std::function<bool(const TerrainTileId&)> isMissing = [](const TerrainTileId&) { return false; };
    };
    std::map<std::string, Layer> layers; ///< by folder, "http://terrain/a/"
    FakeAssetAccessor rest;

    AssetHandle get(AssetRequest request, AssetCallback done) override
    {
        for (const auto& [folder, layer] : layers) {
            if (!request.url.starts_with(folder))
                continue;
            TerrainTileId id;
            const std::string name = request.url.substr(folder.size());
            if (name == "layer.json")
                rest.put(request.url, layer.json.empty() ? wholeLayer(layer.maxLevel) : layer.json);
            else if (std::sscanf(name.c_str(), "%d/%u/%u.terrain", &id.level, &id.x, &id.y) == 3 && !layer.isMissing(id)
                     && !m_own.contains(request.url))
                rest.put(request.url, writeTerrainTile(id, layer.height, layer.form(id)));
        }
        return rest.get(std::move(request), std::move(done));
    }
    AssetStatistics statistics() const override { return rest.statistics(); }
    void put(const std::string& url, Bytes bytes)
    {
        m_own.insert(url);
        rest.put(url, std::move(bytes));
    }

    static std::string wholeLayer(int maxLevel)
    {
        std::string json = R"({"format":"quantized-mesh-1.0","tiles":["{z}/{x}/{y}.terrain"],"available":[)";
        for (int level = 0; level <= maxLevel; ++level)
            json += std::string(level > 0 ? "," : "") + R"([{"startX":0,"startY":0,"endX":)"
                + std::to_string((2u << level) - 1) + R"(,"endY":)" + std::to_string((1u << level) - 1) + "}]";
        return json + "]}";
    }

private:
    std::set<std::string> m_own;
};

struct World {
    World() : engine({server, tasks, clock, preparer}, settings(), [] {}) { }
    static EngineSettings settings()
    {
        EngineSettings settings;
        settings.fades = false;
        return settings;
    }
    const DrawList& settle(const ViewState& view)
    {
        // Rasters are read on threads that nothing here waits for.
        for (const QDeadlineTimer deadline(20'000); !deadline.hasExpired(); QThread::yieldCurrentThread()) {
            engine.update(view);
            waitForWorkers(tasks);
            if (engine.isSettled())
                return engine.update(view);
        }
        qFatal("the view does not settle");
    }
    void show(const std::vector<std::string>& urls)
    {
        Scene scene;
        for (const std::string& url : urls) {
            TerrainSourceSpec& terrain = scene.terrain.emplace_back();
            terrain.name = url;
            terrain.url = url;
            terrain.kind = "quantized-mesh";
        }
        engine.setScene(scene);
    }
    /// Of what is drawn, straight below a place.
    std::optional<double> heightAt(double lon, double lat)
    {
        const glm::dvec3 up = ellipsoidNormal(lon, lat);
        const auto hit = engine.pick({toEcef({lon, lat, 4000}), -up});
        return hit && hit->isGround ? std::optional(toGeographic(hit->position).heightMeters) : std::nullopt;
    }
    [[nodiscard]] std::size_t askedFor(const std::string& part) const
    {
        const auto asked = server.rest.asked();
        return static_cast<std::size_t>(std::count_if(
            asked.begin(), asked.end(), [&](const std::string& url) { return url.find(part) != std::string::npos; }));
    }

    TerrainServer server;
    FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{2};
    SceneEngine engine;
};

ViewState above(double height, double lon = kLon, double lat = kLat)
{
    return ViewState::geographic(lon, lat, height, 0, -90, 800, 600);
}

/// The source's own points in the tile of a place.
std::vector<std::pair<double, double>> pointsOf(int level, double lon, double lat, int cells = 16)
{
    const double size = 180.0 / std::ldexp(1.0, level);
    const TerrainTileId id{level, static_cast<std::uint32_t>((lon + 180) / size),
                           static_cast<std::uint32_t>((lat + 90) / size)};
    const Rectangle tile = terrainTileRectangle(id);
    std::vector<std::pair<double, double>> points;
    for (int y = 1; y < cells; ++y) {
        for (int x = 1; x < cells; ++x)
            points.emplace_back(tile.west + size * static_cast<double>(std::lround(32767.0 * x / cells)) / 32767,
                                tile.south + size * static_cast<double>(std::lround(32767.0 * y / cells)) / 32767);
    }
    return points;
}

} // namespace

class TestSceneTerrain : public QObject {
    Q_OBJECT

private slots:
    void theGroundIsThatOfTheDateOfTheLastView()
    {
        World world;
        Scene scene;
        for (const auto& [date, height] : {std::pair{"2023-06", 100.0}, std::pair{"2026-06", 300.0}}) {
            const std::string url = std::string("http://terrain/") + date + "/";
            world.server.layers[url].height = [height](double, double) { return height; };
            TerrainSourceSpec& terrain = scene.terrain.emplace_back();
            terrain.name = date;
            terrain.url = url;
            terrain.kind = "quantized-mesh";
            terrain.date = date;
        }
        world.engine.setScene(scene);
        const auto height = [&] {
            world.settle(above(900));
            return world.heightAt(kLon, kLat).value_or(-1);
        };
        constexpr double kToleranceMeters = 0.5;
        QVERIFY(std::abs(height() - 300) < kToleranceMeters); // the latest
        QCOMPARE(world.askedFor("/2023-06/"), std::size_t{0});
        world.engine.setContents({{"2023-06", {}}});
        QVERIFY(std::abs(height() - 100) < kToleranceMeters);
        world.engine.setContents({{"2023-06", {}}, {"2026-06", {}}});
        QVERIFY(std::abs(height() - 300) < kToleranceMeters);
    }

    void pickedHeightsAreTheSources_data()
    {
        QTest::addColumn<double>("height");
        QTest::newRow("from 900 m") << 900.0;
        QTest::newRow("from 3 km") << 3000.0;
    }

    /// To a centimetre at the source's own points, and on its triangles between them.
    void pickedHeightsAreTheSources()
    {
        QFETCH(double, height);
        World world;
        world.server.layers["http://terrain/a/"].maxLevel = 12;
        world.show({"http://terrain/a/"});
        const DrawList& list = world.settle(above(height));
        QVERIFY(!list.items.empty());
        int points = 0;
        for (const auto& [lon, lat] : pointsOf(12, kLon, kLat)) {
            if (std::abs(lon - kLon) * 102000 > height / 4 || std::abs(lat - kLat) * 111000 > height / 5)
                continue;
            const auto drawn = world.heightAt(lon, lat);
            QVERIFY(drawn);
            QVERIFY2(
                std::abs(*drawn - hills(lon, lat)) < 0.01,
                qPrintable(QString("%1 at %2 %3, should be %4").arg(*drawn).arg(lon).arg(lat).arg(hills(lon, lat))));
            ++points;
        }
        QVERIFY2(points >= 1, qPrintable(QString::number(points)));
    }

    /// Tiles below the source's finest are made of that, without requests.
    void deeperTilesNeedNoRequests()
    {
        World world;
        TerrainServer::Layer& layer = world.server.layers["http://terrain/a/"];
        layer.maxLevel = 10;
        layer.height = [](double lon, double lat) { return 4000 * (lon - 113.7) + 3000 * (lat - 23); };
        world.show({"http://terrain/a/"});
        world.settle(above(2500));
        const std::size_t before = world.server.rest.asked().size();
        world.settle(above(600));
        QCOMPARE(world.server.rest.asked().size(), before);
        QCOMPARE(world.askedFor("/11/"), std::size_t{0});
        const auto drawn = world.heightAt(kLon + 0.0003, kLat - 0.0002);
        QVERIFY(drawn);
        QVERIFY(std::abs(*drawn - layer.height(kLon + 0.0003, kLat - 0.0002)) < 0.05);
    }

    /// A tile lies under several of the ground, and is asked for once.
    void tilesAreAskedForOnce()
    {
        World world;
        world.server.layers["http://terrain/a/"].maxLevel = 13;
        world.show({"http://terrain/a/"});
        world.settle(above(1500));
        auto asked = world.server.rest.asked();
        std::sort(asked.begin(), asked.end());
        QVERIFY(asked.size() > 4);
        QVERIFY(std::adjacent_find(asked.begin(), asked.end()) == asked.end());
    }

    void missingTilesAreReplacedByCoarserOnes()
    {
        World world;
        TerrainServer::Layer& layer = world.server.layers["http://terrain/a/"];
        layer.maxLevel = 13;
        layer.height = [](double lon, double) { return 5000 * (lon - 113.7); };
        layer.isMissing = [](const TerrainTileId& id) { return id.level > 8; };
        world.show({"http://terrain/a/"});
        world.settle(above(1500));
        const auto drawn = world.heightAt(kLon, kLat);
        QVERIFY(drawn);
        QVERIFY2(std::abs(*drawn - layer.height(kLon, kLat)) < 0.5, qPrintable(QString::number(*drawn)));
        // The layer had promised them: one kind of error, told by name.
        const SourceStatus status = world.engine.sources().front();
        QCOMPARE(status.errorKinds.size(), std::size_t{1});
        QVERIFY(status.errorKinds.front().first.code == ErrorCode::NotFound);
        QVERIFY(status.errorKinds.front().first.source.find(".terrain") != std::string::npos);
        QVERIFY(status.state == SourceState::Ready);
    }

    void brokenTilesAreTold()
    {
        World world;
        TerrainServer::Layer& layer = world.server.layers["http://terrain/a/"];
        layer.maxLevel = 12;
        const double size = 180.0 / 4096;
        const TerrainTileId id{12, static_cast<std::uint32_t>((kLon + 180) / size),
                               static_cast<std::uint32_t>((kLat + 90) / size)};
        Bytes cut = writeTerrainTile(id, hills);
        cut.resize(cut.size() / 3);
        const std::string url = "http://terrain/a/12/" + std::to_string(id.x) + "/" + std::to_string(id.y) + ".terrain";
        world.server.put(url, cut);
        world.show({"http://terrain/a/"});
        world.settle(above(1500));
        const SourceStatus status = world.engine.sources().front();
        QCOMPARE(status.errorCount, std::uint64_t{1});
        QVERIFY(status.errors.front().code == ErrorCode::Truncated);
        QCOMPARE(status.errors.front().source, url);
        // The siblings are as they should be, and where it would be the coarser one is.
        const Rectangle tile = terrainTileRectangle(id);
        const auto drawn = world.heightAt(kLon, kLat);
        QVERIFY(drawn && std::abs(*drawn - hills(kLon, kLat)) < 40);
        const auto [lon, lat] = pointsOf(12, tile.east + size / 2, kLat)[7 * 15 + 1];
        world.settle(above(1500, lon, lat));
        const auto beside = world.heightAt(lon, lat);
        QVERIFY(beside);
        QVERIFY2(std::abs(*beside - hills(lon, lat)) < 0.01, qPrintable(QString::number(*beside - hills(lon, lat))));
    }

    /// Where the first has nothing the next counts.
    void sourcesFollowEachOther()
    {
        World world;
        TerrainServer::Layer& first = world.server.layers["http://terrain/a/"];
        first.height = [](double, double) { return 150.0; };
        // The tiles of level 4 and below east of 112.5° E, and only there.
        first.json = R"({"format":"quantized-mesh-1.0","tiles":["{z}/{x}/{y}.terrain"],"available":[[],[],[],[],)"
                     R"([{"startX":26,"startY":0,"endX":31,"endY":15}]],"bounds":[112.5,-90,180,90]})";
        TerrainServer::Layer& second = world.server.layers["http://terrain/b/"];
        second.height = [](double, double) { return 40.0; };
        world.show({"http://terrain/a/", "http://terrain/b/"});
        world.settle(above(3000));
        const auto east = world.heightAt(kLon, kLat);
        QVERIFY(east && std::abs(*east - 150) < 0.01);
        world.settle(above(3000, 110.0, 23.0));
        const auto west = world.heightAt(110.0, 23.0);
        QVERIFY(west && std::abs(*west - 40) < 0.01);
    }

    void tilesTellWhatIsBelowThem()
    {
        World world;
        TerrainServer::Layer& layer = world.server.layers["http://terrain/a/"];
        layer.json =
            R"({"format":"quantized-mesh-1.0","tiles":["{z}/{x}/{y}.terrain"],"maxzoom":14,"metadataAvailability":5,)"
            R"("available":[[{"startX":0,"startY":0,"endX":1,"endY":0}]]})";
        layer.form = [](const TerrainTileId& id) {
            TerrainTileForm form;
            if (id.level % 5 == 0) {
                form.availability = "{\"available\":[";
                for (int level = id.level + 1; level <= std::min(id.level + 5, 12); ++level)
                    form.availability += std::string(level > id.level + 1 ? "," : "")
                        + R"([{"startX":0,"startY":0,"endX":)" + std::to_string((2u << level) - 1) + R"(,"endY":)"
                        + std::to_string((1u << level) - 1) + "}]";
                form.availability += "]}";
            }
            return form;
        };
        world.show({"http://terrain/a/"});
        world.settle(above(900));
        QCOMPARE(world.askedFor("/a/13/"), std::size_t{0});
        QVERIFY(world.askedFor("/a/12/") > 0);
        const auto [lon, lat] = pointsOf(12, kLon, kLat)[7 * 15 + 7];
        world.settle(above(900, lon, lat));
        const auto drawn = world.heightAt(lon, lat);
        QVERIFY(drawn);
        QVERIFY(std::abs(*drawn - hills(lon, lat)) < 0.01);
        QCOMPARE(world.engine.sources().front().errorCount, std::uint64_t{0});
    }

    void parentsStandIn()
    {
        World world;
        TerrainServer::Layer& own = world.server.layers["http://terrain/a/"];
        own.json =
            R"({"format":"quantized-mesh-1.0","tiles":["{z}/{x}/{y}.terrain"],"available":[[]],"parentUrl":"../b/"})";
        world.server.layers["http://terrain/b/"].height = [](double, double) { return 77.0; };
        world.show({"http://terrain/a/"});
        world.settle(above(3000));
        const auto drawn = world.heightAt(kLon, kLat);
        QVERIFY(drawn && std::abs(*drawn - 77) < 0.01);
    }

    /// A server that does not answer leaves the bare ellipsoid; once it answers the ground rises.
    void groundRisesWhenTheServerAnswers()
    {
        World world;
        world.server.layers["http://terrain/a/"].maxLevel = 13;
        world.server.rest.fail("http://terrain/a/layer.json",
                               {ErrorCode::ConnectionFailed, "http://terrain/a/layer.json", "refused"}, 2);
        world.show({"http://terrain/a/"});
        for (int i = 0; i < 20; ++i) {
            world.engine.update(above(1500));
            waitForWorkers(world.tasks);
        }
        const auto flat = world.heightAt(kLon, kLat);
        QVERIFY(flat && std::abs(*flat) < 0.01);
        for (int i = 0; i < 5; ++i) {
            world.clock.advance(std::chrono::seconds(2));
            world.engine.update(above(1500));
            waitForWorkers(world.tasks);
        }
        world.settle(above(1500));
        const auto risen = world.heightAt(kLon, kLat);
        QVERIFY(risen);
        QVERIFY2(std::abs(*risen - hills(kLon, kLat)) < 5, qPrintable(QString::number(*risen)));
    }

    /// A raster above a quantized mesh: it counts where it has heights, the mesh in its voids and beyond it.
    void rastersAreTerrainToo()
    {
        World world;
        world.server.layers["http://terrain/b/"].height = [](double, double) { return 40.0; };
        const QString path = m_folder.filePath("dem.tif");
        DemForm form;
        form.width = form.height = 200;
        form.place = {113.74, 0.0001, 0, 23.03, 0, -0.0001};
        form.declaresNodata = true;
        const auto slope = [](double lon, double lat) { return 100 + 4000 * (lon - 113.74) + 3000 * (lat - 23.01); };
        writeDem(path, form, [&](double lon, double lat) {
            return std::hypot(lon - 113.755, lat - 23.025) < 0.0015 ? NAN : slope(lon, lat);
        });
        Scene scene;
        TerrainSourceSpec& dem = scene.terrain.emplace_back();
        dem.name = "DEM";
        dem.kind = "dem";
        dem.url = path.toStdString();
        TerrainSourceSpec& mesh = scene.terrain.emplace_back();
        mesh.name = "mesh";
        mesh.kind = "quantized-mesh";
        mesh.url = "http://terrain/b/";
        world.engine.setScene(scene);
        world.settle(above(1500));
        for (const auto& [lon, lat] : {std::pair(113.75005, 23.02005), {113.74705, 23.01765}}) {
            const auto drawn = world.heightAt(lon, lat);
            QVERIFY(drawn);
            QVERIFY2(std::abs(*drawn - slope(lon, lat)) < 0.01, qPrintable(QString::number(*drawn - slope(lon, lat))));
        }
        const auto inVoid = world.heightAt(113.755, 23.025);
        QVERIFY(inVoid);
        QVERIFY2(std::abs(*inVoid - 40) < 0.01, qPrintable(QString::number(*inVoid)));
        world.settle(above(1500, 113.70, 23.02));
        const auto beyond = world.heightAt(113.70, 23.02);
        QVERIFY(beyond && std::abs(*beyond - 40) < 0.01);
        for (const SourceStatus& status : world.engine.sources())
            QVERIFY2(status.state == SourceState::Ready, status.name.c_str());
    }

    void heightsAreShiftedAndExaggerated()
    {
        World world;
        const QString path = m_folder.filePath("national.tif"), grid = m_folder.filePath("geoid.tif");
        DemForm form;
        form.width = form.height = 200;
        form.place = {113.74, 0.0001, 0, 23.03, 0, -0.0001};
        writeDem(path, form, [](double, double) { return 50.0; });
        DemForm wide;
        wide.place = {113.0, 0.05, 0, 24.0, 0, -0.05};
        writeDem(grid, wide, [](double lon, double) { return -9 + (lon - 113.75); });
        Scene scene;
        TerrainSourceSpec& dem = scene.terrain.emplace_back();
        dem.name = "DEM";
        dem.kind = "dem";
        dem.url = path.toStdString();
        dem.heights = "1985";
        dem.offsetGrid = grid.toStdString();
        dem.heightOffsetMeters = 1.5;
        world.engine.setScene(scene);
        world.settle(above(1500));
        auto drawn = world.heightAt(kLon, kLat);
        QVERIFY(drawn);
        QVERIFY2(std::abs(*drawn - (50 - 9 + 1.5)) < 0.01, qPrintable(QString::number(*drawn)));
        scene.ground.exaggeration = 3;
        world.engine.setScene(scene);
        world.settle(above(1500));
        drawn = world.heightAt(kLon, kLat);
        QVERIFY(drawn);
        QVERIFY2(std::abs(*drawn - 3 * (50 - 9 + 1.5)) < 0.01, qPrintable(QString::number(*drawn)));
        const auto place = world.engine.groundPlaceAt(kLon, kLat);
        QVERIFY(place && place->nationalMeters);
        QVERIFY(std::abs(place->ellipsoidalMeters - 42.5) < 0.01);
        QVERIFY(std::abs(*place->nationalMeters - 50) < 0.01);
        // Contour lines count what the status bar shows.
        int counted = 0;
        for (const DrawItem& item : world.engine.list(0).items) {
            if (item.part == nullptr || item.part->model->meshes.front().primitives.front().mapHeights.empty())
                continue;
            const tiles3d::Primitive& mesh = item.part->model->meshes.front().primitives.front();
            for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
                const Geographic at = toGeographic(item.part->model->origin + glm::dvec3(mesh.positions[i]));
                if (std::abs(at.lonDegrees - kLon) > 0.008 || std::abs(at.latDegrees - kLat) > 0.008)
                    continue;
                QVERIFY2(std::abs(mesh.mapHeights[i] - 50.0F) < 0.01F,
                         qPrintable(QString::number(double(mesh.mapHeights[i]))));
                ++counted;
            }
        }
        QVERIFY(counted > 3);
    }

    /// Where a DEM ends and there is nothing else the ground falls in a slope, not as a wall; also one that lies askew.
    void aRasterEndsInASlope_data()
    {
        QTest::addColumn<double>("askew");
        QTest::newRow("upright") << 0.0;
        QTest::newRow("askew") << 0.1;
    }
    void aRasterEndsInASlope()
    {
        QFETCH(double, askew);
        World world;
        const QString path = m_folder.filePath("end.tif");
        DemForm form;
        form.width = form.height = 200;
        form.place = {113.74, 0.0001, 0.0001 * askew, 23.03, 0.0001 * askew, -0.0001};
        writeDem(path, form, [](double, double) { return 80.0; });
        Scene scene;
        TerrainSourceSpec& dem = scene.terrain.emplace_back();
        dem.name = "DEM";
        dem.kind = "dem";
        dem.url = path.toStdString();
        world.engine.setScene(scene);
        world.settle(above(6000));
        // Westward from the middle: 80 m to the edge, then down over 800 m, and level.
        double before = 80, steepest = 0;
        bool isLevel = false;
        constexpr double kStep = 0.0001;
        for (double lon = 113.745; lon > 113.722; lon -= kStep) {
            const auto height = world.heightAt(lon, 23.02);
            QVERIFY(height);
            steepest = std::max(steepest, std::abs(*height - before) / (kStep * 102'400));
            before = *height;
            isLevel = std::abs(*height) < 0.05;
            const double told = world.engine.groundHeightAt(lon, 23.02);
            QVERIFY2(std::abs(told - *height) < 1.5, qPrintable(QString("%1 %2 %3").arg(lon).arg(told).arg(*height)));
        }
        QVERIFY2(steepest < 0.35, qPrintable(QString::number(steepest)));
        QVERIFY(isLevel);
        QVERIFY(std::abs(*world.heightAt(113.7425, 23.02) - 80) < 0.05);
    }

    void badRastersAreTold()
    {
        World world;
        Scene scene;
        TerrainSourceSpec& dem = scene.terrain.emplace_back();
        dem.name = "DEM";
        dem.kind = "dem";
        dem.url = m_folder.filePath("missing.tif").toStdString();
        world.engine.setScene(scene);
        world.settle(above(1500));
        const SourceStatus status = world.engine.sources().front();
        QVERIFY(status.state == SourceState::Failed);
        QCOMPARE(status.errorCount, std::uint64_t{1});
        QVERIFY(status.errors.front().code == ErrorCode::NotFound);
        QCOMPARE(status.errors.front().source, dem.url);
        const auto drawn = world.heightAt(kLon, kLat);
        QVERIFY(drawn && std::abs(*drawn) < 0.01); // the ground is there all the same
    }

    void groundHeightIsKnownWithoutAPick()
    {
        World world;
        world.server.layers["http://terrain/a/"].maxLevel = 12;
        QCOMPARE(world.engine.groundRevision(), std::uint64_t{0});
        world.show({"http://terrain/a/"});
        QVERIFY(world.engine.groundRevision() > 0);
        QCOMPARE(world.engine.groundHeightAt(kLon, kLat), 0.0);
        const auto [lon, lat] = pointsOf(12, kLon, kLat)[7 * 15 + 7];
        world.settle(above(900, lon, lat));
        QVERIFY(std::abs(world.engine.groundHeightAt(lon, lat) - hills(lon, lat)) < 0.01);
        // What a clip lays flat counts, for the height as for the picture.
        Scene scene = world.engine.scene();
        ClipSpec& clip = scene.clips.emplace_back();
        clip.name = "site";
        clip.mode = "flatten";
        clip.flatHeightMeters = 333;
        clip.sources = {kGroundName};
        clip.polygon = {{lon - 0.001, lat - 0.001},
                        {lon + 0.001, lat - 0.001},
                        {lon + 0.001, lat + 0.001},
                        {lon - 0.001, lat + 0.001}};
        world.engine.setScene(scene);
        world.settle(above(900, lon, lat));
        QVERIFY(std::abs(world.engine.groundHeightAt(lon, lat) - 333) < 0.01);
        const auto drawn = world.heightAt(lon, lat);
        QVERIFY(drawn);
        QVERIFY2(std::abs(*drawn - 333) < 0.01, qPrintable(QString::number(*drawn)));
    }

    void withoutTerrainItIsFlatAgain()
    {
        World world;
        world.server.layers["http://terrain/a/"].maxLevel = 11;
        world.show({"http://terrain/a/"});
        world.settle(above(1500));
        QVERIFY(std::abs(*world.heightAt(kLon, kLat)) > 50);
        world.show({});
        world.settle(above(1500));
        QVERIFY(std::abs(*world.heightAt(kLon, kLat)) < 0.01);
    }

    /// What stands over the horizon of the bare ellipsoid is seen.
    void mountainsRiseOverTheHorizon()
    {
        World world;
        TerrainServer::Layer& layer = world.server.layers["http://terrain/a/"];
        layer.maxLevel = 10;
        // A range 100 km to the north; from 10 m the bare horizon is at 11 km.
        layer.height = [](double, double lat) { return lat > 23.85 && lat < 23.95 ? 3000.0 : 0.0; };
        world.show({"http://terrain/a/"});
        const ViewState view = ViewState::geographic(kLon, kLat, 10, 0, 1, 800, 600);
        world.settle(view);
        const auto hit = world.engine.pick(view.rayThrough(400, 300));
        QVERIFY(hit && hit->isGround);
        const Geographic place = toGeographic(hit->position);
        QVERIFY2(place.latDegrees > 23.8 && place.heightMeters > 500, qPrintable(QString::number(place.latDegrees)));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSceneTerrain)
#include "TestSceneTerrain.moc"
