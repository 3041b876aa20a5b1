#include "geodata/store/SparseFile.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <system_error>
#include <utility>

namespace guanjing {

namespace {

/// By name, for SQLite to find what it is to open.
struct Registry {
    std::mutex mutex;
    std::map<std::string, SparseFile*, std::less<>> files;
};

Registry& registry()
{
    static Registry instance;
    return instance;
}

struct OpenFile {
    sqlite3_file base; // first, as SQLite wants it
    SparseFile* file;
};

SparseFile& fileOf(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file)->file; }

int readFile(sqlite3_file* file, void* target, int count, sqlite3_int64 offset)
{
    SparseFile& sparse = fileOf(file);
    if (!sparse.read(static_cast<std::uint8_t*>(target), static_cast<std::uint64_t>(count),
                     static_cast<std::uint64_t>(offset)))
        return SQLITE_IOERR_READ;
    return static_cast<std::uint64_t>(offset + count) > sparse.byteSize() ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

const sqlite3_io_methods* methods()
{
    static const sqlite3_io_methods instance = [] {
        sqlite3_io_methods m{};
        m.iVersion = 1;
        m.xClose = [](sqlite3_file*) { return SQLITE_OK; };
        m.xRead = readFile;
        m.xWrite = [](sqlite3_file*, const void*, int, sqlite3_int64) { return SQLITE_READONLY; };
        m.xTruncate = [](sqlite3_file*, sqlite3_int64) { return SQLITE_READONLY; };
        m.xSync = [](sqlite3_file*, int) { return SQLITE_OK; };
        m.xFileSize = [](sqlite3_file* file, sqlite3_int64* size) {
            *size = static_cast<sqlite3_int64>(fileOf(file).byteSize());
            return SQLITE_OK;
        };
        m.xLock = [](sqlite3_file*, int) { return SQLITE_OK; };
        m.xUnlock = [](sqlite3_file*, int) { return SQLITE_OK; };
        m.xCheckReservedLock = [](sqlite3_file*, int* isReserved) {
            *isReserved = 0;
            return SQLITE_OK;
        };
        m.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
        m.xSectorSize = [](sqlite3_file*) { return 4096; };
        m.xDeviceCharacteristics = [](sqlite3_file*) { return SQLITE_IOCAP_IMMUTABLE; };
        return m;
    }();
    return &instance;
}

int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int, int* outFlags)
{
    auto* opened = reinterpret_cast<OpenFile*>(file);
    opened->base.pMethods = nullptr;
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    const auto found = name ? all.files.find(std::string_view(name)) : all.files.end();
    if (found == all.files.end())
        return SQLITE_CANTOPEN;
    opened->file = found->second;
    opened->base.pMethods = methods();
    if (outFlags)
        *outFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
    return SQLITE_OK;
}

void registerVfs()
{
    static const bool once = [] {
        // Random numbers, sleep and time are the system's own.
        static sqlite3_vfs vfs = *sqlite3_vfs_find(nullptr);
        vfs.pNext = nullptr;
        vfs.szOsFile = sizeof(OpenFile);
        vfs.mxPathname = 64;
        vfs.zName = SparseFile::kVfs;
        vfs.xOpen = openFile;
        vfs.xDelete = [](sqlite3_vfs*, const char*, int) { return SQLITE_READONLY; };
        vfs.xAccess = [](sqlite3_vfs*, const char*, int, int* result) {
            *result = 0; // neither journal nor log beside it
            return SQLITE_OK;
        };
        vfs.xFullPathname = [](sqlite3_vfs*, const char* name, int room, char* full) {
            const std::size_t length = std::strlen(name);
            if (length >= static_cast<std::size_t>(room))
                return SQLITE_CANTOPEN;
            std::memcpy(full, name, length + 1);
            return SQLITE_OK;
        };
        return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
    }();
    (void)once;
}

} // namespace

SparseFile::SparseFile(std::uint64_t bytes, std::uint64_t blockBytes, std::string source)
    : m_bytes(bytes)
    , m_blockBytes(blockBytes)
    , m_source(std::move(source))
    , m_present(static_cast<std::size_t>((bytes + blockBytes - 1) / blockBytes))
{
    static std::atomic<std::uint64_t> number{0};
    m_name = "sparse-" + std::to_string(++number);
    registerVfs();
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    all.files[m_name] = this;
}

SparseFile::~SparseFile()
{
    {
        Registry& all = registry();
        const std::lock_guard lock(all.mutex);
        all.files.erase(m_name);
    }
    if (m_file >= 0)
        ::close(m_file);
}

Result<std::shared_ptr<SparseFile>> SparseFile::create(std::uint64_t bytes, std::uint64_t blockBytes,
                                                       std::string source)
{
    std::shared_ptr<SparseFile> file(new SparseFile(bytes, blockBytes, std::move(source)));
    std::error_code noFolder;
    std::string path = (std::filesystem::temp_directory_path(noFolder) / "guanjing-package-XXXXXX").string();
    file->m_file = noFolder ? -1 : ::mkstemp(path.data());
    if (file->m_file < 0)
        return fail(ErrorCode::WriteFailed, file->m_source, "no temporary file for the package");
    ::unlink(path.c_str()); // goes with the descriptor, also after a crash
    return file;
}

std::optional<SparseFile::Span> SparseFile::takeMissing() { return std::exchange(m_missing, std::nullopt); }

Result<void> SparseFile::put(const Span& span, ByteView bytes)
{
    const std::uint64_t count = span.last - span.first + 1;
    if (bytes.size() < count)
        return fail(ErrorCode::Truncated, m_source,
                    std::to_string(bytes.size()) + " bytes where " + std::to_string(count) + " were asked for");
    std::uint64_t done = 0;
    while (done < count) {
        const ssize_t written = ::pwrite(m_file, bytes.data() + done, static_cast<std::size_t>(count - done),
                                         static_cast<off_t>(span.first + done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return fail(errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::WriteFailed, m_source,
                        "a part of the package could not be put into a temporary file");
        done += static_cast<std::uint64_t>(written);
    }
    m_present[static_cast<std::size_t>(span.first / m_blockBytes)] = true;
    return {};
}

bool SparseFile::read(std::uint8_t* target, std::uint64_t count, std::uint64_t offset)
{
    const std::uint64_t end = std::min(offset + count, m_bytes);
    for (std::uint64_t block = offset / m_blockBytes; block * m_blockBytes < end; ++block) {
        if (m_present[static_cast<std::size_t>(block)])
            continue;
        m_missing = Span{block * m_blockBytes, std::min((block + 1) * m_blockBytes, m_bytes) - 1};
        return false;
    }
    std::memset(target, 0, static_cast<std::size_t>(count));
    for (std::uint64_t done = 0; offset + done < end;) {
        const ssize_t got = ::pread(m_file, target + done, static_cast<std::size_t>(end - offset - done),
                                    static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        done += static_cast<std::uint64_t>(got);
    }
    return true;
}

} // namespace guanjing
