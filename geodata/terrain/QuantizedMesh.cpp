#include "geodata/terrain/QuantizedMesh.h"

#include "geodata/core/Limits.h"
#include "geodata/terrain/AvailabilityJson.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>

namespace guanjing {
namespace {

constexpr std::size_t kHeaderBytes = 88;
/// From here on indices take four bytes.
constexpr std::uint32_t kMostShortVertices = 65536;
constexpr std::uint32_t kWaterMaskSide = 256;

enum ExtensionId : std::uint8_t { kOctNormals = 1, kWaterMask = 2, kMetadata = 4 };

/// Takes little-endian values off the front; once something is missing it stays failed.
class Cursor {
public:
    explicit Cursor(ByteView bytes) : m_bytes(bytes) { }

    template <class T> T take()
    {
        T value{};
        if (left() < sizeof value) {
            m_failed = true;
            m_at = m_bytes.size();
            return value;
        }
        std::memcpy(&value, m_bytes.data() + m_at, sizeof value);
        m_at += sizeof value;
        return value;
    }
    glm::dvec3 takeVector()
    {
        const double x = take<double>(), y = take<double>(), z = take<double>();
        return {x, y, z};
    }
    ByteView takeBytes(std::size_t count)
    {
        const ByteView part = m_bytes.subspan(m_at, count);
        m_at += count;
        return part;
    }
    void align(std::size_t size) { m_at = std::min(m_bytes.size(), (m_at + size - 1) / size * size); }
    [[nodiscard]] std::size_t left() const { return m_bytes.size() - m_at; }
    [[nodiscard]] bool failed() const { return m_failed; }

private:
    ByteView m_bytes;
    std::size_t m_at = 0;
    bool m_failed = false;
};

std::int32_t unzigzag(std::uint16_t value) { return (value >> 1) ^ -(value & 1); }

/// Octahedral encoding of a unit vector in two bytes (Cigolle et al. 2014, "oct16").
glm::vec3 decodeOctahedral(std::uint8_t first, std::uint8_t second)
{
    glm::vec3 normal(static_cast<float>(first) / 255.0F * 2.0F - 1.0F,
                     static_cast<float>(second) / 255.0F * 2.0F - 1.0F, 0.0F);
    normal.z = 1.0F - std::abs(normal.x) - std::abs(normal.y);
    if (normal.z < 0.0F) {
        const float x = normal.x;
        normal.x = (1.0F - std::abs(normal.y)) * (x < 0.0F ? -1.0F : 1.0F);
        normal.y = (1.0F - std::abs(x)) * (normal.y < 0.0F ? -1.0F : 1.0F);
    }
    return glm::normalize(normal);
}

class Parser {
public:
    Parser(ByteView bytes, const std::string& source) : m_cursor(bytes), m_source(source), m_size(bytes.size()) { }

    Result<QuantizedMesh> parse()
    {
        if (m_size < kHeaderBytes + 4)
            return bad(ErrorCode::Truncated,
                       "a quantized-mesh header needs " + std::to_string(kHeaderBytes + 4) + " bytes, the file has "
                           + std::to_string(m_size));
        readHeader();
        if (!isPlausible())
            return bad(ErrorCode::BadMagic,
                       "the header is not that of a quantized mesh: centre, heights or bounding sphere are no numbers");
        if (const auto done = readVertices(); !done)
            return fail(done.error());
        if (const auto done = readIndices(); !done)
            return fail(done.error());
        readEdges();
        readExtensions();
        return std::move(m_mesh);
    }

private:
    [[nodiscard]] tl::unexpected<Error> bad(ErrorCode code, std::string detail) const
    {
        return fail(code, m_source, std::move(detail));
    }
    void note(Severity severity, std::string where, std::string message)
    {
        m_mesh.issues.push_back({severity, std::move(where), std::move(message)});
    }

    void readHeader()
    {
        m_mesh.centerEcef = m_cursor.takeVector();
        m_mesh.minHeightMeters = m_cursor.take<float>();
        m_mesh.maxHeightMeters = m_cursor.take<float>();
        m_mesh.sphereCenterEcef = m_cursor.takeVector();
        m_mesh.sphereRadiusMeters = m_cursor.take<double>();
        m_mesh.horizonOcclusionPoint = m_cursor.takeVector();
    }

    [[nodiscard]] bool isPlausible() const
    {
        const double values[] = {m_mesh.centerEcef.x,       m_mesh.centerEcef.y,       m_mesh.centerEcef.z,
                                 m_mesh.sphereCenterEcef.x, m_mesh.sphereCenterEcef.y, m_mesh.sphereCenterEcef.z,
                                 m_mesh.sphereRadiusMeters};
        const auto isSane = [](double value) { return std::isfinite(value) && std::abs(value) < 1e8; };
        return std::all_of(std::begin(values), std::end(values), isSane) && isSane(double{m_mesh.minHeightMeters})
            && isSane(double{m_mesh.maxHeightMeters}) && m_mesh.sphereRadiusMeters >= 0;
    }

