#include "geodata/tiles3d/Gltf.h"

#include <draco/compression/decode.h>

#include <algorithm>

namespace guanjing::tiles3d {

namespace {

/// Points and faces that one byte of a stream can reasonably stand for; the library reserves memory by the stated
/// counts before it looks for the bytes.
constexpr std::uint64_t kMaxElementsPerByte = 64;

/// Reads the counts at the start of a stream (Draco Bitstream Specification 2.2, "Header" and "Connectivity").
class DracoHeader {
public:
    explicit DracoHeader(ByteView bytes) : m_bytes(bytes) { }

    /// The largest count that the stream states; 0 where it cannot be told.
    std::uint64_t largestCount()
    {
        constexpr std::uint64_t kMetadataFlag = 0x8000;
        m_at = 5;
        const std::uint64_t version = fixed(1) << 8 | fixed(1);
        const std::uint64_t type = fixed(1), method = fixed(1), flags = fixed(2);
        if (version >= 0x0103 && (flags & kMetadataFlag) != 0)
            return 0;
        if (type == 0)
            return fixed(4);
        if (method == 0)
            return std::max(number(version < 0x0202), number(version < 0x0202));
        fixed(1); // traversal
        if (version < 0x0202)
            number(version < 0x0200); // new vertices
        return std::max(number(version < 0x0200), number(version < 0x0200));
    }

private:
    std::uint64_t fixed(int bytes)
    {
        std::uint64_t value = 0;
        for (int i = 0; i < bytes; ++i, ++m_at)
            value |= std::uint64_t{m_at < m_bytes.size() ? m_bytes[m_at] : std::uint8_t{0}} << (8 * i);
        return value;
    }
    std::uint64_t number(bool isFixed)
    {
        if (isFixed)
            return fixed(4);
        std::uint64_t value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            const std::uint64_t byte = fixed(1);
            value |= (byte & 0x7F) << shift;
            if ((byte & 0x80) == 0)
                break;
        }
        return value;
    }

    ByteView m_bytes;
    std::size_t m_at = 0;
};

} // namespace

struct DracoGeometry::Impl {
    std::unique_ptr<draco::PointCloud> cloud;
    const draco::Mesh* mesh = nullptr; ///< the same object when it has faces
};

DracoGeometry::DracoGeometry() : m_impl(std::make_unique<Impl>()) { }
DracoGeometry::~DracoGeometry() = default;
DracoGeometry::DracoGeometry(DracoGeometry&&) noexcept = default;

Result<DracoGeometry> DracoGeometry::decode(ByteView bytes, const std::string& source)
{
    if (const std::uint64_t count = DracoHeader(bytes).largestCount(); count > bytes.size() * kMaxElementsPerByte)
        return fail(ErrorCode::Truncated, source,
                    "Draco: " + std::to_string(count) + " elements in " + std::to_string(bytes.size()) + " bytes");
    draco::DecoderBuffer buffer;
    buffer.Init(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const auto type = draco::Decoder::GetEncodedGeometryType(&buffer);
    if (!type.ok())
        return fail(ErrorCode::DecodeFailed, source, "Draco: " + type.status().error_msg_string());
    DracoGeometry geometry;
    draco::Decoder decoder;
    if (type.value() == draco::TRIANGULAR_MESH) {
        auto mesh = decoder.DecodeMeshFromBuffer(&buffer);
        if (!mesh.ok())
            return fail(ErrorCode::DecodeFailed, source, "Draco: " + mesh.status().error_msg_string());
        std::unique_ptr<draco::Mesh> owned = std::move(mesh).value();
        geometry.m_impl->mesh = owned.get();
        geometry.m_impl->cloud = std::move(owned);
    } else {
        auto cloud = decoder.DecodePointCloudFromBuffer(&buffer);
        if (!cloud.ok())
            return fail(ErrorCode::DecodeFailed, source, "Draco: " + cloud.status().error_msg_string());
        geometry.m_impl->cloud = std::move(cloud).value();
    }
    return geometry;
}

std::size_t DracoGeometry::pointCount() const { return m_impl->cloud->num_points(); }

std::vector<std::uint32_t> DracoGeometry::indices() const
{
    std::vector<std::uint32_t> out;
    if (m_impl->mesh == nullptr)
        return out;
    out.reserve(std::size_t{m_impl->mesh->num_faces()} * 3);
    for (draco::FaceIndex face(0); face < m_impl->mesh->num_faces(); ++face)
        for (const draco::PointIndex& corner : m_impl->mesh->face(face))
            out.push_back(corner.value());
    return out;
}

int DracoGeometry::componentsOf(std::uint32_t id) const
{
    const draco::PointAttribute* attribute = m_impl->cloud->GetAttributeByUniqueId(id);
    return attribute != nullptr ? attribute->num_components() : 0;
}

bool DracoGeometry::readFloats(std::uint32_t id, int components, bool normalized, float* out) const
{
    const draco::PointAttribute* attribute = m_impl->cloud->GetAttributeByUniqueId(id);
    if (attribute == nullptr)
        return false;
    // Draco scales integers itself only where the stream says that they are normalized; glTF says it in the accessor.
    float scale = 1.0f;
    if (normalized && !attribute->normalized()) {
        switch (attribute->data_type()) {
        case draco::DT_INT8: scale = 1.0f / 127.0f; break;
        case draco::DT_UINT8: scale = 1.0f / 255.0f; break;
        case draco::DT_INT16: scale = 1.0f / 32767.0f; break;
        case draco::DT_UINT16: scale = 1.0f / 65535.0f; break;
        default: break;
        }
    }
    const auto points = static_cast<std::uint32_t>(pointCount());
    for (std::uint32_t i = 0; i < points; ++i, out += components) {
        std::fill(out, out + components, 0.0f);
        const auto value = attribute->mapped_index(draco::PointIndex(i));
        if (value.value() >= attribute->size()
            || !attribute->ConvertValue<float>(value, static_cast<std::int8_t>(components), out))
            return false;
        if (scale != 1.0f)
            for (int c = 0; c < components; ++c)
                out[c] = std::max(out[c] * scale, -1.0f);
    }
    return true;
}

bool DracoGeometry::readUints(std::uint32_t id, std::uint32_t* out) const
{
    const draco::PointAttribute* attribute = m_impl->cloud->GetAttributeByUniqueId(id);
    if (attribute == nullptr)
        return false;
    const auto points = static_cast<std::uint32_t>(pointCount());
    for (std::uint32_t i = 0; i < points; ++i) {
        const auto value = attribute->mapped_index(draco::PointIndex(i));
        float number = -1.0f;
        if (value.value() >= attribute->size())
            return false;
        if (!attribute->ConvertValue<std::uint32_t>(value, 1, out + i)) {
            if (!attribute->ConvertValue<float>(value, 1, &number))
                return false;
            out[i] = number >= 0 && number < 4294967040.0f ? static_cast<std::uint32_t>(number + 0.5f) : UINT32_MAX;
        }
    }
    return true;
}

} // namespace guanjing::tiles3d
