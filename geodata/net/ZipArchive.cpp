#include "geodata/net/ZipArchive.h"

#include <openssl/evp.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

namespace guanjing {

namespace {

constexpr std::uint32_t kEndMark = 0x06054b50, kEnd64Mark = 0x06064b50, kLocatorMark = 0x07064b50,
                        kDirectoryMark = 0x02014b50, kHeaderMark = 0x04034b50;
constexpr std::size_t kEndBytes = 22, kEnd64Bytes = 56, kLocatorBytes = 20, kDirectoryEntryBytes = 46,
                      kHeaderBytes = 30;
constexpr std::string_view kIndexName = "@3dtilesIndex1@";
constexpr std::uint16_t kStored = 0, kDeflated = 8, kZstd = 93;
constexpr std::uint16_t kEncrypted = 1, kSizesFollow = 8;

template <class T> T readAt(ByteView bytes, std::size_t offset)
{
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}
std::uint16_t u16(ByteView bytes, std::size_t offset) { return readAt<std::uint16_t>(bytes, offset); }
std::uint32_t u32(ByteView bytes, std::size_t offset) { return readAt<std::uint32_t>(bytes, offset); }
std::uint64_t u64(ByteView bytes, std::size_t offset) { return readAt<std::uint64_t>(bytes, offset); }

/// Replaces values of 0xFFFFFFFF by those of the zip64 field, in its order.
void applyZip64(ByteView extra, std::initializer_list<std::uint64_t*> values)
{
    while (extra.size() >= 4) {
        const std::uint16_t id = u16(extra, 0), length = u16(extra, 2);
        if (length > extra.size() - 4)
            return;
        ByteView field = extra.subspan(4, length);
        extra = extra.subspan(4u + length);
        if (id != 1)
            continue;
        for (std::uint64_t* value : values)
            if (*value == 0xFFFFFFFFu && field.size() >= 8) {
                *value = u64(field, 0);
                field = field.subspan(8);
            }
        return;
    }
}

/// One entry of the central directory; `name` and `length` are set.
std::optional<ZipEntry> readDirectoryEntry(ByteView bytes, std::string_view& name, std::size_t& length)
{
    if (bytes.size() < kDirectoryEntryBytes || u32(bytes, 0) != kDirectoryMark)
        return std::nullopt;
    const std::size_t nameBytes = u16(bytes, 28), extraBytes = u16(bytes, 30), commentBytes = u16(bytes, 32);
    length = kDirectoryEntryBytes + nameBytes + extraBytes + commentBytes;
    if (length > bytes.size())
        return std::nullopt;
    name = asText(bytes.subspan(kDirectoryEntryBytes, nameBytes));
    ZipEntry entry;
    entry.flags = u16(bytes, 8);
    entry.method = u16(bytes, 10);
    entry.crc = u32(bytes, 16);
    entry.packedBytes = u32(bytes, 20);
    entry.bytes = u32(bytes, 24);
    entry.header = u32(bytes, 42);
    applyZip64(bytes.subspan(kDirectoryEntryBytes + nameBytes, extraBytes),
               {&entry.bytes, &entry.packedBytes, &entry.header});
    return entry;
}

std::array<std::uint8_t, 16> md5Of(std::string_view text)
{
    std::array<std::uint8_t, 16> digest{};
    unsigned length = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_md5(), nullptr);
    return digest;
}

/// zlib with the given window bits: −15 raw deflate, 31 gzip.
Result<SharedBytes> inflated(ByteView packed, int windowBits, std::uint64_t expected, std::uint64_t maxBytes,
                             const std::string& source)
{
    z_stream stream{};
    if (inflateInit2(&stream, windowBits) != Z_OK)
        return fail(ErrorCode::TooLarge, source, "no memory to unpack");
    const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, inflateEnd);
    if (packed.size() > UINT32_MAX)
        return fail(ErrorCode::TooLarge, source, std::to_string(packed.size()) + " packed bytes");
    stream.next_in = const_cast<Bytef*>(packed.data()); // zlib only reads it
    stream.avail_in = static_cast<uInt>(packed.size());
    auto out = std::make_shared<Bytes>();
    constexpr std::uint64_t kFirstBytes = 1u << 16;
    out->resize(std::min(std::max(expected, kFirstBytes), maxBytes + 1));
    std::size_t done = 0;
    for (;;) {
        stream.next_out = out->data() + done;
        stream.avail_out = static_cast<uInt>(std::min<std::size_t>(out->size() - done, 1u << 30));
        const std::size_t room = stream.avail_out;
        const int code = inflate(&stream, Z_NO_FLUSH);
        done += room - stream.avail_out;
        if (code == Z_STREAM_END)
            break;
        if (done > maxBytes)
            return fail(ErrorCode::TooLarge, source, "unpacks to more than " + std::to_string(maxBytes) + " bytes");
        if (code != Z_OK && code != Z_BUF_ERROR)
            return fail(ErrorCode::DecodeFailed, source, stream.msg != nullptr ? stream.msg : "damaged deflate stream");
        if (stream.avail_out != 0)
            return fail(ErrorCode::Truncated, source, "the deflate stream ends early");
        out->resize(std::min<std::uint64_t>(std::uint64_t{out->size()} * 2, maxBytes + 1));
    }
    if (done > maxBytes)
        return fail(ErrorCode::TooLarge, source, "unpacks to more than " + std::to_string(maxBytes) + " bytes");
    out->resize(done);
    return out;
}

