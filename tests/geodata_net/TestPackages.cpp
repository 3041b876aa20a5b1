// Packages of tiles: .3tz and .3dtiles, on disk, on a server and inside each other.
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/net/PackageAssetAccessor.h"
#include "geodata/net/PackageUrl.h"
#include "geodata/store/Database.h"
#include "tests/Corpus.h"
#include "tests/FakeAssetAccessor.h"
#include "tests/Gzip.h"
#include "tests/LoopbackServer.h"
#include "tests/geodata_net/ZipWriter.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <mutex>

using namespace guanjing;
using namespace guanjing::test;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

const Files kFiles = {{"tileset.json", R"({"asset":{"version":"1.1"}})"},
                      {"tiles/a.glb", std::string(5000, 'a')},
                      {"tiles/东莞.glb", "utf-8"},
                      {"tiles/empty.bin", ""}};

void write(const QString& path, const std::string& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

AssetRequest requestOf(const std::string& url)
{
    AssetRequest request;
    request.url = url;
    return request;
}

/// The body as text, or the error's.
std::string get(AssetAccessor& assets, const std::string& url, std::optional<ByteRange> range = {})
{
    AssetRequest request;
    request.url = url;
    request.range = range;
    const auto answer = getAndWait(assets, std::move(request));
    return answer ? std::string(asText(*answer->body)) : std::string(errorCodeName(answer.error().code));
}

/// Serves one file under any path; counts what it is asked for.
class PackageServer {
public:
    PackageServer(std::string body, bool knowsRanges) : m_body(std::move(body)), m_knowsRanges(knowsRanges) { }
    [[nodiscard]] std::string url(const std::string& name) const { return m_server.url("/" + name); }
    [[nodiscard]] std::size_t bytesSent() const
    {
        const std::lock_guard lock(m_mutex);
        return m_bytesSent;
    }

private:
    LoopbackServer::Answer answer(const std::string& head)
    {
        const auto range = head.find("Range: bytes=");
        const std::lock_guard lock(m_mutex);
        if (range == std::string::npos || !m_knowsRanges) {
            m_bytesSent += m_body.size();
            return {"HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(m_body.size()) + "\r\n\r\n" + m_body};
        }
        const std::size_t first = std::stoull(head.substr(range + 13));
        const std::size_t last =
            std::min(static_cast<std::size_t>(std::stoull(head.substr(head.find('-', range) + 1))), m_body.size() - 1);
        m_bytesSent += last - first + 1;
        return {"HTTP/1.1 206 Partial Content\r\nETag: \"7\"\r\nContent-Range: bytes " + std::to_string(first) + "-"
                + std::to_string(last) + "/" + std::to_string(m_body.size()) + "\r\nContent-Length: "
                + std::to_string(last - first + 1) + "\r\n\r\n" + m_body.substr(first, last - first + 1)};
    }
    std::string m_body;
    bool m_knowsRanges;
    mutable std::mutex m_mutex;
    std::size_t m_bytesSent = 0;
    LoopbackServer m_server{[this](const std::string& head) { return answer(head); }};
};

} // namespace

class TestPackages : public QObject {
    Q_OBJECT

private slots:
    void takesUrlsApart_data();
    void takesUrlsApart();
    void readsArchives_data();
    void readsArchives();
    void readsDatabases();
    void readsLargeDatabasesByBlocks();
    void readsPackagesInPackages();
    void readsFromServers_data();
    void readsFromServers();
    void refusesDamage_data();
    void refusesDamage();
    void refusesLocalFilesNamedByServers();
    void cancelsAndEnds();
    void readsTheCorpus();

private:
    QTemporaryDir m_folder;
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }
};

void TestPackages::takesUrlsApart_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("package");
    QTest::addColumn<QString>("entry");
    QTest::newRow("path") << "/d/x.3tz!/t/a b%20.glb"
                          << "/d/x.3tz"
                          << "t/a b%20.glb";
    QTest::newRow("file URL") << "file:///d/x.3TZ!/t/a%20b.glb"
                              << "file:///d/x.3TZ"
                              << "t/a b.glb";
    QTest::newRow("http with query") << "http://h/x.3dtiles!/t.json?k=1"
                                     << "http://h/x.3dtiles?k=1"
                                     << "t.json";
    QTest::newRow("in a package") << "/x.3tz!/y.3tz!/t.json"
                                  << "/x.3tz!/y.3tz"
                                  << "t.json";
    QTest::newRow("no package") << "/x.zip!/t.json"
                                << ""
                                << "";
    QTest::newRow("bare") << "/x.3tz"
                          << ""
                          << "";
    QTest::newRow("bang in the entry") << "/x.3tz!/a!/b"
                                       << "/x.3tz"
                                       << "a!/b";
}

