#pragma once
// Inside of the glTF reader: the JSON, and bytes by buffer, view and accessor. For the .cpp files of this room only.

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Json.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::tiles3d {

/// glTF 2.0, 3.6.2.2 (componentType).
enum class ComponentType : std::uint16_t {
    Int8 = 5120,
    Uint8 = 5121,
    Int16 = 5122,
    Uint16 = 5123,
    Uint32 = 5125,
    Float32 = 5126
};

[[nodiscard]] std::size_t sizeOf(ComponentType type);

/// Elements of an accessor, checked to lie within their bytes.
struct Accessor {
    const std::uint8_t* data = nullptr;
    std::size_t count = 0;
    std::size_t stride = 0;
    ComponentType type = ComponentType::Float32;
    int components = 1;
    bool normalized = false;
};

/// Converts to floats, `wanted` components per element; missing ones are 0. `out` holds accessor.count · wanted.
/// Normalized integers as in 3.6.2.2, others by value.
void readFloats(const Accessor& accessor, int wanted, float* out);
/// First component of each element as a whole number; floats are rounded, negatives become 0xFFFFFFFF.
void readUints(const Accessor& accessor, std::uint32_t* out);

/// The parts of a binary glTF (4.4), or the whole text of a .gltf.
struct GlbParts {
    std::uint32_t version = 2;
    ByteView json;
    ByteView binary;
    std::size_t readableAfterJson = 0;
};
[[nodiscard]] Result<GlbParts> splitGlb(ByteView bytes, const std::string& source);

/// One glTF document, opened (1.0 is rewritten as 2.0 first): JSON parsed, arrays indexed, extensions checked; bytes are resolved when asked for.
class GltfDocument {
public:
    /// `bytes` and the context's external bytes must outlive the document.
    /// With `toCount`, extensions that cannot be read do not matter.
    static Result<std::unique_ptr<GltfDocument>> open(ByteView bytes, const ContentContext& context, Issues& issues,
                                                      bool toCount = false);

    [[nodiscard]] const json::Object& root() const { return m_root; }
    [[nodiscard]] std::optional<json::Object> extension(std::string_view name) const;
    [[nodiscard]] const std::string& source() const { return m_context.url; }
    [[nodiscard]] const ContentContext& context() const { return m_context; }
    [[nodiscard]] const std::string& version() const { return m_version; }

    /// Element of a top-level array, when it is there and an object.
    [[nodiscard]] std::optional<json::Object> item(const std::vector<json::Element>& list, std::size_t index) const;
    std::vector<json::Element> accessors, bufferViews, buffers, images, textures, samplers, materials, meshes, nodes,
        scenes;

    /// Bytes of a buffer view; EXT_meshopt_compression is undone. `stride` 0 where the view states none.
    [[nodiscard]] Result<ByteView> bufferView(std::size_t index, std::size_t* stride = nullptr);
    /// Elements of an accessor, sparse ones put together.
    [[nodiscard]] Result<Accessor> accessor(std::size_t index);
    /// accessor.count, 0 where unreadable; needs no buffers.
    [[nodiscard]] std::size_t accessorCount(std::size_t index) const;
    /// Bytes of the URI of a buffer or picture: data:, or the context's external bytes.
    [[nodiscard]] Result<ByteView> resource(std::string_view uri);
    /// What a URI is called among the context's external bytes.
    [[nodiscard]] std::string nameOf(std::string_view uri) const
    {
        return m_context.documentUri.empty() ? std::string(uri) : nestedUri(m_context.documentUri, uri);
    }

    void issue(Severity severity, std::string where, std::string message);
    void issue(std::string where, const Error& error) { issue(Severity::Error, std::move(where), error.detail); }

private:
    GltfDocument(const ContentContext& context, Issues& issues) : m_context(context), m_issues(issues) { }
    [[nodiscard]] Result<ByteView> buffer(std::size_t index);
    [[nodiscard]] Result<ByteView> meshopt(const json::Object& compression, std::size_t* stride);
    [[nodiscard]] Result<void> applySparse(const json::Object& sparse, Accessor& accessor);
    [[nodiscard]] tl::unexpected<Error> bad(ErrorCode code, std::string detail) const
    {
        return fail(code, m_context.url, std::move(detail));
    }
    /// Takes memory for decoded bytes out of limits::kMaxDecodedBytes.
    [[nodiscard]] std::uint8_t* allocate(std::size_t bytes);

    ContentContext m_context;
    Issues& m_issues;
    simdjson::dom::parser m_parser;
    json::Object m_root;
    std::string m_version;
    ByteView m_binary;
    struct CachedView {
        bool done = false;
        ByteView bytes;
        std::size_t stride = 0;
    };
    std::vector<CachedView> m_views;
    std::vector<std::optional<ByteView>> m_resolvedBuffers;
    std::deque<Bytes> m_storage; ///< bytes that are not slices of the input
    std::uint64_t m_allocated = 0;
};

} // namespace guanjing::tiles3d
