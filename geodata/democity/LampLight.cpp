#include "geodata/democity/LampLight.h"

#include "geodata/democity/Boundary.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Painter.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <cmath>

namespace guanjing::democity {

namespace {

Glow glowOfUse(Use use)
{
    switch (use) {
    case Use::Business: return {mixed(kWarmWhite, kWhite, 0.45F), 0.13F, 36, 20};
    case Use::Commerce: return {kWarmWhite, 0.19F, 32, 20};
    case Use::Estate: return {kWarmWhite, 0.036F, 36, 15};
    case Use::Slabs: return {kWarmWhite, 0.055F, 34, 18};
    case Use::Village: return {mixed(kSodium, kWarmWhite, 0.6F), 0.085F, 27, 15};
    case Use::Villas: return {kWarmWhite, 0.012F, 42, 14};
    case Use::Factory: return {mixed(kSodium, kWhite, 0.6F), 0.040F, 58, 24};
    case Use::Logistics: return {mixed(kSodium, kWhite, 0.7F), 0.080F, 66, 34};
    case Use::Port: return {mixed(kSodium, kWhite, 0.3F), 0.26F, 72, 46};
    case Use::School: return {kWarmWhite, 0.024F, 48, 20};
    case Use::Campus: return {kWarmWhite, 0.024F, 48, 18};
    case Use::Public: return {kWarmWhite, 0.07F, 40, 20};
    case Use::Building: return {kWhite, 0.07F, 85, 40};
    case Use::Park: return {kWarmWhite, 0.009F, 50, 15};
    case Use::Vacant: return {kSodium, 0.002F, 110, 16};
    case Use::Ponds: return {kWarmWhite, 0.0008F, 150, 12};
    case Use::Fields:
    case Use::Orchard: return {kWarmWhite, 0.0003F, 220, 12};
    case Use::Forest:
    case Use::Water: break;
    }
    return {};
}

/// Towards the middle of a town more of it is lit.
float shareOf(const Block& block)
{
    const double core = businessCore(block.quad.centre());
    return static_cast<float>(0.35 + 0.7 * block.urban + 1.1 * core + 0.9 * townCore(block.quad.centre()));
}

/// Streets through fields and woods have no lamps but the wide ones.
bool isLit(const Road& road)
{
    if (road.roadClass == RoadClass::Track)
        return false;
    const V2 middle = lerp(road.a, road.b, 0.5);
    return road.roadClass <= RoadClass::Major || urbanity(middle) > 0.22 || unitOf(hashOf(road.seed, 0x1B)) < 0.4;
}

} // namespace

Glow glowOf(const Block& block)
{
    Glow glow = glowOfUse(block.use);
    glow.level *= shareOf(block);
    return glow;
}

Rgb meanGlow(const Block& block)
{
    const Glow glow = glowOf(block);
    constexpr float kSpilled = 1.1F;
    const auto vary = static_cast<float>(0.7 + 0.6 * unitOf(hashOf(block.seed, 0x11)));
    return glow.color * (glow.level * kSpilled * vary);
}

StreetLight lightOf(const Road& road)
{
    if (!isLit(road))
        return {};
    const double width = 2 * sectionOf(road.roadClass).halfCarriageway + 5;
    // the whole of a long street has one kind of lamps
    const std::uint64_t line = road.line > 0 ? hashOf(0x57E7u, road.line, road.northward ? 1 : 0) : road.seed;
    const Rgb color = unitOf(hashOf(line, 0x1A)) < 0.6 ? kSodium : mixed(kWarmWhite, kWhite, 0.3F);
    switch (road.roadClass) {
    case RoadClass::Expressway: return {color, 0.95F, 0.74F, 27, width};
    case RoadClass::Major: return {color, 0.90F, 0.68F, 25, width};
    case RoadClass::Minor:
    case RoadClass::Secondary: return {color, 0.60F, 0.44F, 22, width};
    case RoadClass::Local: return {color, 0.38F, 0.19F, 19, width};
    case RoadClass::Lane: return {mixed(kSodium, kWarmWhite, 0.5F), 0.20F, 0.09F, 15, width};
    case RoadClass::Track: break;
    }
    return {};
}

namespace {

class LightOverview {
public:
    static constexpr double kPixel = LightPicture::kPixel, kWest = LightPicture::kWest, kSouth = LightPicture::kSouth;
    static constexpr int kColumns = 1280, kRows = 896; ///< halved six times

