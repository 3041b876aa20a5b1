// Parks, farmland, ponds and what lies idle.
#include "geodata/democity/Filler.h"

#include "geodata/democity/Corridors.h"
#include "geodata/democity/Surroundings.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace guanjing::democity {

void Filler::park()
{
    const Rgb gravel{178, 168, 148};
    const double rx = m_halfX * 0.72;
    const double ry = m_halfY * 0.68;
    // winding loop of short straights
    V2 previous = place(rx, 0);
    constexpr int kSteps = 40;
    for (int i = 1; i <= kSteps; ++i) {
        const double angle = 2 * std::numbers::pi * i / kSteps;
        const double r = 1 + 0.16 * std::sin(3 * angle + static_cast<double>(m_block.seed % 7));
        const V2 next = place(rx * r * std::cos(angle), ry * r * std::sin(angle));
        if (m_block.quad.inset(3).holds(next) && m_block.quad.inset(3).holds(previous))
            path(previous, next, 3.4, gravel);
        previous = next;
    }
    // no two are alike: ways across, a pond or a square or neither, lawns where chance put them
    const double bend = m_rng.range(-0.35, 0.35) * m_halfY;
    path(place(-m_halfX * 0.7, bend), place(0, -0.4 * bend), 3, gravel);
    path(place(0, -0.4 * bend), place(m_halfX * 0.7, -bend), 3, gravel);
    if (m_rng.chance(0.5))
        path(place(m_rng.range(-0.4, 0.4) * m_halfX, -m_halfY * 0.65),
             place(m_rng.range(-0.4, 0.4) * m_halfX, m_halfY * 0.65), 2.6, gravel);
    const double px = m_rng.range(-0.4, 0.4) * m_halfX;
    const double py = m_rng.range(-0.35, 0.35) * m_halfY;
    const double kind = m_rng.unit();
    if (kind < 0.5 && m_halfY > 30) {
        const Rgb bank{138, 138, 108};
        const Rgb pond = mixed({86, 106, 92}, {98, 110, 86}, static_cast<float>(m_rng.unit()));
        const double w = m_halfX * m_rng.range(0.14, 0.34);
        const double h = m_halfY * m_rng.range(0.14, 0.34);
        std::array<std::array<double, 4>, 3> lobes{};
        for (std::size_t k = 0; k < lobes.size(); ++k) {
            const double out = k == 0 ? 0 : m_rng.range(0.5, 0.95);
            const double angle = m_rng.range(0, 6.28);
            const double size = k == 0 ? 1 : m_rng.range(0.35, 0.75);
            lobes[k] = {px + out * w * std::cos(angle), py + out * h * std::sin(angle), size * w, size * h};
        }
        for (const auto& [x, y, hx, hy] : lobes) {
            paintEllipse(x, y, hx + 2, hy + 2, bank, 6);
            m_taken.push_back({x - hx - 3, y - hy - 3, x + hx + 3, y + hy + 3});
        }
        for (const auto& [x, y, hx, hy] : lobes)
            paintEllipse(x, y, hx, hy, pond, 6);
    } else if (kind < 0.68) {
        const double r = m_rng.range(9, 20);
        paintEllipse(px, py, r, r, {176, 168, 152}, 8);
        if (m_rng.chance(0.5))
            paintEllipse(px, py, 0.4 * r, 0.4 * r, {118, 140, 138}, 6);
        m_taken.push_back({px - r, py - r, px + r, py + r});
    }
    for (int lawns = m_rng.below(4); lawns > 0; --lawns) {
        const double x = m_rng.range(-0.55, 0.55) * m_halfX;
        const double y = m_rng.range(-0.5, 0.5) * m_halfY;
        const double w = m_halfX * m_rng.range(0.1, 0.24);
        const double h = m_halfY * m_rng.range(0.1, 0.26);
        if (!isFree(place(x, y), 4))
            continue;
        paintEllipse(x, y, w, h, varied(m_rng, {120, 130, 90}, 0.06), 10);
        m_taken.push_back({x - 0.7 * w, y - 0.7 * h, x + 0.7 * w, y + 0.7 * h});
    }
    for (int n = 0; n < 3; ++n) {
        const double x = m_rng.range(-0.7, 0.7) * m_halfX;
        const double y = m_rng.range(-0.7, 0.7) * m_halfY;
        if (!fits(x, y, 4, 4, 8) || !isFree(place(x, y), 6))
            continue;
        beginBuilding(x, y);
        Part& pavilion = box(x, y, 3.6, 3.6, 0, 3.6, Roof::Hip, Facade::Villa, {122, 92, 76}, {196, 170, 142});
        pavilion.rise = 2.6;
        endBuilding();
    }
    treeRow(m_rng.range(6, 10), 2.4, m_rng.range(0.4, 0.8));
    scatterTrees(m_rng.range(5.6, 8), m_rng.range(0.45, 0.78), 3,
                 mixed({72, 90, 58}, {86, 98, 66}, static_cast<float>(m_rng.unit())), 3.2);
}

