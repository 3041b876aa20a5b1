// Schools, campuses, public buildings.
#include "geodata/democity/Filler.h"

#include <algorithm>
#include <cmath>

namespace guanjing::democity {

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
        beginBuilding(x, y);
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
                beginBuilding(x, y);
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
            beginBuilding(x, y);
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
        beginBuilding(0, y);
        box(0, y, hx, 11, 0, 12, Roof::Parapet, Facade::Civic, roof, wall).floorHeight = 4;
        box(0, y, hx * 0.55, 9, 12, std::max(16.0, top), Roof::Parapet, Facade::Strips, varied(m_rng, roof, 0.04), wall)
            .floorHeight = 3.9;
        endBuilding();
    }
    for (int side = -1; side <= 1; side += 2) {
        const double x = side * m_halfX * 0.62;
        if (fits(x, -m_halfY * 0.1, 9, 20, 6) && isFree(place(x, -m_halfY * 0.1), 8)) {
            beginBuilding(x, -m_halfY * 0.1);
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
