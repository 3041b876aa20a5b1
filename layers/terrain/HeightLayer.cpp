#include "layers/terrain/HeightLayer.h"

#include "geodata/crs/Ellipsoid.h"
#include "geodata/net/Url.h"
#include "geodata/packs/PackUrl.h"
#include "geodata/terrain/DemSource.h"
#include "geodata/terrain/PackedHeights.h"
#include "geodata/terrain/ShiftedHeights.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::layers {
namespace {

/// Records of tiles that are not in memory are dropped beyond so many.
constexpr std::size_t kMostRecords = 16384;
constexpr std::size_t kMostRanges = 262144;
/// One tile above so many levels is asked for before those below it: heights for the neighbourhood, and until then.
constexpr int kCoverLevels = 3;
constexpr double kCoverLift = 1e9;
constexpr double kDocumentPriority = 1e11;
constexpr int kMostParents = 4;
constexpr std::size_t kMostTileBytes = 64u << 20;

std::uint64_t keyOf(const TerrainTileId& id)
{
    return (static_cast<std::uint64_t>(id.level) << 58) | (std::uint64_t{id.x} << 29) | std::uint64_t{id.y};
}

TerrainTileId ancestor(const TerrainTileId& id, int level)
{
    const int up = id.level - level;
    return {level, id.x >> up, id.y >> up};
}

struct DocumentValue final : LoadedValue {
    std::shared_ptr<const HeightSource> source, grid;
};

struct TileValue final : LoadedValue {
    explicit TileValue(HeightTileData d) : data(std::move(d)) { }
    HeightTileData data;
};

/// A raster, which is read rather than asked for.
bool isRaster(const HeightLayerOptions& options) { return options.kind == "dem" && !isPackedHeightsUrl(options.url); }

Result<std::shared_ptr<const HeightSource>> openHeights(const HeightLayerOptions& options,
                                                        const AssetResponse& document)
{
    return isPackedHeightsUrl(options.url) ? openPackedHeights(*document.body, document.url)
                                           : makeQuantizedMeshSource(*document.body, document.url);
}

bool mayComeSoon(const Resource& resource) { return resource.state() <= LoadState::Uploading; }

} // namespace

HeightTile::HeightTile(HeightLayer& layer, const TerrainTileId& id)
    : Resource(layer.log()), m_layer(layer), m_id(id) { }

LoadPlan HeightTile::plan()
{
    LoadPlan plan;
    const std::shared_ptr<const HeightSource> source = m_layer.source();
    const std::string url = source->tileUrl(m_id);
    if (!url.empty()) {
        AssetRequest request;
        request.url = url;
        request.cache = m_layer.options().cache;
        request.maxBytes = kMostTileBytes;
        request.referrer = isHttpUrl(m_layer.options().url) ? m_layer.options().url : std::string();
        request.headers.push_back({"Accept", kQuantizedMeshAccept});
        plan.requests.push_back(std::move(request));
    }
    plan.waits = isRaster(m_layer.options()) || m_layer.grid();
    plan.make = [source, grid = m_layer.grid(), id = m_id](LoadInput& input) -> Result<LoadOutcome> {
        const AssetResponse* response = input.responses.empty() ? nullptr : &input.responses.front();
        LoadOutcome outcome;
        HeightTileData data;
        // No content is a server's way to say that it has no tile there.
        if (response == nullptr || (response->status != 204 && !response->body->empty())) {
            auto made =
                response != nullptr ? source->make(id, *response->body, response->url) : source->make(id, {}, {});
            if (!made)
                return fail(std::move(made.error()));
            data = std::move(*made);
        }
        if (grid && data.patch) {
            auto offsets = offsetsOn(*grid, id, source->projection());
            if (!offsets)
                return fail(std::move(offsets.error()));
            data.patch = std::make_shared<const ShiftedHeights>(std::move(data.patch), std::move(*offsets),
                                                                terrainTileRectangle(id, source->projection()));
        }
        outcome.issues = std::move(data.issues);
        outcome.value = std::make_shared<const TileValue>(std::move(data));
        return outcome;
    };
    return plan;
}

