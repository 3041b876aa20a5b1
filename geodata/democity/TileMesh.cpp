#include "geodata/democity/TileMesh.h"

#include "geodata/democity/Facades.h"
#include "geodata/democity/Hash.h"

#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace guanjing::democity {

namespace {

std::uint8_t linearByte(float srgb)
{
    static const std::array<std::uint8_t, 256> table = [] {
        std::array<std::uint8_t, 256> result{};
        for (std::size_t i = 0; i < 256; ++i) {
            const double s = static_cast<double>(i) / 255;
            const double l = s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
            result[i] = static_cast<std::uint8_t>(l * 255 + 0.5);
        }
        return result;
    }();
    return table[static_cast<std::size_t>(std::clamp(srgb + 0.5F, 0.0F, 255.0F))];
}

double blankV()
{
    const FacadeStrip& strip = facadeStrip(Facade::Blank);
    return (strip.firstPixel + 0.5 * strip.pixelsPerRow) / kAtlasHeight;
}

} // namespace

TileFrame::TileFrame(V2 origin)
{
    const glm::dvec2 lonLat = toLonLat(origin);
    m_toEcef = eastNorthUpToEcef({lonLat.x, lonLat.y, 0});
    m_fromEcef = glm::inverse(m_toEcef);
}

glm::dvec3 TileFrame::local(V2 place, double height) const
{
    const glm::dvec2 lonLat = toLonLat(place);
    return glm::dvec3(m_fromEcef * glm::dvec4(guanjing::toEcef({lonLat.x, lonLat.y, height}), 1.0));
}

void TileMesh::beginFeature(const Building& building)
{
    if (m_buildings.size() >= kNoFeatureId)
        return;
    m_feature = static_cast<std::uint16_t>(m_buildings.size());
    m_buildings.push_back(building);
}

std::uint32_t TileMesh::vertex(const glm::dvec3& p, const glm::dvec3& normal, double u, double v, Rgb color)
{
    Vertex vertex;
    // glTF is y-up: east, up, south
    vertex.position = {static_cast<float>(p.x), static_cast<float>(p.z), static_cast<float>(-p.y)};
    const auto byte = [](double n) { return static_cast<std::int8_t>(std::lround(std::clamp(n, -1.0, 1.0) * 127)); };
    vertex.normal = {byte(normal.x), byte(normal.z), byte(-normal.y), 0};
    vertex.uv = {static_cast<float>(u), static_cast<float>(v)};
    vertex.color = {linearByte(color.r), linearByte(color.g), linearByte(color.b), 255};
    vertex.feature = {m_feature, 0};
    m_vertices.push_back(vertex);
    return static_cast<std::uint32_t>(m_vertices.size() - 1);
}

void TileMesh::quad(const std::array<glm::dvec3, 4>& p, const std::array<std::array<double, 2>, 4>& uv, Rgb color)
{
    const glm::dvec3 normal = glm::normalize(glm::cross(p[2] - p[0], p[3] - p[1]));
    const std::uint32_t first = vertex(p[0], normal, uv[0][0], uv[0][1], color);
    for (std::size_t i = 1; i < 4; ++i)
        vertex(p[i], normal, uv[i][0], uv[i][1], color);
    for (std::uint32_t k : {0u, 1u, 2u, 0u, 2u, 3u})
        m_indices.push_back(first + k);
}

void TileMesh::plainPolygon(std::initializer_list<glm::dvec3> points, Rgb color)
{
    if (points.size() < 3)
        return;
    const std::span<const glm::dvec3> p(points.begin(), points.size());
    const glm::dvec3 normal = glm::normalize(glm::cross(p[1] - p[0], p[2] - p[0]));
    const double v = blankV();
    std::uint32_t first = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const std::uint32_t at = vertex(p[i], normal, 0.5, v, color);
        if (i == 0)
            first = at;
    }
    for (std::uint32_t i = 2; i < p.size(); ++i)
        m_indices.insert(m_indices.end(), {first, first + i - 1, first + i});
}

