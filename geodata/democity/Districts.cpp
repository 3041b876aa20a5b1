// What a mesh is divided into: districts, blocks, streets, and a use for each block.
#include "geodata/democity/Districts.h"

#include "geodata/democity/Boundary.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"

#include <algorithm>

namespace guanjing::democity {

namespace {

enum class District : std::uint8_t {
    Core,
    Mixed,
    Housing,
    Village,
    Industry,
    Campus,
    Port,
    Farm,
    Green,
    Forest,
    Beyond
};

/// Weights of the districts of a town; farm: how far farmland reaches in.
struct Shares {
    double housing, village, industry, green, mixed, farm;
};

Shares sharesOf(Character character)
{
    switch (character) {
    case Character::Centre: return {0.48, 0.14, 0.06, 0.04, 0.28, 0.2};
    case Character::OldTown: return {0.28, 0.32, 0.08, 0.05, 0.27, 0.4};
    case Character::Housing: return {0.50, 0.16, 0.16, 0.07, 0.11, 0.8};
    case Character::Works: return {0.20, 0.24, 0.42, 0.03, 0.11, 1.0};
    case Character::Electronics: return {0.17, 0.24, 0.50, 0.03, 0.06, 0.6};
    case Character::Market: return {0.24, 0.24, 0.28, 0.04, 0.20, 0.8};
    case Character::Port: return {0.12, 0.22, 0.48, 0.02, 0.16, 1.1};
    case Character::Delta: return {0.14, 0.36, 0.28, 0.02, 0.20, 1.2};
    case Character::Paper: return {0.12, 0.30, 0.44, 0.02, 0.12, 1.1};
    case Character::Orchards: return {0.20, 0.22, 0.38, 0.08, 0.12, 1.3};
    case Character::Hills: return {0.30, 0.16, 0.30, 0.14, 0.10, 1.0};
    case Character::Lake: break;
    }
    return {0.20, 0.20, 0.30, 0.10, 0.20, 1.0};
}

/// 0 … 1, spread about evenly over the city, alike over some of the wavelength: neighbours lean the same way.
double leaningAlike(V2 place, double wavelengthMeters, std::uint64_t seed)
{
    const double noise = 0.6 * valueNoise(place.x / wavelengthMeters, place.y / wavelengthMeters, seed)
        + 0.4 * valueNoise(2.3 * place.x / wavelengthMeters, 2.3 * place.y / wavelengthMeters, seed + 1);
    constexpr double kSpread = 0.144; // standard deviation of such a sum
    return 1 / (1 + std::exp(-1.702 * (noise - 0.5) / kSpread));
}

/// Within the limits a little stays green as beyond them.
constexpr double kGreenMeters = 20;

struct Divider {
    MeshPlan& plan;
    District district = District::Mixed;
    Character character = Character::Works;
    double urban = 0;
    double core = 0;
    bool meshNearWater = false;

    static bool wholeWood(const Quad& quad)
    {
        for (double u : {0.04, 0.5, 0.96})
            for (double v : {0.04, 0.5, 0.96})
                if (woodness(quad.at(u, v)) < kWoodEdge)
                    return false;
        return true;
    }

    /// No street is laid through a wood: it stays one.
    static bool throughWood(V2 a, V2 b)
    {
        for (double t : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0})
            if (woodness(lerp(a, b, t)) < kWoodEdge)
                return false;
        return true;
    }

    /// Ponds where the land is wet, fields, groves: each over many plots.
    Use farmland(V2 centre, double ponds, double fields) const
    {
        const double wet = waterClearance(centre) < 450 ? 0.6 : 1;
        const double lean = wet * leaningAlike(centre, 1300, 91);
        return lean < ponds ? Use::Ponds : (lean < ponds + fields ? Use::Fields : Use::Orchard);
    }

    /// Whether a plot lies along one of the roads around its mesh.
    bool besideArterial(V2 centre) const
    {
        constexpr double kFrontMeters = 150;
        for (std::size_t i = 0; i < 4; ++i) {
            const V2 a = plan.outline.p[i];
            if (cross(unit(plan.outline.p[(i + 1) % 4] - a), centre - a) < kFrontMeters)
                return true;
        }
        return false;
    }

