#include "geodata/crs/ChinaOffset.h"

#include <glm/geometric.hpp>

#include <QtTest>

using namespace guanjing;

class TestChinaOffset : public QObject {
    Q_OBJECT

private slots:
    // The last row is the example published with the open formula; the others are an independent evaluation of it.
    void knownPositions_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::addColumn<double>("gcjLon");
        QTest::addColumn<double>("gcjLat");
        QTest::addColumn<double>("bdLon");
        QTest::addColumn<double>("bdLat");
        QTest::newRow("south-west") << 113.52 << 22.65 << 113.5252062291 << 22.6470844500 << 113.5316214107
                                    << 22.6534085825;
        QTest::newRow("centre") << 113.7518 << 23.0207 << 113.7569930459 << 23.0179774247 << 113.7634069282
                                << 23.0243108490;
        QTest::newRow("north-east") << 114.27 << 23.15 << 114.2748576490 << 23.1473429351 << 114.2813630611
                                    << 23.1532542333;
        QTest::newRow("Shanghai") << 121.5272106 << 31.1774276 << 121.5315418592 << 31.1753039836 << 121.5380156864
                                  << 31.1813286069;
    }
    void knownPositions()
    {
        QFETCH(double, lon);
        QFETCH(double, lat);
        QFETCH(double, gcjLon);
        QFETCH(double, gcjLat);
        QFETCH(double, bdLon);
        QFETCH(double, bdLat);
        constexpr double kToleranceDegrees = 1e-10; // the last printed digit
        const glm::dvec2 wgs(lon, lat), gcj(gcjLon, gcjLat), bd(bdLon, bdLat);
        QVERIFY(glm::distance(wgs84ToGcj02(wgs), gcj) < kToleranceDegrees);
        QVERIFY(glm::distance(gcj02ToBd09(gcj), bd) < kToleranceDegrees);
        QVERIFY(glm::distance(wgs84ToBd09(wgs), bd) < kToleranceDegrees);
        QVERIFY(glm::distance(gcj02ToWgs84(gcj), wgs) < 2 * kToleranceDegrees);
        QVERIFY(glm::distance(bd09ToGcj02(bd), gcj) < 2 * kToleranceDegrees);
        QVERIFY(glm::distance(bd09ToWgs84(bd), wgs) < 2 * kToleranceDegrees);
    }

    void thereAndBack()
    {
        for (double lon = 73; lon < 137; lon += 0.731)
            for (double lat = 2; lat < 55; lat += 0.617) {
                const glm::dvec2 p(lon, lat);
                QVERIFY(glm::distance(gcj02ToWgs84(wgs84ToGcj02(p)), p) < 1e-12);
                QVERIFY(glm::distance(bd09ToGcj02(gcj02ToBd09(p)), p) < 1e-12);
            }
    }

    void outsideChinaNothingMoves()
    {
        for (const glm::dvec2 p : {glm::dvec2(-0.1276, 51.5), glm::dvec2(151.2, -33.9), glm::dvec2(139.7, 35.7)}) {
            QCOMPARE(wgs84ToGcj02(p), p);
            QCOMPARE(gcj02ToWgs84(p), p);
            QCOMPARE(wgs84ToBd09(p), p);
            QCOMPARE(bd09ToWgs84(p), p);
        }
    }
};

QTEST_GUILESS_MAIN(TestChinaOffset)
#include "TestChinaOffset.moc"