void TestPackages::takesUrlsApart()
{
    QFETCH(QString, url);
    QFETCH(QString, package);
    QFETCH(QString, entry);
    const auto address = splitPackageUrl(url.toStdString());
    QCOMPARE(address.has_value(), !package.isEmpty());
    if (address) {
        QCOMPARE(QString::fromStdString(address->package), package);
        QCOMPARE(QString::fromStdString(address->entry), entry);
    }
    QCOMPARE(packageRootUrl("http://h/x.3tz?k=1"), std::string("http://h/x.3tz!/tileset.json?k=1"));
    QCOMPARE(packageRootUrl("/x.json"), std::string("/x.json"));
    QVERIFY(!isPackageUrl("/d.3tz/x.json"));
}

void TestPackages::readsArchives_data()
{
    QTest::addColumn<bool>("deflate");
    QTest::addColumn<bool>("sizesBehind");
    QTest::addColumn<bool>("zip64");
    QTest::addColumn<bool>("index");
    QTest::addColumn<bool>("byHashes");
    for (int i = 0; i < 32; ++i) {
        if ((i & 16) != 0 && (i & 8) == 0)
            continue; // without an index there are no hashes
        QTest::addRow("%d", i) << ((i & 1) != 0) << ((i & 2) != 0) << ((i & 4) != 0) << ((i & 8) != 0)
                               << ((i & 16) != 0);
    }
}

void TestPackages::readsArchives()
{
    QFETCH(bool, deflate);
    QFETCH(bool, sizesBehind);
    QFETCH(bool, zip64);
    QFETCH(bool, index);
    QFETCH(bool, byHashes);
    const QString file = path("x.3tz");
    Files files = kFiles;
    files.emplace_back("packed.json", test::gzipped("{}"));
    write(file, makeZip(files, {deflate, sizesBehind, zip64, index}));
    CurlAssetAccessor network;
    PackageLimits limits;
    limits.maxDirectoryBytes = byHashes ? 0 : limits.maxDirectoryBytes;
    PackageAssetAccessor assets(network, limits);
    const std::string base = file.toStdString();
    for (const auto& [name, contents] : kFiles)
        QCOMPARE(get(assets, base + "!/" + name), contents);
    QCOMPARE(get(assets, base + "!/packed.json"), std::string("{}"));
    QCOMPARE(get(assets, base + "!/none"), std::string("not-found"));
    QCOMPARE(get(assets, base + "/tiles/a.glb"), kFiles[1].second); // as a folder
    QCOMPARE(get(assets, base + "!/tiles/a.glb", ByteRange{4990, 9999}), std::string(10, 'a'));
    const auto root = getAndWait(assets, requestOf(base));
    QVERIFY(root);
    QCOMPARE(root->url, base + "!/tileset.json");
    QCOMPARE(asText(*root->body), std::string_view(kFiles[0].second));
    // What is no package is the inner accessor's.
    write(path("plain.txt"), "plain");
    QCOMPARE(get(assets, path("plain.txt").toStdString()), std::string("plain"));
}

