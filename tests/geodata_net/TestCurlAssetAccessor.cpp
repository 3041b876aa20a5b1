#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/net/PackageAssetAccessor.h"
#include "geodata/net/Url.h"
#include "tests/LoopbackServer.h"
#include "tests/geodata_net/CurlTesting.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

#include <map>

using namespace guanjing;
using namespace guanjing::test;

class TestCurlAssetAccessor : public QObject {
    Q_OBJECT

private slots:
    void answerIsWhole()
    {
        LoopbackServer server([](const std::string& head) {
            return LoopbackServer::whole("200 OK", "hello " + pathOf(head), "X-Kind: test\r\n");
        });
        CurlAssetAccessor accessor(impatient());
        const auto answer = fetch(accessor, server.url("/a b/莞"));
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 200);
        QCOMPARE(std::string(asText(*answer->body)), std::string("hello /a%20b/%E8%8E%9E"));
        QCOMPARE(std::string(answer->header("x-kind")), std::string("test"));
        QCOMPARE(answer->networkBytes, answer->body->size());
        QVERIFY(!answer->fromCache);
        QCOMPARE(accessor.statistics().requests, std::uint64_t(1));
        QCOMPARE(accessor.statistics().bytes, answer->networkBytes);
    }

    void connectionsAreKept()
    {
        LoopbackServer server([](const std::string&) { return LoopbackServer::whole("200 OK", "x"); });
        CurlAssetAccessor accessor(impatient());
        for (int i = 0; i < 20; ++i)
            QVERIFY(fetch(accessor, server.url("/")).has_value());
        QCOMPARE(server.connectionCount(), 1);
    }

    void emptyAnswersHaveABody()
    {
        LoopbackServer server([](const std::string& head) {
            return LoopbackServer::whole(pathOf(head) == "/204" ? "204 No Content" : "200 OK", "");
        });
        CurlAssetAccessor accessor(impatient());
        for (const char* path : {"/204", "/200"}) {
            const auto answer = fetch(accessor, server.url(path));
            QVERIFY(answer.has_value());
            QVERIFY(answer->body != nullptr);
            QCOMPARE(answer->body->size(), std::size_t(0));
        }
    }

    void statusesBecomeErrors_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("requests");
        const auto row = [](const char* status, ErrorCode code, int requests) {
            QTest::newRow(status) << status << static_cast<int>(code) << requests;
        };
        row("404 Not Found", ErrorCode::NotFound, 1);
        row("410 Gone", ErrorCode::NotFound, 1);
        row("401 Unauthorized", ErrorCode::HttpStatus, 1);
        row("403 Forbidden", ErrorCode::HttpStatus, 1);
        row("304 Not Modified", ErrorCode::HttpStatus, 1);
        row("501 Not Implemented", ErrorCode::HttpStatus, 1);
        row("500 Internal Server Error", ErrorCode::HttpStatus, 3);
        row("503 Service Unavailable", ErrorCode::HttpStatus, 3);
        row("429 Too Many Requests", ErrorCode::HttpStatus, 3);
    }
    void statusesBecomeErrors()
    {
        QFETCH(QString, status);
        QFETCH(int, code);
        QFETCH(int, requests);
        const std::string line = status.toStdString();
        LoopbackServer server([&](const std::string&) {
            return LoopbackServer::whole(line, line.substr(0, 3) == "304" ? "" : "an error page");
        });
        CurlAssetAccessor accessor(impatient());
        const auto answer = fetch(accessor, server.url("/x?token=secret"));
        QVERIFY(!answer.has_value());
        QCOMPARE(static_cast<int>(answer.error().code), code);
        QCOMPARE(server.requestCount(), requests);
        QVERIFY(answer.error().source.find("secret") == std::string::npos);
        QVERIFY(answer.error().source.find("/x?token=") != std::string::npos);
    }

    void failuresThatPassAreRetried()
    {
        std::atomic<int> count{0};
        LoopbackServer server([&](const std::string&) {
            switch (count++) {
            case 0: return LoopbackServer::whole("500 Oops", "");
            case 1: {
                LoopbackServer::Answer hangUp;
                hangUp.closeAfter = true;
                return hangUp;
            }
            default: return LoopbackServer::whole("200 OK", "at last");
            }
        });
        CurlAssetAccessor accessor(impatient());
        const auto answer = fetch(accessor, server.url("/"));
        QVERIFY2(answer.has_value(), answer ? "" : answer.error().toString().c_str());
        QCOMPARE(std::string(asText(*answer->body)), std::string("at last"));
    }

    void retryAfterIsHonouredAndBounded()
    {
        std::atomic<int> count{0};
        std::string patience = "1";
        LoopbackServer server([&](const std::string&) {
            return count++ == 0 ? LoopbackServer::whole("503 Busy", "", "Retry-After: " + patience + "\r\n")
                                : LoopbackServer::whole("200 OK", "x");
        });
        CurlAssetAccessor accessor(impatient());
        QElapsedTimer timer;
        timer.start();
        QVERIFY(fetch(accessor, server.url("/")).has_value());
        QVERIFY(timer.elapsed() >= 990);
        count = 0;
        patience = "3600";
        timer.start();
        const auto answer = fetch(accessor, server.url("/"));
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().code, ErrorCode::HttpStatus);
        QCOMPARE(count.load(), 1);
    }

    void refusedConnection()
    {
        std::string url;
        {
            LoopbackServer gone([](const std::string&) { return LoopbackServer::whole("200 OK", ""); });
            url = gone.url("/");
        }
        CurlAssetAccessor accessor(impatient());
        const auto answer = fetch(accessor, url);
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().code, ErrorCode::ConnectionFailed);
        QCOMPARE(answer.error().reason, ErrorReason::Refused);
        QVERIFY(!answer.error().detail.empty());
    }

    void stalledServer_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("says nothing") << QByteArray();
        QTest::newRow("stops in the headers") << QByteArray("HTTP/1.1 200 OK\r\nContent-");
        QTest::newRow("stops in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    }
    void stalledServer()
    {
        QFETCH(QByteArray, sent);
        LoopbackServer server([&](const std::string&) {
            LoopbackServer::Answer answer;
            answer.bytes = sent.toStdString();
            answer.stallAfter = true;
            return answer;
        });
        CurlAssetAccessor accessor(impatient());
        const auto answer = fetch(accessor, server.url("/"));
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().code, ErrorCode::Timeout);
    }

    void answersThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const char* sent, ErrorCode code) {
            QTest::newRow(name) << QByteArray(sent) << static_cast<int>(code);
        };
        row("closed before the end", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", ErrorCode::Truncated);
        row("no answer", "", ErrorCode::ConnectionFailed);
        row("not HTTP", "SSH-2.0-OpenSSH_9.2\r\n", ErrorCode::BadMagic);
        row("cut chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nabc", ErrorCode::Truncated);
        row("not gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain",
            ErrorCode::DecodeFailed);
    }
    void answersThatAreNone()
    {
        QFETCH(QByteArray, sent);
        QFETCH(int, code);
        LoopbackServer server([&](const std::string&) {
            LoopbackServer::Answer answer;
            answer.bytes = sent.toStdString();
            answer.closeAfter = true;
            return answer;
        });
        CurlAssetAccessor accessor(impatient());
        const auto answer = fetch(accessor, server.url("/"));
        QVERIFY(!answer.has_value());
        QCOMPARE(QString::fromStdString(answer.error().toString()).section(':', 0, 0), QStringLiteral("http"));
        QVERIFY2(static_cast<int>(answer.error().code) == code, answer.error().toString().c_str());
    }

    void tooLarge_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("states it") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nabc");
        QTest::newRow("just sends it") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
                + QByteArray(2000, 'x');
        QTest::newRow("in chunks") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n")
                + QByteArray(2000, 'x') + "\r\n0\r\n\r\n";
    }
    void tooLarge()
    {
        QFETCH(QByteArray, sent);
        LoopbackServer server([&](const std::string&) {
            LoopbackServer::Answer answer;
            answer.bytes = sent.toStdString();
            answer.closeAfter = true;
            return answer;
        });
        CurlAssetAccessor accessor(impatient());
        AssetRequest request;
        request.url = server.url("/");
        request.maxBytes = 1000;
        const auto answer = getAndWait(accessor, request);
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().code, ErrorCode::TooLarge);
        QVERIFY(answer.error().detail.find("1000") != std::string::npos);
        QCOMPARE(server.requestCount(), 1);
    }

    void redirects()
    {
        LoopbackServer server([](const std::string& head) {
            const std::string path = pathOf(head);
            const auto to = [](const std::string& target) {
                return LoopbackServer::whole("302 Found", "elsewhere", "Location: " + target + "\r\n");
            };
            if (path == "/start")
                return to("next/./one");
            if (path == "/next/one")
                return to("/end");
            if (path == "/circle")
                return to("/circle2");
            if (path == "/circle2")
                return to("/circle");
            if (path == "/self")
                return to("/self");
            if (path.starts_with("/down"))
                return to("/down" + std::to_string(std::stoi(path.substr(5)) + 1));
            if (path == "/file")
                return to("file:///etc/passwd");
            if (path == "/ftp")
                return to("ftp://127.0.0.1/x");
            if (path == "/nowhere")
                return LoopbackServer::whole("302 Found", "");
            return LoopbackServer::whole("200 OK", path);
        });
        CurlAssetAccessor accessor(impatient());
        const auto good = fetch(accessor, server.url("/start"));
        QVERIFY(good.has_value());
        QCOMPARE(good->url, server.url("/end"));
        QCOMPARE(std::string(asText(*good->body)), std::string("/end"));
        const std::map<std::string, ErrorCode> bad{
            {"/circle", ErrorCode::RedirectLoop}, {"/self", ErrorCode::RedirectLoop},
            {"/down1", ErrorCode::RedirectLoop},  {"/file", ErrorCode::ForbiddenScheme},
            {"/ftp", ErrorCode::ForbiddenScheme}, {"/nowhere", ErrorCode::HttpStatus}};
        for (const auto& [path, code] : bad) {
            const auto answer = fetch(accessor, server.url(path));
            QVERIFY2(!answer.has_value(), path.c_str());
            QVERIFY2(answer.error().code == code, answer.error().toString().c_str());
        }
    }

    void credentialsStayWithTheirServer()
    {
        std::string seen;
        LoopbackServer other([&](const std::string& head) {
            seen = head;
            return LoopbackServer::whole("200 OK", "");
        });
        std::string first;
        LoopbackServer server([&](const std::string& head) {
            first = head;
            return LoopbackServer::whole("302 Found", "", "Location: " + other.url("/x") + "\r\n");
        });
        CurlAssetAccessor accessor(impatient());
        AssetRequest request;
        request.url = server.url("/");
        request.headers = {{"Authorization", "Bearer abc"}, {"X-Kept", "yes"}};
        QVERIFY(getAndWait(accessor, request).has_value());
        QVERIFY(hasLine(first, "Authorization: Bearer abc"));
        QVERIFY(!hasLine(seen, "Authorization"));
        QVERIFY(hasLine(seen, "X-Kept: yes"));
    }

    void ranges()
    {
        LoopbackServer server([](const std::string& head) {
            if (pathOf(head) == "/ignores")
                return LoopbackServer::whole("200 OK", "0123456789");
            return hasLine(head, "Range: bytes=2-4")
                ? LoopbackServer::whole("206 Partial Content", "234", "Content-Range: bytes 2-4/10\r\n")
                : LoopbackServer::whole("400 Bad", "");
        });
        CurlAssetAccessor accessor(impatient());
        for (const char* path : {"/knows", "/ignores"}) {
            AssetRequest request;
            request.url = server.url(path);
            request.range = ByteRange{2, 4};
            const auto answer = getAndWait(accessor, request);
            QVERIFY(answer.has_value());
            QCOMPARE(answer->status, 206);
            QCOMPARE(std::string(asText(*answer->body)), std::string("234"));
        }
        AssetRequest request;
        request.url = server.url("/knows");
        request.range = ByteRange{5, 4};
        QCOMPARE(getAndWait(accessor, request).error().code, ErrorCode::BadValue);
    }

    void files()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a 莞.bin"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("0123456789");
        file.close();
        CurlAssetAccessor accessor(impatient());
        for (const QString& url : {path, QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded)}) {
            const auto answer = fetch(accessor, url.toStdString());
            QVERIFY(answer.has_value());
            QCOMPARE(answer->status, 200);
            QCOMPARE(std::string(asText(*answer->body)), std::string("0123456789"));
        }
        AssetRequest part;
        part.url = path.toStdString();
        part.range = ByteRange{8, 100};
        const auto answer = getAndWait(accessor, part);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 206);
        QCOMPARE(std::string(asText(*answer->body)), std::string("89"));
        QCOMPARE(accessor.statistics().bytes, std::uint64_t(22));
        part.range = ByteRange{10, 20};
        QCOMPARE(getAndWait(accessor, part).error().code, ErrorCode::BadValue);
        part.range.reset();
        part.maxBytes = 9;
        QCOMPARE(getAndWait(accessor, part).error().code, ErrorCode::TooLarge);
    }

    void badFiles()
    {
        QTemporaryDir folder;
        const std::string root = folder.path().toStdString();
        QCOMPARE(::mkfifo((root + "/pipe").c_str(), 0600), 0);
        CurlAssetAccessor accessor(impatient());
        QCOMPARE(fetch(accessor, root + "/missing").error().code, ErrorCode::NotFound);
        QCOMPARE(fetch(accessor, root).error().code, ErrorCode::ReadFailed);
        QCOMPARE(fetch(accessor, root + "/pipe").error().code, ErrorCode::ReadFailed);
        QCOMPARE(fetch(accessor, root + "/pipe/x").error().code, ErrorCode::NotFound);
        QCOMPARE(fetch(accessor, "file://").error().code, ErrorCode::BadUrl);
    }

    void dataUrls_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("expected"); // "!": refused
        QTest::newRow("base64") << QByteArray("data:application/octet-stream;base64,AQID") << QByteArray("\1\2\3");
        QTest::newRow("parameters") << QByteArray("data:text/plain;charset=utf-8;base64,5p2x") << QByteArray("\u6771");
        QTest::newRow("capitals") << QByteArray("DATA:;BASE64,YQ==") << QByteArray("a");
        QTest::newRow("base64 with escapes") << QByteArray("data:;base64,YQ%3D%3D") << QByteArray("a");
        QTest::newRow("plain") << QByteArray("data:,a%20b%2C") << QByteArray("a b,");
        QTest::newRow("nothing") << QByteArray("data:,") << QByteArray("");
        QTest::newRow("JSON") << QByteArray("data:application/json,{\"a\":[1,2]}") << QByteArray("{\"a\":[1,2]}");
        QTest::newRow("no comma") << QByteArray("data:application/octet-stream;base64") << QByteArray("!");
        QTest::newRow("no base64") << QByteArray("data:;base64,?") << QByteArray("!");
    }
    void dataUrls()
    {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, expected);
        CurlAssetAccessor accessor(impatient());
        PackageAssetAccessor packages(accessor);
        for (AssetAccessor* each : {static_cast<AssetAccessor*>(&accessor), static_cast<AssetAccessor*>(&packages)}) {
            AssetRequest request;
            request.url = url.toStdString();
            request.referrer = "http://h/tileset.json"; // it names nothing of this machine
            const auto answer = getAndWait(*each, request);
            QCOMPARE(answer.has_value(), expected != "!");
            if (answer)
                QCOMPARE(
                    QByteArray(reinterpret_cast<const char*>(answer->body->data()), qsizetype(answer->body->size())),
                    expected);
            else
                QCOMPARE(answer.error().code, ErrorCode::BadUrl);
        }
        QCOMPARE(accessor.statistics().requests, std::uint64_t{0});
    }
    void aDamagedDataUrlIsNamedShortly()
    {
        CurlAssetAccessor accessor(impatient());
        const auto answer = fetch(accessor, "data:model/gltf-binary;base64,?" + std::string(100'000, 'A'));
        QVERIFY(!answer);
        QCOMPARE(answer.error().source, std::string("data:model/gltf-binary;base64,?AAAAAAAAA…"));
        QVERIFY(answer.error().toString().size() < 200);
    }
    void whatStandsInADataUrlNamesNoFiles()
    {
        CurlAssetAccessor accessor(impatient());
        AssetRequest request;
        request.referrer = "data:application/json,{}";
        request.url = "/etc/hostname";
        QCOMPARE(getAndWait(accessor, request).error().code, ErrorCode::ForbiddenScheme);
        request.url = resolveUrl(request.referrer, "etc/hostname");
        QCOMPARE(getAndWait(accessor, request).error().code, ErrorCode::BadUrl);
    }

    void schemesThatAreNotRead()
    {
        CurlAssetAccessor accessor(impatient());
        for (const char* url : {"ftp://h/x", "", "relative:x", "http://", "http://[::1", "http://h:99999/"})
            QVERIFY2(fetch(accessor, url).error().code == ErrorCode::BadUrl, url);
        AssetRequest request;
        request.referrer = "http://h/tileset.json";
        for (const char* url : {"file:///etc/hostname", "/etc/hostname", "etc/hostname"}) {
            request.url = url;
            QCOMPARE(getAndWait(accessor, request).error().code, ErrorCode::ForbiddenScheme);
        }
        request.referrer = "/data/tileset.json";
        request.url = "/etc/hostname";
        QVERIFY(getAndWait(accessor, request).has_value());
    }

    void loopbackNeedsNoProxy()
    {
        LoopbackServer server([](const std::string&) { return LoopbackServer::whole("200 OK", "direct"); });
        LoopbackServer proxy([](const std::string&) { return LoopbackServer::whole("200 OK", "proxied"); });
        qputenv("http_proxy", proxy.url("/").c_str());
        {
            CurlAssetAccessor accessor(impatient());
            const auto local = fetch(accessor, server.url("/"));
            QVERIFY(local.has_value());
            QCOMPARE(std::string(asText(*local->body)), std::string("direct"));
            const auto remote = fetch(accessor, "http://example.invalid/");
            QVERIFY(remote.has_value());
            QCOMPARE(std::string(asText(*remote->body)), std::string("proxied"));
        }
        qunsetenv("http_proxy");
        CurlAccessorOptions options = impatient();
        options.proxy = proxy.url("");
        CurlAssetAccessor accessor(options);
        const auto remote = fetch(accessor, "http://example.invalid/");
        QVERIFY(remote.has_value());
        QCOMPARE(std::string(asText(*remote->body)), std::string("proxied"));
    }
};

QTEST_GUILESS_MAIN(TestCurlAssetAccessor)
#include "TestCurlAssetAccessor.moc"