    Use pick(std::uint64_t seed, V2 centre, double area) const
    {
        Rng rng(seed);
        const double r = rng.unit();
        const auto choose = [&](std::initializer_list<std::pair<double, Use>> table) {
            double sum = 0;
            for (const auto& entry : table) {
                sum += entry.first;
                if (r < sum)
                    return entry.second;
            }
            return table.end()[-1].second;
        };
        switch (district) {
        case District::Core:
            return choose({{0.16 + 0.30 * core, Use::Business},
                           {0.12, Use::Commerce},
                           {0.16, Use::Estate},
                           {0.06, Use::Public},
                           {0.05, Use::Park},
                           {0.03, Use::School},
                           {0.02, Use::Building},
                           {1, Use::Slabs}});
        case District::Housing:
            return choose(
                {{character == Character::OldTown ? 0.22 : 0.42, Use::Estate},
                 {character == Character::OldTown ? 0.42 : (character == Character::Housing ? 0.16 : 0.24), Use::Slabs},
                 {area > 26000 ? 0.10 : 0.02, Use::School},
                 {0.06, Use::Park},
                 {0.06, Use::Commerce},
                 {0.03, Use::Public},
                 {character == Character::Hills ? 0.13 : 0.03, Use::Villas},
                 {0.03, Use::Building},
                 {1, Use::Vacant}});
        case District::Village:
            return choose({{0.74, Use::Village},
                           {0.08, Use::Slabs},
                           {0.05, Use::Factory},
                           {0.04, Use::Park},
                           {0.03, Use::School},
                           {0.03, Use::Commerce},
                           {1, Use::Vacant}});
        case District::Industry:
            return choose({{character == Character::Port ? 0.52 : 0.72, Use::Factory},
                           {character == Character::Port ? 0.30 : 0.08, Use::Logistics},
                           {0.05, Use::Vacant},
                           {0.04, Use::Building},
                           {0.03, Use::Slabs},
                           {character == Character::Market ? 0.09 : 0.03, Use::Commerce},
                           {1, Use::Orchard}});
        case District::Campus:
            return choose({{0.44, Use::Campus},
                           {0.20, Use::Park},
                           {0.10, Use::Estate},
                           {0.06, Use::Villas},
                           {0.06, Use::School},
                           {0.06, Use::Factory},
                           {1, Use::Orchard}});
        case District::Port:
            return choose({{0.58, Use::Port}, {0.28, Use::Logistics}, {0.08, Use::Factory}, {1, Use::Vacant}});
        case District::Farm: {
            const double delta = deltaness(centre);
            // who builds in the fields builds along a road
            const bool front = besideArterial(centre);
            const Use kind = farmland(centre, 0.05 + 0.42 * delta, 0.31 + 0.35 * delta);
            return choose({{front ? 0.15 : 0.04, Use::Village},
                           {front ? 0.10 : 0.01, Use::Factory},
                           {0.06, Use::Vacant},
                           {0.10, Use::Orchard},
                           {1, kind}});
        }
        case District::Green: return choose({{0.72, Use::Park}, {0.1, Use::Villas}, {1, Use::Orchard}});
        case District::Forest:
            if (woodness(centre) > kWoodEdge)
                return Use::Forest;
            return choose({{0.45, Use::Orchard}, {0.25, Use::Fields}, {0.10, Use::Vacant}, {1, Use::Park}});
        case District::Beyond: {
            const double delta = deltaness(centre);
            return choose({{0.005, Use::Village},
                           {0.30 * (1 - delta), Use::Forest},
                           {0.08, Use::Orchard},
                           {1, farmland(centre, 0.05 + 0.32 * delta, 0.50 + 0.20 * delta)}});
        }
        case District::Mixed: break;
        }
        return choose({{0.20, Use::Estate},
                       {0.20, Use::Slabs},
                       {0.13, Use::Village},
                       {0.18, Use::Factory},
                       {0.07, Use::Commerce},
                       {0.04, Use::Public},
                       {0.05, Use::School},
                       {0.04, Use::Park},
                       {0.03, Use::Building},
                       {1, Use::Vacant}});
    }

    double targetArea() const
    {
        switch (district) {
        case District::Core: return 17000;
        case District::Housing: return 33000;
        case District::Village: return 12500;
        case District::Industry: return 30000;
        case District::Campus: return 60000;
        case District::Port: return 70000;
        case District::Farm:
        case District::Beyond: return 62000;
        case District::Green: return 120000;
        case District::Forest: return 1e9;
        case District::Mixed: break;
        }
        return 20000;
    }

    RoadClass roadFor(int depth) const
    {
        if (district == District::Farm || district == District::Beyond || district == District::Forest)
            return depth == 0 ? RoadClass::Local : RoadClass::Track;
        if (depth == 0)
            return RoadClass::Secondary;
        if (depth == 1)
            return RoadClass::Local;
        return district == District::Village || district == District::Mixed ? RoadClass::Lane : RoadClass::Local;
    }

