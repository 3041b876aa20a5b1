#include "layers/terrain/TerrainHeights.h"

#include "geodata/crs/Ellipsoid.h"
#include "layers/tiling/GroundMesh.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::layers {
namespace {

constexpr double kPictureSide = 256;
/// In texels of the ground tile: what finer tiles may show beyond a tile's own heights, and beyond what is only guessed.
constexpr double kOwnMargin = 1.0, kGuessMargin = 8.0;
/// Heights are worth finer ground tiles so many levels beyond their own: till its mesh is as fine as theirs.
constexpr int kLevelsBeyond = 1;

double texelMeters(const Rectangle& rectangle)
{
    const double latitude = std::min(std::abs(rectangle.south), std::abs(rectangle.north));
    return (rectangle.east - rectangle.west) * kDegreesToRadians * kWgs84SemiMajorMeters
        * std::cos(latitude * kDegreesToRadians) / kPictureSide;
}

bool holds(const Rectangle& outer, const Rectangle& inner)
{
    constexpr double kEdge = 1e-9;
    return outer.west <= inner.west + kEdge && outer.east >= inner.east - kEdge && outer.south <= inner.south + kEdge
        && outer.north >= inner.north - kEdge;
}

Rectangle common(const Rectangle& a, const Rectangle& b)
{
    return {std::max(a.west, b.west), std::max(a.south, b.south), std::min(a.east, b.east), std::min(a.north, b.north)};
}

/// Steeper or flatter by a factor; of ECEF axes.
glm::vec3 exaggerated(const glm::vec3& normal, double factor, double lonDegrees, double latDegrees)
{
    if (factor == 1.0 || normal == glm::vec3(0.0F))
        return normal;
    const glm::dvec3 up = ellipsoidNormal(lonDegrees, latDegrees);
    const double upward = glm::dot(glm::dvec3(normal), up);
    const glm::dvec3 level = glm::dvec3(normal) - up * upward;
    return glm::vec3(glm::normalize(level * factor + up * upward));
}

class Surface final : public GroundSurface {
public:
    struct Part {
        Rectangle rectangle;
        std::shared_ptr<const HeightPatch> patch;
    };
    struct Slice {
        double offsetMeters = 0;
        std::optional<Rectangle> limits;
        std::vector<Part> parts;
    };

    Surface(std::vector<Slice> slices, Rectangle rectangle, double exaggeration)
        : m_slices(std::move(slices)), m_rectangle(rectangle), m_exaggeration(exaggeration)
    { }

    [[nodiscard]] std::optional<HeightSample> at(double lonDegrees, double latDegrees) const override
    {
        std::optional<HeightSample> filled;
        for (const Slice& slice : m_slices) {
            if (slice.limits && !slice.limits->contains(lonDegrees, latDegrees))
                continue;
            auto sample = partFor(slice, lonDegrees, latDegrees).patch->at(lonDegrees, latDegrees);
            if (!sample)
                continue;
            sample->heightMeters = (sample->heightMeters + slice.offsetMeters) * m_exaggeration;
            sample->normal = exaggerated(sample->normal, m_exaggeration, lonDegrees, latDegrees);
            if (!sample->isFilled)
                return sample;
            if (!filled)
                filled = sample;
        }
        if (filled)
            return filled;
        const bool isOnTile = lonDegrees >= m_rectangle.west && lonDegrees <= m_rectangle.east
            && latDegrees >= m_rectangle.south && latDegrees <= m_rectangle.north;
        return isOnTile ? std::optional(HeightSample{}) : std::nullopt;
    }

    [[nodiscard]] std::optional<float> waterAt(double lonDegrees, double latDegrees) const override
    {
        for (const Slice& slice : m_slices) {
            if (slice.limits && !slice.limits->contains(lonDegrees, latDegrees))
                continue;
            if (const auto water = partFor(slice, lonDegrees, latDegrees).patch->waterAt(lonDegrees, latDegrees))
                return water;
        }
        return std::nullopt;
    }

private:
    /// The nearest: places beside the tile are asked of a part's margin.
    static const Part& partFor(const Slice& slice, double lonDegrees, double latDegrees)
    {
        const Part* best = &slice.parts.front();
        double nearest = 1e9;
        for (const Part& part : slice.parts) {
            const Rectangle& r = part.rectangle;
            const double distance = std::max({r.west - lonDegrees, lonDegrees - r.east, 0.0})
                + std::max({r.south - latDegrees, latDegrees - r.north, 0.0});
            if (distance < nearest) {
                nearest = distance;
                best = &part;
            }
        }
        return *best;
    }

    std::vector<Slice> m_slices;
    Rectangle m_rectangle;
    double m_exaggeration;
};

} // namespace

