// What the orthophoto shows from afar: mean colours of blocks, and the whole city as one small picture.
#include "geodata/democity/Demo.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Painter.h"

#include <algorithm>
#include <array>

namespace guanjing::democity {

Rgb meanColor(Use use, std::uint64_t seed)
{
    Rng rng(seed ^ 0x3EA9u);
    const auto vary = static_cast<float>(1 + 0.07 * (rng.unit() - 0.5) * 2);
    const Rgb ground = groundColor(use, seed);
    switch (use) {
    case Use::Business: return Rgb{124, 124, 118} * vary;
    case Use::Commerce: return Rgb{138, 138, 132} * vary;
    case Use::Estate: return Rgb{96, 105, 79} * vary;
    case Use::Slabs: return Rgb{122, 122, 111} * vary;
    case Use::Village: return Rgb{126, 123, 116} * vary;
    case Use::Villas: return Rgb{97, 102, 74} * vary;
    case Use::Factory:
        return mixed({142, 144, 142}, rng.chance(0.4) ? Rgb{118, 138, 154} : Rgb{156, 154, 148}, 0.5F) * vary;
    case Use::Logistics: return Rgb{142, 144, 145} * vary;
    case Use::Port: return Rgb{136, 132, 126} * vary;
    case Use::School: return Rgb{127, 130, 106} * vary;
    case Use::Campus: return Rgb{93, 103, 73} * vary;
    case Use::Public: return Rgb{122, 126, 104} * vary;
    case Use::Park: return Rgb{88, 104, 68} * vary;
    case Use::Building: return Rgb{160, 136, 110} * vary;
    case Use::Vacant: return mixed(ground, {92, 104, 66}, 0.25F);
    case Use::Fields: return Rgb{120, 127, 86} * vary;
    case Use::Ponds: return Rgb{107, 117, 97} * vary;
    case Use::Orchard: return mixed(ground, {72, 90, 48}, 0.6F);
    case Use::Forest: return {68, 86, 54};
    case Use::Water: break;
    }
    return ground;
}

namespace {

/// The whole city at 64 m: mean colours of blocks, painted once.
struct Overview {
    static constexpr double kPixel = 64;
    static constexpr int kColumns = 1232, kRows = 896;
    static constexpr double kWest = -1500, kSouth = -1500;
    std::vector<Rgb> pixels; ///< rows from the south
    std::vector<float> coverage; ///< 0 where the land shows

    Overview()
        : pixels(static_cast<std::size_t>(kColumns * kRows)), coverage(static_cast<std::size_t>(kColumns * kRows), 0.0F)
    {
        const MeshRange range = meshesIn({0, 0, kCityWidthMeters, kCityHeightMeters});
        for (int j = range.minJ; j <= range.maxJ; ++j)
            for (int i = range.minI; i <= range.maxI; ++i) {
                const std::shared_ptr<const MeshPlan> plan = meshPlan(i, j);
                for (const Block& block : plan->blocks)
                    if (block.use != Use::Forest)
                        put(block.quad, meanColor(block.use, block.seed));
            }
        for (std::size_t i = 0; i < pixels.size(); ++i)
            if (coverage[i] > 0) {
                // what lies between the blocks is streets
                const float blocksShare = std::min(1.0F, coverage[i]);
                pixels[i] = mixed(Rgb{128, 128, 120}, pixels[i] * (1 / coverage[i]), blocksShare);
                coverage[i] = std::min(1.0F, coverage[i] * 1.5F);
            }
        soften();
    }

