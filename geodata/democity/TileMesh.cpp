#include "geodata/democity/TileMesh.h"

#include "geodata/democity/Hash.h"

#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace guanjing::democity {

namespace {

constexpr glm::dvec3 kUp{0, 0, 1};

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

} // namespace

// Projection and ellipsoid cost more than all else of a vertex; over one tile they are a polynomial of the third degree to
// less than a tenth of a millimetre.
TileFrame::TileFrame(V2 origin, double height) : m_origin(origin)
{
    const glm::dvec2 lonLat = toLonLat(origin);
    m_toEcef = eastNorthUpToEcef({lonLat.x, lonLat.y, height});
    m_fromEcef = glm::inverse(m_toEcef);
    const auto sample = [&](double x, double y) { return exact(origin + V2{x, y} * kReachMeters, 0); };
    const glm::dvec3 f00 = sample(0, 0);
    // along each axis: values at ±1 and ±½ give the odd and even parts
    const auto axis = [&](double dx, double dy, std::size_t first, std::size_t second, std::size_t third) {
        const glm::dvec3 oddWhole = 0.5 * (sample(dx, dy) - sample(-dx, -dy));
        const glm::dvec3 oddHalf = 0.5 * (sample(0.5 * dx, 0.5 * dy) - sample(-0.5 * dx, -0.5 * dy));
        m_ground[second] = 0.5 * (sample(dx, dy) + sample(-dx, -dy)) - f00;
        m_ground[third] = (oddWhole - 2.0 * oddHalf) * (4.0 / 3.0);
        m_ground[first] = oddWhole - m_ground[third];
    };
    m_ground[0] = f00;
    axis(1, 0, 1, 3, 6);
    axis(0, 1, 2, 5, 9);
    const auto rest = [&](double x, double y) {
        return sample(x, y) - f00 - m_ground[1] * x - m_ground[2] * y - m_ground[3] * (x * x) - m_ground[5] * (y * y)
            - m_ground[6] * (x * x * x) - m_ground[9] * (y * y * y);
    };
    const glm::dvec3 pp = rest(1, 1);
    const glm::dvec3 pm = rest(1, -1);
    const glm::dvec3 mp = rest(-1, 1);
    const glm::dvec3 mm = rest(-1, -1);
    m_ground[4] = 0.25 * (pp - pm - mp + mm); // xy
    m_ground[7] = 0.25 * (pp - pm + mp - mm); // x²y
    m_ground[8] = 0.25 * (pp + pm - mp - mm); // xy²
    const auto up = [&](double x, double y) {
        const V2 place = origin + V2{x, y} * kReachMeters;
        return exact(place, 1) - exact(place, 0);
    };
    m_up[0] = up(0, 0);
    m_up[1] = 0.5 * (up(1, 0) - up(-1, 0));
    m_up[2] = 0.5 * (up(0, 1) - up(0, -1));
}

glm::dvec3 TileFrame::exact(V2 place, double height) const
{
    const glm::dvec2 lonLat = toLonLat(place);
    return glm::dvec3(m_fromEcef * glm::dvec4(guanjing::toEcef({lonLat.x, lonLat.y, height}), 1.0));
}

glm::dvec3 TileFrame::local(V2 place, double height) const
{
    const double x = (place.x - m_origin.x) / kReachMeters;
    const double y = (place.y - m_origin.y) / kReachMeters;
    const std::array<glm::dvec3, 10>& g = m_ground;
    return g[0] + x * (g[1] + x * (g[3] + x * g[6] + y * g[7]) + y * (g[4] + y * g[8]))
        + y * (g[2] + y * (g[5] + y * g[9])) + height * (m_up[0] + x * m_up[1] + y * m_up[2]);
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
    vertex.feature = m_feature;
    for (float c : vertex.position)
        m_reach = std::max(m_reach, std::fabs(c));
    m_vertices.push_back(vertex);
    return static_cast<std::uint32_t>(m_vertices.size() - 1);
}

