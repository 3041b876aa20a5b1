// Private authorities, client certificates and basic authentication against nginx; proxies, plain and with CONNECT.
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/net/NetworkAccess.h"
#include "tests/LoopbackServer.h"
#include "tests/NginxServer.h"
#include "tests/geodata_net/CurlTesting.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace guanjing;
using namespace guanjing::test;

namespace {

bool writeFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

/// An authority of our own with what it has signed, made by openssl.
class Authority {
public:
    Authority() : m_openssl(QStandardPaths::findExecutable(QStringLiteral("openssl"))) { }
    [[nodiscard]] bool isInstalled() const { return !m_openssl.isEmpty(); }
    [[nodiscard]] QString at(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] std::string path(const char* name) const { return at(QString::fromUtf8(name)).toStdString(); }

    bool make()
    {
        return run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=authority "
                   "-addext basicConstraints=critical,CA:TRUE -keyout %/ca.key -out %/ca.pem")
            && sign("server", "subjectAltName=IP:127.0.0.1,DNS:tiles.example", "2")
            && sign("other", "subjectAltName=DNS:other.example", "2")
            // "-1" days: it has ended before it begins
            && sign("expired", "subjectAltName=IP:127.0.0.1", "-1")
            && sign("client", "extendedKeyUsage=clientAuth", "2")
            && run("pkcs12 -export -inkey %/client.key -in %/client.pem -passout pass:open-sesame -out %/client.p12")
            && run("ec -in %/client.key -aes256 -passout pass:open-sesame -out %/locked.key")
            && run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=stranger "
                   "-keyout %/stranger.key -out %/stranger.pem");
    }

private:
    bool sign(const char* name, const char* extension, const char* days)
    {
        const QString n = QString::fromUtf8(name);
        return writeFile(at(n + QStringLiteral(".ext")), QByteArray(extension) + "\n")
            && run("req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=" + QByteArray(name)
                   + " -keyout %/" + name + ".key -out %/" + name + ".csr")
            && run("x509 -req -in %/" + QByteArray(name) + ".csr -CA %/ca.pem -CAkey %/ca.key -CAcreateserial -days "
                   + days + " -extfile %/" + name + ".ext -out %/" + name + ".pem");
    }
    bool run(QByteArray arguments)
    {
        QProcess process;
        process.start(m_openssl, QString::fromUtf8(arguments.replace("%", m_folder.path().toUtf8())).split(u' '));
        const bool isDone = process.waitForFinished() && process.exitCode() == 0;
        if (!isDone)
            qWarning("%s", process.readAllStandardError().constData());
        return isDone;
    }
    QTemporaryDir m_folder;
    QString m_openssl;
};

/// CONNECT to any name leads to one port of this machine.
class TunnelProxy {
public:
    TunnelProxy(int target, std::string wantedLogin) : m_target(target), m_login(std::move(wantedLogin))
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address = loopback(0);
        ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof(address));
        ::listen(m_listener, 16);
        socklen_t length = sizeof(address);
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &length);
        m_port = ntohs(address.sin_port);
        m_acceptor = std::thread([this] {
            for (int client; (client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;)
                m_threads.emplace_back([this, client] { serve(client); });
        });
    }
    ~TunnelProxy()
    {
        m_isStopping = true;
        ::shutdown(m_listener, SHUT_RDWR);
        m_acceptor.join();
        for (std::thread& thread : m_threads)
            thread.join();
        ::close(m_listener);
    }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    std::atomic<int> tunnels{0};
    std::string lastHost; ///< read when nothing runs

