#include "geodata/tiles3d/GltfDocument.h"

#include "geodata/core/Limits.h"
#include "geodata/net/DataUrl.h"
#include "geodata/net/Url.h"
#include "geodata/tiles3d/Gltf1.h"

#include <meshoptimizer.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace guanjing::tiles3d {

namespace {

/// Extensions that may be required; the others here change nothing that this reader shows.
constexpr std::string_view kKnownExtensions[] = {"KHR_draco_mesh_compression",
                                                 "EXT_meshopt_compression",
                                                 "KHR_mesh_quantization",
                                                 "KHR_texture_transform",
                                                 "KHR_materials_unlit",
                                                 "KHR_materials_pbrSpecularGlossiness",
                                                 "EXT_texture_webp",
                                                 "KHR_texture_basisu",
                                                 "CESIUM_RTC",
                                                 "EXT_mesh_features",
                                                 "EXT_structural_metadata",
                                                 "EXT_mesh_gpu_instancing",
                                                 "EXT_instance_features",
                                                 "CESIUM_primitive_outline",
                                                 "KHR_lights_punctual",
                                                 "KHR_materials_ior",
                                                 "KHR_materials_specular",
                                                 "KHR_materials_clearcoat",
                                                 "KHR_materials_sheen",
                                                 "KHR_materials_emissive_strength",
                                                 "KHR_materials_transmission",
                                                 "KHR_materials_volume",
                                                 "KHR_xmp_json_ld",
                                                 "KHR_xmp"};

constexpr std::size_t kMaxIssues = 100;

/// Elements that an accessor without bytes (all zeros) may have.
constexpr std::size_t kMaxZeroElements = std::size_t{1} << 22;

int componentsOf(std::string_view type)
{
    if (type == "SCALAR")
        return 1;
    if (type == "VEC2")
        return 2;
    if (type == "VEC3")
        return 3;
    if (type == "VEC4")
        return 4;
    if (type == "MAT2")
        return 4;
    if (type == "MAT3")
        return 9;
    if (type == "MAT4")
        return 16;
    return 0;
}

std::optional<ComponentType> componentTypeOf(std::optional<std::int64_t> code)
{
    if (!code || *code < 5120 || *code > 5126 || *code == 5124)
        return std::nullopt;
    return static_cast<ComponentType>(*code);
}

template <class T> void convert(const Accessor& accessor, int wanted, float* out, float scale)
{
    const int shared = std::min(wanted, accessor.components);
    const std::uint8_t* element = accessor.data;
    for (std::size_t i = 0; i < accessor.count; ++i, element += accessor.stride, out += wanted) {
        for (int c = 0; c < shared; ++c) {
            T value;
            std::memcpy(&value, element + static_cast<std::size_t>(c) * sizeof(T), sizeof(T));
            const float number = static_cast<float>(value) * scale;
            out[c] = std::is_signed_v<T> && scale != 1.0f ? std::max(number, -1.0f) : number;
        }
        for (int c = shared; c < wanted; ++c)
            out[c] = 0.0f;
    }
}

template <class T> void convertUint(const Accessor& accessor, std::uint32_t* out)
{
    const std::uint8_t* element = accessor.data;
    for (std::size_t i = 0; i < accessor.count; ++i, element += accessor.stride) {
        T value;
        std::memcpy(&value, element, sizeof(T));
        if constexpr (std::is_floating_point_v<T>)
            out[i] = value >= 0 && value < 4294967040.0f ? static_cast<std::uint32_t>(value + 0.5f) : UINT32_MAX;
        else if constexpr (std::is_signed_v<T>)
            out[i] = value >= 0 ? static_cast<std::uint32_t>(value) : UINT32_MAX;
        else
            out[i] = value;
    }
}

} // namespace

std::size_t sizeOf(ComponentType type)
{
    switch (type) {
    case ComponentType::Int8:
    case ComponentType::Uint8: return 1;
    case ComponentType::Int16:
    case ComponentType::Uint16: return 2;
    case ComponentType::Uint32:
    case ComponentType::Float32: return 4;
    }
    return 1;
}

