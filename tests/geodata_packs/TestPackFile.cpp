#include "geodata/packs/PackAccessor.h"
#include "geodata/packs/PackFile.h"
#include "geodata/packs/PackLayout.h"
#include "tests/FakeAssetAccessor.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace guanjing;
using guanjing::test::FakeAssetAccessor;

namespace {

SharedBytes bytesOf(std::string_view text) { return std::make_shared<const Bytes>(text.begin(), text.end()); }

PackFacts someFacts()
{
    PackFacts facts;
    facts.id = "0123456789abcdef";
    facts.name = "南城";
    facts.createdBy = "Guanjing test";
    facts.createdAtSeconds = 1'790'000'000;
    facts.area = R"({"type":"Polygon"})";
    facts.scene = R"({"name":"南城 secret-scene"})";
    facts.plan = "{\"plan\":1}";
    facts.aliases = {{"http://127.0.0.1:1234/", "http://demo.invalid/"}};
    facts.roots = {"http://demo.invalid/", "http://tiles.example/"};
    return facts;
}

PackEntry entryOf(const std::string& name, const std::string& body)
{
    return {name, {}, 200, "image/jpeg", bytesOf(body)};
}

StoreKey keyOf(char fill) { return {StoreKey::Kind::Key, Secret(Bytes(32, static_cast<std::uint8_t>(fill)))}; }

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestPackFile : public QObject {
    Q_OBJECT
private slots:
    void init();
    void keepsWhatWasPut_data();
    void keepsWhatWasPut();
    void showsNothingOfItselfWhenSealed();
    void refusesTheWrongKey();
    void tellsDamageFromAWrongKey_data() { keepsWhatWasPut_data(); }
    void tellsDamageFromAWrongKey();
    void readsPacksWithoutChecksums();
    void refusesWhatIsNoPack_data();
    void refusesWhatIsNoPack();
    void refusesANewerVersion();
    void readsWhatIsLeftOfOneThatWasCutOff();
    void losesNothingCommittedWhenKilled();
    void isWrittenByOneProgramOnly();
    void answersFromOpenPacks();
    void namesAreWithoutSecrets();
    void takesLittleMoreWhileItIsWritten();
    void itsSizeIsKnownFromItsBodies_data();
    void itsSizeIsKnownFromItsBodies();

private:
    QString pathOf(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestPackFile::takesLittleMoreWhileItIsWritten()
{
    auto pack = PackFile::create(pathOf("a.gjpack").toStdString(), someFacts());
    QVERIFY(pack.has_value());
    qint64 most = 0;
    for (int i = 0; i < 120; ++i) {
        QVERIFY(pack->put(entryOf("http://tiles.example/" + std::to_string(i), std::string(600'000, 'x'))).has_value());
        QVERIFY(pack->commitWhenDue().has_value());
        most = std::max(most, QFileInfo(pathOf("a.gjpack-wal")).size());
    }
    QVERIFY2(static_cast<double>(most) < kPackLogBytes, qPrintable(QString::number(most)));
    QVERIFY(pack->close(true).has_value());
}

void TestPackFile::itsSizeIsKnownFromItsBodies_data()
{
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::newRow("small ones, some of them empty") << -300 << 900;
    QTest::newRow("some to a page") << 2'000 << 5'000;
    QTest::newRow("hardly more than one to a page") << 7'000 << 13'000; // a third of the file is left unused
    QTest::newRow("longer than a page") << 15'000 << 60'000;
    QTest::newRow("much longer") << 200'000 << 300'000;
}

void TestPackFile::itsSizeIsKnownFromItsBodies()
{
    QFETCH(int, least);
    QFETCH(int, most);
    auto pack = PackFile::create(pathOf("a.gjpack").toStdString(), someFacts());
    QVERIFY(pack.has_value());
    constexpr int kCount = 600;
    std::vector<double> sizes;
    for (int i = 0; i < kCount; ++i) {
        const int size = std::max(least + static_cast<int>(i * 7919LL * 7919 % (most - least)), 0);
        sizes.push_back(size);
        const std::string name = "http://tiles.example/city/2026-06/15/" + std::to_string(26700 + i) + "/14221.jpg";
        QVERIFY(pack->put(entryOf(name, std::string(static_cast<std::size_t>(size), 'x'))).has_value());
    }
    QVERIFY(pack->close(true).has_value());
    const auto bytes = static_cast<double>(QFileInfo(pathOf("a.gjpack")).size());
    const double reckoned = packBytesEach(sizes) * kCount;
    // What a pack holds beside its entries is some ten pages.
    constexpr double kRest = 12.0 * kPackPageBytes;
    QVERIFY2(reckoned < bytes * 1.02 && reckoned > bytes * 0.98 - kRest,
             qPrintable(QStringLiteral("%1 for %2").arg(reckoned).arg(bytes)));
}

void TestPackFile::init() { m_folder = std::make_unique<QTemporaryDir>(); }

void TestPackFile::keepsWhatWasPut_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("open") << 0;
    QTest::newRow("key") << 1;
    QTest::newRow("passphrase") << 2;
}

void TestPackFile::keepsWhatWasPut()
{
    QFETCH(int, kind);
    const StoreKey key = kind == 2 ? *keyOfPassphrase("correct horse") : keyOf('k');
    const StoreKey* used = kind == 0 ? nullptr : &key;
    const std::string path = pathOf("a.gjpack").toStdString();
    {
        auto pack = PackFile::create(path, someFacts(), used);
        QVERIFY2(pack.has_value(), pack ? "" : pack.error().toString().c_str());
        QVERIFY(pack->put(entryOf("http://tiles.example/1.jpg", "first")).has_value());
        QVERIFY(pack->put(entryOf("http://tiles.example/1.jpg", "second")).has_value());
        PackEntry moved = entryOf("http://tiles.example/x.3tz", "{}");
        moved.url = "http://tiles.example/x.3tz!/tileset.json";
        QVERIFY(pack->put(moved).has_value());
        QVERIFY(pack->put({"http://tiles.example/2.jpg", {}, 404, {}, bytesOf("")}).has_value());
        QVERIFY(
            pack->putMissing("http://tiles.example/3.jpg",
                             {ErrorCode::HttpStatus, "http://tiles.example/3.jpg", "", ErrorReason::HttpStatus, 500})
                .has_value());
        QVERIFY(pack->close(true).has_value());
    }
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{"a.gjpack"});
    // Where nothing can be written beside it, too.
    QVERIFY(QFile::setPermissions(pathOf("a.gjpack"), QFile::ReadOwner));
    auto pack = PackFile::open(path, used);
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().toString().c_str());
    const PackFacts facts = someFacts();
    QCOMPARE(pack->facts().name, facts.name);
    QCOMPARE(pack->facts().id, facts.id);
    QCOMPARE(pack->facts().createdBy, facts.createdBy);
    QCOMPARE(pack->facts().createdAtSeconds, facts.createdAtSeconds);
    QCOMPARE(pack->facts().area, facts.area);
    QCOMPARE(pack->facts().scene, facts.scene);
    QCOMPARE(pack->facts().plan, facts.plan);
    QCOMPARE(pack->facts().aliases, facts.aliases);
    QCOMPARE(pack->facts().roots, facts.roots);
    QVERIFY(pack->state().isComplete);
    QCOMPARE(pack->state().isEncrypted, kind != 0);
    QCOMPARE(pack->state().entries, std::uint64_t{3});
    QCOMPARE(pack->state().bytes, std::uint64_t{8});
    QCOMPARE(pack->state().missing, std::uint64_t{1});
    const auto first = pack->find("http://tiles.example/1.jpg");
    QVERIFY(first.has_value() && first->has_value());
    QCOMPARE(asText(*(*first)->body), std::string_view("second"));
    QCOMPARE((*first)->contentType, std::string("image/jpeg"));
    QVERIFY((*first)->url.empty());
    QCOMPARE((*pack->find("http://tiles.example/x.3tz"))->url, std::string("http://tiles.example/x.3tz!/tileset.json"));
    QCOMPARE((*pack->find("http://tiles.example/2.jpg"))->status, 404);
    QVERIFY(!pack->find("http://tiles.example/3.jpg")->has_value());
    QVERIFY(*pack->has("http://tiles.example/2.jpg"));
    const auto missing = pack->missing(10);
    QVERIFY(missing.has_value());
    QCOMPARE(missing->size(), std::size_t{1});
    QCOMPARE(missing->front().code, ErrorCode::HttpStatus);
    QCOMPARE(missing->front().reason, ErrorReason::HttpStatus);
    QCOMPARE(missing->front().first, std::int64_t{500});
    QCOMPARE(missing->front().source, std::string("http://tiles.example/3.jpg"));
}

void TestPackFile::showsNothingOfItselfWhenSealed()
{
    const StoreKey key = keyOf('k');
    {
        auto pack = PackFile::create(pathOf("a.gjpack").toStdString(), someFacts(), &key);
        QVERIFY(pack->put(entryOf("http://tiles.example/1.jpg", "\xFF\xD8\xFF\xE0 a picture")).has_value());
        QVERIFY(pack->putMissing("http://tiles.example/3.jpg", {ErrorCode::Timeout, "http://tiles.example/3.jpg", ""})
                    .has_value());
        QVERIFY(pack->close(true).has_value());
    }
    const QByteArray raw = contentsOf(pathOf("a.gjpack"));
    for (const char* word :
         {"\xFF\xD8\xFF", "tiles.example", "secret-scene", "南城", "image/jpeg", "demo.invalid", "plan\":"})
        QVERIFY2(!raw.contains(word), word);
    // The same without a key does, so that the search above means something.
    auto open = PackFile::create(pathOf("b.gjpack").toStdString(), someFacts());
    QVERIFY(open->put(entryOf("http://tiles.example/1.jpg", "\xFF\xD8\xFF\xE0 a picture")).has_value());
    QVERIFY(open->close(true).has_value());
    const QByteArray rawOpen = contentsOf(pathOf("b.gjpack"));
    for (const char* word :
         {"\xFF\xD8\xFF", "tiles.example", "secret-scene", "南城", "image/jpeg", "demo.invalid", "plan\":"})
        QVERIFY2(rawOpen.contains(word), word);
}

void TestPackFile::refusesTheWrongKey()
{
    const StoreKey key = keyOf('k'), other = keyOf('x'), words = *keyOfPassphrase("correct horse");
    const std::string path = pathOf("a.gjpack").toStdString();
    {
        auto pack = PackFile::create(path, someFacts(), &key);
        QVERIFY(pack->put(entryOf("http://tiles.example/1.jpg", "first")).has_value());
        QVERIFY(pack->close(true).has_value());
    }
    const QByteArray before = contentsOf(pathOf("a.gjpack"));
    for (const bool writing : {false, true}) {
        const auto openWith = [&](const StoreKey* used) {
            auto pack = writing ? PackFile::resume(path, used) : PackFile::open(path, used);
            return pack ? ErrorCode::Internal : pack.error().code;
        };
        QCOMPARE(openWith(nullptr), ErrorCode::NeedsKey);
        QCOMPARE(openWith(&other), ErrorCode::WrongKey);
        QCOMPARE(openWith(&words), ErrorCode::WrongKey);
    }
    QCOMPARE(contentsOf(pathOf("a.gjpack")), before);
}

/// Flipped bytes in an entry, with the key that has proved to be the right one.
void TestPackFile::tellsDamageFromAWrongKey()
{
    QFETCH(int, kind);
    const StoreKey key = kind == 2 ? *keyOfPassphrase("correct horse") : keyOf('k');
    const StoreKey* used = kind == 0 ? nullptr : &key;
    const std::string path = pathOf("a.gjpack").toStdString();
    {
        auto pack = PackFile::create(path, someFacts(), used);
        QVERIFY(pack->put(entryOf("http://tiles.example/1.jpg", "first")).has_value());
        QVERIFY(pack->put(entryOf("http://tiles.example/2.jpg", "second")).has_value());
        QVERIFY(pack->put({"http://tiles.example/3.jpg", {}, 404, {}, bytesOf("")}).has_value());
        QVERIFY(pack->close(true).has_value());
    }
    const auto nothingIsAsked = [](const PackEntry&) { return false; };
    {
        auto pack = PackFile::open(path, used);
        QVERIFY(pack.has_value());
        QVERIFY(!pack->check(nothingIsAsked).isAny());
    }
    {
        auto database = Database::open(path);
        QVERIFY(database->execute("UPDATE bodies SET body=zeroblob(length(body)) WHERE id=2;PRAGMA journal_mode=DELETE")
                    .has_value());
    }
    auto pack = PackFile::open(path, used);
    QVERIFY(pack.has_value());
    QVERIFY(pack->find("http://tiles.example/1.jpg")->has_value());
    const auto damaged = pack->find("http://tiles.example/2.jpg");
    QVERIFY(!damaged.has_value());
    QCOMPARE(damaged.error().code, ErrorCode::CorruptDatabase);
    QCOMPARE(damaged.error().source, path);
    const PackDamage damage = pack->check(nothingIsAsked);
    QCOMPARE(damage.entries, std::uint64_t{1});
    QVERIFY(!damage.isFileDamaged);
}

/// As they were written before there were checksums; who looks through one is asked about each body.
void TestPackFile::readsPacksWithoutChecksums()
{
    const std::string path = pathOf("a.gjpack").toStdString();
    {
        auto pack = PackFile::create(path, someFacts());
        QVERIFY(pack->put(entryOf("http://tiles.example/1.jpg", "first")).has_value());
        QVERIFY(pack->put(entryOf("http://tiles.example/2.jpg", "second")).has_value());
        QVERIFY(pack->close(true).has_value());
    }
    {
        auto database = Database::open(path);
        QVERIFY(
            database->execute("ALTER TABLE entries DROP COLUMN sum;PRAGMA user_version=2;PRAGMA journal_mode=DELETE")
                .has_value());
    }
    {
        auto pack = PackFile::open(path);
        QVERIFY2(pack.has_value(), pack ? "" : pack.error().toString().c_str());
        QCOMPARE(asText(*(*pack->find("http://tiles.example/1.jpg"))->body), std::string_view("first"));
        const auto isFirst = [](const PackEntry& entry) { return asText(*entry.body) == "first"; };
        QCOMPARE(pack->check(isFirst).entries, std::uint64_t{1});
    }
    {
        auto pack = PackFile::resume(path);
        QVERIFY2(pack.has_value(), pack ? "" : pack.error().toString().c_str());
        QVERIFY(pack->put(entryOf("http://tiles.example/3.jpg", "third")).has_value());
        QVERIFY(pack->close(true).has_value());
    }
    auto pack = PackFile::open(path);
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().toString().c_str());
    const auto isFirst = [](const PackEntry& entry) { return asText(*entry.body) == "first"; };
    QCOMPARE(pack->check(isFirst).entries, std::uint64_t{1}); // the third has a checksum
}

void TestPackFile::refusesWhatIsNoPack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("nothing") << QByteArray() << ErrorCode::Truncated;
    QTest::newRow("text") << QByteArray("{}") << ErrorCode::BadMagic;
    QTest::newRow("long text") << QByteArray(5000, 'x') << ErrorCode::BadMagic;
    QTest::newRow("head alone") << QByteArray("SQLite format 3\0\x40\0", 18) << ErrorCode::Truncated;
    QTest::newRow("rubbish behind a head")
        << QByteArray("SQLite format 3\0", 16) + QByteArray(5000, '\x7f') << ErrorCode::Truncated;
}

void TestPackFile::refusesWhatIsNoPack()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorCode, code);
    QFile file(pathOf("a.gjpack"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const auto pack = PackFile::open(file.fileName().toStdString());
    QVERIFY(!pack.has_value());
    QCOMPARE(pack.error().code, code);
    QCOMPARE(pack.error().source, file.fileName().toStdString());
    QVERIFY(!PackFile::resume(file.fileName().toStdString()).has_value());
    QCOMPARE(contentsOf(file.fileName()), bytes);
    // A database of another program.
    const std::string other = pathOf("other.sqlite").toStdString();
    {
        auto database = Database::open(other);
        QVERIFY(database->execute("CREATE TABLE t(x)").has_value());
    }
    QCOMPARE(PackFile::open(other).error().code, ErrorCode::BadMagic);
    QCOMPARE(PackFile::open(pathOf("none").toStdString()).error().code, ErrorCode::NotFound);
    QCOMPARE(PackFile::create(other, someFacts()).error().code, ErrorCode::WriteFailed);
}

void TestPackFile::refusesANewerVersion()
{
    const std::string path = pathOf("a.gjpack").toStdString();
    QVERIFY(PackFile::create(path, someFacts())->close(true).has_value());
    {
        auto database = Database::open(path);
        QVERIFY(database->execute("PRAGMA user_version=99;PRAGMA journal_mode=DELETE").has_value());
    }
    const QByteArray before = contentsOf(pathOf("a.gjpack"));
    QCOMPARE(PackFile::open(path).error().code, ErrorCode::NewerVersion);
    QCOMPARE(PackFile::resume(path).error().code, ErrorCode::NewerVersion);
    QCOMPARE(contentsOf(pathOf("a.gjpack")), before);
}

void TestPackFile::readsWhatIsLeftOfOneThatWasCutOff()
{
    const std::string path = pathOf("a.gjpack").toStdString();
    constexpr int kEntries = 150;
    // So long that the rows of entries come to lie behind the cut, while names and the first bodies do not.
    const auto nameOf = [](int i) { return "http://tiles.example/" + std::string(60, 'p') + std::to_string(i); };
    {
        auto pack = PackFile::create(path, someFacts());
        for (int i = 0; i < kEntries; ++i) {
            PackEntry entry = entryOf(nameOf(i), std::string(20'000, 'x'));
            entry.contentType = std::string(40, 't');
            QVERIFY(pack->put(entry).has_value());
        }
        QVERIFY(pack->close(true).has_value());
    }
    const QByteArray whole = contentsOf(pathOf("a.gjpack"));
    QVERIFY(QFile::resize(pathOf("a.gjpack"), whole.size() / 2));
    auto pack = PackFile::open(path);
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().toString().c_str());
    QVERIFY(pack->state().isCutOff());
    QCOMPARE(pack->state().cutBytes, static_cast<std::int64_t>(whole.size() / 2));
    QCOMPARE(pack->state().wholeBytes, static_cast<std::int64_t>(whole.size()));
    int found = 0;
    for (int i = 0; i < kEntries; ++i) {
        const auto entry = pack->find(nameOf(i));
        QVERIFY2(entry.has_value(), entry ? "" : entry.error().toString().c_str());
        if (*entry) {
            ++found;
            QCOMPARE((*entry)->body->size(), std::size_t{20'000});
        }
    }
    QVERIFY2(found > kEntries / 3 && found < kEntries * 2 / 3, qPrintable(QString::number(found)));
    // It cannot be gone on with, and of a few pages nothing is left.
    const auto resumed = PackFile::resume(path);
    QVERIFY(!resumed.has_value());
    QCOMPARE(resumed.error().code, ErrorCode::Truncated);
    QCOMPARE(resumed.error().reason, ErrorReason::Shorter);
    QCOMPARE(contentsOf(pathOf("a.gjpack")), whole.left(whole.size() / 2));
    QVERIFY(QFile::resize(pathOf("a.gjpack"), 20'000));
    QCOMPARE(PackFile::open(path).error().code, ErrorCode::Truncated);
}

void TestPackFile::losesNothingCommittedWhenKilled()
{
    const std::string path = pathOf("a.gjpack").toStdString();
    const StoreKey key = keyOf('k');
    const pid_t child = ::fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        auto pack = PackFile::create(path, someFacts(), &key);
        bool isRight = pack.has_value();
        for (int i = 0; i < 10 && isRight; ++i)
            isRight =
                pack->put(entryOf("http://tiles.example/" + std::to_string(i), std::string(50'000, 'x'))).has_value();
        isRight = isRight && pack->commit().has_value()
            && pack->put(entryOf("http://tiles.example/late", "lost")).has_value();
        if (!isRight)
            ::_exit(1);
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    auto pack = PackFile::resume(path, &key);
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().toString().c_str());
    QCOMPARE(pack->state().entries, std::uint64_t{10});
    QVERIFY(!pack->state().isComplete);
    QVERIFY(*pack->has("http://tiles.example/9"));
    QVERIFY(!*pack->has("http://tiles.example/late"));
    QVERIFY(pack->put(entryOf("http://tiles.example/late", "found")).has_value());
    QVERIFY(pack->close(true).has_value());
    pack = PackFile::open(path, &key);
    QVERIFY(pack->state().isComplete);
    QCOMPARE(pack->state().entries, std::uint64_t{11});
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{"a.gjpack"});
}

void TestPackFile::isWrittenByOneProgramOnly()
{
    const std::string path = pathOf("a.gjpack").toStdString();
    auto first = PackFile::create(path, someFacts());
    QVERIFY(first.has_value());
    const auto second = PackFile::resume(path);
    QVERIFY(!second.has_value());
    QCOMPARE(second.error().code, ErrorCode::WriteFailed);
    QVERIFY(first->put(entryOf("http://tiles.example/1", "one")).has_value());
    QVERIFY(first->close(false).has_value());
}

void TestPackFile::answersFromOpenPacks()
{
    const StoreKey key = keyOf('k');
    const std::string path = pathOf("a.gjpack").toStdString();
    {
        auto pack = PackFile::create(path, someFacts(), &key);
        QVERIFY(pack->put(entryOf("http://tiles.example/1.jpg", "taken")).has_value());
        QVERIFY(pack->put(entryOf("http://demo.invalid/1.jpg", "demo")).has_value());
        QVERIFY(pack->put({"http://tiles.example/2.jpg", {}, 404, {}, bytesOf("")}).has_value());
        QVERIFY(pack->close(true).has_value());
    }
    FakeAssetAccessor network;
    network.put("http://tiles.example/1.jpg", "network");
    network.put("http://tiles.example/9.jpg", "network");
    network.put("http://other.example/1.jpg", "network");
    PackAccessor packs(network);
    const auto get = [&](const std::string& url, std::optional<ByteRange> range = {}) -> std::string {
        AssetRequest request;
        request.url = url;
        request.range = range;
        const auto answer = getAndWait(packs, request);
        return answer
            ? std::string(asText(*answer->body))
            : std::string(errorCodeName(answer.error().code)) + (isNotTaken(answer.error()) ? " not taken" : "");
    };
    const std::string notFound(errorCodeName(ErrorCode::NotFound));
    QCOMPARE(get("http://tiles.example/1.jpg"), std::string("network"));
    QCOMPARE(packs.open(path).error().code, ErrorCode::NeedsKey);
    QCOMPARE(get("http://tiles.example/1.jpg"), std::string("network"));
    const auto opened = packs.open(path, &key);
    QVERIFY(opened.has_value());
    QCOMPARE(opened->facts.name, std::string("南城"));
    QVERIFY(opened->state.isComplete);
    QCOMPARE(get("http://tiles.example/1.jpg"), std::string("taken"));
    QCOMPARE(get("http://tiles.example/1.jpg", ByteRange{1, 2}), std::string("ak"));
    QCOMPARE(get("http://127.0.0.1:1234/1.jpg"), std::string("demo"));
    QCOMPARE(get("http://demo.invalid/1.jpg#part"), std::string("demo"));
    QCOMPARE(get("http://tiles.example/2.jpg"), notFound);
    QCOMPARE(get("http://tiles.example/9.jpg"), notFound + " not taken");
    QCOMPARE(get("http://other.example/1.jpg"), std::string("network"));
    packs.close(path + ".other");
    QCOMPARE(packs.openPaths(), std::vector<std::string>{path});
    packs.close(path);
    QCOMPARE(get("http://tiles.example/1.jpg"), std::string("network"));
    QVERIFY(packs.open(path, &key).has_value());
    packs.closeAll();
    QCOMPARE(get("http://tiles.example/1.jpg"), std::string("network"));
    QVERIFY(packs.openPaths().empty());
}

void TestPackFile::namesAreWithoutSecrets()
{
    QCOMPARE(packName("http://u:p@a.example/x?tk=abc&y=1#f", {}), std::string("http://a.example/x?tk=***&y=1"));
    QCOMPARE(packName("/data/a#b.json", {}), std::string("/data/a#b.json"));
    QVERIFY(isPackAddress(packAddress("12ab") + "dem/0.tif"));
    QVERIFY(!isPackAddress("http://pack.example/12ab.pack.invalid/x"));
}

QTEST_GUILESS_MAIN(TestPackFile)
#include "TestPackFile.moc"
