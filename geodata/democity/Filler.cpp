#include "geodata/democity/Filler.h"

#include "geodata/democity/Corridors.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <cstdio>

namespace guanjing::democity {

Quad Part::footprint() const
{
    const V2 a = axis * halfLength;
    const V2 b = axis.left() * halfWidth;
    return {{centre - a - b, centre + a - b, centre + a + b, centre - a + b}};
}

std::string Building::name() const
{
    char text[24];
    std::snprintf(text, sizeof text, "DG%016llX", static_cast<unsigned long long>(id));
    return text;
}

std::size_t BlockContent::byteSize() const
{
    return sizeof *this + buildings.capacity() * sizeof(Building) + parts.capacity() * sizeof(Part)
        + paints.capacity() * sizeof(Paint) + points.capacity() * sizeof(V2) + trees.capacity() * sizeof(Tree)
        + vehicles.capacity() * sizeof(Vehicle);
}

Rgb varied(Rng& rng, Rgb color, double amount)
{
    const double level = 1 + amount * (2 * rng.unit() - 1);
    const double warm = 0.35 * amount * (2 * rng.unit() - 1);
    return {static_cast<float>(color.r * (level + warm)), static_cast<float>(color.g * level),
            static_cast<float>(color.b * (level - warm))};
}

Rgb roofGrey(Rng& rng)
{
    static constexpr Rgb kRoofs[] = {{150, 148, 143}, {168, 165, 158}, {134, 133, 130}, {182, 178, 168},
                                     {160, 150, 138}, {142, 144, 140}, {176, 166, 152}};
    return varied(rng, kRoofs[rng.below(7)], 0.07);
}

Rgb steelRoof(Rng& rng)
{
    const double r = rng.unit();
    if (r < 0.44)
        return varied(rng, {96, 130, 164}, 0.09);
    if (r < 0.78)
        return varied(rng, {190, 193, 193}, 0.07);
    if (r < 0.88)
        return varied(rng, {152, 90, 76}, 0.08);
    return varied(rng, {126, 146, 132}, 0.07);
}

Rgb wallTint(Rng& rng)
{
    static constexpr Rgb kWalls[] = {{222, 216, 204}, {206, 198, 184}, {226, 224, 218}, {204, 190, 172},
                                     {214, 200, 190}, {196, 200, 202}, {224, 210, 186}};
    return varied(rng, kWalls[rng.below(7)], 0.05);
}

Rgb treeGreen(Rng& rng)
{
    static constexpr Rgb kCrowns[] = {{70, 91, 54}, {80, 100, 58}, {62, 84, 52}, {88, 104, 62}, {74, 94, 64}};
    return varied(rng, kCrowns[rng.below(5)], 0.10);
}

const char* useWord(Use use)
{
    switch (use) {
    case Use::Business: return "office";
    case Use::Commerce: return "commercial";
    case Use::Estate:
    case Use::Slabs: return "residential";
    case Use::Village: return "village";
    case Use::Villas: return "villa";
    case Use::Factory: return "industrial";
    case Use::Logistics:
    case Use::Port: return "logistics";
    case Use::School:
    case Use::Campus: return "education";
    case Use::Public: return "public";
    case Use::Building: return "construction";
    default: return "other";
    }
}

Rgb groundColor(Use use, std::uint64_t seed)
{
    Rng rng(seed ^ 0x9A0Du);
    switch (use) {
    case Use::Business: return varied(rng, {162, 156, 147}, 0.05);
    case Use::Commerce: return varied(rng, {158, 154, 147}, 0.05);
    case Use::Estate: return varied(rng, {112, 122, 84}, 0.07);
    case Use::Slabs: return varied(rng, {150, 147, 136}, 0.06);
    case Use::Village: return varied(rng, {146, 141, 131}, 0.06);
    case Use::Villas: return varied(rng, {108, 120, 80}, 0.06);
    case Use::Factory: return varied(rng, {160, 157, 149}, 0.06);
    case Use::Logistics:
    case Use::Port: return varied(rng, {152, 150, 145}, 0.05);
    case Use::School: return varied(rng, {150, 150, 134}, 0.05);
    case Use::Campus: return varied(rng, {106, 120, 78}, 0.06);
    case Use::Public: return varied(rng, {140, 142, 122}, 0.05);
    case Use::Park: return varied(rng, {104, 119, 76}, 0.06);
    case Use::Building: return varied(rng, {172, 142, 112}, 0.07);
    case Use::Vacant: return rng.chance(0.25) ? varied(rng, {158, 140, 112}, 0.08) : varied(rng, {118, 124, 84}, 0.08);
    case Use::Fields: return varied(rng, {116, 122, 82}, 0.08);
    case Use::Ponds: return varied(rng, {118, 120, 86}, 0.06);
    case Use::Orchard: return varied(rng, {106, 116, 72}, 0.06);
    case Use::Forest: return {68, 86, 54};
    case Use::Water: return {104, 112, 94};
    }
    return {150, 148, 140};
}

Filler::Filler(const Block& block, BlockContent& out) : m_block(block), m_out(out), m_rng(block.seed)
{
    const Quad& q = block.quad;
    m_centre = q.centre();
    std::size_t longest = 0;
    double best = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const double l = (q.p[(i + 1) % 4] - q.p[i]).length();
        if (l > best) {
            best = l;
            longest = i;
        }
    }
    m_axis = unit(q.p[(longest + 1) % 4] - q.p[longest]);
    if (m_axis.x < 0)
        m_axis = m_axis * -1;
    for (V2 p : q.p) {
        m_halfX = std::max(m_halfX, std::fabs(dot(p - m_centre, m_axis)));
        m_halfY = std::max(m_halfY, std::fabs(dot(p - m_centre, m_axis.left())));
    }
}