void HeightTile::arrived(LoadOutcome& outcome)
{
    const auto* value = dynamic_cast<const TileValue*>(outcome.value.get());
    m_patch = value != nullptr ? value->data.patch : nullptr;
    if (m_patch)
        m_layer.log().noteBytes(m_patch->byteSize());
    m_layer.noteArrival(m_id, m_patch.get(),
                        value != nullptr ? value->data.availableBelow : std::vector<std::vector<TerrainTileRange>>());
}

void HeightTile::failed(const Error&) { m_layer.noteFailure(m_id); }

bool HeightTile::isWorthReporting(const Error& error) const
{
    // Where nobody had promised the tile its absence is an answer.
    return error.code != ErrorCode::NotFound || m_layer.availabilityOf(m_id) == true;
}

HeightDocument::HeightDocument(HeightLayer& layer) : Resource(layer.log()), m_layer(layer) { }

LoadPlan HeightDocument::plan()
{
    LoadPlan plan;
    const HeightLayerOptions& options = m_layer.options();
    const bool isDem = isRaster(options);
    if (!isDem) {
        AssetRequest request;
        request.url = isPackedHeightsUrl(options.url) ? options.url : terrainLayerUrl(options.url);
        request.cache = options.cache;
        plan.requests.push_back(std::move(request));
    }
    const bool isGridPacked = isPackAddress(options.offsetGrid);
    if (isGridPacked) {
        AssetRequest request;
        request.url = options.offsetGrid;
        plan.requests.push_back(std::move(request));
    }
    plan.waits = isDem || !options.offsetGrid.empty();
    plan.make = [isDem, isGridPacked, options](LoadInput& input) -> Result<LoadOutcome> {
        auto source = isDem ? openDem(options.url, options.crs) : openHeights(options, input.responses.front());
        if (!source)
            return fail(std::move(source.error()));
        auto value = std::make_shared<DocumentValue>();
        LoadOutcome outcome;
        outcome.issues = (*source)->issues();
        value->source = std::move(*source);
        if (!options.offsetGrid.empty()) {
            auto grid = isGridPacked ? openDem(input.responses.back().body, options.offsetGrid)
                                     : openDem(options.offsetGrid, std::string());
            if (!grid)
                return fail(std::move(grid.error()));
            value->grid = std::move(*grid);
        }
        outcome.value = std::move(value);
        return outcome;
    };
    return plan;
}

void HeightDocument::arrived(LoadOutcome& outcome)
{
    if (const auto* value = dynamic_cast<const DocumentValue*>(outcome.value.get()))
        m_layer.setSource(value->source, value->grid);
}

HeightLayer::HeightLayer(std::uint32_t id, TileLoader& loader, HeightLayerOptions options, SourceLog& log, int depth)
    : m_id(id)
    , m_loader(loader)
    , m_options(std::move(options))
    , m_log(log)
    , m_depth(depth)
    , m_document(std::make_unique<HeightDocument>(*this))
    , m_pruneAt(kMostRecords)
{ }

HeightLayer::~HeightLayer()
{
    for (const auto& [key, tile] : m_tiles)
        m_loader.forget(*tile);
    m_loader.forget(*m_document);
}

void HeightLayer::setSource(std::shared_ptr<const HeightSource> source, std::shared_ptr<const HeightSource> grid)
{
    ++m_revision;
    if (m_source) // let go and read again, it is the same
        return;
    m_source = std::move(source);
    m_grid = std::move(grid);
    const std::string parent = m_source->parentUrl();
    if (!parent.empty() && m_depth < kMostParents) {
        HeightLayerOptions options = m_options;
        options.url = resolveUrl(terrainLayerUrl(m_options.url), parent, true);
        m_parent = std::make_unique<HeightLayer>(m_id, m_loader, std::move(options), m_log, m_depth + 1);
    }
}

