// The cache's file damaged, foreign or out of reach, its disk full, its program killed.
#include "geodata/store/Database.h"
#include "geodata/store/TileCache.h"
#include "tests/geodata_store/TileCacheTesting.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QtTest>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace guanjing;
using namespace guanjing::test;

class TestTileCacheTroubles : public QObject, private TileCacheFixture {
    Q_OBJECT

private slots:
    void init() { renewFolder(); }

    void aCorruptFileIsReplaced_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("noise") << 0;
        QTest::newRow("another schema") << 1;
        QTest::newRow("cut") << 2;
        QTest::newRow("overwritten inside") << 3;
    }
    void aCorruptFileIsReplaced()
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
        QFile leftover(file(".corrupt"));
        QVERIFY(leftover.open(QIODevice::WriteOnly));
        leftover.close();
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
        QVERIFY(!QFile::exists(file(".corrupt"))); // nor one that an earlier version left
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
};

QTEST_GUILESS_MAIN(TestTileCacheTroubles)
#include "TestTileCacheTroubles.moc"