void TestPackages::readsDatabases()
{
    const std::string file = path("x.3dtiles").toStdString();
    QFile::remove(path("x.3dtiles"));
    {
        auto database = Database::open(file);
        QVERIFY(database);
        QVERIFY(database->execute("CREATE TABLE media (key TEXT PRIMARY KEY, content BLOB);"));
        auto insert = database->prepare("INSERT INTO media VALUES (?1, ?2)");
        QVERIFY(insert);
        for (const auto& [name, contents] : kFiles) {
            const std::string packed = name == "tileset.json" ? test::gzipped(contents) : contents;
            insert->bind(1, std::string_view(name))
                .bind(2, ByteView(reinterpret_cast<const std::uint8_t*>(packed.data()), packed.size()));
            QVERIFY(insert->run());
        }
        QVERIFY(database->execute("PRAGMA journal_mode=DELETE;"));
    }
    CurlAssetAccessor network;
    PackageAssetAccessor assets(network);
    for (const auto& [name, contents] : kFiles)
        QCOMPARE(get(assets, file + "!/" + name), contents);
    QCOMPARE(get(assets, file), kFiles[0].second);
    QCOMPARE(get(assets, file + "!/none"), std::string("not-found"));
    // On a server a small one is fetched as a whole, once; a byte tells its size.
    QFile source(path("x.3dtiles"));
    QVERIFY(source.open(QIODevice::ReadOnly));
    const std::string bytes = source.readAll().toStdString();
    const PackageServer server(bytes, true);
    for (const auto& [name, contents] : kFiles)
        QCOMPARE(get(assets, server.url("x.3dtiles!/") + name), contents);
    QCOMPARE(server.bytesSent(), bytes.size() + 1);
    PackageLimits limits;
    limits.maxWholeBytes = bytes.size() - 1;
    PackageAssetAccessor bounded(network, limits);
    QCOMPARE(get(bounded, server.url("x.3dtiles!/tileset.json")), std::string("too-large"));
}