Result<SharedBytes> unzstd(ByteView packed, std::uint64_t expected, std::uint64_t maxBytes, const std::string& source)
{
    if (expected > maxBytes)
        return fail(ErrorCode::TooLarge, source, "unpacks to " + std::to_string(expected) + " bytes");
    auto out = std::make_shared<Bytes>(expected);
    const std::size_t done = ZSTD_decompress(out->data(), out->size(), packed.data(), packed.size());
    if (ZSTD_isError(done) != 0)
        return fail(ErrorCode::DecodeFailed, source, ZSTD_getErrorName(done));
    out->resize(done);
    return out;
}

} // namespace

Result<ZipTail> readZipTail(ByteView tail, std::uint64_t archiveBytes, const std::string& source)
{
    if (tail.size() < kEndBytes)
        return fail(ErrorCode::Truncated, source, "no ZIP archive in " + std::to_string(archiveBytes) + " bytes");
    std::size_t end = tail.size() - kEndBytes + 1;
    bool found = false;
    while (!found && end > 0)
        found = u32(tail, --end) == kEndMark && end + kEndBytes + u16(tail, end + 20) <= tail.size();
    if (!found)
        return fail(ErrorCode::BadMagic, source, "no ZIP archive: its end record is missing");
    ZipTail result;
    result.entries = u16(tail, end + 10);
    result.directoryBytes = u32(tail, end + 12);
    result.directoryOffset = u32(tail, end + 16);
    const std::uint64_t tailStart = archiveBytes - tail.size();
    if (end >= kLocatorBytes && u32(tail, end - kLocatorBytes) == kLocatorMark) {
        const std::uint64_t at = u64(tail, end - kLocatorBytes + 8);
        if (at < tailStart || at - tailStart > tail.size() || tail.size() - (at - tailStart) < kEnd64Bytes
            || u32(tail, at - tailStart) != kEnd64Mark)
            return fail(ErrorCode::BadReference, source, "the ZIP64 end record is not where its locator says");
        const std::size_t record = at - tailStart;
        result.entries = u64(tail, record + 32);
        result.directoryBytes = u64(tail, record + 40);
        result.directoryOffset = u64(tail, record + 48);
    }
    if (result.directoryOffset > archiveBytes || result.directoryBytes > archiveBytes - result.directoryOffset)
        return fail(ErrorCode::LengthMismatch, source,
                    "the directory of " + std::to_string(result.directoryBytes) + " bytes at "
                        + std::to_string(result.directoryOffset) + " reaches beyond the archive of "
                        + std::to_string(archiveBytes));
    // The index is the last file of the directory.
    const std::uint64_t directoryEnd = result.directoryOffset + result.directoryBytes;
    if (directoryEnd < tailStart + kDirectoryEntryBytes + kIndexName.size())
        return result;
    const std::string_view text = asText(tail.first(directoryEnd - tailStart));
    const auto nameAt = text.rfind(kIndexName);
    if (nameAt == std::string_view::npos || nameAt < kDirectoryEntryBytes)
        return result;
    std::string_view name;
    std::size_t length = 0;
    const ByteView record = tail.subspan(nameAt - kDirectoryEntryBytes, text.size() - nameAt + kDirectoryEntryBytes);
    const auto entry = readDirectoryEntry(record, name, length);
    if (entry && name == kIndexName && length == record.size() && entry->method == kStored) {
        result.indexHeader = entry->header;
        result.indexBytes = entry->bytes;
    }
    return result;
}

