#include "geodata/store/Database.h"

#include <sqlite3.h>

namespace guanjing {

namespace {

ErrorCode codeOf(int extendedCode)
{
    switch (extendedCode & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::CorruptDatabase;
    case SQLITE_FULL: return ErrorCode::DiskFull;
    case SQLITE_IOERR:
        return extendedCode == SQLITE_IOERR_READ || extendedCode == SQLITE_IOERR_SHORT_READ ? ErrorCode::ReadFailed
                                                                                            : ErrorCode::WriteFailed;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::WriteFailed;
    case SQLITE_TOOBIG: return ErrorCode::TooLarge;
    default: return ErrorCode::Internal;
    }
}

/// For what a user may meet; SQLite's own words for the rest.
const char* wordsOf(int extendedCode)
{
    switch (extendedCode & 0xff) {
    case SQLITE_CORRUPT: return "its pages do not fit together";
    case SQLITE_NOTADB: return "it is no SQLite database";
    case SQLITE_FULL: return "there is no room left";
    case SQLITE_CANTOPEN: return "it cannot be opened";
    case SQLITE_IOERR: return "the disk or the network drive that it lies on fails";
    case SQLITE_PERM:
    case SQLITE_READONLY: return "it may not be written";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "another program is using it";
    default: return nullptr;
    }
}

tl::unexpected<Error> failure(sqlite3* connection, const std::string& path)
{
    const int code = sqlite3_extended_errcode(connection);
    const char* words = wordsOf(code);
    return fail(codeOf(code), path,
                std::string(words != nullptr ? words : sqlite3_errmsg(connection)) + " (SQLite " + std::to_string(code)
                    + ")");
}

} // namespace

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(sqlite3_stmt* statement, std::shared_ptr<const std::string> path)
    : m_statement(statement), m_path(std::move(path))
{ }

Statement& Statement::bind(int parameter, std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), parameter, value);
    return *this;
}

Statement& Statement::bind(int parameter, double value)
{
    sqlite3_bind_double(m_statement.get(), parameter, value);
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view text)
{
    // A null pointer would bind NULL instead of an empty text.
    sqlite3_bind_text64(m_statement.get(), parameter, text.data() ? text.data() : "", text.size(), SQLITE_STATIC,
                        SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind(int parameter, ByteView bytes)
{
    if (bytes.empty())
        sqlite3_bind_zeroblob(m_statement.get(), parameter, 0);
    else
        sqlite3_bind_blob64(m_statement.get(), parameter, bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
}

Statement& Statement::bindNull(int parameter)
{
    sqlite3_bind_null(m_statement.get(), parameter);
    return *this;
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    auto error = failure(sqlite3_db_handle(m_statement.get()), *m_path);
    reset();
    return error;
}

Result<void> Statement::run()
{
    const auto stepped = step();
    if (!stepped)
        return fail(stepped.error());
    reset();
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(m_statement.get(), column); }
double Statement::real(int column) const { return sqlite3_column_double(m_statement.get(), column); }
bool Statement::isNull(int column) const { return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL; }

std::string_view Statement::text(int column) const
{
    const unsigned char* text = sqlite3_column_text(m_statement.get(), column);
    if (!text)
        return {};
    return {reinterpret_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

ByteView Statement::bytes(int column) const
{
    const void* data = sqlite3_column_blob(m_statement.get(), column);
    if (!data)
        return {};
    return {static_cast<const std::uint8_t*>(data),
            static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

void Database::Closer::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Result<Database> Database::open(const std::string& path, const DatabaseOptions& options)
{
    Database database;
    database.m_path = std::make_shared<const std::string>(path);
    sqlite3* connection = nullptr;
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        | (options.readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    const int code = sqlite3_open_v2(path.c_str(), &connection, flags, options.vfs);
    database.m_connection.reset(connection);
    if (!connection)
        return fail(ErrorCode::Internal, path, "no memory for a database connection");
    if (code != SQLITE_OK)
        return failure(connection, path);
    sqlite3_busy_timeout(connection, options.busyTimeoutMs);
    std::string setup;
    if (options.readOnly && options.isCutOff)
        setup += "PRAGMA writable_schema=ON;"; // SQLite refuses such files otherwise; nothing can be written
    if (!options.readOnly) {
        if (options.pageBytes > 0) // without effect on a file that has pages already
            setup += "PRAGMA page_size=" + std::to_string(options.pageBytes) + ";";
        if (options.incrementalVacuum)
            setup += "PRAGMA auto_vacuum=INCREMENTAL;";
        setup += "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;";
    }
    // Also the first read of the file, so that what is no database shows at once.
    setup += "PRAGMA user_version;PRAGMA trusted_schema=OFF;";
    if (auto done = database.execute(setup); !done)
        return fail(done.error());
    return database;
}

Result<void> Database::execute(const std::string& sql)
{
    if (sqlite3_exec(m_connection.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(m_connection.get(), *m_path);
    return {};
}

Result<Statement> Database::prepare(std::string_view sql)
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_connection.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return failure(m_connection.get(), *m_path);
    return Statement(statement, m_path);
}

Result<std::int64_t> Database::scalar(std::string_view sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return fail(statement.error());
    const auto row = statement->step();
    if (!row)
        return fail(row.error());
    return *row ? statement->integer(0) : 0;
}

Result<void> Database::migrate(std::span<const char* const> migrations)
{
    const auto newest = static_cast<std::int64_t>(migrations.size());
    for (;;) {
        const auto version = scalar("PRAGMA user_version");
        if (!version)
            return fail(version.error());
        if (*version > newest)
            return fail(ErrorCode::NewerVersion, *m_path,
                        "schema version " + std::to_string(*version) + ", this program knows "
                            + std::to_string(newest));
        if (*version == newest)
            return {};
        auto transaction = Transaction::begin(*this);
        if (!transaction)
            return fail(transaction.error());
        // Another process may have been faster.
        const auto still = scalar("PRAGMA user_version");
        if (!still)
            return fail(still.error());
        if (*still != *version)
            continue;
        const std::string sql = std::string(migrations[static_cast<std::size_t>(*version)])
            + ";PRAGMA user_version=" + std::to_string(*version + 1);
        if (auto done = execute(sql); !done)
            return done;
        if (auto done = transaction->commit(); !done)
            return done;
    }
}

Result<bool> Database::truncateWal()
{
    const int code =
        sqlite3_wal_checkpoint_v2(m_connection.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code == SQLITE_OK)
        return true;
    if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
        return false;
    return failure(m_connection.get(), *m_path);
}

std::int64_t Database::lastInsertId() const { return sqlite3_last_insert_rowid(m_connection.get()); }

Result<Transaction> Transaction::begin(Database& database)
{
    if (auto done = database.execute("BEGIN IMMEDIATE"); !done)
        return fail(done.error());
    return Transaction(database);
}

Transaction::~Transaction()
{
    if (m_database)
        static_cast<void>(m_database->execute("ROLLBACK")); // fails where SQLite has rolled back by itself
}

Result<void> Transaction::commit()
{
    auto done = m_database->execute("COMMIT");
    if (done)
        m_database = nullptr;
    return done;
}

} // namespace guanjing
