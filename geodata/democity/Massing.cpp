#include "geodata/democity/Massing.h"

#include "geodata/democity/Hash.h"
#include "geodata/democity/Painter.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace guanjing::democity {

namespace {

struct Cell {
    double minX = 1e300, minY = 1e300, maxX = -1e300, maxY = -1e300; ///< in the block's frame
    double area = 0, volume = 0;
    Rgb roof, wall;
    const Part* largest = nullptr;
    double largestArea = 0;
};

Rgb scaled(Rgb sum, double weight) { return sum * static_cast<float>(1 / weight); }

} // namespace

std::vector<Part> mergedBuildings(const BlockContent& content, std::span<const Building* const> buildings,
                                  double cellMeters, Rgb mean, float blend)
{
    std::vector<Part> result;
    if (buildings.empty())
        return result;
    const V2 u = content.parts[buildings.front()->firstPart].axis;
    const V2 v = u.left();
    std::map<std::pair<int, int>, Cell> cells;
    for (const Building* building : buildings) {
        const std::pair<int, int> key{static_cast<int>(std::floor(dot(building->centre, u) / cellMeters)),
                                      static_cast<int>(std::floor(dot(building->centre, v) / cellMeters))};
        Cell& cell = cells[key];
        for (std::uint32_t k = 0; k < building->partCount; ++k) {
            const Part& part = content.parts[building->firstPart + k];
            if (part.bottom > 0.5)
                continue;
            const double area = 4 * part.halfLength * part.halfWidth;
            for (V2 p : part.footprint().p) {
                cell.minX = std::min(cell.minX, dot(p, u));
                cell.maxX = std::max(cell.maxX, dot(p, u));
                cell.minY = std::min(cell.minY, dot(p, v));
                cell.maxY = std::max(cell.maxY, dot(p, v));
            }
            cell.area += area;
            cell.volume += area * (part.top + 0.5 * part.rise);
            cell.roof = cell.roof + part.roofColor * static_cast<float>(area);
            cell.wall = cell.wall + part.wallColor * static_cast<float>(area);
            if (area > cell.largestArea) {
                cell.largestArea = area;
                cell.largest = &part;
            }
        }
    }
    for (const auto& [key, cell] : cells) {
        if (!cell.largest)
            continue;
        Part part = *cell.largest;
        part.building = kNoBuilding;
        if (cell.area > 1.01 * cell.largestArea) {
            const double width = cell.maxX - cell.minX;
            const double depth = cell.maxY - cell.minY;
            const double shrink = std::min(1.0, std::sqrt(1.12 * cell.area / (width * depth)));
            part.axis = u;
            part.centre = u * (0.5 * (cell.minX + cell.maxX)) + v * (0.5 * (cell.minY + cell.maxY));
            part.halfLength = 0.5 * width * shrink;
            part.halfWidth = 0.5 * depth * shrink;
            part.top = cell.volume / cell.area;
            part.rise = 0;
            part.roof = Roof::Plain;
            part.roofColor = scaled(cell.roof, cell.area);
            part.wallColor = scaled(cell.wall, cell.area);
        }
        part.roofColor = mixed(part.roofColor, mean, blend);
        result.push_back(part);
    }
    return result;
}

namespace {

constexpr double kFloorMeters = 3.3;

Building featureOf(const Block& block)
{
    Building feature;
    feature.id = hashOf(block.seed, 0xB10C);
    feature.centre = block.quad.centre();
    feature.use = block.use;
    feature.town = block.town;
    return feature;
}

} // namespace

Building mergedFeature(const BlockContent& content, std::span<const Building* const> buildings, const Block& block)
{
    Building feature = featureOf(block);
    feature.count = static_cast<int>(buildings.size());
    std::map<Use, double> uses;
    double all = 0, floors = 0, years = 0, heights = 0;
    for (const Building* building : buildings) {
        double volume = 1;
        for (std::uint32_t k = 0; k < building->partCount; ++k) {
            const Part& part = content.parts[building->firstPart + k];
            volume += 4 * part.halfLength * part.halfWidth * (part.top - part.bottom);
        }
        all += volume;
        floors += volume * building->floors;
        years += volume * building->year;
        heights += volume * building->height;
        uses[building->use] += volume;
    }
    feature.floors = std::max(1, static_cast<int>(std::lround(floors / all)));
    feature.year = static_cast<int>(std::lround(years / all));
    feature.height = heights / all;
    feature.use = std::max_element(uses.begin(), uses.end(), [](const auto& a, const auto& b) {
                      return a.second < b.second;
                  })->first;
    return feature;
}