void Filler::vacant()
{
    switch (idlenessOf(m_block.seed)) {
    case Idleness::Meadow: meadow(); break;
    case Idleness::Overgrown: overgrown(); break;
    case Idleness::Cleared: cleared(); break;
    case Idleness::CarPark: idleCarPark(); break;
    case Idleness::Gardens: gardens(); break;
    case Idleness::Rubble: rubble(); break;
    }
}

void Filler::spots(int count, double least, double most, Rgb color, double spread)
{
    for (int n = 0; n < count; ++n) {
        const double rx = m_halfX * m_rng.range(least, most);
        const double ry = m_halfY * m_rng.range(least, most);
        const double x = m_rng.range(-0.7, 0.7) * m_halfX;
        const double y = m_rng.range(-0.7, 0.7) * m_halfY;
        const Rgb own = varied(m_rng, color, spread);
        if (fits(x, y, rx, ry, 1))
            paintEllipse(x, y, rx, ry, own, 2 * std::min(rx, ry));
    }
}

void Filler::trodden(double width, Rgb color, double apart)
{
    // from one side to another, bending on the way
    const double bend = m_rng.range(-0.5, 0.5) * m_halfY;
    const double start = m_rng.range(-0.6, 0.6) * m_halfY;
    const double end = m_rng.range(-0.6, 0.6) * m_halfY;
    const Quad inner = m_block.quad.inset(1);
    constexpr int kSteps = 14;
    V2 previous;
    for (int k = 0; k <= kSteps; ++k) {
        const double t = static_cast<double>(k) / kSteps;
        const V2 next =
            place((2 * t - 1) * 0.95 * m_halfX, start + (end - start) * t + bend * std::sin(3.14159265 * t));
        if (k > 0 && inner.holds(previous) && inner.holds(next)) {
            const V2 aside = unit(next - previous).left() * (0.5 * apart);
            path(previous + aside, next + aside, width, color);
            if (apart > 0)
                path(previous - aside, next - aside, width, color);
        }
        previous = next;
    }
}

void Filler::meadow()
{
    spots(7, 0.08, 0.26, {110, 118, 82}, 0.07);
    spots(4, 0.05, 0.14, {134, 130, 98}, 0.06);
    trodden(1.3, {152, 142, 116});
    spots(5, 0.02, 0.06, {88, 100, 66}, 0.08); // brambles
    scatterTrees(10, 0.30, 2, {86, 96, 66}, 2.4);
    treeRow(9, 2.5, 0.45);
}

void Filler::overgrown()
{
    spots(8, 0.08, 0.24, {92, 104, 70}, 0.08);
    spots(4, 0.04, 0.1, {122, 124, 92}, 0.06);
    scatterTrees(6.4, 0.52, 1.5, {82, 96, 62}, 2.3);
    treeRow(7, 2.2, 0.6);
}

