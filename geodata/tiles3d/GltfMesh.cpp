#include "geodata/tiles3d/GltfPrimitive.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace guanjing::tiles3d {

namespace {

using Indices = std::vector<std::uint32_t>;

using Mode = PrimitiveReader::Mode;

Indices expandToList(Mode mode, Indices source)
{
    Indices out;
    const std::size_t count = source.size();
    const auto triangle = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        if (a != b && b != c && a != c) // strips are stitched with degenerate triangles
            out.insert(out.end(), {a, b, c});
    };
    switch (mode) {
    case Mode::Points: return source;
    case Mode::Lines: source.resize(count / 2 * 2); return source;
    case Mode::Triangles: source.resize(count / 3 * 3); return source;
    case Mode::LineLoop:
    case Mode::LineStrip:
        out.reserve(count * 2);
        for (std::size_t i = 0; i + 1 < count; ++i)
            out.insert(out.end(), {source[i], source[i + 1]});
        if (mode == Mode::LineLoop && count > 2)
            out.insert(out.end(), {source[count - 1], source[0]});
        return out;
    case Mode::TriangleStrip:
        out.reserve(count * 3);
        for (std::size_t i = 0; i + 2 < count; ++i)
            triangle(source[i], source[i + 1 + i % 2], source[i + 2 - i % 2]);
        return out;
    case Mode::TriangleFan:
        out.reserve(count * 3);
        for (std::size_t i = 1; i + 1 < count; ++i)
            triangle(source[0], source[i], source[i + 1]);
        return out;
    }
    return out;
}

std::size_t cornersOf(PrimitiveMode mode)
{
    return mode == PrimitiveMode::Triangles ? 3 : mode == PrimitiveMode::Lines ? 2 : 1;
}

/// Keeps the points, lines or triangles all of whose corners satisfy the test; says how many were dropped.
template <class Keep> std::size_t filterElements(Primitive& primitive, Keep keep)
{
    const std::size_t corners = cornersOf(primitive.mode);
    std::size_t written = 0, dropped = 0;
    for (std::size_t i = 0; i + corners <= primitive.indices.size(); i += corners) {
        bool good = true;
        for (std::size_t c = 0; c < corners; ++c)
            good = good && keep(primitive.indices[i + c]);
        if (!good) {
            ++dropped;
            continue;
        }
        for (std::size_t c = 0; c < corners; ++c)
            primitive.indices[written++] = primitive.indices[i + c];
    }
    primitive.indices.resize(written);
    return dropped;
}

} // namespace

std::optional<std::size_t> PrimitiveReader::accessorIndex(std::string_view attribute) const
{
    return json::indexAt(m_attributes, attribute);
}

std::optional<std::uint32_t> PrimitiveReader::dracoId(std::string_view attribute) const
{
    if (!m_draco || !m_dracoAttributes)
        return std::nullopt;
    const auto id = json::indexAt(*m_dracoAttributes, attribute);
    return id ? std::optional(static_cast<std::uint32_t>(*id)) : std::nullopt;
}

bool PrimitiveReader::openDraco()
{
    const auto extensions = json::objectAt(m_object, "extensions");
    const auto draco = extensions ? json::objectAt(*extensions, "KHR_draco_mesh_compression") : std::nullopt;
    if (!draco)
        return true;
    const auto bytes = m_document.bufferView(json::indexAt(*draco, "bufferView").value_or(SIZE_MAX));
    if (!bytes) {
        m_document.issue(m_where, bytes.error());
        return false;
    }
    auto geometry = DracoGeometry::decode(*bytes, m_document.source());
    if (!geometry) {
        m_document.issue(m_where, geometry.error());
        return false;
    }
    m_draco.emplace(std::move(*geometry));
    m_dracoAttributes = json::objectAt(*draco, "attributes");
    return true;
}

template <class Vector>
bool PrimitiveReader::readVectors(std::string_view attribute, int components, std::vector<Vector>& out)
{
    static_assert(sizeof(Vector) % sizeof(float) == 0);
    const auto index = accessorIndex(attribute);
    if (const auto id = dracoId(attribute)) {
        const auto object = index ? m_document.item(m_document.accessors, *index) : std::nullopt;
        const bool normalized = object && json::asBool(json::member(*object, "normalized"), false);
        out.resize(m_draco->pointCount());
        if (!out.empty() && m_draco->readFloats(*id, components, normalized, &out[0][0]))
            return true;
        out.clear();
        warn(std::string(attribute) + ": not in the Draco stream");
        return false;
    }
    if (!index)
        return false;
    const auto accessor = m_document.accessor(*index);
    if (!accessor) {
        m_document.issue(m_where + "/" + std::string(attribute), accessor.error());
        return false;
    }
    if (m_vertexCount != 0 && accessor->count != m_vertexCount) {
        warn(std::string(attribute) + " has " + std::to_string(accessor->count) + " elements, POSITION has "
             + std::to_string(m_vertexCount));
        return false;
    }
    if (accessor->components < components) {
        warn(std::string(attribute) + " has " + std::to_string(accessor->components) + " components of "
             + std::to_string(components));
        return false;
    }
    out.resize(accessor->count);
    readFloats(*accessor, components, &out[0][0]);
    return true;
}