    /// From so far a town is a texture, not a mosaic: each pixel leans towards the mean of its neighbourhood; at the limits
    /// of the city it fades into the land.
    void soften()
    {
        constexpr int kReach = 4;
        std::vector<Rgb> rows(pixels.size());
        std::vector<float> weights(pixels.size(), 0.0F);
        const auto index = [](int x, int y) { return static_cast<std::size_t>(y * kColumns + x); };
        for (int y = 0; y < kRows; ++y)
            for (int x = kReach; x < kColumns - kReach; ++x)
                for (int d = -kReach; d <= kReach; ++d) {
                    const std::size_t from = index(x + d, y);
                    rows[index(x, y)] = rows[index(x, y)] + pixels[from] * coverage[from];
                    weights[index(x, y)] += coverage[from];
                }
        std::vector<Rgb> result = pixels;
        for (int y = 0; y < kRows; ++y)
            for (int x = 0; x < kColumns; ++x) {
                if (y < kReach || x < kReach || y >= kRows - kReach || x >= kColumns - kReach) {
                    coverage[index(x, y)] = 0;
                    continue;
                }
                Rgb sum;
                float weight = 0;
                for (int d = -kReach; d <= kReach; ++d) {
                    sum = sum + rows[index(x, y + d)];
                    weight += weights[index(x, y + d)];
                }
                if (weight > 0)
                    result[index(x, y)] = mixed(pixels[index(x, y)], sum * (1 / weight), 0.62F);
                const V2 p{kWest + (x + 0.5) * kPixel, kSouth + (y + 0.5) * kPixel};
                coverage[index(x, y)] *= static_cast<float>(cityShare(p));
            }
        pixels = std::move(result);
    }

