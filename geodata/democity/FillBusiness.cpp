// Offices, malls and markets.
#include "geodata/democity/Filler.h"

#include <algorithm>
#include <cmath>

namespace guanjing::democity {

// One tower on its podium inside a rectangle.
void Filler::officeSite(double x, double y, double hx, double hy, double top)
{
    const double wanted = m_rng.unit();
    for (int shrink = 0; shrink < 6 && !roomFor(x, y, hx, hy, 6, 5); ++shrink) {
        hx *= 0.86;
        hy *= 0.86;
    }
    if (std::min(hx, hy) < 10 || !roomFor(x, y, hx, hy, 6, 5))
        return;
    TowerSite site;
    const double style = m_rng.unit();
    site.facade = style < 0.26 ? Facade::Strips : (style < 0.50 ? Facade::Fins : Facade::Glass);
    site.wall = site.facade == Facade::Strips ? wallTint(m_rng) : glassTint(m_rng);
    site.roof = roofGrey(m_rng);
    site.floorHeight = m_rng.range(3.8, 4.4);
    const double podium = wanted < 0.2 ? 0 : 5.0 * (2 + m_rng.below(4));
    site.bottom = podium;
    site.top = std::max(top, podium + 24);
    // higher towers are slimmer against their height, and stand where the podium leaves a forecourt
    const double slim = site.top > 150 ? 24 : 21;
    site.hy = std::min(hy * m_rng.range(0.62, 0.86), slim);
    site.hx = std::min(hx * 0.86, site.hy * (m_rng.chance(0.3) ? m_rng.range(1.5, 2.3) : m_rng.range(0.95, 1.35)));
    const double freeX = std::max(0.0, 0.92 * hx - site.hx);
    const double freeY = std::max(0.0, 0.92 * hy - site.hy);
    beginBuilding(x, y);
    if (podium > 0) {
        const bool glazed = m_rng.chance(0.3);
        const Rgb stone = wallTint(m_rng);
        Part& base = box(x, y, hx, hy, 0, podium, Roof::Parapet, glazed ? Facade::Glass : Facade::Civic,
                         varied(m_rng, site.roof, 0.05), glazed ? site.wall : stone);
        base.floorHeight = 5;
        if (m_rng.chance(0.3))
            base.cut = m_rng.range(0.15, 0.4) * std::min(hx, hy);
    }
    const double dx = m_rng.range(-1, 1);
    const double dy = m_rng.range(-1, 1);
    site.x = x + dx * freeX * (podium > 0 ? 0.8 : 0.3);
    site.y = y + dy * freeY * (podium > 0 ? 0.8 : 0.3);
    officeTower(site);
    endBuilding();
}

void Filler::business()
{
    treeRow(8.5, 4, 0.7);
    // paving joints towards the street
    const Quad inner = m_block.quad.inset(9);
    if (inner.area() > 0)
        paintQuad(inner, varied(m_rng, {150, 146, 140}, 0.04), 10);
    const double limit = m_block.heightLimit - 8;
    // most buildings stay well below what the highest of the block may be
    const auto lesser = [&] {
        const double r = m_rng.unit();
        return std::max(30.0, limit * (0.28 + 0.5 * r * r));
    };
    const double w = m_halfX - 8;
    const double h = m_halfY - 8;
    const double plan = m_rng.unit();
    if (plan < 0.18 && limit > 110) { // a landmark behind its square, low pavilions beside it
        const double side = m_rng.chance(0.5) ? 1 : -1;
        officeSite(side * 0.36 * w, 0.2 * h, 0.52 * w, std::min(0.62 * h, 38.0), limit);
        paintEllipse(-side * 0.45 * w, -0.25 * h, 0.26 * w, 0.3 * h, {178, 172, 160}, 10);
        paintEllipse(-side * 0.45 * w, -0.25 * h, 0.12 * w, 0.14 * h, {116, 150, 158}, 8);
        m_taken.push_back({-side * 0.45 * w - 0.26 * w, -0.55 * h, -side * 0.45 * w + 0.26 * w, 0.05 * h});
        officeSite(-side * 0.5 * w, 0.58 * h, 0.4 * w, 0.3 * h, lesser() * 0.6);
    } else if (plan < 0.34) { // twins on one podium
        const double gap = std::min(0.5 * w, 34.0);
        const double hx = std::min(w, 60.0);
        const double hy = std::min(h * 0.8, 30.0);
        if (fits(0, 0, hx, hy, 6)) {
            TowerSite site;
            site.facade = m_rng.chance(0.5) ? Facade::Glass : Facade::Fins;
            site.wall = glassTint(m_rng);
            site.roof = roofGrey(m_rng);
            site.bottom = 15 + 5 * m_rng.below(3);
            site.top = std::max(site.bottom + 30, limit * m_rng.range(0.6, 1.0));
            site.hx = std::min(0.38 * hx, 19.0);
            site.hy = std::min(0.8 * hy, 20.0);
            beginBuilding(0, 0);
            box(0, 0, hx, hy, 0, site.bottom, Roof::Parapet, Facade::Civic, varied(m_rng, site.roof, 0.05),
                wallTint(m_rng))
                .floorHeight = 5;
            const Rng same = m_rng; // brothers have one form
            site.x = -gap;
            officeTower(site);
            m_rng = same;
            site.x = gap;
            site.top -= m_rng.chance(0.5) ? 0 : 14;
            officeTower(site);
            endBuilding();
        }
        officeSite(0.3 * w, 0.72 * h, 0.5 * w, 0.24 * h, lesser() * 0.6);
        officeSite(-0.3 * w, -0.72 * h, 0.5 * w, 0.24 * h, lesser() * 0.6);
    } else if (plan < 0.52) { // slabs along the streets around a court
        for (int side = -1; side <= 1; side += 2) {
            const double length = m_rng.range(0.5, 0.9);
            const double shift = m_rng.range(-1, 1) * (1 - length);
            officeSite(shift * w, side * (h - 13), length * w, 13, lesser());
        }
        for (int side = -1; side <= 1; side += 2)
            if (m_rng.chance(0.7))
                officeSite(side * (w - 13), m_rng.range(-0.2, 0.2) * h, 13, 0.45 * h, lesser());
        paintRect(0, 0, 0.4 * w, 0.3 * h, varied(m_rng, kLawn, 0.06), 8);
    } else { // plots of unlike sizes
        const int columns = std::max(1, static_cast<int>(2 * w / m_rng.range(58, 92)));
        const int highest = m_rng.below(columns);
        double x = -w;
        for (int i = 0; i < columns; ++i) {
            const double wide = 2 * w / columns * (i + 1 == columns ? 1 : m_rng.range(0.8, 1.2));
            const double hx = std::min(wide, w - x) / 2 - m_rng.range(4, 9);
            const double cx = x + std::min(wide, w - x) / 2;
            x += wide;
            if (hx < 10)
                continue;
            const int rows = m_rng.chance(0.35) ? 1 : std::max(1, static_cast<int>(2 * h / m_rng.range(52, 84)));
            const double split = m_rng.range(-0.16, 0.16) * h;
            for (int j = 0; j < rows; ++j) {
                const double low = j == 0 ? -h : split;
                const double high = rows > 1 && j == 0 ? split : h;
                const bool first = i == highest && j == 0;
                if (!first && m_rng.chance(0.12)) {
                    paintRect(cx, 0.5 * (low + high), hx * 0.8, 0.4 * (high - low), varied(m_rng, kLawn, 0.06), 8);
                    continue;
                }
                const double back = m_rng.range(4, 12);
                officeSite(cx, 0.5 * (low + high), std::min(hx, 44.0), std::min((high - low) / 2 - back, 38.0),
                           first ? limit * m_rng.range(0.8, 1.0) : lesser());
            }
        }
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
                beginBuilding(x, y);
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
        beginBuilding(0, y);
        const Rgb roof = roofGrey(m_rng);
        const double kind = m_rng.unit();
        const bool glazed = m_rng.chance(0.3);
        const Facade facade = glazed ? Facade::Glass : (m_rng.chance(0.4) ? Facade::Strips : Facade::Civic);
        const Rgb skin = glazed ? glassTint(m_rng) : wall;
        if (kind < 0.45) { // one body, its corners rounded off, a glazed hall in its roof
            Part& main = box(0, y, hx, hy, 0, top, Roof::Parapet, facade, roof, skin);
            main.floorHeight = 5.2;
            main.cut = m_rng.chance(0.6) ? m_rng.range(0.12, 0.5) * std::min(hx, hy) : 0;
            const double shift = m_rng.range(-0.3, 0.3) * hx;
            Part& atrium = box(shift, y, hx * m_rng.range(0.18, 0.4), hy * m_rng.range(0.16, 0.36), top, top + 4,
                               Roof::Gable, Facade::Glass, {168, 186, 194}, {220, 230, 236});
            atrium.rise = 2.4;
        } else if (kind < 0.75) { // two houses of unlike height with a glazed street between
            const double split = m_rng.range(-0.3, 0.3) * hx;
            const double left = 0.5 * (hx + split) - 3;
            const double right = 0.5 * (hx - split) - 3;
            const double step = 5.2 * (1 + m_rng.below(2));
            box(-hx + left, y, left, hy, 0, top, Roof::Parapet, facade, roof, skin).floorHeight = 5.2;
            box(hx - right, y, right, hy * m_rng.range(0.7, 1.0), 0, std::max(10.4, top - step), Roof::Parapet,
                Facade::Civic, roofGrey(m_rng), wallTint(m_rng))
                .floorHeight = 5.2;
            Part& street = box(split, y, 3, hy * 0.68, 0, std::max(8.0, top - step - 2), Roof::Gable, Facade::Glass,
                               {168, 186, 194}, {220, 230, 236});
            street.rise = 1.6;
            street.floorHeight = 5.2;
        } else { // a podium with a hotel on one end
            const double low = 10.4 + 5.2 * m_rng.below(2);
            box(0, y, hx, hy, 0, low, Roof::Parapet, Facade::Civic, roof, wall).floorHeight = 5.2;
            TowerSite site;
            site.facade = glazed ? Facade::Glass : Facade::Modern;
            site.wall = skin;
            site.roof = roof;
            site.floorHeight = 3.6;
            site.bottom = low;
            site.top = m_block.heightLimit;
            site.hx = std::min(0.45 * hx, 24.0);
            site.hy = std::min(0.55 * hy, 11.0);
            site.x = (m_rng.chance(0.5) ? 0.5 : -0.5) * hx;
            site.y = y;
            officeTower(site);
        }
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

} // namespace guanjing::democity
