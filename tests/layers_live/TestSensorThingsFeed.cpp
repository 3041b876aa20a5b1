// The feed against a server that pages, breaks off, comes back and repeats itself; time is the test's.
#include "geodata/core/TaskPool.h"
#include "layers/live/FeedDriver.h"
#include "layers/live/ObservationFeed.h"
#include "layers/live/SensorThingsJson.h"
#include "layers/live/UtcTimeText.h"
#include "tests/FakeAssetAccessor.h"
#include "tests/layers_live/SensorThingsSamples.h"

#include <QSignalSpy>
#include <QtTest>

#include <atomic>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;
using namespace std::chrono_literals;

namespace {

const std::string kBase = "http://host/v1.1";
const std::string kFirst = thingsUrl(kBase, "");
const char* const kEight = "2026-11-22T08:00:00Z";

class FakeClock final : public Clock {
public:
    std::chrono::system_clock::time_point now() const override
    {
        return *parseUtcTime("2026-11-22T08:01:00Z") + m_passed.load();
    }
    std::chrono::steady_clock::time_point steadyNow() const override
    {
        return std::chrono::steady_clock::time_point(1h) + m_passed.load();
    }
    void pass(std::chrono::milliseconds time) { m_passed.store(m_passed.load() + time); }

private:
    std::atomic<std::chrono::milliseconds> m_passed{0ms};
};

struct Bench {
    FakeAssetAccessor assets;
    FakeClock clock;
    TaskPool tasks{2};
    std::atomic<int> changes{0};
    std::unique_ptr<ObservationFeed> feed;

    explicit Bench(LiveFeedOptions options = {}, FeedDriver* driver = nullptr)
    {
        options.sourceId = 3;
        options.name = "Air";
        options.url = kBase;
        auto made = makeFeed(std::move(options), {assets, tasks, clock, driver}, [this] { ++changes; });
        if (!made)
            qFatal("%s", made.error().toString().c_str());
        feed = std::move(*made);
    }
    ~Bench() { feed.reset(); }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    /// Lets a poll begin and end; true once a new snapshot is out.
    bool poll()
    {
        const std::uint64_t before = feed->snapshot()->revision;
        return QTest::qWaitFor([&] {
            feed->advance();
            return feed->snapshot()->revision > before && tasks.pendingCount() == 0;
        });
    }
    std::shared_ptr<const ObservationSnapshot> shown() const { return feed->snapshot(); }
    double valueOf(std::size_t station) const { return shown()->stations.at(station).datastreams.at(0).latest->value; }
};

QStringList idsOf(const ObservationSnapshot& snapshot)
{
    QStringList ids;
    for (const StationValue& station : snapshot.stations)
        ids << QString::fromStdString(station.id);
    return ids;
}

} // namespace

class TestSensorThingsFeed : public QObject {
    Q_OBJECT
private slots:
    void beginsConnecting()
    {
        Bench bench;
        QCOMPARE(bench.shown()->state, FeedState::Connecting);
        QCOMPARE(bench.shown()->sourceName, std::string("Air"));
        QCOMPARE(bench.shown()->sourceId, 3u);
        QVERIFY(bench.assets.requests().empty()); // nothing before the first advance()
    }

    void readsAllPages()
    {
        Bench bench;
        bench.assets.put(kFirst,
                         samplePage({sampleThing(2, kEight, "10"), sampleThing(1, kEight, "20")}, "Things?$skip=2"));
        bench.assets.put("http://host/v1.1/Things?$skip=2",
                         samplePage({sampleThing(3, kEight, "61"), sampleThing(2, kEight, "99"), "{}"}));
        QVERIFY(bench.poll());
        QTRY_VERIFY((bench.clock.pass(100ms), bench.feed->advance(), bench.shown()->state == FeedState::Live));
        QCOMPARE(idsOf(*bench.shown()), (QStringList{"2", "1", "3"}));
        QCOMPARE(bench.valueOf(0), 10.0); // the second naming of station 2 is dropped
        QCOMPARE(bench.shown()->stations[0].state, StationState::Normal);
        QCOMPARE(bench.shown()->stations[2].state, StationState::Warning);
        QCOMPARE(bench.shown()->issueCount, std::uint64_t{2});
        QCOMPARE(bench.shown()->issues.at(1), std::string("Thing 2: stands twice"));
        QVERIFY(!bench.shown()->lastError);
        QCOMPARE(bench.assets.requests().size(), std::size_t{2});
        QVERIFY(bench.changes > 0);
    }

