// From values to a station's state.
#include "layers/live/StationAssessment.h"
#include "layers/live/UtcTimeText.h"

#include <QtTest>

using namespace guanjing;
using namespace guanjing::layers;

namespace {

StationValue station(const std::string& property, const std::string& unit, double value, const char* time)
{
    StationValue result;
    DatastreamValue& stream = result.datastreams.emplace_back();
    stream.observedProperty = property;
    stream.unit = unit;
    stream.latest = Observation{*parseUtcTime(time), value};
    return result;
}

} // namespace

class TestStationAssessment : public QObject {
    Q_OBJECT
private slots:
    void assesses_data()
    {
        QTest::addColumn<QString>("property");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("state");
        const auto row = [](const char* property, const char* unit, double value, StationState state) {
            QTest::addRow("%s %g %s", property, value, unit) << property << unit << value << static_cast<int>(state);
        };
        row("PM2.5", "ug/m3", 60, StationState::Normal); // index 100
        row("PM2.5", "ug/m3", 61, StationState::Warning);
        row("PM2.5", "µg/m³", 61, StationState::Warning);
        row("PM2.5", "mg/m3", 0.061, StationState::Warning);
        row("pm_2.5", "ug/m^3", 151, StationState::Alarm); // index above 200
        row("PM2.5", "ppm", 900, StationState::Normal);
        row("CO", "mg/m3", 10.2, StationState::Warning);
        row("CO", "ug/m3", 10'200, StationState::Warning);
        row("O3", "ug/m3", 200, StationState::Normal);
        row("O3", "ug/m3", 401, StationState::Alarm);
        row("AQI", "", 101, StationState::Warning);
        row("DO", "mg/L", 5, StationState::Normal);
        row("DO", "mg/L", 4.9, StationState::Warning); // class IV
        row("DO", "mg/L", 1.9, StationState::Alarm); // worse than V
        row("NH3-N", "mg/L", 1.9, StationState::Warning);
        row("溶解氧", "mg/L", 1, StationState::Alarm);
        row("pH", "", 9.5, StationState::Alarm);
        row("LAeq", "dB(A)", 60, StationState::Normal);
        row("LAeq", "dB(A)", 61, StationState::Warning);
        row("LAeq", "dB(A)", 70.5, StationState::Alarm);
        row("Temperature", "degC", 55, StationState::Normal);
    }
    void assesses()
    {
        QFETCH(QString, property);
        QFETCH(QString, unit);
        QFETCH(double, value);
        QFETCH(int, state);
        const StationValue subject =
            station(property.toStdString(), unit.toStdString(), value, "2026-11-22T12:00:00+08:00");
        QCOMPARE(static_cast<int>(assessStation(subject, {}, *parseUtcTime("2026-11-22T12:30:00+08:00"))), state);
    }

    void noiseIsJudgedByChinaTime()
    {
        const auto stateAt = [](const char* time) {
            return assessStation(station("LAeq", "dB", 55, time), {}, *parseUtcTime(time));
        };
        QCOMPARE(stateAt("2026-11-22T21:59:59+08:00"), StationState::Normal);
        QCOMPARE(stateAt("2026-11-22T14:00:00Z"), StationState::Warning); // 22:00 in China
        QCOMPARE(stateAt("2026-11-22T05:59:59+08:00"), StationState::Warning);
        QCOMPARE(stateAt("2026-11-22T06:00:00+08:00"), StationState::Normal);
    }

    void theWorstFreshValueCounts()
    {
        StationValue subject = station("PM2.5", "ug/m3", 10, "2026-11-22T12:00:00Z");
        subject.datastreams.push_back(station("O3", "ug/m3", 250, "2026-11-22T12:00:00Z").datastreams[0]);
        const UtcTime now = *parseUtcTime("2026-11-22T12:01:00Z");
        QCOMPARE(assessStation(subject, {}, now), StationState::Warning);
        subject.datastreams.push_back(station("NO2", "ug/m3", 3000, "2026-11-22T09:00:00Z").datastreams[0]);
        QCOMPARE(causeOfState(subject, {}, now), 1); // the ozone
        QCOMPARE(causeOfState(station("PM2.5", "ug/m3", 10, "2026-11-22T12:00:00Z"), {}, now), -1);
        QCOMPARE(assessStation(subject, {}, now), StationState::Warning); // three hours old: counts no more
        QCOMPARE(assessStation(subject, {}, *parseUtcTime("2026-11-22T14:00:00Z")), StationState::Warning);
        QCOMPARE(assessStation(subject, {}, *parseUtcTime("2026-11-22T14:00:01Z")), StationState::Stale);
        QCOMPARE(assessStation(StationValue{}, {}, now), StationState::Unknown);
    }

    void ownRules()
    {
        const auto rules = parseAssessmentRules(
            "{\"size\": 3, \"staleSeconds\": 60, \"thresholds\": {\"PM2.5\": {\"warning\": 5, \"alarm\": 8}}}");
        QVERIFY(rules.has_value());
        const UtcTime now = *parseUtcTime("2026-11-22T12:00:30Z");
        QCOMPARE(assessStation(station("PM2.5", "any", 4.9, "2026-11-22T12:00:00Z"), *rules, now),
                 StationState::Normal);
        QCOMPARE(assessStation(station("PM2.5", "any", 5, "2026-11-22T12:00:00Z"), *rules, now), StationState::Warning);
        QCOMPARE(assessStation(station("PM2.5", "any", 8, "2026-11-22T12:00:00Z"), *rules, now), StationState::Alarm);
        QCOMPARE(assessStation(station("PM2.5", "any", 8, "2026-11-22T11:59:00Z"), *rules, now), StationState::Stale);
        QVERIFY(parseAssessmentRules("").has_value());
        for (const char* bad :
             {"[]", "{", "{\"staleSeconds\": 0}", "{\"thresholds\": 3}", "{\"thresholds\": {\"a\": {\"warning\": 5}}}",
              "{\"thresholds\": {\"a\": {\"warning\": 5, \"alarm\": 4}}}"})
            QVERIFY2(!parseAssessmentRules(bad), bad);
    }

    void knowsKinds()
    {
        QCOMPARE(stationKindByProperties(station("SO2", "", 0, "2026-11-22T12:00:00Z")), std::string("air"));
        QCOMPARE(stationKindByProperties(station("氨氮", "", 0, "2026-11-22T12:00:00Z")), std::string("water"));
        QCOMPARE(stationKindByProperties(station("Leq", "", 0, "2026-11-22T12:00:00Z")), std::string("noise"));
        QCOMPARE(stationKindByProperties(station("Traffic", "", 0, "2026-11-22T12:00:00Z")), std::string());
    }
};

QTEST_GUILESS_MAIN(TestStationAssessment)
#include "TestStationAssessment.moc"
