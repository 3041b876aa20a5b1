#include "geodata/crs/Ellipsoid.h"

#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <QtTest>

#include <cmath>

using namespace guanjing;

class TestEllipsoid : public QObject {
    Q_OBJECT

private slots:
    // Truth: PROJ 9 (EPSG:4979 to 4978 and EPSG:4326 to 3857), printed to 0.1 mm.
    void knownPositions_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<double>("z");
        QTest::addColumn<double>("mercatorX");
        QTest::addColumn<double>("mercatorY");
        QTest::newRow("south-west") << 113.52 << 22.65 << -2350175.7851 << 5399878.8938 << 2440994.9416 << 12636988.5949
                                    << 2589746.5769;
        QTest::newRow("centre") << 113.7518 << 23.0207 << -2365585.7839 << 5375744.5186 << 2478829.3372 << 12662792.4528
                                << 2634522.1444;
        QTest::newRow("north-east") << 114.27 << 23.15 << -2411800.3682 << 5349011.4721 << 2492002.0209 << 12720478.2129
                                    << 2650168.7076;
    }
    void knownPositions()
    {
        QFETCH(double, lon);
        QFETCH(double, lat);
        QFETCH(double, x);
        QFETCH(double, y);
        QFETCH(double, z);
        QFETCH(double, mercatorX);
        QFETCH(double, mercatorY);
        constexpr double kToleranceMeters = 6e-5; // half of the last printed digit
        QVERIFY(glm::distance(toEcef({lon, lat, 0}), glm::dvec3(x, y, z)) < 2 * kToleranceMeters);
        const Geographic back = toGeographic({x, y, z});
        QVERIFY(std::abs(back.lonDegrees - lon) < 1e-9);
        QVERIFY(std::abs(back.latDegrees - lat) < 1e-9);
        QVERIFY(std::abs(back.heightMeters) < 2 * kToleranceMeters);
        const glm::dvec2 mercator = toWebMercator(lon, lat);
        QVERIFY(std::abs(mercator.x - mercatorX) < kToleranceMeters);
        QVERIFY(std::abs(mercator.y - mercatorY) < kToleranceMeters);
    }

    void thereAndBack_data()
    {
        QTest::addColumn<double>("heightMeters");
        for (const double height : {-6.0e6, -5.0e6, -1.0e6, -1.0e4, 0.0, 10.0, 9.0e3, 2.0e5, 1.0e6, 1.0e7})
            QTest::newRow(QByteArray::number(height).constData()) << height;
    }
    void thereAndBack()
    {
        QFETCH(double, heightMeters);
        double worst = 0;
        for (double lat = -90; lat <= 90; lat += 0.625)
            for (double lon = -180; lon <= 180; lon += 7.5) {
                const glm::dvec3 ecef = toEcef({lon, lat, heightMeters});
                const Geographic back = toGeographic(ecef);
                worst = std::max(worst, glm::distance(toEcef(back), ecef));
                QVERIFY(std::abs(back.heightMeters - heightMeters) < 1e-8);
            }
        qInfo("worst %g m", worst);
        QVERIFY2(worst < 1e-8, "a degree of longitude in a double resolves 1.6 nm here");
    }

    void nearTheCentreNothingIsNotANumber()
    {
        for (const glm::dvec3 p : {glm::dvec3(0), glm::dvec3(1, 2, 3), glm::dvec3(4e4, 0, 0), glm::dvec3(0, 0, -4.6e4),
                                   glm::dvec3(5e4, 0, 1), glm::dvec3(0, 0, 6e6), glm::dvec3(0, -7e6, 0)}) {
            const Geographic g = toGeographic(p);
            QVERIFY(std::isfinite(g.lonDegrees) && std::isfinite(g.latDegrees) && std::isfinite(g.heightMeters));
        }
    }

    void localFrameIsOrthonormalAndPointsEastNorthUp()
    {
        const Geographic origin{113.75, 23.0, 50};
        const glm::dmat4 frame = eastNorthUpToEcef(origin);
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j)
                QVERIFY(std::abs(glm::dot(glm::dvec3(frame[i]), glm::dvec3(frame[j])) - (i == j ? 1 : 0)) < 1e-15);
        QVERIFY(std::abs(glm::determinant(frame) - 1) < 1e-12);
        const Geographic east = toGeographic(glm::dvec3(frame * glm::dvec4(100, 0, 0, 1)));
        QVERIFY(east.lonDegrees > origin.lonDegrees && std::abs(east.latDegrees - origin.latDegrees) < 1e-8);
        const Geographic north = toGeographic(glm::dvec3(frame * glm::dvec4(0, 100, 0, 1)));
        QVERIFY(north.latDegrees > origin.latDegrees && std::abs(north.lonDegrees - origin.lonDegrees) < 1e-12);
        const Geographic up = toGeographic(glm::dvec3(frame * glm::dvec4(0, 0, 100, 1)));
        QVERIFY(std::abs(up.heightMeters - 150) < 1e-8);
        QVERIFY(glm::distance(ellipsoidNormal(113.75, 23.0), glm::dvec3(frame[2])) < 1e-15);
    }

    void raysMeetTheSurface_data()
    {
        QTest::addColumn<double>("surfaceMeters");
        QTest::addColumn<double>("eyeMeters");
        QTest::addColumn<double>("east");
        QTest::addColumn<double>("up");
        QTest::newRow("down") << 0.0 << 500.0 << 0.0 << -1.0;
        QTest::newRow("from orbit") << 0.0 << 1e7 << 0.1 << -1.0;
        QTest::newRow("raised") << 3000.0 << 9000.0 << 1.0 << -1.0;
        QTest::newRow("sunk") << -400.0 << 20.0 << 0.3 << -1.0;
        QTest::newRow("grazing") << 100.0 << 1000.0 << 1.0 << -0.05;
        QTest::newRow("from inside") << 0.0 << -10.0 << 0.0 << 1.0;
    }
    void raysMeetTheSurface()
    {
        QFETCH(double, surfaceMeters);
        QFETCH(double, eyeMeters);
        QFETCH(double, east);
        QFETCH(double, up);
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, 23.0, eyeMeters});
        const glm::dvec3 eye(frame[3]);
        const glm::dvec3 direction = glm::normalize(glm::dvec3(frame * glm::dvec4(east, 0, up, 0)));
        const double t = intersectEllipsoid(eye, direction, surfaceMeters);
        QVERIFY(t > 0);
        QVERIFY(std::abs(toGeographic(eye + t * direction).heightMeters - surfaceMeters) < 1e-6);
    }
    void raysThatMiss()
    {
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, 23.0, 1000});
        QVERIFY(intersectEllipsoid(glm::dvec3(frame[3]), glm::dvec3(frame[2])) < 0);
        QVERIFY(intersectEllipsoid(glm::dvec3(frame[3]), glm::dvec3(frame[0])) < 0);
        QVERIFY(intersectEllipsoid(glm::dvec3(frame[3]), glm::dvec3(0)) < 0);
    }

    void webMercator()
    {
        const glm::dvec2 corner = toWebMercator(180, 90);
        QVERIFY(std::abs(corner.x - kWebMercatorHalfWorldMeters) < 1e-6);
        QVERIFY(std::abs(corner.y - kWebMercatorHalfWorldMeters) < 1e-3); // the clamp's 13 digits
        for (double lat = -85; lat <= 85; lat += 0.5) {
            const glm::dvec2 m = toWebMercator(lat * 2, lat);
            const glm::dvec2 back = fromWebMercator(m.x, m.y);
            QVERIFY(std::abs(back.x - lat * 2) < 1e-12 && std::abs(back.y - lat) < 1e-12);
        }
    }
};

QTEST_GUILESS_MAIN(TestEllipsoid)
#include "TestEllipsoid.moc"
