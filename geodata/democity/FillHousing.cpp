// Housing: estates, slabs, urban villages, villas.
#include "geodata/democity/Filler.h"

#include <algorithm>
#include <cmath>

namespace guanjing::democity {

void Filler::estate()
{
    // one builder, one year, one or two types of houses to an estate
    const int year = 1996 + static_cast<int>(30 * unitOf(hashOf(m_block.seed, 32)));
    m_year = year;
    TowerSite site;
    site.wall = housingTint(m_rng, year);
    site.roof = roofGrey(m_rng);
    site.facade = unitOf(hashOf(m_block.seed, 31)) < (year > 2012 ? 0.7 : 0.25) ? Facade::Modern : Facade::Tower;
    site.floorHeight = 3;
    const Rgb drive{140, 138, 134};
    const Rgb pathColor{176, 168, 154};
    const Quad ring = m_block.quad.inset(17);
    if (ring.area() > 1500)
        for (std::size_t i = 0; i < 4; ++i)
            path(ring.p[i], ring.p[(i + 1) % 4], 4.2, drive);
    const int storeys = std::max(11, static_cast<int>((m_block.heightLimit - 8) / 3.0));
    const double w = m_halfX - 12;
    const double h = m_halfY - 12;
    // the heart of the estate stays open: pool and lawn
    const bool heart = w > 58 && h > 52;
    const double heartX = heart ? m_rng.range(-0.25, 0.25) * w : 0;
    const double heartY = heart ? m_rng.range(-0.2, 0.2) * h : 0;
    if (heart) {
        paintEllipse(heartX, heartY, 17, 11, {186, 178, 162}, 10);
        paintEllipse(heartX + 2, heartY, 12.5, 6.8, {92, 156, 170}, 8);
        paintEllipse(heartX - 10.5, heartY + 1.5, 5, 4, {92, 156, 170}, 5);
        m_taken.push_back({heartX - 18, heartY - 12, heartX + 18, heartY + 12});
    }
    if (h > 40 && fits(0, -m_halfY + 34, 16, 9.5, 12) && m_rng.chance(0.5))
        ballCourt(0, -m_halfY + 34, true, {104, 134, 122});
    // two-storey shops facing the street
    for (int side = -1; side <= 1; side += 2) {
        if (m_rng.chance(0.35))
            continue;
        const double y = side * (m_halfY - 9);
        for (double x = -m_halfX + 14; x < m_halfX - 14;) {
            const double hx = m_rng.range(8, 21);
            if (m_rng.chance(0.8) && roomFor(x + hx, y, hx, 5, 2.2, 1)) {
                beginBuilding(x + hx, y);
                box(x + hx, y, hx, 5, 0, 8, Roof::Parapet, Facade::Civic, varied(m_rng, site.roof, 0.06), site.wall)
                    .floorHeight = 4;
                endBuilding();
            }
            x += 2 * hx + m_rng.range(1, 5);
        }
    }
    const auto place1 = [&](double x, double y, double hx, double hy, double angle, int floors, int form) {
        if (!roomFor(x, y, hx, hy + 1.5, 8, 9, angle))
            return false;
        site.x = x;
        site.y = y;
        site.hx = hx;
        site.hy = hy;
        site.angle = angle;
        const TowerSite keep = site;
        site.top = floors * site.floorHeight;
        site.wall = varied(m_rng, site.wall, 0.02);
        site.roof = varied(m_rng, site.roof, 0.04);
        beginBuilding(x, y);
        flatTower(site, form);
        endBuilding();
        site = keep;
        return true;
    };
    static constexpr int kPointForms[] = {0, 2, 3, 5, 0};
    static constexpr int kSlabForms[] = {1, 6, 1, 5, 4};
    const int pointForm = kPointForms[m_rng.below(5)];
    const int slabForm = kSlabForms[m_rng.below(5)];
    const double pointX = pointForm == 3 ? 17 : (pointForm == 2 ? 12.5 : 16);
    const double pointY = pointForm == 3 ? 17 : 11.5;
    const double bow = m_rng.chance(0.6) ? m_rng.range(-0.32, 0.32) : 0; // rows bend by this share of their half length
    const double lean = std::fabs(bow) < 0.05 && m_rng.chance(0.35) ? m_rng.range(-0.45, 0.45) : 0;
    const int plan = m_rng.below(4);
    const double pitchY = plan == 1 ? m_rng.range(40, 56) : m_rng.range(46, 70);
    const int rows = std::max(1, static_cast<int>(2 * h / pitchY + 0.3));
    for (int j = 0; j < rows; ++j) {
        const double y0 = (j - (rows - 1) / 2.0) * pitchY;
        // the sun comes from the south: houses grow towards the north
        const double back = rows > 1 ? static_cast<double>(j) / (rows - 1) : 1;
        const bool slabRow = plan == 1 || (plan == 2 && j % 2 == 0) || (plan == 3 && j == rows - 1);
        const bool low = plan == 3 && j < rows / 2; // garden houses before the towers
        double x = -w + m_rng.range(0, 14);
        while (x < w - 8) {
            const double hx = slabRow || low ? m_rng.range(18, 36) : pointX;
            const double hy = slabRow || low ? 8 : pointY;
            const double cx = x + hx;
            const double t = cx / std::max(60.0, w);
            const double cy = y0 + bow * w * (t * t - 0.4) * 0.5 + m_rng.range(-2.5, 2.5);
            const double angle = std::atan(bow * t) + lean;
            int floors = static_cast<int>(storeys * (0.66 + 0.34 * back)) - m_rng.below(3);
            if (low)
                floors = 6 + m_rng.below(5);
            else if (slabRow)
                floors = std::min(floors, 18 + m_rng.below(12));
            const bool put = place1(cx, cy, hx, hy, angle, std::max(low ? 6 : 11, floors),
                                    slabRow ? slabForm : (low ? 1 : pointForm));
            x += put ? 2 * hx + m_rng.range(14, 26) : 9;
        }
        if (ring.area() > 1500 && j + 1 < rows)
            for (int k = -4; k < 4; ++k) { // a path that follows the row
                const auto at = [&](int i) {
                    const double px = w * i / 4.2;
                    const double t = px / std::max(60.0, w);
                    return place(px, y0 + 0.5 * pitchY + bow * w * (t * t - 0.4) * 0.5);
                };
                if (ring.holds(at(k)) && ring.holds(at(k + 1)))
                    path(at(k), at(k + 1), 2.4, pathColor);
            }
    }
    treeRow(7, 2.2, 0.55);
    scatterTrees(6.2, 0.62, 5, {78, 100, 58}, 2.7);
    m_year = 0;
}

void Filler::slabs()
{
    const double pitchY = m_rng.range(25, 31);
    const int rows = std::max(1, static_cast<int>((2 * m_halfY - 8) / pitchY));
    m_year = 1984 + static_cast<int>(26 * unitOf(hashOf(m_block.seed, 32)));
    const Rgb wall = housingTint(m_rng, m_year);
    const Rgb roof = roofGrey(m_rng);
    const int floors = 6 + m_rng.below(4);
    const bool tiled = m_rng.chance(0.22);
    const bool blueSheds = !tiled && m_rng.chance(0.3); // tin roofs over leaking concrete
    for (int j = 0; j < rows; ++j) {
        const double y = (j - (rows - 1) / 2.0) * pitchY;
        double x = -m_halfX + m_rng.range(4, 12);
        while (x < m_halfX - 14) {
            const double length = m_rng.range(28, 74);
            double hx = length / 2;
            x += hx;
            const double next = hx + m_rng.range(5, 14);
            for (int shrink = 0; shrink < 4 && !fits(x, y, hx, 5.8, 4.5); ++shrink)
                hx *= 0.85;
            if (hx < 11 || !fits(x, y, hx, 5.8, 4.5)) {
                x += next;
                continue;
            }
            const int storeys = std::max(4, floors - m_rng.below(3));
            beginBuilding(x, y);
            const double top = storeys * 3.1;
            Part& slab =
                box(x, y, hx, 5.8, 0, top, tiled ? Roof::Hip : Roof::Parapet, Facade::Village,
                    tiled ? varied(m_rng, {150, 98, 78}, 0.06) : varied(m_rng, roof, 0.06), varied(m_rng, wall, 0.03));
            slab.floorHeight = 3.1;
            slab.rise = tiled ? 2.6 : 0;
            // stair houses every other entrance
            if (!tiled)
                for (double s = -hx + 9; s < hx - 6; s += 19)
                    box(x + s, y + 2.4, 2.6, 2.6, top, top + 2.9, Roof::Plain, Facade::Blank, varied(m_rng, roof, 0.08),
                        wall);
            if (blueSheds && m_rng.chance(0.6)) {
                const double at = m_rng.range(-0.4, 0.4) * hx;
                Part& tin = box(x + at, y - 2, hx * 0.5, 2.6, top, top + 2.2, Roof::Gable, Facade::Steel,
                                steelRoof(m_rng), {204, 204, 200});
                tin.rise = 0.7;
            }
            // an end that turns the corner
            if (hx > 15 && m_rng.chance(0.25) && roomFor(x + hx - 5.6, y + 11.5, 5.4, 5.4, 4.5, -0.4)) {
                Part& bend = box(x + hx - 5.6, y + 11.5, 5.4, 5.7, 0, top, tiled ? Roof::Hip : Roof::Parapet,
                                 Facade::Village, varied(m_rng, roof, 0.06), wall);
                bend.floorHeight = 3.1;
                bend.rise = tiled ? 2.6 : 0;
            }
            endBuilding();
            // garden strip and parked cars in front
            paintRect(x, y - 8.4, hx, 2.0, varied(m_rng, kLawn, 0.07), 3);
            for (double s = -hx + 4; s < hx - 4; s += 5.4)
                if (m_rng.chance(0.45)) {
                    Vehicle car;
                    car.centre = place(x + s, y - 12.2);
                    car.axis = m_axis;
                    static constexpr Rgb kCars[] = {
                        {222, 222, 220}, {64, 66, 70}, {156, 158, 160}, {58, 74, 108}, {132, 52, 46}};
                    car.color = kCars[m_rng.below(5)];
                    if (m_block.quad.inset(2).holds(car.centre) && isFree(car.centre, 1.8))
                        m_out.vehicles.push_back(car);
                }
            x += next;
        }
    }
    m_year = 0;
    treeRow(8, 2, 0.6);
    scatterTrees(7.5, 0.4, 2.5, {76, 96, 58}, 2.5);
}

void Filler::village()
{
    const double pitchX = m_rng.range(9.6, 13.2);
    const double pitchY = m_rng.range(11, 15.5);
    const double alley = m_rng.range(0.9, 1.7);
    // towards the cores houses are let by the room and grow
    const int least = m_block.urban < 0.35 ? 2 : 3;
    const int most = 3 + static_cast<int>(std::lround(m_block.urban * 5.4));
    // an old village keeps its square, banyans and pond
    const bool square = m_block.quad.area() > 9000 && m_rng.chance(0.4);
    const double sx = m_rng.range(-0.3, 0.3) * m_halfX;
    const double sy = m_rng.range(-0.3, 0.3) * m_halfY;
    if (square) {
        paintRect(sx, sy, 19, 16, varied(m_rng, kPaving, 0.05), 10);
        if (m_rng.chance(0.6)) {
            paintEllipse(sx, sy - 4, 13, 8.2, {150, 144, 134}, 8);
            paintEllipse(sx, sy - 4, 12, 7.4, kPondWater, 8);
            m_taken.push_back({sx - 13, sy - 12, sx + 13, sy + 4});
        } else {
            ballCourt(sx, sy, true, {122, 128, 116});
        }
    }
    // rows of plots: each row has its own depth, each plot its own width; every few rows a lane that a van can pass
    Rng lots(hashOf(m_block.seed, 0x7111));
    double y = -m_halfY + lots.range(0, 6);
    for (int j = 0; y < m_halfY; ++j) {
        const double depth = pitchY * lots.range(0.82, 1.2);
        const double cy = y + depth / 2;
        const double slant = lots.range(-0.03, 0.03);
        const int crossLane = 4 + lots.below(4);
        double x = -m_halfX + lots.range(-8, 2);
        for (int i = 0; x < m_halfX; ++i) {
            Rng rng(hashOf(m_block.seed ^ 0x7111u, i, j));
            const double width = pitchX * rng.range(0.76, 1.3);
            const double cx = x + width / 2;
            x += width + (i % crossLane == crossLane - 1 ? rng.range(1.5, 3.6) : 0.0);
            if (square && std::fabs(cx - sx) < 19 + width / 2 && std::fabs(cy - sy) < 16 + depth / 2)
                continue;
            if (rng.chance(0.03))
                continue; // a gap with a tree or a yard
            double hx = width / 2 - alley / 2 - rng.range(0, 0.4);
            double hy = depth / 2 - alley / 2 - rng.range(0, 0.8);
            const double py = cy + slant * cx;
            for (int shrink = 0; shrink < 3 && !fits(cx, py, hx, hy, 1.2); ++shrink) {
                hx *= 0.82;
                hy *= 0.82;
            }
            if (hx < 2.8 || hy < 2.8 || !fits(cx, py, hx, hy, 1.2))
                continue;
            const int floors = rng.chance(0.12) ? 1 + rng.below(2) : least + rng.below(most - least + 1);
            villageHouse(rng, cx, py, hx, hy, floors);
        }
        y += depth + (j % 4 == 3 ? lots.range(2.0, 4.5) : 0.0);
    }
    scatterTrees(11, 0.5, 1.5, {72, 92, 56}, 3.0);
}

void Filler::villageHouse(Rng& rng, double x, double y, double hx, double hy, int floors)
{
    const double top = floors * 3.15 + 0.6;
    beginBuilding(x, y);
    if (floors <= 2 && rng.chance(0.7)) {
        const Rgb wall = wallTint(rng);
        const Rgb tiles = varied(rng, rng.chance(0.6) ? Rgb{118, 110, 102} : Rgb{150, 104, 82}, 0.08);
        Part& old = box(x, y, hx, hy, 0, top - 0.8, Roof::Gable, Facade::Village, tiles, wall);
        old.rise = 2.1;
        endBuilding();
        return;
    }
    const Rgb wall = rng.chance(0.6) ? housingTint(rng, 1990) : housingTint(rng, 2005);
    const Rgb roof = roofGrey(rng);
    const double kind = rng.unit();
    const bool terrace = kind > 0.72 && floors > 3;
    const double body = terrace ? top - 3.15 : top;
    Part& house = box(x, y, hx, hy, 0, body, Roof::Parapet, Facade::Village, roof, wall);
    house.floorHeight = 3.15;
    if (terrace) { // the top floor leaves half of the roof free
        const double side = rng.chance(0.5) ? 1 : -1;
        box(x, y + side * 0.4 * hy, hx, 0.6 * hy, body, top, Roof::Parapet, Facade::Village, roof, wall).floorHeight =
            3.15;
    } else if (kind < 0.17) { // a steel shelter on the roof
        const double dx = rng.range(-0.2, 0.2) * hx;
        const double dy = rng.range(-0.25, 0.25) * hy;
        Part& shelter = box(x + dx, y + dy, hx * 0.72, hy * 0.62, top, top + 2.4, Roof::Gable, Facade::Steel,
                            steelRoof(rng), {200, 200, 196});
        shelter.rise = 0.8;
    }
    endBuilding();
}

void Filler::villas()
{
    const double pitchX = m_rng.range(21, 26);
    const double pitchY = m_rng.range(26, 32);
    const int nx = static_cast<int>(m_halfX / pitchX) + 1;
    const int ny = static_cast<int>(m_halfY / pitchY) + 1;
    static constexpr Rgb kTiles[] = {{156, 98, 76}, {142, 86, 68}, {112, 108, 106}, {166, 116, 88}};
    const Rgb tile = kTiles[m_rng.below(4)];
    for (int j = -ny; j <= ny; j += 2) // a lane behind every second row
        paintStrip((j + 0.5) * pitchY - 2.2, (j + 0.5) * pitchY + 2.2, {150, 147, 140}, 4.4F);
    for (int i = -nx; i <= nx; ++i)
        for (int j = -ny; j <= ny; ++j) {
            const double x = i * pitchX + m_rng.range(-1, 1);
            const double y = j * pitchY + (j % 2 == 0 ? -1.5 : 1.5);
            if (!fits(x, y, 8, 9, 3))
                continue;
            const int floors = 2 + m_rng.below(2);
            const double top = floors * 3.3;
            const Rgb wall = varied(m_rng, {226, 216, 198}, 0.05);
            const Rgb roof = varied(m_rng, tile, 0.05);
            beginBuilding(x, y);
            Part& house = box(x - 1, y, 6, 5.2, 0, top, Roof::Hip, Facade::Villa, roof, wall);
            house.rise = 2.4;
            house.floorHeight = 3.3;
            Part& wing =
                box(x + 6.5, y - 1.5, 1.5, 3.6, 0, top - 3.3, Roof::Parapet, Facade::Villa, roofGrey(m_rng), wall);
            wing.floorHeight = 3.3;
            endBuilding();
            if (m_rng.chance(0.3)) {
                paintRect(x, y + 9.5, 3.6, 1.9, {196, 190, 178}, 3);
                paintRect(x, y + 9.5, 3.1, 1.5, {94, 158, 172}, 3);
                m_taken.push_back({x - 4, y + 7, x + 4, y + 12});
            }
        }
    treeRow(6.5, 2, 0.7);
    scatterTrees(6, 0.55, 2, {74, 98, 56}, 2.4);
}

} // namespace guanjing::democity
