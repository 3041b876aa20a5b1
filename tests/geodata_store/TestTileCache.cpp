#include "geodata/store/Database.h"
#include "geodata/store/TileCache.h"
#include "tests/FakeClock.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

using namespace guanjing;

namespace {

CacheEntryPtr entryOf(const std::string& key, std::size_t bytes, std::uint8_t fill = 7)
{
    auto entry = std::make_shared<CacheEntry>();
    entry->key = key;
    entry->url = key + "#final";
    entry->headers = {{"ETag", "\"v1\""}, {"Content-Type", "image/jpeg"}};
    entry->storedAtSeconds = 100;
    entry->freshUntilSeconds = 200;
    entry->body = std::make_shared<const Bytes>(bytes, fill);
    return entry;
}

// Problems as the cache reports them, from its own threads.
class Problems {
public:
    std::function<void(const Error&)> sink()
    {
        return [this](const Error& error) {
            const std::lock_guard lock(m_mutex);
            m_errors.push_back(error);
        };
    }
    std::vector<Error> all() const
    {
        const std::lock_guard lock(m_mutex);
        return m_errors;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Error> m_errors;
};

} // namespace

class TestTileCache : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Problems* m_problems = nullptr;

    QString file(const char* suffix = "") const { return m_folder->filePath(QStringLiteral("tiles.db")) + suffix; }
    TileCacheOptions options() const
    {
        TileCacheOptions o;
        o.path = file().toStdString();
        o.quietDelay = std::chrono::milliseconds(1);
        if (m_problems)
            o.onProblem = m_problems->sink();
        return o;
    }
    qint64 bytesOnDisk() const
    {
        return QFileInfo(file()).size() + QFileInfo(file("-wal")).size() + QFileInfo(file("-shm")).size();
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_problems = nullptr;
    }

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
        test::FakeClock clock;
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

