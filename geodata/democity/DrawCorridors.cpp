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
constexpr double kLongestStretchMeters = 60;
constexpr double kParapetHeight = 1.0;
constexpr Rgb kDeck{112, 113, 115};
constexpr Rgb kDeckFromAfar{111, 112, 113}; ///< as the picture of lanes looks
constexpr Rgb kLinesFromAfar{153, 153, 151};
constexpr Rgb kConcrete2{184, 182, 176};
constexpr Rgb kRail{158, 154, 147};
constexpr Rgb kMedian{104, 120, 80};

/// Calls back for every stretch between two points that meets a box.
template <class Do> void eachStretch(const Box& box, Do&& perform)
{
    for (const Corridor& c : corridors()) {
        if (!c.box.meets(box))
            continue;
        const Box wide = box.grown(corridorHalfWidth(c.kind) + 12);
        for (std::size_t k = 0; k + 1 < c.line.size(); ++k) {
            Box reach;
            reach.add(c.line[k]);
            reach.add(c.line[k + 1]);
            if (!reach.meets(wide)) { // as many more lie outside as the way to the box is long
                const double far = std::max(
                    {wide.minX - reach.maxX, reach.minX - wide.maxX, wide.minY - reach.maxY, reach.minY - wide.maxY});
                k += static_cast<std::size_t>(far / kLongestStretchMeters);
                continue;
            }
            if (c.covered[k] == 0 || c.covered[k + 1] == 0)
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

void paintCorridorDecks(Canvas& canvas, bool modelledToo)
{
    const double mpp = canvas.metersPerPixel();
    if (mpp > 60)
        return;
    for (CorridorKind kind : {CorridorKind::Ramp, CorridorKind::Motorway, CorridorKind::Railway})
        eachStretch(canvas.box(), [&](const Corridor& c, std::size_t k) {
            if (c.kind != kind || (c.modelled[k] != 0 && !modelledToo))
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
    eachStretch(reach, [&](const Corridor& c, std::size_t k) {
        if (decksShown || c.modelled[k] == 0)
            canvas.receive(deckQuad(c, k).p, 0xFFFE);
    });
    eachStretch(reach, [&](const Corridor& c, std::size_t k) {
        const double height = 0.5 * (c.height[k] + c.height[k + 1]);
        const double foot = height < 3 ? 0 : height - kGirder;
        // seams between stretches would show: each reaches a little into the next
        Quad deck = deckQuad(c, k);
        const V2 ahead = unit(c.line[k + 1] - c.line[k]) * (0.8 * canvas.metersPerPixel());
        for (const auto& [corner, way] : {std::pair{0, -1.0}, {1, 1.0}, {2, 1.0}, {3, -1.0}})
            deck.p.at(static_cast<std::size_t>(corner)) = deck.p.at(static_cast<std::size_t>(corner)) + ahead * way;
        canvas.shade(sweptHull(deck, canvas.shadowOf(foot), canvas.shadowOf(height + kParapetHeight)), 0, 0.85F);
        if (!decksShown && foot > 0 && c.modelled[k] != 0)
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
        const double length = (c.line[k + 1] - c.line[k]).length();
        for (int way : {-1, 1})
            for (double lane : {3.4, 7.05, 10.75, 14.2}) {
                if (ramp && (way < 0 || lane > 4))
                    continue;
                Rng rng(
                    hashOf(epoch == Epoch::June2023 ? 0x2023u : 0x6D07u, static_cast<std::int64_t>(c.line[k].x * 4),
                           static_cast<std::int64_t>(lane * way * 8) + static_cast<std::int64_t>(c.line[k].y * 64)));
                if (!rng.chance(ramp ? 0.25 * std::min(1.0, length / 20) : 0.62))
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

namespace {

/// Whether a place along a line is carried by stays, or by a pylon itself.
const Corridor::Span* spanOver(const Corridor& c, double along, double reach)
{
    const auto found = std::find_if(c.spans.begin(), c.spans.end(),
                                    [&](const Corridor::Span& span) { return std::fabs(along - span.middle) < reach; });
    return found == c.spans.end() ? nullptr : &*found;
}

/// A line by metres along it.
struct Course {
    const Corridor& c;
    bool relief;

    [[nodiscard]] std::pair<std::size_t, double> find(double along) const
    {
        const auto after = std::upper_bound(c.along.begin() + 1, c.along.end() - 1, along);
        const auto k = static_cast<std::size_t>(after - c.along.begin()) - 1;
        return {k, (along - c.along[k]) / (c.along[k + 1] - c.along[k])};
    }
    [[nodiscard]] V2 place(double along, double left) const
    {
        const auto [k, t] = find(along);
        return lerp(at(c, k, left), at(c, k + 1, left), t);
    }
    [[nodiscard]] double deck(double along) const
    {
        const auto [k, t] = find(along);
        const double a = c.height[k] + (relief ? c.base[k] : 0);
        const double b = c.height[k + 1] + (relief ? c.base[k + 1] : 0);
        return a + (b - a) * t;
    }
};

constexpr int kStays = 12; ///< to each side of a pylon, in each of two planes

/// Two legs with beams between them.
void addPylon(TileMesh& mesh, const Course& course, double along, double top)
{
    constexpr Rgb kPylon{206, 206, 202};
    const double half = corridorHalfWidth(CorridorKind::Motorway) + 2.6;
    const double deck = course.deck(along);
    const double foot = course.relief ? mesh.groundAt(course.place(along, 0)) - 2 : 0;
    const auto [k, t] = course.find(along);
    Part part;
    part.axis = course.c.left[k];
    part.roofColor = part.wallColor = kPylon;
    const auto block = [&](double left, double across, double thick, double bottom, double upTo) {
        part.centre = course.place(along, left);
        part.halfLength = across;
        part.halfWidth = thick;
        part.bottom = bottom;
        part.top = upTo;
        mesh.addPart(part);
    };
    block(0, half + 9, 10, foot, foot + 6.5);
    for (double side : {-half, half}) {
        block(side, 3.0, 4.2, foot + 6.5, deck - 8);
        block(side, 2.2, 3.2, deck - 8, top);
    }
    block(0, half, 2.4, deck - 7.5, deck - 2.2);
    block(0, half, 1.8, deck + 0.52 * (top - deck), deck + 0.52 * (top - deck) + 4.5);
    block(0, half, 1.8, top - 9, top - 5);
}

/// Of the stretch after a point: a pylon that stands there, and the pieces of stays above it.
void addSpans(TileMesh& mesh, const Corridor& c, std::size_t k, int detail)
{
    const Course course{c, mesh.hasRelief()};
    const double from = c.along[k];
    const double to = c.along[k + 1];
    const Corridor::Span* span = spanOver(c, 0.5 * (from + to), 2 * kHalfSpanMeters + 30);
    if (!span)
        return;
    const double left = corridorHalfWidth(c.kind) + 0.6;
    const double half = detail > 1 ? 0.14 : (detail > 0 ? 0.34 : 0.6); // or they would be thinner than pixels
    for (double pylon : {span->middle - kHalfSpanMeters, span->middle + kHalfSpanMeters}) {
        if (pylon >= from && pylon < to)
            addPylon(mesh, course, pylon, span->pylonTop);
        for (int n = 1; n <= kStays && detail >= 0; ++n)
            for (double way : {-1.0, 1.0}) {
                const double foot = pylon + way * n * kHalfSpanMeters / (kStays + 0.5);
                const double a = std::max(from, std::min(pylon, foot));
                const double b = std::min(to, std::max(pylon, foot));
                if (a >= b)
                    continue;
                const double top = span->pylonTop - 3 - (kStays - n) * 3.4;
                const double bottom = course.deck(foot) + 0.5;
                const auto height = [&](double along) {
                    return top + (bottom - top) * (along - pylon) / (foot - pylon);
                };
                for (double side : {-left, left})
                    for (double thick : {half, -half}) // both faces
                        mesh.addPolygon({{course.place(a, side), height(a) + thick},
                                         {course.place(b, side), height(b) + thick},
                                         {course.place(b, side), height(b) - thick},
                                         {course.place(a, side), height(a) - thick}},
                                        {218, 218, 214});
            }
    }
}

} // namespace

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
        double highest = std::max(c.height[k], c.height[k + 1]);
        if (const Corridor::Span* span = spanOver(c, c.along[k], 2 * kHalfSpanMeters + 100))
            highest = std::max(highest, span->pylonTop);
        result.emplace_back(reach, highest + std::max(0.0, above) + 12);
    });
    return result;
}

void addCorridors(TileMesh& mesh, const Box& box, int detail)
{
    mesh.standOnEllipsoid();
    addPortals(mesh, box);
    eachStretch(box, [&](const Corridor& c, std::size_t k) {
        if (c.modelled[k] == 0 || !box.holds(lerp(c.line[k], c.line[k + 1], 0.5)))
            return;
        const double half = corridorHalfWidth(c.kind);
        addSpans(mesh, c, k, detail);
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
            face(-half, 0, half, 0, asOnGround(railway ? kRail * 1.1F : kDeckFromAfar), railway ? kBlankU : kDeckU);
            if (detail > 0 && c.kind == CorridorKind::Motorway) {
                face(-1.1, 0.05, 1.1, 0.05, asOnGround(kMedian));
                for (double line : {1.3, 4.85, 8.6, 12.35, 16.0}) // dashes run together
                    for (double middle : {-line, line})
                        face(middle - 0.14, 0.05, middle + 0.14, 0.05, asOnGround(kLinesFromAfar), kDeckU);
            }
            if (detail > 0 && c.kind == CorridorKind::Railway)
                for (double track : {-2.4, 2.4})
                    for (double rail : {-0.72, 0.72})
                        face(track + rail - 0.07, 0.16, track + rail + 0.07, 0.16, {104, 94, 86});
        } else if (c.kind == CorridorKind::Ramp) {
            face(-half + 0.4, 0, half - 0.4, 0, asOnGround(kDeck), kDeckU);
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
            face(-1.1, 0.05, 1.1, 0.05, asOnGround(kMedian));
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
        if (detail <= 0 || low0)
            return;
        face(half, -kGirder, -half, -kGirder, kConcrete2 * 0.68F);
        if (spanOver(c, c.along[k], kHalfSpanMeters + 20))
            return;
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
