#include "layers/packs/LayerSource.h"

#include "geodata/core/Limits.h"
#include "geodata/net/Url.h"
#include "geodata/raster/PackedPictures.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/raster/RasterCrop.h"
#include "geodata/terrain/DemSource.h"
#include "geodata/terrain/PackedHeights.h"
#include "layers/packs/PackScene.h"
#include "layers/scene/ImageryOptions.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace guanjing::layers {
namespace {

constexpr std::size_t kMostParents = 4;

CachePolicy policyOf(const TakeOptions& options, const std::string& cache)
{
    return cache == "never" ? CachePolicy::Never : options.cache;
}

std::optional<int> chosenLevel(const TakeOptions& options, const std::string& name)
{
    const auto own = options.maxLevelOf.find(name);
    return own != options.maxLevelOf.end() ? std::optional(own->second) : options.maxLevel;
}

SharedBytes bytesOf(const std::string& text) { return std::make_shared<const Bytes>(text.begin(), text.end()); }

/// The finest level of a source that is no finer than one that was chosen by its number; its coarsest where all are.
int finestOf(const PictureSource& source, std::optional<int> chosen)
{
    if (!chosen)
        return source.maxLevel();
    const auto numberOf = [&](int index) -> std::optional<int> {
        const std::string& id = source.grid().levels[static_cast<std::size_t>(index)].id;
        int number = 0;
        const auto [stop, problem] = std::from_chars(id.data(), id.data() + id.size(), number);
        return problem == std::errc() && stop == id.data() + id.size() ? std::optional(number) : std::nullopt;
    };
    bool areNumbers = true;
    for (int i = source.minLevel(); i <= source.maxLevel(); ++i)
        areNumbers = areNumbers && numberOf(i).has_value();
    int finest = source.maxLevel();
    while (finest > source.minLevel() && (areNumbers ? numberOf(finest).value_or(finest) : finest) > *chosen)
        --finest;
    return finest;
}

Result<void> openImageryLayer(const ImagerySourceSpec& spec, const TakeOptions& options, const std::string& packAddress,
                              const TakeFetch& fetch, LayerSource& source)
{
    source.cache = policyOf(options, spec.cache);
    const ImageryDescription description = descriptionOf(spec);
    std::vector<ImageryDocument> documents;
    if (!documentUrl(description).empty()) {
        auto fetched = fetchDocuments(
            description, [&](const std::string& url, const std::string& referrer) -> Result<ImageryDocument> {
                AssetRequest request;
                request.url = url;
                request.referrer = referrer;
                request.cache = source.cache;
                request.maxBytes = limits::kMaxCapabilitiesBytes;
                auto response = fetch(std::move(request));
                if (!response)
                    return fail(std::move(response.error()));
                return ImageryDocument{response->url, response->body};
            });
        if (!fetched)
            return fail(std::move(fetched.error()));
        documents = std::move(*fetched);
    }
    auto opened = openImagery(description, documents);
    if (!opened)
        return fail(std::move(opened.error()));
    source.finestPicture = finestOf(*opened->source, chosenLevel(options, spec.name));
    if (isRead(spec)) {
        source.made = picturesAddress(packAddress, source.layer.index);
        PackEntry entry;
        entry.name = source.made + kPicturesSuffix;
        entry.contentType = "application/json";
        entry.body = bytesOf(writePicturesDocument(*opened->source, std::to_string(source.layer.index)));
        source.documents.push_back(std::move(entry));
    }
    source.imagery = std::move(*opened);
    return {};
}

Result<std::shared_ptr<const HeightSource>> openHeights(const std::string& url, bool isPacked, CachePolicy cache,
                                                        const TakeFetch& fetch)
{
    AssetRequest request;
    request.url = isPacked ? url : terrainLayerUrl(url);
    request.cache = cache;
    auto response = fetch(std::move(request));
    if (!response)
        return fail(std::move(response.error()));
    return isPacked ? openPackedHeights(*response->body, response->url)
                    : makeQuantizedMeshSource(*response->body, response->url);
}

Result<void> openTerrainLayer(const TerrainSourceSpec& spec, const TakeOptions& options, const std::string& packAddress,
                              const TakeFetch& fetch, LayerSource& source)
{
    source.cache = policyOf(options, spec.cache);
    if (!spec.offsetGrid.empty()) {
        PackEntry entry;
        entry.name = offsetsAddress(packAddress, source.layer.index);
        entry.contentType = "image/tiff";
        if (isPackAddress(spec.offsetGrid)) {
            AssetRequest request;
            request.url = spec.offsetGrid;
            auto response = fetch(std::move(request));
            if (!response)
                return fail(std::move(response.error()));
            entry.body = response->body;
        } else {
            auto part = cropRaster(spec.offsetGrid, options.area.bounds());
            if (!part)
                return fail(std::move(part.error()));
            entry.body = std::move(*part);
        }
        source.documents.push_back(std::move(entry));
    }
    if (isRead(spec)) {
        auto dem = openDem(spec.url, spec.crs);
        if (!dem)
            return fail(std::move(dem.error()));
        source.made = heightsAddress(packAddress, source.layer.index);
        PackEntry entry;
        entry.name = source.made + kHeightsSuffix;
        entry.contentType = "application/json";
        entry.body = bytesOf(writeHeightsDocument(**dem, std::to_string(source.layer.index)));
        source.documents.push_back(std::move(entry));
        source.heights.push_back(std::move(*dem));
    } else {
        std::string url = spec.url;
        const bool isPacked = isPackedHeightsUrl(url);
        while (!url.empty() && source.heights.size() <= kMostParents) {
            auto heights = openHeights(url, isPacked, source.cache, fetch);
            if (!heights && source.heights.empty())
                return fail(std::move(heights.error()));
            if (!heights)
                break; // the viewer does without it too
            const std::string parent = (*heights)->parentUrl();
            url = parent.empty() ? parent : resolveUrl(terrainLayerUrl(url), parent, true);
            source.heights.push_back(std::move(*heights));
        }
    }
    const auto chosen = chosenLevel(options, spec.name);
    source.finestHeights = chosen.value_or(std::numeric_limits<int>::max());
    return {};
}

} // namespace

