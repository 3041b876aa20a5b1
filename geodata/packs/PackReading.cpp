// PackFile: what is in it, and whether it is whole.
#include "geodata/packs/PackReading.h"

#include "geodata/packs/PackFile.h"

#include <zlib.h>

#include <utility>

namespace guanjing {
namespace {

constexpr const char* kDamagedDetail = "an entry is damaged";

} // namespace

Error asPackError(Error error)
{
    if (error.code == ErrorCode::Internal)
        error.code = ErrorCode::CorruptDatabase;
    return error;
}

std::int64_t bodySum(ByteView body) { return static_cast<std::int64_t>(crc32_z(0, body.data(), body.size())); }

Result<Bytes> PackFile::opened(ByteView stored, const std::string& belongsTo) const
{
    if (!m_cipher)
        return Bytes(stored.begin(), stored.end());
    auto plain = m_cipher->open(stored, belongsTo);
    if (!plain)
        return fail(ErrorCode::CorruptDatabase, m_database.path(), kDamagedDetail); // the key has proved to be the one
    return plain;
}

Result<bool> PackFile::has(const std::string& name)
{
    const std::string stored = nameOf(name);
    const auto row = m_has.bind(1, stored).step();
    if (!row) {
        m_has.reset();
        return m_state.isCutOff() ? Result<bool>(false) : fail(row.error());
    }
    m_has.reset();
    return *row;
}

Result<std::optional<PackEntry>> PackFile::read(Statement& statement, const std::string& name,
                                                const std::string& stored)
{
    struct Reset {
        Statement& used;
        ~Reset() { used.reset(); }
    } const reset{statement};
    std::optional<PackEntry> entry;
    const auto row = statement.bind(1, stored).step();
    if (!row)
        return m_state.isCutOff() ? bodyAlone(name, stored) : fail(asPackError(row.error()));
    if (!*row)
        return entry;
    auto found = entryOf(statement, name, stored, &statement != &m_look);
    if (found)
        entry = std::move(*found);
    else if (!m_state.isCutOff())
        return fail(std::move(found.error()));
    return entry;
}

Result<PackEntry> PackFile::entryOf(const Statement& row, const std::string& name, const std::string& stored,
                                    bool withBody) const
{
    PackEntry entry;
    entry.name = name;
    entry.status = static_cast<int>(row.integer(0));
    const auto type = opened(row.bytes(2), stored + ":type");
    if (!type)
        return fail(type.error());
    entry.contentType = asText(*type);
    if (!row.isNull(1)) {
        const auto url = opened(row.bytes(1), stored + ":url");
        if (!url)
            return fail(url.error());
        entry.url = asText(*url);
    }
    if (!withBody)
        return entry;
    Bytes body;
    if (!row.isNull(3)) {
        auto plain = opened(row.bytes(3), stored + ":body");
        if (!plain)
            return fail(plain.error());
        body = std::move(*plain);
    }
    if (!row.isNull(4) && row.integer(4) != bodySum(body))
        return fail(ErrorCode::CorruptDatabase, m_database.path(), kDamagedDetail);
    entry.body = std::make_shared<const Bytes>(std::move(body));
    return entry;
}

PackDamage PackFile::check(const std::function<bool(const PackEntry&)>& isWhole)
{
    PackDamage damage;
    auto pages = m_database.prepare("PRAGMA integrity_check(1)");
    const auto said = pages ? pages->step() : fail(pages.error());
    damage.isFileDamaged = !said || !*said || pages->text(0) != "ok";
    if (pages)
        pages->reset();
    // One by one, so that a damaged page takes no others with it.
    auto ids = m_database.prepare("SELECT id FROM entries WHERE id>?1 ORDER BY id LIMIT 1");
    auto one = m_database.prepare(std::string("SELECT e.status,e.url,e.type,b.body,") + (m_hasSums ? "e.sum" : "NULL")
                                  + ",e.name,e.size FROM entries e LEFT JOIN bodies b ON b.id=e.id WHERE e.id=?1");
    if (!ids || !one) {
        damage.isFileDamaged = true;
        return damage;
    }
    std::int64_t id = 0;
    for (;;) {
        const auto next = ids->bind(1, id).step();
        damage.isFileDamaged = damage.isFileDamaged || !next;
        if (!next || !*next)
            return damage;
        id = ids->integer(0);
        ids->reset();
        const auto row = one->bind(1, id).step();
        if (!row || !*row) {
            ++damage.entries;
            continue;
        }
        const std::string stored(one->text(5));
        const auto entry = entryOf(*one, stored, stored, true);
        const bool isGuarded = m_cipher || !one->isNull(4);
        const bool isDamaged = !entry || static_cast<std::int64_t>(entry->body->size()) != one->integer(6)
            || (!isGuarded && !isWhole(*entry));
        damage.entries += isDamaged ? 1 : 0;
        one->reset();
    }
}

Result<std::optional<PackEntry>> PackFile::bodyAlone(const std::string& name, const std::string& stored)
{
    std::optional<PackEntry> entry;
    auto look = m_database.prepare("SELECT body FROM bodies WHERE id=(SELECT id FROM entries WHERE name=?1)");
    if (!look)
        return entry;
    const auto row = look->bind(1, stored).step();
    if (!row || !*row || look->isNull(0))
        return entry;
    auto plain = opened(look->bytes(0), stored + ":body");
    if (!plain)
        return entry;
    entry.emplace();
    entry->name = name;
    entry->body = std::make_shared<const Bytes>(std::move(*plain));
    return entry;
}

Result<std::optional<PackEntry>> PackFile::find(const std::string& name) { return read(m_find, name, nameOf(name)); }

Result<std::optional<PackEntry>> PackFile::look(const std::string& name) { return read(m_look, name, nameOf(name)); }

} // namespace guanjing
