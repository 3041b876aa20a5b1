#pragma once

#include "geodata/store/BlobCipher.h"
#include "geodata/store/CacheEntry.h"
#include "geodata/store/Database.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing {

/// The entry was used at this time (UTC).
struct CacheUse {
    std::int64_t id;
    std::int64_t timeMs;
};

/// How the byte limit of a cache is divided.
struct CacheLimits {
    explicit CacheLimits(std::uint64_t maxBytes);
    static constexpr std::uint64_t kPageBytes = 16384;
    std::uint64_t databaseBytes; ///< the file itself
    std::uint64_t walBytes; ///< never exceeded by file-wal
    std::uint64_t batchBytes; ///< bodies written in one transaction
    std::uint64_t entryBytes; ///< larger bodies are not kept
};

/// The cache's SQLite file as its writer sees it. Schema, version 2:
///
///   protection(cipher, kdf, salt, probe)   no row: nothing is encrypted
///   entries(id, key UNIQUE, url, headers, stored_at, fresh_until, last_access, size)
///   bodies(id = entries.id, body)
///
/// headers are lines "name: value\n"; stored_at and fresh_until are UTC seconds, last_access UTC milliseconds, size the
/// body's bytes. Bodies stand apart so that looking for the least recently used entries reads no body pages. Pages
/// are 16 KiB, since a tile of 64 KB then takes a chain of four overflow pages instead of sixteen; auto_vacuum is
/// incremental, so that a lowered limit gives space back.
///
/// With a key, urls, headers and bodies are sealed (BlobCipher; Protection.h tells what protection holds), keys hidden;
/// times and sizes stand open. A file that is not encrypted is begun anew where a key is given: nothing of it may stay. One thread.
class TileCacheFile {
public:
    /// Errors: NewerVersion, CorruptDatabase (also when the schema is not ours), DiskFull, WriteFailed, NeedsKey, WrongKey.
    /// `key` may be null: not encrypted.
    [[nodiscard]] static Result<TileCacheFile> open(const std::string& path, const CacheLimits& limits,
                                                    const StoreKey* key = nullptr);

    /// Makes room by dropping the least recently used, then writes all in one transaction.
    [[nodiscard]] Result<void> write(const std::vector<CacheChange>& changes, const std::vector<CacheUse>& uses,
                                     std::int64_t nowMs);
    [[nodiscard]] Result<void> clear();
    /// Moves the WAL into the file when it has grown, or in any case.
    [[nodiscard]] Result<void> settle(bool evenWhenSmall);

    /// Null where nothing is encrypted; for the reader of the same file.
    [[nodiscard]] const std::shared_ptr<const BlobCipher>& cipher() const { return m_cipher; }
    [[nodiscard]] std::int64_t entryCount() const { return m_entryCount; }
    /// The file with its -wal and -shm.
    [[nodiscard]] std::uint64_t bytesOnDisk() const;

private:
    TileCacheFile(Database database, const CacheLimits& limits);
    [[nodiscard]] static Result<Database> openDatabase(const std::string& path, const CacheLimits& limits);
    [[nodiscard]] Result<void> unlock(const StoreKey* key);
    [[nodiscard]] std::string nameOf(const std::string& key) const;
    [[nodiscard]] Result<Bytes> sealed(ByteView plain, const std::string& name, const char* part) const;
    [[nodiscard]] Result<void> prepareAll();
    [[nodiscard]] Result<void> apply(const CacheChange& change, std::int64_t nowMs);
    [[nodiscard]] Result<void> removeId(std::int64_t id);
    [[nodiscard]] Result<void> makeRoom(std::uint64_t neededPages);
    [[nodiscard]] Result<void> shrinkToLimit();
    [[nodiscard]] std::uint64_t walBytes() const;

    Database m_database; // before the statements, which it must outlive
    CacheLimits m_limits;
    std::shared_ptr<const BlobCipher> m_cipher;
    Statement m_findId, m_insert, m_update, m_renew, m_insertBody, m_deleteEntry, m_deleteBody, m_touch, m_oldest;
    std::int64_t m_entryCount = 0;
};

/// The database with what belongs to it, and with what earlier versions set aside beside it.
void removeDatabase(const std::string& path);

[[nodiscard]] std::string headersToText(const std::vector<std::pair<std::string, std::string>>& headers);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> headersFromText(std::string_view text);

/// The cache's read-only connection; one thread.
class TileCacheReader {
public:
    struct Found {
        std::shared_ptr<CacheEntry> entry;
        std::int64_t id;
        std::int64_t lastAccessMs;
    };
    /// `cipher` is TileCacheFile::cipher().
    [[nodiscard]] static Result<TileCacheReader> open(const std::string& path,
                                                      std::shared_ptr<const BlobCipher> cipher = nullptr);
    [[nodiscard]] Result<std::optional<Found>> find(const std::string& key);

private:
    explicit TileCacheReader(Database database) : m_database(std::move(database)) { }
    Database m_database;
    std::shared_ptr<const BlobCipher> m_cipher;
    Statement m_find;
};

} // namespace guanjing