void readFloats(const Accessor& accessor, int wanted, float* out)
{
    const auto tight = static_cast<std::size_t>(wanted) * sizeof(float);
    if (accessor.type == ComponentType::Float32 && accessor.components == wanted && accessor.stride == tight) {
        std::memcpy(out, accessor.data, accessor.count * tight);
        return;
    }
    const bool normalized = accessor.normalized;
    switch (accessor.type) {
    case ComponentType::Int8: convert<std::int8_t>(accessor, wanted, out, normalized ? 1.0f / 127.0f : 1.0f); break;
    case ComponentType::Uint8: convert<std::uint8_t>(accessor, wanted, out, normalized ? 1.0f / 255.0f : 1.0f); break;
    case ComponentType::Int16: convert<std::int16_t>(accessor, wanted, out, normalized ? 1.0f / 32767.0f : 1.0f); break;
    case ComponentType::Uint16:
        convert<std::uint16_t>(accessor, wanted, out, normalized ? 1.0f / 65535.0f : 1.0f);
        break;
    case ComponentType::Uint32: convert<std::uint32_t>(accessor, wanted, out, 1.0f); break;
    case ComponentType::Float32: convert<float>(accessor, wanted, out, 1.0f); break;
    }
}

void readUints(const Accessor& accessor, std::uint32_t* out)
{
    switch (accessor.type) {
    case ComponentType::Int8: convertUint<std::int8_t>(accessor, out); break;
    case ComponentType::Uint8: convertUint<std::uint8_t>(accessor, out); break;
    case ComponentType::Int16: convertUint<std::int16_t>(accessor, out); break;
    case ComponentType::Uint16: convertUint<std::uint16_t>(accessor, out); break;
    case ComponentType::Uint32: convertUint<std::uint32_t>(accessor, out); break;
    case ComponentType::Float32: convertUint<float>(accessor, out); break;
    }
}

Result<std::unique_ptr<GltfDocument>> GltfDocument::open(ByteView bytes, const ContentContext& context, Issues& issues,
                                                         bool toCount)
{
    const auto parts = splitGlb(bytes, context.url);
    if (!parts)
        return fail(parts.error());
    std::unique_ptr<GltfDocument> document(new GltfDocument(context, issues));
    auto root = json::parse(document->m_parser, parts->json, parts->readableAfterJson, context.url);
    if (!root)
        return fail(root.error());
    if (root->get(document->m_root) != simdjson::SUCCESS)
        return fail(ErrorCode::BadValue, context.url, "a glTF is a JSON object");
    const auto oldAsset = json::objectAt(document->m_root, "asset");
    const bool isVersion1 =
        parts->version == 1 || (oldAsset && json::stringAt(*oldAsset, "version").value_or("").starts_with("1."));
    if (isVersion1) {
        const auto upgraded = upgradeGltf1(parts->json, context.url); // its depth is known to be bounded by now
        if (!upgraded)
            return fail(upgraded.error());
        const Bytes& text = document->m_storage.emplace_back(upgraded->begin(), upgraded->end());
        root = json::parse(document->m_parser, text, 0, context.url);
        if (!root)
            return fail(root.error());
        if (root->get(document->m_root) != simdjson::SUCCESS)
            return fail(ErrorCode::BadValue, context.url, "a glTF is a JSON object");
    }
    document->m_binary = parts->binary;

    const auto asset = json::objectAt(document->m_root, "asset");
    document->m_version = asset ? json::stringAt(*asset, "version").value_or("") : "";
    if (!asset)
        return fail(ErrorCode::BadValue, context.url, "glTF without asset");
    if (!document->m_version.starts_with("2."))
        return fail(ErrorCode::UnsupportedVersion, context.url, "glTF version \"" + document->m_version + "\"");
    if (isVersion1)
        document->m_version = "1.0";
    if (const auto minimum = json::stringAt(*asset, "minVersion"); minimum && *minimum != "2.0")
        return fail(ErrorCode::UnsupportedVersion, context.url, "glTF minVersion \"" + std::string(*minimum) + "\"");
    for (const std::string& name : json::stringsAt(document->m_root, "extensionsRequired"))
        if (!toCount
            && std::find(std::begin(kKnownExtensions), std::end(kKnownExtensions), name) == std::end(kKnownExtensions))
            return fail(ErrorCode::UnsupportedFeature, context.url, "required glTF extension " + name);

    const auto list = [&](const char* key, std::vector<json::Element>& out) {
        const auto element = json::member(document->m_root, key);
        const auto array = json::asArray(element);
        if (element && !array)
            document->issue(Severity::Error, key, "not an array");
        if (array)
            for (const json::Element item : *array)
                out.push_back(item);
    };
    list("accessors", document->accessors);
    list("bufferViews", document->bufferViews);
    list("buffers", document->buffers);
    list("images", document->images);
    list("textures", document->textures);
    list("samplers", document->samplers);
    list("materials", document->materials);
    list("meshes", document->meshes);
    list("nodes", document->nodes);
    list("scenes", document->scenes);
    document->m_views.resize(document->bufferViews.size());
    document->m_resolvedBuffers.resize(document->buffers.size());
    return document;
}

