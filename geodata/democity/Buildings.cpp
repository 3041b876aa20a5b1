// The tileset of the buildings, explicit: tileset.json → c/I_J.json (4 km) → b/I_J.json (1 km), contents t/LEVEL/I_J.glb.
#include "geodata/democity/Buildings.h"

#include "geodata/democity/Banks.h"
#include "geodata/democity/Boundary.h"
#include "geodata/democity/Bridges.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/HillPicture.h"
#include "geodata/democity/LampLight.h"
#include "geodata/democity/Massing.h"
#include "geodata/democity/Painter.h"
#include "geodata/democity/Quays.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/TerrainTiles.h"
#include "geodata/democity/TileMesh.h"
#include "geodata/democity/Waters.h"
#include "geodata/democity/Woods.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace guanjing::democity {

namespace {

using nlohmann::json;

constexpr double kCellMeters = 4000;
constexpr int kLeafLevel = 4;
constexpr int kCellsX = 19;
constexpr int kCellsY = 14;
/// How far a building may reach over its tile's edge.
constexpr double kOverhangMeters = 95;
/// The same of the boxes that stand for whole blocks in the coarsest tiles.
constexpr double kBlockOverhangMeters = 210;
/// How far what stands along an arterial road is from its centre line, at most: the line is the edge of two meshes.
constexpr double kRoadsideMeters = 40;
/// Geometric error of the tiles of each level: what is left out there is not higher than this.
constexpr std::array<double, 5> kGeometricError{105, 48, 21, 7, 0};
constexpr double kRootError = 520;
constexpr const char* kNothing = "nothing.glb"; ///< content of the root

struct Found {
    std::shared_ptr<const BlockContent> content;
    const Block* block = nullptr; ///< of a plan that `plan` keeps
    std::shared_ptr<const MeshPlan> plan;
};

struct TileBlocks {
    std::vector<std::shared_ptr<const MeshPlan>> plans;
    std::vector<Found> blocks;
    std::vector<Road> roads;
};

bool buildable(Use use) { return use != Use::Forest && use != Use::Water; }

TileBlocks blocksIn(const Box& box, Epoch epoch, double leastHeight, bool contents, Wanted wanted = Wanted::Everything)
{
    TileBlocks result;
    const MeshRange range = meshesIn(box);
    for (int j = range.minJ; j <= range.maxJ; ++j)
        for (int i = range.minI; i <= range.maxI; ++i) {
            Box outline;
            for (V2 p : {crossing(i, j), crossing(i + 1, j), crossing(i + 1, j + 1), crossing(i, j + 1)})
                outline.add(p);
            if (!outline.meets(box.grown(kRoadsideMeters)))
                continue;
            const std::shared_ptr<const MeshPlan> plan = meshPlan(i, j, epoch);
            result.plans.push_back(plan);
            for (const Block& block : plan->blocks)
                if (buildable(block.use) && block.heightLimit >= leastHeight && block.quad.box().meets(box))
                    result.blocks.push_back({contents ? blockContent(block, wanted) : nullptr, &block, plan});
            for (const Road& road : plan->roads)
                result.roads.push_back(road);
            result.roads.insert(result.roads.end(), plan->arterials.begin(), plan->arterials.end());
        }
    return result;
}

struct Candidate {
    const BlockContent* content;
    const Block* block;
    const Building* building;
    double weight;
    bool large;
};

/// The ground of a document's tiles, to bound them by; none without relief. One lattice for all, so that bounds nest.
using TileGround = std::shared_ptr<const GroundLattice>;
TileGround groundOf(const Box& box, Relief relief, double stepMeters)
{
    return relief == Relief::Flat ? nullptr
                                  : std::make_shared<const GroundLattice>(box.grown(kOverhangMeters), stepMeters);
}

/// What stands in a box: from a little under the ground to a height above it.
std::array<double, 6> regionOf(const Box& box, double height, const TileGround& ground)
{
    const glm::dvec2 a = toLonLat({box.minX, box.minY});
    const glm::dvec2 b = toLonLat({box.maxX, box.maxY});
    double lowest = -1;
    double highest = height;
    if (ground) {
        const GroundLattice::Span span = ground->spanOf(box);
        const double between = 2 + 0.3 * (span.highest - span.lowest); // the samples missed a little
        constexpr double kUnderMeters = 8; // walls and piers go down into the ground
        lowest = span.lowest - between - kUnderMeters;
        highest = span.highest + between + height;
    }
    return {a.x * kDegreesToRadians,
            a.y * kDegreesToRadians,
            b.x * kDegreesToRadians,
            b.y * kDegreesToRadians,
            lowest,
            highest};
}

json region(const Box& box, double height, const TileGround& ground)
{
    return {{"region", regionOf(box, height, ground)}};
}

Bytes bytesOf(const json& document)
{
    const std::string text = document.dump();
    return {text.begin(), text.end()};
}

json tileset(json root, double error)
{
    return {{"asset", {{"version", "1.1"}}}, {"geometricError", error}, {"root", std::move(root)}};
}

std::string tileName(int i, int j) { return std::to_string(i) + "_" + std::to_string(j); }

/// Crowns stand so far above the ground at most, where they stay clear of coarser ground.
constexpr double kWoodHeightMeters = 28;
constexpr double kMostLiftMeters = 14;

/// Upper bound of heights in a box from the plans alone; negative where nothing can stand.
double heightBound(const std::vector<std::pair<Box, double>>& limits, const Box& box)
{
    double height = -1;
    for (const auto& [blockBox, limit] : limits)
        if (blockBox.meets(box))
            height = std::max(height, limit);
    return height;
}

std::vector<std::pair<Box, double>> limitsIn(const Box& box, Epoch epoch)
{
    std::vector<std::pair<Box, double>> result;
    const TileBlocks found = blocksIn(box.grown(kOverhangMeters), epoch, 0, false);
    for (const Found& entry : found.blocks)
        result.emplace_back(entry.block->quad.box(),
                            std::max(hilliness(entry.block->quad.centre()) > 0.25 ? kWoodHeightMeters : 14.0,
                                     entry.block->heightLimit + 8));
    for (const std::shared_ptr<const MeshPlan>& plan : found.plans)
        for (const Block& block : plan->blocks)
            if (block.use == Use::Forest)
                result.emplace_back(block.quad.box(), kWoodHeightMeters);
    for (const auto& limit : corridorLimits(box.grown(kOverhangMeters)))
        result.push_back(limit);
    for (const Road& road : found.roads)
        for (std::size_t k = 0; k < road.raisedCount; ++k) {
            const V2 along = unit(road.b - road.a);
            Box reach;
            reach.add(road.a + along * road.raised[k].from);
            reach.add(road.a + along * road.raised[k].to);
            result.emplace_back(reach.grown(20), kBridgeHeightMeters);
        }
    return result;
}

json tileTree(int level, int i, int j, int lastLevel, const TileBounds& bounds, const std::string& prefix)
{
    const auto bound = bounds.region(level, i, j);
    if (!bound)
        return nullptr;
    json tile{{"boundingVolume", {{"region", *bound}}},
              {"geometricError", kGeometricError[static_cast<std::size_t>(level)]},
              {"content", {{"uri", prefix + "t/" + std::to_string(level) + "/" + tileName(i, j) + ".glb"}}}};
    json children = json::array();
    if (level < lastLevel)
        for (int k = 0; k < 4; ++k) {
            json child = tileTree(level + 1, 2 * i + (k & 1), 2 * j + (k >> 1), lastLevel, bounds, prefix);
            if (!child.is_null())
                children.push_back(std::move(child));
        }
    else if (level == 2 && lastLevel == 2) {
        // same error as this tile, so that the empty root over there is never what is left to draw;
        // the 500 m and 250 m tiles stand in a document of their own, fetched when one comes near
        json child{{"boundingVolume", tile["boundingVolume"]},
                   {"geometricError", kGeometricError[2]},
                   {"content", {{"uri", prefix + "b/" + tileName(i, j) + ".json"}}}};
        children.push_back(std::move(child));
    }
    if (!children.empty())
        tile["children"] = std::move(children);
    return tile;
}

bool parseNumber(std::string_view& text, int& value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc())
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

bool parsePair(std::string_view text, std::string_view suffix, int& i, int& j)
{
    if (!parseNumber(text, i) || text.empty() || text.front() != '_')
        return false;
    text.remove_prefix(1);
    return parseNumber(text, j) && text == suffix;
}

bool inGrid(int level, int i, int j)
{
    return level >= 0 && level <= kLeafLevel && i >= 0 && j >= 0 && i < (kCellsX << level) && j < (kCellsY << level);
}

/// The highest that any block may be; the cell's own document knows better.
constexpr double kHighest = 330;

TileGround groundOfCity(Relief relief)
{
    return groundOf({0, 0, kCellsX * kCellMeters, kCellsY * kCellMeters}, relief, 400);
}

Bytes rootDocument(Relief relief)
{
    json children = json::array();
    for (const BuildingCell& cell : buildingCells(relief))
        children.push_back({{"boundingVolume", {{"region", cell.region}}},
                            {"geometricError", kGeometricError[0] + 1},
                            {"content", {{"uri", "c/" + tileName(cell.i, cell.j) + ".json"}}}});
    const Box whole{0, 0, kCellsX * kCellMeters, kCellsY * kCellMeters};
    // from afar the orthophoto alone shows the city: its buildings would be a sprinkle of pixels
    json root{{"boundingVolume", region(whole.grown(kBlockOverhangMeters), kHighest, groundOfCity(relief))},
              {"geometricError", kRootError},
              {"content", {{"uri", kNothing}}},
              {"refine", "REPLACE"},
              {"children", std::move(children)}};
    return bytesOf(tileset(std::move(root), 2000));
}

} // namespace

