#include "app/services/CacheProtection.h"

#include "app/services/Keychain.h"
#include "geodata/store/BlobCipher.h"
#include "geodata/store/TileCacheFile.h"

#include <QDir>
#include <QFile>
#include <QSettings>

namespace guanjing::app {

namespace {

constexpr const char* kKeyEntry = "cache-key";
constexpr std::size_t kKeyBytes = 32;

QSettings settingsFile() { return QSettings(QStringLiteral("guanjing"), QStringLiteral("guanjing")); }

Result<std::shared_ptr<const StoreKey>> keyFromText(const std::string& hexadecimal)
{
    const QByteArray bytes = QByteArray::fromHex(QByteArray::fromStdString(hexadecimal));
    if (bytes.size() != static_cast<qsizetype>(kKeyBytes))
        return fail(ErrorCode::BadValue, {}, "the keychain's entry \"cache-key\" is no key");
    const ByteView view(reinterpret_cast<const std::uint8_t*>(bytes.data()), kKeyBytes);
    return std::make_shared<const StoreKey>(StoreKey{StoreKey::Kind::Key, Secret(view)});
}

} // namespace

CacheProtection savedCacheProtection()
{
    const QSettings settings = settingsFile();
    const QString kind = settings.value(QStringLiteral("cache/protection")).toString();
    CacheProtection protection;
    protection.kind = kind == u"keychain" ? CacheProtection::Kind::Keychain
        : kind == u"file"                 ? CacheProtection::Kind::KeyFile
        : kind == u"passphrase"           ? CacheProtection::Kind::Passphrase
                                          : CacheProtection::Kind::None;
    protection.keyFile = settings.value(QStringLiteral("cache/keyFile")).toString();
    return protection;
}

void saveCacheProtection(const CacheProtection& protection)
{
    QSettings settings = settingsFile();
    if (protection == savedCacheProtection())
        return;
    const char* kind = protection.kind == CacheProtection::Kind::Keychain ? "keychain"
        : protection.kind == CacheProtection::Kind::KeyFile               ? "file"
        : protection.kind == CacheProtection::Kind::Passphrase            ? "passphrase"
                                                                          : "none";
    settings.setValue(QStringLiteral("cache/protection"), QString::fromLatin1(kind));
    settings.setValue(QStringLiteral("cache/keyFile"), protection.keyFile);
    settings.setValue(QStringLiteral("cache/drop"), true);
}

void dropCacheWhereAsked(const QString& cacheDir)
{
    QSettings settings = settingsFile();
    if (!settings.value(QStringLiteral("cache/drop")).toBool())
        return;
    for (const char* name : {"/tiles.sqlite", "/tiles.sqlite-wal", "/tiles.sqlite-shm"})
        QFile::remove(cacheDir + QLatin1String(name));
    QDir(cacheDir + QStringLiteral("/thumbnails")).removeRecursively();
    settings.remove(QStringLiteral("cache/drop"));
}

Result<std::shared_ptr<const StoreKey>> keyOf(const CacheProtection& protection, Keychain& keychain)
{
    switch (protection.kind) {
    case CacheProtection::Kind::None: break;
    case CacheProtection::Kind::KeyFile: {
        auto key = readKeyFile(protection.keyFile.toStdString());
        if (!key)
            return fail(std::move(key.error()));
        return std::make_shared<const StoreKey>(*std::move(key));
    }
    case CacheProtection::Kind::Passphrase: return fail(ErrorCode::NeedsKey, {}, {});
    case CacheProtection::Kind::Keychain: {
        const Keychain::Answer kept = keychain.readAndWait(kKeyEntry);
        if (kept.outcome == Keychain::Outcome::Done)
            return keyFromText(kept.text);
        const auto closed = [] {
            return fail(ErrorCode::NeedsKey, {}, "the keychain that holds the key cannot be opened");
        };
        if (kept.outcome != Keychain::Outcome::Absent)
            return closed();
        const auto bytes = randomBytes(kKeyBytes);
        if (!bytes)
            return fail(bytes.error());
        const QByteArray raw(reinterpret_cast<const char*>(bytes->data()), static_cast<qsizetype>(bytes->size()));
        const std::string text = raw.toHex().toStdString();
        if (keychain.writeAndWait(kKeyEntry, text) != Keychain::Outcome::Done)
            return closed();
        return keyFromText(text);
    }
    }
    return std::shared_ptr<const StoreKey>();
}

CacheChoice chooseCache(const QString& cacheDir, bool isUsualDir, std::shared_ptr<const StoreKey> given,
                        Keychain& keychain)
{
    if (given || !isUsualDir)
        return {std::move(given), {}};
    dropCacheWhereAsked(cacheDir);
    auto key = keyOf(savedCacheProtection(), keychain);
    if (!key)
        return {nullptr, key.error()};
    return {*std::move(key), {}};
}

Result<void> tryCacheKey(const QString& cacheDir, const StoreKey* key)
{
    const QString path = cacheDir + QStringLiteral("/tiles.sqlite");
    if (!QFile::exists(path))
        return {};
    constexpr std::uint64_t kNoLimit = 1ull << 50; // a look at the key drops nothing of what is there
    const auto opened = TileCacheFile::open(path.toStdString(), CacheLimits(kNoLimit), key);
    if (!opened && (opened.error().code == ErrorCode::WrongKey || opened.error().code == ErrorCode::NeedsKey))
        return fail(opened.error());
    return {}; // what else may be wrong with it is told when it is used
}

} // namespace guanjing::app
