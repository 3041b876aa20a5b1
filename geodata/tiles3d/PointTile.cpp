#include "geodata/core/Limits.h"
#include "geodata/tiles3d/BinaryColumn.h"
#include "geodata/tiles3d/Gltf.h"
#include "geodata/tiles3d/PointAttributes.h"
#include "geodata/tiles3d/TileFormats.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace guanjing::tiles3d {

namespace {

using Color = std::array<std::uint8_t, 4>;

/// sRGB (IEC 61966-2-1) to linear, 8 bits.
std::uint8_t toLinear(std::uint8_t value)
{
    static const auto kTable = [] {
        std::array<std::uint8_t, 256> table{};
        for (std::size_t i = 0; i < 256; ++i) {
            const double s = static_cast<double>(i) / 255.0;
            const double linear = s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
            table[i] = static_cast<std::uint8_t>(linear * 255.0 + 0.5);
        }
        return table;
    }();
    return kTable[value];
}

Color linearColor(std::uint8_t r, std::uint8_t g, std::uint8_t b, std::uint8_t a)
{
    return {toLinear(r), toLinear(g), toLinear(b), a};
}

/// Reads the points of a pnts (OGC 18-053r2, "Point Cloud") into one primitive.
class PointReader {
public:
    PointReader(const FeatureTable& table, std::size_t count, ByteView binary, const std::string& url, Issues& issues)
        : m_table(table), m_count(count), m_binary(binary), m_url(url), m_issues(issues)
    { }

    Result<Primitive> read(glm::dvec3& origin);

private:
    Result<void> openDraco();
    std::optional<std::uint32_t> dracoId(std::string_view key) const
    {
        const auto id = m_draco ? json::indexAt(*m_dracoProperties, key) : std::nullopt;
        return id ? std::optional(static_cast<std::uint32_t>(*id)) : std::nullopt;
    }
    Result<std::vector<glm::dvec3>> positions() const;
    void readColors(Primitive& primitive);
    void readNormals(Primitive& primitive);
    /// Column of the body; an empty view when absent or unreadable.
    ByteView column(const char* key, std::size_t elementBytes);

