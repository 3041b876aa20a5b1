#include "geodata/core/Log.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "tests/LoopbackServer.h"

#include <QtTest>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

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

/// On a free loopback port; nobody accepts what it lets in.
int listeningSocket(sockaddr_in& address, int backlog)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    if (::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0
        || ::listen(listener, backlog) != 0
        || ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) != 0)
        std::abort(); // no test can go on without a port
    return listener;
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

    /// It takes one connection and never looks at it: others are not even let in.
    void aServerThatTakesAConnectionAndSaysNothingIsSilentNotUnreachable()
    {
        sockaddr_in address{};
        const int listener = listeningSocket(address, 0);
        const std::string url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
        CurlAccessorOptions options = impatient();
        options.connectTimeout = std::chrono::milliseconds(400);
        options.silentAfter = std::chrono::milliseconds(100);
        CurlAssetAccessor accessor(options);
        const AssetHandle first = accessor.get(requestFor(url + "/first"), [](const auto&) {});
        QTRY_COMPARE(accessor.troubles().silent.size(), std::size_t(1));
        std::vector<AssetHandle> others;
        std::atomic<int> stalled{0}, unreachable{0};
        for (int i = 0; i < 4; ++i)
            others.push_back(accessor.get(requestFor(url + "/other"), [&](const Result<AssetResponse>& answer) {
                ++(answer.error().reason == ErrorReason::Stalled ? stalled : unreachable);
            }));
        QTRY_VERIFY(stalled + unreachable >= 3);
        QCOMPARE(unreachable.load(), 0);
        QCOMPARE(accessor.troubles().servers.size(), std::size_t(1));
        QCOMPARE(accessor.troubles().servers.front().error.reason, ErrorReason::Stalled);
        ::close(listener);
    }

    void plainHttpWhereTlsIsExpectedIsExplained()
    {
        CurlAccessorOptions options = impatient();
        options.maxRetries = 0;
        CurlAssetAccessor accessor(options);
        // Something that answers a handshake in plain words at once.
        sockaddr_in address{};
        const int listener = listeningSocket(address, 8);
        for (const bool answers : {true, false}) {
            std::thread plain([&] {
                const int connection = ::accept(listener, nullptr, nullptr);
                char hello[4096];
                [[maybe_unused]] const auto got = ::recv(connection, hello, sizeof hello, 0);
                const std::string words = "HTTP/1.0 400 Bad Request\r\n\r\n";
                if (answers) [[maybe_unused]]
                    const auto sent = ::send(connection, words.data(), words.size(), MSG_NOSIGNAL);
                ::close(connection);
            });
            const auto answer = fetch(accessor, "https://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/x");
            plain.join();
            QVERIFY(!answer.has_value());
            QCOMPARE(answer.error().code, ErrorCode::TlsFailed);
            QVERIFY2(answer.error().detail.find("may have to begin with http:") != std::string::npos,
                     answer.error().detail.c_str());
        }
        ::close(listener);
    }

    void requestsAndRetriesAreLogged()
    {
        std::mutex mutex;
        QStringList lines;
        setLogSink(LogLevel::Debug, [&](LogLevel, std::string_view category, std::string_view text) {
            const std::lock_guard lock(mutex);
            lines << QString::fromStdString(std::string(category) + ' ' + std::string(text));
        });
        std::atomic<int> answers{0};
        {
            LoopbackServer server([&](const std::string&) {
                return ++answers == 1 ? LoopbackServer::whole("503 Service Unavailable", "")
                                      : LoopbackServer::whole("200 OK", "four");
            });
            CurlAssetAccessor accessor(impatient());
            QVERIFY(fetch(accessor, server.url("/a?key=secret")).has_value());
        }
        setLogSink(LogLevel::Warning, {});
        const QString all = lines.join(u'\n');
        QVERIFY2(all.contains(QLatin1String("HTTP 503")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("attempt 2")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("/a?key=***: HTTP 200, 4 bytes, ")), qPrintable(all));
        QVERIFY2(!all.contains(QLatin1String("secret")), qPrintable(all));
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