private:
    static sockaddr_in loopback(int port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        return address;
    }
    void serve(int client)
    {
        std::string head;
        char buffer[8192];
        while (readHead(client, head, buffer)) {
            if (!m_login.empty() && head.find("Proxy-Authorization: " + m_login) == std::string::npos) {
                const std::string no = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic "
                                       "realm=\"p\"\r\nContent-Length: 0\r\n\r\n";
                ::send(client, no.data(), no.size(), MSG_NOSIGNAL);
                head.clear();
                continue;
            }
            lastHost = head.substr(8, head.find(' ', 8) - 8);
            const std::string yes = "HTTP/1.1 200 Connection established\r\n\r\n";
            ::send(client, yes.data(), yes.size(), MSG_NOSIGNAL);
            ++tunnels;
            pump(client, buffer);
            break;
        }
        ::close(client);
    }
    bool readHead(int client, std::string& head, char (&buffer)[8192])
    {
        while (head.find("\r\n\r\n") == std::string::npos) {
            if (!waitFor(client, -1))
                return false;
            const ssize_t got = ::recv(client, buffer, sizeof(buffer), 0);
            if (got <= 0)
                return false;
            head.append(buffer, static_cast<std::size_t>(got));
        }
        return true;
    }
    bool waitFor(int a, int b)
    {
        pollfd sockets[2] = {{a, POLLIN, 0}, {b, POLLIN, 0}};
        while (!m_isStopping)
            if (::poll(sockets, 2, 50) > 0)
                return true;
        return false;
    }
    void pump(int client, char (&buffer)[8192])
    {
        const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_in address = loopback(m_target);
        bool isOpen = ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
        while (isOpen && waitFor(client, server)) {
            for (const auto& [from, to] : {std::pair(client, server), std::pair(server, client)}) {
                pollfd one{from, POLLIN, 0};
                if (::poll(&one, 1, 0) <= 0)
                    continue;
                const ssize_t got = ::recv(from, buffer, sizeof(buffer), 0);
                isOpen = got > 0 && ::send(to, buffer, static_cast<std::size_t>(got), MSG_NOSIGNAL) == got;
                if (!isOpen)
                    break;
            }
        }
        ::close(server);
    }
    const int m_target;
    const std::string m_login;
    int m_listener = -1, m_port = 0;
    std::atomic<bool> m_isStopping{false};
    std::thread m_acceptor;
    std::list<std::thread> m_threads;
};

std::shared_ptr<NetworkAccess> accessWith(NetworkSettings settings)
{
    return std::make_shared<NetworkAccess>(nullptr, std::move(settings));
}

Result<AssetResponse> fetchWith(const std::shared_ptr<NetworkAccess>& access, const std::string& url)
{
    CurlAccessorOptions options = impatient();
    options.access = access;
    CurlAssetAccessor accessor(options);
    return fetch(accessor, url);
}

} // namespace