    const FeatureTable& m_table;
    std::size_t m_count;
    ByteView m_binary;
    const std::string& m_url;
    Issues& m_issues;
    std::optional<DracoGeometry> m_draco;
    std::optional<json::Object> m_dracoProperties;

public:
    /// The stream that positions and values lie in; null: none.
    [[nodiscard]] const DracoGeometry* draco() const { return m_draco ? &*m_draco : nullptr; }
};

Result<void> PointReader::openDraco()
{
    const auto extensions = json::asObject(m_table.find("extensions"));
    const auto draco = extensions ? json::objectAt(*extensions, "3DTILES_draco_point_compression") : std::nullopt;
    if (!draco)
        return {};
    m_dracoProperties = json::objectAt(*draco, "properties");
    const auto offset = json::indexAt(*draco, "byteOffset"), length = json::indexAt(*draco, "byteLength");
    if (!m_dracoProperties || !offset || !length || *offset > m_binary.size() || *length > m_binary.size() - *offset)
        return fail(ErrorCode::BadReference, m_url, "3DTILES_draco_point_compression reaches beyond the binary body");
    auto geometry = DracoGeometry::decode(m_binary.subspan(*offset, *length), m_url);
    if (!geometry)
        return fail(geometry.error());
    if (geometry->pointCount() != m_count)
        return fail(ErrorCode::LengthMismatch, m_url,
                    "POINTS_LENGTH is " + std::to_string(m_count) + ", the Draco stream has "
                        + std::to_string(geometry->pointCount()));
    m_draco.emplace(std::move(*geometry));
    return {};
}

Result<std::vector<glm::dvec3>> PointReader::positions() const
{
    const auto id = dracoId("POSITION");
    if (!id)
        return readPositions(m_table, m_count);
    std::vector<glm::vec3> values(m_count);
    if (!values.empty() && !m_draco->readFloats(*id, 3, false, &values[0].x))
        return fail(ErrorCode::DecodeFailed, m_url, "POSITION is not in the Draco stream");
    std::vector<glm::dvec3> out(values.begin(), values.end());
    if (std::any_of(out.begin(), out.end(), [](const glm::dvec3& p) { return !std::isfinite(p.x + p.y + p.z); }))
        return fail(ErrorCode::BadValue, m_url, "a position is not finite");
    return out;
}

ByteView PointReader::column(const char* key, std::size_t elementBytes)
{
    if (!m_table.has(key))
        return {};
    const auto bytes = m_table.column(key, elementBytes, m_count);
    if (!bytes) {
        m_issues.push_back({Severity::Error, std::string("featureTable/") + key, bytes.error().detail});
        return {};
    }
    return *bytes;
}

void PointReader::readColors(Primitive& primitive)
{
    for (const int components : {4, 3})
        if (const auto id = dracoId(components == 4 ? "RGBA" : "RGB")) {
            std::vector<float> values(m_count * static_cast<std::size_t>(components));
            if (!m_draco->readFloats(*id, components, true, values.data()))
                return;
            const auto byte = [](float value) {
                return static_cast<std::uint8_t>(std::clamp(value, 0.0f, 1.0f) * 255.0f + 0.5f);
            };
            for (std::size_t i = 0; i < m_count; ++i) {
                const float* v = &values[i * static_cast<std::size_t>(components)];
                primitive.colors.push_back(
                    linearColor(byte(v[0]), byte(v[1]), byte(v[2]), components == 4 ? byte(v[3]) : std::uint8_t{255}));
            }
            return;
        }
    if (const ByteView rgba = column("RGBA", 4); !rgba.empty()) {
        for (std::size_t i = 0; i < m_count; ++i)
            primitive.colors.push_back(linearColor(rgba[i * 4], rgba[i * 4 + 1], rgba[i * 4 + 2], rgba[i * 4 + 3]));
    } else if (const ByteView rgb = column("RGB", 3); !rgb.empty()) {
        for (std::size_t i = 0; i < m_count; ++i)
            primitive.colors.push_back(linearColor(rgb[i * 3], rgb[i * 3 + 1], rgb[i * 3 + 2], 255));
    } else if (const ByteView packed = column("RGB565", 2); !packed.empty()) {
        for (std::size_t i = 0; i < m_count; ++i) {
            const unsigned value = packed[i * 2] | packed[i * 2 + 1] << 8;
            primitive.colors.push_back(linearColor(static_cast<std::uint8_t>((value >> 11) * 255 / 31),
                                                   static_cast<std::uint8_t>((value >> 5 & 63) * 255 / 63),
                                                   static_cast<std::uint8_t>((value & 31) * 255 / 31), 255));
        }
    }
}

void PointReader::readNormals(Primitive& primitive)
{
    primitive.normals.resize(m_count);
    if (const auto id = dracoId("NORMAL"); id && m_draco->readFloats(*id, 3, true, &primitive.normals[0].x))
        return;
    if (const ByteView normals = column("NORMAL", 12); !normals.empty()) {
        std::memcpy(&primitive.normals[0].x, normals.data(), normals.size());
    } else if (const ByteView packed = column("NORMAL_OCT16P", 2); !packed.empty()) {
        for (std::size_t i = 0; i < m_count; ++i)
            primitive.normals[i] = decodeOctahedral(packed[i * 2], packed[i * 2 + 1], 255.0f);
    } else {
        primitive.normals.clear();
    }
}

Result<Primitive> PointReader::read(glm::dvec3& origin)
{
    if (const auto opened = openDraco(); !opened)
        return fail(opened.error());
    const auto points = positions();
    if (!points)
        return fail(points.error());
    Primitive primitive;
    primitive.mode = PrimitiveMode::Points;
    glm::dvec3 low(INFINITY), high(-INFINITY);
    for (const glm::dvec3& point : *points) {
        low = glm::min(low, point);
        high = glm::max(high, point);
    }
    const glm::dvec3 center = (low + high) * 0.5;
    origin += center;
    primitive.minimum = glm::vec3(low - center);
    primitive.maximum = glm::vec3(high - center);
    primitive.positions.reserve(m_count);
    primitive.indices.reserve(m_count);
    for (const glm::dvec3& point : *points) {
        primitive.indices.push_back(static_cast<std::uint32_t>(primitive.positions.size()));
        primitive.positions.emplace_back(point - center);
    }
    readColors(primitive);
    readNormals(primitive);
    if (const auto id = dracoId("BATCH_ID")) {
        primitive.featureIds.resize(m_count);
        if (!m_draco->readUints(*id, primitive.featureIds.data()))
            primitive.featureIds.clear();
    } else {
        primitive.featureIds = readBatchIds(m_table, m_count, m_issues);
    }
    return primitive;
}

} // namespace