    void put(const Quad& quad, Rgb color)
    {
        // four samples a pixel suffice for means
        const Box box = quad.box();
        constexpr double kStep = kPixel / 2;
        for (auto y = static_cast<int>(std::ceil((box.minY - kSouth) / kStep)); kSouth + y * kStep < box.maxY; ++y)
            for (auto x = static_cast<int>(std::ceil((box.minX - kWest) / kStep)); kWest + x * kStep < box.maxX; ++x) {
                if (x < 0 || y < 0 || x / 2 >= kColumns || y / 2 >= kRows
                    || !quad.holds({kWest + x * kStep, kSouth + y * kStep}))
                    continue;
                const auto i = static_cast<std::size_t>(y / 2 * kColumns + x / 2);
                pixels[i] = pixels[i] + color * 0.25F;
                coverage[i] += 0.25F;
            }
    }
};

const Overview& overview()
{
    static const Overview all;
    return all;
}

} // namespace

double cityShare(V2 p)
{
    const double edge = std::min(std::min(p.x + 2600, kCityWidthMeters + 2600 - p.x),
                                 std::min(p.y + 2600, kCityHeightMeters + 2600 - p.y));
    if (edge > 5200)
        return 1;
    return smoothStep(0, 2600, edge + 2600 * (valueNoise(p.x / 1700, p.y / 1700, 84) - 0.5));
}

// Beyond the limits other cities go on, as blocks of towns and fields without a plan of their own.
void Painter::outskirts()
{
    if (m_mpp > 220 || m_mpp < 1.5)
        return;
    const auto seen = static_cast<float>(clamp01((220 - m_mpp) / 120) * clamp01((m_mpp - 1.5) / 4));
    static constexpr std::array<Use, 6> kTowns{Use::Village, Use::Factory, Use::Slabs,
                                               Use::Estate,  Use::Factory, Use::Vacant};
    static constexpr std::array<Use, 6> kCountry{Use::Fields,  Use::Orchard, Use::Ponds,
                                                 Use::Orchard, Use::Fields,  Use::Village};
    constexpr double kCellX = 410;
    constexpr double kCellY = 290;
    constexpr double kCos = 0.9553, kSin = 0.2955;
    std::int64_t knownX = INT64_MIN;
    std::int64_t knownY = INT64_MIN;
    Rgb color;
    float weight = 0;
    for (int y = 0; y < kTilePixels; ++y)
        for (int x = 0; x < kTilePixels; ++x) {
            const V2 p = m_canvas.toPlane(x + 0.5, y + 0.5);
            const double out =
                std::max({-p.x, p.x - kCityWidthMeters, 0.0}) + std::max({-p.y, p.y - kCityHeightMeters, 0.0});
            if (out <= 0 || out > 80000)
                continue;
            const double u = (p.x * kCos + p.y * kSin) / kCellX;
            const double v = (p.y * kCos - p.x * kSin) / kCellY;
            const auto row = static_cast<std::int64_t>(std::floor(v));
            const double shifted = u + 0.37 * static_cast<double>(row % 3);
            const auto column = static_cast<std::int64_t>(std::floor(shifted));
            if (column != knownX || row != knownY) {
                knownX = column;
                knownY = row;
                const std::uint64_t h = hashOf(0x0075C127u, column, row);
                const V2 cell{(static_cast<double>(column) + 0.5 - 0.37 * static_cast<double>(row % 3)) * kCellX,
                              (static_cast<double>(row) + 0.5) * kCellY};
                const V2 middle{cell.x * kCos - cell.y * kSin, cell.x * kSin + cell.y * kCos};
                const double patch = valueNoise(middle.x / 700, middle.y / 700, 82);
                const double town =
                    smoothStep(0.42, 0.62, 0.7 * valueNoise(middle.x / 5200, middle.y / 5200, 83) + 0.3 * patch);
                const bool built = unitOf(mix(h)) < 0.12 + 0.8 * town;
                color = meanColor((built ? kTowns : kCountry)[h % 6], h);
                weight = static_cast<float>(1 - smoothStep(20000, 80000, out)) * seen * 0.85F;
            }
            const double fx = shifted - std::floor(shifted);
            const double fy = v - std::floor(v);
            const bool street = fx * kCellX < 14 || fy * kCellY < 14;
            Rgb& pixel = m_canvas.at(x, y);
            pixel = mixed(pixel, street ? mixed(color, {124, 124, 118}, 0.5F) : color,
                          weight * static_cast<float>(1 - cityShare(p)));
        }
}

void prepareOverview() { (void)overview(); }

void Painter::farGround()
{
    const Overview& all = overview();
    // samples a pixel so that finer colours average out
    const int samples = std::clamp(static_cast<int>(std::lround(m_mpp / Overview::kPixel)), 1, 24);
    for (int y = 0; y < kTilePixels; ++y)
        for (int x = 0; x < kTilePixels; ++x) {
            Rgb sum;
            float weight = 0;
            int taken = 0;
            for (int sy = 0; sy < samples; ++sy)
                for (int sx = 0; sx < samples; ++sx) {
                    const V2 p = m_canvas.toPlane(x + (sx + 0.5) / samples, y + (sy + 0.5) / samples);
                    const double u = (p.x - Overview::kWest) / Overview::kPixel - 0.5;
                    const double v = (p.y - Overview::kSouth) / Overview::kPixel - 0.5;
                    ++taken;
                    if (u < 0 || v < 0 || u >= Overview::kColumns - 1 || v >= Overview::kRows - 1)
                        continue;
                    const auto iu = static_cast<std::size_t>(u);
                    const auto iv = static_cast<std::size_t>(v);
                    const auto fu = static_cast<float>(u - static_cast<double>(iu));
                    const auto fv = static_cast<float>(v - static_cast<double>(iv));
                    for (std::size_t k = 0; k < 4; ++k) {
                        const float w = ((k & 1) != 0 ? fu : 1 - fu) * ((k & 2) != 0 ? fv : 1 - fv);
                        const std::size_t i = (iv + (k >> 1)) * Overview::kColumns + iu + (k & 1);
                        sum = sum + all.pixels[i] * (w * all.coverage[i]);
                        weight += w * all.coverage[i];
                    }
                }
            if (weight > 0.001F)
                m_canvas.at(x, y) =
                    mixed(m_canvas.at(x, y), sum * (1 / weight), std::min(1.0F, weight / static_cast<float>(taken)));
        }
}

namespace {

/// How a use looks when single buildings are a few pixels: patches in a grid.
struct Weave {
    double pitchX = 46, pitchY = 46; ///< metres
    double fillX = 0.76, fillY = 0.7; ///< share of a cell that its patch takes
    double spread = 0.06; ///< of the patches' brightness
    enum Palette { Ground, RoofGrey, Steel, Mixed, Pale, Water, Crops } palette = Ground;
};

Weave weaveOf(Use use)
{
    switch (use) {
    case Use::Business: return {76, 72, 0.62, 0.62, 0.14, Weave::Mixed};
    case Use::Commerce: return {84, 62, 0.66, 0.6, 0.10, Weave::Mixed};
    case Use::Estate: return {52, 58, 0.66, 0.36, 0.06, Weave::Pale};
    case Use::Slabs: return {56, 29, 0.84, 0.42, 0.07, Weave::RoofGrey};
    case Use::Village: return {27, 27, 0.86, 0.86, 0.10, Weave::RoofGrey};
    case Use::Villas: return {24, 29, 0.5, 0.4, 0.05, Weave::Mixed};
    case Use::Factory: return {66, 42, 0.82, 0.66, 0.08, Weave::Steel};
    case Use::Logistics: return {120, 70, 0.84, 0.62, 0.06, Weave::Steel};
    case Use::Port: return {40, 22, 0.8, 0.7, 0.14, Weave::Mixed};
    case Use::School:
    case Use::Public: return {66, 58, 0.7, 0.3, 0.07, Weave::RoofGrey};
    case Use::Campus: return {84, 72, 0.6, 0.5, 0.07, Weave::RoofGrey};
    case Use::Fields: return {400, 18, 0.99, 0.94, 0.08, Weave::Crops};
    case Use::Ponds: return {90, 52, 0.94, 0.9, 0.05, Weave::Water};
    default: return {};
    }
}

Rgb patchColor(Weave::Palette palette, Rgb mean, Rng& rng)
{
    switch (palette) {
    case Weave::RoofGrey: return mixed(mean, {162, 158, 150}, 0.6F);
    case Weave::Pale: return {168, 165, 157};
    case Weave::Mixed: {
        const double r = rng.unit();
        return r < 0.5 ? Rgb{156, 154, 148} : (r < 0.8 ? Rgb{128, 130, 134} : Rgb{160, 132, 112});
    }
    case Weave::Steel: {
        const double r = rng.unit();
        return r < 0.36 ? Rgb{112, 140, 166}
                        : (r < 0.62 ? Rgb{184, 186, 186} : (r < 0.72 ? Rgb{148, 104, 92} : Rgb{154, 152, 146}));
    }
    case Weave::Water: return {98, 112, 96};
    case Weave::Crops: {
        const double r = rng.unit();
        return r < 0.4 ? Rgb{112, 126, 74} : (r < 0.7 ? Rgb{126, 134, 84} : Rgb{146, 138, 102});
    }
    case Weave::Ground: break;
    }
    return mean;
}

} // namespace

void Painter::mosaic(const Block& block)
{
    // Too far for buildings, too near for one colour. Patches and what lies between them have the block's mean colour
    // together, so that nothing jumps when the level changes.
    const Rgb mean = meanColor(block.use, block.seed);
    const auto share = static_cast<float>(cityShare(block.quad.centre()));
    if (share <= 0)
        return;
    m_canvas.fill(block.quad.p, mean, share);
    if (m_mpp > 40 || share < 1)
        return;
    Weave weave = weaveOf(block.use);
    Quad q = block.quad;
    if ((q.p[2] - q.p[1]).length() > (q.p[1] - q.p[0]).length())
        q = Quad{{q.p[1], q.p[2], q.p[3], q.p[0]}};
    const double least = 3.2 * m_mpp;
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
            const double u0 = (i + 0.5 - 0.5 * weave.fillX) / nx;
            const double u1 = (i + 0.5 + 0.5 * weave.fillX) / nx;
            const double v0 = (j + 0.5 - 0.5 * weave.fillY) / ny;
            const double v1 = (j + 0.5 + 0.5 * weave.fillY) / ny;
            const Rgb color =
                patchColor(weave.palette, mean, rng) * static_cast<float>(1 + weave.spread * (2 * rng.unit() - 1));
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
    m_canvas.fill(block.quad.p, ground);
    for (auto& [quad, color] : patches)
        m_canvas.fill(quad.p,
                      {toned(color.r, mean.r, patchMean.r, ground.r), toned(color.g, mean.g, patchMean.g, ground.g),
                       toned(color.b, mean.b, patchMean.b, ground.b)});
}

} // namespace guanjing::democity
