#include "geodata/core/TaskPool.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/net/NetworkAccess.h"
#include "layers/scene/SceneEngine.h"
#include "layers/tiling/NullPreparer.h"
#include "tests/LoopbackServer.h"
#include "tests/layers_tiling/Fakes.h"

#include <QTest>

#include <atomic>

using namespace guanjing;
using namespace guanjing::layers;
using test::LoopbackServer;

namespace {

/// Answers, answers but has no model, hangs up, says nothing, or answers who shows the token "right".
enum class Mood { Lively, NoModel, HangsUp, Silent, Guarded };

const std::string kTileset =
    R"({"asset":{"version":"1.1"},"geometricError":100,"root":{"refine":"REPLACE","geometricError":0,)"
    R"("boundingVolume":{"region":[1.98,0.40,1.99,0.41,0,10]},"content":{"uri":"a.glb"}}})";

CurlAccessorOptions impatient()
{
    CurlAccessorOptions options;
    options.firstRetryDelay = std::chrono::milliseconds(100);
    options.silentAfter = std::chrono::milliseconds(200);
    return options;
}

struct World {
    World()
    {
        Scene scene;
        scene.tilesets.emplace_back();
        scene.tilesets.back().name = "Roofs";
        scene.tilesets.back().url = server.url("/roofs/tileset.json");
        scene.imagery.emplace_back();
        scene.imagery.back().name = "Elsewhere";
        scene.imagery.back().url = "http://127.0.0.1:9/{z}/{x}/{y}.png";
        scene.imagery.back().visible = false;
        engine.setScene(scene);
    }
    SourceStatus tileset()
    {
        engine.update(view);
        return engine.sources().back();
    }

    std::atomic<Mood> mood{Mood::Lively};
    Bytes glb = test::makeSquareGlb(400);
    LoopbackServer server{[this](const std::string& head) {
        LoopbackServer::Answer answer;
        if (mood == Mood::Lively)
            return head.find(".json") != std::string::npos
                ? LoopbackServer::whole("200 OK", kTileset)
                : LoopbackServer::whole("200 OK", std::string(glb.begin(), glb.end()));
        if (mood == Mood::NoModel)
            return head.find(".json") != std::string::npos ? LoopbackServer::whole("200 OK", kTileset)
                                                           : LoopbackServer::whole("404 Not Found", "");
        if (mood == Mood::Guarded) {
            if (head.find("Authorization: Bearer right\r\n") == std::string::npos)
                return LoopbackServer::whole("401 Unauthorized", "");
            return head.find(".json") != std::string::npos
                ? LoopbackServer::whole("200 OK", kTileset)
                : LoopbackServer::whole("200 OK", std::string(glb.begin(), glb.end()));
        }
        answer.closeAfter = mood == Mood::HangsUp;
        answer.stallAfter = mood == Mood::Silent;
        return answer;
    }};
    std::shared_ptr<NetworkAccess> access = std::make_shared<NetworkAccess>();
    CurlAssetAccessor assets{[this] {
        CurlAccessorOptions options = impatient();
        options.access = access;
        return options;
    }()};
    TaskPool tasks{1};
    SystemClock clock;
    NullPreparer preparer;
    SceneEngine engine{{assets, tasks, clock, preparer}, {}, [] {}};
    ViewState view = ViewState::geographic(113.73, 23.2, 3000, 0, -90, 400, 300);
};

} // namespace

/// A source says that its server is gone before it has given up, and comes back by itself.
class TestDeadServer : public QObject {
    Q_OBJECT
private slots:
    void retryingIsToldFromTheFirstFailureOn()
    {
        World world;
        world.mood = Mood::HangsUp;
        QTRY_COMPARE(world.tileset().state, SourceState::Retrying);
        const SourceStatus status = world.tileset();
        QCOMPARE(status.errorCount, std::uint64_t{0}); // nothing is given up yet
        QVERIFY(status.trouble.has_value());
        QCOMPARE(status.trouble->reason, ErrorReason::ConnectionLost);
        QVERIFY(status.trouble->source.find("/roofs/tileset.json") != std::string::npos);
        world.mood = Mood::Lively;
        QTRY_COMPARE_WITH_TIMEOUT(world.tileset().state, SourceState::Ready, 10000);
        QVERIFY(!world.tileset().trouble.has_value());
    }

