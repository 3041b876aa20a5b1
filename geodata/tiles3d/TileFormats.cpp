#include "geodata/tiles3d/TileFormats.h"

#include "geodata/tiles3d/Gltf.h"

#include <algorithm>
#include <cstring>

namespace guanjing::tiles3d {

namespace {

std::uint32_t readU32(ByteView bytes, std::size_t offset)
{
    std::uint32_t value = 0;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

} // namespace

Result<std::vector<ByteView>> splitComposite(ByteView bytes, const std::string& source)
{
    if (bytes.size() < 16)
        return fail(ErrorCode::Truncated, source, "cmpt header in " + std::to_string(bytes.size()) + " bytes");
    const std::uint32_t version = readU32(bytes, 4), byteLength = readU32(bytes, 8), count = readU32(bytes, 12);
    if (version != 1)
        return fail(ErrorCode::UnsupportedVersion, source, "cmpt version " + std::to_string(version));
    if (byteLength > bytes.size() || byteLength < 16)
        return fail(byteLength < 16 ? ErrorCode::LengthMismatch : ErrorCode::Truncated, source,
                    "cmpt states " + std::to_string(byteLength) + " bytes, there are " + std::to_string(bytes.size()));
    bytes = bytes.first(byteLength);
    std::vector<ByteView> inner;
    std::size_t offset = 16;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::size_t left = bytes.size() - offset;
        const std::uint32_t length = left >= 12 ? readU32(bytes, offset + 8) : 0;
        if (left < 12 || length < 12 || length > left)
            return fail(ErrorCode::LengthMismatch, source,
                        "cmpt: inner tile " + std::to_string(i) + " of " + std::to_string(count)
                            + " does not fit into the " + std::to_string(left) + " bytes left");
        inner.push_back(bytes.subspan(offset, length));
        offset += length;
    }
    return inner;
}

std::string gltfUri(const TileSections& sections)
{
    std::string uri(asText(sections.body));
    while (!uri.empty() && (uri.back() == ' ' || uri.back() == '\0'))
        uri.pop_back();
    return uri;
}

Result<DecodedContent> decodeBatched(ByteView bytes, const ContentContext& context)
{
    const auto sections = splitTile(bytes, context.url);
    if (!sections)
        return fail(sections.error());
    const auto features = FeatureTable::open(sections->featureJson, sections->featureBinary, context.url);
    if (!features)
        return fail(features.error());
    if (sections->body.empty())
        return fail(ErrorCode::Truncated, context.url, "b3dm without a glTF");
    auto content = decodeGltf(sections->body, context);
    if (!content)
        return content;
    Model& model = content->model;
    const auto batchLength = features->count("BATCH_LENGTH");
    if (!batchLength && !sections->batchLength)
        content->issues.push_back({Severity::Error, "featureTable", "no BATCH_LENGTH"});
    const std::uint64_t count = batchLength.value_or(sections->batchLength.value_or(0));
    content->facts.features = count;
    double center[3] = {0, 0, 0};
    if (features->numbers("RTC_CENTER", 3, center))
        model.origin += glm::dvec3(center[0], center[1], center[2]);
    else if (features->has("RTC_CENTER"))
        content->issues.push_back({Severity::Error, "featureTable/RTC_CENTER", "not three numbers"});
    if (count == 0 || !model.propertyTables.empty())
        return content;
    std::size_t named = 1, dropped = 0;
    for (const Mesh& mesh : model.meshes)
        for (const Primitive& primitive : mesh.primitives)
            named = std::max(named, bareFeaturesOf(primitive.featureIds));
    model.propertyTables.push_back(
        readBatchTable(sections->batchJson, sections->batchBinary, count, context.url, content->issues, named));
    const std::size_t rows = model.propertyTables.back().count;
    for (Mesh& mesh : model.meshes)
        for (Primitive& primitive : mesh.primitives)
            if (!primitive.featureIds.empty()) {
                primitive.propertyTable = 0;
                dropped += dropIdsBeyond(primitive.featureIds, rows);
            }
    if (dropped > 0)
        content->issues.push_back({Severity::Warning, "meshes",
                                   std::to_string(dropped) + " vertices name features beyond the "
                                       + std::to_string(rows) + " that there are"});
    return content;
}

} // namespace guanjing::tiles3d
