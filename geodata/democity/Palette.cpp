// Colours and words that uses have in common.
#include "geodata/democity/Filler.h"

namespace guanjing::democity {

Rgb varied(Rng& rng, Rgb color, double amount)
{
    const double level = 1 + amount * (2 * rng.unit() - 1);
    const double warm = 0.35 * amount * (2 * rng.unit() - 1);
    return {static_cast<float>(color.r * (level + warm)), static_cast<float>(color.g * level),
            static_cast<float>(color.b * (level - warm))};
}

Rgb roofGrey(Rng& rng)
{
    static constexpr Rgb kRoofs[] = {{150, 148, 143}, {168, 165, 158}, {134, 133, 130}, {182, 178, 168},
                                     {160, 150, 138}, {142, 144, 140}, {176, 166, 152}};
    return varied(rng, kRoofs[rng.below(7)], 0.07);
}

Rgb steelRoof(Rng& rng)
{
    const double r = rng.unit();
    if (r < 0.44)
        return varied(rng, {96, 130, 164}, 0.09);
    if (r < 0.78)
        return varied(rng, {190, 193, 193}, 0.07);
    if (r < 0.88)
        return varied(rng, {152, 90, 76}, 0.08);
    return varied(rng, {126, 146, 132}, 0.07);
}

Rgb wallTint(Rng& rng)
{
    static constexpr Rgb kWalls[] = {{222, 216, 204}, {206, 198, 184}, {226, 224, 218}, {204, 190, 172},
                                     {214, 200, 190}, {196, 200, 202}, {224, 210, 186}};
    return varied(rng, kWalls[rng.below(7)], 0.05);
}

Rgb housingTint(Rng& rng, int year)
{
    // mosaic tiles of the nineties, warm plaster of the years after, stone colours and white of today
    static constexpr Rgb kOld[] = {{226, 222, 212}, {212, 196, 184}, {202, 208, 204}, {218, 204, 178}, {196, 186, 174}};
    static constexpr Rgb kMiddle[] = {{208, 190, 168}, {190, 164, 148}, {216, 206, 182},
                                      {176, 156, 144}, {224, 218, 206}, {202, 184, 166}};
    static constexpr Rgb kNew[] = {{228, 226, 222}, {192, 182, 170}, {164, 152, 142}, {206, 204, 202},
                                   {146, 142, 140}, {216, 200, 178}, {176, 158, 140}};
    if (year < 2000)
        return varied(rng, kOld[rng.below(5)], 0.05);
    if (year < 2011)
        return varied(rng, kMiddle[rng.below(6)], 0.05);
    return varied(rng, kNew[rng.below(7)], 0.05);
}

Rgb glassTint(Rng& rng)
{
    static constexpr Rgb kGlass[] = {{206, 219, 227}, {176, 200, 218}, {218, 223, 222}, {164, 190, 184},
                                     {228, 224, 215}, {128, 150, 172}, {116, 126, 134}, {190, 168, 142},
                                     {148, 172, 196}, {156, 160, 160}, {142, 176, 168}, {206, 198, 186}};
    return varied(rng, kGlass[rng.below(12)], 0.06);
}

Rgb treeGreen(Rng& rng)
{
    static constexpr Rgb kCrowns[] = {{78, 98, 60}, {90, 108, 68}, {70, 90, 58}, {98, 110, 74},
                                      {80, 98, 68}, {88, 100, 62}, {72, 92, 66}};
    return varied(rng, kCrowns[rng.below(7)], 0.13);
}

const char* useWord(Use use)
{
    switch (use) {
    case Use::Business: return "office";
    case Use::Commerce: return "commercial";
    case Use::Estate:
    case Use::Slabs: return "residential";
    case Use::Village: return "village";
    case Use::Villas: return "villa";
    case Use::Factory: return "industrial";
    case Use::Logistics:
    case Use::Port: return "logistics";
    case Use::School:
    case Use::Campus: return "education";
    case Use::Public: return "public";
    case Use::Building: return "construction";
    default: return "other";
    }
}

Idleness idlenessOf(std::uint64_t seed)
{
    const double r = unitOf(hashOf(seed, 0x1D1E));
    return r < 0.32 ? Idleness::Meadow
        : r < 0.56  ? Idleness::Overgrown
        : r < 0.69  ? Idleness::Cleared
        : r < 0.80  ? Idleness::CarPark
        : r < 0.92  ? Idleness::Gardens
                    : Idleness::Rubble;
}

namespace {

Rgb idleGround(std::uint64_t seed)
{
    switch (idlenessOf(seed)) {
    case Idleness::Meadow: return {119, 123, 90};
    case Idleness::Overgrown: return {106, 114, 80};
    case Idleness::Cleared: return {153, 138, 114};
    case Idleness::CarPark: return {146, 142, 130};
    case Idleness::Gardens: return {126, 122, 95};
    case Idleness::Rubble: return {136, 132, 114};
    }
    return {118, 122, 90};
}

} // namespace

Rgb groundColor(Use use, std::uint64_t seed)
{
    Rng rng(seed ^ 0x9A0Du);
    switch (use) {
    case Use::Business: return varied(rng, {162, 156, 147}, 0.05);
    case Use::Commerce: return varied(rng, {158, 154, 147}, 0.05);
    case Use::Estate: return varied(rng, {112, 122, 84}, 0.07);
    case Use::Slabs: return varied(rng, {150, 147, 136}, 0.06);
    case Use::Village: return varied(rng, {146, 141, 131}, 0.06);
    case Use::Villas: return varied(rng, {108, 120, 80}, 0.06);
    case Use::Factory: return varied(rng, {160, 157, 149}, 0.06);
    case Use::Logistics:
    case Use::Port: return varied(rng, {152, 150, 145}, 0.05);
    case Use::School: return varied(rng, {150, 150, 134}, 0.05);
    case Use::Campus: return varied(rng, {106, 120, 78}, 0.06);
    case Use::Public: return varied(rng, {140, 142, 122}, 0.05);
    case Use::Park: return varied(rng, {108, 116, 84}, 0.04);
    case Use::Building: return varied(rng, {166, 144, 120}, 0.07);
    case Use::Vacant: return varied(rng, idleGround(seed), 0.05);
    case Use::Fields: return varied(rng, {120, 122, 90}, 0.04);
    case Use::Ponds: return varied(rng, {118, 120, 86}, 0.06);
    case Use::Orchard: return varied(rng, {110, 116, 80}, 0.04);
    case Use::Forest: return {68, 83, 56};
    case Use::Water: return {104, 112, 94};
    }
    return {150, 148, 140};
}

} // namespace guanjing::democity