Result<std::vector<glm::dvec3>> readPositions(const FeatureTable& table, std::size_t count)
{
    std::vector<glm::dvec3> positions;
    if (table.has("POSITION")) {
        const auto bytes = table.column("POSITION", 12, count);
        if (!bytes)
            return fail(bytes.error());
        positions.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            float xyz[3];
            std::memcpy(xyz, bytes->data() + i * 12, 12);
            positions[i] = glm::dvec3(xyz[0], xyz[1], xyz[2]);
        }
    } else {
        const auto bytes = table.column("POSITION_QUANTIZED", 6, count);
        if (!bytes)
            return fail(bytes.error());
        glm::dvec3 offset(0.0), scale(0.0);
        if (!table.numbers("QUANTIZED_VOLUME_OFFSET", 3, &offset.x)
            || !table.numbers("QUANTIZED_VOLUME_SCALE", 3, &scale.x))
            return fail(ErrorCode::BadValue, {}, "POSITION_QUANTIZED without its volume");
        positions.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            std::uint16_t xyz[3];
            std::memcpy(xyz, bytes->data() + i * 6, 6);
            positions[i] = offset + scale * glm::dvec3(xyz[0], xyz[1], xyz[2]) / 65535.0;
        }
    }
    if (std::any_of(positions.begin(), positions.end(),
                    [](const glm::dvec3& p) { return !std::isfinite(p.x + p.y + p.z); }))
        return fail(ErrorCode::BadValue, {}, "a position is not finite");
    return positions;
}

std::vector<std::uint32_t> readBatchIds(const FeatureTable& table, std::size_t count, Issues& issues)
{
    std::vector<std::uint32_t> ids;
    const auto reference = json::asObject(table.find("BATCH_ID"));
    if (!reference)
        return ids;
    const auto type = json::stringAt(*reference, "componentType").value_or("UNSIGNED_SHORT");
    const std::size_t size = type == "UNSIGNED_BYTE" ? 1 : type == "UNSIGNED_INT" ? 4 : 2;
    const auto bytes = table.column("BATCH_ID", size, count);
    if (!bytes) {
        issues.push_back({Severity::Error, "featureTable/BATCH_ID", bytes.error().detail});
        return ids;
    }
    ids.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        std::memcpy(&ids[i], bytes->data() + i * size, size); // little endian into zeros
    return ids;
}

glm::vec3 decodeOctahedral(float x, float y, float range)
{
    glm::vec3 v(x / range * 2.0f - 1.0f, y / range * 2.0f - 1.0f, 0.0f);
    v.z = 1.0f - std::abs(v.x) - std::abs(v.y);
    if (v.z < 0.0f) {
        const float foldedX = (1.0f - std::abs(v.y)) * (v.x >= 0.0f ? 1.0f : -1.0f);
        v.y = (1.0f - std::abs(v.x)) * (v.y >= 0.0f ? 1.0f : -1.0f);
        v.x = foldedX;
    }
    return glm::normalize(v);
}

