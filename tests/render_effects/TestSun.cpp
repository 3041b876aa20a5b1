#include "render/effects/Atmosphere.h"
#include "render/effects/Sun.h"

#include "geodata/crs/Ellipsoid.h"

#include <QDateTime>
#include <QtTest>

using namespace guanjing;
using namespace guanjing::render;

class TestSun : public QObject {
    Q_OBJECT
private slots:
    /// Truth: the NREL Solar Position Algorithm's reference case, and values worked out with it for Dongguan.
    void angles_data()
    {
        QTest::addColumn<QString>("instant");
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::addColumn<double>("elevation");
        QTest::addColumn<double>("azimuth");
        const double lon = 113.7518, lat = 23.0207;
        QTest::newRow("SPA reference") << "2003-10-17T12:30:30-07:00" << -105.1786 << 39.742476 << 39.87207 << 194.3402;
        QTest::newRow("great cold 09:00") << "2023-01-20T09:00:00+08:00" << lon << lat << 21.9089 << 125.1385;
        QTest::newRow("great cold 12:00") << "2023-01-20T12:00:00+08:00" << lon << lat << 45.9161 << 167.8719;
        QTest::newRow("great cold 15:00") << "2023-01-20T15:00:00+08:00" << lon << lat << 34.3261 << 221.9615;
        QTest::newRow("winter 09:00") << "2023-12-22T09:00:00+08:00" << lon << lat << 22.2172 << 129.8209;
        QTest::newRow("winter 12:00") << "2023-12-22T12:00:00+08:00" << lon << lat << 43.1979 << 172.6703;
        QTest::newRow("winter 15:00") << "2023-12-22T15:00:00+08:00" << lon << lat << 29.9432 << 221.9687;
        QTest::newRow("summer noon") << "2026-06-21T12:00:00+08:00" << lon << lat << 83.8423 << 84.7989;
    }
    void angles()
    {
        QFETCH(QString, instant);
        QFETCH(double, lon);
        QFETCH(double, lat);
        QFETCH(double, elevation);
        QFETCH(double, azimuth);
        const QDateTime time = QDateTime::fromString(instant, Qt::ISODate);
        QVERIFY(time.isValid());
        const SunAngles angles = sunAngles(SunInstant(std::chrono::milliseconds(time.toMSecsSinceEpoch())), lon, lat);
        QVERIFY2(std::abs(angles.elevationDegrees - elevation) < 0.02,
                 qPrintable(QString::number(angles.elevationDegrees, 'f', 4)));
        // Azimuth loses meaning towards the zenith: the tolerance is on the great circle.
        const double error = std::abs(angles.azimuthDegrees - azimuth) * std::cos(elevation * kDegreesToRadians);
        QVERIFY2(error < 0.02, qPrintable(QString::number(angles.azimuthDegrees, 'f', 4)));
    }

    void noonIsBrighterThanDusk()
    {
        const glm::dvec3 eye = toEcef({113.7518, 23.0207, 300});
        const auto lightAt = [&](const char* iso) {
            const QDateTime time = QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate);
            return lightingAt(SunInstant(std::chrono::milliseconds(time.toMSecsSinceEpoch())), eye, true);
        };
        const Lighting noon = lightAt("2026-11-22T12:15:00+08:00");
        const Lighting evening = lightAt("2026-11-22T17:30:00+08:00");
        const Lighting night = lightAt("2026-11-22T23:00:00+08:00");
        QVERIFY(std::abs(noon.eyeHeightMeters - 300.0) < 0.01);
        // A white horizontal surface comes out white at noon; the low sun is warm, the night blue.
        const glm::vec3 light = horizontalLight(noon);
        QVERIFY(light.g > 0.95f && light.g < 1.05f);
        QVERIFY(horizontalLight(evening).g < 0.8f * light.g);
        QVERIFY(evening.sun.r > 2.0f * evening.sun.b);
        QVERIFY(horizontalLight(night).b > 1.2f * horizontalLight(night).r);
        QVERIFY(horizontalLight(night).g > 0.1f);
        // Lamps are off by day, and on before it is dark.
        QCOMPARE(noon.lampShare, 0.0f);
        QVERIFY(evening.lampShare > 0.02f && evening.lampShare < 0.5f);
        QCOMPARE(night.lampShare, 1.0f);
        // By day the far distance is pale, not blue.
        QVERIFY(noon.horizonColor.b - noon.horizonColor.r < 0.09f);
        // Under a low sun the ground is warm, what it does not reach cool, and the air shines towards it; not at noon, nor at night.
        const Lighting gold = lightAt("2026-06-21T18:30:00+08:00");
        QVERIFY(gold.sunElevationDegrees > 5.0 && gold.sunElevationDegrees < 12.0);
        QVERIFY(horizontalLight(gold).r > 1.15f * horizontalLight(gold).b);
        QVERIFY(gold.sky.b > 1.15f * gold.sky.r);
        QVERIFY(gold.sun.r > 1.5f * gold.sun.g && gold.sun.g > 1.5f * gold.sun.b);
        QVERIFY(gold.hazeGlow > 1.0f);
        QCOMPARE(noon.hazeGlow, 0.0f);
        QCOMPARE(night.hazeGlow, 0.0f);
        // The sky is darker overhead than at the horizon, and black from far above.
        QVERIFY(skyColor(noon, 0.0, 0.6).g > skyColor(noon, 1.0, 0.6).g);
        Lighting space = noon;
        space.eyeHeightMeters = 2.0e5;
        QVERIFY(skyColor(space, 0.5, 0.6).b < 0.01f);
    }
};

QTEST_GUILESS_MAIN(TestSun)
#include "TestSun.moc"
