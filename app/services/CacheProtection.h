#pragma once

#include "geodata/core/Result.h"
#include "geodata/store/StoreKey.h"

#include <QString>

#include <memory>
#include <optional>
#include <string>

namespace guanjing::app {

class Keychain;

/// How what is kept on this computer is protected, as the window's settings have it. The key itself is remembered nowhere.
struct CacheProtection {
    enum class Kind {
        None,
        Keychain, ///< a random key that the keychain keeps
        KeyFile,
        Passphrase ///< asked for at every start
    };
    Kind kind = Kind::None;
    QString keyFile;
    bool operator==(const CacheProtection&) const = default;
};

[[nodiscard]] CacheProtection savedCacheProtection();
/// Another way than before also drops what is kept, at the next start.
void saveCacheProtection(const CacheProtection& protection);
/// Drops what was kept under another protection, once, where that was asked for. Before the cache is opened.
void dropCacheWhereAsked(const QString& cacheDir);

/// The key of a protection that needs nobody to type: of a file, or from the keychain, where it is made when it is missing.
/// Null for none. Errors: those of readKeyFile(); NeedsKey where the keychain cannot be opened, or where words are typed.
/// Waits for the keychain.
[[nodiscard]] Result<std::shared_ptr<const StoreKey>> keyOf(const CacheProtection& protection, Keychain& keychain);

/// What to open the cache with, as far as nobody needs to type: a key that was given, else that of the settings, which hold for
/// the usual folder. `off` says why nothing can be kept. Drops what was to be dropped; waits for the keychain.
struct CacheChoice {
    std::shared_ptr<const StoreKey> key;
    std::optional<Error> off;
};
[[nodiscard]] CacheChoice chooseCache(const QString& cacheDir, bool isUsualDir, std::shared_ptr<const StoreKey> given,
                                      Keychain& keychain);

/// Whether the cache of a folder opens with a key: nothing where it does or where there is none yet; WrongKey, NeedsKey.
[[nodiscard]] Result<void> tryCacheKey(const QString& cacheDir, const StoreKey* key);

} // namespace guanjing::app
