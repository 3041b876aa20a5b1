#include "geodata/democity/PhotoMesh.h"

#include "geodata/democity/Banks.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Orthophoto.h"
#include "geodata/democity/Painter.h"
#include "geodata/democity/PhotoSkin.h"
#include "geodata/democity/Quays.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace guanjing::democity {

namespace {

using nlohmann::json;

constexpr double kSideMeters = 2048;
constexpr int kFinestLevel = 6; ///< tiles of 32 m, 12.5 cm a pixel

/// At 16 pixels of the screen a texel takes two.
double errorOf(int level) { return level == kFinestLevel ? 0 : 64.0 / (1 << level); }

Box tileOf(int level, int x, int y)
{
    const double size = kSideMeters / (1 << level);
    const Box all = photoMeshBox();
    return {all.minX + x * size, all.minY + y * size, all.minX + (x + 1) * size, all.minY + (y + 1) * size};
}

Result<Bytes> meshTile(int level, int x, int y, Epoch epoch)
{
    const Box box = tileOf(level, x, y);
    Canvas canvas(box, epoch);
    Painter(canvas).paint();
    const Result<Bytes> picture = encodeJpeg(bytesOf(canvas.pixels()), kTilePixels, kTilePixels, 85);
    if (!picture)
        return fail(picture.error());
    Skin skin(box, std::max(16.0, (box.maxX - box.minX) / Skin::kGroundCells));
    skin.addGround();
    // what would be less than a pixel or two of the picture is left out
    const double least = level >= 4 ? 0 : 0.13 * errorOf(level);
    std::vector<std::shared_ptr<const MeshPlan>> plans; // keeps the roads
    std::vector<const Road*> roads;
    const MeshRange range = meshesIn(box);
    for (int j = range.minJ; j <= range.maxJ; ++j)
        for (int i = range.minI; i <= range.maxI; ++i) {
            const std::shared_ptr<const MeshPlan> plan = meshPlan(i, j, epoch);
            if (!plan->outline.box().meets(box.grown(Skin::kOverhangMeters)))
                continue;
            for (const Block& block : plan->blocks) {
                if (!block.quad.box().meets(box) || block.use == Use::Forest)
                    continue;
                const std::shared_ptr<const BlockContent> content =
                    blockContent(block, level < 4 ? Wanted::Buildings : Wanted::Everything);
                for (const Building& building : content->buildings)
                    if (building.partCount > 0)
                        skin.addBuilding(std::span(content->parts).subspan(building.firstPart, building.partCount),
                                         least);
                for (const Part& part : content->parts)
                    if (part.building == kNoBuilding && part.bottom < 1 && level >= 3 && !part.isFence())
                        skin.addBuilding({&part, 1}, least);
                if (level >= 4)
                    for (const Tree& tree : content->trees)
                        if (box.grown(5).holds(tree.centre))
                            skin.addTree(tree);
            }
            if (level < 4)
                continue;
            std::vector<Tree> trees;
            std::vector<Vehicle> vehicles;
            for (const std::vector<Road>* some : {&plan->roads, &plan->arterials})
                for (const Road& road : *some)
                    furnishRoad(road, box.grown(5), corridorNear(box), trees, vehicles);
            for (const Tree& tree : trees)
                skin.addTree(tree);
            for (const Road* road : roadsOf(plan->roads, plan->arterials))
                roads.push_back(road);
            plans.push_back(plan);
        }
    std::vector<Tree> trees;
    if (level >= 4)
        bankTrees(box.grown(5), roads, portsIn(box, plans), trees);
    for (const Tree& tree : trees)
        skin.addTree(tree);
    return skin.toGlb(*picture);
}

json tileTree(int level, int x, int y, const GroundLattice& ground)
{
    const Box box = tileOf(level, x, y);
    const glm::dvec2 a = toLonLat({box.minX, box.minY});
    const glm::dvec2 b = toLonLat({box.maxX, box.maxY});
    const GroundLattice::Span span = ground.spanOf(box);
    constexpr double kHighestMeters = 335;
    json tile{{"boundingVolume",
               {{"region",
                 {a.x * kDegreesToRadians, a.y * kDegreesToRadians, b.x * kDegreesToRadians, b.y * kDegreesToRadians,
                  span.lowest - 10, span.highest + kHighestMeters}}}},
              {"geometricError", errorOf(level)},
              {"content",
               {{"uri", "t/" + std::to_string(level) + "/" + std::to_string(x) + "_" + std::to_string(y) + ".glb"}}}};
    if (level < kFinestLevel) {
        json children = json::array();
        for (int k = 0; k < 4; ++k)
            children.push_back(tileTree(level + 1, 2 * x + (k & 1), 2 * y + (k >> 1), ground));
        tile["children"] = std::move(children);
    }
    return tile;
}

Bytes meshTileset()
{
    const GroundLattice ground(photoMeshBox(), 128);
    json root = tileTree(0, 0, 0, ground);
    root["refine"] = "REPLACE";
    const std::string text =
        json{{"asset", {{"version", "1.1"}}}, {"geometricError", 200}, {"root", std::move(root)}}.dump();
    return {text.begin(), text.end()};
}

} // namespace

Box photoMeshBox()
{
    static const Box box = [] {
        const V2 middle = fromLonLat(113.7505, 23.0060);
        const double x = std::floor(middle.x / 64) * 64;
        const double y = std::floor(middle.y / 64) * 64;
        return Box{x - kSideMeters / 2, y - kSideMeters / 2, x + kSideMeters / 2, y + kSideMeters / 2};
    }();
    return box;
}

Result<NamedBytes> photoMeshFile(std::string_view path, Epoch epoch)
{
    if (path == "tileset.json") {
        static const Bytes document = meshTileset();
        return NamedBytes{"application/json", document};
    }
    std::array<int, 3> at{};
    std::string_view rest = path;
    bool good = rest.starts_with("t/");
    if (good)
        rest.remove_prefix(2);
    for (std::size_t k = 0; k < at.size() && good; ++k) {
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), at[k]);
        good = error == std::errc();
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        const std::string_view next = k == 0 ? "/" : (k == 1 ? "_" : ".glb");
        good = good && (k < 2 ? rest.starts_with(next) : rest == next);
        if (good && k < 2)
            rest.remove_prefix(1);
    }
    const int side = good && at[0] >= 0 && at[0] <= kFinestLevel ? 1 << at[0] : 0;
    if (at[1] < 0 || at[2] < 0 || at[1] >= side || at[2] >= side)
        return fail(ErrorCode::NotFound, std::string(path), "no such file in the district's mesh");
    Result<Bytes> tile = meshTile(at[0], at[1], at[2], epoch);
    if (!tile)
        return fail(tile.error());
    return NamedBytes{"model/gltf-binary", std::move(*tile)};
}

} // namespace guanjing::democity