// From a to b, seen from outside on the right-hand side; the picture is laid by floors and bays.
void TileMesh::wall(V2 a, V2 b, double bottom, double top, const Part& part)
{
    const glm::dvec3 a0 = m_frame.local(a, 0);
    const glm::dvec3 b0 = m_frame.local(b, 0);
    const glm::dvec3 upA = m_frame.local(a, 1) - a0;
    const glm::dvec3 upB = m_frame.local(b, 1) - b0;
    const FacadeStrip& strip = facadeStrip(part.facade);
    const double length = (b - a).length();
    const double bays = part.facade == Facade::Blank ? 1 : std::max(1.0, std::floor(length / strip.bayMeters + 0.5));
    const double u0 = part.facade == Facade::Blank ? 0.0 : static_cast<double>(part.seed % 8) / kBaysPerAtlas;
    const double u1 = u0 + bays / kBaysPerAtlas;
    const double stripBottom = strip.firstPixel + strip.rows * strip.pixelsPerRow;
    const double floors = std::max(1.0, std::floor((top - bottom) / part.floorHeight + 0.5));
    const double floorHeight = (top - bottom) / floors;
    if (part.facade == Facade::Blank || part.facade == Facade::Steel || strip.rows == 1) {
        const double v0 = stripBottom - 0.5;
        const double v1 = strip.firstPixel + 0.5;
        quad({a0 + upA * bottom, b0 + upB * bottom, b0 + upB * top, a0 + upA * top},
             {{{u0, v0 / kAtlasHeight}, {u1, v0 / kAtlasHeight}, {u1, v1 / kAtlasHeight}, {u0, v1 / kAtlasHeight}}},
             part.wallColor);
        return;
    }
    double done = 0;
    bool ground = bottom < 0.5;
    while (done < floors - 0.5) {
        const double rows = std::min(floors - done, static_cast<double>(ground ? strip.rows : strip.rows - 1));
        const double z0 = bottom + done * floorHeight;
        const double z1 = z0 + rows * floorHeight;
        const double v0 = stripBottom - (ground ? 0 : strip.pixelsPerRow);
        const double v1 = v0 - rows * strip.pixelsPerRow;
        quad({a0 + upA * z0, b0 + upB * z0, b0 + upB * z1, a0 + upA * z1},
             {{{u0, v0 / kAtlasHeight}, {u1, v0 / kAtlasHeight}, {u1, v1 / kAtlasHeight}, {u0, v1 / kAtlasHeight}}},
             part.wallColor);
        done += rows;
        ground = false;
    }
}

void TileMesh::addPart(const Part& part)
{
    const Quad quadPlan = part.footprint();
    const std::array<V2, 4>& q = quadPlan.p; // counter-clockwise: walls from q[i] to q[i+1] face outward
    const bool parapet = part.roof == Roof::Parapet && m_detail >= 2 && part.halfLength > 2 && part.halfWidth > 2;
    const double parapetHeight = parapet ? 1.0 : 0.0;
    for (std::size_t i = 0; i < 4; ++i)
        wall(q[i], q[(i + 1) % 4], part.bottom, part.top, part);
    std::array<glm::dvec3, 4> top;
    for (std::size_t i = 0; i < 4; ++i)
        top[i] = m_frame.local(q[i], part.top);
    if (part.roof == Roof::Gable || part.roof == Roof::Hip) {
        const double hip = part.roof == Roof::Hip ? std::min(part.halfWidth, part.halfLength) : 0;
        const glm::dvec3 ridgeA =
            m_frame.local(part.centre - part.axis * (part.halfLength - hip), part.top + part.rise);
        const glm::dvec3 ridgeB =
            m_frame.local(part.centre + part.axis * (part.halfLength - hip), part.top + part.rise);
        plainPolygon({top[0], top[1], ridgeB, ridgeA}, part.roofColor);
        plainPolygon({top[2], top[3], ridgeA, ridgeB}, part.roofColor);
        const Rgb end = hip > 0 ? part.roofColor : part.wallColor;
        plainPolygon({top[1], top[2], ridgeB}, end);
        plainPolygon({top[3], top[0], ridgeA}, end);
        return;
    }
    if (!parapet) {
        plainPolygon({top[0], top[1], top[2], top[3]}, part.roofColor);
        return;
    }
    const Quad inner = quadPlan.inset(0.35);
    if (inner.area() <= 0) {
        plainPolygon({top[0], top[1], top[2], top[3]}, part.roofColor);
        return;
    }
    const Rgb rim = mixed(part.roofColor, {226, 224, 218}, 0.36F);
    std::array<glm::dvec3, 4> outerRim;
    std::array<glm::dvec3, 4> innerRim;
    std::array<glm::dvec3, 4> innerFoot;
    for (std::size_t i = 0; i < 4; ++i) {
        outerRim[i] = m_frame.local(q[i], part.top + parapetHeight);
        innerRim[i] = m_frame.local(inner.p[i], part.top + parapetHeight);
        innerFoot[i] = m_frame.local(inner.p[i], part.top);
    }
    plainPolygon({innerFoot[0], innerFoot[1], innerFoot[2], innerFoot[3]}, part.roofColor);
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t k = (i + 1) % 4;
        plainPolygon({top[i], top[k], outerRim[k], outerRim[i]}, part.wallColor);
        plainPolygon({outerRim[i], outerRim[k], innerRim[k], innerRim[i]}, rim);
        plainPolygon({innerRim[i], innerRim[k], innerFoot[k], innerFoot[i]}, rim * 0.92F);
    }
}