bool Filler::fits(double x, double y, double hx, double hy, double setback) const
{
    const Quad& q = m_block.quad;
    const V2 corners[4] = {place(x - hx, y - hy), place(x + hx, y - hy), place(x + hx, y + hy), place(x - hx, y + hy)};
    for (std::size_t i = 0; i < 4; ++i) {
        const V2 d = unit(q.p[(i + 1) % 4] - q.p[i]);
        for (V2 c : corners)
            if (cross(d, c - q.p[i]) < setback)
                return false;
    }
    if (m_block.nearWater) {
        const double reach = std::sqrt(hx * hx + hy * hy);
        const double clearance = waterClearance(place(x, y));
        if (clearance < 14 || (clearance < reach + 14 && std::any_of(std::begin(corners), std::end(corners), [](V2 c) {
                                   return waterClearance(c) < 14;
                               })))
            return false;
    }
    if (m_block.nearCorridor) {
        const double clearance = corridorClearance(place(x, y));
        // edges between the corners may come nearer than they do: sampled along the outline where it is close
        if (clearance < 0)
            return false;
        if (clearance < std::sqrt(hx * hx + hy * hy)) {
            const int nx = std::max(1, static_cast<int>(hx / 6));
            const int ny = std::max(1, static_cast<int>(hy / 6));
            for (int i = -nx; i <= nx; ++i)
                for (int j = -ny; j <= ny; ++j)
                    if (corridorClearance(place(x + hx * i / nx, y + hy * j / ny)) < 1)
                        return false;
        }
    }
    return true;
}

bool Filler::isFree(V2 point, double margin) const
{
    const V2 d = point - m_centre;
    const V2 local{dot(d, m_axis), dot(d, m_axis.left())};
    for (const Box& taken : m_taken)
        if (taken.grown(margin).holds(local))
            return false;
    for (const Part& part : m_out.parts) {
        const V2 e = point - part.centre;
        if (std::fabs(dot(e, part.axis)) < part.halfLength + margin
            && std::fabs(dot(e, part.axis.left())) < part.halfWidth + margin)
            return false;
    }
    if (m_block.nearCorridor && corridorClearance(point) < 1 + margin)
        return false;
    return !m_block.nearWater || waterClearance(point) > 9;
}

void Filler::paint(std::span<const V2> outline, Rgb color, float detail, float alpha)
{
    Paint paint;
    paint.first = static_cast<std::uint32_t>(m_out.points.size());
    paint.count = static_cast<std::uint32_t>(outline.size());
    paint.color = color;
    paint.detail = detail;
    paint.alpha = alpha;
    m_out.points.insert(m_out.points.end(), outline.begin(), outline.end());
    m_out.paints.push_back(paint);
}

void Filler::paintQuad(const Quad& quad, Rgb color, float detail, float alpha) { paint(quad.p, color, detail, alpha); }

void Filler::paintRect(double x, double y, double hx, double hy, Rgb color, float detail, float alpha)
{
    const V2 outline[4] = {place(x - hx, y - hy), place(x + hx, y - hy), place(x + hx, y + hy), place(x - hx, y + hy)};
    paint(outline, color, detail, alpha);
}

