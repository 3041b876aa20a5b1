// Housing, business and commerce.
#include "geodata/democity/Filler.h"

#include <algorithm>
#include <cmath>

namespace guanjing::democity {

void Filler::business()
{
    treeRow(8.5, 4, 0.7);
    // paving joints towards the street
    const Quad inner = m_block.quad.inset(9);
    if (inner.area() > 0)
        paintQuad(inner, varied(m_rng, {150, 146, 140}, 0.04), 10);
    const int columns = std::max(1, static_cast<int>(2 * m_halfX / 78));
    const int rows = std::max(1, static_cast<int>(2 * m_halfY / 74));
    static constexpr Rgb kGlass[] = {
        {206, 219, 227}, {190, 207, 219}, {218, 223, 222}, {200, 214, 211}, {228, 224, 215}};
    for (int i = 0; i < columns; ++i)
        for (int j = 0; j < rows; ++j) {
            const double x = ((i + 0.5) / columns - 0.5) * 2 * m_halfX;
            const double y = ((j + 0.5) / rows - 0.5) * 2 * m_halfY;
            double hx = m_halfX / columns - m_rng.range(9, 15);
            double hy = m_halfY / rows - m_rng.range(9, 15);
            hx = std::min(hx, 42.0);
            hy = std::min(hy, 36.0);
            for (int shrink = 0; shrink < 5 && !fits(x, y, hx, hy, 7); ++shrink) {
                hx *= 0.85;
                hy *= 0.85;
            }
            if (hx < 12 || hy < 12 || !fits(x, y, hx, hy, 7)) {
                if (fits(x, y, 10, 8, 4))
                    paintRect(x, y, 10, 8, varied(m_rng, kLawn, 0.06), 8);
                continue;
            }
            const double style = m_rng.unit();
            const bool strips = style < 0.28;
            const Facade facade = strips ? Facade::Strips : (style < 0.52 ? Facade::Fins : Facade::Glass);
            const double floorHeight = 4.0;
            const double limit = m_block.heightLimit - 8;
            const int floors = std::max(8, static_cast<int>(limit * m_rng.range(0.45, 1.0) / floorHeight));
            const double podium = 5.0 * (2 + m_rng.below(3));
            const double top = std::min(limit, podium + floors * floorHeight);
            const Rgb wall = strips ? wallTint(m_rng) : varied(m_rng, kGlass[m_rng.below(5)], 0.06);
            const Rgb roof = roofGrey(m_rng);
            beginBuilding(x, y, floors);
            const double side = std::min({hx * 0.72, hy * 0.82, 24.0});
            const double length = std::min(hx * 0.8, side * m_rng.range(1.0, 1.5));
            // podium around the tower's foot, tower from the ground so that no wall is hidden in a slit
            Part& base =
                box(x, y, hx, hy, 0, podium, Roof::Parapet, Facade::Civic, varied(m_rng, roof, 0.05), wallTint(m_rng));
            base.floorHeight = 5;
            const int shape = m_rng.below(3);
            if (shape == 0 || top < 70) {
                box(x, y, length, side, podium, top, Roof::Parapet, facade, roof, wall).floorHeight = floorHeight;
            } else if (shape == 1) { // set back twice
                const double knee = podium + (top - podium) * m_rng.range(0.55, 0.72);
                const double knee2 = knee + (top - knee) * 0.6;
                box(x, y, length, side, podium, knee, Roof::Parapet, facade, roof, wall).floorHeight = floorHeight;
                box(x, y, length * 0.8, side * 0.8, knee, knee2, Roof::Parapet, facade, roof, wall).floorHeight =
                    floorHeight;
                box(x, y, length * 0.58, side * 0.58, knee2, top, Roof::Parapet, facade, roof, wall).floorHeight =
                    floorHeight;
            } else { // a crown: core higher than the shaft
                box(x, y, length, side, podium, top - 12, Roof::Parapet, facade, roof, wall).floorHeight = floorHeight;
                box(x, y, length * 0.66, side * 0.66, top - 12, top, Roof::Plain, Facade::Glass, roof * 0.9F, wall)
                    .floorHeight = floorHeight;
            }
            endBuilding();
        }
    scatterTrees(9, 0.35, 3, {78, 98, 58}, 2.6);
}

void Filler::commerce()
{
    const bool market = m_rng.chance(0.45);
    if (market) {
        const int rows = std::max(1, static_cast<int>(2 * m_halfY / 42));
        for (int j = 0; j < rows; ++j) {
            const double y = ((j + 0.5) / rows - 0.5) * 2 * m_halfY;
            const int n = std::max(1, static_cast<int>(2 * m_halfX / 64));
            const Rgb roof = steelRoof(m_rng);
            for (int i = 0; i < n; ++i) {
                const double x = ((i + 0.5) / n - 0.5) * 2 * m_halfX;
                double hx = m_halfX / n - 4;
                double hy = std::min(15.0, m_halfY / rows - 5);
                for (int shrink = 0; shrink < 6 && !fits(x, y, hx, hy, 5); ++shrink) {
                    hx *= 0.86;
                    hy *= 0.93;
                }
                if (hx < 8 || hy < 6 || !fits(x, y, hx, hy, 5))
                    continue;
                beginBuilding(x, y, 2);
                Part& hall =
                    box(x, y, hx, hy, 0, 8.5, Roof::Gable, Facade::Civic, varied(m_rng, roof, 0.03), wallTint(m_rng));
                hall.rise = 2.2;
                hall.floorHeight = 4.2;
                endBuilding();
            }
        }
        treeRow(9, 2.5, 0.5);
        return;
    }
    double hx = std::min(m_halfX * 0.62, 62.0);
    double hy = std::min(m_halfY * 0.55, 46.0);
    const double y = m_halfY * 0.22;
    for (int shrink = 0; shrink < 7 && !fits(0, y, hx, hy, 8); ++shrink) {
        hx *= 0.88;
        hy *= 0.88;
    }
    if (fits(0, y, hx, hy, 8) && hx > 14) {
        const int floors = 3 + m_rng.below(4);
        const double top = floors * 5.2;
        const Rgb wall = wallTint(m_rng);
        beginBuilding(0, y, floors);
        Part& main = box(0, y, hx, hy, 0, top, Roof::Parapet, Facade::Civic, roofGrey(m_rng), wall);
        main.floorHeight = 5.2;
        Part& atrium = box(m_rng.range(-0.3, 0.3) * hx, y, hx * 0.28, hy * 0.34, top, top + 4, Roof::Gable,
                           Facade::Glass, {168, 186, 194}, {220, 230, 236});
        atrium.rise = 2.4;
        endBuilding();
    }
    const double lotY = -m_halfY * 0.62;
    for (double px = m_halfX * 0.7; px > 14; px *= 0.8)
        if (fits(0, lotY, px, 8.2, 3)) {
            parking(0, lotY, px, 8.2, 0.7);
            break;
        }
    treeRow(8, 3, 0.7);
    scatterTrees(8, 0.3, 3, {80, 100, 60}, 2.5);
}

void Filler::estate()
{
    const Rgb pathColor{176, 168, 154};
    // a ring path just inside the fence, shops along the street on one side
    const Rgb wall = wallTint(m_rng);
    const Rgb roof = roofGrey(m_rng);
    const Quad ring = m_block.quad.inset(17);
    if (ring.area() > 1500)
        for (std::size_t i = 0; i < 4; ++i)
            path(ring.p[i], ring.p[(i + 1) % 4], 4.2, {140, 138, 134});
    const double pitchX = m_rng.range(46, 58);
    const double pitchY = m_rng.range(50, 66);
    const Facade facade = unitOf(hashOf(m_block.seed, 31)) < 0.4 ? Facade::Modern : Facade::Tower;
    const int nx = std::max(1, static_cast<int>(2 * (m_halfX - 12) / pitchX));
    const int ny = std::max(1, static_cast<int>(2 * (m_halfY - 12) / pitchY));
    // the heart of the estate stays open: pool and lawn
    const bool heart = nx >= 3 && ny >= 3;
    const double storeys = std::floor((m_block.heightLimit - 8) / 3.0);
    if (heart) {
        paintEllipse(0, 0, 17, 11, {186, 178, 162}, 10);
        paintEllipse(2, 0, 12.5, 6.8, {92, 156, 170}, 8);
        paintEllipse(-10.5, 1.5, 5, 4, {92, 156, 170}, 5);
        m_taken.push_back({-18, -12, 18, 12});
    }
    if (fits(0, -m_halfY + 34, 16, 9.5, 12) && ny >= 2 && m_rng.chance(0.5))
        ballCourt(0, -m_halfY + 34, true, {104, 134, 122});
    for (int i = 0; i < nx; ++i)
        for (int j = 0; j < ny; ++j) {
            const double stagger = (j % 2 == 0 ? 0.12 : -0.12) * pitchX;
            const double x = (i - (nx - 1) / 2.0) * pitchX + stagger;
            const double y = (j - (ny - 1) / 2.0) * pitchY + m_rng.range(-3, 3);
            if (heart && std::fabs(x) < 30 && std::fabs(y) < 24)
                continue;
            if (!fits(x, y, 18.5, 13, 10) || !isFree(place(x, y), 16))
                continue;
            const int floors = std::max(11, static_cast<int>(storeys) - m_rng.below(4));
            const double top = floors * 3.0;
            beginBuilding(x, y, floors);
            const Rgb tint = varied(m_rng, wall, 0.02);
            const Rgb top1 = varied(m_rng, roof, 0.04);
            // a butterfly: core with two wings set forward and two set back
            box(x, y, 5.5, 11.5, 0, top, Roof::Parapet, facade, top1, tint);
            box(x - 11.75, y - 1.6, 6.25, 9.2, 0, top, Roof::Parapet, facade, top1, tint);
            box(x + 11.75, y - 1.6, 6.25, 9.2, 0, top, Roof::Parapet, facade, top1, tint);
            box(x, y + 1, 4.2, 4.6, top, top + 6, Roof::Plain, Facade::Blank, top1 * 1.05F, tint);
            endBuilding();
            paintRect(x, y - 13.6, 6, 2.2, pathColor, 3);
        }
    // two-storey shops facing the street
    for (int side = -1; side <= 1; side += 2) {
        const double y = side * (m_halfY - 9);
        for (double x = -m_halfX + 14; x < m_halfX - 14; x += 25)
            if (m_rng.chance(0.75) && fits(x, y, 11.8, 5, 2.2) && isFree(place(x, y), 9)) {
                beginBuilding(x, y, 2);
                Part& shop = box(x, y, 11.8, 5, 0, 8, Roof::Parapet, Facade::Civic, varied(m_rng, roof, 0.06), wall);
                shop.floorHeight = 4;
                endBuilding();
            }
    }
    treeRow(7, 2.2, 0.55);
    scatterTrees(6.2, 0.62, 5, {78, 100, 58}, 2.7);
}

void Filler::slabs()
{
    const double pitchY = m_rng.range(25, 31);
    const int rows = std::max(1, static_cast<int>((2 * m_halfY - 8) / pitchY));
    const Rgb wall = wallTint(m_rng);
    const Rgb roof = roofGrey(m_rng);
    const int floors = 6 + m_rng.below(4);
    const bool tiled = m_rng.chance(0.22);
    for (int j = 0; j < rows; ++j) {
        const double y = (j - (rows - 1) / 2.0) * pitchY;
        const double length = m_rng.range(38, 62);
        const int n = std::max(1, static_cast<int>((2 * m_halfX - 8) / (length + 8)));
        for (int i = 0; i < n; ++i) {
            const double x = (i - (n - 1) / 2.0) * (length + 9);
            double hx = length / 2;
            for (int shrink = 0; shrink < 4 && !fits(x, y, hx, 5.8, 4.5); ++shrink)
                hx *= 0.85;
            if (hx < 11 || !fits(x, y, hx, 5.8, 4.5))
                continue;
            const int storeys = std::max(4, floors - m_rng.below(3));
            beginBuilding(x, y, storeys);
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
        }
    }
    treeRow(8, 2, 0.6);
    scatterTrees(7.5, 0.4, 2.5, {76, 96, 58}, 2.5);
}

void Filler::village()
{
    const double pitchX = m_rng.range(10.5, 14);
    const double pitchY = m_rng.range(11.5, 16);
    const double alley = m_rng.range(0.9, 1.7);
    const int nx = static_cast<int>(m_halfX / pitchX) + 1;
    const int ny = static_cast<int>(m_halfY / pitchY) + 1;
    // towards the cores houses are let by the room and grow
    const int least = m_block.urban < 0.35 ? 2 : 3;
    const int most = 3 + static_cast<int>(std::lround(m_block.urban * 5));
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
    for (int i = -nx; i <= nx; ++i)
        for (int j = -ny; j <= ny; ++j) {
            Rng rng(hashOf(m_block.seed ^ 0x7111u, i, j));
            const double x = i * pitchX + (j % 2 != 0 ? 0.35 * pitchX : 0.0);
            const double y = j * pitchY;
            if (square && std::fabs(x - sx) < 19 + pitchX / 2 && std::fabs(y - sy) < 16 + pitchY / 2)
                continue;
            if (rng.chance(0.035))
                continue; // a gap with a tree or a yard
            double hx = pitchX / 2 - alley / 2 - rng.range(0, 0.7);
            double hy = pitchY / 2 - alley / 2 - rng.range(0, 1.0);
            for (int shrink = 0; shrink < 3 && !fits(x, y, hx, hy, 1.2); ++shrink) {
                hx *= 0.82;
                hy *= 0.82;
            }
            if (hx < 2.8 || hy < 2.8 || !fits(x, y, hx, hy, 1.2))
                continue;
            const int floors = rng.chance(0.12) ? 1 + rng.below(2) : least + rng.below(most - least + 1);
            const double top = floors * 3.15 + 0.6;
            beginBuilding(x, y, floors);
            if (floors <= 2 && rng.chance(0.7)) {
                Part& old =
                    box(x, y, hx, hy, 0, top - 0.8, Roof::Gable, Facade::Village,
                        varied(rng, rng.chance(0.6) ? Rgb{118, 110, 102} : Rgb{150, 104, 82}, 0.08), wallTint(rng));
                old.rise = 2.1;
            } else {
                Part& house = box(x, y, hx, hy, 0, top, Roof::Parapet, Facade::Village, roofGrey(rng), wallTint(rng));
                house.floorHeight = 3.15;
                if (rng.chance(0.14)) { // a steel shelter on the roof
                    Part& shelter =
                        box(x + rng.range(-0.2, 0.2) * hx, y + rng.range(-0.25, 0.25) * hy, hx * 0.72, hy * 0.62, top,
                            top + 2.4, Roof::Gable, Facade::Steel, steelRoof(rng), {200, 200, 196});
                    shelter.rise = 0.8;
                }
            }
            endBuilding();
        }
    scatterTrees(11, 0.5, 1.5, {72, 92, 56}, 3.0);
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
            beginBuilding(x, y, floors);
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

void Filler::school()
{
    const double scale = std::min({1.0, (2 * m_halfX - 24) / 184.0, (m_halfY * 1.05) / 95.0});
    double trackY = 0;
    bool track = false;
    if (scale > 0.38) {
        trackY = -m_halfY + 8 + 47 * scale + 4;
        for (double s = scale; s > 0.38 && !track; s *= 0.9)
            if (fits(0, trackY, 90 * s, 47 * s, 3)) {
                runningTrack(0, trackY, s);
                track = true;
            }
    }
    const Rgb wall = varied(m_rng, {224, 206, 186}, 0.05);
    const Rgb roof = roofGrey(m_rng);
    const int floors = 4 + m_rng.below(3);
    const double top = floors * 3.9;
    const auto wing = [&](double x, double y, double hx, double hy) {
        if (!fits(x, y, hx, hy, 5) || !isFree(place(x, y), 4))
            return;
        beginBuilding(x, y, floors);
        Part& part = box(x, y, hx, hy, 0, top, Roof::Parapet, Facade::Civic, varied(m_rng, roof, 0.04), wall);
        part.floorHeight = 3.9;
        endBuilding();
    };
    const double upper = m_halfY * 0.52;
    const double span = std::min(m_halfX * 0.55, 46.0);
    wing(0, upper, span, 6);
    wing(-span - 8.5, upper - 6, 6, 20);
    wing(span + 8.5, upper - 6, 6, 20);
    wing(0, upper - 22, span, 6);
    for (int side = -1; side <= 1; side += 2)
        if (fits(side * m_halfX * 0.72, upper, 9.5, 16, 5) && isFree(place(side * m_halfX * 0.72, upper), 16))
            ballCourt(side * m_halfX * 0.72, upper, false, {96, 128, 138});
    paintRect(0, upper - 11, span, 5, varied(m_rng, kLawn, 0.05), 6);
    treeRow(7, 3, 0.75);
    scatterTrees(8, 0.45, 3, {76, 98, 58}, 2.8);
}

void Filler::campus()
{
    const Rgb roof = roofGrey(m_rng);
    const bool tiled =
        m_rng.chance(m_block.character == Character::Lake ? 0.6 : 0.2); // the European streets by the lake
    const Rgb tile = varied(m_rng, {158, 104, 80}, 0.06);
    const Rgb wall = varied(m_rng, {222, 206, 184}, 0.05);
    path(place(-m_halfX * 0.8, 0), place(m_halfX * 0.8, 0), 7, {158, 154, 146});
    path(place(0, -m_halfY * 0.8), place(0, m_halfY * 0.8), 7, {158, 154, 146});
    const int nx = std::max(1, static_cast<int>(2 * m_halfX / 84));
    const int ny = std::max(1, static_cast<int>(2 * m_halfY / 72));
    for (int i = 0; i < nx; ++i)
        for (int j = 0; j < ny; ++j) {
            const double x = ((i + 0.5) / nx - 0.5) * 2 * m_halfX;
            const double y = ((j + 0.5) / ny - 0.5) * 2 * m_halfY;
            const double hx = m_rng.range(24, 32);
            const double hy = m_rng.range(20, 26);
            if (m_rng.chance(0.14) && fits(x, y, 19, 19, 6)) {
                ballCourt(x, y, true, {104, 134, 122});
                continue;
            }
            if (!fits(x, y, hx + 1, hy + 1, 7) || m_rng.chance(0.12)) {
                if (!fits(x, y, 15, 7, 6) || m_rng.chance(0.4))
                    continue;
                beginBuilding(x, y, 4);
                Part& slab = box(x, y, 15, 7, 0, 16, tiled ? Roof::Hip : Roof::Parapet, Facade::Civic,
                                 tiled ? tile : roof, wall);
                slab.rise = tiled ? 3 : 0;
                slab.floorHeight = 4;
                endBuilding();
                continue;
            }
            const int floors = 4 + m_rng.below(5);
            const double top = floors * 4.0;
            // a court framed by four wings, one lower
            beginBuilding(x, y, floors);
            const Roof kind = tiled ? Roof::Hip : Roof::Parapet;
            const Rgb cover = tiled ? tile : varied(m_rng, roof, 0.05);
            const double wing = 6.5;
            const auto add = [&](double px, double py, double ax, double ay, double height) {
                Part& part = box(px, py, ax, ay, 0, height, kind, Facade::Strips, cover, wall);
                part.floorHeight = 4;
                part.rise = tiled ? 2.8 : 0;
            };
            add(x, y + hy - wing, hx, wing, top);
            add(x, y - hy + wing, hx, wing, m_rng.chance(0.5) ? top : top - 8);
            add(x - hx + wing, y, wing, hy - 2 * wing, top - 4);
            if (m_rng.chance(0.6))
                add(x + hx - wing, y, wing, hy - 2 * wing, top - 4);
            endBuilding();
            paintRect(x, y, hx - 2 * wing, hy - 2 * wing, varied(m_rng, {112, 128, 82}, 0.05), 8);
        }
    treeRow(7, 3, 0.8);
    scatterTrees(7, 0.62, 4, {72, 96, 56}, 3.2);
}

void Filler::publicUse()
{
    const Rgb wall = varied(m_rng, {218, 212, 202}, 0.04);
    const Rgb roof = roofGrey(m_rng);
    double hx = std::min(m_halfX * 0.55, 48.0);
    const double y = m_halfY * 0.28;
    while (hx > 14 && !fits(0, y, hx, 11, 8))
        hx *= 0.88;
    if (fits(0, y, hx, 11, 8)) {
        const int floors = 6 + m_rng.below(12);
        const double top = std::min(m_block.heightLimit - 6, floors * 3.9);
        beginBuilding(0, y, floors);
        box(0, y, hx, 11, 0, 12, Roof::Parapet, Facade::Civic, roof, wall).floorHeight = 4;
        box(0, y, hx * 0.55, 9, 12, std::max(16.0, top), Roof::Parapet, Facade::Strips, varied(m_rng, roof, 0.04), wall)
            .floorHeight = 3.9;
        endBuilding();
    }
    for (int side = -1; side <= 1; side += 2) {
        const double x = side * m_halfX * 0.62;
        if (fits(x, -m_halfY * 0.1, 9, 20, 6) && isFree(place(x, -m_halfY * 0.1), 8)) {
            beginBuilding(x, -m_halfY * 0.1, 5);
            box(x, -m_halfY * 0.1, 9, 20, 0, 20, Roof::Parapet, Facade::Civic, varied(m_rng, roof, 0.05), wall)
                .floorHeight = 4;
            endBuilding();
        }
    }
    if (fits(0, -m_halfY * 0.4, 26, 13, 4)) {
        paintRect(0, -m_halfY * 0.4, 26, 13, {178, 170, 156}, 10);
        paintEllipse(0, -m_halfY * 0.4, 8, 8, {120, 156, 164}, 6);
        m_taken.push_back({-12, -m_halfY * 0.4 - 10, 12, -m_halfY * 0.4 + 10});
    }
    for (double px = m_halfX * 0.4; px > 10; px *= 0.8)
        if (fits(-m_halfX * 0.45, -m_halfY * 0.72, px, 8, 3)) {
            parking(-m_halfX * 0.45, -m_halfY * 0.72, px, 8, 0.6);
            break;
        }
    treeRow(7.5, 3, 0.75);
    scatterTrees(8, 0.5, 4, {76, 98, 58}, 3);
}

} // namespace guanjing::democity
