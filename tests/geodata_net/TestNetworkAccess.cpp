// Logins: which server gets which, what happens while none is known, and that no secret shows.
#include "geodata/core/Log.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/net/NetworkAccess.h"
#include "tests/LoopbackServer.h"
#include "tests/geodata_net/CurlTesting.h"

#include <QScopeGuard>
#include <QTemporaryDir>
#include <QtTest>

#include <map>

using namespace guanjing;
using namespace guanjing::test;

namespace {

/// Answers at once, or when told to.
class FakeStore final : public CredentialStore {
public:
    void find(const std::string& name, std::function<void(std::optional<Credential>)> done) override
    {
        std::unique_lock lock(m_mutex);
        ++asked;
        if (isSlow) {
            m_waiting.push_back([this, name, done = std::move(done)] { done(at(name)); });
            return;
        }
        const auto found = at(name);
        lock.unlock();
        done(found);
    }
    void answer()
    {
        for (const auto& waiting : std::exchange(m_waiting, {}))
            waiting();
    }
    [[nodiscard]] bool hasWaiting()
    {
        const std::lock_guard lock(m_mutex);
        return !m_waiting.empty();
    }
    std::map<std::string, Credential> kept;
    std::atomic<int> asked{0};
    bool isSlow = false;

private:
    std::optional<Credential> at(const std::string& name) const
    {
        const auto found = kept.find(name);
        return found == kept.end() ? std::nullopt : std::optional(found->second);
    }
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_waiting;
};

std::string headerOf(const std::string& head, const std::string& name)
{
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos)
        return {};
    const auto begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

/// Wants one Authorization header everywhere.
LoopbackServer::Handler guarded(const std::string& wanted)
{
    return [wanted](const std::string& head) {
        return headerOf(head, "Authorization") == wanted
            ? LoopbackServer::whole("200 OK", "inside")
            : LoopbackServer::whole("401 Unauthorized", "no", "WWW-Authenticate: Basic realm=\"x\"\r\n");
    };
}

CurlAccessorOptions with(const std::shared_ptr<NetworkAccess>& access)
{
    CurlAccessorOptions options = impatient();
    options.access = access;
    return options;
}

} // namespace

