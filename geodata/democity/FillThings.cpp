// What stands and lies between buildings: trees, courts, car parks, containers.
#include "geodata/democity/Filler.h"

#include "geodata/democity/Corridors.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Surroundings.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"

#include <algorithm>

namespace guanjing::democity {

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

void Filler::scatterTrees(double spacing, double share, double setback, Rgb color, double radius)
{
    const Quad inner = m_block.quad.inset(setback);
    if (!m_withGround || inner.area() < 10)
        return;
    const int nx = static_cast<int>(m_halfX / spacing);
    const int ny = static_cast<int>(m_halfY / spacing);
    for (int ix = -nx; ix <= nx; ++ix)
        for (int iy = -ny; iy <= ny; ++iy) {
            Rng rng(hashOf(m_block.seed ^ 0x7EEEu, ix, iy));
            if (rng.skipped(2).unit() > share * 1.75)
                continue; // what `luck` will be
            // groves and clearings rather than an even sprinkle
            const V2 p = place((ix + 0.9 * (rng.unit() - 0.5)) * spacing, (iy + 0.9 * (rng.unit() - 0.5)) * spacing);
            const double luck = rng.unit();
            if (!inner.holds(p))
                continue;
            const double grove = double{tableNoise(noiseTable(), p.x / 34, p.y / 34)};
            if (luck > share * (0.25 + 1.5 * grove))
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
    if (!m_withGround || inner.area() < 10)
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
    if (!m_withGround)
        return;
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

namespace {

struct Enclosure {
    double share; ///< of such plots that have one
    double height;
    Rgb color;
};

Enclosure enclosureOf(Use use)
{
    switch (use) {
    case Use::Factory: return {0.85, 2.3, {206, 202, 192}};
    case Use::Logistics: return {0.9, 2.3, {190, 190, 186}};
    case Use::Port: return {0.9, 2.5, {182, 182, 178}};
    case Use::School: return {1, 2.2, {204, 184, 160}};
    case Use::Public: return {0.6, 1.8, {196, 192, 184}};
    case Use::Estate: return {0.9, 2.1, {178, 168, 152}};
    case Use::Slabs: return {0.5, 2.1, {190, 184, 174}};
    case Use::Villas: return {0.9, 2.1, {196, 182, 158}};
    case Use::Building: return {1, 2.6, {104, 148, 168}};
    case Use::Vacant: return {0.35, 2.1, {176, 166, 150}};
    default: return {0, 0, {}};
    }
}

} // namespace

void Filler::fence(V2 a, V2 b, double height, Rgb color)
{
    // short enough to follow the ground
    constexpr double kPieceMeters = 22;
    const double length = (b - a).length();
    const int count = std::max(1, static_cast<int>(std::ceil(length / kPieceMeters)));
    for (int k = 0; k < count; ++k) {
        const V2 from = lerp(a, b, static_cast<double>(k) / count);
        const V2 to = lerp(a, b, static_cast<double>(k + 1) / count);
        const V2 middle = (from + to) * 0.5;
        const auto blocked = [&](V2 p) {
            return (m_block.nearWater && waterClearance(p) < kBankMeters + 1)
                || (m_block.nearCorridor && corridorClearance(p) < 1);
        };
        if (blocked(from) || blocked(middle) || blocked(to))
            continue;
        Part part;
        part.centre = middle;
        part.axis = unit(to - from);
        part.halfLength = 0.5 * (to - from).length() + 0.1;
        part.halfWidth = 0.13;
        part.top = height;
        part.roofColor = color;
        part.wallColor = color * 0.96F;
        m_out.parts.push_back(part);
    }
}

void Filler::enclose()
{
    const Enclosure wall = enclosureOf(m_block.use);
    Rng rng(hashOf(m_block.seed, 0xFE2CE));
    const Quad line = m_block.quad.inset(0.7);
    if (!rng.chance(wall.share) || line.area() < 1500)
        return;
    const Rgb color = varied(rng, wall.color, 0.05);
    constexpr double kGateMeters = 9;
    const std::size_t first = static_cast<std::size_t>(rng.below(4));
    const bool second = rng.chance(0.5);
    for (std::size_t i = 0; i < 4; ++i) {
        const V2 a = line.p[i];
        const V2 b = line.p[(i + 1) % 4];
        const double length = (b - a).length();
        const bool gate = i == first || (second && i == (first + 2) % 4);
        if (!gate || length < 3 * kGateMeters) {
            fence(a, b, wall.height, color);
            continue;
        }
        const V2 along = unit(b - a);
        const double at = length * rng.range(0.3, 0.7);
        const V2 left = a + along * (at - 0.5 * kGateMeters);
        const V2 right = a + along * (at + 0.5 * kGateMeters);
        fence(a, left, wall.height, color);
        fence(right, b, wall.height, color);
        if (m_block.use == Use::Vacant)
            continue;
        path(a + along * at - along.left() * 0.7, a + along * at + along.left() * 9, kGateMeters - 1, kAsphalt);
        // the porter's lodge
        Part lodge;
        lodge.centre = right + along * 2.6 + along.left() * 2.4;
        lodge.axis = along;
        lodge.halfLength = 2.2;
        lodge.halfWidth = 1.6;
        lodge.top = 3;
        lodge.roofColor = {196, 192, 184};
        lodge.wallColor = {216, 212, 204};
        if (isFree(lodge.centre, 3.2) && m_block.use != Use::Building)
            m_out.parts.push_back(lodge);
    }
}

} // namespace guanjing::democity
