// The bad network that benchmarks put between the viewer and its servers is as bad as it says, and loses nothing.
#include "geodata/net/CurlAssetAccessor.h"
#include "tests/LoopbackServer.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QtTest>

using namespace guanjing;
using namespace guanjing::test;

namespace {

std::string noise(std::size_t size)
{
    std::string text(size, '\0');
    std::uint32_t state = 1;
    for (char& c : text) {
        state = state * 1664525u + 1013904223u;
        c = static_cast<char>(state >> 24);
    }
    return text;
}

class Relay {
public:
    Relay(const LoopbackServer& server, const QStringList& options)
    {
        const QString to = QString::fromStdString(server.url("")).section("//", 1);
        m_process.start(QStringLiteral(GUANJING_RELAY), QStringList{"--to", to} + options);
        while (m_process.state() != QProcess::NotRunning && !m_process.canReadLine())
            m_process.waitForReadyRead(1000);
        m_address = m_process.readLine().trimmed().toStdString();
    }
    ~Relay()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;
    [[nodiscard]] std::string url(const std::string& path) const { return m_address + path; }

private:
    QProcess m_process;
    std::string m_address;
};

} // namespace

class TestSlowRelay : public QObject {
    Q_OBJECT

private slots:
    void bytesComeWholeAndSlowly()
    {
        const std::string body = noise(500'000);
        const LoopbackServer server([&](const std::string&) { return LoopbackServer::whole("200 OK", body); });
        const Relay relay(server, {"--mbit", "20"});
        CurlAssetAccessor accessor;
        std::atomic<int> left{4}, good{0};
        std::vector<AssetHandle> handles;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 4; ++i) {
            AssetRequest request;
            request.url = relay.url("blob?" + std::to_string(i));
            handles.push_back(accessor.get(request, [&](const Result<AssetResponse>& answer) {
                good += answer && asText(*answer->body) == body ? 1 : 0;
                --left;
            }));
        }
        QTRY_COMPARE_WITH_TIMEOUT(left.load(), 0, 30'000);
        QCOMPARE(good.load(), 4);
        // Two megabytes at two and a half in a second.
        QVERIFY2(timer.elapsed() >= 780, qPrintable(QString::number(timer.elapsed())));
    }

    void latency()
    {
        const LoopbackServer server([](const std::string&) { return LoopbackServer::whole("200 OK", "x"); });
        const Relay relay(server, {"--latency-ms", "100"});
        CurlAssetAccessor accessor;
        AssetRequest request;
        request.url = relay.url("a");
        QElapsedTimer timer;
        timer.start();
        QVERIFY(getAndWait(accessor, request));
        const qint64 first = timer.restart(); // with the handshake
        QVERIFY(getAndWait(accessor, request));
        const qint64 second = timer.elapsed();
        QVERIFY2(first >= 198 && second >= 98, qPrintable(QString("%1, %2 ms").arg(first).arg(second)));
        QCOMPARE(server.connectionCount(), 1);
    }

    void theEndOfAConnectionIsPassedOn()
    {
        const LoopbackServer server([](const std::string&) {
            LoopbackServer::Answer answer;
            answer.bytes = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end";
            answer.closeAfter = true;
            return answer;
        });
        const Relay relay(server, {"--latency-ms", "10"});
        CurlAssetAccessor accessor;
        AssetRequest request;
        request.url = relay.url("a");
        const auto answer = getAndWait(accessor, request);
        QVERIFY2(answer, answer ? "" : answer.error().toString().c_str());
        QCOMPARE(std::string(asText(*answer->body)), std::string("to the end"));
    }
};

QTEST_GUILESS_MAIN(TestSlowRelay)
#include "TestSlowRelay.moc"
