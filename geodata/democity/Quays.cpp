#include "geodata/democity/Quays.h"

#include "geodata/democity/Canvas.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Filler.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/TileMesh.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace guanjing::democity {

namespace {

constexpr double kStepMeters = 15;
constexpr Rgb kApron{164, 161, 153};
constexpr Rgb kCoping{196, 192, 182};
constexpr Rgb kRail{118, 114, 108};
constexpr Rgb kWall{142, 139, 131};
constexpr Rgb kFender{48, 48, 50};
/// Rails of the cranes, metres from the edge.
constexpr std::array<double, 2> kRailMeters{3.6, 20.4};

/// Goes along a shore, the land on the left, and keeps the stretches that lie in a port.
class ShoreWalk {
public:
    ShoreWalk(const Block& block, std::vector<Quay>& out) : m_quad(block.quad), m_box(block.quad.box()), m_out(out) { }

    void step(V2 a, V2 b)
    {
        Box box;
        box.add(a);
        box.add(b);
        if (!m_box.grown(kQuayMeters).meets(box)) {
            end();
            return;
        }
        const V2 inland = unit(b - a).left();
        const int count = std::max(1, static_cast<int>((b - a).length() / kStepMeters));
        for (int k = 0; k < count; ++k)
            place(lerp(a, b, static_cast<double>(k) / count), inland);
    }
    void end()
    {
        if (m_quay.edge.size() > 2)
            m_out.push_back(std::move(m_quay));
        m_quay = {};
    }

private:
    void place(V2 edge, V2 inland)
    {
        const V2 yard = edge + inland * kQuayMeters;
        const bool port = m_quad.holds(edge + inland * 4) && m_quad.holds(yard)
            && waterClearance(edge - inland * 3) < -1 && waterClearance(edge + inland * 3) > 1
            && waterClearance(yard) > 0.8 * kQuayMeters;
        if (!port) {
            end();
            return;
        }
        m_quay.edge.push_back(edge);
        m_quay.yard.push_back(yard);
    }

    const Quad& m_quad;
    Box m_box;
    std::vector<Quay>& m_out;
    Quay m_quay;
};

/// Where a ship or a crane is: the water to the right of `along`.
struct Berth {
    V2 edge, along;
    [[nodiscard]] V2 at(double ahead, double inland) const { return edge + along * ahead + along.left() * inland; }
};

void addThing(BlockContent& content, V2 centre, V2 axis, double halfLength, double halfWidth, double bottom, double top,
              Rgb color, double cut = 0)
{
    Part part;
    part.centre = centre;
    part.axis = axis;
    part.halfLength = halfLength;
    part.halfWidth = halfWidth;
    part.bottom = bottom;
    part.top = top;
    part.cut = cut;
    part.roof = Roof::Plain;
    part.roofColor = color;
    part.wallColor = color * 0.94F;
    part.seed = hashOf(0x5417u, static_cast<std::int64_t>(content.parts.size()));
    content.parts.push_back(part);
}

/// A ship-to-shore crane, its boom out over the ship. What hangs stands on the leg that was added last.
void addCrane(BlockContent& content, const Berth& berth, Rgb color)
{
    const V2 across = berth.along.left();
    constexpr double kGirder = 36;
    for (double rail : kRailMeters)
        for (double side : {-8.0, 8.0})
            addThing(content, berth.at(side, rail), berth.along, 0.9, 0.9, 0, kGirder + (rail < 10 ? 2.5 : 0), color);
    for (double side : {-8.0, 8.0})
        addThing(content, berth.at(side, 12), across, 9.2, 0.7, 13, 14.6, color);
    for (double side : {-2.6, 2.6})
        addThing(content, berth.at(side, -4), across, 34, 0.8, kGirder, kGirder + 2, color);
    for (double rail : kRailMeters)
        addThing(content, berth.at(0, rail), berth.along, 8.8, 0.8, kGirder, kGirder + 1.8, color);
    addThing(content, berth.at(0, 22), across, 5, 3.2, kGirder + 2, kGirder + 7, {206, 206, 202});
    addThing(content, berth.at(0, 3.6), berth.along, 2.6, 0.7, kGirder + 2, kGirder + 17, color);
}

void addShip(BlockContent& content, const Berth& berth, double length, Rng& rng)
{
    const double beam = std::clamp(length * 0.15, 11.0, 21.0);
    const double deck = 3.2 + 0.03 * length;
    static constexpr std::array<Rgb, 4> kHulls{{{74, 84, 96}, {126, 58, 50}, {58, 78, 70}, {64, 70, 112}}};
    static constexpr std::array<Rgb, 6> kBoxes{
        {{150, 78, 62}, {74, 102, 136}, {178, 120, 64}, {120, 128, 124}, {84, 112, 88}, {196, 196, 190}}};
    const double middle = -0.5 * beam - 1.4;
    const double half = 0.5 * length;
    const double way = rng.chance(0.5) ? 1 : -1; // to its bow
    addThing(content, berth.at(0, middle), berth.along, half, 0.5 * beam, 0, deck,
             kHulls.at(static_cast<std::size_t>(rng.below(4))), 0.42 * beam);
    addThing(content, berth.at(-way * (half - 11), middle), berth.along, 5, 0.42 * beam, deck, deck + 13,
             {214, 214, 208});
    addThing(content, berth.at(-way * (half - 18.5), middle), berth.along, 1.8, 1.5, deck, deck + 11, {150, 84, 60});
    constexpr double kBox = 12.6;
    const double across = (beam - 2) / 3;
    for (double s = -half + 24; s < half - 0.42 * beam - 5; s += kBox)
        for (int row = -1; row <= 1; ++row) {
            const int tiers = rng.below(4);
            if (tiers > 0)
                addThing(content, berth.at(way * (s + 0.5 * kBox), middle + row * across), berth.along, 6.05,
                         0.47 * across, deck, deck + 2.6 * tiers,
                         varied(rng, kBoxes.at(static_cast<std::size_t>(rng.below(6))), 0.06));
        }
}

/// The place along a quay's edge.
std::optional<Berth> berthAt(const Quay& quay, double along)
{
    for (std::size_t k = 0; k + 1 < quay.edge.size(); ++k) {
        const V2 step = quay.edge[k + 1] - quay.edge[k];
        const double length = step.length();
        if (along <= length)
            return Berth{lerp(quay.edge[k], quay.edge[k + 1], along / length), unit(step)};
        along -= length;
    }
    return std::nullopt;
}

double lengthOf(const Quay& quay)
{
    double length = 0;
    for (std::size_t k = 0; k + 1 < quay.edge.size(); ++k)
        length += (quay.edge[k + 1] - quay.edge[k]).length();
    return length;
}

V2 withinApron(const Quay& quay, std::size_t k, double inland)
{
    return lerp(quay.edge[k], quay.yard[k], inland / kQuayMeters);
}

} // namespace