    Result<void> readVertices()
    {
        const auto count = m_cursor.take<std::uint32_t>();
        if (count > limits::kMaxTerrainVertices)
            return bad(ErrorCode::TooLarge, std::to_string(count) + " vertices");
        if (std::size_t{count} * 6 > m_cursor.left())
            return bad(ErrorCode::Truncated,
                       std::to_string(count) + " vertices need " + std::to_string(std::size_t{count} * 6)
                           + " bytes, there are " + std::to_string(m_cursor.left()));
        m_mesh.vertices.resize(count);
        std::size_t outside = 0;
        for (const auto member :
             {&QuantizedMesh::Vertex::u, &QuantizedMesh::Vertex::v, &QuantizedMesh::Vertex::height}) {
            std::int32_t value = 0;
            for (QuantizedMesh::Vertex& vertex : m_mesh.vertices) {
                value += unzigzag(m_cursor.take<std::uint16_t>());
                const std::int32_t clamped = std::clamp(value, 0, QuantizedMesh::kSteps);
                outside += clamped != value ? 1 : 0;
                vertex.*member = static_cast<std::uint16_t>(clamped);
            }
        }
        if (outside != 0)
            note(Severity::Warning, "vertexData", std::to_string(outside) + " coordinates lie outside the tile");
        return {};
    }

    [[nodiscard]] bool isLong() const { return m_mesh.vertices.size() > kMostShortVertices; }
    std::uint32_t takeIndex() { return isLong() ? m_cursor.take<std::uint32_t>() : m_cursor.take<std::uint16_t>(); }

    Result<void> readIndices()
    {
        if (isLong())
            m_cursor.align(4);
        const auto triangles = m_cursor.take<std::uint32_t>();
        if (m_cursor.failed())
            return bad(ErrorCode::Truncated, "no triangles after the vertices");
        const std::uint64_t count = std::uint64_t{triangles} * 3;
        if (count * (isLong() ? 4 : 2) > m_cursor.left())
            return bad(ErrorCode::Truncated,
                       std::to_string(triangles) + " triangles need more than the " + std::to_string(m_cursor.left())
                           + " bytes that are left");
        m_mesh.indices.reserve(count);
        std::uint32_t highest = 0; // the next vertex that was not used yet
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint32_t code = takeIndex();
            if (code > highest || highest - code >= m_mesh.vertices.size())
                return bad(ErrorCode::BadReference,
                           "triangle " + std::to_string(i / 3) + " names a vertex that is not among the "
                               + std::to_string(m_mesh.vertices.size()));
            m_mesh.indices.push_back(highest - code);
            highest += code == 0 ? 1 : 0;
        }
        return {};
    }

    void readEdges()
    {
        constexpr const char* kNames[] = {"westIndices", "southIndices", "eastIndices", "northIndices"};
        for (std::size_t edge = 0; edge < 4; ++edge) {
            const auto count = m_cursor.take<std::uint32_t>();
            if (m_cursor.failed() || std::uint64_t{count} * (isLong() ? 4 : 2) > m_cursor.left()) {
                note(Severity::Error, kNames[edge], "the file ends before its edges do");
                m_cursor.takeBytes(m_cursor.left());
                return;
            }
            auto& indices = m_mesh.edges[edge];
            indices.reserve(count);
            for (std::uint32_t i = 0; i < count; ++i)
                indices.push_back(takeIndex());
            if (std::any_of(indices.begin(), indices.end(),
                            [&](std::uint32_t index) { return index >= m_mesh.vertices.size(); })) {
                note(Severity::Error, kNames[edge], "names vertices that are not there");
                indices.clear();
            }
        }
    }

    void readExtensions()
    {
        while (m_cursor.left() > 0) {
            QuantizedMesh::Extension extension;
            extension.id = m_cursor.take<std::uint8_t>();
            extension.statedBytes = m_cursor.take<std::uint32_t>();
            if (m_cursor.failed()) {
                note(Severity::Warning, "extensions", "bytes after the end that are no extension");
                return;
            }
            m_mesh.extensions.push_back(extension);
            std::uint32_t length = extension.statedBytes;
            const std::string where = "extension " + std::to_string(extension.id);
            if (length > m_cursor.left()) {
                // early servers wrote this one length in the other byte order
                const std::uint32_t swapped =
                    (length >> 24) | (length >> 8 & 0xFF00) | (length << 8 & 0xFF0000) | length << 24;
                if (swapped > m_cursor.left()) {
                    note(Severity::Error, where,
                         "states " + std::to_string(length) + " bytes, there are " + std::to_string(m_cursor.left()));
                    return;
                }
                note(Severity::Info, where, "its length is written in big-endian order");
                length = swapped;
            }
            readExtension(extension.id, m_cursor.takeBytes(length), where);
        }
    }

