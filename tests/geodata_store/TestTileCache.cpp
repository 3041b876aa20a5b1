#include "geodata/store/TileCache.h"
#include "tests/FakeClock.h"
#include "tests/geodata_store/TileCacheTesting.h"

#include <QtTest>

#include <random>
#include <thread>

using namespace guanjing;
using namespace guanjing::test;

class TestTileCache : public QObject, private TileCacheFixture {
    Q_OBJECT

private slots:
    void init() { renewFolder(); }

    void entriesComeBackNowAndAfterARestart()
    {
        for (const bool isSecondRun : {false, true}) {
            TileCache cache(options());
            if (!isSecondRun)
                cache.store(entryOf("http://h/a", 70000));
            for (int round = 0; round < 2; ++round) { // from memory, then from the file
                const CacheEntryPtr found = cache.lookupAndWait("http://h/a");
                QVERIFY(found);
                QCOMPARE(found->url, std::string("http://h/a#final"));
                QCOMPARE(found->headers, entryOf("", 0)->headers);
                QCOMPARE(found->storedAtSeconds, std::int64_t(100));
                QCOMPARE(found->freshUntilSeconds, std::int64_t(200));
                QCOMPARE(*found->body, Bytes(70000, 7));
                QVERIFY(!cache.lookupAndWait("http://h/b"));
                cache.flush();
            }
            QCOMPARE(cache.statistics().entries, std::uint64_t(1));
        }
    }

    void emptyBodies()
    {
        TileCache cache(options());
        cache.store(entryOf("k", 0));
        cache.flush();
        const CacheEntryPtr found = cache.lookupAndWait("k");
        QVERIFY(found && found->body && found->body->empty());
    }

    void changes_data()
    {
        QTest::addColumn<bool>("isFlushed");
        QTest::newRow("while waiting") << false;
        QTest::newRow("when written") << true;
    }
    void changes()
    {
        QFETCH(bool, isFlushed);
        TileCacheOptions patient = options();
        patient.quietDelay = patient.longestDelay = std::chrono::hours(1);
        TileCache cache(patient);
        const auto settle = [&] {
            if (isFlushed)
                cache.flush();
        };
        cache.store(entryOf("k", 1000, 1));
        settle();
        auto renewed = std::make_shared<CacheEntry>();
        renewed->key = "k";
        renewed->url = "k#final";
        renewed->headers = {{"ETag", "\"v2\""}};
        renewed->freshUntilSeconds = 999;
        cache.renew(renewed);
        const CacheEntryPtr first = cache.lookupAndWait("k");
        QVERIFY(first);
        QCOMPARE(first->freshUntilSeconds, std::int64_t(999));
        QCOMPARE(first->headers, renewed->headers);
        QCOMPARE(*first->body, Bytes(1000, 1));
        settle();
        QCOMPARE(cache.lookupAndWait("k")->freshUntilSeconds, std::int64_t(999));
        cache.store(entryOf("k", 2000, 2));
        settle();
        QCOMPARE(*cache.lookupAndWait("k")->body, Bytes(2000, 2));
        cache.remove("k");
        cache.renew(renewed); // of what is gone: nothing
        QVERIFY(!cache.lookupAndWait("k"));
        settle();
        QVERIFY(!cache.lookupAndWait("k"));
        cache.flush();
        QCOMPARE(cache.statistics().entries, std::uint64_t(0));
    }