    void keepsThePollInterval()
    {
        Bench bench;
        bench.assets.put(kFirst, samplePage({sampleThing(1, kEight, "10")}));
        QVERIFY(bench.poll());
        bench.clock.pass(9'999ms);
        bench.feed->advance();
        QCOMPARE(bench.assets.requests().size(), std::size_t{1});
        QCOMPARE(bench.feed->nextDue(), bench.clock.steadyNow() + 1ms);
        bench.clock.pass(1ms);
        QVERIFY(bench.poll());
        QCOMPARE(bench.assets.requests().size(), std::size_t{2});
    }

    void asksOneChainAtATime()
    {
        Bench bench;
        bench.assets.hold();
        bench.feed->advance();
        for (int i = 0; i < 5; ++i) {
            bench.clock.pass(10s);
            bench.feed->advance();
        }
        QCOMPARE(bench.assets.requests().size(), std::size_t{1});
    }

    void dropsRepeatedAndLateObservations()
    {
        Bench bench;
        bench.assets.put(kFirst, samplePage({sampleThing(1, "2026-11-22T08:00:00Z", "10")}));
        QVERIFY(bench.poll());
        for (const auto& [time, value] : std::vector<std::pair<const char*, const char*>>{
                 {"2026-11-22T08:00:00Z", "11"}, {"2026-11-22T07:59:00Z", "12"}, {"2026-11-22T08:00:00Z", "null"}}) {
            bench.assets.put(kFirst, samplePage({sampleThing(1, time, value)}));
            bench.clock.pass(10s);
            QVERIFY(bench.poll());
            QCOMPARE(bench.valueOf(0), 10.0);
        }
        bench.assets.put(kFirst, samplePage({sampleThing(1, "2026-11-22T08:00:30Z", "13")}));
        bench.clock.pass(10s);
        QVERIFY(bench.poll());
        QCOMPARE(bench.valueOf(0), 13.0);
        const auto recent = bench.feed->recent("1001");
        QCOMPARE(recent.size(), std::size_t{2});
        QCOMPARE(recent[0].value, 10.0);
        QCOMPARE(recent[1].value, 13.0);
    }

    void boundsItsHistory()
    {
        Bench bench;
        const UtcTime begin = *parseUtcTime(kEight) - 24h;
        for (int i = 0; i < 120; ++i) {
            bench.assets.put(
                kFirst,
                samplePage({sampleThing(1, formatUtcTime(begin + std::chrono::minutes(i)), std::to_string(i))}));
            QVERIFY(bench.poll());
            bench.clock.pass(10s);
        }
        const auto recent = bench.feed->recent("1001");
        QCOMPARE(recent.size(), std::size_t{96});
        for (std::size_t i = 0; i < recent.size(); ++i)
            QCOMPARE(recent[i].value, static_cast<double>(24 + i));
    }

    void forgetsStationsThatAreGone()
    {
        Bench bench;
        bench.assets.put(
            kFirst,
            samplePage({sampleThing(1, kEight, "1"), sampleThing(2, kEight, "2"), sampleThing(3, kEight, "3")}));
        QVERIFY(bench.poll());
        bench.assets.put(kFirst, samplePage({sampleThing(3, kEight, "3"), sampleThing(1, kEight, "1")}));
        bench.clock.pass(10s);
        QVERIFY(bench.poll());
        QCOMPARE(idsOf(*bench.shown()), (QStringList{"1", "3"})); // the order stays
        QVERIFY(bench.feed->recent("1002").empty());
    }

    void survivesALostServer()
    {
        Bench bench;
        bench.assets.put(kFirst, samplePage({sampleThing(1, kEight, "10")}));
        QVERIFY(bench.poll());
        bench.assets.putError(kFirst, ErrorCode::ConnectionFailed);
        bench.clock.pass(10s);
        QVERIFY(bench.poll());
        QCOMPARE(bench.shown()->state, FeedState::Disconnected);
        QCOMPARE(bench.shown()->lastError->code, ErrorCode::ConnectionFailed);
        QCOMPARE(bench.valueOf(0), 10.0);
        QCOMPARE(bench.shown()->stations[0].state, StationState::Stale);

        // The pause doubles: 10, 20, 40 s … and ends at five minutes.
        for (const auto pause : {10s, 20s, 40s, 80s, 160s, 300s, 300s}) {
            const std::size_t before = bench.assets.requests().size();
            bench.clock.pass(pause - 1ms);
            bench.feed->advance();
            QCOMPARE(bench.assets.requests().size(), before);
            bench.clock.pass(1ms);
            QVERIFY(bench.poll());
            QCOMPARE(bench.assets.requests().size(), before + 1);
        }

        bench.assets.put(kFirst, samplePage({sampleThing(1, "2026-11-22T08:15:00Z", "12")}));
        bench.clock.pass(300s);
        QVERIFY(bench.poll());
        QCOMPARE(bench.shown()->state, FeedState::Live);
        QVERIFY(!bench.shown()->lastError);
        QCOMPARE(bench.valueOf(0), 12.0);
        QCOMPARE(bench.shown()->stations[0].state, StationState::Normal);
    }

    void aBrokenPageKeepsWhatWasThere_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<int>("code");
        QTest::newRow("HTML") << QByteArray("<html>") << static_cast<int>(ErrorCode::BadJson);
        QTest::newRow("empty") << QByteArray() << static_cast<int>(ErrorCode::BadJson);
        QTest::newRow("to a file") << QByteArray::fromStdString(samplePage({}, "file:///etc/passwd"))
                                   << static_cast<int>(ErrorCode::ForbiddenScheme);
        QTest::newRow("to itself") << QByteArray::fromStdString(samplePage({}, kFirst))
                                   << static_cast<int>(ErrorCode::BadReference);
        QTest::newRow("to nowhere") << QByteArray::fromStdString(samplePage({}, "http://host/none"))
                                    << static_cast<int>(ErrorCode::NotFound);
    }
    void aBrokenPageKeepsWhatWasThere()
    {
        QFETCH(QByteArray, page);
        QFETCH(int, code);
        Bench bench;
        bench.assets.put(kFirst, samplePage({sampleThing(1, kEight, "10"), sampleThing(2, kEight, "20")}));
        QVERIFY(bench.poll());
        bench.assets.put(kFirst, page.toStdString());
        bench.clock.pass(10s);
        QTRY_VERIFY((bench.clock.pass(1s), bench.feed->advance(), bench.shown()->state == FeedState::Disconnected));
        QCOMPARE(static_cast<int>(bench.shown()->lastError->code), code);
        QCOMPARE(bench.shown()->lastError->source.substr(0, 11), std::string("http://host"));
        QCOMPARE(idsOf(*bench.shown()), (QStringList{"1", "2"}));
    }

