#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace guanjing {

/// A prepared SQL statement. Parameters count from 1, columns from 0, as in SQLite. Bound text and bytes are not copied:
/// they must live until the next reset(). Belongs to its Database's thread and may not outlive it.
class Statement {
public:
    Statement() = default;

    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, double value);
    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, ByteView bytes);
    Statement& bindNull(int parameter);

    /// True while there is a row to read.
    [[nodiscard]] Result<bool> step();
    /// For statements without rows; resets afterwards.
    [[nodiscard]] Result<void> run();
    /// Ends the reading (a row left open keeps a WAL from shrinking) and drops the bindings.
    void reset();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    /// Views are valid until the next step() or reset().
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] ByteView bytes(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    friend class Database;
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const;
    };
    Statement(sqlite3_stmt* statement, std::shared_ptr<const std::string> path);
    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
    std::shared_ptr<const std::string> m_path;
};

struct DatabaseOptions {
    bool readOnly = false;
    int busyTimeoutMs = 5000;
    int pageBytes = 0; ///< of a new file; 0: SQLite's default
    bool incrementalVacuum = false; ///< of a new file: freed pages can be given back to the file system
    /// The file ends before its pages do: what is there is read all the same. Only together with readOnly.
    bool isCutOff = false;
    const char* vfs = nullptr; ///< SQLite's way to files; null: the system's
};

/// One connection to an SQLite file, in write-ahead mode with synchronous=NORMAL. Belongs to one thread at a time,
/// never the GUI thread.
/// Errors carry the file's name and SQLite's number: CorruptDatabase, DiskFull, NewerVersion, ReadFailed, WriteFailed.
class Database {
public:
    /// Creates the file (not its folder) unless readOnly.
    [[nodiscard]] static Result<Database> open(const std::string& path, const DatabaseOptions& options = {});

    [[nodiscard]] Result<void> execute(const std::string& sql);
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    /// First column of the first row; 0 when there is none.
    [[nodiscard]] Result<std::int64_t> scalar(std::string_view sql);

    /// Brings the schema from its user_version to migrations.size(); migrations[i] leads from version i to i + 1, each in
    /// a transaction of its own. NewerVersion when the file is ahead of us: it is then left as it is.
    [[nodiscard]] Result<void> migrate(std::span<const char* const> migrations);

    /// Moves the WAL into the file and cuts it to nothing; false when a reader was in the way.
    [[nodiscard]] Result<bool> truncateWal();

    /// A connection to nothing, to let go of one that was.
    [[nodiscard]] static Database closed() { return {}; }

    [[nodiscard]] std::int64_t lastInsertId() const;
    [[nodiscard]] const std::string& path() const { return *m_path; }

private:
    struct Closer {
        void operator()(sqlite3* connection) const;
    };
    Database() = default;
    std::unique_ptr<sqlite3, Closer> m_connection;
    std::shared_ptr<const std::string> m_path;
};

/// A write transaction that is rolled back unless committed.
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    ~Transaction();
    Transaction(Transaction&& other) noexcept : m_database(std::exchange(other.m_database, nullptr)) { }
    Transaction& operator=(Transaction&&) = delete;
    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database& database) : m_database(&database) { }
    Database* m_database;
};

} // namespace guanjing
