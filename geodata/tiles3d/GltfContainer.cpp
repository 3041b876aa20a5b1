// What a glTF comes in: the binary container.
#include "geodata/tiles3d/GltfDocument.h"

#include <cstring>

namespace guanjing::tiles3d {

namespace {

std::uint32_t readU32(const std::uint8_t* data)
{
    std::uint32_t value = 0;
    std::memcpy(&value, data, sizeof value); // little endian, as all targets are
    return value;
}

} // namespace

Result<GlbParts> splitGlb(ByteView bytes, const std::string& source)
{
    constexpr std::uint32_t kJsonChunk = 0x4E4F534A, kBinChunk = 0x004E4942;
    constexpr std::size_t kHeaderBytes = 12, kChunkHeaderBytes = 8;
    GlbParts parts;
    if (bytes.size() < 4 || std::memcmp(bytes.data(), "glTF", 4) != 0) {
        parts.json = bytes;
        return parts;
    }
    if (bytes.size() < kHeaderBytes + kChunkHeaderBytes)
        return fail(ErrorCode::Truncated, source,
                    "glb header needs 20 bytes, there are " + std::to_string(bytes.size()));
    parts.version = readU32(bytes.data() + 4);
    const std::uint32_t length = readU32(bytes.data() + 8);
    if (length > bytes.size())
        return fail(ErrorCode::Truncated, source,
                    "glb states " + std::to_string(length) + " bytes, there are " + std::to_string(bytes.size()));
    if (length < kHeaderBytes + kChunkHeaderBytes)
        return fail(ErrorCode::LengthMismatch, source, "glb states a length of " + std::to_string(length));
    const std::size_t readable = bytes.size();
    bytes = bytes.first(length);
    if (parts.version == 1) { // content length and format, then the JSON text; binary body after it
        const std::uint32_t contentLength = readU32(bytes.data() + 12);
        if (contentLength > bytes.size() - 20)
            return fail(ErrorCode::LengthMismatch, source, "glTF 1.0 content is longer than its file");
        parts.json = bytes.subspan(20, contentLength);
        parts.binary = bytes.subspan(20 + contentLength);
        parts.readableAfterJson = readable - 20 - contentLength;
        return parts;
    }
    if (parts.version != 2)
        return fail(ErrorCode::UnsupportedVersion, source, "binary glTF version " + std::to_string(parts.version));
    for (std::size_t offset = kHeaderBytes, chunk = 0; offset + kChunkHeaderBytes <= bytes.size(); ++chunk) {
        const std::size_t chunkLength = readU32(bytes.data() + offset);
        const std::uint32_t type = readU32(bytes.data() + offset + 4);
        offset += kChunkHeaderBytes;
        if (chunkLength > bytes.size() - offset)
            return fail(ErrorCode::LengthMismatch, source,
                        "glb chunk " + std::to_string(chunk) + " states " + std::to_string(chunkLength)
                            + " bytes, there are " + std::to_string(bytes.size() - offset));
        if (chunk == 0) {
            if (type != kJsonChunk)
                return fail(ErrorCode::BadValue, source, "the first glb chunk is not JSON");
            parts.json = bytes.subspan(offset, chunkLength);
            parts.readableAfterJson = readable - offset - chunkLength;
        } else if (type == kBinChunk && parts.binary.empty()) {
            parts.binary = bytes.subspan(offset, chunkLength);
        }
        offset += (chunkLength + 3) & ~std::size_t{3};
    }
    return parts;
}

} // namespace guanjing::tiles3d