void TileMesh::quad(const std::array<glm::dvec3, 4>& p, const std::array<std::array<double, 2>, 4>& uv, Rgb lower,
                    Rgb upper)
{
    const glm::dvec3 normal = glm::normalize(glm::cross(p[2] - p[0], p[3] - p[1]));
    const std::uint32_t first = vertex(p[0], normal, uv[0][0], uv[0][1], lower);
    for (std::size_t i = 1; i < 4; ++i)
        vertex(p[i], normal, uv[i][0], uv[i][1], i < 2 ? lower : upper);
    for (std::uint32_t k : {0u, 1u, 2u, 0u, 2u, 3u})
        m_indices.push_back(first + k);
}

void TileMesh::plainPolygon(std::span<const glm::dvec3> p, Rgb color)
{
    if (p.size() < 3)
        return;
    const glm::dvec3 normal = glm::normalize(glm::cross(p[1] - p[0], p[2] - p[0]));
    const double v = blankV();
    std::uint32_t first = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const std::uint32_t at = vertex(p[i], normal, kBlankU, v, color);
        if (i == 0)
            first = at;
    }
    for (std::uint32_t i = 2; i < p.size(); ++i)
        m_indices.insert(m_indices.end(), {first, first + i - 1, first + i});
}

// From a to b, seen from outside on the right-hand side; the picture is laid by floors and bays.
void TileMesh::wall(V2 a, V2 b, double bottom, double top, const Part& part)
{
    const glm::dvec3 a0 = at(a, 0);
    const glm::dvec3 b0 = at(b, 0);
    const glm::dvec3 upA = at(a, 1) - a0;
    const glm::dvec3 upB = at(b, 1) - b0;
    const auto piece = [&](double z0, double z1, double u0, double u1, double v0, double v1, Rgb lower, Rgb upper) {
        quad({a0 + upA * z0, b0 + upB * z0, b0 + upB * z1, a0 + upA * z1},
             {{{u0, v0 / kAtlasHeight}, {u1, v0 / kAtlasHeight}, {u1, v1 / kAtlasHeight}, {u0, v1 / kAtlasHeight}}},
             lower, upper);
    };
    const FacadeStrip& strip = facadeStrip(part.facade);
    const int floors = part.storeys();
    double foot = bottom < 0.5 ? bottom + m_foot : bottom; // the lowest storey reaches down to the ground
    if (foot < bottom - kPlinthMeters) {
        const double v = blankV() * kAtlasHeight;
        const Rgb plinth = mixed(part.wallColor, {150, 146, 138}, 0.6F);
        piece(foot, bottom, kBlankU, kBlankU, v, v, plinth, plinth);
        foot = bottom;
    }
    if (part.facade == Facade::Blank || (strip.rows > 1 && floors == 0)) {
        const double v = blankV() * kAtlasHeight;
        piece(foot, top, kBlankU, kBlankU, v, v, part.wallColor, part.wallColor);
        return;
    }
    const double length = (b - a).length();
    const double bays = std::max(1.0, std::floor(length / strip.bayMeters + 0.5));
    // neighbours do not begin with the same bay: at night the same windows would be lit
    const double u0 = static_cast<double>((part.seed >> 8) % 8) / kBaysPerAtlas;
    const double u1 = std::min(1.0 * kUvRepeats, u0 + bays / kBaysPerAtlas);
    const double stripBottom = strip.firstPixel + strip.rows * strip.pixelsPerRow;
    if (strip.rows == 1) {
        piece(foot, top, u0, u1, stripBottom - 0.5, strip.firstPixel + 0.5, part.wallColor, part.wallColor);
        return;
    }
    // glass mirrors the street below and the sky above, and each side another part of it
    const bool mirror = part.facade == Facade::Glass || part.facade == Facade::Fins;
    const V2 outward = unit(b - a).left() * -1.0;
    const auto side = static_cast<float>(1 + 0.05 * (0.8 * outward.y - 0.6 * outward.x));
    const auto colorAt = [&](double z) {
        if (!mirror)
            return part.wallColor;
        const auto t = static_cast<float>(clamp01(z / std::max(part.top, 40.0)));
        const Rgb street = part.wallColor * 0.80F;
        const Rgb sky{part.wallColor.r * 1.0F, part.wallColor.g * 1.04F, part.wallColor.b * 1.09F};
        return mixed(street, sky, t) * side;
    };
    const double floorHeight = (top - bottom) / floors;
    const int upperRows = strip.rows - 1;
    double done = 0;
    bool ground = bottom < 0.5;
    int skip =
        ground || floors <= upperRows ? 0 : static_cast<int>((part.seed >> 16) % static_cast<unsigned>(upperRows));
    while (done < floors - 0.5) {
        const double rows = std::min(floors - done, static_cast<double>(ground ? strip.rows : upperRows - skip));
        const double z0 = bottom + done * floorHeight;
        const double z1 = z0 + rows * floorHeight;
        const double v0 = stripBottom - (ground ? 0 : (1 + skip) * strip.pixelsPerRow);
        piece(done > 0 ? z0 : foot, z1, u0, u1, v0, v0 - rows * strip.pixelsPerRow, colorAt(z0), colorAt(z1));
        done += rows;
        ground = false;
        skip = 0;
    }
}

