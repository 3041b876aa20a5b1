// glTF 2.0 (binary) with EXT_mesh_features and EXT_structural_metadata.
#include "geodata/democity/Facades.h"
#include "geodata/democity/TileMesh.h"
#include "geodata/democity/Towns.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>

namespace guanjing::democity {

namespace {

using nlohmann::json;

/// Most repetitions of the picture along one wall.

constexpr std::array<Use, 11> kTableUses{Use::Slabs,    Use::Village,  Use::Villas,    Use::Business,
                                         Use::Commerce, Use::Factory,  Use::Logistics, Use::School,
                                         Use::Public,   Use::Building, Use::Vacant};

std::uint8_t useIndex(Use use)
{
    const std::string_view word = useWord(use);
    for (std::size_t i = 0; i < kTableUses.size(); ++i)
        if (word == useWord(kTableUses[i]))
            return static_cast<std::uint8_t>(i);
    return static_cast<std::uint8_t>(kTableUses.size() - 1);
}

class BufferBuilder {
public:
    BufferBuilder(json& views, Bytes& bytes) : m_views(views), m_bytes(bytes) { }

    int add(const void* data, std::size_t size, int target = 0, int stride = 0)
    {
        m_bytes.resize((m_bytes.size() + 7) / 8 * 8);
        const std::size_t offset = m_bytes.size();
        m_bytes.resize(offset + size);
        if (size > 0)
            std::memcpy(m_bytes.data() + offset, data, size);
        json view{{"buffer", 0}, {"byteOffset", offset}, {"byteLength", size}};
        if (target != 0)
            view["target"] = target;
        if (stride != 0)
            view["byteStride"] = stride;
        m_views.push_back(std::move(view));
        return static_cast<int>(m_views.size()) - 1;
    }
    template <class T> int add(const std::vector<T>& data, int target = 0, int stride = 0)
    {
        return add(data.data(), data.size() * sizeof(T), target, stride);
    }

private:
    json& m_views;
    Bytes& m_bytes;
};

struct StringColumn {
    std::vector<char> text;
    std::vector<std::uint32_t> offsets{0};