    LightOverview()
    {
        LightPicture whole{kPixel, kColumns, kRows, std::vector<Rgb>(std::size_t{kColumns} * kRows)};
        const MeshRange range = meshesIn(cityLimits().box.grown(kPlannedBeyondMeters));
        for (int j = range.minJ; j <= range.maxJ; ++j)
            for (int i = range.minI; i <= range.maxI; ++i) {
                const std::shared_ptr<const MeshPlan> plan = meshPlan(i, j);
                for (const Block& block : plan->blocks)
                    if (const Rgb light = meanGlow(block); light.r > 0 && cityShare(block.quad.centre()) > 0.5)
                        put(whole, block.quad, light);
                for (const std::vector<Road>* roads : {&plan->roads, &plan->arterials})
                    for (const Road& road : *roads)
                        if (road.roadClass < RoadClass::Lane && cityShare(lerp(road.a, road.b, 0.5)) > 0.5)
                            put(whole, road);
            }
        m_halves.push_back(std::move(whole));
        for (int k = 0; k < 6; ++k)
            m_halves.push_back(halved(m_halves.back()));
    }

    [[nodiscard]] const LightPicture& at(double metersPerPixel) const
    {
        const double halvings = std::log2(metersPerPixel / LightPicture::kPixel);
        return m_halves[static_cast<std::size_t>(std::clamp(static_cast<int>(std::lround(halvings)), 0, 6))];
    }

private:
    static void add(LightPicture& picture, V2 place, Rgb light)
    {
        const auto x = static_cast<int>(std::floor((place.x - kWest) / kPixel));
        const auto y = static_cast<int>(std::floor((place.y - kSouth) / kPixel));
        if (x >= 0 && y >= 0 && x < kColumns && y < kRows) {
            Rgb& pixel = picture.light[static_cast<std::size_t>(y * kColumns + x)];
            pixel = pixel + light;
        }
    }

    static void put(LightPicture& picture, const Quad& quad, Rgb light)
    {
        const Box box = quad.box();
        constexpr double kStep = kPixel / 2;
        for (double y = std::ceil(box.minY / kStep) * kStep; y < box.maxY; y += kStep)
            for (double x = std::ceil(box.minX / kStep) * kStep; x < box.maxX; x += kStep)
                if (quad.holds({x, y}))
                    add(picture, {x, y}, light * 0.25F);
    }

    static void put(LightPicture& picture, const Road& road)
    {
        constexpr double kAlong = 16;
        const StreetLight light = lightOf(road);
        const V2 along = unit(road.b - road.a);
        const double length = (road.b - road.a).length();
        const auto share = static_cast<float>(kAlong * light.widthMeters / (kPixel * kPixel));
        const bool arterial = road.roadClass <= RoadClass::Minor;
        const bool dry = arterial || waterClearance(lerp(road.a, road.b, 0.5)) > 0.5 * length;
        for (double s = 0.5 * kAlong; s < length; s += kAlong)
            if (dry || waterClearance(road.a + along * s) > 0)
                add(picture, road.a + along * s, light.color * (light.mean * share));
    }

    static LightPicture halved(const LightPicture& from)
    {
        LightPicture half{2 * from.pixelMeters, from.columns / 2, from.rows / 2, {}};
        half.light.resize(static_cast<std::size_t>(half.columns * half.rows));
        for (int y = 0; y < half.rows; ++y)
            for (int x = 0; x < half.columns; ++x)
                for (int k = 0; k < 4; ++k) {
                    Rgb& light = half.light[static_cast<std::size_t>(y * half.columns + x)];
                    light = light
                        + from.light[static_cast<std::size_t>((2 * y + (k >> 1)) * from.columns + 2 * x + (k & 1))]
                            * 0.25F;
                }
        return half;
    }

    std::vector<LightPicture> m_halves;
};

} // namespace

const LightPicture& lightPicture(double metersPerPixel)
{
    static const LightOverview whole;
    return whole.at(metersPerPixel);
}

} // namespace guanjing::democity