void Filler::cleared()
{
    spots(5, 0.12, 0.3, {168, 147, 120}, 0.05);
    spots(5, 0.06, 0.18, {140, 121, 98}, 0.06);
    spots(5, 0.04, 0.14, {112, 118, 84}, 0.06); // what grows again
    for (int k = 0; k < 3; ++k)
        trodden(0.55, {128, 112, 92}, 2.1); // of excavators and lorries
    spots(4, 0.015, 0.04, {118, 114, 100}, 0.05); // puddles
    for (int n = 0; n < 6; ++n) { // heaps of soil, lit on one side
        const double x = m_rng.range(-0.6, 0.6) * m_halfX;
        const double y = m_rng.range(-0.6, 0.6) * m_halfY;
        const double r = m_rng.range(2.2, 5.5);
        if (!fits(x, y, r, r, 2))
            continue;
        paintEllipse(x, y, r, 0.8 * r, {130, 111, 88}, r);
        paintEllipse(x + 0.18 * r, y + 0.15 * r, 0.7 * r, 0.55 * r, {186, 163, 133}, r);
    }
    machines(2);
    scatterTrees(12, 0.16, 2, {92, 100, 70}, 1.8);
    treeRow(10, 2, 0.25);
}

void Filler::idleCarPark()
{
    spots(6, 0.06, 0.2, {160, 154, 140}, 0.05);
    spots(3, 0.05, 0.12, {116, 120, 92}, 0.06);
    for (const double side : {-1.0, 1.0})
        for (const double y : {-0.45, 0.45}) {
            const double hx = std::min(26.0, 0.34 * m_halfX);
            const double hy = std::min(8.2, 0.3 * m_halfY);
            if (hx > 6 && hy > 5.5 && m_rng.chance(0.75) && fits(side * 0.42 * m_halfX, y * m_halfY, hx, hy, 3))
                parking(side * 0.42 * m_halfX, y * m_halfY, hx, hy, m_rng.range(0.3, 0.8));
        }
    machines(3);
    trodden(3.4, {150, 146, 136});
    scatterTrees(13, 0.16, 2, {86, 98, 66}, 2.4);
    treeRow(8, 2.4, 0.55);
}

void Filler::gardens()
{
    static constexpr Rgb kBeds[] = {{98, 116, 70}, {116, 126, 82}, {88, 106, 66}, {138, 124, 100}, {128, 130, 92}};
    for (double v = -m_halfY + 2; v < m_halfY; v += m_rng.range(6, 11)) {
        double u = -m_halfX + m_rng.range(2, 8);
        while (u < m_halfX) {
            const double length = m_rng.range(6, 22);
            const double half = m_rng.range(1.8, 2.9);
            const Rgb bed = varied(m_rng, kBeds[m_rng.below(5)], 0.08);
            if (m_rng.chance(0.82) && fits(u + 0.5 * length, v, 0.5 * length, half, 1.5))
                paintRect(u + 0.5 * length, v, 0.5 * length, half, bed, 5);
            u += length + m_rng.range(0.8, 3);
        }
    }
    trodden(1.2, {154, 142, 116});
    scatterTrees(13, 0.18, 2, {90, 102, 64}, 1.9);
    treeRow(9, 2, 0.4);
}

void Filler::rubble()
{
    // the floors of what was pulled down, and what grows between them
    spots(6, 0.06, 0.2, {138, 134, 118}, 0.05);
    for (int n = 0; n < 10; ++n) {
        const double x = m_rng.range(-0.8, 0.8) * m_halfX;
        const double y = m_rng.range(-0.8, 0.8) * m_halfY;
        const double hx = m_rng.range(4, 11);
        const double hy = m_rng.range(3.5, 7);
        if (fits(x, y, hx, hy, 2))
            paintRect(x, y, hx, hy, varied(m_rng, {166, 160, 149}, 0.07), 6, 0.75F);
    }
    spots(6, 0.02, 0.05, {178, 168, 152}, 0.06);
    spots(6, 0.03, 0.11, {100, 110, 76}, 0.07);
    trodden(0.55, {136, 126, 108}, 2.1);
    machines(1);
    scatterTrees(10, 0.24, 2, {88, 98, 66}, 2.0);
    treeRow(9, 2.3, 0.4);
}

