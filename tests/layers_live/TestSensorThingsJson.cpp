// Pages of a SensorThings service: what is taken, what is skipped and named, and the URLs that are asked.
#include "layers/live/SensorThingsJson.h"
#include "layers/live/UtcTimeText.h"
#include "tests/layers_live/SensorThingsSamples.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace guanjing;
using namespace guanjing::layers;
using guanjing::test::changed;
using guanjing::test::sampleObservations;
using guanjing::test::samplePage;
using guanjing::test::sampleThing;

namespace {

const char* const kTime = "2026-11-22T08:00:00Z";
const UtcTime kNow = *parseUtcTime("2026-11-22T08:05:00Z");

ByteView bytes(const std::string& text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

} // namespace

class TestSensorThingsJson : public QObject {
    Q_OBJECT
private slots:
    void readsAThing()
    {
        const std::string text = samplePage({sampleThing(7, kTime, "35.1")}, "http://host/next?a=1");
        const auto page = parseThingsPage(bytes(text), kNow, {});
        QVERIFY2(page.has_value(), page ? "" : page.error().toString().c_str());
        QCOMPARE(page->nextLink, std::string("http://host/next?a=1"));
        QCOMPARE(page->defects.count, std::uint64_t{0});
        QCOMPARE(page->things.size(), std::size_t{1});
        const StationValue& station = page->things[0].station;
        QCOMPARE(station.id, std::string("7"));
        QCOMPARE(station.name, std::string("Station 7"));
        QCOMPARE(station.kind, std::string("air"));
        QCOMPARE(station.nameIn(true), std::string("Humen air station"));
        QCOMPARE(station.nameIn(false), station.name);
        QCOMPARE(station.lonDegrees, 113.75);
        QCOMPARE(station.latDegrees, 23.02);
        QCOMPARE(station.heightMeters, 12.5);
        const DatastreamValue& stream = station.datastreams.at(0);
        QCOMPARE(stream.id, std::string("1007"));
        QCOMPARE(stream.observedProperty, std::string("PM2.5"));
        QCOMPARE(stream.unit, std::string("ug/m3"));
        QCOMPARE(stream.latest->value, 35.1);
        QCOMPARE(formatUtcTime(stream.latest->time), std::string("2026-11-22T08:00:00.000Z"));
        QCOMPARE(page->things[0].datastreamKeys.at(0), std::string("1007"));
    }

    void results_data()
    {
        QTest::addColumn<QString>("result");
        QTest::addColumn<double>("value"); // NaN: none
        QTest::addColumn<int>("defects");
        const double none = qQNaN();
        QTest::newRow("whole") << "35" << 35.0 << 0;
        QTest::newRow("negative") << "-2.5e-3" << -2.5e-3 << 0;
        QTest::newRow("text") << "\" 35.1 \"" << 35.1 << 0;
        QTest::newRow("true") << "true" << 1.0 << 0;
        QTest::newRow("false") << "false" << 0.0 << 0;
        QTest::newRow("null") << "null" << none << 0;
        QTest::newRow("words") << "\"high\"" << none << 1;
        QTest::newRow("number and words") << "\"35 ug\"" << none << 1;
        QTest::newRow("empty text") << "\"\"" << none << 1;
        QTest::newRow("object") << "{\"a\":1}" << none << 1;
        QTest::newRow("list") << "[1]" << none << 1;
        QTest::newRow("text NaN") << "\"nan\"" << none << 1;
        QTest::newRow("text infinity") << "\"inf\"" << none << 1;
        QTest::newRow("no-data marker") << "-9999" << none << 1;
        QTest::newRow("beyond all sense") << "1e300" << none << 1;
    }
    void results()
    {
        QFETCH(QString, result);
        QFETCH(double, value);
        QFETCH(int, defects);
        const std::string text = samplePage({sampleThing(7, kTime, result.toStdString())});
        const auto page = parseThingsPage(bytes(text), kNow, {});
        QVERIFY(page.has_value());
        QCOMPARE(page->things.size(), std::size_t{1}); // the station stays in any case
        const auto& latest = page->things[0].station.datastreams.at(0).latest;
        QCOMPARE(latest.has_value(), !qIsNaN(value));
        if (latest)
            QCOMPARE(latest->value, value);
        QCOMPARE(static_cast<int>(page->defects.count), defects);
    }