void GltfDocument::issue(Severity severity, std::string where, std::string message)
{
    if (m_issues.size() < kMaxIssues)
        m_issues.push_back({severity, std::move(where), std::move(message)});
}

std::optional<json::Object> GltfDocument::extension(std::string_view name) const
{
    const auto extensions = json::objectAt(m_root, "extensions");
    return extensions ? json::objectAt(*extensions, name) : std::nullopt;
}

std::optional<json::Object> GltfDocument::item(const std::vector<json::Element>& list, std::size_t index) const
{
    if (index >= list.size())
        return std::nullopt;
    return json::asObject(list[index]);
}

std::uint8_t* GltfDocument::allocate(std::size_t bytes)
{
    m_allocated += bytes;
    if (m_allocated > limits::kMaxDecodedBytes)
        return nullptr;
    m_storage.emplace_back(bytes);
    return m_storage.back().data();
}

Result<ByteView> GltfDocument::resource(std::string_view uri)
{
    if (isDataUrl(uri)) {
        auto bytes = decodeDataUrl(uri);
        if (!bytes)
            return bad(ErrorCode::BadValue, "malformed data: URI");
        m_storage.push_back(std::move(*bytes));
        return ByteView(m_storage.back());
    }
    if (m_context.external != nullptr)
        if (const auto found = m_context.external->find(nameOf(uri));
            found != m_context.external->end() && found->second)
            return ByteView(*found->second);
    return bad(ErrorCode::NotFound, "\"" + redactUrl(uri) + "\" could not be read");
}

Result<ByteView> GltfDocument::buffer(std::size_t index)
{
    const auto object = item(buffers, index);
    if (!object)
        return bad(ErrorCode::BadReference, "no buffer " + std::to_string(index));
    if (m_resolvedBuffers[index])
        return *m_resolvedBuffers[index];
    ByteView bytes;
    if (const auto uri = json::stringAt(*object, "uri")) {
        const auto found = resource(*uri);
        if (!found)
            return fail(found.error());
        bytes = *found;
    } else if (index == 0) {
        bytes = m_binary;
    }
    const auto length = json::indexAt(*object, "byteLength");
    if (!length)
        return bad(ErrorCode::BadValue, "buffer " + std::to_string(index) + " has no valid byteLength");
    if (*length > bytes.size())
        return bad(ErrorCode::LengthMismatch,
                   "buffer " + std::to_string(index) + " states " + std::to_string(*length) + " bytes, there are "
                       + std::to_string(bytes.size()));
    m_resolvedBuffers[index] = bytes.first(*length);
    return *m_resolvedBuffers[index];
}

