#include "layers/tiling/TilesetTree.h"

#include "geodata/core/Limits.h"
#include "geodata/net/DataUrl.h"
#include "geodata/net/PackageUrl.h"
#include "geodata/net/Url.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Subtree.h"
#include "geodata/tiles3d/Tileset.h"
#include "layers/tiling/ContentLook.h"
#include "layers/tiling/ModelGeometry.h"
#include "layers/tiling/TileBatchBuilder.h"

#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

namespace guanjing::layers {

namespace {

/// What the worker needs to know of the tile; copied, so that the tree may go meanwhile.
struct ContentJob {
    BatchPlace place;
    tiles3d::UpAxis upAxis = tiles3d::UpAxis::Y;
    bool receivesOverlays = false;
    clipping::RegionList clips;
    std::shared_ptr<const styling::Style> style; ///< null: none
    double styleMilliseconds = 0;
    std::vector<std::string> leaders; ///< URLs of the tilesets that lead to the tile, its own first

    Result<void> makeModel(LoadInput& input, std::size_t index, const std::string& url, LoadOutcome& outcome) const;
    Result<void> makeBatch(LoadInput& input, std::size_t index, const std::string& url, LoadOutcome& outcome) const;
};

/// Tells documents apart that come one after the other.
std::uint64_t digestOf(const Bytes& document, const ExternalBytesMap& externals)
{
    const auto hash = [](const Bytes& bytes) {
        return std::hash<std::string_view>()({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    };
    std::uint64_t digest = hash(document);
    for (const auto& [name, bytes] : externals)
        digest = digest * 31 + (bytes ? hash(*bytes) : 0);
    return digest;
}

Result<void> ContentJob::makeBatch(LoadInput& input, std::size_t index, const std::string& url,
                                   LoadOutcome& outcome) const
{
    if (const auto met = std::find(leaders.begin(), leaders.end(), url); met != leaders.end())
        return fail(ErrorCode::BadValue, url,
                    met == leaders.begin() ? "the tileset names itself as its content"
                                           : "tilesets go in circles: this one leads back to " + redactUrl(url));
    if (place.depth > limits::kMaxExternalTilesetDepth)
        return fail(ErrorCode::TooDeep, url,
                    "more than " + std::to_string(limits::kMaxExternalTilesetDepth) + " tilesets name each other");
    Result<tiles3d::TilesetDocument> document =
        tiles3d::parseTileset(*input.responses[index].body, url, &input.externals[index]);
    if (!document)
        return fail(std::move(document.error()));
    outcome.batches.push_back(std::make_shared<TileBatch>(buildBatch(*document, place)));
    outcome.batches.back()->digest = digestOf(*input.responses[index].body, input.externals[index]);
    return {};
}

Result<void> ContentJob::makeModel(LoadInput& input, std::size_t index, const std::string& url,
                                   LoadOutcome& outcome) const
{
    tiles3d::ContentContext context;
    context.url = url;
    context.gltfUpAxis = upAxis;
    context.external = &input.externals[index];
    context.tileToWorld = place.toWorld;
    if (input.pictures)
        context.sharedImage = [&](std::string_view uri, ByteView encoded, std::string* warning) {
            const auto file = input.files[index].find(uri);
            return file != input.files[index].end() ? file->second->image(url, warning)
                                                    : input.pictures->image(encoded, url, warning);
        };
    Result<tiles3d::DecodedContent> decoded = tiles3d::decodeContent(*input.responses[index].body, context);
    if (!decoded)
        return fail(std::move(decoded.error()));
    for (const tiles3d::Issue& issue : decoded->issues) {
        // Files that could not be got are told by name and reason already.
        if (issue.severity == tiles3d::Severity::Error && !tiles3d::isMissingFile(issue.message))
            outcome.issues.push_back({ErrorCode::BadValue, url, issue.where + ": " + issue.message});
    }
    LoadedPart part;
    tiles3d::Model& model = decoded->model;
    part.modelToWorld = place.toWorld * glm::translate(glm::dmat4(1.0), model.origin);
    TileVolume volume = boundingSphere(model, part.modelToWorld);
    if (place.isRoot) {
        part.isLocal = isLocalPosition(volume.center);
        if (part.isLocal)
            part.modelToWorld = localToWorld(lowestHeight(model, part.modelToWorld)) * part.modelToWorld;
        volume = boundingSphere(model, part.modelToWorld);
        part.modelToWorld = heightShift(volume.center, place.heightOffsetMeters) * part.modelToWorld;
        volume = boundingSphere(model, part.modelToWorld);
    }
    if (outcome.parts.empty())
        outcome.volume = volume;
    if (receivesOverlays && outcome.parts.empty())
        outcome.overlayRectangle = addOverlayCoordinates(model, part.modelToWorld);
    if (clipping::clipModel(model, part.modelToWorld, clips) && model.instances.empty())
        return {};
    auto shared = std::make_shared<tiles3d::Model>(std::move(model));
    part.prepared = input.preparer.prepareModel(shared, part.modelToWorld);
    if (style) {
        part.look = makeLook(*shared, part.modelToWorld, style, styleMilliseconds);
        if (const auto layout = part.prepared ? input.preparer.layoutOf(*part.prepared) : nullptr)
            input.preparer.setLook(*part.prepared, input.preparer.prepareLook(*shared, *layout, *part.look));
    }
    part.model = shared;
    part.content = static_cast<std::uint16_t>(index);
    part.undrawn = std::move(shared);
    outcome.parts.push_back(std::move(part));
    return {};
}

Result<LoadOutcome> makeSubtree(LoadInput& input, const TileBatch::SubtreeStub& stub)
{
    const AssetResponse& response = input.responses.front();
    Result<tiles3d::Subtree> subtree =
        tiles3d::Subtree::parse(*response.body, stub.tree->tiling, stub.tree->contentTemplates.size(), response.url,
                                &input.externals.front(), stub.tree->schema);
    if (!subtree)
        return fail(subtree.error());
    const auto shared = std::make_shared<const tiles3d::Subtree>(std::move(*subtree));
    Result<TileBatch> batch = buildBatch(shared, stub);
    if (!batch)
        return fail(std::move(batch.error()));
    LoadOutcome outcome;
    for (const tiles3d::Issue& issue : shared->issues()) {
        if (issue.severity == tiles3d::Severity::Error)
            outcome.issues.push_back({ErrorCode::BadValue, response.url, issue.where + ": " + issue.message});
    }
    outcome.batches.push_back(std::make_shared<TileBatch>(std::move(*batch)));
    outcome.batches.back()->digest = digestOf(*response.body, input.externals.front());
    return outcome;
}

} // namespace

TilesetTree::TilesetTree(std::uint32_t id, TileLoader& loader, TilesetOptions options)
    : TileTree(id, loader), m_options(std::move(options))
{
    TileBatch batch;
    batch.uriText = m_options.url;
    batch.contents.push_back({0, static_cast<std::uint32_t>(m_options.url.size())});
    batch.depth = -1;
    m_batches.push_back(std::move(batch));
    Tile root;
    root.contentCount = 1;
    root.geometricError = std::numeric_limits<float>::max();
    m_tiles.push_back(std::move(root));
}

TilesetTree::~TilesetTree() = default;

std::string TilesetTree::contentUrl(TileIndex index) const
{
    const Tile& tile = m_tiles[index];
    if (tile.contentCount == 0)
        return {};
    const TileBatch& batch = m_batches[tile.batch];
    const TileBatch::ContentUri uri = batch.contents[tile.firstContent];
    const std::string_view written = std::string_view(batch.uriText).substr(uri.offset, uri.length);
    const std::string url = batch.url.empty() ? std::string(written) : resolveUrl(batch.url, written, true);
    return isDataUrl(url) ? redactUrl(url) : url; // it is read by people
}

std::vector<PickedMetadata> TilesetTree::metadataOf(TileIndex index, std::size_t content) const
{
    std::vector<PickedMetadata> known;
    const Tile& tile = m_tiles[index];
    const TileBatch& batch = m_batches[tile.batch];
    const auto add = [&](PickedMetadata::Of of, const tiles3d::MetadataEntity& entity) {
        if (!entity.attributes.empty() || !entity.className.empty())
            known.push_back({of, entity.className, entity.attributes});
    };
    const auto addAt = [&](PickedMetadata::Of of, std::int32_t entity) {
        if (entity >= 0 && static_cast<std::size_t>(entity) < batch.entities.size())
            add(of, batch.entities[static_cast<std::size_t>(entity)]);
    };
    const std::size_t local = index - batch.base;
    const bool hasPlace = batch.subtree && local < batch.places.size();
    if (content < tile.contentCount) {
        const TileBatch::ContentUri& uri = batch.contents[tile.firstContent + content];
        addAt(PickedMetadata::Of::Content, uri.metadata);
        if (hasPlace && uri.slot >= 0)
            if (const auto entity =
                    batch.subtree->contentMetadata(static_cast<std::size_t>(uri.slot), batch.places[local]))
                add(PickedMetadata::Of::Content, *entity);
        addAt(PickedMetadata::Of::Group, uri.group);
    }
    if (local < batch.tileMetadata.size())
        addAt(PickedMetadata::Of::Tile, batch.tileMetadata[local]);
    if (hasPlace) {
        if (const auto entity = batch.subtree->tileMetadata(batch.places[local]))
            add(PickedMetadata::Of::Tile, *entity);
        if (batch.subtree->metadata())
            add(PickedMetadata::Of::Subtree, *batch.subtree->metadata());
    }
    addAt(PickedMetadata::Of::Tileset, batch.metadata);
    return known;
}

LoadPlan TilesetTree::plan(TileIndex index)
{
    const Tile& tile = m_tiles[index];
    const TileBatch& batch = m_batches[tile.batch];
    LoadPlan plan;
    // What expires is never taken from the cache unasked.
    const bool expires = std::binary_search(expiries().begin(), expiries().end(), TileExpiry{index, 0, std::nullopt},
                                            [](const TileExpiry& a, const TileExpiry& b) { return a.tile < b.tile; });
    for (std::uint32_t i = 0; i < tile.contentCount; ++i) {
        const TileBatch::ContentUri uri = batch.contents[tile.firstContent + i];
        const std::string_view written = std::string_view(batch.uriText).substr(uri.offset, uri.length);
        AssetRequest request;
        request.url = packageRootUrl(batch.url.empty() ? std::string(written) : resolveUrl(batch.url, written, true));
        request.cache = m_options.cache;
        request.referrer = batch.url;
        request.revalidate = expires;
        plan.requests.push_back(std::move(request));
    }
    ContentJob job;
    job.place.toWorld = tile.transform < 0 ? batch.toWorld : batch.transforms[static_cast<std::size_t>(tile.transform)];
    job.place.heightOffsetMeters = m_options.heightOffsetMeters;
    job.place.isRoot = index == 0;
    job.place.depth = batch.depth + 1;
    job.upAxis = job.place.upAxis = static_cast<tiles3d::UpAxis>(batch.upAxis);
    job.clips = clipsOn(index);
    job.receivesOverlays = m_options.receivesOverlays;
    job.style = style();
    job.styleMilliseconds = styleMilliseconds;
    for (TileIndex at = index; at != kNoTile; at = m_tiles[at].parent)
        if (const std::string& url = m_batches[m_tiles[at].batch].url;
            !url.empty() && (job.leaders.empty() || job.leaders.back() != url))
            job.leaders.push_back(url);
    const std::int32_t subtree = tile.contentCount > 0 ? batch.contents[tile.firstContent].subtree : -1;
    plan.references = [cache = m_options.cache, isSubtree = subtree >= 0](const AssetResponse& response) {
        std::vector<std::pair<std::string, AssetRequest>> references;
        for (std::string& written :
             isSubtree ? tiles3d::subtreeReferences(*response.body) : tiles3d::externalReferences(*response.body)) {
            AssetRequest request;
            request.url = resolveUrl(response.url, written, true);
            request.cache = cache;
            request.referrer = response.url;
            references.emplace_back(std::move(written), std::move(request));
        }
        return references;
    };
    if (subtree >= 0) {
        plan.make = [stub = batch.subtrees[static_cast<std::size_t>(subtree)]](LoadInput& input) {
            return makeSubtree(input, stub);
        };
        return plan;
    }
    plan.mayMissSome = true;
    plan.isForWantOfReference = [](const Error& error) { return tiles3d::isMissingFile(error.detail); };
    plan.furtherReferences = [cache = m_options.cache](const AssetResponse& response, const std::string& written,
                                                       const std::string& url, const Bytes& file) {
        std::vector<std::pair<std::string, AssetRequest>> references;
        for (const std::string& inner : tiles3d::nestedReferences(*response.body, file)) {
            AssetRequest request;
            request.url = resolveUrl(url, inner, true);
            request.cache = cache;
            request.referrer = url;
            references.emplace_back(tiles3d::nestedUri(written, inner), std::move(request));
        }
        return references;
    };
    plan.make = [job](LoadInput& input) -> Result<LoadOutcome> {
        LoadOutcome outcome;
        std::optional<Error> firstError;
        for (std::size_t i = 0; i < input.responses.size(); ++i) {
            if (!input.responses[i].body)
                continue; // the others are shown
            const std::string& url = input.responses[i].url;
            const bool isTileset = tiles3d::detectFormat(*input.responses[i].body) == tiles3d::ContentFormat::Tileset;
            const Result<void> made =
                isTileset ? job.makeBatch(input, i, url, outcome) : job.makeModel(input, i, url, outcome);
            if (made)
                continue;
            if (!firstError)
                firstError = made.error();
            else
                outcome.issues.push_back(made.error());
        }
        if (firstError) {
            if (outcome.parts.empty() && outcome.batches.empty())
                return fail(std::move(*firstError));
            outcome.issues.push_back(std::move(*firstError));
        }
        return outcome;
    };
    return plan;
}

void TilesetTree::graft(TileIndex parent, TileBatch&& batch)
{
    if (parent == 0 && !batch.tiles.empty()) {
        m_bounds = geographicBounds(batch.tiles.front().volume);
        m_copyright = batch.copyright;
        m_isLocal = batch.isLocal;
    }
    TileTree::graft(parent, std::move(batch));
}

bool TilesetTree::isLocal()
{
    // A single model is its own root; once seen it stays known, its parts may go.
    const Tile& root = m_tiles.front();
    if (!m_isLocal && !root.isSubtree && root.content && !root.content->parts().empty())
        m_isLocal = root.content->parts().front().isLocal;
    return m_isLocal;
}

std::optional<GeographicBounds> TilesetTree::bounds() const
{
    if (m_bounds || m_tiles.front().volume.isUnbounded())
        return m_bounds;
    return geographicBounds(m_tiles.front().volume);
}

} // namespace guanjing::layers
