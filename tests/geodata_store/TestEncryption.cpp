// Blobs that are sealed, keys, and a cache that gives nothing away.
#include "geodata/store/BlobCipher.h"
#include "tests/geodata_store/TileCacheTesting.h"

#include <QFile>
#include <QtTest>

#include <cstring>

using namespace guanjing;
using namespace guanjing::test;

namespace {

Bytes bytesOf(const char* text) { return Bytes(text, text + std::strlen(text)); }

StoreKey keyOf(std::uint8_t fill) { return {StoreKey::Kind::Key, Secret(Bytes(32, fill))}; }

std::shared_ptr<const StoreKey> shared(StoreKey key) { return std::make_shared<const StoreKey>(std::move(key)); }

/// As a JPEG begins, over and over.
CacheEntryPtr jpegEntry(const std::string& key, std::size_t bytes)
{
    auto entry = std::make_shared<CacheEntry>(*entryOf(key, 0));
    Bytes body;
    while (body.size() < bytes)
        body.insert(body.end(), {0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 'J', 'F', 'I', 'F'});
    entry->body = std::make_shared<const Bytes>(std::move(body));
    return entry;
}

} // namespace

class TestEncryption : public QObject, private TileCacheFixture {
    Q_OBJECT

private slots:
    void init() { renewFolder(); }

    void blobsComeBackOnlyWhole()
    {
        const Bytes salt(BlobCipher::kSaltBytes, 3);
        const auto cipher = *BlobCipher::create(keyOf(1), salt);
        for (const std::size_t size : {0u, 1u, 16u, 65537u}) {
            const Bytes plain(size, 42);
            const Bytes sealed = *cipher->seal(plain, "tile");
            QCOMPARE(sealed.size(), size + BlobCipher::kNonceBytes + BlobCipher::kTagBytes);
            QCOMPARE(*cipher->open(sealed, "tile"), plain);
            QVERIFY(*cipher->seal(plain, "tile") != sealed); // another nonce
            QCOMPARE(cipher->open(sealed, "elsewhere").error().code, ErrorCode::WrongKey);
            for (const std::size_t at : {std::size_t{0}, sealed.size() / 2, sealed.size() - 1}) {
                Bytes damaged = sealed;
                damaged[at] ^= 1;
                QCOMPARE(cipher->open(damaged, "tile").error().code, ErrorCode::WrongKey);
            }
        }
        QCOMPARE(cipher->open(Bytes(27), "tile").error().code, ErrorCode::WrongKey);
        const Bytes sealed = *cipher->seal(bytesOf("x"), "tile");
        QCOMPARE((*BlobCipher::create(keyOf(2), salt))->open(sealed, "tile").error().code, ErrorCode::WrongKey);
        const auto otherSalt = *BlobCipher::create(keyOf(1), Bytes(BlobCipher::kSaltBytes, 4));
        QCOMPARE(otherSalt->open(sealed, "tile").error().code, ErrorCode::WrongKey);
        QCOMPARE(cipher->hide("a").size(), std::size_t(64));
        QCOMPARE(cipher->hide("a"), (*BlobCipher::create(keyOf(1), salt))->hide("a"));
        QVERIFY(cipher->hide("a") != cipher->hide("b") && cipher->hide("a") != otherSalt->hide("a"));
    }

    void aPassphraseMakesAKey()
    {
        const Bytes salt(BlobCipher::kSaltBytes, 3);
        const auto cipher = *BlobCipher::create(*keyOfPassphrase("东莞市自然资源"), salt);
        const Bytes sealed = *cipher->seal(bytesOf("x"), "");
        QVERIFY((*BlobCipher::create(*keyOfPassphrase("东莞市自然资源"), salt))->open(sealed, "").has_value());
        QVERIFY(!(*BlobCipher::create(*keyOfPassphrase("东莞市自然资料"), salt))->open(sealed, "").has_value());
        QCOMPARE(keyOfPassphrase("short").error().code, ErrorCode::BadValue);
    }