PictureName LayerSource::pictureName() const
{
    return [folder = made](int level, std::uint32_t x, std::uint32_t y) {
        return folder + "/" + std::to_string(level) + "/" + std::to_string(x) + "/" + std::to_string(y);
    };
}

HeightsName LayerSource::heightsName() const
{
    return [folder = made](const TerrainTileId& id) {
        return folder + "/" + std::to_string(id.level) + "/" + std::to_string(id.x) + "/" + std::to_string(id.y);
    };
}

int LayerSource::finestOf(const HeightSource& source) const
{
    // Where a scene is shown at a level, heights of the degrees' grid are of the level above.
    const int chosen = finestHeights - (source.projection() == TerrainProjection::Geographic ? 1 : 0);
    return std::clamp(chosen, 0, source.maxLevel());
}

Result<std::vector<std::unique_ptr<LayerWalk>>> LayerSource::walks(const Area& area) const
{
    std::vector<std::unique_ptr<LayerWalk>> walks;
    if (imagery) {
        auto cells = AreaCells::create(area, *imagery);
        if (!cells)
            return fail(std::move(cells.error()));
        walks.push_back(walkPictures(std::move(*cells), imagery->source, finestPicture, cache, pictureName()));
    }
    for (const auto& one : heights)
        walks.push_back(walkHeights(area, one, finestOf(*one), cache, heightsName()));
    if (!tilesetUrl.empty())
        walks.push_back(walkTileset(area, tilesetUrl, heightOffsetMeters, finestErrorMeters, cache));
    return walks;
}

Result<LayerSource> openLayer(const Scene& scene, const TakeLayer& layer, const TakeOptions& options,
                              const std::string& packAddress, const TakeFetch& fetch)
{
    LayerSource source;
    source.layer = layer;
    Result<void> opened;
    switch (layer.kind) {
    case TakeLayer::Kind::Terrain:
        opened = openTerrainLayer(scene.terrain[layer.index], options, packAddress, fetch, source);
        break;
    case TakeLayer::Kind::Imagery:
        opened = openImageryLayer(scene.imagery[layer.index], options, packAddress, fetch, source);
        break;
    case TakeLayer::Kind::Tileset: {
        const TilesetSourceSpec& spec = scene.tilesets[layer.index];
        source.tilesetUrl = spec.url;
        source.cache = policyOf(options, spec.cache);
        source.heightOffsetMeters = spec.heightOffsetMeters;
        source.finestErrorMeters = options.finestErrorMeters;
        break;
    }
    case TakeLayer::Kind::Live:
    case TakeLayer::Kind::Vector:
        opened = fail(ErrorCode::UnsupportedFeature, layer.name, "cannot be taken along");
        break;
    }
    if (!opened)
        return fail(std::move(opened.error()));
    return source;
}

} // namespace guanjing::layers