    void add(std::string_view value)
    {
        text.insert(text.end(), value.begin(), value.end());
        offsets.push_back(static_cast<std::uint32_t>(text.size()));
    }
};

json metadataSchema()
{
    json values = json::array();
    for (std::size_t i = 0; i < kTableUses.size(); ++i)
        values.push_back({{"name", useWord(kTableUses[i])}, {"value", i}});
    return {{"id", "guanjing_demo_city"},
            {"enums", {{"buildingUse", {{"name", "Use of a building"}, {"valueType", "UINT8"}, {"values", values}}}}},
            {"classes",
             {{"building",
               {{"name", "Building"},
                {"properties",
                 {{"id", {{"type", "STRING"}, {"required", true}}},
                  {"use", {{"type", "ENUM"}, {"enumType", "buildingUse"}, {"required", true}}},
                  {"floors", {{"type", "SCALAR"}, {"componentType", "UINT16"}, {"required", true}}},
                  {"height",
                   {{"name", "Height above ground in metres"},
                    {"type", "SCALAR"},
                    {"componentType", "FLOAT32"},
                    {"required", true}}},
                  {"year",
                   {{"name", "Year of completion"}, {"type", "SCALAR"}, {"componentType", "UINT16"}, {"noData", 0}}},
                  {"represents",
                   {{"name", "Buildings that it stands for, seen from afar"},
                    {"type", "SCALAR"},
                    {"componentType", "UINT16"},
                    {"required", true}}},
                  {"town", {{"type", "STRING"}, {"required", true}}}}}}}}}};
}

void putUint32(Bytes& bytes, std::size_t value)
{
    for (int i = 0; i < 4; ++i)
        bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

Bytes pack(json& document, Bytes binary)
{
    if (!binary.empty()) {
        binary.resize((binary.size() + 3) / 4 * 4);
        document["buffers"] = json::array({{{"byteLength", binary.size()}}});
    }
    std::string text = document.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    Bytes glb;
    const std::size_t total = 12 + 8 + text.size() + (binary.empty() ? 0 : 8 + binary.size());
    glb.reserve(total);
    putUint32(glb, 0x46546C67); // "glTF"
    putUint32(glb, 2);
    putUint32(glb, total);
    putUint32(glb, text.size());
    putUint32(glb, 0x4E4F534A); // "JSON"
    glb.insert(glb.end(), text.begin(), text.end());
    if (!binary.empty()) {
        putUint32(glb, binary.size());
        putUint32(glb, 0x004E4942); // "BIN"
        glb.insert(glb.end(), binary.begin(), binary.end());
    }
    return glb;
}

} // namespace

Bytes TileMesh::toGlb(bool smallTexture) const
{
    json document{{"asset", {{"version", "2.0"}, {"generator", "Guanjing demo city"}}}, {"scene", 0}};
    if (m_indices.empty()) {
        document["scenes"] = json::array({json::object()});
        return pack(document, {});
    }
    json views = json::array();
    Bytes binary;
    BufferBuilder buffers(views, binary);
    constexpr int kArrayBuffer = 34962;
    constexpr int kElementBuffer = 34963;
    // KHR_mesh_quantization: the node's matrix scales positions back; the picture's coordinates are eighths
    struct Packed {
        std::array<std::int16_t, 3> position;
        std::uint16_t feature;
        std::array<std::int8_t, 4> normal;
        std::array<std::uint16_t, 2> uv;
        std::array<std::uint8_t, 4> color;
    };
    static_assert(sizeof(Packed) == 20);
    const double step = m_reach / 32767.0;
    std::vector<Packed> packed;
    packed.reserve(m_vertices.size());
    std::array<int, 3> low{32767, 32767, 32767};
    std::array<int, 3> high{-32768, -32768, -32768};
    for (const Vertex& vertex : m_vertices) {
        Packed& out = packed.emplace_back();
        for (std::size_t i = 0; i < 3; ++i) {
            out.position[i] = static_cast<std::int16_t>(std::lround(vertex.position[i] / step));
            low[i] = std::min<int>(low[i], out.position[i]);
            high[i] = std::max<int>(high[i], out.position[i]);
        }
        out.feature = vertex.feature;
        out.normal = vertex.normal;
        const auto fraction = [](float value) {
            return static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 65535));
        };
        out.uv = {fraction(vertex.uv[0] / static_cast<float>(kUvRepeats)), fraction(vertex.uv[1])};
        out.color = vertex.color;
    }
    const int vertexView = buffers.add(packed, kArrayBuffer, sizeof(Packed));
    const bool shortIndices = m_vertices.size() < 65535;
    int indexView = 0;
    if (shortIndices) {
        const std::vector<std::uint16_t> indices(m_indices.begin(), m_indices.end());
        indexView = buffers.add(indices, kElementBuffer);
    } else {
        indexView = buffers.add(m_indices, kElementBuffer);
    }
    const int imageView = buffers.add(facadeJpeg(AtlasLight::Day, smallTexture));
    const int nightView = buffers.add(facadeJpeg(AtlasLight::Night, smallTexture));

