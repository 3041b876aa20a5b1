// Index and class tables against values computed independently from the published standards.
#include "geodata/analysis/AirQualityIndex.h"
#include "geodata/analysis/EnvironmentalClasses.h"

#include <QtTest>

#include <limits>

using namespace guanjing;

class TestEnvironmentalIndices : public QObject {
    Q_OBJECT
private slots:
    void airIndex_data()
    {
        QTest::addColumn<int>("pollutant");
        QTest::addColumn<double>("concentration");
        QTest::addColumn<int>("by2012"); // -1: none
        QTest::addColumn<int>("by2026");
        const auto row = [](AirPollutant pollutant, double value, int by2012, int by2026) {
            QTest::addRow("%d at %g", static_cast<int>(pollutant), value)
                << static_cast<int>(pollutant) << value << by2012 << by2026;
        };
        row(AirPollutant::Pm25Day, 36, 52, 52);
        row(AirPollutant::Pm25Day, 60, 82, 100);
        row(AirPollutant::Pm25Day, 75, 100, 114);
        row(AirPollutant::Pm25Day, 76, 102, 115);
        row(AirPollutant::Pm25Day, 115, 150, 150);
        row(AirPollutant::Pm25Day, 35.4, 51, 50);
        row(AirPollutant::Pm25Day, 900, 500, 500);
        row(AirPollutant::Pm10Day, 120, 85, 100);
        row(AirPollutant::Pm10Day, 135, 93, 106);
        row(AirPollutant::Pm10Day, 151, 101, 112);
        row(AirPollutant::No2Day, 81, 101, 101);
        row(AirPollutant::CoDay, 4.1, 101, 101);
        row(AirPollutant::CoDay, 4.04, 101, 100);
        row(AirPollutant::O3EightHours, 161, 101, 101);
        row(AirPollutant::O3EightHours, 266, 201, 201);
        row(AirPollutant::O3EightHours, 801, -1, 300);
        row(AirPollutant::O3Hour, 161, 52, 52);
        row(AirPollutant::So2Hour, 800, 200, 200);
        row(AirPollutant::So2Hour, 801, -1, 200);
        row(AirPollutant::So2Day, 0, 0, 0);
        row(AirPollutant::So2Day, -1, -1, -1);
        row(AirPollutant::So2Day, std::numeric_limits<double>::quiet_NaN(), -1, -1);
    }
    void airIndex()
    {
        QFETCH(int, pollutant);
        QFETCH(double, concentration);
        QFETCH(int, by2012);
        QFETCH(int, by2026);
        const auto which = static_cast<AirPollutant>(pollutant);
        QCOMPARE(individualAirQualityIndex(which, concentration, AqiStandard::Hj633_2012).value_or(-1), by2012);
        QCOMPARE(individualAirQualityIndex(which, concentration, AqiStandard::Hj633_2026).value_or(-1), by2026);
        QCOMPARE(individualAirQualityIndex(which, concentration),
                 individualAirQualityIndex(which, concentration, AqiStandard::Hj633_2026));
    }

    void waterClass_data()
    {
        QTest::addColumn<int>("factor");
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("expected");
        const auto row = [](WaterFactor factor, double value, int expected) {
            QTest::addRow("%d at %g", static_cast<int>(factor), value) << static_cast<int>(factor) << value << expected;
        };
        row(WaterFactor::DissolvedOxygen, 7.5, 1);
        row(WaterFactor::DissolvedOxygen, 5.9, 3);
        row(WaterFactor::DissolvedOxygen, 1.9, 6);
        row(WaterFactor::Cod, 15, 1);
        row(WaterFactor::Cod, 15.1, 3);
        row(WaterFactor::AmmoniaNitrogen, 2, 5);
        row(WaterFactor::AmmoniaNitrogen, 2.01, 6);
        row(WaterFactor::TotalPhosphorus, 0.1, 2);
        row(WaterFactor::PermanganateIndex, 6.5, 4);
        row(WaterFactor::Ph, 9.1, 6);
        row(WaterFactor::Ph, 7, 1);
        row(WaterFactor::Bod5, -1, 0);
    }
    void waterClass()
    {
        QFETCH(int, factor);
        QFETCH(double, value);
        QFETCH(int, expected);
        QCOMPARE(surfaceWaterClass(static_cast<WaterFactor>(factor), value).value_or(0), expected);
    }

    void noiseLimits()
    {
        QCOMPARE(noiseLimitDecibels(NoiseArea::Class2, false), 60.0);
        QCOMPARE(noiseLimitDecibels(NoiseArea::Class2, true), 50.0);
        QCOMPARE(noiseLimitDecibels(NoiseArea::Class4b, true), 60.0);
        QCOMPARE(noiseLimitDecibels(NoiseArea::Class0, true), 40.0);
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentalIndices)
#include "TestEnvironmentalIndices.moc"
