// What the orthophoto shows beyond the limits of the city: towns, fields, ponds and woods without a plan of their own.
#include "geodata/democity/Boundary.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Painter.h"
#include "geodata/democity/Surroundings.h"

#include <algorithm>
#include <array>

namespace guanjing::democity {

namespace {

constexpr std::array<Use, 8> kTown{Use::Village, Use::Factory, Use::Slabs,   Use::Estate,
                                   Use::Factory, Use::Village, Use::Factory, Use::Commerce};
constexpr std::array<Use, 8> kFarm{Use::Fields,  Use::Orchard, Use::Fields, Use::Fields,
                                   Use::Orchard, Use::Ponds,   Use::Vacant, Use::Fields};

/// Mean of what stands in towns, on farms and in the pond country, with its streets.
constexpr Rgb kBuiltMean{136, 136, 126};
constexpr Rgb kFarmMean{114, 118, 89};
constexpr Rgb kPondMean{108, 116, 100};
constexpr Rgb kStreets{136, 135, 127};
constexpr Rgb kWoodMean{68, 82, 56};

/// What shares of cover look like together, from one distance.
struct LandMean {
    Rgb farm, pond, built, wood;
    explicit LandMean(float far)
        : farm(mixed(kFarmMean, kFarFarm, 0.5F * far))
        , pond(mixed(kPondMean, kFarPond, 0.7F * far))
        , built(mixed(kBuiltMean, kFarBuilt, 0.6F * far))
        , wood(mixed(kWoodMean, kFarWood, 0.8F * far))
    { }
    [[nodiscard]] Rgb of(Cover cover, float ponds, float groves) const
    {
        const Rgb green = mixed(mixed(farm, pond, 0.7F * ponds), kFarPark, groves);
        return mixed(mixed(green, built, cover.built), wood, cover.wood);
    }
};

/// The net that the blocks beyond the limits stand in: a lattice bent over kilometres and jittered at every crossing.
constexpr double kCellX = 640;
constexpr double kCellY = 510;
constexpr double kBend = 1100;

V2 netCrossing(std::int64_t i, std::int64_t j)
{
    const std::uint64_t h = hashOf(0x0C20551u, i, j);
    const V2 p{(static_cast<double>(i) + 0.34 * (unitOf(h) - 0.5)) * kCellX,
               (static_cast<double>(j) + 0.34 * (unitOf(mix(h)) - 0.5)) * kCellY};
    return {p.x + kBend * (2 * valueNoise(p.x / 7300, p.y / 7300, 85) - 1),
            p.y + kBend * (2 * valueNoise(p.x / 6100, p.y / 6100, 86) - 1)};
}

} // namespace

// Towns, farmland and woods as shares of each pixel.
void Painter::outskirts()
{
    constexpr int kStep = 8;
    constexpr int kCells = kTilePixels / kStep;
    // where the plan of the city gives way: whole cells of pixels at a time, single pixels along its rim
    enum class Share : std::uint8_t { None, Some, All };
    std::array<Share, kCells * kCells> shares{};
    for (int y = 0; y < kCells; ++y)
        for (int x = 0; x < kCells; ++x) {
            const double reach = 0.75 * kStep * m_mpp + 100;
            const double distance = limitDistance(m_canvas.toPlane((x + 0.5) * kStep, (y + 0.5) * kStep));
            shares[static_cast<std::size_t>(y * kCells + x)] = distance - reach > kWholeShareMeters ? Share::None
                : distance + reach < kNoShareMeters                                                 ? Share::All
                                                                                                    : Share::Some;
        }
    std::array<Leaning, (kCells + 1) * (kCells + 1)> lattice;
    for (int y = 0; y <= kCells; ++y)
        for (int x = 0; x <= kCells; ++x)
            lattice[static_cast<std::size_t>(y * (kCells + 1) + x)] = leaningAt(m_canvas.toPlane(x * kStep, y * kStep));
    // covers change over a hundred metres and more: where pixels are finer, every few of them
    int stride = 1;
    while (stride < kStep && 2 * stride * m_mpp < 75)
        stride *= 2;
    const double offset = stride == 1 ? 0.5 : 0;
    const int columns = kTilePixels / stride + (stride == 1 ? 0 : 1);
    const auto count = static_cast<std::size_t>(columns);
    std::vector<Leaning> leanings(count);
    std::vector<Cover> covers(count);
    std::vector<float> lights(count);
    std::vector<float> groves(count);
    std::vector<float> plots(count);
    const float wide = resolved(900, m_mpp);
    const float narrow = resolved(330, m_mpp);
    const double apart = stride * m_mpp;
    const LandMean mean(m_far);
    const auto paintRow = [&](int row, std::span<Rgb> colors) {
        const double py = row * stride + offset;
        const V2 first = m_canvas.toPlane(offset, py);
        const int cy = std::min(static_cast<int>(py) / kStep, kCells - 1);
        const auto v = static_cast<float>(py / kStep - cy);
        for (int k = 0; k < columns; ++k) {
            const double px = k * stride + offset;
            const int cx = std::min(static_cast<int>(px) / kStep, kCells - 1);
            const auto u = static_cast<float>(px / kStep - cx);
            const Leaning* corner = &lattice[static_cast<std::size_t>(cy * (kCells + 1) + cx)];
            const auto between = [&](float Leaning::*member) {
                const float upper = corner[0].*member + (corner[1].*member - corner[0].*member) * u;
                const float lower =
                    corner[kCells + 1].*member + (corner[kCells + 2].*member - corner[kCells + 1].*member) * u;
                return upper + (lower - upper) * v;
            };
            leanings[static_cast<std::size_t>(k)] = {between(&Leaning::town), between(&Leaning::hills),
                                                     between(&Leaning::ponds)};
        }
        coversAlong(first, apart, leanings, m_mpp, covers);
        if (std::any_of(covers.begin(), covers.end(), [](const Cover& cover) { return cover.wood > 0.02F; }))
            woodLightsAlong(first, apart, m_mpp, m_canvas.sun().shadowDirection, lights);
        std::fill(groves.begin(), groves.end(), 0.5F);
        if (m_far > 0)
            addNoiseAlong(first.x / 1450 + 7, first.y / 1270, apart / 1450, 0, 1, groves);
        // plots of land and quarters of towns where blocks are not painted one by one
        std::fill(plots.begin(), plots.end(), 0.0F);
        if (wide > 0)
            addNoiseAlong(first.x / 640 + first.y / 1500, first.y / 510 - first.x / 1500, apart / 640, -apart / 1500,
                          wide, plots);
        if (narrow > 0)
            addNoiseAlong(first.x / 230 - first.y / 900, first.y / 190 + first.x / 900, apart / 230, apart / 900,
                          narrow, plots);
        for (std::size_t k = 0; k < count; ++k) {
            const Cover cover = covers[k];
            const Rgb color =
                mean.of(cover, leanings[k].ponds, m_far * std::clamp(1.6F * groves[k] - 0.45F, 0.0F, 0.75F))
                * (1 + 0.16F * plots[k] * (1 - cover.wood));
            colors[k] = cover.wood > 0.02F ? color * (1 + cover.wood * (lights[k] - 1)) : color;
        }
    };
    std::vector<Rgb> upper(count);
    std::vector<Rgb> lower(count);
    int known = -1; // the row that `upper` holds; `lower` the one below
    for (int y = 0; y < kTilePixels; ++y) {
        const Share* const share = &shares[static_cast<std::size_t>(y / kStep * kCells)];
        if (std::all_of(share, share + kCells, [](Share s) { return s == Share::None; }))
            continue;
        const int row = y / stride;
        if (row != known) {
            if (stride > 1 && known == row - 1 && row > 0)
                std::swap(upper, lower);
            else
                paintRow(row, upper);
            if (stride > 1)
                paintRow(row + 1, lower);
            known = row;
        }
        const float v = (static_cast<float>(y % stride) + 0.5F) / static_cast<float>(stride);
        for (int x = 0; x < kTilePixels; ++x) {
            const Share cell = share[x / kStep];
            if (cell == Share::None)
                continue;
            const float weight =
                cell == Share::All ? 1.0F : static_cast<float>(1 - cityShare(m_canvas.toPlane(x + 0.5, y + 0.5)));
            if (weight <= 0)
                continue;
            const auto k = static_cast<std::size_t>(x / stride);
            Rgb color = upper[k];
            if (stride > 1) {
                const float u = (static_cast<float>(x % stride) + 0.5F) / static_cast<float>(stride);
                color = mixed(mixed(upper[k], upper[k + 1], u), mixed(lower[k], lower[k + 1], u), v);
            }
            Rgb& pixel = m_canvas.at(x, y);
            pixel = mixed(pixel, color, weight);
        }
    }
    outskirtBlocks();
}

// Nearer by: quarters divided into blocks, woven like those of the city.
void Painter::outskirtBlocks()
{
    const auto seen = static_cast<float>(clamp01((62 - m_mpp) / 46) * clamp01((m_mpp - 1.5) / 4));
    if (seen <= 0)
        return;
    eachOutskirtCell(m_canvas.box(), [&](const Quad& cell, std::uint64_t seed) {
        if (cityShare(cell.centre()) < 1)
            quarter(cell, seed, seen);
    });
}

void eachOutskirtCell(const Box& box, const std::function<void(const Quad& cell, std::uint64_t seed)>& take)
{
    const Box reach = box.grown(1.1 * kBend + kCellX);
    const auto firstI = static_cast<std::int64_t>(std::floor(reach.minX / kCellX));
    const auto lastI = static_cast<std::int64_t>(std::floor(reach.maxX / kCellX));
    const auto firstJ = static_cast<std::int64_t>(std::floor(reach.minY / kCellY));
    const auto lastJ = static_cast<std::int64_t>(std::floor(reach.maxY / kCellY));
    std::vector<V2> lower;
    std::vector<V2> upper;
    const auto row = [&](std::int64_t j) {
        std::vector<V2> crossings;
        for (std::int64_t i = firstI; i <= lastI + 1; ++i)
            crossings.push_back(netCrossing(i, j));
        return crossings;
    };
    upper = row(firstJ);
    for (std::int64_t j = firstJ; j <= lastJ; ++j) {
        lower = std::move(upper);
        upper = row(j + 1);
        for (std::int64_t i = firstI; i <= lastI; ++i) {
            const auto k = static_cast<std::size_t>(i - firstI);
            const Quad cell{{lower[k], lower[k + 1], upper[k + 1], upper[k]}};
            if (box.meets(cell.box()))
                take(cell, hashOf(0x0C7157u, i, j));
        }
    }
}

void Painter::quarter(const Quad& cell, std::uint64_t seed, float seen)
{
    Rng rng(seed);
    const V2 middle = cell.centre();
    const Leaning leaning = leaningAt(middle);
    const Cover cover = coverAt(middle, leaning, 1);
    // a quarter is of one kind, with some of others
    const auto theme = static_cast<std::size_t>(rng.below(8));
    const int columns = 2 + rng.below(2);
    const int rows = 2 + rng.below(2);
    const auto weight = static_cast<float>(1 - cityShare(middle)) * seen;
    if (weight <= 0)
        return;
    // from afar the gaps between blocks are not seen one by one
    const bool streets = m_mpp < 12;
    if (!streets && m_mpp < 60)
        m_canvas.fill(cell.p, mixed(kStreets, kFarStreet, m_far), 0.85F * weight * cover.built);
    Block block;
    for (int i = 0; i < columns; ++i)
        for (int j = 0; j < rows; ++j) {
            block.seed = hashOf(seed, i + 1, j + 1);
            block.quad = Quad{{cell.at(static_cast<double>(i) / columns, static_cast<double>(j) / rows),
                               cell.at((i + 1.0) / columns, static_cast<double>(j) / rows),
                               cell.at((i + 1.0) / columns, (j + 1.0) / rows),
                               cell.at(static_cast<double>(i) / columns, (j + 1.0) / rows)}};
            if (!m_canvas.sees(block.quad.box()))
                continue;
            const Cover here = coverAt(block.quad.centre(), leaning, 1);
            if (here.wood > 0.5F)
                continue; // the ground shows it
            const bool town = here.built > 0.5F * (1 - here.wood);
            const auto pick = static_cast<std::size_t>(mix(block.seed) % 8);
            const bool own = unitOf(hashOf(block.seed, 3)) < 0.6;
            const double pond = unitOf(hashOf(block.seed, 4));
            block.use = town ? kTown[own ? theme : pick]
                             : (pond < 0.75 * leaning.ponds ? Use::Ponds : kFarm[own ? theme : pick]);
            if (!town && unitOf(hashOf(block.seed, 5)) < 0.10)
                block.use = Use::Village;
            if (town && unitOf(hashOf(block.seed, 5)) < 0.10)
                block.use = pick < 4 ? Use::Park : Use::Vacant;
            if (town && streets)
                m_canvas.fill(block.quad.p, mixed(kStreets, kFarStreet, m_far), 0.85F * weight);
            if (m_mpp < 60)
                block.quad = block.quad.inset(town ? 8 : 3);
            if (block.quad.area() > 2000)
                mosaic(block, weight);
        }
    if (cover.built > 0.5F) {
        const Rgb road = mixed(Rgb{136, 134, 128}, Rgb{158, 155, 148}, m_far);
        m_canvas.line(cell.p[0], cell.p[1], 30, road, weight);
        m_canvas.line(cell.p[0], cell.p[3], 26, road, weight);
    }
}

} // namespace guanjing::democity