    const std::size_t n = m_vertices.size();
    document["accessors"] = json::array({
        {{"bufferView", vertexView},
         {"byteOffset", 0},
         {"componentType", 5122},
         {"count", n},
         {"type", "VEC3"},
         {"min", low},
         {"max", high}},
        {{"bufferView", vertexView},
         {"byteOffset", 8},
         {"componentType", 5120},
         {"normalized", true},
         {"count", n},
         {"type", "VEC3"}},
        {{"bufferView", vertexView},
         {"byteOffset", 12},
         {"componentType", 5123},
         {"normalized", true},
         {"count", n},
         {"type", "VEC2"}},
        {{"bufferView", vertexView},
         {"byteOffset", 16},
         {"componentType", 5121},
         {"normalized", true},
         {"count", n},
         {"type", "VEC4"}},
        {{"bufferView", vertexView}, {"byteOffset", 6}, {"componentType", 5123}, {"count", n}, {"type", "SCALAR"}},
        {{"bufferView", indexView},
         {"byteOffset", 0},
         {"componentType", shortIndices ? 5123 : 5125},
         {"count", m_indices.size()},
         {"type", "SCALAR"}},
    });
    json primitive{
        {"attributes", {{"POSITION", 0}, {"NORMAL", 1}, {"TEXCOORD_0", 2}, {"COLOR_0", 3}, {"_FEATURE_ID_0", 4}}},
        {"indices", 5},
        {"material", 0},
        {"mode", 4}};
    json used = json::array({"KHR_mesh_quantization", "KHR_texture_transform"});
    if (!m_buildings.empty()) {
        used.push_back("EXT_mesh_features");
        used.push_back("EXT_structural_metadata");
        primitive["extensions"]["EXT_mesh_features"]["featureIds"] = json::array({{{"attribute", 0},
                                                                                   {"featureCount", m_buildings.size()},
                                                                                   {"nullFeatureId", kNoFeatureId},
                                                                                   {"propertyTable", 0}}});
        StringColumn ids;
        StringColumn townNames;
        std::vector<std::uint8_t> uses;
        std::vector<std::uint16_t> floors;
        std::vector<std::uint16_t> years;
        std::vector<std::uint16_t> counts;
        std::vector<float> heights;
        for (const Building& building : m_buildings) {
            ids.add(building.name());
            uses.push_back(useIndex(building.use));
            floors.push_back(static_cast<std::uint16_t>(building.floors));
            years.push_back(static_cast<std::uint16_t>(building.year));
            counts.push_back(static_cast<std::uint16_t>(building.count));
            heights.push_back(static_cast<float>(std::lround(building.height * 10)) / 10.0F);
            townNames.add(towns()[static_cast<std::size_t>(building.town)].nameZh);
        }
        const auto strings = [&](const StringColumn& column) {
            const int values = buffers.add(column.text);
            const int offsets = buffers.add(column.offsets);
            return json{{"values", values}, {"stringOffsets", offsets}, {"stringOffsetType", "UINT32"}};
        };
        json properties;
        properties["id"] = strings(ids);
        properties["use"] = {{"values", buffers.add(uses)}};
        properties["floors"] = {{"values", buffers.add(floors)}};
        properties["height"] = {{"values", buffers.add(heights)}};
        properties["year"] = {{"values", buffers.add(years)}};
        properties["represents"] = {{"values", buffers.add(counts)}};
        properties["town"] = strings(townNames);
        document["extensions"]["EXT_structural_metadata"] = {{"schema", metadataSchema()},
                                                             {"propertyTables",
                                                              json::array({{{"name", "buildings"},
                                                                            {"class", "building"},
                                                                            {"count", m_buildings.size()},
                                                                            {"properties", properties}}})}};
    }
    document["extensionsUsed"] = used;
    document["extensionsRequired"] = json::array({"KHR_mesh_quantization", "KHR_texture_transform"});
    document["bufferViews"] = views;
    document["images"] = json::array({{{"bufferView", imageView}, {"mimeType", "image/jpeg"}},
                                      {{"bufferView", nightView}, {"mimeType", "image/jpeg"}}});
    document["samplers"] =
        json::array({{{"magFilter", 9729}, {"minFilter", 9987}, {"wrapS", 10497}, {"wrapT", 33071}}});
    document["textures"] = json::array({{{"source", 0}, {"sampler", 0}}, {{"source", 1}, {"sampler", 0}}});
    const auto picture = [](int index) {
        return json{{"index", index}, {"extensions", {{"KHR_texture_transform", {{"scale", {kUvRepeats, 1}}}}}}};
    };
    document["materials"] =
        json::array({{{"name", "city"},
                      {"emissiveFactor", {1, 1, 1}},
                      {"emissiveTexture", picture(1)},
                      {"extras", {{"guanjing", {{"lampsOnly", true}}}}},
                      {"pbrMetallicRoughness",
                       {{"baseColorTexture", picture(0)}, {"metallicFactor", 0}, {"roughnessFactor", 1}}}}});
    document["meshes"] = json::array({{{"primitives", json::array({primitive})}}});
    // The node turns the y-up local frame into the y-up form of ECEF, so that the usual turn to z-up ends in ECEF.
    const glm::dmat4& m = m_frame.toEcef();
    const auto yUp = [](const glm::dvec3& v) { return std::array<double, 3>{v.x, v.z, -v.y}; };
    const auto east = yUp(glm::dvec3(m[0]) * step);
    const auto north = yUp(glm::dvec3(m[1]) * step);
    const auto up = yUp(glm::dvec3(m[2]) * step);
    const auto origin = yUp(glm::dvec3(m[3]));
    document["nodes"] = json::array({{{"mesh", 0},
                                      {"matrix",
                                       {east[0], east[1], east[2], 0.0, up[0], up[1], up[2], 0.0, -north[0], -north[1],
                                        -north[2], 0.0, origin[0], origin[1], origin[2], 1.0}}}});
    document["scenes"] = json::array({{{"nodes", {0}}}});
    return pack(document, std::move(binary));
}

} // namespace guanjing::democity
