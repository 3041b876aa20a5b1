// What the orthophoto shows beyond the limits of the city: towns, fields, ponds and woods without a plan of their own.
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
constexpr Rgb kFarmMean{114, 122, 86};
constexpr Rgb kPondMean{108, 118, 97};
constexpr Rgb kStreets{136, 135, 127};
constexpr Rgb kWoodMean{73, 90, 57};

Rgb landMean(Cover cover, float ponds, float groves, float far)
{
    const Rgb farm =
        mixed(mixed(kFarmMean, kFarFarm, 0.5F * far), mixed(kPondMean, kFarPond, 0.7F * far), 0.7F * ponds);
    const Rgb green = mixed(farm, kFarPark, groves);
    const Rgb open = mixed(green, mixed(kBuiltMean, kFarBuilt, 0.6F * far), cover.built);
    return mixed(open, mixed(kWoodMean, kFarWood, 0.8F * far), cover.wood);
}

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
    std::array<Leaning, (kCells + 1) * (kCells + 1)> lattice;
    for (int y = 0; y <= kCells; ++y)
        for (int x = 0; x <= kCells; ++x)
            lattice[static_cast<std::size_t>(y * (kCells + 1) + x)] = leaningAt(m_canvas.toPlane(x * kStep, y * kStep));
    const float far = m_far;
    const float* const noise = noiseTable();
    const float wide = resolved(900, m_mpp);
    const float narrow = resolved(330, m_mpp);
    const auto colorAt = [&](double px, double py) {
        const V2 p = m_canvas.toPlane(px, py);
        const int cx = std::min(static_cast<int>(px) / kStep, kCells - 1);
        const int cy = std::min(static_cast<int>(py) / kStep, kCells - 1);
        const auto u = static_cast<float>(px / kStep - cx);
        const auto v = static_cast<float>(py / kStep - cy);
        const Leaning* corner = &lattice[static_cast<std::size_t>(cy * (kCells + 1) + cx)];
        const auto between = [&](float Leaning::*member) {
            const float upper = corner[0].*member + (corner[1].*member - corner[0].*member) * u;
            const float lower =
                corner[kCells + 1].*member + (corner[kCells + 2].*member - corner[kCells + 1].*member) * u;
            return upper + (lower - upper) * v;
        };
        const Leaning leaning{between(&Leaning::town), between(&Leaning::hills), between(&Leaning::ponds)};
        const Cover cover = coverAt(p, leaning, m_mpp);
        const float groves =
            far * std::clamp(1.6F * tableNoise(noise, p.x / 1450 + 7, p.y / 1270) - 0.45F, 0.0F, 0.75F);
        Rgb color = landMean(cover, leaning.ponds, groves, far);
        // plots of land and quarters of towns where blocks are not painted one by one
        float plots = 0;
        if (wide > 0)
            plots += wide * (tableNoise(noise, p.x / 640 + p.y / 1500, p.y / 510 - p.x / 1500) - 0.5F);
        if (narrow > 0)
            plots += narrow * (tableNoise(noise, p.x / 230 - p.y / 900, p.y / 190 + p.x / 900) - 0.5F);
        color = color * (1 + 0.16F * plots * (1 - cover.wood));
        return cover.wood > 0.02F
            ? mixed(color, color * woodLight(p, m_mpp, m_canvas.sun().shadowDirection), cover.wood)
            : color;
    };
    const auto put = [&](int x, int y, float weight, Rgb color) {
        Rgb& pixel = m_canvas.at(x, y);
        pixel = mixed(pixel, color, weight);
    };
    const auto weightAt = [&](int x, int y) {
        return static_cast<float>(1 - cityShare(m_canvas.toPlane(x + 0.5, y + 0.5)));
    };
    // covers change over a hundred metres and more: where pixels are finer, every few of them
    int stride = 1;
    while (stride < 8 && 2 * stride * m_mpp < 75)
        stride *= 2;
    if (stride == 1) {
        for (int y = 0; y < kTilePixels; ++y)
            for (int x = 0; x < kTilePixels; ++x)
                if (const float weight = weightAt(x, y); weight > 0)
                    put(x, y, weight, colorAt(x + 0.5, y + 0.5));
        outskirtBlocks();
        return;
    }
    const int cells = kTilePixels / stride;
    std::vector<Rgb> colors;
    colors.reserve(static_cast<std::size_t>((cells + 1) * (cells + 1)));
    for (int y = 0; y <= cells; ++y)
        for (int x = 0; x <= cells; ++x)
            colors.push_back(colorAt(x * stride, y * stride));
    for (int y = 0; y < kTilePixels; ++y)
        for (int x = 0; x < kTilePixels; ++x) {
            const float weight = weightAt(x, y);
            if (weight <= 0)
                continue;
            const Rgb* corner = &colors[static_cast<std::size_t>(y / stride * (cells + 1) + x / stride)];
            const float u = (static_cast<float>(x % stride) + 0.5F) / static_cast<float>(stride);
            const float v = (static_cast<float>(y % stride) + 0.5F) / static_cast<float>(stride);
            put(x, y, weight, mixed(mixed(corner[0], corner[1], u), mixed(corner[cells + 1], corner[cells + 2], u), v));
        }
    outskirtBlocks();
}

// Nearer by: quarters divided into blocks, woven like those of the city.
void Painter::outskirtBlocks()
{
    const auto seen = static_cast<float>(clamp01((110 - m_mpp) / 30) * clamp01((m_mpp - 1.5) / 4));
    if (seen <= 0)
        return;
    const Box reach = m_canvas.box().grown(1.1 * kBend + kCellX);
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
            if (!m_canvas.sees(cell.box()) || cityShare(cell.centre()) >= 1)
                continue;
            quarter(cell, hashOf(0x0C7157u, i, j), seen);
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
