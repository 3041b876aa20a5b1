#include "layers/tiling/TileBatchBuilder.h"

#include "geodata/crs/Ellipsoid.h"

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <limits>
#include <string>

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

} // namespace

bool isLocalPosition(const glm::dvec3& position) { return glm::length(position) < 5e6; }

glm::dmat4 localToWorld() { return eastNorthUpToEcef({kLocalOriginLon, kLocalOriginLat, 0}); }

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
                && static_cast<double>(volume.radius) < 1e6)
                batch.toWorld = localToWorld() * batch.toWorld;
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
    bool hasImplicit = false;
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
            hasImplicit = true;
            tile.contentCount = 0; // a template, no URI
        }
        batch.tiles.push_back(std::move(tile));
    }
    if (hasImplicit)
        batch.issues.push_back({ErrorCode::UnsupportedFeature, document.url, "implicit tiling is not supported yet"});
    for (const tiles3d::Issue& issue : document.issues) {
        if (issue.severity == tiles3d::Severity::Error)
            batch.issues.push_back({ErrorCode::BadValue, document.url, issue.where + ": " + issue.message});
    }
    return batch;
}

} // namespace guanjing::layers