void Filler::machines(int count)
{
    for (int n = 0; n < count; ++n) {
        const double x = m_rng.range(-0.6, 0.6) * m_halfX;
        const double y = m_rng.range(-0.6, 0.6) * m_halfY;
        const double angle = m_rng.range(0, 6.28);
        const bool yellow = m_rng.chance(0.6);
        if (!m_withGround || !fits(x, y, 5, 5, 3) || !isFree(place(x, y), 5))
            continue;
        Vehicle machine;
        machine.centre = place(x, y);
        machine.axis = turnedAxis(angle);
        machine.halfLength = yellow ? 2.9 : 4.2;
        machine.halfWidth = 1.25;
        machine.height = 2.9;
        machine.lorry = !yellow;
        machine.color = yellow ? Rgb{206, 164, 66} : Rgb{172, 176, 180};
        m_out.vehicles.push_back(machine);
    }
}

void Filler::fields()
{
    static constexpr Rgb kCrops[] = {{112, 121, 83}, {124, 129, 94}, {103, 114, 77},  {140, 131, 106},
                                     {121, 124, 97}, {107, 118, 87}, {148, 140, 114}, {96, 108, 74}};
    double v = -m_halfY;
    while (v < m_halfY) {
        const double width = m_rng.range(9, 26);
        Rgb crop = varied(m_rng, kCrops[m_rng.below(8)], 0.05);
        if (m_block.epoch == Epoch::June2023) // something else was grown then
            crop = mixed(kCrops[hashOf(m_block.seed, static_cast<std::int64_t>(v * 16)) % 8], crop, 0.2F);
        paintStrip(v + 0.8, v + width, crop, 8);
        plots(v + 0.8, v + width, crop);
        // rows of plants
        for (double r = v + 2; r < v + width - 1; r += 1.5)
            paintStrip(r, r + 0.6, crop * 0.93F, 0.35F);
        if (m_rng.chance(0.12)) { // greenhouses
            for (double x = -m_halfX * 0.6; x < m_halfX * 0.6; x += 34)
                for (double g = v + 4; g + 3 < v + width; g += 7.5)
                    if (fits(x, g, 15, 3, 3))
                        paintRect(x, g, 15, 3, varied(m_rng, {198, 202, 200}, 0.04), 5);
        }
        v += width + 0.8;
    }
    if (m_rng.chance(0.5) && fits(m_halfX * 0.6, -m_halfY * 0.6, 6, 4, 3)) {
        beginBuilding(m_halfX * 0.6, -m_halfY * 0.6);
        Part& hut = box(m_halfX * 0.6, -m_halfY * 0.6, 5, 3.2, 0, 3.2, Roof::Gable, Facade::Village, {122, 116, 110},
                        {204, 198, 186});
        hut.rise = 1.4;
        endBuilding();
    }
    treeRow(12, 1.8, 0.5);
}

// A strip is tilled by several: other crops on some stretches, a path or a hedge between.
void Filler::plots(double v0, double v1, Rgb crop)
{
    Rng rng(hashOf(m_block.seed ^ 0x9107u, static_cast<std::int64_t>(v0 * 16)));
    const double middle = 0.5 * (v0 + v1);
    const double half = 0.5 * (v1 - v0);
    for (double u = -m_halfX + rng.range(0, 60); u < m_halfX;) {
        const double length = rng.range(24, 90);
        if (!m_block.quad.holds(place(u, v0)) || !m_block.quad.holds(place(u, v1))
            || !m_block.quad.holds(place(u + length, v0)) || !m_block.quad.holds(place(u + length, v1))) {
            u += length;
            continue;
        }
        const double kind = rng.unit();
        if (kind < 0.62)
            paintRect(u + 0.5 * length, middle, 0.5 * length, half,
                      kind < 0.12 ? Rgb{140, 132, 108} : varied(rng, crop, 0.11), 8, 0.85F);
        else if (kind < 0.72)
            paintRect(u + 0.5 * length, middle, 0.5 * length, half, {82, 97, 66}, 6, 0.8F); // bananas, a hedge
        u += length + rng.range(1, 30);
    }
}

