// What the orthophoto shows from afar: mean colours of blocks, and the whole city as one small picture.
#include "geodata/democity/Demo.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Painter.h"

#include <algorithm>

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
                const double edge = std::min(std::min(p.x + 1200, kCityWidthMeters + 1200 - p.x),
                                             std::min(p.y + 1200, kCityHeightMeters + 1200 - p.y));
                coverage[index(x, y)] *=
                    static_cast<float>(smoothStep(0, 2600, edge + 1500 * (valueNoise(p.x / 900, p.y / 900, 84) - 0.5)));
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

void Painter::mosaic(const Block& block)
{
    // Too far for buildings, too near for one colour: patches of about the size of the larger roofs around the mean.
    const Rgb mean = meanColor(block.use, block.seed);
    m_canvas.fill(block.quad.p, mean);
    if (m_mpp > 40)
        return;
    double spread = 0.07;
    double pitch = 46;
    switch (block.use) {
    case Use::Factory:
    case Use::Logistics: spread = 0.16; break;
    case Use::Village:
        spread = 0.05;
        pitch = 34;
        break;
    case Use::Estate:
        spread = 0.13;
        pitch = 38;
        break;
    case Use::Business:
    case Use::Commerce: spread = 0.15; break;
    case Use::Slabs:
    case Use::School:
    case Use::Public:
        spread = 0.10;
        pitch = 38;
        break;
    case Use::Fields:
        spread = 0.09;
        pitch = 40;
        break;
    case Use::Ponds:
        spread = 0.07;
        pitch = 60;
        break;
    default: break;
    }
    const Quad& q = block.quad;
    const int nx = std::clamp(static_cast<int>((q.p[1] - q.p[0]).length() / pitch + 0.5), 1, 12);
    const int ny = std::clamp(static_cast<int>((q.p[3] - q.p[0]).length() / pitch + 0.5), 1, 12);
    const bool steel = block.use == Use::Factory || block.use == Use::Logistics;
    for (int i = 0; i < nx; ++i)
        for (int j = 0; j < ny; ++j) {
            Rng rng(hashOf(block.seed ^ 0x305A1Cu, i, j));
            const Quad cell{{q.at((i + 0.12) / nx, (j + 0.15) / ny), q.at((i + 0.88) / nx, (j + 0.15) / ny),
                             q.at((i + 0.88) / nx, (j + 0.85) / ny), q.at((i + 0.12) / nx, (j + 0.85) / ny)}};
            // symmetric around the mean: lighter and darker patches cancel out
            const double level = spread * (2 * rng.unit() - 1);
            Rgb color = mean * static_cast<float>(1 + level);
            if (steel) {
                const double kind = rng.unit();
                const auto amount = static_cast<float>(14 * rng.unit());
                color = kind < 0.4
                    ? Rgb{color.r - amount, color.g, color.b + amount}
                    : (kind < 0.5 ? Rgb{color.r + 2 * amount, color.g - amount, color.b - amount} : color);
            }
            m_canvas.fill(cell.p, color);
        }
}

} // namespace guanjing::democity