    void namesWhatItSkips_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("replacement");
        QTest::addColumn<QString>("defect");
        QTest::addColumn<bool>("kept"); // the station, if not the datastream
        const auto row = [](const char* part, const char* replacement, const char* defect, bool kept) {
            QTest::newRow(defect) << part << replacement << defect << kept;
        };
        row("\"@iot.id\":7,\"name\"", "\"name\"", "entry 1: a Thing without @iot.id", false);
        row("\"Locations\"", "\"Places\"", "Thing 7: has no Location", false);
        row("\"Point\"", "\"LineString\"", "Thing 7: location is a \"LineString\", not a Point", false);
        row("[113.75,23.02,12.5]", "[113.75,93.02]", "Thing 7: coordinates 113.75, 93.02 are out of range", false);
        row("[113.75,23.02,12.5]", "[113.75]", "Thing 7: coordinates are missing", false);
        row("[113.75,23.02,12.5]", "[\"113\",\"23\"]", "Thing 7: coordinates are no numbers", false);
        row("[113.75,23.02,12.5]", "[113.75,23.02,-1e9]", "Thing 7: height -1e+09 is out of range", false);
        row("application/geo+json", "application/gml", "Thing 7: location is encoded as application/gml", false);
        row("\"Datastreams\"", "\"Streams\"", "Thing 7: has no Datastreams", true);
        row("\"@iot.id\":1007,", "", "Thing 7: a Datastream without @iot.id", true);
        row("\"PM2.5\"", "\"\"", "Thing 7, Datastream 1007: its ObservedProperty has no name", true);
        row("\"unitOfMeasurement\"", "\"unit\"", "Thing 7, Datastream 1007: has no unitOfMeasurement", true);
        row("2026-11-22T08:00:00Z", "2026-11-22T08:00:00",
            "Thing 7, Datastream 1007: time \"2026-11-22T08:00:00\" is no instant with a zone", true);
        row("2026-11-22T08:00:00Z", "2030-01-01T00:00:00Z",
            "Thing 7, Datastream 1007: time 2030-01-01T00:00:00.000Z lies in the future", true);
        row("\"result\"", "\"value\"", "Thing 7, Datastream 1007: has no result", true);
    }
    void namesWhatItSkips()
    {
        QFETCH(QString, part);
        QFETCH(QString, replacement);
        QFETCH(QString, defect);
        QFETCH(bool, kept);
        const std::string bad = changed(sampleThing(7, kTime, "35.1"), part.toStdString(), replacement.toStdString());
        const std::string text = samplePage({sampleThing(6, kTime, "1"), bad, "3", sampleThing(8, kTime, "2")});
        const auto page = parseThingsPage(bytes(text), kNow, {});
        QVERIFY(page.has_value());
        QCOMPARE(page->things.size(), std::size_t{kept ? 3u : 2u});
        QCOMPARE(page->things.front().station.id, std::string("6"));
        QCOMPARE(page->things.back().station.id, std::string("8"));
        QCOMPARE(page->defects.count, std::uint64_t{2});
        QCOMPARE(page->defects.first.at(0), defect.toStdString());
        QCOMPARE(page->defects.first.at(1), std::string("entry 2 is no object"));
    }