    void givenUpComesBackWhenTheServerDoes()
    {
        World world;
        world.mood = Mood::HangsUp;
        QTRY_COMPARE_WITH_TIMEOUT(world.tileset().state, SourceState::Failed, 15000);
        QCOMPARE(world.tileset().errorCount, std::uint64_t{1});
        world.mood = Mood::Lively;
        // Something else on the server is answered, as a live layer's poll would be.
        AssetRequest other;
        other.url = world.server.url("/other.json");
        QVERIFY(getAndWait(world.assets, std::move(other)).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(world.tileset().state, SourceState::Ready, 10000);
        QCOMPARE(world.tileset().errorCount, std::uint64_t{0});
    }

    /// What was refused for want of a login is asked for again once there is one, and no error stays behind.
    void whatWasRefusedComesWithTheLogin()
    {
        World world;
        world.mood = Mood::Guarded;
        world.access->setSources({{world.server.url("/roofs/tileset.json"), "platform"}});
        QTRY_COMPARE_WITH_TIMEOUT(world.tileset().state, SourceState::Failed, 10000);
        QCOMPARE(world.tileset().errors.front().first, std::int64_t{401});
        const int asked = world.server.requestCount();
        for (int k = 0; k < 50; ++k) {
            QTest::qWait(10);
            QCOMPARE(world.tileset().state, SourceState::Failed); // this updates the engine
        }
        QCOMPARE(world.server.requestCount(), asked); // not again and again
        world.access->setCredential("platform", Credential{"", "", "wrong"});
        world.engine.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(world.tileset().state, SourceState::Failed, 10000);
        QTRY_COMPARE(world.server.requestCount(), asked + 1);
        world.access->setCredential("platform", Credential{"", "", "right"});
        world.engine.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(world.tileset().state, SourceState::Ready, 10000);
        QCOMPARE(world.tileset().errorCount, std::uint64_t{0});
    }

    void readySourcesLearnFromOthersOnTheirServer()
    {
        World world;
        QTRY_COMPARE_WITH_TIMEOUT(world.tileset().state, SourceState::Ready, 10000);
        world.mood = Mood::HangsUp;
        AssetRequest other;
        other.url = world.server.url("/other.json");
        QVERIFY(!getAndWait(world.assets, other).has_value());
        QCOMPARE(world.tileset().state, SourceState::Disconnected);
        world.mood = Mood::Lively;
        QVERIFY(getAndWait(world.assets, other).has_value());
        QCOMPARE(world.tileset().state, SourceState::Ready);
    }

    void aTilesetOfWhichNothingIsThereHasFailed()
    {
        World world;
        world.mood = Mood::NoModel;
        QTRY_COMPARE_WITH_TIMEOUT(world.tileset().errorCount, std::uint64_t{1}, 15000);
        QTRY_COMPARE(world.tileset().state, SourceState::Failed);
    }

    void silenceIsNamed()
    {
        World world;
        world.mood = Mood::Silent;
        QTRY_COMPARE(world.tileset().state, SourceState::Retrying);
        const SourceStatus status = world.tileset();
        QCOMPARE(status.trouble->reason, ErrorReason::Stalled);
        QCOMPARE(world.engine.pendingUrls(5), std::vector{world.server.url("/roofs/tileset.json")});
    }

    void retryNowAsksAgain()
    {
        World world;
        world.mood = Mood::HangsUp;
        QTRY_COMPARE_WITH_TIMEOUT(world.tileset().state, SourceState::Failed, 15000);
        world.mood = Mood::Lively;
        world.engine.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(world.tileset().state, SourceState::Ready, 10000);
    }
};

QTEST_GUILESS_MAIN(TestDeadServer)
#include "TestDeadServer.moc"