void HeightLayer::beginFrame()
{
    m_pending = 0;
    if (m_tiles.size() > m_pruneAt) {
        std::erase_if(m_tiles, [](const auto& entry) { return entry.second->state() == LoadState::Unloaded; });
        m_pruneAt = std::max(kMostRecords, 2 * m_tiles.size());
    }
    if (m_ranges.size() > kMostRanges)
        m_ranges.clear();
    if (m_parent)
        m_parent->beginFrame();
}

bool HeightLayer::wantDocument(double priority, Need need)
{
    if (m_source)
        return m_parent && m_parent->wantDocument(priority, need);
    m_loader.want(*m_document, kDocumentPriority + priority, false, need);
    m_pending += need == Need::Now && !m_document->isFinal() ? 1 : 0;
    return mayComeSoon(*m_document);
}

Rectangle HeightLayer::rectangleOf(const TerrainTileId& id) const
{
    return terrainTileRectangle(id, m_source->projection());
}

TerrainTileId HeightLayer::tileAt(double lonDegrees, double latDegrees, int level) const
{
    const double rows = std::ldexp(1.0, level);
    const bool isGeographic = m_source->projection() == TerrainProjection::Geographic;
    const double columns = isGeographic ? 2 * rows : rows;
    const double x = (lonDegrees + 180.0) / 360.0 * columns;
    const double y = isGeographic ? (latDegrees + 90.0) / 180.0 * rows
                                  : (toWebMercator(0, latDegrees).y / (2 * kWebMercatorHalfWorldMeters) + 0.5) * rows;
    return {level, static_cast<std::uint32_t>(std::clamp(std::floor(x), 0.0, columns - 1)),
            static_cast<std::uint32_t>(std::clamp(std::floor(y), 0.0, rows - 1))};
}

void HeightLayer::tilesOn(const Rectangle& rectangle, int groundLevel, std::vector<TerrainTileId>& out) const
{
    const bool isGeographic = m_source->projection() == TerrainProjection::Geographic;
    const int level = std::clamp(isGeographic ? groundLevel - 1 : groundLevel, 0, m_source->maxLevel());
    // Edges that coincide belong to the tile inside.
    const double insetX = (rectangle.east - rectangle.west) * 1e-6, insetY = (rectangle.north - rectangle.south) * 1e-6;
    const TerrainTileId low = tileAt(rectangle.west + insetX, rectangle.south + insetY, level);
    const TerrainTileId high = tileAt(rectangle.east - insetX, rectangle.north - insetY, level);
    for (std::uint32_t y = low.y; y <= high.y; ++y)
        for (std::uint32_t x = low.x; x <= high.x; ++x)
            out.push_back({level, x, y});
}

TerrainTileId HeightLayer::tellerOf(const TerrainTileId& id) const
{
    const int every = m_source->metadataAvailability();
    return ancestor(id, (id.level - 1) / every * every);
}

std::optional<bool> HeightLayer::availabilityOf(const TerrainTileId& id) const
{
    if (id.level > m_source->maxLevel())
        return false;
    if (const auto said = m_source->isAvailable(id))
        return said;
    if (m_source->metadataAvailability() <= 0 || id.level == 0)
        return std::nullopt;
    const TerrainTileId teller = tellerOf(id);
    const auto told = m_told.find(keyOf(teller));
    if (told == m_told.end())
        return std::nullopt;
    const auto depth = static_cast<std::size_t>(id.level - teller.level - 1);
    if (depth >= told->second.size())
        return false;
    const auto& ranges = told->second[depth];
    return std::any_of(ranges.begin(), ranges.end(), [&](const TerrainTileRange& range) {
        return id.x >= range.startX && id.x <= range.endX && id.y >= range.startY && id.y <= range.endY;
    });
}