Result<ByteView> GltfDocument::meshopt(const json::Object& compression, std::size_t* stride)
{
    const auto source = buffer(json::indexAt(compression, "buffer").value_or(SIZE_MAX));
    if (!source)
        return fail(source.error());
    const std::size_t offset = json::indexAt(compression, "byteOffset").value_or(0);
    const auto length = json::indexAt(compression, "byteLength");
    const auto count = json::indexAt(compression, "count");
    const auto size = json::indexAt(compression, "byteStride", 256);
    const auto mode = json::stringAt(compression, "mode").value_or("");
    const auto filter = json::stringAt(compression, "filter").value_or("NONE");
    if (!length || !count || !size || *size == 0)
        return bad(ErrorCode::BadValue, "EXT_meshopt_compression without byteLength, count or byteStride");
    if (offset > source->size() || *length > source->size() - offset)
        return bad(ErrorCode::BadReference, "EXT_meshopt_compression reaches beyond its buffer");
    const ByteView in = source->subspan(offset, *length);
    // A compressed vertex byte takes at least a 64th of a byte, an index at least a third.
    const bool isAttributes = mode == "ATTRIBUTES";
    if (isAttributes ? *count * *size / 64 > in.size() : *count / 3 > in.size())
        return bad(ErrorCode::Truncated,
                   "EXT_meshopt_compression: " + std::to_string(*count) + " elements in " + std::to_string(in.size())
                       + " bytes");
    if (isAttributes ? *size % 4 != 0 : *size != 2 && *size != 4)
        return bad(ErrorCode::BadValue, "EXT_meshopt_compression byteStride " + std::to_string(*size));
    std::uint8_t* out = allocate(*count * *size);
    if (out == nullptr)
        return bad(ErrorCode::TooLarge, "EXT_meshopt_compression unpacks to more than the limit");
    int status = -1;
    if (isAttributes)
        status = meshopt_decodeVertexBuffer(out, *count, *size, in.data(), in.size());
    else if (mode == "TRIANGLES" && *count % 3 == 0)
        status = meshopt_decodeIndexBuffer(out, *count, *size, in.data(), in.size());
    else if (mode == "INDICES")
        status = meshopt_decodeIndexSequence(out, *count, *size, in.data(), in.size());
    else
        return bad(ErrorCode::UnsupportedFeature, "EXT_meshopt_compression mode \"" + std::string(mode) + "\"");
    if (status != 0)
        return bad(ErrorCode::DecodeFailed, "EXT_meshopt_compression: status " + std::to_string(status));
    if (filter == "OCTAHEDRAL" && (*size == 4 || *size == 8))
        meshopt_decodeFilterOct(out, *count, *size);
    else if (filter == "QUATERNION" && *size == 8)
        meshopt_decodeFilterQuat(out, *count, *size);
    else if (filter == "EXPONENTIAL")
        meshopt_decodeFilterExp(out, *count, *size);
    else if (filter != "NONE")
        return bad(ErrorCode::UnsupportedFeature, "EXT_meshopt_compression filter \"" + std::string(filter) + "\"");
    *stride = isAttributes ? *size : 0;
    return ByteView(out, *count * *size);
}

Result<ByteView> GltfDocument::bufferView(std::size_t index, std::size_t* stride)
{
    const auto object = item(bufferViews, index);
    if (!object)
        return bad(ErrorCode::BadReference, "no bufferView " + std::to_string(index));
    CachedView& cached = m_views[index];
    if (!cached.done) {
        const auto extensions = json::objectAt(*object, "extensions");
        const auto compression = extensions ? json::objectAt(*extensions, "EXT_meshopt_compression") : std::nullopt;
        if (compression) {
            const auto bytes = meshopt(*compression, &cached.stride);
            if (!bytes)
                return fail(bytes.error());
            cached.bytes = *bytes;
        } else {
            const auto bytes = buffer(json::indexAt(*object, "buffer").value_or(SIZE_MAX));
            if (!bytes)
                return fail(bytes.error());
            const std::size_t offset = json::indexAt(*object, "byteOffset").value_or(0);
            const auto length = json::indexAt(*object, "byteLength");
            if (!length)
                return bad(ErrorCode::BadValue, "bufferView " + std::to_string(index) + " has no valid byteLength");
            if (offset > bytes->size() || *length > bytes->size() - offset)
                return bad(ErrorCode::BadReference,
                           "bufferView " + std::to_string(index) + " ends at " + std::to_string(offset + *length)
                               + ", its buffer at " + std::to_string(bytes->size()));
            cached.bytes = bytes->subspan(offset, *length);
            cached.stride = json::indexAt(*object, "byteStride", 4096).value_or(0);
        }
        cached.done = true;
    }
    if (stride != nullptr)
        *stride = cached.stride;
    return cached.bytes;
}

std::size_t GltfDocument::accessorCount(std::size_t index) const
{
    const auto object = item(accessors, index);
    return object ? json::indexAt(*object, "count").value_or(0) : 0;
}

