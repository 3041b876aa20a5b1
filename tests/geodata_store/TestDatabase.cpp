#include "geodata/store/Database.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace guanjing;

class TestDatabase : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::string path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }

private slots:
    void valuesComeBack()
    {
        auto database = Database::open(path("values.db"));
        QVERIFY(database.has_value());
        QVERIFY(database->execute("CREATE TABLE t(i,d,s,b,n)").has_value());
        auto insert = database->prepare("INSERT INTO t VALUES(?,?,?,?,?)");
        QVERIFY(insert.has_value());
        const Bytes blob{0, 1, 255};
        const std::string text = std::string("莞") + '\0' + "x";
        QVERIFY(insert->bind(1, std::int64_t(1) << 60).bind(2, 0.25).bind(3, text).bind(4, blob).bindNull(5).run());
        QVERIFY(insert->bind(1, std::int64_t(2)).bind(3, std::string_view()).bind(4, ByteView()).run());
        auto select = database->prepare("SELECT * FROM t ORDER BY i DESC");
        QVERIFY(select->step().value());
        QCOMPARE(select->integer(0), std::int64_t(1) << 60);
        QCOMPARE(select->real(1), 0.25);
        QCOMPARE(std::string(select->text(2)), text);
        QVERIFY(std::ranges::equal(select->bytes(3), blob));
        QVERIFY(select->isNull(4));
        QVERIFY(select->step().value());
        QVERIFY(!select->isNull(2) && !select->isNull(3) && select->isNull(1));
        QVERIFY(!select->step().value());
        QCOMPARE(database->scalar("SELECT count(*) FROM t").value(), std::int64_t(2));
        QCOMPARE(database->scalar("SELECT i FROM t WHERE i=7").value(), std::int64_t(0));
    }

    void transactionsRollBackUnlessCommitted()
    {
        auto database = Database::open(path("transactions.db"));
        QVERIFY(database->execute("CREATE TABLE t(i)").has_value());
        for (const bool isCommitted : {false, true}) {
            auto transaction = Transaction::begin(*database);
            QVERIFY(database->execute("INSERT INTO t VALUES(1)").has_value());
            if (isCommitted)
                QVERIFY(transaction->commit().has_value());
        }
        QCOMPARE(database->scalar("SELECT count(*) FROM t").value(), std::int64_t(1));
    }

    void migrations()
    {
        const char* const both[] = {"CREATE TABLE a(i)", "ALTER TABLE a ADD COLUMN j;INSERT INTO a VALUES(1,2)"};
        {
            auto database = Database::open(path("migrations.db"));
            QVERIFY(database->migrate(std::span(both, 1)).has_value());
            QCOMPARE(database->scalar("PRAGMA user_version").value(), std::int64_t(1));
        }
        auto database = Database::open(path("migrations.db"));
        QVERIFY(database->migrate(both).has_value());
        QVERIFY(database->migrate(both).has_value());
        QCOMPARE(database->scalar("SELECT sum(j) FROM a").value(), std::int64_t(2));
        const auto older = database->migrate(std::span(both, 1));
        QVERIFY(!older.has_value());
        QCOMPARE(older.error().code, ErrorCode::NewerVersion);
        QCOMPARE(older.error().source, path("migrations.db"));
        const char* const broken[] = {both[0], both[1], "CREATE TABLE b(i);nonsense"};
        QVERIFY(!database->migrate(broken).has_value());
        QCOMPARE(database->scalar("PRAGMA user_version").value(), std::int64_t(2));
        QCOMPARE(database->scalar("SELECT count(*) FROM sqlite_master WHERE name='b'").value(), std::int64_t(0));
    }

    void badFilesAreNamed()
    {
        QFile file(m_folder.filePath(QStringLiteral("noise.db")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        const auto noise = Database::open(path("noise.db"));
        QVERIFY(!noise.has_value());
        QCOMPARE(noise.error().code, ErrorCode::CorruptDatabase);
        QCOMPARE(noise.error().source, path("noise.db"));
        const auto nowhere = Database::open(path("no/such/folder.db"));
        QVERIFY(!nowhere.has_value());
        QCOMPARE(nowhere.error().code, ErrorCode::WriteFailed);
    }

    void aFullFileIsAFullDisk()
    {
        auto database = Database::open(path("full.db"));
        QVERIFY(database->execute("PRAGMA max_page_count=10;CREATE TABLE t(b)").has_value());
        const auto full = database->execute("INSERT INTO t VALUES(zeroblob(100000))");
        QVERIFY(!full.has_value());
        QCOMPARE(full.error().code, ErrorCode::DiskFull);
    }

    void readersDoNotWaitForAWriter()
    {
        auto writer = Database::open(path("wal.db"));
        QVERIFY(writer->execute("CREATE TABLE t(i);INSERT INTO t VALUES(1)").has_value());
        auto reader = Database::open(path("wal.db"), {.readOnly = true, .busyTimeoutMs = 0});
        QVERIFY(reader.has_value());
        auto transaction = Transaction::begin(*writer);
        QVERIFY(writer->execute("INSERT INTO t VALUES(2)").has_value());
        QCOMPARE(reader->scalar("SELECT count(*) FROM t").value(), std::int64_t(1));
        QVERIFY(transaction->commit().has_value());
        QCOMPARE(reader->scalar("SELECT count(*) FROM t").value(), std::int64_t(2));
        QVERIFY(!reader->execute("INSERT INTO t VALUES(3)").has_value());
        QVERIFY(writer->truncateWal().value());
        QCOMPARE(QFile(m_folder.filePath(QStringLiteral("wal.db-wal"))).size(), qint64(0));
    }
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "TestDatabase.moc"
