// HTTP/2 against nginx: many requests share one connection.
#include "geodata/net/CurlAssetAccessor.h"
#include "tests/LoopbackServer.h"

#include <QFile>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace guanjing;

namespace {

// The listener of a server that ends at once: its port is free for a moment.
int freePort()
{
    const test::LoopbackServer server([](const std::string&) { return test::LoopbackServer::Answer(); });
    const std::string url = server.url("");
    return std::stoi(url.substr(url.rfind(':') + 1));
}

bool write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

} // namespace

class TestHttp2 : public QObject {
    Q_OBJECT

private slots:
    void requestsShareOneConnection()
    {
        const QStringList places{QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin"), QStringLiteral("/sbin")};
        const QString nginx = QStandardPaths::findExecutable(QStringLiteral("nginx"), places);
        const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
        if (nginx.isEmpty() || openssl.isEmpty())
            QSKIP("needs nginx and openssl");
        QTemporaryDir folder;
        QVERIFY(QFile::setPermissions(folder.path(), QFile::Permissions(0x7777))); // nginx's workers are someone else
        const auto at = [&](const char* name) { return folder.filePath(QString::fromUtf8(name)); };
        const QStringList arguments =
            QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test"
                           " -addext subjectAltName=IP:127.0.0.1 -keyout %1 -out %2")
                .arg(at("key.pem"), at("cert.pem"))
                .split(QLatin1Char(' '));
        QCOMPARE(QProcess::execute(openssl, arguments), 0);
        QVERIFY(write(at("tile"), QByteArray(70'000, 'x')));
        const int port = freePort();
        QVERIFY(write(
            at("nginx.conf"),
            QStringLiteral(
                "daemon off; master_process off; pid %1/pid; error_log %1/error.log;\n"
                "events { worker_connections 256; }\n"
                "http { log_format short '$connection $server_protocol $status'; access_log %1/access.log short;\n"
                "client_body_temp_path %1; proxy_temp_path %1; fastcgi_temp_path %1; uwsgi_temp_path %1;\n"
                "scgi_temp_path %1; keepalive_requests 10000;\n"
                "server { listen 127.0.0.1:%2 ssl http2; ssl_certificate %1/cert.pem;\n"
                "ssl_certificate_key %1/key.pem; root %1; } }\n")
                .arg(folder.path())
                .arg(port)
                .toUtf8()));
        QProcess server;
        server.start(nginx,
                     {QStringLiteral("-p"), folder.path(), QStringLiteral("-e"), at("error.log"), QStringLiteral("-c"),
                      at("nginx.conf")});
        QVERIFY(server.waitForStarted());
        const std::string base = "https://127.0.0.1:" + std::to_string(port);
        CurlAccessorOptions options;
        options.caFile = at("cert.pem").toStdString();
        options.maxRetries = 8; // until it listens
        options.firstRetryDelay = std::chrono::milliseconds(20);
        std::atomic<int> good{0}, left{200};
        {
            CurlAssetAccessor accessor(options);
            std::vector<AssetHandle> handles;
            for (int i = 0; i < 200; ++i) {
                AssetRequest request;
                request.url = base + "/tile?" + std::to_string(i);
                handles.push_back(accessor.get(std::move(request), [&](const Result<AssetResponse>& answer) {
                    good += answer && answer->body->size() == 70'000 ? 1 : 0;
                    --left;
                }));
            }
            QTRY_COMPARE_WITH_TIMEOUT(left.load(), 0, 20'000);
            AssetRequest missing;
            missing.url = base + "/none";
            QCOMPARE(getAndWait(accessor, missing).error().code, ErrorCode::NotFound);
        }
        server.terminate();
        QVERIFY(server.waitForFinished());
        QCOMPARE(good.load(), 200);
        QFile log(at("access.log"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = log.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 201);
        QSet<QByteArray> connections;
        for (const QByteArray& line : lines) {
            QVERIFY2(line.contains("HTTP/2.0"), line.constData());
            connections.insert(line.left(line.indexOf(' ')));
        }
        QCOMPARE(connections.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestHttp2)
#include "TestHttp2.moc"
