#include "geodata/net/CachingAssetAccessor.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/store/TileCache.h"
#include "tests/FakeAssetAccessor.h"
#include "tests/FakeClock.h"
#include "tests/LoopbackServer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace guanjing;
using test::FakeAssetAccessor;
using test::LoopbackServer;

namespace {

Result<AssetResponse> fetch(AssetAccessor& accessor, const std::string& url, CachePolicy policy = CachePolicy::Http)
{
    AssetRequest request;
    request.url = url;
    request.cache = policy;
    return getAndWait(accessor, std::move(request));
}

std::string bodyOf(const Result<AssetResponse>& answer)
{
    return answer ? std::string(asText(*answer->body)) : answer.error().toString();
}

} // namespace

class TestCachingAssetAccessor : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    test::FakeClock m_clock;

    std::unique_ptr<TileCache> newCache()
    {
        TileCacheOptions options;
        options.path = m_folder->filePath(QStringLiteral("tiles.db")).toStdString();
        return std::make_unique<TileCache>(options, &m_clock);
    }
    static CurlAccessorOptions impatient()
    {
        CurlAccessorOptions options;
        options.maxRetries = 0;
        options.connectTimeout = std::chrono::milliseconds(2000);
        options.stallTimeout = std::chrono::seconds(1);
        return options;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void anAliasMakesKeysThatDoNotKnowThePort()
    {
        FakeAssetAccessor inner;
        const std::vector<HttpHeader> kept = {{"Cache-Control", "max-age=60"}};
        inner.put("http://127.0.0.1:4001/a?x=1", "body", kept);
        const auto cache = newCache();
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        accessor.setAlias("http://127.0.0.1:4001/", "demo:/");
        QCOMPARE(bodyOf(fetch(accessor, "http://127.0.0.1:4001/a?x=1")), std::string("body"));

        accessor.setAlias("http://127.0.0.1:4002/", "demo:/"); // the same server, started again elsewhere
        const auto again = fetch(accessor, "http://127.0.0.1:4002/a?x=1");
        QVERIFY(again.has_value() && again->fromCache);
        QCOMPARE(again->url, std::string("http://127.0.0.1:4002/a?x=1")); // relative URLs go where the server is now
        QCOMPARE(bodyOf(again), std::string("body"));

        accessor.setOffline(true);
        QCOMPARE(bodyOf(fetch(accessor, "http://127.0.0.1:4002/a?x=1")), std::string("body"));
        const auto missing = fetch(accessor, "http://127.0.0.1:4002/b");
        QVERIFY(!missing.has_value());
        QCOMPARE(missing.error().code, ErrorCode::Offline);
        QCOMPARE(missing.error().source, std::string("demo:/b"));
        // The port that another server may have by now stands for nothing.
        QVERIFY(!fetch(accessor, "http://127.0.0.1:4001/a?x=1").has_value());
        QCOMPARE(inner.requests().size(), std::size_t(1));
    }

    void freshAnswersComeFromTheCache()
    {
        FakeAssetAccessor inner;
        inner.put("http://h/a?token=one", "body", {{"Cache-Control", "max-age=60"}, {"X", "y"}, {"Set-Cookie", "s"}});
        const auto cache = newCache();
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        const auto first = fetch(accessor, "http://h/a?token=one");
        QVERIFY(first.has_value() && !first->fromCache);
        m_clock.advance(std::chrono::seconds(59));
        const auto second = fetch(accessor, "http://h/a?token=two#part"); // neither secret nor fragment is in the key
        QVERIFY(second.has_value());
        QVERIFY(second->fromCache);
        QCOMPARE(second->status, 200);
        QCOMPARE(second->networkBytes, std::uint64_t(0));
        QCOMPARE(second->url, std::string("http://h/a?token=two#part"));
        QCOMPARE(bodyOf(second), std::string("body"));
        QCOMPARE(std::string(second->header("x")), std::string("y"));
        QVERIFY(second->header("set-cookie").empty());
        QCOMPARE(inner.requests().size(), std::size_t(1));
        QCOMPARE(accessor.statistics().cacheHits, std::uint64_t(1));
        m_clock.advance(std::chrono::seconds(2));
        QVERIFY(!fetch(accessor, "http://h/a?token=one")->fromCache);
        QCOMPARE(inner.requests().size(), std::size_t(2));
        cache->flush();
        QFile raw(m_folder->filePath(QStringLiteral("tiles.db")));
        QVERIFY(raw.open(QIODevice::ReadOnly));
        const QByteArray bytes = raw.readAll();
        QVERIFY(bytes.contains("http://h/a?token=***") && !bytes.contains("token=one"));
    }

    void staleAnswersAreConfirmed()
    {
        std::atomic<int> version{1};
        std::vector<std::string> heads;
        LoopbackServer server([&](const std::string& head) {
            heads.push_back(head);
            const std::string tag = "\"v" + std::to_string(version) + "\"";
            if (head.find("If-None-Match: " + tag + "\r\n") != std::string::npos) {
                LoopbackServer::Answer answer;
                answer.bytes = "HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=100\r\nX-New: yes\r\n\r\n";
                return answer;
            }
            return LoopbackServer::whole("200 OK", "body " + tag,
                                         "ETag: " + tag
                                             + "\r\nCache-Control: max-age=10\r\n"
                                               "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
        });
        CurlAssetAccessor inner(impatient());
        const auto cache = newCache();
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        const std::string url = server.url("/a");
        QVERIFY(!fetch(accessor, url)->fromCache);
        m_clock.advance(std::chrono::seconds(11));
        const auto confirmed = fetch(accessor, url);
        QVERIFY(confirmed.has_value());
        QVERIFY(confirmed->fromCache);
        QCOMPARE(confirmed->status, 200);
        QCOMPARE(bodyOf(confirmed), std::string("body \"v1\""));
        QCOMPARE(std::string(confirmed->header("x-new")), std::string("yes"));
        QVERIFY(heads.back().find("If-Modified-Since: Sun, 06 Nov 1994") != std::string::npos);
        m_clock.advance(std::chrono::seconds(99)); // the 304 renewed it for 100 s
        QVERIFY(fetch(accessor, url)->fromCache);
        QCOMPARE(server.requestCount(), 2);
        version = 2;
        m_clock.advance(std::chrono::seconds(2));
        const auto changed = fetch(accessor, url);
        QVERIFY(!changed->fromCache);
        QCOMPARE(bodyOf(changed), std::string("body \"v2\""));
        QCOMPARE(bodyOf(fetch(accessor, url)), std::string("body \"v2\""));
        QCOMPARE(server.requestCount(), 3);
    }

    void whatMayNotBeKeptIsNot()
    {
        FakeAssetAccessor inner;
        inner.put("http://h/no", "x", {{"Cache-Control", "no-store, max-age=60"}});
        inner.put("http://h/vary", "x", {{"Cache-Control", "max-age=60"}, {"Vary", "*"}});
        inner.put("/file", "x", {{"Cache-Control", "max-age=60"}});
        const auto cache = newCache();
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        for (const char* url : {"http://h/no", "http://h/vary", "/file"})
            for (int i = 0; i < 2; ++i)
                QVERIFY2(!fetch(accessor, url)->fromCache, url);
        QCOMPARE(inner.requests().size(), std::size_t(6));
    }

    void policies()
    {
        FakeAssetAccessor inner;
        inner.put("http://h/no", "x", {{"Cache-Control", "no-store"}});
        inner.put("http://h/yes", "x", {{"Cache-Control", "max-age=60"}});
        const auto cache = newCache();
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        QVERIFY(!fetch(accessor, "http://h/no", CachePolicy::Always)->fromCache);
        m_clock.advance(std::chrono::hours(6 * 24));
        QVERIFY(fetch(accessor, "http://h/no", CachePolicy::Always)->fromCache);
        m_clock.advance(std::chrono::hours(2 * 24));
        QVERIFY(!fetch(accessor, "http://h/no", CachePolicy::Always)->fromCache);
        QVERIFY(!fetch(accessor, "http://h/yes")->fromCache);
        QVERIFY(fetch(accessor, "http://h/yes")->fromCache);
        QVERIFY(!fetch(accessor, "http://h/yes", CachePolicy::Never)->fromCache);
    }

    void rangesAndForeignConditionsPassThrough()
    {
        FakeAssetAccessor inner;
        inner.put("http://h/a", "0123456789", {{"Cache-Control", "max-age=60"}});
        const auto cache = newCache();
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        AssetRequest part;
        part.url = "http://h/a";
        part.range = ByteRange{2, 4};
        QVERIFY(getAndWait(accessor, part).has_value());
        AssetRequest conditional;
        conditional.url = "http://h/a";
        conditional.headers = {{"If-None-Match", "\"x\""}};
        QVERIFY(!getAndWait(accessor, conditional)->fromCache);
        QVERIFY(!fetch(accessor, "http://h/a")->fromCache); // neither was kept
        accessor.setOffline(true);
        const auto cut = getAndWait(accessor, part);
        QVERIFY(cut.has_value());
        QCOMPARE(cut->status, 206);
        QCOMPARE(bodyOf(cut), std::string("234"));
        part.range = ByteRange{10, 12};
        QCOMPARE(getAndWait(accessor, part).error().code, ErrorCode::BadValue);
    }

    /// Of a large file pieces are kept, each by itself: other ranges of them are answered, offline too, as long as all are of
    /// one state of the file.
    void piecesOfFilesAreKept()
    {
        std::string file(70, ' ');
        for (std::size_t i = 0; i < file.size(); ++i)
            file[i] = static_cast<char>('0' + i % 64);
        std::atomic<int> version{1};
        LoopbackServer server([&](const std::string& head) {
            const std::string tag = "\"v" + std::to_string(version) + "\"";
            LoopbackServer::Answer answer;
            if (head.find("If-None-Match: " + tag + "\r\n") != std::string::npos) {
                answer.bytes = "HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=100\r\n\r\n";
                return answer;
            }
            const auto at = head.find("bytes=");
            const std::size_t first = std::stoul(head.substr(at + 6));
            const std::size_t last = std::min(std::stoul(head.substr(head.find('-', at) + 1)), file.size() - 1);
            return LoopbackServer::whole("206 Partial Content", file.substr(first, last - first + 1),
                                         "ETag: " + tag + "\r\nCache-Control: max-age=10\r\nContent-Range: bytes "
                                             + std::to_string(first) + "-" + std::to_string(last) + "/"
                                             + std::to_string(file.size()) + "\r\n");
        });
        CurlAssetAccessor inner(impatient());
        const auto cache = newCache();
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        const auto part = [&](std::uint64_t first, std::uint64_t last) {
            AssetRequest request;
            request.url = server.url("/large.tif");
            request.range = ByteRange{first, last};
            request.pieceBytes = 16;
            return getAndWait(accessor, std::move(request));
        };
        const auto is = [&](const Result<AssetResponse>& answer, std::size_t first, std::size_t last, bool fromCache) {
            return bodyOf(answer) == file.substr(first, last - first + 1) && answer->status == 206
                && answer->fromCache == fromCache
                && answer->header("content-range")
                == "bytes " + std::to_string(first) + "-" + std::to_string(last) + "/" + std::to_string(file.size());
        };
        QVERIFY(is(part(0, 31), 0, 31, false));
        QVERIFY(is(part(48, 99), 48, 69, false)); // beyond the end, with a last piece that is short
        QVERIFY(is(part(16, 31), 16, 31, true));
        QVERIFY(is(part(64, 79), 64, 69, true));
        QVERIFY(is(part(16, 63), 16, 63, false)); // one piece was not there
        QVERIFY(is(part(0, 69), 0, 69, true));
        QCOMPARE(server.requestCount(), 3);
        m_clock.advance(std::chrono::seconds(11));
        QVERIFY(is(part(0, 31), 0, 31, true)); // confirmed
        QCOMPARE(server.requestCount(), 4);
        QVERIFY(is(part(0, 15), 0, 15, true));
        QCOMPARE(server.requestCount(), 4);
        accessor.setOffline(true);
        QVERIFY(is(part(16, 69), 16, 69, true)); // some of them stale
        accessor.setOffline(false);
        // The file is another one now: what was kept of the old is not mixed with it.
        version = 2;
        std::reverse(file.begin(), file.end());
        m_clock.advance(std::chrono::seconds(200));
        QVERIFY(is(part(16, 47), 16, 47, false));
        accessor.setOffline(true);
        QVERIFY(is(part(16, 47), 16, 47, true));
        QCOMPARE(part(0, 31).error().code, ErrorCode::Offline);
        // A range that says nothing of pieces is not kept.
        AssetRequest plain;
        plain.url = server.url("/large.tif");
        plain.range = ByteRange{16, 31};
        QCOMPARE(getAndWait(accessor, plain).error().code, ErrorCode::Offline);
    }

    /// What lies in a cache that another key protects is not "missing".
    void offlineTheKeyIsTold()
    {
        FakeAssetAccessor inner;
        QTemporaryDir folder;
        TileCacheOptions options;
        options.path = folder.filePath(QStringLiteral("tiles.sqlite")).toStdString();
        options.key = std::make_shared<const StoreKey>(*keyOfPassphrase("the right words"));
        TileCache(options).flush();
        const auto offline = [&](std::shared_ptr<const StoreKey> key) {
            options.key = std::move(key);
            TileCache cache(options);
            CachingAssetAccessor accessor(inner, cache, &m_clock);
            accessor.setOffline(true);
            return fetch(accessor, "http://h/a").error().code;
        };
        QCOMPARE(offline(std::make_shared<const StoreKey>(*keyOfPassphrase("other words"))), ErrorCode::WrongKey);
        QCOMPARE(offline(nullptr), ErrorCode::NeedsKey);
        QCOMPARE(offline(std::make_shared<const StoreKey>(*keyOfPassphrase("the right words"))), ErrorCode::Offline);
        options.off = Error{ErrorCode::NeedsKey, {}, "given up"};
        QCOMPARE(offline(nullptr), ErrorCode::NeedsKey);
    }

    void offline()
    {
        FakeAssetAccessor inner;
        inner.put("http://h/old", "x", {{"Cache-Control", "max-age=1, must-revalidate"}});
        inner.put("/file", "f");
        {
            const auto cache = newCache();
            CachingAssetAccessor accessor(inner, *cache, &m_clock);
            QVERIFY(fetch(accessor, "http://h/old").has_value());
        }
        m_clock.advance(std::chrono::hours(1000));
        const auto cache = newCache(); // also after a restart
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        accessor.setOffline(true);
        QVERIFY(accessor.isOffline());
        const auto kept = fetch(accessor, "http://h/old");
        QVERIFY(kept.has_value() && kept->fromCache);
        const auto unknown = fetch(accessor, "http://h/new?key=secret");
        QVERIFY(!unknown.has_value());
        QCOMPARE(unknown.error().code, ErrorCode::Offline);
        QCOMPARE(unknown.error().source, std::string("http://h/new?key=***"));
        QCOMPARE(fetch(accessor, "http://h/old", CachePolicy::Never)->fromCache, true);
        QCOMPARE(bodyOf(fetch(accessor, "/file")), std::string("f"));
        QCOMPARE(inner.requests().size(), std::size_t(2));
    }

    void aLostServerLeavesWhatIsKept()
    {
        FakeAssetAccessor inner;
        const auto cache = newCache();
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        inner.put("http://h/may", "x", {{"Cache-Control", "max-age=1"}});
        inner.put("http://h/must", "x", {{"Cache-Control", "max-age=1, must-revalidate"}});
        QVERIFY(fetch(accessor, "http://h/may").has_value());
        QVERIFY(fetch(accessor, "http://h/must").has_value());
        m_clock.advance(std::chrono::seconds(5));
        inner.putError("http://h/may", ErrorCode::ConnectionFailed);
        inner.putError("http://h/must", ErrorCode::ConnectionFailed);
        QVERIFY(fetch(accessor, "http://h/may")->fromCache);
        QCOMPARE(fetch(accessor, "http://h/must").error().code, ErrorCode::ConnectionFailed);
        inner.putError("http://h/may", ErrorCode::HttpStatus);
        QCOMPARE(fetch(accessor, "http://h/may").error().code, ErrorCode::HttpStatus);
        inner.putError("http://h/may", ErrorCode::NotFound);
        QCOMPARE(fetch(accessor, "http://h/may").error().code, ErrorCode::NotFound);
        inner.putError("http://h/may", ErrorCode::ConnectionFailed); // gone for good: nothing stale either
        QCOMPARE(fetch(accessor, "http://h/may").error().code, ErrorCode::ConnectionFailed);
    }

    void aCorruptCacheFallsThroughToTheNetwork()
    {
        QFile noise(m_folder->filePath(QStringLiteral("tiles.db")));
        QVERIFY(noise.open(QIODevice::WriteOnly));
        noise.write(QByteArray(50000, 'x'));
        noise.close();
        FakeAssetAccessor inner;
        inner.put("http://h/a", "body", {{"Cache-Control", "max-age=60"}});
        const auto cache = newCache();
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        QCOMPARE(bodyOf(fetch(accessor, "http://h/a")), std::string("body"));
        QVERIFY(fetch(accessor, "http://h/a")->fromCache);
    }

    void keptBodiesObeyTheLimitOfTheRequest()
    {
        FakeAssetAccessor inner;
        inner.put("http://h/a", "0123456789", {{"Cache-Control", "max-age=60"}});
        const auto cache = newCache();
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        QVERIFY(fetch(accessor, "http://h/a").has_value());
        AssetRequest request;
        request.url = "http://h/a";
        request.maxBytes = 9;
        QCOMPARE(getAndWait(accessor, request).error().code, ErrorCode::TooLarge);
    }

    void cancelledInBothStages()
    {
        FakeAssetAccessor inner;
        inner.put("http://h/a", "x");
        inner.hold();
        const auto cache = newCache();
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        std::atomic<int> calls{0};
        AssetRequest request;
        request.url = "http://h/a";
        AssetHandle waiting = accessor.get(request, [&](const Result<AssetResponse>&) { ++calls; });
        QTRY_COMPARE(inner.heldCount(), std::size_t(1)); // the inner request runs
        waiting.reset();
        QCOMPARE(inner.heldCount(), std::size_t(0)); // and is cancelled with ours
        for (int i = 0; i < 100; ++i)
            accessor.get(request, [&](const Result<AssetResponse>&) { ++calls; }).reset();
        inner.release();
        QVERIFY(fetch(accessor, "http://h/a").has_value());
        QCOMPARE(calls.load(), 0);
    }

    void theRestIsAnsweredAtTheEnd()
    {
        FakeAssetAccessor inner;
        inner.hold();
        const auto cache = newCache();
        std::vector<AssetHandle> handles;
        std::atomic<int> cancelled{0};
        {
            CachingAssetAccessor accessor(inner, *cache, &m_clock);
            for (int i = 0; i < 50; ++i) {
                AssetRequest request;
                request.url = "http://h/" + std::to_string(i);
                handles.push_back(accessor.get(request, [&](const Result<AssetResponse>& answer) {
                    if (!answer && answer.error().code == ErrorCode::Cancelled)
                        ++cancelled;
                }));
            }
        }
        QCOMPARE(cancelled.load(), 50);
        QCOMPARE(inner.heldCount(), std::size_t(0));
    }

    void stormWithTheRealThing()
    {
        LoopbackServer server([](const std::string& head) {
            return LoopbackServer::whole("200 OK", head.substr(0, head.find("\r\n")) + std::string(5000, ' '),
                                         "Cache-Control: max-age=1000\r\nETag: \"1\"\r\n");
        });
        CurlAssetAccessor inner(impatient());
        const auto cache = newCache();
        CachingAssetAccessor accessor(inner, *cache, &m_clock);
        std::atomic<int> wrong{0}, answered{0};
        {
            std::vector<std::jthread> threads;
            for (unsigned t = 0; t < 4; ++t)
                threads.emplace_back([&, t] {
                    std::minstd_rand random(t + 1);
                    std::vector<AssetHandle> handles;
                    for (int i = 0; i < 200; ++i) {
                        const std::string path = "/" + std::to_string(random() % 60);
                        AssetRequest request;
                        request.url = server.url(path);
                        handles.push_back(accessor.get(request, [&, path](const Result<AssetResponse>& answer) {
                            ++answered;
                            if (!answer || !asText(*answer->body).starts_with("GET " + path + " "))
                                ++wrong;
                        }));
                        if (handles.size() > 10)
                            handles.erase(handles.begin() + static_cast<std::ptrdiff_t>(random() % handles.size()));
                    }
                });
        }
        QCOMPARE(wrong.load(), 0);
        for (int i = 0; i < 60; ++i)
            QVERIFY(fetch(accessor, server.url("/" + std::to_string(i))).has_value());
        const int before = server.requestCount();
        for (int i = 0; i < 60; ++i)
            QVERIFY(fetch(accessor, server.url("/" + std::to_string(i)))->fromCache);
        QCOMPARE(server.requestCount(), before);
    }
};

QTEST_GUILESS_MAIN(TestCachingAssetAccessor)
#include "TestCachingAssetAccessor.moc"
