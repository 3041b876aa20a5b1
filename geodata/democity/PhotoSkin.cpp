#include "geodata/democity/PhotoSkin.h"

#include "geodata/democity/Facades.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::democity {

namespace {

using nlohmann::json;

/// A share of light or colour, as it is displayed, in the linear bytes of a glTF.
std::uint8_t linearByte(double share)
{
    return static_cast<std::uint8_t>(std::pow(std::clamp(share, 0.0, 1.0), 2.2) * 255 + 0.5);
}

} // namespace

Skin::Skin(const Box& box, double groundStep)
    : m_box(box)
    , m_ground(box.grown(kOverhangMeters), groundStep)
    , m_middle{0.5 * (box.minX + box.maxX), 0.5 * (box.minY + box.maxY)}
    , m_frame(m_middle, m_ground.at(m_middle))
{ }

/// The part of a polygon within a box.
Skin::Polygon Skin::clipped(Polygon polygon, const Box& box)
{
    for (int side = 0; side < 4; ++side) {
        const auto inside = [&](const Corner& c) {
            switch (side) {
            case 0: return c.place.x - box.minX;
            case 1: return box.maxX - c.place.x;
            case 2: return c.place.y - box.minY;
            default: return box.maxY - c.place.y;
            }
        };
        Polygon kept;
        for (std::size_t k = 0; k < polygon.size(); ++k) {
            const Corner& a = polygon[k];
            const Corner& b = polygon[(k + 1) % polygon.size()];
            const double da = inside(a);
            const double db = inside(b);
            if (da >= 0)
                kept.push_back(a);
            if ((da >= 0) != (db >= 0)) {
                const double t = da / (da - db);
                kept.push_back({lerp(a.place, b.place, t), a.height + (b.height - a.height) * t});
            }
        }
        polygon = std::move(kept);
        if (polygon.size() < 3)
            return {};
    }
    return polygon;
}

void Skin::put(Surface& surface, const glm::dvec3& p, double u, double v, Rgb tone)
{
    surface.vertices.push_back(
        {{static_cast<float>(p.x), static_cast<float>(p.z), static_cast<float>(-p.y)},
         {static_cast<float>(u), static_cast<float>(v)},
         {linearByte(double{tone.r} / 255), linearByte(double{tone.g} / 255), linearByte(double{tone.b} / 255), 255}});
}

void Skin::fan(Surface& surface, std::size_t count)
{
    const auto first = static_cast<std::uint32_t>(surface.vertices.size() - count);
    for (std::uint32_t k = 2; k < count; ++k)
        surface.indices.insert(surface.indices.end(), {first, first + k - 1, first + k});
}

void Skin::addTop(Polygon polygon, float light)
{
    polygon = clipped(std::move(polygon), m_box);
    if (polygon.empty())
        return;
    const double size = m_box.maxX - m_box.minX;
    for (const Corner& c : polygon)
        put(m_top, m_frame.local(c.place, c.height), (c.place.x - m_box.minX) / size, (m_box.maxY - c.place.y) / size,
            Rgb{255, 255, 255} * light);
    fan(m_top, polygon.size());
}

void Skin::addGround()
{
    for (int j = 0; j < kGroundCells; ++j)
        for (int i = 0; i < kGroundCells; ++i) {
            const auto corner = [&](int di, int dj) {
                const V2 p{m_box.minX + (m_box.maxX - m_box.minX) * (i + di) / kGroundCells,
                           m_box.minY + (m_box.maxY - m_box.minY) * (j + dj) / kGroundCells};
                return Corner{p, m_ground.at(p)};
            };
            addTop({corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)}, 1);
        }
}

void Skin::addBuilding(std::span<const Part> parts, double leastHeight)
{
    const auto [base, low] = footingOf(parts, m_ground);
    for (const Part& part : parts)
        if (part.top - part.bottom >= leastHeight && part.footprint().box().meets(m_box))
            addPart(part, base, low - base - 1);
}

void Skin::addPart(const Part& part, double base, double foot)
{
    const Outline outline = part.outline();
    for (std::size_t k = 0; k < outline.count; ++k)
        addWall(outline.p[k], outline.p[(k + 1) % outline.count], base, foot, part);
    const double top = base + part.top;
    if (part.roof == Roof::Parapet || part.roof == Roof::Plain) {
        Polygon roof;
        for (std::size_t k = 0; k < outline.count; ++k)
            roof.push_back({outline.p[k], top});
        addTop(roof, 1);
        return;
    }
    const std::array<V2, 4> q = part.footprint().p;
    const double ridge = top + part.rise;
    if (part.roof == Roof::Shed) {
        addTop({{q[0], top}, {q[1], top}, {q[2], ridge}, {q[3], ridge}}, 1);
        return;
    }
    const double hip = part.roof == Roof::Hip ? std::min(part.halfWidth, part.halfLength) : 0;
    const V2 a = part.centre - part.axis * (part.halfLength - hip);
    const V2 b = part.centre + part.axis * (part.halfLength - hip);
    addTop({{q[0], top}, {q[1], top}, {b, ridge}, {a, ridge}}, 1);
    addTop({{q[2], top}, {q[3], top}, {a, ridge}, {b, ridge}}, 1);
    addTop({{q[1], top}, {q[2], top}, {b, ridge}}, 1);
    addTop({{q[3], top}, {q[0], top}, {a, ridge}}, 1);
}