    void chooseDistrict(V2 centre, std::uint64_t seed)
    {
        Rng rng(seed);
        urban = urbanity(centre);
        core = businessCore(centre);
        const double hill = hilliness(centre);
        const double delta = deltaness(centre);
        const Town& town = towns()[static_cast<std::size_t>(townAt(centre))];
        const double r = rng.unit();
        character = town.character;
        const bool lakeTown = character == Character::Lake;
        const bool seaTown =
            character == Character::Port || character == Character::Paper || town.code == "441900121"; // 虎门
        const double shore = seaTown ? waterClearance(centre) : 1000;
        if (limitDistance(centre) < kGreenMeters) {
            urban = 0;
            core = 0;
            district = woodness(centre) > 0 ? District::Forest : District::Beyond;
        } else if (hill > 0.5 && core < 0.35) {
            district = District::Forest;
        } else if (seaTown && centre.x < 14500 && shore > 0 && shore < 650 && urban < 0.62) {
            district = r < 0.7 ? District::Port : District::Farm;
        } else if (r < core * 0.85 || (centre - town.centre).length() < 430) {
            district = District::Core; // a town's anchor is always the middle of its core
        } else if (lakeTown) {
            district = r < 0.75 ? District::Campus : (r < 0.87 ? District::Green : District::Housing);
        } else {
            Shares shares = sharesOf(character);
            shares.village *= 0.56; // a million buildings in all, of which villages are most
            const double farm = shares.farm * clamp01(0.85 * delta * (1.15 - 1.25 * urban) + 0.85 * (0.62 - urban));
            // farmland and quarters of a kind lie together, with some of others among them
            const double own = rng.unit();
            if ((own < 0.2 ? rng.unit() : leaningAlike(centre, 3100, 93)) < farm) {
                district = District::Farm;
            } else {
                // towards the core more flats, fewer works
                const double housing = shares.housing * (0.55 + 0.75 * urban);
                const double industry = shares.industry * (1.2 - 0.4 * urban);
                const double lean = own > 0.68 ? rng.unit() : leaningAlike(centre, 2300, 95);
                const double q = lean * (housing + shares.village + industry + shares.green + shares.mixed);
                if (q < housing)
                    district = District::Housing;
                else if (q < housing + shares.village)
                    district = District::Village;
                else if (q < housing + shares.village + industry)
                    district = District::Industry;
                else if (q < housing + shares.village + industry + shares.green)
                    district = District::Green;
                else
                    district = District::Mixed;
            }
        }
    }

    void finish(const Quad& quad, std::uint64_t seed)
    {
        Block block;
        block.quad = quad;
        block.seed = hashOf(seed, 77);
        const V2 centre = quad.centre();
        const double area = quad.area();
        if (!(area > 250))
            return;
        if (meshNearWater) {
            const Box box = quad.box();
            const double reach = 0.5 * V2{box.maxX - box.minX, box.maxY - box.minY}.length();
            const double clearance = waterClearance(centre);
            block.nearWater = clearance < reach + 40;
            if (clearance < -reach)
                return;
        }
        block.nearCorridor = corridorNear(quad.box());
        block.town = townAt(centre);
        block.character = character;
        block.urban = urban;
        if (district != District::Beyond && district != District::Forest
            && std::any_of(quad.p.begin(), quad.p.end(), [](V2 p) { return limitDistance(p) < kGreenMeters; }))
            district = District::Beyond; // nothing stands across the limits
        block.use = pick(block.seed, centre, area);
        if (block.use != Use::Forest && area < 1500)
            block.use = Use::Vacant;
        if (block.use == Use::Orchard && urban > 0.55)
            block.use = Use::Park;
        if (district != District::Forest && hilliness(centre) > 0.52 && block.use != Use::Business)
            block.use = Use::Forest;
        block.heightLimit = heightLimitOf(block);
        plan.blocks.push_back(block);
    }