std::vector<Quay> quaysOf(const Block& block)
{
    std::vector<Quay> result;
    if (block.use != Use::Port || !block.nearWater)
        return result;
    const Box box = block.quad.box().grown(kQuayMeters);
    ShoreWalk walk(block, result);
    for (const River& river : rivers()) {
        if (!river.box.meets(box))
            continue;
        const auto bank = [&](std::size_t k, double side) {
            const V2 before = river.line[k > 0 ? k - 1 : 0];
            const V2 after = river.line[std::min(k + 1, river.line.size() - 1)];
            return river.line[k] + unit(after - before).left() * (side * river.halfWidth[k]);
        };
        for (std::size_t k = 0; k + 1 < river.line.size(); ++k)
            walk.step(bank(k, 1), bank(k + 1, 1));
        walk.end();
        for (std::size_t k = river.line.size() - 1; k > 0; --k)
            walk.step(bank(k, -1), bank(k - 1, -1));
        walk.end();
    }
    for (const WaterBody& body : waterBodies())
        if (body.sea && body.box.meets(box)) {
            double turned = 0;
            for (std::size_t k = 0; k < body.ring.size(); ++k)
                turned += cross(body.ring[k], body.ring[(k + 1) % body.ring.size()]);
            for (std::size_t k = 0; k < body.ring.size(); ++k) {
                const V2 a = body.ring[turned < 0 ? k : body.ring.size() - 1 - k];
                const V2 b = body.ring[turned < 0 ? (k + 1) % body.ring.size()
                                                  : (2 * body.ring.size() - 2 - k) % body.ring.size()];
                walk.step(a, b);
            }
            walk.end();
        }
    return result;
}

void berth(const Block& block, BlockContent& content)
{
    content.quays = quaysOf(block);
    // neither ships nor booms below motorways and railways
    const auto clear = [&](V2 place, double metres) {
        return !block.nearCorridor || corridorClearance(place) > metres;
    };
    const auto afloat = [&](const Berth& place, double halfLength, double beam) {
        for (double ahead : {-1.0, 0.0, 1.0})
            for (double out : {-2.0, -beam - 4})
                if (const V2 p = place.at(ahead * halfLength, out);
                    waterClearance(p) > -0.8 || !block.quad.box().holds(p) || !clear(p, 40))
                    return false;
        return true;
    };
    for (std::size_t q = 0; q < content.quays.size(); ++q) {
        const Quay& quay = content.quays[q];
        const auto number = static_cast<std::int64_t>(q);
        Rng rng(hashOf(block.seed ^ (block.epoch == Epoch::June2023 ? 0x2023u : 0x5417u), number)); // ships come and go
        const double whole = lengthOf(quay);
        for (double at = 8; at < whole;) {
            const double length = rng.range(62, 138);
            const std::optional<Berth> place = berthAt(quay, at + 0.5 * length);
            if (place && at + length < whole && rng.chance(0.85) && afloat(*place, 0.5 * length, 0.16 * length)) {
                addShip(content, *place, length, rng);
                at += length + 14;
            } else {
                at += 30;
            }
        }
        Rng cranes(hashOf(block.seed ^ 0xC7A6u, number));
        const Rgb color = cranes.chance(0.5) ? Rgb{92, 120, 156} : Rgb{186, 92, 72};
        for (double at = 14; at < whole - 10; at += cranes.range(62, 120))
            if (const std::optional<Berth> place = berthAt(quay, at);
                place && block.quad.holds(place->at(0, 27)) && clear(place->at(0, -4), 48))
                addCrane(content, *place, color);
    }
}

