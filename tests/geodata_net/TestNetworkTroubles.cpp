#include "geodata/net/CurlAssetAccessor.h"
#include "tests/LoopbackServer.h"

#include <QtTest>

#include <atomic>
#include <memory>

using namespace guanjing;
using test::LoopbackServer;

namespace {

CurlAccessorOptions impatient()
{
    CurlAccessorOptions options;
    options.firstRetryDelay = std::chrono::milliseconds(5);
    return options;
}

Result<AssetResponse> fetch(AssetAccessor& accessor, const std::string& url)
{
    AssetRequest request;
    request.url = url;
    return getAndWait(accessor, std::move(request));
}

AssetRequest requestFor(const std::string& url)
{
    AssetRequest request;
    request.url = url;
    return request;
}

} // namespace

/// What is told of a server before any request to it has failed for good.
class TestNetworkTroubles : public QObject {
    Q_OBJECT

private slots:
    void aDeadServerIsKnownFromTheFirstAttemptOn()
    {
        auto server = std::make_unique<LoopbackServer>(
            [](const std::string&) { return LoopbackServer::whole("200 OK", "alive"); });
        const std::string url = server->url("/x?key=secret"), origin = server->url("");
        CurlAccessorOptions options = impatient();
        options.firstRetryDelay = std::chrono::hours(1); // so the request never ends
        CurlAssetAccessor accessor(options);
        QVERIFY(fetch(accessor, url).has_value());
        QVERIFY(accessor.troubles().servers.empty());
        server.reset();
        std::atomic<bool> hasEnded{false};
        const AssetHandle handle =
            accessor.get(requestFor(url), [&](const Result<AssetResponse>&) { hasEnded = true; });
        QTRY_COMPARE(accessor.troubles().servers.size(), std::size_t(1));
        const NetworkTroubles::Server trouble = accessor.troubles().servers.front();
        QCOMPARE(trouble.origin, origin);
        QCOMPARE(trouble.error.code, ErrorCode::ConnectionFailed);
        QVERIFY(trouble.error.source.find("secret") == std::string::npos);
        QVERIFY(!hasEnded);
    }

    void anAnswerEndsTheTrouble()
    {
        std::atomic<bool> hangsUp{true};
        LoopbackServer server([&](const std::string&) {
            LoopbackServer::Answer answer = LoopbackServer::whole("404 Not Found", "");
            if (hangsUp)
                answer.bytes.clear();
            answer.closeAfter = true;
            return answer;
        });
        CurlAccessorOptions options = impatient();
        options.maxRetries = 0;
        CurlAssetAccessor accessor(options);
        const auto lost = fetch(accessor, server.url("/"));
        QVERIFY(!lost.has_value());
        QCOMPARE(lost.error().reason, ErrorReason::ConnectionLost);
        QCOMPARE(accessor.troubles().servers.size(), std::size_t(1));
        hangsUp = false;
        const auto missing = fetch(accessor, server.url("/"));
        QVERIFY(!missing.has_value());
        QCOMPARE(missing.error().first, std::int64_t(404));
        QVERIFY(accessor.troubles().servers.empty());
    }

    void silentRequestsAreNamed()
    {
        LoopbackServer server([](const std::string& head) {
            LoopbackServer::Answer answer = LoopbackServer::whole("200 OK", "x");
            if (head.starts_with("GET /silent")) {
                answer.bytes.clear();
                answer.stallAfter = true;
            }
            return answer;
        });
        CurlAccessorOptions options = impatient();
        options.silentAfter = std::chrono::milliseconds(100);
        options.stallTimeout = std::chrono::seconds(60);
        CurlAssetAccessor accessor(options);
        {
            const AssetHandle handle = accessor.get(requestFor(server.url("/silent?key=secret")), [](const auto&) {});
            QVERIFY(accessor.troubles().silent.empty());
            QTRY_COMPARE(accessor.troubles().silent.size(), std::size_t(1));
            QCOMPARE(accessor.troubles().silent.front().url, server.url("/silent?key=***"));
            // Nothing came from the server since, so it counts as silent as a whole, until it answers something.
            QCOMPARE(accessor.troubles().servers.size(), std::size_t(1));
            QCOMPARE(accessor.troubles().servers.front().error.reason, ErrorReason::Stalled);
            QVERIFY(fetch(accessor, server.url("/lively")).has_value());
            QVERIFY(accessor.troubles().servers.empty());
            QCOMPARE(accessor.troubles().silent.size(), std::size_t(1));
        }
        QTRY_VERIFY(accessor.troubles().silent.empty());
    }

    void waitingIsTold()
    {
        std::atomic<bool> mayAnswer{false};
        LoopbackServer server([&](const std::string&) {
            mayAnswer.wait(false);
            return LoopbackServer::whole("200 OK", "x");
        });
        CurlAssetAccessor accessor;
        int told = 0;
        const auto answer = getAndWait(accessor, requestFor(server.url("/")), std::chrono::milliseconds(20), [&] {
            if (++told == 2) {
                mayAnswer = true;
                mayAnswer.notify_all();
            }
        });
        QVERIFY(answer.has_value());
        QVERIFY(told >= 2);
    }
};

QTEST_GUILESS_MAIN(TestNetworkTroubles)
#include "TestNetworkTroubles.moc"