    void divide(Quad quad, std::array<double, 4> margins, int depth, std::uint64_t seed)
    {
        if (depth == 2)
            chooseDistrict(quad.centre(), hashOf(seed, 3));
        const double area = quad.area();
        if (!(area > 250))
            return;
        const double lengths[2] = {(quad.p[1] - quad.p[0]).length() + (quad.p[2] - quad.p[3]).length(),
                                   (quad.p[2] - quad.p[1]).length() + (quad.p[3] - quad.p[0]).length()};
        const double longer = 0.5 * std::max(lengths[0], lengths[1]);
        // the wood's edge is found by dividing, so that it does not follow the streets
        const double wanted = district == District::Forest && !wholeWood(quad) ? 26000 : targetArea();
        const double target = wanted * (0.72 + 0.6 * unitOf(hashOf(seed, 4)));
        if ((area < target || longer < 52) && (depth >= 2 || district == District::Forest)) {
            finish(quad, seed);
            return;
        }
        if (lengths[1] > lengths[0]) { // let side 0 be a long one
            quad = Quad{{quad.p[1], quad.p[2], quad.p[3], quad.p[0]}};
            margins = {margins[1], margins[2], margins[3], margins[0]};
        }
        const double t = 0.40 + 0.20 * unitOf(hashOf(seed, 5));
        const double s = clamp01(t + 0.06 * (unitOf(hashOf(seed, 6)) - 0.5));
        const RoadClass roadClass = roadFor(depth);
        const V2 a = lerp(quad.p[0], quad.p[1], t);
        const V2 b = lerp(quad.p[3], quad.p[2], s);
        const bool wooded = throughWood(a, b);
        const double half = wooded ? 0 : sectionOf(roadClass).halfStrip;
        const V2 d = unit(b - a);
        const V2 off = d.left() * half;
        const V2 e0 = quad.p[1] - quad.p[0];
        const V2 e2 = quad.p[2] - quad.p[3];
        const Quad first{
            {quad.p[0], meetLines(quad.p[0], e0, a + off, d), meetLines(quad.p[3], e2, b + off, d), quad.p[3]}};
        const Quad second{
            {meetLines(quad.p[0], e0, a - off, d), quad.p[1], quad.p[2], meetLines(quad.p[3], e2, b - off, d)}};
        Road road;
        // over the pavement of the roads that it meets, up to their kerbs
        road.a = a - d * margins[0];
        road.b = b + d * margins[2];
        road.roadClass = roadClass;
        road.seed = hashOf(seed, 9);
        road.trimA = margins[0] + 6;
        road.trimB = margins[2] + 6;
        road.stubA = margins[0];
        road.stubB = margins[2];
        if (!wooded)
            plan.roads.push_back(road);
        const District keep = district;
        const Character keepCharacter = character;
        const double keepUrban = urban;
        const double keepCore = core;
        const RoadSection own = sectionOf(roadClass);
        const double kerb = wooded ? 0 : own.halfStrip - own.halfCarriageway + 0.4;
        divide(first, {margins[0], kerb, margins[2], margins[3]}, depth + 1, hashOf(seed, 1));
        district = keep;
        character = keepCharacter;
        urban = keepUrban;
        core = keepCore;
        divide(second, {margins[0], margins[1], margins[2], kerb}, depth + 1, hashOf(seed, 2));
    }
};

} // namespace

double woodness(V2 place)
{
    double wood = hilliness(place) - 0.5;
    if (limitDistance(place) < kGreenMeters)
        wood = std::max(wood, valueNoise(place.x / 2100, place.y / 2100, 87) - 0.5 * deltaness(place) - 0.56);
    return wood;
}

double heightLimitOf(const Block& block)
{
    const double r = unitOf(hashOf(block.seed, 5));
    switch (block.use) {
    case Use::Business: {
        const double here = businessCore(block.quad.centre());
        // a few high ones where it is densest, the many well below them
        return 44 + here * (46 + 70 * r) + 190 * std::pow(here, 3) * std::pow(r, 4);
    }
    case Use::Commerce: return 38;
    case Use::Estate: {
        const double tall = block.character == Character::Housing || block.character == Character::Centre ? 6 : 0;
        return 3.0 * (12 + tall + std::floor((8 + 14 * block.urban) * (0.4 + 0.6 * r))) + 8;
    }
    case Use::Slabs: return 36;
    case Use::Village: return 34;
    case Use::Villas: return 17;
    case Use::Factory: return block.character == Character::Paper ? 62 : 36;
    case Use::Logistics: return 24;
    case Use::Port: return 76;
    case Use::School: return 30;
    case Use::Campus: return 46;
    case Use::Public: return 75;
    case Use::Building: return 70;
    case Use::Park: return 12;
    case Use::Fields:
    case Use::Ponds:
    case Use::Orchard: return 8;
    default: return 0;
    }
}

void divideMesh(MeshPlan& plan, const Quad& inner, const std::array<double, 4>& margins, std::uint64_t seed)
{
    const V2 centre = plan.outline.centre();
    Divider divider{plan};
    divider.meshNearWater = waterClearance(centre) < 990;
    if (Divider::wholeWood(inner) && businessCore(centre) < 0.35) {
        divider.district = District::Forest;
        divider.urban = 0;
        divider.finish(inner, seed);
        return;
    }
    divider.chooseDistrict(centre, seed);
    if (divider.district == District::Forest)
        divider.district = District::Mixed;
    divider.divide(inner, margins, 0, seed);
}

} // namespace guanjing::democity