namespace {

std::vector<BuildingCell> makeCells(Relief relief)
{
    const TileGround ground = groundOfCity(relief);
    std::vector<BuildingCell> cells;
    for (int j = 0; j < kCellsY; ++j)
        for (int i = 0; i < kCellsX; ++i) {
            const Box box = buildingTileBox(0, i, j);
            bool dry = false;
            for (double u : {0.1, 0.5, 0.9})
                for (double v : {0.1, 0.5, 0.9})
                    dry = dry || waterClearance({box.minX + u * kCellMeters, box.minY + v * kCellMeters}) > -900;
            if ((dry || corridorNear(box)) && hasBuildingTiles(lerp({box.minX, box.minY}, {box.maxX, box.maxY}, 0.5)))
                cells.push_back({i, j, regionOf(box.grown(kBlockOverhangMeters), kHighest, ground)});
        }
    return cells;
}

} // namespace

bool hasBuildingTiles(V2 place)
{
    const int i = static_cast<int>(std::floor(place.x / kCellMeters));
    const int j = static_cast<int>(std::floor(place.y / kCellMeters));
    return inGrid(0, i, j) && limitDistances(buildingTileBox(0, i, j)).most > -kPlannedBeyondMeters;
}

const std::vector<BuildingCell>& buildingCells(Relief relief)
{
    if (relief == Relief::Terrain) {
        static const std::vector<BuildingCell> onGround = makeCells(Relief::Terrain);
        return onGround;
    }
    static const std::vector<BuildingCell> flat = makeCells(relief);
    return flat;
}