void TileMesh::addTree(const Tree& tree, bool trunk)
{
    m_feature = kNoFeatureId;
    const glm::dvec3 foot = m_frame.local(tree.centre, 0);
    const glm::dvec3 up = m_frame.local(tree.centre, 1) - foot;
    Rng rng(tree.seed);
    constexpr std::size_t kSides = 6;
    const double v = blankV();
    const double h = tree.height;
    const Rgb light = tree.color * 1.16F;
    const Rgb deep = tree.color * 0.70F;
    // a rounded crown: apex, two rings, and a flat underside that hangs a little
    const std::size_t rings = trunk ? 2 : 1;
    const std::uint32_t apex = vertex(foot + up * h, {0, 0, 1}, 0.5, v, light);
    const std::uint32_t base = vertex(foot + up * (0.28 * h), {0, 0, -1}, 0.5, v, deep);
    std::array<std::array<std::uint32_t, kSides>, 2> ring{};
    const double turn = rng.unit();
    static constexpr std::array<std::array<double, 2>, kSides> kCircle{
        {{1, 0}, {0.5, 0.8660254}, {-0.5, 0.8660254}, {-1, 0}, {-0.5, -0.8660254}, {0.5, -0.8660254}}};
    const double c = 1 - 0.5 * turn * turn; // a small turn suffices
    const double s = turn - turn * turn * turn / 6;
    for (std::size_t i = 0; i < kSides; ++i) {
        const double x = kCircle[i][0] * c - kCircle[i][1] * s;
        const double y = kCircle[i][0] * s + kCircle[i][1] * c;
        const double r = tree.radius * rng.range(0.86, 1.12);
        const double z = h * rng.range(0.44, 0.56);
        ring[0][i] = vertex(foot + glm::dvec3(x * r, y * r, 0) + up * z, glm::normalize(glm::dvec3(x, y, 0.2)), 0.5, v,
                            mixed(tree.color, deep, 0.35F));
        if (rings == 2)
            ring[1][i] =
                vertex(foot + glm::dvec3(x * r, y * r, 0) * rng.range(0.66, 0.82) + up * (h * rng.range(0.76, 0.88)),
                       glm::normalize(glm::dvec3(x, y, 0.9)), 0.5, v, mixed(tree.color, light, 0.5F));
    }
    for (std::size_t i = 0; i < kSides; ++i) {
        const std::size_t k = (i + 1) % kSides;
        const std::array<std::uint32_t, kSides>& top = ring[rings - 1];
        m_indices.insert(m_indices.end(), {apex, top[i], top[k], base, ring[0][k], ring[0][i]});
        if (rings == 2)
            m_indices.insert(m_indices.end(), {ring[0][i], ring[0][k], top[k], ring[0][i], top[k], top[i]});
    }
    if (!trunk)
        return;
    const Rgb bark{104, 90, 76};
    std::array<glm::dvec3, 3> corner{{{0.22, 0, 0}, {-0.11, 0.19, 0}, {-0.11, -0.19, 0}}};
    for (std::size_t i = 0; i < 3; ++i) {
        const glm::dvec3 a = foot + corner[i];
        const glm::dvec3 b = foot + corner[(i + 1) % 3];
        plainPolygon({a, b, b + up * (0.34 * h), a + up * (0.34 * h)}, bark);
    }
}

} // namespace guanjing::democity