HeightTile& HeightLayer::tile(const TerrainTileId& id)
{
    std::unique_ptr<HeightTile>& tile = m_tiles[keyOf(id)];
    if (!tile)
        tile = std::make_unique<HeightTile>(*this, id);
    return *tile;
}

HeightTile* HeightLayer::known(const TerrainTileId& id) const
{
    const auto found = m_tiles.find(keyOf(id));
    return found == m_tiles.end() ? nullptr : found->second.get();
}

HeightLayer::Best HeightLayer::bestFor(TerrainTileId id)
{
    for (;; id = ancestor(id, id.level - 1)) {
        const auto available = availabilityOf(id);
        const bool isUntold = !available && m_source->metadataAvailability() > 0 && id.level > 0;
        if (isUntold) {
            // Its teller is looked for in the same way; where there is none, there is no tile either.
            const TerrainTileId teller = tellerOf(id);
            const Best best = bestFor(teller);
            if (best.first != nullptr)
                return best;
            if (best.tile != nullptr && best.tile->id() == teller) {
                if (!best.tile->isFinal())
                    return {nullptr, best.tile};
                return best; // it is there and tells nothing of what is below
            }
            return best;
        }
        if (available != false) {
            const HeightTile* seen = known(id);
            if (seen == nullptr || !seen->isMissing())
                return {&tile(id), nullptr};
        }
        if (id.level == 0)
            return {};
    }
}

HeightTile* HeightLayer::readyFor(TerrainTileId id) const
{
    for (;; id = ancestor(id, id.level - 1)) {
        HeightTile* tile = known(id);
        if (tile != nullptr && tile->patch())
            return tile;
        if (id.level == 0)
            return nullptr;
    }
}

bool HeightLayer::want(HeightTile& tile, double priority, Need need)
{
    if (!tile.isReady()) {
        const int level = (tile.id().level - 1) / kCoverLevels * kCoverLevels;
        const TerrainTileId above = tile.id().level > 0 ? ancestor(tile.id(), level) : tile.id();
        if (above.level < tile.id().level && availabilityOf(above) == true) {
            HeightTile& cover = this->tile(above);
            if (!cover.isFinal())
                m_loader.want(cover, kCoverLift + priority, false, need);
        }
    }
    m_loader.want(tile, priority, false, need);
    m_pending += need == Need::Now && !tile.isFinal() ? 1 : 0;
    return mayComeSoon(tile) && !tile.isReady();
}

const HeightLayer::Range* HeightLayer::rangeOf(const TerrainTileId& id) const
{
    const auto found = m_ranges.find(keyOf(id));
    return found == m_ranges.end() ? nullptr : &found->second;
}

void HeightLayer::noteArrival(const TerrainTileId& id, const HeightPatch* patch,
                              const std::vector<std::vector<TerrainTileRange>>& below)
{
    ++m_revision;
    if (m_source->metadataAvailability() > 0 && id.level % m_source->metadataAvailability() == 0)
        m_told[keyOf(id)] = below;
    if (patch == nullptr)
        return;
    const auto low = static_cast<float>(patch->minHeightMeters()), high = static_cast<float>(patch->maxHeightMeters());
    for (TerrainTileId at = id;; at = ancestor(at, at.level - 1)) {
        const auto [entry, isNew] = m_ranges.try_emplace(keyOf(at), Range{low, high, false});
        Range& range = entry->second;
        const bool isInside = !isNew && range.low <= low && range.high >= high;
        range.low = std::min(range.low, low);
        range.high = std::max(range.high, high);
        range.isOwn = range.isOwn || at == id;
        if ((isInside && !(at == id)) || at.level == 0)
            break;
    }
}

void HeightLayer::noteFailure(const TerrainTileId& id)
{
    ++m_revision;
    if (m_source->metadataAvailability() > 0 && id.level % m_source->metadataAvailability() == 0)
        m_told[keyOf(id)] = {};
}

} // namespace guanjing::layers