void prepareDocuments()
{
    (void)buildingCells(Relief::Terrain);
    (void)buildingCells(Relief::Flat);
    (void)hillPicture();
    // And what all tiles share.
    (void)buildTile(0, kCellsX / 2, kCellsY / 2, Epoch::June2026, Relief::Terrain).toGlb(true);
}

TileBounds::TileBounds(const Box& box, Epoch epoch, Relief relief)
    : m_box(box), m_ground(groundOf(box, relief, 125)), m_limits(limitsIn(box, epoch))
{ }

std::optional<std::array<double, 6>> TileBounds::region(int level, int i, int j) const
{
    const Box box = buildingTileBox(level, i, j);
    const double height = heightBound(m_limits, box);
    if (height < 0)
        return std::nullopt;
    // a building belongs to the tile of its centre and may lean over the edge
    const Box around = box.grown(level == 0 ? kBlockOverhangMeters : kOverhangMeters);
    return regionOf(around, std::max(height, heightBound(m_limits, around)), m_ground);
}

std::array<double, 6> TileBounds::emptyRegion() const { return regionOf(m_box, 1, m_ground); }

bool isBuildingTile(int level, int i, int j) { return inGrid(level, i, j); }
double buildingTileError(int level) { return kGeometricError.at(static_cast<std::size_t>(level)); }

Box buildingTileBox(int level, int i, int j)
{
    const double size = kCellMeters / (1 << level);
    return {i * size, j * size, (i + 1) * size, (j + 1) * size};
}

