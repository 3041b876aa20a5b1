#include "tests/layers_scene/EngineWorld.h"

#include <QTest>

#include <glm/geometric.hpp>

#include <algorithm>
#include <optional>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

/// Metres east and north of the square's middle.
std::array<double, 2> lonLat(double east, double north)
{
    const Geographic place =
        toGeographic(glm::dvec3(eastNorthUpToEcef({kLon, kLat, 0}) * glm::dvec4(east, north, 0, 1)));
    return {place.lonDegrees, place.latDegrees};
}

ClipSpec clip(const char* mode, double west, double south, double east, double north)
{
    ClipSpec spec;
    spec.name = mode;
    spec.mode = mode;
    spec.polygon = {lonLat(west, south), lonLat(east, south), lonLat(east, north), lonLat(west, north)};
    return spec;
}

std::uint64_t requestCount(const FakeAssetAccessor& assets, const std::string& url)
{
    const auto asked = assets.asked();
    return static_cast<std::uint64_t>(std::count(asked.begin(), asked.end(), url));
}

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

    void clipsCutWhatIsSeenAndPicked()
    {
        World world;
        world.assets.put("http://h/tileset.json", squareTileset("a.glb", 40, 12));
        world.assets.put("http://h/a.glb", makeSquareGlb(40));
        Scene scene;
        scene.tilesets.push_back(tileset("Roof", "http://h/tileset.json"));
        scene.clips.push_back(clip("clip-inside", -20, -20, 20, 20));
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 112, 0, -90, 800, 600);
        world.settle(view);
        const auto picked = [&](double x) {
            const auto hit = world.engine.pick(view.rayThrough(400 + x, 300));
            return !hit ? std::string("nothing") : hit->isGround ? std::string("ground") : hit->sourceName;
        };
        const auto heightAt = [&](double x) {
            const auto hit = world.engine.pick(view.rayThrough(400 + x, 300));
            return hit ? toGeographic(hit->position).heightMeters : -999.0;
        };
        // 100 m below the eye a metre is some pixels wide: find the roof's border to tell which.
        const double pixelsPerMeter = view.pixelsPerMeter(100);
        QCOMPARE(picked(0), std::string("ground"));
        QCOMPARE(picked(19.5 * pixelsPerMeter), std::string("ground"));
        QCOMPARE(picked(20.5 * pixelsPerMeter), std::string("Roof"));

        // What was read once is not read again, whatever becomes of the clip; the roof is never away meanwhile.
        const std::uint64_t requests = requestCount(world.assets, "http://h/a.glb");
        QCOMPARE(requests, std::uint64_t(1));
        scene.clips[0].polygon = clip("clip-inside", -30, -20, 10, 20).polygon;
        world.engine.setScene(scene);
        world.frame(view);
        QCOMPARE(picked(25 * pixelsPerMeter), std::string("Roof"));
        world.settle(view);
        QCOMPARE(picked(10.5 * pixelsPerMeter), std::string("Roof"));
        QCOMPARE(picked(9.5 * pixelsPerMeter), std::string("ground"));
        scene.clips[0].mode = "flatten";
        scene.clips[0].flatHeightMeters = 4;
        world.engine.setScene(scene);
        world.settle(view);
        QCOMPARE(picked(0), std::string("Roof"));
        QVERIFY2(std::abs(heightAt(0) - 4) < 0.01, qPrintable(QString::number(heightAt(0))));
        QVERIFY(std::abs(heightAt(12 * pixelsPerMeter) - 12) < 0.01);
        scene.clips[0].enabled = false;
        world.engine.setScene(scene);
        world.settle(view);
        QVERIFY(std::abs(heightAt(0) - 12) < 0.01);
        QCOMPARE(requestCount(world.assets, "http://h/a.glb"), requests);
    }

    void clipsCutTheGround()
    {
        World world;
        world.assets.put("http://h/tileset.json", squareTileset("a.glb", 10, 12));
        world.assets.put("http://h/a.glb", makeSquareGlb(10));
        Scene scene;
        scene.tilesets.push_back(tileset("Roof", "http://h/tileset.json"));
        scene.clips.push_back(clip("clip-inside", -20, -20, 20, 20));
        scene.clips[0].sources = {"terrain"};
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 100, 0, -90, 800, 600);
        world.settle(view);
        const double pixelsPerMeter = view.pixelsPerMeter(100);
        const auto heightAt = [&](double x) {
            const auto hit = world.engine.pick(view.rayThrough(400 + x * pixelsPerMeter, 300));
            return hit ? toGeographic(hit->position).heightMeters : -999.0;
        };
        const auto isAbout = [](double a, double b) { return std::abs(a - b) < 0.01; };
        QVERIFY(isAbout(heightAt(0), 12)); // the clip names the ground alone
        QCOMPARE(heightAt(12), -999.0);
        QCOMPARE(heightAt(-19.9), -999.0);
        QVERIFY2(isAbout(heightAt(20.1), 0), qPrintable(QString::number(heightAt(20.1))));

        scene.clips[0].sources = {"terrain", "tilesets"};
        world.engine.setScene(scene);
        world.settle(view);
        QCOMPARE(heightAt(0), -999.0);

        // A pit with an even floor, far below where the ground's tiles lay.
        scene.clips[0].mode = "flatten";
        scene.clips[0].flatHeightMeters = -60;
        scene.clips[0].sources = {"terrain"};
        world.engine.setScene(scene);
        world.settle(view);
        QVERIFY2(isAbout(heightAt(12), -60), qPrintable(QString::number(heightAt(12))));
        QVERIFY(isAbout(heightAt(15), 100 - 20 / 15.0 * 100)); // the wall
        QVERIFY(isAbout(heightAt(-40), 0));
        scene.clips[0].mode = "clip-outside";
        scene.clips[0].flatHeightMeters = 0;
        world.engine.setScene(scene);
        world.settle(view);
        QVERIFY(isAbout(heightAt(15), 0));
        QCOMPARE(heightAt(21), -999.0);
        scene.clips.clear();
        world.engine.setScene(scene);
        world.settle(view);
        QVERIFY(isAbout(heightAt(21), 0));
    }

    void nothingIsSeenThroughAHoleInTheGround()
    {
        World world;
        Scene scene;
        scene.clips.push_back(clip("clip-inside", -3000, -3000, 3000, 3000));
        scene.clips[0].sources = {"terrain"};
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 500, 0, -50, 800, 600);
        for (const DrawItem& item : world.settle(view).items) // tiles around the hole; no pole from below
            QVERIFY(glm::dot(glm::normalize(item.center), glm::normalize(view.eye)) > 0.9);
    }

    /// The plane of a clip passes through the far side of the Earth as well.
    void clipsLeaveTheAntipodeAlone()
    {
        World world;
        Scene scene;
        scene.clips.push_back(clip("clip-inside", -2000, -2000, 2000, 2000));
        scene.clips[0].sources = {"terrain"};
        world.engine.setScene(scene);
        for (const double height : {1000.0, 3e5, 4e6}) {
            const ViewState view = ViewState::geographic(kLon - 180, -kLat, height, 0, -90, 800, 600);
            world.settle(view);
            QVERIFY(world.engine.pick(view.rayThrough(400, 300)));
        }
        const ViewState above = ViewState::geographic(kLon, kLat, 10000, 0, -90, 800, 600);
        world.settle(above);
        QVERIFY(!world.engine.pick(above.rayThrough(400, 300)));
    }

    void whatClipsTakeAltogetherIsNotLoaded()
    {
        World world;
        world.assets.put("http://h/tileset.json", squareTileset("a.glb", 40, 12));
        world.assets.put("http://h/a.glb", makeSquareGlb(40));
        Scene scene;
        scene.tilesets.push_back(tileset("Roof", "http://h/tileset.json"));
        scene.clips.push_back(clip("clip-inside", -60, -60, 60, 60));
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 112, 0, -90, 800, 600);
        world.settle(view);
        QCOMPARE(requestCount(world.assets, "http://h/a.glb"), std::uint64_t(0));
        scene.clips[0].sources = {"another"};
        world.engine.setScene(scene);
        world.settle(view);
        QCOMPARE(requestCount(world.assets, "http://h/a.glb"), std::uint64_t(1));
        QCOMPARE(world.engine.pick(view.rayThrough(400, 300))->sourceName, std::string("Roof"));
        scene.clips = {clip("clip-outside", 100, 100, 160, 160)};
        world.engine.setScene(scene);
        world.settle(view);
        QVERIFY(world.engine.pick(view.rayThrough(400, 300))->isGround);
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
        QCOMPARE(errors.front().code, ErrorCode::BadValue);
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
        scene.vectors.emplace_back();
        world.engine.setScene(scene);
        QCOMPARE(world.engine.sources().size(), std::size_t{1});
        for (const SourceStatus& status : world.engine.sources()) {
            QCOMPARE(status.state, SourceState::Failed);
            QCOMPARE(status.errors.front().code, ErrorCode::UnsupportedFeature);
        }
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

    void tellsStylesThatDoNotFit()
    {
        World world;
        world.assets.put("http://h/tileset.json", squareTileset("a.glb", 40, 12));
        world.assets.put("http://h/a.glb", makeSquareGlb(40));
        Scene scene;
        scene.tilesets.push_back(tileset("Roof", "http://h/tileset.json"));
        scene.tilesets[0].styleJson = R"({"color": "'red'", "name": "Mine"})";
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 112, 0, -90, 800, 600);
        world.settle(view);
        SourceStatus status = world.engine.sources().front();
        // No failure: what is there is shown.
        QCOMPARE(status.state, SourceState::Ready);
        QVERIFY(status.errors.empty());
        QCOMPARE(status.warnings.size(), std::size_t{2});
        QCOMPARE(status.errorKinds.size(), std::size_t{2});
        QCOMPARE(status.errorCount, std::uint64_t{2});
        QCOMPARE(status.warnings[0].source, std::string("Roof"));
        QVERIFY(!world.engine.pick(view.rayThrough(400, 300))->isGround);
        // The next one starts anew, and is of the moment of settling.
        scene.tilesets[0].styleJson = R"({"show": "${tiles3d_tileset_time} < 2000"})";
        world.engine.setScene(scene);
        world.settle(view);
        QVERIFY(world.engine.sources().front().warnings.empty());
        QVERIFY(!world.engine.pick(view.rayThrough(400, 300))->isGround);
        world.clock.advance(std::chrono::milliseconds(2500));
        world.settle(view);
        QTRY_VERIFY((world.settle(view), world.engine.pick(view.rayThrough(400, 300))->isGround));
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
