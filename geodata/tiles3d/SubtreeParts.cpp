#include "geodata/tiles3d/SubtreeParts.h"

#include "geodata/net/DataUrl.h"
#include "geodata/net/Url.h"
#include "geodata/tiles3d/GltfDocument.h"

#include <cstring>

namespace guanjing::tiles3d {

using json::Object;

Result<SubtreeParts> splitSubtree(ByteView bytes, const std::string& url)
{
    constexpr std::size_t kHeaderBytes = 24;
    if (bytes.size() < 4 || std::memcmp(bytes.data(), "subt", 4) != 0)
        return SubtreeParts{bytes, {}};
    if (bytes.size() < kHeaderBytes)
        return fail(ErrorCode::Truncated, url, "subtree header in " + std::to_string(bytes.size()) + " bytes");
    std::uint32_t version = 0;
    std::uint64_t jsonLength = 0, binaryLength = 0;
    std::memcpy(&version, bytes.data() + 4, sizeof version);
    std::memcpy(&jsonLength, bytes.data() + 8, sizeof jsonLength);
    std::memcpy(&binaryLength, bytes.data() + 16, sizeof binaryLength);
    if (version != 1)
        return fail(ErrorCode::UnsupportedVersion, url, "subtree version " + std::to_string(version));
    const std::uint64_t left = bytes.size() - kHeaderBytes;
    if (jsonLength > left || binaryLength > left - jsonLength)
        return fail(ErrorCode::Truncated, url,
                    "subtree states " + std::to_string(jsonLength) + " and " + std::to_string(binaryLength)
                        + " bytes, there are " + std::to_string(left));
    return SubtreeParts{bytes.subspan(kHeaderBytes, jsonLength),
                        bytes.subspan(kHeaderBytes + jsonLength, binaryLength)};
}

Result<ByteView> subtreeView(const json::Object& root, std::size_t index, ByteView binary,
                             const ExternalBytes* external, const std::string& url, Bytes& scratch)
{
    const auto itemOf = [&](const char* list, std::size_t i) -> std::optional<Object> {
        const auto array = json::arrayAt(root, list);
        json::Element element;
        if (!array || array->at(i).get(element) != simdjson::SUCCESS)
            return std::nullopt;
        return json::asObject(element);
    };
    const auto viewObject = itemOf("bufferViews", index);
    const auto bufferIndex = viewObject ? json::indexAt(*viewObject, "buffer") : std::nullopt;
    const auto bufferObject = bufferIndex ? itemOf("buffers", *bufferIndex) : std::nullopt;
    if (!bufferObject)
        return fail(ErrorCode::BadReference, url, "no bufferView " + std::to_string(index) + " with a buffer");
    ByteView bytes = binary;
    if (const auto uri = json::stringAt(*bufferObject, "uri")) {
        if (auto data = decodeDataUrl(*uri)) {
            scratch = std::move(*data);
            bytes = scratch;
        } else {
            const auto found = external != nullptr ? external->find(*uri) : ExternalBytes::const_iterator{};
            if (external == nullptr || found == external->end() || !found->second)
                return fail(ErrorCode::NotFound, url, "\"" + redactUrl(*uri) + "\" could not be read");
            bytes = *found->second;
        }
    }
    const std::size_t offset = json::indexAt(*viewObject, "byteOffset").value_or(0);
    const auto length = json::indexAt(*viewObject, "byteLength");
    if (!length || offset > bytes.size() || *length > bytes.size() - offset)
        return fail(ErrorCode::BadReference, url,
                    "bufferView " + std::to_string(index) + " reaches beyond its buffer of "
                        + std::to_string(bytes.size()) + " bytes");
    return bytes.subspan(offset, *length);
}

} // namespace guanjing::tiles3d
