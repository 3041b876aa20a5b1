#include "app/panels/Format.h"

#include <QTest>

using namespace guanjing::app;

class TestFormat : public QObject {
    Q_OBJECT

private slots:
    void degreesHaveTheirSide()
    {
        QCOMPARE(formatLon(-75.613377), QString::fromUtf8("75.6133770° W"));
        QCOMPARE(formatLat(-1.5), QString::fromUtf8("1.5000000° S"));
        QCOMPARE(formatLonLat(113.75, 22.985), QString::fromUtf8("113.7500000° E  22.9850000° N"));
    }
    void endsOfARangeHaveTheSameDigits()
    {
        QCOMPARE(formatEnds(5.21541e-08, 7.956), std::pair(QString("0.00"), QString("7.96")));
        QCOMPARE(formatEnds(6.1, 13.41), std::pair(QString("6.10"), QString("13.41")));
        QCOMPARE(
            formatEnds(-2000000, 545946),
            std::pair(QString::fromUtf8("\u2212 2\u202f000\u202f000").remove(u' '), QString::fromUtf8("550\u202f000")));
    }

    void lonLat()
    {
        QCOMPARE(formatLonLat(113.75, 22.985), QStringLiteral("113.7500000° E  22.9850000° N"));
        QCOMPARE(formatLonLat(-0.00000004, -33.5), QStringLiteral("0.0000000° W  33.5000000° S"));
    }

    void meters_data()
    {
        QTest::addColumn<double>("meters");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<QString>("text");
        QTest::newRow("grouped") << 2545123.456 << 2 << QString::fromUtf8("2\u202f545\u202f123.46");
        QTest::newRow("small") << 12.0 << 0 << QStringLiteral("12");
        QTest::newRow("three digits") << 999.0 << 1 << QStringLiteral("999.0");
        QTest::newRow("negative") << -1234.5 << 1 << QString::fromUtf8("\u22121\u202f234.5");
        QTest::newRow("no minus zero") << -0.001 << 2 << QStringLiteral("0.00");
    }
    void meters()
    {
        QFETCH(double, meters);
        QFETCH(int, decimals);
        QFETCH(QString, text);
        QCOMPARE(formatMeters(meters, decimals), text);
    }

    void scale()
    {
        QCOMPARE(formatScale(12345), QString::fromUtf8("1 : 12\u202f000"));
        QCOMPARE(formatScale(998), QString::fromUtf8("1 : 1\u202f000"));
        QCOMPARE(formatScale(0), QStringLiteral("1 : —"));
    }

    void localTimeIsDongguans()
    {
        using namespace std::chrono;
        QCOMPARE(formatLocalTime(sys_days{2026y / June / 18} + hours(20) + minutes(5)),
                 QStringLiteral("2026-06-19 04:05"));
    }

    void units()
    {
        QCOMPARE(formatUnit(QStringLiteral("ug/m3")), QStringLiteral("µg/m³"));
        QCOMPARE(formatUnit(QStringLiteral("dB")), QStringLiteral("dB"));
    }

    void coordinates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        const auto good = [](const char* text) -> QTestData& {
            return QTest::newRow(text) << QString::fromUtf8(text) << true << 113.75 << 23.02;
        };
        const auto bad = [](const char* text) -> QTestData& {
            return QTest::newRow(text) << QString::fromUtf8(text) << false << 0.0 << 0.0;
        };
        good("113.75,23.02");
        good("113.75 23.02");
        good(" 113.75， 23.02 ");
        good("23.02, 113.75");
        good("23.02N 113.75E");
        good("N23.02 E113.75");
        good("N 23.02 E 113.75");
        good("113.75°E 23.02°N");
        good("东经113.75 北纬23.02");
        good("113.75,23.02,500");
        bad("113.75");
        bad("虎门");
        bad("181,23");
        bad("113.75,95");
        bad("23.02N 113.75N");
        bad("1.2.3, 4");
    }
    void coordinates()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        QFETCH(double, lon);
        QFETCH(double, lat);
        const auto result = parseCoordinate(text);
        QCOMPARE(result.has_value(), valid);
        if (valid) {
            QCOMPARE(result->lonDegrees, lon);
            QCOMPARE(result->latDegrees, lat);
        }
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "TestFormat.moc"