class TestNetworkAccess : public QObject {
    Q_OBJECT

private slots:
    /// A key that stands in what hides it must not be hidden again and again.
    void secretsAreHiddenOnce()
    {
        QCOMPARE(hideSecret("https://a/?key=key&x=key", "key", "{key}"), std::string("https://a/?{key}={key}&x={key}"));
        QCOMPARE(hideSecret("a*b", "*", "***"), std::string("a***b"));
        QCOMPARE(hideSecret("nothing hidden", "", "***"), std::string("nothing hidden"));
        QCOMPARE(hideSecret("s3cret s3cret", "s3cret", "***"), std::string("*** ***"));
    }
    void credentials_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("header"); // empty: refused
        // RFC 7617, section 2, and with a pound sign as there
        QTest::newRow("basic") << QByteArray("Aladdin:open sesame\n")
                               << QByteArray("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        QTest::newRow("utf-8") << QByteArray("test:123\xC2\xA3") << QByteArray("Basic dGVzdDoxMjPCow==");
        QTest::newRow("colon in the password") << QByteArray("a:b:c") << QByteArray("Basic YTpiOmM=");
        QTest::newRow("token") << QByteArray("mF_9.B5f-4.1JqM\r\n") << QByteArray("Bearer mF_9.B5f-4.1JqM");
        QTest::newRow("empty") << QByteArray("\n") << QByteArray();
        QTest::newRow("two lines") << QByteArray("a:b\nc:d\n") << QByteArray();
        QTest::newRow("zero byte") << QByteArray("a\0b", 3) << QByteArray();
    }
    void credentials()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, header);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("login"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        const auto read = readCredentialFile(path.toStdString());
        QCOMPARE(read.has_value(), !header.isEmpty());
        if (read) {
            QCOMPARE(QByteArray::fromStdString(read->header()), header);
            QCOMPARE(*parseCredential(credentialText(*read)), *read);
        } else {
            QCOMPARE(read.error().source, path.toStdString());
            QVERIFY(read.error().detail.find("b") == std::string::npos || text.size() > 3);
        }
        QCOMPARE(readCredentialFile(path.toStdString() + "x").error().code, ErrorCode::NotFound);
    }

    void keyPlaces()
    {
        QCOMPARE(withKey("http://a/{z}?tk={key}&b=%7bKEY%7d", "a b&c"),
                 std::string("http://a/{z}?tk=a%20b%26c&b=a%20b%26c"));
        QVERIFY(hasKeyPlace("http://a/{key}/x") && !hasKeyPlace("http://a/{kez}/%7Bk"));
    }

    /// A login goes to the server whose source names it, wherever a redirect leads.
    void goesToItsServerOnly()
    {
        std::string seen;
        const LoopbackServer other([&](const std::string& head) {
            seen = headerOf(head, "Authorization") + "|" + pathOf(head);
            return LoopbackServer::whole("200 OK", "open");
        });
        const LoopbackServer server([&](const std::string& head) {
            if (headerOf(head, "Authorization") != "Bearer s3cret-token")
                return LoopbackServer::whole("401 Unauthorized", "");
            if (pathOf(head) == "/away")
                return LoopbackServer::whole("302 Found", "", "Location: " + other.url("/there") + "\r\n");
            return LoopbackServer::whole("200 OK", "inside");
        });
        auto store = std::make_shared<FakeStore>();
        store->kept["platform"] = {"", "", "s3cret-token"};
        auto access = std::make_shared<NetworkAccess>(store);
        access->setSources({{server.url("/layer/{z}/{x}/{y}.jpg"), "platform"}});
        CurlAssetAccessor accessor(with(access));
        QCOMPARE(asText(*fetch(accessor, server.url("/layer/1/2/3.jpg"))->body), std::string_view("inside"));
        QCOMPARE(asText(*fetch(accessor, server.url("/elsewhere"))->body), std::string_view("inside"));
        QCOMPARE(asText(*fetch(accessor, server.url("/away"))->body), std::string_view("open"));
        QCOMPARE(seen, std::string("|/there"));
        QCOMPARE(store->asked.load(), 1);
    }

    void aLoginIsAcceptedOnceItHasOpenedSomething()
    {
        std::atomic<int> status{401};
        const LoopbackServer server(
            [&](const std::string&) { return LoopbackServer::whole(std::to_string(status.load()) + " x", "body"); });
        auto access = std::make_shared<NetworkAccess>();
        std::mutex mutex;
        std::vector<std::pair<std::string, Credential>> told;
        access->onLoginAccepted([&](const std::string& name, const Credential& credential) {
            const std::lock_guard lock(mutex);
            told.emplace_back(name, credential);
        });
        access->setSources({{server.url("/a/"), "one"}});
        CurlAssetAccessor accessor(with(access));
        const auto countAfter = [&](int answered, const char* password) {
            status = answered;
            access->setCredential("one", Credential{"u", password, {}});
            (void)fetch(accessor, server.url("/a/x"));
            (void)fetch(accessor, server.url("/a/y"));
            const std::lock_guard lock(mutex);
            return told.size();
        };
        QCOMPARE(countAfter(401, "wrong"), std::size_t{0});
        QCOMPARE(countAfter(403, "not enough"), std::size_t{0});
        QCOMPARE(countAfter(404, "nothing there"), std::size_t{0});
        QCOMPARE(countAfter(200, "right"), std::size_t{1}); // once, not for each request
        QCOMPARE(told.front().first, std::string("one"));
        QCOMPARE(told.front().second.password, std::string("right"));
        access->onLoginAccepted({});
    }

    void theDeepestFolderCounts()
    {
        const LoopbackServer server(
            [&](const std::string& head) { return LoopbackServer::whole("200 OK", headerOf(head, "Authorization")); });
        auto store = std::make_shared<FakeStore>();
        store->kept["one"] = {"", "", "1"};
        store->kept["two"] = {"", "", "2"};
        auto access = std::make_shared<NetworkAccess>(store);
        access->setSources({{server.url("/a/tileset.json"), "one"}, {server.url("/a/b/{z}.jpg"), "two"}});
        CurlAssetAccessor accessor(with(access));
        const auto got = [&](const char* path) {
            return std::string(asText(*fetch(accessor, server.url(path))->body));
        };
        QCOMPARE(got("/a/x/1.glb"), std::string("Bearer 1"));
        QCOMPARE(got("/a/b/1.jpg"), std::string("Bearer 2"));
        QCOMPARE(got("/c"), std::string()); // two candidates: neither
    }

    /// {key} in the URL: filled in on the way to the server and nowhere else.
    void keyInTheUrl()
    {
        std::vector<std::string> lines;
        std::mutex mutex;
        setLogSink(LogLevel::Debug, [&](LogLevel, std::string_view, std::string_view text) {
            const std::lock_guard lock(mutex);
            lines.emplace_back(text);
        });
        const auto quiet = qScopeGuard([] { setLogSink(LogLevel::Warning, {}); });
        const LoopbackServer server([&](const std::string& head) {
            const std::string path = pathOf(head);
            if (!headerOf(head, "Authorization").empty() || path.find("tk=h%2Fdden") == std::string::npos)
                return LoopbackServer::whole("403 Forbidden", "");
            if (path.starts_with("/moved"))
                return LoopbackServer::whole("302 Found", "", "Location: /here?tk=h%2Fdden\r\n");
            return path.starts_with("/none") ? LoopbackServer::whole("404 Not Found", "h/dden")
                                             : LoopbackServer::whole("200 OK", "inside");
        });
        auto store = std::make_shared<FakeStore>();
        store->kept["map"] = {"", "", "h/dden"};
        auto access = std::make_shared<NetworkAccess>(store);
        access->setSources({{server.url("/t?tk={key}"), "map"}});
        CurlAssetAccessor accessor(with(access));
        for (const char* path : {"/t?tk={key}", "/t?tk=%7Bkey%7D", "/moved?tk={key}"}) {
            const auto answer = fetch(accessor, server.url(path));
            QVERIFY2(answer.has_value(), path);
            QVERIFY(answer->url.find("dden") == std::string::npos);
        }
        const auto missing = fetch(accessor, server.url("/none?tk={key}"));
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
        QVERIFY(missing.error().toString().find("dden") == std::string::npos);
        QVERIFY(!lines.empty());
        for (const std::string& line : lines)
            QVERIFY2(line.find("dden") == std::string::npos, line.c_str());
    }

    void waitsForTheStore()
    {
        const LoopbackServer server(guarded("Basic YTpi"));
        auto store = std::make_shared<FakeStore>();
        store->isSlow = true;
        store->kept["slow"] = {"a", "b", ""};
        auto access = std::make_shared<NetworkAccess>(store);
        access->setSources({{server.url("/"), "slow"}});
        CurlAssetAccessor accessor(with(access));
        std::atomic<int> good{0}, bad{0};
        std::vector<AssetHandle> handles;
        for (int i = 0; i < 20; ++i) {
            AssetRequest request;
            request.url = server.url("/" + std::to_string(i));
            handles.push_back(accessor.get(std::move(request),
                                           [&](const Result<AssetResponse>& answer) { ++(answer ? good : bad); }));
        }
        QTRY_VERIFY(store->hasWaiting());
        handles.pop_back(); // cancelled while it waits
        QCOMPARE(server.requestCount(), 0);
        store->answer();
        QTRY_COMPARE(good.load(), 19);
        QCOMPARE(bad.load(), 0);
        QCOMPARE(store->asked.load(), 1);
    }

    /// A hundred tiles ask once, and a wrong password is tried once.
    void asksOnceAndGoesOnWhenTold()
    {
        const LoopbackServer server(guarded("Basic YTpi"));
        auto access = std::make_shared<NetworkAccess>(std::make_shared<FakeStore>());
        access->setSources({{server.url("/"), "platform"}});
        std::mutex mutex;
        std::vector<LoginWanted> wanted;
        access->onLoginWanted([&](const LoginWanted& one) {
            const std::lock_guard lock(mutex);
            wanted.push_back(one);
        });
        CurlAssetAccessor accessor(with(access));
        const auto several = [&](std::int64_t status, std::int64_t wasSent) {
            std::atomic<int> left{30}, right{0};
            std::vector<AssetHandle> handles;
            for (int i = 0; i < 30; ++i) {
                AssetRequest request;
                request.url = server.url("/" + std::to_string(i));
                handles.push_back(accessor.get(std::move(request), [&](const Result<AssetResponse>& answer) {
                    const bool isRight = status == 200
                        ? answer.has_value()
                        : !answer && answer.error().first == status && answer.error().second == wasSent;
                    right += isRight ? 1 : 0;
                    --left;
                }));
            }
            while (left > 0)
                std::this_thread::yield();
            return right.load();
        };
        QCOMPARE(several(401, 0), 30);
        QCOMPARE(wanted.size(), std::size_t{1});
        QCOMPARE(wanted[0].name, std::string("platform"));
        QCOMPARE(wanted[0].origin + "/", server.url("/"));
        QVERIFY(!wanted[0].wasTried && !wanted[0].takesKey);

        access->setCredential("platform", Credential{"a", "wrong", ""});
        const int before = server.requestCount();
        QCOMPARE(several(401, 1), 30);
        QCOMPARE(server.requestCount(), before + 1); // no account is locked
        QCOMPARE(wanted.size(), std::size_t{2});
        QVERIFY(wanted[1].wasTried);

        access->setCredential("platform", Credential{"a", "b", ""});
        QCOMPARE(several(200, 0), 30);
        QCOMPARE(wanted.size(), std::size_t{2});
    }

    /// A server that no source names a login for: what is kept under its own address serves, and only when it asks.
    void byItsAddress()
    {
        const LoopbackServer server(guarded("Basic YTpi"));
        const LoopbackServer open([](const std::string&) { return LoopbackServer::whole("200 OK", "open"); });
        const LoopbackServer shut([](const std::string&) { return LoopbackServer::whole("403 Forbidden", ""); });
        const std::string origin = server.url("");
        auto store = std::make_shared<FakeStore>();
        store->kept[origin] = {"a", "b", ""};
        auto access = std::make_shared<NetworkAccess>(store);
        int wanted = 0;
        access->onLoginWanted([&](const LoginWanted&) { ++wanted; });
        CurlAssetAccessor accessor(with(access));
        QVERIFY(fetch(accessor, open.url("/1")).has_value());
        QCOMPARE(store->asked.load(), 0);
        QVERIFY(fetch(accessor, server.url("/1")).has_value());
        QCOMPARE(server.requestCount(), 2);
        QVERIFY(fetch(accessor, server.url("/2")).has_value());
        QCOMPARE(server.requestCount(), 3); // known by now
        QCOMPARE(fetch(accessor, shut.url("/1")).error().first, std::int64_t{403});
        QCOMPARE(wanted, 0); // many servers say 403 of what is not there
    }

    void aKeyThatIsNotKnown()
    {
        const LoopbackServer server([](const std::string&) { return LoopbackServer::whole("200 OK", "open"); });
        auto access = std::make_shared<NetworkAccess>();
        access->setSources({{server.url("/{z}?tk={key}"), "map"}});
        std::vector<LoginWanted> wanted;
        access->onLoginWanted([&](const LoginWanted& one) { wanted.push_back(one); });
        CurlAssetAccessor accessor(with(access));
        QCOMPARE(fetch(accessor, server.url("/1?tk={key}")).error().first, std::int64_t{401});
        QCOMPARE(server.requestCount(), 0);
        QCOMPARE(wanted.size(), std::size_t{1});
        QVERIFY(wanted[0].takesKey);
        access->setCredential("map", Credential{"", "", "k"});
        QVERIFY(fetch(accessor, server.url("/1?tk={key}")).has_value());
    }

    void certificatesByHost_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("file");
        QTest::newRow("host") << QStringLiteral("https://A.example/x") << QStringLiteral("a");
        QTest::newRow("host, any port") << QStringLiteral("https://a.example:8443/x") << QStringLiteral("a");
        QTest::newRow("port") << QStringLiteral("https://b.example:8443/x") << QStringLiteral("b");
        QTest::newRow("another port") << QStringLiteral("https://b.example/x") << QString();
        QTest::newRow("no TLS") << QStringLiteral("http://a.example/x") << QString();
        QTest::newRow("another host") << QStringLiteral("https://xa.example/") << QString();
    }
    void certificatesByHost()
    {
        QFETCH(QString, url);
        QFETCH(QString, file);
        NetworkSettings settings;
        settings.clientCertificates = {{"a.example", "a", "", ""}, {"b.example:8443", "b", "", ""}};
        const auto* found = clientCertificateFor(settings, url.toStdString());
        QCOMPARE(found ? QString::fromStdString(found->file) : QString(), file);
    }
};

QTEST_GUILESS_MAIN(TestNetworkAccess)
#include "TestNetworkAccess.moc"
