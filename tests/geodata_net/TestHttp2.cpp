// HTTP/2 against nginx: many requests share one connection.
#include "geodata/net/CurlAssetAccessor.h"
#include "tests/NginxServer.h"

#include <QFile>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QtTest>

using namespace guanjing;

namespace {

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
        test::NginxServer server;
        const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
        if (!server.isInstalled() || openssl.isEmpty())
            QSKIP("needs the packages nginx-light and openssl");
        const QStringList arguments =
            QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test"
                           " -addext subjectAltName=IP:127.0.0.1 -keyout %1 -out %2")
                .arg(server.at("key.pem"), server.at("cert.pem"))
                .split(QLatin1Char(' '));
        QCOMPARE(QProcess::execute(openssl, arguments), 0);
        QVERIFY(write(server.at("tile"), QByteArray(70'000, 'x')));
        QVERIFY(server.start(QStringLiteral("ssl http2"),
                             QStringLiteral("ssl_certificate %1; ssl_certificate_key %2;")
                                 .arg(server.at("cert.pem"), server.at("key.pem")),
                             QStringLiteral("$connection $server_protocol $status")));
        const std::string base = "https://" + server.address();
        CurlAccessorOptions options;
        options.caFile = server.at("cert.pem").toStdString();
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
        QVERIFY(server.stop());
        QCOMPARE(good.load(), 200);
        const QList<QByteArray> lines = server.logLines();
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
