#include "geodata/store/TileCacheFile.h"

#include "geodata/store/Protection.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace guanjing {

namespace {

constexpr const char* kMigrations[] = {
    "CREATE TABLE entries(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, url TEXT NOT NULL, headers TEXT NOT NULL,"
    " stored_at INTEGER NOT NULL, fresh_until INTEGER NOT NULL, last_access INTEGER NOT NULL, size INTEGER NOT NULL);"
    "CREATE INDEX entries_by_access ON entries(last_access);"
    "CREATE TABLE bodies(id INTEGER PRIMARY KEY, body BLOB NOT NULL)",
    kProtectionTable,
};
constexpr std::uint64_t kSharedMemoryBytes = 256 * 1024; // -shm for a WAL of up to 64 MiB, with room
constexpr std::uint64_t kMinCacheBytes = 4u << 20;
// Evicting a little more than needed saves doing it again for every tile.
constexpr double kFillShare = 0.97;

std::uint64_t fileBytes(const std::string& path)
{
    struct stat info { };
    return ::stat(path.c_str(), &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

std::uint64_t pagesOf(std::uint64_t bytes) { return bytes / (CacheLimits::kPageBytes - 64) + 2; }

} // namespace

CacheLimits::CacheLimits(std::uint64_t maxBytes)
{
    maxBytes = std::max(maxBytes, kMinCacheBytes);
    walBytes = std::min<std::uint64_t>(64u << 20, maxBytes / 4);
    databaseBytes = maxBytes - walBytes - kSharedMemoryBytes;
    batchBytes = std::min<std::uint64_t>(4u << 20, walBytes / 4);
    entryBytes = walBytes / 2;
}

TileCacheFile::TileCacheFile(Database database, const CacheLimits& limits)
    : m_database(std::move(database)), m_limits(limits)
{ }

namespace {

ByteView bytesOf(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

} // namespace

Result<Database> TileCacheFile::openDatabase(const std::string& path, const CacheLimits& limits)
{
    if (fileBytes(path) > 0) {
        // A file of a newer program is looked at without a write connection, which might change it.
        const DatabaseOptions options{.readOnly = true};
        auto look = Database::open(path, options);
        if (!look)
            return fail(look.error());
        const auto version = look->scalar("PRAGMA user_version");
        if (!version)
            return fail(version.error());
        if (*version > static_cast<std::int64_t>(std::size(kMigrations)))
            return fail(ErrorCode::NewerVersion, path,
                        "cache version " + std::to_string(*version) + ", this program knows "
                            + std::to_string(std::size(kMigrations)));
    }
    DatabaseOptions options;
    options.pageBytes = static_cast<int>(CacheLimits::kPageBytes);
    options.incrementalVacuum = true;
    auto database = Database::open(path, options);
    if (!database)
        return fail(database.error());
    if (auto done = database->migrate(kMigrations); !done)
        return fail(done.error());
    const std::string setup = "PRAGMA wal_autocheckpoint=0;PRAGMA cache_size=-8192;PRAGMA journal_size_limit="
        + std::to_string(limits.walBytes / 2);
    if (auto done = database->execute(setup); !done)
        return fail(done.error());
    return database;
}

Result<void> TileCacheFile::unlock(const StoreKey* key)
{
    auto cipher = unlockDatabase(m_database, key);
    if (cipher && !*cipher && key)
        cipher = protectDatabase(m_database, *key);
    if (!cipher)
        return fail(cipher.error());
    m_cipher = std::move(*cipher);
    return {};
}

std::string TileCacheFile::nameOf(const std::string& key) const { return m_cipher ? m_cipher->hide(key) : key; }

Result<Bytes> TileCacheFile::sealed(ByteView plain, const std::string& name, const char* part) const
{
    return m_cipher->seal(plain, name + part);
}

Result<TileCacheFile> TileCacheFile::open(const std::string& path, const CacheLimits& limits, const StoreKey* key)
{
    const bool wasThere = fileBytes(path) > 0;
    auto database = openDatabase(path, limits);
    if (!database)
        return fail(database.error());
    if (key) {
        std::error_code ignored;
        std::filesystem::remove(path + ".corrupt", ignored);
        const auto isProtected = database->scalar("SELECT count(*) FROM protection");
        if (!isProtected)
            return fail(isProtected.error());
        if (wasThere && *isProtected == 0) {
            // What was written before the key came, free pages included, must not lie there any longer.
            *database = Database::closed();
            removeDatabase(path);
            database = openDatabase(path, limits);
            if (!database)
                return fail(database.error());
        }
    }
    TileCacheFile file(std::move(*database), limits);
    auto ready = file.unlock(key);
    if (ready)
        ready = file.prepareAll();
    if (!ready) {
        Error error = ready.error();
        if (error.code == ErrorCode::Internal) // SQLITE_ERROR: no such table or column
            error.code = ErrorCode::CorruptDatabase;
        return fail(std::move(error));
    }
    const auto count = file.m_database.scalar("SELECT count(*) FROM entries");
    if (!count)
        return fail(count.error());
    file.m_entryCount = *count;
    if (auto done = file.shrinkToLimit(); !done)
        return fail(done.error());
    return file;
}

Result<void> TileCacheFile::prepareAll()
{
    const std::pair<Statement*, const char*> all[] = {
        {&m_findId, "SELECT id FROM entries WHERE key=?1"},
        {&m_insert,
         "INSERT INTO entries(key,url,headers,stored_at,fresh_until,last_access,size)"
         " VALUES(?1,?2,?3,?4,?5,?6,?7)"},
        {&m_update,
         "UPDATE entries SET url=?2,headers=?3,stored_at=?4,fresh_until=?5,last_access=?6,size=?7"
         " WHERE key=?1"},
        {&m_renew, "UPDATE entries SET headers=?2,stored_at=?3,fresh_until=?4,last_access=?5 WHERE key=?1"},
        {&m_insertBody, "INSERT OR REPLACE INTO bodies(id,body) VALUES(?1,?2)"},
        {&m_deleteEntry, "DELETE FROM entries WHERE id=?1"},
        {&m_deleteBody, "DELETE FROM bodies WHERE id=?1"},
        {&m_touch, "UPDATE entries SET last_access=?2 WHERE id=?1"},
        {&m_oldest, "SELECT id,size FROM entries ORDER BY last_access LIMIT 32"},
    };
    for (const auto& [statement, sql] : all) {
        auto prepared = m_database.prepare(sql);
        if (!prepared)
            return fail(prepared.error());
        *statement = std::move(*prepared);
    }
    return {};
}

Result<void> TileCacheFile::write(const std::vector<CacheChange>& changes, const std::vector<CacheUse>& uses,
                                  std::int64_t nowMs)
{
    // A reader of another process may have kept the last settling from its work.
    if (walBytes() + m_limits.batchBytes > m_limits.walBytes)
        if (auto done = settle(true); !done)
            return done;
    const std::int64_t countBefore = m_entryCount;
    const auto writeAll = [&]() -> Result<void> {
        auto transaction = Transaction::begin(m_database);
        if (!transaction)
            return fail(transaction.error());
        for (const CacheUse& use : uses)
            if (auto done = m_touch.bind(1, use.id).bind(2, use.timeMs).run(); !done)
                return done;
        std::uint64_t pages = 4;
        for (const CacheChange& change : changes)
            if (change.kind == CacheChange::Kind::Store)
                pages += pagesOf(change.entry->body->size());
        if (auto done = makeRoom(pages); !done)
            return done;
        for (const CacheChange& change : changes)
            if (auto done = apply(change, nowMs); !done)
                return done;
        return transaction->commit();
    };
    auto done = writeAll();
    if (!done)
        m_entryCount = countBefore;
    return done ? settle(false) : done;
}

Result<void> TileCacheFile::apply(const CacheChange& change, std::int64_t nowMs)
{
    const CacheEntry& entry = *change.entry;
    const std::string name = nameOf(entry.key);
    const std::string headers = headersToText(entry.headers);
    Bytes sealedUrl, sealedHeaders, sealedBody;
    if (m_cipher && change.kind != CacheChange::Kind::Remove) {
        auto coded = sealed(bytesOf(headers), name, ":headers");
        if (!coded)
            return fail(coded.error());
        sealedHeaders = std::move(*coded);
    }
    const auto bindHeaders = [&](Statement& statement, int at) {
        if (m_cipher)
            statement.bind(at, ByteView(sealedHeaders));
        else
            statement.bind(at, headers);
    };
    if (change.kind == CacheChange::Kind::Renew) {
        bindHeaders(m_renew, 2);
        return m_renew.bind(1, name)
            .bind(3, entry.storedAtSeconds)
            .bind(4, entry.freshUntilSeconds)
            .bind(5, nowMs)
            .run();
    }
    const auto row = m_findId.bind(1, name).step();
    if (!row)
        return fail(row.error());
    std::int64_t id = *row ? m_findId.integer(0) : 0;
    m_findId.reset();
    if (change.kind == CacheChange::Kind::Remove)
        return *row ? removeId(id) : Result<void>();

    Statement& put = *row ? m_update : m_insert;
    put.bind(1, name);
    bindHeaders(put, 3);
    if (m_cipher) {
        auto url = sealed(bytesOf(entry.url), name, ":url"), body = sealed(*entry.body, name, ":body");
        if (!url || !body)
            return fail(url ? body.error() : url.error());
        sealedUrl = std::move(*url);
        sealedBody = std::move(*body);
        put.bind(2, ByteView(sealedUrl));
    } else {
        put.bind(2, entry.url);
    }
    put.bind(4, entry.storedAtSeconds).bind(5, entry.freshUntilSeconds);
    put.bind(6, nowMs).bind(7, static_cast<std::int64_t>(entry.body->size()));
    if (auto done = put.run(); !done)
        return done;
    if (!*row) {
        id = m_database.lastInsertId();
        ++m_entryCount;
    }
    return m_insertBody.bind(1, id).bind(2, m_cipher ? ByteView(sealedBody) : ByteView(*entry.body)).run();
}

Result<void> TileCacheFile::removeId(std::int64_t id)
{
    if (auto done = m_deleteEntry.bind(1, id).run(); !done)
        return done;
    --m_entryCount;
    return m_deleteBody.bind(1, id).run();
}

Result<void> TileCacheFile::makeRoom(std::uint64_t neededPages)
{
    const std::uint64_t allPages = m_limits.databaseBytes / CacheLimits::kPageBytes;
    const auto limitPages = static_cast<std::int64_t>(static_cast<double>(allPages) * kFillShare);
    for (;;) {
        const auto pages = m_database.scalar("PRAGMA page_count");
        const auto unused = m_database.scalar("PRAGMA freelist_count");
        if (!pages || !unused)
            return fail(pages ? unused.error() : pages.error());
        std::int64_t excess = *pages - *unused + static_cast<std::int64_t>(neededPages) - limitPages;
        if (excess <= 0)
            return {};
        std::vector<std::int64_t> victims;
        for (;;) {
            const auto row = m_oldest.step();
            if (!row)
                return fail(row.error());
            if (!*row || excess <= 0)
                break;
            victims.push_back(m_oldest.integer(0));
            // Counted low: entries share their leaf pages.
            excess -=
                std::max<std::int64_t>(1, m_oldest.integer(1) / static_cast<std::int64_t>(CacheLimits::kPageBytes));
        }
        m_oldest.reset();
        if (victims.empty())
            return {};
        for (const std::int64_t id : victims)
            if (auto done = removeId(id); !done)
                return done;
    }
}

Result<void> TileCacheFile::shrinkToLimit()
{
    const auto limitPages = static_cast<std::int64_t>(m_limits.databaseBytes / CacheLimits::kPageBytes);
    for (;;) {
        const auto pages = m_database.scalar("PRAGMA page_count");
        if (!pages)
            return fail(pages.error());
        if (*pages <= limitPages)
            break;
        {
            auto transaction = Transaction::begin(m_database);
            if (!transaction)
                return fail(transaction.error());
            if (auto done = makeRoom(0); !done)
                return done;
            if (auto done = transaction->commit(); !done)
                return done;
        }
        // In steps, so that the WAL keeps its limit meanwhile.
        const auto step = std::min<std::int64_t>(*pages - limitPages, 64);
        if (auto done = m_database.execute("PRAGMA incremental_vacuum(" + std::to_string(step) + ")"); !done)
            return done;
        if (auto done = settle(true); !done)
            return done;
        const auto left = m_database.scalar("PRAGMA page_count");
        if (!left)
            return fail(left.error());
        if (*left >= *pages) // a file without incremental vacuum cannot shrink in place
            return fail(ErrorCode::CorruptDatabase, m_database.path(), "cannot be brought under its limit");
    }
    return m_database.execute("PRAGMA max_page_count=" + std::to_string(limitPages));
}

Result<void> TileCacheFile::clear()
{
    {
        auto transaction = Transaction::begin(m_database);
        if (!transaction)
            return fail(transaction.error());
        if (auto done = m_database.execute("DELETE FROM entries;DELETE FROM bodies"); !done)
            return done;
        if (auto done = transaction->commit(); !done)
            return done;
    }
    m_entryCount = 0;
    for (;;) {
        const auto unused = m_database.scalar("PRAGMA freelist_count");
        if (!unused)
            return fail(unused.error());
        if (*unused == 0)
            return settle(true);
        if (auto done = m_database.execute("PRAGMA incremental_vacuum(4096)"); !done)
            return done;
        if (auto done = settle(true); !done)
            return done;
    }
}

Result<void> TileCacheFile::settle(bool evenWhenSmall)
{
    if (!evenWhenSmall && walBytes() < m_limits.walBytes / 2)
        return {};
    const auto done = m_database.truncateWal();
    if (!done)
        return fail(done.error());
    return {};
}

std::uint64_t TileCacheFile::walBytes() const { return fileBytes(m_database.path() + "-wal"); }

std::uint64_t TileCacheFile::bytesOnDisk() const
{
    return fileBytes(m_database.path()) + walBytes() + fileBytes(m_database.path() + "-shm");
}

void removeDatabase(const std::string& path)
{
    std::error_code ignored; // the opening tells it better
    for (const char* suffix : {"", "-wal", "-shm", ".corrupt"})
        std::filesystem::remove(path + suffix, ignored);
}

std::string headersToText(const std::vector<std::pair<std::string, std::string>>& headers)
{
    std::string text;
    for (const auto& [name, value] : headers)
        if (name.find_first_of(":\n") == std::string::npos && value.find('\n') == std::string::npos)
            text.append(name).append(": ").append(value).append("\n");
    return text;
}

std::vector<std::pair<std::string, std::string>> headersFromText(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> headers;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (const auto colon = line.find(": "); colon != std::string_view::npos)
            headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return headers;
}

Result<TileCacheReader> TileCacheReader::open(const std::string& path, std::shared_ptr<const BlobCipher> cipher)
{
    const DatabaseOptions options{.readOnly = true};
    auto database = Database::open(path, options);
    if (!database)
        return fail(database.error());
    TileCacheReader reader(std::move(*database));
    reader.m_cipher = std::move(cipher);
    auto find = reader.m_database.prepare("SELECT e.id,e.url,e.headers,e.stored_at,e.fresh_until,e.last_access,b.body"
                                          " FROM entries e JOIN bodies b ON b.id=e.id WHERE e.key=?1");
    if (!find)
        return fail(find.error());
    reader.m_find = std::move(*find);
    return reader;
}

Result<std::optional<TileCacheReader::Found>> TileCacheReader::find(const std::string& key)
{
    const std::string name = m_cipher ? m_cipher->hide(key) : key;
    const auto row = m_find.bind(1, name).step();
    if (!row)
        return fail(row.error());
    std::optional<Found> found;
    if (*row) {
        found.emplace(Found{std::make_shared<CacheEntry>(), m_find.integer(0), m_find.integer(5)});
        CacheEntry& entry = *found->entry;
        entry.key = key;
        entry.storedAtSeconds = m_find.integer(3);
        entry.freshUntilSeconds = m_find.integer(4);
        if (m_cipher) {
            auto url = m_cipher->open(m_find.bytes(1), name + ":url");
            auto headers = m_cipher->open(m_find.bytes(2), name + ":headers");
            auto body = m_cipher->open(m_find.bytes(6), name + ":body");
            if (!url || !headers || !body) {
                m_find.reset();
                return fail(ErrorCode::DecodeFailed, m_database.path(), "an entry is damaged");
            }
            entry.url = asText(*url);
            entry.headers = headersFromText(asText(*headers));
            entry.body = std::make_shared<const Bytes>(std::move(*body));
        } else {
            entry.url = m_find.text(1);
            entry.headers = headersFromText(m_find.text(2));
            const ByteView body = m_find.bytes(6);
            entry.body = std::make_shared<const Bytes>(body.begin(), body.end());
        }
    }
    m_find.reset();
    return found;
}

} // namespace guanjing