    void clearGivesTheSpaceBack()
    {
        TileCache cache(options());
        for (int i = 0; i < 100; ++i)
            cache.store(entryOf("k" + std::to_string(i), 50000));
        cache.flush();
        QVERIFY(cache.statistics().bytesOnDisk > 5'000'000);
        cache.clear();
        QVERIFY(!cache.lookupAndWait("k1"));
        cache.store(entryOf("after", 10));
        cache.flush();
        QVERIFY(cache.lookupAndWait("after"));
        QVERIFY(!cache.lookupAndWait("k1"));
        QCOMPARE(cache.statistics().entries, std::uint64_t(1));
        QVERIFY(bytesOnDisk() < 500'000);
    }

    void theLimitHoldsWithTheWal()
    {
        constexpr qint64 kLimit = 8 << 20;
        TileCacheOptions small = options();
        small.maxBytes = kLimit;
        small.pendingBytes = 1 << 20;
        TileCache cache(small);
        std::minstd_rand random(1);
        qint64 most = 0;
        for (int i = 0; i < 1500; ++i) { // about 50 MB
            cache.store(entryOf("k" + std::to_string(i), 1000 + random() % 70000));
            most = std::max(most, bytesOnDisk());
            if (i % 16 == 0)
                cache.flush();
        }
        cache.flush();
        most = std::max(most, bytesOnDisk());
        qInfo("at most %lld bytes, %llu entries left", most,
              static_cast<unsigned long long>(cache.statistics().entries));
        QVERIFY(most <= kLimit);
        QVERIFY(cache.statistics().bytesOnDisk <= static_cast<std::uint64_t>(kLimit));
        QVERIFY(cache.statistics().entries > 100); // the room is used
        QVERIFY(cache.lookupAndWait("k1499"));
        QVERIFY(!cache.lookupAndWait("k0"));
    }

    void aLoweredLimitShrinksTheFile()
    {
        {
            TileCache cache(options());
            for (int i = 0; i < 400; ++i)
                cache.store(entryOf("k" + std::to_string(i), 50000));
        }
        QVERIFY(bytesOnDisk() > 20'000'000);
        TileCacheOptions small = options();
        small.maxBytes = 5 << 20;
        TileCache cache(small);
        cache.flush();
        QVERIFY(bytesOnDisk() <= 5 << 20);
        QVERIFY(cache.statistics().entries > 20);
        QVERIFY(cache.lookupAndWait("k399"));
    }

    void theLeastRecentlyUsedGoesFirst()
    {
        FakeClock clock;
        TileCacheOptions small = options();
        small.maxBytes = 4 << 20;
        small.useGranularity = std::chrono::milliseconds(0);
        TileCache cache(small, &clock);
        for (int i = 0; i < 20; ++i) {
            cache.store(entryOf("k" + std::to_string(i), 50000));
            cache.flush();
            clock.advance(std::chrono::seconds(1));
        }
        QVERIFY(cache.lookupAndWait("k0"));
        QVERIFY(cache.lookupAndWait("k2"));
        clock.advance(std::chrono::seconds(1));
        for (int i = 20; i < 100; ++i) {
            cache.store(entryOf("k" + std::to_string(i), 50000));
            cache.flush();
            clock.advance(std::chrono::seconds(1));
            if (cache.statistics().entries + 2 <= static_cast<std::uint64_t>(i + 1)) // two have gone
                break;
        }
        QVERIFY(!cache.lookupAndWait("k1") && !cache.lookupAndWait("k3"));
        QVERIFY(cache.lookupAndWait("k0") && cache.lookupAndWait("k2"));
    }

    void bodiesTooLargeAreNotKept()
    {
        TileCacheOptions small = options();
        small.maxBytes = 4 << 20;
        TileCache cache(small);
        cache.store(entryOf("giant", 3 << 20));
        cache.store(entryOf("good", 1000));
        cache.flush();
        QVERIFY(!cache.lookupAndWait("giant"));
        QVERIFY(cache.lookupAndWait("good"));
        QCOMPARE(cache.statistics().droppedWrites, std::uint64_t(1));
    }

    void manyThreads()
    {
        TileCacheOptions small = options();
        small.maxBytes = 6 << 20;
        TileCache cache(small);
        std::atomic<int> hits{0}, wrong{0};
        {
            std::vector<std::jthread> threads;
            for (unsigned t = 0; t < 4; ++t)
                threads.emplace_back([&, t] {
                    std::minstd_rand random(t + 1);
                    for (int i = 0; i < 150; ++i) {
                        const std::string key = "k" + std::to_string(random() % 100);
                        if (random() % 2 == 0) {
                            cache.store(entryOf(key, 1000 + random() % 30000, static_cast<std::uint8_t>(key.back())));
                        } else if (const CacheEntryPtr found = cache.lookupAndWait(key)) {
                            ++hits;
                            if (found->key != key || found->body->front() != static_cast<std::uint8_t>(key.back()))
                                ++wrong;
                        }
                        if (i == 75 && t == 0)
                            cache.clear();
                    }
                });
        }
        cache.flush();
        QCOMPARE(wrong.load(), 0);
        QVERIFY(hits > 0);
    }

    void aSecondProcessMayShareTheFile()
    {
        TileCache one(options()), two(options());
        one.store(entryOf("a", 1000));
        two.store(entryOf("b", 1000));
        one.flush();
        two.flush();
        QVERIFY(one.lookupAndWait("b"));
        QVERIFY(two.lookupAndWait("a"));
    }
};

QTEST_GUILESS_MAIN(TestTileCache)
#include "TestTileCache.moc"
