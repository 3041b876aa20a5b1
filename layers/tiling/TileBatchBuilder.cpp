#include "layers/tiling/TileBatchBuilder.h"

#include "geodata/core/Limits.h"
#include "geodata/crs/Ellipsoid.h"
#include "layers/live/UtcTimeText.h"

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>
#include <optional>
#include <string>
#include <utility>

namespace guanjing::layers {

namespace {

/// The quadrilateral of an S2 cell between two heights, as an oriented box with some air: the edges bend between the
/// points that are looked at.
TileVolume volumeOf(const tiles3d::S2Cell& cell, double minHeightMeters, double maxHeightMeters)
{
    if (cell.level() < 2) // a cell as large as a continent has no box worth having
        return TileVolume::sphere(glm::dvec3(0.0), kWgs84SemiMajorMeters + std::max(maxHeightMeters, 0.0));
    constexpr int kSteps = 4;
    const auto placeOf = [](const glm::dvec3& normal, double height) {
        return Geographic{std::atan2(normal.y, normal.x) * kRadiansToDegrees,
                          std::asin(std::clamp(normal.z, -1.0, 1.0)) * kRadiansToDegrees, height};
    };
    std::vector<glm::dvec3> points;
    for (int i = 0; i <= kSteps; ++i)
        for (int j = 0; j <= kSteps; ++j)
            for (const double height : {minHeightMeters, maxHeightMeters})
                points.push_back(toEcef(
                    placeOf(cell.pointAt(static_cast<double>(i) / kSteps, static_cast<double>(j) / kSteps), height)));
    // A cell of level 0 spans 90°; the sagitta of an arc between two points is less than its angle squared over 8.
    const double angle = std::numbers::pi / 2 * 1.5 / std::ldexp(1.0, cell.level()) / kSteps;
    const double sagitta = (kWgs84SemiMajorMeters + std::abs(maxHeightMeters)) * angle * angle / 4;
    return TileVolume::around(points, eastNorthUpToEcef(placeOf(cell.pointAt(0.5, 0.5), 0)), sagitta + 1e-3);
}

TileVolume volumeOf(const tiles3d::BoundingVolume& volume, const glm::dmat4& toWorld, double regionShiftMeters)
{
    const auto& v = volume.values;
    const auto point = [&](std::size_t i) { return glm::dvec3(toWorld * glm::dvec4(v[i], v[i + 1], v[i + 2], 1.0)); };
    const auto vector = [&](std::size_t i) { return glm::dvec3(toWorld * glm::dvec4(v[i], v[i + 1], v[i + 2], 0.0)); };
    switch (volume.kind) {
    case tiles3d::VolumeKind::Box: return TileVolume::box(point(0), vector(3), vector(6), vector(9));
    case tiles3d::VolumeKind::Sphere: {
        const double scale = std::max({glm::length(glm::dvec3(toWorld[0])), glm::length(glm::dvec3(toWorld[1])),
                                       glm::length(glm::dvec3(toWorld[2]))});
        return TileVolume::sphere(point(0), v[3] * scale);
    }
    case tiles3d::VolumeKind::Region:
        return TileVolume::region(
            {v[0] * kRadiansToDegrees, v[1] * kRadiansToDegrees, v[2] * kRadiansToDegrees, v[3] * kRadiansToDegrees},
            v[4] + regionShiftMeters, v[5] + regionShiftMeters);
    case tiles3d::VolumeKind::S2: return volumeOf(volume.s2Cell(), v[1] + regionShiftMeters, v[2] + regionShiftMeters);
    case tiles3d::VolumeKind::None: break;
    }
    return {};
}

void addContentVolume(TileBatch& batch, Tile& tile, const std::vector<TileVolume>& volumes)
{
    tile.contentVolume = static_cast<std::int32_t>(batch.contentVolumes.size());
    batch.contentVolumes.push_back(volumes.size() == 1 ? volumes.front() : TileVolume::sphereAround(volumes));
}

/// What the metadata of a tile says of the tile itself goes before what is said elsewhere (3D Metadata Semantic Reference,
/// TILE_…); its volume, in the tile's frame, is returned.
tiles3d::BoundingVolume stateMore(Tile& tile, const tiles3d::BoundingVolume& volume,
                                  const tiles3d::MetadataEntity& metadata)
{
    if (const auto error = tiles3d::numberFromMetadata(metadata, "TILE_GEOMETRIC_ERROR"); error && *error >= 0)
        tile.geometricError = static_cast<float>(*error);
    if (const auto refine = tiles3d::numberFromMetadata(metadata, "TILE_REFINE"))
        tile.isAdditive = *refine == 0;
    return tiles3d::volumeFromMetadata(volume, metadata, "TILE").value_or(volume);
}

/// As its metadata states it or else the document; nothing where neither does.
std::optional<tiles3d::BoundingVolume> contentVolumeOf(const tiles3d::TilesetDocument& document,
                                                       const tiles3d::TileContentRef& content,
                                                       const tiles3d::BoundingVolume& tileVolume)
{
    std::optional<tiles3d::BoundingVolume> volume;
    if (content.volume >= 0)
        volume = document.volumes[static_cast<std::size_t>(content.volume)];
    if (content.metadata >= 0)
        if (const auto stated = tiles3d::volumeFromMetadata(
                volume.value_or(tileVolume), document.entities[static_cast<std::size_t>(content.metadata)], "CONTENT"))
            return stated;
    return volume;
}

/// Gives a tile the subtree at an index for its content.
void makeStub(TileBatch& batch, Tile& tile, std::shared_ptr<const ImplicitTree> tree, const tiles3d::TileIndex& index)
{
    tile.firstContent = static_cast<std::uint32_t>(batch.contents.size());
    tile.contentCount = 1;
    const std::string uri = tiles3d::expandTileTemplate(tree->tiling.subtreesTemplate, index);
    batch.contents.push_back({static_cast<std::uint32_t>(batch.uriText.size()), static_cast<std::uint32_t>(uri.size()),
                              static_cast<std::int32_t>(batch.subtrees.size())});
    batch.uriText += uri;
    batch.subtrees.push_back({std::move(tree), index.level, index.x, index.y, index.z});
}

} // namespace

bool isLocalPosition(const glm::dvec3& position) { return glm::length(position) < 5e6; }

glm::dmat4 localToWorld(double lowestMeters)
{
    return eastNorthUpToEcef({kLocalOriginLon, kLocalOriginLat, -lowestMeters});
}

glm::dmat4 heightShift(const glm::dvec3& place, double heightMeters)
{
    if (heightMeters == 0.0)
        return glm::dmat4(1.0);
    const Geographic geographic = toGeographic(place);
    return glm::translate(glm::dmat4(1.0),
                          ellipsoidNormal(geographic.lonDegrees, geographic.latDegrees) * heightMeters);
}

TileBatch buildBatch(const tiles3d::TilesetDocument& document, const BatchPlace& place)
{
    TileBatch batch;
    batch.url = document.url;
    batch.uriText = document.uriText;
    batch.upAxis = static_cast<int>(document.gltfUpAxis.value_or(place.upAxis));
    batch.copyright = document.copyright;
    batch.depth = place.depth;
    batch.toWorld = place.toWorld;
    const auto transformOf = [&](const tiles3d::TileNode& node) {
        return node.transform < 0 ? glm::dmat4(1.0) : document.transforms[static_cast<std::size_t>(node.transform)];
    };
    const double regionShift = place.heightOffsetMeters;
    if (place.isRoot && !document.tiles.empty()) {
        const tiles3d::TileNode& root = document.tiles.front();
        if (root.volume.kind != tiles3d::VolumeKind::None) {
            const TileVolume volume = volumeOf(root.volume, batch.toWorld * transformOf(root), 0);
            if (root.volume.kind != tiles3d::VolumeKind::Region && root.volume.kind != tiles3d::VolumeKind::S2
                && isLocalPosition(volume.center) && static_cast<double>(volume.radius) < 1e6) {
                batch.isLocal = true;
                batch.toWorld = localToWorld(volume.center.z - volume.extentAlong({0.0, 0.0, 1.0})) * batch.toWorld;
            }
            batch.toWorld =
                heightShift(glm::dvec3(batch.toWorld * glm::inverse(place.toWorld) * glm::dvec4(volume.center, 1.0)),
                            place.heightOffsetMeters)
                * batch.toWorld;
        }
    }
    batch.transforms.reserve(document.transforms.size());
    for (const glm::dmat4& transform : document.transforms)
        batch.transforms.push_back(batch.toWorld * transform);
    batch.contents.reserve(document.contents.size());
    for (const tiles3d::TileContentRef& content : document.contents) {
        TileBatch::ContentUri uri{content.uriOffset, content.uriLength};
        uri.metadata = content.metadata;
        uri.group = content.group >= 0 ? document.groups[static_cast<std::size_t>(content.group)] : -1;
        batch.contents.push_back(uri);
    }
    batch.entities = document.entities;
    batch.metadata = document.metadata;
    const bool hasTileMetadata = std::any_of(document.tiles.begin(), document.tiles.end(),
                                             [](const tiles3d::TileNode& node) { return node.metadata >= 0; });

    batch.tiles.reserve(document.tiles.size());
    for (const tiles3d::TileNode& node : document.tiles) {
        const glm::dmat4& toWorld =
            node.transform < 0 ? batch.toWorld : batch.transforms[static_cast<std::size_t>(node.transform)];
        Tile tile;
        tile.isAdditive = node.refine == tiles3d::Refine::Add;
        tile.geometricError = static_cast<float>(std::max(node.geometricError, 0.0));
        const tiles3d::BoundingVolume volume = node.metadata >= 0
            ? stateMore(tile, node.volume, document.entities[static_cast<std::size_t>(node.metadata)])
            : node.volume;
        tile.volume = volumeOf(volume, toWorld, regionShift);
        if (node.parent >= 0)
            tile.parent = static_cast<TileIndex>(node.parent);
        tile.firstChild = node.childCount > 0 ? node.firstChild : kNoTile;
        tile.childCount = node.childCount;
        tile.firstContent = node.firstContent;
        tile.contentCount = static_cast<std::uint16_t>(std::min<std::uint32_t>(node.contentCount, 0xFFFF));
        tile.transform = node.transform;
        if (hasTileMetadata)
            batch.tileMetadata.push_back(node.metadata);
        std::vector<TileVolume> contentVolumes;
        for (std::uint32_t c = node.firstContent; c < node.firstContent + node.contentCount; ++c)
            if (const auto stated = contentVolumeOf(document, document.contents[c], volume))
                contentVolumes.push_back(volumeOf(*stated, toWorld, regionShift));
        if (!contentVolumes.empty() && contentVolumes.size() == node.contentCount && node.implicitTiling < 0)
            addContentVolume(batch, tile, contentVolumes);
        if (node.viewerRequestVolume >= 0) {
            tile.requestVolume = static_cast<std::int32_t>(batch.requestVolumes.size());
            batch.requestVolumes.push_back(
                volumeOf(document.volumes[static_cast<std::size_t>(node.viewerRequestVolume)], toWorld, regionShift));
        }
        if (node.implicitTiling >= 0) {
            auto tree = std::make_shared<ImplicitTree>();
            tree->tiling = document.implicitTilings[static_cast<std::size_t>(node.implicitTiling)];
            for (std::uint32_t i = node.firstContent; i < node.firstContent + node.contentCount; ++i)
                tree->contentTemplates.emplace_back(document.uriOf(document.contents[i]));
            tree->rootVolume = node.volume;
            tree->rootError = node.geometricError;
            tree->regionShiftMeters = regionShift;
            tree->toWorld = toWorld;
            tree->isAdditive = tile.isAdditive;
            tree->documentUrl = document.url;
            tree->schema = document.schema;
            if (document.metadata >= 0)
                tree->metadata = document.entities[static_cast<std::size_t>(document.metadata)];
            tree->upAxis = batch.upAxis;
            tree->depth = batch.depth;
            makeStub(batch, tile, std::move(tree), {});
        }
        batch.tiles.push_back(std::move(tile));
    }
    for (const tiles3d::TileExpiry& written : document.expiries) {
        TileExpiry expiry{written.tile, written.durationSeconds, std::nullopt};
        if (const auto date = parseUtcTime(written.date))
            expiry.date = *date;
        else if (!written.date.empty())
            batch.issues.push_back({ErrorCode::BadValue, document.url,
                                    document.pathOf(written.tile) + ": expire.date \"" + written.date
                                        + "\" is no ISO 8601 instant with a zone"});
        if (expiry.seconds > 0 || expiry.date)
            batch.expiries.push_back(expiry);
    }
    for (const tiles3d::Issue& issue : document.issues) {
        if (issue.severity == tiles3d::Severity::Error)
            batch.issues.push_back({ErrorCode::BadValue, document.url, issue.where + ": " + issue.message});
    }
    return batch;
}

Result<TileBatch> buildBatch(const std::shared_ptr<const tiles3d::Subtree>& source, const TileBatch::SubtreeStub& stub)
{
    const ImplicitTree& tree = *stub.tree;
    const tiles3d::Subtree& subtree = *source;
    TileBatch batch;
    batch.url = tree.documentUrl;
    batch.upAxis = tree.upAxis;
    batch.depth = tree.depth;
    batch.toWorld = tree.toWorld;
    if (subtree.hasMetadata())
        batch.subtree = source;
    if (!tree.metadata.attributes.empty()) {
        batch.entities.push_back(tree.metadata);
        batch.metadata = 0;
    }
    const int levels = tree.tiling.subtreeLevels;
    const std::uint32_t sides = tree.tiling.subdivision == tiles3d::Subdivision::Octree ? 2 : 1;
    std::vector<tiles3d::TileIndex> places; ///< within the subtree, in step with batch.tiles
    const auto add = [&](const tiles3d::TileIndex& local, TileIndex parent) {
        const tiles3d::TileIndex global{stub.level + local.level, (stub.x << local.level) + local.x,
                                        (stub.y << local.level) + local.y, (stub.z << local.level) + local.z};
        Tile tile;
        tile.parent = parent;
        tiles3d::BoundingVolume volume = tiles3d::implicitVolume(tree.rootVolume, tree.tiling.subdivision, global);
        tile.geometricError = static_cast<float>(std::ldexp(tree.rootError, -global.level));
        tile.isAdditive = tree.isAdditive;
        if (const auto metadata = batch.subtree ? subtree.tileMetadata(local) : std::nullopt)
            volume = stateMore(tile, volume, *metadata);
        tile.volume = volumeOf(volume, tree.toWorld, tree.regionShiftMeters);
        std::vector<TileVolume> contentVolumes;
        if (local.level == levels) {
            makeStub(batch, tile, stub.tree, global);
        } else {
            tile.firstContent = static_cast<std::uint32_t>(batch.contents.size());
            for (std::size_t i = 0; i < tree.contentTemplates.size(); ++i) {
                if (!subtree.hasContent(i, local))
                    continue;
                const std::string uri = tiles3d::expandTileTemplate(tree.contentTemplates[i], global);
                batch.contents.push_back(
                    {static_cast<std::uint32_t>(batch.uriText.size()), static_cast<std::uint32_t>(uri.size())});
                batch.contents.back().slot = static_cast<std::int32_t>(i);
                batch.uriText += uri;
                ++tile.contentCount;
                if (const auto metadata = batch.subtree ? subtree.contentMetadata(i, local) : std::nullopt)
                    if (const auto stated = tiles3d::volumeFromMetadata(volume, *metadata, "CONTENT"))
                        contentVolumes.push_back(volumeOf(*stated, tree.toWorld, tree.regionShiftMeters));
            }
        }
        if (!contentVolumes.empty() && contentVolumes.size() == tile.contentCount)
            addContentVolume(batch, tile, contentVolumes);
        batch.tiles.push_back(std::move(tile));
        places.push_back(local);
    };
    if (subtree.hasTile({}))
        add({}, kNoTile);
    for (TileIndex parent = 0; parent < batch.tiles.size(); ++parent) {
        const tiles3d::TileIndex place = places[parent];
        if (place.level >= levels)
            continue;
        const auto first = static_cast<TileIndex>(batch.tiles.size());
        for (std::uint32_t z = 0; z < sides; ++z) {
            for (std::uint32_t y = 0; y < 2; ++y) {
                for (std::uint32_t x = 0; x < 2; ++x) {
                    const tiles3d::TileIndex child{place.level + 1, place.x * 2 + x, place.y * 2 + y,
                                                   sides > 1 ? place.z * 2 + z : 0};
                    // Nothing is there from availableLevels on, whatever a constant says.
                    if (stub.level + child.level >= tree.tiling.availableLevels)
                        continue;
                    if (child.level < levels ? subtree.hasTile(child) : subtree.hasChildSubtree(child))
                        add(child, parent);
                }
            }
        }
        batch.tiles[parent].childCount = static_cast<std::uint32_t>(batch.tiles.size()) - first;
        batch.tiles[parent].firstChild = batch.tiles[parent].childCount > 0 ? first : kNoTile;
        if (batch.tiles.size() > limits::kMaxTilesPerDocument)
            return fail(ErrorCode::TooLarge, tree.documentUrl,
                        "a subtree of more than " + std::to_string(limits::kMaxTilesPerDocument) + " tiles");
    }
    if (batch.subtree)
        batch.places = std::move(places);
    return batch;
}

} // namespace guanjing::layers
