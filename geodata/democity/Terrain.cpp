#include "geodata/democity/Terrain.h"

#include "geodata/democity/Demo.h"
#include "geodata/democity/Earthworks.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <array>
#include <vector>

namespace guanjing::democity {

namespace {

struct Hill {
    V2 centre;
    double radius, height;
};

const std::vector<Hill>& hills()
{
    static const std::vector<Hill> all = [] {
        const std::array<std::array<double, 4>, 16> table{{
            {114.215, 22.905, 6200, 890},
            {114.185, 22.86, 3800, 420},
            {114.235, 22.955, 4200, 380},
            {114.125, 22.872, 3600, 460},
            {114.045, 22.862, 3000, 340},
            {114.035, 22.935, 2400, 260},
            {113.815, 22.872, 4300, 520},
            {113.77, 22.885, 3000, 330},
            {113.845, 22.845, 2900, 300},
            {113.965, 22.845, 3000, 330},
            {114.19, 22.765, 3400, 320},
            {114.225, 22.725, 3600, 300},
            {113.72, 22.935, 2300, 240},
            {113.775, 22.955, 1900, 190},
            {114.03, 22.79, 2400, 260},
            {113.93, 22.80, 2800, 280},
        }};
        std::vector<Hill> result;
        result.reserve(table.size());
        for (const auto& row : table)
            result.push_back({fromLonLat(row[0], row[1]), row[2], row[3]});
        return result;
    }();
    return all;
}

double hillEnvelope(V2 at)
{
    bool near = false;
    for (const Hill& hill : hills()) {
        const V2 d = at - hill.centre;
        const double reach = hill.radius + 2500;
        near = near || dot(d, d) < reach * reach;
    }
    if (!near)
        return 0;
    // ridges and valleys instead of round hills
    const V2 place{at.x + 2600 * (valueNoise(at.x / 2300, at.y / 2300, 64) - 0.5)
                       + 900 * (valueNoise(at.x / 800, at.y / 800, 65) - 0.5),
                   at.y + 2600 * (valueNoise(at.x / 2300, at.y / 2300, 66) - 0.5)
                       + 900 * (valueNoise(at.x / 800, at.y / 800, 67) - 0.5)};
    double sum = 0;
    for (const Hill& hill : hills()) {
        const double d = (place - hill.centre).length() / hill.radius;
        if (d < 1)
            sum += (0.35 + 0.65 * hill.height / 890) * (1 - d * d) * (1 - d * d);
    }
    return sum;
}

/// Ridges and valleys on the envelope of the hills, without the summit.
double ridges(V2 place)
{
    const double envelope = hillEnvelope(place);
    if (envelope <= 0)
        return 0;
    double ridge = 0;
    double amplitude = 0.5;
    double wavelength = 1500;
    for (int octave = 0; octave < 4; ++octave) {
        const double n = valueNoise(place.x / wavelength + 17 * octave, place.y / wavelength - 9 * octave,
                                    71u + static_cast<unsigned>(octave));
        ridge += amplitude * (1 - std::fabs(2 * n - 1));
        amplitude *= 0.5;
        wavelength *= 0.48;
    }
    const double height = envelope * 620 * (0.15 + ridge);
    // no other top comes near the highest
    constexpr double kKnee = 560;
    return height < kKnee ? height : kKnee + 190 * (1 - std::exp((kKnee - height) / 190));
}

const V2& summit()
{
    static const V2 place = fromLonLat(114.215, 22.905);
    return place;
}

constexpr double kSummitMeters = 898;

/// How far from a shore the land has its own height.
constexpr double kRiverPlainMeters = 900, kLakeShoreMeters = 420;

/// The land beside water: level with the crest of the levee where that begins, and its own height far from it.
double besideWater(double land, double level, double distance, double reach, double fading)
{
    if (distance >= reach)
        return land;
    const double leastCrest = 1.3 * fading;
    constexpr double kMostCrest = 3.2;
    const double crest = level + std::clamp(land - level, leastCrest, kMostCrest);
    return crest + (land - crest) * smoothStep(kBankMeters, reach, distance);
}

} // namespace

double hilliness(V2 place)
{
    const double envelope = hillEnvelope(place);
    const double noise =
        valueNoise(place.x / 1900, place.y / 1900, 61) * 0.65 + valueNoise(place.x / 640, place.y / 640, 62) * 0.35;
    // outside the plain of the delta there are small wooded knolls everywhere
    const double knolls = 0.22 * smoothStep(0.62, 0.9, noise);
    return clamp01(envelope * 2.5 * (0.45 + 0.9 * noise) + knolls * (1 - deltaness(place)));
}

double reliefMeters(V2 place)
{
    const double height = ridges(place);
    const double far = (place - summit()).length();
    if (far > 2600)
        return height;
    static const double missing = kSummitMeters - plainMeters(summit()) - ridges(summit());
    // a cone with a rounded top; no ridge beside it is higher
    const double t = far / 2600;
    const double cone =
        missing * (std::exp(-far * far / (2 * 330.0 * 330.0)) * 0.35 + 0.65 * (1 - t) * (1 - t) * (1 + t) * (1 + t));
    return std::min(height + cone, kSummitMeters - plainMeters(place) - 0.06 * far);
}

double plainMeters(V2 place)
{
    const double inland = smoothStep(12000, 62000, place.x - 0.35 * place.y + 8000);
    const double swell =
        valueNoise(place.x / 2600, place.y / 2600, 75) * 0.7 + valueNoise(place.x / 700, place.y / 700, 76) * 0.3;
    return 1.8 + 1.6 * swell + inland * (9 + 17 * swell) * (1 - 0.9 * deltaness(place));
}

double deltaness(V2 place)
{
    static const V2 a = fromLonLat(113.56, 23.05);
    static const V2 b = fromLonLat(113.61, 22.95);
    static const V2 c = fromLonLat(113.68, 23.08);
    static const V2 d = fromLonLat(113.61, 22.88);
    const auto near = [&](V2 centre, double reach) {
        return 1 - smoothStep(0.45 * reach, reach, (place - centre).length());
    };
    return std::max({near(a, 8500), near(b, 8000), near(c, 8500), near(d, 5500)});
}

namespace {

Ground naturalGround(V2 place)
{
    const Shores shores = shoresAt(place);
    const double clearance = shores.clearance();
    constexpr double kFlatFrom = 45000; // metres beyond the city's limits
    const double outside = std::max({0.0, -place.x, -place.y, place.x - kCityWidthMeters, place.y - kCityHeightMeters});
    if (outside > kFlatFrom)
        return {0, clearance};
    const double fading = 1 - smoothStep(0.15 * kFlatFrom, kFlatFrom, outside);
    const double level = shores.level() * fading;
    if (clearance <= 0)
        return {level, clearance};
    double land = (plainMeters(place) + reliefMeters(place)) * fading;
    land = besideWater(land, shores.riverLevel * fading, shores.river, kRiverPlainMeters, fading);
    land = besideWater(land, shores.standingLevel * fading, shores.standing, kLakeShoreMeters, fading);
    const double t = clamp01(clearance / kBankMeters);
    return {level + (land - level) * (t * (2 - t)), clearance};
}

} // namespace

Ground groundAt(V2 place)
{
    Ground ground = naturalGround(place);
    if (ground.clearance > 0)
        ground.height = withEarthworks(place, ground.height);
    return ground;
}

double groundHeightAt(V2 place) { return groundAt(place).height; }

double naturalGroundAt(V2 place) { return naturalGround(place).height; }

double groundHeight(double lonDegrees, double latDegrees) { return groundHeightAt(fromLonLat(lonDegrees, latDegrees)); }

} // namespace guanjing::democity