void TileMesh::addPart(const Part& part)
{
    const Outline outer = part.outline();
    // counter-clockwise: walls from one corner to the next face outward
    for (std::size_t i = 0; i < outer.count; ++i)
        wall(outer.p[i], outer.p[(i + 1) % outer.count], part.bottom, part.top, part);
    if (part.roof == Roof::Parapet || part.roof == Roof::Plain) {
        flatRoof(part, outer);
        crownLights(part, outer);
        return;
    }
    std::array<glm::dvec3, 4> top;
    const Quad plan = part.footprint();
    for (std::size_t i = 0; i < 4; ++i)
        top[i] = at(plan.p[i], part.top);
    if (part.roof == Roof::Shed) {
        const glm::dvec3 highB = at(plan.p[2], part.top + part.rise);
        const glm::dvec3 highA = at(plan.p[3], part.top + part.rise);
        plainPolygon({top[0], top[1], highB, highA}, part.roofColor);
        plainPolygon({top[2], top[3], highA, highB}, {150, 168, 180}); // glazed
        plainPolygon({top[1], top[2], highB}, part.wallColor);
        plainPolygon({top[3], top[0], highA}, part.wallColor);
        return;
    }
    const double hip = part.roof == Roof::Hip ? std::min(part.halfWidth, part.halfLength) : 0;
    const glm::dvec3 ridgeA = at(part.centre - part.axis * (part.halfLength - hip), part.top + part.rise);
    const glm::dvec3 ridgeB = at(part.centre + part.axis * (part.halfLength - hip), part.top + part.rise);
    plainPolygon({top[0], top[1], ridgeB, ridgeA}, part.roofColor);
    plainPolygon({top[2], top[3], ridgeA, ridgeB}, part.roofColor);
    const Rgb end = hip > 0 ? part.roofColor : part.wallColor;
    plainPolygon({top[1], top[2], ridgeB}, end);
    plainPolygon({top[3], top[0], ridgeA}, end);
    if (m_detail > 1)
        skylights(part);
}

void TileMesh::skylights(const Part& part)
{
    const Rgb color = mixed(part.roofColor, kSkylight, kSkylightShare);
    for (double s : skylightsOf(part))
        for (double side : {-1.0, 1.0}) {
            const V2 across = part.axis.left() * (side * part.halfWidth);
            const V2 half = part.axis * (-side * 0.5 * kSkylightMeters);
            const V2 middle = part.centre + part.axis * s;
            const auto on = [&](V2 off, double share) {
                return at(middle + off + across * share, part.top + part.rise * (1 - share) + 0.05);
            };
            plainPolygon({on(half, kSkylightFrom), on(half * -1.0, kSkylightFrom), on(half * -1.0, kSkylightTo),
                          on(half, kSkylightTo)},
                         color);
        }
}

void TileMesh::pane(V2 a, V2 b, double bottom, double top, Rgb color, double u)
{
    const double v = blankV();
    quad({at(a, bottom), at(b, bottom), at(b, top), at(a, top)}, {{{u, v}, {u, v}, {u, v}, {u, v}}}, color, color);
}

