#include "geodata/democity/Painter.h"

#include "geodata/democity/Boundary.h"
#include "geodata/democity/Bridges.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Districts.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/HillPicture.h"
#include "geodata/democity/Quays.h"
#include "geodata/democity/Surroundings.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"
#include "geodata/democity/Woods.h"

#include <algorithm>

namespace guanjing::democity {

namespace {

/// From here on blocks are woven patches, not buildings.
constexpr double kMosaicMetersPerPixel = 7;

/// Whether the plan reaches into a box.
bool insideExtent(const Box& box) { return limitDistances(box).most > -kPlannedBeyondMeters; }

/// Slopes towards the sun are lighter, those away from it darker.
double slopeLightAt(V2 p, double hill, const Sun& sun)
{
    if (hill < 0.2)
        return 1;
    constexpr double kStep = 40;
    const double east = reliefMeters({p.x + kStep, p.y}) - reliefMeters({p.x - kStep, p.y});
    const double north = reliefMeters({p.x, p.y + kStep}) - reliefMeters({p.x, p.y - kStep});
    const double sx = -east / (2 * kStep);
    const double sy = -north / (2 * kStep);
    const double light = (sx * sun.x + sy * sun.y + sun.z) / std::sqrt(sx * sx + sy * sy + 1);
    return std::clamp(1 + (light / sun.z - 1) * 1.15 * smoothStep(0.2, 0.6, hill), 0.5, 1.4);
}

/// Coarser pixels see the hills' woods and slopes in a picture of their own.
constexpr double kHillPictureMetersPerPixel = 2;

struct Land {
    Rgb plain, wood;
    float wooded = 0, slopeLight = 1;
};

Land landAt(V2 p, float far, const Sun& sun, bool withHills)
{
    const double hill = withHills ? hilliness(p) : 0;
    const double rough = valueNoise(p.x / 2600, p.y / 2600, 81);
    const double patch = valueNoise(p.x / 700, p.y / 700, 82);
    Rgb plain = mixed({114, 118, 88}, {126, 124, 100}, static_cast<float>(rough));
    plain = mixed(plain, {104, 110, 80}, static_cast<float>(0.6 * patch));
    plain = mixed(plain, kFarFarm, 0.5F * far);
    const Rgb wood = mixed(woodColor(p) * 0.87F, kFarWood, 0.8F * far);
    Land land{plain, wood};
    if (withHills)
        land.wooded = static_cast<float>(smoothStep(0.36, 0.50, hill));
    if (limitDistance(p) < 0) // woods of the plain
        land.wooded = std::max(land.wooded, static_cast<float>(smoothStep(-0.05, 0.02, woodness(p))));
    if (withHills)
        land.slopeLight = static_cast<float>(slopeLightAt(p, hill, sun));
    return land;
}

} // namespace

Painter::Painter(Canvas& canvas, Decks decks)
    : m_canvas(canvas)
    , m_mpp(canvas.metersPerPixel())
    , m_far(farness(canvas.metersPerPixel()))
    , m_decks(m_mpp < kSeenBelowMetersPerPixel ? decks : Decks::Shown)
{ }

Painter::~Painter() = default;

void Painter::paint()
{
    collect();
    ground();
    const bool planned = insideExtent(m_canvas.box());
    if (planned)
        blocks();
    mottle();
    paintCorridorVerges(m_canvas); // motorways go on beyond the plan
    if (planned) {
        paintRoadStrips(m_localOnGround);
        paintCarriageways(m_localOnGround);
    }
    water();
    if (planned) {
        for (const auto& [block, content] : m_blocks)
            if (content && m_canvas.sees(block->quad.box().grown(kQuayMeters)))
                paintQuays(m_canvas, content->quays);
        paintRoadStrips(m_onGround);
        paintStubs();
        paintTurningPlaces();
        paintCarriageways(m_onGround);
        crossings();
    }
    paintCorridorDecks(m_canvas, m_decks == Decks::Shown);
    if (planned && m_mpp < kMosaicMetersPerPixel) {
        collectThings();
        roofs();
        vehicles();
        shadows();
        m_canvas.applyShade();
        crowns();
    }
    finish();
}

void Painter::collect()
{
    if (!insideExtent(m_canvas.box()) || m_mpp > 60)
        return;
    // things outside may cast their shadow in
    const Box reach = m_canvas.box().grown(25);
    const MeshRange range = meshesIn(reach);
    for (int j = range.minJ; j <= range.maxJ; ++j)
        for (int i = range.minI; i <= range.maxI; ++i) {
            Box outline;
            for (V2 p : {crossing(i, j), crossing(i + 1, j), crossing(i + 1, j + 1), crossing(i, j + 1)})
                outline.add(p);
            if (!reach.grown(m_mpp < kMosaicMetersPerPixel ? 60 : 30).meets(outline))
                continue;
            m_plans.push_back(meshPlan(i, j, m_canvas.epoch()));
        }
    m_woods = std::make_unique<const Woods>(m_canvas.box().grown(14), m_plans, m_mpp < 3 ? 25 : 8 * m_mpp);
    for (const auto& plan : m_plans) {
        for (const Block& block : plan->blocks) {
            const Box box = block.quad.box();
            if (block.use == Use::Forest)
                continue;
            if (m_mpp >= kMosaicMetersPerPixel) {
                if (m_canvas.sees(box))
                    m_blocks.emplace_back(&block, nullptr);
                continue;
            }
            const V2 shadow = m_canvas.shadowOf(block.heightLimit);
            Box casting = box;
            casting.add({box.minX + shadow.x, box.minY + shadow.y});
            casting.add({box.maxX + shadow.x, box.maxY + shadow.y});
            if (m_canvas.sees(casting.grown(4)))
                m_blocks.emplace_back(&block, blockContent(block));
        }
        for (const Road& road : plan->arterials) {
            if (m_mpp > 4 && cityShare(lerp(road.a, road.b, 0.5)) < 0.5)
                continue;
            Box box;
            box.add(road.a);
            box.add(road.b);
            if (reach.meets(box.grown(60)))
                m_arterials.push_back(road);
        }
        for (const Road& road : plan->roads) {
            if (m_mpp > 15 && road.roadClass > RoadClass::Local)
                continue; // in the mean colour between the blocks
            if (m_mpp > 4 && cityShare(lerp(road.a, road.b, 0.5)) < 0.5)
                continue;
            Box box;
            box.add(road.a);
            box.add(road.b);
            if (m_canvas.sees(box.grown(sectionOf(road.roadClass).halfStrip + 16)))
                m_localRoads.push_back(road);
        }
    }
    std::stable_sort(m_localRoads.begin(), m_localRoads.end(),
                     [](const Road& a, const Road& b) { return a.roadClass > b.roadClass; });
    const auto lay = [this](const std::vector<Road>& roads, std::vector<Road>& onGround) {
        for (const Road& road : roads)
            if (m_decks == Decks::Shown)
                onGround.push_back(road);
            else
                withoutSpans(road, onGround);
    };
    lay(m_localRoads, m_localOnGround);
    lay(m_arterials, m_onGround);
}

void Painter::ground()
{
    // the land itself changes slowly: sampled on a coarse lattice
    constexpr int kCells = kLatticeCells;
    m_slopeLight.assign(static_cast<std::size_t>((kCells + 1) * (kCells + 1)), 1.0F);
    m_wooded.assign(m_slopeLight.size(), 0.0F);
    const int step = kTilePixels / kCells;
    std::vector<Land> lattice(m_slopeLight.size(), Land{{112, 118, 86}, {112, 118, 86}});
    // from where the city is a spot, its hills are none
    const bool near = insideExtent(m_canvas.box()) && m_mpp < 3000;
    const bool fine = m_mpp < kHillPictureMetersPerPixel;
    const bool pictured = near && !fine && hillPicture().reachesInto(m_canvas.box());
    if (near)
        for (int y = 0; y <= kCells; ++y)
            for (int x = 0; x <= kCells; ++x) {
                const auto i = static_cast<std::size_t>(y * (kCells + 1) + x);
                lattice[i] = landAt(m_canvas.toPlane(x * step, y * step), m_far, m_canvas.sun(), fine);
                m_slopeLight[i] = pictured
                    ? hillPicture().lightAt(m_canvas.toPlane(x * step, y * step), m_mpp, m_canvas.sun())
                    : lattice[i].slopeLight;
                m_wooded[i] = lattice[i].wooded;
                if (!pictured) { // woods and light change as slowly
                    const Rgb lit = mixed(lattice[i].plain, lattice[i].wood, lattice[i].wooded) * m_slopeLight[i];
                    lattice[i].plain = lattice[i].wood = lit;
                }
            }
    std::array<float, kTilePixels> woods{};
    std::array<float, kTilePixels> lights{};
    for (int y = 0; y < kTilePixels; ++y) {
        const auto cy = static_cast<std::size_t>(y / step);
        const float v = (static_cast<float>(y % step) + 0.5F) / static_cast<float>(step);
        if (pictured)
            hillPicture().along(m_canvas.toPlane(0.5, y + 0.5), m_mpp, m_canvas.sun(), woods, lights);
        for (int x = 0; x < kTilePixels; ++x) {
            const auto cx = static_cast<std::size_t>(x / step);
            const float u = (static_cast<float>(x % step) + 0.5F) / static_cast<float>(step);
            const Land* const upper = &lattice[cy * (kCells + 1) + cx];
            const Land* const lower = upper + kCells + 1;
            const auto between = [&](Rgb Land::*member) {
                return mixed(mixed(upper[0].*member, upper[1].*member, u), mixed(lower[0].*member, lower[1].*member, u),
                             v);
            };
            Rgb& pixel = m_canvas.at(x, y);
            pixel = between(&Land::plain);
            if (!pictured)
                continue;
            const float above = upper[0].wooded + (upper[1].wooded - upper[0].wooded) * u;
            const float below = lower[0].wooded + (lower[1].wooded - lower[0].wooded) * u;
            const auto i = static_cast<std::size_t>(x);
            const float wood = std::max(woods[i], above + (below - above) * v);
            if (wood > 0)
                pixel = mixed(pixel, between(&Land::wood), wood);
            pixel = pixel * lights[i];
        }
    }
    if (limitDistances(m_canvas.box()).least < kWholeShareMeters)
        outskirts();
    if (m_mpp > 60 && insideExtent(m_canvas.box()))
        farGround();
}

float Painter::slopeLight(V2 place) const
{
    const V2 at = m_canvas.toPixel(place) * (static_cast<double>(kLatticeCells) / kTilePixels);
    const double x = std::clamp(at.x, 0.0, kLatticeCells - 0.001);
    const double y = std::clamp(at.y, 0.0, kLatticeCells - 0.001);
    const auto ix = static_cast<std::size_t>(x);
    const auto iy = static_cast<std::size_t>(y);
    const auto u = static_cast<float>(x - static_cast<double>(ix));
    const auto v = static_cast<float>(y - static_cast<double>(iy));
    const float* row = m_slopeLight.data() + iy * (kLatticeCells + 1) + ix;
    const float upper = row[0] + (row[1] - row[0]) * u;
    const float lower = row[kLatticeCells + 1] + (row[kLatticeCells + 2] - row[kLatticeCells + 1]) * u;
    return upper + (lower - upper) * v;
}

void Painter::blocks()
{
    const std::vector<Rgb> before = m_woods && !m_woods->isEmpty() ? m_canvas.pixels() : std::vector<Rgb>{};
    const auto lay = [&](const Block& block, const BlockContent* content) {
        if (!content) {
            mosaic(block, static_cast<float>(cityShare(block.quad.centre())));
            return;
        }
        if (!m_canvas.sees(block.quad.box()))
            return;
        for (const Paint& paint : content->paints) {
            const float seen = m_canvas.presence(paint.detail) * paint.alpha;
            if (seen > 0)
                m_canvas.fill(content->outline(paint), paint.color, seen);
        }
    };
    for (const auto& [block, content] : m_blocks)
        if (block->use != Use::Port)
            lay(*block, content.get());
    banks();
    for (const auto& [block, content] : m_blocks)
        if (block->use == Use::Port) // quays reach to the water
            lay(*block, content.get());
    if (!before.empty())
        growWoods(before);
}

// The green strip behind the levee.
void Painter::banks()
{
    if (m_mpp > 30)
        return;
    const Rgb lawn = mixed({101, 115, 73}, kFarPark, 0.5F * m_far);
    for (const River& river : rivers())
        if (m_canvas.sees(river.box.grown(kBankMeters)))
            waterShape(river, kBankMeters, lawn);
    for (const WaterBody& body : waterBodies()) {
        if (!m_canvas.sees(body.box.grown(kBankMeters)))
            continue;
        for (std::size_t i = 0; i < body.ring.size(); ++i) {
            const V2 a = body.ring[i];
            const V2 b = body.ring[(i + 1) % body.ring.size()];
            Box box;
            box.add(a);
            box.add(b);
            if (!m_canvas.sees(box.grown(kBankMeters + 6)))
                continue;
            m_canvas.line(a, b, 2 * kBankMeters, lawn);
            m_canvas.disc(b, kBankMeters, lawn);
        }
    }
}

void Painter::growWoods(const std::vector<Rgb>& before)
{
    std::vector<float> shares; // of what woods cover of farmland, once there is some
    for (const auto& [block, content] : m_blocks) {
        (void)content;
        // where a block is some pixels, its corners tell
        const auto wooded = [&](V2 place) { return m_woods->naturalShareAt(place) > 0; };
        if (m_canvas.sees(block->quad.box()) && m_woods->reachInto(*block)
            && (m_mpp < kMosaicMetersPerPixel || wooded(block->quad.centre())
                || std::any_of(block->quad.p.begin(), block->quad.p.end(), wooded))) {
            if (shares.empty())
                shares = m_woods->naturalShares(m_canvas.toPlane(0.5, 0.5), m_mpp, kTilePixels);
            m_canvas.restore(block->quad.p, before, shares);
            m_woodedFarms.push_back(block);
        }
    }
    // nearer by the crowns are painted one by one
    if (m_mpp < 1.3)
        return;
    const auto amount = 0.30F * static_cast<float>(clamp01((16 - m_mpp) / 13));
    if (amount <= 0 || (m_woods->blocks().empty() && m_woodedFarms.empty()))
        return;
    const Canvas::Grain grain(m_canvas, std::max(6.5, 1.3 * m_mpp), 0x6247u);
    for (const Block* wood : m_woods->blocks())
        if (m_canvas.sees(wood->quad.box()))
            m_canvas.addGrain(wood->quad.p, grain, amount);
    for (const Block* farm : m_woodedFarms)
        m_canvas.addGrain(farm->quad.p, grain, amount, shares);
}

void Painter::waterShape(const River& river, double grow, Rgb color)
{
    // the stretch near the tile as one ribbon
    const Box near = m_canvas.box().grown(700);
    std::size_t i = 0;
    while (i < river.line.size()) {
        while (i < river.line.size() && !near.holds(river.line[i]))
            ++i;
        std::size_t end = i;
        while (end < river.line.size() && near.holds(river.line[end]))
            ++end;
        if (end - i >= 1) {
            const std::size_t first = i > 0 ? i - 1 : 0;
            const std::size_t last = std::min(end, river.line.size() - 1);
            std::vector<V2> ribbon;
            const auto normal = [&](std::size_t k) {
                const V2 a = river.line[k > 0 ? k - 1 : 0];
                const V2 b = river.line[std::min(k + 1, river.line.size() - 1)];
                return unit(b - a).left();
            };
            for (std::size_t k = first; k <= last; ++k)
                ribbon.push_back(river.line[k] + normal(k) * (river.halfWidth[k] + grow));
            for (std::size_t k = last + 1; k-- > first;)
                ribbon.push_back(river.line[k] - normal(k) * (river.halfWidth[k] + grow));
            m_canvas.fill(ribbon, color, m_canvas.presence(2 * river.halfWidth[(first + last) / 2] + 2 * grow));
        }
        i = end + 1;
    }
}

void Painter::water()
{
    // silt: brown in the rivers, grey-green in the estuary, less of it at sea; reservoirs are clear, and green. The viewer adds
    // the sky's mirror, which is blue.
    const Rgb river = mixed({101, 110, 96}, {84, 101, 99}, m_far);
    const Rgb estuary = mixed({102, 113, 101}, {91, 107, 102}, m_far);
    const Rgb sea{72, 98, 101};
    const Rgb lake = mixed({72, 98, 82}, {62, 92, 82}, m_far);
    const Rgb bank{104, 116, 76};
    const Rgb road{158, 154, 146};
    const Rgb stone{150, 144, 128};
    const Rgb kerb{184, 182, 176};
    std::vector<const River*> near;
    for (const River& r : rivers())
        if (m_canvas.sees(r.box))
            near.push_back(&r);
    // outside in: embankment road, grass slope, stone edge, water
    if (m_mpp < 30)
        for (const auto& [grow, color] : {std::pair{13.0, road}, std::pair{7.5, bank}, std::pair{1.6, stone}})
            for (const River* r : near) {
                if (m_mpp < 0.8 && grow > 10) { // its kerb and centre line
                    waterShape(*r, grow + 0.3, kerb);
                    waterShape(*r, grow, color);
                    waterShape(*r, 10.33, {200, 176, 96});
                    waterShape(*r, 10.17, color);
                    continue;
                }
                waterShape(*r, grow, color);
            }
    std::vector<const WaterBody*> bodies;
    for (const WaterBody& body : waterBodies())
        if (m_canvas.sees(body.box.grown(20)))
            bodies.push_back(&body);
    if (m_mpp < 30)
        for (const WaterBody* body : bodies)
            for (std::size_t i = 0; i < body->ring.size(); ++i) {
                const V2 a = body->ring[i];
                const V2 b = body->ring[(i + 1) % body->ring.size()];
                Box box;
                box.add(a);
                box.add(b);
                if (m_canvas.sees(box.grown(20))) {
                    // a path around the lake, a road along the sea's wall
                    const V2 along = unit(b - a) * 2.5;
                    m_canvas.line(a - along, b + along, body->sea ? 26 : 24, road);
                    m_canvas.line(a - along, b + along, body->sea ? 15 : 16.5, bank);
                    m_canvas.line(a - along, b + along, body->sea ? 7 : 3, stone);
                }
            }
    for (const River* r : near) // below the sea, in which they end
        waterShape(*r, 0, river);
    // the silt of the rivers settles on the way to the open sea
    static const V2 mouth = fromLonLat(113.63, 22.76);
    constexpr V2 kOutward{0.2 / 120000, -1.0 / 120000};
    for (const WaterBody* body : bodies)
        body->sea ? m_canvas.fillBetween(body->ring, estuary, sea, mouth, kOutward) : m_canvas.fill(body->ring, lake);
}

void Painter::paintWaters(Rgb color)
{
    for (const WaterBody& body : waterBodies())
        if (m_canvas.sees(body.box))
            m_canvas.fill(body.ring, color);
    for (const River& river : rivers())
        if (m_canvas.sees(river.box))
            waterShape(river, 0, color);
}

void Painter::finish()
{
    m_canvas.tone(310, 0.030F * (1 - m_far), 101);
    m_canvas.tone(47, 0.026F, 102);
    m_canvas.tone(9.5, 0.022F, 103);
    m_canvas.tone(2.1, 0.018F, 104);
    m_canvas.tone(0.5, 0.022F, 105);
    if (m_canvas.epoch() == Epoch::June2023) { // another camera, a hazier and drier day
        m_canvas.grade(0.90F, 0.95F);
        m_canvas.tint({1.035F, 1.01F, 0.975F});
    }
    if (m_far > 0)
        m_canvas.grade(1 + 0.02F * m_far, 1 + 0.10F * m_far);
}

void Painter::paintRoofMask()
{
    collect();
    for (const auto& [block, content] : m_blocks) {
        (void)block;
        if (content)
            for (const Part& part : content->parts)
                if (part.building != kNoBuilding)
                    m_canvas.fill(part.outline(), {255, 255, 255});
    }
}

} // namespace guanjing::democity
