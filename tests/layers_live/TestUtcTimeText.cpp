// Instants as SensorThings writes them.
#include "layers/live/UtcTimeText.h"

#include <QtTest>

using namespace guanjing::layers;

class TestUtcTimeText : public QObject {
    Q_OBJECT
private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("milliseconds"); // since 1970; -1: refused
        // 1795334400 is 2026-11-22T08:00:00Z by `date -u -d @1795334400`.
        constexpr qint64 eight = 1795334400000;
        QTest::newRow("UTC") << "2026-11-22T08:00:00Z" << eight;
        QTest::newRow("milliseconds") << "2026-11-22T08:00:00.250Z" << eight + 250;
        QTest::newRow("nanoseconds are cut") << "2026-11-22T08:00:00.250999999Z" << eight + 250;
        QTest::newRow("one digit") << "2026-11-22T08:00:00.5Z" << eight + 500;
        QTest::newRow("China") << "2026-11-22T16:00:00+08:00" << eight;
        QTest::newRow("short zone") << "2026-11-22T16:00:00+08" << eight;
        QTest::newRow("zone without colon") << "2026-11-22T16:00:00+0800" << eight;
        QTest::newRow("west, the day before") << "2026-11-21T20:30:00-11:30" << eight;
        QTest::newRow("without seconds") << "2026-11-22T08:00Z" << eight;
        QTest::newRow("interval ends") << "2026-11-22T07:00:00Z/2026-11-22T08:00:00Z" << eight;
        QTest::newRow("leap day") << "2024-02-29T00:00:00Z" << qint64{1709164800000};
        QTest::newRow("before 1970") << "1969-12-31T23:59:59Z" << qint64{-1000};
        for (const char* bad :
             {"", "yesterday", "2026-11-22", "2026-11-22T08:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
              "2026-11-22T24:00:00Z", "2026-11-22T08:60:00Z", "2026-11-22T08:00:61Z", "2026-11-22T08:00:00ZZ",
              "2026-11-22T08:00:00+8", "2026-11-22T08:00:00+25:00", "2026-11-22T08:00:00.Z", "26-11-22T08:00:00Z",
              "2026-11-22T08:00:00Z/", "2026-11-22T08:00:00Z/2026-11-22T07:00:00Z",
              "2026-11-22T06:00:00Z/2026-11-22T07:00:00Z/2026-11-22T08:00:00Z", "2026-11-22T-8:00:00Z"})
            QTest::newRow(bad) << bad << qint64{-1};
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(qint64, milliseconds);
        const auto time = parseUtcTime(text.toStdString());
        QCOMPARE(time ? static_cast<qint64>(time->time_since_epoch().count()) : qint64{-1}, milliseconds);
        if (time)
            QCOMPARE(parseUtcTime(formatUtcTime(*time)), time);
    }
    void writes()
    {
        QCOMPARE(formatUtcTime(*parseUtcTime("2026-11-22T16:00:00.25+08:00")), std::string("2026-11-22T08:00:00.250Z"));
    }
};

QTEST_GUILESS_MAIN(TestUtcTimeText)
#include "TestUtcTimeText.moc"