void TileMesh::crownLights(const Part& part, const Outline& outer)
{
    const bool office = part.facade == Facade::Glass || part.facade == Facade::Fins || part.facade == Facade::Strips;
    const bool flats = part.facade == Facade::Tower || part.facade == Facade::Modern;
    const std::uint64_t kind = part.seed % 10;
    if (part.roof != Roof::Parapet || part.top - part.bottom < 24
        || !((office && part.top >= 55 && kind < 8) || (flats && part.top >= 72 && kind < 5)))
        return;
    const Outline around = part.outline(-0.08);
    if (around.count != outer.count)
        return;
    const double u = flats || kind < 3 ? kGoldenCrownU : (kind < 6 ? kWhiteCrownU : kBlueCrownU);
    const Rgb color = mixed(part.wallColor, {236, 236, 232}, 0.22F);
    const double band = (1.2 + 0.008 * part.top) * (m_detail == 0 ? 1.6 : 1);
    for (std::size_t i = 0; i < outer.count; ++i)
        pane(around.p[i], around.p[(i + 1) % outer.count], part.top - band, part.top, color, u);
    if (!office || part.top < 105)
        return;
    // lines of light down its edges
    const double width = m_detail == 0 ? 2.2 : 0.9;
    for (std::size_t i = 0; i < outer.count; ++i) {
        const V2 a = around.p[i];
        const V2 b = around.p[(i + 1) % outer.count];
        if ((b - a).length() > 6 * width)
            pane(a, a + unit(b - a) * width, std::max(part.bottom, 0.12 * part.top), part.top - band, color, u);
    }
}

void TileMesh::flatRoof(const Part& part, const Outline& outer)
{
    const auto ringAt = [&](const Outline& outline, double height) {
        std::array<glm::dvec3, 8> ring;
        for (std::size_t i = 0; i < outline.count; ++i)
            ring[i] = at(outline.p[i], height);
        return ring;
    };
    const std::size_t n = outer.count;
    const std::array<glm::dvec3, 8> top = ringAt(outer, part.top);
    constexpr double kParapetMeters = 1.0;
    if (part.roof == Roof::Plain || m_detail < 2 || part.halfLength < 2 || part.halfWidth < 2) {
        plainPolygon(std::span(top).first(n), part.roofColor);
        return;
    }
    const Outline inner = part.outline(0.35);
    const Rgb rim = mixed(part.roofColor, {226, 224, 218}, 0.36F);
    const std::array<glm::dvec3, 8> outerRim = ringAt(outer, part.top + kParapetMeters);
    const std::array<glm::dvec3, 8> innerRim = ringAt(inner, part.top + kParapetMeters);
    const std::array<glm::dvec3, 8> innerFoot = ringAt(inner, part.top);
    plainPolygon(std::span(innerFoot).first(n), part.roofColor);
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t k = (i + 1) % n;
        plainPolygon({top[i], top[k], outerRim[k], outerRim[i]}, part.wallColor);
        plainPolygon({outerRim[i], outerRim[k], innerRim[k], innerRim[i]}, rim);
        plainPolygon({innerRim[i], innerRim[k], innerFoot[k], innerFoot[i]}, rim * 0.92F);
    }
}

void TileMesh::upright(const Quad& plan, V2 centre, double bottom, double top, Rgb side, Rgb cover)
{
    const double u = kBlankU;
    const double v = blankV();
    std::array<std::uint32_t, 8> walls{};
    std::array<std::uint32_t, 4> roof{};
    for (std::size_t i = 0; i < 4; ++i) {
        const V2 out = unit(plan.p[i] - centre);
        const glm::dvec3 normal(out.x, out.y, 0);
        const glm::dvec3 upper = at(plan.p[i], top);
        walls[i] = vertex(at(plan.p[i], bottom), normal, u, v, side * 0.86F);
        walls[i + 4] = vertex(upper, normal, u, v, side);
        roof[i] = vertex(upper, {0, 0, 1}, kBlankU, v, cover);
    }
    for (std::uint32_t i = 0; i < 4; ++i) {
        const std::uint32_t k = (i + 1) % 4;
        m_indices.insert(m_indices.end(), {walls[i], walls[k], walls[k + 4], walls[i], walls[k + 4], walls[i + 4]});
    }
    m_indices.insert(m_indices.end(), {roof[0], roof[1], roof[2], roof[0], roof[2], roof[3]});
}