void ZipIndex::sortOffsets(std::uint64_t end)
{
    m_offsets.push_back(end);
    std::sort(m_offsets.begin(), m_offsets.end());
}

Result<ZipIndex> ZipIndex::fromDirectory(ByteView directory, const ZipTail& tail, const std::string& source)
{
    ZipIndex index;
    index.m_entries.reserve(std::min<std::uint64_t>(tail.entries, directory.size() / kDirectoryEntryBytes));
    for (std::uint64_t i = 0; i < tail.entries; ++i) {
        std::string_view name;
        std::size_t length = 0;
        const auto entry = readDirectoryEntry(directory, name, length);
        if (!entry || entry->header >= tail.directoryOffset)
            return fail(ErrorCode::BadReference, source,
                        "file " + std::to_string(i) + " of " + std::to_string(tail.entries)
                            + " of the ZIP directory is damaged");
        index.m_entries.insert_or_assign(std::string(name), *entry);
        index.m_offsets.push_back(entry->header);
        directory = directory.subspan(length);
    }
    index.sortOffsets(tail.directoryOffset);
    return index;
}

Result<ZipIndex> ZipIndex::fromHashes(ByteView hashes, const ZipTail& tail, const std::string& source)
{
    constexpr std::size_t kHashBytes = 24;
    if (hashes.empty() || hashes.size() % kHashBytes != 0)
        return fail(ErrorCode::LengthMismatch, source,
                    std::string(kIndexName) + " of " + std::to_string(hashes.size()) + " bytes");
    ZipIndex index;
    index.m_hashes.resize(hashes.size() / kHashBytes);
    index.m_offsets.reserve(index.m_hashes.size() + 2);
    for (std::size_t i = 0; i < index.m_hashes.size(); ++i) {
        Hash& hash = index.m_hashes[i];
        std::memcpy(hash.md5.data(), hashes.data() + i * kHashBytes, hash.md5.size());
        hash.header = u64(hashes, i * kHashBytes + 16);
        if (hash.header >= tail.directoryOffset)
            return fail(ErrorCode::BadReference, source,
                        std::string(kIndexName) + " points beyond the files of the archive");
        index.m_offsets.push_back(hash.header);
    }
    // Writers differ in the byte order by which they sort.
    std::sort(index.m_hashes.begin(), index.m_hashes.end(), [](const Hash& a, const Hash& b) { return a.md5 < b.md5; });
    index.m_offsets.push_back(tail.indexHeader.value_or(tail.directoryOffset));
    index.sortOffsets(tail.directoryOffset);
    return index;
}

ByteRange ZipIndex::spanOf(std::uint64_t header) const
{
    const auto next = std::upper_bound(m_offsets.begin(), m_offsets.end(), header);
    return {header, (next != m_offsets.end() ? *next : header + kHeaderBytes) - 1};
}

std::optional<ByteRange> ZipIndex::find(std::string_view name) const
{
    if (m_hashes.empty()) {
        const auto found = m_entries.find(std::string(name));
        return found != m_entries.end() ? std::optional(spanOf(found->second.header)) : std::nullopt;
    }
    const auto md5 = md5Of(name);
    const auto found = std::lower_bound(m_hashes.begin(), m_hashes.end(), md5,
                                        [](const Hash& hash, const auto& wanted) { return hash.md5 < wanted; });
    return found != m_hashes.end() && found->md5 == md5 ? std::optional(spanOf(found->header)) : std::nullopt;
}

