#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/packs/PackUrl.h"
#include "geodata/store/BlobCipher.h"
#include "geodata/store/Database.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing {

/// What a pack says of itself. Plain data; texts are UTF-8.
struct PackFacts {
    std::string id; ///< 16 hexadecimal digits, another one for each pack
    std::string name;
    std::string createdBy; ///< program and version
    std::int64_t createdAtSeconds = 0; ///< UTC
    std::string area; ///< GeoJSON geometry
    std::string scene; ///< a scene document
    std::string plan; ///< JSON: what was to be taken; a pack is resumed only with the same
    PackAliases aliases;
    /// Beginnings of URLs that the pack stands for: what lies there is asked of the pack alone.
    std::vector<std::string> roots;
};

/// How far it has come.
struct PackState {
    bool isComplete = false;
    bool isEncrypted = false;
    std::uint64_t entries = 0; ///< answers, such as that there is nothing, included
    std::uint64_t bytes = 0; ///< of their bodies, before they were sealed
    std::uint64_t missing = 0; ///< that could not be had
    /// Bytes of a file that was cut off, and those that it should have; 0: it is whole.
    std::int64_t cutBytes = 0, wholeBytes = 0;
    [[nodiscard]] bool isCutOff() const { return wholeBytes > cutBytes; }
};

/// What is damaged in a pack. Nothing: all of it is as it was written, as far as that can be told.
struct PackDamage {
    bool isFileDamaged = false; ///< pages of it do not fit together, so that entries may be missing
    std::uint64_t entries = 0; ///< whose seal is broken, whose checksum does not fit, or which cannot be read
    [[nodiscard]] bool isAny() const { return isFileDamaged || entries > 0; }
};

/// What a pack keeps of one answer.
struct PackEntry {
    std::string name; ///< see packName()
    std::string url; ///< after redirects; empty: the one asked for
    int status = 200; ///< 404 where the server said that there is nothing
    std::string contentType;
    SharedBytes body; ///< never null
};

/// A pack (*.gjpack): an SQLite file with application_id 'GJPK' and the tables
///
///   facts(key, value)       name, area, scene, plan … of PackFacts
///   state(complete, entries, bytes)
///   protection(…)           see Protection.h; no row: nothing is encrypted
///   entries(id, name UNIQUE, status, url, type, size, sum), bodies(id = entries.id, body)
///   missing(name, code, detail)
///
/// `sum` is the CRC-32 of a body that is not sealed; older packs have none.
/// With a key all values, URLs, types, bodies and details are sealed, each bound to its place, and names are hidden;
/// counts and statuses stand open. While it is written there may be a -wal beside it, afterwards it is the one file.
/// One thread at a time.
class PackFile {
public:
    /// For reading. Nothing is written, whatever is wrong. Of one that was cut off what is left can be read, the rest is as if it
    /// had not been taken along: see PackState. Errors: NotFound, BadMagic for another file, Truncated where nothing is left,
    /// CorruptDatabase, NewerVersion, NeedsKey, WrongKey.
    [[nodiscard]] static Result<PackFile> open(const std::string& path, const StoreKey* key = nullptr);
    /// A new one; WriteFailed where a file is in the way.
    [[nodiscard]] static Result<PackFile> create(const std::string& path, const PackFacts& facts,
                                                 const StoreKey* key = nullptr);
    /// One that was begun, to go on; errors as open(), Truncated for any that was cut off, and WriteFailed while another program writes it.
    [[nodiscard]] static Result<PackFile> resume(const std::string& path, const StoreKey* key = nullptr);

    [[nodiscard]] const std::string& path() const { return m_database.path(); }
    [[nodiscard]] const PackFacts& facts() const { return m_facts; }
    [[nodiscard]] const PackState& state() const { return m_state; }

    [[nodiscard]] Result<bool> has(const std::string& name);
    /// As find(), without the body.
    [[nodiscard]] Result<std::optional<PackEntry>> look(const std::string& name);
    /// CorruptDatabase for an entry that is damaged.
    [[nodiscard]] Result<std::optional<PackEntry>> find(const std::string& name);
    /// What could not be had, at most so many; Error::source is its URL.
    [[nodiscard]] Result<std::vector<Error>> missing(std::size_t most);

    /// Reads all of it. Of bodies with neither a seal nor a checksum `isWhole` is asked. Not for one that was cut off.
    [[nodiscard]] PackDamage check(const std::function<bool(const PackEntry&)>& isWhole);

    // ---- of one that is written. What is put is lost with the process until it is committed.

    /// In the place of what was there by that name; a record that it is missing goes.
    [[nodiscard]] Result<void> put(const PackEntry& entry);
    [[nodiscard]] Result<void> putMissing(const std::string& name, const Error& error);
    [[nodiscard]] Result<void> forgetMissing();
    [[nodiscard]] Result<void> setFacts(PackFacts facts);
    [[nodiscard]] Result<void> commit();
    /// Commits where so much or for so long (4 MiB, 1 s) has not been.
    [[nodiscard]] Result<void> commitWhenDue();
    /// Commits, marks it complete or not, and makes it one file.
    [[nodiscard]] Result<void> close(bool isComplete);

private:
    explicit PackFile(Database database) : m_database(std::move(database)) { }
    [[nodiscard]] static Result<PackFile> openWith(const std::string& path, const StoreKey* key, bool readOnly);
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] bool hasAnyEntry();
    [[nodiscard]] Result<void> prepareAll(bool readOnly);
    [[nodiscard]] Result<void> readFacts();
    [[nodiscard]] Result<void> writeFacts();
    [[nodiscard]] Result<void> writeState();
    [[nodiscard]] std::string nameOf(const std::string& name) const;
    [[nodiscard]] Result<Bytes> sealed(ByteView plain, const std::string& belongsTo) const;
    [[nodiscard]] Result<std::optional<PackEntry>> read(Statement& statement, const std::string& name,
                                                        const std::string& stored);
    /// Of a file that was cut off: the row of an entry is lost, but its name still leads to its body.
    [[nodiscard]] Result<std::optional<PackEntry>> bodyAlone(const std::string& name, const std::string& stored);
    [[nodiscard]] Result<Bytes> opened(ByteView stored, const std::string& belongsTo) const;
    /// From a row of status, URL, type, body and checksum; a row without the last two makes an entry without a body.
    [[nodiscard]] Result<PackEntry> entryOf(const Statement& row, const std::string& name, const std::string& stored,
                                            bool withBody) const;

    Database m_database; // before the statements, which it must outlive
    std::shared_ptr<const BlobCipher> m_cipher; ///< null: nothing is encrypted
    Statement m_find, m_look, m_has, m_insert, m_insertBody, m_forget, m_insertMissing, m_deleteMissing;
    PackFacts m_facts;
    PackState m_state;
    bool m_hasSums = false;
    bool m_isOpenTransaction = false;
    std::uint64_t m_uncommittedBytes = 0;
    std::chrono::steady_clock::time_point m_begun{};
};

/// True for a name that ends in .gjpack.
[[nodiscard]] bool isPackFileName(std::string_view path);

} // namespace guanjing