    void aCorruptFileIsMovedAside_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("noise") << 0;
        QTest::newRow("another schema") << 1;
        QTest::newRow("cut") << 2;
        QTest::newRow("overwritten inside") << 3;
    }
    void aCorruptFileIsMovedAside()
    {
        QFETCH(int, kind);
        if (kind == 1) {
            auto other = Database::open(file().toStdString());
            QVERIFY(other->execute("CREATE TABLE entries(x);PRAGMA user_version=1").has_value());
        } else if (kind >= 2) {
            TileCache cache(options());
            for (int i = 0; i < 100; ++i)
                cache.store(entryOf("k" + std::to_string(i), 50000));
        }
        if (kind != 1) {
            QFile raw(file());
            QVERIFY(raw.open(kind == 0 ? QIODevice::WriteOnly : QIODevice::ReadWrite));
            if (kind == 0)
                raw.write(QByteArray(100000, 'x'));
            if (kind == 2)
                QVERIFY(raw.resize(100000));
            if (kind == 3) {
                raw.seek(16384);
                raw.write(QByteArray(1'000'000, '\xaa'));
            }
        }
        Problems problems;
        m_problems = &problems;
        TileCache cache(options());
        for (int i = 0; i < 100; ++i) // some of these meet the defect
            static_cast<void>(cache.lookupAndWait("k" + std::to_string(i)));
        QTRY_VERIFY(!problems.all().empty());
        cache.flush();
        cache.store(entryOf("fresh", 1000));
        cache.flush();
        QVERIFY(cache.lookupAndWait("fresh"));
        QVERIFY(QFile::exists(file(".corrupt")));
        QCOMPARE(problems.all().size(), std::size_t(1));
        QCOMPARE(problems.all()[0].code, ErrorCode::CorruptDatabase);
        QCOMPARE(problems.all()[0].source, file().toStdString());
        QVERIFY(cache.statistics().isEnabled);
    }

    void aNewerVersionIsLeftUntouched()
    {
        {
            auto newer = Database::open(file().toStdString());
            QVERIFY(newer->execute("CREATE TABLE future(x);PRAGMA user_version=1000").has_value());
        }
        QFile raw(file());
        QVERIFY(raw.open(QIODevice::ReadOnly));
        const QByteArray before = raw.readAll();
        Problems problems;
        m_problems = &problems;
        {
            TileCache cache(options());
            cache.store(entryOf("k", 10));
            cache.flush();
            QVERIFY(!cache.lookupAndWait("k"));
            QVERIFY(!cache.statistics().isEnabled);
        }
        QCOMPARE(problems.all().size(), std::size_t(1));
        QCOMPARE(problems.all()[0].code, ErrorCode::NewerVersion);
        raw.seek(0);
        QCOMPARE(raw.readAll(), before);
    }

    void aPlaceThatCannotBeWrittenTurnsTheCacheOff()
    {
        QFile blocker(m_folder->filePath(QStringLiteral("file")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        Problems problems;
        m_problems = &problems;
        TileCacheOptions bad = options();
        bad.path = m_folder->filePath(QStringLiteral("file/sub/tiles.db")).toStdString();
        TileCache cache(bad);
        cache.store(entryOf("k", 10));
        cache.flush();
        QVERIFY(!cache.lookupAndWait("k"));
        QCOMPARE(problems.all().size(), std::size_t(1));
        QVERIFY(!cache.statistics().isEnabled);
    }

    void aSmallFileSystemIsFull()
    {
        const QString mountPoint = m_folder->filePath(QStringLiteral("small"));
        QVERIFY(QDir().mkdir(mountPoint));
        const auto run = [](const char* program, const QStringList& arguments) {
            QProcess process;
            process.start(QString::fromUtf8(program), arguments);
            return process.waitForFinished() && process.exitCode() == 0;
        };
        const QString type = QStringLiteral("tmpfs");
        if (!run("mount",
                 {QStringLiteral("-t"), type, QStringLiteral("-o"), QStringLiteral("size=2m"), type, mountPoint}))
            QSKIP("mounting a small file system needs root");
        Problems problems;
        m_problems = &problems;
        TileCacheStatistics statistics;
        bool isFound = false;
        {
            TileCacheOptions there = options();
            there.path = (mountPoint + QStringLiteral("/tiles.db")).toStdString();
            TileCache cache(there);
            for (int i = 0; i < 100; ++i)
                cache.store(entryOf("k" + std::to_string(i), 60000));
            cache.flush();
            cache.store(entryOf("later", 10));
            cache.flush();
            statistics = cache.statistics();
            isFound = cache.lookupAndWait("later") != nullptr;
        }
        QVERIFY(run("umount", {mountPoint}));
        QCOMPARE(problems.all().size(), std::size_t(1));
        QCOMPARE(problems.all()[0].code, ErrorCode::DiskFull);
        QVERIFY(statistics.isEnabled && statistics.droppedWrites > 0);
        QVERIFY(!isFound);
    }

    // A limit on file sizes stands in for the full disk where no file system can be mounted.
    void aFullDiskIsReportedOnceAndThingsGoOn()
    {
        Problems problems;
        m_problems = &problems;
        TileCache cache(options());
        cache.store(entryOf("before", 1000));
        cache.flush();
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
        rlimit tight = old;
        tight.rlim_cur = 1 << 20;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 40; ++i)
                cache.store(entryOf("k" + std::to_string(i), 60000));
            cache.flush();
        }
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &old), 0);
        QCOMPARE(problems.all().size(), std::size_t(1));
        QCOMPARE(problems.all()[0].code, ErrorCode::WriteFailed);
        QVERIFY(cache.statistics().droppedWrites > 0);
        QVERIFY(cache.statistics().isEnabled);
        QVERIFY(cache.lookupAndWait("before"));
        cache.store(entryOf("while paused", 10));
        cache.flush();
        QVERIFY(!cache.lookupAndWait("while paused"));
    }

    void afterThePauseWritingGoesOn()
    {
        TileCacheOptions brief = options();
        brief.pauseAfterFailure = std::chrono::milliseconds(0);
        TileCache cache(brief);
        cache.flush();
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
        rlimit tight = old;
        tight.rlim_cur = 100000;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
        cache.store(entryOf("lost", 600000));
        cache.flush();
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &old), 0);
        QVERIFY(!cache.lookupAndWait("lost"));
        cache.store(entryOf("kept", 600000));
        cache.flush();
        QVERIFY(cache.lookupAndWait("kept"));
    }

    void aKilledProgramLeavesAGoodFile()
    {
        for (int round = 0; round < 3; ++round) {
            int ends[2];
            QCOMPARE(::pipe(ends), 0);
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0) {
                TileCacheOptions busy = options();
                busy.maxBytes = 6 << 20; // so that it evicts as well
                TileCache cache(busy);
                for (int i = 0;; ++i) {
                    cache.store(entryOf("k" + std::to_string(i % 500), 20000, static_cast<std::uint8_t>(i % 500)));
                    if (i % 40 == 39) {
                        cache.flush();
                        if (::write(ends[1], "x", 1) != 1)
                            ::_exit(1);
                    }
                }
            }
            char sign = 0;
            for (int flushes = 0; flushes < 10 + round;
                 ++flushes) // the next write is on its way when the last one is told
                QCOMPARE(::read(ends[0], &sign, 1), ssize_t(1));
            QCOMPARE(::kill(child, SIGKILL), 0);
            QCOMPARE(::waitpid(child, nullptr, 0), child);
            ::close(ends[0]);
            ::close(ends[1]);
            Problems problems;
            m_problems = &problems;
            int found = 0;
            {
                TileCache cache(options());
                for (int i = 0; i < 500; ++i)
                    if (const CacheEntryPtr entry = cache.lookupAndWait("k" + std::to_string(i))) {
                        ++found;
                        QCOMPARE(*entry->body, Bytes(20000, static_cast<std::uint8_t>(i)));
                    }
            }
            m_problems = nullptr;
            QVERIFY(found > 30);
            QVERIFY(problems.all().empty());
            auto database = Database::open(file().toStdString());
            const char* const whole = "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check='ok'";
            QCOMPARE(database->scalar(whole).value(), std::int64_t(1));
            const char* const orphans = "SELECT count(*) FROM bodies WHERE id NOT IN (SELECT id FROM entries)";
            QCOMPARE(database->scalar(orphans).value(), std::int64_t(0));
        }
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