Result<SharedBytes> ZipIndex::read(ByteView bytes, std::string_view name, std::uint64_t maxBytes,
                                   const std::string& source) const
{
    if (bytes.size() < kHeaderBytes || u32(bytes, 0) != kHeaderMark)
        return fail(ErrorCode::BadReference, source, "no file of the archive begins where its directory says");
    const std::size_t nameBytes = u16(bytes, 26), extraBytes = u16(bytes, 28);
    if (bytes.size() - kHeaderBytes < nameBytes + extraBytes)
        return fail(ErrorCode::Truncated, source, "header of a file in the archive");
    if (asText(bytes.subspan(kHeaderBytes, nameBytes)) != name)
        return fail(ErrorCode::BadReference, source, "the archive's index leads to another file");
    ZipEntry entry;
    entry.flags = u16(bytes, 6);
    entry.method = u16(bytes, 8);
    entry.crc = u32(bytes, 14);
    entry.packedBytes = u32(bytes, 18);
    entry.bytes = u32(bytes, 22);
    applyZip64(bytes.subspan(kHeaderBytes + nameBytes, extraBytes), {&entry.bytes, &entry.packedBytes});
    ByteView packed = bytes.subspan(kHeaderBytes + nameBytes + extraBytes);
    if (const auto known = m_entries.find(std::string(name)); known != m_entries.end())
        entry = known->second;
    else if ((entry.flags & kSizesFollow) != 0) {
        // The sizes and the checksum stand behind the data, where only the directory would find them.
        constexpr std::size_t kFollowingBytes = 12;
        if (packed.size() < kFollowingBytes)
            return fail(ErrorCode::Truncated, source, "a file in the archive");
        entry.crc = u32(packed, packed.size() - kFollowingBytes);
        entry.packedBytes = u32(packed, packed.size() - kFollowingBytes + 4);
        entry.bytes = u32(packed, packed.size() - kFollowingBytes + 8);
    }
    if ((entry.flags & kEncrypted) != 0)
        return fail(ErrorCode::UnsupportedFeature, source, "the file is encrypted");
    if (entry.packedBytes > packed.size())
        return fail(ErrorCode::Truncated, source,
                    std::to_string(entry.packedBytes) + " bytes stated, there are " + std::to_string(packed.size()));
    if (entry.bytes > maxBytes)
        return fail(ErrorCode::TooLarge, source,
                    std::to_string(entry.bytes) + " bytes, limit " + std::to_string(maxBytes));
    packed = packed.first(entry.packedBytes);
    Result<SharedBytes> contents =
        fail(ErrorCode::UnsupportedFeature, source, "packed by method " + std::to_string(entry.method) + " of ZIP");
    if (entry.method == kStored)
        contents = std::make_shared<const Bytes>(packed.begin(), packed.end());
    else if (entry.method == kDeflated)
        contents = inflated(packed, -15, entry.bytes, maxBytes, source);
    else if (entry.method == kZstd)
        contents = unzstd(packed, entry.bytes, maxBytes, source);
    if (!contents)
        return contents;
    const Bytes& data = **contents;
    if (data.size() != entry.bytes)
        return fail(ErrorCode::LengthMismatch, source,
                    std::to_string(data.size()) + " bytes, the archive states " + std::to_string(entry.bytes));
    if (crc32_z(0, data.data(), data.size()) != entry.crc)
        return fail(ErrorCode::DecodeFailed, source, "the checksum of the archive does not fit: the file is damaged");
    return withoutGzip(std::move(*contents), maxBytes, source);
}

Result<SharedBytes> withoutGzip(SharedBytes bytes, std::uint64_t maxBytes, const std::string& source)
{
    if (bytes->size() < 18 || (*bytes)[0] != 0x1F || (*bytes)[1] != 0x8B)
        return bytes;
    return inflated(*bytes, 31, u32(*bytes, bytes->size() - 4), maxBytes, source);
}

} // namespace guanjing