bool TerrainHeights::setUses(std::vector<TerrainUse> uses, double exaggeration)
{
    if (uses == m_uses && exaggeration == m_exaggeration)
        return false;
    m_revisionBefore = revision() + 1;
    m_uses = std::move(uses);
    m_exaggeration = exaggeration;
    ++m_settings;
    return true;
}

std::uint64_t TerrainHeights::revision() const
{
    std::uint64_t sum = m_revisionBefore + m_settings;
    for (const TerrainUse& use : m_uses)
        sum += use.layer->revision();
    return sum;
}

template <class Visit> void TerrainHeights::forEachLayer(Visit visit) const
{
    for (const TerrainUse& use : m_uses) {
        for (HeightLayer* layer = use.layer; layer != nullptr; layer = layer->parent()) {
            if (!visit(use, *layer))
                return;
        }
    }
}

bool TerrainHeights::isLast(const HeightLayer& layer) const
{
    return !m_uses.empty() && m_uses.back().layer->id() == layer.id() && layer.parent() == nullptr;
}

std::optional<Rectangle> TerrainHeights::limitsOf(const HeightLayer& layer) const
{
    return isLast(layer) ? std::nullopt : layer.source()->bounds();
}

GroundHeights::Status TerrainHeights::want(const GroundAddress& address, double priority, Need need)
{
    Status status;
    const Rectangle rectangle = mercatorTileRectangle(address.level, address.x, address.y);
    forEachLayer([&](const TerrainUse&, HeightLayer& layer) {
        if (!layer.source()) {
            const bool comes = layer.wantDocument(priority, need);
            status.isWaiting = status.isWaiting || comes;
            status.isComplete = status.isComplete && layer.hasFailed();
            return !comes;
        }
        const auto limits = limitsOf(layer);
        if (limits && !limits->intersects(rectangle))
            return true;
        bool covers = !limits || holds(*limits, rectangle);
        m_ids.clear();
        layer.tilesOn(rectangle, address.level, m_ids);
        for (const TerrainTileId& id : m_ids) {
            const HeightLayer::Best best = layer.bestFor(id);
            HeightTile* tile = best.first != nullptr ? best.first : best.tile;
            if (tile == nullptr) {
                covers = false;
                continue;
            }
            const bool comes = layer.want(*tile, priority, need);
            status.isWaiting = status.isWaiting || comes;
            status.isComplete = status.isComplete && tile->isReady() && best.first == nullptr;
            covers = covers && (!tile->patch() || !tile->patch()->hasVoids());
        }
        return !covers;
    });
    return status;
}

void TerrainHeights::collect(const GroundAddress& address, std::vector<Slice>& out) const
{
    out.clear();
    const Rectangle rectangle = mercatorTileRectangle(address.level, address.x, address.y);
    forEachLayer([&](const TerrainUse& use, HeightLayer& layer) {
        if (!layer.source())
            return true;
        const auto limits = limitsOf(layer);
        if (limits && !limits->intersects(rectangle))
            return true;
        bool covers = !limits || holds(*limits, rectangle);
        m_ids.clear();
        layer.tilesOn(rectangle, address.level, m_ids);
        Slice slice{&use, {}};
        for (const TerrainTileId& id : m_ids) {
            HeightTile* tile = layer.readyFor(id);
            covers = covers && tile != nullptr && !tile->patch()->hasVoids();
            if (tile != nullptr)
                slice.parts.push_back({common(layer.rectangleOf(id), rectangle), tile});
        }
        if (!slice.parts.empty())
            out.push_back(std::move(slice));
        return !covers;
    });
}

std::uint64_t TerrainHeights::recipeOf(const GroundAddress& address)
{
    collect(address, m_slices);
    if (m_slices.empty())
        return 0;
    std::uint64_t hash = 14695981039346656037ULL;
    const auto add = [&](std::uint64_t value) { hash = (hash ^ value) * 1099511628211ULL; };
    add(m_settings);
    for (const Slice& slice : m_slices) {
        add(slice.use->layer->id());
        for (const Part& part : slice.parts) {
            const TerrainTileId& id = part.tile->id();
            add(static_cast<std::uint64_t>(id.level));
            add(id.x);
            add(id.y);
        }
    }
    return hash | 1;
}

std::shared_ptr<const GroundSurface> TerrainHeights::surfaceOf(const GroundAddress& address)
{
    collect(address, m_slices);
    if (m_slices.empty())
        return nullptr;
    std::vector<Surface::Slice> slices;
    for (const Slice& slice : m_slices) {
        Surface::Slice& made = slices.emplace_back();
        made.offsetMeters = slice.use->offsetMeters;
        made.limits = limitsOf(*slice.use->layer);
        for (const Part& part : slice.parts)
            made.parts.push_back({part.rectangle, part.tile->patch()});
    }
    return std::make_shared<const Surface>(std::move(slices),
                                           mercatorTileRectangle(address.level, address.x, address.y), m_exaggeration);
}