    void takesOtherWaysToSayTheSame()
    {
        std::string thing = sampleThing(7, kTime, "35.1");
        thing = changed(thing, "\"@iot.id\":1007", "\"@iot.id\":\"it's\"");
        thing = changed(thing, "\"@iot.id\":7,\"name\"", "\"@iot.id\":\"a-b\",\"name\"");
        thing = changed(thing, "application/geo+json", "application/vnd.geo+json");
        thing = changed(thing, "{\"type\":\"Point\",\"coordinates\":[113.75,23.02,12.5]}",
                        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[113,23]}}");
        thing = changed(thing, "\"phenomenonTime\"", "\"phenomenonTime\":null,\"otherTime\"");
        thing = changed(thing, "\"resultTime\":null", "\"resultTime\":\"2026-11-22T08:00:00Z\"");
        const auto page = parseThingsPage(bytes(samplePage({thing})), kNow, {});
        QVERIFY(page.has_value());
        QCOMPARE(page->defects.count, std::uint64_t{0});
        QCOMPARE(page->things.at(0).station.id, std::string("a-b"));
        QCOMPARE(page->things.at(0).station.lonDegrees, 113.0);
        QCOMPARE(page->things.at(0).datastreamKeys.at(0), std::string("'it''s'"));
        QVERIFY(page->things.at(0).station.datastreams.at(0).latest.has_value());
    }

    void refusesWhatIsNoPage_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::newRow("empty") << QByteArray() << static_cast<int>(ErrorCode::BadJson);
        QTest::newRow("HTML") << QByteArray("<html>") << static_cast<int>(ErrorCode::BadJson);
        QTest::newRow("cut short") << QByteArray("{\"value\":[{}") << static_cast<int>(ErrorCode::BadJson);
        QTest::newRow("no value") << QByteArray("{}") << static_cast<int>(ErrorCode::BadValue);
        QTest::newRow("list") << QByteArray("[]") << static_cast<int>(ErrorCode::BadValue);
        QTest::newRow("value is an object") << QByteArray("{\"value\":{}}") << static_cast<int>(ErrorCode::BadValue);
        QTest::newRow("next link is a number")
            << QByteArray("{\"value\":[],\"@iot.nextLink\":5}") << static_cast<int>(ErrorCode::BadValue);
    }
    void refusesWhatIsNoPage()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        const std::string copy = text.toStdString();
        const auto page = parseThingsPage(bytes(copy), kNow, {});
        QVERIFY(!page);
        QCOMPARE(static_cast<int>(page.error().code), code);
        QVERIFY(!parseObservationsPage(bytes(copy), kNow, {}));
    }
    /// A body of no bytes as it comes from the network: a view with nothing behind it.
    void refusesNothingAtAll()
    {
        const auto page = parseThingsPage({}, kNow, {});
        QVERIFY(!page);
        QCOMPARE(page.error().code, ErrorCode::BadJson);
        QVERIFY(!parseObservationsPage({}, kNow, {}));
    }

    void stopsWhenAsked()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto page = parseThingsPage(bytes(samplePage({sampleThing(7, kTime, "1")})), kNow, stop.get_token());
        QVERIFY(!page);
        QCOMPARE(page.error().code, ErrorCode::Cancelled);
    }

    void readsObservations()
    {
        const std::string text = sampleObservations(
            {"2026-11-22T07:00:00Z=1", "bad=2", "2026-11-22T08:00:00Z=null", "2026-11-22T08:00:00Z=\"3\""});
        const auto page = parseObservationsPage(bytes(text), kNow, {});
        QVERIFY(page.has_value());
        QCOMPARE(page->observations.size(), std::size_t{2});
        QCOMPARE(page->observations[1].value, 3.0);
        QCOMPARE(page->defects.count, std::uint64_t{1});
    }

    void encodesUrls()
    {
        const std::string expand = "$expand=Locations,Datastreams($expand=ObservedProperty,"
                                   "Observations($orderby=phenomenonTime%20desc;$top=1))";
        QCOMPARE(thingsUrl("http://host/v1.1", ""), "http://host/v1.1/Things?" + expand);
        QCOMPARE(thingsUrl("http://host/v1.1/?k=1", ""), "http://host/v1.1/Things?k=1&" + expand);
        QCOMPARE(thingsUrl("http://host/v1.1", "name eq 'a+b&c' and x"),
                 "http://host/v1.1/Things?" + expand + "&$filter=name%20eq%20%27a%2Bb%26c%27%20and%20x");
        QCOMPARE(thingsUrl("http://host/v1.1", "虎门"),
                 "http://host/v1.1/Things?" + expand + "&$filter=%E8%99%8E%E9%97%A8");
        QCOMPARE(observationsUrl("http://host/v1.1/", "5", kNow - std::chrono::hours(1), kNow),
                 std::string("http://host/v1.1/Datastreams(5)/Observations?$orderby=phenomenonTime%20asc&$filter="
                             "phenomenonTime%20ge%202026-11-22T07%3A05%3A00.000Z%20and%20phenomenonTime%20le%20"
                             "2026-11-22T08%3A05%3A00.000Z"));
        QVERIFY(observationsUrl("http://host", "'it''s'", kNow, kNow).find("Datastreams(%27it%27%27s%27)/")
                != std::string::npos);
    }

    void makesKeys()
    {
        QCOMPARE(entityKey("17"), std::string("17"));
        QCOMPARE(entityKey("1a"), std::string("'1a'"));
        QCOMPARE(entityKey("it's"), std::string("'it''s'"));
        QCOMPARE(entityKey(""), std::string("''"));
    }

    void readsALargePage()
    {
        std::vector<std::string> things;
        for (int i = 0; i < 35'000; ++i)
            things.push_back(sampleThing(i, kTime, "35.1"));
        const std::string text = samplePage(things);
        QElapsedTimer timer;
        timer.start();
        const auto page = parseThingsPage(bytes(text), kNow, {});
        const qint64 microseconds = timer.nsecsElapsed() / 1000;
        QVERIFY(page.has_value());
        QCOMPARE(page->things.size(), std::size_t{35'000});
        qInfo("35,000 things, %.1f MB, read in %.1f ms", static_cast<double>(text.size()) / 1e6,
              static_cast<double>(microseconds) / 1000.0);
    }
};

QTEST_GUILESS_MAIN(TestSensorThingsJson)
#include "TestSensorThingsJson.moc"
