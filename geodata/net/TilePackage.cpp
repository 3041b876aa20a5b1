#include "geodata/net/TilePackage.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace guanjing {

Result<void> MediaTable::prepare()
{
    // Text and blob: a number as key would never be found.
    auto types = m_database.prepare("SELECT name, upper(type) FROM pragma_table_info('media')");
    if (!types)
        return fail(types.error().code, m_source, types.error().detail);
    bool hasKey = false, hasContent = false;
    for (;;) {
        const auto more = types->step();
        if (!more)
            return fail(more.error().code, m_source, more.error().detail);
        if (!*more)
            break;
        const std::string_view name = types->text(0), type = types->text(1);
        const auto has = [&](std::string_view word) { return type.find(word) != std::string_view::npos; };
        hasKey = hasKey || (name == "key" && (has("TEXT") || has("CHAR") || has("CLOB")));
        hasContent = hasContent || (name == "content" && (type.empty() || has("BLOB")));
    }
    types->reset();
    if (!hasKey || !hasContent)
        return fail(ErrorCode::BadValue, m_source,
                    std::string("no 3D Tiles package: the table media has no column ")
                        + (hasKey ? "\"content\" of type BLOB" : "\"key\" of type TEXT"));
    auto select = m_database.prepare("SELECT content FROM media WHERE key = ?1");
    if (!select)
        return fail(select.error().code, m_source, select.error().detail);
    m_select = std::move(*select);
    return {};
}

Result<MediaTable> MediaTable::open(const std::string& path, const std::string& source)
{
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return fail(ErrorCode::NotFound, source, "no such file");
    DatabaseOptions options;
    options.readOnly = true;
    return open(path, options, source);
}

Result<MediaTable> MediaTable::openSparse(std::shared_ptr<SparseFile> file, const std::string& source)
{
    DatabaseOptions options;
    options.readOnly = true;
    options.vfs = SparseFile::kVfs;
    auto table = open(file->name(), options, source);
    if (table)
        table->m_sparse = std::move(file);
    return table;
}

Result<MediaTable> MediaTable::open(const std::string& path, const DatabaseOptions& options, const std::string& source)
{
    auto database = Database::open(path, options);
    if (!database)
        return fail(database.error().code, source, database.error().detail);
    MediaTable table(std::move(*database), source);
    if (auto done = table.prepare(); !done)
        return fail(std::move(done.error()));
    return table;
}

Result<MediaTable> MediaTable::openCopy(ByteView bytes, const std::string& source)
{
    std::error_code noFolder;
    std::string path = (std::filesystem::temp_directory_path(noFolder) / "guanjing-package-XXXXXX").string();
    const int file = noFolder ? -1 : ::mkstemp(path.data());
    if (file < 0)
        return fail(ErrorCode::WriteFailed, source, "no temporary file for the package");
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t written = ::write(file, bytes.data() + done, bytes.size() - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break;
        done += static_cast<std::size_t>(written);
    }
    const int number = errno;
    ::close(file);
    Result<MediaTable> table = done < bytes.size()
        ? Result<MediaTable>(fail(number == ENOSPC ? ErrorCode::DiskFull : ErrorCode::WriteFailed, source,
                                  "the package could not be put into a temporary file"))
        : open(path, source);
    if (table)
        table->m_ownFile = path;
    else
        ::unlink(path.c_str());
    return table;
}

MediaTable::~MediaTable()
{
    if (!m_ownFile.empty())
        ::unlink(m_ownFile.c_str());
}

MediaTable::MediaTable(MediaTable&& other) noexcept
    : m_sparse(std::move(other.m_sparse))
    , m_database(std::move(other.m_database))
    , m_select(std::move(other.m_select))
    , m_source(std::move(other.m_source))
    , m_ownFile(std::exchange(other.m_ownFile, {}))
{ }

Result<SharedBytes> MediaTable::read(std::string_view key, std::uint64_t maxBytes, const std::string& source)
{
    m_select.bind(1, key);
    const auto row = m_select.step();
    if (!row || !*row) {
        m_select.reset();
        return row ? fail(ErrorCode::NotFound, source, "not in the package")
                   : fail(row.error().code, source, row.error().detail);
    }
    const ByteView view = m_select.bytes(0);
    auto bytes = view.size() <= maxBytes ? std::make_shared<const Bytes>(view.begin(), view.end()) : nullptr;
    const std::size_t size = view.size();
    m_select.reset();
    if (!bytes)
        return fail(ErrorCode::TooLarge, source, std::to_string(size) + " bytes, limit " + std::to_string(maxBytes));
    return withoutGzip(std::move(bytes), maxBytes, source);
}

} // namespace guanjing