Result<Accessor> GltfDocument::accessor(std::size_t index)
{
    const std::string name = "accessor " + std::to_string(index);
    const auto object = item(accessors, index);
    if (!object)
        return bad(ErrorCode::BadReference, "no " + name);
    Accessor accessor;
    const auto count = json::indexAt(*object, "count");
    const auto type = componentTypeOf(json::integerAt(*object, "componentType"));
    accessor.components = componentsOf(json::stringAt(*object, "type").value_or(""));
    if (!count || *count == 0 || !type || accessor.components == 0)
        return bad(ErrorCode::BadValue, name + " has no valid count, componentType or type");
    accessor.count = *count;
    accessor.type = *type;
    accessor.normalized = json::asBool(json::member(*object, "normalized"), false);
    const std::size_t elementBytes = sizeOf(*type) * static_cast<std::size_t>(accessor.components);
    const auto sparse = json::objectAt(*object, "sparse");

    if (const auto viewMember = json::member(*object, "bufferView")) {
        std::size_t stride = 0;
        const auto view = bufferView(json::indexAt(*object, "bufferView").value_or(SIZE_MAX), &stride);
        if (!view)
            return fail(view.error());
        accessor.stride = stride != 0 ? stride : elementBytes;
        if (accessor.stride < elementBytes)
            return bad(ErrorCode::BadValue, name + ": byteStride is smaller than an element");
        const auto offset =
            json::member(*object, "byteOffset") ? json::indexAt(*object, "byteOffset").value_or(SIZE_MAX) : 0;
        if (offset > view->size() || view->size() - offset < elementBytes
            || (view->size() - offset - elementBytes) / accessor.stride < accessor.count - 1)
            return bad(ErrorCode::BadReference,
                       name + " of " + std::to_string(accessor.count) + " elements reaches beyond its bufferView of "
                           + std::to_string(view->size()) + " bytes");
        accessor.data = view->data() + offset;
    } else {
        if (accessor.count > kMaxZeroElements)
            return bad(ErrorCode::TooLarge, name + " has " + std::to_string(accessor.count) + " elements and no bytes");
        accessor.stride = elementBytes;
        accessor.data = allocate(accessor.count * elementBytes);
        if (accessor.data == nullptr)
            return bad(ErrorCode::TooLarge, name + ": over the limit on decoded bytes");
    }
    if (sparse)
        if (const auto done = applySparse(*sparse, accessor); !done)
            return fail(done.error());
    return accessor;
}

Result<void> GltfDocument::applySparse(const json::Object& sparse, Accessor& accessor)
{
    const std::size_t elementBytes = sizeOf(accessor.type) * static_cast<std::size_t>(accessor.components);
    const auto count = json::indexAt(sparse, "count");
    const auto indices = json::objectAt(sparse, "indices");
    const auto values = json::objectAt(sparse, "values");
    if (!count || *count > accessor.count || !indices || !values)
        return bad(ErrorCode::BadValue, "sparse accessor without valid count, indices or values");
    const auto indexType = componentTypeOf(json::integerAt(*indices, "componentType"));
    if (!indexType
        || (*indexType != ComponentType::Uint8 && *indexType != ComponentType::Uint16
            && *indexType != ComponentType::Uint32))
        return bad(ErrorCode::BadValue, "sparse accessor: componentType of indices");
    const auto slice = [&](const json::Object& part, std::size_t bytesPerItem) -> Result<const std::uint8_t*> {
        const auto view = bufferView(json::indexAt(part, "bufferView").value_or(SIZE_MAX));
        if (!view)
            return fail(view.error());
        const std::size_t offset = json::indexAt(part, "byteOffset").value_or(0);
        if (offset > view->size() || (view->size() - offset) / bytesPerItem < *count)
            return bad(ErrorCode::BadReference, "sparse accessor reaches beyond its bufferView");
        return view->data() + offset;
    };
    Accessor where;
    where.count = *count;
    where.type = *indexType;
    where.stride = sizeOf(*indexType);
    const auto indexBytes = slice(*indices, where.stride);
    if (!indexBytes)
        return fail(indexBytes.error());
    const auto valueBytes = slice(*values, elementBytes);
    if (!valueBytes)
        return fail(valueBytes.error());
    where.data = *indexBytes;
    std::vector<std::uint32_t> targets(*count);
    if (*count != 0)
        readUints(where, targets.data());

    std::uint8_t* out = allocate(accessor.count * elementBytes);
    if (out == nullptr)
        return bad(ErrorCode::TooLarge, "sparse accessor: over the limit on decoded bytes");
    for (std::size_t i = 0; i < accessor.count; ++i)
        std::memcpy(out + i * elementBytes, accessor.data + i * accessor.stride, elementBytes);
    for (std::size_t i = 0; i < *count; ++i) {
        if (targets[i] >= accessor.count)
            return bad(ErrorCode::BadReference,
                       "sparse accessor: index " + std::to_string(targets[i]) + " of "
                           + std::to_string(accessor.count));
        std::memcpy(out + targets[i] * elementBytes, *valueBytes + i * elementBytes, elementBytes);
    }
    accessor.data = out;
    accessor.stride = elementBytes;
    return {};
}

} // namespace guanjing::tiles3d