TileMesh buildTile(int level, int i, int j, Epoch epoch, Relief relief)
{
    const Box box = buildingTileBox(level, i, j);
    const V2 centre{0.5 * (box.minX + box.maxX), 0.5 * (box.minY + box.maxY)};
    static constexpr std::array<double, 5> kGroundStep{128, 64, 32, 16, 16};
    std::shared_ptr<const GroundLattice> ground;
    if (relief == Relief::Terrain)
        ground = std::make_shared<const GroundLattice>(box.grown(kOverhangMeters),
                                                       kGroundStep.at(static_cast<std::size_t>(level)));
    TileMesh mesh(centre, level == 4 ? 2 : (level == 3 ? 1 : 0), ground);
    static constexpr std::array<double, 5> kLeastHeight{62, 27, 9, 0, 0};
    static constexpr std::array<double, 5> kLeastArea{9e9, 3200, 420, 0, 0};
    static constexpr std::array<std::size_t, 5> kMostBuildings{1100, 1300, 1700, 2500, 4000};
    static constexpr std::array<double, 5> kMergeMeters{110, 64, 26, 18, 18};
    static constexpr std::array<double, 5> kLeastMergedVolume{9000, 2500, 300, 0, 0};
    static constexpr std::array<float, 5> kMeanShare{0.85F, 0.72F, 0.35F, 0.0F, 0.0F};
    const auto l = static_cast<std::size_t>(level);
    const double blockLeast = level == 0 ? 62 : 0;
    const TileBlocks found = blocksIn(box, epoch, blockLeast, true, level < 3 ? Wanted::Buildings : Wanted::Everything);
    std::vector<Candidate> candidates;
    for (const Found& entry : found.blocks)
        for (const Building& building : entry.content->buildings) {
            if (!box.holds(building.centre))
                continue;
            double area = 0;
            double volume = 0;
            for (std::uint32_t k = 0; k < building.partCount; ++k) {
                const Part& part = entry.content->parts[building.firstPart + k];
                const double a = 4 * part.halfLength * part.halfWidth;
                area += part.bottom < 1 ? a : 0;
                volume += a * (part.top - part.bottom);
            }
            const bool large = building.height >= kLeastHeight[l] || area >= kLeastArea[l];
            candidates.push_back(
                {entry.content.get(), entry.block, &building, volume * (1 + building.height / 30), large});
        }
    // the largest one by one, what is left merged
    auto merged = std::partition(candidates.begin(), candidates.end(), [](const Candidate& c) { return c.large; });
    if (merged - candidates.begin() > static_cast<std::ptrdiff_t>(kMostBuildings[l])) {
        const auto most = candidates.begin() + static_cast<std::ptrdiff_t>(kMostBuildings[l]);
        std::nth_element(candidates.begin(), most, merged, [](const Candidate& a, const Candidate& b) {
            return a.weight > b.weight || (a.weight == b.weight && a.building->id < b.building->id);
        });
        merged = most;
    }
    std::sort(merged, candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.block->seed < b.block->seed || (a.block->seed == b.block->seed && a.building < b.building);
    });
    for (auto first = merged; first != candidates.end();) {
        auto last = first;
        std::vector<const Building*> few;
        for (; last != candidates.end() && last->content == first->content; ++last)
            few.push_back(last->building);
        const Rgb mean = unlit(meanColor(first->block->use, first->block->seed));
        mesh.beginFeature(mergedFeature(*first->content, few, *first->block));
        for (const Part& part : mergedBuildings(*first->content, few, kMergeMeters[l], mean, kMeanShare[l]))
            if (4 * part.halfLength * part.halfWidth * part.top > kLeastMergedVolume[l]) {
                mesh.standOn({&part, 1});
                mesh.addMassing(part);
            }
        mesh.endFeature();
        first = last;
    }
    candidates.erase(merged, candidates.end());
    if (level == 0) // blocks without anything tall
        for (const Found& entry : blocksIn(box, epoch, 0, false).blocks)
            if (entry.block->heightLimit < blockLeast && box.holds(entry.block->quad.centre())) {
                const std::vector<Part> boxes = blockMassing(*entry.block);
                if (boxes.empty())
                    continue;
                mesh.beginFeature(massingFeature(*entry.block, boxes));
                for (const Part& part : boxes) {
                    mesh.standOn({&part, 1});
                    mesh.addMassing(part);
                }
                mesh.endFeature();
            }
    std::vector<Part> details;
    for (const Candidate& candidate : candidates) {
        mesh.beginFeature(*candidate.building);
        mesh.standOn(
            std::span(candidate.content->parts).subspan(candidate.building->firstPart, candidate.building->partCount));
        for (std::uint32_t k = 0; k < candidate.building->partCount; ++k) {
            const Part& part = candidate.content->parts[candidate.building->firstPart + k];
            if (level <= 2 && part.bottom > 0 && part.top - part.bottom < 8)
                continue;
            mesh.addPart(part);
            if (level == kLeafLevel) {
                details.clear();
                roofDetails(part, candidate.block->use, details);
                for (const Part& detail : details)
                    mesh.addPart(detail);
            }
        }
        mesh.endFeature();
    }
    mesh.standOnEllipsoid();
    addCorridors(mesh, box, level - 2);
    for (const Road& road : found.roads)
        if (road.raisedCount > 0)
            addBridges(mesh, road, box, level - 2);
    if (level < 2)
        return mesh;
    for (const Found& entry : found.blocks)
        addQuays(mesh, box, entry.content->quays, level - 2);
    const Woods woods(box, found.plans);
    // the levels of the terrain that are seen with these tiles at an error of 16 pixels
    std::optional<TerrainSurface> seen;
    std::optional<TerrainSurface> fromAfar;
    if (relief == Relief::Terrain) {
        seen.emplace(level + 10, box);
        fromAfar.emplace(level + 9, box);
    }
    if (level < kLeafLevel) {
        static constexpr std::array<double, 4> kCanopyStep{0, 0, 25, 12.5};
        addCanopy(mesh, box, woods, kCanopyStep.at(l), [&](V2 place) {
            if (!seen)
                return 0.0;
            const double low = mesh.groundAt(place);
            return std::clamp(std::max(seen->at(place), fromAfar->at(place)), low, low + kMostLiftMeters);
        });
    }
    if (level < 3)
        return mesh;
    // containers, cranes: things without an entry in the table
    for (const Found& entry : found.blocks)
        for (const Part& part : entry.content->parts)
            if (part.building == kNoBuilding && box.holds(part.centre) && mesh.triangleCount() < 13500
                && (level == kLeafLevel || !part.isFence())) {
                if (part.bottom < 1)
                    mesh.standOn({&part, 1}); // what hangs above stands on what was added before it
                mesh.addPart(part);
            }
    mesh.standOnEllipsoid();
    std::vector<Tree> trees;
    for (const Found& entry : found.blocks) {
        const bool lit = glowOf(*entry.block).level > 0.01F;
        for (const Tree& tree : entry.content->trees)
            if (box.holds(tree.centre)) {
                trees.push_back(tree);
                trees.back().lit = lit;
            }
    }
    const bool crossed = corridorNear(box);
    std::vector<Vehicle> vehicles;
    for (const Road& road : found.roads) {
        Box reach;
        reach.add(road.a);
        reach.add(road.b);
        if (!reach.grown(30).meets(box))
            continue;
        if (level == kLeafLevel && mesh.triangleCount() < 13800)
            for (const Lamp& lamp : lampsAlong(road))
                if (box.holds(lamp.foot) && (lamp.ground > 0.5 || waterClearance(lamp.foot) > kLeveeRoadMeters + 1)
                    && (!crossed || corridorClearance(lamp.foot) > -2))
                    mesh.addLamp(lamp);
        const std::size_t before = trees.size();
        furnishRoad(road, box, crossed, trees, vehicles);
        if (lightOf(road).peak > 0)
            std::for_each(trees.begin() + static_cast<std::ptrdiff_t>(before), trees.end(),
                          [](Tree& tree) { tree.lit = true; });
    }
    bankTrees(box, roadsOf(found.roads), portsIn(box, found.plans), trees);
    if (level == kLeafLevel) {
        for (const Found& entry : found.blocks)
            vehicles.insert(vehicles.end(), entry.content->vehicles.begin(), entry.content->vehicles.end());
        if (crossed)
            std::erase_if(vehicles,
                          [](const Vehicle& car) { return !car.onDeck && corridorClearance(car.centre) < -6; });
        corridorVehicles(box, epoch, vehicles);
        for (const Vehicle& car : vehicles)
            if (box.holds(car.centre) && mesh.triangleCount() < 15000
                && (car.ground > 0 || waterClearance(car.centre) > kShoreTrafficMeters))
                mesh.addVehicle(car);
    } else if (crossed) { // of the traffic on motorways every other one is enough from afar
        vehicles.clear();
        corridorVehicles(box, epoch, vehicles);
        for (std::size_t k = 0; k < vehicles.size(); k += 2)
            mesh.addVehicle(vehicles[k]);
    }
    if (!woods.isEmpty())
        std::erase_if(trees, [&](const Tree& tree) { return woods.holds(tree.centre); });
    const std::size_t alone = trees.size();
    if (level == kLeafLevel)
        woods.trees(box, trees);
    // the greatest first; in the leaves every tree that the orthophoto shows, the small ones plainer where there are many
    std::stable_sort(trees.begin(), trees.end(), [](const Tree& a, const Tree& b) { return a.radius > b.radius; });
    const bool leaf = level == kLeafLevel;
    const std::size_t limit = leaf ? 19900 : 14000;
    const std::size_t room = limit - std::min(limit, mesh.triangleCount());
    const auto costOf = [](Crown crown) { return TileMesh::crownTriangles(crown); };
    const Crown plain = costOf(Crown::Plain) * trees.size() <= room ? Crown::Plain : Crown::Least;
    const std::size_t spare = room - std::min(room, costOf(plain) * trees.size());
    const bool wooded = trees.size() > 2 * alone + 200;
    const std::size_t whole = leaf && !wooded ? spare / (costOf(Crown::Whole) - costOf(plain)) : 0;
    const std::size_t most = leaf ? room / costOf(plain) : std::min<std::size_t>(620, room / costOf(plain));
    constexpr double kSunkMeters = 4; // a crown shows above the coarser of the two, its lower half does not
    const auto leastGround = [&](V2 place) {
        return seen ? std::max(seen->at(place), fromAfar->at(place) - kSunkMeters) : -1e9;
    };
    for (std::size_t k = 0; k < std::min(most, trees.size()); ++k)
        mesh.addTree(trees[k], k < whole ? Crown::Whole : plain, leastGround(trees[k].centre));
    return mesh;
}