class TestTlsAndProxies : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!m_authority.isInstalled() || !NginxServer().isInstalled())
            QSKIP("needs the packages nginx-light and openssl");
        QVERIFY(m_authority.make());
    }

    void certificates_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<bool>("system");
        QTest::addColumn<QString>("defect"); // empty: it works
        QTest::newRow("private authority, beside the system's") << "server" << true << true << QString();
        QTest::newRow("private authority alone") << "server" << true << false << QString();
        QTest::newRow("unknown authority")
            << "server" << false << true << "no authority that is trusted here has signed it";
        QTest::newRow("expired") << "expired" << true << true << "it has expired";
        QTest::newRow("wrong host") << "other" << true << true << "it is for another name than that of this server";
        QTest::newRow("self-signed") << "stranger" << true << true << "it is signed by itself alone";
    }
    void certificates()
    {
        QFETCH(QString, server);
        QFETCH(bool, trusted);
        QFETCH(bool, system);
        QFETCH(QString, defect);
        NginxServer nginx;
        QVERIFY(startTls(nginx, server, {}));
        NetworkSettings settings;
        settings.caFile = trusted ? m_authority.path("ca.pem") : std::string();
        settings.trustsSystem = system;
        const auto answer = fetchWith(accessWith(settings), "https://" + nginx.address() + "/tile");
        QCOMPARE(answer.has_value(), defect.isEmpty());
        if (!answer) {
            QCOMPARE(answer.error().code, ErrorCode::TlsFailed);
            QCOMPARE(QString::fromStdString(answer.error().detail), defect);
        }
    }

    void aMissingFileOfAuthorities()
    {
        NginxServer nginx;
        QVERIFY(startTls(nginx, QStringLiteral("server"), {}));
        NetworkSettings settings;
        settings.caFile = m_authority.path("none.pem");
        const auto answer = fetchWith(accessWith(settings), "https://" + nginx.address() + "/tile");
        QCOMPARE(answer.error().code, ErrorCode::TlsFailed);
        QVERIFY2(answer.error().detail.find("none.pem cannot be read") != std::string::npos,
                 answer.error().detail.c_str());
    }

    void clientCertificates_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("passphrase");
        QTest::addColumn<QString>("defect");
        const QString wanted = QStringLiteral("the server wants a client certificate");
        const QString unusable =
            QStringLiteral("the client certificate cannot be used: wrong passphrase, no key, or no such file");
        QTest::newRow("PEM") << "client.pem"
                             << "client.key" << QString() << QString();
        QTest::newRow("PEM, locked") << "client.pem"
                                     << "locked.key"
                                     << "open-sesame" << QString();
        QTest::newRow("PKCS#12") << "client.p12" << QString() << "open-sesame" << QString();
        QTest::newRow("wrong passphrase") << "client.p12" << QString() << "wrong" << unusable;
        QTest::newRow("wrong passphrase of a key") << "client.pem"
                                                   << "locked.key"
                                                   << "wrong" << unusable;
        QTest::newRow("no file") << "nowhere.pem" << QString() << QString() << unusable;
        QTest::newRow("none") << QString() << QString() << QString() << wanted;
        QTest::newRow("a stranger's") << "stranger.pem"
                                      << "stranger.key" << QString()
                                      << "the server does not accept the client certificate";
    }
    void clientCertificates()
    {
        QFETCH(QString, file);
        QFETCH(QString, key);
        QFETCH(QString, passphrase);
        QFETCH(QString, defect);
        NginxServer nginx;
        QVERIFY(startTls(nginx, QStringLiteral("server"),
                         QStringLiteral("ssl_client_certificate %1; ssl_verify_client on;")
                             .arg(m_authority.at(QStringLiteral("ca.pem")))));
        NetworkSettings settings;
        settings.caFile = m_authority.path("ca.pem");
        if (!file.isEmpty())
            settings.clientCertificates.push_back({"127.0.0.1", m_authority.at(file).toStdString(),
                                                   key.isEmpty() ? std::string() : m_authority.at(key).toStdString(),
                                                   passphrase.toStdString()});
        const auto answer = fetchWith(accessWith(settings), "https://" + nginx.address() + "/tile");
        QCOMPARE(answer.has_value(), defect.isEmpty());
        if (!answer) {
            QCOMPARE(answer.error().code, ErrorCode::TlsFailed);
            QCOMPARE(QString::fromStdString(answer.error().detail), defect);
        }
    }

    void basicAuthentication()
    {
        NginxServer nginx;
        QVERIFY(writeFile(nginx.at("passwords"), "planner:{PLAIN}blue sky\n"));
        QVERIFY(writeFile(nginx.at("tile"), "content"));
        QVERIFY(nginx.start({}, QStringLiteral("auth_basic city; auth_basic_user_file %1;").arg(nginx.at("passwords")),
                            QStringLiteral("$status")));
        const std::string url = "http://" + nginx.address() + "/tile";
        auto access = accessWith({});
        access->setSources({{url, "city"}});
        CurlAccessorOptions options = impatient();
        options.access = access;
        CurlAssetAccessor accessor(options);
        QCOMPARE(fetch(accessor, url).error().first, std::int64_t{401});
        access->setCredential("city", Credential{"planner", "wrong", ""});
        QCOMPARE(fetch(accessor, url).error().second, std::int64_t{1});
        access->setCredential("city", Credential{"planner", "blue sky", ""});
        QCOMPARE(asText(*fetch(accessor, url)->body), std::string_view("content"));
    }

    void plainProxy()
    {
        std::string seen;
        const LoopbackServer proxy([&](const std::string& head) {
            seen = head.substr(0, head.find('\r'));
            // "planner:blue"
            return head.find("Proxy-Authorization: Basic cGxhbm5lcjpibHVl\r\n") == std::string::npos
                ? LoopbackServer::whole("407 Proxy Authentication Required", "",
                                        "Proxy-Authenticate: Basic realm=\"p\"\r\n")
                : LoopbackServer::whole("200 OK", "by proxy");
        });
        const LoopbackServer direct([](const std::string&) { return LoopbackServer::whole("200 OK", "direct"); });
        NetworkSettings settings;
        settings.proxyMode = NetworkSettings::Proxy::Manual;
        settings.proxy = proxy.url("");
        auto access = accessWith(settings);
        std::vector<LoginWanted> wanted;
        access->onLoginWanted([&](const LoginWanted& one) { wanted.push_back(one); });
        QCOMPARE(fetchWith(access, "http://tiles.example/a").error().first, std::int64_t{407});
        QCOMPARE(wanted.size(), std::size_t{1});
        QCOMPARE(wanted[0].name, std::string("proxy"));
        settings.proxyUser = "planner";
        settings.proxyPassword = "blue";
        access->setSettings(settings);
        QCOMPARE(asText(*fetchWith(access, "http://tiles.example/a")->body), std::string_view("by proxy"));
        QCOMPARE(seen, std::string("GET http://tiles.example/a HTTP/1.1"));
        // What lies on this machine is never asked for elsewhere.
        QCOMPARE(asText(*fetchWith(access, direct.url("/"))->body), std::string_view("direct"));
        settings.noProxy = "tiles.example, 10.0.0.0/8";
        access->setSettings(settings);
        QVERIFY(!fetchWith(access, "http://tiles.example/a").has_value());
        settings.noProxy.clear();
        settings.proxyMode = NetworkSettings::Proxy::None;
        access->setSettings(settings);
        QVERIFY(!fetchWith(access, "http://tiles.example/a").has_value());
    }

    void theEnvironmentsProxy()
    {
        const LoopbackServer proxy([&](const std::string&) { return LoopbackServer::whole("200 OK", "by proxy"); });
        qputenv("http_proxy", QByteArray::fromStdString(proxy.url("")));
        const auto answer = fetchWith(accessWith({}), "http://tiles.example/a");
        NetworkSettings none;
        none.proxyMode = NetworkSettings::Proxy::None;
        const auto without = fetchWith(accessWith(none), "http://tiles.example/a");
        qunsetenv("http_proxy");
        QVERIFY(answer.has_value());
        QVERIFY(!without.has_value());
    }

    void tunnel()
    {
        NginxServer nginx;
        QVERIFY(startTls(nginx, QStringLiteral("server"), {}));
        const std::string address = nginx.address();
        TunnelProxy proxy(std::stoi(address.substr(address.find(':') + 1)), "Basic cGxhbm5lcjpibHVl");
        NetworkSettings settings;
        settings.caFile = m_authority.path("ca.pem");
        settings.proxyMode = NetworkSettings::Proxy::Manual;
        settings.proxy = proxy.url();
        auto access = accessWith(settings);
        QCOMPARE(fetchWith(access, "https://tiles.example/tile").error().first, std::int64_t{407});
        settings.proxyUser = "planner";
        settings.proxyPassword = "blue";
        access->setSettings(settings);
        const auto answer = fetchWith(access, "https://tiles.example/tile");
        if (!answer)
            QFAIL(answer.error().toString().c_str());
        QCOMPARE(answer->body->size(), std::size_t{7});
        QVERIFY(proxy.tunnels > 0);
        QCOMPARE(proxy.lastHost, std::string("tiles.example:443"));
    }

    void aProxyThatIsNotThere_data()
    {
        QTest::addColumn<QString>("proxy");
        QTest::addColumn<QString>("defect");
        QTest::newRow("refused") << "http://127.0.0.1:1"
                                 << "the proxy http://127.0.0.1:1 cannot be reached";
        QTest::newRow("unknown") << "http://proxy.invalid:3128"
                                 << "the name of the proxy http://proxy.invalid:3128 is not known";
        QTest::newRow("socks") << "socks5h://127.0.0.1:1"
                               << "the proxy socks5h://127.0.0.1:1 cannot be reached";
    }
    void aProxyThatIsNotThere()
    {
        QFETCH(QString, proxy);
        QFETCH(QString, defect);
        NetworkSettings settings;
        settings.proxyMode = NetworkSettings::Proxy::Manual;
        settings.proxy = proxy.toStdString();
        const auto answer = fetchWith(accessWith(settings), "http://tiles.example/a");
        QCOMPARE(answer.error().code, ErrorCode::ConnectionFailed);
        QCOMPARE(QString::fromStdString(answer.error().detail), defect);
    }

private:
    bool startTls(NginxServer& nginx, const QString& certificate, const QString& directives)
    {
        return writeFile(nginx.at("tile"), "content")
            && nginx.start(QStringLiteral("ssl http2"),
                           QStringLiteral("ssl_certificate %1.pem; ssl_certificate_key %1.key; %2")
                               .arg(m_authority.at(certificate), directives),
                           QStringLiteral("$status"));
    }
    Authority m_authority;
};

QTEST_GUILESS_MAIN(TestTlsAndProxies)
#include "TestTlsAndProxies.moc"
