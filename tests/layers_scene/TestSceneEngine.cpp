#include "geodata/crs/Ellipsoid.h"
#include "layers/scene/SceneEngine.h"
#include "layers/tiling/NullPreparer.h"
#include "tests/layers_tiling/Fakes.h"

#include <QTest>

#include <glm/geometric.hpp>

#include <algorithm>
#include <optional>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

constexpr double kLon = 113.75, kLat = 23.02;

const Bytes kPicture{0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
                     0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xfd,
                     0xd4, 0x9a, 0x73, 0x00, 0x00, 0x00, 0x10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x88,
                     0xaa, 0x08, 0x00, 0x22, 0x06, 0x08, 0x05, 0x00, 0x1f, 0xee, 0x04, 0x89, 0x99, 0xc7, 0x19,
                     0x05, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

std::string matrixText(const glm::dmat4& m)
{
    std::string text = "[";
    for (int c = 0; c < 4; ++c) {
        for (int r = 0; r < 4; ++r)
            text += (c + r > 0 ? "," : "") + QString::number(m[c][r], 'g', 17).toStdString();
    }
    return text + "]";
}

/// A tileset of one square of 2·half metres, `height` metres above the ellipsoid.
std::string squareTileset(const std::string& content, double half, double height)
{
    const std::string h = QString::number(half).toStdString();
    return R"({"asset":{"version":"1.1"},"geometricError":100,"root":{"refine":"REPLACE","geometricError":0,)"
           R"("boundingVolume":{"box":[0,0,0,)"
        + h + ",0,0,0," + h + R"(,0,0,0,1]},"transform":)" + matrixText(eastNorthUpToEcef({kLon, kLat, height}))
        + R"(,"content":{"uri":")" + content + R"("}}})";
}

TilesetSourceSpec tileset(const std::string& name, const std::string& url)
{
    TilesetSourceSpec spec;
    spec.name = name;
    spec.url = url;
    return spec;
}

ImagerySourceSpec imagery(const std::string& name, int maxLevel = 18)
{
    ImagerySourceSpec spec;
    spec.name = name;
    spec.url = "http://pictures/" + name + "/{z}/{x}/{y}.png";
    spec.maxLevel = maxLevel;
    return spec;
}

/// Answers every picture's URL.
class PictureServer final : public AssetAccessor {
public:
    explicit PictureServer(FakeAssetAccessor& rest) : m_rest(rest) { }
    AssetHandle get(AssetRequest request, AssetCallback done) override
    {
        if (request.url.find("http://pictures/") == 0 && !isMissing(request.url))
            m_rest.put(request.url, kPicture);
        return m_rest.get(std::move(request), std::move(done));
    }
    AssetStatistics statistics() const override { return m_rest.statistics(); }
    std::function<bool(const std::string&)> isMissing = [](const std::string&) { return false; };

private:
    FakeAssetAccessor& m_rest;
};

EngineSettings withoutFades()
{
    EngineSettings settings;
    settings.fades = false;
    return settings;
}

struct World {
    explicit World(EngineSettings settings = withoutFades())
        : engine({pictures, tasks, clock, preparer}, settings, [] {})
    { }

    const DrawList& frame(const ViewState& view)
    {
        waitForWorkers(tasks);
        return engine.update(view);
    }
    const DrawList& settle(const ViewState& view)
    {
        for (int frames = 0; frames < 500; ++frames) {
            frame(view);
            waitForWorkers(tasks);
            if (engine.isSettled())
                return frame(view);
        }
        qFatal("the view does not settle");
    }

    FakeAssetAccessor assets;
    PictureServer pictures{assets};
    FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{2};
    SceneEngine engine;
};

} // namespace

class TestSceneEngine : public QObject {
    Q_OBJECT
private slots:
    void opensATilesetAndPicksIt()
    {
        World world;
        world.assets.put("http://h/tileset.json", squareTileset("a.glb", 40, 12));
        world.assets.put("http://h/a.glb", makeSquareGlb(40));
        Scene scene;
        scene.tilesets.push_back(tileset("Roof", "http://h/tileset.json"));
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 112, 0, -90, 800, 600);
        world.settle(view);

        QCOMPARE(world.engine.sources().size(), std::size_t{1});
        const SourceStatus status = world.engine.sources().front();
        QCOMPARE(status.state, SourceState::Ready);
        QVERIFY(status.errors.empty());
        QVERIFY(status.bounds && status.bounds->contains(kLon, kLat));
        QVERIFY(world.engine.viewpointFor(status.id).has_value());