std::vector<Quad> portsIn(const Box& box, std::span<const std::shared_ptr<const MeshPlan>> plans)
{
    std::vector<Quad> result;
    for (const std::shared_ptr<const MeshPlan>& plan : plans)
        for (const Block& block : plan->blocks)
            if (block.use == Use::Port && block.nearWater && block.quad.box().meets(box))
                result.push_back(block.quad);
    return result;
}

void paintQuays(Canvas& canvas, std::span<const Quay> quays)
{
    for (const Quay& quay : quays) {
        const std::size_t count = quay.edge.size();
        std::vector<V2> apron = quay.edge;
        apron.insert(apron.end(), quay.yard.rbegin(), quay.yard.rend());
        canvas.fill(apron, kApron);
        for (std::size_t k = 0; k + 1 < count; ++k) {
            canvas.line(quay.edge[k], quay.edge[k + 1], 1.6, kCoping);
            for (double rail : kRailMeters)
                canvas.line(withinApron(quay, k, rail), withinApron(quay, k + 1, rail), 0.5, kRail);
        }
    }
}

void addQuays(TileMesh& mesh, const Box& box, std::span<const Quay> quays, int detail)
{
    if (!mesh.hasRelief())
        return;
    mesh.standOnEllipsoid();
    constexpr double kAboveGround = 0.12;
    for (const Quay& quay : quays) {
        const std::size_t count = quay.edge.size();
        const auto deckAt = [&](std::size_t k) {
            // as high as the crest of the levee, which the apron replaces
            const V2 inland = unit(quay.yard[k] - quay.edge[k]);
            return naturalGroundAt(quay.edge[k] + inland * kBankMeters) + kAboveGround;
        };
        const auto waterAt = [&](std::size_t k) { return naturalGroundAt(quay.edge[k]); };
        for (std::size_t k = 0; k + 1 < count; ++k) {
            if (!box.holds((quay.edge[k] + quay.edge[k + 1]) * 0.5))
                continue;
            const double deckA = deckAt(k);
            const double deckB = deckAt(k + 1);
            const double low = std::min(waterAt(k), waterAt(k + 1)) - 1.5;
            const V2 a = quay.edge[k];
            const V2 b = quay.edge[k + 1];
            const auto band = [&](double from, double to, double lift, Rgb color) {
                mesh.addPolygon({{withinApron(quay, k, from), deckA + lift},
                                 {withinApron(quay, k + 1, from), deckB + lift},
                                 {withinApron(quay, k + 1, to), deckB + lift},
                                 {withinApron(quay, k, to), deckA + lift}},
                                color);
            };
            const double coping = detail > 0 ? 0.8 : 0;
            band(coping, kQuayMeters, 0, kApron);
            mesh.addPolygon({{a, low}, {b, low}, {b, deckB}, {a, deckA}}, kWall);
            mesh.addPolygon({{quay.yard[k + 1], deckB - 1.2},
                             {quay.yard[k], deckA - 1.2},
                             {quay.yard[k], deckA},
                             {quay.yard[k + 1], deckB}},
                            kWall);
            if (detail > 0)
                band(0, coping, 0.12, kCoping);
            if (detail > 1) {
                for (double rail : kRailMeters)
                    band(rail - 0.25, rail + 0.25, 0.03, kRail);
                const V2 along = unit(b - a);
                const V2 seaward = along.left() * -0.35;
                for (double share : {0.25, 0.75}) {
                    const V2 middle = lerp(a, b, share) + seaward;
                    const double top = deckA + (deckB - deckA) * share - 0.3;
                    mesh.addPolygon({{middle - along * 0.5, low + 1.2},
                                     {middle + along * 0.5, low + 1.2},
                                     {middle + along * 0.5, top},
                                     {middle - along * 0.5, top}},
                                    kFender);
                }
            }
            // where a quay ends its side shows
            if (k == 0)
                mesh.addPolygon({{quay.yard[k], low}, {a, low}, {a, deckA}, {quay.yard[k], deckA}}, kWall);
            if (k + 2 == count)
                mesh.addPolygon({{b, low}, {quay.yard[k + 1], low}, {quay.yard[k + 1], deckB}, {b, deckB}}, kWall);
        }
    }
}

} // namespace guanjing::democity
