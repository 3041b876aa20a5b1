// Motorways and railways on the orthophoto and in the tiles.
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Earthworks.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Painter.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/TileMesh.h"

#include <algorithm>
#include <cmath>

namespace guanjing::democity {

namespace {

constexpr double kGirder = 1.9;
constexpr double kParapetHeight = 1.0;
constexpr Rgb kDeck{112, 113, 115};
constexpr Rgb kDeckFromAfar{111, 112, 113}; ///< as the picture of lanes looks
constexpr Rgb kConcrete2{184, 182, 176};
constexpr Rgb kRail{158, 154, 147};
constexpr Rgb kMedian{104, 120, 80};

/// Calls back for every stretch between two points that meets a box.
template <class Do> void eachStretch(const Box& box, Do&& perform)
{
    for (const Corridor& c : corridors()) {
        if (!c.box.meets(box))
            continue;
        for (std::size_t k = 0; k + 1 < c.line.size(); ++k) {
            Box reach;
            reach.add(c.line[k]);
            reach.add(c.line[k + 1]);
            const bool isTunnel = c.covered[k] != 0 && c.covered[k + 1] != 0;
            if (!isTunnel && reach.grown(corridorHalfWidth(c.kind) + 12).meets(box))
                perform(c, k);
        }
    }
}

V2 at(const Corridor& c, std::size_t k, double left) { return c.line[k] + c.left[k] * left; }

void strip(Canvas& canvas, const Corridor& c, std::size_t k, double l0, double l1, Rgb color, float alpha = 1)
{
    const float seen = canvas.presence(std::fabs(l1 - l0)) * alpha;
    if (seen <= 0)
        return;
    const V2 outline[4] = {at(c, k, l0), at(c, k + 1, l0), at(c, k + 1, l1), at(c, k, l1)};
    canvas.fill(outline, color, seen);
}

Quad deckQuad(const Corridor& c, std::size_t k)
{
    const double half = corridorHalfWidth(c.kind);
    return {{at(c, k, -half), at(c, k + 1, -half), at(c, k + 1, half), at(c, k, half)}};
}

} // namespace

void paintCorridorVerges(Canvas& canvas)
{
    if (canvas.metersPerPixel() > 20)
        return;
    eachStretch(canvas.box(), [&](const Corridor& c, std::size_t k) {
        const double half = corridorHalfWidth(c.kind) + 8.5;
        strip(canvas, c, k, -half, half, {106, 118, 80});
    });
    for (V2 p : interchanges())
        if (canvas.sees(Box{p.x, p.y, p.x, p.y}.grown(kInterchangeMeters)))
            canvas.disc(p, kInterchangeMeters - 1, {104, 117, 77});
    // little grows in the shade of a deck
    if (canvas.metersPerPixel() < 6)
        eachStretch(canvas.box(), [&](const Corridor& c, std::size_t k) {
            const double half = 0.9 * corridorHalfWidth(c.kind);
            strip(canvas, c, k, -half, half, {142, 137, 122}, 0.8F);
        });
}

void paintCorridorDecks(Canvas& canvas)
{
    const double mpp = canvas.metersPerPixel();
    if (mpp > 60)
        return;
    for (CorridorKind kind : {CorridorKind::Ramp, CorridorKind::Motorway, CorridorKind::Railway})
        eachStretch(canvas.box(), [&](const Corridor& c, std::size_t k) {
            if (c.kind != kind)
                return;
            const double half = corridorHalfWidth(kind);
            // antialiased seams between stretches would show: each reaches a little into the next
            const V2 ahead = unit(c.line[k + 1] - c.line[k]) * (0.6 * mpp);
            const auto lay = [&](double l0, double l1, Rgb color) {
                const float seen = canvas.presence(l1 - l0);
                const V2 outline[4] = {at(c, k, l0) - ahead, at(c, k + 1, l0) + ahead, at(c, k + 1, l1) + ahead,
                                       at(c, k, l1) - ahead};
                if (seen > 0)
                    canvas.fill(outline, color, seen);
            };
            lay(-half, half, kConcrete2);
            if (kind == CorridorKind::Railway) {
                lay(-half + 0.5, half - 0.5, kRail);
                if (mpp < 0.9)
                    for (double track : {-2.4, 2.4}) {
                        lay(track - 1.3, track + 1.3, {136, 130, 122});
                        for (double rail : {-0.72, 0.72})
                            lay(track + rail - 0.06, track + rail + 0.06, {92, 84, 78});
                    }
                return;
            }
            lay(-half + 0.6, half - 0.6, kDeck);
            if (mpp > 1.6)
                return;
            const Rgb white{212, 212, 206};
            const auto dashed = [&](double offset) {
                for (double s = std::ceil(c.along[k] / 15) * 15; s < c.along[k + 1]; s += 15) {
                    const double t0 = (s - c.along[k]) / (c.along[k + 1] - c.along[k]);
                    const double t1 = std::min(1.0, t0 + 6 / (c.along[k + 1] - c.along[k]));
                    canvas.line(lerp(at(c, k, offset), at(c, k + 1, offset), t0),
                                lerp(at(c, k, offset), at(c, k + 1, offset), t1), 0.15, white);
                }
            };
            lay(-half + 1.1, -half + 1.25, white);
            lay(half - 1.25, half - 1.1, white);
            if (kind == CorridorKind::Ramp)
                return;
            lay(-1.1, 1.1, {176, 172, 162});
            lay(-0.8, 0.8, kMedian);
            for (int side : {-1, 1}) {
                lay(side * 1.6 - 0.07, side * 1.6 + 0.07, {200, 176, 96});
                for (double lane : {5.2, 8.9, 12.6})
                    dashed(side * lane);
            }
        });
}

void shadeCorridors(Canvas& canvas, bool decksShown)
{
    if (canvas.metersPerPixel() > 5)
        return;
    const Box reach = canvas.box().grown(24);
    if (decksShown)
        eachStretch(reach, [&](const Corridor& c, std::size_t k) { canvas.receive(deckQuad(c, k).p, 0xFFFE); });
    eachStretch(reach, [&](const Corridor& c, std::size_t k) {
        const double height = 0.5 * (c.height[k] + c.height[k + 1]);
        const double foot = height < 3 ? 0 : height - kGirder;
        // seams between stretches would show: each reaches a little into the next
        Quad deck = deckQuad(c, k);
        const V2 ahead = unit(c.line[k + 1] - c.line[k]) * (0.8 * canvas.metersPerPixel());
        for (const auto& [corner, way] : {std::pair{0, -1.0}, {1, 1.0}, {2, 1.0}, {3, -1.0}})
            deck.p.at(static_cast<std::size_t>(corner)) = deck.p.at(static_cast<std::size_t>(corner)) + ahead * way;
        canvas.shade(sweptHull(deck, canvas.shadowOf(foot), canvas.shadowOf(height + kParapetHeight)), 0, 0.85F);
        if (!decksShown && foot > 0)
            canvas.shade(deck.p, 0, kUnderDeckShade);
    });
}

void corridorVehicles(const Box& box, Epoch epoch, std::vector<Vehicle>& out)
{
    static constexpr Rgb kCars[] = {{226, 226, 224}, {62, 64, 68},  {150, 152, 154}, {234, 234, 230},
                                    {126, 44, 40},   {54, 72, 106}, {194, 194, 196}, {168, 150, 120}};
    eachStretch(box, [&](const Corridor& c, std::size_t k) {
        if (c.kind == CorridorKind::Railway)
            return;
        const bool ramp = c.kind == CorridorKind::Ramp;
        const V2 along = unit(c.line[k + 1] - c.line[k]);
        for (int way : {-1, 1})
            for (double lane : {3.4, 7.05, 10.75, 14.2}) {
                if (ramp && (way < 0 || lane > 4))
                    continue;
                Rng rng(
                    hashOf(epoch == Epoch::June2023 ? 0x2023u : 0x6D07u, static_cast<std::int64_t>(c.line[k].x * 4),
                           static_cast<std::int64_t>(lane * way * 8) + static_cast<std::int64_t>(c.line[k].y * 64)));
                if (!rng.chance(ramp ? 0.25 : 0.62))
                    continue;
                Vehicle car;
                car.lorry = lane > 10 && rng.chance(0.5);
                if (car.lorry) {
                    car.halfLength = rng.range(4, 7.5);
                    car.halfWidth = 1.25;
                    car.height = 3.5;
                    car.color = rng.chance(0.6) ? Rgb{208, 208, 204} : Rgb{92, 116, 148};
                } else {
                    car.color = kCars[rng.below(8)];
                }
                car.axis = along * way;
                const double where = rng.unit();
                const double offset = -way * (ramp ? 0 : lane);
                car.centre = lerp(at(c, k, offset), at(c, k + 1, offset), where);
                car.ground = c.height[k] + (c.height[k + 1] - c.height[k]) * where;
                car.onDeck = true;
                car.deck = car.ground + c.base[k] + (c.base[k + 1] - c.base[k]) * where;
                if (box.holds(car.centre))
                    out.push_back(car);
            }
    });
}

std::vector<std::pair<Box, double>> corridorLimits(const Box& box)
{
    std::vector<std::pair<Box, double>> result;
    eachStretch(box, [&](const Corridor& c, std::size_t k) {
        Box reach;
        for (V2 p : deckQuad(c, k).p)
            reach.add(p);
        // above the ground beside; in hills the deck may be far above a valley
        const double above =
            std::max(c.base[k] - groundHeightAt(c.line[k]), c.base[k + 1] - groundHeightAt(c.line[k + 1]));
        result.emplace_back(reach, std::max(c.height[k], c.height[k + 1]) + std::max(0.0, above) + 12);
    });
    return result;
}

void addCorridors(TileMesh& mesh, const Box& box, int detail)
{
    mesh.standOnEllipsoid();
    addPortals(mesh, box);
    eachStretch(box, [&](const Corridor& c, std::size_t k) {
        if (!box.holds(lerp(c.line[k], c.line[k + 1], 0.5)))
            return;
        const double half = corridorHalfWidth(c.kind);
        const bool relief = mesh.hasRelief();
        const double z0 = c.height[k] + (relief ? c.base[k] : 0);
        const double z1 = c.height[k + 1] + (relief ? c.base[k + 1] : 0);
        const auto face = [&](double l0, double d0, double l1, double d1, Rgb color, double u = kBlankU) {
            mesh.addPolygon({{at(c, k, l0), z0 + d0},
                             {at(c, k + 1, l0), z1 + d0},
                             {at(c, k + 1, l1), z1 + d1},
                             {at(c, k, l1), z0 + d1}},
                            color, u);
        };
        const auto footAt = [&](V2 place) { return relief ? mesh.groundAt(place) - 1 : 0; };
        const double up = detail > 0 ? kParapetHeight : 0;
        // from afar the picture of lanes would mix with its neighbours
        if (detail < 2 || c.kind == CorridorKind::Railway) {
            const bool railway = c.kind == CorridorKind::Railway;
            face(-half, 0, half, 0, railway ? kRail * 0.95F : kDeckFromAfar, railway ? kBlankU : kDeckU);
            if (detail > 0 && c.kind == CorridorKind::Motorway)
                face(-1.1, 0.05, 1.1, 0.05, kMedian * 1.1F);
            if (detail > 0 && c.kind == CorridorKind::Railway)
                for (double track : {-2.4, 2.4})
                    for (double rail : {-0.72, 0.72})
                        face(track + rail - 0.07, 0.16, track + rail + 0.07, 0.16, {104, 94, 86});
        } else if (c.kind == CorridorKind::Ramp) {
            face(-half + 0.4, 0, half - 0.4, 0, kDeck, kDeckU);
        } else {
            for (int way : {-1, 1})
                for (int lane = 0; lane < 4; ++lane) {
                    const double inner = way * (1.1 + lane * 3.75);
                    const double outer = inner + way * 3.75;
                    const double low = std::min(inner, outer);
                    const double high = std::max(inner, outer);
                    mesh.addLane({at(c, k, low), at(c, k + 1, low), at(c, k + 1, high), at(c, k, high)}, z0, z1,
                                 c.along[k], c.along[k + 1]);
                }
            face(-1.1, 0.05, 1.1, 0.05, kMedian * 1.1F);
        }
        // up to the height of a wall it lies on the ground, higher on piers
        constexpr double kWallMeters = 3;
        const auto above = [&](std::size_t point, double deck) {
            return relief && c.kind != CorridorKind::Ramp ? deck - mesh.groundAt(c.line[point]) : c.height[point];
        };
        const bool low0 = above(k, z0) < kWallMeters;
        const bool low1 = above(k + 1, z1) < kWallMeters;
        for (int side : {-1, 1}) {
            const double outer = side * half;
            const double inner = side * (half - 0.4);
            if (detail > 0) {
                face(std::min(inner, outer), kParapetHeight, std::max(inner, outer), kParapetHeight,
                     kConcrete2 * 1.06F);
                if (side > 0)
                    face(inner, 0, inner, kParapetHeight, kConcrete2);
                else
                    face(inner, kParapetHeight, inner, 0, kConcrete2);
            }
            const V2 p0 = at(c, k, outer);
            const V2 p1 = at(c, k + 1, outer);
            const double b0 = low0 ? footAt(p0) : z0 - kGirder;
            const double b1 = low1 ? footAt(p1) : z1 - kGirder;
            if (side < 0)
                mesh.addPolygon({{p0, b0}, {p1, b1}, {p1, z1 + up}, {p0, z0 + up}}, kConcrete2);
            else
                mesh.addPolygon({{p1, b1}, {p0, b0}, {p0, z0 + up}, {p1, z1 + up}}, kConcrete2);
        }
        if (detail == 0 || low0)
            return;
        face(half, -kGirder, -half, -kGirder, kConcrete2 * 0.68F);
        // a pier under every second joint of a ramp, every one of the others
        if (c.kind == CorridorKind::Ramp && k % 2 == 1)
            return;
        Part pier;
        pier.axis = c.left[k];
        pier.roofColor = pier.wallColor = kConcrete2 * 0.94F;
        const auto column = [&](double left, double across, double thick, double bottom, double top) {
            pier.centre = at(c, k, left);
            pier.halfLength = across;
            pier.halfWidth = thick;
            pier.bottom = bottom;
            pier.top = top;
            mesh.addPart(pier);
        };
        const double head = z0 - kGirder;
        const double foot = relief ? mesh.groundAt(c.line[k]) - 2 : 0;
        if (head - foot < 2)
            return;
        if (c.kind == CorridorKind::Motorway) {
            column(-7.5, 0.9, 0.9, foot, head - 1.5);
            column(7.5, 0.9, 0.9, foot, head - 1.5);
            column(0, 12.5, 1.0, head - 1.5, head);
        } else {
            column(0, c.kind == CorridorKind::Railway ? 1.9 : 1.0, 1.0, foot, head);
        }
    });
}

} // namespace guanjing::democity