void PrimitiveReader::readColors(Primitive& primitive)
{
    const auto index = accessorIndex("COLOR_0");
    if (!index)
        return;
    int components = 0;
    if (const auto id = dracoId("COLOR_0")) {
        components = m_draco->componentsOf(*id);
    } else {
        const auto accessor = m_document.accessor(*index);
        if (accessor && accessor->count == m_vertexCount && accessor->type == ComponentType::Uint8
            && accessor->components >= 3) {
            primitive.colors.resize(accessor->count);
            for (std::size_t i = 0; i < accessor->count; ++i) {
                const std::uint8_t* color = accessor->data + i * accessor->stride;
                primitive.colors[i] = {color[0], color[1], color[2],
                                       accessor->components > 3 ? color[3] : std::uint8_t{255}};
            }
            return;
        }
        components = accessor ? accessor->components : 4;
    }
    std::vector<glm::vec4> colors;
    if (components == 3) {
        std::vector<glm::vec3> rgb;
        if (!readVectors("COLOR_0", 3, rgb))
            return;
        colors.reserve(rgb.size());
        for (const glm::vec3& color : rgb)
            colors.emplace_back(color, 1.0f);
    } else if (!readVectors("COLOR_0", 4, colors)) {
        return;
    }
    primitive.colors.resize(colors.size());
    for (std::size_t i = 0; i < colors.size(); ++i)
        for (int c = 0; c < 4; ++c) {
            const float value = colors[i][c] > 0.0f ? std::min(colors[i][c], 1.0f) : 0.0f; // NaN becomes 0
            primitive.colors[i][static_cast<std::size_t>(c)] = static_cast<std::uint8_t>(value * 255.0f + 0.5f);
        }
}

bool PrimitiveReader::readIds(std::string_view attribute, std::vector<std::uint32_t>& out)
{
    if (const auto id = dracoId(attribute)) {
        out.resize(m_draco->pointCount());
        if (m_draco->readUints(*id, out.data()))
            return true;
        out.clear();
        return false;
    }
    const auto index = accessorIndex(attribute);
    if (!index)
        return false;
    const auto accessor = m_document.accessor(*index);
    if (!accessor) {
        m_document.issue(m_where + "/" + std::string(attribute), accessor.error());
        return false;
    }
    if (accessor->count != m_vertexCount) {
        warn(std::string(attribute) + " has " + std::to_string(accessor->count) + " elements, POSITION has "
             + std::to_string(m_vertexCount));
        return false;
    }
    out.resize(accessor->count);
    readUints(*accessor, out.data());
    return true;
}

bool PrimitiveReader::readTexCoords(std::size_t set, std::vector<glm::vec2>& out)
{
    return readVectors("TEXCOORD_" + std::to_string(set), 2, out);
}

bool PrimitiveReader::readIndices(Primitive& primitive, Mode mode)
{
    Indices source;
    if (m_draco) {
        source = m_draco->indices();
        if (mode == Mode::TriangleStrip && !source.empty())
            mode = Mode::Triangles; // the stream holds faces, whatever the mode
    }
    if (source.empty()) {
        if (const auto member = json::member(m_object, "indices"); member && !m_draco) {
            const auto accessor = m_document.accessor(json::indexAt(m_object, "indices").value_or(SIZE_MAX));
            if (!accessor) {
                m_document.issue(m_where + "/indices", accessor.error());
                return false;
            }
            if (accessor->type == ComponentType::Float32 || accessor->components != 1)
                return warn("indices are not whole numbers"), false;
            source.resize(accessor->count);
            readUints(*accessor, source.data());
        } else {
            source.resize(m_vertexCount);
            for (std::size_t i = 0; i < source.size(); ++i)
                source[i] = static_cast<std::uint32_t>(i);
        }
    }
    const std::size_t corners = source.size();
    primitive.indices = expandToList(mode, std::move(source));
    if (corners != 0 && primitive.indices.empty())
        warn(std::to_string(corners) + " vertices make nothing that can be drawn");
    const std::uint32_t largest =
        primitive.indices.empty() ? 0 : *std::max_element(primitive.indices.begin(), primitive.indices.end());
    if (largest >= m_vertexCount) {
        const std::size_t dropped =
            filterElements(primitive, [this](std::uint32_t index) { return index < m_vertexCount; });
        m_document.issue(Severity::Error, m_where + "/indices",
                         "index " + std::to_string(largest) + " of " + std::to_string(m_vertexCount) + " vertices; "
                             + std::to_string(dropped) + " elements left out");
    }
    return true;
}

