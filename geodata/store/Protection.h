#pragma once

#include "geodata/core/Result.h"
#include "geodata/store/BlobCipher.h"
#include "geodata/store/Database.h"

#include <memory>

namespace guanjing {

/// The table that says how a file's blobs are sealed; no row: they are not. cipher is "aes-256-gcm", kdf "none" for a key
/// and "scrypt-65536-8-1" for a passphrase, probe a sealed word that tells the right key.
constexpr const char* kProtectionTable =
    "CREATE TABLE protection(id INTEGER PRIMARY KEY CHECK(id=1), cipher TEXT NOT NULL, kdf TEXT NOT NULL,"
    " salt BLOB NOT NULL, probe BLOB NOT NULL)";

/// What opens the blobs of a file; null where they are not sealed and whatever `key` is. Nothing is written. Errors: NeedsKey
/// without a key, WrongKey, NewerVersion for a cipher that is not known, those of BlobCipher.
[[nodiscard]] Result<std::shared_ptr<const BlobCipher>> unlockDatabase(Database& database, const StoreKey* key);
/// Has the blobs of a file sealed from now on: writes the row and gives what seals them.
[[nodiscard]] Result<std::shared_ptr<const BlobCipher>> protectDatabase(Database& database, const StoreKey& key);

} // namespace guanjing
