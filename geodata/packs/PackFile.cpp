#include "geodata/packs/PackFile.h"

#include "geodata/packs/PackLayout.h"
#include "geodata/packs/PackReading.h"
#include "geodata/store/Protection.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

namespace guanjing {
namespace {

constexpr const char* kMigrations[] = {
    "PRAGMA application_id=1196052555;" // 'GJPK'
    "CREATE TABLE facts(key TEXT PRIMARY KEY, value BLOB NOT NULL);"
    "CREATE TABLE state(id INTEGER PRIMARY KEY CHECK(id=1), complete INTEGER NOT NULL, entries INTEGER NOT NULL,"
    " bytes INTEGER NOT NULL);"
    "INSERT INTO state VALUES(1,0,0,0);"
    "CREATE TABLE entries(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, status INTEGER NOT NULL, url BLOB,"
    " type BLOB, size INTEGER NOT NULL);"
    "CREATE TABLE bodies(id INTEGER PRIMARY KEY, body BLOB NOT NULL);"
    "CREATE TABLE missing(name TEXT PRIMARY KEY, code INTEGER NOT NULL, detail BLOB NOT NULL)",
    kProtectionTable,
    "ALTER TABLE entries ADD COLUMN sum INTEGER",
};
constexpr std::int64_t kVersionWithSums = 3;
constexpr std::int64_t kApplicationId = 0x474A504B;
constexpr int kBusyMs = 500; ///< who else writes it does so for hours
constexpr std::uint64_t kBatchBytes = 4u << 20;
/// Nobody else may write; what stands beside the file is brought into it after each 8 MiB (pages), see kPackLogBytes.
constexpr const char* kWriting = "PRAGMA locking_mode=EXCLUSIVE;PRAGMA wal_autocheckpoint=512";
constexpr std::chrono::seconds kBatchTime{1};
constexpr std::uint64_t kEntryOverhead = 256; ///< so that empty bodies make a batch too

ByteView bytesOf(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text.append(line).append("\n");
    return text;
}

std::vector<std::string> splitLines(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Looks at the first bytes: whether it is an SQLite file at all, and as long as it says (sqlite.org/fileformat2.html,
/// 1.3). What a -wal beside it has yet to add is not known.
Result<void> checkFile(const std::string& path)
{
    struct stat info { };
    if (::stat(path.c_str(), &info) != 0)
        return fail({ErrorCode::NotFound, path, "no such file", ErrorReason::NoSuchFile});
    if (S_ISDIR(info.st_mode))
        return fail({ErrorCode::ReadFailed, path, "is a folder", ErrorReason::IsFolder});
    std::ifstream file(path, std::ios::binary);
    std::array<char, 100> head{};
    if (!file)
        return fail({ErrorCode::ReadFailed, path, "cannot be opened", ErrorReason::NoPermission});
    file.read(head.data(), head.size());
    const std::string_view text(head.data(), static_cast<std::size_t>(file.gcount()));
    constexpr std::string_view kMagic{"SQLite format 3\0", 16};
    if (text.size() < head.size() ? !kMagic.starts_with(text.substr(0, kMagic.size())) : !text.starts_with(kMagic))
        return fail(ErrorCode::BadMagic, path, "this is no pack");
    const auto size = static_cast<std::int64_t>(info.st_size);
    if (text.size() < head.size())
        return fail({ErrorCode::Truncated, path, "", ErrorReason::Shorter, size, kPackPageBytes});
    const auto byteAt = [&](std::size_t i) { return std::int64_t{static_cast<unsigned char>(head[i])}; };
    std::int64_t pageBytes = byteAt(16) * 256 + byteAt(17);
    pageBytes = pageBytes == 1 ? 65536 : pageBytes;
    const std::int64_t pages = ((byteAt(28) * 256 + byteAt(29)) * 256 + byteAt(30)) * 256 + byteAt(31);
    struct stat wal { };
    const bool hasWal = ::stat((path + "-wal").c_str(), &wal) == 0 && wal.st_size > 0;
    if (!hasWal && size < pages * pageBytes)
        return fail({ErrorCode::Truncated, path, "", ErrorReason::Shorter, size, pages * pageBytes});
    return {};
}

} // namespace

bool isPackFileName(std::string_view path) { return path.ends_with(".gjpack"); }

Result<PackFile> PackFile::openWith(const std::string& path, const StoreKey* key, bool readOnly)
{
    const auto checked = checkFile(path);
    const Error cut = checked ? Error() : checked.error();
    DatabaseOptions options;
    options.readOnly = true;
    options.isCutOff = readOnly && cut.code == ErrorCode::Truncated && cut.first > kPackPageBytes;
    if (!checked && !options.isCutOff)
        return fail(cut);
    options.busyTimeoutMs = kBusyMs;
    // First without a writing connection, which might change what is not ours.
    auto database = Database::open(path, options);
    if (!database)
        return fail(options.isCutOff ? cut : database.error());
    const auto application = database->scalar("PRAGMA application_id"),
               version = database->scalar("PRAGMA user_version");
    if (!application || !version)
        return fail(options.isCutOff ? cut : application ? version.error() : application.error());
    if (*application != kApplicationId)
        return fail(ErrorCode::BadMagic, path, "this is no pack");
    if (*version > static_cast<std::int64_t>(std::size(kMigrations)))
        return fail(ErrorCode::NewerVersion, path,
                    "pack version " + std::to_string(*version) + ", this program knows "
                        + std::to_string(std::size(kMigrations)));
    PackFile file(std::move(*database));
    if (options.isCutOff) {
        file.m_state.cutBytes = cut.first;
        file.m_state.wholeBytes = cut.second;
    }
    auto cipher = unlockDatabase(file.m_database, key);
    if (!cipher) {
        const Error error = asPackError(cipher.error());
        return fail(options.isCutOff && error.code == ErrorCode::CorruptDatabase ? cut : error);
    }
    file.m_cipher = std::move(*cipher);
    if (!readOnly) {
        file.m_database = Database::closed();
        options.readOnly = false;
        database = Database::open(path, options);
        if (!database)
            return fail(database.error());
        file.m_database = std::move(*database);
        if (auto done = file.m_database.execute(std::string(kWriting) + ";BEGIN IMMEDIATE;COMMIT"); !done)
            return fail(done.error());
        if (auto done = file.m_database.migrate(kMigrations); !done)
            return fail(done.error());
    }
    file.m_hasSums = !readOnly || *version >= kVersionWithSums;
    auto ready = file.prepareAll(readOnly);
    if (ready)
        ready = file.readFacts();
    if (!ready || (options.isCutOff && !file.hasAnyEntry())) // of one that was cut off, that says more
        return fail(options.isCutOff ? cut : asPackError(ready.error()));
    return file;
}

bool PackFile::hasAnyEntry()
{
    // The directory's pages lie where they were written, mostly late: either end of it may be gone, or both.
    for (const char* order : {"ASC", "DESC"})
        if (const auto found =
                m_database.scalar(std::string("SELECT 1 FROM entries ORDER BY name ") + order + " LIMIT 1");
            found && *found == 1)
            return true;
    return false;
}

Result<PackFile> PackFile::open(const std::string& path, const StoreKey* key) { return openWith(path, key, true); }

Result<PackFile> PackFile::resume(const std::string& path, const StoreKey* key) { return openWith(path, key, false); }

Result<PackFile> PackFile::create(const std::string& path, const PackFacts& facts, const StoreKey* key)
{
    struct stat info { };
    if (::stat(path.c_str(), &info) == 0)
        return fail(ErrorCode::WriteFailed, path, "there is a file of this name already");
    DatabaseOptions options;
    options.pageBytes = kPackPageBytes;
    auto database = Database::open(path, options);
    if (!database)
        return fail(database.error());
    PackFile file(std::move(*database));
    if (auto done = file.m_database.execute(kWriting); !done)
        return fail(done.error());
    if (auto done = file.m_database.migrate(kMigrations); !done)
        return fail(done.error());
    if (key) {
        auto cipher = protectDatabase(file.m_database, *key);
        if (!cipher)
            return fail(cipher.error());
        file.m_cipher = std::move(*cipher);
    }
    file.m_hasSums = true;
    auto ready = file.prepareAll(false);
    if (ready)
        ready = file.setFacts(facts);
    if (ready)
        ready = file.commit();
    if (!ready)
        return fail(ready.error());
    file.m_state.isEncrypted = key != nullptr;
    return file;
}

Result<void> PackFile::prepareAll(bool readOnly)
{
    const std::pair<Statement*, const char*> reading[] = {
        {&m_has, "SELECT 1 FROM entries WHERE name=?1"},
        {&m_look, "SELECT status,url,type FROM entries WHERE name=?1"},
        {&m_find,
         m_hasSums ? "SELECT e.status,e.url,e.type,b.body,e.sum FROM entries e LEFT JOIN bodies b ON b.id=e.id"
                     " WHERE e.name=?1"
                   : "SELECT e.status,e.url,e.type,b.body,NULL FROM entries e LEFT JOIN bodies b ON b.id=e.id"
                     " WHERE e.name=?1"},
    };
    const std::pair<Statement*, const char*> writing[] = {
        {&m_insert, "INSERT INTO entries(name,status,url,type,size,sum) VALUES(?1,?2,?3,?4,?5,?6)"},
        {&m_insertBody, "INSERT INTO bodies(id,body) VALUES(?1,?2)"},
        {&m_forget, "SELECT id,size FROM entries WHERE name=?1"},
        {&m_insertMissing, "INSERT OR REPLACE INTO missing(name,code,detail) VALUES(?1,?2,?3)"},
        {&m_deleteMissing, "DELETE FROM missing WHERE name=?1"},
    };
    const auto prepare = [this](const auto& all) -> Result<void> {
        for (const auto& [statement, sql] : all) {
            auto prepared = m_database.prepare(sql);
            if (!prepared)
                return fail(prepared.error());
            *statement = std::move(*prepared);
        }
        return {};
    };
    auto done = prepare(reading);
    if (done && !readOnly)
        done = m_database.execute("PRAGMA cache_size=-8192");
    return done && !readOnly ? prepare(writing) : done;
}

std::string PackFile::nameOf(const std::string& name) const { return m_cipher ? m_cipher->hide(name) : name; }

Result<Bytes> PackFile::sealed(ByteView plain, const std::string& belongsTo) const
{
    return m_cipher ? m_cipher->seal(plain, belongsTo) : Bytes(plain.begin(), plain.end());
}

Result<void> PackFile::readFacts()
{
    auto look = m_database.prepare("SELECT key,value FROM facts");
    if (!look)
        return fail(look.error());
    std::vector<std::string> aliases, roots, createdAt;
    for (;;) {
        const auto row = look->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        const std::string key(look->text(0));
        const auto value = opened(look->bytes(1), "fact:" + key);
        if (!value)
            return fail(value.error());
        const std::string text(asText(*value));
        if (key == "id")
            m_facts.id = text;
        else if (key == "name")
            m_facts.name = text;
        else if (key == "createdBy")
            m_facts.createdBy = text;
        else if (key == "createdAt")
            m_facts.createdAtSeconds = std::strtoll(text.c_str(), nullptr, 10);
        else if (key == "area")
            m_facts.area = text;
        else if (key == "scene")
            m_facts.scene = text;
        else if (key == "plan")
            m_facts.plan = text;
        else if (key == "aliases")
            aliases = splitLines(text);
        else if (key == "roots")
            m_facts.roots = splitLines(text);
    }
    for (std::size_t i = 0; i + 1 < aliases.size(); i += 2)
        m_facts.aliases.emplace_back(aliases[i], aliases[i + 1]);
    auto state = m_database.prepare("SELECT complete,entries,bytes FROM state");
    if (!state)
        return fail(state.error());
    const auto row = state->step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorCode::CorruptDatabase, m_database.path(), "says nothing of its state");
    m_state.isComplete = state->integer(0) != 0;
    m_state.entries = static_cast<std::uint64_t>(state->integer(1));
    m_state.bytes = static_cast<std::uint64_t>(state->integer(2));
    m_state.isEncrypted = m_cipher != nullptr;
    const auto missing = m_database.scalar("SELECT count(*) FROM missing");
    if (!missing && !m_state.isCutOff())
        return fail(missing.error());
    m_state.missing = missing ? static_cast<std::uint64_t>(*missing) : 0;
    return {};
}

Result<void> PackFile::setFacts(PackFacts facts)
{
    m_facts = std::move(facts);
    return writeFacts();
}

Result<void> PackFile::writeFacts()
{
    if (auto begun = begin(); !begun)
        return begun;
    auto put = m_database.prepare("INSERT OR REPLACE INTO facts(key,value) VALUES(?1,?2)");
    if (!put)
        return fail(put.error());
    std::vector<std::string> aliases;
    for (const auto& [prefix, stand] : m_facts.aliases)
        aliases.insert(aliases.end(), {prefix, stand});
    const std::pair<const char*, std::string> all[] = {
        {"id", m_facts.id},
        {"name", m_facts.name},
        {"createdBy", m_facts.createdBy},
        {"createdAt", std::to_string(m_facts.createdAtSeconds)},
        {"area", m_facts.area},
        {"scene", m_facts.scene},
        {"plan", m_facts.plan},
        {"aliases", joined(aliases)},
        {"roots", joined(m_facts.roots)},
    };
    for (const auto& [key, text] : all) {
        const auto value = sealed(bytesOf(text), std::string("fact:") + key);
        if (!value)
            return fail(value.error());
        if (auto done = put->bind(1, std::string_view(key)).bind(2, ByteView(*value)).run(); !done)
            return done;
    }
    return {};
}

Result<void> PackFile::writeState()
{
    auto put = m_database.prepare("UPDATE state SET complete=?1,entries=?2,bytes=?3");
    if (!put)
        return fail(put.error());
    return put->bind(1, std::int64_t{m_state.isComplete})
        .bind(2, static_cast<std::int64_t>(m_state.entries))
        .bind(3, static_cast<std::int64_t>(m_state.bytes))
        .run();
}

Result<std::vector<Error>> PackFile::missing(std::size_t most)
{
    auto look = m_database.prepare("SELECT name,code,detail FROM missing LIMIT ?1");
    if (!look)
        return fail(look.error());
    look->bind(1, static_cast<std::int64_t>(most));
    std::vector<Error> all;
    for (;;) {
        const auto row = look->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return all;
        const auto text = opened(look->bytes(2), std::string(look->text(0)) + ":missing");
        if (!text)
            return fail(text.error());
        // URL, reason with its numbers, and the detail, a line each.
        auto lines = splitLines(asText(*text));
        lines.resize(5);
        const std::int64_t code = look->integer(1), reason = std::strtoll(lines[1].c_str(), nullptr, 10);
        Error error;
        error.code = code >= 0 && code < kErrorCodeCount ? static_cast<ErrorCode>(code) : ErrorCode::Internal;
        error.source = lines[0];
        error.reason = reason >= 0 && reason < kErrorReasonCount ? static_cast<ErrorReason>(reason) : ErrorReason::None;
        error.first = std::strtoll(lines[2].c_str(), nullptr, 10);
        error.second = std::strtoll(lines[3].c_str(), nullptr, 10);
        error.detail = lines[4];
        all.push_back(std::move(error));
    }
}

Result<void> PackFile::begin()
{
    if (m_isOpenTransaction)
        return {};
    if (auto done = m_database.execute("BEGIN IMMEDIATE"); !done)
        return done;
    m_isOpenTransaction = true;
    m_uncommittedBytes = 0;
    m_begun = std::chrono::steady_clock::now();
    return {};
}

Result<void> PackFile::put(const PackEntry& entry)
{
    if (auto begun = begin(); !begun)
        return begun;
    const std::string name = nameOf(entry.name);
    const auto before = m_forget.bind(1, name).step();
    if (!before)
        return fail(before.error());
    const std::int64_t oldId = *before ? m_forget.integer(0) : 0, oldSize = *before ? m_forget.integer(1) : 0;
    m_forget.reset();
    if (*before) {
        const std::string id = std::to_string(oldId);
        if (auto done = m_database.execute("DELETE FROM entries WHERE id=" + id + ";DELETE FROM bodies WHERE id=" + id);
            !done)
            return done;
        --m_state.entries;
        m_state.bytes -= static_cast<std::uint64_t>(oldSize);
    }
    const auto type = sealed(bytesOf(entry.contentType), name + ":type");
    if (!type)
        return fail(type.error());
    m_insert.bind(1, name).bind(2, std::int64_t{entry.status}).bind(4, ByteView(*type));
    Bytes url;
    if (!entry.url.empty() && entry.url != entry.name) {
        auto coded = sealed(bytesOf(entry.url), name + ":url");
        if (!coded)
            return fail(coded.error());
        url = std::move(*coded);
        m_insert.bind(3, ByteView(url));
    } else {
        m_insert.bindNull(3);
    }
    const std::size_t size = entry.body ? entry.body->size() : 0;
    m_insert.bind(5, static_cast<std::int64_t>(size));
    if (m_cipher) // its seal says more, and a checksum would tell of what is sealed
        m_insert.bindNull(6);
    else
        m_insert.bind(6, bodySum(entry.body ? ByteView(*entry.body) : ByteView()));
    if (auto done = m_insert.run(); !done)
        return done;
    const std::int64_t id = m_database.lastInsertId();
    if (size > 0) {
        Bytes coded;
        if (m_cipher) {
            auto body = sealed(*entry.body, name + ":body");
            if (!body)
                return fail(body.error());
            coded = std::move(*body);
        }
        if (auto done = m_insertBody.bind(1, id).bind(2, m_cipher ? ByteView(coded) : ByteView(*entry.body)).run();
            !done)
            return done;
    }
    if (m_state.missing > 0) {
        if (auto done = m_deleteMissing.bind(1, name).run(); !done)
            return done;
    }
    ++m_state.entries;
    m_state.bytes += size;
    m_uncommittedBytes += size + kEntryOverhead;
    return {};
}

Result<void> PackFile::putMissing(const std::string& name, const Error& error)
{
    if (auto begun = begin(); !begun)
        return begun;
    const std::string stored = nameOf(name);
    std::string detail = error.detail;
    std::replace(detail.begin(), detail.end(), '\n', ' ');
    const std::string text = joined({error.source, std::to_string(static_cast<int>(error.reason)),
                                     std::to_string(error.first), std::to_string(error.second), detail});
    const auto coded = sealed(bytesOf(text), stored + ":missing");
    if (!coded)
        return fail(coded.error());
    if (auto done = m_insertMissing.bind(1, stored)
                        .bind(2, static_cast<std::int64_t>(error.code))
                        .bind(3, ByteView(*coded))
                        .run();
        !done)
        return done;
    m_uncommittedBytes += kEntryOverhead;
    const auto missing = m_database.scalar("SELECT count(*) FROM missing");
    if (!missing && !m_state.isCutOff())
        return fail(missing.error());
    m_state.missing = missing ? static_cast<std::uint64_t>(*missing) : 0;
    return {};
}

Result<void> PackFile::forgetMissing()
{
    if (m_state.missing == 0)
        return {};
    if (auto begun = begin(); !begun)
        return begun;
    m_state.missing = 0;
    return m_database.execute("DELETE FROM missing");
}

Result<void> PackFile::commit()
{
    if (!m_isOpenTransaction)
        return {};
    if (auto done = writeState(); !done)
        return done;
    auto done = m_database.execute("COMMIT");
    if (done)
        m_isOpenTransaction = false;
    return done;
}

Result<void> PackFile::commitWhenDue()
{
    if (!m_isOpenTransaction
        || (m_uncommittedBytes < kBatchBytes && std::chrono::steady_clock::now() - m_begun < kBatchTime))
        return {};
    return commit();
}

Result<void> PackFile::close(bool isComplete)
{
    if (auto begun = begin(); !begun)
        return begun;
    m_state.isComplete = isComplete;
    if (auto done = commit(); !done)
        return done;
    for (Statement* statement :
         {&m_find, &m_look, &m_has, &m_insert, &m_insertBody, &m_forget, &m_insertMissing, &m_deleteMissing})
        *statement = Statement();
    // Out of write-ahead mode, or it could not be read where nothing may be written beside it.
    return m_database.execute("PRAGMA journal_mode=DELETE");
}

} // namespace guanjing