    void keyFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("isKey");
        QTest::newRow("bytes") << QByteArray(32, '\7') << true;
        QTest::newRow("digits") << QByteArray(64, 'a') << true;
        QTest::newRow("digits and an end of line") << QByteArray(64, 'A') + "\n" << true;
        QTest::newRow("too few bytes") << QByteArray(31, '\7') << false;
        QTest::newRow("no digits") << QByteArray(64, 'g') << false;
        QTest::newRow("too long") << QByteArray(1000, 'a') << false;
        QTest::newRow("empty") << QByteArray() << false;
    }

    void keyFiles()
    {
        QFETCH(QByteArray, content);
        QFETCH(bool, isKey);
        QFile file(m_folder->filePath("key"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        const auto key = readKeyFile(file.fileName().toStdString());
        QCOMPARE(key.has_value(), isKey);
        if (isKey)
            QCOMPARE(key->secret.bytes().size(), std::size_t(32));
        else
            QVERIFY(key.error().source.find("/key") != std::string::npos);
        QCOMPARE(readKeyFile("/nowhere/key").error().code, ErrorCode::ReadFailed);
    }

    void anEncryptedCacheGivesNothingAway()
    {
        TileCacheOptions sealed = options();
        sealed.key = shared(keyOf(9));
        const std::string url = "http://platform/ortho/secret-place.jpg";
        for (int run = 0; run < 2; ++run) {
            TileCache cache(sealed);
            if (run == 0)
                cache.store(jpegEntry(url, 100000));
            cache.flush();
            const CacheEntryPtr found = cache.lookupAndWait(url);
            QVERIFY(found);
            QCOMPARE(*found->body, *jpegEntry(url, 100000)->body);
            QCOMPARE(found->url, url + "#final");
            QCOMPARE(found->headers, entryOf("", 0)->headers);
            // Confirmed by the server: only its headers are new.
            auto renewed = std::make_shared<CacheEntry>();
            renewed->key = url;
            renewed->headers = {{"ETag", "\"v1\""}, {"Content-Type", "image/jpeg"}};
            renewed->freshUntilSeconds = 999 + run;
            cache.renew(renewed);
            cache.flush();
            QCOMPARE(cache.lookupAndWait(url)->freshUntilSeconds, std::int64_t(999 + run));
        }
        QVERIFY(everythingOnDisk().size() > 100000);
        for (const QByteArray& trace : {QByteArray("\xFF\xD8\xFF"), QByteArray("JFIF"), QByteArray("secret-place"),
                                        QByteArray("platform"), QByteArray("image/jpeg")})
            QVERIFY2(!everythingOnDisk().contains(trace), trace.constData());
    }

    void anotherKeyOrNoneTurnsTheCacheOff_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("kind"); // 0 none, 1 another key, 2 a passphrase
        QTest::newRow("none") << int(ErrorCode::NeedsKey) << 0;
        QTest::newRow("another") << int(ErrorCode::WrongKey) << 1;
        QTest::newRow("passphrase") << int(ErrorCode::WrongKey) << 2;
    }

    void anotherKeyOrNoneTurnsTheCacheOff()
    {
        QFETCH(int, code);
        QFETCH(int, kind);
        TileCacheOptions sealed = options();
        sealed.key = shared(keyOf(9));
        {
            TileCache cache(sealed);
            cache.store(entryOf("k", 1000));
            cache.flush();
        }
        const QByteArray before = everythingOnDisk();
        {
            TileCacheOptions other = options();
            other.key = kind == 0 ? nullptr : kind == 1 ? shared(keyOf(8)) : shared(*keyOfPassphrase("passphrase"));
            Problems problems;
            other.onProblem = problems.sink();
            TileCache cache(other);
            cache.store(entryOf("k2", 1000));
            cache.flush();
            QVERIFY(!cache.lookupAndWait("k"));
            QVERIFY(!cache.statistics().isEnabled);
            QCOMPARE(problems.all().size(), std::size_t(1));
            QCOMPARE(int(problems.all().front().code), code);
            QCOMPARE(problems.all().front().source, other.path);
        }
        TileCache cache(sealed);
        QVERIFY(cache.lookupAndWait("k")); // it was left as it was
    }

    void whatWasOpenDoesNotStay()
    {
        {
            TileCache cache(options());
            cache.store(jpegEntry("http://open/a", 50000));
            cache.flush();
        }
        QVERIFY(everythingOnDisk().contains("JFIF"));
        TileCacheOptions sealed = options();
        sealed.key = shared(keyOf(9));
        TileCache cache(sealed);
        QVERIFY(!cache.lookupAndWait("http://open/a"));
        cache.store(jpegEntry("http://open/a", 50000));
        cache.flush();
        QVERIFY(cache.lookupAndWait("http://open/a"));
        QVERIFY(!everythingOnDisk().contains("JFIF"));
    }

private:
    QByteArray everythingOnDisk() const
    {
        QByteArray all;
        for (const char* suffix : {"", "-wal", "-shm"}) {
            QFile part(file(suffix));
            if (part.open(QIODevice::ReadOnly))
                all += part.readAll();
        }
        return all;
    }
};

QTEST_GUILESS_MAIN(TestEncryption)
#include "TestEncryption.moc"
