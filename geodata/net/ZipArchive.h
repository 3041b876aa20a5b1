#pragma once
// Reading ZIP archives piece by piece (PKWARE APPNOTE 6.3.10), with the sorted index of .3tz. Bytes in, structs out. For
// the .cpp files of this room only.

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/net/AssetAccessor.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace guanjing {

/// How many bytes at the end of an archive hold all that readZipTail needs, comment included.
constexpr std::uint64_t kZipTailBytes = 66u << 10;

/// Where an archive keeps its list of files.
struct ZipTail {
    std::uint64_t directoryOffset = 0, directoryBytes = 0, entries = 0;
    std::optional<std::uint64_t> indexHeader; ///< local header of the file "@3dtilesIndex1@"
    std::uint64_t indexBytes = 0; ///< of its contents
};

/// From the last bytes of an archive of `archiveBytes`.
[[nodiscard]] Result<ZipTail> readZipTail(ByteView tail, std::uint64_t archiveBytes, const std::string& source);

/// What the local header or the directory says of one file.
struct ZipEntry {
    std::uint64_t header = 0; ///< offset of its local header
    std::uint64_t packedBytes = 0, bytes = 0;
    std::uint32_t crc = 0;
    std::uint16_t method = 0, flags = 0;
};

/// Which files an archive holds and where. Immutable once read; any thread.
class ZipIndex {
public:
    /// From the bytes of the central directory.
    static Result<ZipIndex> fromDirectory(ByteView directory, const ZipTail& tail, const std::string& source);
    /// From the contents of @3dtilesIndex1@: MD5 of each path and offset of its local header (.3tz specification 1.3),
    /// which is a quarter of the directory's size. Names are checked when a file is read.
    static Result<ZipIndex> fromHashes(ByteView hashes, const ZipTail& tail, const std::string& source);

    /// The bytes from a file's local header up to whatever follows it; nothing when there is no such file.
    [[nodiscard]] std::optional<ByteRange> find(std::string_view name) const;
    /// Header, name and contents of one file, as find() said, to its contents; gzip inside is undone too.
    [[nodiscard]] Result<SharedBytes> read(ByteView bytes, std::string_view name, std::uint64_t maxBytes,
                                           const std::string& source) const;
    [[nodiscard]] std::size_t size() const { return m_hashes.empty() ? m_entries.size() : m_hashes.size(); }

private:
    struct Hash {
        std::array<std::uint8_t, 16> md5{};
        std::uint64_t header = 0;
    };
    void sortOffsets(std::uint64_t end);
    [[nodiscard]] ByteRange spanOf(std::uint64_t header) const;

    std::unordered_map<std::string, ZipEntry> m_entries;
    std::vector<Hash> m_hashes; ///< sorted
    std::vector<std::uint64_t> m_offsets; ///< of all local headers, sorted, and the end of the last file
};

/// Undoes gzip, otherwise gives the bytes as they are.
[[nodiscard]] Result<SharedBytes> withoutGzip(SharedBytes bytes, std::uint64_t maxBytes, const std::string& source);

} // namespace guanjing