void Filler::paintRing(double x, double y, double hx, double hy, double width, Rgb color)
{
    const auto w = static_cast<float>(width);
    const double h = width / 2;
    paintRect(x, y - hy, hx + h, h, color, w);
    paintRect(x, y + hy, hx + h, h, color, w);
    paintRect(x - hx, y, h, hy - h, color, w);
    paintRect(x + hx, y, h, hy - h, color, w);
}

void Filler::paintEllipse(double x, double y, double rx, double ry, Rgb color, float detail)
{
    std::array<V2, 36> outline;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(outline.size());
        outline[i] = place(x + rx * std::cos(angle), y + ry * std::sin(angle));
    }
    paint(outline, color, detail);
}

void Filler::paintStrip(double v0, double v1, Rgb color, float detail)
{
    // the quad clipped by two lines along the axis
    std::vector<V2> shape(m_block.quad.p.begin(), m_block.quad.p.end());
    const V2 n = m_axis.left();
    for (int side = 0; side < 2; ++side) {
        std::vector<V2> kept;
        const auto distance = [&](V2 p) { return side == 0 ? dot(p - m_centre, n) - v0 : v1 - dot(p - m_centre, n); };
        for (std::size_t i = 0; i < shape.size(); ++i) {
            const V2 a = shape[i];
            const V2 b = shape[(i + 1) % shape.size()];
            const double da = distance(a);
            const double db = distance(b);
            if (da >= 0)
                kept.push_back(a);
            if ((da >= 0) != (db >= 0))
                kept.push_back(lerp(a, b, da / (da - db)));
        }
        shape = std::move(kept);
        if (shape.size() < 3)
            return;
    }
    paint(shape, color, detail);
}

void Filler::runningTrack(double x, double y, double scale)
{
    // 400 m track: straights of 84.39 m, outer radius 36.5 + 9.8 m
    const auto stadium = [&](double radius) {
        std::vector<V2> outline;
        const double half = 42.2 * scale;
        for (int side = 0; side < 2; ++side)
            for (int i = 0; i <= 20; ++i) {
                const double angle = std::numbers::pi * (side + i / 20.0) - std::numbers::pi / 2;
                const double cx = side == 0 ? half : -half;
                outline.push_back(
                    place(x + cx + radius * scale * std::cos(angle), y + radius * scale * std::sin(angle)));
            }
        return outline;
    };
    paint(stadium(46.5), {162, 94, 78}, 20);
    for (int lane = 1; lane < 8; ++lane) {
        paint(stadium(46.5 - 1.22 * lane), {206, 178, 168}, 0.12F);
        paint(stadium(46.5 - 1.22 * lane - 0.1), {162, 94, 78}, 0.12F);
    }
    paint(stadium(36.5), {104, 130, 74}, 20);
    const double hx = 50 * scale;
    const double hy = 31 * scale;
    for (int i = 0; i < 10; i += 2) // mown stripes
        paintRect(x - hx + (i + 0.5) * hx / 5, y, hx / 10, hy, {112, 138, 80}, 8);
    const Rgb line{214, 222, 206};
    paintRing(x, y, hx, hy, 0.22, line);
    paintRect(x, y, 0.11, hy, line, 0.22F);
    paintRing(x - hx + 8 * scale, y, 8 * scale, 20 * scale, 0.2, line);
    paintRing(x + hx - 8 * scale, y, 8 * scale, 20 * scale, 0.2, line);
    const double half = (42.2 + 48) * scale;
    m_taken.push_back({x - half, y - 48 * scale, x + half, y + 48 * scale});
}

void Filler::ballCourt(double x, double y, bool along, Rgb color)
{
    const double hx = along ? 16 : 9.5;
    const double hy = along ? 9.5 : 16;
    paintRect(x, y, hx, hy, color * 0.9F, 15);
    const double ix = along ? 14 : 7.5;
    const double iy = along ? 7.5 : 14;
    paintRect(x, y, ix, iy, color, 14);
    const Rgb line{220, 220, 214};
    paintRing(x, y, ix, iy, 0.15, line);
    if (along)
        paintRect(x, y, 0.08, iy, line, 0.16F);
    else
        paintRect(x, y, ix, 0.08, line, 0.16F);
    m_taken.push_back({x - hx, y - hy, x + hx, y + hy});
}