void TestPackages::readsLargeDatabasesByBlocks()
{
    const std::string file = path("large.3dtiles").toStdString();
    QFile::remove(path("large.3dtiles"));
    const auto contentsOf = [](int i) {
        std::string text(static_cast<std::size_t>(3000 + i % 7 * 9000), char('a' + i % 26));
        return text + std::to_string(i);
    };
    {
        auto database = Database::open(file);
        QVERIFY(database);
        QVERIFY(database->execute("CREATE TABLE media (key TEXT PRIMARY KEY, content BLOB);BEGIN;"));
        auto insert = database->prepare("INSERT INTO media VALUES (?1, ?2)");
        QVERIFY(insert);
        for (int i = 0; i < 400; ++i) {
            const std::string name = "tiles/" + std::to_string(i) + ".glb", contents = contentsOf(i);
            insert->bind(1, std::string_view(name))
                .bind(2, ByteView(reinterpret_cast<const std::uint8_t*>(contents.data()), contents.size()));
            QVERIFY(insert->run());
        }
        QVERIFY(database->execute("COMMIT;"));
        QVERIFY(database->truncateWal()); // the file stays one that is written ahead
    }
    QFile source(path("large.3dtiles"));
    QVERIFY(source.open(QIODevice::ReadOnly));
    const std::string bytes = source.readAll().toStdString();
    QVERIFY(bytes.size() > 8u << 20);
    CurlAssetAccessor network;
    PackageLimits limits;
    limits.maxWholeBytes = 1u << 20;
    limits.sparseBlockBytes = 64u << 10;
    {
        const PackageServer server(bytes, true);
        PackageAssetAccessor assets(network, limits);
        for (const int i : {200, 201, 3, 399, 200})
            QCOMPARE(get(assets, server.url("large.3dtiles!/tiles/") + std::to_string(i) + ".glb"), contentsOf(i));
        QCOMPARE(get(assets, server.url("large.3dtiles!/none")), std::string("not-found"));
        QVERIFY2(server.bytesSent() < bytes.size() / 4, qPrintable(QString::number(server.bytesSent())));
        // All at once: a block is asked for once, whoever needs it.
        std::vector<AssetHandle> handles;
        std::atomic<int> right{0}, ended{0};
        for (int i = 0; i < 400; ++i) {
            AssetRequest request;
            request.url = server.url("large.3dtiles!/tiles/") + std::to_string(i) + ".glb";
            handles.push_back(assets.get(std::move(request), [&, i](Result<AssetResponse> response) {
                const std::string expected = contentsOf(i);
                right += response && std::string(response->body->begin(), response->body->end()) == expected;
                ++ended;
            }));
        }
        QTRY_COMPARE_WITH_TIMEOUT(ended.load(), 400, 60'000);
        QCOMPARE(right.load(), 400);
        QVERIFY(server.bytesSent() <= bytes.size() + 1);
        // Taken away in the middle of it, nothing is left waiting.
        std::vector<AssetHandle> late;
        PackageAssetAccessor leaving(network, limits);
        for (int i = 0; i < 50; ++i) {
            AssetRequest request;
            request.url = server.url("large.3dtiles!/tiles/") + std::to_string(7 * i) + ".glb";
            late.push_back(leaving.get(std::move(request), [](const Result<AssetResponse>&) {}));
        }
    }
    // Without ranges it is too large; cut off, it is told.
    const PackageServer stubborn(bytes, false);
    PackageAssetAccessor assets(network, limits);
    QCOMPARE(get(assets, stubborn.url("large.3dtiles!/tiles/1.glb")), std::string("too-large"));
    const PackageServer cut(bytes.substr(0, bytes.size() / 2), true);
    PackageAssetAccessor others(network, limits);
    QVERIFY(get(others, cut.url("large.3dtiles!/tiles/399.glb")) != contentsOf(399));
}

void TestPackages::readsPackagesInPackages()
{
    const std::string inner = makeZip(kFiles, {});
    write(path("outer.3tz"), makeZip({{"tileset.json", "{}"}, {"sub/inner.3tz", inner}}, {}));
    CurlAssetAccessor network;
    PackageAssetAccessor assets(network);
    const std::string base = path("outer.3tz").toStdString();
    QCOMPARE(get(assets, base + "!/sub/inner.3tz!/tiles/a.glb"), kFiles[1].second);
    const auto root = getAndWait(assets, requestOf(base + "!/sub/inner.3tz"));
    QVERIFY(root);
    QCOMPARE(root->url, base + "!/sub/inner.3tz!/tileset.json");
    QCOMPARE(get(assets, base + "!/sub/inner.3tz!/none"), std::string("not-found"));
    QCOMPARE(get(assets, base + "!/none.3tz!/tileset.json"), std::string("not-found"));
}

void TestPackages::readsFromServers_data()
{
    QTest::addColumn<bool>("knowsRanges");
    QTest::newRow("ranges") << true;
    QTest::newRow("no ranges") << false;
}

void TestPackages::readsFromServers()
{
    QFETCH(bool, knowsRanges);
    Files files = kFiles;
    files.emplace_back("large.bin", std::string(400'000, 'x'));
    const std::string bytes = makeZip(files, {});
    const PackageServer server(bytes, knowsRanges);
    CurlAssetAccessor network;
    PackageAssetAccessor assets(network);
    for (int round = 0; round < 2; ++round)
        for (const auto& [name, contents] : kFiles)
            QCOMPARE(get(assets, server.url("x.3tz!/") + name), contents);
    const auto root = getAndWait(assets, requestOf(server.url("x.3tz?k=1")));
    QVERIFY(root);
    QCOMPARE(root->url, server.url("x.3tz!/tileset.json?k=1"));
    QCOMPARE(root->status, 200);
    QCOMPARE(root->header("ETag"), std::string_view(knowsRanges ? "\"7\"" : ""));
    if (knowsRanges) // the large file never came
        QVERIFY2(server.bytesSent() < 300'000, qPrintable(QString::number(server.bytesSent())));
    else // to find out, and then to keep; the second time under the name with the query
        QCOMPARE(server.bytesSent(), 4 * bytes.size());
}

void TestPackages::refusesDamage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const std::string& bytes, const char* code) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << code;
    };
    const std::string good = makeZip(kFiles, {true, false, false, true});
    row("nothing", "", "bad-value");
    row("no archive", "PK no such thing", "truncated");
    row("no end", std::string(100, 'x'), "bad-magic");
    row("end alone", good.substr(good.size() - 22), "length-mismatch");
    std::string damaged = good;
    damaged[good.find("tiles/a.glb") + 20] ^= 0x55;
    row("damaged data", damaged, "decode-failed");
    std::string renamed = good;
    renamed.replace(good.find("tiles/a.glb"), 11, "tiles/b.glb");
    row("other name in the header", renamed, "bad-reference");
    std::string moved = good;
    const auto entry = good.rfind("tiles/a.glb") - 46;
    moved[entry + 42] = 3;
    row("offset into the middle", moved, "bad-reference");
    std::string beyond = good;
    for (std::size_t i = 42; i < 46; ++i)
        beyond[entry + i] = '\x7F';
    row("offset beyond", beyond, "bad-reference");
    std::string encrypted = makeZip(kFiles, {});
    encrypted[encrypted.rfind("tiles/a.glb") - 46 + 8] = 1;
    row("encrypted", encrypted, "unsupported-feature");
    std::string method = makeZip(kFiles, {});
    method[method.rfind("tiles/a.glb") - 46 + 10] = 12;
    row("bzip2", method, "unsupported-feature");
    std::string size = good;
    size[entry + 24] ^= 1;
    row("wrong size", size, "length-mismatch");
}

void TestPackages::refusesDamage()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, code);
    write(path("bad.3tz"), bytes.toStdString());
    CurlAssetAccessor network;
    PackageAssetAccessor assets(network);
    const std::string base = path("bad.3tz").toStdString();
    AssetRequest request;
    request.url = base + "!/tiles/a.glb";
    const auto answer = getAndWait(assets, request);
    QVERIFY(!answer);
    QCOMPARE(QString::fromUtf8(errorCodeName(answer.error().code).data()), code);
    QVERIFY(answer.error().source.find("bad.3tz") != std::string::npos && !answer.error().detail.empty());
    // Mended, it opens.
    write(path("bad.3tz"), makeZip(kFiles, {}));
    if (code != "decode-failed" && code != "bad-reference" && code != "unsupported-feature"
        && code != "length-mismatch")
        QCOMPARE(get(assets, request.url), kFiles[1].second);
}