Footing footingOf(std::span<const Part> parts, const GroundLattice& ground, bool level)
{
    double low = 1e9;
    double high = -1e9;
    for (const Part& part : parts) {
        if (part.bottom > 1)
            continue;
        for (V2 corner : part.footprint().p) {
            const double here = ground.at(corner);
            low = std::min(low, here);
            high = std::max(high, here);
        }
    }
    if (low > high && !parts.empty())
        low = high = ground.at(parts.front().centre);
    constexpr double kStepMeters = 0.6;
    const double middle = 0.5 * (low + high);
    return {level ? middle : std::max(middle, high - kStepMeters), low};
}

void TileMesh::standOn(std::span<const Part> parts)
{
    if (!m_ground)
        return;
    const Footing footing = footingOf(parts, *m_ground, m_detail == 0);
    m_base = footing.base;
    // a viewer's coarser ground may lie a little lower than the true one
    m_foot = footing.lowest - footing.base - 0.25 - 0.03 * m_ground->step();
}

void TileMesh::addMassing(const Part& part)
{
    const FacadeStrip& strip = facadeStrip(part.facade);
    if (part.facade == Facade::Blank) {
        upright(part.footprint(), part.centre, m_foot, part.top, part.wallColor * 0.80F, part.roofColor);
        return;
    }
    // the facade runs around it; where it is larger than the picture, with wider bays and higher storeys
    const Quad plan = part.footprint();
    double around = 0;
    for (std::size_t i = 0; i < 4; ++i)
        around += (plan.p[(i + 1) % 4] - plan.p[i]).length();
    const double first = static_cast<double>((part.seed >> 8) % 8) / kBaysPerAtlas;
    const double perMeter = std::min(1 / (strip.bayMeters * kBaysPerAtlas), (kUvRepeats - first) / around);
    const double v0 = (strip.firstPixel + strip.rows * strip.pixelsPerRow) / static_cast<double>(kAtlasHeight);
    const double rows = strip.rows == 1 ? 1 : std::clamp(std::floor(part.top / 3.4 + 0.5), 1.0, 1.0 * strip.rows);
    const double v1 = v0 - rows * strip.pixelsPerRow / kAtlasHeight;
    std::array<std::uint32_t, 10> walls{};
    double u = first;
    for (std::size_t i = 0; i < 5; ++i) {
        const V2 corner = plan.p[i % 4];
        const V2 out = unit(corner - part.centre);
        const glm::dvec3 normal(out.x, out.y, 0);
        walls.at(2 * i) = vertex(at(corner, m_foot), normal, u, v0, part.wallColor * 0.92F);
        walls.at(2 * i + 1) = vertex(at(corner, part.top), normal, u, v1, part.wallColor);
        u += (plan.p[(i + 1) % 4] - corner).length() * perMeter;
    }
    for (std::size_t i = 0; i < 8; i += 2)
        m_indices.insert(
            m_indices.end(),
            {walls.at(i), walls.at(i + 2), walls.at(i + 3), walls.at(i), walls.at(i + 3), walls.at(i + 1)});
    const std::uint32_t roof = vertex(at(plan.p[0], part.top), {0, 0, 1}, kBlankU, blankV(), part.roofColor);
    for (std::size_t i = 1; i < 4; ++i)
        (void)vertex(at(plan.p[i], part.top), {0, 0, 1}, kBlankU, blankV(), part.roofColor);
    m_indices.insert(m_indices.end(), {roof, roof + 1, roof + 2, roof, roof + 2, roof + 3});
}