void Filler::path(V2 a, V2 b, double width, Rgb color)
{
    const V2 n = unit(b - a).left() * (width / 2);
    const V2 outline[4] = {a - n, b - n, b + n, a + n};
    paint(outline, color, static_cast<float>(width));
}

std::uint32_t Filler::beginBuilding(double x, double y, int floors)
{
    Building building;
    building.centre = place(x, y);
    building.id = hashOf(m_block.seed ^ 0xB1D5u, static_cast<std::int64_t>(m_out.buildings.size()));
    building.firstPart = static_cast<std::uint32_t>(m_out.parts.size());
    building.use = m_block.use;
    building.floors = floors;
    building.town = m_block.town;
    const std::uint64_t h = hashOf(building.id, 3);
    const bool old = m_block.use == Use::Village || m_block.use == Use::Slabs;
    building.year = (old ? 1984 : 1994) + static_cast<int>(unitOf(h) * (old ? 26 : 31));
    m_out.buildings.push_back(building);
    return static_cast<std::uint32_t>(m_out.buildings.size() - 1);
}

Part& Filler::box(double x, double y, double hx, double hy, double bottom, double top, Roof roof, Facade facade,
                  Rgb roofColor, Rgb wallColor)
{
    Part part;
    part.centre = place(x, y);
    part.axis = m_axis;
    part.halfLength = hx;
    part.halfWidth = hy;
    if (hy > hx) { // the axis runs along the longer side, and so does the ridge
        part.axis = m_axis.left();
        std::swap(part.halfLength, part.halfWidth);
    }
    part.bottom = bottom;
    part.top = top;
    part.roof = roof;
    part.facade = facade;
    part.roofColor = roofColor;
    part.wallColor = wallColor;
    part.building = m_out.buildings.empty() ? kNoBuilding : static_cast<std::uint32_t>(m_out.buildings.size() - 1);
    part.seed = hashOf(m_block.seed ^ 0x9A27u, static_cast<std::int64_t>(m_out.parts.size()));
    m_out.parts.push_back(part);
    return m_out.parts.back();
}

void Filler::endBuilding()
{
    Building& building = m_out.buildings.back();
    building.partCount = static_cast<std::uint32_t>(m_out.parts.size()) - building.firstPart;
    building.height = 0;
    for (std::uint32_t i = building.firstPart; i < m_out.parts.size(); ++i)
        building.height = std::max(building.height, m_out.parts[i].highest());
}

void Filler::scatterTrees(double spacing, double share, double setback, Rgb color, double radius)
{
    const Quad inner = m_block.quad.inset(setback);
    if (inner.area() < 10)
        return;
    const int nx = static_cast<int>(m_halfX / spacing);
    const int ny = static_cast<int>(m_halfY / spacing);
    for (int ix = -nx; ix <= nx; ++ix)
        for (int iy = -ny; iy <= ny; ++iy) {
            Rng rng(hashOf(m_block.seed ^ 0x7EEEu, ix, iy));
            // groves and clearings rather than an even sprinkle
            const V2 p = place((ix + 0.9 * (rng.unit() - 0.5)) * spacing, (iy + 0.9 * (rng.unit() - 0.5)) * spacing);
            const double grove = valueNoise(p.x / 34, p.y / 34, 0x640u);
            if (rng.unit() > share * (0.25 + 1.5 * grove) || !inner.holds(p))
                continue;
            Tree tree;
            tree.radius = radius * rng.range(0.65, 1.3);
            if (!isFree(p, tree.radius * 0.75))
                continue;
            tree.centre = p;
            tree.height = tree.radius * rng.range(1.9, 2.6);
            tree.seed = static_cast<std::uint32_t>(rng.next());
            tree.color = mixed(treeGreen(rng), color, 0.4F);
            m_out.trees.push_back(tree);
        }
}

void Filler::treeRow(double spacing, double setback, double share)
{
    const Quad inner = m_block.quad.inset(setback);
    if (inner.area() < 10)
        return;
    for (std::size_t side = 0; side < 4; ++side) {
        const V2 a = inner.p[side];
        const V2 b = inner.p[(side + 1) % 4];
        const int n = static_cast<int>((b - a).length() / spacing);
        for (int i = 0; i < n; ++i) {
            Rng rng(hashOf(m_block.seed ^ 0x120Fu, static_cast<std::int64_t>(side), i));
            if (!rng.chance(share))
                continue;
            Tree tree;
            tree.centre = lerp(a, b, (i + 0.5 + 0.2 * (rng.unit() - 0.5)) / n);
            tree.radius = rng.range(1.9, 3.2);
            tree.height = tree.radius * rng.range(2.0, 2.7);
            tree.seed = static_cast<std::uint32_t>(rng.next());
            tree.color = treeGreen(rng);
            if (isFree(tree.centre, tree.radius * 0.6))
                m_out.trees.push_back(tree);
        }
    }
}

