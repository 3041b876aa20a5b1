#include "layers/tiling/TileBatchBuilder.h"

#include "geodata/core/Limits.h"
#include "geodata/crs/Ellipsoid.h"

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <utility>

namespace guanjing::layers {

namespace {

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
    case tiles3d::VolumeKind::None: break;
    }
    return {};
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
    batch.upAxis = static_cast<int>(document.gltfUpAxis);
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
            if (root.volume.kind != tiles3d::VolumeKind::Region && isLocalPosition(volume.center)
                && static_cast<double>(volume.radius) < 1e6) {
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
    for (const tiles3d::TileContentRef& content : document.contents)
        batch.contents.push_back({content.uriOffset, content.uriLength});

    batch.tiles.reserve(document.tiles.size());
    for (const tiles3d::TileNode& node : document.tiles) {
        const glm::dmat4& toWorld =
            node.transform < 0 ? batch.toWorld : batch.transforms[static_cast<std::size_t>(node.transform)];
        Tile tile;
        tile.volume = volumeOf(node.volume, toWorld, regionShift);
        tile.geometricError = static_cast<float>(std::max(node.geometricError, 0.0));
        if (node.parent >= 0)
            tile.parent = static_cast<TileIndex>(node.parent);
        tile.firstChild = node.childCount > 0 ? node.firstChild : kNoTile;
        tile.childCount = node.childCount;
        tile.firstContent = node.firstContent;
        tile.contentCount = static_cast<std::uint16_t>(std::min<std::uint32_t>(node.contentCount, 0xFFFF));
        tile.isAdditive = node.refine == tiles3d::Refine::Add;
        tile.transform = node.transform;
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
            tree->upAxis = batch.upAxis;
            tree->depth = batch.depth;
            makeStub(batch, tile, std::move(tree), {});
        }
        batch.tiles.push_back(std::move(tile));
    }
    for (const tiles3d::Issue& issue : document.issues) {
        if (issue.severity == tiles3d::Severity::Error)
            batch.issues.push_back({ErrorCode::BadValue, document.url, issue.where + ": " + issue.message});
    }
    return batch;
}

Result<TileBatch> buildBatch(const tiles3d::Subtree& subtree, const TileBatch::SubtreeStub& stub)
{
    const ImplicitTree& tree = *stub.tree;
    TileBatch batch;
    batch.url = tree.documentUrl;
    batch.upAxis = tree.upAxis;
    batch.depth = tree.depth;
    batch.toWorld = tree.toWorld;
    const int levels = tree.tiling.subtreeLevels;
    const std::uint32_t sides = tree.tiling.subdivision == tiles3d::Subdivision::Octree ? 2 : 1;
    std::vector<tiles3d::TileIndex> places; ///< within the subtree, in step with batch.tiles
    const auto add = [&](const tiles3d::TileIndex& local, TileIndex parent) {
        const tiles3d::TileIndex global{stub.level + local.level, (stub.x << local.level) + local.x,
                                        (stub.y << local.level) + local.y, (stub.z << local.level) + local.z};
        Tile tile;
        tile.parent = parent;
        tile.volume = volumeOf(tiles3d::implicitVolume(tree.rootVolume, tree.tiling.subdivision, global), tree.toWorld,
                               tree.regionShiftMeters);
        tile.geometricError = static_cast<float>(std::ldexp(tree.rootError, -global.level));
        tile.isAdditive = tree.isAdditive;
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
                batch.uriText += uri;
                ++tile.contentCount;
            }
        }
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
    return batch;
}

} // namespace guanjing::layers