void TileMesh::addVehicle(const Vehicle& vehicle)
{
    m_feature = kNoFeatureId;
    const double road = !m_ground ? vehicle.ground : (vehicle.onDeck ? vehicle.deck : groundAt(vehicle.centre));
    const auto piece = [&](double x0, double x1, double halfWidth, double z0, double z1, Rgb side, Rgb cover) {
        Part part;
        part.axis = vehicle.axis;
        part.centre = vehicle.centre + vehicle.axis * (0.5 * (x0 + x1));
        part.halfLength = 0.5 * (x1 - x0);
        part.halfWidth = halfWidth;
        upright(part.footprint(), part.centre, road + z0, road + z1, side, cover);
    };
    const double l = vehicle.halfLength;
    const double w = vehicle.halfWidth;
    const Rgb glass{66, 74, 82};
    const auto lights = [&](double x, bool ahead, double z, Rgb color, double u) {
        const V2 middle = vehicle.centre + vehicle.axis * x;
        const V2 side = vehicle.axis.left() * (0.8 * w * (ahead ? 1 : -1));
        pane(middle - side, middle + side, road + z, road + z + 0.28, color, u);
    };
    lights(l + 0.03, true, 0.5, {226, 228, 224}, kLampU);
    lights(-l - 0.03, false, 0.6, {120, 44, 38}, kTailLightU);
    if (vehicle.lorry) {
        piece(-l, l - 2.1, w, 0.9, vehicle.height, vehicle.color * 0.96F, vehicle.color);
        piece(l - 1.9, l, 0.94 * w, 0.5, 0.78 * vehicle.height, {196, 198, 200}, {206, 208, 208});
    } else if (vehicle.height > 2.5) { // a bus
        piece(-l, l, w, 0.4, 1.5, vehicle.color, vehicle.color);
        piece(-l, l, 0.98 * w, 1.5, vehicle.height, glass, vehicle.color);
    } else {
        piece(-l, l, w, 0.28, 0.88, vehicle.color, vehicle.color);
        piece(-0.74 * l, 0.46 * l, 0.86 * w, 0.88, vehicle.height, glass, vehicle.color);
    }
}

void TileMesh::addLamp(const Lamp& lamp)
{
    constexpr double kHeight = 9;
    const double road = !m_ground ? lamp.ground : (lamp.onDeck ? lamp.deck : groundAt(lamp.foot));
    const V2 across = lamp.arm.left();
    const Rgb steel{150, 154, 156};
    const std::array<V2, 3> corner{lamp.foot + lamp.arm * 0.11, lamp.foot + (across - lamp.arm) * 0.08,
                                   lamp.foot - (across + lamp.arm) * 0.08};
    for (std::size_t i = 0; i < 3; ++i) {
        const V2 a = corner[i];
        const V2 b = corner[(i + 1) % 3];
        addPolygon({{a, road - 0.3}, {b, road - 0.3}, {b, road + kHeight}, {a, road + kHeight}}, steel);
    }
    const V2 head = lamp.foot + lamp.arm * 1.3;
    const V2 u = lamp.arm * 1.35;
    const V2 v = across * 0.22;
    const double z = road + kHeight;
    addPolygon({{head - u - v, z + 0.12}, {head + u - v, z + 0.12}, {head + u + v, z + 0.12}, {head - u + v, z + 0.12}},
               steel);
    addPolygon({{head - u + v, z}, {head + u + v, z}, {head + u - v, z}, {head - u - v, z}}, {250, 250, 246}, kLampU);
}

void TileMesh::addPolygon(std::initializer_list<Point> points, Rgb color, double u)
{
    m_feature = kNoFeatureId;
    std::array<glm::dvec3, 4> p;
    std::size_t n = 0;
    for (const Point& point : points)
        p[n++] = at(point.place, point.height);
    const std::size_t first = m_vertices.size();
    plainPolygon({p[0], p[1], p[2], p[3]}, color);
    for (std::size_t i = first; i < m_vertices.size(); ++i)
        m_vertices[i].uv[0] = static_cast<float>(u);
}

void TileMesh::addLane(const std::array<V2, 4>& corners, double low, double high, double from, double to)
{
    m_feature = kNoFeatureId;
    const FacadeStrip& strip = facadeStrip(Facade::Deck);
    const double period = strip.bayMeters * kBaysPerAtlas;
    const double u0 = from / period - std::floor(from / period);
    const double u1 = u0 + (to - from) / period;
    const double v0 = (strip.firstPixel + strip.pixelsPerRow) / static_cast<double>(kAtlasHeight);
    const double v1 = strip.firstPixel / static_cast<double>(kAtlasHeight);
    quad({at(corners[0], low), at(corners[1], high), at(corners[2], high), at(corners[3], low)},
         {{{u0, v0}, {u1, v0}, {u1, v1}, {u0, v1}}}, asOnGround({246, 247, 248}), asOnGround({246, 247, 248}));
}