        const auto hit = world.engine.pick(view.rayThrough(400, 300));
        QVERIFY(hit.has_value());
        QCOMPARE(hit->sourceName, std::string("Roof"));
        QVERIFY(!hit->isGround);
        QVERIFY(std::abs(hit->distanceMeters - 100) < 0.01);
        QVERIFY(glm::length(hit->position - toEcef({kLon, kLat, 12})) < 0.01);
        // Beside the roof lies the ground.
        const auto beside = world.engine.pick(view.rayThrough(400, 20));
        QVERIFY(beside && beside->isGround);
        const Geographic place = toGeographic(beside->position);
        QVERIFY2(std::abs(place.heightMeters) < 0.01, qPrintable(QString::number(place.heightMeters)));
        // And above the horizon nothing.
        const ViewState up = ViewState::geographic(kLon, kLat, 50, 0, 45, 800, 600);
        world.settle(up);
        QVERIFY(!world.engine.pick(up.rayThrough(400, 300)));
    }

    void showsWhatVisibleFeedsHave()
    {
        World world;
        Scene scene;
        for (const char* name : {"Air", "Water"}) {
            LiveSourceSpec live;
            live.name = name;
            live.url = std::string("http://") + name + "/v1.1";
            scene.live.push_back(live);
        }
        world.engine.setScene(scene);
        const auto both = world.engine.observations();
        QCOMPARE(both.size(), std::size_t{2});
        QCOMPARE(both[0]->sourceName, std::string("Air"));
        QCOMPARE(both[1]->sourceId, world.engine.sources()[1].id);
        scene.live[0].visible = false;
        world.engine.setScene(scene);
        QCOMPARE(world.engine.observations().size(), std::size_t{1});
        QCOMPARE(world.engine.observations().front()->sourceName, std::string("Water"));
    }

    void followsExternalTilesets()
    {
        World world;
        const std::string inner =
            R"({"asset":{"version":"1.0"},"geometricError":10,"root":{"geometricError":0,)"
            R"("boundingVolume":{"box":[0,0,0,40,0,0,0,40,0,0,0,1]},"content":{"uri":"../b.glb"}}})";
        world.assets.put("http://h/tileset.json", squareTileset("sub/inner.json", 40, 5));
        world.assets.put("http://h/sub/inner.json", inner);
        world.assets.put("http://h/b.glb", makeSquareGlb(40));
        Scene scene;
        scene.tilesets.push_back(tileset("Nested", "http://h/tileset.json"));
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 105, 0, -90, 800, 600);
        world.settle(view);
        const auto hit = world.engine.pick(view.rayThrough(400, 300));
        QVERIFY(hit.has_value());
        QVERIFY(std::abs(hit->distanceMeters - 100) < 0.01);
        QCOMPARE(hit->contentUrl, std::string("http://h/b.glb"));
    }

    void aTilesetThatNamesItselfEnds()
    {
        World world;
        world.assets.put("http://h/tileset.json", squareTileset("tileset.json", 40, 5));
        Scene scene;
        scene.tilesets.push_back(tileset("Ring", "http://h/tileset.json"));
        world.engine.setScene(scene);
        world.settle(ViewState::geographic(kLon, kLat, 105, 0, -90, 800, 600));
        const auto errors = world.engine.sources().front().errors;
        QCOMPARE(errors.size(), std::size_t{1});
        QCOMPARE(errors.front().code, ErrorCode::TooDeep);
    }

    void appliesTheHeightOffset()
    {
        World world;
        world.assets.put("http://h/tileset.json", squareTileset("a.glb", 40, 0));
        world.assets.put("http://h/a.glb", makeSquareGlb(40));
        Scene scene;
        scene.tilesets.push_back(tileset("Raised", "http://h/tileset.json"));
        scene.tilesets.back().heightOffsetMeters = 25;
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 125, 0, -90, 800, 600);
        world.settle(view);
        const auto hit = world.engine.pick(view.rayThrough(400, 300));
        QVERIFY(hit.has_value());
        QVERIFY(std::abs(toGeographic(hit->position).heightMeters - 25) < 0.01);
    }

    void placesASingleModelOnEarth()
    {
        World world;
        world.assets.put("/data/model.glb", makeSquareGlb(5));
        Scene scene;
        scene.tilesets.push_back(tileset("Model", "/data/model.glb"));
        world.engine.setScene(scene);
        world.settle(ViewState::geographic(kLon, kLat, 1000, 0, -90, 800, 600));
        const auto status = world.engine.sources().front();
        QVERIFY(status.bounds.has_value());
        const auto viewpoint = world.engine.viewpointFor(status.id);
        QVERIFY(viewpoint.has_value());
        const ViewState view =
            ViewState::geographic(viewpoint->lonDegrees, viewpoint->latDegrees, viewpoint->heightMeters,
                                  viewpoint->headingDegrees, viewpoint->pitchDegrees, 800, 600);
        world.settle(view);
        const auto hit = world.engine.pick(view.rayThrough(400, 300));
        QVERIFY(hit && !hit->isGround);
    }

    void showsLocalModelsWithoutGround()
    {
        World world;
        world.assets.put("/data/model.glb", makeSquareGlb(5));
        Scene scene;
        scene.tilesets.push_back(tileset("Model", "/data/model.glb"));
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 1000, 0, -90, 800, 600);
        const auto showsGround = [&] {
            world.settle(view);
            const DrawList& list = world.engine.update(view);
            const bool ground =
                std::any_of(list.items.begin(), list.items.end(), [](const DrawItem& i) { return i.isGround; });
            return list.isStudio == ground ? std::optional<bool>() : std::optional<bool>(ground);
        };
        QCOMPARE(showsGround(), std::optional<bool>(false));
        // Something on Earth beside it: the ground is back.
        world.assets.put("http://h/tileset.json", squareTileset("a.glb", 40, 12));
        world.assets.put("http://h/a.glb", makeSquareGlb(40));
        scene.tilesets.push_back(tileset("Roof", "http://h/tileset.json"));
        world.engine.setScene(scene);
        QCOMPARE(showsGround(), std::optional<bool>(true));
    }

    void reportsFailures_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("code");
        QTest::newRow("missing tileset") << "missing" << static_cast<int>(ErrorCode::NotFound);
        QTest::newRow("not JSON") << "text" << static_cast<int>(ErrorCode::BadMagic);
        QTest::newRow("missing content") << "content" << static_cast<int>(ErrorCode::NotFound);
        QTest::newRow("empty content") << "empty" << static_cast<int>(ErrorCode::Empty);
    }

    void reportsFailures()
    {
        QFETCH(QString, kind);
        QFETCH(int, code);
        World world;
        if (kind == "text")
            world.assets.put("http://h/t.json?key=secret", std::string("hello, this is no tileset at all"));
        if (kind == "content" || kind == "empty")
            world.assets.put("http://h/t.json?key=secret", squareTileset("a.glb", 40, 0));
        if (kind == "empty")
            world.assets.put("http://h/a.glb?key=secret", Bytes{});
        Scene scene;
        scene.tilesets.push_back(tileset("Bad", "http://h/t.json?key=secret"));
        world.engine.setScene(scene);
        world.settle(ViewState::geographic(kLon, kLat, 100, 0, -90, 800, 600));
        const SourceStatus status = world.engine.sources().front();
        QCOMPARE(status.errors.size(), std::size_t{1});
        QVERIFY2(static_cast<int>(status.errors.front().code) == code || kind == "text",
                 status.errors.front().toString().c_str());
        QVERIFY(status.errors.front().source.find("http://h/") == 0);
        QVERIFY(status.errors.front().source.find("secret") == std::string::npos);
        QCOMPARE(world.engine.counters().tilesFailed, std::uint64_t{1});
        if (kind == "missing")
            QCOMPARE(status.state, SourceState::Failed);
    }

    void triesTemporaryFailuresAgain()
    {
        World world;
        world.assets.put("http://h/tileset.json", squareTileset("a.glb", 40, 0));
        world.assets.put("http://h/a.glb", makeSquareGlb(40));
        world.assets.fail("http://h/a.glb", {ErrorCode::Timeout, "http://h/a.glb", "no answer"}, 2);
        Scene scene;
        scene.tilesets.push_back(tileset("Slow", "http://h/tileset.json"));
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 100, 0, -90, 800, 600);
        for (int i = 0; i < 8; ++i)
            world.frame(view);
        QVERIFY(!world.engine.isSettled());
        for (int i = 0; i < 8 && !world.engine.isSettled(); ++i) {
            world.clock.advance(std::chrono::milliseconds(1500));
            world.frame(view);
            world.frame(view);
        }
        QVERIFY(world.engine.isSettled());
        QCOMPARE(world.engine.sources().front().errorCount, std::uint64_t{0});
        QCOMPARE(std::ranges::count(world.assets.asked(), "http://h/a.glb"), 3);
    }

    void saysWhatIsNotSupported()
    {
        World world;
        Scene scene;
        scene.terrain.emplace_back();
        scene.terrain.back().name = "DEM";
        scene.terrain.back().kind = "quantized-mesh";
        scene.imagery.push_back(imagery("Map"));
        scene.imagery.back().kind = "wms";
        scene.vectors.emplace_back();
        world.engine.setScene(scene);
        QCOMPARE(world.engine.sources().size(), std::size_t{3});
        for (const SourceStatus& status : world.engine.sources()) {
            QCOMPARE(status.state, SourceState::Failed);
            QCOMPARE(status.errors.front().code, ErrorCode::UnsupportedFeature);
        }
    }

    void imageryLevelFollowsTheTexelSize_data()
    {
        QTest::addColumn<double>("height");
        QTest::newRow("30 m") << 30.0;
        QTest::newRow("300 m") << 300.0;
        QTest::newRow("5 km") << 5000.0;
        QTest::newRow("2000 km") << 2e6;
    }

    void imageryLevelFollowsTheTexelSize()
    {
        QFETCH(double, height);
        World world;
        Scene scene;
        scene.imagery.push_back(imagery("Ortho", 21));
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, height, 0, -90, 800, 600);
        const DrawList& list = world.settle(view);
        QVERIFY(!list.items.empty());
        const auto hit = world.engine.pick(view.rayThrough(400, 300));
        QVERIFY(hit && hit->isGround);
        bool isFound = false;
        for (const DrawItem& item : list.items) {
            if (item.tileId != hit->tileId)
                continue;
            isFound = true;
            QCOMPARE(item.overlayCount, 1u);
            const OverlayBinding binding = list.overlaysOf(item).front();
            // Ground metres of the tile across, from its bounding sphere's diagonal.
            const double texel = item.radius * std::sqrt(2.0) / (256.0 * static_cast<double>(binding.scale.x));
            const double pixels = texel * view.pixelsPerMeter(height);
            QVERIFY2(pixels < 2.2 || texel < 0.08, qPrintable(QString("texel covers %1 pixels").arg(pixels)));
            QVERIFY2(pixels > 0.8, qPrintable(QString("texel covers %1 pixels: finer than needed").arg(pixels)));
        }
        QVERIFY(isFound);
    }

    void missingPicturesAreReplacedByAncestors()
    {
        World world;
        world.pictures.isMissing = [](const std::string& url) {
            return url.find("/17/") != std::string::npos || url.find("/18/") != std::string::npos;
        };
        Scene scene;
        scene.imagery.push_back(imagery("Ortho", 18));
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 120, 0, -90, 800, 600);
        const DrawList& list = world.settle(view);
        QVERIFY(!list.items.empty());
        for (const DrawItem& item : list.items) {
            QCOMPARE(item.overlayCount, 1u);
            const OverlayBinding binding = list.overlaysOf(item).front();
            // Level 18's meshes with pictures of level 16: a quarter of the side, inside the picture.
            QVERIFY2(binding.scale.x <= 0.25f + 1e-6f,
                     qPrintable(QString("%1 of %2, radius %3, items %4")
                                    .arg(binding.scale.x)
                                    .arg(item.tileId & 0xFFFFFFFFu)
                                    .arg(item.radius)
                                    .arg(list.items.size())));
            for (const float corner : {0.0f, 1.0f}) {
                const glm::vec2 uv = glm::vec2(corner) * binding.scale + binding.offset;
                QVERIFY(uv.x >= -1e-6f && uv.x <= 1.0f + 1e-6f && uv.y >= -1e-6f && uv.y <= 1.0f + 1e-6f);
            }
        }
    }

    void imageryStopsAtItsFinestLevel()
    {
        World world;
        Scene scene;
        scene.imagery.push_back(imagery("Coarse", 12));
        world.engine.setScene(scene);
        world.settle(ViewState::geographic(kLon, kLat, 50, 0, -60, 800, 600));
        for (const std::string& url : world.assets.asked())
            QVERIFY2(url.find("/13/") == std::string::npos, url.c_str());
        QVERIFY(!world.assets.asked().empty());
    }

    void hardlyAnythingIsLoadedInVain()
    {
        World world;
        Scene scene;
        scene.imagery.push_back(imagery("Ortho", 20));
        world.engine.setScene(scene);
        for (const double height : {2500.0, 300.0, 120.0})
            world.settle(ViewState::geographic(kLon, kLat, height, 0, -30, 800, 600));
        const EngineCounters& counters = world.engine.counters();
        QVERIFY(counters.bytesLoaded > 0);
        QVERIFY2(counters.bytesNeverDrawn * 20 <= counters.bytesLoaded,
                 qPrintable(QString("%1 of %2 bytes").arg(counters.bytesNeverDrawn).arg(counters.bytesLoaded)));
    }

    void changingHowItIsShownLoadsNothing()
    {
        World world;
        world.assets.put("http://h/tileset.json", squareTileset("a.glb", 40, 12));
        world.assets.put("http://h/a.glb", makeSquareGlb(40));
        Scene scene;
        scene.imagery = {imagery("A", 14), imagery("B", 14)};
        scene.tilesets.push_back(tileset("Roof", "http://h/tileset.json"));
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 500, 0, -90, 800, 600);
        const std::size_t overlays = world.settle(view).overlays.size();
        const auto ids = [&] {
            std::map<std::string, std::uint32_t> all;
            for (const SourceStatus& status : world.engine.sources())
                all[status.name] = status.id;
            return all;
        };
        const auto before = ids();
        const std::size_t requests = world.assets.asked().size();
        std::swap(scene.imagery[0], scene.imagery[1]);
        scene.imagery[0].opacity = 0.5;
        scene.tilesets[0].opacity = 0.25;
        world.engine.setScene(scene);
        const DrawList& list = world.settle(view);
        QCOMPARE(world.assets.asked().size(), requests);
        QVERIFY(ids() == before);
        QCOMPARE(list.overlays.size(), overlays);
        QCOMPARE(list.overlays.front().opacity, 0.5f);
        scene.imagery[1].visible = false;
        scene.tilesets[0].visible = false;
        world.engine.setScene(scene);
        QCOMPARE(world.settle(view).overlays.size(), overlays / 2);
        QVERIFY(world.engine.pick(view.rayThrough(400, 300))->isGround);
        QCOMPARE(world.assets.asked().size(), requests);
        QCOMPARE(world.engine.sources().back().state, SourceState::Hidden);
        scene.tilesets.clear();
        world.engine.setScene(scene);
        world.settle(view);
        QCOMPARE(world.engine.sources().size(), std::size_t{2});
    }

    void drapesImageryOnTilesets()
    {
        World world;
        world.assets.put("http://h/tileset.json", squareTileset("a.glb", 40, 12));
        world.assets.put("http://h/a.glb", makeSquareGlb(40));
        Scene scene;
        scene.tilesets.push_back(tileset("Roof", "http://h/tileset.json"));
        scene.imagery.push_back(imagery("Ortho", 20));
        scene.imagery.back().on = {"Roof"};
        world.engine.setScene(scene);
        const DrawList& list = world.settle(ViewState::geographic(kLon, kLat, 112, 0, -90, 800, 600));
        bool isFound = false;
        for (const DrawItem& item : list.items) {
            if (item.isGround) {
                QCOMPARE(item.overlayCount, 0u);
                continue;
            }
            isFound = true;
            QVERIFY(item.overlayCount >= 1 && item.overlayCount <= kMaxOverlaysPerTile);
            // The middle of the tile lies in one of its pictures.
            bool isCovered = false;
            for (const OverlayBinding& binding : list.overlaysOf(item)) {
                const glm::vec2 uv = glm::vec2(0.5f) * binding.scale + binding.offset;
                isCovered = isCovered || (uv.x >= 0 && uv.x <= 1 && uv.y >= 0 && uv.y <= 1);
            }
            QVERIFY(isCovered);
        }
        QVERIFY(isFound);
    }

    void theGlobeIsWhole()
    {
        World world;
        const ViewState view = ViewState::perspective({0, 0, 2e7}, {0, 0, -1}, {0, 1, 0}, 800, 600);
        world.settle(view);
        for (const glm::dvec2 pixel :
             {glm::dvec2(400, 300), glm::dvec2(410, 310), glm::dvec2(450, 280), glm::dvec2(330, 250)}) {
            const auto ray = view.rayThrough(pixel.x, pixel.y);
            const auto hit = world.engine.pick(ray);
            QVERIFY(hit.has_value());
            const double truth = intersectEllipsoid(ray.origin, ray.direction);
            QVERIFY2(std::abs(hit->distanceMeters - truth) < 0.6 / view.pixelsPerMeter(truth) * 3,
                     qPrintable(QString("%1 m off").arg(hit->distanceMeters - truth)));
        }
        QVERIFY(!world.engine.pick(view.rayThrough(2, 2)));
    }
};

QTEST_GUILESS_MAIN(TestSceneEngine)
#include "TestSceneEngine.moc"
