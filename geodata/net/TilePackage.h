#pragma once
// One package of tiles while it is open. For the .cpp files of this room only.

#include "geodata/core/Result.h"
#include "geodata/net/AssetAccessor.h"
#include "geodata/net/ZipArchive.h"
#include "geodata/store/Database.h"
#include "geodata/store/SparseFile.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing {

/// A .3dtiles package: an SQLite file with the table media(key TEXT, content BLOB). One thread.
class MediaTable {
public:
    static Result<MediaTable> open(const std::string& path, const std::string& source);
    /// Writes the bytes to a file of its own first, which goes with the object.
    static Result<MediaTable> openCopy(ByteView bytes, const std::string& source);
    /// Fails while a block is missing, as read() does; SparseFile::takeMissing tells.
    static Result<MediaTable> openSparse(std::shared_ptr<SparseFile> file, const std::string& source);
    ~MediaTable();
    MediaTable(MediaTable&& other) noexcept;
    MediaTable& operator=(MediaTable&&) = delete;

    [[nodiscard]] Result<SharedBytes> read(std::string_view key, std::uint64_t maxBytes, const std::string& source);

private:
    MediaTable(Database database, std::string source) : m_database(std::move(database)), m_source(std::move(source)) { }
    static Result<MediaTable> open(const std::string& path, const DatabaseOptions& options, const std::string& source);
    Result<void> prepare();

    std::shared_ptr<SparseFile> m_sparse; ///< before the database that reads it
    Database m_database;
    Statement m_select;
    std::string m_source;
    std::string m_ownFile; ///< removed at the end
};

} // namespace guanjing
