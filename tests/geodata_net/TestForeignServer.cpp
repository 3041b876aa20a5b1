// Against servers that were not written here: cpp-httplib over HTTP and TLS.
#include "geodata/net/CurlAssetAccessor.h"

#include <httplib.h>

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <thread>

using namespace guanjing;

namespace {

class Running {
public:
    explicit Running(httplib::Server& server) : m_server(server), m_port(server.bind_to_any_port("127.0.0.1"))
    {
        m_server.set_keep_alive_timeout(1);
        m_thread = std::thread([this] { m_server.listen_after_bind(); });
        while (!m_server.is_running())
            std::this_thread::yield();
    }
    ~Running()
    {
        m_server.stop();
        m_thread.join();
    }
    [[nodiscard]] std::string at(const std::string& path) const { return "127.0.0.1:" + std::to_string(m_port) + path; }

private:
    httplib::Server& m_server;
    int m_port;
    std::thread m_thread;
};

Result<AssetResponse> fetch(AssetAccessor& accessor, const std::string& url)
{
    AssetRequest request;
    request.url = url;
    return getAndWait(accessor, std::move(request));
}

} // namespace

class TestForeignServer : public QObject {
    Q_OBJECT

private slots:
    void http()
    {
        const std::string text(100'000, 'a');
        httplib::Server server;
        server.Get("/whole", [&](const httplib::Request&, httplib::Response& answer) {
            answer.set_content(text, "text/plain"); // packed where the client takes it
        });
        server.Get("/chunks", [](const httplib::Request&, httplib::Response& answer) {
            answer.set_chunked_content_provider("image/jpeg", [](std::size_t offset, httplib::DataSink& sink) {
                sink.write("0123456789", 10);
                if (offset >= 90)
                    sink.done();
                return true;
            });
        });
        server.Get("/away", [](const httplib::Request&, httplib::Response& answer) { answer.set_redirect("/whole"); });
        server.Get("/secret", [](const httplib::Request& request, httplib::Response& answer) {
            answer.set_content(request.get_header_value("Authorization"), "image/jpeg");
        });
        const Running running(server);
        CurlAssetAccessor accessor;
        const auto whole = fetch(accessor, "http://" + running.at("/whole"));
        QVERIFY(whole.has_value());
        QVERIFY(asText(*whole->body) == text);
        QVERIFY(whole->header("content-encoding").empty());
        const auto chunks = fetch(accessor, "http://" + running.at("/chunks"));
        QVERIFY(chunks.has_value());
        QCOMPARE(chunks->body->size(), std::size_t(100));
        QVERIFY(asText(*fetch(accessor, "http://" + running.at("/away"))->body) == text);
        const auto secret = fetch(accessor, "http://user:word@" + running.at("/secret"));
        QCOMPARE(std::string(asText(*secret->body)), std::string("Basic dXNlcjp3b3Jk"));
        AssetRequest part;
        part.url = "http://" + running.at("/whole");
        part.range = ByteRange{10, 19};
        const auto ten = getAndWait(accessor, part);
        QVERIFY(ten.has_value());
        QCOMPARE(ten->status, 206);
        QCOMPARE(ten->body->size(), std::size_t(10));
        const auto missing = fetch(accessor, "http://" + running.at("/none"));
        QVERIFY(!missing.has_value());
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
    }

    void tls()
    {
        const QString tool = QStandardPaths::findExecutable(QStringLiteral("openssl"));
        if (tool.isEmpty())
            QSKIP("needs the package openssl");
        QTemporaryDir folder;
        const QString key = folder.filePath(QStringLiteral("key.pem")),
                      pem = folder.filePath(QStringLiteral("cert.pem"));
        const QStringList arguments =
            QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test"
                           " -addext subjectAltName=IP:127.0.0.1 -keyout %1 -out %2")
                .arg(key, pem)
                .split(QLatin1Char(' '));
        QCOMPARE(QProcess::execute(tool, arguments), 0);
        httplib::SSLServer server(pem.toUtf8().constData(), key.toUtf8().constData());
        QVERIFY(server.is_valid());
        server.Get("/x", [](const httplib::Request&, httplib::Response& answer) { answer.set_content("tls", "x/y"); });
        const Running running(server);
        const std::string url = "https://" + running.at("/x");
        {
            CurlAssetAccessor distrustful;
            const auto answer = fetch(distrustful, url);
            QVERIFY(!answer.has_value());
            QCOMPARE(answer.error().code, ErrorCode::TlsFailed);
        }
        CurlAccessorOptions options;
        options.caFile = pem.toStdString();
        CurlAssetAccessor accessor(options);
        const auto answer = fetch(accessor, url);
        QVERIFY2(answer.has_value(), answer ? "" : answer.error().toString().c_str());
        QCOMPARE(std::string(asText(*answer->body)), std::string("tls"));
    }
};

QTEST_GUILESS_MAIN(TestForeignServer)
#include "TestForeignServer.moc"