void TileMesh::addTree(const Tree& tree, Crown crown, double leastGround)
{
    m_feature = kNoFeatureId;
    // a tree that the ground seen from there would swallow is larger, up to a point: its crown shows, and keeps its form
    const double ground = groundAt(tree.centre);
    const double lift = std::clamp(leastGround - ground, 0.0, 0.8 * tree.height);
    const double h = tree.height + lift;
    const double reach = tree.radius * (1 + 0.45 * lift / tree.height);
    const glm::dvec3 foot = at(tree.centre, ground);
    const glm::dvec3 up = at(tree.centre, ground + 1) - foot;
    Rng rng(tree.seed);
    constexpr std::size_t kMostSides = 6;
    const double u = tree.lit ? kLitLeavesU : kBlankU;
    const double v = blankV();
    const Rgb light = tree.color * 1.16F;
    const Rgb deep = tree.color * 0.70F;
    // a dome: apex and two rings, the upper one turned by half a side where there are few; beside a trunk an underside
    // that hangs a little
    const std::size_t sides = crown == Crown::Whole ? 6 : (crown == Crown::Plain ? 4 : 3);
    const std::uint32_t apex = vertex(foot + up * h, {0, 0, 1}, u, v, light);
    std::array<std::array<std::uint32_t, kMostSides>, 2> ring{};
    const double turn = rng.unit();
    // a small turn suffices; cosine and sine of half a side and of a whole one
    glm::dvec3 low(1 - 0.5 * turn * turn, turn - turn * turn * turn / 6, 0);
    static constexpr double kRoot = 0.8660254037844386; // √3 / 2
    const auto turned = [](const glm::dvec3& way, double c, double s) {
        return glm::dvec3(way.x * c - way.y * s, way.x * s + way.y * c, 0);
    };
    const double half = sides == 4 ? 0.7071067811865476 : 0.5;
    glm::dvec3 high = sides == 6 ? low : turned(low, half, sides == 4 ? half : kRoot);
    const double stepCosine = sides == 6 ? 0.5 : (sides == 4 ? 0.0 : -0.5);
    const double stepSine = sides == 4 ? 1 : kRoot;
    for (std::size_t i = 0; i < sides;
         ++i, low = turned(low, stepCosine, stepSine), high = turned(high, stepCosine, stepSine)) {
        const double r = reach * rng.range(0.86, 1.12) * (sides == 3 ? 1.12 : 1.0);
        ring[0][i] = vertex(foot + low * r + up * (h * rng.range(0.36, 0.50)), glm::normalize(low + 0.2 * kUp), u, v,
                            mixed(tree.color, deep, 0.35F));
        // of three sides it would be a cube with its corner up, were it not flat above
        const double in = sides == 3 ? rng.range(0.70, 0.86) : rng.range(0.66, 0.82);
        const double z = h * (sides == 3 ? rng.range(0.84, 0.95) : rng.range(0.76, 0.88));
        ring[1][i] = vertex(foot + high * (r * in) + up * z, glm::normalize(high + (sides == 3 ? 1.5 : 0.9) * kUp), u,
                            v, mixed(tree.color, light, 0.5F));
    }
    for (std::size_t i = 0; i < sides; ++i) {
        const std::size_t k = (i + 1) % sides;
        m_indices.insert(m_indices.end(), {apex, ring[1][i], ring[1][k], ring[0][i], ring[0][k], ring[1][i]});
        m_indices.insert(m_indices.end(), {ring[0][k], ring[1][k], ring[1][i]});
    }
    if (crown != Crown::Whole)
        return;
    const std::uint32_t base = vertex(foot + up * (0.18 * h), {0, 0, -1}, u, v, deep);
    for (std::size_t i = 0; i < sides; ++i)
        m_indices.insert(m_indices.end(), {base, ring[0][(i + 1) % sides], ring[0][i]});
    const Rgb bark{104, 90, 76};
    std::array<glm::dvec3, 3> trunk{{{0.22, 0, 0}, {-0.11, 0.19, 0}, {-0.11, -0.19, 0}}};
    for (std::size_t i = 0; i < 3; ++i) {
        const glm::dvec3 a = foot + trunk[i];
        const glm::dvec3 b = foot + trunk[(i + 1) % 3];
        plainPolygon({a, b, b + up * (0.34 * h), a + up * (0.34 * h)}, bark);
    }
}

} // namespace guanjing::democity