    void stopsAtTheLimitOfPages()
    {
        Bench bench;
        bench.assets.put(kFirst, samplePage({}, "http://host/p1"));
        for (int i = 1; i <= limits::kMaxObservationPages; ++i)
            bench.assets.put("http://host/p" + std::to_string(i),
                             samplePage({}, "http://host/p" + std::to_string(i + 1)));
        QTRY_VERIFY((bench.clock.pass(1ms), bench.feed->advance(), bench.shown()->state == FeedState::Disconnected));
        QCOMPARE(bench.shown()->lastError->code, ErrorCode::TooLarge);
        QCOMPARE(bench.assets.requests().size(), static_cast<std::size_t>(limits::kMaxObservationPages));
    }

    void noticesSilence()
    {
        Bench bench;
        bench.assets.put(kFirst, samplePage({sampleThing(1, kEight, "10")}));
        QVERIFY(bench.poll());
        bench.assets.hold();
        bench.clock.pass(10s);
        bench.feed->advance(); // the second poll hangs
        bench.clock.pass(19'999ms);
        bench.feed->advance();
        QCOMPARE(bench.shown()->state, FeedState::Live);
        QCOMPARE(bench.feed->nextDue(), bench.clock.steadyNow() + 1ms);
        bench.clock.pass(1ms);
        bench.feed->advance();
        QCOMPARE(bench.shown()->state, FeedState::Stale);
        bench.assets.release();
        QTRY_VERIFY((bench.clock.pass(100ms), bench.feed->advance(), bench.shown()->state == FeedState::Live));
    }

    void marksOldStations()
    {
        LiveFeedOptions options;
        options.pollSeconds = 3600;
        options.symbolJson = "{\"staleSeconds\": 300}";
        Bench bench(options);
        bench.assets.put(kFirst,
                         samplePage({sampleThing(1, kEight, "10"), sampleThing(2, "2026-11-22T07:00:00Z", "10")}));
        QVERIFY(bench.poll());
        QCOMPARE(bench.shown()->stations[0].state, StationState::Normal); // a minute old
        QCOMPARE(bench.shown()->stations[1].state, StationState::Stale);
        QTRY_VERIFY(bench.feed->nextDue() == bench.clock.steadyNow() + 240s + 1ms); // planned just after it is shown
        bench.clock.pass(240s + 1ms);
        bench.feed->advance();
        QCOMPARE(bench.shown()->stations[0].state, StationState::Stale);
        QCOMPARE(bench.shown()->state, FeedState::Live);
    }

    void publishesAtMostTenTimesASecond()
    {
        Bench bench;
        std::string next;
        constexpr int kPages = 50;
        for (int i = kPages - 1; i >= 0; --i) {
            const std::string url = i == 0 ? kFirst : "http://host/p" + std::to_string(i);
            bench.assets.put(url, samplePage({sampleThing(i, kEight, "1")}, next));
            next = url;
        }
        bench.feed->advance();
        QTRY_COMPARE(bench.assets.requests().size(), std::size_t{kPages});
        QTRY_COMPARE(bench.tasks.pendingCount(), std::size_t{0});
        QCOMPARE(bench.changes.load(), 1); // the clock stands still: the first page, the rest is owed
        QCOMPARE(bench.feed->nextDue(), bench.clock.steadyNow() + 100ms);
        bench.clock.pass(100ms);
        bench.feed->advance();
        QCOMPARE(bench.changes.load(), 2);
        QCOMPARE(bench.shown()->stations.size(), std::size_t{kPages});
        QCOMPARE(bench.shown()->state, FeedState::Live);
    }

    void movesCommercialCoordinates()
    {
        LiveFeedOptions options;
        options.crs = "GCJ-02";
        Bench bench(options);
        std::string thing = sampleThing(1, kEight, "10");
        bench.assets.put(kFirst, samplePage({changed(thing, "[113.75,23.02,12.5]", "[113.7569930459,23.0179774247]")}));
        QVERIFY(bench.poll());
        QVERIFY(std::abs(bench.shown()->stations[0].lonDegrees - 113.7518) < 1e-8);
        QVERIFY(std::abs(bench.shown()->stations[0].latDegrees - 23.0207) < 1e-8);
    }

    void refusesWhatItCannotRead()
    {
        FakeAssetAccessor assets;
        FakeClock clock;
        TaskPool tasks(1);
        const auto codeOf = [&](auto change) {
            LiveFeedOptions options;
            options.url = kBase;
            change(options);
            const auto made = makeFeed(options, {assets, tasks, clock, nullptr}, {});
            return made ? ErrorCode::Internal : made.error().code;
        };
        QCOMPARE(codeOf([](LiveFeedOptions&) {}), ErrorCode::Internal);
        QCOMPARE(codeOf([](LiveFeedOptions& o) { o.kind = "gtfs-realtime"; }), ErrorCode::UnsupportedFeature);
        QCOMPARE(codeOf([](LiveFeedOptions& o) { o.crs = "EPSG:4547"; }), ErrorCode::UnsupportedFeature);
        QCOMPARE(codeOf([](LiveFeedOptions& o) { o.pollSeconds = 0; }), ErrorCode::BadValue);
        QCOMPARE(codeOf([](LiveFeedOptions& o) { o.symbolJson = "{\"staleSeconds\": -1}"; }), ErrorCode::BadValue);
    }

    void endsQuietly()
    {
        // Destroyed with a request out, with pages being read, and from its own callback.
        for (int round = 0; round < 200; ++round) {
            Bench bench;
            std::string next;
            for (int i = 5; i >= 0; --i) {
                const std::string url = i == 0 ? kFirst : "http://host/p" + std::to_string(i);
                bench.assets.put(url, samplePage(std::vector<std::string>(200, sampleThing(i, kEight, "1")), next));
                next = url;
            }
            bench.feed->advance();
            if (round % 2 == 0)
                bench.clock.pass(100ms);
            bench.feed.reset();
            const int after = bench.changes;
            bench.tasks.shutdown(); // waits for what runs
            QCOMPARE(bench.changes.load(), after);
        }
        Bench held;
        held.assets.hold();
        held.feed->advance();
        QCOMPARE(held.assets.heldCount(), std::size_t{1});
        held.feed.reset();
        QCOMPARE(held.assets.heldCount(), std::size_t{0}); // cancelled
        held.assets.release();
        QCOMPARE(held.changes.load(), 0);
    }

    void mayBeDestroyedByItsOwnCallback()
    {
        FakeAssetAccessor assets;
        FakeClock clock;
        TaskPool tasks(1);
        std::unique_ptr<ObservationFeed> feed;
        std::atomic<int> calls{0};
        LiveFeedOptions options;
        options.url = kBase;
        auto made = makeFeed(options, {assets, tasks, clock, nullptr}, [&] {
            ++calls;
            feed.reset();
        });
        QVERIFY(made.has_value());
        feed = std::move(*made);
        assets.put(kFirst, samplePage({sampleThing(1, kEight, "1")}));
        feed->advance();
        QTRY_COMPARE(calls.load(), 1);
        QTRY_COMPARE(tasks.pendingCount(), std::size_t{0});
        QVERIFY(!feed);
    }

    void fetchesHistory()
    {
        Bench bench;
        bench.assets.put(kFirst, samplePage({sampleThing(1, kEight, "10")}));
        QVERIFY(bench.poll());
        const UtcTime to = *parseUtcTime(kEight), from = to - 24h;
        bench.assets.put(
            observationsUrl(kBase, "1001", from, to),
            sampleObservations({"2026-11-22T03:00:00Z=3", "2026-11-22T01:00:00Z=1", "x=9"}, "http://host/more"));
        bench.assets.put("http://host/more", sampleObservations({"2026-11-22T02:00:00Z=2", "2026-11-22T01:00:00Z=8"}));
        std::atomic<bool> isDone{false};
        Result<std::vector<Observation>> got;
        const HistoryHandle handle = bench.feed->requestHistory("1", "1001", from, to, [&](auto result) {
            got = std::move(result);
            isDone = true;
        });
        QTRY_VERIFY(isDone.load());
        QVERIFY2(got.has_value(), got ? "" : got.error().toString().c_str());
        QCOMPARE(got->size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE((*got)[i].value, static_cast<double>(i + 1));
    }

    void historyNeedsNoPoll()
    {
        Bench bench;
        const UtcTime to = *parseUtcTime(kEight), from = to - 1h;
        bench.assets.put(observationsUrl(kBase, "1001", from, to), sampleObservations({"2026-11-22T07:30:00Z=3"}));
        std::atomic<int> count{-1};
        const HistoryHandle handle = bench.feed->requestHistory(
            "1", "1001", from, to, [&](auto result) { count = result ? static_cast<int>(result->size()) : -2; });
        QTRY_COMPARE(count.load(), 1);
    }

    void historyThatCannotBeHad()
    {
        Bench bench;
        bench.assets.put(kFirst, samplePage({sampleThing(1, kEight, "10")}));
        QVERIFY(bench.poll());
        for (const auto& [station, stream, code] :
             {std::tuple{"1", "1001", ErrorCode::NotFound}, std::tuple{"1", "77", ErrorCode::BadReference},
              std::tuple{"2", "8", ErrorCode::NotFound}}) {
            std::atomic<int> got{-1};
            const HistoryHandle handle =
                bench.feed->requestHistory(station, stream, UtcTime{}, UtcTime{},
                                           [&](auto result) { got = static_cast<int>(result.error().code); });
            QTRY_COMPARE(got.load(), static_cast<int>(code));
        }
        bench.assets.hold();
        HistoryHandle cancelled =
            bench.feed->requestHistory("1", "1001", UtcTime{}, UtcTime{}, [](auto) { QFAIL("cancelled"); });
        cancelled.reset();
        bench.assets.release();
        QTRY_COMPARE(bench.tasks.pendingCount(), std::size_t{0});
    }

    void goesOnByItselfWithADriver()
    {
        const SystemClock clock;
        FakeAssetAccessor assets;
        TaskPool tasks(1);
        FeedDriver driver(clock);
        LiveFeedOptions options;
        options.url = kBase;
        options.pollSeconds = 0.05;
        assets.put(kFirst, samplePage({sampleThing(1, kEight, "1")}));
        auto feed = makeFeed(options, {assets, tasks, clock, &driver}, {});
        QVERIFY(feed.has_value());
        QTRY_VERIFY(assets.requests().size() >= 3);
        QTRY_COMPARE((*feed)->snapshot()->stations.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestSensorThingsFeed)
#include "TestSensorThingsFeed.moc"
