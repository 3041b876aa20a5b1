// What blocks look like from afar: mean colours, and patches where single buildings are a few pixels.
#include "geodata/democity/Boundary.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Painter.h"
#include "geodata/democity/Surroundings.h"

#include <algorithm>
#include <array>
#include <vector>

namespace guanjing::democity {

Rgb meanColor(Use use, std::uint64_t seed)
{
    Rng rng(seed ^ 0x3EA9u);
    const auto vary = static_cast<float>(1 + 0.03 * (rng.unit() - 0.5) * 2);
    const Rgb ground = groundColor(use, seed);
    switch (use) {
    case Use::Business: return Rgb{140, 139, 128} * vary;
    case Use::Commerce: return Rgb{146, 145, 136} * vary;
    case Use::Estate: return Rgb{108, 118, 88} * vary;
    case Use::Slabs: return Rgb{136, 134, 119} * vary;
    case Use::Village: return Rgb{144, 140, 132} * vary;
    case Use::Villas: return Rgb{107, 112, 80} * vary;
    case Use::Factory:
        return mixed({146, 147, 140}, rng.chance(0.4) ? Rgb{124, 142, 154} : Rgb{160, 157, 149}, 0.5F) * vary;
    case Use::Logistics: return Rgb{143, 146, 143} * vary;
    case Use::Port: return Rgb{132, 131, 122} * vary;
    case Use::School: return Rgb{131, 134, 112} * vary;
    case Use::Campus: return Rgb{98, 111, 80} * vary;
    case Use::Public: return Rgb{132, 136, 117} * vary;
    case Use::Park: return Rgb{95, 107, 76} * vary;
    case Use::Building: return Rgb{164, 145, 123} * vary;
    case Use::Vacant: return mixed(ground, {98, 108, 78}, 0.14F);
    case Use::Fields: return Rgb{119, 122, 91} * vary;
    case Use::Ponds: return Rgb{108, 116, 100} * vary;
    case Use::Orchard: return mixed(ground, {74, 91, 58}, 0.28F);
    case Use::Forest: return {74, 90, 58};
    case Use::Water: break;
    }
    return ground;
}

Rgb farColor(const Block& block, float far)
{
    const Rgb near = meanColor(block.use, block.seed);
    if (far <= 0)
        return near;
    switch (block.use) {
    case Use::Vacant:
    case Use::Fields: return mixed(near, kFarFarm, 0.5F * far);
    case Use::Ponds: return mixed(near, kFarPond, 0.7F * far);
    case Use::Orchard:
    case Use::Park:
    case Use::Campus: return mixed(near, kFarPark, 0.6F * far);
    case Use::Forest: return mixed(near, kFarWood, far);
    case Use::Water: return near;
    default: break;
    }
    // the middle of a town is dense and pale; outwards there is more and more green between the houses
    const V2 place = block.quad.centre();
    const double core = townCore(place);
    const double fringe = (1 - smoothStep(0.08, 0.62, block.urban)) * (1 - core);
    const Rgb built = mixed(mixed(near, kFarBuilt, 0.45F * far), kFarFringe, static_cast<float>(0.62 * fringe) * far);
    return mixed(built, kFarCentre, static_cast<float>(0.84 * core) * far);
}

double townCore(V2 place)
{
    struct Middle {
        V2 centre;
        double reach2, weight;
    };
    static const std::vector<Middle> middles = [] {
        std::vector<Middle> result;
        for (const Town& town : towns()) {
            // so wide that it is a spot where the whole city is one picture
            const double reach = 1500 + town.population2020 / 190.0;
            result.push_back({town.centre, reach * reach, 0.62 + 0.38 * town.weight});
        }
        return result;
    }();
    double best = businessCore(place);
    for (const Middle& middle : middles) {
        const V2 away = place - middle.centre;
        const double far2 = dot(away, away);
        if (far2 < middle.reach2) {
            const double near = 1 - far2 / middle.reach2;
            best = std::max(best, middle.weight * near * near);
        }
    }
    return best;
}

double cityShare(V2 p)
{
    constexpr double kRagged = 1000;
    const double edge = limitDistance(p) + kPlannedBeyondMeters - 0.3 * kRagged;
    if (edge > 1.5 * kRagged)
        return 1;
    if (edge < -0.5 * kRagged)
        return 0;
    // One or the other, along a winding line: towns that show through woods would be neither.
    constexpr double kSoft = 25;
    const double inside = edge + kRagged * (valueNoise(p.x / 1700, p.y / 1700, 84) - 1.0);
    return smoothStep(-kSoft, kSoft, inside + 160 * (valueNoise(p.x / 210, p.y / 210, 85) - 0.5));
}

namespace {

/// How a use looks when single buildings are a few pixels: patches in a grid.
struct Weave {
    double pitchX = 46, pitchY = 46; ///< metres
    double fillX = 0.76, fillY = 0.7; ///< share of a cell that its patch takes
    double spread = 0.06; ///< of the patches' brightness
    enum Palette { Ground, RoofGrey, Steel, Mixed, Pale, Water, Crops, Groves } palette = Ground;
};

Weave weaveOf(Use use)
{
    switch (use) {
    case Use::Business: return {76, 72, 0.62, 0.62, 0.14, Weave::Mixed};
    case Use::Commerce: return {84, 62, 0.66, 0.6, 0.18, Weave::Mixed};
    case Use::Estate: return {52, 58, 0.66, 0.36, 0.06, Weave::Pale};
    case Use::Slabs: return {56, 29, 0.84, 0.42, 0.12, Weave::RoofGrey};
    case Use::Village: return {27, 27, 0.86, 0.86, 0.10, Weave::RoofGrey};
    case Use::Villas: return {24, 29, 0.5, 0.4, 0.05, Weave::Mixed};
    case Use::Factory: return {66, 42, 0.82, 0.66, 0.08, Weave::Steel};
    case Use::Logistics: return {120, 70, 0.84, 0.62, 0.06, Weave::Steel};
    case Use::Port: return {40, 22, 0.8, 0.7, 0.14, Weave::Mixed};
    case Use::School:
    case Use::Public: return {66, 58, 0.7, 0.3, 0.16, Weave::RoofGrey};
    case Use::Park: return {26, 24, 0.7, 0.7, 0.10, Weave::Ground};
    case Use::Campus: return {84, 72, 0.6, 0.5, 0.07, Weave::RoofGrey};
    case Use::Fields: return {62, 19, 0.97, 0.94, 0.08, Weave::Crops};
    case Use::Ponds: return {90, 52, 0.94, 0.9, 0.05, Weave::Water};
    case Use::Orchard: return {44, 30, 0.86, 0.84, 0.07, Weave::Groves};
    case Use::Vacant: return {58, 44, 0.8, 0.7, 0.05, Weave::Groves};
    default: return {};
    }
}

/// `theme`: of the block, 0 … 1: what stands in one compound was built together.
Rgb patchColor(Weave::Palette palette, Rgb mean, double theme, Rng& rng)
{
    switch (palette) {
    case Weave::RoofGrey: return mixed(mean, {162, 158, 150}, 0.6F);
    case Weave::Pale: return mixed(mean, {168, 165, 157}, 0.62F);
    case Weave::Mixed: {
        const double r = rng.unit();
        return r < 0.5 ? Rgb{156, 154, 148} : (r < 0.8 ? Rgb{128, 130, 134} : Rgb{160, 132, 112});
    }
    case Weave::Steel: {
        const bool own = rng.chance(0.35);
        const double r = own ? rng.unit() : theme;
        return r < 0.36 ? Rgb{116, 138, 158}
                        : (r < 0.62 ? Rgb{169, 170, 169} : (r < 0.70 ? Rgb{146, 116, 105} : Rgb{152, 150, 145}));
    }
    case Weave::Water: return {98, 112, 96};
    case Weave::Crops: {
        const double r = rng.unit();
        return r < 0.4 ? Rgb{108, 118, 81} : (r < 0.7 ? Rgb{121, 126, 92} : Rgb{139, 133, 107});
    }
    case Weave::Groves: {
        const double r = rng.unit();
        return r < 0.2 ? mixed(mean, {134, 130, 104}, 0.7F) : mean * (r < 0.5 ? 0.86F : 1.0F);
    }
    case Weave::Ground: break;
    }
    return mean;
}

/// A plot's outline as it winds by this much: as straight as streets leave it where it is built up, less in the open.
std::vector<V2> wound(const Quad& quad, double meters, double metersPerPixel)
{
    if (meters < 1.6 * metersPerPixel)
        return {quad.p.begin(), quad.p.end()};
    constexpr double kStep = 42;
    const float* const noise = noiseTable();
    std::vector<V2> outline;
    for (std::size_t i = 0; i < 4; ++i) {
        const V2 a = quad.p[i];
        const V2 b = quad.p[(i + 1) % 4];
        const int steps = std::clamp(static_cast<int>((b - a).length() / kStep), 1, 24);
        for (int k = 0; k < steps; ++k) {
            const V2 p = lerp(a, b, static_cast<double>(k) / steps);
            const auto bent = [&](double shift) {
                return double{tableNoise(noise, p.x / 190 + shift, p.y / 190 - shift)}
                + 0.6 * double{tableNoise(noise, p.x / 71 - shift, p.y / 71 + shift)} - 0.8;
            };
            outline.push_back({p.x + meters * bent(11), p.y + meters * bent(47)});
        }
    }
    return outline;
}

bool isOpen(Use use)
{
    return use == Use::Vacant || use == Use::Fields || use == Use::Ponds || use == Use::Orchard || use == Use::Park;
}

constexpr double kPlotsWindMeters = 42; // metres between extremes

} // namespace

void Painter::mosaic(const Block& block, float share)
{
    // Too far for buildings, too near for one colour. Patches and what lies between them have the block's mean colour
    // together, so that nothing jumps when the level changes.
    const Rgb mean = farColor(block, m_far);
    if (share <= 0)
        return;
    const std::vector<V2> outline = wound(block.quad, isOpen(block.use) ? kPlotsWindMeters : 12, m_mpp);
    if (m_mpp > 34) {
        m_canvas.fill(outline, mean, share);
        return;
    }
    Weave weave = weaveOf(block.use);
    Quad q = block.quad;
    if ((q.p[2] - q.p[1]).length() > (q.p[1] - q.p[0]).length())
        q = Quad{{q.p[1], q.p[2], q.p[3], q.p[0]}};
    const double least = 3.2 * m_mpp;
    const double theme = unitOf(hashOf(block.seed, 0x7E3E));
    const int nx =
        std::clamp(static_cast<int>((q.p[1] - q.p[0]).length() / std::max(weave.pitchX, least) + 0.5), 1, 14);
    const int ny =
        std::clamp(static_cast<int>((q.p[3] - q.p[0]).length() / std::max(weave.pitchY, least) + 0.5), 1, 14);
    Rgb sum;
    std::vector<std::pair<Quad, Rgb>> patches;
    patches.reserve(static_cast<std::size_t>(nx * ny));
    for (int i = 0; i < nx; ++i)
        for (int j = 0; j < ny; ++j) {
            Rng rng(hashOf(block.seed ^ 0x305A1Cu, i, j));
            // not in rank and file, and of one size in the mean
            const double du = i > 0 && i + 1 < nx ? rng.range(-0.25, 0.25) : 0;
            const double dv = j > 0 && j + 1 < ny ? rng.range(-0.25, 0.25) : 0;
            const double u0 = (i + 0.5 + du - 0.5 * weave.fillX) / nx;
            const double u1 = (i + 0.5 + du + 0.5 * weave.fillX) / nx;
            const double v0 = (j + 0.5 + dv - 0.5 * weave.fillY) / ny;
            const double v1 = (j + 0.5 + dv + 0.5 * weave.fillY) / ny;
            const Rgb color = patchColor(weave.palette, mean, theme, rng)
                * static_cast<float>(1 + weave.spread * (2 * rng.unit() - 1));
            patches.emplace_back(Quad{{q.at(u0, v0), q.at(u1, v0), q.at(u1, v1), q.at(u0, v1)}}, color);
            sum = sum + color;
        }
    const auto filled = static_cast<float>(weave.fillX * weave.fillY);
    const Rgb patchMean = sum * (1 / static_cast<float>(patches.size()));
    const auto between = [&](float whole, float patch) {
        return std::clamp((whole - filled * patch) / (1 - filled), 0.55F * whole, 1.35F * whole);
    };
    const Rgb ground{between(mean.r, patchMean.r), between(mean.g, patchMean.g), between(mean.b, patchMean.b)};
    // where the ground cannot make up for the patches, they come nearer to the mean
    const auto toned = [&](float value, float whole, float patch, float rest) {
        return value + (whole - filled * patch - (1 - filled) * rest) / filled;
    };
    m_canvas.fill(outline, ground, share);
    for (auto& [quad, color] : patches)
        m_canvas.fill(quad.p,
                      {toned(color.r, mean.r, patchMean.r, ground.r), toned(color.g, mean.g, patchMean.g, ground.g),
                       toned(color.b, mean.b, patchMean.b, ground.b)},
                      share);
}

namespace {

struct MottleBand {
    double wavelengthMeters;
    float amplitude;
};
constexpr std::array<MottleBand, 5> kLight{{{1130, 0.6F}, {377, 0.7F}, {126, 0.9F}, {42, 1.0F}, {14, 1.0F}}};
constexpr std::array<MottleBand, 3> kLush{{{2100, 0.8F}, {620, 1.0F}, {170, 0.9F}}};

/// Longer waves are straight enough between places so many pixels apart.
constexpr int kMottleStep = 8;
constexpr double kLongWavePixels = 3 * kMottleStep;

/// Sums of bands along a row of places, metres apart, on axes turned away from those of the pixels: the long or the short waves.
template <std::size_t N>
void addMottle(const std::array<MottleBand, N>& bands, V2 first, double stepMeters, double metersPerPixel,
               bool longWaves, double shift, std::span<float> sums)
{
    constexpr double kCosine = 12.0 / 13;
    constexpr double kSine = 5.0 / 13;
    for (const MottleBand& band : bands) {
        const float seen = resolved(band.wavelengthMeters, metersPerPixel) * band.amplitude;
        if (seen <= 0)
            break;
        if ((band.wavelengthMeters > kLongWavePixels * metersPerPixel) != longWaves)
            continue;
        const double scale = 1 / band.wavelengthMeters;
        addNoiseAlong((first.x * kCosine + first.y * kSine) * scale + shift,
                      (first.y * kCosine - first.x * kSine) * scale - shift, stepMeters * kCosine * scale,
                      -stepMeters * kSine * scale, seen, sums);
    }
}

constexpr double kLightShift = 23.7, kLushShift = 71.3;

} // namespace

void Painter::mottle()
{
    const auto strength = static_cast<float>(clamp01((m_mpp - 1.0) / 2.5));
    if (strength <= 0)
        return;
    constexpr std::size_t kPlaces = kTilePixels / kMottleStep + 1;
    using Places = std::array<float, kPlaces>;
    std::array<Places, kPlaces> longLight{};
    std::array<Places, kPlaces> longLush{};
    for (std::size_t j = 0; j < kPlaces; ++j) {
        const V2 first = m_canvas.toPlane(0, static_cast<double>(j) * kMottleStep);
        addMottle(kLight, first, kMottleStep * m_mpp, m_mpp, true, kLightShift, longLight[j]);
        addMottle(kLush, first, kMottleStep * m_mpp, m_mpp, true, kLushShift, longLush[j]);
    }
    std::array<float, kTilePixels> light{};
    std::array<float, kTilePixels> lush{};
    const auto spread = [](const std::array<Places, kPlaces>& waves, int y, std::array<float, kTilePixels>& sums) {
        const auto row = static_cast<std::size_t>(y / kMottleStep);
        const float v = (static_cast<float>(y % kMottleStep) + 0.5F) / kMottleStep;
        for (std::size_t i = 0; i + 1 < kPlaces; ++i) {
            const float a = waves[row][i] + (waves[row + 1][i] - waves[row][i]) * v;
            const float b = waves[row][i + 1] + (waves[row + 1][i + 1] - waves[row][i + 1]) * v;
            for (std::size_t k = 0; k < kMottleStep; ++k)
                sums[i * kMottleStep + k] = a + (b - a) * (static_cast<float>(k) + 0.5F) / kMottleStep;
        }
    };
    for (int y = 0; y < kTilePixels; ++y) {
        const V2 first = m_canvas.toPlane(0.5, y + 0.5);
        spread(longLight, y, light);
        spread(longLush, y, lush);
        addMottle(kLight, first, m_mpp, m_mpp, false, kLightShift, light);
        addMottle(kLush, first, m_mpp, m_mpp, false, kLushShift, lush);
        Rgb* const row = &m_canvas.at(0, y);
        for (std::size_t x = 0; x < light.size(); ++x) {
            Rgb& pixel = row[x];
            // what grows is dry or lush, what is built light or dark, woods rough
            const float green = std::clamp((pixel.g - 0.5F * (pixel.r + pixel.b)) * (1 / 18.0F), 0.0F, 1.0F);
            const float wood = green * std::clamp((98 - pixel.g) * (1 / 16.0F), 0.0F, 1.0F);
            const float tone = 1 + strength * (0.20F - 0.06F * green + 0.12F * wood) * light[x];
            const float dry = strength * (0.03F + 0.08F * green) * lush[x];
            pixel = pixel * tone;
            pixel = {pixel.r * (1 + dry), pixel.g * (1 + 0.45F * dry), pixel.b * (1 + 0.3F * dry)};
        }
    }
}

} // namespace guanjing::democity