void TestPackages::refusesLocalFilesNamedByServers()
{
    write(path("x.3tz"), makeZip(kFiles, {}));
    CurlAssetAccessor network;
    PackageAssetAccessor assets(network);
    AssetRequest request;
    request.url = path("x.3tz").toStdString() + "!/tiles/a.glb";
    QVERIFY(getAndWait(assets, request)); // opened by now
    request.referrer = "http://example.org/tileset.json";
    const auto answer = getAndWait(assets, request);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::ForbiddenScheme);
}

void TestPackages::cancelsAndEnds()
{
    FakeAssetAccessor inner;
    inner.put("http://h/x.3tz", makeZip(kFiles, {}));
    inner.hold();
    int answers = 0;
    std::mutex mutex;
    std::vector<Error> errors;
    AssetHandle kept;
    {
        PackageAssetAccessor assets(inner);
        AssetHandle cancelled = assets.get(requestOf("http://h/x.3tz!/tiles/a.glb"), [&](const auto&) { ++answers; });
        kept = assets.get(requestOf("http://h/x.3tz!/tileset.json"), [&](const Result<AssetResponse>& answer) {
            const std::lock_guard lock(mutex);
            if (!answer)
                errors.push_back(answer.error());
        });
        QTRY_COMPARE(inner.heldCount(), std::size_t{1});
        cancelled.reset();
    }
    QCOMPARE(answers, 0);
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(errors[0].code, ErrorCode::Cancelled);
    inner.release(); // nobody is there any more
    kept.reset();
}

void TestPackages::readsTheCorpus()
{
    const QString folder = corpusDir();
    if (folder.isEmpty())
        QSKIP("no corpus: set GUANJING_CORPUS");
    CurlAssetAccessor network;
    PackageAssetAccessor assets(network);
    const std::string base = (folder + "/3d-tiles-tools/").toStdString();
    QVERIFY(get(assets, base + "packages/valid.3tz").starts_with("{"));
    QVERIFY(get(assets, base + "packages/valid.3dtiles").starts_with("{"));
    QCOMPARE(get(assets, base + "packages/validSmall.3tz"), std::string("not-found")); // no tileset.json
    QCOMPARE(get(assets, base + "packages/validSmall.3tz!/empty.json"), std::string("{}"));
    for (const char* invalid : {"invalidColumnName0", "invalidColumnType0", "missingColumn"})
        QCOMPARE(get(assets, base + "packages/" + invalid + ".3dtiles"), std::string("bad-value"));
    for (const char* content : {"contentA", "contentB", "contentC", "contentD"})
        QVERIFY(
            get(assets, base + "packageServer/3tzTests/3tz_flat/tileset.3tz!/" + content + ".glb").starts_with("glTF"));
    QVERIFY(get(assets, base + "packageServer/3tzTests/3tz_direct/tilesetA.3tz/content.glb").starts_with("glTF"));
}

QTEST_GUILESS_MAIN(TestPackages)
#include "TestPackages.moc"
