#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing {

/// A file elsewhere of which only some blocks are at hand, as SQLite sees it: Database::open(name(), {.vfs = kVfs}) reads
/// what is there. A read that needs a block that is not fails, and missing() tells which; once it is put, the same is
/// tried again. The blocks lie in a temporary file that goes with the object. One thread; the object must outlive
/// databases that are open on it.
/// Source: sqlite.org/vfs.html; SQLITE_IOCAP_IMMUTABLE keeps SQLite from locking and from looking for a journal.
class SparseFile {
public:
    static constexpr const char* kVfs = "guanjing-sparse";
    struct Span {
        std::uint64_t first = 0, last = 0; ///< bytes, both included
    };

    /// `source` names it in errors: WriteFailed.
    [[nodiscard]] static Result<std::shared_ptr<SparseFile>> create(std::uint64_t bytes, std::uint64_t blockBytes,
                                                                    std::string source);
    ~SparseFile();
    SparseFile(const SparseFile&) = delete;
    SparseFile& operator=(const SparseFile&) = delete;

    [[nodiscard]] const std::string& name() const { return m_name; }
    /// The block that the last read lacked, once.
    [[nodiscard]] std::optional<Span> takeMissing();
    /// The bytes of a block. Errors: Truncated where they are fewer, DiskFull, WriteFailed.
    [[nodiscard]] Result<void> put(const Span& span, ByteView bytes);

    /// For the VFS: false where a block is missing or the temporary file cannot be read. Beyond the end: zeros.
    [[nodiscard]] bool read(std::uint8_t* target, std::uint64_t count, std::uint64_t offset);
    [[nodiscard]] std::uint64_t byteSize() const { return m_bytes; }

private:
    SparseFile(std::uint64_t bytes, std::uint64_t blockBytes, std::string source);

    std::uint64_t m_bytes, m_blockBytes;
    std::string m_source, m_name;
    std::vector<bool> m_present;
    std::optional<Span> m_missing;
    int m_file = -1;
};

} // namespace guanjing