Building massingFeature(const Block& block, std::span<const Part> boxes)
{
    Building feature = featureOf(block);
    feature.count = std::max<int>(2, static_cast<int>(boxes.size()));
    feature.year = 0;
    for (const Part& box : boxes)
        feature.height += box.top / static_cast<double>(boxes.size());
    feature.floors = std::max(1, static_cast<int>(std::lround(feature.height / kFloorMeters)));
    return feature;
}

std::vector<Part> blockMassing(const Block& block)
{
    double low = 0;
    double high = 0;
    double share = 0.6; // of the ground that is built on
    Facade facade = Facade::Village;
    switch (block.use) {
    case Use::Village:
        low = 12;
        high = 19;
        share = 0.72;
        break;
    case Use::Slabs:
        low = 17;
        high = 24;
        share = 0.42;
        break;
    case Use::Commerce:
        low = 12;
        high = 24;
        share = 0.5;
        facade = Facade::Civic;
        break;
    case Use::School:
    case Use::Public:
    case Use::Campus:
        low = 14;
        high = 24;
        share = 0.28;
        facade = Facade::Civic;
        break;
    case Use::Estate:
    case Use::Business:
        low = std::min(30.0, 0.6 * block.heightLimit);
        high = std::min(38.0, 0.8 * block.heightLimit);
        share = 0.22;
        facade = Facade::Tower;
        break;
    default: return {};
    }
    std::vector<Part> result;
    const Quad& q = block.quad;
    const Rgb mean = unlit(meanColor(block.use, block.seed));
    constexpr double kPitch = 125;
    const int nx = std::clamp(static_cast<int>((q.p[1] - q.p[0]).length() / kPitch + 0.5), 1, 5);
    const int ny = std::clamp(static_cast<int>((q.p[3] - q.p[0]).length() / kPitch + 0.5), 1, 5);
    for (int i = 0; i < nx; ++i)
        for (int j = 0; j < ny; ++j) {
            Rng rng(hashOf(block.seed ^ 0xA55u, i, j));
            Part part;
            part.axis = unit(q.p[1] - q.p[0]);
            // of one area, but long or deep and beside the middle: no slabs in a grid
            constexpr double kMostHalf = 0.47;
            const double half = 0.5 * std::sqrt(share);
            const double aspect = rng.range(0.62, 1.6);
            const double halfU = std::min(kMostHalf, half * std::sqrt(aspect));
            const double halfV = std::min(kMostHalf, half / std::sqrt(aspect));
            const double u = 0.5 + (kMostHalf - halfU) * rng.range(-1, 1);
            const double v = 0.5 + (kMostHalf - halfV) * rng.range(-1, 1);
            part.centre = q.at((i + u) / nx, (j + v) / ny);
            part.halfLength = halfU * (q.p[1] - q.p[0]).length() / nx;
            part.halfWidth = halfV * (q.p[3] - q.p[0]).length() / ny;
            part.top = rng.range(low, high);
            part.facade = facade;
            part.floorHeight = kFloorMeters;
            // the ground beside it shows the same mean
            const auto tone = static_cast<float>(rng.range(0.90, 1.12));
            const auto warm = static_cast<float>(rng.range(-0.05, 0.05));
            part.roofColor = {mean.r * (tone + warm), mean.g * tone, mean.b * (tone - warm)};
            part.wallColor = mixed({206, 200, 190}, mean, 0.35F);
            part.seed = rng.next();
            if (!block.nearWater || waterClearance(part.centre) > part.halfLength + kBankMeters)
                result.push_back(part);
        }
    return result;
}

} // namespace guanjing::democity