    void readExtension(std::uint8_t id, ByteView bytes, const std::string& where)
    {
        if (id == kOctNormals)
            readNormals(bytes, where);
        else if (id == kWaterMask)
            readWaterMask(bytes, where);
        else if (id == kMetadata)
            readMetadata(bytes, where);
    }

    void readNormals(ByteView bytes, const std::string& where)
    {
        if (bytes.size() < m_mesh.vertices.size() * 2) {
            note(Severity::Error, where,
                 "normals of " + std::to_string(m_mesh.vertices.size()) + " vertices in " + std::to_string(bytes.size())
                     + " bytes");
            return;
        }
        m_mesh.normals.resize(m_mesh.vertices.size());
        for (std::size_t i = 0; i < m_mesh.normals.size(); ++i)
            m_mesh.normals[i] = decodeOctahedral(bytes[2 * i], bytes[2 * i + 1]);
    }

    void readWaterMask(ByteView bytes, const std::string& where)
    {
        if (bytes.size() != 1 && bytes.size() != std::size_t{kWaterMaskSide} * kWaterMaskSide) {
            note(Severity::Error, where, "a water mask has 1 or 65536 bytes, not " + std::to_string(bytes.size()));
            return;
        }
        m_mesh.waterMask.assign(bytes.begin(), bytes.end());
        m_mesh.waterMaskSide = bytes.size() == 1 ? 1 : static_cast<int>(kWaterMaskSide);
    }

    void readMetadata(ByteView bytes, const std::string& where)
    {
        Cursor cursor(bytes);
        const auto length = cursor.take<std::uint32_t>();
        if (cursor.failed() || length > cursor.left()) {
            note(Severity::Error, where, "its JSON is longer than the extension");
            return;
        }
        const auto read = parseAvailability(asText(cursor.takeBytes(length)), m_source);
        if (!read)
            note(Severity::Error, where, read.error().detail);
        else
            m_mesh.availableBelow = *read;
    }

    Cursor m_cursor;
    const std::string& m_source;
    std::size_t m_size;
    QuantizedMesh m_mesh;
};

} // namespace

std::size_t QuantizedMesh::byteSize() const
{
    std::size_t bytes = sizeof *this + vertices.size() * sizeof(Vertex) + indices.size() * sizeof(std::uint32_t)
        + normals.size() * sizeof(glm::vec3) + waterMask.size();
    for (const auto& edge : edges)
        bytes += edge.size() * sizeof(std::uint32_t);
    for (const auto& level : availableBelow)
        bytes += level.size() * sizeof(TerrainTileRange);
    return bytes;
}

Result<QuantizedMesh> parseQuantizedMesh(ByteView bytes, const std::string& source)
{
    static_assert(std::endian::native == std::endian::little, "values are copied as they are stored");
    return Parser(bytes, source).parse();
}

Geographic positionOf(const QuantizedMesh& mesh, const QuantizedMesh::Vertex& vertex, const TerrainTileId& id,
                      TerrainProjection projection)
{
    const Rectangle tile = terrainTileRectangle(id, projection);
    const double u = static_cast<double>(vertex.u) / QuantizedMesh::kSteps;
    const double v = static_cast<double>(vertex.v) / QuantizedMesh::kSteps;
    Geographic position{tile.west + (tile.east - tile.west) * u, tile.south + (tile.north - tile.south) * v,
                        mesh.heightMeters(vertex)};
    if (projection == TerrainProjection::WebMercator) {
        const double south = toWebMercator(0, tile.south).y, north = toWebMercator(0, tile.north).y;
        position.latDegrees = fromWebMercator(0, south + (north - south) * v).y;
    }
    return position;
}

Rectangle terrainTileRectangle(const TerrainTileId& id, TerrainProjection projection)
{
    const double parts = std::ldexp(1.0, id.level);
    const double x = id.x, y = id.y;
    if (projection == TerrainProjection::Geographic) {
        const double size = 180.0 / parts;
        return {-180.0 + x * size, -90.0 + y * size, -180.0 + (x + 1) * size, -90.0 + (y + 1) * size};
    }
    const double size = 2 * kWebMercatorHalfWorldMeters / parts;
    const auto low = fromWebMercator(-kWebMercatorHalfWorldMeters + x * size, -kWebMercatorHalfWorldMeters + y * size);
    const auto high =
        fromWebMercator(-kWebMercatorHalfWorldMeters + (x + 1) * size, -kWebMercatorHalfWorldMeters + (y + 1) * size);
    return {low.x, low.y, high.x, high.y};
}

bool reachesTerrainTile(const Rectangle& bounds, const TerrainTileId& id)
{
    constexpr double kLeastShare = 1.0 / 32;
    const Rectangle tile = terrainTileRectangle(id);
    const double share = std::max(bounds.east - bounds.west, bounds.north - bounds.south) / (tile.east - tile.west);
    return share >= kLeastShare && bounds.west < tile.east && bounds.east > tile.west && bounds.south < tile.north
        && bounds.north > tile.south;
}

} // namespace guanjing