void Skin::addTree(const Tree& tree)
{
    const double ground = m_ground.at(tree.centre);
    std::array<Corner, 6> rim, shoulder;
    for (std::size_t k = 0; k < rim.size(); ++k) {
        const double angle = 1.0471975511965976 * static_cast<double>(k) + 0.4;
        const V2 out{std::cos(angle), std::sin(angle)};
        rim[k] = {tree.centre + out * (1.05 * tree.radius), ground};
        shoulder[k] = {tree.centre + out * (0.72 * tree.radius), ground + 0.72 * tree.height};
    }
    const Corner apex{tree.centre, ground + tree.height};
    for (std::size_t k = 0; k < rim.size(); ++k) {
        const std::size_t next = (k + 1) % rim.size();
        addTop({rim[k], rim[next], shoulder[next], shoulder[k]}, 0.8F);
        addTop({shoulder[k], shoulder[next], apex}, 1);
    }
}

void Skin::addWall(V2 a, V2 b, double base, double foot, const Part& part)
{
    // the stretch of the wall within the tile
    double from = 0;
    double to = 1;
    const V2 d = b - a;
    for (const auto& [delta, low, high] :
         {std::array{d.x, m_box.minX - a.x, m_box.maxX - a.x}, std::array{d.y, m_box.minY - a.y, m_box.maxY - a.y}}) {
        if (std::fabs(delta) < 1e-9) {
            if (low > 0 || high < 0)
                return;
            continue;
        }
        from = std::max(from, std::min(low / delta, high / delta));
        to = std::min(to, std::max(low / delta, high / delta));
    }
    if (from >= to)
        return;
    const V2 p = lerp(a, b, from);
    const V2 q = lerp(a, b, to);
    const FacadeStrip& strip = facadeStrip(part.facade);
    const int floors = part.storeys();
    const V2 outward = unit(d).left() * -1.0;
    const double light = 0.80 + 0.16 * (outward.x * kSun2026.x + outward.y * kSun2026.y) / 0.44;
    const double bays = std::max(1.0, std::floor(d.length() / strip.bayMeters + 0.5));
    const Rgb tone = part.wallColor * static_cast<float>(light);
    const auto piece = [&](double z0, double z1, double u0, double u1, double v0, double v1) {
        put(m_walls, m_frame.local(p, base + z0), u0, v0, tone);
        put(m_walls, m_frame.local(q, base + z0), u1, v0, tone);
        put(m_walls, m_frame.local(q, base + z1), u1, v1, tone);
        put(m_walls, m_frame.local(p, base + z1), u0, v1, tone);
        fan(m_walls, 4);
    };
    const double bottom = part.bottom < 0.5 ? part.bottom + foot : part.bottom;
    if (part.facade == Facade::Blank || (strip.rows > 1 && floors == 0)) {
        piece(bottom, part.top, kBlankU, kBlankU, blankV(), blankV());
        return;
    }
    const double u0 = static_cast<double>((part.seed >> 8) % 8) / kBaysPerAtlas + bays / kBaysPerAtlas * from;
    const double u1 = u0 + bays / kBaysPerAtlas * (to - from);
    const double stripBottom = strip.firstPixel + strip.rows * strip.pixelsPerRow;
    if (strip.rows == 1) {
        piece(bottom, part.top, u0, u1, (stripBottom - 0.5) / kAtlasHeight, (strip.firstPixel + 0.5) / kAtlasHeight);
        return;
    }
    const double floorHeight = (part.top - part.bottom) / floors;
    bool ground = part.bottom < 0.5;
    for (int done = 0; done < floors;) {
        const int rows = std::min(floors - done, ground ? strip.rows : strip.rows - 1);
        const double z0 = part.bottom + done * floorHeight;
        const double v0 = stripBottom - (ground ? 0 : strip.pixelsPerRow);
        piece(done == 0 ? bottom : z0, z0 + rows * floorHeight, u0, u1, v0 / kAtlasHeight,
              (v0 - rows * strip.pixelsPerRow) / kAtlasHeight);
        done += rows;
        ground = false;
    }
}