GroundRelief TerrainHeights::reliefOf(const GroundAddress& address)
{
    const Rectangle rectangle = mercatorTileRectangle(address.level, address.x, address.y);
    const double texel = texelMeters(rectangle);
    GroundRelief relief;
    double low = 1e9, high = -1e9, margin = 0;
    const auto join = [&](const TerrainUse& use, double lowest, double highest, double margins) {
        low = std::min(low, shown(use, lowest));
        high = std::max(high, shown(use, highest));
        margin = std::max(margin, margins * m_exaggeration);
    };
    forEachLayer([&](const TerrainUse& use, HeightLayer& layer) {
        if (!layer.source())
            return true;
        const auto limits = limitsOf(layer);
        if (limits && !limits->intersects(rectangle))
            return true;
        const bool isGeographic = layer.source()->projection() == TerrainProjection::Geographic;
        const int level = std::max((isGeographic ? address.level - 1 : address.level) - kLevelsBeyond, 0);
        relief.mayBeFiner = relief.mayBeFiner
            || (level <= layer.source()->maxLevel()
                && layer.mayBeAvailable(layer.tileAt((rectangle.west + rectangle.east) / 2,
                                                     (rectangle.south + rectangle.north) / 2, level)));
        bool isKnown = !limits || holds(*limits, rectangle);
        m_ids.clear();
        layer.tilesOn(rectangle, address.level, m_ids);
        for (const TerrainTileId& id : m_ids) {
            const Rectangle own = layer.rectangleOf(id);
            const HeightLayer::Range* range = layer.rangeOf(id);
            const bool isDeep = own.east - own.west > 1.5 * (rectangle.east - rectangle.west);
            if (range != nullptr && range->isOwn && !isDeep) {
                join(use, static_cast<double>(range->low), static_cast<double>(range->high), kOwnMargin * texel);
                continue;
            }
            if (range != nullptr && !isDeep)
                join(use, static_cast<double>(range->low), static_cast<double>(range->high), kGuessMargin * texel);
            const HeightTile* above = layer.readyFor(id);
            if (above == nullptr) {
                isKnown = false;
                margin = std::max(margin, kGuessMargin * texel * m_exaggeration);
                continue;
            }
            const Rectangle part = common(own, rectangle);
            double lowest = 1e9, highest = -1e9;
            for (int i = 0; i < 9; ++i) {
                const auto sample = above->patch()->at(part.west + (part.east - part.west) * (i % 3) / 2,
                                                       part.south + (part.north - part.south) * (i / 3) / 2);
                if (sample) {
                    lowest = std::min(lowest, sample->heightMeters);
                    highest = std::max(highest, sample->heightMeters);
                }
            }
            if (lowest <= highest)
                join(use, lowest, highest, (highest - lowest) / 2 + (isDeep ? kOwnMargin / 2 : kGuessMargin) * texel);
        }
        return !isKnown;
    });
    if (low <= high) {
        relief.lowMeters = low;
        relief.highMeters = high;
    }
    relief.marginMeters = margin;
    return relief;
}

std::optional<TerrainHeights::Found> TerrainHeights::find(double lonDegrees, double latDegrees) const
{
    std::optional<Found> found, filled;
    forEachLayer([&](const TerrainUse& use, HeightLayer& layer) {
        if (!layer.source())
            return true;
        if (const auto limits = limitsOf(layer); limits && !limits->contains(lonDegrees, latDegrees))
            return true;
        const HeightTile* tile = layer.readyFor(layer.tileAt(lonDegrees, latDegrees, layer.source()->maxLevel()));
        const auto sample = tile != nullptr ? tile->patch()->at(lonDegrees, latDegrees) : std::nullopt;
        if (!sample)
            return true;
        auto& target = sample->isFilled ? filled : found;
        if (!target)
            target = Found{&use, *sample};
        return !found;
    });
    return found ? found : filled;
}

std::optional<double> TerrainHeights::heightAt(double lonDegrees, double latDegrees)
{
    const auto found = find(lonDegrees, latDegrees);
    return found ? std::optional(shown(*found->use, found->sample.heightMeters)) : std::nullopt;
}

std::optional<TerrainHeights::Place> TerrainHeights::placeAt(double lonDegrees, double latDegrees) const
{
    const auto found = find(lonDegrees, latDegrees);
    if (!found)
        return std::nullopt;
    Place place;
    place.ellipsoidalMeters = found->sample.heightMeters + found->use->offsetMeters;
    if (found->use->isNational)
        place.nationalMeters = found->sample.heightMeters - found->sample.datumOffsetMeters;
    return place;
}

} // namespace guanjing::layers
