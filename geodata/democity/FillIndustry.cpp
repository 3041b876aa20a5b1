// Factories, warehouses, the port and construction sites.
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Filler.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <array>

namespace guanjing::democity {

void Filler::factory()
{
    // one works with a theme: steel sheds, or the concrete workshops of the nineties
    const bool mill = m_block.character == Character::Paper && m_rng.chance(0.5);
    const double steelShare = m_block.character == Character::Electronics ? 0.25
        : m_block.character == Character::Port || mill                    ? 0.9
                                                                          : 0.55;
    const bool steelWorks = m_rng.chance(steelShare);
    const Rgb steel = steelRoof(m_rng);
    const Rgb wall = wallTint(m_rng);
    const Rgb roof = roofGrey(m_rng);
    const bool sawTeeth = m_rng.chance(0.22);
    double y = -m_halfY + 8;
    while (y < m_halfY - 12) {
        const bool shed = m_rng.chance(steelWorks ? 0.86 : 0.22);
        const double depth = shed ? m_rng.range(26, mill ? 62 : 44) : m_rng.range(17, 23);
        const double hy = std::min(depth / 2, (m_halfY - 5 - y) / 2);
        if (hy < 6)
            break;
        const double cy = y + hy;
        double x = -m_halfX + 6;
        while (x < m_halfX - 14) {
            const double length = shed ? m_rng.range(40, mill ? 150 : 96) : m_rng.range(34, 72);
            double hx = std::min(length / 2, (m_halfX - 5 - x) / 2);
            double cx = x + hx;
            double h2 = hy;
            for (int shrink = 0; shrink < 4 && !fits(cx, cy, hx, h2, 5); ++shrink) {
                hx *= 0.84;
                h2 *= 0.94;
                cx += m_block.quad.inset(5).holds(place(cx, cy)) ? 0 : 6;
            }
            if (hx > 9 && h2 > 6 && fits(cx, cy, hx, h2, 5)) {
                if (shed) {
                    const double top = mill ? m_rng.range(11, 19) : m_rng.range(7.5, 12.5);
                    beginBuilding(cx, cy);
                    const Rgb color = m_rng.chance(0.75) ? varied(m_rng, steel, 0.04) : steelRoof(m_rng);
                    const double long1 = std::max(hx, h2);
                    const double short1 = std::min(hx, h2);
                    const bool sawTooth = !mill && sawTeeth && short1 > 10;
                    if (sawTooth) { // teeth across the hall, glazed towards the north
                        const int teeth = std::max(2, static_cast<int>(hx / 4.6));
                        const double half = hx / teeth;
                        const bool flip = m_axis.y > 0; // the axis' left looks west or north
                        for (int k = 0; k < teeth; ++k) {
                            Part& part = box(cx - hx + (2 * k + 1) * half, cy, half, h2, 0, top, Roof::Shed,
                                             Facade::Steel, color, {206, 208, 206});
                            // the slope runs across the tooth, which is short: the axis stays along the long side
                            part.axis = flip ? m_axis.left() * -1.0 : m_axis.left();
                            part.halfLength = h2;
                            part.halfWidth = half;
                            part.rise = std::min(3.2, 0.42 * half * 2);
                            part.floorHeight = top;
                        }
                    } else if (short1 > 15 && long1 == hx) { // two spans
                        for (int span = -1; span <= 1; span += 2) {
                            Part& part = box(cx, cy + span * h2 / 2, hx, h2 / 2, 0, top, Roof::Gable, Facade::Steel,
                                             color, {206, 208, 206});
                            part.rise = 0.12 * h2;
                            part.floorHeight = top;
                        }
                    } else {
                        Part& part = box(cx, cy, hx, h2, 0, top, Roof::Gable, Facade::Steel, color, {206, 208, 206});
                        part.rise = 0.14 * short1;
                        part.floorHeight = top;
                    }
                    endBuilding();
                } else {
                    const bool dormitory = m_rng.chance(0.3);
                    const int floors = dormitory ? 6 + m_rng.below(2) : 3 + m_rng.below(3);
                    const double floorHeight = dormitory ? 3.3 : 4.6;
                    const double top = floors * floorHeight;
                    beginBuilding(cx, cy);
                    Part& part =
                        box(cx, cy, hx, h2, 0, top, Roof::Parapet, dormitory ? Facade::Village : Facade::Workshop,
                            varied(m_rng, roof, 0.06), varied(m_rng, wall, 0.03));
                    part.floorHeight = floorHeight;
                    // a stair tower at the end, an office head of glass, or a wing that makes an L
                    const double kind = m_rng.unit();
                    if (kind < 0.3) {
                        box(cx + hx - 2.6, cy, 2.6, h2 * 0.5, top, top + 3.6, Roof::Plain, Facade::Blank,
                            varied(m_rng, roof, 0.06), wall);
                    } else if (kind < 0.42 && !dormitory) {
                        part.facade = Facade::Strips;
                    } else if (kind < 0.62 && roomFor(cx - hx + h2, cy + 2.1 * h2, h2, h2, 5, -0.5)) {
                        Part& wing =
                            box(cx - hx + h2, cy + 2 * h2, h2, h2, 0, top - 0.2, Roof::Parapet,
                                dormitory ? Facade::Village : Facade::Workshop, varied(m_rng, roof, 0.06), wall);
                        wing.floorHeight = floorHeight;
                    }
                    if (m_rng.chance(0.3)) {
                        Part& shelter = box(cx + hx * m_rng.range(-0.35, 0.35), cy, hx * 0.36, h2 * 0.8, top, top + 3,
                                            Roof::Gable, Facade::Steel, steelRoof(m_rng), {204, 204, 200});
                        shelter.rise = 0.9;
                    }
                    endBuilding();
                }
                x = cx + hx + m_rng.range(8, 13);
            } else {
                x += 16;
            }
        }
        y += 2 * hy + m_rng.range(10, 17);
    }
    if (mill) // a stack and round tanks where there is room
        for (int n = 0; n < 12; ++n) {
            const double x = m_rng.range(-0.85, 0.85) * m_halfX;
            const double yy = m_rng.range(-0.85, 0.85) * m_halfY;
            if (!fits(x, yy, 6, 6, 5) || !isFree(place(x, yy), 6.5))
                continue;
            beginBuilding(x, yy);
            if (n == 0 || m_rng.chance(0.2)) {
                box(x, yy, 2.1, 2.1, 0, m_rng.range(36, 52), Roof::Plain, Facade::Blank, {120, 116, 112},
                    {204, 190, 180});
            } else {
                const double r = m_rng.range(3.5, 5.5);
                const double top = m_rng.range(6, 11);
                box(x, yy, r, 0.62 * r, 0, top, Roof::Plain, Facade::Blank, {198, 200, 200}, {206, 208, 208});
                box(x, yy, 0.62 * r, r, 0, top, Roof::Plain, Facade::Blank, {198, 200, 200}, {206, 208, 208});
            }
            endBuilding();
        }
    // lorries in the yards, a green fringe along the fence
    for (int n = 0; n < 26; ++n) {
        Vehicle lorry;
        const double x = m_rng.range(-m_halfX, m_halfX);
        const double yy = m_rng.range(-m_halfY, m_halfY);
        lorry.centre = place(x, yy);
        lorry.axis = m_rng.chance(0.5) ? m_axis : m_axis.left();
        lorry.lorry = m_rng.chance(0.4);
        lorry.halfLength = lorry.lorry ? 4.6 : 2.3;
        lorry.halfWidth = lorry.lorry ? 1.25 : 0.92;
        lorry.height = lorry.lorry ? 3.4 : 1.5;
        lorry.color = lorry.lorry ? (m_rng.chance(0.5) ? Rgb{206, 206, 202} : Rgb{92, 118, 152})
                                  : (m_rng.chance(0.5) ? Rgb{224, 224, 222} : Rgb{72, 74, 80});
        if (m_block.quad.inset(6).holds(lorry.centre) && isFree(lorry.centre, lorry.halfLength))
            m_out.vehicles.push_back(lorry);
    }
    treeRow(7.5, 2.4, 0.62);
    scatterTrees(13, 0.3, 3, {78, 98, 60}, 2.5);
}

void Filler::logistics()
{
    const double depth = 46;
    const int rows = std::max(1, static_cast<int>((2 * m_halfY - 10) / (depth + 26)));
    const Rgb color = m_rng.chance(0.5) ? varied(m_rng, {186, 190, 192}, 0.05) : steelRoof(m_rng);
    for (int j = 0; j < rows; ++j) {
        const double y = (j - (rows - 1) / 2.0) * (depth + 26);
        double hx = std::min(m_halfX - 16, 62.0);
        const int n = std::max(1, static_cast<int>((2 * m_halfX - 20) / (2 * hx + 12)));
        for (int i = 0; i < n; ++i) {
            const double x = (i - (n - 1) / 2.0) * (2 * hx + 14);
            double h = hx;
            double d = depth / 2;
            for (int shrink = 0; shrink < 6 && !fits(x, y, h, d, 8); ++shrink) {
                h *= 0.88;
                d *= 0.93;
            }
            if (h < 14 || !fits(x, y, h, d, 8))
                continue;
            beginBuilding(x, y);
            for (int span = -1; span <= 1; span += 2) {
                Part& part = box(x, y + span * d / 2, h, d / 2, 0, 13, Roof::Gable, Facade::Steel,
                                 varied(m_rng, color, 0.02), {210, 212, 212});
                part.rise = 1.6;
                part.floorHeight = 13;
            }
            endBuilding();
            for (double s = -h + 5; s < h - 5; s += 4.2)
                if (m_rng.chance(0.4)) {
                    Vehicle lorry;
                    lorry.centre = place(x + s, y - d - 6.5);
                    lorry.axis = m_axis.left();
                    lorry.lorry = true;
                    lorry.halfLength = 5.6;
                    lorry.halfWidth = 1.25;
                    lorry.height = 3.6;
                    lorry.color = m_rng.chance(0.6) ? Rgb{208, 208, 204} : Rgb{94, 116, 146};
                    if (m_block.quad.inset(3).holds(lorry.centre) && isFree(lorry.centre, 5))
                        m_out.vehicles.push_back(lorry);
                }
        }
    }
    treeRow(8, 2.5, 0.5);
}

void Filler::port()
{
    // stacks between lanes for the yard cranes
    const double groupY = 22;
    for (double y = -m_halfY + 14; y < m_halfY - 14; y += groupY) {
        paintStrip(y + 10.2, y + 11.2, {196, 184, 110}, 1.0F);
        for (double x = -m_halfX + 14; x < m_halfX - 14; x += 13.2) {
            if (m_rng.chance(0.2))
                continue;
            const int rows = 6;
            for (int r = 0; r < rows; ++r) {
                const double cy = y - 8 + r * 2.75;
                if (m_rng.chance(0.16) || !fits(x, cy, 6.1, 1.3, 8))
                    continue;
                container(x, cy, 1 + m_rng.below(4));
            }
        }
        // a gantry crane over the row
        const double x = m_rng.range(-0.6, 0.6) * m_halfX;
        if (m_rng.chance(0.6) && fits(x, y, 4, 12, 8)) {
            const Rgb yellow{196, 158, 74};
            const auto beam = [&](double bx, double by, double hx, double hy, double z0, double z1) {
                Part& part = box(bx, by, hx, hy, z0, z1, Roof::Plain, Facade::Blank, yellow, yellow);
                part.building = kNoBuilding;
            };
            beam(x, y + 0.5, 1.0, 11.6, 18.5, 20.5);
            beam(x, y - 10.6, 2.6, 0.5, 0, 18.5);
            beam(x, y + 11.6, 2.6, 0.5, 0, 18.5);
        }
    }
}

// Dust nets over bare soil, stacks of material, diggers and lorries.
void Filler::siteThings()
{
    if (!m_withGround)
        return;
    Rng rng(hashOf(m_block.seed, 0x517E, static_cast<int>(m_block.epoch)));
    const auto x = [&] { return rng.range(-0.92, 0.92) * m_halfX; };
    const auto y = [&] { return rng.range(-0.92, 0.92) * m_halfY; };
    const int nets = 3 + rng.below(9);
    for (int k = 0; k < nets; ++k) {
        const double cx = x();
        const double cy = y();
        const double hx = rng.range(6, 0.3 * m_halfX + 8);
        const double hy = rng.range(5, 0.25 * m_halfY + 7);
        if (fits(cx, cy, hx, hy, 2.5))
            paintRect(cx, cy, hx, hy, varied(rng, {104, 134, 104}, 0.07), 8, 0.9F);
    }
    static constexpr std::array<Rgb, 5> kStacks{
        {{146, 106, 86}, {188, 162, 118}, {158, 158, 154}, {112, 118, 124}, {196, 190, 176}}};
    const int stacks = 8 + rng.below(14);
    for (int k = 0; k < stacks; ++k) {
        const double cx = x();
        const double cy = y();
        if (!fits(cx, cy, 4, 2, 3.5) || !isFree(place(cx, cy), 4.5))
            continue;
        const Rgb color = varied(rng, kStacks.at(static_cast<std::size_t>(rng.below(5))), 0.07);
        box(cx, cy, rng.range(1.6, 4), rng.range(0.6, 1.5), 0, rng.range(0.5, 1.9), Roof::Plain, Facade::Blank, color,
            color)
            .building = kNoBuilding;
    }
    const int machines = 2 + rng.below(4);
    for (int k = 0; k < machines; ++k) {
        const double cx = x();
        const double cy = y();
        Vehicle machine;
        machine.centre = place(cx, cy);
        const double angle = rng.range(0, 6.28);
        machine.axis = turnedAxis(angle);
        machine.lorry = rng.chance(0.6);
        machine.halfLength = machine.lorry ? 4.2 : 3;
        machine.halfWidth = 1.3;
        machine.height = machine.lorry ? 3.2 : 2.7;
        machine.color = machine.lorry && rng.chance(0.5) ? Rgb{176, 74, 58} : Rgb{206, 166, 62};
        if (fits(cx, cy, 4, 4, 2) && isFree(machine.centre, 4.5))
            m_out.vehicles.push_back(machine);
    }
}

void Filler::construction()
{
    // bare laterite, tracks, shells of towers, cabins with blue roofs
    paintEllipse(m_halfX * 0.2, -m_halfY * 0.15, m_halfX * 0.35, m_halfY * 0.3, varied(m_rng, {182, 150, 118}, 0.05),
                 10);
    paintEllipse(-m_halfX * 0.3, m_halfY * 0.2, m_halfX * 0.22, m_halfY * 0.2, varied(m_rng, {150, 120, 92}, 0.05), 10);
    path(place(-m_halfX * 0.85, -m_halfY * 0.7), place(m_halfX * 0.6, -m_halfY * 0.6), 6, {190, 168, 140});
    path(place(m_halfX * 0.6, -m_halfY * 0.6), place(m_halfX * 0.5, m_halfY * 0.7), 6, {190, 168, 140});
    const int nx = std::max(1, static_cast<int>(2 * m_halfX / 64));
    const int ny = std::max(1, static_cast<int>(2 * m_halfY / 62));
    for (int i = 0; i < nx; ++i)
        for (int j = 0; j < ny; ++j) {
            const double x = ((i + 0.5) / nx - 0.5) * 2 * m_halfX;
            const double y = ((j + 0.5) / ny - 0.5) * 2 * m_halfY;
            if (m_rng.chance(0.35) || !fits(x, y, 16, 11, 9))
                continue;
            const int floors = 3 + m_rng.below(16);
            beginBuilding(x, y);
            box(x, y, 15, 9, 0, floors * 3.1, Roof::Plain, Facade::Workshop, varied(m_rng, {158, 152, 142}, 0.05),
                {158, 162, 142});
            endBuilding();
            // a tower crane beside it, whose jib keeps off motorways
            if (m_block.nearCorridor
                && (corridorClearance(place(x + 26, y + 11)) < 1 || corridorClearance(place(x + 9, y + 11)) < 1
                    || corridorClearance(place(x - 8, y + 11)) < 1))
                continue;
            const Rgb crane{204, 170, 84};
            const double mast = std::min(m_block.heightLimit - 2, floors * 3.1 + 14);
            const auto beam = [&](double bx, double by, double hx, double hy, double z0, double z1) {
                Part& part = box(bx, by, hx, hy, z0, z1, Roof::Plain, Facade::Blank, crane, crane);
                part.building = kNoBuilding;
            };
            beam(x, y + 11, 0.9, 0.9, 0, mast);
            beam(x + 9, y + 11, 17, 0.55, mast, mast + 1.4);
        }
    for (int n = 0; n < 4; ++n) {
        const double x = -m_halfX + 18 + n * 14.0;
        if (!fits(x, m_halfY - 10, 6, 3, 4))
            continue;
        beginBuilding(x, m_halfY - 10);
        Part& cabin =
            box(x, m_halfY - 10, 6, 2.8, 0, 5.6, Roof::Gable, Facade::Village, {86, 126, 172}, {226, 228, 228});
        cabin.rise = 0.8;
        endBuilding();
    }
    siteThings();
}

} // namespace guanjing::democity
