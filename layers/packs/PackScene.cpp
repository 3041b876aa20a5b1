#include "layers/packs/PackScene.h"

#include "geodata/terrain/PackedHeights.h"
#include "layers/scene/Dates.h"
#include "layers/scene/ViewpointFit.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace guanjing::layers {
namespace {

/// No path lies below it, so that paths stay as they are.
constexpr const char* kNowhere = "/nowhere.pack.invalid/pack.scene.json";
constexpr double kNearestMeters = 300;
constexpr double kHeightMeters = 100; ///< of what stands in an area, about

bool isChosenDate(const std::string& date, const std::vector<std::string>& dates)
{
    return date.empty() || dates.empty() || std::any_of(dates.begin(), dates.end(), [&](const std::string& chosen) {
               return date.starts_with(chosen) || chosen.starts_with(date);
           });
}

TakeLayer layerOf(const SourceCommon& source, TakeLayer::Kind kind, std::size_t index, const TakeOptions& options)
{
    TakeLayer layer;
    layer.name = source.name;
    layer.date = source.date;
    layer.kind = kind;
    layer.index = index;
    if (kind == TakeLayer::Kind::Live)
        layer.obstacle = TakeLayer::Obstacle::IsLive;
    else if (kind == TakeLayer::Kind::Vector)
        layer.obstacle = TakeLayer::Obstacle::IsVector;
    else if (!options.layers.empty()
             && std::find(options.layers.begin(), options.layers.end(), source.name) == options.layers.end())
        layer.obstacle = TakeLayer::Obstacle::NotChosen;
    else if (!isChosenDate(source.date, options.dates))
        layer.obstacle = TakeLayer::Obstacle::OtherDate;
    return layer;
}

/// What a pack has of a list of sources.
template <typename Source, typename Change>
std::vector<Source> takenOf(const std::vector<Source>& sources, const std::vector<TakeLayer>& layers,
                            TakeLayer::Kind kind, const Change& change)
{
    std::vector<Source> taken;
    for (const TakeLayer& layer : layers) {
        if (layer.kind != kind || !layer.isTaken())
            continue;
        Source source = sources[layer.index];
        source.auth.clear();
        change(source, layer.index);
        taken.push_back(std::move(source));
    }
    return taken;
}

} // namespace

std::vector<TakeLayer> layersToTake(const Scene& scene, const TakeOptions& options)
{
    std::vector<TakeLayer> layers;
    const auto add = [&](const auto& sources, TakeLayer::Kind kind) {
        for (std::size_t i = 0; i < sources.size(); ++i)
            layers.push_back(layerOf(sources[i], kind, i, options));
    };
    add(scene.terrain, TakeLayer::Kind::Terrain);
    add(scene.imagery, TakeLayer::Kind::Imagery);
    add(scene.tilesets, TakeLayer::Kind::Tileset);
    add(scene.live, TakeLayer::Kind::Live);
    add(scene.vectors, TakeLayer::Kind::Vector);
    return layers;
}

bool isRead(const ImagerySourceSpec& source)
{
    return source.kind == "gdal" || source.kind == "geotiff" || source.kind == "mbtiles" || source.kind == "geopackage";
}

bool isRead(const TerrainSourceSpec& source) { return source.kind == "dem" && !isPackedHeightsUrl(source.url); }

std::string picturesAddress(const std::string& packAddress, std::size_t index)
{
    return packAddress + "imagery/" + std::to_string(index);
}

std::string heightsAddress(const std::string& packAddress, std::size_t index)
{
    return packAddress + "terrain/" + std::to_string(index);
}

std::string offsetsAddress(const std::string& packAddress, std::size_t index)
{
    return packAddress + "offsets/" + std::to_string(index) + ".tif";
}

Scene packScene(const Scene& scene, const std::vector<TakeLayer>& layers, const TakeOptions& options,
                const std::string& packAddress)
{
    const auto named = [&](const std::string& url) { return packName(url, options.aliases); };
    Scene taken = scene;
    taken.live.clear();
    taken.vectors.clear();
    taken.terrain =
        takenOf(scene.terrain, layers, TakeLayer::Kind::Terrain, [&](TerrainSourceSpec& source, std::size_t index) {
            if (isRead(source)) {
                source.url = heightsAddress(packAddress, index) + kHeightsSuffix;
                source.crs.clear();
            } else {
                source.url = named(source.url);
            }
            if (!source.offsetGrid.empty())
                source.offsetGrid = offsetsAddress(packAddress, index);
        });
    taken.imagery =
        takenOf(scene.imagery, layers, TakeLayer::Kind::Imagery, [&](ImagerySourceSpec& source, std::size_t index) {
            if (isRead(source)) {
                source.kind = "pictures";
                source.url = picturesAddress(packAddress, index) + kPicturesSuffix;
                source.crs.clear();
                source.layer.clear();
                if (!source.nodata.starts_with('#')) // has become transparent
                    source.nodata.clear();
            } else {
                source.url = named(source.url);
            }
            const auto own = options.maxLevelOf.find(source.name);
            const auto chosen = own != options.maxLevelOf.end() ? std::optional(own->second) : options.maxLevel;
            if (chosen)
                source.maxLevel = std::max(std::min(source.maxLevel, *chosen), source.minLevel);
        });
    taken.tilesets = takenOf(scene.tilesets, layers, TakeLayer::Kind::Tileset,
                             [&](TilesetSourceSpec& source, std::size_t) { source.url = named(source.url); });
    if (datesOf(taken).size() < 2)
        taken.compare = {}; // nothing is left to be compared
    const Rectangle& bounds = options.area.bounds();
    Viewpoint over = viewpointOver({bounds, 0, kHeightMeters}, kNearestMeters);
    if (!options.name.empty())
        taken.name = options.name;
    over.name = taken.name;
    taken.viewpoints = {std::move(over)};
    std::copy_if(
        scene.viewpoints.begin(), scene.viewpoints.end(), std::back_inserter(taken.viewpoints),
        [&](const Viewpoint& viewpoint) { return bounds.contains(viewpoint.lonDegrees, viewpoint.latDegrees); });
    return taken;
}

std::string packSceneText(const Scene& scene) { return writeScene(scene, kNowhere); }

Result<Scene> readPackScene(const std::string& text) { return parseScene(text, kNowhere); }

std::string takePlan(const Scene& scene, const TakeOptions& options)
{
    nlohmann::json sources = nlohmann::json::array();
    const auto add = [&](const SourceCommon& source) { sources.push_back({source.name, source.date, source.url}); };
    for (const auto& source : scene.terrain)
        add(source);
    for (const auto& source : scene.imagery)
        add(source);
    for (const auto& source : scene.tilesets)
        add(source);
    nlohmann::json plan{{"version", 1},
                        {"area", nlohmann::json::parse(options.area.toGeoJson())},
                        {"sources", sources},
                        {"maxLevelOf", options.maxLevelOf},
                        {"finestError", options.finestErrorMeters}};
    if (options.maxLevel)
        plan["maxLevel"] = *options.maxLevel;
    return plan.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace guanjing::layers
