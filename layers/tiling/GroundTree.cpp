#include "layers/tiling/GroundTree.h"

#include "geodata/crs/Ellipsoid.h"
#include "layers/tiling/GroundMesh.h"
#include "layers/tiling/ReliefMesh.h"

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

/// The point that is hidden behind the ellipsoid only when all of the rectangle up to a height is: on the direction of
/// its middle, so high that it sees whatever sees a corner; nothing when the rectangle is too large for that. All in the
/// space where the ellipsoid is the unit sphere.
std::optional<glm::dvec3> horizonPoint(const Rectangle& rectangle, double highMeters)
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
    if (highMeters <= 0)
        return middle / cosine;
    // What stands so high is seen from further round the globe.
    const double lowered = 1.0 / (1.0 + highMeters / (kWgs84SemiMajorMeters * (1.0 - kWgs84Eccentricity2)));
    const double together = cosine * lowered - std::sqrt((1.0 - cosine * cosine) * (1.0 - lowered * lowered));
    if (together < kLeastHorizonCosine)
        return std::nullopt;
    return middle / together;
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
    tile.volume = volumeOf({level, x, y}, 0, 0);
    // The widest row of the tile decides.
    const double latitude = rectangle.south <= 0 && rectangle.north >= 0
        ? 0.0
        : std::min(std::abs(rectangle.south), std::abs(rectangle.north));
    const double width = 2 * std::numbers::pi * kWgs84SemiMajorMeters / std::ldexp(1.0, level);
    tile.geometricError = static_cast<float>(width * std::cos(latitude * kDegreesToRadians) / kPictureSide);
    if (const auto point = horizonPoint(rectangle, 0)) {
        tile.hasHorizon = true;
        tile.firstContent = static_cast<std::uint32_t>(m_horizonPoints.size());
        m_horizonPoints.push_back(*point);
    }
    return tile;
}

TileVolume GroundTree::volumeOf(const GroundAddress& address, double lowMeters, double highMeters) const
{
    const Rectangle rectangle = mercatorTileRectangle(address.level, address.x, address.y);
    const TileVolume bare = TileVolume::region(rectangle, lowMeters, highMeters);
    double low = lowMeters, high = highMeters;
    for (const auto& region : clips()) {
        if (address.level < kFirstClippedLevel || region->mode() != clipping::ClipMode::Flatten
            || region->overlapOf(bare.corners(1.5, 1.0)) == clipping::Overlap::Outside)
            continue;
        low = std::min(low, region->shape().flatHeightMeters);
        high = std::max(high, region->shape().flatHeightMeters);
    }
    return low == lowMeters && high == highMeters ? bare : TileVolume::region(rectangle, low, high);
}

void GroundTree::setVolume(TileIndex index, const Relief& relief)
{
    Tile& tile = m_tiles[index];
    tile.volume = volumeOf(addressOf(index), relief.lowMeters, relief.highMeters);
    tile.clip = 0;
    if (!tile.hasHorizon)
        return;
    const auto point = horizonPoint(mercatorTileRectangle(tile.level, tile.x, tile.y), relief.highMeters);
    // One that cannot be told stands so high that it never sets.
    m_horizonPoints[tile.firstContent] = point.value_or(m_horizonPoints[tile.firstContent] * (1.0 + relief.highMeters));
}

void GroundTree::setHeights(GroundHeights* heights)
{
    const bool changes = m_heights != heights || heights != nullptr;
    m_heights = heights;
    if (!changes)
        return;
    m_reliefs.clear();
    for (TileIndex index = 0; index < m_tiles.size(); ++index) {
        if (!isOfGrid(index))
            continue;
        m_tiles[index].mayBeFiner = false;
        if (heights == nullptr)
            setVolume(index, {});
        if (m_tiles[index].content)
            noteOutdated(index);
    }
}

double GroundTree::heightAt(double lonDegrees, double latDegrees) const
{
    const double height = bareHeightAt(lonDegrees, latDegrees);
    for (const auto& region : clips()) {
        if (region->mode() == clipping::ClipMode::Flatten && region->contains(toEcef({lonDegrees, latDegrees, height})))
            return region->shape().flatHeightMeters;
    }
    return height;
}

double GroundTree::bareHeightAt(double lonDegrees, double latDegrees) const
{
    return m_heights != nullptr ? m_heights->heightAt(lonDegrees, latDegrees).value_or(0.0) : 0.0;
}