namespace {

/// Values per point that lie in the Draco stream beside the positions (3DTILES_draco_point_compression).
void addDracoColumns(ByteView batchJson, const DracoGeometry& draco, PropertyTable& table, Issues& issues)
{
    simdjson::dom::parser parser;
    const auto root = batchJson.empty() ? fail(Error{}) : json::parse(parser, batchJson, 0, {});
    const auto object = root ? json::asObject(*root) : std::nullopt;
    const auto extensions = object ? json::objectAt(*object, "extensions") : std::nullopt;
    const auto packed = extensions ? json::objectAt(*extensions, "3DTILES_draco_point_compression") : std::nullopt;
    const auto ids = packed ? json::objectAt(*packed, "properties") : std::nullopt;
    if (!ids || table.count != draco.pointCount())
        return;
    for (const auto [key, value] : *ids) {
        const std::string where = "batchTable/" + std::string(key);
        const auto id = json::asInteger(value);
        const auto reference = json::objectAt(*object, key);
        // A name that nothing has, rather than a choice of two: GCC 12 takes the latter for uninitialised.
        const auto scalar = scalarTypeOf(reference ? json::stringAt(*reference, "componentType").value_or("") : "");
        const std::string kind(reference ? json::stringAt(*reference, "type").value_or("SCALAR") : "");
        const int components = kind == "SCALAR" ? 1 : kind == "VEC2" ? 2 : kind == "VEC3" ? 3 : kind == "VEC4" ? 4 : 0;
        if (!id || *id < 0 || !scalar || components == 0
            || draco.componentsOf(static_cast<std::uint32_t>(*id)) < components) {
            issues.push_back({Severity::Error, where, "not in the Draco stream"});
            continue;
        }
        const auto attribute = static_cast<std::uint32_t>(*id);
        const bool isWhole = *scalar != ScalarType::Float32 && *scalar != ScalarType::Float64;
        ColumnSchema schema;
        schema.components = components;
        ColumnData data;
        bool isRead = false;
        if (isWhole && components == 1
            && (*scalar == ScalarType::Uint8 || *scalar == ScalarType::Uint16 || *scalar == ScalarType::Uint32)) {
            std::vector<std::uint32_t> numbers(table.count);
            schema.scalar = ScalarType::Uint32;
            isRead = draco.readUints(attribute, numbers.data());
            const auto* bytes = reinterpret_cast<const std::uint8_t*>(numbers.data());
            data.values.assign(bytes, bytes + numbers.size() * sizeof(std::uint32_t));
        } else {
            std::vector<float> numbers(table.count * static_cast<std::size_t>(components));
            schema.scalar = ScalarType::Float32;
            isRead = draco.readFloats(attribute, components, false, numbers.data());
            const auto* bytes = reinterpret_cast<const std::uint8_t*>(numbers.data());
            data.values.assign(bytes, bytes + numbers.size() * sizeof(float));
        }
        auto column = isRead ? makeBinaryColumn(std::move(schema), std::move(data), table.count)
                             : fail(ErrorCode::DecodeFailed, {}, "cannot be read from the Draco stream");
        if (column)
            table.properties.push_back({std::string(key), kind + "/" + (isWhole ? "UINT32" : "FLOAT32"), *column});
        else
            issues.push_back({Severity::Error, where, column.error().detail});
    }
}

} // namespace