void Filler::ponds()
{
    const double pitchX = m_rng.range(72, 110);
    const double pitchY = m_rng.range(42, 62);
    const Quad& q = m_block.quad;
    const double lx = 0.5 * ((q.p[1] - q.p[0]).length() + (q.p[2] - q.p[3]).length());
    const double ly = 0.5 * ((q.p[2] - q.p[1]).length() + (q.p[3] - q.p[0]).length());
    const int nx = std::max(1, static_cast<int>(lx / pitchX + 0.5));
    const int ny = std::max(1, static_cast<int>(ly / pitchY + 0.5));
    static constexpr Rgb kWaters[] = {{98, 112, 104}, {110, 121, 111}, {88, 105, 99}, {116, 121, 104}, {102, 113, 112}};
    for (int i = 0; i < nx; ++i)
        for (int j = 0; j < ny; ++j) {
            const Quad cell{{q.at(static_cast<double>(i) / nx, static_cast<double>(j) / ny),
                             q.at(static_cast<double>(i + 1) / nx, static_cast<double>(j) / ny),
                             q.at(static_cast<double>(i + 1) / nx, static_cast<double>(j + 1) / ny),
                             q.at(static_cast<double>(i) / nx, static_cast<double>(j + 1) / ny)}};
            const Rgb water = varied(m_rng, kWaters[m_rng.below(5)], 0.06);
            const Quad bank = cell.inset(2.2);
            const Quad pond = cell.inset(3.6);
            if (pond.area() < 200)
                continue;
            if (m_rng.chance(0.07)) {
                paintQuad(bank, {146, 132, 106}, 20); // drained
                continue;
            }
            paintQuad(bank, {136, 130, 104}, 1.4F);
            paintQuad(pond, water, 20);
            for (int a = 0; a < 3; ++a) { // aerators
                const V2 p = pond.at(0.25 + 0.25 * a, 0.5);
                const V2 s{0.9, 0.9};
                const V2 outline[4] = {p - s, {p.x + s.x, p.y - s.y}, p + s, {p.x - s.x, p.y + s.y}};
                paint(outline, {214, 220, 214}, 1.8F, 0.7F);
            }
            if (m_rng.chance(0.2)) {
                const V2 p = cell.at(0.02, 0.02);
                const V2 d = p - m_centre;
                const double x = dot(d, m_axis);
                const double y = dot(d, m_axis.left());
                if (fits(x, y, 3, 2.2, 1)) {
                    beginBuilding(x, y);
                    Part& hut =
                        box(x, y, 3, 2.2, 0, 2.9, Roof::Gable, Facade::Steel, steelRoof(m_rng), {196, 192, 184});
                    hut.rise = 0.7;
                    endBuilding();
                }
            }
        }
    treeRow(11, 1.4, 0.45);
}

void Filler::orchard()
{
    const double pitch = m_rng.range(5.5, 7.5);
    const Quad inner = m_block.quad.inset(4);
    if (!m_withGround)
        return;
    const int nx = static_cast<int>(m_halfX / pitch);
    const int ny = static_cast<int>(m_halfY / pitch);
    const Rgb green = varied(m_rng, {84, 97, 68}, 0.06);
    if (inner.area() > 10)
        for (int i = -nx; i <= nx; ++i)
            for (int j = -ny; j <= ny; ++j) {
                Rng rng(hashOf(m_block.seed ^ 0x0C4Au, i, j));
                const V2 p = place(i * pitch + rng.range(-0.5, 0.5), j * pitch + rng.range(-0.5, 0.5));
                // groves of many owners: older and younger, thinner on some plots
                const double stand = double{tableNoise(noiseTable(), p.x / 70, p.y / 70)};
                if (!inner.holds(p) || rng.chance(std::clamp(0.62 - 0.85 * stand, 0.06, 0.6))
                    || (m_block.nearWater && waterClearance(p) < 9)
                    || (m_block.nearCorridor && corridorClearance(p) < 3))
                    continue;
                Tree tree;
                tree.centre = p;
                tree.radius = pitch * rng.range(0.3, 0.44);
                tree.height = tree.radius * 1.5;
                tree.seed = static_cast<std::uint32_t>(rng.next());
                tree.color = varied(rng, mixed(green, {104, 110, 80}, static_cast<float>(clamp01(stand))), 0.07);
                m_out.trees.push_back(tree);
            }
}

} // namespace guanjing::democity