Result<NamedBytes> buildingFile(std::string_view path, Epoch epoch, Relief relief)
{
    const auto missing = [&] {
        return fail(ErrorCode::NotFound, std::string(path), "no such file in the demo city's tileset");
    };
    static constexpr const char* kJson = "application/json";
    if (path == "tileset.json") {
        if (relief == Relief::Flat) {
            static const Bytes flat = rootDocument(Relief::Flat);
            return NamedBytes{kJson, flat};
        }
        static const Bytes onGround = rootDocument(Relief::Terrain);
        return NamedBytes{kJson, onGround};
    }
    if (auto file = implicitFile(path, epoch, relief))
        return std::move(*file);
    if (path == kNothing)
        return NamedBytes{"model/gltf-binary", TileMesh({0, 0}, 0).toGlb(true)};
    if (path.size() < 3 || path[1] != '/')
        return missing();
    int i = 0;
    int j = 0;
    const char kind = path.front();
    std::string_view rest = path.substr(2);
    if (kind == 'c') {
        if (!parsePair(rest, ".json", i, j) || !inGrid(0, i, j))
            return missing();
        const TileBounds bounds(buildingTileBox(0, i, j), epoch, relief);
        json root = tileTree(0, i, j, 2, bounds, "../");
        if (root.is_null()) // open water, bare mountain
            root = {{"boundingVolume", {{"region", bounds.emptyRegion()}}}, {"geometricError", 0}};
        root["refine"] = "REPLACE";
        return NamedBytes{kJson, bytesOf(tileset(std::move(root), kGeometricError[0] + 1))};
    }
    if (kind == 'b') {
        if (!parsePair(rest, ".json", i, j) || !inGrid(2, i, j))
            return missing();
        json children = json::array();
        const TileBounds bounds(buildingTileBox(2, i, j), epoch, relief);
        for (int k = 0; k < 4; ++k) {
            json child = tileTree(3, 2 * i + (k & 1), 2 * j + (k >> 1), kLeafLevel, bounds, "../");
            if (!child.is_null())
                children.push_back(std::move(child));
        }
        json root{{"boundingVolume", {{"region", bounds.region(2, i, j).value_or(bounds.emptyRegion())}}},
                  {"geometricError", kGeometricError[2]},
                  {"refine", "REPLACE"}};
        if (!children.empty())
            root["children"] = std::move(children);
        return NamedBytes{kJson, bytesOf(tileset(std::move(root), kGeometricError[2]))};
    }
    if (kind == 't') {
        int level = 0;
        if (!parseNumber(rest, level) || rest.empty() || rest.front() != '/' || !parsePair(rest.substr(1), ".glb", i, j)
            || !inGrid(level, i, j))
            return missing();
        return NamedBytes{"model/gltf-binary", buildTile(level, i, j, epoch, relief).toGlb(level < 3)};
    }
    return missing();
}

} // namespace guanjing::democity
