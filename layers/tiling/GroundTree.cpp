#include "layers/tiling/GroundTree.h"

#include "geodata/crs/Ellipsoid.h"
#include "layers/tiling/GroundMesh.h"

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::layers {

namespace {

constexpr double kPictureSide = 256;
/// Seen from near, so little that a point picked on the bare ground is right to a centimetre from 200 m; from afar so
/// much that the shape of the globe does not ask for finer pictures than its texels do.
constexpr double kMostSagPixelsNear = 0.05, kMostSagPixelsFar = 0.3;
constexpr int kFirstNearLevel = 8;
/// Tiles from here down are narrow enough to be seen on the plane of a clip.
constexpr int kFirstClippedLevel = 5;
constexpr std::uint8_t kCapLevel = 0xFF; ///< in Tile::level; x tells north (1) from south (0)
/// A tile that reaches further round the globe than this cosine is too large for the horizon test.
constexpr double kLeastHorizonCosine = 0.15;

glm::dvec3 toScaledSpace(const glm::dvec3& point)
{
    const double polar = kWgs84SemiMajorMeters * std::sqrt(1.0 - kWgs84Eccentricity2);
    return {point.x / kWgs84SemiMajorMeters, point.y / kWgs84SemiMajorMeters, point.z / polar};
}

/// The point that is hidden behind the ellipsoid only when all of the rectangle is: on the direction of its middle,
/// so high that it sees every corner; nothing when the rectangle is too large for that. All in the space where the ellipsoid is the unit sphere.
std::optional<glm::dvec3> horizonPoint(const Rectangle& rectangle)
{
    const double lon = (rectangle.west + rectangle.east) / 2, lat = (rectangle.south + rectangle.north) / 2;
    const glm::dvec3 middle = glm::normalize(toScaledSpace(toEcef({lon, lat, 0})));
    double cosine = 1.0;
    for (const double cornerLon : {rectangle.west, lon, rectangle.east}) {
        for (const double cornerLat : {rectangle.south, lat, rectangle.north}) {
            const glm::dvec3 corner = glm::normalize(toScaledSpace(toEcef({cornerLon, cornerLat, 0})));
            cosine = std::min(cosine, glm::dot(corner, middle));
        }
    }
    if (cosine < kLeastHorizonCosine)
        return std::nullopt;
    return middle / cosine;
}

} // namespace

GroundTree::GroundTree(std::uint32_t id, TileLoader& loader) : TileTree(id, loader)
{
    m_tiles.reserve(4096);
    Tile root;
    root.firstChild = 1;
    root.childCount = 3;
    m_tiles.push_back(std::move(root));
    m_tiles.push_back(makeTile(0, 0, 0, 0));
    m_tiles.push_back(makeCap(true));
    m_tiles.push_back(makeCap(false));
    setImagery(-1, 2.0);
}

GroundTree::~GroundTree() = default;

void GroundTree::setImagery(int maxLevel, double texelPixels)
{
    m_imageryMaxLevel = std::min(maxLevel, kMaxLevel);
    maximumError = std::max(texelPixels, 0.1);
    for (int level = 0; level <= kMaxLevel; ++level)
        m_sagErrors[static_cast<std::size_t>(level)] = groundMeshErrorMeters(level) * maximumError
            / (level < kFirstNearLevel ? kMostSagPixelsFar : kMostSagPixelsNear);
}

Tile GroundTree::makeTile(int level, std::uint32_t x, std::uint32_t y, TileIndex parent)
{
    const Rectangle rectangle = mercatorTileRectangle(level, x, y);
    Tile tile;
    tile.parent = parent;
    tile.level = static_cast<std::uint8_t>(level);
    tile.x = x;
    tile.y = y;
    tile.contentCount = 1;
    tile.mayExpand = level < kMaxLevel;
    tile.volume = volumeOf(level, x, y);
    // The widest row of the tile decides.
    const double latitude = rectangle.south <= 0 && rectangle.north >= 0
        ? 0.0
        : std::min(std::abs(rectangle.south), std::abs(rectangle.north));
    const double width = 2 * std::numbers::pi * kWgs84SemiMajorMeters / std::ldexp(1.0, level);
    tile.geometricError = static_cast<float>(width * std::cos(latitude * kDegreesToRadians) / kPictureSide);
    if (const auto point = horizonPoint(rectangle)) {
        tile.hasHorizon = true;
        tile.firstContent = static_cast<std::uint32_t>(m_horizonPoints.size());
        m_horizonPoints.push_back(*point);
    }
    return tile;
}

TileVolume GroundTree::volumeOf(int level, std::uint32_t x, std::uint32_t y) const
{
    const Rectangle rectangle = mercatorTileRectangle(level, x, y);
    const TileVolume bare = TileVolume::region(rectangle, 0, 0);
    double low = 0, high = 0;
    for (const auto& region : clips()) {
        if (level < kFirstClippedLevel || region->mode() != clipping::ClipMode::Flatten
            || region->overlapOf(bare.corners(1.5, 1.0)) == clipping::Overlap::Outside)
            continue;
        low = std::min(low, region->shape().flatHeightMeters);
        high = std::max(high, region->shape().flatHeightMeters);
    }
    return low == high ? bare : TileVolume::region(rectangle, low, high);
}

clipping::RegionList GroundTree::clipsOn(TileIndex index) const
{
    const Tile& tile = m_tiles[index];
    return tile.level < kFirstClippedLevel || tile.level > kMaxLevel ? clipping::RegionList{}
                                                                     : TileTree::clipsOn(index);
}

void GroundTree::clipsChanged()
{
    for (Tile& tile : m_tiles) {
        if (tile.level >= kFirstClippedLevel && tile.level <= kMaxLevel)
            tile.volume = volumeOf(tile.level, tile.x, tile.y);
    }
}

Tile GroundTree::makeCap(bool isNorth)
{
    Tile tile;
    tile.parent = 0;
    tile.level = kCapLevel;
    tile.x = isNorth ? 1 : 0;
    tile.contentCount = 1;
    const double limit = 85.0511287798066;
    const glm::dvec3 pole = toEcef({0, isNorth ? 90.0 : -90.0, 0});
    const glm::dvec3 edge = toEcef({0, isNorth ? limit : -limit, 0});
    const double radius = edge.x;
    const double half = std::abs(pole.z - edge.z) / 2;
    tile.volume = TileVolume::box({0, 0, (pole.z + edge.z) / 2}, {radius, 0, 0}, {0, radius, 0}, {0, 0, half});
    // Else it is seen from below through a hole in the ground.
    const glm::dvec3 top = toScaledSpace(pole);
    tile.hasHorizon = true;
    tile.firstContent = static_cast<std::uint32_t>(m_horizonPoints.size());
    m_horizonPoints.push_back(top / glm::dot(top, glm::normalize(toScaledSpace(edge))));
    return tile;
}

double GroundTree::errorOf(const Tile& tile) const
{
    if (tile.level > kMaxLevel)
        return 0.0;
    const double sag = m_sagErrors[tile.level];
    return tile.level < m_imageryMaxLevel ? std::max(sag, static_cast<double>(tile.geometricError)) : sag;
}

bool GroundTree::isBelowHorizon(const Tile& tile, const glm::dvec3& eye) const
{
    const glm::dvec3 camera = toScaledSpace(eye);
    const double horizonSquared = glm::dot(camera, camera) - 1.0;
    if (horizonSquared <= 0.0)
        return false; // under the surface nothing is certain
    const glm::dvec3 toPoint = m_horizonPoints[tile.firstContent] - camera;
    const double along = -glm::dot(toPoint, camera);
    return along > horizonSquared && along * along > horizonSquared * glm::dot(toPoint, toPoint);
}

std::optional<double> GroundTree::surfaceAlong(const ViewState::Ray& ray, double meters) const
{
    const double exact = intersectEllipsoid(ray.origin, ray.direction);
    // A ray that grazes the horizon may miss the one and hit the other.
    if (!(exact > 0.0) || std::abs(exact - meters) > 0.05 * meters + 10.0)
        return std::nullopt;
    const glm::dvec3 point = ray.origin + ray.direction * exact;
    const bool isMoved = std::any_of(clips().begin(), clips().end(), [&](const auto& region) {
        return region->mode() == clipping::ClipMode::Flatten && region->contains(point);
    });
    return isMoved ? std::nullopt : std::optional(exact);
}

void GroundTree::expand(TileIndex index)
{
    const int level = m_tiles[index].level + 1;
    const std::uint32_t x = m_tiles[index].x * 2, y = m_tiles[index].y * 2;
    const auto first = static_cast<TileIndex>(m_tiles.size());
    for (const std::uint32_t dy : {0u, 1u}) {
        for (const std::uint32_t dx : {0u, 1u})
            m_tiles.push_back(makeTile(level, x + dx, y + dy, index));
    }
    Tile& tile = m_tiles[index];
    tile.firstChild = first;
    tile.childCount = 4;
    tile.mayExpand = false;
}

LoadPlan GroundTree::plan(TileIndex index)
{
    LoadPlan plan;
    const Tile& tile = m_tiles[index];
    plan.make = [level = int{tile.level}, x = tile.x, y = tile.y,
                 clips = clipsOn(index)](LoadInput& input) -> Result<LoadOutcome> {
        auto model =
            std::make_shared<tiles3d::Model>(level == kCapLevel ? makePolarCap(x == 1) : makeGroundMesh(level, x, y));
        LoadOutcome outcome;
        LoadedPart part;
        part.modelToWorld = glm::translate(glm::dmat4(1.0), model->origin);
        if (clipping::clipModel(*model, part.modelToWorld, clips) && model->instances.empty())
            return outcome;
        part.prepared = input.preparer.prepareModel(model, part.modelToWorld);
        part.model = model;
        part.undrawn = std::move(model);
        outcome.parts.push_back(std::move(part));
        return outcome;
    };
    return plan;
}

std::optional<GeographicBounds> GroundTree::bounds() const { return GeographicBounds{{-180, -90, 180, 90}, 0, 0}; }

} // namespace guanjing::layers