void GroundTree::refreshVolume(TileIndex index)
{
    if (m_heights == nullptr || !isOfGrid(index))
        return;
    if (m_reliefs.size() < m_tiles.size())
        m_reliefs.resize(m_tiles.size());
    Relief& known = m_reliefs[index];
    if (known.revision == m_heights->revision())
        return;
    const GroundRelief relief = m_heights->reliefOf(addressOf(index));
    m_tiles[index].mayBeFiner = relief.mayBeFiner;
    const Relief now{m_heights->revision(), relief.lowMeters - relief.marginMeters,
                     relief.highMeters + relief.marginMeters};
    const bool isSame = known.revision != 0 && now.lowMeters == known.lowMeters && now.highMeters == known.highMeters;
    known = now;
    if (!isSame)
        setVolume(index, now);
}

bool GroundTree::wantInputs(TileIndex index, double priority, Need need)
{
    if (m_heights == nullptr || !isOfGrid(index))
        return true;
    const GroundHeights::Status status = m_heights->want(addressOf(index), priority, need);
    const TileContent* content = m_tiles[index].content.get();
    const LoadState state = content != nullptr ? content->state() : LoadState::Unloaded;
    if (state >= LoadState::Decoded && state <= LoadState::Ready) {
        if (status.isComplete && content->recipe() != recipeOf(index))
            noteOutdated(index);
        return true;
    }
    return !status.isWaiting || state == LoadState::Loading;
}

std::uint64_t GroundTree::recipeOf(TileIndex index) const
{
    return m_heights != nullptr && isOfGrid(index) ? m_heights->recipeOf(addressOf(index)) : 0;
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
            tile.volume = volumeOf({tile.level, tile.x, tile.y}, 0, 0);
    }
    m_reliefs.clear(); // with heights they are asked for again
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
    return tile.level < m_imageryMaxLevel || tile.mayBeFiner ? std::max(sag, static_cast<double>(tile.geometricError))
                                                             : sag;
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
    const std::optional<double> exact = exactAlong(ray, meters);
    if (!exact)
        return std::nullopt;
    const glm::dvec3 point = ray.origin + ray.direction * *exact;
    const bool isMoved = std::any_of(clips().begin(), clips().end(), [&](const auto& region) {
        return region->mode() == clipping::ClipMode::Flatten && region->contains(point);
    });
    return isMoved ? std::nullopt : exact;
}

std::optional<double> GroundTree::exactAlong(const ViewState::Ray& ray, double meters) const
{
    if (m_heights == nullptr) {
        const double exact = intersectEllipsoid(ray.origin, ray.direction);
        // A ray that grazes the horizon may miss the one and hit the other.
        return exact > 0.0 && std::abs(exact - meters) <= 0.05 * meters + 10.0 ? std::optional(exact) : std::nullopt;
    }
    // Metres above the surface: the place where that changes its sign near the mesh is closed in on.
    const auto above = [&](double t) {
        const Geographic place = toGeographic(ray.origin + ray.direction * t);
        return place.heightMeters - bareHeightAt(place.lonDegrees, place.latDegrees);
    };
    const double reach = 0.02 * meters + 5.0;
    double low = meters, high = meters; // above the surface, and not
    const bool startsAbove = above(meters) > 0;
    for (double step = reach / 64;; step *= 2) {
        if (step > reach)
            return std::nullopt;
        if (startsAbove) {
            low = high;
            high = meters + step;
            if (above(high) <= 0)
                break;
        } else {
            high = low;
            low = std::max(meters - step, 0.0);
            if (above(low) > 0)
                break;
        }
    }
    for (int i = 0; i < 60 && high - low > 1e-5; ++i) {
        const double middle = (low + high) / 2;
        (above(middle) > 0 ? low : high) = middle;
    }
    return (low + high) / 2;
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
    std::shared_ptr<const GroundSurface> surface;
    if (m_heights != nullptr && isOfGrid(index))
        surface = m_heights->surfaceOf(addressOf(index));
    plan.make = [level = int{tile.level}, x = tile.x, y = tile.y, surface = std::move(surface),
                 clips = clipsOn(index)](LoadInput& input) -> Result<LoadOutcome> {
        auto model = std::make_shared<tiles3d::Model>(level == kCapLevel ? makePolarCap(x == 1)
                                                          : surface      ? makeReliefMesh({level, x, y}, *surface).model
                                                                         : makeGroundMesh(level, x, y));
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
