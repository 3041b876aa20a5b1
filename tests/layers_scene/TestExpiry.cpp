// Contents that expire are asked for anew while what is there goes on being drawn.
#include "tests/layers_scene/EngineWorld.h"

#include "geodata/crs/Ellipsoid.h"

#include <QtTest>

#include <algorithm>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

const std::string kContent = "http://h/a.glb";

std::string expiringTileset(const std::string& expire)
{
    std::string text = squareTileset("a.glb", 40, 12);
    const std::string root = "\"root\":{";
    text.insert(text.find(root) + root.size(), "\"expire\":" + expire + ",");
    return text;
}

struct Expiring : World {
    explicit Expiring(const std::string& expire)
    {
        assets.put("http://h/tileset.json", expiringTileset(expire));
        assets.put(kContent, makeSquareGlb(40));
        Scene scene;
        scene.tilesets.push_back(tileset("Roof", "http://h/tileset.json"));
        engine.setScene(scene);
        settle(view);
    }
    [[nodiscard]] std::size_t requests() const
    {
        const auto asked = assets.asked();
        return static_cast<std::size_t>(std::count(asked.begin(), asked.end(), kContent));
    }
    void frames(int count)
    {
        for (int i = 0; i < count; ++i) {
            frame(view);
            waitForWorkers(tasks);
        }
    }
    /// 30 m east of the middle there is only the larger of the two roofs.
    [[nodiscard]] bool isLarge()
    {
        const double side = 800 / (2 * std::tan(30.0 / 57.29577951308232) * 100);
        const auto hit = engine.pick(view.rayThrough(400 + 30 * side, 300));
        return hit && !hit->isGround;
    }
    [[nodiscard]] bool isDrawn()
    {
        const auto hit = engine.pick(view.rayThrough(400, 300));
        return hit && !hit->isGround;
    }
    const ViewState view = ViewState::geographic(kLon, kLat, 112, 0, -90, 800, 600);
};

} // namespace

class TestExpiry : public QObject {
    Q_OBJECT
private slots:
    void isFetchedAgainAfterItsDuration()
    {
        Expiring world("{\"duration\": 5}");
        QCOMPARE(world.requests(), std::size_t{1});
        QVERIFY(world.isLarge());
        world.assets.put(kContent, makeSquareGlb(20));
        world.clock.advance(std::chrono::milliseconds(4900));
        world.frames(3);
        QCOMPARE(world.requests(), std::size_t{1});
        world.clock.advance(std::chrono::milliseconds(200));
        world.assets.answersAtOnce = false;
        world.frames(5);
        QCOMPARE(world.requests(), std::size_t{2});
        // On its way: the picture counts as complete, and shows what it showed.
        QVERIFY(world.isLarge());
        QVERIFY(world.engine.isSettled());
        world.assets.answerAll();
        world.frames(3);
        QVERIFY(world.isDrawn());
        QVERIFY(!world.isLarge());
        world.assets.answersAtOnce = true;
        // From then on it counts anew.
        world.clock.advance(std::chrono::milliseconds(4900));
        world.frames(3);
        QCOMPARE(world.requests(), std::size_t{2});
        world.clock.advance(std::chrono::milliseconds(200));
        world.frames(3);
        QCOMPARE(world.requests(), std::size_t{3});
    }

    void neverMoreOftenThanOnceASecond()
    {
        Expiring world("{\"duration\": 0.001}");
        for (int i = 0; i < 40; ++i) {
            world.clock.advance(std::chrono::milliseconds(100));
            world.frames(1);
        }
        QVERIFY2(world.requests() >= 4 && world.requests() <= 5, qPrintable(QString::number(world.requests())));
    }

    void isFetchedOnceAfterItsDate_data()
    {
        QTest::addColumn<QString>("date");
        QTest::newRow("UTC") << "1970-01-01T02:00:00Z";
        QTest::newRow("zone and fraction") << "1970-01-01T10:00:00.000+08:00";
    }
    void isFetchedOnceAfterItsDate()
    {
        QFETCH(QString, date);
        Expiring world("{\"date\": \"" + date.toStdString() + "\"}"); // the clock stands at 01:00
        world.clock.advance(std::chrono::minutes(59));
        world.frames(3);
        QCOMPARE(world.requests(), std::size_t{1});
        world.clock.advance(std::chrono::minutes(2));
        world.frames(3);
        QCOMPARE(world.requests(), std::size_t{2});
        world.clock.advance(std::chrono::hours(48));
        world.frames(3);
        QCOMPARE(world.requests(), std::size_t{2});
    }

    void aDateThatIsPastMeansNothing()
    {
        Expiring world("{\"date\": \"1969-12-31T00:00:00Z\"}");
        world.clock.advance(std::chrono::hours(1));
        world.frames(3);
        QCOMPARE(world.requests(), std::size_t{1});
    }

    void aFailureKeepsWhatIsThereAndIsTold()
    {
        Expiring world("{\"duration\": 30}");
        world.assets.fail(kContent, {ErrorCode::NotFound, kContent, "404"}, 1);
        world.clock.advance(std::chrono::seconds(31));
        world.frames(3);
        QCOMPARE(world.requests(), std::size_t{2});
        QVERIFY(world.isLarge());
        const SourceStatus status = world.engine.sources().front();
        QCOMPARE(status.state, SourceState::Ready);
        QCOMPARE(status.errors.size(), std::size_t{1});
        QCOMPARE(status.errors[0].code, ErrorCode::NotFound);
        QVERIFY2(status.errors[0].detail.find("what was there stays") != std::string::npos,
                 status.errors[0].detail.c_str());
        // Not at once again, but later.
        world.clock.advance(std::chrono::seconds(20));
        world.frames(3);
        QCOMPARE(world.requests(), std::size_t{2});
        world.assets.put(kContent, makeSquareGlb(20));
        world.clock.advance(std::chrono::seconds(11));
        world.frames(3);
        QCOMPARE(world.requests(), std::size_t{3});
        QVERIFY(!world.isLarge());
    }

    void outOfSightNothingIsAsked()
    {
        Expiring world("{\"duration\": 5}");
        const ViewState away = ViewState::geographic(kLon + 1, kLat, 112, 0, -90, 800, 600);
        world.settle(away);
        world.clock.advance(std::chrono::minutes(1));
        for (int i = 0; i < 3; ++i)
            world.frame(away);
        QCOMPARE(world.requests(), std::size_t{1});
    }

    void mistakesAreTold_data()
    {
        QTest::addColumn<QString>("expire");
        QTest::newRow("no object") << "5";
        QTest::newRow("negative") << "{\"duration\": -1}";
        QTest::newRow("no instant") << "{\"date\": \"tomorrow\"}";
        QTest::newRow("no zone") << "{\"date\": \"2030-01-01T00:00:00\"}";
    }
    void mistakesAreTold()
    {
        QFETCH(QString, expire);
        Expiring world(expire.toStdString());
        const SourceStatus status = world.engine.sources().front();
        QCOMPARE(status.errors.size(), std::size_t{1});
        QVERIFY2(status.errors[0].detail.find("expire") != std::string::npos, status.errors[0].detail.c_str());
        QVERIFY(world.isDrawn());
    }
};

QTEST_GUILESS_MAIN(TestExpiry)
#include "TestExpiry.moc"