void PrimitiveReader::setBounds(Primitive& primitive)
{
    glm::vec3 low(INFINITY), high(-INFINITY);
    std::size_t bad = 0;
    for (const glm::vec3& p : primitive.positions) {
        // x − x is 0 for finite numbers only.
        if (!((p.x - p.x) + (p.y - p.y) + (p.z - p.z) == 0.0f)) {
            ++bad;
            continue;
        }
        low = glm::vec3(std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z));
        high = glm::vec3(std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z));
    }
    if (bad == primitive.positions.size()) {
        primitive.indices.clear();
        low = high = glm::vec3(0.0f);
    }
    if (bad != 0) {
        const auto finite = [&](std::uint32_t i) {
            const glm::vec3& p = primitive.positions[i];
            return std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z);
        };
        filterElements(primitive, finite);
        for (std::uint32_t i = 0; i < primitive.positions.size(); ++i)
            if (!finite(i))
                primitive.positions[i] = low;
        m_document.issue(Severity::Error, m_where, std::to_string(bad) + " positions are not finite numbers");
    }
    primitive.minimum = low;
    primitive.maximum = high;
}

std::optional<Primitive> PrimitiveReader::read()
{
    const auto attributes = json::objectAt(m_object, "attributes");
    if (!attributes) {
        m_document.issue(Severity::Error, m_where, "no attributes");
        return std::nullopt;
    }
    m_attributes = *attributes;
    const auto modeMember = json::member(m_object, "mode");
    const auto mode = modeMember ? json::indexAt(m_object, "mode", 6) : std::optional<std::size_t>(4);
    if (!mode) {
        m_document.issue(Severity::Error, m_where, "mode is not in 0 … 6");
        return std::nullopt;
    }
    if (!json::member(m_attributes, "POSITION")) {
        m_document.issue(Severity::Warning, m_where, "no POSITION: nothing to draw");
        return std::nullopt;
    }
    if (!openDraco())
        return std::nullopt;

    Primitive primitive;
    const Mode sourceMode = static_cast<Mode>(*mode);
    primitive.mode = sourceMode == Mode::Points ? PrimitiveMode::Points
        : sourceMode < Mode::Triangles          ? PrimitiveMode::Lines
                                                : PrimitiveMode::Triangles;
    if (!readVectors("POSITION", 3, primitive.positions) || primitive.positions.empty())
        return std::nullopt;
    m_vertexCount = primitive.positions.size();
    if (!readIndices(primitive, sourceMode))
        return std::nullopt;
    setBounds(primitive);
    if (primitive.indices.empty())
        return std::nullopt;
    (void)readVectors("NORMAL", 3, primitive.normals);
    (void)readVectors("TEXCOORD_0", 2, primitive.texCoords[0]);
    (void)readVectors("TEXCOORD_1", 2, primitive.texCoords[1]);
    readColors(primitive);
    readFeatureIds(primitive);

    if (const auto material = json::member(m_object, "material")) {
        const auto index = json::indexAt(m_object, "material");
        if (index && *index < m_document.materials.size())
            primitive.material = static_cast<int>(*index);
        else
            m_document.issue(Severity::Error, m_where, "its material does not exist");
    }
    readSurfaces(primitive);
    return primitive;
}

Mesh readMesh(GltfDocument& document, StructuralMetadata& metadata, std::size_t index)
{
    Mesh mesh;
    const std::string where = "meshes[" + std::to_string(index) + "]";
    const auto object = document.item(document.meshes, index);
    const auto primitives = object ? json::arrayAt(*object, "primitives") : std::nullopt;
    if (!primitives) {
        document.issue(Severity::Error, where, "no primitives");
        return mesh;
    }
    mesh.name = json::stringAt(*object, "name").value_or("");
    std::size_t number = 0;
    for (const json::Element element : *primitives) {
        const std::string at = where + "/primitives[" + std::to_string(number++) + "]";
        const auto item = json::asObject(element);
        if (!item) {
            document.issue(Severity::Error, at, "not an object");
            continue;
        }
        PrimitiveReader reader(document, metadata, *item, at);
        auto primitive = reader.read();
        if (!primitive)
            continue;
        auto outline = reader.readOutline(*primitive);
        mesh.primitives.push_back(std::move(*primitive));
        if (outline)
            mesh.primitives.push_back(std::move(*outline));
    }
    return mesh;
}

} // namespace guanjing::tiles3d