Bytes Skin::toGlb(const Bytes& orthophoto) const
{
    json views = json::array();
    json accessors = json::array();
    Bytes binary;
    const auto view = [&](const void* data, std::size_t size, int target, int stride) {
        json entry{{"buffer", 0}, {"byteOffset", binary.size()}, {"byteLength", size}};
        if (target != 0)
            entry["target"] = target;
        if (stride != 0)
            entry["byteStride"] = stride;
        views.push_back(std::move(entry));
        const auto* first = static_cast<const std::uint8_t*>(data);
        binary.insert(binary.end(), first, first + size);
        binary.resize((binary.size() + 3) / 4 * 4);
        return static_cast<int>(views.size()) - 1;
    };
    json primitives = json::array();
    const auto add = [&](const Surface& surface, int material) {
        if (surface.indices.empty())
            return;
        std::array<float, 3> low{1e9F, 1e9F, 1e9F}, high{-1e9F, -1e9F, -1e9F};
        for (const Vertex& vertex : surface.vertices)
            for (std::size_t k = 0; k < 3; ++k) {
                low[k] = std::min(low[k], vertex.position[k]);
                high[k] = std::max(high[k], vertex.position[k]);
            }
        const int vertices =
            view(surface.vertices.data(), surface.vertices.size() * sizeof(Vertex), 34962, sizeof(Vertex));
        const int indices = view(surface.indices.data(), surface.indices.size() * 4, 34963, 0);
        const std::size_t first = accessors.size();
        accessors.push_back({{"bufferView", vertices},
                             {"componentType", 5126},
                             {"count", surface.vertices.size()},
                             {"type", "VEC3"},
                             {"min", low},
                             {"max", high}});
        accessors.push_back({{"bufferView", vertices},
                             {"byteOffset", 12},
                             {"componentType", 5126},
                             {"count", surface.vertices.size()},
                             {"type", "VEC2"}});
        accessors.push_back({{"bufferView", vertices},
                             {"byteOffset", 20},
                             {"componentType", 5121},
                             {"normalized", true},
                             {"count", surface.vertices.size()},
                             {"type", "VEC4"}});
        accessors.push_back(
            {{"bufferView", indices}, {"componentType", 5125}, {"count", surface.indices.size()}, {"type", "SCALAR"}});
        primitives.push_back({{"attributes", {{"POSITION", first}, {"TEXCOORD_0", first + 1}, {"COLOR_0", first + 2}}},
                              {"indices", first + 3},
                              {"material", material}});
    };
    static_assert(sizeof(Vertex) == 24);
    add(m_top, 0);
    add(m_walls, 1);
    const int photo = view(orthophoto.data(), orthophoto.size(), 0, 0);
    const Bytes& facades = facadeJpeg(AtlasLight::Day, false);
    const int walls = view(facades.data(), facades.size(), 0, 0);
    const auto material = [](const char* name, int texture) {
        return json{{"name", name},
                    {"extensions", {{"KHR_materials_unlit", json::object()}}},
                    {"pbrMetallicRoughness",
                     {{"baseColorTexture", {{"index", texture}}}, {"metallicFactor", 0}, {"roughnessFactor", 1}}}};
    };
    const glm::dmat4& m = m_frame.toEcef();
    const auto yUp = [](const glm::dvec4& v) { return std::array<double, 3>{v.x, v.z, -v.y}; };
    const auto east = yUp(m[0]), north = yUp(m[1]), up = yUp(m[2]), origin = yUp(m[3]);
    const json document{{"asset", {{"version", "2.0"}, {"generator", "Guanjing demo city"}}},
                        {"extensionsUsed", {"KHR_materials_unlit"}},
                        {"scene", 0},
                        {"scenes", json::array({{{"nodes", {0}}}})},
                        {"nodes",
                         json::array({{{"mesh", 0},
                                       {"matrix",
                                        {east[0], east[1], east[2], 0.0, up[0], up[1], up[2], 0.0, -north[0], -north[1],
                                         -north[2], 0.0, origin[0], origin[1], origin[2], 1.0}}}})},
                        {"meshes", json::array({{{"primitives", primitives}}})},
                        {"accessors", accessors},
                        {"bufferViews", views},
                        {"buffers", json::array({{{"byteLength", binary.size()}}})},
                        {"images",
                         json::array({{{"bufferView", photo}, {"mimeType", "image/jpeg"}},
                                      {{"bufferView", walls}, {"mimeType", "image/jpeg"}}})},
                        {"samplers",
                         json::array({{{"magFilter", 9729}, {"minFilter", 9987}, {"wrapS", 33071}, {"wrapT", 33071}},
                                      {{"magFilter", 9729}, {"minFilter", 9987}, {"wrapS", 10497}, {"wrapT", 33071}}})},
                        {"textures", json::array({{{"source", 0}, {"sampler", 0}}, {{"source", 1}, {"sampler", 1}}})},
                        {"materials", json::array({material("orthophoto", 0), material("facades", 1)})}};
    std::string text = document.dump();
    text.resize((text.size() + 3) / 4 * 4, ' ');
    Bytes glb;
    const auto word = [&](std::size_t value) {
        for (int k = 0; k < 4; ++k)
            glb.push_back(static_cast<std::uint8_t>(value >> (8 * k)));
    };
    word(0x46546C67);
    word(2);
    word(28 + text.size() + binary.size());
    word(text.size());
    word(0x4E4F534A);
    glb.insert(glb.end(), text.begin(), text.end());
    word(binary.size());
    word(0x004E4942);
    glb.insert(glb.end(), binary.begin(), binary.end());
    return glb;
}

} // namespace guanjing::democity