Result<DecodedContent> decodePoints(ByteView bytes, const ContentContext& context)
{
    const auto sections = splitTile(bytes, context.url);
    if (!sections)
        return fail(sections.error());
    const auto features = FeatureTable::open(sections->featureJson, sections->featureBinary, context.url);
    if (!features)
        return fail(features.error());
    const auto length = features->count("POINTS_LENGTH");
    // A Draco stream packs points tightly, but not into nothing; plain columns are checked one by one.
    if (!length || *length > std::uint64_t{sections->featureBinary.size()} * 64)
        return fail(length ? ErrorCode::Truncated : ErrorCode::BadValue, context.url,
                    length ? std::to_string(*length) + " points in " + std::to_string(sections->featureBinary.size())
                            + " bytes"
                           : "no POINTS_LENGTH");
    const std::size_t count = *length;
    DecodedContent content;
    content.facts.version = "1";
    content.facts.points = content.facts.vertices = count;
    content.facts.meshes = content.facts.primitives = 1;
    if (count == 0)
        return content;
    Model& model = content.model;
    if (features->has("RTC_CENTER") && !features->numbers("RTC_CENTER", 3, &model.origin.x))
        content.issues.push_back({Severity::Error, "featureTable/RTC_CENTER", "not three numbers"});
    Mesh mesh;
    mesh.positionBase = model.origin;
    glm::dvec3 quantizedOffset(0.0);
    if (features->has("POSITION_QUANTIZED") && !features->has("POSITION")
        && features->numbers("QUANTIZED_VOLUME_OFFSET", 3, &quantizedOffset.x))
        mesh.positionBase += quantizedOffset;
    PointReader reader(*features, count, sections->featureBinary, context.url, content.issues);
    auto primitive = reader.read(model.origin);
    if (!primitive) {
        primitive.error().source = context.url;
        return fail(primitive.error());
    }
    const std::size_t rows = features->count("BATCH_LENGTH").value_or(count);
    content.facts.features = features->count("BATCH_LENGTH").value_or(0);
    PropertyTable table = readBatchTable(sections->batchJson, sections->batchBinary, rows, context.url, content.issues,
                                         std::max(count, bareFeaturesOf(primitive->featureIds)));
    if (reader.draco() != nullptr)
        addDracoColumns(sections->batchJson, *reader.draco(), table, content.issues);
    if (!table.properties.empty()) {
        const std::size_t dropped = dropIdsBeyond(primitive->featureIds, table.count);
        if (dropped > 0)
            content.issues.push_back({Severity::Warning, "featureTable/BATCH_ID",
                                      std::to_string(dropped) + " points name features beyond the "
                                          + std::to_string(table.count) + " that there are"});
        model.propertyTables.push_back(std::move(table));
        primitive->propertyTable = 0;
        if (primitive->featureIds.empty())
            primitive->featureIds = primitive->indices; // values per point
    }
    Material material;
    material.metallicFactor = 0.0f;
    material.unlit = primitive->normals.empty();
    double constant[4];
    const bool isConstant = primitive->colors.empty() && features->has("CONSTANT_RGBA");
    if (isConstant && !features->numbers("CONSTANT_RGBA", 4, constant, FeatureTable::BodyType::Uint8)) {
        content.issues.push_back({Severity::Error, "featureTable/CONSTANT_RGBA", "not four numbers"});
    } else if (isConstant) {
        for (int i = 0; i < 3; ++i)
            material.baseColorFactor[i] =
                static_cast<float>(toLinear(static_cast<std::uint8_t>(std::clamp(constant[i], 0.0, 255.0)))) / 255.0f;
        material.baseColorFactor.a = static_cast<float>(std::clamp(constant[3], 0.0, 255.0) / 255.0);
    }
    const bool translucent = material.baseColorFactor.a < 1.0f
        || std::any_of(primitive->colors.begin(), primitive->colors.end(),
                       [](const Color& color) { return color[3] < 255; });
    material.alphaMode = translucent ? AlphaMode::Blend : AlphaMode::Opaque;
    model.materials.push_back(material);
    primitive->material = 0;
    mesh.primitives.push_back(std::move(*primitive));
    model.meshes.push_back(std::move(mesh));
    model.instances.push_back({.mesh = 0});
    return content;
}

} // namespace guanjing::tiles3d
