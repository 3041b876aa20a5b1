// Forms of towers: offices and flats.
#include "geodata/democity/Filler.h"

#include <algorithm>
#include <cmath>

namespace guanjing::democity {

namespace {

/// Corners cut so that the outline comes near a regular octagon.
constexpr double kOctagon = 0.5857864376269049;

} // namespace

Part& Filler::section(const TowerSite& site, double dx, double dy, double hx, double hy, double bottom, double top,
                      Roof roof)
{
    const double c = std::cos(site.angle);
    const double s = std::sin(site.angle);
    top = std::min(top, m_block.heightLimit + 7.5); // what the plan promises
    bottom = std::min(bottom, top - 0.2);
    Part& part = turned(site.angle, site.x + c * dx - s * dy, site.y + s * dx + c * dy, hx, hy, bottom, top, roof,
                        site.facade, site.roof, site.wall);
    part.floorHeight = site.floorHeight;
    return part;
}

void Filler::officeTower(const TowerSite& site)
{
    const double a = site.hx;
    const double b = site.hy;
    const double z0 = site.bottom;
    const double z1 = site.top;
    const double rise = z1 - z0;
    const auto plant = [&](double hx, double hy, double z, double height) {
        Part& part = section(site, 0, 0, hx, hy, z, z + height, Roof::Plain);
        part.facade = Facade::Blank;
        part.wallColor = mixed(site.wall, {150, 150, 150}, 0.6F);
    };
    int form = m_rng.below(9);
    if (rise < 45)
        form = m_rng.chance(0.5) ? 0 : 3;
    if (rise > 170 && m_rng.chance(0.6))
        form = 7;
    switch (form) {
    case 1: { // steps, to one side or about the middle
        const double lean = m_rng.chance(0.5) ? m_rng.range(-0.2, 0.2) : 0;
        const int steps = 2 + m_rng.below(2);
        double bottom = z0;
        double shrink = 1;
        for (int k = 0; k <= steps; ++k) {
            const double top = k == steps ? z1 : z0 + rise * (0.45 + 0.42 * k / steps + m_rng.range(0, 0.1));
            section(site, lean * a * (1 - shrink) * 5, 0, a * shrink, b * (0.4 + 0.6 * shrink), bottom, top);
            bottom = top;
            shrink -= m_rng.range(0.13, 0.24);
        }
        break;
    }
    case 2: { // cut corners, a slim crown
        const double side = std::min(a, b);
        section(site, 0, 0, a, b, z0, z1 - 9).cut = side * m_rng.range(0.22, 0.5);
        section(site, 0, 0, a * 0.78, b * 0.78, z1 - 9, z1, Roof::Plain).cut = side * 0.3;
        break;
    }
    case 3: { // a slab between two lower flanks
        const double left = z0 + rise * m_rng.range(0.6, 0.86);
        const double right = z0 + rise * m_rng.range(0.66, 0.92);
        section(site, 0, 0, a * 0.5, b, z0, z1);
        section(site, -0.75 * a, 0.08 * b, a * 0.25, b * 0.8, z0, left);
        section(site, 0.75 * a, -0.08 * b, a * 0.25, b * 0.8, z0, right);
        plant(a * 0.24, b * 0.5, z1, 4.5);
        break;
    }
    case 4: { // a roof like a tent, or a mast
        const double side = std::min(a, b);
        const double shoulder = z1 - m_rng.range(10, 22);
        section(site, 0, 0, a, b, z0, shoulder);
        if (m_rng.chance(0.55)) {
            Part& tent = section(site, 0, 0, side * 0.82, side * 0.82, shoulder, shoulder + 3, Roof::Hip);
            tent.rise = std::min(z1, m_block.heightLimit + 7) - tent.top;
            tent.roofColor = mixed(site.wall, {96, 112, 112}, 0.6F);
        } else {
            section(site, 0, 0, a * 0.7, b * 0.7, shoulder, z1 - 4);
            plant(0.8, 0.8, z1 - 4, 16);
        }
        break;
    }
    case 5: { // two slabs side by side, shifted
        const double other = z0 + rise * m_rng.range(0.72, 0.94);
        const double shift = 0.25 * a;
        section(site, shift, 0.5 * b, a - shift, b * 0.5, z0, z1);
        section(site, -shift, -0.5 * b, a - shift, b * 0.5, z0, other);
        plant(a * 0.3, b * 0.2, z1 - 0.5, 0.4);
        break;
    }
    case 6: { // a cross
        section(site, 0, 0, a, b * 0.52, z0, z1 - 5);
        section(site, 0, 0, a * 0.56, b, z0, z1);
        plant(a * 0.3, b * 0.3, z1, 5);
        break;
    }
    case 7: { // slimmer upwards, the corners cut, a needle on top
        const int steps = 5;
        const double side = std::min(a, b);
        const double loss = m_rng.range(0.05, 0.085);
        const double cut = m_rng.chance(0.6) ? m_rng.range(0.12, 0.34) * side : 0;
        for (int k = 0; k < steps; ++k) {
            const double share = 1 - loss * k * (1 + 0.12 * k);
            section(site, 0, 0, a * share, b * share, z0 + rise * (1 - std::pow(1.0 - k / 5.0, 1.15)),
                    z0 + rise * (1 - std::pow(1.0 - (k + 1) / 5.0, 1.15)))
                .cut = cut * share;
        }
        if (m_rng.chance(0.7))
            plant(0.9, 0.9, z1, std::min(30.0, 0.12 * rise));
        break;
    }
    case 8: { // nearly round
        const double r = std::min(a, b) * 1.02;
        section(site, 0, 0, r, r, z0, z1 - 3).cut = kOctagon * r;
        TowerSite turnedSite = site;
        turnedSite.angle += std::numbers::pi / 8;
        section(turnedSite, 0, 0, r, r, z0, z1 - 3.6).cut = kOctagon * r;
        plant(r * 0.5, r * 0.5, z1 - 3, 5);
        break;
    }
    default: { // a plain prism; its plant room, or a frame around the roof
        section(site, 0, 0, a, b, z0, z1);
        if (m_rng.chance(0.5)) {
            plant(a * 0.55, b * 0.5, z1, m_rng.range(4, 8));
        } else {
            Part& fin = section(site, -a * 0.5, 0, a * 0.5, b, z1, z1 + m_rng.range(5, 11));
            fin.roof = Roof::Plain;
        }
        break;
    }
    }
}

void Filler::flatTower(const TowerSite& site, int form)
{
    const double a = site.hx;
    const double b = site.hy;
    const double z1 = site.top;
    const auto top = [&](double dx, double dy, double hx, double hy, double height) {
        Part& part = section(site, dx, dy, hx, hy, z1, z1 + height, Roof::Plain);
        part.facade = Facade::Blank;
        part.roofColor = site.roof * 1.05F;
    };
    switch (form) {
    case 0: { // a butterfly: core with two wings set back
        section(site, 0, 0, a * 0.3, b, 0, z1);
        section(site, -0.65 * a, -0.14 * b, a * 0.35, b * 0.78, 0, z1);
        section(site, 0.65 * a, -0.14 * b, a * 0.35, b * 0.78, 0, z1);
        top(0, 0.08 * b, a * 0.22, b * 0.4, 6);
        break;
    }
    case 1: { // a slab of units, each a step aside, the ends lower
        const int units = std::max(2, static_cast<int>(a / 9.5));
        const double half = a / units;
        for (int k = 0; k < units; ++k) {
            const double x = (k - (units - 1) / 2.0) * 2 * half;
            const bool end = k == 0 || k == units - 1;
            const double dy = (k % 2 == 0 ? 0.12 : -0.12) * b;
            section(site, x, dy, half, b * 0.86, 0, end && units > 2 ? z1 - 2 * site.floorHeight : z1 - (k % 2) * 0.2);
        }
        for (int k = 0; k < units; ++k)
            if (units < 3 || (k > 0 && k < units - 1))
                top((k - (units - 1) / 2.0) * 2 * half, 0, 3.2, b * 0.32, 4.2);
        break;
    }
    case 2: { // a point with cut corners
        section(site, 0, 0, a, b, 0, z1).cut = 0.34 * std::min(a, b);
        top(0, 0, a * 0.36, b * 0.4, 6.5);
        break;
    }
    case 3: { // three wings
        section(site, 0, 0, a * 0.34, b * 0.5, 0, z1 + 3);
        for (int k = 0; k < 3; ++k) {
            TowerSite wing = site;
            wing.angle += std::numbers::pi * (0.5 + 2.0 * k / 3);
            section(wing, 0.6 * b, 0, 0.44 * b, 0.34 * b, 0, z1 - 0.15 * k);
        }
        break;
    }
    case 4: { // an L
        section(site, 0, -0.55 * b, a, b * 0.45, 0, z1);
        section(site, -0.62 * a, 0.45 * b, a * 0.38, b * 0.55, 0, z1 - 2 * site.floorHeight);
        top(-0.5 * a, -0.5 * b, 3.4, 3.4, 4.5);
        break;
    }
    case 5: { // terraces at the top and tiled roofs, as of the years after 2000
        const double knee = z1 - 4 * site.floorHeight;
        section(site, 0, 0, a, b, 0, knee);
        section(site, 0, 0, a * 0.8, b * 0.9, knee, z1 - site.floorHeight);
        Part& roof = section(site, 0, 0, a * 0.52, b * 0.66, z1 - site.floorHeight, z1, Roof::Hip);
        roof.rise = 3.2;
        roof.roofColor = mixed(site.roof, {150, 94, 76}, 0.75F);
        break;
    }
    default: { // a plain slab with balconies and a frame on its roof
        section(site, 0, 0, a, b, 0, z1);
        section(site, 0, -b - 0.7, a * 0.62, 0.7, site.floorHeight, z1 - site.floorHeight, Roof::Plain).facade =
            Facade::Modern;
        top(0, 0.2 * b, a * 0.4, b * 0.34, 5);
        break;
    }
    }
}

} // namespace guanjing::democity
