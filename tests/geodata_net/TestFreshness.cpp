#include "geodata/net/Freshness.h"

#include <QtTest>

using namespace guanjing;

namespace {
constexpr std::int64_t kNow = 784111777; // Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110, 5.6.7
} // namespace

class TestFreshness : public QObject {
    Q_OBJECT

private slots:
    void dates_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isDate");
        QTest::newRow("fixed") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << true;
        QTest::newRow("rfc850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << true;
        QTest::newRow("asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << true;
        QTest::newRow("zero") << QByteArray("0") << false;
        QTest::newRow("minus one") << QByteArray("-1") << false;
        QTest::newRow("empty") << QByteArray("") << false;
        QTest::newRow("words") << QByteArray("never again") << false;
    }
    void dates()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isDate);
        const auto seconds = parseHttpDate(text.toStdString());
        QCOMPARE(seconds.has_value(), isDate);
        if (isDate)
            QCOMPARE(*seconds, kNow);
    }

    // Columns: headers as lines, may be stored, seconds of freshness left at the time of the answer, may serve stale.
    void rules_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<bool>("mayStore");
        QTest::addColumn<qint64>("freshSeconds");
        QTest::addColumn<bool>("mayServeStale");
        const auto row = [](const char* name, const char* headers, bool store, qint64 fresh, bool stale) {
            QTest::newRow(name) << QByteArray(headers) << store << fresh << stale;
        };
        row("nothing said", "Content-Type: image/jpeg", true, 0, true);
        row("max-age", "Cache-Control: max-age=60", true, 60, true);
        row("case and blanks", "cache-control:  Public ,  MAX-AGE = 60 ", true, 60, true);
        row("quoted", "Cache-Control: max-age=\"60\"", true, 60, true);
        row("two lines", "Cache-Control: public\nCache-Control: max-age=60", true, 60, true);
        row("twice, the first counts", "Cache-Control: max-age=60, max-age=90", true, 60, true);
        row("no number", "Cache-Control: max-age=soon", true, 0, true);
        row("negative", "Cache-Control: max-age=-5", true, 0, true);
        row("huge", "Cache-Control: max-age=99999999999999999999", true, 1LL << 31, true);
        row("no-store", "Cache-Control: max-age=60, no-store", false, 60, true);
        row("no-cache", "Cache-Control: max-age=60, no-cache", true, -kNow, false);
        row("comma in quotes", "Cache-Control: x=\"a,no-store\", max-age=60", true, 60, true);
        row("must-revalidate", "Cache-Control: max-age=60, must-revalidate", true, 60, false);
        row("s-maxage is for others", "Cache-Control: s-maxage=600, max-age=60", true, 60, true);
        row("private is us", "Cache-Control: private, max-age=60", true, 60, true);
        row("vary on all", "Cache-Control: max-age=60\nVary: *", false, 60, true);
        row("vary", "Cache-Control: max-age=60\nVary: Accept", true, 60, true);
        row("expires", "Date: Sun, 06 Nov 1994 08:49:37 GMT\nExpires: Sun, 06 Nov 1994 08:50:37 GMT", true, 60, true);
        row("expires without date", "Expires: Sun, 06 Nov 1994 08:50:37 GMT", true, 60, true);
        row("expired", "Expires: Sun, 06 Nov 1994 08:00:00 GMT", true, 0, true);
        row("expires nonsense", "Expires: 0\nLast-Modified: Sun, 06 Nov 1994 08:32:57 GMT", true, 0, true);
        row("max-age over expires", "Cache-Control: max-age=5\nExpires: Sun, 06 Nov 1994 09:49:37 GMT", true, 5, true);
        row("a tenth since 1,000 s", "Last-Modified: Sun, 06 Nov 1994 08:32:57 GMT", true, 100, true);
        row("a week at most", "Last-Modified: Sun, 06 Nov 1974 08:32:57 GMT", true, 604800, true);
        row("modified in the future", "Last-Modified: Sun, 06 Nov 1994 09:32:57 GMT", true, 0, true);
        row("age", "Cache-Control: max-age=60\nAge: 20", true, 40, true);
        row("sent 30 s ago", "Cache-Control: max-age=60\nDate: Sun, 06 Nov 1994 08:49:07 GMT", true, 30, true);
        row("clock ahead", "Cache-Control: max-age=60\nDate: Sun, 06 Nov 1994 09:49:07 GMT", true, 60, true);
        row("age past", "Cache-Control: max-age=60\nAge: 100", true, -40, true);
    }
    void rules()
    {
        QFETCH(QByteArray, headers);
        QFETCH(bool, mayStore);
        QFETCH(qint64, freshSeconds);
        QFETCH(bool, mayServeStale);
        std::vector<HttpHeader> list;
        for (const QByteArray& line : headers.split('\n')) {
            const auto colon = line.indexOf(':');
            list.push_back({line.left(colon).toStdString(), line.mid(colon + 1).trimmed().toStdString()});
        }
        const Freshness freshness = freshnessOf(list, kNow, kNow);
        QCOMPARE(freshness.mayStore, mayStore);
        QCOMPARE(qint64(freshness.freshUntil) - kNow, freshSeconds);
        QCOMPARE(freshness.mayServeStale, mayServeStale);
    }

    void theWayHereCounts()
    {
        QCOMPARE(freshnessOf({{"Cache-Control", "max-age=60"}}, kNow - 7, kNow).freshUntil, kNow + 53);
    }
};

QTEST_GUILESS_MAIN(TestFreshness)
#include "TestFreshness.moc"