void Filler::parking(double x, double y, double hx, double hy, double share)
{
    paintRect(x, y, hx, hy, {128, 128, 126}, 6);
    m_taken.push_back({x - hx, y - hy, x + hx, y + hy});
    const Rgb line{190, 190, 186};
    const int rows = std::max(1, static_cast<int>(2 * hy / 16.5));
    const int bays = static_cast<int>((2 * hx - 1) / 2.6);
    for (int row = 0; row < rows; ++row)
        for (int side = -1; side <= 1; side += 2) {
            const double cy = y - hy + (row + 0.5) * 2 * hy / rows + side * std::min(5.6, hy - 2.6);
            for (int bay = 0; bay <= bays; ++bay) {
                const double bx = x - hx + 0.5 + bay * 2.6;
                paintRect(bx, cy, 0.07, 2.5, line, 0.14F);
                Rng rng(hashOf(m_block.seed ^ 0xCA25u, static_cast<std::int64_t>(m_out.vehicles.size()) * 64 + bay,
                               row * 2 + side));
                if (bay == bays || !rng.chance(share))
                    continue;
                Vehicle car;
                car.centre = place(bx + 1.3, cy + rng.range(-0.3, 0.3));
                car.axis = m_axis.left();
                static constexpr Rgb kCars[] = {{226, 226, 226}, {60, 62, 66},  {150, 152, 156}, {236, 236, 232},
                                                {120, 40, 38},   {52, 70, 104}, {196, 196, 198}};
                car.color = kCars[rng.below(7)];
                m_out.vehicles.push_back(car);
            }
        }
}

void Filler::container(double x, double y, int stack)
{
    static constexpr Rgb kBoxes[] = {{150, 78, 62}, {74, 102, 136},  {178, 120, 64}, {120, 128, 124},
                                     {84, 112, 88}, {196, 196, 190}, {142, 62, 58}};
    const Rgb color = varied(m_rng, kBoxes[m_rng.below(7)], 0.08);
    Part& part = box(x, y, 6.05, 1.2, 0, 2.6 * stack, Roof::Plain, Facade::Steel, color, color);
    part.building = kNoBuilding;
    part.floorHeight = 2.6;
}

void Filler::fill()
{
    const Quad& q = m_block.quad;
    if (m_block.use == Use::Forest || m_block.use == Use::Water)
        return;
    m_out.box = q.box();
    paintQuad(q, groundColor(m_block.use, m_block.seed), 30);
    switch (m_block.use) {
    case Use::Business: business(); break;
    case Use::Commerce: commerce(); break;
    case Use::Estate: estate(); break;
    case Use::Slabs: slabs(); break;
    case Use::Village: village(); break;
    case Use::Villas: villas(); break;
    case Use::Factory: factory(); break;
    case Use::Logistics: logistics(); break;
    case Use::Port: port(); break;
    case Use::School: school(); break;
    case Use::Campus: campus(); break;
    case Use::Public: publicUse(); break;
    case Use::Park: park(); break;
    case Use::Building: construction(); break;
    case Use::Vacant: vacant(); break;
    case Use::Fields: fields(); break;
    case Use::Ponds: ponds(); break;
    case Use::Orchard: orchard(); break;
    case Use::Forest:
    case Use::Water: break;
    }
    // a plot too small or too crooked for its buildings becomes a pocket park
    const bool builtUp = m_block.use <= Use::Logistics;
    if (builtUp && m_out.buildings.empty()) {
        if (const Quad lawn = q.inset(2.5); lawn.area() > 60)
            paintQuad(lawn, varied(m_rng, {110, 124, 80}, 0.05), 6);
        path(q.at(0.1, 0.15), q.at(0.9, 0.85), 2.6, {178, 168, 148});
        path(q.at(0.12, 0.9), q.at(0.88, 0.1), 2.6, {178, 168, 148});
        scatterTrees(6.5, 0.6, 3, {76, 98, 58}, 3.0);
    }
}

BlockContent fillBlock(const Block& block)
{
    BlockContent content;
    content.box = block.quad.box();
    Filler(block, content).fill();
    return content;
}

} // namespace guanjing::democity
